//! The state machine of one reader: event → state → effect. No terminal, no disk, no clock.
//!
//! [`App`] holds everything about one reader; the corpus is shared. [`App::handle`] takes one event and may ask for one
//! effect; drawing ([`crate::ui`]) only looks. Where to begin: `handle` takes the events, `action` is the one table of what can be done.

pub mod action;
mod adopt;
mod arriving;
pub mod candidates;
pub mod columns;
mod config;
mod context;
mod copy;
mod correct;
mod display;
pub mod drawer;
mod effect;
mod event;
pub mod finder;
pub mod geometry;
mod glimpse;
mod handle;
pub mod hints;
mod keymap;
mod leaf;
mod line_edit;
mod look;
mod mark;
pub mod mark_list;
mod marks;
pub mod mnemonic;
mod mouse;
pub mod overview;
mod problems;
pub mod reader;
mod role;
mod saved;
mod seek;
pub mod source;
mod start;
mod theme;
pub mod tree;
pub mod vertical;
mod views;
mod visitor;
mod walk;
pub mod words;

use std::collections::HashSet;
use std::sync::Arc;

pub use action::Action;
pub use config::{Complaint, Config, Settings};
pub use display::{Colours, Display, Ground};
pub use effect::{Caret, Effect};
pub use event::{Event, Key, Mouse, MouseKind, Snapshot, TakenBack};
pub use finder::Finder;
pub use keymap::Keymap;
pub use leaf::{Leaf, LeafKind};
pub use line_edit::{Edit, LineEdit};
pub use look::{Look, Rgb, Theme, Themes};
pub use mark::{Fit, Mark};
pub use overview::Overview;
pub use problems::ProblemRow;
pub use role::Role;
pub use saved::{HISTORY, Saved};
pub use start::Start;
pub use theme::ThemeChoice;
pub use visitor::Board;
pub use words::{Lang, Notice};

use crate::corpus::{Article, ArticleId, ArticleKey, Corpus};
use crate::search::{Index, Words};
use crate::text::{Ambiguous, Cells};
use geometry::{Arrangement, Geometry, MEASURE_DEFAULT};
use reader::{Setting, Sheet};
use tree::{Node, Open, View};

/// Who has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Focus {
    /// The tree.
    Tree,
    /// The reader.
    Reader,
    /// The search line.
    Line,
    /// A page that opened over everything.
    Leaf,
    /// The correction drawer.
    Drawer,
    /// The line for a note.
    Note,
}

/// Something that was opened and that Esc undoes, latest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// A way of reading without the tree; whether the reader had the focus before.
    View { view: Arrangement, reading: bool },
    /// The reader on a one-pane screen.
    Reader,
    /// A search, typed or kept.
    Search,
}

/// An article and a character in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The article, by its stable key.
    pub key: ArticleKey,
    /// Byte offset of the first character on the screen.
    pub offset: u32,
    /// Whether the reader had the focus.
    pub reading: bool,
}

/// How many places Backspace can return to.
const PLACES: usize = 64;

/// Everything about one reader.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the reader, none excludes another")]
pub struct App {
    corpus: Arc<Corpus>,
    index: Option<Arc<Index>>,
    words: Option<Arc<Words>>,
    words_asked: bool,
    display: Display,
    lang: Lang,
    theme: ThemeChoice,
    /// What was chosen by key, now or before.
    theme_chosen: Option<ThemeChoice>,
    settings: Settings,
    ground: Option<Ground>,
    ambiguous: Ambiguous,
    size: (u16, u16),
    arrangement: Arrangement,
    measure_split: Cells,
    measure_full: Cells,
    reading_focus: bool,
    openings: Vec<Opening>,
    open: Open,
    cursor: Node,
    top: Node,
    article: Option<ArticleId>,
    sheet: Option<Arc<Sheet>>,
    spread: Option<columns::Spread>,
    scroll: Option<vertical::Scroll>,
    row: usize,
    anchor: u32,
    finder: Option<Finder>,
    leaf: Option<Leaf>,
    drawer: Option<drawer::Drawer>,
    /// What was corrected in this session.
    corrected: correct::Deeds,
    marks: marks::Marks,
    places: Vec<Place>,
    notice: Option<Notice>,
    history: Vec<String>,
    read: HashSet<ArticleKey>,
    lang_chosen: bool,
    generation: u64,
    /// A key was pressed: from then on nothing moves that the reader did not move.
    touched: bool,
    /// The place of last time, until its article has been read in.
    awaited: Option<Saved>,
    /// More is being read in, and can be stopped.
    reading_in: bool,
    /// The files are looked at again, as was asked.
    looking_again: bool,
    /// A public reading room, with its limit in minutes.
    visitor: Option<u16>,
    board: Option<Board>,
}

impl App {
    /// A reader at the newest article of the first city, or where the last session stopped. O(1) in the corpus but for finding
    /// the saved article.
    pub fn new(start: Start) -> Self {
        let mut app = Self {
            corpus: start.corpus,
            index: None,
            words: None,
            words_asked: false,
            ground: start.display.ground,
            display: start.display,
            lang: start.lang,
            theme: start.theme.or(start.settings.config.theme).unwrap_or_default(),
            theme_chosen: None,
            settings: start.settings,
            ambiguous: start.ambiguous,
            size: (80, 24),
            arrangement: Arrangement::Split,
            measure_split: Cells(MEASURE_DEFAULT),
            measure_full: Cells(MEASURE_DEFAULT),
            reading_focus: false,
            openings: Vec::new(),
            open: Open::default(),
            cursor: Node::City(0),
            top: Node::City(0),
            article: None,
            sheet: None,
            spread: None,
            scroll: None,
            row: 0,
            anchor: 0,
            finder: None,
            leaf: None,
            drawer: None,
            corrected: correct::Deeds::default(),
            marks: marks::Marks::of(start.marks),
            places: Vec::new(),
            notice: None,
            history: Vec::new(),
            read: HashSet::new(),
            lang_chosen: false,
            generation: 0,
            touched: false,
            awaited: None,
            reading_in: false,
            looking_again: false,
            visitor: start.visitor,
            board: start.visitor.map(Board::Welcome),
        };
        if !app.corpus.is_empty() {
            app.show(ArticleId(0), 0);
        }
        app.place_marks(!start.more_to_come);
        if let Some(saved) = start.saved {
            app.resume_look(&saved, start.theme);
            let there = saved.key().is_none_or(|key| app.corpus.find(key).is_some());
            if start.more_to_come && !there {
                app.awaited = Some(saved);
            } else {
                app.resume_place(&saved);
            }
        }
        app
    }

    /// The corpus as it is now.
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The theme to draw with; never `Auto`.
    pub fn theme(&self) -> ThemeChoice {
        self.theme.settled(self.ground, self.display.colours)
    }

    /// What the themes look like.
    pub fn themes(&self) -> &Themes {
        &self.settings.themes
    }

    /// The keys.
    pub fn keys(&self) -> &Keymap {
        &self.settings.keys
    }

    /// What is known of the display.
    pub fn display(&self) -> Display {
        self.display
    }

    /// How ambiguous marks are taken to be drawn.
    pub fn ambiguous(&self) -> Ambiguous {
        self.ambiguous
    }

    /// The divided screen.
    pub fn geometry(&self) -> Geometry {
        let measure = match self.arrangement {
            Arrangement::Split => self.measure_split,
            _ => self.measure_full,
        };
        let listing = self.finder.as_ref().is_some_and(Finder::typing);
        Geometry::of(self.size.0, self.size.1, self.arrangement, measure, self.reading_focus && !listing)
    }

    /// How the screen is divided besides its size.
    pub fn arrangement(&self) -> Arrangement {
        self.arrangement
    }

    /// Who has the keyboard: one answer.
    pub fn focus(&self) -> Focus {
        if self.note().is_some() {
            Focus::Note
        } else if self.drawer.is_some() {
            Focus::Drawer
        } else if self.leaf.is_some() {
            Focus::Leaf
        } else if self.finder.as_ref().is_some_and(Finder::typing) {
            Focus::Line
        } else if self.reading_focus || self.geometry().tree.is_none() {
            // The smallest screens show the text alone.
            Focus::Reader
        } else {
            Focus::Tree
        }
    }

    /// The open article.
    pub fn article(&self) -> Option<&Arc<Article>> {
        self.corpus.article(self.article?)
    }

    /// Its number.
    pub fn article_id(&self) -> Option<ArticleId> {
        self.article
    }

    /// The set article.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheet.as_deref()
    }

    /// First row of the sheet on the screen.
    pub fn top_row(&self) -> usize {
        self.row
    }

    /// The tree as it is seen: with the hits of a search, when one stands.
    pub fn view(&self) -> View<'_> {
        let finder = self.finder.as_ref();
        View {
            corpus: &self.corpus,
            open: &self.open,
            hits: finder.and_then(Finder::hits),
            ranks: finder.and_then(Finder::ranks),
        }
    }

    /// The selected row of the tree.
    pub fn cursor(&self) -> Node {
        self.cursor
    }

    /// The first row of the tree on the screen.
    pub fn top(&self) -> Node {
        self.top
    }

    /// The search, while one is typed or kept.
    pub fn finder(&self) -> Option<&Finder> {
        self.finder.as_ref()
    }

    /// The page that opened over everything.
    pub fn leaf(&self) -> Option<&Leaf> {
        self.leaf.as_ref()
    }

    /// What is said until the next key.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Whether an article was opened in this session.
    pub fn has_read(&self, key: ArticleKey) -> bool {
        self.read.contains(&key)
    }

    /// Queries of before, newest last.
    pub fn history(&self) -> &[String] {
        &self.history
    }

    /// How far the reader is: `37%`, `完` (the end is on the screen), `全` (all of it is).
    pub fn progress(&self) -> String {
        let height = self.text_pane().map_or(1, |pane| pane.height.max(1)) as usize;
        let rows = self.sheet.as_ref().map_or(1, |sheet| sheet.rows.len());
        let (row, bottom, rows) = self.view_extent().unwrap_or((self.row, (self.row + height).min(rows), rows));
        if bottom == rows {
            let (zh, en) = if row == 0 { ("全", "all") } else { ("完", "end") };
            return self.lang.pick(zh, en).to_owned();
        }
        format!("{}%", (bottom * 100 / rows.max(1)).min(99))
    }

    /// Where the text stands, or would stand where the tree or columns have the screen: paging and progress do not depend on how
    /// one came here.
    fn text_pane(&self) -> Option<geometry::Pane> {
        let alone = || Geometry::of(self.size.0, self.size.1, Arrangement::Split, self.measure_split, true).reader;
        self.geometry().reader.or_else(alone)
    }

    /// Sets the open article again where size, measure or article changed; the first character on the screen stays.
    fn relayout(&mut self) {
        self.relay_spread();
        self.relay_sheet();
        self.relay_scroll();
    }

    fn relay_sheet(&mut self) {
        let Some(pane) = self.text_pane() else { return };
        let tiny = self.geometry().tiny;
        let gap = self.settings.config.paragraph_gap > 0 && !tiny;
        let setting = Setting { measure: Cells(pane.width), ambiguous: self.ambiguous, tiny, plain: false, ems: 2, gap };
        let (Some(id), Some(article)) = (self.article, self.article().cloned()) else {
            self.sheet = None;
            return;
        };
        let sheet = match self.sheet.as_ref().filter(|sheet| sheet.id == id) {
            Some(sheet) if sheet.setting == setting => return,
            Some(sheet) => sheet.set_again(&article, setting),
            None => Sheet::set(id, &article, setting),
        };
        self.row = if self.anchor == 0 { 0 } else { sheet.row_of(self.anchor) };
        self.sheet = Some(sheet);
    }
}
