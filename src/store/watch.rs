//! `--watch`: looks at the files again and again, and hands over what came.
//!
//! By path, size and time of last change, as the cache does: no system's own notices, which miss network folders and differ everywhere.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Instant;

use rustc_hash::FxHashSet;

use super::feed::{Grown, Stop, Wanted};
use super::library::{self, Known};
use super::open::Open;
use crate::corpus::{ArticleId, Corpus};

/// A look at 100,000 files takes half a second; it may take up this part of the time.
const SHARE: u32 = 20;

/// What came or changed.
#[derive(Debug, Clone)]
pub struct Came {
    /// Everything there is now.
    pub corpus: Arc<Corpus>,
    /// Files that are new, have changed or are gone.
    pub files: usize,
    /// Articles that were not there before.
    pub articles: usize,
    /// The first of them.
    pub first: Option<ArticleId>,
}

impl PartialEq for Came {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.corpus, &other.corpus)
    }
}

impl Eq for Came {}

impl Came {
    /// What is in `corpus` and was not `before`.
    pub(super) fn between(before: &Corpus, corpus: Arc<Corpus>, files: usize) -> Self {
        let there: FxHashSet<_> = before.hung().map(|(_, card, _)| card.key).collect();
        let fresh = corpus.hung().enumerate().filter(|(_, (_, card, _))| !there.contains(&card.key));
        let fresh: Vec<ArticleId> = fresh.map(|(i, _)| ArticleId(i as u32)).collect();
        Self { files, articles: fresh.len(), first: fresh.first().copied(), corpus }
    }
}

/// Watches until nobody wants to know any more; a letter to `gone` makes it look at once, and then say so too when nothing has changed.
pub(super) fn watch(
    wanted: &Wanted,
    known: Known,
    corpus: Arc<Corpus>,
    sender: &Sender<Grown>,
    gone: &Receiver<()>,
    left: &Stop,
) {
    let (mut known, mut corpus) = (known, corpus);
    let Some(least) = wanted.watch else { return };
    let mut pause = least;
    let mut keep_from = Instant::now();
    loop {
        let asked = match gone.recv_timeout(pause) {
            Ok(()) => true,
            Err(RecvTimeoutError::Timeout) => false,
            Err(RecvTimeoutError::Disconnected) => return,
        };
        if left.flow().is_break() {
            return;
        }
        let look = Instant::now();
        let library = library::load(&wanted.paths, wanted.how, Some(&known), &|_, _| left.flow());
        if library.stopped {
            return;
        }
        pause = least.max(look.elapsed() * SHARE);
        let as_before = library.unchanged || library.changed == 0;
        if !library.unchanged {
            known = library.known();
        }
        if as_before {
            if asked && sender.send(Grown::AsBefore).is_err() {
                return;
            }
            continue;
        }
        let files = library.changed;
        let mut open = Open::of(library, &wanted.paths, wanted.how, &wanted.cache);
        let came = Came::between(&corpus, open.corpus.clone(), files);
        corpus = open.corpus.clone();
        if sender.send(Grown::Came(came)).is_err() {
            return;
        }
        // A large library is not written anew for every page that comes: the next start reads the few that are missing.
        if Instant::now() >= keep_from {
            let start = Instant::now();
            if let Err(error) = open.keep_while(&|| left.flow().is_continue()) {
                let _ = sender.send(Grown::Unkept(error));
            }
            keep_from = Instant::now() + start.elapsed() * SHARE;
        }
    }
}
