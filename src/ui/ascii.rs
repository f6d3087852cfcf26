//! Marks for terminals that have no glyphs but ASCII and, perhaps, 汉字 (`--ascii`, the Linux console): the nearest ASCII one.
//!
//! Only what is drawn changes: copies and searches have the marks of the paper.

/// The nearest ASCII mark, if the character is a mark or a full-width form that has one.
pub(super) fn nearest(c: char) -> Option<char> {
    Some(match c {
        '“' | '”' | '„' | '〝' | '〞' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' | '′' => '\'',
        '—' | '–' | '―' | '─' | '－' | '−' => '-',
        '…' | '·' | '•' | '・' | '。' | '．' => '.',
        '、' => ',',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '【' | '〔' | '〖' => '[',
        '】' | '〕' | '〗' => ']',
        '　' => ' ',
        // Forms for vertical type, of which the dash stands in horizontal text too.
        '︐' | '︑' => ',',
        '︒' | '︙' => '.',
        '︓' => ':',
        '︔' => ';',
        '︕' => '!',
        '︖' => '?',
        '︱' => '|',
        '︵' => '(',
        '︶' => ')',
        '﹁' | '﹂' | '﹃' | '﹄' => '"',
        '×' => 'x',
        '℃' => 'C',
        // The full-width forms of ASCII, U+FF01 to U+FF5E.
        '！'..='～' => char::from_u32(c as u32 - 0xfee0)?,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn marks_and_full_width_forms_have_an_ascii_neighbour_and_汉字_have_none() {
        let drawn: String = "“锦州”，第２版——《港湾》！".chars().map(|c| nearest(c).unwrap_or(c)).collect();
        assert_eq!(drawn, "\"锦州\",第2版--<港湾>!");
        assert!((0..=0x10_ffff).filter_map(char::from_u32).filter_map(nearest).all(|c| c.is_ascii() && !c.is_control()));
    }
}
