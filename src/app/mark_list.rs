//! 书签与批注: the page that lists the marks, newest first. A mark that is taken off here stays in its row until the page is closed, so that
//! nothing moves and the same key puts it back.

use std::ops::ControlFlow;

use super::geometry::Geometry;
use super::mark::Mark;
use super::marks::Found;
use super::{Action, App, Effect, Key};
use crate::text::{fold, pinyin};

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkRow {
    /// The mark.
    pub mark: Mark,
    /// Where it is; `None` where its article is not here.
    pub found: Option<Found>,
    /// It was taken off while the page is open.
    pub off: bool,
}

/// How the list is set on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkPage {
    /// First row of the screen.
    pub top: u16,
    /// Rows.
    pub rows: u16,
    /// Room for the marked clause below the headline.
    pub labels: bool,
    /// Room for notes, and for white between the marks.
    pub notes: bool,
}

impl MarkPage {
    /// For a screen.
    pub fn of(g: &Geometry) -> Self {
        let top = match g.height {
            0..=2 => 0,
            3..=5 => 1,
            _ => 2,
        };
        let rows = g.height.saturating_sub(top + u16::from(g.height >= 3)).max(1);
        Self { top, rows, labels: rows >= 2, notes: rows >= 6 }
    }

    /// Rows a mark takes, the white below it not counted.
    pub fn lines(&self, row: &MarkRow) -> u16 {
        1 + u16::from(self.labels) + u16::from(self.notes && !row.mark.note.is_empty())
    }

    /// White between two marks.
    pub fn gap(&self) -> u16 {
        u16::from(self.notes)
    }
}

/// Whether a mark is one that is looked for: in its headline, clause, note, city or day, as typed or in the letters of its pinyin.
fn fits(mark: &Mark, wanted: &str) -> bool {
    let city = mark.city.as_deref().unwrap_or("");
    let fields = [mark.title.as_str(), &mark.text, &mark.note, city, &mark.date];
    let letters = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        let syllables = pinyin::in_words(&chars).into_iter().flatten().map(pinyin::Syllable::letters);
        syllables.collect::<String>()
    };
    let spelled = !wanted.is_empty() && wanted.chars().all(|c| c.is_ascii_alphabetic());
    fields.iter().any(|field| fold::text(field).contains(wanted) || (spelled && letters(field).contains(wanted)))
}

impl App {
    /// The rows that the filter leaves, top to bottom.
    pub fn mark_rows(&self) -> Vec<&MarkRow> {
        let Some(leaf) = &self.leaf else { return Vec::new() };
        let wanted = fold::text(leaf.filter.text().trim());
        leaf.marks.iter().filter(|row| wanted.is_empty() || fits(&row.mark, &wanted)).collect()
    }

    /// Fills the page that has just opened; the mark of the paragraph that was read is selected.
    pub(super) fn list_marks(&mut self, here: Option<&Mark>) {
        let rows: Vec<MarkRow> =
            self.marks_found().into_iter().map(|(mark, found)| MarkRow { mark, found, off: false }).filter(is_told).collect();
        let at = here.and_then(|here| rows.iter().position(|row| row.mark.is(here))).unwrap_or(0);
        if let Some(leaf) = &mut self.leaf {
            leaf.marks = rows;
            leaf.cursor = at;
        }
        self.keep_mark_in_sight();
    }

    /// The marks or the corpus are others: the rows stay where they are, what came in addition stands below them.
    pub(super) fn renew_mark_list(&mut self) {
        if self.leaf.as_ref().is_none_or(|leaf| leaf.kind() != super::LeafKind::Marks) {
            return;
        }
        let now = self.marks_found();
        let Some(leaf) = &mut self.leaf else { return };
        for row in &mut leaf.marks {
            match now.iter().find(|(mark, _)| mark.is(&row.mark)) {
                Some((mark, found)) => *row = MarkRow { mark: mark.clone(), found: *found, off: false },
                None => row.off = true,
            }
        }
        let new = now.into_iter().filter(|(mark, _)| !leaf.marks.iter().any(|row| row.mark.is(mark)));
        let new: Vec<MarkRow> = new.map(|(mark, found)| MarkRow { mark, found, off: false }).filter(is_told).collect();
        leaf.marks.extend(new);
    }

    /// A note was written: its row shows it.
    pub(super) fn note_in_list(&mut self, mark: &Mark) {
        let rows = self.leaf.as_mut().map(|leaf| &mut leaf.marks);
        if let Some(row) = rows.into_iter().flatten().find(|row| row.mark.is(mark)) {
            row.mark = mark.clone();
            row.off = false;
        }
        self.keep_mark_in_sight();
    }

    /// Moves the selected mark, and scrolls so that it is on the screen whole.
    pub(super) fn step_marks(&mut self, by: isize) {
        let last = self.mark_rows().len().saturating_sub(1);
        if let Some(leaf) = &mut self.leaf {
            leaf.cursor = leaf.cursor.saturating_add_signed(by).min(last);
        }
        self.keep_mark_in_sight();
    }

    fn keep_mark_in_sight(&mut self) {
        let page = MarkPage::of(&self.geometry());
        let Some((cursor, mut top)) = self.leaf.as_ref().map(|leaf| (leaf.cursor, leaf.top.min(leaf.cursor))) else { return };
        let lines: Vec<u16> = self.mark_rows().iter().map(|row| page.lines(row) + page.gap()).collect();
        let used = |top: usize| lines.get(top..=cursor).map_or(0, |lines| lines.iter().sum::<u16>().saturating_sub(page.gap()));
        while top < cursor && used(top) > page.rows {
            top += 1;
        }
        if let Some(leaf) = &mut self.leaf {
            leaf.top = top;
        }
    }

    /// The row that is selected.
    pub fn selected_mark(&self) -> Option<&MarkRow> {
        self.mark_rows().get(self.leaf.as_ref()?.cursor).copied()
    }

    /// A key of the list; goes on where it means here what it means on every page.
    pub(super) fn key_in_marks(&mut self, key: Key) -> ControlFlow<Option<Effect>> {
        let row = self.selected_mark().cloned();
        match (self.action_of(key), row) {
            (Some(Action::Open), Some(MarkRow { found: Some(found), .. })) => {
                self.leaf = None;
                self.go_to_mark(found);
            }
            (Some(Action::Mark), Some(MarkRow { mark, off, .. })) => {
                if let Some(row) = self.leaf.as_mut().and_then(|leaf| leaf.marks.iter_mut().find(|row| row.mark.is(&mark))) {
                    row.off = !off;
                }
                return ControlFlow::Break(Some(if off { self.put_mark(mark) } else { self.drop_mark(mark) }));
            }
            (Some(Action::Note), Some(row)) => self.write_note_at(row.mark),
            (Some(Action::Marks), _) => self.leaf = None,
            _ => return ControlFlow::Continue(()),
        }
        ControlFlow::Break(None)
    }
}

/// Standard input has no name: what was marked in another text does not belong here.
fn is_told(row: &MarkRow) -> bool {
    row.found.is_some() || row.mark.file != "-"
}
