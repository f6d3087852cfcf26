//! The door on a real pseudo-terminal, this test being the terminal. It waits for what must come, never for a time.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::time::Instant;

use portable_pty::{MasterPty, PtySize, native_pty_system};
use ratatui::layout::{Rect, Size};

use super::line::Line;
use super::screen::Screen;
use super::*;
use crate::app::{Caret, Ground, Key};
use crate::front::backend::{Dialect, Surface as _};
use crate::front::session::Door as _;

/// A terminal and a door on it.
struct Terminal {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn std::io::Write + Send>,
    reader: Box<dyn std::io::Read + Send>,
    _slave: Box<dyn portable_pty::SlavePty + Send>,
}

fn open(term: &str, options: &Options) -> (Terminal, Tty) {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let path = pair.master.tty_name().unwrap();
    // O_NOCTTY: the test must not become the terminal's session.
    let end = || File::options().read(true).write(true).custom_flags(0o400).open(&path).unwrap();
    let environment = Environment { term: term.to_owned(), ..Environment::default() };
    let options = Options { environment, ..options.clone() };
    let door = Tty::on(Line::on(end().into(), end()), Screen::new(end(), options.mouse).unwrap(), &options).unwrap();
    let (writer, reader) = (pair.master.take_writer().unwrap(), pair.master.try_clone_reader().unwrap());
    (Terminal { master: pair.master, writer, reader, _slave: pair.slave }, door)
}

impl Terminal {
    fn types(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// Reads until what was read ends with `end`.
    fn shows(&mut self, end: &str) -> String {
        let mut all = Vec::new();
        let mut byte = [0];
        while !all.ends_with(end.as_bytes()) {
            assert_eq!(self.reader.read(&mut byte).unwrap(), 1, "after {:?}", String::from_utf8_lossy(&all));
            all.push(byte[0]);
        }
        String::from_utf8(all).unwrap()
    }
}

fn next(door: &mut Tty) -> Event {
    loop {
        if let Some(event) = door.next() {
            return event;
        }
        assert!(door.wait(false).unwrap());
    }
}

#[test]
fn keys_come_through_whole_however_they_are_cut() {
    let (mut terminal, mut door) = open("xterm", &Options::default());
    terminal.types(b"\xe9\x94");
    terminal.types(b"\xa6\x1b[");
    assert_eq!(next(&mut door), Event::Key(Key::Char('锦')));
    terminal.types(b"A");
    assert_eq!(next(&mut door), Event::Key(Key::Up));
    terminal.types(b"\x1b");
    assert_eq!(next(&mut door), Event::Key(Key::Esc));
    terminal.types(b"\x1b[200~\xe9\x94\xa6\n q\x1b[201~q");
    assert_eq!(next(&mut door), Event::Paste("锦".to_owned()));
    assert_eq!(next(&mut door), Event::Key(Key::Char('q')));
}

#[test]
fn the_terminal_is_asked_without_waiting_and_late_answers_are_heard() {
    let (mut terminal, mut door) = open("xterm", &Options { ask_ground: true, ..Options::default() });
    terminal.shows("\x1b[6n");
    terminal.shows("\x1b]11;?\x1b\\");
    terminal.types(b"j\x1b[1;3Rk\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[1;2R\x1b]11;rgb:0/0/0\x1b\\l");
    let heard: Vec<Event> = (0..5).map(|_| next(&mut door)).collect();
    let key = |c| Event::Key(Key::Char(c));
    assert_eq!(heard, [key('j'), Event::AmbiguousWidth(Ambiguous::Wide), key('k'), Event::Background(Ground::Light), key('l')]);
}

#[test]
fn a_told_width_and_an_old_terminal_are_not_asked() {
    let (mut terminal, door) = open("xterm", &Options { ambiguous: Some(Ambiguous::Wide), ..Options::default() });
    drop(door);
    assert!(!terminal.shows("\x1b[?1049l").contains("\x1b[6n"));
    let (mut terminal, door) = open("vt100", &Options { ask_ground: true, ..Options::default() });
    drop(door);
    let sent = terminal.shows("\x1b[?1049l");
    assert!(!sent.contains("\x1b[6n") && !sent.contains("\x1b]11"), "{sent:?}");
}

#[test]
fn the_modes_are_taken_and_given_back_once() {
    let (mut terminal, door) = open("xterm", &Options { mouse: true, ..Options::default() });
    let raw = terminal.master.get_termios().unwrap();
    assert_eq!(door.close(), Outcome::Quit);
    let cooked = terminal.master.get_termios().unwrap();
    assert_ne!(raw, cooked);
    let sent = terminal.shows("\x1b[?25h");
    for mode in ["?1049", "?2004", "?1000", "?1006"] {
        assert_eq!(sent.matches(&format!("\x1b[{mode}h")).count(), 1, "{mode}");
        assert_eq!(sent.matches(&format!("\x1b[{mode}l")).count(), 1, "{mode}");
    }
    assert!(!sent.contains("?1003"), "moves of the mouse are nobody's business");
}

#[test]
fn a_terminal_that_vanishes_is_a_hang_up_without_any_signal() {
    // This pseudo-terminal is not the controlling one, so no SIGHUP comes: only poll tells.
    let (terminal, mut door) = open("xterm", &Options::default());
    drop(terminal);
    assert_eq!(next(&mut door), Event::Hangup);
    assert_eq!(door.close(), Outcome::HungUp);
}

#[test]
fn an_idle_door_sleeps_without_an_alarm() {
    // That is why an idle reader writes nothing, for a minute or a day: nothing wakes it.
    let (mut terminal, mut door) = open("xterm", &Options { ask_ground: true, ..Options::default() });
    let idle = |door: &Tty| door.patience(Instant::now(), false).is_none();
    assert!(idle(&door), "nor before the questions are answered");
    let size = Size { width: 80, height: 24 };
    let mut encoder = Encoder::new(size, Dialect::default());
    encoder.present(ratatui::buffer::Buffer::filled(Rect::from(size), ratatui::buffer::Cell::new("x")), Caret::Away).unwrap();
    door.send(&mut encoder).unwrap();
    assert!(idle(&door), "nor with a frame on the line that is not answered");
    assert!(door.patience(Instant::now(), true).is_some(), "only the next frame waits for that");
    terminal.types(b"\x1b");
    assert!(door.wait(false).unwrap());
    assert!(!idle(&door), "a lone ESC is a key after 50 ms");
    assert_eq!(next(&mut door), Event::Key(Key::Esc));
    assert!(idle(&door));
}

#[test]
fn workers_wake_the_sleeping_door() {
    let (_terminal, mut door) = open("xterm", &Options::default());
    let post = door.post();
    let worker = std::thread::spawn(move || post.send(Event::Paste("从工人来".to_owned())));
    assert_eq!(next(&mut door), Event::Paste("从工人来".to_owned()));
    worker.join().unwrap();
}

#[test]
fn an_answer_on_its_way_is_not_left_for_the_shell() {
    let (mut terminal, mut door) = open("xterm", &Options { ambiguous: Some(Ambiguous::Wide), ..Options::default() });
    let path = terminal.master.tty_name().unwrap();
    let shell = File::options().read(true).write(true).custom_flags(0o400).open(path).unwrap();
    let size = Size { width: 80, height: 24 };
    let mut encoder = Encoder::new(size, Dialect::default());
    let mut frame = |door: &mut Tty, fill: &'static str| {
        encoder
            .present(ratatui::buffer::Buffer::filled(Rect::from(size), ratatui::buffer::Cell::new(fill)), Caret::Away)
            .unwrap();
        door.send(&mut encoder).unwrap();
    };
    frame(&mut door, "x");
    terminal.shows("\x1b[5n");
    terminal.types(b"\x1b[0nj");
    assert_eq!(next(&mut door), Event::Key(Key::Char('j')), "it answers");
    frame(&mut door, "y");
    terminal.shows("\x1b[5n");
    // On its way while the session ends, in two pieces, and with it a key that was still meant for the program.
    let mut writer = terminal.writer;
    let answering = std::thread::spawn(move || {
        for piece in [&b"\x1b["[..], b"0", b"n"] {
            writer.write_all(piece).unwrap();
            writer.flush().unwrap();
            std::thread::yield_now();
        }
        writer
    });
    assert_eq!(door.close(), Outcome::Quit);
    // Kept: its end would be a line end in the terminal.
    let _writer = answering.join().unwrap();
    let mut raw = rustix::termios::tcgetattr(&shell).unwrap();
    raw.make_raw();
    rustix::termios::tcsetattr(&shell, rustix::termios::OptionalActions::Now, &raw).unwrap();
    assert_eq!(rustix::io::ioctl_fionread(&shell).unwrap(), 0, "nothing is typed into the shell");
}

#[test]
fn a_terminal_that_never_answered_is_not_waited_for_at_the_end() {
    let (mut terminal, mut door) = open("xterm", &Options { ambiguous: Some(Ambiguous::Wide), ..Options::default() });
    let size = Size { width: 80, height: 24 };
    let mut encoder = Encoder::new(size, Dialect::default());
    encoder.present(ratatui::buffer::Buffer::filled(Rect::from(size), ratatui::buffer::Cell::new("x")), Caret::Away).unwrap();
    door.send(&mut encoder).unwrap();
    terminal.shows("\x1b[5n");
    // What is typed right after the end is the shell's, which a door that waits would take.
    let path = terminal.master.tty_name().unwrap();
    let shell = File::options().read(true).write(true).custom_flags(0o400).open(path).unwrap();
    terminal.types(b"ls");
    assert_eq!(door.close(), Outcome::Quit);
    let mut raw = rustix::termios::tcgetattr(&shell).unwrap();
    raw.make_raw();
    rustix::termios::tcsetattr(&shell, rustix::termios::OptionalActions::Now, &raw).unwrap();
    assert_eq!(rustix::io::ioctl_fionread(&shell).unwrap(), 2);
}

#[test]
fn frames_carry_the_question_and_a_busy_line_holds_the_third_back() {
    let (mut terminal, mut door) = open("xterm", &Options::default());
    let size = Size { width: 80, height: 24 };
    let mut encoder = Encoder::new(size, Dialect::default());
    let mut frame = |door: &mut Tty, fill: &str| {
        let mut buffer = ratatui::buffer::Buffer::empty(Rect::from(size));
        for y in 0..24 {
            buffer.set_string(0, y, fill.repeat(39), ratatui::style::Style::new());
        }
        encoder.present(buffer, Caret::Away).unwrap();
        door.send(&mut encoder).unwrap();
    };
    // Frames are read as they are sent: a pseudo-terminal holds only 4 KB. Only the first two questions matter.
    let mut reader = terminal.master.try_clone_reader().unwrap();
    std::thread::spawn(move || drop(std::io::copy(&mut reader, &mut std::io::sink())));
    frame(&mut door, "一");
    terminal.types(b"\x1b[0nj");
    assert_eq!(next(&mut door), Event::Key(Key::Char('j')));
    for fill in ["二", "三"] {
        assert!(door.may_send());
        frame(&mut door, fill);
    }
    frame(&mut door, "四");
    assert!(!door.may_send());
    terminal.types(b"\x1b[0n\x1b[0nk");
    assert_eq!(next(&mut door), Event::Key(Key::Char('k')));
    assert!(door.may_send());
}

#[test]
fn the_door_tells_that_an_idle_session_will_be_closed_and_a_key_puts_it_off() {
    let (mut terminal, mut door) = open("vt100", &Options { idle: Some(Duration::from_secs(30)), ..Options::default() });
    door.wait(false).unwrap();
    assert_eq!((door.next(), door.next()), (Some(Event::ClosesSoon), None), "a limit shorter than the notice is told at once");
    let left = door.patience(Instant::now(), false).unwrap();
    assert!(left > Duration::ZERO && left <= Duration::from_secs(30), "{left:?}");
    terminal.types(b"j");
    door.wait(false).unwrap();
    assert_eq!((door.next(), door.next()), (Some(Event::Key(Key::Char('j'))), Some(Event::ClosesSoon)));
    let (_, door) = open("vt100", &Options::default());
    assert_eq!(door.patience(Instant::now(), false), None, "without a limit nothing ticks");
}
