//! Work that must not delay a key: searching and reading in, each on a thread of its own. No runtime.
//!
//! Results come back as events through a [`Post`], in the same stream as keys.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use crate::app::Event;

/// A letter box: puts an event into a session's stream and wakes its door. Cheap to clone, usable from any thread.
#[derive(Clone)]
pub struct Post(Arc<dyn Fn(Event) + Send + Sync>);

impl Post {
    /// A letter box that hands events to `deliver`.
    pub fn new(deliver: impl Fn(Event) + Send + Sync + 'static) -> Self {
        Self(Arc::new(deliver))
    }

    /// Posts an event; when the session is over it is lost, which is as it should be.
    pub fn send(&self, event: Event) {
        (self.0)(event);
    }
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Post")
    }
}

/// A job: asks the function it is given, between steps, whether to go on; gives its result, or nothing when it stopped.
pub type Job = Box<dyn FnOnce(&dyn Fn() -> bool) -> Option<Event> + Send>;

/// A thread that does the latest job only: a newer one stops the one at work and replaces the one that waits.
#[derive(Debug)]
pub struct Latest {
    shared: Arc<Shared>,
}

struct Shared {
    slot: Mutex<Slot>,
    filled: Condvar,
    /// The newest generation; a job of an older one is to stop.
    newest: AtomicU64,
}

#[derive(Default)]
struct Slot {
    job: Option<(u64, Job)>,
    closed: bool,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("newest", &self.newest).finish_non_exhaustive()
    }
}

impl Latest {
    /// Starts the thread, named for debuggers and panics. It sleeps until there is work and ends when this is dropped.
    ///
    /// # Errors
    /// The system has no thread left.
    pub fn start(name: &str, post: Post) -> std::io::Result<Self> {
        let shared = Arc::new(Shared { slot: Mutex::default(), filled: Condvar::new(), newest: AtomicU64::new(0) });
        let at_work = Arc::clone(&shared);
        thread::Builder::new().name(name.to_owned()).spawn(move || at_work.work(&post))?;
        Ok(Self { shared })
    }

    /// Asks for `job`. Whatever was asked for before is not wanted any more.
    pub fn ask(&self, job: Job) {
        let generation = self.shared.newest.fetch_add(1, Ordering::SeqCst) + 1;
        let mut slot = self.shared.slot();
        slot.job = Some((generation, job));
        self.shared.filled.notify_one();
    }

    /// Nothing is wanted any more: the job at work stops, the one that waits is forgotten.
    pub fn cancel(&self) {
        self.shared.newest.fetch_add(1, Ordering::SeqCst);
        self.shared.slot().job = None;
    }
}

impl Drop for Latest {
    fn drop(&mut self) {
        self.cancel();
        self.shared.slot().closed = true;
        // Not joined: leaving must not wait for a step of a search.
        self.shared.filled.notify_one();
    }
}

impl Shared {
    fn slot(&self) -> std::sync::MutexGuard<'_, Slot> {
        // A job never runs under the lock, so a poisoned one is whole all the same.
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, post: &Post) {
        while let Some((generation, job)) = self.take() {
            let wanted = || self.newest.load(Ordering::Relaxed) == generation;
            // A job that panics costs its answer, not the searches after it.
            let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| job(&wanted)));
            if let Ok(Some(event)) = answer
                && wanted()
            {
                post.send(event);
            }
        }
    }

    fn take(&self) -> Option<(u64, Job)> {
        let mut slot = self.slot();
        loop {
            if slot.closed {
                return None;
            }
            if let Some(job) = slot.job.take() {
                return Some(job);
            }
            slot = self.filled.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A long piece of work that posts as it goes: reading in a folder, building an index. It stops soon after the handle is
/// dropped.
#[derive(Debug)]
pub struct Errand {
    wanted: Arc<AtomicBool>,
}

impl Errand {
    /// Starts `work` on a thread of its own. It posts whatever it likes and asks between steps whether to go on.
    ///
    /// # Errors
    /// The system has no thread left.
    pub fn start(name: &str, post: Post, work: impl FnOnce(&Post, &dyn Fn() -> bool) + Send + 'static) -> std::io::Result<Self> {
        let wanted = Arc::new(AtomicBool::new(true));
        let seen = Arc::clone(&wanted);
        thread::Builder::new().name(name.to_owned()).spawn(move || work(&post, &|| seen.load(Ordering::Relaxed)))?;
        Ok(Self { wanted })
    }
}

impl Drop for Errand {
    fn drop(&mut self) {
        self.wanted.store(false, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn letter_box() -> (Post, mpsc::Receiver<Event>) {
        let (sender, receiver) = mpsc::channel();
        (Post::new(move |event| drop(sender.send(event))), receiver)
    }

    fn answer(text: &str) -> Event {
        Event::Paste(text.to_owned())
    }

    #[test]
    fn a_newer_job_stops_the_one_at_work_and_replaces_the_one_that_waits() {
        let (post, received) = letter_box();
        let worker = Latest::start("test", post).unwrap();
        let (started, at_work) = mpsc::channel();
        worker.ask(Box::new(move |go_on| {
            started.send(()).unwrap();
            while go_on() {
                thread::yield_now();
            }
            Some(answer("first"))
        }));
        at_work.recv().unwrap();
        worker.ask(Box::new(|_| Some(answer("second"))));
        worker.ask(Box::new(|_| Some(answer("third"))));
        let mut answers = vec![received.recv().unwrap()];
        drop(worker);
        answers.extend(received.iter());
        assert_eq!(answers.last(), Some(&answer("third")));
        assert!(!answers.contains(&answer("first")));
    }

    #[test]
    fn a_job_that_panics_does_not_end_the_worker() {
        let (post, received) = letter_box();
        let worker = Latest::start("test", post).unwrap();
        let (started, at_work) = mpsc::channel();
        worker.ask(Box::new(move |_| {
            started.send(()).unwrap();
            std::panic::resume_unwind(Box::new("broken"));
        }));
        at_work.recv().unwrap();
        worker.ask(Box::new(|_| Some(answer("after"))));
        assert_eq!(received.recv(), Ok(answer("after")));
    }

    #[test]
    fn an_errand_posts_as_it_goes_and_stops_when_nobody_wants_it() {
        let (post, received) = letter_box();
        let errand = Errand::start("test", post, |post, go_on| {
            let mut n = 0;
            while go_on() {
                n += 1;
                if n < 3 {
                    post.send(Event::Paste(n.to_string()));
                }
                thread::yield_now();
            }
        })
        .unwrap();
        assert_eq!(received.recv(), Ok(answer("1")));
        assert_eq!(received.recv(), Ok(answer("2")));
        drop(errand);
        assert_eq!(received.iter().count(), 0);
    }
}
