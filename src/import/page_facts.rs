//! What can be said of a page as a whole: its blank-line habit, its column width, which lines share words, what is printed twice.
//!
//! All distances are looked at within [`BAND`] lines only, so that a file of many thousand lines costs no more a line than a page.

use rustc_hash::FxHashMap;

use super::block::{Block, is_han, is_padding};
use super::surface::{Surface, surface};

/// Lines further apart than this share nothing worth knowing.
pub const BAND: usize = 96;

/// Characters of one line that are compared with other lines.
const COMPARED: usize = 1500;

/// How a line repeats another one.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Repeat {
    /// Largest share of its trigrams found in one earlier line.
    pub earlier: f32,
    /// The same for a later line.
    pub later: f32,
    /// An earlier line says the same and no more.
    pub same_earlier: bool,
    /// A later line says the same and no more.
    pub same_later: bool,
    /// A longer line holds it whole.
    pub inside: bool,
}

/// Facts about all lines of a page.
#[derive(Debug, Clone, Default)]
pub struct PageFacts {
    /// One a line.
    pub surfaces: Vec<Surface>,
    /// The commonest number of blank lines between two lines.
    pub usual_gap: u32,
    /// Characters of a full line where the columns are hard-wrapped, else 0.
    pub column: usize,
    /// First lines of paragraphs are indented.
    pub indents: bool,
    /// Whether a line leaves its paragraph open at its end.
    pub open: Vec<bool>,
    /// How each line repeats others.
    pub repeats: Vec<Repeat>,
    /// Bigrams of each line, sorted.
    pub bigrams: Vec<Vec<u32>>,
    /// Number of lines with a bigram.
    pub lines_with: Vec<u32>,
    similar: Vec<f32>,
}

impl PageFacts {
    /// Facts of these lines. O(n · BAND) at worst.
    pub fn of(blocks: &[Block]) -> Self {
        let surfaces: Vec<Surface> = blocks.iter().map(surface).collect();
        let mut facts = Self { surfaces, ..Self::default() };
        facts.usual_gap = most_common(blocks.iter().skip(1).map(|b| b.gap)).map_or(1, |(gap, _)| gap);
        let lengths = blocks.iter().filter(|b| b.gap == 0).map(|b| b.raw.chars().count()).filter(|n| (10..=40).contains(n));
        facts.column = most_common(lengths).filter(|(_, times)| *times >= 8).map_or(0, |(n, _)| n);
        facts.indents = blocks.iter().filter(|b| b.indent).count() >= 3;
        facts.open = blocks
            .iter()
            .enumerate()
            .map(|(i, b)| {
                let full = facts.column > 0
                    && b.raw.chars().count() + 1 >= facts.column
                    && blocks.get(i + 1).is_some_and(|n| n.gap == 0 && !n.indent);
                (full || !b.terminated && !facts.surfaces[i].photo) && !facts.surfaces[i].table
            })
            .collect();
        facts.compare(blocks);
        facts.repeats = repeats(blocks);
        facts
    }

    /// Whether a dateline opens the line.
    pub fn dateline(&self, i: usize) -> bool {
        self.surfaces[i].dateline.is_some()
    }

    /// Whether a dateline, a byline or a lead opens the line: what stands above it is a headline.
    pub fn opens_story(&self, i: usize) -> bool {
        let s = &self.surfaces[i];
        s.dateline.is_some() || s.byline || s.lead > 0
    }

    /// How alike two lines are in their words, 0 to 1; 0 beyond [`BAND`].
    pub fn similarity(&self, i: usize, j: usize) -> f32 {
        let (a, b) = if i < j { (i, j) } else { (j, i) };
        if a == b {
            return 1.0;
        }
        if b - a >= BAND { 0.0 } else { self.similar.get(a * BAND + b - a).copied().unwrap_or(0.0) }
    }

    /// The largest similarity between the two groups of lines.
    #[expect(clippy::needless_pass_by_value, reason = "an iterator is taken by value; it is cheap to clone")]
    pub fn closest(&self, some: impl Iterator<Item = usize> + Clone, others: impl Iterator<Item = usize> + Clone) -> f32 {
        some.flat_map(|a| others.clone().map(move |b| (a, b))).map(|(a, b)| self.similarity(a, b)).fold(0.0, f32::max)
    }

    fn compare(&mut self, blocks: &[Block]) {
        let n = blocks.len();
        let mut ids: FxHashMap<(char, char), u32> = FxHashMap::default();
        let mut counts: Vec<Vec<(u32, u32)>> = Vec::with_capacity(n);
        for block in blocks {
            let mut here: FxHashMap<u32, u32> = FxHashMap::default();
            let kept = block.chars.get(..block.len().min(COMPARED)).unwrap_or(&[]);
            for pair in kept.windows(2).filter(|p| is_han(p[0]) && is_han(p[1])) {
                let fresh = ids.len() as u32;
                let id = *ids.entry((pair[0], pair[1])).or_insert(fresh);
                *here.entry(id).or_insert(0) += 1;
            }
            let mut here: Vec<(u32, u32)> = here.into_iter().collect();
            here.sort_unstable();
            counts.push(here);
        }
        let mut postings: Vec<Vec<(u32, f32)>> = vec![Vec::new(); ids.len()];
        let mut lines_with = vec![0_u32; ids.len()];
        for (id, _) in counts.iter().flatten() {
            lines_with[*id as usize] += 1;
        }
        for (line, grams) in counts.iter().enumerate() {
            let weight =
                |id: u32, times: u32| (1.0 + (times as f32).ln()) * (1.0 + n as f32 / lines_with[id as usize] as f32).ln();
            let norm = grams.iter().map(|(id, t)| weight(*id, *t).powi(2)).sum::<f32>().sqrt().max(1e-6);
            for (id, times) in grams.iter().filter(|(id, _)| lines_with[*id as usize] > 1) {
                postings[*id as usize].push((line as u32, weight(*id, *times) / norm));
            }
        }
        self.similar = vec![0.0; n * BAND];
        for list in &postings {
            for (k, (a, wa)) in list.iter().enumerate() {
                for (b, wb) in list.iter().skip(k + 1).take_while(|(b, _)| ((b - a) as usize) < BAND) {
                    self.similar[*a as usize * BAND + (b - a) as usize] += wa * wb;
                }
            }
        }
        self.bigrams = counts.into_iter().map(|grams| grams.into_iter().map(|(id, _)| id).collect()).collect();
        self.lines_with = lines_with;
    }
}

fn most_common<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<(T, usize)> {
    let mut all: Vec<T> = values.collect();
    all.sort_unstable();
    // The smallest of the commonest, so that ties do not depend on order.
    all.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).fold(None, |best, run| match best {
        Some((_, times)) if times >= run.1 => best,
        _ => Some(run),
    })
}

fn repeats(blocks: &[Block]) -> Vec<Repeat> {
    let trigrams: Vec<Vec<[char; 3]>> = blocks
        .iter()
        .map(|b| {
            let kept: Vec<char> = b.chars.iter().copied().filter(|c| !is_padding(*c)).take(COMPARED).collect();
            let mut grams: Vec<[char; 3]> = kept.windows(3).map(|w| [w[0], w[1], w[2]]).collect();
            grams.sort_unstable();
            grams.dedup();
            grams
        })
        .collect();
    let mut lines: FxHashMap<[char; 3], Vec<u32>> = FxHashMap::default();
    for (i, grams) in trigrams.iter().enumerate() {
        for gram in grams {
            let list = lines.entry(*gram).or_default();
            if list.len() < 40 {
                list.push(i as u32);
            }
        }
    }
    let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
    let mut out = vec![Repeat::default(); blocks.len()];
    for (i, grams) in trigrams.iter().enumerate() {
        if blocks[i].len() < 6 {
            continue;
        }
        shared.clear();
        for j in grams.iter().flat_map(|gram| lines.get(gram).into_iter().flatten()).filter(|j| **j as usize != i) {
            *shared.entry(*j).or_insert(0) += 1;
        }
        for (j, common) in &shared {
            let share = *common as f32 / grams.len() as f32;
            if share <= 0.5 {
                continue;
            }
            let j = *j as usize;
            let repeat = &mut out[i];
            let back = *common as f32 / trigrams[j].len().max(1) as f32;
            let same = share > 0.85 && back > 0.85;
            if j < i {
                repeat.earlier = repeat.earlier.max(share);
                repeat.same_earlier |= same;
            } else {
                repeat.later = repeat.later.max(share);
                repeat.same_later |= same;
            }
            repeat.inside |= share > 0.85 && trigrams[j].len() as f32 > 1.3 * grams.len() as f32;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::block::blocks;

    #[test]
    fn a_repeated_line_is_known_from_both_sides() {
        let page = blocks("五条公交线路末班车延时\n\n菜点本周开张营业\n\n五条公交线路末班车延时");
        let facts = PageFacts::of(&page);
        assert!(facts.repeats[0].same_later && !facts.repeats[0].same_earlier);
        assert!(facts.repeats[2].same_earlier);
        assert_eq!(facts.repeats[1], Repeat::default());
    }

    #[test]
    fn lines_about_the_same_thing_are_alike() {
        let page = blocks("县里的梨树开花了\n\n公交车延时\n\n游客来看梨树开花");
        let facts = PageFacts::of(&page);
        assert!(facts.similarity(0, 2) > 0.1 && facts.similarity(0, 1) < 0.01);
        assert!((facts.similarity(0, 2) - facts.similarity(2, 0)).abs() < f32::EPSILON);
    }

    #[test]
    fn the_column_width_of_wrapped_text_is_found() {
        let text: String = "一二三四五六七八九十一二三四五六七\n".repeat(12);
        assert_eq!(PageFacts::of(&blocks(&text)).column, 17);
    }
}
