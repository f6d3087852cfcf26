//! What can be said of a page as a whole: its blank-line habit, its column width, which lines share words, what is printed twice.
//!
//! All distances are looked at within [`BAND`] lines only, so that a file of many thousand lines costs no more a line than a page.

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::corpus::gazetteer::{Gazetteer, PlaceId};

use super::block::{Block, is_han};
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

/// What a line is about: the shares of its rare bigrams that the text below it, above it and anywhere on the page has, and how alike the
/// text above and below are.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Topic {
    /// In the text below.
    pub ahead: f32,
    /// In the text above.
    pub back: f32,
    /// On another line.
    pub anywhere: f32,
    /// Similarity of the text above and below.
    pub across: f32,
}

/// Facts about all lines of a page.
#[derive(Debug, Clone, Default)]
pub struct PageFacts {
    /// One a line.
    pub surfaces: Vec<Surface>,
    /// The commonest number of blank lines between two lines.
    pub usual_gap: u32,
    /// Paragraphs are hard-wrapped columns.
    pub column: bool,
    /// First lines of paragraphs are indented.
    pub indents: bool,
    /// Whether a line leaves its paragraph open at its end.
    pub open: Vec<bool>,
    /// The place whose name opens a line.
    pub opening_places: Vec<Option<PlaceId>>,
    /// How each line repeats others.
    pub repeats: Vec<Repeat>,
    /// What each line is about.
    pub topics: Vec<Topic>,
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
        facts.column = blocks.iter().any(|b| !b.more.is_empty());
        facts.indents = blocks.iter().filter(|b| b.indent).count() >= 3;
        facts.open = blocks
            .iter()
            .enumerate()
            .map(|(i, b)| {
                let full = b.full && blocks.get(i + 1).is_some_and(|n| n.gap <= facts.usual_gap && !n.indent);
                (full || !b.terminated && !facts.surfaces[i].photo && !facts.surfaces[i].end_signed) && !facts.surfaces[i].table
            })
            .collect();
        let gazetteer = Gazetteer::get();
        facts.opening_places =
            blocks.iter().map(|b| gazetteer.longest(&b.text).and_then(|name| name.places.first().copied())).collect();
        facts.compare(blocks);
        facts.repeats = repeats(blocks);
        facts.topics = topics(blocks, &facts);
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
        let total = blocks.iter().map(|b| b.len().min(COMPARED)).sum::<usize>();
        let mut ids: FxHashMap<u64, u32> = FxHashMap::with_capacity_and_hasher(total.min(1 << 16), FxBuildHasher);
        let mut counts: Vec<Vec<(u32, u32)>> = Vec::with_capacity(n);
        let mut line: Vec<u32> = Vec::new();
        for block in blocks {
            let kept = block.chars.get(..block.len().min(COMPARED)).unwrap_or(&[]);
            line.clear();
            for pair in kept.windows(2).filter(|p| is_han(p[0]) && is_han(p[1])) {
                let fresh = ids.len() as u32;
                line.push(*ids.entry(packed(pair)).or_insert(fresh));
            }
            line.sort_unstable();
            counts.push(line.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32)).collect());
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

/// Up to three characters as one number, which is hashed at once: a character has 21 bits.
fn packed(chars: &[char]) -> u64 {
    chars.iter().fold(0, |packed, c| packed << 21 | u64::from(u32::from(*c)))
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

/// What lines share: trigrams met in more than one line, counted a pair of lines.
fn repeats(blocks: &[Block]) -> Vec<Repeat> {
    const MANY: usize = 40;
    let total = blocks.iter().map(|b| b.len().min(COMPARED)).sum::<usize>();
    // Trigram → first and last line that has it; most are met once, and only the others need a list.
    let mut met: FxHashMap<u64, (u32, u32)> = FxHashMap::with_capacity_and_hasher(total.min(1 << 16), FxBuildHasher);
    let mut again: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut distinct = vec![0_u32; blocks.len()];
    for (i, block) in blocks.iter().enumerate() {
        let line = i as u32;
        let kept = block.chars.get(..block.len().min(COMPARED)).unwrap_or(&[]);
        for gram in kept.windows(3) {
            let gram = packed(gram);
            let (first, last) = met.entry(gram).or_insert((line, u32::MAX));
            if *last == line {
                continue;
            }
            *last = line;
            distinct[i] += 1;
            if *first != line {
                let lines = again.entry(gram).or_insert_with(|| vec![*first]);
                if lines.len() < MANY {
                    lines.push(line);
                }
            }
        }
    }
    let mut shared: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for lines in again.values() {
        for (k, a) in lines.iter().enumerate() {
            for b in lines.iter().skip(k + 1) {
                *shared.entry((*a, *b)).or_insert(0) += 1;
            }
        }
    }
    let mut out = vec![Repeat::default(); blocks.len()];
    for ((a, b), common) in shared {
        let (a, b, common) = (a as usize, b as usize, common as f32);
        let (of_a, of_b) = (distinct[a] as f32, distinct[b] as f32);
        let same = common / of_a > 0.85 && common / of_b > 0.85;
        for (own, other, share, earlier) in [(a, distinct[b], common / of_a, false), (b, distinct[a], common / of_b, true)] {
            if share <= 0.5 || blocks[own].len() < 6 {
                continue;
            }
            let repeat = &mut out[own];
            if earlier {
                repeat.earlier = repeat.earlier.max(share);
                repeat.same_earlier |= same;
            } else {
                repeat.later = repeat.later.max(share);
                repeat.same_later |= same;
            }
            repeat.inside |= share > 0.85 && other as f32 > 1.3 * distinct[own] as f32;
        }
    }
    out
}

/// What each line is about: see [`Topic`]. O(n · lines looked at).
fn topics(blocks: &[Block], facts: &PageFacts) -> Vec<Topic> {
    let n = blocks.len();
    let is_text = |k: &usize| blocks[*k].len() > 25;
    let common = 3.max((n as f32 * 0.15) as u32);
    let mut marks = vec![0_u8; facts.lines_with.len()];
    (0..n)
        .map(|i| {
            let before: Vec<usize> = (i.saturating_sub(6)..i).rev().filter(is_text).take(3).collect();
            let after: Vec<usize> = (i + 1..n.min(i + 7)).filter(is_text).take(3).collect();
            let mark = |marks: &mut [u8], lines: &[usize], bit: u8| {
                for gram in lines.iter().flat_map(|k| &facts.bigrams[*k]) {
                    marks[*gram as usize] |= bit;
                }
            };
            mark(&mut marks, &before, 1);
            mark(&mut marks, &after, 2);
            let grams = &facts.bigrams[i];
            let rare = |g: &&u32| facts.lines_with[**g as usize] <= common;
            let any = grams.iter().any(|g| rare(&g));
            let (mut asked, mut back, mut ahead, mut anywhere) = (0_u32, 0_u32, 0_u32, 0_u32);
            for gram in grams.iter().filter(|g| !any || rare(g)).take(60) {
                asked += 1;
                back += u32::from(marks[*gram as usize] & 1);
                ahead += u32::from(marks[*gram as usize] >> 1);
                anywhere += u32::from(facts.lines_with[*gram as usize] > 1);
            }
            for gram in before.iter().chain(&after).flat_map(|k| &facts.bigrams[*k]) {
                marks[*gram as usize] = 0;
            }
            let share = |hits: u32| hits as f32 / asked.max(1) as f32;
            let across = facts.closest(before.iter().copied(), after.iter().copied());
            Topic { ahead: share(ahead), back: share(back), anywhere: share(anywhere), across }
        })
        .collect()
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
}
