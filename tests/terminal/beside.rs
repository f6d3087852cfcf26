//! What keys cost on the line, ours beside `less`, `vim` and the stock backend of ratatui, on the same text in the same run. Printed
//! with `--nocapture`; the bounds on ours are kept by the journeys.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::layout::Rect;
use ratatui::{TerminalOptions, Viewport};
use ratatui_crossterm::CrosstermBackend;
use yuebao::app::{App, Colours, Display, Event, Ground, Start};
use yuebao::front::harness::{Harness, parse_keys};
use yuebao::front::session::Program;

use crate::link::Link;
use crate::pty::Pty;

const WIDTH: u16 = 100;
const HEIGHT: u16 = 30;

/// The paragraphs of an article longer than the screen.
fn paragraphs() -> String {
    crate::long::articles::text(1).trim_end().to_owned()
}

/// The same article set for 80 cells, which less and vim are given.
fn set(file: &Path) -> String {
    let out =
        Command::new(env!("CARGO_BIN_EXE_yuebao")).args(["--lang=zh", "show", "1", "--width=80"]).arg(file).output().unwrap();
    String::from_utf8(out.stdout).unwrap()
}

/// The release build, where it is named: figures of the other are its own.
fn program() -> String {
    std::env::var("YUEBAO_BIN").unwrap_or_else(|_| env!("CARGO_BIN_EXE_yuebao").to_owned())
}

/// The time from the start of a program until it shows a word, the best of several runs, in milliseconds.
fn first_paint(script: &str, file: &Path, word: &str, answers: bool) -> f64 {
    let run = || {
        let mut pty = Pty::on(script, WIDTH, HEIGHT, Link { rate: None, answers });
        pty.set("FILE", file);
        pty.set("YUEBAO", program());
        let started = Instant::now();
        pty.start();
        pty.wait(word);
        started.elapsed().as_secs_f64() * 1000.0
    };
    (0..7).map(|_| run()).fold(f64::INFINITY, f64::min)
}

/// What a program costs: bytes of the first screen and of each step.
type Costs = Vec<(&'static str, usize)>;

/// Presses keys in a program on a terminal and counts. Others cannot be asked whether they are done; a fifth of a second without a
/// byte is taken for it. Only for the printed table: nothing is held to these.
fn on_a_terminal(script: &str, file: &Path, steps: &[(&'static str, &[u8])]) -> Costs {
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
    let corpus = crate::fixture::build(vec![crate::fixture::one("锦州", "码头纪事之1", &paragraphs().replace('\n', "\n文 "))]);
    let display = Display { colours: Colours::Direct, ground: Some(Ground::Dark), ..Display::default() };
    Reader(App::new(Start { corpus, display, ..Start::default() }))
}

const STEPS: [(&str, &str); 5] = [("line down", "j"), ("page", "<Space>"), ("/", "/"), ("typed 锅", "锅"), ("typed 炉", "炉")];

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
fn ours_costs_less_than_half_of_the_stock_backend() {
    let folder = tempfile::tempdir().unwrap();
    let records = crate::long::records(folder.path(), 1);
    let file = folder.path().join("pages.txt");
    std::fs::write(&file, set(&records)).unwrap();
    let mut table = vec![("ours", ours()), ("stock ratatui", stock())];
    let there = |program: &str| Command::new(program).arg("--version").output().is_ok();
    let search: [(&str, &[u8]); 5] =
        [("line down", b"j"), ("page", b" "), ("/", b"/"), ("typed 锅", "锅".as_bytes()), ("typed 炉", "炉".as_bytes())];
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
    let ours = first_paint("exec \"$YUEBAO\" --lang zh", &file, "锦州大厂", true);
    let silent = first_paint("exec \"$YUEBAO\" --lang zh", &file, "锦州大厂", false);
    println!("first paint of the built-in corpus: {ours:.1} ms; on a terminal that answers nothing {silent:.1} ms");
    if there("less") {
        // What its first screen has, in a file.
        let built_in = Command::new(program()).arg("--lang=zh").output().unwrap().stdout;
        std::fs::write(&file, built_in).unwrap();
        let less = first_paint("exec less \"$FILE\"", &file, "锦州大厂", true);
        println!("less on the same text: {less:.1} ms, ours is {:.1} times that", ours / less);
    }
    // A small frame is small either way; ours tells besides where it begins and ends and where the cursor belongs.
    for (ours, stock) in table[0].1.iter().zip(&table[1].1).filter(|(_, stock)| stock.1 > 300) {
        assert!(ours.1 * 2 <= stock.1, "{}: {} B, stock {} B", ours.0, ours.1, stock.1);
    }
}
