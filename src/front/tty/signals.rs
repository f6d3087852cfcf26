//! Signals, turned into something `poll` can wait for. The handlers only set flags and write a byte.

use std::io::{self, Read as _};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::{SigId, flag, low_level};

/// The signals that end a session. SIGINT cannot come from the keyboard, which is raw; someone means it.
const ENDING: [i32; 4] = [SIGTERM, SIGINT, SIGHUP, SIGQUIT];

/// How long an ending signal leaves for an orderly end: a write to a dead line may never return.
const GRACE: Duration = Duration::from_secs(2);

/// What came since the last look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Caught {
    /// The session is to end, by this signal.
    pub(super) ending: Option<i32>,
    /// The terminal has a new size.
    pub(super) resized: bool,
    /// The process is to stop (from outside: the key is a byte here).
    pub(super) stop: bool,
    /// The process was stopped and goes on.
    pub(super) continued: bool,
}

/// The handlers of one session; they are taken off when it ends.
#[derive(Debug)]
pub(super) struct Signals {
    wake: UnixStream,
    ending: Arc<AtomicUsize>,
    resized: Arc<AtomicBool>,
    stop: Arc<AtomicBool>,
    continued: Arc<AtomicBool>,
    over: Arc<AtomicBool>,
    handlers: Vec<SigId>,
}

impl Signals {
    /// Catches them from now on. `last`: what is done at least where the process must be ended without the session's help.
    pub(super) fn catch(last: impl FnOnce() + Send + 'static) -> io::Result<Self> {
        let (wake, ring) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        let mut signals = Self {
            wake,
            ending: Arc::default(),
            resized: Arc::default(),
            stop: Arc::default(),
            continued: Arc::default(),
            over: Arc::default(),
            handlers: Vec::new(),
        };
        let (dog, bone) = UnixStream::pair()?;
        for signal in ENDING {
            let number = signal.unsigned_abs() as usize;
            signals.handlers.push(flag::register_usize(signal, Arc::clone(&signals.ending), number)?);
            signals.handlers.push(low_level::pipe::register(signal, bone.try_clone()?)?);
            signals.handlers.push(low_level::pipe::register(signal, ring.try_clone()?)?);
        }
        for (signal, seen) in [(SIGWINCH, &signals.resized), (SIGTSTP, &signals.stop), (SIGCONT, &signals.continued)] {
            signals.handlers.push(flag::register(signal, Arc::clone(seen))?);
            signals.handlers.push(low_level::pipe::register(signal, ring.try_clone()?)?);
        }
        signals.watch(dog, last)?;
        Ok(signals)
    }

    /// Becomes readable when a signal came.
    pub(super) fn wake(&self) -> BorrowedFd<'_> {
        self.wake.as_fd()
    }

    /// What came since the last call.
    pub(super) fn take(&self) -> Caught {
        // The bell first, then the flags: a signal in between rings once too often, never once too little.
        let mut bytes = [0; 64];
        while (&self.wake).read(&mut bytes).is_ok_and(|n| n > 0) {}
        let seen = |flag: &AtomicBool| flag.swap(false, Ordering::SeqCst);
        Caught { ending: self.ending(), resized: seen(&self.resized), stop: seen(&self.stop), continued: seen(&self.continued) }
    }

    /// Sleeps until the process is continued. SIGSTOP takes a thread a moment to reach; until then it must not touch the
    /// terminal, which may already be the shell's.
    pub(super) fn await_continue(&self) {
        let longest = Timespec { tv_sec: 1, tv_nsec: 0 };
        while !self.take().continued {
            match poll(&mut [PollFd::new(&self.wake, PollFlags::IN)], Some(&longest)) {
                // Another signal, or a wake that was interrupted: look again.
                Ok(1..) | Err(Errno::INTR) => {}
                // Not stopped at all.
                Ok(0) | Err(_) => return,
            }
        }
    }

    /// The signal that is to end the session.
    pub(super) fn ending(&self) -> Option<i32> {
        match self.ending.load(Ordering::SeqCst) {
            0 => None,
            n => Some(n as i32),
        }
    }

    /// A thread that sleeps until an ending signal comes and ends the process if that has not ended [`GRACE`] later.
    fn watch(&self, mut dog: UnixStream, last: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let (ending, over) = (Arc::clone(&self.ending), Arc::clone(&self.over));
        thread::Builder::new().name("watchdog".to_owned()).spawn(move || {
            // Nothing to read means the session is over: the other end went with its handlers.
            if dog.read(&mut [0]).is_ok_and(|n| n > 0) && ending.load(Ordering::SeqCst) != 0 {
                thread::sleep(GRACE);
                if !over.load(Ordering::SeqCst) {
                    last();
                    low_level::exit(128 + ending.load(Ordering::SeqCst) as i32);
                }
            }
        })?;
        Ok(())
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        for handler in self.handlers.drain(..) {
            low_level::unregister(handler);
        }
    }
}

/// Whether a shell would continue this process when it stops. None does in the session leader's own group
/// (`ssh -t host yuebao`): stopping there is for ever.
pub(super) fn may_stop() -> bool {
    rustix::process::getsid(None).is_ok_and(|leader| leader != rustix::process::getpgrp())
}

/// Stops this process and those of its job until they are continued.
pub(super) fn stop() {
    // SIGSTOP and not SIGTSTP, which is caught here.
    let _ = rustix::process::kill_current_process_group(rustix::process::Signal::STOP);
}
