//! Which characters count as the same when text is searched: case, width, script, kind of quote, dash and blank.
//!
//! One table, one character in, one character out, so a place in folded text is the same place in the text itself. Folded
//! text is for comparing only and is never shown. Not here: readings ([`super::pinyin`]), and folding that changes lengths (`㎏`,
//! `……`): such characters stay as they are. Where the table comes from stands in `assets/text/README.md`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// The blank every kind of blank folds to.
pub const BLANK: char = ' ';

struct Table {
    bmp: Box<[u16]>,
    astral: FxHashMap<char, char>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| parse(include_str!("../../assets/text/fold.txt")))
}

fn parse(source: &str) -> Table {
    let mut bmp: Box<[u16]> = (0..=u16::MAX).collect();
    let mut astral = FxHashMap::default();
    let mut put = |from: char, to: char| match (u16::try_from(from as u32), u16::try_from(to as u32)) {
        (Ok(from), Ok(to)) => bmp[from as usize] = to,
        _ => {
            astral.insert(from, to);
        }
    };
    for line in source.lines().filter(|line| !line.starts_with("# ")) {
        let Some((to, from)) = line.split_once('\t') else { continue };
        let Some(to) = coded(to) else { continue };
        if from.starts_with("U+") {
            from.split(' ').filter_map(coded).for_each(|from| put(from, to));
        } else {
            from.chars().for_each(|from| put(from, to));
        }
    }
    Table { bmp, astral }
}

/// A single character, or its number written `U+0020`.
fn coded(text: &str) -> Option<char> {
    match text.strip_prefix("U+") {
        Some(hex) => u32::from_str_radix(hex, 16).ok().and_then(char::from_u32),
        None => text.chars().next(),
    }
}

/// The character that stands for `c` when text is compared. O(1); idempotent; never a character outside the BMP for one inside it.
pub fn char(c: char) -> char {
    let table = table();
    match u16::try_from(c as u32) {
        Ok(unit) => char::from_u32(u32::from(table.bmp[unit as usize])).unwrap_or(c),
        Err(_) => table.astral.get(&c).copied().unwrap_or(c),
    }
}

/// A text folded character by character; it has as many characters as `text`, not as many bytes.
pub fn text(text: &str) -> String {
    text.chars().map(char).collect()
}

/// Appends one unit a character. `outside` gives the unit of a (folded) character that has none of its own. ~1 GB/s.
pub fn units(text: &str, mut outside: impl FnMut(char) -> u16, into: &mut Vec<u16>) {
    let table = table();
    into.reserve(text.len() / 2);
    into.extend(text.chars().map(|c| {
        if let Ok(unit) = u16::try_from(c as u32) {
            return table.bmp[unit as usize];
        }
        let folded = table.astral.get(&c).copied().unwrap_or(c);
        u16::try_from(folded as u32).unwrap_or_else(|_| outside(folded))
    }));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_width_script_and_marks_fold_to_one_kind() {
        for (a, b) in [
            ("ＣＴ检查", "ct检查"),
            ("鐵嶺，遼陽", "铁岭,辽阳"),
            ("“复工”", "「復工」"),
            ("２０２０年２月", "2020年2月"),
            ("沈阳——大连", "沈阳--大连"),
            ("锦州　凌海", "锦州\u{a0}凌海"),
            ("二○二○", "二〇二〇"),
            ("ｶﾀｶﾅ", "カタカナ"),
            ("⻋⻔⼀", "车门一"),
            ("瞭解", "了解"),
            ("Jǐnzhōu", "jinzhou"),
            ("广発気", "广发气"),
        ] {
            assert_eq!(text(a), text(b), "{a} {b}");
        }
    }

    #[test]
    fn characters_of_different_meaning_stay_apart() {
        for (a, b) in [('州', '洲'), ('。', '.'), ('《', '"'), ('一', '-'), ('二', '2'), ('\n', ' '), ('日', '曰')] {
            assert_ne!(char(a), char(b), "{a} {b}");
        }
    }

    #[test]
    fn a_rare_simplified_form_folds_into_the_bmp() {
        assert_eq!(char('𫝈'), '㑮');
        let mut units_of = Vec::new();
        units("𠮷野", |_| 7, &mut units_of);
        assert_eq!(units_of, [7, '野' as u16]);
    }

    proptest! {
        #[test]
        fn folding_keeps_the_number_of_characters_and_is_idempotent(s in "\\PC{0,40}") {
            let once = text(&s);
            prop_assert_eq!(once.chars().count(), s.chars().count());
            prop_assert_eq!(text(&once), once.clone());
            let mut units_of = Vec::new();
            units(&s, |_| 0, &mut units_of);
            prop_assert_eq!(units_of.len(), once.chars().count());
        }
    }
}
