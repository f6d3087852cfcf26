//! A new snapshot of the corpus while someone reads: nothing the reader did not move moves.
//!
//! Also names of open branches, which outlive the numbers of one run.

use std::sync::Arc;

use super::drawer::Drawer;
use super::finder::{Origin, Stood};
use super::tree::{Node, Open};
use super::{App, Effect, LeafKind};
use crate::corpus::{ArticleKey, Corpus};

/// What outlives the numbers of one corpus: an article's key, the names of the selected and of the first row.
type Names = (Option<ArticleKey>, Option<String>, Option<String>);

impl App {
    /// Takes a grown or changed corpus: the open article, the open branches and the selected row are found again by name.
    pub(super) fn adopt(&mut self, corpus: Arc<Corpus>) -> Option<Effect> {
        let corpus = self.with_corrections(corpus);
        self.adopt_as_it_is(corpus)
    }

    /// The same for a corpus that has the corrections of this session.
    pub(super) fn adopt_as_it_is(&mut self, corpus: Arc<Corpus>) -> Option<Effect> {
        let drawer = self.drawer.take();
        let names = self.open_names();
        let there = |saved: &mut super::Saved| saved.key().is_some_and(|key| corpus.find(key).is_some());
        if !self.touched
            && self.finder.is_none()
            && let Some(saved) = self.awaited.take_if(there)
        {
            // The place of last time has been read in, and no key was pressed since: that is where the reader wants to be.
            self.corpus = corpus;
            self.index = None;
            self.open = Open::default();
            self.sheet = None;
            self.show(crate::corpus::ArticleId(0), 0);
            self.resume_place(&saved);
            self.place_marks(!self.reading_in);
            return None;
        }
        let key = self.article().map(|article| article.key);
        let cursor = self.name_of(self.cursor);
        let top = self.name_of(self.top);
        let line = self.cursor_line();
        let began = self.finder.as_ref().map(|finder| self.names_of(&finder.origin));
        let kept = self.finder.as_ref().and_then(|finder| finder.before.as_ref()).map(|before| self.names_of(&before.place));
        let stood = self.stood();
        let before = std::mem::replace(&mut self.corpus, corpus);
        self.place_marks(!self.reading_in);
        if let Some(leaf) = self.leaf.as_mut().filter(|leaf| leaf.kind() == LeafKind::Problems) {
            leaf.renew(&before, &self.corpus);
            self.step_problems(0);
        }
        if let Some(overview) = self.leaf.as_mut().and_then(|leaf| leaf.overview.as_mut()) {
            *overview = overview.renewed(&before, &self.corpus);
        }
        self.index = None;
        self.words = None;
        self.words_asked = false;
        self.open = Open::default();
        self.open_named(&names);
        let finder = self.finder.take();
        let (spread, scroll) = (self.place_in_spread(&before), self.scroll_extent().map(|(first, ..)| first));
        self.sheet = None;
        self.spread = None;
        self.scroll = None;
        self.article = key.and_then(|key| self.corpus.find(key));
        if self.article.is_none() {
            self.anchor = 0;
            self.row = 0;
            if self.corpus.is_empty() {
                self.cursor = Node::City(0);
                self.top = Node::City(0);
            } else {
                self.show(crate::corpus::ArticleId(0), 0);
            }
            return self.ask_again(finder, began, kept, None);
        }
        let row = self.row;
        self.relayout();
        self.row = row.min(self.sheet.as_ref().map_or(0, |sheet| sheet.rows.len().saturating_sub(1)));
        self.stay_in_view(spread, scroll);
        let article = self.article.map_or(Node::City(0), Node::Article);
        if let (Node::Article(_), Some(id)) = (self.cursor, self.article) {
            self.open.reveal(&self.corpus, id);
        }
        self.cursor = cursor.and_then(|name| self.node_named(&name)).unwrap_or(article);
        self.top = top.and_then(|name| self.node_named(&name)).unwrap_or(self.cursor);
        if let Some(line) = line {
            self.put_cursor_on(line);
        }
        self.keep_cursor_in_sight();
        let same = |drawer: &Drawer| {
            let parts = self.article().map(|article| article.parts.as_slice()).unwrap_or_default();
            parts.iter().any(|part| (part.line, part.span.start) == (drawer.line, drawer.offset))
        };
        self.drawer = drawer.filter(same);
        self.ask_again(finder, began, kept, stood)
    }

    /// The names of what a search goes back to.
    fn names_of(&self, origin: &Origin) -> Names {
        let key = origin.article.and_then(|id| self.corpus.article(id)).map(|article| article.key);
        (key, self.name_of(origin.cursor), self.name_of(origin.top))
    }

    /// A place of before in the corpus there is now; where it is gone, where the reader is.
    fn place_named(&self, names: Option<Names>, was: &Origin) -> Origin {
        let (key, cursor, top) = names.unwrap_or_default();
        match (key.and_then(|key| self.corpus.find(key)), cursor.and_then(|name| self.node_named(&name))) {
            (Some(article), Some(cursor)) => {
                let top = top.and_then(|name| self.node_named(&name)).unwrap_or(cursor);
                Origin { article: Some(article), cursor, top, ..was.clone() }
            }
            _ => self.here(),
        }
    }

    /// A search that stood over the old corpus is asked of the new one; where it began, and where the kept query stood that another is
    /// typed in the place of, is found again by name. `stood`: where the reader stands in its hits, who stays there.
    fn ask_again(
        &mut self,
        finder: Option<super::Finder>,
        began: Option<Names>,
        kept: Option<Names>,
        stood: Option<Stood>,
    ) -> Option<Effect> {
        let mut finder = finder?;
        finder.origin = self.place_named(began, &finder.origin);
        if let Some(before) = &mut finder.before {
            before.place = self.place_named(kept, &before.place);
            before.results = None;
        }
        finder.results = None;
        finder.ranks = None;
        finder.pending = None;
        finder.renewing = stood;
        // Until the answer comes the marks in the open article stand.
        let article = self.article().map(std::convert::AsRef::as_ref);
        finder.look_at(article.filter(|_| stood.is_some()));
        if let Some(offset) = stood.and_then(|stood| stood.hit) {
            finder.stand_on(offset);
        }
        self.finder = Some(finder);
        self.search_again()
    }

    /// Open branches by name: `锦州`, and `锦州 2020-02-26~` for a day.
    pub(super) fn open_names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for (c, city) in self.corpus.outline().cities.iter().enumerate() {
            if !self.open.has(Node::City(c as u32)) {
                continue;
            }
            let name = city.name.as_deref().unwrap_or("");
            names.push(name.to_owned());
            for (d, date) in city.dates.iter().enumerate() {
                if self.open.has(Node::Date(c as u32, d as u32)) {
                    names.push(format!("{name} {}", date.published));
                }
            }
        }
        names
    }

    /// Opens the branches of these names; unknown ones are passed over.
    pub(super) fn open_named(&mut self, names: &[String]) {
        for name in names {
            if let Some(node) = self.node_named(name) {
                self.open.set(node, true);
            }
        }
    }

    pub(super) fn name_of(&self, node: Node) -> Option<String> {
        let cities = &self.corpus.outline().cities;
        match node {
            Node::City(c) => Some(cities.get(c as usize)?.name.as_deref().unwrap_or("").to_owned()),
            Node::Date(c, d) => {
                let city = cities.get(c as usize)?;
                let date = city.dates.get(d as usize)?;
                Some(format!("{} {}", city.name.as_deref().unwrap_or(""), date.published))
            }
            Node::Article(id) => Some(format!("#{}", self.corpus.article(id)?.key)),
        }
    }

    pub(super) fn node_named(&self, name: &str) -> Option<Node> {
        if let Some(key) = name.strip_prefix('#') {
            return self.corpus.find(key.parse().ok()?).map(Node::Article);
        }
        let (city, date) = name.split_once(' ').map_or((name, None), |(city, date)| (city, Some(date)));
        let cities = &self.corpus.outline().cities;
        let c = cities.iter().position(|node| node.name.as_deref().unwrap_or("") == city)?;
        let Some(date) = date else { return Some(Node::City(c as u32)) };
        let d = cities[c].dates.iter().position(|node| node.published.to_string() == date)?;
        Some(Node::Date(c as u32, d as u32))
    }
}
