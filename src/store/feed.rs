//! Reading in the background: what has arrived can be opened while the rest is still read.
//!
//! A small folder is simply read. For a large one a first corpus is handed over after a short while, then progress, then everything.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::{Library, Progress, Reading, builtin, library};
use crate::corpus::{Corpus, Draft};
use crate::text::pinyin::sort_key;

/// After this long the first corpus is handed over, whatever it holds.
const FIRST: Duration = Duration::from_millis(250);

/// What a feed brings.
#[derive(Debug)]
pub enum Grown {
    /// A corpus of what has arrived so far.
    Corpus(Arc<Corpus>),
    /// How far reading has come.
    Progress(Progress),
    /// Everything; nothing follows.
    Done(Done),
}

/// The end of reading.
#[derive(Debug)]
pub struct Done {
    /// All of it, with all problems.
    pub corpus: Arc<Corpus>,
    /// The last count.
    pub progress: Progress,
}

/// Paths being read on other threads. Dropping it stops them.
#[derive(Debug)]
pub struct Feed {
    letters: Receiver<Grown>,
    stop: Arc<AtomicBool>,
    done: bool,
}

impl Feed {
    /// Starts reading; the built-in pages when there are no paths.
    pub fn start(paths: Vec<PathBuf>, how: Reading) -> Self {
        let (sender, letters) = mpsc::channel();
        let stop = Arc::new(AtomicBool::new(false));
        if paths.is_empty() {
            finish(builtin::load(), Progress::default(), &sender);
        } else {
            let stopped = Arc::clone(&stop);
            std::thread::spawn(move || read(&paths, how, &stopped, &sender));
        }
        Self { letters, stop, done: false }
    }

    /// Waits for the first corpus, or for everything when that comes first.
    pub fn first(&mut self) -> Grown {
        loop {
            match self.letters.recv() {
                Ok(Grown::Progress(_)) => {}
                Ok(grown) => return self.noted(grown),
                Err(_) => {
                    self.done = true;
                    return Grown::Done(Done { corpus: Arc::default(), progress: Progress::default() });
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
                self.done = true;
                None
            }
        }
    }

    /// Whether everything has come.
    pub fn is_done(&self) -> bool {
        self.done
    }

    fn noted(&mut self, grown: Grown) -> Grown {
        self.done |= matches!(grown, Grown::Done(_));
        grown
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// What is known between two letters.
#[derive(Debug)]
struct Desk {
    /// Drafts for the first corpus; `None` once it is sent.
    early: Option<Vec<Draft>>,
    started: Instant,
    told: Instant,
    last: Progress,
}

fn read(paths: &[PathBuf], how: Reading, stop: &AtomicBool, sender: &Sender<Grown>) {
    let now = Instant::now();
    let desk = Mutex::new(Desk { early: Some(Vec::new()), started: now, told: now, last: Progress::default() });
    let library = library::load(paths, how, &|progress, fresh| {
        let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
        desk.last = *progress;
        if let Some(early) = &mut desk.early {
            early.extend(fresh.iter().cloned());
        }
        let due = desk.started.elapsed() >= FIRST && progress.articles > 0;
        if let Some(mut early) = desk.early.take_if(|_| due) {
            crate::import::settle(&mut early);
            let _ = sender.send(Grown::Corpus(Arc::new(Corpus::build(early, sort_key))));
        }
        // Twice a second is as often as a count is read.
        if desk.told.elapsed() >= Duration::from_millis(500) {
            desk.told = Instant::now();
            let _ = sender.send(Grown::Progress(*progress));
        }
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    let last = desk.into_inner().unwrap_or_else(PoisonError::into_inner).last;
    finish(library, last, sender);
}

fn finish(library: Library, progress: Progress, sender: &Sender<Grown>) {
    let progress = Progress { files: library.files, ..progress };
    let _ = sender.send(Grown::Done(Done { corpus: Arc::new(library.corpus()), progress }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_pages_come_at_once_and_in_one_piece() {
        let mut feed = Feed::start(Vec::new(), Reading::default());
        let Grown::Done(done) = feed.first() else { panic!("everything") };
        assert!(!done.corpus.is_empty() && feed.is_done());
    }

    #[test]
    fn a_missing_path_is_done_with_a_problem() {
        let mut feed = Feed::start(vec![PathBuf::from("没有")], Reading::default());
        let Grown::Done(done) = feed.first() else { panic!("everything") };
        assert_eq!((done.corpus.len(), done.corpus.problems().len()), (0, 1));
    }
}
