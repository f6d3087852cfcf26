//! A text as a row of grapheme clusters (UAX #29), each with its class, its widths and the kind of gap before it.
//! What the gap may be is decided in `rules`, how the cluster is shown in `shape`.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::class::{self, Class};
use crate::text::width;

/// Whether a line may end in the gap before a cluster. Ordered: the smaller, the better a break there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Gap {
    /// A line may end here.
    Free,
    /// A line may end here, but an opportunity a 汉字 earlier is better: inside a dictionary word, between 2月 and 24日.
    Avoid,
    /// What stands here belongs together (a number and its unit, a name with a dot); parted only when a line holds nothing else.
    Glue,
    /// Inside a Latin word or a number; parted only when a line holds nothing else.
    Cut,
    /// A line would start or end with a mark that may not stand there; the very last resort.
    Forbidden,
}

impl Gap {
    /// Whether a line may end here without need.
    pub fn is_opportunity(self) -> bool {
        self <= Gap::Avoid
    }
}

/// One grapheme cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cluster {
    /// First byte in the source.
    pub(super) start: u32,
    /// What is shown instead of the source in normalised setting.
    pub(super) shown: Option<char>,
    /// Cells, indexed by [`Setting`].
    pub(super) cells: [u8; 4],
    /// Class of the first character, in context: a neutral quote is resolved to one side.
    pub(super) class: Class,
    /// The gap before the cluster.
    pub(super) gap: Gap,
    /// The blanks before the cluster take room at a line end, because dropping them would lose them (`fmt`).
    pub(super) keeps_blank: bool,
    /// The half-width form a mark takes at a line end (GB/T 15834 §5.1.10), 0 without one.
    pub(super) half: u8,
}

/// Which of the four widths of a cluster counts: plain or normalised, with narrow or wide ambiguous marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Setting(pub(super) usize);

impl Setting {
    pub(super) fn new(normalise: bool, ambiguous: crate::text::Ambiguous) -> Self {
        Self(usize::from(normalise) * 2 + usize::from(ambiguous == crate::text::Ambiguous::Wide))
    }

    pub(super) fn is_normalised(self) -> bool {
        self.0 >= 2
    }

    pub(super) fn is_wide(self) -> bool {
        self.0 % 2 == 1
    }
}

impl Cluster {
    fn new(start: usize, first: char, (narrow, wide): (u8, u8)) -> Self {
        Self {
            start: start as u32,
            shown: None,
            cells: [narrow, wide, narrow, wide],
            class: class::of(first),
            gap: Gap::Cut,
            keeps_blank: false,
            half: 0,
        }
    }

    fn han(start: usize) -> Self {
        Self { start: start as u32, shown: None, cells: [2; 4], class: Class::Han, gap: Gap::Cut, keeps_blank: false, half: 0 }
    }

    /// Cells in this setting.
    pub(super) fn width(&self, setting: Setting) -> u8 {
        self.cells[setting.0]
    }

    /// Whether normalised setting keeps two cells for a mark that some terminals draw in one.
    pub(super) fn is_reserved(&self) -> bool {
        self.shown.is_none() && self.cells[2] != self.cells[0]
    }
}

/// Cuts a text into clusters. Simple characters beside simple ones are cut without looking at tables; the rest goes through
/// `unicode-segmentation`. O(n).
pub(super) fn cut(text: &str) -> Vec<Cluster> {
    let mut clusters = Vec::with_capacity(text.len() / 3 + 8);
    let mut at = 0;
    while at < text.len() {
        if is_common_han(text, at) && (at + 3 == text.len() || is_common_han(text, at + 3)) {
            clusters.push(Cluster::han(at));
            at += 3;
            continue;
        }
        let mut rest = text.get(at..).unwrap_or_default().char_indices();
        let Some((_, c)) = rest.next() else { break };
        let next = rest.next();
        if next.is_none_or(|(_, next)| width::simple(next).is_some())
            && let Some(cells) = width::simple(c)
        {
            clusters.push(Cluster::new(at, c, cells));
            at += c.len_utf8();
            continue;
        }
        // A stretch from here to the first gap between two simple characters: no cluster reaches across its ends.
        let mut before_is_simple = width::simple(c).is_some();
        let mut end = text.len();
        for (offset, c) in next.into_iter().chain(rest) {
            let is_simple = width::simple(c).is_some();
            if before_is_simple && is_simple {
                end = at + offset;
                break;
            }
            before_is_simple = is_simple;
        }
        for (offset, cluster) in text.get(at..end).unwrap_or_default().grapheme_indices(true) {
            let first = cluster.chars().next().unwrap_or(c);
            let mut new = Cluster::new(at + offset, first, width::both(cluster));
            // A blank that carries an accent is something to see.
            if new.class == Class::Space && cluster.len() > first.len_utf8() {
                new.class = Class::Other;
            }
            clusters.push(new);
        }
        at = end;
    }
    clusters
}

/// Whether a 汉字 of U+5000–9FFF starts at this byte: its first byte alone says so.
fn is_common_han(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(|first| (0xe5..=0xe9).contains(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn starts(text: &str) -> Vec<usize> {
        cut(text).iter().map(|c| c.start as usize).collect()
    }

    fn slow(text: &str) -> Vec<usize> {
        text.grapheme_indices(true).map(|(at, _)| at).collect()
    }

    #[test]
    fn families_flags_and_stacked_marks_stay_whole() {
        for text in ["锦👨‍👩‍👧州", "🇨🇳🇨🇳a", "e\u{301}锦\u{301}\u{301}x", "\u{301}\u{301}", "각각", "葛\u{e0100}城", ""]
        {
            assert_eq!(starts(text), slow(text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn the_fast_path_cuts_as_the_tables_do(text in "[锦a1。“\u{301}\u{200d}👨👩🇨🇳क्ष각\u{1100}\r\n]{0,24}") {
            prop_assert_eq!(starts(&text), slow(&text));
        }

        #[test]
        fn any_text_is_cut_as_the_tables_do(text in any::<String>()) {
            prop_assert_eq!(starts(&text), slow(&text));
        }
    }
}
