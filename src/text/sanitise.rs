//! Takes out of a text what must never reach a terminal, and counts what it took.
//!
//! Control characters move the cursor or change the terminal's state, bidirectional controls make a line read
//! differently from what it says (CVE-2021-42574), zero-width characters and variation selectors make the program and
//! the terminal disagree about widths. Visible characters are never touched. This file is not a decoder: it takes
//! `&str`; and not a tokeniser: what an escape sequence says after its ESC is ordinary text and stays, visible and harmless.

use std::borrow::Cow;

/// How many characters of each kind were taken out or replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Removed {
    /// C0 and C1 controls and DEL, without line ends and tabs.
    pub controls: usize,
    /// Bidirectional marks, embeddings, overrides and isolates (UAX #9).
    pub bidi: usize,
    /// Zero-width and other invisible characters; a joiner inside an emoji or an Indic or Arabic word stays.
    pub zero_width: usize,
    /// Variation selectors, U+FE00–FE0F, U+E0100–E01EF and the Mongolian ones.
    pub variation: usize,
    /// Byte order marks, U+FEFF.
    pub bom: usize,
    /// Tabs, each of which became one space.
    pub tabs: usize,
    /// CR, CR LF, VT, FF, NEL, LS, PS that became `\n`.
    pub line_ends: usize,
}

impl Removed {
    /// Characters that are gone. Tabs and line ends are replaced, so they do not count.
    pub fn total(&self) -> usize {
        self.controls + self.bidi + self.zero_width + self.variation + self.bom
    }

    /// Adds the counts of another piece of the same text.
    pub fn add(&mut self, other: &Removed) {
        self.controls += other.controls;
        self.bidi += other.bidi;
        self.zero_width += other.zero_width;
        self.variation += other.variation;
        self.bom += other.bom;
        self.tabs += other.tabs;
        self.line_ends += other.line_ends;
    }
}

/// A text that may be shown, and what was taken out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sanitised<'a> {
    /// The clean text; borrowed when there was nothing to do.
    pub text: Cow<'a, str>,
    /// What is gone.
    pub removed: Removed,
}

/// What to do with one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Clean,
    Control,
    Bidi,
    ZeroWidth,
    /// ZWJ and ZWNJ: part of an emoji or of an Indic or Arabic word, or stray.
    Joiner,
    /// Tag characters: part of a flag emoji (🏴󠁧󠁢󠁥󠁮󠁧󠁿), or stray.
    Tag,
    Variation,
    Bom,
    Tab,
    LineEnd,
}

fn kind(c: char) -> Kind {
    match c {
        ' '..='~' | '\n' | '\u{3165}'..='\u{d7ff}' => Kind::Clean,
        '\t' => Kind::Tab,
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Kind::LineEnd,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Kind::Control,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Kind::Bidi,
        '\u{200c}' | '\u{200d}' => Kind::Joiner,
        '\u{e0020}'..='\u{e007f}' => Kind::Tag,
        '\u{feff}' => Kind::Bom,
        '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{e0100}'..='\u{e01ef}' => Kind::Variation,
        '\u{ad}'
        | '\u{34f}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{fdd0}'..='\u{fdef}'
        | '\u{fffe}'
        | '\u{ffff}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Kind::ZeroWidth,
        _ => Kind::Clean,
    }
}

/// Whether the text can be shown as it stands.
pub fn is_clean(text: &str) -> bool {
    text.chars().all(|c| kind(c) == Kind::Clean)
}

/// Takes out controls, bidirectional controls, stray zero-width characters, variation selectors and byte order marks;
/// a tab becomes one space, every kind of line end becomes `\n`. Idempotent. O(n); allocates only when something changes.
///
/// ```
/// let clean = yuebao::text::sanitise::sanitise("\u{feff}锦\u{200b}州\u{202e}港\r\n");
/// assert_eq!(clean.text, "锦州港\n");
/// assert_eq!(clean.removed.total(), 3);
/// ```
pub fn sanitise(text: &str) -> Sanitised<'_> {
    let mut removed = Removed::default();
    let Some(first) = text.char_indices().find(|&(_, c)| kind(c) != Kind::Clean).map(|(at, _)| at) else {
        return Sanitised { text: Cow::Borrowed(text), removed };
    };
    let (clean, rest) = text.split_at(first);
    let mut out = String::with_capacity(text.len());
    out.push_str(clean);
    let mut before = clean.chars().next_back();
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let kept = match kind(c) {
            Kind::Clean => Some(c),
            Kind::Tab => {
                removed.tabs += 1;
                Some(' ')
            }
            Kind::LineEnd => {
                removed.line_ends += 1;
                if c == '\r' {
                    chars.next_if_eq(&'\n');
                }
                Some('\n')
            }
            Kind::Joiner if joins(before, following(&chars)) => Some(c),
            Kind::Tag if before.is_some_and(|b| b == '🏴' || kind(b) == Kind::Tag) => Some(c),
            Kind::Joiner | Kind::Tag | Kind::ZeroWidth => {
                removed.zero_width += 1;
                None
            }
            Kind::Control => {
                removed.controls += 1;
                None
            }
            Kind::Bidi => {
                removed.bidi += 1;
                None
            }
            Kind::Variation => {
                removed.variation += 1;
                None
            }
            Kind::Bom => {
                removed.bom += 1;
                None
            }
        };
        if let Some(c) = kept {
            out.push(c);
            before = Some(c);
        }
    }
    Sanitised { text: Cow::Owned(out), removed }
}

/// The next character that will certainly stay.
fn following(rest: &std::iter::Peekable<std::str::Chars<'_>>) -> Option<char> {
    rest.clone().find(|&c| !matches!(kind(c), Kind::Variation | Kind::Control | Kind::Bidi | Kind::ZeroWidth | Kind::Bom))
}

/// Whether a joiner between these two does something: in emoji sequences, and in scripts that use it to shape words.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let pictograph =
        |c: char| matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '©' | '®');
    let shaping = |c: char| matches!(c, '\u{600}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{1b00}'..='\u{1c4f}' | '\u{a800}'..='\u{abff}');
    (pictograph(before) && pictograph(after)) || (shaping(before) && shaping(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text_of(s: &str) -> String {
        sanitise(s).text.into_owned()
    }

    #[test]
    fn clean_text_is_borrowed() {
        let text = "锦州港 2月24日，“复工”率88.9%。\n第二行";
        assert!(matches!(sanitise(text).text, Cow::Borrowed(_)));
        assert!(is_clean(text));
    }

    #[test]
    fn escape_sequences_lose_their_escape_and_become_visible_text() {
        let clean = sanitise("a\x1b[31m红\u{9b}2J\x07");
        assert_eq!(clean.text, "a[31m红2J");
        assert_eq!(clean.removed.controls, 3);
    }

    #[test]
    fn each_kind_is_counted_apart() {
        let clean = sanitise("\u{feff}a\u{202e}b\u{2066}c\u{200b}d\u{ad}e\u{fe0f}葛\u{e0100}\t\r\n\u{2028}\0");
        assert_eq!(clean.text, "abcde葛 \n\n");
        let expected = Removed { controls: 1, bidi: 2, zero_width: 2, variation: 2, bom: 1, tabs: 1, line_ends: 2 };
        assert_eq!(clean.removed, expected);
        assert_eq!(clean.removed.total(), 8);
    }

    #[test]
    fn a_joiner_stays_inside_a_family_and_goes_between_汉字() {
        assert_eq!(text_of("👨\u{200d}👩\u{200d}👧"), "👨\u{200d}👩\u{200d}👧");
        assert_eq!(text_of("❤\u{fe0f}\u{200d}🔥"), "❤\u{200d}🔥");
        assert_eq!(text_of("锦\u{200d}州\u{200d}"), "锦州");
        assert_eq!(text_of("क्\u{200d}ष"), "क्\u{200d}ष");
        assert_eq!(text_of("🏴\u{e0067}\u{e0062}\u{e007f}\u{e0041}a\u{e0041}"), "🏴\u{e0067}\u{e0062}\u{e007f}\u{e0041}a");
    }

    #[test]
    fn all_line_ends_become_one() {
        assert_eq!(text_of("一\r\n二\r三\u{b}四\u{c}五\u{85}六\u{2029}七"), "一\n二\n三\n四\n五\n六\n七");
    }

    proptest! {
        #[test]
        fn it_is_idempotent_and_leaves_clean_text(text in any::<String>()) {
            let once = text_of(&text);
            let twice = sanitise(&once);
            prop_assert_eq!(twice.removed, Removed::default());
            prop_assert_eq!(twice.text, once.as_str());
        }

        #[test]
        fn what_is_counted_is_what_is_gone(text in any::<String>()) {
            let text = text.replace('\r', "");
            let clean = sanitise(&text);
            prop_assert_eq!(text.chars().count() - clean.text.chars().count(), clean.removed.total());
        }
    }
}
