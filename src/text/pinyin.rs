//! How characters are read, in letters without tones: all readings of a character, the usual one, and readings in words.
//!
//! Letters are lower case and `ü` is `v` (旅 is `lv`). Characters are looked up folded ([`super::fold`]). Not here: matching
//! letters against text, which is [`crate::search`]'s business. Tables and their sources: `assets/text/README.md`.

mod surname;
mod table;

use super::fold;
pub use surname::as_surname;
use table::table;

/// A syllable without its tone, one of about 420.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Syllable(u16);

impl Syllable {
    /// How many there are; [`Syllable::index`] is below it.
    pub fn count() -> usize {
        table().syllables.len()
    }

    /// Every syllable, in alphabetical order.
    pub fn all() -> impl Iterator<Item = Syllable> {
        (0..Self::count()).map(|i| Syllable(i as u16))
    }

    /// A number below [`Syllable::count`].
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// Its letters; `v` is ü.
    pub fn letters(self) -> &'static str {
        table().syllables[self.index()].letters
    }

    /// The characters usually read so.
    pub fn usual(self) -> &'static str {
        table().syllables[self.index()].usual
    }

    /// The characters that can also be read so.
    pub fn also(self) -> &'static str {
        table().syllables[self.index()].also
    }

    /// The syllable of these letters, if there is one.
    pub fn of(letters: &str) -> Option<Syllable> {
        table().syllables.binary_search_by(|s| s.letters.cmp(letters)).ok().map(|i| Syllable(i as u16))
    }

    /// Every way it is typed: `lv` also as `lu` and, as in passports, `lyu`; `ju` `qu` `xu` `yu`, whose u is a ü, also with `v`.
    pub fn typed(self) -> impl Iterator<Item = String> {
        let letters = self.letters();
        let also = letters.contains('v').then(|| [letters.replace('v', "u"), letters.replace('v', "yu")]);
        let hidden = letters.strip_prefix(['j', 'q', 'x', 'y']).and_then(|rest| rest.strip_prefix('u'));
        let hidden = hidden.map(|rest| format!("{}v{rest}", letters.get(..1).unwrap_or_default()));
        std::iter::once(letters.to_owned()).chain(also.into_iter().flatten()).chain(hidden)
    }
}

/// All readings of a character, the usual one first; empty for what is not read (marks, letters, rare forms). O(1).
pub fn readings(c: char) -> &'static [Syllable] {
    table().readings(fold::char(c))
}

/// All readings of a folded character of the BMP, as the planes of text have it. O(1).
pub fn readings_of_unit(unit: u16) -> &'static [Syllable] {
    table().of_unit(unit)
}

/// The reading a character has in each place of a text: that of the longest word that holds it, else its usual one;
/// `None` for what is not read. O(n).
pub fn in_words(text: &[char]) -> Vec<Option<Syllable>> {
    let table = table();
    let folded: Vec<char> = text.iter().map(|c| fold::char(*c)).collect();
    let mut read = Vec::with_capacity(folded.len());
    let mut key = String::new();
    while read.len() < folded.len() {
        let rest = &folded[read.len()..];
        let word = if table.begins_word(rest[0]) {
            (2..=rest.len().min(table.longest_word)).rev().find_map(|n| {
                key.clear();
                key.extend(&rest[..n]);
                table.words.get(key.as_str())
            })
        } else {
            None
        };
        match word {
            Some(word) => read.extend(word.iter().copied().map(Some)),
            None => read.push(table.readings(rest[0]).first().copied()),
        }
    }
    read
}

/// The letters a name is put in order by: 朝阳 is `chaoyang`, 六安 `luan`, 旅顺 `lvshun`; what is not read stays, folded.
pub fn sort_key(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut key = String::with_capacity(chars.len() * 4);
    for (c, read) in chars.iter().zip(in_words(&chars)) {
        match read {
            Some(syllable) => key.push_str(syllable.letters()),
            None => key.push(fold::char(*c)),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use pinyin::ToPinyinMulti;

    use super::*;

    #[test]
    fn places_are_ordered_by_how_their_people_say_them() {
        for (name, key) in [
            ("朝阳", "chaoyang"),
            ("长春", "changchun"),
            ("重庆", "chongqing"),
            ("六安", "luan"),
            ("蚌埠", "bengbu"),
            ("沈阳", "shenyang"),
            ("葫芦岛", "huludao"),
            ("台州", "taizhou"),
            ("亳州", "bozhou"),
            ("番禺", "panyu"),
            ("乐清", "yueqing"),
            ("尉犁", "yuli"),
            ("蔚县", "yuxian"),
            ("单县", "shanxian"),
            ("东莞", "dongguan"),
            ("厦门", "xiamen"),
            ("旅顺", "lvshun"),
            ("長治", "changzhi"),
            ("哈尔滨", "haerbin"),
            ("铁岭", "tieling"),
            ("G20", "g20"),
        ] {
            assert_eq!(sort_key(name), key, "{name}");
        }
    }

    #[test]
    fn words_are_read_as_words() {
        for (word, key) in
            [("银行", "yinhang"), ("校长", "xiaozhang"), ("会计", "kuaiji"), ("大夫", "daifu"), ("增长", "zengzhang")]
        {
            assert_eq!(sort_key(word), key, "{word}");
        }
        assert_eq!(sort_key("说的都是好地方"), "shuodedoushihaodifang");
    }

    #[test]
    fn every_reading_the_pinyin_crate_knows_is_known() {
        let mut missing = Vec::new();
        let mut seen = 0;
        for c in ('\u{3400}'..='\u{9fff}').filter(|c| fold::char(*c) == *c) {
            let Some(theirs) = c.to_pinyin_multi() else { continue };
            for reading in theirs {
                seen += 1;
                let letters = reading.plain().replace('ü', "v").replace('ê', "ei");
                let vowelless = ["m", "n", "ng", "hm", "hng"].contains(&letters.as_str());
                if !vowelless && !readings(c).iter().any(|s| s.letters() == letters) {
                    missing.push(format!("{c} {letters}"));
                }
            }
        }
        assert!(seen > 20_000);
        assert!(missing.len() < 20, "{missing:?}");
    }

    #[test]
    fn syllables_are_few_sorted_and_ascii() {
        let all: Vec<_> = Syllable::all().map(Syllable::letters).collect();
        assert!(all.is_sorted() && (400..450).contains(&all.len()), "{}", all.len());
        assert!(all.iter().all(|s| s.bytes().all(|b| b.is_ascii_lowercase())));
        assert_eq!(Syllable::of("lv").map(|s| s.typed().collect::<Vec<_>>()), Some(vec!["lv".into(), "lu".into(), "lyu".into()]));
        assert!(Syllable::of("xyz").is_none());
    }

    #[test]
    fn a_traditional_character_is_read_as_the_simplified_one() {
        assert_eq!(readings('錦'), readings('锦'));
        assert!(readings('乾').iter().any(|s| s.letters() == "qian"));
        assert!(readings(',').is_empty());
    }
}
