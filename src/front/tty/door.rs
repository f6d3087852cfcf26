//! The door itself: sleeps over everything that can happen, and brings it as events.

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::idle::Idle;
use super::letters::Letters;
use super::line::{Line, Read};
use super::screen::Screen;
use super::signals::{self, Signals};
use super::{Options, Outcome};
use crate::app::Event;
use crate::front::backend::Encoder;
use crate::front::clipboard::{self, Route};
use crate::front::input::{Heard, Input, Reply};
use crate::front::pace::{self, Pace};
use crate::front::session::Door;
use crate::front::worker::Post;
use crate::text::Ambiguous;

/// Reads in one go at most this often before a frame is drawn: a flood of input must not starve the reader's eyes.
const READS: usize = 16;

/// The ambiguous mark is drawn at the top left, the cursor asked for, and the mark wiped, in one update: nobody sees it.
const PROBE: &str = "\x1b[?2026h\x1b[H“\x1b[6n\r\x1b[K\x1b[?2026l";

/// How long the end of a session waits for an answer of a terminal that has answered before: less than a second.
const FAREWELL: Duration = Duration::from_millis(500);

/// OSC 11 with a question mark.
const GROUND: &str = "\x1b]11;?\x1b\\";

/// The terminal, taken over.
#[derive(Debug)]
pub struct Tty {
    line: Line,
    screen: Screen,
    signals: Signals,
    letters: Letters,
    input: Input,
    last_byte: Instant,
    events: VecDeque<Event>,
    pace: Pace,
    size: Size,
    /// Asked how wide `“` is, and not answered yet.
    width_asked: bool,
    /// Asked for its ground, and not answered yet.
    ground_asked: bool,
    /// How a copy reaches the clipboard.
    route: Route,
    gone: bool,
    idle: Option<Idle>,
}

impl Tty {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// There is none, or it refuses.
    pub fn open(options: &Options) -> io::Result<Self> {
        let line = Line::open()?;
        let screen = Screen::new(line.second()?, options.mouse)?;
        screen.guard_against_panics();
        Self::on(line, screen, options)
    }

    /// Takes this terminal over.
    pub(super) fn on(line: Line, screen: Screen, options: &Options) -> io::Result<Self> {
        let signals = Signals::catch(screen.giver_back())?;
        let letters = Letters::new()?;
        screen.take()?;
        let answers = options.environment.answers_questions();
        let size = line.size();
        let tty = Self {
            line,
            screen,
            signals,
            letters,
            input: Input::default(),
            last_byte: Instant::now(),
            events: VecDeque::new(),
            pace: if answers { Pace::new() } else { Pace::off() },
            size,
            width_asked: answers && options.ambiguous.is_none(),
            ground_asked: answers && options.ask_ground && options.environment.ground().is_none(),
            route: options.environment.route(),
            gone: false,
            idle: options.idle.map(|limit| Idle::new(limit, Instant::now())),
        };
        let questions = format!("{}{}", if tty.width_asked { PROBE } else { "" }, if tty.ground_asked { GROUND } else { "" });
        tty.line.write(questions.as_bytes())?;
        Ok(tty)
    }

    /// Its size in cells.
    pub fn size(&self) -> Size {
        self.size
    }

    /// The letter box of this door, for workers.
    pub fn post(&self) -> Post {
        self.letters.post()
    }

    /// Gives the terminal back and tells how the session ended.
    pub fn close(mut self) -> Outcome {
        self.hear_out();
        self.screen.give_back();
        for panic in self.screen.take_panics() {
            tell(&format!("yuebao: {panic}"));
        }
        match self.signals.ending() {
            Some(signal) => Outcome::Signal(signal),
            None if self.gone => Outcome::HungUp,
            None => Outcome::Quit,
        }
    }

    /// Takes in the answers that are on their way, which would be typed into the shell otherwise. What is typed meanwhile stays here.
    fn hear_out(&mut self) {
        let longest = Instant::now() + FAREWELL;
        while let Some(until) = self.pace.awaits().filter(|_| !self.gone && self.signals.ending().is_none()) {
            let left = until.min(longest).saturating_duration_since(Instant::now());
            let timeout = Timespec { tv_sec: 0, tv_nsec: i64::from(left.subsec_nanos()) };
            let came = poll(&mut [PollFd::new(&self.line.keys(), PollFlags::IN)], Some(&timeout));
            if !came.is_ok_and(|ready| ready > 0) {
                return;
            }
            self.read();
        }
    }

    /// Ends after a panic: the hook has given the terminal back, the reader is told what to do.
    pub(super) fn crashed(self, sorry: impl FnOnce(&str) -> String) {
        self.screen.give_back();
        let panics = self.screen.take_panics();
        tell(&sorry(panics.last().map_or("panic", String::as_str)));
    }

    fn read(&mut self) {
        let mut buffer = [0; 4096];
        for _ in 0..READS {
            match self.line.read(&mut buffer) {
                Read::Bytes(n) => {
                    self.last_byte = Instant::now();
                    self.input.feed(buffer.get(..n).unwrap_or(&[]));
                }
                Read::Nothing => break,
                Read::Gone => {
                    self.hang_up();
                    break;
                }
            }
            if !self.line.is_readable() {
                break;
            }
        }
        self.sort();
    }

    /// Events go to the session, answers to those who asked.
    fn sort(&mut self) {
        while let Some(heard) = self.input.hear() {
            match heard {
                Heard::Event(event) => {
                    if let Some(idle) = &mut self.idle {
                        idle.stirred(Instant::now());
                    }
                    self.events.push_back(event);
                }
                Heard::Reply(Reply::Drawn) => self.pace.answered(),
                Heard::Reply(Reply::Cursor { column, .. }) => {
                    // Only the first answer is to our question; of another column nothing is known.
                    let asked = std::mem::take(&mut self.width_asked);
                    let width = match column {
                        2 => Some(Ambiguous::Narrow),
                        3 => Some(Ambiguous::Wide),
                        _ => None,
                    };
                    self.events.extend(width.filter(|_| asked).map(Event::AmbiguousWidth));
                }
                Heard::Reply(Reply::Background(ground)) => {
                    if std::mem::take(&mut self.ground_asked) {
                        self.events.push_back(Event::Background(ground));
                    }
                }
            }
        }
    }

    fn hang_up(&mut self) {
        if !std::mem::replace(&mut self.gone, true) {
            self.events.push_back(Event::Hangup);
        }
    }

    fn heed_signals(&mut self) {
        let caught = self.signals.take();
        if caught.ending.is_some() {
            self.events.push_back(Event::Hangup);
            return;
        }
        if caught.stop {
            drop(self.suspend());
        } else if caught.continued {
            // Stopped by SIGSTOP, which nobody can catch: the shell has used the terminal.
            drop(self.screen.take());
            self.came_back();
        }
        if caught.resized {
            self.measure();
        }
    }

    /// The size as an event, also when it is the old one: it repaints, which a stop or a reflow makes necessary.
    fn measure(&mut self) {
        self.size = self.line.size();
        self.events.push_back(Event::Resize { width: self.size.width, height: self.size.height });
    }

    fn came_back(&mut self) {
        self.pace.restart();
        self.measure();
    }

    /// How long to sleep at most; `None`: until something happens.
    pub(super) fn patience(&self, now: Instant, frame_waiting: bool) -> Option<Duration> {
        let quiet = self.input.patience().map(|patience| (self.last_byte + patience).saturating_duration_since(now));
        let answer = self.pace.deadline().filter(|_| frame_waiting).map(|at| at.saturating_duration_since(now));
        let idle = self.idle.as_ref().map(|idle| idle.due().saturating_duration_since(now));
        [quiet, answer, idle].into_iter().flatten().min()
    }
}

impl Door<Encoder> for Tty {
    fn next(&mut self) -> Option<Event> {
        self.events.pop_front().or_else(|| self.letters.take())
    }

    fn may_send(&mut self) -> bool {
        self.pace.may_send(Instant::now())
    }

    fn send(&mut self, backend: &mut Encoder) -> io::Result<()> {
        let mut bytes = backend.take();
        if bytes.is_empty() {
            return Ok(());
        }
        if self.pace.sent(bytes.len(), Instant::now()) {
            bytes.extend_from_slice(pace::QUESTION);
        }
        self.line.write(&bytes)
    }

    fn wait(&mut self, frame_waiting: bool) -> io::Result<bool> {
        if !self.events.is_empty() {
            return Ok(true);
        }
        let patience = self.patience(Instant::now(), frame_waiting);
        let timeout = patience.map(|patience| Timespec {
            tv_sec: patience.as_secs().cast_signed(),
            // Rounded up, or the last millisecond would be slept away in many wakings.
            tv_nsec: i64::from(patience.subsec_millis()) * 1_000_000 + 1_000_000 - 1,
        });
        let keys = self.line.keys();
        let mut fds = [
            PollFd::new(&keys, PollFlags::IN),
            PollFd::from_borrowed_fd(self.signals.wake(), PollFlags::IN),
            PollFd::from_borrowed_fd(self.letters.wake(), PollFlags::IN),
        ];
        match poll(&mut fds, timeout.as_ref()) {
            Ok(_) => {}
            Err(Errno::INTR) => return Ok(true),
            Err(error) => return Err(error.into()),
        }
        let [terminal, signal, letter] = fds.map(|fd| fd.revents());
        if signal.contains(PollFlags::IN) {
            self.heed_signals();
        }
        if letter.contains(PollFlags::IN) {
            self.letters.hush();
        }
        if terminal.contains(PollFlags::IN) {
            self.read();
        } else if terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            self.hang_up();
        } else if self.input.patience().is_some_and(|patience| self.last_byte.elapsed() >= patience) {
            self.input.settle();
            self.sort();
        }
        self.events.extend(self.idle.as_mut().and_then(|idle| idle.event(Instant::now())));
        Ok(true)
    }

    fn suspend(&mut self) -> io::Result<()> {
        if !signals::may_stop() {
            return Ok(());
        }
        self.hear_out();
        self.screen.give_back();
        signals::stop();
        self.signals.await_continue();
        self.screen.take()?;
        self.came_back();
        if self.signals.ending().is_some() {
            self.events.push_back(Event::Hangup);
        }
        Ok(())
    }

    fn copy(&mut self, text: &str) -> io::Result<bool> {
        let Some(sequence) = clipboard::copy(text, self.route) else { return Ok(false) };
        self.line.write(&sequence)?;
        Ok(true)
    }
}

/// A line on standard error, if there still is one.
fn tell(line: &str) {
    use std::io::Write as _;
    drop(writeln!(io::stderr(), "{line}"));
}
