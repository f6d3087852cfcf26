//! Random journeys through the real app: what terminals show equals what the app draws, after every frame. Our own emulator is a
//! terminal that draws ambiguous marks in one cell or in two; vt100 and avt, which draw them in one, are second and third opinions.

use std::collections::VecDeque;
use std::num::NonZeroU16;
use std::sync::{Arc, OnceLock};

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use super::backend::emulator::Emulator;
use super::backend::tests::{assert_avt_shows, assert_cursor, assert_shows, assert_vt100_shows};
use super::backend::{Dialect, Encoder};
use super::harness::{Dice, parse_keys};
use super::session::{Program, Session};
use crate::app::{App, Caret, Colours, Display, Effect, Event, Ground, Key, Snapshot, Start};
use crate::corpus::Corpus;
use crate::search::{self, Index, Query};
use crate::text::Ambiguous;

/// The real app; searches are done at once.
struct Reader {
    app: App,
    found: VecDeque<Event>,
}

fn library() -> &'static (Arc<Corpus>, Index) {
    static LIBRARY: OnceLock<(Arc<Corpus>, Index)> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let corpus = Arc::new(crate::store::builtin::load().corpus());
        let index = Index::build(&corpus);
        (corpus, index)
    })
}

impl Reader {
    fn new(display: Display) -> Self {
        let start = Start { corpus: library().0.clone(), display, ..Start::default() };
        Self { app: App::new(start), found: VecDeque::new() }
    }
}

impl Program for Reader {
    fn handle(&mut self, event: Event) -> Option<Effect> {
        self.app.handle(event)
    }

    fn draw(&self, frame: &mut Frame<'_>) -> Caret {
        crate::ui::draw(&self.app, frame.buffer_mut())
    }

    fn perform(&mut self, effect: Effect) {
        if let Effect::Search { query, generation } = effect {
            let (corpus, index) = library();
            let results = search::run(corpus, index, &Query::parse(&query), &|| true).unwrap_or_default();
            self.found.push_back(Event::Found { generation, results: Snapshot(Arc::new(results)) });
        }
    }
}

/// A reader, an encoder and emulated terminals.
struct Case {
    session: Session<Reader, Encoder>,
    emulator: Emulator,
    /// Where marks are drawn in one cell.
    others: Option<(vt100::Parser, avt::Terminal)>,
}

fn others(width: u16, height: u16) -> (vt100::Parser, avt::Terminal) {
    let side = |n| NonZeroU16::new(n).unwrap();
    (vt100::Parser::new(side(height), side(width), 0), avt::Terminal::new(usize::from(width), usize::from(height)).unwrap())
}

impl Case {
    fn new(width: u16, height: u16, ambiguous: Ambiguous) -> Self {
        let display = Display { colours: Colours::Direct, ground: Some(Ground::Dark), ..Display::default() };
        let size = Size { width, height };
        let encoder = Encoder::new(size, Dialect::default());
        let mut emulator = Emulator::new(usize::from(width), usize::from(height), ambiguous);
        emulator.feed(b"\x1b[?7l");
        let others = (ambiguous == Ambiguous::Narrow).then(|| others(width, height));
        let mut case = Self { session: Session::new(Reader::new(display), encoder, size).unwrap(), emulator, others };
        case.send(Event::AmbiguousWidth(ambiguous));
        case
    }

    /// Sends an event, draws, and compares. The bytes of the frame.
    fn send(&mut self, event: Event) -> usize {
        if let Event::Resize { width, height } = event {
            self.emulator.resize(usize::from(width), usize::from(height));
            self.others = self.others.take().map(|_| others(width, height));
        }
        self.session.handle(event).unwrap();
        while let Some(found) = self.session.program_mut().found.pop_front() {
            self.session.handle(found).unwrap();
        }
        self.session.draw().unwrap();
        let bytes = self.session.backend_mut().take();
        self.emulator.feed(&bytes);
        let screen = &self.emulator.screen;
        let area = Rect::new(0, 0, screen.width as u16, screen.height as u16);
        let mut drawn = Buffer::empty(area);
        let caret = crate::ui::draw(&self.session.program().app, &mut drawn);
        assert_shows(screen, &drawn, false);
        assert_cursor(screen.cursor(), screen.cursor_visible, caret);
        if let Some((vt100, avt)) = &mut self.others {
            vt100.process(&bytes);
            avt.feed([std::str::from_utf8(&bytes).unwrap()]);
            assert_vt100_shows(vt100.screen(), &drawn, true);
            assert_avt_shows(avt, &drawn);
        }
        bytes.len()
    }

    fn press(&mut self, keys: &str) -> Vec<usize> {
        parse_keys(keys).into_iter().map(|key| self.send(Event::Key(key))).collect()
    }
}

const KEYS: &str = "jjjjkdu<Space>bgGhl<Enter><Tab><Esc><BS>{}[]()<lt>>1234z-+/nN?:st锦州复工jz<Down><Up><PgDn><PgUp><Home><End><C-l>zzscvvc!e0<Esc>ieym'mja记<Enter>";

fn wander(width: u16, height: u16, ambiguous: Ambiguous, steps: usize) {
    let mut case = Case::new(width, height, ambiguous);
    let keys: Vec<Key> = parse_keys(KEYS);
    let mut dice = Dice::new(u64::from(width) * 7919 + u64::from(height) * 2);
    for _ in 0..steps {
        if dice.roll(25) == 0 {
            let (width, height) = (1 + dice.roll(usize::from(width) + 20) as u16, 1 + dice.roll(usize::from(height) + 10) as u16);
            case.send(Event::Resize { width, height });
        }
        case.send(Event::Key(keys[dice.roll(keys.len())]));
    }
}

#[test]
fn what_the_terminal_shows_is_what_the_app_draws() {
    for (width, height) in [(1, 1), (8, 3), (20, 6), (40, 20), (80, 24), (101, 31), (200, 60)] {
        wander(width, height, Ambiguous::Narrow, 60);
        wander(width, height, Ambiguous::Wide, 60);
    }
}

/// The figures of the reader's needs; see `backend::budgets` for the same on made-up screens.
#[test]
fn the_real_screens_keep_their_budgets() {
    let at_most = |budget: usize, what: &str, bytes: &[usize]| {
        let worst = bytes.iter().max().copied().unwrap_or(0);
        println!("{what}: {bytes:?} B, budget {budget}");
        assert!(worst <= budget, "{what}: {bytes:?} B, budget {budget}");
    };
    let mut full = Case::new(100, 30, Ambiguous::Narrow);
    full.press("z<Enter>");
    at_most(400, "line down, full width, 100x30", &full.press("jjjkkk"));
    let mut split = Case::new(120, 40, Ambiguous::Narrow);
    at_most(400, "tree row, article unchanged", &split.press("hhkk"));
    split.press("l");
    at_most(4200, "line down with the tree, 120x40", &split.press("jjjkkk"));
    let mut tree = Case::new(100, 30, Ambiguous::Narrow);
    // Two rows of words change: the search line with its hints, and the keys in the status line.
    at_most(360, "/", &tree.press("/"));
    at_most(4500, "first typed character, 100x30, with the tree", &tree.press("锦"));
    at_most(2500, "second typed character, 100x30, with the tree", &tree.press("州"));
    let mut reading = Case::new(100, 30, Ambiguous::Narrow);
    reading.press("z/");
    at_most(1500, "typed characters, 100x30, full width", &reading.press("锦州"));
    let idle = tree.send(Event::Background(Ground::Dark));
    assert_eq!(idle, 0);
}
