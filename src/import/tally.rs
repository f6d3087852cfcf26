//! What one walk over the characters of a line counts: digits, commas outside quotations, the letters that hint at more.
//!
//! The questionnaire of [`super::surface`] asks a line a hundred things, most of which need a character that few lines have. Such a
//! character is looked for here once; the pattern that needs it is tried on those lines alone.

use super::block::{is_digit, is_han};

/// Characters that are looked out for.
const WATCHED: [char; 13] = ['记', '通', '摄', '图', '照', '资', '转', '接', '月', '年', '版', '（', '('];

/// Characters of a line that quotations are looked for in.
const LOOKED_AT: usize = 2000;

/// The counts of one line.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Digits of both widths.
    pub digits: usize,
    /// It has a 汉字.
    pub han: bool,
    /// Commas outside quotations and titles.
    pub commas: usize,
    /// A sentence or a clause ends outside quotations, before the last character there.
    pub stops_inside: bool,
    /// A 、 stands outside quotations.
    pub lists: bool,
    /// `|` and `｜`.
    pub bars: usize,
    seen: u16,
}

impl Tally {
    /// Of the visible characters of a line. O(n).
    pub(super) fn of(chars: &[char]) -> Self {
        let mut out = Self::default();
        let (mut depth, mut stopped) = (0_u32, false);
        for (at, c) in chars.iter().enumerate() {
            let quotes = at < LOOKED_AT;
            let outside = quotes && depth == 0;
            if out.mark(*c) {
                out.stops_inside |= outside && stopped;
                stopped &= !outside;
                continue;
            }
            match c {
                '“' | '《' if quotes => depth += 1,
                '”' | '》' if quotes => depth = depth.saturating_sub(1),
                _ if outside => {
                    out.stops_inside |= stopped;
                    stopped = matches!(c, '。' | '；' | ';');
                    out.commas += usize::from(matches!(c, ',' | '，'));
                    out.lists |= *c == '、';
                }
                _ => {}
            }
            out.digits += usize::from(is_digit(*c));
            out.bars += usize::from(matches!(c, '|' | '｜'));
        }
        out
    }

    /// Notes a 汉字 or a bracket; whether it was one.
    fn mark(&mut self, c: char) -> bool {
        let han = is_han(c);
        self.han |= han;
        let bit = match c {
            '记' => 0,
            '通' => 1,
            '摄' => 2,
            '图' => 3,
            '照' => 4,
            '资' => 5,
            '转' => 6,
            '接' => 7,
            '月' => 8,
            '年' => 9,
            '版' => 10,
            '（' => 11,
            '(' => 12,
            _ => return han,
        };
        self.seen |= 1 << bit;
        true
    }

    /// Whether the line has one of these, which are all among those looked out for.
    pub(super) fn has(&self, any: &[char]) -> bool {
        debug_assert!(any.iter().all(|c| WATCHED.contains(c)), "{any:?} is not looked out for");
        WATCHED.iter().enumerate().any(|(bit, c)| self.seen & 1 << bit != 0 && any.contains(c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Tally {
        Tally::of(&line.chars().collect::<Vec<_>>())
    }

    #[test]
    fn quotations_and_titles_are_not_counted() {
        let line = of("他说：“好，好。”《一、二》到了，走。");
        assert_eq!((line.commas, line.lists, line.stops_inside), (1, false, false));
        let line = of("雾散了；船，出港、入港。“好。”");
        assert_eq!((line.commas, line.lists, line.stops_inside), (1, true, true));
        assert!(!of("雾散了。“好”").stops_inside, "the last character outside");
        assert!(of("雾散了。“好”船").stops_inside);
        assert!(of("雾散了。（").stops_inside);
    }

    #[test]
    fn digits_of_both_widths_and_bars_are_counted() {
        let line = of("２0年｜3|");
        assert_eq!((line.digits, line.bars, line.han), (3, 2, true));
        assert!(!of("2020 ok").han);
    }

    #[test]
    fn every_letter_looked_out_for_is_seen_and_no_other() {
        for c in WATCHED {
            let line = of(&format!("好{c}"));
            assert!(line.has(&[c]) && WATCHED.iter().filter(|w| line.has(&[**w])).count() == 1, "{c}");
        }
        assert!(!of("好，。A1").has(&WATCHED));
    }
}
