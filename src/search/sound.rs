//! Words of the corpus that sound like a typed word, for offers only: a search itself never takes one 汉字 for another.

use rustc_hash::FxHashMap;

use super::Index;
use crate::text::pinyin;

/// Words offered for one word at most.
const MOST: usize = 3;
/// Units between two questions whether to go on: about a millisecond.
const STRIDE: usize = 500_000;
/// Spellings that many speakers do not tell apart, and slips of the finger on them; each both ways.
const CONFUSED: [(&str, &str); 9] =
    [("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"), ("ong", "on"), ("n", "l"), ("f", "h")];

/// A word, and the characters it has in place of others.
pub(super) type Alike = (String, Vec<(char, char)>);

/// A set of units, a bit each: 8 kB.
struct Sounds(Box<[u64; 1 << 10]>);

impl Sounds {
    fn add(&mut self, unit: u16) {
        self.0[usize::from(unit >> 6)] |= 1 << (unit & 63);
    }

    fn holds(&self, unit: u16) -> bool {
        self.0[usize::from(unit >> 6)] >> (unit & 63) & 1 == 1
    }
}

/// Words in the text that differ from the typed one only in characters of the same sound: fewest differences first, then the most
/// frequent. With each the characters replaced. `None` when told to stop. 1 ns a character.
pub(super) fn alike_words(index: &Index, typed: &[char], go_on: &dyn Fn() -> bool) -> Option<Vec<Alike>> {
    let sounds: Vec<Sounds> = typed.iter().map(|c| alike(index, *c)).collect();
    let units = &index.plane.units;
    let mut counted: FxHashMap<&[u16], u32> = FxHashMap::default();
    for from in (0..units.len()).step_by(STRIDE) {
        if !go_on() {
            return None;
        }
        let to = (from + STRIDE + typed.len() - 1).min(units.len());
        for window in units[from..to].windows(typed.len()) {
            if window.iter().zip(&sounds).all(|(unit, alike)| alike.holds(*unit)) {
                *counted.entry(window).or_default() += 1;
            }
        }
    }
    let mut words: Vec<_> = counted
        .into_iter()
        .map(|(units, count)| {
            let word: Vec<char> = units.iter().map(|unit| index.plane.outside.char(*unit)).collect();
            let replaced: Vec<(char, char)> = typed.iter().copied().zip(word.iter().copied()).filter(|(a, b)| a != b).collect();
            (replaced.len(), std::cmp::Reverse(count), word.into_iter().collect::<String>(), replaced)
        })
        .filter(|(differences, ..)| *differences > 0 && differences * 2 <= typed.len() + 1)
        .collect();
    words.sort();
    Some(words.into_iter().take(MOST).map(|(_, _, word, replaced)| (word, replaced)).collect())
}

/// Which units sound like a character in its usual reading, itself included.
fn alike(index: &Index, c: char) -> Sounds {
    let mut alike = Sounds(Box::new([0; 1 << 10]));
    alike.add(index.plane.outside.unit(c));
    for syllable in pinyin::readings(c) {
        for unit in syllable.usual().chars().filter_map(|c| u16::try_from(c as u32).ok()) {
            alike.add(unit);
        }
    }
    alike
}

/// Letters with one confused spelling set right, each once.
pub(super) fn alike_letters(typed: &str) -> Vec<String> {
    let mut made: Vec<String> = Vec::new();
    for (a, b) in CONFUSED.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]) {
        for (at, _) in typed.match_indices(a) {
            let before = typed.get(..at).unwrap_or("");
            let after = typed.get(at + a.len()..).unwrap_or("");
            // `z` in `zh` is no `z`, `n` in `ng` no final `n` that lost its `g`.
            let longer = b.starts_with(a) && after.starts_with(b.get(a.len()..).unwrap_or(""));
            let word = format!("{before}{b}{after}");
            if !longer && !made.contains(&word) {
                made.push(word);
            }
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confused_spellings_are_set_right_one_at_a_time() {
        let made = alike_letters("jinzou");
        assert!(made.contains(&"jinzhou".to_owned()) && made.contains(&"jingzou".to_owned()), "{made:?}");
        assert!(!alike_letters("jinzhou").contains(&"jinzhhou".to_owned()));
    }
}
