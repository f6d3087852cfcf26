//! A set of 汉字 (U+4E00–9FFF) that is asked with one look, built by the compiler from a string. Lists of units are asked after every
//! figure of a page.

/// A set of 汉字, a bit each.
#[derive(Debug)]
pub(super) struct HanSet([u64; 328]);

impl HanSet {
    /// The 汉字 of a string; everything else in it is passed over.
    pub(super) const fn of(text: &str) -> Self {
        let mut set = Self([0; 328]);
        set.add(text.as_bytes(), usize::MAX);
        set
    }

    /// The first 汉字 of each string.
    pub(super) const fn of_first(texts: &[&str]) -> Self {
        let mut set = Self([0; 328]);
        let mut at = 0;
        while at < texts.len() {
            set.add(texts[at].as_bytes(), 3);
            at += 1;
        }
        set
    }

    const fn add(&mut self, bytes: &[u8], up_to: usize) {
        let mut at = 0;
        while at + 2 < bytes.len() && at < up_to {
            if bytes[at] & 0xf0 == 0xe0 {
                let c = ((bytes[at] & 0x0f) as u32) << 12 | ((bytes[at + 1] & 0x3f) as u32) << 6 | (bytes[at + 2] & 0x3f) as u32;
                if 0x4e00 <= c && c < 0xa000 {
                    let bit = (c - 0x4e00) as usize;
                    self.0[bit / 64] |= 1 << (bit % 64);
                }
                at += 3;
            } else {
                at += 1;
            }
        }
    }

    /// Whether the character is in it. O(1).
    pub(super) fn has(&self, c: char) -> bool {
        let bit = u32::from(c).wrapping_sub(0x4e00) as usize;
        self.0.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SET: HanSet = HanSet::of("一年a吨，鿿");
    static FIRST: HanSet = HanSet::of_first(&["平方米", "小时"]);

    #[test]
    fn a_set_has_the_汉字_of_its_string_and_no_others() {
        let has: String = ('\0'..=char::MAX).filter(|&c| SET.has(c)).collect();
        assert_eq!(has, "一吨年鿿");
        let has: String = ('\0'..=char::MAX).filter(|&c| FIRST.has(c)).collect();
        assert_eq!(has, "小平");
    }
}
