//! How a journey starts, and what it can ask of the screen.

use std::sync::Arc;

use ratatui::Frame;
use yuebao::app::{App, Caret, Display, Effect, Event, Lang, Saved, Snapshot, Start};
use yuebao::corpus::Corpus;
use yuebao::front::harness::Harness;
use yuebao::front::session::Program;
use yuebao::search::Words;
use yuebao::store;
use yuebao::text::lexicon;

/// The app and its drawing, with nothing behind them: no thread, no disk. What it is asked to do is written down.
#[derive(Debug)]
pub struct Room {
    app: App,
    /// What was asked of the room, in order.
    pub asked: Vec<Effect>,
}

impl Room {
    /// The reader's state.
    pub fn app(&self) -> &App {
        &self.app
    }
}

impl Program for Room {
    fn handle(&mut self, event: Event) -> Option<Effect> {
        self.app.handle(event)
    }

    fn draw(&self, frame: &mut Frame<'_>) -> Caret {
        yuebao::ui::draw(&self.app, frame.buffer_mut())
    }

    fn perform(&mut self, effect: Effect) {
        self.asked.push(effect);
    }
}

pub type Desk = Harness<Room>;

/// A reader before a corpus.
pub fn sit(start: Start, width: u16, height: u16) -> Desk {
    Harness::new(Room { app: App::new(start), asked: Vec::new() }, width, height)
}

/// A reader before the fixture, in Chinese.
pub fn desk(width: u16, height: u16) -> Desk {
    before(crate::fixture::corpus(), width, height)
}

/// A reader before any corpus.
pub fn before(corpus: Arc<Corpus>, width: u16, height: u16) -> Desk {
    sit(Start { corpus, ..Start::default() }, width, height)
}

/// A reader before the built-in pages.
pub fn case(width: u16, height: u16) -> Desk {
    before(Arc::new(store::builtin::load().corpus()), width, height)
}

/// The same with the words of the pages cut, as the worker does.
pub fn case_with_words(width: u16, height: u16) -> Desk {
    let mut desk = case(width, height);
    let words = Words::build(desk.program().app().corpus(), &lexicon::words, &|| true).expect("the words of the corpus");
    desk.send(Event::Words(Snapshot(Arc::new(words))));
    desk
}

/// Where a reader is: article number, offset of the first character.
pub fn place(desk: &Desk) -> (u32, u32) {
    let app = desk.program().app();
    (app.article_id().map_or(0, yuebao::corpus::ArticleId::number), app.saved().offset)
}

/// A reader of English words before the fixture.
pub fn desk_en(width: u16, height: u16) -> Desk {
    sit(Start { corpus: crate::fixture::corpus(), lang: Lang::En, ..Start::default() }, width, height)
}

/// A reader who was here before.
pub fn again(saved: Saved, width: u16, height: u16) -> Desk {
    sit(Start { corpus: crate::fixture::corpus(), saved: Some(saved), ..Start::default() }, width, height)
}

/// A terminal that shows colours.
pub fn colourful() -> Display {
    Display { colours: yuebao::app::Colours::Direct, ..Display::default() }
}

/// The last row.
pub fn status(desk: &Desk) -> String {
    desk.rows().last().cloned().unwrap_or_default()
}

/// The first row.
pub fn head(desk: &Desk) -> String {
    desk.rows().first().cloned().unwrap_or_default()
}

/// The title of the open article.
pub fn title(desk: &Desk) -> String {
    desk.program().app().article().map(|article| article.title()).unwrap_or_default()
}

/// Cells of a row from one column to another; a glyph of two cells counts as two.
pub fn cells(row: &str, from: usize, to: usize) -> String {
    let mut x = 0;
    let mut out = String::new();
    for c in row.chars() {
        if (from..to).contains(&x) {
            out.push(c);
        }
        x += yuebao::text::width::of(c.encode_utf8(&mut [0; 4]), yuebao::text::Ambiguous::Narrow);
    }
    out
}
