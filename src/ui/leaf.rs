//! Pages over everything: help and actions by name. The source page, the problems, the overview and the bookmarks have files of their own.

use super::canvas::Canvas;
use super::status;
use super::theme::Role;
use crate::app::action::Entry;
use crate::app::geometry::Geometry;
use crate::app::hints::{HelpRow, help_columns};
use crate::app::mnemonic::mnemonic;
use crate::app::words::{Lang, number};
use crate::app::{App, Caret, Leaf, LeafKind};

/// Keys of an action that have room in its row.
const SHOWN: usize = 3;

pub(super) fn draw(app: &App, g: &Geometry, canvas: &mut Canvas<'_>) -> Caret {
    let Some(leaf) = app.leaf() else { return Caret::Away };
    let rows = app.leaf_rows();
    let caret = match leaf.kind() {
        LeafKind::Help if leaf.scrolls() => help(app, leaf, rows, canvas),
        LeafKind::Help | LeafKind::Palette => list(app, leaf, rows, canvas),
        LeafKind::Source => super::source::draw(app, leaf, g, rows, canvas),
        LeafKind::Problems => super::problems::draw(app, leaf, canvas),
        LeafKind::Overview => super::overview::draw(app, g, canvas),
        LeafKind::Marks => super::marks::draw(app, leaf, g, canvas),
    };
    let caret = if app.note().is_some() { super::note::draw(app, g, canvas) } else { caret };
    if g.height >= 3 {
        let row = g.height - 1;
        let hints = app.hints();
        let left = match app.notice() {
            Some(notice) => notice.text(app.lang(), app.keys()),
            None => left(app, leaf),
        };
        let edge = canvas.edge();
        let used = canvas.cells(&left);
        let kept = status::fitting(&hints, edge.saturating_sub(used + 3), canvas);
        let start = match &kept[..] {
            // Where there is no room for the words the key alone says how to get out.
            [only] if canvas.cells(&only.keys) + 1 + canvas.cells(&only.words) > edge => {
                canvas.put_right(edge, row, &only.keys, Role::Key)
            }
            _ => status::put_hints(&kept, edge, row, canvas),
        };
        if start > 5 {
            let role = if app.notice().is_some() { Role::Notice } else { Role::Meta };
            canvas.put_clipped(1, row, &left, start - 3, role);
        }
    }
    caret
}

fn left(app: &App, leaf: &Leaf) -> String {
    let lang = app.lang();
    match leaf.kind() {
        LeafKind::Help | LeafKind::Palette => {
            let n: usize = app.entries(leaf).len();
            let mut said = lang.pick(format!("共 {n} 项"), format!("{n} actions"));
            // What the key of the selected one stands for.
            let entry = app.entries(leaf).get(leaf.cursor()).copied().filter(|_| !leaf.scrolls() && leaf.explained() == 0);
            if let Some((key, memo)) = entry.and_then(|entry| mnemonic(entry, lang)) {
                said += &lang.pick(format!("  {key} {memo}"), format!("  {key} as in {memo}"));
            }
            // With the mouse reported, the terminal's own selecting needs another key.
            let shift = lang.pick("  Shift 拖动可选字", "  Shift-drag selects text");
            if app.display().mouse { said + shift } else { said }
        }
        LeafKind::Source => super::source::said(app, leaf),
        LeafKind::Overview => super::overview::said(app),
        LeafKind::Marks => match app.mark_rows().len() {
            0 => String::new(),
            all => format!("{}/{}", number(leaf.cursor() as u64 + 1), number(all as u64)),
        },
        LeafKind::Problems => {
            let all = app.corpus().problems().len() + leaf.doubtful().len();
            if all == 0 { String::new() } else { format!("{}/{}", number(leaf.cursor() as u64 + 1), number(all as u64)) }
        }
    }
}

pub(super) fn title(app: &App, zh: &str, en: &str, leaf: &Leaf, canvas: &mut Canvas<'_>) -> Caret {
    canvas.put(1, 0, app.lang().pick(zh, en), Role::Masthead);
    if leaf.filtering() || !leaf.filter().text().is_empty() {
        let start = 2 + canvas.cells(app.lang().pick(zh, en)) + 2;
        let mark = if leaf.runs() { ":" } else { "/" };
        let x = canvas.put(start, 0, mark, Role::Key);
        canvas.put(x, 0, leaf.filter().text(), Role::Query);
        if leaf.filtering() {
            let at = x + canvas.cells(leaf.filter().before_cursor());
            return Caret::Typing { x: at.min(canvas.edge().saturating_sub(1)), y: 0 };
        }
    }
    Caret::Away
}

/// One entry: keys, what it does, its name — as wide as there is room.
fn entry_row(app: &App, entry: &Entry, x: u16, y: u16, end: u16, role: Role, canvas: &mut Canvas<'_>) {
    let lang = app.lang();
    let keys = if role == Role::Text { Role::Key } else { role };
    canvas.put_until(x, y, &app.keys().names(entry, lang, SHOWN), keys, end.min(x + 16));
    canvas.put_until(x + 16, y, entry.doc(lang), role, end.min(x + 35));
    if end >= x + 45 {
        canvas.put_until(x + 35, y, entry.name, if role == Role::Text { Role::Meta } else { role }, end);
    }
}

fn help(app: &App, leaf: &Leaf, rows: usize, canvas: &mut Canvas<'_>) -> Caret {
    let caret = title(app, "按键说明", "Keys", leaf, canvas);
    let lang = app.lang();
    if canvas.columns() >= 30 {
        let edge = canvas.edge();
        let key = app.keys().said("{/}", lang);
        let x = canvas.put_right(edge, 0, &format!("{key} {}", lang.pick("筛选", "filter")), Role::Text);
        canvas.put(x, 0, &key, Role::Key);
    }
    let columns = help_columns(&app.entries(leaf), canvas.columns());
    let wide = columns.len() > 1;
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let top = leaf.top().min(longest.saturating_sub(rows));
    for (i, column) in columns.iter().enumerate() {
        let x = 1 + if wide { i as u16 * 49 } else { 0 };
        let end = if wide && i == 0 { 49 } else { canvas.edge() };
        for (y, row) in (2..).zip(column.iter().skip(top).take(rows)) {
            match row {
                HelpRow::Title(category) => _ = canvas.put_until(x, y, category.title(lang), Role::Section, end),
                HelpRow::Entry(entry) => entry_row(app, entry, x + 2, y, end, Role::Text, canvas),
            }
        }
    }
    caret
}

/// What there is to say of an action besides its row: all its keys, what they stand for, and how other keys are given to it.
/// Rows from `below` on belong to others.
fn explanation(app: &App, entry: &Entry, y: u16, below: u16, canvas: &mut Canvas<'_>) {
    let lang = app.lang();
    let room = canvas.edge().saturating_sub(5);
    // In the other language; the row above has it in this one.
    let mut said = vec![entry.doc(lang.other()).to_owned()];
    if let (Some((key, zh)), Some((_, en))) = (mnemonic(entry, Lang::Zh), mnemonic(entry, Lang::En)) {
        said.push(format!("{key} = {zh}, {en}"));
    }
    let keys = app.keys().names(entry, lang, usize::MAX);
    if keys != app.keys().names(entry, lang, SHOWN) {
        said.push(keys);
    }
    if y < below {
        canvas.put_clipped(5, y, &said.join("   "), room, Role::Meta);
    }
    if let Some(line) = app.keys().line(entry).filter(|_| y + 1 < below) {
        canvas.put_clipped(5, y + 1, &format!("keys.toml: {line}"), room, Role::Meta);
    }
}

fn list(app: &App, leaf: &Leaf, rows: usize, canvas: &mut Canvas<'_>) -> Caret {
    let (zh, en) = if leaf.runs() { ("按名字找功能", "Actions") } else { ("按键说明", "Keys") };
    let mut caret = title(app, zh, en, leaf, canvas);
    let entries = app.entries(leaf);
    let mut y = 2;
    for (i, entry) in entries.iter().enumerate().skip(leaf.top()).take(rows.saturating_sub(leaf.explained()).max(1)) {
        let selected = i == leaf.cursor();
        let role = if selected { Role::Cursor } else { Role::Text };
        let end = canvas.edge();
        if selected {
            canvas.put(1, y, ">", role);
            if caret == Caret::Away {
                caret = Caret::Parked { x: 1, y };
            }
            let row = " ".repeat(usize::from(end.saturating_sub(2)));
            canvas.put(2, y, &row, role);
        }
        entry_row(app, entry, 3, y, end, role, canvas);
        y += 1;
        if selected && leaf.explained() > 0 {
            explanation(app, entry, y, 2 + rows as u16, canvas);
            y += leaf.explained() as u16;
        }
    }
    if entries.is_empty() {
        canvas.put(1, 2, app.lang().pick("没有这样的功能。", "No such action."), Role::Text);
    }
    caret
}
