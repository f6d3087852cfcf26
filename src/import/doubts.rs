//! What the importer is not sure of, from how many of the surviving readings agree with the one that was chosen.

use super::assemble::Placed;
use super::block::Block;
use super::decoder::Reading;
use crate::corpus::{Doubt, Part, Role};

/// Below this share of agreement a decision is shown as doubtful. Readings that survive side by side mostly agree in what is right, so
/// that even a third of them is a good sign: a higher bar would mark more than half of the articles of a damaged page, a lower one
/// would hide nearly all errors. On held-back pages this bar marks one article in six, of which half are wrong
/// (`cargo run --release --example look -- --generated 120 --doubts`).
const SURE: f32 = 0.3;

/// How many of ten such decisions are right: measured by the same command, not the agreement itself.
fn of_ten(agreement: f32) -> u8 {
    match agreement {
        a if a < 0.25 => 6,
        a if a < 0.45 => 8,
        _ => 9,
    }
}

/// Doubts of one article: doubtful headings, joins and owners, at most one a line.
pub(super) fn doubts(
    lines: &[usize],
    blocks: &[Block],
    placed: &[Placed],
    reading: &Reading,
    parts: &[Part],
    part_of: &[(usize, usize)],
) -> Vec<Doubt> {
    let mut out = Vec::new();
    for i in lines {
        let Some(decision) = reading.decisions.get(*i) else { continue };
        let part = part_of.iter().find(|(line, _)| line == i).and_then(|(_, part)| parts.get(*part));
        let offset = part.map_or(0, |part| part.span.start);
        let tenths = of_ten(decision.confidence);
        let lost = part.is_some_and(|part| part.truncated && last_line(*i, part_of));
        let (what, what_en) = match placed[*i].role {
            _ if decision.confidence >= SURE && !lost => continue,
            _ if lost && decision.confidence >= SURE => {
                ("这一段没有印完，原文缺", "this paragraph breaks off; the rest is missing")
            }
            Role::Headline | Role::Kicker => ("也可能是小标题或别的行", "may be a sub-heading or something else"),
            Role::Subhead => ("也可能是另一篇的标题", "may be the headline of another article"),
            Role::Body | Role::Lead if placed[*i].continues.is_some() => ("也可能不接上一段", "may not continue that paragraph"),
            Role::Body | Role::Lead => ("也可能属于另一篇", "may belong to another article"),
            _ => continue,
        };
        out.push(Doubt { line: blocks[*i].line, offset, what: what.to_owned(), what_en: what_en.to_owned(), tenths });
    }
    out
}

fn last_line(i: usize, part_of: &[(usize, usize)]) -> bool {
    let part = part_of.iter().find(|(line, _)| *line == i).map(|(_, part)| *part);
    part_of.iter().filter(|(_, p)| Some(*p) == part).map(|(line, _)| *line).max() == Some(i)
}
