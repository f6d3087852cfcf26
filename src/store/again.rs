//! Looking at the files once more when the reader asks for it (`r`): what could not be read may be readable now, what was written
//! since is new.
//!
//! Nothing is held for that while nobody asks: what is known comes from the cache, and only where there is none from memory. A folder
//! that is watched anyway is looked at by the thread that watches it.

use std::collections::BTreeSet;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::feed::{Grown, Stop, TOLD, Wanted};
use super::inventory::Inventory;
use super::library::{self, Known, Library};
use super::open::Open;
use super::watch::Came;
use crate::corpus::Corpus;
use crate::import::corrections::Corrections;

/// Looks at the files of a feed again. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Again(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    wanted: Wanted,
    /// Of the last look; `None` while the first is not done.
    seen: Mutex<Option<Seen>>,
}

/// What the last look at the files has left.
#[derive(Debug)]
pub(super) struct Seen {
    /// What there was then.
    pub(super) corpus: Arc<Corpus>,
    /// The corrections the run began with. Those made since are the reader's, who puts them on every corpus that comes.
    pub(super) corrections: Corrections,
    /// The files, where no cache knows them.
    pub(super) known: Option<Known>,
    /// Wakes the thread that watches, where one does.
    pub(super) watcher: Option<Sender<()>>,
}

impl Again {
    pub(super) fn new(wanted: Wanted) -> Self {
        Self(Arc::new(Shared { wanted, seen: Mutex::default() }))
    }

    /// Whether there are files; the built-in pages have none.
    pub fn has_files(&self) -> bool {
        !self.0.wanted.paths.is_empty()
    }

    /// The first look is done.
    pub(super) fn begin(&self, seen: Seen) {
        *self.0.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
    }

    /// What a library has to be remembered for, where no cache does it.
    pub(super) fn known(&self, library: &Library) -> Option<Known> {
        self.0.wanted.cache.folder().is_none().then(|| library.known())
    }

    /// Looks now and tells how far it has come and what came of it. While the first look is still at work, or where a thread
    /// watches, nothing is told here: what is told comes from there.
    ///
    /// Costs a walk over the files and the reading of those that have changed or could not be read; where no cache knows them and the
    /// first reading was stopped, of all.
    pub fn look(&self, stop: &Stop, tell: &(dyn Fn(Grown) + Sync)) {
        let mut seen = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(seen) = seen.as_mut() else { return };
        if let Some(watcher) = &seen.watcher {
            let _ = watcher.send(());
            return;
        }
        let Wanted { paths, how, cache, .. } = &self.0.wanted;
        let opened = cache.open(paths, *how).filter(super::cache::Opened::is_sound);
        let cached = opened.as_ref().and_then(super::cache::Opened::known);
        let known = cached.or_else(|| seen.known.take());
        let is_new = known.is_none();
        let known = known.unwrap_or_else(|| Known {
            inventory: Inventory::default(),
            sheaves: Vec::new(),
            archive: None,
            of_this_run: true,
        });
        let inventory = Inventory { corrections: seen.corrections.clone(), ..known.inventory };
        let known = Known { inventory, of_this_run: true, ..known };
        let (started, told) = (Instant::now(), Mutex::new(Instant::now()));
        let library = library::load(paths, *how, Some(&known), &|progress, _| {
            let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
            if told.elapsed() >= TOLD {
                *told = Instant::now();
                tell(Grown::Progress(*progress, started.elapsed()));
            }
            stop.flow()
        });
        if library.stopped || library.unchanged {
            seen.known = (cache.folder().is_none() && !is_new).then_some(known);
            return tell(Grown::AsBefore);
        }
        seen.known = self.known(&library);
        let changed = library.changed;
        let mut open = Open::of(library, paths, *how, cache);
        let files = if is_new { differing(&seen.corpus, &open.corpus) } else { changed };
        let came = Came::between(&seen.corpus, open.corpus.clone(), files);
        seen.corpus = open.corpus.clone();
        tell(if came.files == 0 { Grown::AsBefore } else { Grown::Came(came) });
        if let Err(error) = open.keep() {
            tell(Grown::Unkept(error));
        }
    }
}

/// How many files differ between two corpora: pages whose articles, and places whose problems, are in one of them only.
fn differing(before: &Corpus, after: &Corpus) -> usize {
    let side = |corpus: &Corpus| {
        let pages = corpus.articles().filter_map(|(_, article)| {
            let page = corpus.page(article.page)?;
            Some((page.file.to_string(), article.key.to_string()))
        });
        let problems = corpus.problems().iter().map(|problem| (problem.place.clone(), problem.cause.clone()));
        pages.chain(problems).collect::<BTreeSet<_>>()
    };
    let (before, after) = (side(before), side(after));
    before.symmetric_difference(&after).map(|(file, _)| file).collect::<BTreeSet<_>>().len()
}
