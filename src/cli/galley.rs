//! A set paragraph as lines of plain text: blanks where no glyph stands, nothing after the last one.

use crate::typeset::{self, Measure};

/// Sets one paragraph and gives its lines. O(n).
pub(super) fn lines(text: &str, measure: Measure) -> Vec<String> {
    typeset::set(text, measure).lines.iter().map(|line| line.draw(text).trim_end_matches(' ').to_owned()).collect()
}
