//! Query → hits. Query language, folded plane, matcher, ranking, snippets.
//!
//! The truth is a character-level match on folded text; never a segmenter's tokens.

use crate::corpus::{Article, ArticleId, Corpus, Field};
use crate::text::Span;

/// A query as typed, understood. Any text is a query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    typed: String,
}

impl Query {
    /// Understands what was typed. Never fails: what is not syntax is text.
    pub fn parse(typed: &str) -> Self {
        Self { typed: typed.to_owned() }
    }

    /// What was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether it asks for nothing (blank, or only half an operator).
    pub fn is_empty(&self) -> bool {
        self.typed.trim().is_empty()
    }
}

/// One place in an article that a query matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The part it stands in.
    pub field: Field,
    /// Where, in [`Article::text`].
    pub span: Span,
}

/// One article that a query matches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The article.
    pub article: ArticleId,
    /// How many places in it match.
    pub places: u32,
    /// Relevance; higher is better.
    pub score: f32,
}

/// All articles that match, in outline order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Results {
    /// In outline order.
    pub hits: Vec<Hit>,
    /// Sum of `places`.
    pub places: u64,
}

/// What a search needs beside the corpus; built once, immutable, may be thrown away at any time.
#[derive(Debug, Default)]
pub struct Index {}

impl Index {
    /// Builds it. O(text).
    pub fn build(_corpus: &Corpus) -> Self {
        Self {}
    }
}

/// Finds every article that matches. `go_on` is asked between chunks; when it says false, `None` comes back at once.
pub fn run(corpus: &Corpus, _index: &Index, query: &Query, go_on: &dyn Fn() -> bool) -> Option<Results> {
    let mut results = Results::default();
    for (id, article) in corpus.articles() {
        if !go_on() {
            return None;
        }
        let places = find(query, article).len() as u32;
        if places > 0 {
            results.places += u64::from(places);
            results.hits.push(Hit { article: id, places, score: places as f32 });
        }
    }
    Some(results)
}

/// Every place in one article that the query matches, in text order, not overlapping. For highlights, snippets and JSON.
pub fn find(query: &Query, article: &Article) -> Vec<Match> {
    // Skeleton only: exact substring. The matcher replaces this.
    let wanted = query.typed.trim();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for part in article.parts.iter().filter(|part| part.field != Field::Byline) {
        for (at, text) in part.span.of(&article.text).match_indices(wanted) {
            let start = part.span.start as usize + at;
            found.push(Match { field: part.field, span: Span::new(start, start + text.len()) });
        }
    }
    found
}
