//! What keys cost on the line, ours beside `less`, `vim` and the stock backend of ratatui, on the same text in the same run. Printed
//! with `--nocapture`; the bounds on ours are kept by the journeys.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::process::Command;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::layout::Rect;
use ratatui::{TerminalOptions, Viewport};
use ratatui_crossterm::CrosstermBackend;
use yuebao::app::{App, Event, Start};
use yuebao::front::harness::{Harness, parse_keys};
use yuebao::front::session::Program;

use crate::link::Link;
use crate::pty::Pty;

const WIDTH: u16 = 100;
const HEIGHT: u16 = 30;

/// The built-in pages as one text, which less and vim are given too.
fn text() -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_yuebao")).arg("--lang=zh").output().unwrap();
    String::from_utf8(out.stdout).unwrap()
}

/// What a program costs: bytes of the first screen and of each step.
type Costs = Vec<(&'static str, usize)>;

/// Presses keys in a program on a terminal and counts. Others cannot be asked whether they are done; a fifth of a second without a
/// byte is taken for it. Only for the printed table: nothing is held to these.
fn on_a_terminal(script: &str, file: &std::path::Path, steps: &[(&'static str, &[u8])]) -> Costs {
    let quiet = Duration::from_millis(200);
    let mut pty = Pty::on(script, WIDTH, HEIGHT, Link { rate: None, answers: true });
    pty.set("FILE", file);
    let started = Instant::now();
    pty.start();
    pty.settle(started, Duration::from_secs(1));
    let mut costs = vec![("first", pty.bytes())];
    for (name, keys) in steps {
        let (before, pressed) = (pty.bytes(), Instant::now());
        pty.types(keys);
        pty.settle(pressed, quiet);
        costs.push((name, pty.bytes() - before));
    }
    costs
}

struct Reader(App);

impl Program for Reader {
    fn handle(&mut self, event: Event) -> Option<yuebao::app::Effect> {
        self.0.handle(event)
    }
    fn draw(&self, frame: &mut ratatui::Frame<'_>) -> yuebao::app::Caret {
        yuebao::ui::draw(&self.0, frame.buffer_mut())
    }
    fn perform(&mut self, _: yuebao::app::Effect) {}
}

fn reader() -> Reader {
    let corpus = Arc::new(yuebao::store::builtin::load().corpus());
    Reader(App::new(Start { corpus, ..Start::default() }))
}

const STEPS: [(&str, &str); 5] = [("line down", "j"), ("page", "<Space>"), ("/", "/"), ("typed 公", "公"), ("typed 交", "交")];

/// Ours: the same frames through our encoder.
fn ours() -> Costs {
    let mut desk = Harness::new(reader(), WIDTH, HEIGHT);
    desk.press("z");
    desk.press("<C-l>").take_bytes();
    desk.press("<C-l>");
    let mut costs = vec![("first", desk.take_bytes().len())];
    for (name, keys) in STEPS {
        desk.press(keys);
        costs.push((name, desk.take_bytes().len()));
    }
    costs
}

/// The stock backend: the same frames through ratatui as it comes.
fn stock() -> Costs {
    let mut reader = reader();
    reader.handle(Event::Resize { width: WIDTH, height: HEIGHT });
    for key in parse_keys("z") {
        reader.handle(Event::Key(key));
    }
    let sent = Sent::default();
    let viewport = Viewport::Fixed(Rect::new(0, 0, WIDTH, HEIGHT));
    let mut terminal = Terminal::with_options(CrosstermBackend::new(sent.clone()), TerminalOptions { viewport }).unwrap();
    let mut draw = |reader: &Reader| {
        terminal
            .draw(|frame| {
                reader.draw(frame);
            })
            .unwrap();
        std::mem::take(&mut *sent.0.borrow_mut()).len()
    };
    let mut costs = vec![("first", draw(&reader))];
    for (name, keys) in STEPS {
        for key in parse_keys(keys) {
            reader.handle(Event::Key(key));
        }
        costs.push((name, draw(&reader)));
    }
    costs
}

#[derive(Clone, Default)]
struct Sent(Rc<RefCell<Vec<u8>>>);

impl std::io::Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn ours_costs_no_more_than_the_stock_backend_in_any_step() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pages.txt");
    std::fs::write(&file, text()).unwrap();
    let mut table = vec![("ours", ours()), ("stock ratatui", stock())];
    let there = |program: &str| Command::new(program).arg("--version").output().is_ok();
    let search: [(&str, &[u8]); 5] =
        [("line down", b"j"), ("page", b" "), ("/", b"/"), ("typed 公", "公".as_bytes()), ("typed 交", "交".as_bytes())];
    if there("less") {
        table.push(("less", on_a_terminal("exec less \"$FILE\"", &file, &search)));
    }
    if there("vim") {
        let page: [(&str, &[u8]); 5] = [("line down", b"\x05"), ("page", b"\x06"), search[2], search[3], search[4]];
        let script = "exec vim -u NONE -N -i NONE --cmd 'set encoding=utf-8 nomodeline incsearch hlsearch' \"$FILE\"";
        table.push(("vim", on_a_terminal(script, &file, &page)));
    }
    let mut lines = format!("{:<16}", format!("{WIDTH}x{HEIGHT}, bytes"));
    for (name, _) in &table[0].1 {
        write!(lines, "{name:>12}").unwrap();
    }
    for (program, costs) in &table {
        write!(lines, "\n{program:<16}").unwrap();
        for (_, bytes) in costs {
            write!(lines, "{bytes:>12}").unwrap();
        }
    }
    println!("{lines}");
    for (ours, stock) in table[0].1.iter().zip(&table[1].1) {
        assert!(ours.1 <= stock.1, "{}: {} B, stock {} B", ours.0, ours.1, stock.1);
    }
}
