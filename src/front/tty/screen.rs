//! Taking the terminal over and giving it back: raw mode, the other screen, the modes. Giving back is one routine that may
//! be called any number of times, from anywhere, also from a panic.
//!
//! Raw mode is set on the terminal that is drawn on; crossterm's own would choose one by itself and keep it in a global.

use std::fs::File;
use std::io;
use std::panic::{self, PanicHookInfo};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ThreadId};

use crossterm::Command;
use crossterm::terminal::{DisableLineWrap, EnableLineWrap, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::line;

/// The terminal, taken or not. Given back at the latest when this is dropped.
#[derive(Debug)]
pub(super) struct Screen {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    taken: AtomicBool,
    output: File,
    /// How the line discipline stood before.
    before: Termios,
    mouse: bool,
    /// The thread whose panic ends the session.
    owner: ThreadId,
    /// What the panics said.
    panics: Mutex<Vec<String>>,
}

impl Screen {
    /// The terminal behind `output`, as it stands; nothing is changed yet.
    pub(super) fn new(output: File, mouse: bool) -> io::Result<Self> {
        let (taken, panics) = (AtomicBool::new(false), Mutex::new(Vec::new()));
        let shared = Shared { taken, before: tcgetattr(&output)?, output, mouse, owner: thread::current().id(), panics };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Takes it over; also once more, after [`Screen::give_back`] or after others have changed it.
    pub(super) fn take(&self) -> io::Result<()> {
        let mut raw = self.shared.before.clone();
        raw.make_raw();
        tcsetattr(&self.shared.output, OptionalActions::Now, &raw)?;
        self.shared.taken.store(true, Ordering::SeqCst);
        // No automatic wrap: a mark drawn wider than thought must not push the screen up from the last row.
        let mut modes = ansi(&[&EnterAlternateScreen, &DisableLineWrap]);
        modes.push_str("\x1b[?2004h");
        if self.shared.mouse {
            // Presses and the wheel only, in the coordinates without a limit; crossterm's command would report every move.
            modes.push_str("\x1b[?1000h\x1b[?1006h");
        }
        line::write_all(&self.shared.output, modes.as_bytes()).inspect_err(|_| self.give_back())
    }

    /// Gives the terminal back as it was. Does nothing the second time.
    pub(super) fn give_back(&self) {
        self.shared.give_back();
    }

    /// Gives back what needs no byte on the line: how the line discipline stood. For where a write would never return.
    pub(super) fn giver_back(&self) -> impl FnOnce() + Send + 'static {
        let shared = Arc::clone(&self.shared);
        move || {
            if shared.taken.load(Ordering::SeqCst) {
                let _ = tcsetattr(&shared.output, OptionalActions::Now, &shared.before);
            }
        }
    }

    /// What panics have said since the last call.
    pub(super) fn take_panics(&self) -> Vec<String> {
        std::mem::take(&mut *self.shared.panics.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Has every panic from now on find the terminal given back. To be called before it is taken.
    pub(super) fn guard_against_panics(&self) {
        let shared = Arc::clone(&self.shared);
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !shared.taken.load(Ordering::SeqCst) {
                return before(panic);
            }
            shared.note(panic);
            // A worker's panic costs its answer only; printed now it would tear the screen, so it is told at the end.
            if thread::current().id() == shared.owner {
                shared.give_back();
                before(panic);
            }
        }));
    }
}

impl Shared {
    fn give_back(&self) {
        if !self.taken.swap(false, Ordering::SeqCst) {
            return;
        }
        let mut modes = String::new();
        if self.mouse {
            modes.push_str("\x1b[?1006l\x1b[?1000l");
        }
        // The whole screen as scroll region and plain style before the main screen is back, then the cursor.
        modes.push_str(&ansi(&[&EndSynchronizedUpdate]));
        modes.push_str("\x1b[r\x1b[m\x1b[?2004l");
        modes.push_str(&ansi(&[&EnableLineWrap, &LeaveAlternateScreen]));
        modes.push_str("\x1b[?25h");
        // The terminal may be gone; there is nobody left to tell.
        drop(line::write_all(&self.output, modes.as_bytes()));
        let _ = tcsetattr(&self.output, OptionalActions::Now, &self.before);
    }

    fn note(&self, panic: &PanicHookInfo<'_>) {
        let place = panic.location().map_or_else(String::new, |place| format!("{}:{}: ", place.file(), place.line()));
        let said = panic.payload_as_str().unwrap_or("panic");
        let line: String = format!("{place}{said}").chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.panics.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }
}

// The hook keeps what is shared alive, so it is the handle that gives back.
impl Drop for Screen {
    fn drop(&mut self) {
        self.give_back();
    }
}

/// The sequences of some commands.
fn ansi(commands: &[&dyn AnyCommand]) -> String {
    let mut out = String::new();
    for command in commands {
        command.add_to(&mut out);
    }
    out
}

/// [`Command`], usable as an object.
trait AnyCommand {
    fn add_to(&self, out: &mut String);
}

impl<C: Command> AnyCommand for C {
    fn add_to(&self, out: &mut String) {
        // Writing into a String cannot fail.
        let _ = self.write_ansi(out);
    }
}
