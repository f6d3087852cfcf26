//! Moving about: rows of the tree, rows of the text, and the bracket ladder 段 篇 日 城.

use super::action::Action;
use super::geometry::Arrangement;
use super::reader::Sheet;
use super::tree::{Node, View};
use super::{App, Opening, PLACES, Place};
use crate::app::words::Notice;
use crate::corpus::{ArticleId, Field};

/// Forwards or backwards in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    On,
    Back,
}

impl App {
    /// Opens an article at a text offset and selects it in the tree. Costs one setting of the article.
    pub(super) fn show(&mut self, id: ArticleId, offset: u32) {
        let Some(article) = self.corpus.article(id) else { return };
        // What a search line shows in passing is not read yet: Esc takes it back without a trace.
        if !self.finder.as_ref().is_some_and(super::Finder::typing) {
            self.read.insert(article.key);
        }
        let fresh = self.article != Some(id);
        self.article = Some(id);
        self.anchor = offset;
        self.row = 0;
        if fresh {
            self.sheet = None;
            let article = self.article().cloned();
            if let Some(finder) = &mut self.finder {
                finder.look_at(article.as_deref());
            }
        }
        if self.finder.as_ref().is_none_or(|finder| finder.hits().is_none()) {
            self.open.reveal(&self.corpus, id);
        }
        self.cursor = Node::Article(id);
        self.relayout();
        if offset > 0 {
            self.row = self.sheet.as_ref().map_or(0, |sheet| sheet.row_of(offset));
        }
        self.keep_cursor_in_sight();
        self.follow_in_view(offset);
    }

    /// Remembers where the reader is, for Backspace.
    pub(super) fn remember(&mut self) {
        let Some(article) = self.article() else { return };
        let place = Place { key: article.key, offset: self.anchor, reading: self.reading_focus };
        self.keep_place(place);
    }

    /// Puts a place where Backspace finds it next; the oldest one gives way.
    pub(super) fn keep_place(&mut self, place: Place) {
        if self.places.last() != Some(&place) {
            if self.places.len() >= PLACES {
                self.places.remove(0);
            }
            self.places.push(place);
        }
    }

    /// The place before.
    pub(super) fn back(&mut self) {
        let here = self.article().map(|article| (article.key, self.anchor));
        while let Some(place) = self.places.pop() {
            if here == Some((place.key, place.offset)) {
                continue;
            }
            if let Some(id) = self.corpus.find(place.key) {
                self.show(id, place.offset);
                self.set_reading(place.reading || self.arrangement != Arrangement::Split);
                return;
            }
        }
    }

    pub(super) fn set_reading(&mut self, reading: bool) {
        if reading && !self.reading_focus {
            self.openings.push(Opening::Reader);
        }
        if !reading {
            self.openings.retain(|opening| *opening != Opening::Reader);
        }
        self.reading_focus = reading;
        self.relayout();
        self.keep_cursor_in_sight();
    }

    fn page_rows(&self) -> usize {
        self.text_pane().map_or(1, |pane| usize::from(pane.height.max(1)))
    }

    fn last_top(&self) -> usize {
        self.sheet.as_ref().map_or(0, |sheet| sheet.last_top(self.page_rows() as u16))
    }

    pub(super) fn scroll_to(&mut self, row: usize) {
        // A resize may leave the page beyond its usual end; scrolling never moves it further, nor jumps back.
        let most = self.last_top().max(self.row.min(row));
        self.row = row.min(most);
        self.anchor = if self.row == 0 { 0 } else { self.sheet.as_ref().map_or(0, |sheet| sheet.offset_of(self.row)) };
    }

    /// Scrolls so that a text offset is on the screen, if it is not: a third from the top.
    pub(super) fn bring_to_sight(&mut self, offset: u32) {
        if self.follow_in_view(offset) {
            return;
        }
        let Some(sheet) = &self.sheet else { return };
        let (row, rows) = (sheet.row_of(offset), self.page_rows());
        if row < self.row || row >= self.row + rows {
            self.scroll_to(row.saturating_sub(rows / 3));
        }
    }

    /// One of the movements in the reader.
    pub(super) fn move_text(&mut self, action: Action) {
        if self.move_view(action) {
            return;
        }
        let rows = self.page_rows();
        match action {
            Action::LineDown | Action::Open => self.scroll_to(self.row + 1),
            Action::LineUp => self.scroll_to(self.row.saturating_sub(1)),
            Action::HalfDown => self.scroll_to(self.row + (rows / 2).max(1)),
            Action::HalfUp => self.scroll_to(self.row.saturating_sub((rows / 2).max(1))),
            Action::PageDown if self.row >= self.last_top() => self.turn_article(Way::On),
            // One line of overlap, so that the eye finds its place.
            Action::PageDown => self.scroll_to(self.row + rows.saturating_sub(1).max(1)),
            Action::PageUp => self.scroll_to(self.row.saturating_sub(rows.saturating_sub(1).max(1))),
            Action::Top => self.scroll_to(0),
            Action::Bottom => self.scroll_to(usize::MAX),
            Action::ParaNext => self.paragraph(Way::On),
            Action::ParaPrev => self.paragraph(Way::Back),
            _ => {}
        }
    }

    fn paragraph(&mut self, way: Way) {
        let Some(sheet) = &self.sheet else { return };
        let to = match way {
            Way::On => sheet.openings().find(|row| *row > self.row),
            Way::Back => sheet.openings().rev().find(|row| *row < self.row),
        };
        match to {
            Some(row) => self.scroll_to(row),
            None if way == Way::Back => self.scroll_to(0),
            None => {}
        }
    }

    /// The article that Space at the end of this one goes to.
    pub fn next_article(&self) -> Option<ArticleId> {
        self.view().article_after(self.article?)
    }

    /// Whether the end of the article is on the screen.
    pub fn at_end(&self) -> bool {
        self.view_extent().map_or_else(|| self.row >= self.last_top(), |(_, bottom, all)| bottom >= all)
    }

    /// Next or previous article 篇.
    pub(super) fn turn_article(&mut self, way: Way) {
        let Some(id) = self.article else { return };
        let to = match way {
            Way::On => self.view().article_after(id),
            Way::Back => self.view().article_preceding(id),
        };
        match to {
            Some(id) => self.go(id),
            None => self.notice = Some(if way == Way::On { Notice::LastArticle } else { Notice::FirstArticle }),
        }
    }

    /// Goes to an article, remembering the place; under a search, to its first hit.
    pub(super) fn go(&mut self, id: ArticleId) {
        self.remember();
        self.show(id, 0);
        self.see_present_hit();
    }

    pub(super) fn see_present_hit(&mut self) {
        if let Some(offset) = self.finder.as_ref().and_then(|f| f.present()).map(|hit| hit.span.start) {
            self.bring_to_sight(offset);
        }
    }

    /// Next or previous day or city that is shown: the neighbour of the branch the article hangs on. O(log n).
    pub(super) fn turn_branch(&mut self, way: Way, city: bool) {
        let Some(id) = self.article else { return };
        let view = self.view();
        let branch = |id| {
            let (c, d) = self.corpus.outline().place_of(id)?;
            Some(if city { Node::City(c as u32) } else { Node::Date(c as u32, d as u32) })
        };
        let Some(here) = branch(id) else { return };
        let (first, count) = view.range(here);
        let beyond = match way {
            Way::On => view.shown_from(ArticleId(first.0 + count)),
            Way::Back => view.shown_before(first.0),
        };
        match beyond.and_then(branch).and_then(|there| view.first_article(there)) {
            Some(article) => self.go(article),
            None => self.notice = Some(if way == Way::On { Notice::LastArticle } else { Notice::FirstArticle }),
        }
    }

    /// The n-th city, from 1.
    pub(super) fn city(&mut self, n: u8) {
        if let Some(article) = self.view().first_article(Node::City(u32::from(n) - 1)) {
            self.go(article);
        }
    }

    /// One of the movements in the tree.
    pub(super) fn move_tree(&mut self, action: Action) {
        let rows = self.geometry().tree.map_or(1, |pane| pane.height.max(1));
        let steps = match action {
            Action::HalfDown | Action::HalfUp => (rows / 2).max(1),
            Action::PageDown | Action::PageUp => rows.saturating_sub(1).max(1),
            _ => 1,
        };
        let view = self.view();
        let start = if view.shows(self.cursor) { Some(self.cursor) } else { view.first() };
        let Some(mut at) = start else { return };
        match action {
            Action::Top => at = view.first().unwrap_or(at),
            Action::Bottom => at = view.last().unwrap_or(at),
            _ => {
                let down = matches!(action, Action::LineDown | Action::HalfDown | Action::PageDown);
                let mut left = steps;
                while left > 0 {
                    let Some(next) = (if down { view.next(at) } else { view.previous(at) }) else { break };
                    at = next;
                    left = left.saturating_sub(view.height(next));
                }
            }
        }
        self.select(at);
    }

    /// Selects a row of the tree; the reader follows when it is an article.
    pub(super) fn select(&mut self, node: Node) {
        match node {
            Node::Article(id) if self.article != Some(id) => {
                self.show(id, 0);
                self.see_present_hit();
            }
            _ => {
                self.cursor = node;
                self.keep_cursor_in_sight();
            }
        }
        let published = match node {
            Node::Date(c, d) => self.view().dates(c).get(d as usize).map(|date| date.published),
            Node::City(c) if self.view().single(c) => self.view().dates(c).first().map(|date| date.published),
            _ => None,
        };
        self.notice = match published.filter(|p| !p.certain).and_then(|p| p.day) {
            Some(day) if day.year.is_none() => Some(Notice::YearUnknown),
            Some(_) => Some(Notice::ApproximateDate),
            None => None,
        };
    }

    /// Scrolls the tree so that the selected row is on the screen; moves nothing when it is.
    pub(super) fn keep_cursor_in_sight(&mut self) {
        let Some(pane) = self.geometry().tree else { return };
        let view = self.view();
        let mut top = self.top;
        if !view.shows(top) {
            top = self.shown_branch(top).or_else(|| view.first()).unwrap_or(top);
        }
        if !view.shows(self.cursor) {
            self.top = top;
            return;
        }
        if view.is_before(self.cursor, top) {
            top = self.cursor;
        } else {
            let mut at = Some(top);
            let mut used = 0;
            while let Some(node) = at {
                used += view.height(node);
                if used > pane.height || node == self.cursor {
                    break;
                }
                at = view.next(node);
            }
            if used > pane.height || at.is_none() {
                top = rows_above(&view, self.cursor, pane.height);
            }
        }
        // A row that came in at the top brings the headings it hangs on.
        if top == self.cursor {
            while let Some(branch) = view.parent(top).filter(|branch| view.previous(top) == Some(*branch)) {
                top = branch;
            }
        }
        self.top = top;
    }

    /// Rows of the screen above the selected row, where it is on the screen.
    pub(super) fn cursor_line(&self) -> Option<u16> {
        let pane = self.geometry().tree?;
        let view = self.view();
        let (mut at, mut used) = (self.top, 0);
        while at != self.cursor {
            used += view.height(at);
            if used >= pane.height {
                return None;
            }
            at = view.next(at)?;
        }
        Some(used)
    }

    /// Scrolls the tree so that the selected row stands on that line again, as far as there are rows above it.
    pub(super) fn put_cursor_on(&mut self, line: u16) {
        let view = self.view();
        if view.shows(self.cursor) {
            self.top = rows_above(&view, self.cursor, line + view.height(self.cursor));
        }
    }

    fn shown_branch(&self, node: Node) -> Option<Node> {
        let view = self.view();
        let mut at = view.parent(node);
        while let Some(branch) = at {
            if view.shows(branch) {
                return Some(branch);
            }
            at = view.parent(branch);
        }
        None
    }

    /// Folds the selected branch, or goes to the branch an article hangs on.
    pub(super) fn fold(&mut self) {
        let view = self.view();
        if view.hits.is_some() {
            if let Some(parent) = view.parent(self.cursor) {
                self.select(parent);
            }
            return;
        }
        if !matches!(self.cursor, Node::Article(_)) && view.is_open(self.cursor) {
            self.open.set(self.cursor, false);
            self.keep_cursor_in_sight();
        } else if let Some(parent) = view.parent(self.cursor) {
            self.select(parent);
        }
    }

    /// Folds or unfolds everything; the selected row stays, or its nearest branch.
    pub(super) fn fold_all(&mut self) {
        if self.view().hits.is_some() {
            return;
        }
        let corpus = self.corpus.clone();
        self.open.toggle_all(&corpus);
        if !self.view().shows(self.cursor) {
            self.cursor = self.shown_branch(self.cursor).unwrap_or(Node::City(0));
        }
        self.keep_cursor_in_sight();
    }

    /// Whether the headline has scrolled away.
    pub fn headline_is_off(&self) -> bool {
        let headline = |sheet: &Sheet| sheet.rows.iter().rposition(|row| row.field == Some(Field::Headline));
        self.sheet.as_deref().and_then(headline).is_some_and(|last| self.row > last)
    }
}

/// The row from which `height` rows end with `node`.
fn rows_above(view: &View<'_>, node: Node, height: u16) -> Node {
    let mut top = node;
    let mut used = view.height(node);
    while let Some(above) = view.previous(top) {
        used += view.height(above);
        if used > height {
            break;
        }
        top = above;
    }
    top
}
