//! A stretch of a text, in bytes. The one way to point into text.

use serde::{Deserialize, Serialize};

/// A half-open byte range `[start, end)` of one UTF-8 text; both ends lie on character boundaries of that text.
///
/// Which text it points into is said where the span is stored. Bytes, not characters: a span can be cut out in O(1).
/// JSON output converts to Unicode scalar values with [`Span::to_chars`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from two byte offsets. Texts are bounded far below 4 GiB where they are read; an offset beyond is taken for its end.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: offset(start), end: offset(end) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing lies between the ends.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The stretch of `text` this span points to; empty when it does not fit `text` (a stale span is never a panic).
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Whether the byte offset lies inside.
    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two spans share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same span in Unicode scalar values of `text`: `(start, end)`. O(end).
    pub fn to_chars(self, text: &str) -> (usize, usize) {
        let start = text.get(..self.start as usize).map_or(0, |t| t.chars().count());
        (start, start + self.of(text).chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn a_span_of_汉字_counts_bytes_and_converts_to_characters() {
        let text = "在锦州市";
        let span = Span::new(3, 9);
        assert_eq!(span.of(text), "锦州");
        assert_eq!(span.to_chars(text), (1, 3));
    }

    #[test]
    fn a_stale_span_is_empty_not_a_panic() {
        assert_eq!(Span::new(1, 2).of("锦"), "");
        assert_eq!(Span::new(3, 90).of("锦州"), "");
    }
}
