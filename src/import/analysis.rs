//! One page, looked at from all sides: what the search for articles starts from.

use super::block::Block;
use super::context::{self, Joins};
use super::heading::{self, Heading};
use super::net::{Net, Row};
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
        let joins = joins(&weights.readers, &seams);
        let rows = context::rows(blocks, &facts, &groups, &joins);
        let first = answers(&weights.readers, &rows, |reader| &reader.first);
        let rows = roles::second_rows(&rows, &first, &groups);
        let mut answers = answers(&weights.readers, &rows, |reader| &reader.second);
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

/// p(join), the mean of the readers.
pub fn joins(readers: &[Reader], seams: &[seam::Seam]) -> Joins {
    let mean = |row: &Row| readers.iter().map(|r| r.seam.probabilities(&row.on)[1]).sum::<f32>() / readers.len() as f32;
    seams.iter().map(|s| ((s.from as u32, s.to as u32), mean(&s.row))).collect()
}

/// Role probabilities of each row, the mean of the readers' nets.
pub fn answers(readers: &[Reader], rows: &[Row], net: impl Fn(&Reader) -> &Net) -> Vec<Shares> {
    let mean = |row: &Row| {
        let mut sum = [0.0_f32; ROLES];
        for reader in readers {
            for (s, p) in sum.iter_mut().zip(net(reader).probabilities(&row.on)) {
                *s += p / readers.len() as f32;
            }
        }
        sum
    };
    rows.iter().map(mean).collect()
}

/// Numbers of the lines as headings of a series, 0 for none; paragraphs have none.
pub fn ordinals(blocks: &[Block]) -> Vec<u8> {
    blocks.iter().map(|b| if b.len() > 40 { 0 } else { ordinal(&b.text).unwrap_or(0) }).collect()
}

/// Numbers the signatures of a page in order of appearance, from 1; plain lines get 0.
pub fn dress(blocks: &[Block]) -> Vec<u16> {
    let mut seen: FxHashMap<&str, usize> = [("", 0)].into_iter().collect();
    let mut number = |block| {
        let next = seen.len();
        *seen.entry(block).or_insert(next)
    };
    blocks.iter().map(|block| number(&block.signature).min(usize::from(u16::MAX)) as u16).collect()
}
