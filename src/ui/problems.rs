//! The list of problems: files that could not be read and why, then doubts with how sure the importer is.

use super::canvas::Canvas;
use super::leaf::title;
use super::theme::Role;
use crate::app::words::{number, tenths};
use crate::app::{App, Caret, Leaf, ProblemRow};

/// Where items are indented to, under their heading.
const INDENT: u16 = 3;

/// Names of files that are measured for a common column.
const LOOKED_AT: usize = 200;

/// What is written of an item.
struct Item {
    /// The file, or the headline.
    what: String,
    is_file: bool,
    /// The cause, or the doubt.
    why: String,
    /// What was done or is to be done, or how sure it is.
    last: String,
}

fn item(app: &App, leaf: &Leaf, at: usize) -> Option<Item> {
    let lang = app.lang();
    let unread = app.corpus().problems();
    if let Some(problem) = unread.get(at) {
        let last = lang.pick(&problem.remedy, &problem.remedy_en).clone();
        return Some(Item {
            what: problem.place.clone(),
            is_file: true,
            why: lang.pick(&problem.cause, &problem.cause_en).clone(),
            last,
        });
    }
    let (id, doubt) = *leaf.doubtful().get(at - unread.len())?;
    let article = app.corpus().article(id)?;
    let doubt = article.doubts.get(doubt)?;
    let last = tenths(doubt.tenths, lang);
    Some(Item { what: article.title(), is_file: false, why: lang.pick(&doubt.what, &doubt.what_en).clone(), last })
}

pub(super) fn draw(app: &App, leaf: &Leaf, canvas: &mut Canvas<'_>) -> Caret {
    let lang = app.lang();
    let caret = title(app, "存疑与问题", "Problems", leaf, canvas);
    let (files, doubts) = (app.corpus().problems().len(), leaf.doubtful().len());
    let edge = canvas.edge();
    let after = 1 + canvas.cells(lang.pick("存疑与问题", "Problems")) + 2;
    let (bad, unsure) = (number(files as u64), number(doubts as u64));
    let all = lang.pick(format!("读不了 {bad} 份  存疑 {unsure} 处"), format!("{bad} not read  {unsure} in doubt"));
    let short = format!("{bad} + {unsure}");
    if let Some(said) = [all, short].iter().find(|said| after + canvas.cells(said) <= edge) {
        canvas.put_right(edge, 0, said, Role::Meta);
    }
    if files + doubts == 0 {
        canvas.put(1, 2, lang.pick("没有存疑的地方", "Nothing in doubt"), Role::Text);
        return caret;
    }
    let mut parked = Caret::Away;
    // Headlines are long, names of files mostly short: what is wrong with them stands nearer to them.
    let half = (edge / 2).saturating_sub(4);
    let widest = app.corpus().problems().iter().take(LOOKED_AT).map(|problem| canvas.cells(&problem.place)).max().unwrap_or(0);
    let names = widest.clamp(10, half.max(10));
    let top = if canvas.rows() <= 3 { 1 } else { 2 };
    for (y, row) in (top..).zip(app.problem_rows(leaf)) {
        match row {
            ProblemRow::Unread => _ = canvas.put(1, y, lang.pick("读不了", "Not read"), Role::Error),
            ProblemRow::Doubts => {
                let x = canvas.put(1, y, lang.pick("存疑", "In doubt"), Role::Section);
                let sure = lang.pick("把握", "sure");
                if x + 2 + canvas.cells(sure) <= edge {
                    canvas.put_right(edge, y, sure, Role::Meta);
                }
            }
            ProblemRow::Gap => {}
            ProblemRow::Item(at) => {
                let role = if at == leaf.cursor() { Role::Cursor } else { Role::Text };
                if at == leaf.cursor() {
                    canvas.put(1, y, ">", role);
                    canvas.put(2, y, &" ".repeat(usize::from(edge.saturating_sub(2))), role);
                    parked = Caret::Parked { x: 1, y };
                }
                if let Some(item) = item(app, leaf, at) {
                    match app.geometry().width {
                        ..60 => narrow(&item, y, role, canvas),
                        _ => wide(&item, if item.is_file { names } else { half }, y, role, canvas),
                    }
                }
            }
            ProblemRow::Why(at) => {
                if let Some(item) = item(app, leaf, at) {
                    let why = if item.is_file { format!("{}  {}", item.why, item.last) } else { item.why };
                    canvas.put_clipped(INDENT + 2, y, &why, edge.saturating_sub(INDENT + 2), Role::Meta);
                }
            }
            ProblemRow::More { files, doubts } => {
                let (more, unsure) = (number(files as u64), number(doubts as u64));
                let said = match (files, doubts) {
                    (0, _) => lang.pick(format!("还有 {unsure} 处"), format!("{unsure} more")),
                    (_, 0) => lang.pick(format!("还有 {more} 份"), format!("{more} more")),
                    _ => lang.pick(format!("还有 {more} 份，存疑 {unsure} 处"), format!("{more} more, {unsure} in doubt")),
                };
                let fits = INDENT + canvas.cells(&said) <= edge;
                let all = number((files + doubts) as u64);
                let short = lang.pick(format!("还有 {all} 处"), format!("{all} more"));
                canvas.put(INDENT, y, if fits { &said } else { &short }, Role::Meta);
            }
        }
    }
    if caret == Caret::Away { parked } else { caret }
}

/// An item in one row: what, in `room` cells, why, and at the right what came of it.
fn wide(item: &Item, room: u16, y: u16, role: Role, canvas: &mut Canvas<'_>) {
    let edge = canvas.edge();
    put_what(item, room, y, role, canvas);
    let why = INDENT + room + 2;
    let stop = canvas.put_right(edge, y, &item.last, role).saturating_sub(2);
    canvas.put_clipped(why, y, &item.why, stop.saturating_sub(why), role);
}

/// Of a path that is too long the end is what tells it from others.
fn put_what(item: &Item, room: u16, y: u16, role: Role, canvas: &mut Canvas<'_>) {
    if !item.is_file || canvas.cells(&item.what) <= room {
        canvas.put_clipped(INDENT, y, &item.what, room, role);
        return;
    }
    let mut from = item.what.len();
    for (at, c) in item.what.char_indices().rev() {
        if 2 + canvas.cells(item.what.get(at..).unwrap_or_default()) > room {
            break;
        }
        from = if c.is_control() { from } else { at };
    }
    let x = canvas.put(INDENT, y, "..", role);
    canvas.put_until(x, y, item.what.get(from..).unwrap_or_default(), role, INDENT + room);
}

/// The first row of two: what, and how sure; the second says why.
fn narrow(item: &Item, y: u16, role: Role, canvas: &mut Canvas<'_>) {
    let edge = canvas.edge();
    let stop = if item.is_file { edge } else { canvas.put_right(edge, y, &item.last, role).saturating_sub(2) };
    put_what(item, stop.saturating_sub(INDENT), y, role, canvas);
}
