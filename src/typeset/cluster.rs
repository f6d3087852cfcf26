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
    /// A line would start or end with a mark that may not stand there; the last resort.
    Forbidden,
    /// Inside a —— or a ……, which is one mark of two characters: parted only where it is wider than the measure.
    Pair,
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
    /// What is shown instead of the source in normalised setting: a character of the first plane, 0 for the source itself.
    instead: u16,
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
    /// How many clusters after this one are known to be plain 汉字 with a [`Gap::Free`] before each: a line takes as many of them
    /// as fit without looking at each.
    pub(super) run: u8,
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
            instead: 0,
            cells: [narrow, wide, narrow, wide],
            class: class::of(first),
            gap: Gap::Cut,
            keeps_blank: false,
            half: 0,
            run: 0,
        }
    }

    fn han(start: usize, gap: Gap, run: usize) -> Self {
        let run = run.min(usize::from(u8::MAX)) as u8;
        Self { start: start as u32, instead: 0, cells: [2; 4], class: Class::Han, gap, keeps_blank: false, half: 0, run }
    }

    /// What is shown instead of the source in normalised setting.
    pub(super) fn shown(&self) -> Option<char> {
        if self.instead == 0 { None } else { char::from_u32(u32::from(self.instead)) }
    }

    /// Shows another character (of the first plane) in normalised setting.
    pub(super) fn show(&mut self, instead: char) {
        self.instead = u16::try_from(u32::from(instead)).unwrap_or(0);
    }

    /// The same cluster in `cells` cells whatever the setting, shown as it stands.
    pub(super) fn square(self, cells: u8) -> Self {
        Self { cells: [cells; 4], instead: 0, half: 0, run: 0, ..self }
    }

    /// A letter or a figure of one cell whatever the setting; between two of them nothing is ever set.
    #[inline]
    pub(super) fn is_narrow(&self) -> bool {
        self.cells == [1; 4] && matches!(self.class, Class::Letter | Class::Digit)
    }

    /// Cells in this setting.
    pub(super) fn width(&self, setting: Setting) -> u8 {
        self.cells[setting.0]
    }

    /// Whether normalised setting keeps two cells for a mark that some terminals draw in one.
    pub(super) fn is_reserved(&self) -> bool {
        self.instead == 0 && self.cells[2] != self.cells[0]
    }
}

/// Sets the gap before cluster `at`; the runs that reach over it end there if it is not free.
pub(super) fn set_gap(clusters: &mut [Cluster], at: usize, gap: Gap) {
    clusters[at].gap = gap;
    if gap != Gap::Free {
        for (before, cluster) in clusters[..at].iter_mut().rev().enumerate() {
            if usize::from(cluster.run) <= before {
                break;
            }
            cluster.run = before as u8;
        }
    }
}

/// A text cut into clusters.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub(super) clusters: Vec<Cluster>,
    /// The clusters that need a look, ascending: all but plain 汉字 that are a cluster of their own (第 opens an ordinal and is not
    /// plain). Between two of the rest the gap is [`Gap::Free`] already.
    pub(super) others: Vec<usize>,
}

/// Cuts a text into clusters. Simple characters beside simple ones are cut without looking at tables; the rest goes through
/// `unicode-segmentation`. O(n).
pub(super) fn cut(text: &str) -> Cut {
    let mut cut = Cut { clusters: Vec::with_capacity(text.len() / 3 + 8), others: Vec::with_capacity(text.len() / 16) };
    let mut at = 0;
    while at < text.len() {
        let run = plain_han(text, at);
        if run > 0 {
            cut.clusters.push(Cluster::han(at, Gap::Cut, run - 1));
            cut.clusters.extend((1..run).map(|i| Cluster::han(at + 3 * i, Gap::Free, run - 1 - i)));
            at += 3 * run;
            continue;
        }
        let narrow = text.as_bytes().get(at..).unwrap_or_default();
        // A letter or a figure with another after it.
        if let [first @ b' '..=b'~', b' '..=b'~', ..] = narrow {
            cut.push(Cluster::new(at, char::from(*first), (1, 1)));
            at += 1;
            continue;
        }
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

/// How many 汉字 of U+4E00–9FFF but 第, each a cluster of its own, stand in a row from this byte. Their first two bytes tell them.
fn plain_han(text: &str, at: usize) -> usize {
    let is_common = |bytes: &&[u8; 3]| {
        let first_two = u16::from_be_bytes([bytes[0], bytes[1]]);
        (0xe4b8..=0xe9bf).contains(&first_two) && **bytes != [0xe7, 0xac, 0xac]
    };
    let run = text.as_bytes().get(at..).unwrap_or_default().as_chunks().0.iter().take_while(is_common).count();
    // Something may sit on the last one.
    if run > 0 && !is_simple(text, at + 3 * run) { run - 1 } else { run }
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
