//! The tree: cities, days, headlines; while a search stands, its hits with one line of context each.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::geometry::Pane;
use crate::app::tree::{Node, View};
use crate::app::words::number;
use crate::app::{App, Caret, Focus};
use crate::corpus::{ArticleId, Published};

/// Columns of a headline's first character from the pane's left edge.
const HEADLINE: u16 = 4;

/// One row being drawn.
struct Row<'a, 'b> {
    app: &'a App,
    view: View<'a>,
    pane: Pane,
    y: u16,
    selected: bool,
    canvas: &'a mut Canvas<'b>,
}

pub(super) fn draw(app: &App, pane: Pane, canvas: &mut Canvas<'_>) -> Caret {
    let view = app.view();
    if app.corpus().is_empty() {
        let words = app.lang().pick(
            ["这里还没有报纸。", "把文件或文件夹写在命令后面:", "yuebao 路径"],
            ["No pages yet.", "Name a file or folder:", "yuebao PATH"],
        );
        for (y, line) in (pane.y..pane.y + pane.height).zip(words) {
            canvas.put_until(pane.x, y, line, Role::Text, pane.x + pane.width);
        }
        return Caret::Away;
    }
    if view.hits.is_some_and(<[_]>::is_empty) {
        super::candidates::nothing(app, pane, canvas);
        return Caret::Away;
    }
    let mut caret = Caret::Away;
    let mut at = view.shows(app.top()).then(|| app.top()).or_else(|| view.first());
    let mut y = pane.y;
    let end = pane.y + pane.height;
    while let Some(node) = at.filter(|_| y < end) {
        let selected = node == app.cursor();
        if selected {
            caret = Caret::Parked { x: pane.x, y };
        }
        let mut row = Row { app, view, pane, y, selected, canvas };
        match node {
            Node::City(c) => row.city(c),
            Node::Date(c, d) => row.date(c, d),
            Node::Article(id) => row.article(id),
        }
        y += view.height(node);
        at = view.next(node);
    }
    if at.is_none() && y + 1 < end {
        missing(app, view, pane, y + 1, canvas);
    }
    caret
}

impl Row<'_, '_> {
    fn role(&self, plain: Role) -> Role {
        match (self.selected, self.app.focus()) {
            (true, Focus::Tree | Focus::Line) => Role::Cursor,
            (true, _) => Role::CursorIdle,
            (false, _) => plain,
        }
    }

    fn end(&self) -> u16 {
        self.pane.x + self.pane.width
    }

    fn count(&mut self, n: u32) -> u16 {
        self.canvas.put_right(self.end(), self.y, &number(u64::from(n)), Role::Count)
    }

    fn city(&mut self, c: u32) {
        let stop = self.count(self.view.count(Node::City(c)));
        let city = &self.app.corpus().outline().cities[c as usize];
        let unknown = self.app.lang().pick("地点不明", "place unknown");
        let name = city.name.as_deref().unwrap_or(unknown).to_owned();
        let start = self.pane.x;
        if self.selected {
            self.canvas.put(start - 1, self.y, ">", Role::CursorIdle);
        }
        if c < 9 {
            self.canvas.put(start, self.y, &(c + 1).to_string(), Role::Text);
        }
        let role = self.role(Role::City);
        let mut x = self.canvas.put_until(start + 2, self.y, &name, role, stop.saturating_sub(1));
        if self.view.single(c) {
            let open = self.view.is_open(Node::City(c));
            x = self.canvas.put_until(x + 2, self.y, if open { "-" } else { "+" }, Role::Text, stop.saturating_sub(1));
            let day = self.day(city.dates.first().map(|date| date.published));
            x = self.canvas.put_until(x + 1, self.y, &day, Role::Date, stop.saturating_sub(1));
        }
        if self.selected {
            self.canvas.paint(start, self.y, x - start, role);
        }
    }

    fn day(&self, published: Option<Published>) -> String {
        match published {
            Some(published) if published.day.is_some() => published.to_string(),
            _ => self.app.lang().pick("日期不明", "date unknown").to_owned(),
        }
    }

    fn date(&mut self, c: u32, d: u32) {
        let node = Node::Date(c, d);
        let stop = self.count(self.view.count(node));
        let open = self.view.is_open(node);
        let start = self.pane.x + 2;
        if self.selected {
            self.canvas.put(start - 1, self.y, ">", Role::CursorIdle);
        }
        self.canvas.put(start, self.y, if open { "-" } else { "+" }, Role::Text);
        let day = self.day(self.view.dates(c).get(d as usize).map(|date| date.published));
        let x = self.canvas.put_until(start + 2, self.y, &day, Role::Date, stop.saturating_sub(1));
        if self.selected {
            let role = self.role(Role::Text);
            self.canvas.paint(start, self.y, x - start, role);
        }
    }

    fn article(&mut self, id: ArticleId) {
        let Some(article) = self.app.corpus().article(id) else { return };
        let mut stop = self.end();
        if let Some(hit) = self.view.hit(id) {
            let places = number(u64::from(hit.places));
            let said = self.app.lang().pick(format!("{places}处"), places);
            stop = self.canvas.put_right(stop, self.y, &said, Role::Count).saturating_sub(1);
        } else if !article.doubts.is_empty() {
            stop = self.canvas.put_right(stop, self.y, "?", Role::Doubt).saturating_sub(1);
        }
        let start = self.pane.x + 2;
        let text = self.pane.x + HEADLINE;
        let plain = if self.app.has_read(article.key) && !self.selected { Role::Read } else { Role::Text };
        let role = self.role(plain);
        if self.selected {
            self.canvas.put(start, self.y, ">", role);
        }
        let x = self.canvas.put_clipped(text, self.y, &article.title(), stop.saturating_sub(text), role);
        if self.selected {
            self.canvas.paint(start, self.y, x - start, role);
        }
        if self.view.hits.is_some() && self.y + 1 < self.pane.y + self.pane.height {
            self.context(id);
        }
    }

    /// One line around the first place in the text, the keyword always in the same column.
    fn context(&mut self, id: ArticleId) {
        let (Some(article), Some(hit)) = (self.app.corpus().article(id), self.app.context_of(id)) else { return };
        let Some(part) = article.part_at(hit.span.start) else { return };
        let before = article.text.get(part.span.start as usize..hit.span.start as usize).unwrap_or("");
        let word = hit.span.of(&article.text);
        let after = article.text.get(hit.span.end as usize..part.span.end as usize).unwrap_or("");
        let y = self.y + 1;
        let left = self.pane.x + HEADLINE;
        let lead = if self.pane.width >= 34 { 10 } else { 6 };
        let mut shown = String::new();
        for c in before.chars().rev() {
            shown.insert(0, c);
            if self.canvas.cells(&shown) > lead {
                shown.remove(0);
                break;
            }
        }
        let column = left + lead;
        self.canvas.put_right(column, y, &shown, Role::Context);
        let end = self.end();
        let x = self.canvas.put_until(column, y, word, Role::Hit, end);
        self.canvas.put_until(x, y, after, Role::Context, end);
    }
}

/// Cities without a hit are named, so that nobody wonders where they went.
fn missing(app: &App, view: View<'_>, pane: Pane, y: u16, canvas: &mut Canvas<'_>) {
    let names = view.missing(24);
    if names.is_empty() || view.ranks.is_some() {
        return;
    }
    let said = app.lang().pick(format!("没有: {}", names.join(" ")), format!("none: {}", names.join(" ")));
    canvas.put_clipped(pane.x, y, &said, pane.width, Role::Meta);
}
