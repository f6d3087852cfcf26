//! The issue of a city and day in newspaper columns.

use super::canvas::Canvas;
use super::page::Page;
use super::theme::Role;
use crate::app::columns::Spread;
use crate::app::geometry::Pane;
use crate::app::words::number;
use crate::app::{App, geometry::Geometry};
use crate::corpus::{ArticleId, Field};
use crate::search;
use crate::text::Span;

pub(super) fn draw(app: &App, spread: &Spread, pane: Pane, canvas: &mut Canvas<'_>) {
    let mut x = pane.x;
    let mut hits: (Option<ArticleId>, Vec<Span>, Vec<u32>) = (None, Vec::new(), Vec::new());
    for column in spread.shown() {
        let mut title_marked = false;
        for (y, row) in (pane.y..pane.y + pane.height).zip(column) {
            let Some((id, row)) = row else { continue };
            let Some(article) = app.corpus().article(id) else { continue };
            if hits.0 != Some(id) {
                hits = (Some(id), found(app, id), app.marks_in(id));
            }
            let open = app.article_id() == Some(id);
            let now = app.finder().and_then(|finder| finder.present()).map(|hit| hit.span).filter(|_| open);
            Page::new(article, &hits.1, now, &hits.2).row(row, Pane { x, ..pane }, y, canvas);
            if open && row.field == Some(Field::Headline) && !title_marked {
                title_marked = true;
                canvas.put(x.saturating_sub(2), y, ">", Role::CursorIdle);
            }
        }
        x += spread.columns().stride();
    }
}

/// Places that the search found in an article, the open one or another of the issue.
fn found(app: &App, id: ArticleId) -> Vec<Span> {
    let Some(finder) = app.finder() else { return Vec::new() };
    if app.article_id() == Some(id) {
        return finder.matches().iter().map(|hit| hit.span).collect();
    }
    if app.view().hit(id).is_none() {
        return Vec::new();
    }
    let article = app.corpus().article(id);
    article.map_or_else(Vec::new, |article| search::find(finder.query(), article).iter().map(|hit| hit.span).collect())
}

/// The head line: city, day and how many articles; which screenful of how many.
pub(super) fn head(app: &App, spread: &Spread, g: &Geometry, row: u16, canvas: &mut Canvas<'_>) {
    let lang = app.lang();
    let Some(pane) = g.reader else { return };
    let x = canvas.put(pane.x, row, &super::head::place(app), Role::Section);
    let all = number(u64::from(app.issue_size()));
    canvas.put(x + 5, row, &lang.pick(format!("{all} 篇"), format!("{all} articles")), Role::Meta);
    let end = pane.x + spread.columns().stride() * (spread.columns().count - 1) + pane.width;
    let kept = app.finder().filter(|finder| !finder.query().is_empty());
    let said = kept.map_or_else(
        || {
            let (this, all) = spread.page();
            lang.pick(format!("第 {this} 版  共 {all} 版"), format!("page {this} of {all}"))
        },
        |finder| super::head::kept(app, finder.query().typed()),
    );
    canvas.put_right(end, row, &said, Role::Meta);
}
