//! Postings as bytes and back, for whoever keeps them. In the order of this machine's bytes: what another made is none here.

use super::choose::Costs;
use super::{Postings, build};
use crate::search::plane::Plane;

/// Begins the bytes: changes with their layout, and reads otherwise on a machine of the other byte order.
const MAGIC: u64 = u64::from_be_bytes(*b"posting1");

/// Numbers of the head: magic, fingerprint, length of the longest list, length of each of the four parts.
const HEAD: usize = 7;

impl Postings {
    /// The bytes, in pieces to be written one after another. Costs nothing but the head.
    pub(in crate::search) fn pieces(&self) -> (Vec<u8>, [&[u8]; 4]) {
        let pieces: [&[u8]; 4] = [
            bytemuck::cast_slice(&self.firsts),
            bytemuck::cast_slice(&self.counts),
            bytemuck::cast_slice(&self.starts),
            &self.lists,
        ];
        let lengths = pieces.map(|piece| piece.len() as u64);
        let head = [MAGIC, self.fingerprint, self.longest as u64].into_iter().chain(lengths).flat_map(u64::to_ne_bytes).collect();
        (head, pieces)
    }

    /// The postings of a plane from bytes; `None` where they are of another one or not whole. Hashes the plane, 10 GB a second.
    pub(in crate::search) fn of_bytes(plane: &Plane, mut bytes: Vec<u8>) -> Option<Self> {
        let head: Vec<u64> = bytes.get(..HEAD * 8)?.chunks_exact(8).map(pod).collect();
        let [magic, fingerprint, longest, lengths @ ..] = head.as_slice() else { return None };
        if *magic != MAGIC || bytes.len() as u64 != lengths.iter().try_fold(HEAD as u64 * 8, |sum, n| sum.checked_add(*n))? {
            return None;
        }
        let mut at = HEAD * 8;
        let mut tables: [Vec<u32>; 3] = Default::default();
        for (table, length) in tables.iter_mut().zip(lengths) {
            let piece = bytes.get(at..at + *length as usize).filter(|piece| piece.len() % 4 == 0)?;
            table.extend(piece.chunks_exact(4).map(pod::<u32>));
            at += piece.len();
        }
        let [firsts, counts, starts] = tables;
        bytes.drain(..at);
        bytes.shrink_to_fit();
        let ascend = |table: &[u32], end: usize| table.is_sorted() && table.last() == Some(&(end as u32));
        let whole = ascend(&firsts, plane.len())
            && firsts.first() == Some(&0)
            && counts.len().is_power_of_two()
            && starts.len() == counts.len() + 1
            && ascend(&starts, bytes.len())
            && *fingerprint == build::fingerprint(plane);
        whole.then(|| Self {
            firsts,
            counts,
            starts,
            lists: bytes,
            longest: *longest as usize,
            fingerprint: *fingerprint,
            costs: Costs::default(),
        })
    }
}

/// A number from its bytes.
fn pod<T: bytemuck::AnyBitPattern>(bytes: &[u8]) -> T {
    bytemuck::pod_read_unaligned(bytes)
}
