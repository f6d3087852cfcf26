//! Letters against `ib-matcher`, another matcher of pinyin: random stretches of text with letters that spell them, or nearly do.
//!
//! The two differ by design, and every way in which they do is a [`Kind`] here with its reason. A third matcher, slow and plain, can be
//! given each kind or not: with all of ours it must say what the engine says, with those of `ib-matcher` what `ib-matcher` says, for
//! every pair. So a difference that no kind explains cannot hide behind one that does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
use ib_matcher::pinyin::{PinyinData, PinyinNotation};
use yuebao::corpus::{Article, Field};
use yuebao::import::{self, Source};
use yuebao::search::{Query, find};
use yuebao::text::pinyin;

/// A way in which the two differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// `zh` `ch` `sh` stand for one character inside a term: `jzhx` is 锦州西. Input methods all take them so; `ib-matcher` knows the
    /// first letter only.
    DoubleInitial,
    /// ü is typed as `u` where only ü can be (`lu` 绿, `nue` 虐): keyboards have no ü, and many do not know of `v`.
    UmlautAsU,
    /// ü is typed as `yu`, as passports have it: `lyu` 吕.
    UmlautAsYu,
    /// The u of `ju` `qu` `xu` `yu`, which is a ü, is typed as `v`: `jv` 局, as who types `v` for ü does.
    HiddenUmlaut,
    /// 儿 is a final `r`: `huar` 花儿.
    FinalR,
    /// A reading of dictionaries that `ib-matcher` leaves out; a third table, that of the crate `pinyin`, has it as well: 土 as `du`.
    /// Met, and ranked behind the usual readings.
    DictionaryReading,
    /// A reading that only our table has: of words and names (朴 in 朴树), and of the other characters that fold to this one (后 後).
    WordReading,
    /// A reading that only `ib-matcher` has: rare ones of dictionaries that no word of ours is read by.
    TheirReading,
}

impl Kind {
    const ALL: [Self; 8] = [
        Self::DoubleInitial,
        Self::UmlautAsU,
        Self::UmlautAsYu,
        Self::HiddenUmlaut,
        Self::FinalR,
        Self::DictionaryReading,
        Self::WordReading,
        Self::TheirReading,
    ];
    /// What `ib-matcher` does.
    const THEIRS: &[Self] = &[Self::TheirReading];
    /// What the engine does.
    const OURS: &[Self] = &[
        Self::DoubleInitial,
        Self::UmlautAsU,
        Self::UmlautAsYu,
        Self::HiddenUmlaut,
        Self::FinalR,
        Self::DictionaryReading,
        Self::WordReading,
    ];

    /// Letters and a text that tell the two apart by this kind alone.
    fn example(self) -> (&'static str, &'static str) {
        match self {
            Self::DoubleInitial => ("jzhx", "锦州西"),
            Self::UmlautAsU => ("lubu", "吕布"),
            Self::UmlautAsYu => ("lyubu", "吕布"),
            Self::HiddenUmlaut => ("jvzhu", "居住"),
            Self::FinalR => ("harbin", "哈尔滨"),
            Self::DictionaryReading => ("dudi", "土地"),
            Self::WordReading => ("haizhou", "解州"),
            Self::TheirReading => ("hng", "哼"),
        }
    }
}

fn data() -> &'static PinyinData {
    static DATA: OnceLock<PinyinData> = OnceLock::new();
    DATA.get_or_init(|| PinyinData::new(PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter))
}

/// What `ib-matcher` says; the last syllable may be begun only.
fn theirs(typed: &str, text: &str) -> bool {
    let letters = PinyinMatchConfig::builder(PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter).data(data()).build();
    IbMatcher::builder(typed).pinyin(letters).is_pattern_partial(true).build().is_match(text)
}

/// What the engine says.
fn ours(typed: &str, text: &str) -> bool {
    !find(&Query::parse(typed), &whole(text)).is_empty()
}

/// Readings that both tables have, that only ours has, that only theirs has.
fn readings(c: char) -> [Vec<String>; 3] {
    let ours: Vec<String> = pinyin::readings(c).iter().map(|s| s.letters().to_owned()).collect();
    let theirs: Vec<String> =
        data().get_pinyins(c).filter_map(|p| p.notation(PinyinNotation::Ascii)).map(str::to_owned).collect();
    let only = |of: &[String], not: &[String]| of.iter().filter(|s| !not.contains(s)).cloned().collect::<Vec<_>>();
    let both = ours.iter().filter(|s| theirs.contains(s)).cloned().collect();
    let (only_ours, only_theirs) = (only(&ours, &theirs), only(&theirs, &ours));
    [both, only_ours, only_theirs]
}

/// Which kind a reading is that only our table has.
fn kind_of(c: char, reading: &str) -> Kind {
    use ::pinyin::ToPinyinMulti;
    let third = |c: char| c.to_pinyin_multi().into_iter().flatten().any(|p| p.plain().replace('ü', "v") == reading);
    match reading {
        "r" => Kind::FinalR,
        _ if third(c) => Kind::DictionaryReading,
        _ => Kind::WordReading,
    }
}

/// Every way one character is spelled in full, by the kinds in force.
fn spellings(c: char, kinds: &[Kind]) -> Vec<String> {
    let has = |kind| kinds.contains(&kind);
    let [both, only_ours, only_theirs] = readings(c);
    let mut spelled = both;
    spelled.extend(only_ours.into_iter().filter(|s| has(kind_of(c, s))));
    spelled.extend(only_theirs.into_iter().filter(|_| has(Kind::TheirReading)));
    let mut more = Vec::new();
    for s in &spelled {
        more.extend(has(Kind::UmlautAsU).then(|| s.replace('v', "u")));
        more.extend(has(Kind::UmlautAsYu).then(|| s.replace('v', "yu")));
        let hidden = s.strip_prefix(['j', 'q', 'x', 'y']).and_then(|rest| rest.strip_prefix('u'));
        more.extend(hidden.filter(|_| has(Kind::HiddenUmlaut)).map(|rest| format!("{}v{rest}", begun(s, 1))));
    }
    spelled.extend(more);
    spelled
}

/// The first letters of a syllable, all of it where it has fewer.
fn begun(spelled: &str, letters: usize) -> &str {
    spelled.get(..letters).unwrap_or(spelled)
}

/// The third matcher: tries every start and every way to go on.
fn met(typed: &str, text: &[char], kinds: &[Kind]) -> bool {
    (0..text.len()).any(|start| goes_on(typed, &text[start..], kinds))
}

fn goes_on(typed: &str, text: &[char], kinds: &[Kind]) -> bool {
    let Some(first) = typed.chars().next() else { return true };
    let Some((c, text)) = text.split_first() else { return false };
    let rest = |n: usize| goes_on(typed.get(n..).unwrap_or_default(), text, kinds);
    (first == *c && rest(first.len_utf8()))
        || spellings(*c, kinds).iter().any(|spelled| {
            let double = kinds.contains(&Kind::DoubleInitial) && ["zh", "ch", "sh"].iter().any(|two| spelled.starts_with(two));
            spelled.starts_with(typed)
                || (typed.starts_with(spelled.as_str()) && rest(spelled.len()))
                || (typed.starts_with(begun(spelled, 1)) && rest(1))
                || (double && typed.starts_with(begun(spelled, 2)) && rest(2))
        })
}

/// The fewest kinds that make `ib-matcher` say what the engine says.
fn explained(typed: &str, text: &[char], ours: bool) -> Option<Vec<Kind>> {
    let mut sets: Vec<u32> = (1..1 << Kind::ALL.len()).collect();
    sets.sort_by_key(|set| set.count_ones());
    let changed = |set: u32| Kind::ALL.into_iter().enumerate().filter(move |(i, _)| set & (1 << i) != 0).map(|(_, kind)| kind);
    sets.into_iter().map(|set| changed(set).collect::<Vec<_>>()).find(|changed| {
        let kinds: Vec<Kind> =
            Kind::ALL.into_iter().filter(|kind| Kind::THEIRS.contains(kind) != changed.contains(kind)).collect();
        met(typed, text, &kinds) == ours
    })
}

/// A small generator with a fixed seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

/// Letters for a stretch of text: whole syllables in any of the ways they are typed, initials, the characters themselves; sometimes a
/// letter too few or too many.
fn spell(stretch: &[char], chance: &mut Chance) -> String {
    let mut typed = String::new();
    for c in stretch.iter().skip(chance.below(2)) {
        // Of both tables, so that what only theirs has is asked for as well.
        let all = readings(*c).concat();
        let Some(letters) = all.get(chance.below(all.len())).map(String::as_str) else { continue };
        match chance.below(8) {
            0 => typed.push_str(letters.get(..1).unwrap_or(letters)),
            1 => typed.push_str(letters.get(..2).filter(|two| two.ends_with('h')).unwrap_or(letters)),
            2 | 3 => typed.extend(c.is_alphabetic().then_some(*c)),
            4 => typed.extend(pinyin::Syllable::of(letters).and_then(|syllable| syllable.typed().last())),
            _ => typed.push_str(letters),
        }
    }
    match chance.below(6) {
        0 => {
            typed.pop();
        }
        1 => typed.push(char::from(b'a' + chance.below(26) as u8)),
        _ => {}
    }
    typed
}

fn agree(pairs: usize) {
    let text: Vec<char> =
        super::pages().iter().flat_map(|(_, text)| text.chars()).filter(|c| ('一'..='龥').contains(c)).collect();
    if text.is_empty() {
        return;
    }
    let mut chance = Chance(7);
    let mut met_by_both = 0;
    let mut differ: BTreeMap<Vec<Kind>, (usize, String)> = BTreeMap::new();
    let mut of_words = BTreeSet::new();
    for _ in 0..pairs {
        let start = chance.below(text.len() - 8);
        let stretch = &text[start..start + 1 + chance.below(6)];
        let typed = spell(stretch, &mut chance);
        // One letter looks at headlines only, which ib-matcher knows nothing of.
        if typed.chars().count() < 2 || !typed.chars().any(|c| c.is_ascii_lowercase()) {
            continue;
        }
        let haystack: String = stretch.iter().collect();
        let (ours, theirs) = (ours(&typed, &haystack), theirs(&typed, &haystack));
        assert_eq!(met(&typed, stretch, Kind::OURS), ours, "{typed} in {haystack}: the engine and the plain matcher differ");
        assert_eq!(met(&typed, stretch, Kind::THEIRS), theirs, "{typed} in {haystack}: no kind explains what ib-matcher says");
        met_by_both += usize::from(ours && theirs);
        if ours != theirs {
            let own = stretch.iter().flat_map(|c| readings(*c)[1].clone().into_iter().map(|reading| (*c, reading)));
            let own = own.filter(|(c, reading)| kind_of(*c, reading) == Kind::WordReading);
            let kinds = explained(&typed, stretch, ours).expect("both are what their kinds make them");
            if kinds == [Kind::WordReading] {
                of_words.extend(own.map(|(c, reading)| format!("{c}{reading}")));
            }
            let said = format!("{typed} in {haystack}: {}", if ours { "ours" } else { "theirs" });
            differ.entry(kinds).or_insert((0, said)).0 += 1;
        }
    }
    println!("{pairs} pairs, {met_by_both} met by both");
    let mut kinds: Vec<_> = differ.into_iter().collect();
    kinds.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    for (kinds, (count, example)) in kinds {
        println!("{count:6} differ by {kinds:?}, as {example}");
    }
    println!("readings of words among them: {}", of_words.into_iter().collect::<Vec<_>>().join(" "));
    assert!(met_by_both * 3 > pairs);
}

fn whole(text: &str) -> Article {
    let source = Source { name: "oracle.txt", text: "一" };
    let mut article = import::page(&source).articles.pop().unwrap_or_else(|| panic!("a page gives an article"));
    text.clone_into(&mut article.text);
    let span = yuebao::text::Span::new(0, text.len());
    article.parts = vec![yuebao::corpus::Part { field: Field::Body, span, truncated: false, line: 1 }];
    article
}

#[test]
fn each_kind_of_difference_has_an_example_that_only_it_explains() {
    for kind in Kind::ALL {
        let (typed, text) = kind.example();
        let chars: Vec<char> = text.chars().collect();
        assert_ne!(ours(typed, text), theirs(typed, text), "{kind:?}: {typed} in {text}");
        assert_eq!(explained(typed, &chars, ours(typed, text)), Some(vec![kind]), "{typed} in {text}");
    }
}

#[test]
fn two_thousand_random_spellings_agree_with_ib_matcher() {
    agree(2_000);
}

#[test]
#[ignore = "takes a while: once before a release, with --release"]
fn a_hundred_thousand_random_spellings_agree_with_ib_matcher() {
    agree(100_000);
}
