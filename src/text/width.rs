//! How many terminal cells a piece of text takes. The only file that knows.
//!
//! Based on UAX #11 (East Asian Width) as the `unicode-width` crate has it. It measures; it never cuts or draws.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A number of terminal cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Cells(pub u16);

/// How wide the terminal draws East Asian Ambiguous marks (`“ ” ‘ ’ … — ·`): one cell or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ambiguous {
    /// One cell, the default of every common terminal.
    #[default]
    Narrow,
    /// Two cells, a user setting in CJK set-ups.
    Wide,
}

/// Cells of one grapheme cluster (or any short string). A cluster is never wider than two cells.
pub fn grapheme(cluster: &str, ambiguous: Ambiguous) -> Cells {
    let cells = match ambiguous {
        Ambiguous::Narrow => cluster.width(),
        Ambiguous::Wide => cluster.width_cjk(),
    };
    Cells(cells.min(2) as u16)
}

/// Cells of a text: the sum over its grapheme clusters. O(n).
pub fn of(text: &str, ambiguous: Ambiguous) -> usize {
    text.graphemes(true).map(|cluster| grapheme(cluster, ambiguous).0 as usize).sum()
}
