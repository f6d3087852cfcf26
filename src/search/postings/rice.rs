//! Ascending numbers below a known bound as gaps in Rice code: the gap divided by a power of two in ones and zeros, the rest in bits.
//!
//! Which power follows from how many numbers there are, so it is not written down.

/// The power of two for so many numbers below `bound`.
fn width(count: usize, bound: usize) -> u32 {
    (bound / count.max(1)).max(1).ilog2()
}

/// Bytes that so many numbers below `bound` take at most.
pub(super) fn room(count: usize, bound: usize) -> usize {
    let width = width(count, bound);
    if count == 0 { 0 } else { (count * (width as usize + 1) + (bound >> width)).div_ceil(8) }
}

/// Where a list is being written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pen {
    /// The bit that comes next.
    bit: u32,
    /// The next number is not less than this.
    next: u32,
}

impl Pen {
    /// Writes the next number of a list of `count` below `bound` into its room, which was all zero.
    pub(super) fn put(&mut self, number: u32, count: usize, bound: usize, room: &mut [u8]) {
        let width = width(count, bound);
        let gap = number - self.next;
        let end = self.bit + (gap >> width);
        room[end as usize / 8] |= 1 << (end % 8);
        let low = gap & ((1 << width) - 1);
        for i in 0..width {
            let bit = end + 1 + i;
            room[bit as usize / 8] |= ((low >> i & 1) as u8) << (bit % 8);
        }
        (self.bit, self.next) = (end + 1 + width, number + 1);
    }

    /// Whether this number was the last one written.
    pub(super) fn is_last(self, number: u32) -> bool {
        self.next == number + 1
    }

    /// Bytes written.
    pub(super) fn bytes(self) -> usize {
        self.bit.div_ceil(8) as usize
    }
}

/// The numbers of a list. Ends early where the bytes do.
pub(super) fn read(list: &[u8], count: usize, bound: usize) -> impl Iterator<Item = u32> + '_ {
    let width = width(count, bound);
    let (mut at, mut next) = (0usize, 0u32);
    std::iter::from_fn(move || {
        let mut high = 0u32;
        loop {
            // The rest of this byte; of zeros only, the next one.
            let rest = list.get(at / 8)? >> (at % 8);
            if rest == 0 {
                let passed = 8 - at % 8;
                (high, at) = (high + passed as u32, at + passed);
                continue;
            }
            let zeros = rest.trailing_zeros();
            (high, at) = (high + zeros, at + zeros as usize + 1);
            break;
        }
        let mut low = 0u32;
        let mut got = 0;
        while got < width {
            let take = (8 - at as u32 % 8).min(width - got);
            let bits = u32::from(*list.get(at / 8)? >> (at % 8)) & ((1 << take) - 1);
            low |= bits << got;
            (got, at) = (got + take, at + take as usize);
        }
        let number = next.checked_add(high.checked_shl(width)? | low)?;
        next = number.checked_add(1)?;
        Some(number)
    })
    .take(count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back_and_fits_its_room(numbers in prop::collection::btree_set(0..5_000u32, 0..600), more in 0..10_000usize) {
            let numbers: Vec<u32> = numbers.into_iter().collect();
            let bound = numbers.last().map_or(1, |last| *last as usize + 1) + more;
            let mut list = vec![0; room(numbers.len(), bound)];
            let mut pen = Pen::default();
            for number in &numbers {
                pen.put(*number, numbers.len(), bound, &mut list);
                prop_assert!(pen.is_last(*number));
            }
            list.truncate(pen.bytes());
            prop_assert_eq!(read(&list, numbers.len(), bound).collect::<Vec<_>>(), numbers);
        }

        #[test]
        fn any_bytes_are_read_to_their_end(list in prop::collection::vec(any::<u8>(), 0..60), count in 0..500usize, bound in 1..100_000usize) {
            prop_assert!(read(&list, count, bound).count() <= count);
        }
    }
}
