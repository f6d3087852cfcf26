//! Two headings one below the other: one headline over two lines, or the headlines of two stories?
//!
//! A headline that is wider than its columns takes two lines; where stories stand side by side, the extractor gives their headlines
//! first and their texts afterwards. What tells them apart: the paper's habit, a word or a quotation that goes over the line end, whose
//! words come up in the text below, and how many writers sign before the next headline.

use super::block::Block;
use super::heading::names_its_place;
use super::page_facts::PageFacts;
use super::roles::{Shares, share};
use super::seam;
use crate::corpus::Role;

/// Number of observations.
pub const WIDTH: usize = 36;
/// Lines below in which bylines are counted.
const REACH: usize = 60;

/// Observations that speak for one headline (positive weights) when line `i` stands below the heading on line `i − 1`, `lines` of which
/// are in its article already.
pub fn observe(i: usize, lines: usize, blocks: &[Block], facts: &PageFacts, answers: &[Shares], dress: &[u16]) -> [f32; WIDTH] {
    let mut out = [0.0; WIDTH];
    out[0] = 1.0;
    let Some((above, below)) = i.checked_sub(1).and_then(|k| Some((blocks.get(k)?, blocks.get(i)?))) else { return out };
    let is = |yes: bool| f32::from(u8::from(yes));
    let headed = |k: usize| answers.get(k).is_some_and(|a| share(a, Role::Headline) > 0.5);
    let (first, second) = (dress[i - 1], dress[i]);
    let sum = above.len() + below.len();
    // The habit of the page: how many of its other headlines have a second line.
    let (mut runs, mut heads, mut alike_runs, mut alike) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    for k in (0..blocks.len()).filter(|k| headed(*k) && k + 1 != i && *k != i && (*k == 0 || !headed(k - 1))) {
        let two = is(headed(k + 1));
        heads += 1.0;
        runs += two;
        if dress[k] == first && (second == first || k + 1 >= blocks.len() || dress[k + 1] == second || two == 0.0) {
            alike += 1.0;
            alike_runs += two;
        }
    }
    let text = |k: &usize| answers.get(*k).is_some_and(|a| share(a, Role::Body) + share(a, Role::Lead) > 0.5);
    let near = |line: usize| {
        (i + 1..blocks.len().min(i + 9)).filter(text).take(3).map(|k| facts.similarity(line, k)).fold(0.0, f32::max)
    };
    let (own, other) = (near(i - 1), near(i));
    let writers = (i + 1..blocks.len().min(i + REACH))
        .take_while(|k| !(headed(*k) && dress[*k] == first && (first != 0 || *k + 1 < blocks.len() && facts.opens_story(k + 1))))
        .filter(|k| facts.surfaces[*k].byline && blocks[*k].len() < 40)
        .count();
    let next = i + 1;
    let repeated = |k: usize| facts.repeats[k].same_earlier || facts.repeats[k].same_later;
    out[1..].copy_from_slice(&[
        is(first == second && first != 0),
        is(first != 0 && second == 0),
        is(first == 0 && second == 0),
        is(first == 0 && second != 0),
        is(first != second && first != 0 && second != 0),
        is(below.gap > facts.usual_gap),
        is(below.gap == 0 && facts.usual_gap > 0),
        is(sum <= 16),
        is(sum <= 24),
        is(sum > 34),
        is(above.len().abs_diff(below.len()) <= 1),
        is("，,：:、—…".contains(above.last())),
        is("”！？!?》".contains(above.last())),
        is(below.dash),
        is(above.pairs.quotes > 0 || above.pairs.titles > 0),
        is(names_its_place(&below.text)),
        is(names_its_place(&above.text)),
        is(names_its_place(&below.text) && names_its_place(&above.text)),
        is(seam::reads_on(above, below)),
        is(lines == 2),
        is(lines > 2),
        is(heads > 0.0) * runs / heads.max(1.0),
        is(alike > 0.0) * alike_runs / alike.max(1.0),
        is(heads >= 3.0 && runs == 0.0),
        is(next < blocks.len() && headed(next)),
        is(next < blocks.len() && facts.surfaces[next].byline),
        is(next < blocks.len() && facts.dateline(next)),
        is(own > 0.02),
        is(other > 0.02),
        is(own > other + 0.03),
        is(other > own + 0.03),
        is(repeated(i - 1) != repeated(i)),
        is(repeated(i - 1) && repeated(i)),
        is(writers == 0),
        is(writers >= 2),
    ]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::block::blocks;
    use crate::import::roles::{ROLES, index};

    fn seen(page: &str, i: usize) -> [f32; WIDTH] {
        let blocks = blocks(page);
        let facts = PageFacts::of(&blocks);
        let answers: Vec<Shares> = blocks
            .iter()
            .map(|b| {
                let mut shares = [0.0; ROLES];
                shares[index(if b.len() > 20 { Role::Body } else { Role::Headline })] = 1.0;
                shares
            })
            .collect();
        let dress = crate::import::analysis::dress(&blocks);
        observe(i, 1, &blocks, &facts, &answers, &dress)
    }

    #[test]
    fn a_word_over_the_line_end_and_an_open_quotation_are_seen() {
        let one = seen("渔家摆出“万人\n迷”鱼宴\n小凌河口的渔船清早解缆，当天傍晚回港，卸下二百吨鱼。", 1);
        assert!(one[15] > 0.0, "the quotation is open");
        assert!(seen("锦州市民学会自救方\n法三种\n", 1)[19] > 0.0, "a word goes over the line end");
    }

    #[test]
    fn whose_words_come_up_below_is_seen() {
        let page = "渔船解缆出海\n冷库腾出三间\n小凌河口的渔船清早解缆出海，当天傍晚渔船回港，卸鱼二百吨。\n";
        let two = seen(page, 1);
        assert!(two[28] > 0.0 && two[30] > 0.0 && two[29] == 0.0, "{two:?}");
    }

    #[test]
    fn writers_before_the_next_headline_are_counted() {
        let text = "江水在下面响，人在上面爬，一根钢索过了几十年，今年换成了桥。";
        let page = format!("◈堰塘村的桥\n◈船长补习班\n{text}\n记者 李东\n{text}\n记者 王芳\n{text}\n◈码头\n{text}");
        assert!(seen(&page, 1)[35] > 0.0);
        assert!(seen(&page.replace("记者 王芳\n", ""), 1)[35] == 0.0);
    }
}
