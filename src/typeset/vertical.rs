//! 竖排: columns from right to left, characters from top to bottom.
//!
//! The same text, the same break opportunities and prohibitions as in horizontal setting; marks take their vertical forms
//! (GB/T 15834—2011 §5.2: “ ” becomes ﹃ ﹄ and ‘ ’ becomes ﹁ ﹂; Unicode's Vertical Forms and CJK Compatibility Forms), a number or a Latin abbreviation of two
//! characters stands upright in one square (纵中横), other figures and letters stand one under the other in full width. Every
//! character takes one row and two cells; one mark may hang under the column foot.

use std::ops::Range;

use super::breaks::Breaks;
use super::cluster::{Cluster, Gap};
use super::fill::Filler;
use super::galley::{Measure, Shown};
use crate::text::Span;
use crate::text::class::Class;

/// Which marks the reader's font has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Forms {
    /// ︐︑︒︓﹃﹄︵︶︱.
    #[default]
    Vertical,
    /// ，、。：『』（）: for fonts without the vertical ones.
    Horizontal,
}

/// How to set a paragraph vertically.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VerticalMeasure {
    /// Rows of a column, the row for a hanging mark not counted.
    pub height: u16,
    /// Rows left blank at the head of the first column.
    pub indent: u16,
    /// Rows under the foot in which a mark may hang (0 or 1).
    pub hang: u16,
    /// Which marks to use.
    pub forms: Forms,
}

/// One square of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerticalGlyph {
    /// The source bytes it stands for.
    pub span: Span,
    /// Row, from the column head.
    pub y: u16,
    /// What it shows, two cells wide when it is [`Shown::Instead`].
    pub shown: Shown,
}

/// One column of a paragraph. The first is the rightmost.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Column {
    /// The source bytes of the column; the columns of a paragraph follow one another without gaps.
    pub span: Span,
    /// Its characters from top to bottom.
    pub glyphs: Vec<VerticalGlyph>,
}

/// Sets a paragraph in columns, the first one rightmost. Total; O(n).
pub fn set(text: &str, breaks: &Breaks, measure: VerticalMeasure) -> Vec<Column> {
    let (squares, shown) = squares(text, breaks, measure.forms);
    let plain = Measure { hang: crate::text::Cells(measure.hang), ..Measure::plain(measure.height) };
    let of_squares = Breaks { clusters: squares, end: breaks.end, rejoins: false };
    let filler = Filler::new(&of_squares, plain);
    let indent = u32::from(measure.indent).min(filler.limit.saturating_sub(2));
    let mut columns = Vec::new();
    let mut from = 0;
    while from < filler.clusters.len() {
        let top = if from == 0 { indent } else { 0 };
        let next = filler.line(from, top).next;
        columns.push(column(&filler, &shown, from..next, top));
        from = next;
    }
    columns
}

fn column(filler: &Filler<'_>, shown: &[Shown], squares: Range<usize>, top: u32) -> Column {
    let start_of = |at: usize| filler.clusters.get(at).map_or(filler.end, |c| c.start);
    let last = squares.clone().rev().find(|&at| filler.clusters[at].class != Class::Space).map_or(squares.start, |last| last + 1);
    let mut y = top;
    let mut glyphs = Vec::with_capacity(squares.len());
    for (at, (cluster, &shown)) in filler.clusters.iter().zip(shown).enumerate().take(last).skip(squares.start) {
        let span = Span { start: cluster.start, end: start_of(at + 1) };
        glyphs.push(VerticalGlyph { span, y: y.min(u32::from(u16::MAX)) as u16, shown });
        y += u32::from(cluster.cells[0]);
    }
    Column { span: Span { start: start_of(squares.start), end: start_of(squares.end) }, glyphs }
}

/// The clusters as squares of one row each, and what each shows.
fn squares(text: &str, breaks: &Breaks, forms: Forms) -> (Vec<Cluster>, Vec<Shown>) {
    let clusters = &breaks.clusters;
    let mut squares = Vec::with_capacity(clusters.len());
    let mut shown = Vec::with_capacity(clusters.len());
    let mut at = 0;
    while let Some(&cluster) = clusters.get(at) {
        let taken = if is_upright_pair(text, breaks, at) { 2 } else { 1 };
        let rows = u8::from(cluster.cells[0] > 0);
        squares.push(cluster.square(rows));
        let end = clusters.get(at + taken).map_or(breaks.end, |next| next.start);
        let source = Span { start: cluster.start, end }.of(text);
        let mut chars = source.chars();
        shown.push(match (chars.next(), chars.next()) {
            (Some(c), None) => vertical_form(c, cluster.shown(), forms).map_or(Shown::Source, Shown::Instead),
            _ => Shown::Source,
        });
        at += taken;
    }
    (squares, shown)
}

/// Two ASCII digits, or two capital letters, with nothing of their kind on either side.
fn is_upright_pair(text: &str, breaks: &Breaks, at: usize) -> bool {
    let byte = |index: usize| breaks.clusters.get(index).and_then(|c| text.as_bytes().get(c.start as usize).copied());
    let kind = |index: usize| byte(index).map_or(0, |b| u8::from(b.is_ascii_digit()) + 2 * u8::from(b.is_ascii_uppercase()));
    let touches =
        |index: usize| byte(index).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b',' | b':' | b'-' | b'/'));
    let kept = breaks.clusters.get(at + 1).is_some_and(|c| c.gap >= Gap::Glue);
    let before = at.checked_sub(1).is_some_and(touches);
    // 3.14 and 12:30 are stacked, but a mark that ends a clause (25,) does not count.
    let after = touches(at + 2) && (kind(at + 2) != 0 || kind(at + 3) != 0);
    kept && kind(at) != 0 && kind(at) == kind(at + 1) && !before && !after
}

/// The form of a character in a column, where it differs from the source.
fn vertical_form(c: char, normalised: Option<char>, forms: Forms) -> Option<char> {
    let c = match (normalised, c) {
        (_, '—' | '―' | '-' | '－' | '–') => '—',
        (_, '.') => '．',
        (Some(shown), _) => shown,
        (None, c) => c,
    };
    if forms == Forms::Vertical
        && let Some(form) = vertical_mark(c)
    {
        return Some(form);
    }
    Some(match c {
        // Two cells on every terminal, whatever the font.
        '“' => '『',
        '”' => '』',
        '‘' => '「',
        '’' => '」',
        '—' | '–' => '︱',
        '…' | '⋯' => '︙',
        '·' | '．' => '・',
        '!'..='~' => char::from_u32(c as u32 + 0xfee0)?,
        _ if normalised.is_some() => c,
        _ => return None,
    })
}

fn vertical_mark(c: char) -> Option<char> {
    Some(match c {
        '，' | ',' => '︐',
        '、' => '︑',
        '。' => '︒',
        '：' | ':' => '︓',
        '；' | ';' => '︔',
        '！' | '!' => '︕',
        '？' | '?' => '︖',
        // Double outside, single inside; corner quotes that stand in the source keep their own kind.
        '“' | '『' => '﹃',
        '”' | '』' => '﹄',
        '‘' | '「' => '﹁',
        '’' | '」' => '﹂',
        '（' | '(' => '︵',
        '）' | ')' => '︶',
        '《' => '︽',
        '》' => '︾',
        '〈' => '︿',
        '〉' => '﹀',
        '【' => '︻',
        '】' => '︼',
        '〔' => '︹',
        '〕' => '︺',
        '〖' => '︗',
        '〗' => '︘',
        '［' | '[' => '﹇',
        '］' | ']' => '﹈',
        '｛' | '{' => '︷',
        '｝' | '}' => '︸',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Ambiguous, width};
    use proptest::prelude::*;

    fn width_of(glyph: &VerticalGlyph, text: &str, ambiguous: Ambiguous) -> u16 {
        match glyph.shown {
            Shown::Source => width::grapheme(glyph.span.of(text), ambiguous).0,
            Shown::Instead(c) => width::grapheme(c.encode_utf8(&mut [0; 4]), ambiguous).0,
        }
    }

    fn measure(height: u16) -> VerticalMeasure {
        VerticalMeasure { height, indent: 0, hang: 1, forms: Forms::Vertical }
    }

    fn columns(text: &str, measure: VerticalMeasure) -> Vec<String> {
        let show = |glyph: &VerticalGlyph| match glyph.shown {
            Shown::Source => glyph.span.of(text).to_owned(),
            Shown::Instead(c) => c.to_string(),
        };
        set(text, &Breaks::of(text), measure).iter().map(|c| c.glyphs.iter().map(show).collect::<Vec<_>>().join("/")).collect()
    }

    #[test]
    fn two_digits_stand_upright_and_one_digit_in_full_width() {
        assert_eq!(columns("2月25日", measure(10)), ["２/月/25/日"]);
        assert_eq!(columns("2020年CT机", measure(10)), ["２/０/２/０/年/CT/机"]);
        assert_eq!(columns("12:30", measure(10)), ["１/２/︓/３/０"]);
        assert_eq!(columns("88.9%", measure(10)), ["８/８/・/９/％"]);
    }

    #[test]
    fn marks_take_their_vertical_forms() {
        assert_eq!(columns("“好”,（一）——……", measure(20)), ["﹃/好/﹄/︐/︵/一/︶/︱/︱/︙/︙"]);
        let horizontal = VerticalMeasure { forms: Forms::Horizontal, ..measure(20) };
        assert_eq!(columns("“好”,。", horizontal), ["『/好/』/，/。"]);
    }

    #[test]
    fn quotes_are_double_outside_and_single_inside_as_on_the_mainland() {
        assert_eq!(columns("“说‘好’”", measure(20)), ["﹃/说/﹁/好/﹂/﹄"]);
        let horizontal = VerticalMeasure { forms: Forms::Horizontal, ..measure(20) };
        assert_eq!(columns("“说‘好’”", horizontal), ["『/说/「/好/」/』"]);
        // A page from 台湾 or 香港 has them the other way round, and keeps them.
        assert_eq!(columns("「說『好』」", measure(20)), ["﹁/說/﹃/好/﹄/﹂"]);
    }

    #[test]
    fn one_mark_hangs_at_the_foot_and_none_stands_at_the_head() {
        assert_eq!(columns("一二三四，五", measure(4)), ["一/二/三/四/︐", "五"]);
        assert_eq!(columns("一二三四”五", measure(4)), ["一/二/三", "四/﹄/五"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_every_square_is_at_most_two_cells(text in "[锦州港一二a-cX0-9,.;:()“”（）《》，。、；—…·～%第年月万个 ]{0,60}", height in 0_u16..20) {
            let columns = set(&text, &Breaks::of(&text), measure(height));
            let mut at = 0;
            for column in &columns {
                prop_assert_eq!(column.span.start, at);
                at = column.span.end;
                for glyph in &column.glyphs {
                    prop_assert!(glyph.y < (height + 1).max(2) || column.glyphs.len() == 1, "{:?}", column);
                    prop_assert_eq!(width_of(glyph, &text, Ambiguous::Narrow), width_of(glyph, &text, Ambiguous::Wide));
                    prop_assert!(width_of(glyph, &text, Ambiguous::Wide) <= 2);
                }
            }
            prop_assert_eq!(at as usize, text.len());
        }
    }
}
