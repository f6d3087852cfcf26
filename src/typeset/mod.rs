//! Text → lines. Break opportunities, fill, justify; line ↔ span both ways. Knows nothing of newspapers or screens.
//!
//! The order of work, a file each: `breaks` (where a line may end), `shape` (how each character is shown), `fill` (lines).

mod breaks;
mod cluster;
pub mod columns;
#[cfg(test)]
mod conformance;
mod fill;
pub mod fmt;
mod galley;
mod headline;
mod lay;
mod number;
mod pen;
mod rules;
mod shape;
#[cfg(test)]
mod tests;
pub mod vertical;

pub use breaks::Breaks;
pub use cluster::Gap;
pub use galley::{Galley, Glyph, Line, Measure, Shown};

/// Sets one paragraph (no `\n` in it). Total, for any text and any measure; only a grapheme wider than the measure exceeds it,
/// and one mark where it may hang. Keep the [`Breaks`] instead where the same text is set at several widths. O(n).
pub fn set(text: &str, measure: Measure) -> Galley {
    Breaks::of(text).set(measure)
}

/// Sets a headline: as few lines as possible, of nearly equal length; see [`Breaks::set_headline`].
pub fn set_headline(text: &str, measure: Measure) -> Galley {
    Breaks::of(text).set_headline(measure)
}
