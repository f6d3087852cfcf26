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

    fn han(start: usize, gap: Gap) -> Self {
        Self { start: start as u32, shown: None, cells: [2; 4], class: Class::Han, gap, keeps_blank: false, half: 0 }
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

/// A text cut into clusters.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub(super) clusters: Vec<Cluster>,
    /// The clusters that need a look, ascending: all but plain 汉字 that are a cluster of their own. Between two of the others the
    /// gap is [`Gap::Free`] already.
    pub(super) others: Vec<usize>,
}

/// Cuts a text into clusters. Simple characters beside simple ones are cut without looking at tables; the rest goes through
/// `unicode-segmentation`. O(n).
pub(super) fn cut(text: &str) -> Cut {
    let mut cut = Cut { clusters: Vec::with_capacity(text.len() / 3 + 8), others: Vec::with_capacity(text.len() / 16) };
    let mut at = 0;
    let mut after_han = false;
    while at < text.len() {
        if is_common_han(text, at) && (is_common_han(text, at + 3) || is_simple(text, at + 3)) {
            cut.clusters.push(Cluster::han(at, if after_han { Gap::Free } else { Gap::Cut }));
            at += 3;
            after_han = true;
            continue;
        }
        after_han = false;
        let mut rest = text.get(at..).unwrap_or_default().char_indices();
        let Some((_, c)) = rest.next() else { break };
        let next = rest.next();
        if next.is_none_or(|(_, next)| width::simple(next).is_some())
            && let Some(cells) = width::simple(c)
        {
            cut.push(Cluster::new(at, c, cells));
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
            cut.push(new);
        }
        at = end;
    }
    cut
}

impl Cut {
    fn push(&mut self, cluster: Cluster) {
        self.others.push(self.clusters.len());
        self.clusters.push(cluster);
    }
}

/// Whether a 汉字 of U+4E00–9FFF starts at this byte: its first two bytes say so.
fn is_common_han(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(0xe5..=0xe9) => true,
        Some(0xe4) => text.as_bytes().get(at + 1).is_some_and(|&second| second >= 0xb8),
        _ => false,
    }
}

/// Whether the text ends here or goes on with a simple character.
fn is_simple(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().next()).is_none_or(|c| width::simple(c).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn starts(text: &str) -> Vec<usize> {
        cut(text).clusters.iter().map(|c| c.start as usize).collect()
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
