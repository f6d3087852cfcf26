//! A fmt(1) that knows Chinese: reads any text line by line, joins the lines of each paragraph, and sets them again.
//!
//! Pure: lines in, lines out, one paragraph in memory. It changes no character unless it justifies; it joins 汉字 without a
//! blank, Latin words with one, keeps blank lines and the indent of a paragraph, and does not indent by itself.
//!
//! Setting its own output at the same width again changes nothing. For this a blank between 汉字 at which a line ends stays at
//! the line end, where it takes room like any other character, while the blank between two Latin words goes, because joining
//! brings it back. A word longer than a line has its lines to itself, and lines that are full of one word are put together again.

use super::breaks::Breaks;
use super::galley::{Line, Measure};
use crate::text::class::{self, Class};
use crate::text::sanitise::{self, Removed};
use crate::text::{Ambiguous, Cells, width};

/// How to format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Options {
    /// The widest a line may be, in cells, a hanging mark included; only a grapheme wider than this exceeds it.
    pub width: u16,
    /// How wide the output's reader draws ambiguous marks.
    pub ambiguous: Ambiguous,
    /// Newspaper setting: marks full width, em grid, one mark in a gutter of two cells inside the width, flush lines.
    pub justify: bool,
}

impl Options {
    fn measure(self, indent: u16) -> Measure {
        let plain = Measure { ambiguous: self.ambiguous, indent: Cells(indent), ..Measure::plain(self.width) };
        match self.justify {
            false => plain,
            // A mark of one cell would have no room for its white.
            true if self.width < 4 => plain,
            true if self.width < 8 => Measure { normalise: true, ..plain },
            true => Measure { width: Cells((self.width - 2) & !1), normalise: true, justify: true, hang: Cells(2), ..plain },
        }
    }
}

/// The state between two input lines.
#[derive(Debug, Clone)]
pub struct Formatter {
    options: Options,
    /// The blanks that open the paragraph, as they stand in the source.
    indent: String,
    /// The paragraph so far, joined.
    paragraph: String,
    /// Where its last input line begins.
    last: usize,
    removed: Removed,
}

impl Formatter {
    /// A formatter before its first line.
    pub fn new(options: Options) -> Self {
        Self { options, indent: String::new(), paragraph: String::new(), last: 0, removed: Removed::default() }
    }

    /// Takes one input line, with or without its line end, and gives the output lines that are certain now (without line ends).
    pub fn push(&mut self, line: &str) -> Vec<String> {
        let line = line.strip_suffix('\n').unwrap_or(line);
        let clean = sanitise::sanitise(line.strip_suffix('\r').unwrap_or(line));
        self.removed.add(&clean.removed);
        // Vertical tabs, form feeds and the line ends of other systems are line ends here.
        clean.text.split('\n').flat_map(|line| self.push_clean(line)).collect()
    }

    /// The rest, after the last input line.
    pub fn finish(&mut self) -> Vec<String> {
        self.flush()
    }

    /// What was taken out of the input so far.
    pub fn removed(&self) -> &Removed {
        &self.removed
    }

    fn push_clean(&mut self, line: &str) -> Vec<String> {
        let text = line.trim_start_matches(is_blank);
        if text.is_empty() {
            let mut out = self.flush();
            out.push(String::new());
            return out;
        }
        let indent = line.get(..line.len() - text.len()).unwrap_or("");
        // Two spaces or one full-width blank open a paragraph, as they do in print; one space is carelessness.
        let opens = indent.starts_with('\u{3000}') || indent.chars().count() > 1;
        if self.paragraph.is_empty() || opens {
            let out = self.flush();
            indent.clone_into(&mut self.indent);
            text.clone_into(&mut self.paragraph);
            self.last = 0;
            return out;
        }
        if needs_blank(&self.paragraph, text) && !self.parts_a_word(text) {
            self.paragraph.push(' ');
        }
        self.last = self.paragraph.len();
        self.paragraph.push_str(text);
        Vec::new()
    }

    /// Whether the last line and the next one are pieces of a word that no line holds: if the two were one word,
    /// that word would be parted here. If they are two words after all, nothing is lost: they come out as they are.
    fn parts_a_word(&self, next: &str) -> bool {
        let line = self.paragraph.get(self.last..).unwrap_or_default();
        if self.options.justify {
            return false;
        }
        // Enough to fill a line.
        let most = usize::from(self.options.width).saturating_mul(2).saturating_add(8);
        let word: String = line.chars().chain(next.chars().take(most)).collect();
        let indent = if self.last == 0 { fitting_indent(&self.indent, self.options) } else { "" };
        let measure = self.options.measure(width::of(indent, self.options.ambiguous) as u16);
        let lines = Breaks::of(&word).rejoinable(&word, measure.width).set(measure).lines;
        lines.len() > 1 && lines.first().is_some_and(|first| first.span.end as usize == line.len())
    }

    fn flush(&mut self) -> Vec<String> {
        let text = std::mem::take(&mut self.paragraph);
        let indent = std::mem::take(&mut self.indent);
        let text = text.trim_end_matches(is_blank);
        if text.is_empty() {
            return Vec::new();
        }
        let indent = fitting_indent(&indent, self.options);
        let measure = self.options.measure(width::of(indent, self.options.ambiguous) as u16);
        let breaks = if self.options.justify { Breaks::of(text) } else { Breaks::of(text).rejoinable(text, measure.width) };
        let lines = breaks.set(measure).lines;
        lines.iter().enumerate().map(|(at, line)| self.draw(text, if at == 0 { indent } else { "" }, line, measure)).collect()
    }

    fn draw(&self, text: &str, indent: &str, line: &Line, measure: Measure) -> String {
        if self.options.justify {
            let skip = indent.chars().count().min(usize::from(measure.indent.0));
            let drawn = line.draw(text);
            let body = if indent.is_empty() { drawn.as_str() } else { drawn.trim_start_matches(' ') };
            // The indent is drawn as it was written; what the galley left blank for it is the same width.
            return if skip > 0 { format!("{indent}{body}") } else { drawn };
        }
        let source = line.span.of(text);
        let shown = source.trim_end_matches(is_blank);
        let mut out = format!("{indent}{shown}");
        let rest = text.get(line.span.end as usize..).unwrap_or("");
        let blanks = source.get(shown.len()..).unwrap_or("");
        // Looked at as joining will: with everything before it, because an address may have begun some lines above.
        let before = text.get(..line.span.start as usize + shown.len()).unwrap_or(shown);
        if !rest.is_empty() && (blanks != " " || !needs_blank(before, rest)) {
            let mut room = measure.width.0.saturating_sub(line.width().max(width::of(indent, measure.ambiguous) as u16));
            for blank in blanks.chars() {
                let cells = width::of(blank.encode_utf8(&mut [0; 4]), measure.ambiguous) as u16;
                if cells > room {
                    break;
                }
                room -= cells;
                out.push(blank);
            }
        }
        out
    }
}

/// Formats a whole text; see [`Formatter`] for the streaming form. Ends with a line end unless nothing came out.
///
/// ```
/// use yuebao::text::Ambiguous;
/// use yuebao::typeset::fmt::{Options, format};
/// let options = Options { width: 12, ambiguous: Ambiguous::Narrow, justify: false };
/// assert_eq!(format("锦州港\n今天开\n航。\n", options).0, "锦州港今天开\n航。\n");
/// ```
pub fn format(text: &str, options: Options) -> (String, Removed) {
    let mut formatter = Formatter::new(options);
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut put = |lines: Vec<String>| {
        for line in lines {
            out.push_str(&line);
            out.push('\n');
        }
    };
    for line in text.split_inclusive('\n') {
        put(formatter.push(line));
    }
    put(formatter.finish());
    (out, formatter.removed)
}

fn is_blank(c: char) -> bool {
    class::of(c) == Class::Space
}

/// The indent, as much of it as leaves half the line for text.
fn fitting_indent(indent: &str, options: Options) -> &str {
    let mut room = usize::from(options.width / 2).min(usize::from(options.width.saturating_sub(2)));
    let mut end = 0;
    for (at, c) in indent.char_indices() {
        let cells = width::of(c.encode_utf8(&mut [0; 4]), options.ambiguous);
        if cells > room {
            break;
        }
        room -= cells;
        end = at + c.len_utf8();
    }
    indent.get(..end).unwrap_or("")
}

/// How far back an address is looked for, in bytes: this is asked at every gap of a paragraph, and the pass stays linear.
const LONGEST_ADDRESS: usize = 2_048;

/// How many quotes and ellipses are looked past for the word beside them.
const MARKS: usize = 16;

/// Whether a line end between the two texts stood for a blank: between two words of a script that parts words by blanks, not
/// beside 汉字 and their marks, not after a hyphen inside a word or a slash inside an address.
pub(super) fn needs_blank(before: &str, after: &str) -> bool {
    if before.ends_with(is_blank) || after.starts_with(is_blank) {
        return false;
    }
    let transparent =
        |c: &char| matches!(class::of(*c), Class::OpeningQuote | Class::ClosingQuote | Class::NeutralQuote | Class::Ellipsis);
    // No further than this: beyond it no mark belongs to a word any more.
    let mut near = (before.chars().rev().take(MARKS), after.chars().take(MARKS));
    let (Some(p), Some(n)) = (near.0.find(|c| !transparent(c)), near.1.find(|c| !transparent(c))) else {
        return false;
    };
    if !is_word(p) || !is_word(n) {
        return false;
    }
    let mut tail = before.chars().rev();
    let (last, second) = (tail.next(), tail.next());
    // …… is Chinese and stands without blanks, … may end a Latin sentence.
    let is_ellipsis = |c: Option<char>| c.is_some_and(|c| class::of(c) == Class::Ellipsis);
    if (is_ellipsis(last) && is_ellipsis(second)) || after.chars().take(2).filter(|&c| is_ellipsis(Some(c))).count() == 2 {
        return false;
    }
    let joins = match last {
        Some('-') => second.is_some_and(char::is_alphanumeric) && n.is_alphanumeric(),
        Some('/') => second.is_some_and(|c| !is_blank(c)),
        Some('?' | '&' | '=' | '#' | '%' | '_' | '.' | ',') => {
            n.is_alphanumeric() && {
                let near = before.get(before.floor_char_boundary(before.len().saturating_sub(LONGEST_ADDRESS))..).unwrap_or("");
                near.rfind("://").is_some_and(|at| !near.get(at..).unwrap_or("").contains(is_blank))
            }
        }
        _ => false,
    };
    !joins
}

/// A character of a script that parts its words by blanks, or a mark of such a script.
fn is_word(c: char) -> bool {
    match class::of(c) {
        Class::Letter | Class::Digit | Class::Hangul => true,
        Class::AsciiPause
        | Class::Opening
        | Class::Closing
        | Class::Postfix
        | Class::Prefix
        | Class::Connector
        | Class::Solidus => c.is_ascii(),
        Class::Other => width::of(c.encode_utf8(&mut [0; 4]), Ambiguous::Narrow) == 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(text: &str, width: u16) -> String {
        format(text, Options { width, ambiguous: Ambiguous::Narrow, justify: false }).0
    }

    #[test]
    fn lines_of_a_paragraph_join_without_a_blank_between_汉字() {
        assert_eq!(plain("锦州港\n今天开\n航。\n\n\n第二段\n", 40), "锦州港今天开航。\n\n\n第二段\n");
        assert_eq!(plain("使用\nRust\n语言", 40), "使用Rust语言\n");
    }

    #[test]
    fn latin_words_join_with_one_blank() {
        assert_eq!(plain("the quick\nbrown fox\n", 40), "the quick brown fox\n");
        assert_eq!(plain("he said\n“hello”\nto Peter,\nwho left.", 60), "he said “hello” to Peter, who left.\n");
        assert_eq!(plain("a well-\nknown https://a.cn/\nb", 40), "a well-known https://a.cn/b\n");
    }

    #[test]
    fn an_indented_line_opens_a_paragraph_and_keeps_its_indent() {
        assert_eq!(plain("　　本报讯 记\n者报道。\n　　次日。", 40), "　　本报讯 记者报道。\n　　次日。\n");
        assert_eq!(plain("    一二三四五六", 8), "    一二\n三四五六\n");
    }

    #[test]
    fn crlf_tabs_and_other_line_ends_are_read() {
        let (out, removed) =
            format("锦州\r\n港\u{c}新\t闻\u{200b}\n", Options { width: 20, ambiguous: Ambiguous::Narrow, justify: false });
        assert_eq!(out, "锦州港新 闻\n");
        assert_eq!((removed.total(), removed.tabs, removed.line_ends), (1, 1, 1));
    }

    #[test]
    fn an_address_is_known_by_its_beginning_within_two_thousand_bytes() {
        for (length, joins) in [(10, true), (600, true), (3_000, false)] {
            let address = format!("http://{}", "a".repeat(length));
            let joined = plain(&format!("{address}?\nb=1"), 10_000);
            assert_eq!(joined, format!("{address}?{}b=1\n", if joins { "" } else { " " }), "{length}");
        }
    }

    #[test]
    fn nothing_hangs_beyond_the_width() {
        for justify in [false, true] {
            for width in 2..40 {
                let options = Options { width, ambiguous: Ambiguous::Narrow, justify };
                let out = format(
                    "卸鱼之前，码头先做了三件事：把卸货口由2个增加到4个，“两手抓”，把过磅、验鲜、装车分到三条线上。",
                    options,
                )
                .0;
                assert!(out.lines().all(|l| width::of(l, Ambiguous::Narrow) <= usize::from(width)), "{width}\n{out}");
            }
        }
    }

    #[test]
    fn the_cases_of_web_platform_tests_for_strict_chinese_keep_the_mark_off_the_line_start() {
        // css/css-text/i18n/zh/css-text-line-break-zh-{cpm,hyphens,in,iteration,po}-strict: six 汉字, the mark, two more, in a box
        // of six em: the sixth 汉字 goes down with the mark.
        let marks = "・：；！？‼⁇⁈⁉･\u{2010}\u{2013}〜゠‥․…⋯︙\u{10af6}々〻ゝゞヽヾ°‰′″‵℃℉﹪％￠";
        assert_eq!(marks.chars().count(), 36);
        for mark in marks.chars() {
            for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
                let out = format(&format!("文文文文文文{mark}字字"), Options { width: 12, ambiguous, justify: false }).0;
                assert_eq!(out, format!("文文文文文\n文{mark}字字\n"), "U+{:04X}", mark as u32);
            }
        }
    }

    fn options(width: u16, wide: bool) -> Options {
        Options { width, ambiguous: if wide { Ambiguous::Wide } else { Ambiguous::Narrow }, justify: false }
    }

    #[test]
    fn an_ellipsis_at_a_line_end_gains_no_blank() {
        for text in ["月AaAAaaa“aAaAA(AAAAaaa……A", "他说no……OK吗", "wait……then"] {
            for width in 20..40 {
                let once = format(text, options(width, true)).0;
                assert_eq!(format(&once, options(width, true)).0, once);
            }
            assert_eq!(plain(&plain(text, 1000), 1000), format!("{text}\n"));
        }
        assert_eq!(plain("月AaAA……\nA", 40), "月AaAA……A\n");
        assert_eq!(plain("he waited…\nand went", 40), "he waited… and went\n");
    }

    #[test]
    fn a_blank_that_joining_would_not_bring_back_stays_at_the_line_end() {
        // `=` and a figure inside an address join without a blank; here the address began a line above.
        let text = "https://a.cn/b/c?d=1&e=2= 88.9%————……";
        let once = format(text, options(25, true)).0;
        assert_eq!(once, "https://a.cn/b/c?\nd=1&e=2= \n88.9%————……\n");
        assert_eq!(format(&once, options(25, true)).0, once);
    }

    /// Text as people write it, with blanks and line ends anywhere.
    const PROSE: &str = "(([锦州港一二〇年月万第个]{1,9}|[a-zA-Z]{1,9}|[0-9]{1,4}(\\.[0-9])?[%℃万年]?|[가각]{1,3}|👨\u{200d}👩|阿·买|X光)\
        ([，。、；：！？,.;:!?)”’》]|——|……| |  |\u{3000}|\n| \n|“|《|\\(|\"|-)?){0,40}";

    /// Text as nobody writes it: scripts, marks, blanks and line ends in any order.
    const WILD: &str = "([锦州月第万〇の]{1,4}|[aAé]{1,8}|[0-9,.%]{1,6}|[가각]{1,3}|[“”‘’（）《》「」()\\[\\]\"']|——|—|……|…|[·/~～–-]|\
        [，。、；：！？,.;:!?]|[ \u{3000}\t]|\n|👨\u{200d}👩|🇨🇳|e\u{301}|https://a.cn/b\\?c=1|[℃㎡¥№①■々ー]|[ก-ข]|[א-ג]|[ཀ-ག]){0,60}";

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn formatting_twice_changes_nothing(text in prop_oneof![PROSE, WILD], width in 20_u16..=120, wide in any::<bool>()) {
            let options = options(width, wide);
            let once = format(&text, options).0;
            prop_assert_eq!(format(&once, options).0, once);
        }

        #[test]
        fn no_character_but_blanks_is_changed_and_no_line_too_wide(text in any::<String>(), width in 0_u16..60) {
            let options = Options { width, ambiguous: Ambiguous::Narrow, justify: false };
            let (out, _) = format(&text, options);
            let seen = |text: &str| text.chars().filter(|&c| !is_blank(c) && c != '\n').collect::<String>();
            prop_assert_eq!(seen(&out), seen(&sanitise::sanitise(&text).text));
            for line in out.lines() {
                let clusters = unicode_segmentation::UnicodeSegmentation::graphemes(line, true).filter(|g| width::of(g, Ambiguous::Narrow) > 0).count();
                prop_assert!(width::of(line, Ambiguous::Narrow) <= usize::from(width) || clusters <= 1, "{}", line);
            }
        }
    }
}
