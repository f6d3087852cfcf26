//! What surrounds a line: neighbours, the page's own use of its mark, what is bridged over it, its topic before and after.
//!
//! Nothing absolute is given to the models: not the mark itself, not the Markdown depth, not the number of blank lines, only how the
//! page uses them. A paper the models have never seen is read by its own habits.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::block::Block;
use super::net::Row;
use super::page_facts::{PageFacts, Topic};
use super::surface;

/// p(line j goes on with line i) for the pairs that were asked about.
pub type Joins = FxHashMap<(u32, u32), f32>;

/// The probability of a join, 0 where it was not asked.
pub fn join(joins: &Joins, i: usize, j: usize) -> f32 {
    joins.get(&(i as u32, j as u32)).copied().unwrap_or(0.0)
}

/// Lines that are dressed alike, by signature; plain short lines form a group of their own.
pub type Groups = BTreeMap<String, Vec<usize>>;

/// A short unfinished line without any dress.
fn is_plain_short(block: &Block, is_byline: bool) -> bool {
    block.signature.is_empty() && block.len() <= 30 && !block.terminated && !is_byline
}

/// The group a line belongs to.
pub fn group_key(block: &Block, is_byline: bool) -> Option<&str> {
    if block.signature.is_empty() { is_plain_short(block, is_byline).then_some("~") } else { Some(&block.signature) }
}

/// All groups of a page.
pub fn groups(blocks: &[Block], facts: &PageFacts) -> Groups {
    let mut out = Groups::new();
    for (i, block) in blocks.iter().enumerate() {
        if let Some(key) = group_key(block, facts.surfaces[i].byline) {
            out.entry(key.to_owned()).or_default().push(i);
        }
    }
    out
}

const HABITS: usize = 18;

/// How the page uses one dress.
fn habits(lines: &[usize], blocks: &[Block], facts: &PageFacts) -> [f32; HABITS] {
    let n = blocks.len();
    let m = lines.len() as f32;
    let share = |f: &dyn Fn(usize) -> bool| lines.iter().filter(|i| f(**i)).count() as f32 / m;
    let next = |f: &dyn Fn(usize) -> bool| share(&|i| i + 1 < n && f(i + 1));
    let before = |f: &dyn Fn(usize) -> bool| share(&|i| i > 0 && f(i - 1));
    let is = |yes: bool| f32::from(u8::from(yes));
    let s = &facts.surfaces;
    let long = |i: usize| blocks[i].len() > 30 || blocks[i].terminated;
    let count = lines.len();
    [
        is(count == 1),
        is(count == 2),
        is((3..=5).contains(&count)),
        is(count > 5),
        next(&|i| facts.opens_story(i) || blocks[i].dash),
        next(&|i| facts.dateline(i)),
        next(&|i| s[i].byline),
        before(&|i| s[i].byline || s[i].photo || s[i].end_signed),
        // Stands above another heading: a section or a kicker does.
        next(&|i| !long(i) && !s[i].byline),
        next(&long),
        before(&long),
        share(&|i| blocks[i].len() <= 8),
        share(&|i| blocks[i].len() > 30),
        share(&|i| blocks[i].terminated),
        share(&|i| s[i].label),
        is(lines.first().is_some_and(|i| *i <= 1)),
        is(lines.first().is_some_and(|i| *i >= n / 2)),
        share(&|i| facts.repeats[i].same_earlier || facts.repeats[i].same_later),
    ]
}

/// Everything the first reading sees, one row a line.
pub fn rows(blocks: &[Block], facts: &PageFacts, groups: &Groups, joins: &Joins) -> Vec<Row> {
    let n = blocks.len();
    let width = surface::width();
    let habits: BTreeMap<&str, [f32; HABITS]> =
        groups.iter().map(|(key, lines)| (key.as_str(), habits(lines, blocks, facts))).collect();
    let datelines = (0..n).filter(|i| facts.dateline(*i)).count();
    let dressed = blocks.iter().filter(|b| !b.signature.is_empty()).count();
    let mut depths: Vec<u8> = blocks.iter().map(|b| b.depth).filter(|d| *d > 0).collect();
    depths.sort_unstable();
    depths.dedup();
    (0..n)
        .map(|i| {
            let b = &blocks[i];
            let mut row = Row::with_room(128);
            row.block(&facts.surfaces[i].on, width);
            for step in [-1_isize, 1, -2, 2] {
                match i.checked_add_signed(step).and_then(|k| facts.surfaces.get(k)) {
                    Some(s) => row.block(&s.on, width),
                    None => row.skip(width),
                }
            }
            let key = group_key(b, facts.surfaces[i].byline);
            match key.and_then(|key| habits.get(key)) {
                Some(values) => row.values(values),
                None => row.skip(HABITS),
            }
            row.flag(!b.signature.is_empty());
            row.flag(key == Some("~"));
            row.flag(b.depth > 0 && depths.first() == Some(&b.depth));
            row.flag(b.depth > 0 && depths.len() > 1 && depths.last() == Some(&b.depth));
            row.flag(depths.len() > 1);
            let neighbour = |k: Option<usize>| k.and_then(|k| blocks.get(k));
            row.flag(b.depth > 0 && neighbour(i.checked_sub(1)).is_some_and(|a| a.depth > b.depth));
            row.flag(b.depth > 0 && neighbour(Some(i + 1)).is_some_and(|a| a.depth > b.depth));
            row.flag(b.depth > 0 && neighbour(i.checked_sub(1)).is_some_and(|a| a.depth > 0 && a.depth < b.depth));
            row.flag(datelines >= 3);
            row.flag(datelines == 0);
            row.flag(dressed > 3);
            row.flag(facts.usual_gap == 0);
            row.flag(facts.column);
            company(i, blocks, &mut row);
            bridge(i, n, joins, &mut row);
            gaps(i, blocks, facts, &mut row);
            repeated(i, n, b, facts, &mut row);
            among_copies(i, blocks, facts, joins, &mut row);
            topic(i, facts, &mut row);
            row
        })
        .collect()
}

/// Short lines above one another: two of one length and dress are one headline over two lines, a longer one is a kicker or a deck.
fn company(i: usize, blocks: &[Block], row: &mut Row) {
    let b = &blocks[i];
    let short = |b: &Block| b.len() <= 34 && !b.terminated;
    for other in [i.checked_sub(1), Some(i + 1)] {
        let other = other.and_then(|k| blocks.get(k)).filter(|o| short(o) && short(b));
        let longer = other.map_or(0, |o| b.len() as isize - o.len() as isize);
        let (some, stem) = (other.is_some(), |s: &Block| s.signature.trim_end_matches('-').to_owned());
        row.flag(some && longer.abs() <= 1);
        row.flag(some && longer.abs() == 2);
        row.flag(longer >= 4);
        row.flag(longer >= 9);
        row.flag(longer <= -4);
        row.flag(longer <= -9);
        row.flag(other.is_some_and(|o| stem(o) == stem(b)));
        row.flag(other.is_some_and(|o| o.signature.is_empty() != b.signature.is_empty()));
        row.flag(some && b.len() + other.map_or(0, Block::len) <= 16);
    }
}

/// The lines around this one join each other over it: captions, credits, page numbers and displaced headlines are what is bridged.
fn bridge(i: usize, n: usize, joins: &Joins, row: &mut Row) {
    let from_before = if i > 0 { join(joins, i - 1, i) } else { 0.0 };
    let to_next = join(joins, i, i + 1);
    let over = bridged(i, n, joins);
    let near = if i > 0 { join(joins, i - 1, i + 1) } else { 0.0 };
    let into = (i.saturating_sub(8)..i).map(|p| join(joins, p, i)).fold(0.0, f32::max);
    let out = (i + 1..n.min(i + 9)).map(|q| join(joins, i, q)).fold(0.0, f32::max);
    row.values(&[from_before, to_next, over, near, into, out]);
    row.flag(from_before > 0.5);
    row.flag(to_next > 0.5);
    row.flag(over > 0.5);
    row.flag(near > 0.5);
    row.flag(into > 0.8);
    row.flag(over - into.max(out) > 0.3);
}

/// How sure it is that lines around this one join each other over it.
fn bridged(i: usize, n: usize, joins: &Joins) -> f32 {
    let pairs = (i.saturating_sub(4)..i).flat_map(|p| (i + 1..n.min(i + 5)).map(move |q| (p, q)));
    pairs.map(|(p, q)| join(joins, p, q)).fold(0.0, f32::max)
}

/// Of a heading printed more than once: which of its copies stands over a story, in a cut, over words of its own?
fn among_copies(i: usize, blocks: &[Block], facts: &PageFacts, joins: &Joins, row: &mut Row) {
    const ASKED: usize = 8;
    let n = blocks.len();
    let (b, r) = (&blocks[i], facts.repeats[i]);
    let copied = b.len() <= 34 && (r.same_earlier || r.same_later);
    let others: SmallVec<[usize; ASKED]> =
        if copied { (0..n).filter(|k| *k != i && blocks[*k].chars == b.chars).take(ASKED).collect() } else { SmallVec::new() };
    let over_story = |k: usize| k + 1 < n && (facts.opens_story(k + 1) || blocks[k + 1].dash);
    let in_a_cut = |k: usize| bridged(k, n, joins) > 0.5;
    let ahead = |k: usize| facts.topics[k].ahead;
    let most = others.iter().map(|k| ahead(*k)).fold(0.0, f32::max);
    let (some, own_story, own_cut) = (!others.is_empty(), over_story(i), in_a_cut(i));
    row.flag(some && !own_story && others.iter().any(|k| over_story(*k)));
    row.flag(some && own_story && !others.iter().any(|k| over_story(*k)));
    row.flag(some && own_cut && others.iter().any(|k| !in_a_cut(*k)));
    row.flag(some && !own_cut && others.iter().all(|k| in_a_cut(*k)));
    row.flag(some && ahead(i) > most + 0.1);
    row.flag(some && ahead(i) + 0.1 < most);
}

/// Blank lines relative to the page's habit: a picture or a frame stood there.
fn gaps(i: usize, blocks: &[Block], facts: &PageFacts, row: &mut Row) {
    let n = blocks.len();
    let above = blocks[i].gap;
    let below = blocks.get(i + 1).map_or(9, |b| b.gap);
    row.flag(above > facts.usual_gap);
    row.flag(above >= 3 && i > 0);
    row.flag(below > facts.usual_gap);
    row.flag(below >= 3);
    row.flag(above == 0);
    row.flag(below == 0);
    row.flag(i == 0);
    row.flag(i + 1 == n);
    row.flag(i < 3);
    row.flag(i + 3 >= n);
}

fn repeated(i: usize, n: usize, b: &Block, facts: &PageFacts, row: &mut Row) {
    let r = facts.repeats[i];
    row.flag(r.earlier > 0.8);
    row.flag(r.later > 0.8);
    row.flag(r.same_earlier);
    row.flag(r.same_later);
    row.flag(r.inside);
    row.flag(b.len() <= 34 && (r.same_earlier || r.same_later));
    row.flag(i + 1 < n && facts.repeats[i + 1].earlier > 0.8);
    row.flag(i > 0 && facts.repeats[i - 1].earlier > 0.8);
}

/// What the line is about, and whether the text changes its topic across it.
fn topic(i: usize, facts: &PageFacts, row: &mut Row) {
    let Topic { ahead, back, anywhere, across } = facts.topics[i];
    row.values(&[ahead, back, ahead - back, anywhere - ahead.max(back)]);
    row.flag(ahead > 0.3);
    row.flag(back > 0.3);
    row.flag(ahead == 0.0);
    row.flag(across < 0.03);
    row.flag(across > 0.08);
    row.value((across * 4.0).min(1.0));
}
