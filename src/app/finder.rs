//! A search while it stands: the typed line, its hits, the one the reader stands on, and where it all began.
//!
//! It holds state only; matching is [`crate::search`], and what a key does to it is in `handle`.

use std::sync::Arc;

use super::line_edit::LineEdit;
use super::tree::{Node, Ranks};
use crate::corpus::{Article, ArticleId};
use crate::search::{self, Certainty, Hit, Match, Note, Query, Results};

/// Everything that Esc gives back.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Origin {
    pub(super) article: Option<ArticleId>,
    pub(super) anchor: u32,
    pub(super) row: usize,
    /// The screen that `row` was counted on; on another one only the anchor says where the text stood.
    pub(super) size: (u16, u16),
    pub(super) cursor: Node,
    pub(super) top: Node,
    pub(super) reading: bool,
}

/// A kept query while another one is typed in its place: Esc gives it back without searching.
#[derive(Debug, Clone)]
pub(super) struct Before {
    pub(super) text: String,
    pub(super) query: Query,
    /// Nothing where its answer was not there yet, or belongs to a corpus that is no more.
    pub(super) results: Option<Arc<Results>>,
    pub(super) place: Origin,
    /// Which match of the open article the reader stood on.
    pub(super) at: usize,
}

/// Where a reader stood in the hits of a query that is asked anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stood {
    /// Text offset of the match.
    pub(super) hit: Option<u32>,
    /// Rows of the list above the selected one.
    pub(super) line: Option<u16>,
}

/// How hits are ordered in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// In the tree: by city, day and page.
    #[default]
    Place,
    /// Best first, one flat list.
    Relevance,
    /// Newest first, one flat list.
    Date,
}

/// Hits whose places are added up in advance.
const STRIDE: usize = 256;

/// A search.
#[derive(Debug)]
pub struct Finder {
    pub(super) line: LineEdit,
    pub(super) query: Query,
    /// What is to be said about the text as it is typed now.
    pub(super) notes: Vec<Note>,
    pub(super) results: Option<Arc<Results>>,
    /// Places in all hits before each [`STRIDE`]th one, so that a frame need not add them all up.
    sums: Vec<u64>,
    pub(super) ranks: Option<Ranks>,
    pub(super) order: Order,
    pub(super) typing: bool,
    pub(super) origin: Origin,
    /// Matches in the open article, and which of them the reader stands on.
    pub(super) matches: Vec<Match>,
    pub(super) at: usize,
    /// The kept query as it stood when the line was opened again, for Esc.
    pub(super) before: Option<Before>,
    /// The query that stands is asked anew, because the corpus is another: whose answer is shown without moving what is read.
    pub(super) renewing: Option<Stood>,
    /// Position in the history, counted from its end; 0 is the typed line itself.
    pub(super) recalled: usize,
    /// What is offered for what is typed.
    pub(super) offered: super::candidates::Offered,
    /// The request that is still out.
    pub(super) pending: Option<u64>,
    /// While nothing is found yet: how many articles it can be at most.
    pub(super) at_most: Option<u64>,
    /// The places shown under the hits of the list.
    pub(super) contexts: super::context::Contexts,
    /// `n` was pressed at the last hit once.
    pub(super) at_edge: bool,
    /// What is typed has led to another page than the one it began on.
    pub(super) strayed: bool,
}

impl Finder {
    pub(super) fn new(origin: Origin) -> Self {
        Self {
            line: LineEdit::default(),
            query: Query::default(),
            notes: Vec::new(),
            results: None,
            sums: Vec::new(),
            ranks: None,
            order: Order::Place,
            typing: true,
            origin,
            matches: Vec::new(),
            at: 0,
            before: None,
            renewing: None,
            recalled: 0,
            offered: super::candidates::Offered::default(),
            pending: None,
            at_most: None,
            contexts: super::context::Contexts::default(),
            at_edge: false,
            strayed: false,
        }
    }

    /// Whether the line is being typed (else the query is kept and the keys are the reader's).
    pub fn typing(&self) -> bool {
        self.typing
    }

    /// The typed line.
    pub fn line(&self) -> &LineEdit {
        &self.line
    }

    /// The query that was searched last.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What is to be said about the text as it is typed now: an operator that is none, a pattern that is not finished.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Hits in outline order; `None` while the line is empty (everything is shown).
    pub fn hits(&self) -> Option<&[Hit]> {
        self.results.as_deref().map(|results| results.hits.as_slice())
    }

    /// What was found.
    pub fn results(&self) -> Option<&Results> {
        self.results.as_deref()
    }

    /// Order of the list.
    pub fn order(&self) -> Order {
        self.order
    }

    /// The order of the flat list, when the list is ordered by relevance or by day.
    pub fn ranks(&self) -> Option<&Ranks> {
        self.ranks.as_ref().filter(|_| self.order != Order::Place && self.results.is_some())
    }

    /// Matches in the open article, in text order.
    pub fn matches(&self) -> &[Match] {
        &self.matches
    }

    /// The match the reader stands on.
    pub fn present(&self) -> Option<&Match> {
        self.matches.get(self.at)
    }

    /// Whether an answer is still on its way.
    pub fn pending(&self) -> bool {
        self.pending.is_some()
    }

    /// How many articles a search that has found nothing yet can find at most.
    pub fn at_most(&self) -> Option<u64> {
        self.at_most
    }

    /// What stands behind a number of places that is not the last word: `12,345+`.
    pub fn and_more(&self) -> &'static str {
        if self.results.as_ref().is_some_and(|results| results.certainty == Certainty::AtLeast) { "+" } else { "" }
    }

    /// Which of all places the reader stands on, from 1, in outline order, and how many there are. O(log hits), for every frame.
    pub fn position(&self, article: Option<ArticleId>) -> (u64, u64) {
        let Some(results) = &self.results else { return (0, 0) };
        let Some(id) = article else { return (0, results.places) };
        if self.matches.is_empty() {
            return (0, results.places);
        }
        let hits = results.hits.partition_point(|hit| hit.article < id);
        let block = hits / STRIDE;
        let since = results.hits.get(block * STRIDE..hits).unwrap_or_default();
        let before =
            self.sums.get(block).copied().unwrap_or_default() + since.iter().map(|hit| u64::from(hit.places)).sum::<u64>();
        (before + self.at as u64 + 1, results.places)
    }

    /// Takes what was found.
    pub(super) fn take(&mut self, results: Arc<Results>) {
        self.sums = results
            .hits
            .chunks(STRIDE)
            .scan(0, |sum, block| {
                let before = *sum;
                *sum += block.iter().map(|hit| u64::from(hit.places)).sum::<u64>();
                Some(before)
            })
            .collect();
        if let Some(instead) = &results.instead {
            self.notes = instead.notes().to_vec();
            self.query = instead.clone();
        }
        self.at_most = None;
        self.results = Some(results);
    }

    /// Looks the open article up again.
    pub(super) fn look_at(&mut self, article: Option<&Article>) {
        self.matches = article.map(|article| search::find(&self.query, article)).unwrap_or_default();
        self.at = 0;
        self.at_edge = false;
    }

    /// Stands on the match at a text offset, or on the nearest after it.
    pub(super) fn stand_on(&mut self, offset: u32) {
        let last = self.matches.len().saturating_sub(1);
        self.at = self.matches.partition_point(|hit| hit.span.start < offset).min(last);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::Node;
    use super::*;

    #[test]
    fn the_position_among_all_places_is_their_plain_sum() {
        let hits: Vec<Hit> = (0..1_500).map(|i| Hit { article: ArticleId(2 * i), places: 1 + i % 7, score: 0.0 }).collect();
        let places = hits.iter().map(|hit| u64::from(hit.places)).sum();
        let node = Node::Article(ArticleId(0));
        let mut finder =
            Finder::new(Origin { article: None, anchor: 0, row: 0, size: (0, 0), cursor: node, top: node, reading: false });
        finder.take(Arc::new(Results { hits: hits.clone(), places, ..Results::default() }));
        assert_eq!(finder.position(Some(ArticleId(8))), (0, places), "no place in the open article");
        finder.matches = vec![Match { field: crate::corpus::Field::Body, span: crate::text::Span::new(0, 3) }];
        for id in [0, 2, 510, 511, 512, 513, 1_023, 1_024, 2_998, 5_000].map(ArticleId) {
            let before: u64 = hits.iter().filter(|hit| hit.article < id).map(|hit| u64::from(hit.places)).sum();
            assert_eq!(finder.position(Some(id)), (before + 1, places), "{id:?}");
        }
    }
}
