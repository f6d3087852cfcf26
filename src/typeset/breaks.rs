//! A paragraph looked at once: its clusters, where a line may end, how each is shown. Setting it at another width reads this only.

use std::sync::LazyLock;

use icu_locale_core::{LanguageIdentifier, langid};
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::cluster::{self, Cluster, Cut, Gap};
use super::galley::{Galley, Measure};
use super::{fill, fmt, headline, pairs, rules, shape};
use crate::text::class::Class;
use crate::text::{Cells, Span};

static CHINESE: LanguageIdentifier = langid!("zh");

/// UAX #14 with CSS `line-break: strict` and Chinese as the content language, without the dictionaries of Thai, Lao, Khmer and
/// Burmese (their words break at blanks only).
static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> = LazyLock::new(|| {
    let mut options = LineBreakOptions::default();
    options.strictness = Some(LineBreakStrictness::Strict);
    options.content_locale = Some(&CHINESE);
    LineSegmenter::new_for_non_complex_scripts(options)
});

/// A paragraph ready to be set at any width.
///
/// It holds offsets and widths, not the text: some sixteen bytes a cluster.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Breaks {
    pub(super) clusters: Vec<Cluster>,
    /// Length of the source in bytes.
    pub(super) end: u32,
    /// The lines will be [joined again](Breaks::rejoinable).
    pub(super) rejoins: bool,
}

impl Breaks {
    /// Looks a paragraph up and down: clusters (UAX #29), break opportunities (UAX #14 strict with the Chinese rules), display
    /// forms. `text` is one whole paragraph without line ends, sanitised; anything else is set without a panic, only less well.
    /// O(n).
    ///
    /// ```
    /// use yuebao::typeset::Breaks;
    /// let text = "截至目前,25人返岗";
    /// let ends: Vec<&str> = Breaks::of(text).opportunities().map(|at| &text[..at as usize]).collect();
    /// assert_eq!(ends, ["截", "截至", "截至目", "截至目前,", "截至目前,25人", "截至目前,25人返"]);
    /// ```
    pub fn of(text: &str) -> Self {
        let Cut { mut clusters, others } = cluster::cut(text);
        mark_base(text, &mut clusters, &others);
        rules::apply(text, &mut clusters, &others);
        shape::apply(text, &mut clusters, &others);
        Self { clusters, end: text.len() as u32, rejoins: false }
    }

    /// The byte offsets at which a line may end, ascending, without the start and the end of the text.
    pub fn opportunities(&self) -> impl Iterator<Item = u32> + '_ {
        self.clusters.iter().skip(1).filter(|c| c.gap.is_opportunity()).map(|c| c.start)
    }

    /// Every gap between two clusters with the byte offset after it.
    pub fn gaps(&self) -> impl Iterator<Item = (u32, Gap)> + '_ {
        self.clusters.iter().skip(1).map(|c| (c.start, c.gap))
    }

    /// Makes breaks inside dictionary words second choice: they are taken only where the break before would cost more than one
    /// 汉字. `starts` are the byte offsets at which words start, ascending (any segmenter's; this room has none of its own).
    #[must_use]
    pub fn preferring_words(mut self, starts: impl IntoIterator<Item = u32>) -> Self {
        let mut starts = starts.into_iter().peekable();
        let mut before_is_ideographic = false;
        for at in 0..self.clusters.len() {
            let cluster = self.clusters[at];
            while starts.peek().is_some_and(|&s| s < cluster.start) {
                starts.next();
            }
            let inside = starts.peek() != Some(&cluster.start);
            let ideographic = cluster.class.is_ideographic();
            if inside && before_is_ideographic && ideographic && cluster.gap == Gap::Free {
                cluster::set_gap(&mut self.clusters, at, Gap::Avoid);
            }
            before_is_ideographic = ideographic;
        }
        self
    }

    /// Prepares a text whose lines will be joined again (see [`super::fmt`]), so that joining gives it back: blanks at a line end
    /// take room wherever joining would not bring them back, and no line ends where joining would put a blank that the text does
    /// not have, unless the word is longer than a line. Such a word has its lines to itself, from which joining knows it.
    #[must_use]
    pub(super) fn rejoinable(mut self, text: &str, width: Cells) -> Self {
        self.rejoins = true;
        let mut run: Option<u32> = None;
        for at in 0..self.clusters.len() {
            let cluster = self.clusters[at];
            let after = || text.get(cluster.start as usize..).unwrap_or("");
            if cluster.class == Class::Space {
                run.get_or_insert(cluster.start);
            } else if let Some(start) = run.take() {
                let (before, blanks) = (Span { start: 0, end: start }.of(text), Span { start, end: cluster.start }.of(text));
                let returns = blanks == " " && fmt::needs_blank(before, after());
                self.clusters[at].keeps_blank = !returns && blanks.len() <= usize::from(width.0) / 2;
            } else if at > 0
                && cluster.gap < Gap::Cut
                && !cluster.class.is_ideographic()
                && !self.clusters[at - 1].class.is_ideographic()
                && fmt::needs_blank(Span { start: 0, end: cluster.start }.of(text), after())
            {
                cluster::set_gap(&mut self.clusters, at, Gap::Cut);
            }
        }
        self
    }

    /// Sets the paragraph. O(n) in its clusters, without looking at the text again.
    pub fn set(&self, measure: Measure) -> Galley {
        fill::fill(self, measure)
    }

    /// Sets a headline: as few lines as the measure allows, of nearly equal length, parted at blanks rather than inside a
    /// clause, and never justified.
    pub fn set_headline(&self, measure: Measure) -> Galley {
        headline::balance(self, measure)
    }
}

/// Marks every gap that UAX #14 leaves open.
///
/// Between two 汉字 a line may always end, and no rule looks across a 汉字 (LB1–LB31 read at most the class ID on its side). So only
/// the islands between 汉字 are looked at, each with the 汉字 on its shores, and only those with something rare in them go through
/// the segmenter.
fn mark_base(text: &str, clusters: &mut [Cluster], others: &[usize]) {
    for island in others.chunk_by(|a, b| a + 1 == *b) {
        let (Some(&first), Some(&last)) = (island.first(), island.last()) else { continue };
        if !pairs::mark(text, clusters, first..last + 1) {
            mark_island(text, clusters, first.saturating_sub(1), last + 1);
        }
    }
}

/// Segments the text from cluster `from` to and with cluster `to`, a 汉字 or the end.
fn mark_island(text: &str, clusters: &mut [Cluster], from: usize, to: usize) {
    let start = clusters.get(from).map_or(0, |c| c.start as usize);
    let end = clusters.get(to + 1).map_or(text.len(), |c| c.start as usize);
    let mut at = from;
    for offset in SEGMENTER.segment_str(text.get(start..end).unwrap_or("")).skip(1) {
        let offset = (start + offset) as u32;
        while let Some(cluster) = clusters.get_mut(at).filter(|c| c.start <= offset && (c.start as usize) < end) {
            if cluster.start == offset {
                cluster.gap = Gap::Free;
            }
            at += 1;
        }
    }
}

/// The opportunities of UAX #14 alone, the end of the text included, for the conformance tests.
#[cfg(test)]
pub(super) fn base(text: &str) -> Vec<usize> {
    SEGMENTER.segment_str(text).filter(|&offset| offset > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fast(text: &str) -> Vec<u32> {
        let Cut { mut clusters, others } = cluster::cut(text);
        mark_base(text, &mut clusters, &others);
        clusters.iter().skip(1).filter(|c| c.gap == Gap::Free).map(|c| c.start).collect()
    }

    fn slow(text: &str) -> Vec<u32> {
        let clusters = cluster::cut(text).clusters;
        let offsets: Vec<u32> = SEGMENTER.segment_str(text).map(|o| o as u32).collect();
        clusters.iter().skip(1).filter(|c| offsets.contains(&c.start)).map(|c| c.start).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn islands_break_as_the_whole_text_does(text in "[锦州港〇，。：！、；,.?!:;“”‘’()（）《》【】a1９—…·～/%℃¥々ー 　\u{301}\u{3164}👨🏽\u{200d}🇨🇳\"'-\u{a0}가אกข]{0,30}") {
            prop_assert_eq!(fast(&text), slow(&text), "{}", text);
        }

        #[test]
        fn any_text_breaks_as_the_whole_text_does(text in any::<String>()) {
            let text = format!("锦{text}州{text}");
            prop_assert_eq!(fast(&text), slow(&text), "{}", text);
        }
    }
}
