//! One reader's session: the loop between a program and a door, the same for the local terminal, tests and later SSH.
//!
//! All queued input is handled before anything is drawn; then at most one frame is drawn, from the latest state; without
//! an event nothing is drawn. The loop knows no terminal, no clock and no thread: its door sleeps for it.

use std::io;

use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use super::backend::Surface;
use crate::app::{Caret, Effect, Event};

/// What a session shows and feeds: one reader's state and picture.
pub trait Program {
    /// Takes an event; may ask for something to be done outside.
    fn handle(&mut self, event: Event) -> Option<Effect>;

    /// Draws the whole screen and tells where the cursor belongs. Changes nothing. `Frame::set_cursor_position` is not used.
    fn draw(&self, frame: &mut Frame<'_>) -> Caret;

    /// Does what is no terminal's business: searching, saving. Called for every effect that neither the session nor its
    /// door knows, and with [`Effect::SaveState`] before the session ends.
    fn perform(&mut self, effect: Effect);
}

/// What lies between a session and its reader: brings events, carries frames, does what only a terminal can.
pub trait Door<B> {
    /// The next event that is already there; never waits.
    fn next(&mut self) -> Option<Event>;

    /// Whether a frame may be sent now (pacing: not while earlier ones are still on the line).
    fn may_send(&mut self) -> bool;

    /// Carries off what the backend has written.
    ///
    /// # Errors
    /// The line is gone.
    fn send(&mut self, backend: &mut B) -> io::Result<()>;

    /// Sleeps until an event may be there, or, with a frame waiting, until one may be sent. `Ok(false)` when nothing will
    /// ever come any more.
    ///
    /// # Errors
    /// The line is gone.
    fn wait(&mut self, frame_waiting: bool) -> io::Result<bool>;

    /// Gives the terminal back, stops, and returns when continued. Doors without a shell behind them do nothing.
    ///
    /// # Errors
    /// The line is gone.
    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Sends a text to the reader's clipboard; `false` when it is too long for any terminal and nothing was sent.
    ///
    /// # Errors
    /// The line is gone.
    fn copy(&mut self, text: &str) -> io::Result<bool>;
}

/// Why the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The reader quit or is gone.
    Left,
    /// The door has nothing more to bring.
    Dry,
}

/// A program, a backend, and whether what is shown is behind the state.
#[derive(Debug)]
pub struct Session<P, B: Surface> {
    program: P,
    terminal: Terminal<B>,
    behind: bool,
}

impl<P: Program, B: Surface<Error = io::Error>> Session<P, B> {
    /// A session on a screen of `size`; the program is told the size as its first event.
    ///
    /// # Errors
    /// The backend's.
    pub fn new(program: P, backend: B, size: Size) -> io::Result<Self> {
        let viewport = Viewport::Fixed(Rect::from(size));
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        let mut session = Self { program, terminal, behind: true };
        session.handle(Event::Resize { width: size.width, height: size.height })?;
        Ok(session)
    }

    /// Hands an event to the program. What it asks of the terminal comes back, the rest is done.
    ///
    /// # Errors
    /// The backend's, on a resize.
    pub fn handle(&mut self, event: Event) -> io::Result<Option<Effect>> {
        match event {
            Event::Resize { width, height } => self.resize(Size { width, height })?,
            Event::AmbiguousWidth(ambiguous) => self.terminal.backend_mut().set_ambiguous(ambiguous),
            _ => {}
        }
        // A theme that suits the ground is a tint, not worth a frame of its own.
        self.behind |= !matches!(event, Event::Background(_));
        Ok(match self.program.handle(event) {
            Some(Effect::Redraw) => {
                self.repaint();
                None
            }
            Some(effect @ (Effect::Quit | Effect::Suspend | Effect::Copy(_))) => Some(effect),
            Some(effect) => {
                self.program.perform(effect);
                None
            }
            None => None,
        })
    }

    /// Draws if anything happened since the last frame. What must be sent stands in the backend afterwards.
    ///
    /// # Errors
    /// The backend's.
    pub fn draw(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.behind) || self.terminal.current_buffer_mut().area.is_empty() {
            return Ok(());
        }
        let caret = self.program.draw(&mut self.terminal.get_frame());
        // Not `Terminal::flush`: the backend compares whole frames itself, see `super::backend`.
        let drawn = std::mem::take(self.terminal.current_buffer_mut());
        let mut spare = self.terminal.backend_mut().present(drawn, caret)?;
        spare.reset();
        *self.terminal.current_buffer_mut() = spare;
        Ok(())
    }

    /// The next frame repaints every cell: others have written to the terminal.
    pub fn repaint(&mut self) {
        self.terminal.backend_mut().forget();
        self.behind = true;
    }

    /// The program.
    pub fn program(&self) -> &P {
        &self.program
    }

    /// The program, to be changed.
    pub fn program_mut(&mut self) -> &mut P {
        &mut self.program
    }

    /// The backend.
    pub fn backend(&self) -> &B {
        self.terminal.backend()
    }

    /// The backend, to take what it has written.
    pub fn backend_mut(&mut self) -> &mut B {
        self.terminal.backend_mut()
    }

    fn resize(&mut self, size: Size) -> io::Result<()> {
        self.terminal.backend_mut().set_size(size);
        self.terminal.resize(Rect::from(size))
    }

    /// Runs until the program quits, the reader is gone, or the door has nothing more to bring. The place is saved on
    /// every way out.
    ///
    /// # Errors
    /// The line broke; a hang-up is not an error.
    pub fn run<D: Door<B>>(&mut self, door: &mut D) -> io::Result<()> {
        let end = self.turn(door);
        self.program.perform(Effect::SaveState);
        end.map(drop)
    }

    /// The loop of [`Session::run`] without the saving.
    pub(super) fn turn<D: Door<B>>(&mut self, door: &mut D) -> io::Result<End> {
        loop {
            while let Some(event) = door.next() {
                let gone = event == Event::Hangup;
                match self.handle(event)? {
                    Some(Effect::Quit) => return Ok(End::Left),
                    Some(Effect::Suspend) => {
                        door.suspend()?;
                        self.repaint();
                    }
                    Some(Effect::Copy(text)) => {
                        let sent = door.copy(&text)?;
                        if !sent {
                            self.handle(Event::NotCopied)?;
                        }
                    }
                    _ => {}
                }
                if gone {
                    return Ok(End::Left);
                }
            }
            if self.behind && door.may_send() {
                self.draw()?;
                door.send(self.terminal.backend_mut())?;
            }
            if !door.wait(self.behind)? {
                return Ok(End::Dry);
            }
        }
    }
}
