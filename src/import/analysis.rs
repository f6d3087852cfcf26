//! One page, looked at from all sides: what the search for articles starts from.

use super::block::Block;
use super::context::{self, Groups, Joins};
use super::heading::{self, Heading};
use super::net::Row;
use super::ordinal::ordinal;
use super::page_facts::PageFacts;
use super::roles::{self, ROLES, Shares};
use super::seam;
use super::state::Line;
use super::weights::{Reader, Weights};
use rustc_hash::FxHashMap;

/// Everything known of the lines before articles are formed.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// Page-wide facts.
    pub facts: PageFacts,
    /// p(join) of the pairs that were asked.
    pub joins: Joins,
    /// Evidence of those pairs.
    pub seams: FxHashMap<(u32, u32), Row>,
    /// Role probabilities, second reading.
    pub answers: Vec<Shares>,
    /// What is known of possible headings.
    pub headings: Vec<Heading>,
    /// Number of each line's signature, 0 for plain.
    pub dress: Vec<u16>,
    /// Number of each line as a heading of a series, 0 for none.
    pub ordinals: Vec<u8>,
    /// Markdown depth of each line.
    pub depths: Vec<u8>,
}

impl Analysis {
    /// Looks at a page with all readers.
    pub fn of(blocks: &[Block], weights: &Weights) -> Self {
        let facts = PageFacts::of(blocks);
        let groups = context::groups(blocks, &facts);
        let seams = seam::seams(blocks, &facts);
        let many = weights.readers.len() as f32;
        let mut joins = Joins::default();
        let mut answers = vec![[0.0_f32; ROLES]; blocks.len()];
        for reader in &weights.readers {
            let own = own_joins(reader, &seams);
            let (_, second) = read(reader, blocks, &facts, &groups, &own);
            for (sum, answer) in answers.iter_mut().zip(&second) {
                for (s, a) in sum.iter_mut().zip(answer) {
                    *s += a / many;
                }
            }
            for (pair, p) in own {
                *joins.entry(pair).or_insert(0.0) += p / many;
            }
        }
        roles::certainties(&mut answers, blocks, &facts);
        let dress = dress(blocks);
        let headings = heading::headings(blocks, &facts, &joins, &answers, &dress);
        let ordinals = ordinals(blocks);
        let seams = seams.into_iter().map(|s| ((s.from as u32, s.to as u32), s.row)).collect();
        Self { facts, joins, seams, answers, headings, dress, ordinals, depths: blocks.iter().map(|b| b.depth).collect() }
    }

    /// A line as the state needs it.
    pub fn line(&self, i: usize) -> Line {
        Line {
            at: i as u32,
            dress: self.dress[i],
            open: self.facts.open[i],
            end_signed: self.facts.surfaces[i].end_signed,
            dateline: self.facts.dateline(i),
            ordinal: self.ordinals[i],
            depth: self.depths[i],
        }
    }
}

/// p(join) of one reader.
pub fn own_joins(reader: &Reader, seams: &[seam::Seam]) -> Joins {
    seams.iter().map(|s| ((s.from as u32, s.to as u32), reader.seam.probabilities(&s.row.on)[1])).collect()
}

/// First rows and second answers of one reader.
pub fn read(reader: &Reader, blocks: &[Block], facts: &PageFacts, groups: &Groups, joins: &Joins) -> (Vec<Row>, Vec<Shares>) {
    let rows = context::rows(blocks, facts, groups, joins);
    let first: Vec<Shares> = rows.iter().map(|row| shares(&reader.first.probabilities(&row.on))).collect();
    let second = roles::second_rows(&rows, &first, groups);
    let answers = second.iter().map(|row| shares(&reader.second.probabilities(&row.on))).collect();
    (rows, answers)
}

/// A net's answer as an array.
pub fn shares(p: &[f32]) -> Shares {
    let mut out = [0.0; ROLES];
    for (o, v) in out.iter_mut().zip(p) {
        *o = *v;
    }
    out
}

/// Numbers of the lines as headings of a series, 0 for none; paragraphs have none.
pub fn ordinals(blocks: &[Block]) -> Vec<u8> {
    blocks.iter().map(|b| if b.len() > 40 { 0 } else { ordinal(&b.text).unwrap_or(0) }).collect()
}

/// Numbers the signatures of a page in order of appearance, from 1; plain lines get 0.
pub fn dress(blocks: &[Block]) -> Vec<u16> {
    let mut seen: Vec<&str> = vec![""];
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        let at = seen.iter().position(|s| *s == block.signature).unwrap_or_else(|| {
            seen.push(&block.signature);
            seen.len() - 1
        });
        out.push(at.min(usize::from(u16::MAX)) as u16);
    }
    out
}
