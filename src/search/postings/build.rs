//! Postings from a plane, in two passes over it: how many blocks each bucket is in, then which.

use xxhash_rust::xxh3::Xxh3Default;

use super::choose::Costs;
use super::rice::{self, Pen};
use super::{BLOCK, Postings, SHARE};
use crate::search::plane::{LINE_END, Plane};

/// Characters for each bucket: about as many buckets as there are different pairs in running text.
const PER_BUCKET: usize = 256;

/// Blocks between two questions whether to go on: some milliseconds.
const STEP: usize = 64;

/// How finely a plane is divided.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// Characters of a block.
    pub(super) block: usize,
    /// Lists that would name more than one of so many blocks are not kept.
    pub(super) share: usize,
    /// Buckets; a power of two.
    pub(super) buckets: usize,
    pub(super) costs: Costs,
}

impl Shape {
    fn of(plane: &Plane) -> Self {
        let buckets = (plane.units.len() / PER_BUCKET).next_power_of_two().clamp(1 << 12, 1 << 22);
        Self { block: BLOCK, share: SHARE, buckets, costs: Costs::default() }
    }
}

impl Postings {
    /// Builds them; `None` when told to stop, or where they would be too large to be addressed.
    pub(in crate::search) fn build(plane: &Plane, go_on: &dyn Fn() -> bool) -> Option<Self> {
        Self::shaped(plane, Shape::of(plane), go_on)
    }

    pub(super) fn shaped(plane: &Plane, shape: Shape, go_on: &dyn Fn() -> bool) -> Option<Self> {
        let firsts = divided(plane, shape.block);
        let blocks = firsts.len() - 1;
        let longest = blocks / shape.share;
        let counts = counted(plane, &firsts, shape.buckets, go_on)?;
        let is_kept = |bucket: usize| counts[bucket] as usize <= longest;
        let room = |bucket: usize| if is_kept(bucket) { rice::room(counts[bucket] as usize, blocks) } else { 0 };
        let mut starts: Vec<u32> = Vec::with_capacity(shape.buckets + 1);
        let mut end = 0u32;
        for bucket in 0..shape.buckets {
            starts.push(end);
            end = end.checked_add(u32::try_from(room(bucket)).ok()?)?;
        }
        starts.push(end);
        let mut lists = vec![0u8; end as usize];
        let mut pens = vec![Pen::default(); shape.buckets];
        each(plane, &firsts, shape.buckets, go_on, &mut |block, bucket| {
            let count = counts[bucket] as usize;
            if count <= longest && !pens[bucket].is_last(block) {
                let room = &mut lists[starts[bucket] as usize..starts[bucket + 1] as usize];
                pens[bucket].put(block, count, blocks, room);
            }
        })?;
        // Lists seldom need all of their room: they are moved together.
        let mut end = 0;
        for bucket in 0..shape.buckets {
            let (from, bytes) = (starts[bucket] as usize, pens[bucket].bytes());
            lists.copy_within(from..from + bytes, end);
            starts[bucket] = end as u32;
            end += bytes;
        }
        starts[shape.buckets] = end as u32;
        lists.truncate(end);
        lists.shrink_to_fit();
        Some(Self { firsts, counts, starts, lists, longest, fingerprint: fingerprint(plane), costs: shape.costs })
    }
}

/// The first slot of each block, and the number of slots.
fn divided(plane: &Plane, size: usize) -> Vec<u32> {
    let mut firsts = vec![0];
    let mut start = 0;
    for slot in 0..plane.len() {
        let end = plane.extent(slot..slot + 1).end;
        if end - start >= size || slot + 1 == plane.len() {
            firsts.push(slot as u32 + 1);
            start = end;
        }
    }
    firsts
}

/// In how many blocks each bucket is.
fn counted(plane: &Plane, firsts: &[u32], buckets: usize, go_on: &dyn Fn() -> bool) -> Option<Vec<u32>> {
    let mut counts = vec![0u32; buckets];
    // The block a bucket was last met in, plus one.
    let mut last = vec![0u32; buckets];
    each(plane, firsts, buckets, go_on, &mut |block, bucket| {
        if last[bucket] != block + 1 {
            last[bucket] = block + 1;
            counts[bucket] += 1;
        }
    })?;
    Some(counts)
}

/// Calls `met(block, bucket)` for every character and every pair, block after block.
fn each(plane: &Plane, firsts: &[u32], buckets: usize, go_on: &dyn Fn() -> bool, met: &mut impl FnMut(u32, usize)) -> Option<()> {
    for (block, slots) in firsts.windows(2).enumerate() {
        if block % STEP == 0 && !go_on() {
            return None;
        }
        // No pair is made over the end of a part: nothing is met across it.
        let mut before = LINE_END;
        for unit in &plane.units[plane.extent(slots[0] as usize..slots[1] as usize)] {
            if *unit != LINE_END {
                met(block as u32, Postings::single(buckets, *unit));
                if before != LINE_END {
                    met(block as u32, Postings::pair(buckets, before, *unit));
                }
            }
            before = *unit;
        }
    }
    Some(())
}

/// A number for a plane: another text, another order and another way of folding have another one.
pub(super) fn fingerprint(plane: &Plane) -> u64 {
    let mut hash = Xxh3Default::new();
    hash.update(bytemuck::cast_slice(&plane.units));
    for slot in 0..plane.len() {
        hash.update(&plane.slot(slot).start.to_le_bytes());
    }
    hash.digest()
}
