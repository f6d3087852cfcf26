//! 书签与批注: the headline of each marked article with its city and day, below it the clause that is marked, below that the note.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::geometry::Geometry;
use crate::app::mark_list::{MarkPage, MarkRow};
use crate::app::words::number;
use crate::app::{App, Caret, Fit, Leaf};

pub(super) fn draw(app: &App, leaf: &Leaf, g: &Geometry, canvas: &mut Canvas<'_>) -> Caret {
    let lang = app.lang();
    let mut caret = super::leaf::title(app, "书签与批注", "Marks and notes", leaf, canvas);
    let filtered = leaf.filtering() || !leaf.filter().text().is_empty();
    let kept = leaf.marks().iter().filter(|row| !row.off).count();
    if canvas.columns() >= 30 && !filtered && kept > 0 {
        let n = number(kept as u64);
        let said = match n.as_str() {
            "1" => lang.pick("1 处".to_owned(), "1 mark".to_owned()),
            _ => lang.pick(format!("{n} 处"), format!("{n} marks")),
        };
        canvas.put_right(canvas.edge(), 0, &said, Role::Meta);
    }
    let page = MarkPage::of(g);
    let end = page.top + page.rows;
    let rows = app.mark_rows();
    if rows.is_empty() {
        let said = if filtered {
            lang.pick("没有这样的书签。", "No such mark.")
        } else {
            lang.pick("还没有书签。读到想留下的地方，按 {m}。", "No bookmarks yet. Press {m} where you want to return.")
        };
        sentence(&app.keys().said(said, app.lang()), page.top, end, canvas);
        return caret;
    }
    let mut y = page.top;
    for (i, row) in rows.iter().enumerate().skip(leaf.top()) {
        if y >= end {
            break;
        }
        if i == leaf.cursor() && caret == Caret::Away {
            caret = Caret::Parked { x: u16::from(g.width >= 20), y };
        }
        draw_row(app, row, i == leaf.cursor(), page, y, end, canvas);
        y += page.lines(row) + page.gap();
    }
    caret
}

/// A sentence in the place of the list, in as many rows as it takes.
fn sentence(text: &str, top: u16, end: u16, canvas: &mut Canvas<'_>) {
    let start = u16::from(canvas.columns() >= 20);
    let mut rest = text;
    for y in top..end {
        let room = canvas.edge().saturating_sub(start);
        let mut cut = rest.len();
        while canvas.cells(rest.get(..cut).unwrap_or("")) > room {
            cut = rest.get(..cut).and_then(|text| text.char_indices().next_back()).map_or(0, |(at, _)| at);
        }
        // English is broken between words.
        if cut < rest.len()
            && let Some(blank) = rest.get(..cut).and_then(|text| text.rfind(' ')).filter(|blank| *blank > 0)
        {
            cut = blank + 1;
        }
        let (line, after) = rest.split_at_checked(cut).unwrap_or((rest, ""));
        canvas.put(start, y, line.trim_end(), Role::Text);
        rest = after;
        if rest.is_empty() || cut == 0 {
            break;
        }
    }
}

fn draw_row(app: &App, row: &MarkRow, selected: bool, page: MarkPage, y: u16, end: u16, canvas: &mut Canvas<'_>) {
    let lang = app.lang();
    let edge = canvas.edge();
    let mark = &row.mark;
    let narrow = canvas.columns() < 20;
    let (start, inset) = if narrow { (0, 0) } else { (3, 5) };
    let role = if selected { Role::Cursor } else { Role::Text };
    if selected && !narrow {
        canvas.put(1, y, "> ", role);
    }
    let city = mark.city.as_deref().unwrap_or("");
    let place = match canvas.columns() {
        60.. => format!("{city} {}", mark.date),
        30..60 => city.to_owned(),
        _ => String::new(),
    };
    let place = place.trim();
    let stop = if place.is_empty() { edge } else { canvas.put_right(edge, y, place, Role::Meta).saturating_sub(2) };
    canvas.put_clipped(start, y, &mark.title, stop.saturating_sub(start), role);
    if page.labels && y + 1 < end {
        let said = match (row.off, row.found) {
            (true, _) => Some(lang.pick("已取下", "removed")),
            (_, None) => Some(lang.pick("原文不在这里", "its page is not here")),
            (_, Some(found)) if found.fit == Fit::Changed => Some(lang.pick("原文变了", "the text has changed")),
            _ => None,
        };
        let room = said.map_or(edge, |said| edge.saturating_sub(canvas.cells(said) + 2));
        let after = canvas.put_clipped(inset, y + 1, &mark.text, room.saturating_sub(inset), Role::Meta);
        if let Some(said) = said {
            canvas.put_until(after + 2, y + 1, said, Role::Doubt, edge);
        }
    }
    if page.notes && !mark.note.is_empty() && y + 2 < end {
        let x = canvas.put(inset, y + 2, lang.pick("批注: ", "note: "), Role::Meta);
        canvas.put_clipped(x, y + 2, &mark.note, edge.saturating_sub(x), Role::Text);
    }
}
