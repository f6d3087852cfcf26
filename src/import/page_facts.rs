//! What can be said of a page as a whole: its blank-line habit, its column width, which lines share words, what is printed twice.
//!
//! Lines are compared with those near them only, within [`BAND`] or [`AGAIN`] lines, so that a file of many thousand lines costs no more
//! a line than a page.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::corpus::gazetteer::{Gazetteer, PlaceId};

use super::bigrams::{Bigrams, compared, packed};
use super::block::Block;
use super::surface::{Surface, surface};

/// Lines further apart than this share nothing worth knowing.
pub const BAND: usize = 96;

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

/// Lines further apart than this do not repeat each other: a front page prints the headlines of the pages behind it, a book says the same
/// words again in every chapter.
pub const AGAIN: u32 = 4 * BAND as u32;

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
    /// The county or city that a paragraph names in its first words: `3月5日，甘谷县安远镇…`.
    pub scenes: Vec<Option<PlaceId>>,
    /// How each line repeats others.
    pub repeats: Vec<Repeat>,
    /// What each line is about.
    pub topics: Vec<Topic>,
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
        facts.scenes = blocks.iter().map(scene).collect();
        let bigrams = Bigrams::of(blocks);
        facts.similar = similarities(&bigrams);
        facts.repeats = repeats(blocks, &bigrams);
        facts.topics = topics(blocks, &bigrams, &facts);
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
}

/// Characters of the longest names of places but the last.
const LONGEST: usize = 10;
/// Characters of a paragraph in which its scene is looked for.
const SCENE: usize = 30;
/// Characters of a short line, which is no paragraph.
const SHORT: usize = 26;

/// The first county or city that is named with its class: 甘谷县, 柯城区; 景区 and 校区 are none.
fn scene(block: &Block) -> Option<PlaceId> {
    let gazetteer = Gazetteer::get();
    if block.len() < SHORT {
        return None;
    }
    let opening: SmallVec<[(usize, char); SCENE]> = block.text.char_indices().take(SCENE).collect();
    let classes = opening.iter().enumerate().filter(|(_, (_, c))| matches!(c, '县' | '区' | '市' | '旗'));
    classes.take(4).find_map(|(last, (at, class))| {
        let end = at + class.len_utf8();
        opening[last.saturating_sub(LONGEST)..last].iter().find_map(|(from, _)| {
            let name = gazetteer.longest(block.text.get(*from..end)?)?;
            (from + name.text.len() == end).then(|| name.places.first().copied())?
        })
    })
}

/// How alike lines are in their words, `BAND` numbers a line: cosine over pairs of 汉字, rare ones weighing more.
fn similarities(bigrams: &Bigrams) -> Vec<f32> {
    let n = bigrams.lines();
    // Nearly all logarithms that are asked for are of small numbers.
    let rarity: Vec<f32> = (0..=n).map(|lines| (1.0 + n as f32 / lines as f32).ln()).collect();
    let weight = |pair: u32, times: u32| {
        let often = if times == 1 { 1.0 } else { 1.0 + (times as f32).ln() };
        often * rarity[bigrams.lines_with(pair) as usize]
    };
    let mut shared: Vec<(u32, u32, f32)> = Vec::new();
    for line in 0..n {
        let held = bigrams.held(line);
        let norm = held.iter().map(|(pair, times)| weight(*pair, *times)).map(|w| w * w).sum::<f32>().sqrt().max(1e-6);
        for (pair, times) in held.iter().filter(|(pair, _)| bigrams.lines_with(*pair) > 1) {
            shared.push((*pair, line as u32, weight(*pair, *times) / norm));
        }
    }
    shared.sort_unstable_by_key(|(pair, line, _)| (*pair, *line));
    let mut similar = vec![0.0; n * BAND];
    for list in shared.chunk_by(|a, b| a.0 == b.0) {
        for (k, (_, a, wa)) in list.iter().enumerate() {
            for (_, b, wb) in list.iter().skip(k + 1).take_while(|(_, b, _)| ((b - a) as usize) < BAND) {
                similar[*a as usize * BAND + (b - a) as usize] += wa * wb;
            }
        }
    }
    similar
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
fn repeats(blocks: &[Block], bigrams: &Bigrams) -> Vec<Repeat> {
    const MANY: usize = 40;
    let mut again: FxHashMap<u64, SmallVec<[u32; 4]>> = FxHashMap::default();
    for (i, block) in blocks.iter().enumerate() {
        let numbers = bigrams.numbers(i);
        for (two, gram) in numbers.windows(2).zip(block.chars.windows(3)) {
            // Most runs hold a pair that no other line has.
            if two.iter().any(|pair| bigrams.lines_with(*pair) < 2) {
                continue;
            }
            let lines = again.entry(packed(gram)).or_default();
            if lines.len() < MANY && lines.last() != Some(&(i as u32)) {
                lines.push(i as u32);
            }
        }
    }
    let mut shared: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for lines in again.values() {
        for (k, a) in lines.iter().enumerate() {
            for b in lines.iter().skip(k + 1).take_while(|b| **b - *a < AGAIN) {
                *shared.entry((*a, *b)).or_insert(0) += 1;
            }
        }
    }
    let mut counted: FxHashMap<u32, u32> = FxHashMap::default();
    let mut distinct = |line: u32| *counted.entry(line).or_insert_with(|| distinct_trigrams(&blocks[line as usize]));
    let mut out = vec![Repeat::default(); blocks.len()];
    for ((a, b), common) in shared {
        // A line has at least as many trigrams as it has pairs that stand in it once: few lines repeat half of another.
        if common * 2 <= bigrams.trigrams_at_least(a as usize).min(bigrams.trigrams_at_least(b as usize)) {
            continue;
        }
        let (number_a, number_b) = (distinct(a), distinct(b));
        let (a, b, common) = (a as usize, b as usize, common as f32);
        let (of_a, of_b) = (number_a as f32, number_b as f32);
        let same = common / of_a > 0.85 && common / of_b > 0.85;
        for (own, of_own, other, share, earlier) in
            [(a, number_a, number_b, common / of_a, false), (b, number_b, number_a, common / of_b, true)]
        {
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
            repeat.inside |= share > 0.85 && other as f32 > 1.3 * of_own as f32;
        }
    }
    out
}

/// Different trigrams of a line.
fn distinct_trigrams(block: &Block) -> u32 {
    let mut grams: Vec<u64> = compared(block).windows(3).map(packed).collect();
    grams.sort_unstable();
    grams.dedup();
    grams.len() as u32
}

/// What each line is about: see [`Topic`]. O(n · lines looked at).
fn topics(blocks: &[Block], bigrams: &Bigrams, facts: &PageFacts) -> Vec<Topic> {
    let n = blocks.len();
    let is_text = |k: &usize| blocks[*k].len() > 25;
    let common = 3.max((n as f32 * 0.15) as u32);
    (0..n)
        .map(|i| {
            let before: SmallVec<[usize; 3]> = (i.saturating_sub(6)..i).rev().filter(is_text).take(3).collect();
            let after: SmallVec<[usize; 3]> = (i + 1..n.min(i + 7)).filter(is_text).take(3).collect();
            let held = bigrams.held(i);
            let rare = |pair: u32| bigrams.lines_with(pair) <= common;
            let any = held.iter().any(|(pair, _)| rare(*pair));
            let (mut asked, mut back, mut ahead, mut anywhere) = (0_u32, 0_u32, 0_u32, 0_u32);
            for (pair, _) in held.iter().filter(|(pair, _)| !any || rare(*pair)).take(60) {
                asked += 1;
                if bigrams.lines_with(*pair) < 2 {
                    continue;
                }
                let in_one = |lines: &[usize]| u32::from(lines.iter().any(|line| bigrams.holds(*line, *pair)));
                back += in_one(&before);
                ahead += in_one(&after);
                anywhere += 1;
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
    fn a_paragraph_plays_in_the_county_it_names_first() {
        let scene = |line: &str| {
            let facts = PageFacts::of(&blocks(line));
            facts.scenes[0].map(|id| Gazetteer::get().place(id).name)
        };
        assert_eq!(scene("3月5日，甘谷县安远镇的花椒加工点里，二十多名妇女正忙着装袋。"), Some("甘谷县"));
        assert_eq!(scene("近日，柯城区航埠镇的橘园里来了二百五十名学生，每人认一棵树。"), Some("柯城区"));
        assert_eq!(scene("景区和校区门口的早市周末人最多，摊主们五点就把棚子支了起来。"), None, "no such county");
        assert_eq!(scene("甘谷县的花椒"), None, "a heading, no paragraph");
    }

    #[test]
    fn lines_of_other_chapters_repeat_nothing() {
        let line = "五条公交线路末班车延时";
        let with = |between: u32| {
            let page = blocks(&format!("{line}\n\n{}{line}", "菜\n\n".repeat(between as usize)));
            PageFacts::of(&page).repeats[0].same_later
        };
        assert!(with(AGAIN - 2) && !with(AGAIN));
    }

    #[test]
    fn lines_about_the_same_thing_are_alike() {
        let page = blocks("县里的梨树开花了\n\n公交车延时\n\n游客来看梨树开花");
        let facts = PageFacts::of(&page);
        assert!(facts.similarity(0, 2) > 0.1 && facts.similarity(0, 1) < 0.01);
        assert!((facts.similarity(0, 2) - facts.similarity(2, 0)).abs() < f32::EPSILON);
    }
}
