//! The local door: the terminal this process was started on. Unix only.
//!
//! One thread sleeps in `poll(2)` over the terminal, the letter box of the workers and the signals; nothing ticks, so an
//! idle reader costs nothing. Reading is our own because crossterm's event reader keeps the terminal's answers to itself and
//! spins when the terminal vanishes without SIGHUP (crossterm #793). crossterm serves the mode sequences.

mod door;
mod idle;
mod letters;
mod line;
mod screen;
mod signals;
#[cfg(test)]
mod tests;

use std::io;
use std::time::Duration;

pub use self::door::Tty;
use super::backend::Encoder;
use super::environment::{ColorChoice, Environment};
use super::session::{Program, Session};
use super::worker::Post;
use crate::app::Event;
use crate::text::Ambiguous;

/// How to open the door.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// What the environment says of the terminal.
    pub environment: Environment,
    /// `--color`.
    pub color: ColorChoice,
    /// `--mouse`: report presses and the wheel.
    pub mouse: bool,
    /// `--ambiguous 1|2`; `None` asks the terminal (and waits for nothing).
    pub ambiguous: Option<Ambiguous>,
    /// The theme follows the ground and the environment does not tell it: ask the terminal (and wait for nothing).
    pub ask_ground: bool,
    /// After this long without a key the session ends, with a notice a minute before.
    pub idle: Option<Duration>,
}

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The reader quit.
    Quit,
    /// The terminal is gone.
    HungUp,
    /// A signal ended it, by number.
    Signal(i32),
    /// The program panicked; its report stands on standard error.
    Crashed,
}

impl Outcome {
    /// The exit status by the shell's custom: 128 and the signal's number; 101 as Rust's own panics.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Quit => 0,
            Self::HungUp => 128 + 1,
            Self::Signal(n) => (128 + n) as u8,
            Self::Crashed => 101,
        }
    }
}

/// Runs a program on the terminal until it ends, and gives the terminal back as it was, whatever happens: also on a panic,
/// on TERM, INT, HUP and QUIT, and when the terminal is gone. `make` gets the letter box for its workers.
///
/// `sorry` makes the line that is printed after a panic from the panic's own message.
///
/// # Errors
/// There is no terminal, or `make` failed; the terminal is as it was.
pub fn run<P: Program>(
    options: &Options,
    sorry: impl FnOnce(&str) -> String,
    make: impl FnOnce(Post) -> io::Result<P>,
) -> io::Result<Outcome> {
    let mut door = Tty::open(options)?;
    let program = make(door.post())?;
    let encoder = Encoder::new(door.size(), options.environment.dialect(options.color));
    let mut session = Session::new(program, encoder, door.size())?;
    if let Some(ambiguous) = options.ambiguous {
        session.handle(Event::AmbiguousWidth(ambiguous))?;
    }
    // A panic of the program passes here after the hook has restored the terminal; the place is still saved if it can be.
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| session.run(&mut door)));
    let Ok(result) = caught else {
        let saving = std::panic::AssertUnwindSafe(|| session.program_mut().perform(crate::app::Effect::SaveState));
        drop(std::panic::catch_unwind(saving));
        door.crashed(sorry);
        return Ok(Outcome::Crashed);
    };
    let outcome = door.close();
    match result {
        // A line that broke is how a hang-up looks to the one who writes.
        Err(_) if outcome == Outcome::Quit => Ok(Outcome::HungUp),
        _ => Ok(outcome),
    }
}
