//! The line for a note, in the top row as the search line is; and typed text in a row that is too short for it.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::geometry::Geometry;
use crate::app::{App, Caret, LineEdit};

/// Draws a typed line from a cell to the edge, from where its cursor can be seen. Gives the column after it, and the cursor.
pub(super) fn typed(line: &LineEdit, x: u16, y: u16, canvas: &mut Canvas<'_>) -> (u16, Caret) {
    let edge = canvas.edge();
    let room = edge.saturating_sub(x + 1);
    let mut before = line.before_cursor();
    while canvas.cells(before) > room {
        let mut rest = before.chars();
        rest.next();
        before = rest.as_str();
    }
    let shown = line.text().get(line.before_cursor().len() - before.len()..).unwrap_or("");
    let end = canvas.put_until(x, y, shown, Role::Query, edge);
    (end, Caret::Typing { x: (x + canvas.cells(before)).min(edge.saturating_sub(1)), y })
}

pub(super) fn draw(app: &App, g: &Geometry, canvas: &mut Canvas<'_>) -> Caret {
    let Some(note) = app.note() else { return Caret::Away };
    let row = g.head.unwrap_or(0);
    canvas.put(0, row, &" ".repeat(usize::from(canvas.edge())), Role::Text);
    let start = u16::from(g.width >= 20);
    let label = if g.width >= 20 { app.lang().pick("批注: ", "note: ") } else { "" };
    let x = canvas.put(start, row, label, Role::Key);
    typed(&note.line, x, row, canvas).1
}
