//! Headlines: as few lines as possible, of nearly equal length, parted where a reader would pause.

use super::breaks::Breaks;
use super::cluster::Gap;
use super::fill::{self, End, Filler};
use super::galley::{Galley, Measure};
use super::lay::{self, Ending};
use super::pen::Pen;
use crate::text::class::Class;

/// Longer texts are no headlines; the search below looks at the rest of the text from every stop, once a line.
const LONGEST: usize = 300;

/// What a break costs besides uneven lines, in square cells: between two 汉字 as much as being eight cells out of balance.
const INSIDE_A_CLAUSE: u64 = 64;
const INSIDE_A_WORD: u64 = 256;

/// Sets a headline over as few lines as the measure allows and balances them. Never justified, nothing hangs.
pub(super) fn balance(breaks: &Breaks, measure: Measure) -> Galley {
    let plain = Measure { justify: false, hang: crate::text::Cells(0), ..measure };
    let greedy = fill::fill(breaks, plain);
    if greedy.lines.len() < 2 || breaks.clusters.len() > LONGEST {
        return greedy;
    }
    let filler = Filler::new(breaks, plain);
    let indent = u32::from(measure.indent.0).min(filler.limit.saturating_sub(2));
    match best_breaks(&filler, indent, greedy.lines.len()) {
        Some(starts) => {
            let ends = starts.iter().skip(1).copied().chain([breaks.clusters.len()]);
            let lines = starts.iter().zip(ends).map(|(&from, next)| {
                lay::line(&filler, from, if from == 0 { indent } else { 0 }, End { next, ending: Ending::Last, x: filler.limit })
            });
            Galley { lines: lines.collect() }
        }
        None => greedy,
    }
}

/// The starts of exactly `count` lines with the least cost, or `None` if some line cannot be filled without need.
fn best_breaks(filler: &Filler<'_>, indent: u32, count: usize) -> Option<Vec<usize>> {
    let clusters = filler.clusters;
    let stops: Vec<usize> = std::iter::once(0)
        .chain((1..clusters.len()).filter(|&at| clusters[at].gap.is_opportunity()))
        .chain([clusters.len()])
        .collect();
    let widths = |from: usize| widths_from(filler, from, if from == 0 { indent } else { 0 });
    let total = u64::from(*widths(0).last()?);
    let target = total / count as u64;
    // best[line][stop]: least cost of ending `line` lines at `stop`, and the stop before.
    let mut best: Vec<Vec<Option<(u64, usize)>>> = vec![vec![None; stops.len()]; count + 1];
    best[0][0] = Some((0, 0));
    for line in 0..count {
        for from in 0..stops.len() - 1 {
            let Some((cost, _)) = best[line][from] else { continue };
            let widths = widths(stops[from]);
            for to in from + 1..stops.len() {
                let width = widths[stops[to] - stops[from] - 1];
                if width > filler.limit {
                    break;
                }
                let price = cost + u64::from(width).abs_diff(target).pow(2) + break_cost(filler, stops[to]);
                if best[line + 1][to].is_none_or(|(known, _)| price < known) {
                    best[line + 1][to] = Some((price, from));
                }
            }
        }
    }
    let mut starts = Vec::with_capacity(count);
    let mut at = stops.len() - 1;
    for line in (1..=count).rev() {
        at = best[line][at]?.1;
        starts.push(stops[at]);
    }
    starts.reverse();
    Some(starts)
}

fn break_cost(filler: &Filler<'_>, at: usize) -> u64 {
    let clusters = filler.clusters;
    match (at.checked_sub(1).and_then(|before| clusters.get(before)), clusters.get(at)) {
        (_, None) => 0,
        (Some(before), Some(_)) if before.class == Class::Space => 0,
        (Some(before), Some(_)) if matches!(before.class, Class::Pause | Class::AsciiPause | Class::Dash | Class::Closing) => 4,
        (_, Some(cluster)) if cluster.gap == Gap::Avoid => INSIDE_A_WORD,
        _ => INSIDE_A_CLAUSE,
    }
}

/// Cells of the line from `from` up to each later cluster, blanks at the end not counted.
fn widths_from(filler: &Filler<'_>, from: usize, x: u32) -> Vec<u32> {
    let mut pen = Pen::new(from, x, filler.setting);
    let mut reach = x;
    let mut widths = Vec::with_capacity(filler.clusters.len() - from);
    for (at, cluster) in filler.clusters.iter().enumerate().skip(from) {
        pen.place(filler.clusters, at);
        if cluster.class != Class::Space {
            reach = pen.x;
        }
        widths.push(reach);
    }
    widths
}

#[cfg(test)]
mod tests {
    use crate::text::{Ambiguous, Cells};
    use crate::typeset::{Breaks, Measure};

    fn lines(text: &str, width: u16) -> Vec<&str> {
        let measure = Measure {
            width: Cells(width),
            indent: Cells(0),
            ambiguous: Ambiguous::Narrow,
            normalise: true,
            justify: true,
            hang: Cells(2),
        };
        Breaks::of(text).set_headline(measure).lines.iter().map(|line| line.span.of(text)).collect()
    }

    #[test]
    fn a_headline_that_fits_is_one_line() {
        assert_eq!(lines("小凌河口开出今春第一班渔船", 40), ["小凌河口开出今春第一班渔船"]);
    }

    #[test]
    fn a_headline_is_parted_at_its_blank() {
        assert_eq!(lines("冰期提前结束 渔码头忙起来", 20), ["冰期提前结束 ", "渔码头忙起来"]);
        assert_eq!(lines("头一天卸鱼二百一十吨 冷库腾出三个间", 24), ["头一天卸鱼二百一十吨 ", "冷库腾出三个间"]);
    }

    #[test]
    fn without_a_blank_its_lines_are_nearly_equal() {
        assert_eq!(lines("全市近海四港大小渔船归港率近九成", 30), ["全市近海四港大小", "渔船归港率近九成"]);
    }
}
