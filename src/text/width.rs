//! How many terminal cells a piece of text takes. The only file that knows.
//!
//! Based on UAX #11 (East Asian Width) as the `unicode-width` crate has it. It measures; it never cuts or draws.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A number of terminal cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Cells(pub u16);

/// How wide the terminal draws East Asian Ambiguous marks (`“ ” ‘ ’ … — ·`): one cell or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ambiguous {
    /// One cell, the default of every common terminal.
    #[default]
    Narrow,
    /// Two cells, a user setting in CJK set-ups.
    Wide,
}

/// Cells of one grapheme cluster (or any short string), as a terminal adds them up: 0 for a lone combining mark, 1 or 2 for
/// almost everything, more for a few conjuncts and stacked jamo.
pub fn grapheme(cluster: &str, ambiguous: Ambiguous) -> Cells {
    let (narrow, wide) = both(cluster);
    Cells(u16::from(match ambiguous {
        Ambiguous::Narrow => narrow,
        Ambiguous::Wide => wide,
    }))
}

/// Cells of one grapheme cluster when ambiguous marks take one cell, and when they take two.
pub fn both(cluster: &str) -> (u8, u8) {
    let mut chars = cluster.chars();
    if let (Some(c), None) = (chars.next(), chars.next())
        && let Some(cells) = simple(c)
    {
        return cells;
    }
    (cluster.width().min(255) as u8, cluster.width_cjk().min(255) as u8)
}

/// The widths of a character that begins and ends a grapheme cluster whatever simple character stands beside it: printable
/// ASCII, 汉字, kana, CJK and full-width marks, and the common marks of General Punctuation. `None` for all others.
///
/// Nearly all of a newspaper is made of these, so they are measured without a table.
pub fn simple(c: char) -> Option<(u8, u8)> {
    match c {
        '\u{4e00}'..='\u{9fff}' => Some((2, 2)),
        ' '..='~' => Some((1, 1)),
        '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' => Some((2, 2)),
        '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' => Some((2, 2)),
        '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '℃' => Some((1, 2)),
        _ => None,
    }
}

/// Cells of a text: the sum over its grapheme clusters. O(n).
pub fn of(text: &str, ambiguous: Ambiguous) -> usize {
    text.graphemes(true).map(|cluster| grapheme(cluster, ambiguous).0 as usize).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_path_agrees_with_the_tables() {
        for c in '\0'..=char::MAX {
            if let Some(cells) = simple(c) {
                let text = c.to_string();
                assert_eq!(cells, (text.width() as u8, text.width_cjk() as u8), "{c} U+{:04X}", c as u32);
            }
        }
    }

    #[test]
    fn simple_characters_are_clusters_of_their_own() {
        let simples: Vec<char> = ('\0'..=char::MAX).filter(|&c| simple(c).is_some()).collect();
        for pair in simples.windows(2) {
            let text: String = pair.iter().collect();
            assert_eq!(text.graphemes(true).count(), 2, "{text}");
        }
        for &c in &simples {
            assert_eq!(format!("{c}{c}锦{c}\"").graphemes(true).count(), 5, "{c}");
        }
    }

    #[test]
    fn quotes_and_dashes_follow_the_terminal_and_汉字_do_not() {
        assert_eq!(of("“复工”——", Ambiguous::Narrow), 8);
        assert_eq!(of("“复工”——", Ambiguous::Wide), 12);
        assert_eq!(of("👨‍👩‍👧🇨🇳", Ambiguous::Narrow), 4);
    }
}
