//! The article: the rows of its galley, glyph by glyph where the typesetter put them, with the hits of a search.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::App;
use crate::app::geometry::Pane;
use crate::app::reader::Row;
use crate::corpus::{Article, Field};
use crate::text::Span;
use crate::typeset::Shown;

pub(super) fn draw(app: &App, pane: Pane, canvas: &mut Canvas<'_>) {
    let (Some(sheet), Some(article)) = (app.sheet(), app.article()) else { return };
    let (hits, now) = hits_of(app);
    let marks = app.article_id().map(|id| app.marks_in(id)).unwrap_or_default();
    let article_page = Page { article, hits: &hits, now, marks: &marks };
    let glimpse = app.glimpse();
    for (y, (at, row)) in (pane.y..pane.y + pane.height).zip(sheet.rows.iter().enumerate().skip(app.top_row())) {
        if glimpse.as_ref().is_none_or(|shown| shown.binary_search(&at).is_ok()) {
            article_page.row(row, pane, y, canvas);
        }
    }
}

/// Places of the search in the open article, and the one the reader stands on.
pub(super) fn hits_of(app: &App) -> (Vec<Span>, Option<Span>) {
    let hits = app.finder().map(|f| f.matches().iter().map(|m| m.span).collect()).unwrap_or_default();
    (hits, app.finder().and_then(|f| f.present()).map(|m| m.span))
}

/// What a part of an article looks like where nothing was found in it.
pub(super) fn role_of(field: Field) -> Role {
    match field {
        Field::Headline | Field::Subhead => Role::Headline,
        Field::Kicker => Role::Kicker,
        Field::Deck => Role::Deck,
        Field::Byline => Role::Meta,
        Field::Caption => Role::Caption,
        _ => Role::Text,
    }
}

pub(super) struct Page<'a> {
    article: &'a Article,
    hits: &'a [Span],
    now: Option<Span>,
    marks: &'a [u32],
}

/// A bookmark in the margin.
pub(super) const MARK: &str = "*";

impl<'a> Page<'a> {
    /// An article with the places a search found in it, the one the reader stands on, and the places that are marked.
    pub(super) fn new(article: &'a Article, hits: &'a [Span], now: Option<Span>, marks: &'a [u32]) -> Self {
        Self { article, hits, now, marks }
    }

    /// The marked places in a row; a row ends where the next one begins, the blanks and marks between them included.
    fn is_marked(&self, row: &Row) -> bool {
        let Span { start, end } = row.line.span;
        self.marks.iter().any(|at| (start..end.max(start + 1)).contains(at))
    }

    pub(super) fn row(&self, row: &Row, pane: Pane, y: u16, canvas: &mut Canvas<'_>) {
        let Some(field) = row.field else { return };
        let plain = role_of(field);
        let doubtful = |doubt: &crate::corpus::Doubt| row.line.span.contains(doubt.offset);
        let doubtful = pane.x >= 2 && self.article.doubts.iter().any(doubtful);
        if doubtful {
            canvas.put(pane.x - 2, y, "?", Role::Doubt);
        }
        if self.is_marked(row) {
            // Where there is no margin on the left there is a cell on the right that no text reaches.
            let x = match pane.x {
                0 => canvas.edge().saturating_sub(1).max(pane.width),
                1 => 0,
                x if doubtful => x - 1,
                x => x - 2,
            };
            canvas.put(x, y, MARK, Role::Note);
        }
        canvas.put(pane.x, y, row.label, plain);
        let left = pane.x + row.inset;
        let mut end = left;
        let mut last: Option<(Role, u16)> = None;
        for glyph in &row.line.glyphs {
            let role = self.role(glyph.span, plain);
            let x = left + glyph.x;
            let mut buffer = [0; 4];
            let shown = match glyph.shown {
                Shown::Source => glyph.span.of(&self.article.text),
                Shown::Instead(c) => c.encode_utf8(&mut buffer),
            };
            // The white inside a hit belongs to it.
            if let Some((before, from)) = last
                && before == role
                && matches!(role, Role::Hit | Role::HitNow)
                && from < x
            {
                canvas.paint(from, y, x - from, role);
            }
            canvas.put_glyph(x, y, shown, u16::from(glyph.cells), role);
            end = x + u16::from(glyph.cells);
            last = Some((role, end));
        }
        if !row.tail.is_empty() {
            canvas.put_until(end, y, row.tail, if row.tail == ".." { plain } else { Role::Doubt }, canvas.edge());
        }
    }

    pub(super) fn role(&self, glyph: Span, plain: Role) -> Role {
        if self.now.is_some_and(|now| now.overlaps(glyph)) {
            return Role::HitNow;
        }
        let at = self.hits.partition_point(|hit| hit.end <= glyph.start);
        match self.hits.get(at) {
            Some(hit) if hit.overlaps(glyph) => Role::Hit,
            _ => plain,
        }
    }
}
