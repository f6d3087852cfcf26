//! Headline or sub-heading? Asked of the article that is open, not of the line alone.
//!
//! Both are worded, marked and measured alike; what decides is what comes below (dateline, byline, lead), how the other lines of the
//! same dress are followed, and whether the open article is finished, has a byline, has sub-headings of that dress already.

use rustc_hash::FxHashMap;

use super::block::Block;
use super::context::{Joins, join};
use super::page_facts::PageFacts;
use super::roles::{Shares, share};
use super::state::{State, Thread};
use crate::corpus::Role;
use crate::corpus::gazetteer::Gazetteer;

/// Number of observations.
pub const WIDTH: usize = 54;
/// Position of the models' own opinion among them; it is trusted less than training would have it (see [`super::weights`]).
pub const OPINION: usize = 1;

/// What is known of a possible heading before any state.
#[expect(clippy::struct_excessive_bools, reason = "independent observations, not a hidden state machine")]
#[derive(Debug, Clone, Default)]
pub struct Heading {
    opinion: f32,
    story_below: bool,
    dateline_below: bool,
    rate: f32,
    dressed_alike: Option<f32>,
    alike: usize,
    bridged: f32,
    below: Vec<usize>,
    line_below: f32,
    rank: f32,
    /// Printed a second time on the page: headlines are, sub-headings are not.
    repeated: bool,
    /// Paragraphs below until something else is printed, at most 3.
    paragraphs: usize,
    /// The first of them is as short as a brief.
    brief: bool,
    /// How far another heading of the page is built like it, 0 to 1.
    sibling: f32,
    /// It opens with a place, as headlines of briefs do: `秦安：桃园里摆开擂台`.
    placed: bool,
}

/// How alike a heading and what stands below it are to one article; the same for every hypothesis that holds the article.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ties {
    /// The text below and the article.
    same: f32,
    /// The heading and the article's text.
    above: f32,
    /// How far the heading is built like a sub-heading of the article.
    parallel: f32,
    /// It is as long as one of them, which is built like it or not.
    as_long: bool,
}

impl Ties {
    /// How alike what stands below the heading is to the article, 0 to 1.
    pub fn same(&self) -> f32 {
        self.same
    }

    /// How far the heading is built like a sub-heading of the article, 0 to 1: 记钱的账, 记人的账.
    pub fn parallel(&self) -> f32 {
        self.parallel
    }

    /// Whether it is as long as one of them.
    pub fn as_long(&self) -> bool {
        self.as_long
    }

    /// Of the heading on line `i` and an article.
    pub fn of(i: usize, thread: &Thread, heading: &Heading, blocks: &[Block], facts: &PageFacts) -> Self {
        let near = |line: usize, to: usize| facts.similarity(line, to);
        let tail = thread.recent.iter().rev().take(5).map(|k| *k as usize);
        let own = tail.clone().chain(thread.heads.iter().map(|k| *k as usize));
        Self {
            same: own.flat_map(|a| heading.below.iter().map(move |b| near(a, *b))).fold(0.0, f32::max),
            above: tail.map(|a| near(a, i)).fold(0.0, f32::max),
            parallel: thread.sub_lines.iter().map(|k| parallel(&blocks[*k as usize], &blocks[i])).fold(0.0, f32::max),
            as_long: thread.sub_lines.iter().any(|k| blocks[*k as usize].len() == blocks[i].len()),
        }
    }
}

impl Heading {
    /// No dateline, byline or lead stands below, though nearly all of the (three or more) other lines of this dress have one.
    pub fn lacks_its_dateline(&self) -> bool {
        !self.story_below && self.alike >= 3 && self.dressed_alike.is_some_and(|share| share >= 0.75)
    }
}

/// How far two headings are built alike, 0 to 1: the share of characters they have in the same places, from the start or from the end.
/// 记钱的账 and 记人的账: ¾. Sections of one story are often so, headlines hardly ever.
fn parallel(a: &Block, b: &Block) -> f32 {
    let longest = a.len().max(b.len());
    if !(3..=30).contains(&longest) || a.chars == b.chars {
        return 0.0;
    }
    let same = |some: usize, other: usize| {
        a.chars.iter().skip(some).zip(b.chars.iter().skip(other)).filter(|(x, y)| x == y).count() as f32 / longest as f32
    };
    let (a_longer, b_longer) = (a.len().saturating_sub(b.len()), b.len().saturating_sub(a.len()));
    same(0, 0).max(same(a_longer, b_longer))
}

/// `精准帮扶` over `千名干部进企业`, in an article that set a section before with `提高站位` over `压实责任打赢两场仗`: watchwords of one
/// length over longer lines come in series.
pub fn goes_on_in_pairs(i: usize, thread: &Thread, blocks: &[Block]) -> bool {
    let Some([short, long]) = blocks.get(i..i + 2) else { return false };
    let pair = |first: &Block, second: &Block| {
        first.len() <= 6 && second.len() > first.len() && second.len() <= 24 && second.gap <= 2 && !second.terminated
    };
    let alike = |first: &Block, second: &Block| {
        pair(first, second)
            && first.len() == short.len()
            && first.signature == short.signature
            && second.signature == long.signature
    };
    let before = |lines: &[u32]| lines[1] == lines[0] + 1 && alike(&blocks[lines[0] as usize], &blocks[lines[1] as usize]);
    pair(short, long) && thread.sub_lines.windows(2).any(before)
}

/// `秦安：…`, `陆良县 …`: a place of the gazetteer, then a colon or a blank.
pub(super) fn names_its_place(text: &str) -> bool {
    Gazetteer::get().longest(text).and_then(|name| text.get(name.text.len()..)).is_some_and(|rest| {
        let rest = rest.trim_start_matches(['市', '县', '区', '旗']);
        rest.starts_with(['：', ':', ' ', '　']) && rest.chars().count() > 4
    })
}

/// For every line. `dress` numbers the signatures.
pub fn headings(blocks: &[Block], facts: &PageFacts, joins: &Joins, answers: &[Shares], dress: &[u16]) -> Vec<Heading> {
    let n = blocks.len();
    let text: Vec<bool> = answers.iter().map(|a| share(a, Role::Body) + share(a, Role::Lead) > 0.5).collect();
    let heads: Vec<usize> =
        (0..n).filter(|i| share(&answers[*i], Role::Headline) + share(&answers[*i], Role::Subhead) > 0.5).collect();
    // The first line below that is text or opens a story.
    let below = |i: usize| {
        let mut k = i + 1;
        while k < n && k < i + 5 && !text[k] && !facts.opens_story(k) {
            k += 1;
        }
        k
    };
    let opens = |k: usize| k < n && facts.opens_story(k);
    let opened: Vec<bool> = heads.iter().map(|i| opens(below(*i))).collect();
    // Of each dress: how many headings wear it, and how many of them open a story.
    let mut dressed: FxHashMap<u16, (usize, usize)> = FxHashMap::default();
    for (head, opened) in heads.iter().zip(&opened) {
        let (all, open) = dressed.entry(dress[*head]).or_default();
        (*all, *open) = (*all + 1, *open + usize::from(*opened));
    }
    let rate = opened.iter().filter(|o| **o).count() as f32 / heads.len().max(1) as f32;
    (0..n)
        .map(|i| {
            let k = below(i);
            let mut over = 0.0_f32;
            for p in i.saturating_sub(4)..i {
                for q in i + 1..n.min(i + 5) {
                    over = over.max(join(joins, p, q));
                }
            }
            let own = heads.binary_search(&i).ok();
            let (alike, open) = match (dressed.get(&dress[i]).copied().unwrap_or_default(), own) {
                ((all, open), Some(own)) => (all - 1, open - usize::from(opened[own])),
                (others, None) => others,
            };
            let a = &answers[i];
            let below: Vec<usize> = (i + 1..n.min(i + 8)).filter(|k| text[*k]).take(3).collect();
            // Pictures and what else stands between do not end a section; a heading or a label does.
            let ends = |k: &usize| {
                let a = &answers[*k];
                share(a, Role::Headline) + share(a, Role::Subhead) + share(a, Role::Section) + share(a, Role::Kicker) > 0.5
            };
            let stretch: Vec<usize> =
                (i + 1..n.min(i + 14)).skip_while(|k| ends(k)).take_while(|k| !ends(k)).filter(|k| text[*k]).take(3).collect();
            let line_below = below.iter().map(|b| facts.similarity(i, *b)).fold(0.0, f32::max);
            let rank = own.map_or(0.5, |r| (r as f32 / heads.len() as f32).min(1.0));
            Heading {
                opinion: ((share(a, Role::Headline) + 1e-4) / (share(a, Role::Subhead) + 1e-4)).ln().clamp(-3.0, 3.0),
                story_below: opens(k),
                dateline_below: k < n && facts.dateline(k),
                rate,
                dressed_alike: (alike > 0).then(|| open as f32 / alike as f32),
                alike,
                bridged: over,
                below,
                line_below,
                rank,
                paragraphs: stretch.len().min(3),
                brief: stretch.first().is_some_and(|k| blocks[*k].len() <= 120),
                sibling: heads.iter().filter(|h| **h != i).map(|h| parallel(&blocks[*h], &blocks[i])).fold(0.0, f32::max),
                placed: names_its_place(&blocks[i].text),
                repeated: blocks[i].len() <= 34 && (facts.repeats[i].same_earlier || facts.repeats[i].same_later),
            }
        })
        .collect()
}

/// Observations that speak for a headline (positive weights) or for a sub-heading of article `thread`. `ties` looks up or computes how
/// alike the heading is to an article.
#[expect(clippy::many_single_char_names, reason = "the questionnaire below is a table; long names would hide its shape")]
pub fn observe(
    i: usize,
    thread: Option<&Thread>,
    state: &State,
    heading: &Heading,
    blocks: &[Block],
    dress: &[u16],
    ties: &mut dyn FnMut(&Thread) -> Ties,
) -> [f32; WIDTH] {
    let is = |yes: bool| f32::from(u8::from(yes));
    let h = heading;
    let story = is(h.story_below);
    let naked = (1.0 - story) * h.rate;
    let alike = h.dressed_alike.unwrap_or(0.5) - 0.5;
    let mut out = [0.0; WIDTH];
    out[..7].copy_from_slice(&[1.0, h.opinion, story, is(h.dateline_below), naked, alike, is(thread.is_none())]);
    out[26] = is(h.dressed_alike.is_none());
    // Its like all open stories with a dateline or byline, this one does not.
    let stripped = (1.0 - story) * h.dressed_alike.unwrap_or(0.0);
    out[33] = stripped;
    out[38] = is(h.repeated);
    out[42] = is(h.placed);
    out[52] = is(h.sibling >= 0.3);
    out[53] = is(h.sibling >= 0.45);
    out[43] = is(h.paragraphs == 1);
    out[44] = is(h.paragraphs == 1 && h.brief);
    let Some(c) = thread else { return out };
    let Ties { same, above: line_above, parallel, as_long } = ties(c);
    let line_below = h.line_below;
    let d = dress[i];
    let depth = c.heads.first().map_or(0, |k| blocks[*k as usize].depth);
    let b = &blocks[i];
    let feature = is(c.feature);
    let subs = is(c.subs > 0);
    out[7..26].copy_from_slice(&[
        is(c.closed),
        feature,
        is(c.texts == 0),
        is(c.texts > 2),
        subs,
        is(state.labelled),
        is(c.head_dress != 0 && c.head_dress == d),
        is(c.head_dress == 0 && d == 0),
        is(d != 0 && c.sub_dress.contains(&d)),
        is(!c.sub_dress.is_empty() && !c.sub_dress.contains(&d)),
        is(depth > 0 && b.depth > depth),
        is(depth > 0 && b.depth > 0 && b.depth < depth),
        (same * 4.0).min(1.0),
        (line_above * 4.0).min(1.0),
        (line_below * 4.0).min(1.0),
        h.bridged,
        feature * (1.0 - story),
        subs * (1.0 - story),
        is(matches!(state.previous, Some(Role::Byline | Role::Credit)) && c.texts > 0),
    ]);
    out[27] = h.rank * (1.0 - story);
    out[28] = is(c.open.is_some());
    // In a column of briefs every heading is a headline; a feature that has only begun is rarely over.
    out[49] = is(parallel >= 0.2);
    out[50] = is(parallel >= 0.45);
    out[51] = is(as_long);
    out[45] = is(c.texts == 1);
    out[46] = is(c.labelled);
    out[47] = is(c.labelled && c.texts == 1 && h.paragraphs == 1);
    out[48] = is(c.feature && !c.closed && h.paragraphs > 1) * (1.0 - story);
    // A sub-heading over two lines, and an article that sets all of them so.
    let below_sub = state.previous == Some(Role::Subhead);
    out[39] = is(below_sub);
    out[40] = is(below_sub && c.paired_subs);
    out[41] = is(below_sub && c.subs > 1 && !c.paired_subs);
    // A section of an article that is no longer current.
    let current = state.current.and_then(|k| state.thread(k));
    if !current.is_some_and(|now| std::ptr::eq(now, c)) {
        let here = current.map_or(0.0, |now| ties(now).same);
        out[29] = 1.0;
        out[30] = (same * 4.0).min(1.0);
        out[31] = naked;
        out[32] = ((same - here) * 4.0).clamp(-1.0, 1.0);
        out[34] = stripped;
        out[35] = story;
        out[36] = is(c.subs > 1) * (1.0 - story);
        let older = state.numbers().filter(|k| state.thread(*k).is_some_and(|t| t.subs > 0 && t.texts > 0)).count();
        out[37] = is(older <= 1) * (1.0 - story);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::block::blocks;

    #[test]
    fn a_watchword_over_a_line_goes_on_a_series_of_such() {
        let text = "小凌河口的渔船清早解缆，当天傍晚回港，卸下二百吨鱼。";
        let page = blocks(&format!(
            "抓紧出海\n十四条渔船同时解缆\n{text}\n用好冷库\n三个冷间腾出一千吨\n{text}\n苹果窖里开出直播间\n{text}"
        ));
        let article = Thread { sub_lines: smallvec::smallvec![0, 1], ..Thread::default() };
        assert!(goes_on_in_pairs(3, &article, &page));
        assert!(!goes_on_in_pairs(6, &article, &page), "a line over its text");
        assert!(!goes_on_in_pairs(3, &Thread::default(), &page), "no section was set so before");
        assert!(!goes_on_in_pairs(7, &article, &page), "the last line of the page");
    }
}
