//! What one search term asks for: folded characters to be met one after another, letters perhaps spelling 汉字.
//!
//! Pure data, made from typed text. How it is met stands in [`super::spelled`] and [`super::literal`].

use crate::text::{fold, pinyin::Syllable};

/// The longest term whose letters may spell 汉字, in characters; a longer one is taken as written.
pub(super) const LONGEST_SPELLED: usize = 62;

/// Whether the letters of a term may stand for 汉字.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Letters {
    /// `jinzhou` also finds 锦州.
    Spell,
    /// Inside quotation marks: letters are letters.
    AsWritten,
}

/// One term, folded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Pattern {
    /// Folded characters; at least one.
    pub(super) chars: Vec<char>,
    /// Offsets in `chars` of a typed ü: read as `v`, it stands in Latin words as the `u` it folds to (Müller).
    pub(super) umlauts: Vec<usize>,
    /// Offsets in `chars` where the typist parted syllables (`xi'an`, `jin zhou`); no syllable runs across one. Sorted.
    pub(super) breaks: Vec<usize>,
    /// Whether any letter of it may spell 汉字.
    pub(super) letters: Letters,
}

impl Pattern {
    /// A term as typed, `None` when nothing of it is left to look for. Apostrophes and blanks between letters part syllables.
    pub(super) fn new(typed: &str, letters: Letters) -> Option<Self> {
        let spells = letters == Letters::Spell;
        let typed: Vec<char> = if spells { with_umlauts(typed) } else { typed.chars().map(fold::char).collect() };
        let mut chars = Vec::with_capacity(typed.len());
        let mut umlauts = Vec::new();
        let mut breaks = Vec::new();
        for (i, c) in typed.iter().enumerate() {
            if spells && is_parting(*c) && parts_syllables(&typed, i) {
                if breaks.last() != Some(&chars.len()) {
                    breaks.push(chars.len());
                }
            } else if *c == UMLAUT {
                umlauts.push(chars.len());
                chars.push('v');
            } else {
                // A line end cannot be looked for; it is a blank like others.
                chars.push(if *c == '\n' { fold::BLANK } else { *c });
            }
        }
        if chars.is_empty() || (spells && chars.iter().all(|c| *c == fold::BLANK)) {
            return None;
        }
        breaks.retain(|at| *at < chars.len());
        let spells = spells && chars.iter().any(char::is_ascii_lowercase) && chars.len() <= LONGEST_SPELLED;
        if !spells {
            umlauts.drain(..).for_each(|at| chars[at] = 'u');
        }
        Some(Self { chars, umlauts, breaks, letters: if spells { Letters::Spell } else { Letters::AsWritten } })
    }

    /// The characters as they would stand in the text if they stand there themselves.
    pub(super) fn written(&self) -> impl Iterator<Item = char> + '_ {
        self.chars.iter().enumerate().map(|(at, c)| if self.umlauts.contains(&at) { 'u' } else { *c })
    }

    /// Whether it is one Latin letter, which nearly every article holds: such a term is looked for in headlines only.
    pub(super) fn is_single_letter(&self) -> bool {
        self.letters == Letters::Spell && self.chars.len() == 1
    }

    /// Whether every character of it is a letter, so that an input method would offer words for it.
    pub(super) fn is_all_letters(&self) -> bool {
        self.letters == Letters::Spell && self.chars.iter().all(char::is_ascii_lowercase)
    }

    /// Its folded characters as one text, partings left out.
    pub(super) fn folded(&self) -> String {
        self.chars.iter().collect()
    }

    /// Whether everything this pattern meets, `before` meets as well: it is `before` with characters appended.
    pub(super) fn narrows(&self, before: &Pattern) -> bool {
        let cut = before.chars.len();
        let same_rules = self.letters == before.letters || !before.chars.iter().any(char::is_ascii_lowercase);
        same_rules
            && !before.is_single_letter()
            && self.chars.starts_with(&before.chars)
            && self.umlauts.iter().filter(|at| **at < cut).eq(before.umlauts.iter())
            && self.breaks.iter().filter(|at| **at < cut).eq(before.breaks.iter())
    }
}

/// Stands for ü while a term is taken apart: folding would make an ordinary u of it.
const UMLAUT: char = 'ü';

/// The typed characters folded, all but ü, which is also written `u:` as in dictionaries (`lu:shun`). Not `menu:`, where no
/// syllable begins with the `n`.
fn with_umlauts(typed: &str) -> Vec<char> {
    let mut chars: Vec<char> = Vec::with_capacity(typed.len());
    for c in typed.chars() {
        let folded = fold::char(c);
        if matches!(c, 'ü' | 'Ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'Ǖ' | 'Ǘ' | 'Ǚ' | 'Ǜ') {
            chars.push(UMLAUT);
        } else if folded == ':' && ends_in_umlaut(chars.iter().rev().copied()) {
            chars.pop();
            chars.push(UMLAUT);
        } else {
            chars.push(folded);
        }
    }
    chars
}

/// Whether these folded characters, last one first, end in an `lu` or `nu` that begins a word, so that a colon after it makes ü.
pub(super) fn ends_in_umlaut(mut backwards: impl Iterator<Item = char>) -> bool {
    backwards.next() == Some('u')
        && backwards.next().is_some_and(|c| matches!(c, 'l' | 'n'))
        && backwards.next().is_none_or(|c| !c.is_alphanumeric())
}

/// Whether the apostrophe or blank at `i` parts two syllables or closes the last one; then it is not looked for itself.
fn parts_syllables(typed: &[char], i: usize) -> bool {
    let is_letter = |c: &char| c.is_ascii_lowercase() || *c == UMLAUT;
    let before = typed.get(..i).and_then(|t| t.iter().rev().find(|c| !is_parting(**c)));
    let after = typed.get(i + 1..).and_then(|t| t.iter().find(|c| !is_parting(**c)));
    before.is_some_and(is_letter) && after.map_or(typed[i] == '\'', is_letter)
}

fn is_parting(c: char) -> bool {
    c == fold::BLANK || c == '\''
}

/// Whether words typed one after another (`jin zhou`, `yi qing fang k`) are the syllables of one word: each is exactly one
/// syllable, the last perhaps begun only. `jinzhou fugong` is not; there the blank means and.
pub(super) fn are_syllables(words: &[&str]) -> bool {
    let plain = |c: char| if c == UMLAUT { 'v' } else { c };
    let folded: Vec<String> = words.iter().map(|w| with_umlauts(w).into_iter().map(plain).collect()).collect();
    let Some((last, whole)) = folded.split_last() else { return false };
    let letters = |w: &String| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase());
    let typed_as = |w: &str, fits: fn(&str, &str) -> bool| Syllable::all().any(|s| s.typed().any(|t| fits(&t, w)));
    !whole.is_empty()
        && folded.iter().all(letters)
        && whole.iter().all(|w| typed_as(w, |t, w| t == w))
        && typed_as(last, |t, w| t.starts_with(w))
}

/// Letters with the numbers of tones behind their syllables (`jin3zhou1`, `lü4`) without the numbers, the syllables parted by
/// apostrophes; the last may be without one yet. `None` where the figures are no tones (`h7n9`, `a4`, `covid19`).
pub(super) fn untoned(typed: &str) -> Option<String> {
    let chars = with_umlauts(typed);
    let mut plain = String::new();
    let mut rest = chars.as_slice();
    while !rest.is_empty() {
        let letters = rest.iter().take_while(|c| c.is_ascii_lowercase() || **c == UMLAUT).count();
        let (word, after) = rest.split_at(letters);
        let word: String = word.iter().collect();
        rest = match after {
            ['1'..='5', after @ ..] if letters > 1 && are_syllables(&[&word, "a"]) => after,
            [] if !plain.is_empty() && letters > 0 => after,
            _ => return None,
        };
        if !plain.is_empty() {
            plain.push('\'');
        }
        plain.push_str(&word);
        if let ['\'', after @ ..] = rest {
            rest = after;
        }
    }
    (!plain.is_empty()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(typed: &str) -> Pattern {
        Pattern::new(typed, Letters::Spell).unwrap()
    }

    #[test]
    fn partings_between_letters_are_remembered_not_looked_for() {
        assert_eq!((spelled("Xi'an").folded().as_str(), spelled("xi’an").breaks), ("xian", vec![2]));
        assert_eq!(spelled("jin zhou").breaks, [3]);
        assert_eq!(spelled("9 路").folded(), "9 路");
        assert_eq!(
            (spelled("lǚ").folded(), spelled("nu:").folded(), spelled("menu:").folded()),
            ("lv".into(), "nv".into(), "menu:".into())
        );
        assert_eq!((spelled("xi'").folded().as_str(), spelled("xi'").breaks.len()), ("xi", 0));
    }

    #[test]
    fn blanks_alone_ask_for_nothing_unless_quoted() {
        assert!(Pattern::new("　 ", Letters::Spell).is_none());
        assert!(Pattern::new("", Letters::AsWritten).is_none());
        assert!(Pattern::new(" ", Letters::AsWritten).is_some());
    }

    #[test]
    fn syllables_typed_one_by_one_are_one_word_but_words_are_not() {
        for yes in [&["jin", "zhou"][..], &["jin", "zh"], &["yi", "qing", "fang", "k"], &["LÜ", "shun"], &["lyu", "shun"]] {
            assert!(are_syllables(yes), "{yes:?}");
        }
        for no in [&["jinzhou", "fugong"][..], &["jin"], &["jz", "fg"], &["jin", "州"], &["jin", "app"], &[]] {
            assert!(!are_syllables(no), "{no:?}");
        }
    }

    #[test]
    fn numbers_behind_syllables_are_tones_and_others_are_figures() {
        for (typed, plain) in
            [("jin3zhou1", "jin'zhou"), ("Jin3'Zhou1", "jin'zhou"), ("jin3zh", "jin'zh"), ("lu:4", "ü"), ("jin3", "jin")]
        {
            assert_eq!(untoned(typed).map(|word| word.replace("lü", "ü")).as_deref(), Some(plain), "{typed}");
        }
        for typed in ["h7n9", "a4", "5g", "covid19", "no1", "jin", "jin33", "jin6", "3", "锦3", ""] {
            assert_eq!(untoned(typed), None, "{typed}");
        }
    }

    #[test]
    fn appending_narrows_and_editing_does_not() {
        assert!(spelled("jinz").narrows(&spelled("jin")));
        assert!(spelled("锦州港").narrows(&spelled("锦州")));
        assert!(!spelled("jin").narrows(&spelled("j")), "one letter looks at headlines only");
        assert!(!spelled("jia").narrows(&spelled("jin")));
        assert!(spelled("锦zhou").narrows(&spelled("锦")));
        assert!(!spelled("xi'an").narrows(&spelled("xia")), "the parting came in between");
    }
}
