//! The search line, the row under it, and what stands in the tree's place when nothing is found.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::geometry::Geometry;
use crate::app::words::{Lang, number};
use crate::app::{App, Caret};

pub(super) fn draw(app: &App, g: &Geometry, canvas: &mut Canvas<'_>) -> Caret {
    let Some(finder) = app.finder() else { return Caret::Away };
    let lang = app.lang();
    let row = g.head.unwrap_or(0);
    let edge = canvas.edge();
    if g.head.is_none() {
        canvas.put(0, row, &" ".repeat(usize::from(edge)), Role::Text);
    }
    let start = u16::from(g.width >= 20);
    let found = match finder.results() {
        _ if finder.at_most().is_some() => {
            let most = number(finder.at_most().unwrap_or_default());
            lang.pick(format!("至多 {most} 篇"), format!("at most {most} articles"))
        }
        None => {
            let all = number(app.corpus().len() as u64);
            lang.pick(format!("{all} 篇"), format!("{all} articles"))
        }
        Some(results) => {
            let more = finder.and_more();
            let (articles, places) = (number(results.hits.len() as u64) + more, number(results.places) + more);
            match lang {
                Lang::Zh if results.hits.is_empty() => format!("{articles} 篇"),
                Lang::Zh => format!("{articles} 篇  {places} 处"),
                Lang::En if results.hits.is_empty() => format!("{articles} articles"),
                Lang::En => format!("{articles} articles  {places} places"),
            }
        }
    };
    let typed = finder.line().text();
    let text = start + 1;
    let wanted = text + canvas.cells(typed) + 2 + canvas.cells(&found);
    let stop = if wanted <= edge { canvas.put_right(edge, row, &found, Role::Meta).saturating_sub(2) } else { edge };
    canvas.put(start, row, "/", Role::Key);
    // A long line is shown from where the cursor can be seen.
    let room = stop.saturating_sub(text + 1);
    let mut before = finder.line().before_cursor();
    while canvas.cells(before) > room {
        let mut rest = before.chars();
        rest.next();
        before = rest.as_str();
    }
    let shown = typed.get(finder.line().before_cursor().len() - before.len()..).unwrap_or("");
    let role = if finder.line().is_chosen() { Role::Cursor } else { Role::Query };
    canvas.put_until(text, row, shown, role, stop);
    if g.height >= 10 && typed.is_empty() && app.knows_search() {
        // The row stays blank.
    } else if g.height >= 10 && typed.is_empty() {
        let zh = "空格隔开的词都要有   -词 不要   \"原样\"   city: 城   date: 日   title: 题   author: 作者";
        let en = "words: all of them   -not this   \"as it stands\"   city:   date:   title:   author:";
        canvas.put_until(1, row + 1, lang.pick(zh, en), Role::Hint, edge);
    } else if g.height >= 10 {
        super::candidates::row(app, finder.aid(), row + 1, canvas);
    }
    Caret::Typing { x: (text + canvas.cells(before)).min(edge.saturating_sub(1)), y: row }
}
