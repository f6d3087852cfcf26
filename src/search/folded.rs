//! One part of an article as folded units, with the way back to its bytes.

use super::outside::Outside;
use crate::text::{Span, fold};

/// Folded text of one part; unit `i` is the character at byte `at[i]` of the article's text.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub(super) units: Vec<u16>,
    at: Vec<u32>,
}

impl Folded {
    /// Folds the part of `text` at `span`; rare characters are admitted to `outside`.
    pub(super) fn new(text: &str, span: Span, outside: &mut Outside) -> Self {
        let part = span.of(text);
        let mut folded = Self::default();
        fold::units(part, |c| outside.admit(c), &mut folded.units);
        folded.at.reserve(folded.units.len() + 1);
        folded.at.extend(part.char_indices().map(|(i, _)| span.start + i as u32));
        folded.at.push(span.end);
        folded
    }

    /// The bytes of the article's text that units `start..end` are.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span { start: self.at[start], end: self.at[end] }
    }
}
