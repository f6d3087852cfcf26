//! `/re/`: a regular expression written like the text, met on folded text.
//!
//! Expressions know UTF-8 only, so the units of an article are written out again for them, which costs more than the search itself.
//! Where every match must hold certain characters (`复工` in `复工.{0,6}复产`), only what lies round them is.

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;

use super::literal::Literal;
use super::outside::Outside;
use super::plane::LINE_END;
use super::required::{reach, words};
use super::term::{Meets, Term};
use crate::text::fold;

/// The largest program a typed expression may become; larger ones are as good as unfinished.
const SIZE_LIMIT: usize = 1 << 20;

/// An expression that can be met.
#[derive(Debug, Clone)]
pub(super) struct Expression {
    regex: Regex,
    /// Every match holds one of these; empty where there are no such.
    words: Vec<Vec<char>>,
    /// Characters of the longest match; `None` where it may be any length, or depends on what stands round it.
    reach: Option<usize>,
}

/// An expression that cannot be used (yet): its text.
pub(super) struct Unready(pub(super) String);

/// Length in bytes of a closed expression at the start of a typed text: the closing slash ends the text or stands before a blank.
pub(super) fn closed(text: &str) -> Option<usize> {
    let body = text.strip_prefix(['/', '／'])?;
    let opening = text.len() - body.len();
    let mut slashes = body.char_indices().filter(|(_, c)| fold::char(*c) == '/').map(|(i, c)| (i, i + c.len_utf8()));
    let ends_word =
        |end: usize| body.get(end..).is_some_and(|rest| rest.chars().next().is_none_or(|c| fold::char(c) == fold::BLANK));
    slashes.find(|(start, end)| *start > 0 && ends_word(*end)).map(|(_, end)| opening + end)
}

/// The expression of a word, if it is one: closed, or begun and without another slash (`/usr/lib` is text).
pub(super) fn compile(word: &str) -> Option<Result<Term, Unready>> {
    let body = word.strip_prefix(['/', '／'])?;
    let pattern = match closed(word) {
        Some(length) if length == word.len() => body.strip_suffix(['/', '／'])?,
        None if !body.contains(['/', '／']) => body,
        _ => return None,
    };
    let unready = || Err(Unready(pattern.to_owned()));
    if pattern.is_empty() {
        return Some(unready());
    }
    let pattern = folded(pattern);
    // This parser refuses what could match a part of a character.
    let Ok(hir) = ParserBuilder::new().case_insensitive(true).build().parse(&pattern) else { return Some(unready()) };
    let made = RegexBuilder::new(&pattern).case_insensitive(true).size_limit(SIZE_LIMIT).dfa_size_limit(SIZE_LIMIT).build();
    let of = |regex| Term { meets: Meets::Regex(Expression { regex, words: words(&hir), reach: reach(&hir) }) };
    Some(made.map(of).or_else(|_| unready()))
}

impl Expression {
    /// Words of which every match holds one; empty where there are no such.
    pub(super) fn words(&self) -> &[Vec<char>] {
        &self.words
    }

    /// Calls `found(start, end)` for every match in folded units that is not empty, leftmost first, until it says stop. A match ends
    /// with its line.
    pub(super) fn each(&self, units: &[u16], text: &Outside, mut found: impl FnMut(usize, usize) -> bool) {
        let mut written = Vec::new();
        let mut start = 0;
        for line in units.split(|unit| *unit == LINE_END) {
            if !self.within(line, text, &mut written, |from, to| found(start + from, start + to)) {
                return;
            }
            start += line.len() + 1;
        }
    }

    /// The same for many lines and an expression that [has words](Self::words): looks only round those. Where a match can be so long at
    /// most, it lies within that reach of its word, and whatever matches there does so in the whole line as well; else the line is
    /// looked at. A word costs about 0.2 µs.
    pub(super) fn each_round_words(&self, units: &[u16], text: &Outside, mut found: impl FnMut(usize, usize)) {
        let mut words: Vec<usize> = Vec::new();
        for word in &self.words {
            Literal::new(word, text).each_start(units, |start, _| {
                words.push(start);
                true
            });
        }
        if self.words.len() > 1 {
            words.sort_unstable();
        }
        let reach = self.reach.unwrap_or(usize::MAX);
        let mut written = Vec::new();
        let mut look = |from: usize, to: usize| {
            self.within(&units[from..to], text, &mut written, |start, end| {
                found(from + start, from + end);
                true
            });
        };
        let in_line = |unit: &&u16| **unit != LINE_END;
        let (mut from, mut to) = (0, 0);
        for word in words {
            if word < to && self.reach.is_none() {
                continue;
            }
            let before = &units[word.saturating_sub(reach)..word];
            let after = &units[word..word.saturating_add(reach).min(units.len())];
            let begins = word - before.iter().rev().take_while(in_line).count();
            if begins >= to {
                look(from, to);
                from = begins;
            }
            to = word + after.iter().take_while(in_line).count();
        }
        look(from, to);
    }

    /// Every match in one line or a piece of one; says whether to go on.
    fn within(&self, units: &[u16], text: &Outside, written: &mut Vec<u8>, mut found: impl FnMut(usize, usize) -> bool) -> bool {
        write_out(units, text, written);
        let (mut at, mut bytes) = (0, 0);
        let mut place = |byte: usize| {
            at += written[bytes..byte].iter().filter(|byte| !matches!(byte, 0x80..0xC0)).count();
            bytes = byte;
            at
        };
        self.regex.find_iter(written).filter(|hit| !hit.is_empty()).all(|hit| {
            let (from, to) = (place(hit.start()), place(hit.end()));
            found(from, to)
        })
    }
}

/// Units as UTF-8.
fn write_out(units: &[u16], text: &Outside, line: &mut Vec<u8>) {
    let continued = |bits: u16| 0x80 | (bits & 0x3F) as u8;
    line.clear();
    for &unit in units {
        match unit {
            0..0x80 => line.push(unit as u8),
            0x80..0x800 => line.extend_from_slice(&[0xC0 | (unit >> 6) as u8, continued(unit)]),
            0xD800..0xE000 => line.extend_from_slice(text.char(unit).encode_utf8(&mut [0; 4]).as_bytes()),
            _ => line.extend_from_slice(&[0xE0 | (unit >> 12) as u8, continued(unit >> 6), continued(unit)]),
        }
    }
}

/// Folds the characters of an expression but not its letters, which mean something after a backslash; a full-width mark stays a mark.
fn folded(pattern: &str) -> String {
    let mut folded = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        let to = fold::char(c);
        if c.is_ascii() {
            folded.push(c);
        } else {
            if to.is_ascii_punctuation() {
                folded.push('\\');
            }
            folded.push(to);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_closed_by_a_slash_at_the_end_of_a_word() {
        assert_eq!(closed("/a b/ c"), Some(5));
        assert_eq!(closed("/usr/lib"), None);
        assert_eq!(closed("//"), None);
    }

    #[test]
    fn full_width_marks_are_literal_and_script_is_folded() {
        assert_eq!(folded("（復工）\\S+，Ａ"), "\\(复工\\)\\S+\\,a");
    }

    #[test]
    fn what_every_match_must_hold_is_known() {
        let words = |word: &str| match compile(word) {
            Some(Ok(Term { meets: Meets::Regex(expression) })) => {
                expression.words().iter().map(|word| word.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
            }
            _ => "?".to_owned(),
        };
        for (typed, expected) in [
            ("/复工.{0,6}复产/", "复工"),
            ("/[0-9]+万元/", "万元"),
            ("/(锦州|营口)港/", "营口港 锦州港"),
            ("/Ct车/", "ct车"),
            ("/.*/", ""),
            ("/复工?/", "复 复工"),
            ("/(复工)?/", ""),
            ("/.复工./", ""),
            ("/復工/", "复工"),
            ("/(?-u:\\xE5)/", "?"),
        ] {
            assert_eq!(words(typed), expected, "{typed}");
        }
    }

    #[test]
    fn units_are_written_out_as_they_would_be_as_text() {
        let text: String = (0..0xD800u32).chain(0xE000..0x1_0000).filter_map(char::from_u32).collect();
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut line = Vec::new();
        write_out(&units, &Outside::default(), &mut line);
        assert!(line == text.as_bytes());
    }

    #[test]
    fn an_expression_that_would_grow_without_bound_is_unready() {
        assert!(matches!(compile("/(((a{99}){99}){99}){99}/"), Some(Err(_))));
        assert!(matches!(compile("/(a*)*b/"), Some(Ok(_))));
        assert!(compile("/usr/lib").is_none());
    }
}
