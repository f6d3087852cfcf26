//! Reading in the background: what has arrived can be opened while the rest is still read.
//!
//! A cached library is handed over at once and compared with its files behind the reader's back. A small folder is simply read. For a
//! large one a first corpus is handed over after a short while, then more of it as it grows, then everything. With `watch` the folder is
//! looked at again and again until nobody wants the feed any more.

use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use super::again::{Again, Seen};
use super::cache::{Cache, Opened};
use super::library::{self, Library};
use super::open::Open;
use super::reread::Reread;
use super::watch::{Came, watch};
use super::{Progress, Reading, builtin, glimpse, settled};
use crate::corpus::{Corpus, Sheaf};
use crate::import::corrections::Corrections;
use crate::text::pinyin::sort_key;

/// After this long the first corpus is handed over, whatever it holds.
const FIRST: Duration = Duration::from_millis(250);

/// After this long it is likely that the first corpus will have to wait for the folder to be walked; then one page is looked for that can
/// be read meanwhile.
const GLIMPSE: Duration = Duration::from_millis(60);

/// Between two growing corpora lies this much time at least, and a doubling: sorting 100,000 articles again and again would slow the reading.
const NEXT: Duration = Duration::from_secs(2);

/// Twice a second is as often as a count is read.
pub(super) const TOLD: Duration = Duration::from_millis(500);

/// How long leaving may wait for the thread that reads.
const LEAVING: Duration = Duration::from_millis(200);

/// What is to be read, and how.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Files and folders; none: the built-in pages.
    pub paths: Vec<PathBuf>,
    /// How they are read.
    pub how: Reading,
    /// Where libraries are kept.
    pub cache: Cache,
    /// How often to look for new and changed files until the end; never where it is `None`.
    pub watch: Option<Duration>,
}

/// What a feed brings.
#[derive(Debug)]
pub enum Grown {
    /// A corpus of what has arrived so far, or of what was cached.
    Corpus(Arc<Corpus>),
    /// How far reading has come, and since when it has been going on.
    Progress(Progress, Duration),
    /// Everything; only what changes later follows.
    Done(Done),
    /// Files that came or changed while someone reads.
    Came(Came),
    /// The files were looked at again, and are as they were.
    AsBefore,
    /// The library could not be kept for the next time.
    Unkept(io::Error),
}

/// The end of reading.
#[derive(Debug)]
pub struct Done {
    /// All of it, with all problems.
    pub corpus: Arc<Corpus>,
    /// The last count.
    pub progress: Progress,
    /// How it ended.
    pub end: End,
}

/// How reading ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// All of it was read.
    Read,
    /// It was stopped; what was read by then is there.
    Stopped,
    /// The cached library, handed over before, is as its files are.
    AsCached,
    /// Of the cached library, handed over before, some files had changed.
    Renewed(Came),
}

/// Paths being read on other threads. Dropping it stops them.
#[derive(Debug)]
pub struct Feed {
    letters: Receiver<Grown>,
    stop: Stop,
    left: Stop,
    wanted: Option<Sender<()>>,
    again: Again,
    done: bool,
    over: bool,
}

/// Stops the reading of a feed; what was read is kept.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Stops it.
    pub fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(super) fn flow(&self) -> ControlFlow<()> {
        if self.0.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl Feed {
    /// Starts reading.
    pub fn start(wanted: Wanted) -> Self {
        let (sender, letters) = mpsc::channel();
        let (alive, gone) = mpsc::channel();
        let (stop, left) = (Stop::default(), Stop::default());
        let again = Again::new(wanted.clone());
        if wanted.paths.is_empty() {
            let corpus = Arc::new(builtin::load_for(wanted.how.corrections).corpus());
            let _ = sender.send(Grown::Done(Done { corpus, progress: Progress::default(), end: End::Read }));
        } else {
            let (stop, left, again) = (stop.clone(), left.clone(), again.clone());
            let poke = alive.clone();
            std::thread::spawn(move || Reader { wanted, stop, left, again, sender }.read(&gone, poke));
        }
        Self { letters, stop, left, wanted: Some(alive), again, done: false, over: false }
    }

    /// What looks at the files once more when somebody asks for it.
    pub fn again(&self) -> Again {
        self.again.clone()
    }

    /// What stops it.
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Waits for the first corpus, or for everything when that comes first.
    pub fn first(&mut self) -> Grown {
        loop {
            match self.letters.recv() {
                Ok(grown @ (Grown::Corpus(_) | Grown::Done(_))) => return self.noted(grown),
                Ok(_) => {}
                Err(_) => {
                    (self.done, self.over) = (true, true);
                    let (corpus, progress) = Default::default();
                    return Grown::Done(Done { corpus, progress, end: End::Read });
                }
            }
        }
    }

    /// The next thing that comes within `wait`.
    pub fn next(&mut self, wait: Duration) -> Option<Grown> {
        match self.letters.recv_timeout(wait) {
            Ok(grown) => Some(self.noted(grown)),
            Err(mpsc::RecvTimeoutError::Timeout) => None,
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                (self.done, self.over) = (true, true);
                None
            }
        }
    }

    /// Whether everything has come; what changes later may still.
    pub fn is_done(&self) -> bool {
        self.done
    }

    /// Whether nothing will come any more.
    pub fn is_over(&self) -> bool {
        self.over
    }

    fn noted(&mut self, grown: Grown) -> Grown {
        self.done |= matches!(grown, Grown::Done(_));
        grown
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        self.stop.now();
        self.left.now();
        // Who watches is woken, to see that nobody wants it any more.
        let _ = self.wanted.take().map(|wanted| wanted.send(()));
        // The reading thread is given a moment to take away what it has written by half; a disk that hangs holds nobody up.
        let until = Instant::now() + LEAVING;
        while self.letters.recv_timeout(until.saturating_duration_since(Instant::now())).is_ok() {}
    }
}

/// What is known between two letters.
#[derive(Debug)]
struct Desk {
    /// What has arrived, in the order of arrival.
    arrived: Vec<Sheaf>,
    /// When the next growing corpus is due, and with how many articles; never while a cached one is shown.
    due: Option<(Instant, usize)>,
    told: Instant,
    last: Progress,
}

/// The thread that reads.
struct Reader {
    wanted: Wanted,
    stop: Stop,
    /// Nobody wants to know any more.
    left: Stop,
    again: Again,
    sender: Sender<Grown>,
}

impl Reader {
    /// `poke` wakes the thread that watches before its time.
    fn read(&self, gone: &Receiver<()>, poke: Sender<()>) {
        let Wanted { paths, how, cache, .. } = &self.wanted;
        let opened = cache.open(paths, *how);
        if let Some(opened) = &opened {
            let _ = self.sender.send(Grown::Corpus(opened.corpus().clone()));
        }
        let sound = opened.as_ref().filter(|opened| opened.is_sound());
        if opened.is_some() && sound.is_none() {
            cache.forget(paths, *how);
        }
        let known = sound.and_then(Opened::known);
        let (mut library, last) = self.load(known.as_ref(), opened.is_some());
        let mut came = None;
        if let Some(opened) = sound.filter(|_| !library.unchanged) {
            came = Some((opened.corpus().clone(), library.changed));
        }
        let unchanged = sound.filter(|_| library.unchanged);
        let corrections = match (&known, library.unchanged) {
            (Some(known), true) => known.inventory.corrections.clone(),
            _ => library.inventory.corrections.clone(),
        };
        let remembered = self.again.known(&library).filter(|_| !library.stopped && self.wanted.watch.is_none());
        let known = match known {
            Some(known) if self.wanted.watch.is_some() && library.unchanged => Some(known),
            _ if self.wanted.watch.is_some() => Some(library.known()),
            _ => None,
        };
        let progress = Progress { files: library.files, ..last };
        library.stopped |= self.stop.flow().is_break() && unchanged.is_none();
        let mut open = match unchanged {
            Some(opened) => Open::cached(opened, library.files),
            None => Open::of(library, paths, *how, cache),
        };
        let end = match (came, unchanged) {
            _ if open.stopped => End::Stopped,
            (Some((before, files)), _) => End::Renewed(Came::between(&before, open.corpus.clone(), files)),
            (None, Some(_)) => End::AsCached,
            (None, None) => End::Read,
        };
        let stopped = open.stopped;
        let watcher = self.wanted.watch.filter(|_| !stopped).map(|_| poke);
        self.again.begin(Seen { corpus: open.corpus.clone(), corrections, known: remembered, watcher });
        let _ = self.sender.send(Grown::Done(Done { corpus: open.corpus.clone(), progress, end }));
        if let Err(error) = open.keep_while(&|| self.left.flow().is_continue()) {
            let _ = self.sender.send(Grown::Unkept(error));
        }
        if let Some(known) = known.filter(|_| !stopped) {
            watch(&self.wanted, known, open.corpus, &self.sender, gone, &self.left);
        }
    }

    /// Reads what is not known; tells as it goes, and hands over growing corpora unless one is `shown` already.
    fn load(&self, known: Option<&library::Known>, shown: bool) -> (Library, Progress) {
        let started = Instant::now();
        let due = (!shown).then_some((started + FIRST, 1));
        let desk = Mutex::new(Desk { arrived: Vec::new(), due, told: started, last: Progress::default() });
        let (walking, walked) = mpsc::channel::<()>();
        let library = std::thread::scope(|scope| {
            if !shown {
                let desk = &desk;
                scope.spawn(move || self.glimpse(started, &walked, desk));
            }
            let library = self.load_into(known, started, &desk);
            drop(walking);
            library
        });
        (library, desk.into_inner().unwrap_or_else(PoisonError::into_inner).last)
    }

    /// Hands the first page over when by then nothing else has come: the folder is still walked.
    fn glimpse(&self, started: Instant, walked: &Receiver<()>, desk: &Mutex<Desk>) {
        let still = |until: Duration| {
            let left = until.saturating_sub(started.elapsed());
            walked.recv_timeout(left) == Err(mpsc::RecvTimeoutError::Timeout) && self.stop.flow().is_continue()
        };
        if !still(GLIMPSE) {
            return;
        }
        let Some(page) = glimpse::first_page(&self.wanted.paths, self.wanted.how) else { return };
        if still(FIRST) {
            let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
            if desk.arrived.is_empty() {
                desk.due = Some((Instant::now() + FIRST, 2));
                let _ = self.sender.send(Grown::Corpus(Arc::new(Corpus::hang(vec![page], None, sort_key))));
            }
        }
    }

    fn load_into(&self, known: Option<&library::Known>, started: Instant, desk: &Mutex<Desk>) -> Library {
        let Wanted { paths, how, .. } = &self.wanted;
        let put_right = OnceLock::new();
        library::load_as(paths, *how, known, &put_right, &|progress, fresh| {
            let grown = {
                let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
                desk.last = *progress;
                if desk.due.is_some() {
                    desk.arrived.extend(fresh.iter().cloned());
                }
                let now = Instant::now();
                if now - desk.told >= TOLD {
                    desk.told = now;
                    let _ = self.sender.send(Grown::Progress(*progress, now - started));
                }
                let due = desk.due.is_some_and(|(at, articles)| now >= at && progress.articles >= articles);
                due.then(|| {
                    desk.due = Some((now + NEXT, progress.articles * 2));
                    desk.arrived.clone()
                })
            };
            // Not under the lock: the other threads go on reading.
            if let Some(mut sheaves) = grown {
                settled::settle(&mut sheaves, None);
                let sources = Reread::new(paths, *how, put_right.get().unwrap_or(&Corrections::default()));
                let corpus = Corpus::hang(sheaves, None, sort_key).with_sources(Arc::new(sources));
                let _ = self.sender.send(Grown::Corpus(Arc::new(corpus)));
            }
            self.stop.flow()
        })
    }
}

#[cfg(test)]
mod tests;
