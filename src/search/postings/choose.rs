//! Which blocks a query needs looked into, where asking is cheaper than sweeping everything.

use std::borrow::Cow;

use super::Postings;
use super::rice;
use crate::search::outside::{NOWHERE, Outside};
use crate::search::plane::Plane;
use crate::search::query::Scope;
use crate::search::term::{Meets, Term};

/// What the steps of a search cost, in nanoseconds; measured at a million articles, one thread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Costs {
    /// To sweep one character.
    pub(super) unit: f64,
    /// To read one entry of a list.
    pub(super) entry: f64,
    /// To turn to another block, beside sweeping it: its first characters are not in the cache.
    pub(super) block: f64,
    /// To pass over an article that no list names.
    pub(super) slot: f64,
}

impl Default for Costs {
    fn default() -> Self {
        Self { unit: 0.16, entry: 6.0, block: 300.0, slot: 1.5 }
    }
}

/// Blocks that can hold what is looked for.
#[derive(Debug)]
pub(in crate::search) struct Blocks<'a> {
    postings: &'a Postings,
    /// Ascending.
    blocks: Vec<u32>,
}

impl Blocks<'_> {
    /// Leaves only the slots of these blocks; of all where there was no choice yet.
    pub(in crate::search) fn leave(&self, slots: Option<&[bool]>) -> Vec<bool> {
        let firsts = &self.postings.firsts;
        let all = firsts.last().copied().unwrap_or(0) as usize;
        let mut left = vec![false; all];
        for block in &self.blocks {
            let Some([from, to]) = firsts.get(*block as usize..*block as usize + 2) else { continue };
            let extent = *from as usize..*to as usize;
            match slots {
                Some(slots) => left[extent.clone()].copy_from_slice(&slots[extent]),
                None => left[extent].fill(true),
            }
        }
        left
    }
}

impl Postings {
    /// The blocks that can hold all of the clauses, each an alternative of terms; `None` where sweeping is as cheap.
    pub(in crate::search) fn candidates(&self, plane: &Plane, wanted: &[(Scope, Vec<Cow<'_, Term>>)]) -> Option<Blocks<'_>> {
        // Every clause must hold: each one alone is enough to narrow by.
        let needs: Vec<Vec<Vec<usize>>> = wanted.iter().filter_map(|(_, terms)| self.needs(plane, terms)).collect();
        let named = |lists: &Vec<usize>| lists.first().map_or(0, |list| self.counts[*list] as usize);
        let bound = |clause: &Vec<Vec<usize>>| clause.iter().map(named).sum::<usize>();
        let fewest = needs.iter().map(bound).min()?;
        if !self.pays(plane, fewest, needs.iter().map(bound).sum()) {
            return None;
        }
        let mut left: Option<Vec<u32>> = None;
        for clause in &needs {
            let mut blocks: Vec<u32> = clause.iter().flat_map(|lists| self.common_to(lists)).collect();
            blocks.sort_unstable();
            blocks.dedup();
            left = Some(match left {
                Some(left) => both(&left, &blocks),
                None => blocks,
            });
        }
        Some(Blocks { postings: self, blocks: left? })
    }

    /// Whether looking into so many blocks, and reading so many entries to know which, is cheaper than sweeping all.
    fn pays(&self, plane: &Plane, blocks: usize, entries: usize) -> bool {
        let Costs { unit, entry, block, slot } = self.costs;
        let all = plane.units.len() as f64 * unit;
        let each = all / self.blocks().max(1) as f64 + block;
        blocks as f64 * each + entries as f64 * entry + plane.len() as f64 * slot < all
    }

    /// For each of the terms, the buckets that must all be in a block that holds it, the rarest first; `None` where one of them can be
    /// anywhere.
    fn needs(&self, plane: &Plane, terms: &[Cow<'_, Term>]) -> Option<Vec<Vec<usize>>> {
        let of_term = |term: &Cow<'_, Term>| {
            let mut buckets = buckets(term, &plane.outside, self.counts.len());
            buckets.retain(|bucket| self.counts[*bucket] as usize <= self.longest);
            buckets.sort_by_key(|bucket| self.counts[*bucket]);
            Some(buckets).filter(|buckets| !buckets.is_empty())
        };
        terms.iter().map(of_term).collect()
    }

    /// The blocks that are in all of these lists, as far as reading them pays.
    fn common_to(&self, lists: &[usize]) -> Vec<u32> {
        let Some((rarest, others)) = lists.split_first() else { return Vec::new() };
        let mut left: Vec<u32> = self.list(*rarest).collect();
        for other in others {
            // Looking into a block in vain costs as much as some hundred entries.
            if self.counts[*other] as usize > left.len() * 256 {
                break;
            }
            let other: Vec<u32> = self.list(*other).collect();
            left = both(&left, &other);
        }
        left
    }

    fn list(&self, bucket: usize) -> impl Iterator<Item = u32> + '_ {
        let bytes = self.lists.get(self.starts[bucket] as usize..self.starts[bucket + 1] as usize).unwrap_or_default();
        rice::read(bytes, self.counts[bucket] as usize, self.blocks())
    }
}

/// What is in both of two ascending lists.
fn both(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut b = b.iter().copied().peekable();
    a.iter()
        .copied()
        .filter(|block| {
            while b.next_if(|other| other < block).is_some() {}
            b.peek() == Some(block)
        })
        .collect()
}

/// Buckets of the characters that stand side by side in every match of a term. Letters that may be spelled out give none.
fn buckets(term: &Term, text: &Outside, buckets: usize) -> Vec<usize> {
    let (chars, spells) = match &term.meets {
        Meets::Written(pattern, _) => (&pattern.chars, false),
        Meets::Spelled(pattern, _) => (&pattern.chars, true),
        Meets::Regex(_) => return Vec::new(),
    };
    let units: Vec<u16> = chars.iter().map(|c| if spells && c.is_ascii_lowercase() { NOWHERE } else { text.unit(*c) }).collect();
    let mut found = Vec::new();
    for run in units.split(|unit| *unit == NOWHERE) {
        match run {
            [] => {}
            [unit] => found.push(Postings::single(buckets, *unit)),
            run => found.extend(run.windows(2).map(|pair| Postings::pair(buckets, pair[0], pair[1]))),
        }
    }
    found
}
