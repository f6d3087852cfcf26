//! A door without a terminal: feeds written keys through the real loop and gives the frames back as rows of text.
//! For tests and measurements.

use std::collections::VecDeque;
use std::io;

use ratatui::buffer::Buffer;
use ratatui::layout::Size;

use super::backend::{Dialect, Encoder};
use super::clipboard;
use super::session::{Door, End, Program, Session};
use crate::app::{Effect, Event, Key};

/// A program on an imagined terminal of a given size.
#[derive(Debug)]
pub struct Harness<P> {
    session: Session<P, Encoder>,
    script: Script,
}

/// The door: a queue of events in, bytes and wishes out.
#[derive(Debug, Default)]
struct Script {
    events: VecDeque<Event>,
    sent: Vec<u8>,
    copied: Vec<String>,
    frames: usize,
    suspended: usize,
    left: bool,
}

impl Door<Encoder> for Script {
    fn next(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    fn may_send(&mut self) -> bool {
        true
    }

    fn send(&mut self, backend: &mut Encoder) -> io::Result<()> {
        self.sent.extend(backend.take());
        self.frames += 1;
        Ok(())
    }

    fn wait(&mut self, _frame_waiting: bool) -> io::Result<bool> {
        // The script is read to its end and everything is drawn: the loop is left, to be entered again with more.
        Ok(false)
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.suspended += 1;
        Ok(())
    }

    fn copy(&mut self, text: &str) -> io::Result<bool> {
        let sent = clipboard::copy(text, clipboard::Route::Plain).is_some();
        if sent {
            self.copied.push(text.to_owned());
        }
        Ok(sent)
    }
}

impl<P: Program> Harness<P> {
    /// Starts the program and draws its first frame, on a terminal with 24-bit colour.
    pub fn new(program: P, width: u16, height: u16) -> Self {
        Self::with_dialect(program, width, height, Dialect::default())
    }

    /// Starts the program on a terminal that understands `dialect`.
    pub fn with_dialect(program: P, width: u16, height: u16, dialect: Dialect) -> Self {
        let size = Size { width, height };
        let session = Session::new(program, Encoder::new(size, dialect), size).expect("writing to memory");
        let mut harness = Self { session, script: Script::default() };
        harness.play();
        harness
    }

    /// Presses keys one by one, a frame after each. `<Enter> <Esc> <Tab> <S-Tab> <BS> <Space> <Up> <Down> <Left> <Right>
    /// <Home> <End> <PgUp> <PgDn> <Del> <F1> <C-u> <A-x>` are named keys, `<lt>` is `<`; everything else is itself, 汉字 too.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in parse_keys(keys) {
            self.send(Event::Key(key));
        }
        self
    }

    /// Presses keys so fast that all are queued before the one frame that follows.
    pub fn press_at_once(&mut self, keys: &str) -> &mut Self {
        self.script.events.extend(parse_keys(keys).into_iter().map(Event::Key));
        self.play();
        self
    }

    /// Sends one event, then draws.
    pub fn send(&mut self, event: Event) -> &mut Self {
        self.script.events.push_back(event);
        self.play();
        self
    }

    /// Changes the size of the terminal, then draws.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.send(Event::Resize { width, height })
    }

    fn play(&mut self) {
        if self.session.turn(&mut self.script).expect("writing to memory") == End::Left {
            self.script.left = true;
            self.session.program_mut().perform(Effect::SaveState);
        }
    }

    /// The screen, a string a row: wide glyphs once, blanks at the end cut off.
    pub fn rows(&self) -> Vec<String> {
        let shown = self.shown();
        let width = usize::from(shown.area.width).max(1);
        let row = |cells: &[ratatui::buffer::Cell]| cells.iter().map(ratatui::buffer::Cell::symbol).collect::<String>();
        shown.content.chunks(width).map(|cells| row(cells).trim_end().to_owned()).collect()
    }

    /// The screen as one text, rows parted by line ends.
    pub fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// The cells on the screen, for styles; right halves of wide glyphs are empty symbols.
    pub fn shown(&self) -> &Buffer {
        self.session.backend().shown()
    }

    /// Bytes sent since the last call.
    pub fn take_bytes(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.script.sent)
    }

    /// Frames sent since the start, also those without a byte.
    pub fn frames(&self) -> usize {
        self.script.frames
    }

    /// Texts sent to the clipboard since the start.
    pub fn copied(&self) -> &[String] {
        &self.script.copied
    }

    /// How often the program asked to be suspended.
    pub fn suspended(&self) -> usize {
        self.script.suspended
    }

    /// Whether the program has quit.
    pub fn has_quit(&self) -> bool {
        self.script.left
    }

    /// The program.
    pub fn program(&self) -> &P {
        self.session.program()
    }

    /// The program, to be changed behind the session's back.
    pub fn program_mut(&mut self) -> &mut P {
        self.session.program_mut()
    }
}

/// A small generator of numbers with a known sequence (xorshift64): the same in every run and on every machine.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// The sequence of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `sides`; 0 where there are none.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }

    /// One of a list that is not empty.
    pub fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.roll(list.len())]
    }
}

/// Reads keys as [`Harness::press`] describes them.
///
/// # Panics
/// When a name in `<>` is not known: a test that means something else should fail.
pub fn parse_keys(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|r| r.split_once('>')).filter(|(name, _)| name.len() > 1);
        if let Some((name, after)) = named {
            keys.push(named_key(name).unwrap_or_else(|| panic!("no key is called <{name}>")));
            rest = after;
        } else {
            keys.push(Key::Char(c));
            rest = rest.get(c.len_utf8()..).unwrap_or("");
        }
    }
    keys
}

fn named_key(name: &str) -> Option<Key> {
    let letter = |prefix: &str| name.strip_prefix(prefix).and_then(|rest| rest.chars().next());
    Some(match name {
        "Enter" => Key::Enter,
        "Esc" => Key::Esc,
        "Tab" => Key::Tab,
        "S-Tab" => Key::BackTab,
        "BS" => Key::Backspace,
        "Space" => Key::Char(' '),
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "Home" => Key::Home,
        "End" => Key::End,
        "PgUp" => Key::PageUp,
        "PgDn" => Key::PageDown,
        "Ins" => Key::Insert,
        "Del" => Key::Delete,
        "lt" => Key::Char('<'),
        _ => {
            if let Some(c) = letter("C-") {
                Key::Ctrl(c)
            } else if let Some(c) = letter("A-") {
                Key::Alt(c)
            } else {
                Key::F(name.strip_prefix('F')?.parse().ok()?)
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use ratatui::Frame;
    use ratatui::style::Style;

    use super::*;
    use crate::app::Caret;

    /// Shows what was typed, a line a key.
    #[derive(Default)]
    struct Echo {
        lines: Vec<String>,
        done: Vec<Effect>,
        draws: std::cell::Cell<usize>,
    }

    impl Program for Echo {
        fn handle(&mut self, event: Event) -> Option<Effect> {
            match event {
                Event::Key(Key::Char('q')) => return Some(Effect::Quit),
                Event::Key(Key::Char('y')) => return Some(Effect::Copy("本段".to_owned())),
                Event::Key(Key::Char('/')) => return Some(Effect::Search { query: "锦".to_owned(), generation: 1 }),
                Event::Key(Key::Ctrl('l')) => return Some(Effect::Redraw),
                Event::Key(key) => self.lines.push(format!("{key:?}")),
                _ => {}
            }
            None
        }

        fn draw(&self, frame: &mut Frame<'_>) -> Caret {
            self.draws.set(self.draws.get() + 1);
            let area = frame.area();
            for (y, line) in self.lines.iter().take(usize::from(area.height)).enumerate() {
                frame.buffer_mut().set_string(0, y as u16, line, Style::new());
            }
            Caret::Away
        }

        fn perform(&mut self, effect: Effect) {
            self.done.push(effect);
        }
    }

    #[test]
    fn keys_queued_together_are_drawn_once() {
        let mut harness = Harness::new(Echo::default(), 30, 5);
        assert_eq!((harness.program().draws.get(), harness.frames()), (1, 1));
        harness.press_at_once("锦<Down><C-u>");
        assert_eq!(harness.program().draws.get(), 2);
        assert_eq!(harness.rows(), ["Char('锦')", "Down", "Ctrl('u')", "", ""]);
        harness.press("ab");
        assert_eq!(harness.program().draws.get(), 4);
    }

    #[test]
    fn the_ground_alone_draws_nothing_and_a_key_without_change_sends_nothing() {
        let mut harness = Harness::new(Echo::default(), 30, 1);
        harness.press("a").take_bytes();
        harness.send(Event::Background(crate::app::Ground::Dark));
        assert_eq!(harness.program().draws.get(), 2);
        harness.press("b");
        assert_eq!(harness.program().draws.get(), 3);
        assert_eq!(harness.take_bytes(), b"");
    }

    #[test]
    fn quitting_stops_the_loop_and_saves() {
        let mut harness = Harness::new(Echo::default(), 30, 5);
        harness.press_at_once("aqb");
        assert!(harness.has_quit());
        assert_eq!(harness.program().lines.len(), 1);
        assert_eq!(harness.program().done.last(), Some(&Effect::SaveState));
    }

    #[test]
    fn searches_go_to_the_program_copies_to_the_door_and_redraw_repaints() {
        let mut harness = Harness::new(Echo::default(), 30, 2);
        harness.press("/y");
        assert!(harness.program().done.contains(&Effect::Search { query: "锦".to_owned(), generation: 1 }));
        assert_eq!(harness.copied(), ["本段"]);
        harness.press("a").take_bytes();
        harness.press("<C-l>");
        let bytes = String::from_utf8(harness.take_bytes()).unwrap();
        assert!(bytes.contains("\x1b[2J") && bytes.contains("Char('a')"), "{bytes:?}");
    }

    #[test]
    fn a_screen_of_no_size_is_survived() {
        let mut harness = Harness::new(Echo::default(), 0, 0);
        harness.press("a").resize(30, 1);
        assert_eq!(harness.rows(), ["Char('a')"]);
        harness.resize(0, 3).press("b").resize(30, 2);
        assert_eq!(harness.rows(), ["Char('a')", "Char('b')"]);
    }
}
