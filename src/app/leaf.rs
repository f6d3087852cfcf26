//! Pages that open over everything: help, the list of actions, the source lines, the lists of problems and of bookmarks.
//!
//! A leaf is a list with a selected row and, for some, a filter line. What its rows look like is the drawing room's.

use super::action::{Action, Entry, TABLE};
use super::line_edit::LineEdit;
use super::mark_list::MarkRow;
use super::overview::Overview;
use super::{App, Key};
use crate::corpus::ArticleId;

/// Which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LeafKind {
    /// Keys and actions.
    Help,
    /// Actions by name; Enter does one.
    Palette,
    /// The page as it was.
    Source,
    /// What could not be read, and what the importer doubts.
    Problems,
    /// Articles by city and by day.
    Overview,
    /// Bookmarks and notes.
    Marks,
}

/// A page and the place in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    kind: LeafKind,
    /// Number of the selected row.
    pub(super) cursor: usize,
    /// First row on the screen.
    pub(super) top: usize,
    pub(super) filter: LineEdit,
    pub(super) filtering: bool,
    /// More is said of the selected action.
    explaining: bool,
    /// Articles in doubt, least sure first; for the list of problems.
    pub(super) doubtful: Vec<(ArticleId, usize)>,
    /// What the overview shows.
    pub(super) overview: Option<Overview>,
    /// The bookmarks, newest first.
    pub(super) marks: Vec<MarkRow>,
}

impl Leaf {
    pub(super) fn new(kind: LeafKind) -> Self {
        let filtering = kind == LeafKind::Palette;
        let (doubtful, marks) = (Vec::new(), Vec::new());
        Self {
            kind,
            cursor: 0,
            top: 0,
            filter: LineEdit::default(),
            filtering,
            explaining: false,
            doubtful,
            overview: None,
            marks,
        }
    }

    /// Which page.
    pub fn kind(&self) -> LeafKind {
        self.kind
    }

    /// The selected row.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// First row on the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The filter as typed.
    pub fn filter(&self) -> &LineEdit {
        &self.filter
    }

    /// Whether the filter line has the keyboard.
    pub fn filtering(&self) -> bool {
        self.filtering
    }

    /// Whether Enter carries out the selected row.
    pub fn runs(&self) -> bool {
        self.kind == LeafKind::Palette
    }

    /// Whether it is the whole help page, which scrolls as one picture and has no selected row.
    pub fn scrolls(&self) -> bool {
        self.kind == LeafKind::Help && !self.filtering && !self.explaining && self.filter.text().is_empty()
    }

    /// Articles in doubt, least sure first, with the number of the doubt in the article.
    pub fn doubtful(&self) -> &[(ArticleId, usize)] {
        &self.doubtful
    }

    /// The bookmarks, newest first, whatever the filter leaves of them.
    pub fn marks(&self) -> &[MarkRow] {
        &self.marks
    }

    /// Turns the help page into a list with a selected row, of which more is said; or back.
    pub(super) fn explain(&mut self) {
        if !self.explaining {
            (self.cursor, self.top) = if self.filter.text().is_empty() { (0, 0) } else { (self.cursor, self.top) };
        }
        self.explaining = !self.explaining;
    }

    /// Rows below the selected one that say more of it.
    pub fn explained(&self) -> usize {
        if self.explaining { 2 } else { 0 }
    }

    /// Shows everything again, from the top.
    pub(super) fn unfilter(&mut self) {
        self.filter = LineEdit::default();
        self.filtering = false;
        self.explaining = false;
        self.cursor = 0;
        self.top = 0;
    }

    /// Moves the selected row by `by`, within `len` rows, and scrolls a page of `height` rows along.
    pub(super) fn step(&mut self, by: isize, len: usize, height: usize) {
        let last = len.saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
        let height = height.max(1);
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + height {
            self.top = self.cursor + 1 - height;
        }
    }

    /// Scrolls a page that has no selected row.
    pub(super) fn scroll(&mut self, by: isize, len: usize, height: usize) {
        self.top = self.top.saturating_add_signed(by).min(len.saturating_sub(height.max(1)));
        self.cursor = self.top;
    }
}

impl App {
    /// The table rows that a page of keys shows: those its filter leaves, by name, words or key, of what there is for this reader.
    pub fn entries(&self, leaf: &Leaf) -> Vec<&'static Entry> {
        let wanted = leaf.filter.text().trim().to_lowercase();
        let lang = self.lang;
        let fits = |entry: &&Entry| {
            wanted.is_empty()
                || entry.name.contains(&wanted)
                || entry.zh.contains(&wanted)
                || entry.en.to_lowercase().contains(&wanted)
                || entry.category.title(lang).to_lowercase().contains(&wanted)
                || self.keys().names(entry, lang, usize::MAX).to_lowercase().split(' ').any(|key| key == wanted)
        };
        let there = |entry: &&Entry| entry.actions.iter().all(|action| self.offers(*action));
        TABLE.iter().filter(there).filter(|entry| !leaf.runs() || entry.by_name().is_some()).filter(fits).collect()
    }

    /// Rows the help page takes, in one column or two.
    pub(super) fn help_rows(&self, leaf: &Leaf) -> usize {
        let columns = super::hints::help_columns(&self.entries(leaf), self.size.0);
        columns.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The action a key stands for outside text entry.
    pub(super) fn action_of(&self, key: Key) -> Option<Action> {
        self.settings.keys.of_key(key)
    }
}
