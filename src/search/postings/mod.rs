//! Which blocks of articles hold a pair of characters: a filter in front of the scan, for corpora too large to be swept at every key.
//!
//! Nothing is found here. A query asks which blocks can hold it, the [scan](super::scan) looks into those and into nothing else, so that
//! counts, places and highlights are what they are without postings. What is kept is shaped by what it is for:
//!
//! - **Blocks, not articles.** Sweeping a block of some 13,000 characters costs two microseconds, one cache miss ten of which would cost
//!   as much; a list of blocks has shorter gaps and fewer entries than one of articles. Lists of articles take 0.5 bytes a byte of text;
//!   these took 0.02 where few sentences are put together in ever new ways and 0.18 where words of the dictionary are drawn at random,
//!   between which any paper lies (200,000 articles of 400 characters each).
//! - **No list where sweeping is as good.** A pair that stands in more than one of [`SHARE`] blocks gets none: a query of nothing
//!   but such pairs is swept, as every query is without postings. These are half of all pairs of running text and a few thousand of
//!   the millions of different ones.
//! - **Buckets, not keys.** Pairs (and single characters) share buckets by hash. A rare clash costs a look into a block in vain; a table of
//!   two million keys would cost more than the lists of most of them.
//! - Gaps are Rice-coded, which is within a tenth of the least a random list can take.
//!
//! Letters alone (`jinzhou`) may stand for hundreds of pairs, in as many buckets; they stay with the scan, whose filter of initials
//! is made for them. In `锦zhou` the 汉字 narrow it.
//!
//! A word drawn from such a text is found in 0.3 ms instead of 21 (the median of sixty, one thread).
//!
//! Built from the plane in two passes, some 40 MB of text a second on one thread. The bytes know which plane they are of: of another one,
//! and damaged, they are none.

mod build;
mod bytes;
mod choose;
mod rice;
#[cfg(test)]
mod tests;

/// Characters of a block; an article is never divided.
const BLOCK: usize = 12_800;

/// Lists that would name more than one of so many blocks are not kept.
const SHARE: usize = 8;

/// Below so many characters (200,000 articles of 400) sweeping takes less than 13 ms on one thread, and nothing is built.
pub(super) const WORTH: usize = 80_000_000;

/// Which blocks of a plane hold what.
#[derive(Debug, PartialEq)]
pub(super) struct Postings {
    /// The first slot of each block, and the number of slots.
    firsts: Vec<u32>,
    /// For each bucket, in how many blocks it is.
    counts: Vec<u32>,
    /// For each bucket, where its list begins among `lists`, in bytes; one more at the end.
    starts: Vec<u32>,
    lists: Vec<u8>,
    /// The longest list that is kept.
    longest: usize,
    /// Of the plane.
    fingerprint: u64,
    costs: choose::Costs,
}

impl Postings {
    fn blocks(&self) -> usize {
        self.firsts.len() - 1
    }

    /// The bucket of two characters that stand side by side.
    fn pair(buckets: usize, first: u16, second: u16) -> usize {
        let key = u64::from(first) << 16 | u64::from(second);
        // Multiplying by the golden ratio spreads keys that differ in few bits; its upper bits are the best.
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - buckets.ilog2())) as usize
    }

    /// The bucket of one character, as if it stood behind the character 0. Where a text holds that one, its pairs share a bucket with
    /// single characters, which costs a look at more chunks and no match.
    fn single(buckets: usize, unit: u16) -> usize {
        Self::pair(buckets, 0, unit)
    }

    /// Memory it takes, in bytes.
    pub(super) fn memory(&self) -> usize {
        (self.firsts.capacity() + self.counts.capacity() + self.starts.capacity()) * 4 + self.lists.capacity()
    }
}
