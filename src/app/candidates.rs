//! What row 1 and the empty list offer while the search line is typed: words for letters, values for `city:` and `date:`, ways out
//! when nothing is found. What they are is worked out in [`crate::search`]; here is what keys do with them.

use std::sync::Arc;

use super::finder::Finder;
use super::{App, Effect, Key};
use crate::corpus::{Article, Corpus};
use crate::search::{self, Candidate, Completions, Index, Offers, Operator, Query, Words};

/// Words offered at most: as many as there are digits for.
const MOST: usize = 5;

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Aid {
    /// Nothing.
    #[default]
    Nothing,
    /// Words that the letters at the end can spell.
    Words(Vec<Candidate>),
    /// Values for a half-typed condition.
    Values(Completions),
    /// Queries that do find something.
    Offers(Offers),
}

impl Aid {
    /// Works out what to offer for a query; `found` is how many articles it finds. `None` when told to stop. Costs up to some
    /// twenty searches.
    pub fn of(
        corpus: &Corpus,
        index: &Index,
        words: Option<&Words>,
        query: &Query,
        found: usize,
        go_on: &dyn Fn() -> bool,
    ) -> Option<Self> {
        let typed = query.typed();
        if let Some(values) = search::completions(corpus, index, typed, go_on)
            && values.values.iter().any(|value| value.query != typed)
        {
            return Some(Aid::Values(values));
        }
        let letters = typed.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        if letters >= 2
            && let Some(words) = words
        {
            let offered = search::candidates(corpus, index, words, query, MOST, go_on)?;
            if !offered.is_empty() {
                return Some(Aid::Words(offered));
            }
        }
        if found == 0 && !query.is_empty() {
            return Some(Aid::Offers(search::offers(corpus, index, query, go_on)?));
        }
        Some(Aid::Nothing)
    }

    /// The query that a choice makes, counted from 0.
    fn query(&self, n: usize) -> Option<&str> {
        match self {
            Aid::Nothing => None,
            Aid::Words(words) => words.get(n).map(|word| word.query.as_str()),
            Aid::Values(values) => values.values.get(n).map(|value| value.query.as_str()),
            Aid::Offers(offers) => offers.offers.get(n).map(|offer| offer.query.as_str()),
        }
    }

    /// Whether digits choose: not where a digit may go on with what is typed.
    pub fn by_digit(&self) -> bool {
        !matches!(self, Aid::Values(values) if values.operator == Operator::Date)
    }
}

/// What is offered, for which text, and the letters that a pick took the place of.
#[derive(Debug, Default)]
pub(super) struct Offered {
    aid: Arc<Aid>,
    /// The typed text it was worked out for.
    typed: String,
    /// What was typed before the pick, and what the pick made of it.
    picked: Option<(String, String)>,
}

impl Finder {
    /// What is offered for what is typed.
    pub fn aid(&self) -> &Aid {
        &self.offered.aid
    }

    /// Whether what is offered belongs to what stands in the line, so that keys may take it.
    fn is_current(&self) -> bool {
        self.offered.typed == self.line.text() && self.line.before_cursor() == self.line.text()
    }
}

/// Puts the city or the day of the article the search began on first, so that `city:` and Tab search where one stands. Where a city
/// is begun, what fits best stays first.
fn from_here(aid: Arc<Aid>, typed: &str, here: &Article) -> Arc<Aid> {
    let Aid::Values(values) = &*aid else { return aid };
    let day = here.published.day.map(|day| day.to_string()).unwrap_or_default();
    let is_here = |value: &str| match values.operator {
        Operator::City => typed.ends_with([':', '：']) && here.city.as_deref() == Some(value),
        _ => day.starts_with(value),
    };
    match values.values.iter().position(|value| is_here(&value.value)) {
        None | Some(0) => aid,
        Some(at) => {
            let mut values = values.clone();
            values.values[..=at].rotate_right(1);
            Arc::new(Aid::Values(values))
        }
    }
}

impl App {
    /// The words of the corpus, to be asked for once while a search is typed or the overview is open.
    pub(super) fn wanted_words(&mut self) -> Option<Effect> {
        let typing = self.finder.as_ref().is_some_and(Finder::typing);
        let wanted = typing || self.overview().is_some();
        if !wanted || self.words_asked || self.corpus.is_empty() {
            return None;
        }
        self.words_asked = true;
        Some(Effect::Words)
    }

    /// The words came: they are offered for what stands in the line now.
    pub(super) fn take_words(&mut self, words: Arc<Words>) {
        self.words = Some(words);
        self.offer();
        self.tell_overview();
    }

    /// Works out what to offer, where the corpus is small; a worker does it for a large one.
    pub(super) fn offer(&mut self) {
        let Some(finder) = self.finder.as_ref().filter(|finder| finder.typing) else { return };
        let nothing = Index::default();
        // Without a query only conditions are completed, which needs no index.
        let index = match &self.index {
            Some(index) if self.is_small() => index,
            _ if finder.query.is_empty() => &nothing,
            _ => return,
        };
        let found = finder.results.as_ref().map_or(0, |results| results.hits.len());
        let aid = Aid::of(&self.corpus, index, self.words.as_deref(), &finder.query, found, &|| true).unwrap_or_default();
        let typed = finder.line.text().to_owned();
        self.put_offer(Arc::new(aid), typed);
    }

    /// What a worker worked out.
    pub(super) fn offered(&mut self, generation: u64, aid: Arc<Aid>) {
        if generation == self.generation
            && let Some(finder) = &self.finder
        {
            let typed = finder.query.typed().to_owned();
            self.put_offer(aid, typed);
        }
    }

    pub(super) fn put_offer(&mut self, aid: Arc<Aid>, typed: String) {
        let here = self.finder.as_ref().and_then(|finder| self.corpus.article(finder.origin.article?)).cloned();
        if let Some(finder) = &mut self.finder {
            finder.offered.aid = match here {
                Some(here) => from_here(aid, &typed, &here),
                None => aid,
            };
            finder.offered.typed = typed;
        }
    }

    /// A key that takes something offered, or takes a pick back. `None`: the key means something else.
    #[expect(clippy::option_option, reason = "whether the key was taken, and then whether it asks for something")]
    pub(super) fn key_for_offer(&mut self, key: Key) -> Option<Option<Effect>> {
        let tree = self.geometry().tree.is_some();
        let row = self.geometry().height >= 10;
        let finder = self.finder.as_mut()?;
        if key == Key::Backspace
            && let Some((before, after)) = finder.offered.picked.take()
            && after == finder.line.text()
        {
            finder.line.set(&before);
            return Some(self.typed());
        }
        if !finder.is_current() {
            return None;
        }
        let aid = finder.offered.aid.clone();
        // Offers stand in the list; where there is none, in the row of candidates.
        let seen = row || (tree && matches!(*aid, Aid::Offers(_)));
        let n = match super::action::plain(key) {
            Key::Tab if !matches!(*aid, Aid::Offers(_)) => 0,
            Key::Enter if matches!(*aid, Aid::Offers(_)) => 0,
            Key::Char(c @ '1'..='9') if aid.by_digit() => c as usize - '1' as usize,
            _ => return None,
        };
        let query = aid.query(n).filter(|_| seen && n < MOST)?;
        finder.offered.picked = Some((finder.line.text().to_owned(), query.to_owned()));
        finder.line.set(query);
        Some(self.typed())
    }
}
