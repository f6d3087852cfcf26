//! The pairs of neighbouring characters of a page, numbered in the order in which they are first met: which lines have which, how often.
//!
//! A page is asked for them three times (which lines are alike, what is printed twice, what a line is about), so they are hashed once.
//! A run of three characters can stand on two lines only where both its pairs do; that spares nearly all of them.

use super::block::{Block, is_han};

/// Characters of one line that are compared with other lines.
const COMPARED: usize = 1500;

/// Slots that a page begins with.
const FEWEST: usize = 1 << 6;

/// The pairs of all lines of a page.
#[derive(Debug, Default)]
pub(super) struct Bigrams {
    /// Number of the pair at each position, line after line.
    numbers: Vec<u32>,
    /// Where the numbers of each line begin, and where the last end.
    starts: Vec<usize>,
    /// Bigrams of 汉字 that a line has, numbers ascending, with how often it has them; line after line.
    held: Vec<(u32, u32)>,
    held_starts: Vec<usize>,
    /// What is known of each pair.
    known: Vec<Known>,
}

/// What is known of a pair.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// Lines that have it.
    lines: u32,
    /// How often the line that is being read has it.
    times: u32,
    /// Both characters are 汉字.
    han: bool,
}

impl Bigrams {
    /// Of these lines. O(characters).
    pub(super) fn of(blocks: &[Block]) -> Self {
        let total: usize = blocks.iter().map(|b| b.len().min(COMPARED)).sum();
        let mut numbering = Numbering::with_room(total);
        let mut out = Self { numbers: Vec::with_capacity(total), ..Self::default() };
        out.held.reserve(total);
        out.known.reserve(total.min(1 << 16));
        // Pairs of the line that is being read which an earlier line has too.
        let mut earlier: Vec<u32> = Vec::new();
        for block in blocks {
            out.starts.push(out.numbers.len());
            out.held_starts.push(out.held.len());
            let fresh = out.known.len() as u32;
            earlier.clear();
            for pair in compared(block).windows(2) {
                let number = numbering.number(packed(pair));
                if number as usize == out.known.len() {
                    out.known.push(Known { han: is_han(pair[0]) && is_han(pair[1]), ..Known::default() });
                }
                let known = &mut out.known[number as usize];
                if known.times == 0 {
                    known.lines += 1;
                    if number < fresh {
                        earlier.push(number);
                    }
                }
                known.times += 1;
                out.numbers.push(number);
            }
            // Those met for the first time are in order already and behind all others.
            earlier.sort_unstable();
            for number in earlier.iter().copied().chain(fresh..out.known.len() as u32) {
                let known = &mut out.known[number as usize];
                if known.han {
                    out.held.push((number, known.times));
                }
                known.times = 0;
            }
        }
        out.starts.push(out.numbers.len());
        out.held_starts.push(out.held.len());
        out
    }

    /// Number of lines.
    pub(super) fn lines(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The number of the pair at each position of a line.
    pub(super) fn numbers(&self, line: usize) -> &[u32] {
        self.numbers.get(self.starts[line]..self.starts[line + 1]).unwrap_or(&[])
    }

    /// The pairs of 汉字 of a line, numbers ascending, and how often it has each.
    pub(super) fn held(&self, line: usize) -> &[(u32, u32)] {
        self.held.get(self.held_starts[line]..self.held_starts[line + 1]).unwrap_or(&[])
    }

    /// Whether a line has a pair of 汉字. O(log of its pairs).
    pub(super) fn holds(&self, line: usize, pair: u32) -> bool {
        self.held(line).binary_search_by_key(&pair, |(number, _)| *number).is_ok()
    }

    /// How many lines have a pair.
    pub(super) fn lines_with(&self, pair: u32) -> u32 {
        self.known[pair as usize].lines
    }

    /// How many different trigrams a line has at least: each pair that it has once begins one, but for its last.
    pub(super) fn trigrams_at_least(&self, line: usize) -> u32 {
        let once = self.held(line).iter().filter(|(_, times)| *times == 1).count();
        (once as u32).saturating_sub(1)
    }
}

/// The characters of a line that are compared with other lines.
pub(super) fn compared(block: &Block) -> &[char] {
    block.chars.get(..block.len().min(COMPARED)).unwrap_or(&[])
}

/// Up to three characters as one number, which is hashed at once: a character has 21 bits.
pub(super) fn packed(chars: &[char]) -> u64 {
    chars.iter().fold(0, |packed, c| packed << 21 | u64::from(u32::from(*c)))
}

/// Numbers keys in the order in which they are first met. Open addressing: several times as fast as a map for the thousand keys of a page.
#[derive(Debug)]
struct Numbering {
    keys: Vec<u64>,
    /// Number of a key plus one, 0 where the slot is free; a power of two of them, at least twice as many as keys.
    slots: Vec<u32>,
}

impl Numbering {
    fn with_room(keys: usize) -> Self {
        let keys = keys.min(1 << 16);
        Self { keys: Vec::with_capacity(keys), slots: vec![0; (keys * 2).next_power_of_two().max(FEWEST)] }
    }

    fn number(&mut self, key: u64) -> u32 {
        let mask = self.slots.len() - 1;
        let mut at = self.home(key);
        loop {
            match self.slots[at] {
                0 => break,
                taken if self.keys[taken as usize - 1] == key => return taken - 1,
                _ => at = (at + 1) & mask,
            }
        }
        self.keys.push(key);
        self.slots[at] = self.keys.len() as u32;
        if self.keys.len() * 2 > self.slots.len() {
            self.grow();
        }
        self.keys.len() as u32 - 1
    }

    /// The slot where the search for a key begins: the upper bits of a product hold something of all characters.
    fn home(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - self.slots.len().trailing_zeros())) as usize
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        self.slots = vec![0; mask + 1];
        for (number, key) in (1..).zip(&self.keys) {
            let mut at = self.home(*key);
            while self.slots[at] != 0 {
                at = (at + 1) & mask;
            }
            self.slots[at] = number;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;
    use crate::import::block::blocks;

    proptest! {
        #[test]
        fn bigrams_are_those_of_a_plain_count(page in "[一二三四，a\n]{1,200}") {
            let blocks = blocks(&page);
            let bigrams = Bigrams::of(&blocks);
            prop_assert_eq!(bigrams.lines(), blocks.len());
            let mut first: Vec<&[char]> = Vec::new();
            for pair in blocks.iter().flat_map(|b| b.chars.windows(2)) {
                if !first.contains(&pair) {
                    first.push(pair);
                }
            }
            for (i, block) in blocks.iter().enumerate() {
                let mut count: BTreeMap<u32, u32> = BTreeMap::new();
                for (pair, number) in block.chars.windows(2).zip(bigrams.numbers(i)) {
                    prop_assert_eq!(first[*number as usize], pair);
                    if is_han(pair[0]) && is_han(pair[1]) {
                        *count.entry(*number).or_default() += 1;
                    }
                    let lines = blocks.iter().filter(|b| b.chars.windows(2).any(|p| p == pair)).count();
                    prop_assert_eq!(bigrams.lines_with(*number) as usize, lines);
                }
                prop_assert_eq!(bigrams.held(i), count.iter().map(|(n, t)| (*n, *t)).collect::<Vec<_>>());
                prop_assert!(count.keys().all(|number| bigrams.holds(i, *number)));
                let trigrams: BTreeSet<&[char]> = block.chars.windows(3).collect();
                prop_assert!(bigrams.trigrams_at_least(i) as usize <= trigrams.len());
            }
        }
    }

    #[test]
    fn keys_keep_their_numbers_while_the_table_grows() {
        let mut known = Numbering::with_room(0);
        let keys: Vec<u64> = (0..5_000_u64).map(|k| (k * k) << 9).collect();
        for (number, key) in (0..).zip(&keys) {
            assert_eq!(known.number(*key), number);
        }
        assert!((0..).zip(&keys).all(|(number, key)| known.number(*key) == number));
    }
}
