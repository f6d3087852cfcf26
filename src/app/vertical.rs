//! 竖排: one article in columns from right to left, and which of them are on the screen.
//!
//! The headline block stands at the right, as on a page: kicker, headline, deck, the byline down at the foot, one column of white,
//! then the text. A place stays an offset in the article; columns are only how it looks at this height.

use super::action::Action;
use super::geometry::{Arrangement, Pane};
use super::walk::Way;
use super::{App, Key};
use crate::corpus::{Article, ArticleId, Field};
use crate::text::Span;
use crate::typeset::Breaks;
use crate::typeset::vertical::{self, Column, Forms, VerticalMeasure};

/// Cells from one column to the next: a character and as much white.
pub const PITCH: u16 = 4;
/// Rows that paragraphs, kicker and deck begin further down.
const INDENT: u16 = 2;

/// One column of the article; its spans point into the article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upright {
    /// The part it belongs to; `None` for white.
    pub field: Option<Field>,
    /// Its characters.
    pub column: Column,
    /// First column of its part.
    pub opens: bool,
    /// Rows it is moved down (a byline stands at the foot).
    pub down: u16,
}

/// A set article and the place in it.
#[derive(Debug)]
pub struct Scroll {
    id: ArticleId,
    measure: VerticalMeasure,
    /// Columns on a screen.
    per: usize,
    columns: Vec<Upright>,
    /// First column on the screen, the rightmost.
    top: usize,
}

impl Scroll {
    fn set(id: ArticleId, article: &Article, breaks: &[Breaks], measure: VerticalMeasure, per: usize) -> Self {
        let mut columns: Vec<Upright> = Vec::new();
        for (part, breaks) in article.parts.iter().zip(breaks) {
            let heads = part.field < Field::Lead;
            let white = match columns.last().and_then(|above| above.field) {
                Some(above) => (above < Field::Lead && !heads) || (part.field == Field::Caption && above != Field::Caption),
                None => false,
            };
            if white {
                let span = Span { start: part.span.start, end: part.span.start };
                let column = Column { span, glyphs: Vec::new() };
                columns.push(Upright { field: None, column, opens: false, down: 0 });
            }
            let indent = if matches!(part.field, Field::Headline | Field::Byline | Field::Subhead) { 0 } else { INDENT };
            let indent = if measure.height >= 12 { indent } else { 0 };
            let text = part.span.of(&article.text);
            let set = vertical::set(text, breaks, VerticalMeasure { indent, ..measure });
            let alone = set.len() == 1;
            for (n, mut column) in set.into_iter().enumerate() {
                let moved = |span: Span| Span { start: span.start + part.span.start, end: span.end + part.span.start };
                column.span = moved(column.span);
                for glyph in &mut column.glyphs {
                    glyph.span = moved(glyph.span);
                }
                let used = column.glyphs.last().map_or(0, |glyph| glyph.y + 1);
                let down = if part.field == Field::Byline && alone { measure.height.saturating_sub(used) } else { 0 };
                columns.push(Upright { field: Some(part.field), column, opens: n == 0, down });
            }
        }
        Self { id, measure, per, columns, top: 0 }
    }

    /// The column that holds a text offset.
    fn column_of(&self, offset: u32) -> usize {
        let mut at = self.columns.partition_point(|c| c.column.span.start <= offset).saturating_sub(1);
        while at > 0 && self.columns.get(at).is_some_and(|c| c.field.is_none()) {
            at -= 1;
        }
        at
    }

    fn offset_of(&self, column: usize) -> u32 {
        self.columns.get(column).map_or(0, |column| column.column.span.start)
    }

    fn last_top(&self) -> usize {
        self.columns.len().saturating_sub(self.per)
    }

    /// The columns on the screen with the cell each begins at, right to left, in a pane.
    pub fn shown(&self, pane: Pane) -> impl Iterator<Item = (u16, &Upright)> + '_ {
        let right = pane.x + pane.width;
        let cells = (0..).map_while(move |n: u16| right.checked_sub(2 + n * PITCH).filter(|x| *x >= pane.x));
        cells.zip(self.columns.iter().skip(self.top).take(self.per))
    }
}

impl App {
    /// The open article in vertical type, while it is on the screen.
    pub fn scroll(&self) -> Option<&Scroll> {
        self.scroll.as_ref()
    }

    /// Sets the article again where it, the size or the arrangement ask for it; what stood first on the screen stays first.
    pub(super) fn relay_scroll(&mut self) {
        let pane = self.geometry().reader.filter(|_| self.arrangement == Arrangement::Vertical);
        let (Some(pane), Some(id), Some(article)) = (pane, self.article, self.article().cloned()) else {
            self.scroll = None;
            return;
        };
        // A row for the mark that hangs, and one of white above the status line.
        let height = pane.height.saturating_sub(2).max(1);
        let plain = self.display.ascii || !self.settings.config.vertical_forms;
        let forms = if plain { Forms::Horizontal } else { Forms::Vertical };
        let measure = VerticalMeasure { height, indent: 0, hang: 1, forms };
        let per = usize::from((pane.width + 2) / PITCH).max(1);
        if self.scroll.as_ref().is_some_and(|s| s.id == id && s.measure == measure && s.per == per) {
            return;
        }
        // The page set horizontally has looked at the text already.
        let Some(sheet) = self.sheet.as_ref().filter(|sheet| sheet.id == id) else { return };
        let mut scroll = Scroll::set(id, &article, sheet.breaks(), measure, per);
        scroll.top = if self.anchor == 0 { 0 } else { scroll.column_of(self.anchor) };
        self.scroll = Some(scroll);
    }

    /// Turns so that a place of the open article is on the screen, a third from the right, if it is not. Gives whether vertical
    /// type is on the screen at all.
    pub(super) fn follow_in_scroll(&mut self, offset: u32) -> bool {
        let Some(scroll) = &self.scroll else { return false };
        let at = scroll.column_of(offset);
        if at < scroll.top || at >= scroll.top + scroll.per {
            self.turn_scroll_to(at.saturating_sub(scroll.per / 3));
        }
        true
    }

    /// The column that stood first on the screen stands there again.
    pub(super) fn stand_in_scroll(&mut self, column: usize) {
        if let Some(scroll) = &mut self.scroll {
            scroll.top = column.min(scroll.columns.len().saturating_sub(1));
        }
    }

    fn turn_scroll_to(&mut self, column: usize) {
        let Some(scroll) = &mut self.scroll else { return };
        scroll.top = column.min(scroll.last_top().max(scroll.top.min(column)));
        self.anchor = if scroll.top == 0 { 0 } else { scroll.offset_of(scroll.top) };
    }

    /// One of the movements of the reader, in vertical type: on is to the left.
    pub(super) fn move_scroll(&mut self, action: Action) {
        let Some(scroll) = &self.scroll else { return };
        let (top, per) = (scroll.top, scroll.per);
        let opens = |at: &usize| scroll.columns.get(*at).is_some_and(|column| column.opens);
        let to = match action {
            Action::PageDown if top >= scroll.last_top() => return self.turn_article(Way::On),
            // One column of overlap, so that the eye finds its place.
            Action::PageDown => top + per.saturating_sub(1).max(1),
            Action::PageUp => top.saturating_sub(per.saturating_sub(1).max(1)),
            Action::LineDown | Action::Open => top + 1,
            Action::LineUp => top.saturating_sub(1),
            Action::HalfDown => top + (per / 2).max(1),
            Action::HalfUp => top.saturating_sub((per / 2).max(1)),
            Action::Top => 0,
            Action::Bottom => usize::MAX,
            Action::ParaNext => (top + 1..scroll.columns.len()).find(opens).unwrap_or(top),
            Action::ParaPrev => (0..top).rev().find(opens).unwrap_or(0),
            _ => return,
        };
        self.turn_scroll_to(to);
    }

    /// First column on the screen, the column after the last, and how many there are, while vertical type is on the screen.
    pub(super) fn scroll_extent(&self) -> Option<(usize, usize, usize)> {
        let scroll = self.scroll.as_ref()?;
        let all = scroll.columns.len();
        Some((scroll.top, (scroll.top + scroll.per).min(all), all))
    }

    /// In vertical type the arrows and `h` `l` move by the eye: left is on, right is back.
    pub(super) fn by_the_eye(&self, key: Key) -> Option<Action> {
        self.scroll.as_ref()?;
        match self.action_of(key) {
            Some(Action::Fold) => Some(Action::LineDown),
            Some(Action::Open) if key != Key::Enter => Some(Action::LineUp),
            _ => None,
        }
    }
}
