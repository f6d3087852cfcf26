//! The search line and its hits: what typing, choosing, keeping and putting away do.

use std::sync::Arc;

use super::finder::{Before, Finder, Order, Origin, Stood};
use super::line_edit::Edit;
use super::tree::{Node, Ranks};
use super::walk::Way;
use super::{App, Effect, HISTORY, Key, Notice, Opening};
use crate::corpus::ArticleId;
use crate::search::{self, Certainty, Index, Note, Query, Results};

/// Up to this many articles with this many bytes of text a search is answered within the key that asked for it: a few milliseconds at most.
const AT_ONCE: (usize, usize) = (4_000, 6 << 20);

/// After so many searches the search line teaches no more.
const LESSONS: usize = 3;

impl App {
    /// Whether the search line need not teach any more: so many searches have been made that the conditions and the way back to the
    /// last query are known. From then on `/` changes two rows and is cheap.
    pub fn knows_search(&self) -> bool {
        self.history.len() >= LESSONS
    }

    /// Opens the search line. A kept query is chosen in it: what is typed takes its place, a blank goes on with it, → edits it.
    pub(super) fn open_search(&mut self) {
        let place = self.here();
        if let Some(finder) = &mut self.finder {
            let (text, query) = (finder.line.text().to_owned(), finder.query.clone());
            // An answer that is not the last word, or not there, is asked for again by Esc.
            let results = finder.results.clone().filter(|results| results.certainty == Certainty::Exact);
            finder.before = Some(Before { text, query, results, place, at: finder.at });
            finder.typing = true;
            finder.line.choose();
        } else {
            self.finder = Some(Finder::new(place));
            self.openings.push(Opening::Search);
        }
        self.relayout();
    }

    /// The place that Esc gives back.
    pub(super) fn here(&self) -> Origin {
        Origin {
            article: self.article,
            anchor: self.anchor,
            row: self.row,
            size: self.size,
            cursor: self.cursor,
            top: self.top,
            reading: self.reading_focus,
        }
    }

    pub(super) fn type_text(&mut self, text: &str) -> Option<Effect> {
        self.finder.as_mut()?.line.insert(text);
        self.typed()
    }

    pub(super) fn key_in_line(&mut self, key: Key) -> Option<Effect> {
        let rows = self.geometry().tree.map_or(10, |pane| usize::from(pane.height / 2).max(1));
        if let Some(effect) = self.key_for_offer(key) {
            return effect;
        }
        let finder = self.finder.as_mut()?;
        match key {
            Key::Enter => return self.keep(),
            Key::Esc | Key::Ctrl('c') => return self.give_up(),
            Key::Backspace if finder.line.text().is_empty() => return self.give_up(),
            Key::Up | Key::Ctrl('p') if finder.line.text().is_empty() || finder.recalled > 0 => return self.recall(Way::Back),
            Key::Down | Key::Ctrl('n') if finder.recalled > 0 => return self.recall(Way::On),
            Key::Up | Key::Ctrl('p') => self.choose(Way::Back, 1),
            Key::Down | Key::Ctrl('n') => self.choose(Way::On, 1),
            Key::PageUp => self.choose(Way::Back, rows),
            Key::PageDown => self.choose(Way::On, rows),
            Key::Ctrl('l') => return Some(Effect::Redraw),
            _ => {
                if finder.line.key(key) == Edit::Changed {
                    finder.recalled = 0;
                    return self.typed();
                }
            }
        }
        None
    }

    /// The typed text is another: searches for it.
    pub(super) fn typed(&mut self) -> Option<Effect> {
        self.finder.as_mut()?.renewing = None;
        self.ask()
    }

    /// Searches for what stands in the line.
    fn ask(&mut self) -> Option<Effect> {
        let small = self.is_small();
        // Whatever is still on its way belongs to another text.
        self.generation += 1;
        let finder = self.finder.as_mut()?;
        let query = Query::parse(finder.line.text());
        finder.notes = query.notes().to_vec();
        if finder.results.is_some() && query.notes().iter().any(|note| matches!(note, Note::RegexUnfinished(_))) {
            self.put_offer(Arc::default(), String::new());
            return None;
        }
        finder.query = query;
        finder.at_most = None;
        if finder.query.is_empty() {
            finder.pending = None;
            self.found_nothing_asked();
            self.offer();
            return None;
        }
        if small {
            let index = self.index.get_or_insert_with(|| Arc::new(Index::build(&self.corpus))).clone();
            let results = search::run(&self.corpus, &index, &self.finder.as_ref()?.query, &|| true).unwrap_or_default();
            self.take_results(Arc::new(results));
            self.offer();
            return None;
        }
        let finder = self.finder.as_mut()?;
        finder.pending = Some(self.generation);
        Some(Effect::Search { query: finder.line.text().to_owned(), generation: self.generation })
    }

    /// Whether a search of all of it delays no key. O(articles) up to the bound.
    pub(super) fn is_small(&self) -> bool {
        let bytes = || self.corpus.articles().map(|(_, article)| article.text.len()).sum::<usize>();
        self.corpus.len() <= AT_ONCE.0 && bytes() <= AT_ONCE.1
    }

    /// Asks again after the corpus changed: the list is told anew, what is read stays where it is.
    pub(super) fn search_again(&mut self) -> Option<Effect> {
        let stood = self.stood();
        let finder = self.finder.as_mut().filter(|finder| !finder.query.is_empty())?;
        finder.renewing = stood;
        self.ask()
    }

    /// Where the reader stands in the hits there are; nothing while none have been shown.
    pub(super) fn stood(&self) -> Option<Stood> {
        let finder = self.finder.as_ref()?;
        let shown = finder.results.is_some();
        let here = || Stood { hit: finder.present().map(|hit| hit.span.start), line: self.cursor_line() };
        finder.renewing.or_else(|| shown.then(here))
    }

    /// An answer came, or the beginning of one; an old one is dropped.
    pub(super) fn found(&mut self, generation: u64, results: Arc<Results>) {
        let origin = self.finder.as_ref().and_then(|finder| finder.origin.article);
        let Some(finder) = self.finder.as_mut().filter(|finder| finder.pending == Some(generation)) else { return };
        if results.certainty == Certainty::Exact {
            finder.pending = None;
        } else {
            // The open article matches but is not among the first found: it stays, so the list waits for it.
            let waits = |id: ArticleId| {
                let article = self.corpus.article(id).filter(|_| results.get(id).is_none());
                article.is_some_and(|article| !search::find(results.understood(&finder.query), article).is_empty())
            };
            if [self.article, origin].into_iter().flatten().any(waits) {
                return;
            }
        }
        self.take_results(results);
    }

    fn found_nothing_asked(&mut self) {
        let Some(finder) = &mut self.finder else { return };
        finder.results = None;
        finder.ranks = None;
        finder.matches.clear();
        finder.strayed = false;
        let origin = finder.origin.clone();
        self.restore(&origin);
    }

    /// Shows hits: the open article stays open while it matches, else the first hit is shown.
    fn take_results(&mut self, results: Arc<Results>) {
        let Some(finder) = &mut self.finder else { return };
        let first = match finder.order {
            Order::Place => {
                finder.ranks = None;
                results.hits.first().map(|hit| hit.article)
            }
            order => finder.ranks.insert(Ranks::of(&results.hits, order, &self.corpus)).best(),
        };
        let exact = results.certainty == Certainty::Exact;
        finder.take(results);
        let (typing, renewing) = (finder.typing, finder.renewing);
        if exact {
            finder.renewing = None;
        }
        let (open, origin) = (self.article, finder.origin.article);
        let kept = renewing.is_some() && !typing;
        let matches = |id| self.view().hit(id).is_some();
        let shown = open.filter(|id| kept || matches(*id)).or_else(|| origin.filter(|id| matches(*id))).or(first);
        match shown {
            Some(id) if open == Some(id) => {
                let article = self.article().cloned();
                if let Some(finder) = &mut self.finder {
                    finder.look_at(article.as_deref());
                    if let Some(offset) = renewing.and_then(|stood| stood.hit) {
                        finder.stand_on(offset);
                    }
                }
                if !kept {
                    self.cursor = Node::Article(id);
                }
                if let Some(line) = renewing.and_then(|stood| stood.line) {
                    self.put_cursor_on(line);
                }
                self.keep_cursor_in_sight();
                if renewing.is_none() {
                    self.see_present_hit();
                }
            }
            Some(id) => {
                self.show(id, 0);
                self.see_present_hit();
            }
            None => {
                if let Some(finder) = &mut self.finder {
                    finder.matches.clear();
                }
            }
        }
        let here = (self.article, self.row);
        if let Some(finder) = &mut self.finder {
            finder.strayed |= here != (finder.origin.article, finder.origin.row);
        }
    }

    /// Selects the next or previous article of the list.
    fn choose(&mut self, way: Way, steps: usize) {
        let view = self.view();
        let next = |id: &ArticleId| match way {
            Way::On => view.article_after(*id),
            Way::Back => view.article_preceding(*id),
        };
        // Only the last one is set.
        let Some(to) = std::iter::successors(self.article, next).skip(1).take(steps).last() else { return };
        self.show(to, 0);
        self.see_present_hit();
        if let Some(finder) = &mut self.finder {
            finder.strayed = true;
        }
    }

    /// ↑ ↓ in the history: an earlier or a later query takes the line.
    fn recall(&mut self, way: Way) -> Option<Effect> {
        let all = self.history.len();
        let finder = self.finder.as_mut()?;
        let at = match way {
            Way::Back => (finder.recalled + 1).min(all),
            Way::On => finder.recalled.saturating_sub(1),
        };
        if at == finder.recalled {
            return None;
        }
        let text = if at == 0 { String::new() } else { self.history[all - at].clone() };
        finder.recalled = at;
        finder.line.set(&text);
        self.typed()
    }

    fn note_query(&mut self) {
        let Some(text) = self.finder.as_ref().map(|finder| finder.line.text().trim().to_owned()) else { return };
        if text.is_empty() {
            return;
        }
        self.history.retain(|query| *query != text);
        self.history.push(text);
        if self.history.len() > HISTORY {
            self.history.remove(0);
        }
    }

    /// Enter: the line closes, the query stays, the hit is read.
    fn keep(&mut self) -> Option<Effect> {
        let finder = self.finder.as_mut()?;
        if finder.query.is_empty() {
            return self.give_up();
        }
        if finder.results.as_ref().is_some_and(|results| results.hits.is_empty()) {
            return None;
        }
        finder.typing = false;
        finder.before = None;
        let origin = finder.origin.clone();
        self.note_query();
        // Backspace must lead back to where the search began.
        if let Some(article) = origin.article.and_then(|id| self.corpus.article(id)) {
            self.keep_place(super::Place { key: article.key, offset: origin.anchor, reading: origin.reading });
        }
        if let Some(key) = self.article().map(|article| article.key) {
            self.read.insert(key);
        }
        self.set_reading(true);
        self.see_present_hit();
        None
    }

    /// Esc while typing: everything exactly as before `/`; the text is kept in the history.
    fn give_up(&mut self) -> Option<Effect> {
        self.note_query();
        let finder = self.finder.as_mut()?;
        if let Some(before) = finder.before.take() {
            return self.stand_again(before);
        }
        let origin = finder.origin.clone();
        self.finder = None;
        self.openings.retain(|opening| *opening != Opening::Search);
        self.restore(&origin);
        None
    }

    /// The line was opened on a kept query: that query stands again, and the page where it stood.
    fn stand_again(&mut self, before: Before) -> Option<Effect> {
        // What is still looked for is the other query.
        self.generation += 1;
        let finder = self.finder.as_mut()?;
        finder.line.set(&before.text);
        finder.typing = false;
        finder.pending = None;
        finder.at_most = None;
        finder.notes = before.query.notes().to_vec();
        finder.query = before.query;
        let answered = before.results.is_some();
        (finder.results, finder.ranks) = (None, None);
        if let Some(results) = before.results {
            if finder.order != Order::Place {
                finder.ranks = Some(Ranks::of(&results.hits, finder.order, &self.corpus));
            }
            finder.take(results);
        }
        self.restore(&before.place);
        let article = self.article().cloned();
        let finder = self.finder.as_mut()?;
        finder.look_at(article.as_deref());
        finder.at = before.at.min(finder.matches.len().saturating_sub(1));
        if answered {
            return None;
        }
        finder.renewing = Some(Stood { hit: finder.present().map(|hit| hit.span.start), line: None });
        self.ask()
    }

    fn restore(&mut self, origin: &Origin) {
        if self.article != origin.article {
            self.sheet = None;
        }
        self.article = origin.article;
        self.anchor = origin.anchor;
        self.cursor = origin.cursor;
        self.top = origin.top;
        self.reading_focus = origin.reading;
        self.relayout();
        self.row = match &self.sheet {
            Some(sheet) if origin.size != self.size && origin.anchor > 0 => sheet.row_of(origin.anchor),
            Some(sheet) if origin.size == self.size => origin.row.min(sheet.rows.len().saturating_sub(1)),
            _ => 0,
        };
    }

    /// Esc after Enter: the search is put away, the reader stays.
    pub(super) fn put_search_away(&mut self) {
        self.finder = None;
        self.openings.retain(|opening| *opening != Opening::Search);
        if let Some(id) = self.article {
            self.open.reveal(&self.corpus, id);
            self.cursor = Node::Article(id);
        }
        self.keep_cursor_in_sight();
    }

    /// `n` `N`: the next or previous place; from the last article with hits to the first only when asked twice.
    pub(super) fn next_hit(&mut self, way: Way, edge: bool) {
        let Some(id) = self.article else { return };
        let Some(finder) = &mut self.finder else { return };
        let within = match way {
            Way::On => (finder.at + 1 < finder.matches.len()).then_some(finder.at + 1),
            Way::Back => finder.at.checked_sub(1),
        };
        if let Some(at) = within {
            finder.at = at;
            return self.see_present_hit();
        }
        let view = self.view();
        let to = match way {
            Way::On => view.article_after(id),
            Way::Back => view.article_preceding(id),
        };
        let end = || match if way == Way::On { view.first() } else { view.last() }? {
            Node::Article(id) => Some(id),
            branch if way == Way::On => view.first_article(branch),
            _ => view.hits?.last().map(|hit| hit.article),
        };
        let Some(to) = to.or_else(|| if edge { end() } else { None }) else {
            self.notice = Some(if way == Way::On { Notice::LastHit } else { Notice::FirstHit });
            if let Some(finder) = &mut self.finder {
                finder.at_edge = true;
            }
            return;
        };
        if self.article != Some(to) {
            self.remember();
        }
        self.show(to, 0);
        if let Some(finder) = &mut self.finder {
            finder.at = if way == Way::On { 0 } else { finder.matches.len().saturating_sub(1) };
        }
        self.see_present_hit();
    }

    pub(super) fn change_order(&mut self) {
        if let Some(finder) = &mut self.finder {
            let (order, zh, en) = match finder.order {
                Order::Place => (Order::Relevance, "先列最相关的", "best first"),
                Order::Relevance => (Order::Date, "先列最新的", "newest first"),
                Order::Date => (Order::Place, "按城市列", "by city"),
            };
            finder.order = order;
            finder.ranks = match &finder.results {
                Some(results) if order != Order::Place => Some(Ranks::of(&results.hits, order, &self.corpus)),
                _ => None,
            };
            self.notice = Some(Notice::Said(self.lang.pick(zh, en).to_owned()));
        }
        self.keep_cursor_in_sight();
    }
}
