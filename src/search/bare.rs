//! The bare word of each condition on the text: what stands in it without its operator, quotation marks and `^`, and where.

use super::query::{Ask, Query};
use super::syntax;
use crate::text::{Span, fold};

/// One word of two characters or more, in a condition that asks for nothing else.
#[derive(Debug)]
pub(super) struct Bare {
    /// Number of its condition.
    pub(super) clause: usize,
    /// Where the word itself stands in the typed text.
    at: Span,
    /// Its characters, folded; a typed ü is `v`.
    pub(super) chars: Vec<char>,
    /// Whether the condition is the word and nothing else, no mark.
    pub(super) is_plain: bool,
}

/// The bare words of the wanted conditions on text.
pub(super) fn bare(query: &Query) -> Vec<Bare> {
    let wanted = query.clauses.iter().enumerate().filter(|(_, clause)| !clause.negated);
    let word = |(i, clause): (usize, &super::query::Clause)| {
        let Ask::Text(_, terms) = &clause.ask else { return None };
        let [term] = terms.as_slice() else { return None };
        let chars = term.pattern()?.chars.clone();
        let is_quote = |c: char| fold::char(c) == '"';
        let behind = syntax::value(&clause.text).trim_start_matches(is_quote);
        let start = clause.at.end as usize - behind.len();
        let inner = behind.trim_end_matches(is_quote);
        let is_word = chars.len() > 1 && chars.len() == inner.chars().count() && inner.chars().all(char::is_alphanumeric);
        let at = Span::new(start, start + inner.len());
        is_word.then_some(Bare { clause: i, at, chars, is_plain: inner.len() == clause.text.len() })
    };
    wanted.filter_map(word).collect()
}

impl Bare {
    /// A word by itself.
    pub(super) fn of(chars: Vec<char>) -> Self {
        Self { clause: 0, at: Span::default(), chars, is_plain: true }
    }

    /// Its characters as a text.
    pub(super) fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// Whether it is Latin letters only.
    pub(super) fn is_letters(&self) -> bool {
        self.chars.iter().all(char::is_ascii_lowercase)
    }

    /// Whether it is Latin letters among others (`锦zhou`).
    pub(super) fn is_mixed(&self) -> bool {
        !self.is_letters() && self.chars.iter().any(char::is_ascii_lowercase)
    }

    /// The typed text with another word in its place, the marks round it kept.
    pub(super) fn replaced(&self, query: &Query, by: &str) -> String {
        let typed = query.typed();
        let before = typed.get(..self.at.start as usize).unwrap_or("").trim_start();
        let after = typed.get(self.at.end as usize..).unwrap_or("").trim_end();
        format!("{before}{by}{after}")
    }
}
