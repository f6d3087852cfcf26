//! The head line: what this is on the left, what is read on the right.

use super::canvas::Canvas;
use super::reader_edge;
use super::theme::Role;
use crate::app::App;
use crate::app::geometry::Geometry;
use crate::app::words::{Lang, counted, number};

pub(super) fn draw(app: &App, g: &Geometry, row: u16, canvas: &mut Canvas<'_>) {
    let lang = app.lang();
    if let Some(spread) = app.spread() {
        return super::columns::head(app, spread, g, row, canvas);
    }
    if app.scroll().is_some() {
        return super::vertical::head(app, g, row, canvas);
    }
    if let Some(pane) = g.tree {
        let after = canvas.put(pane.x, row, if app.display().ascii { "yuebao" } else { "阅报" }, Role::Masthead);
        let end = pane.x + pane.width;
        let said = match app.finder() {
            Some(finder) if !finder.query().is_empty() => kept(app, finder.query().typed()),
            _ => counts(app, end.saturating_sub(after + 2), canvas),
        };
        let said = clip(&said, end.saturating_sub(after + 2), canvas);
        canvas.put_right(end, row, &said, Role::Meta);
    }
    let (Some((x, end)), Some(article)) = (reader_edge(g), app.article()) else { return };
    let doubtful = !article.doubts.is_empty();
    let kept_here = g.tree.is_none().then(|| app.finder().filter(|f| !f.query().is_empty())).flatten();
    let right = if let Some(finder) = kept_here {
        kept(app, finder.query().typed())
    } else if g.one_pane {
        String::new()
    } else if doubtful {
        lang.pick("存疑", "in doubt").to_owned()
    } else {
        let chars = number(article.chars() as u64);
        lang.pick(format!("{chars} 字"), format!("{chars} characters"))
    };
    let role = if doubtful && kept_here.is_none() { Role::Doubt } else { Role::Meta };
    let stop = if right.is_empty() { end } else { canvas.put_right(end, row, &right, role).saturating_sub(2) };
    if app.headline_is_off() {
        canvas.put_clipped(x, row, &article.title(), stop.saturating_sub(x), Role::Headline);
    } else {
        let mut line = place(app);
        if let Some(imprint) = &article.imprint {
            line.push_str("  ");
            line.push_str(&lang.pick(imprint.zh(), imprint.en()));
        }
        if let Some(section) = &article.section {
            line.push_str("  ");
            line.push_str(section);
        }
        canvas.put_clipped(x, row, &line, stop.saturating_sub(x), Role::Section);
    }
}

/// City and day of the open article: `锦州  2020-02-26~`.
pub(super) fn place(app: &App) -> String {
    let Some(article) = app.article() else { return String::new() };
    let unknown = app.lang().pick("地点不明", "place unknown");
    let city = article.city.as_deref().unwrap_or(unknown);
    match article.published.day {
        Some(_) => format!("{city}  {}", article.published),
        None => city.to_owned(),
    }
}

pub(super) fn kept(app: &App, typed: &str) -> String {
    let Some(finder) = app.finder() else { return String::new() };
    let (at, all) = finder.position(app.article_id());
    format!("{typed}  {}/{}{}", number(at), number(all), finder.and_more())
}

fn counts(app: &App, room: u16, canvas: &Canvas<'_>) -> String {
    let corpus = app.corpus();
    let (articles, cities) = (corpus.len() as u64, corpus.outline().cities.len() as u64);
    let (few, cities) = match app.lang() {
        Lang::Zh => (format!("{} 篇", number(articles)), format!("{} 城", number(cities))),
        Lang::En => (counted(articles, "article", "articles"), counted(cities, "city", "cities")),
    };
    let all = format!("{few}  {cities}");
    if canvas.cells(&all) <= room { all } else { few }
}

pub(super) fn clip(text: &str, room: u16, canvas: &Canvas<'_>) -> String {
    if canvas.cells(text) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if canvas.cells(&kept) + 2 > room {
            kept.pop();
            break;
        }
    }
    kept + ".."
}
