//! Characters outside the BMP (𠮷), which have no unit of their own in a plane of one `u16` a character.
//!
//! Each text that is scanned (a corpus, one article) gives the ones it holds private units from the range that UTF-16 keeps for
//! surrogates, so that a unit still is exactly one character.

use rustc_hash::FxHashMap;

use crate::text::pinyin::{self, Syllable};

const FIRST: u16 = 0xD800;
const LAST: u16 = 0xDFFE;
/// The unit of what cannot be met: stands in no text that fits.
pub(super) const NOWHERE: u16 = 0xDFFF;

/// The private units of one text.
#[derive(Debug, Clone, Default)]
pub(super) struct Outside {
    units: FxHashMap<char, u16>,
    chars: Vec<char>,
}

impl Outside {
    /// The unit of a folded character, given out at first sight. After 2,047 different ones the rest share a unit that nothing meets.
    pub(super) fn admit(&mut self, c: char) -> u16 {
        let next = FIRST + self.chars.len().min((LAST - FIRST + 1) as usize) as u16;
        if next > LAST && !self.units.contains_key(&c) {
            return NOWHERE;
        }
        *self.units.entry(c).or_insert_with(|| {
            self.chars.push(c);
            next
        })
    }

    /// The unit a folded character has in this text.
    pub(super) fn unit(&self, c: char) -> u16 {
        u16::try_from(c as u32).unwrap_or_else(|_| self.units.get(&c).copied().unwrap_or(NOWHERE))
    }

    /// The character of a unit of this text; U+FFFD for one that has none.
    pub(super) fn char(&self, unit: u16) -> char {
        match char::from_u32(u32::from(unit)) {
            Some(c) => c,
            None => self.chars.get((unit - FIRST) as usize).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        }
    }

    /// Readings of a unit of this text.
    pub(super) fn readings(&self, unit: u16) -> &'static [Syllable] {
        if (FIRST..=LAST).contains(&unit) {
            self.chars.get((unit - FIRST) as usize).map_or(&[], |c| pinyin::readings(*c))
        } else {
            pinyin::readings_of_unit(unit)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_characters_keep_apart_and_keep_their_readings() {
        let mut outside = Outside::default();
        let (a, b) = (outside.admit('𠮷'), outside.admit('𬭎'));
        assert_ne!(a, b);
        assert_eq!(outside.admit('𠮷'), a);
        assert_eq!((outside.unit('𬭎'), outside.unit('𣲗'), outside.unit('州')), (b, NOWHERE, '州' as u16));
        assert_eq!(outside.readings(b), pinyin::readings('𬭎'));
        for c in '\u{20000}'..'\u{20900}' {
            outside.admit(c);
        }
        assert_eq!(outside.admit('\u{2f000}'), NOWHERE);
    }
}
