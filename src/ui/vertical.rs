//! 竖排: columns of characters from right to left, every square two cells wide.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::App;
use crate::app::geometry::{Geometry, Pane};
use crate::app::vertical::Scroll;
use crate::corpus::Field;
use crate::typeset::Shown;

pub(super) fn draw(app: &App, scroll: &Scroll, pane: Pane, canvas: &mut Canvas<'_>) {
    let Some(article) = app.article() else { return };
    let (hits, now) = super::page::hits_of(app);
    let text = super::page::Page::new(article, &hits, now, &[]);
    let marks = app.article_id().map(|id| app.marks_in(id)).unwrap_or_default();
    for (x, upright) in scroll.shown(pane) {
        let Some(field) = upright.field else { continue };
        let plain = super::page::role_of(field);
        for glyph in &upright.column.glyphs {
            let y = pane.y + upright.down + glyph.y;
            if y >= pane.y + pane.height {
                break;
            }
            let mut buffer = [0; 4];
            let shown = match glyph.shown {
                Shown::Source => glyph.span.of(&article.text),
                Shown::Instead(c) => c.encode_utf8(&mut buffer),
            };
            // A letter that has no full-width form still takes a square, for the highlight's sake.
            let role = text.role(glyph.span, plain);
            let cells = canvas.cells(shown);
            if shown.is_ascii() {
                // Two figures upright in one square are two glyphs of a cell each.
                let end = x + cells;
                canvas.put_until(x, y, shown, role, end);
            } else {
                canvas.put_glyph(x, y, shown, cells, role);
            }
            if cells == 1 && matches!(role, Role::Hit | Role::HitNow) {
                canvas.paint(x + 1, y, 1, role);
            }
        }
        let doubtful = article.doubts.iter().any(|doubt| field >= Field::Lead && upright.column.span.contains(doubt.offset));
        if doubtful {
            // On the left: right of the first column is the edge of the screen.
            canvas.put(x - 1, pane.y, "?", Role::Doubt);
        }
        // Beside the character, where emphasis marks stand in vertical type; the first column on the screen has no white on its right.
        let marked = |glyph: &&crate::typeset::vertical::VerticalGlyph| marks.iter().any(|at| glyph.span.contains(*at));
        if let Some(glyph) = upright.column.glyphs.iter().find(marked) {
            let y = pane.y + upright.down + glyph.y + u16::from(doubtful && upright.down + glyph.y == 0);
            let x = if x + 2 < canvas.edge() { x + 2 } else { x - 1 };
            canvas.put(x, y, super::page::MARK, Role::Note);
        }
    }
}

/// The head line: city, day and section; how the page is read.
pub(super) fn head(app: &App, g: &Geometry, row: u16, canvas: &mut Canvas<'_>) {
    let Some(article) = app.article() else { return };
    let kept = app.finder().filter(|finder| !finder.query().is_empty());
    let said = kept.map_or_else(
        || app.lang().pick("竖排  自右至左", "vertical, right to left").to_owned(),
        |finder| super::head::kept(app, finder.query().typed()),
    );
    let edge = canvas.edge();
    let wanted = canvas.cells(&said);
    let stop = if g.width >= 60 { canvas.put_right(edge.min(g.width - 2), row, &said, Role::Meta) } else { edge };
    let line = match &article.section {
        Some(section) => format!("{}  {section}", super::head::place(app)),
        None => super::head::place(app),
    };
    let room = stop.saturating_sub(if wanted > 0 { 3 } else { 1 });
    canvas.put_clipped(1, row, &line, room, Role::Section);
}
