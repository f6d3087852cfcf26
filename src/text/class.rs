//! What kind of character this is, as Chinese typesetting sees it. Tables only: no widths, no lines, no context.
//!
//! The kinds and the two prohibition tables follow *Requirements for Chinese Text Layout* (CLREQ, W3C), section
//! “Prohibition Rules for Line Start and Line End”, at its strict level, GB/T 15834—2011 *标点符号用法* §5.1, and the
//! PO, NS and IN classes of UAX #14. ASCII marks are listed beside their full-width twins because extracted newspaper
//! text mixes both.

/// The kind of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Class {
    /// 汉字, with 〇 and the extension planes, and the radicals.
    Han,
    /// Kana and bopomofo: set like 汉字.
    Kana,
    /// Hangul syllables and jamo: Korean words, parted by blanks.
    Hangul,
    /// 々 〻 ゝ ヽ ー: repeats or lengthens what stands before it.
    Iteration,
    /// 0–9 and Roman numerals Ⅰ–ⅿ.
    Digit,
    /// ０–９.
    WideDigit,
    /// Letters of Latin, Greek, Cyrillic and every script not named here.
    Letter,
    /// Ａ–ｚ.
    WideLetter,
    /// Blanks at which a line may end, U+3000 included.
    Space,
    /// Blanks at which no line ends: U+00A0, U+2007, U+202F.
    NoBreakSpace,
    /// （《「『【〈〔〖［｛ ( [ {.
    Opening,
    /// ）》」』】〉〕〗］｝ ) ] }.
    Closing,
    /// “ ‘.
    OpeningQuote,
    /// ” ’.
    ClosingQuote,
    /// " and ': which side they belong to is a matter of context.
    NeutralQuote,
    /// 。，、；：！？． and their like: 点号, full width.
    Pause,
    /// , . ; : ! ?
    AsciiPause,
    /// · ‧ ・ •: 间隔号.
    MiddleDot,
    /// — ― ⸺: two of them make a 破折号, one is a 连接号.
    Dash,
    /// … ⋯ ‥: two of them make a 省略号.
    Ellipsis,
    /// - – ～ ~ －: 连接号, hyphens and range marks.
    Connector,
    /// / ／: 分隔号.
    Solidus,
    /// % ‰ ℃ ° ′ ″ ￠: written after a number.
    Postfix,
    /// ¥ $ € £ № ＄ ￥: written before a number.
    Prefix,
    /// ㎡ ㎏ ㏄: a unit in one square.
    SquareUnit,
    /// ① ⑴ ⒈ ㈠: a number in a ring, in brackets or with a dot.
    Enclosed,
    /// ■ ● ▲ ★ ◆ ※: set before what it marks.
    Bullet,
    /// Anything else: emoji, mathematics, arrows, private use.
    Other,
}

impl Class {
    /// Whether the character is part of running Chinese text: it decides whether a neighbouring ASCII mark is a Chinese one.
    pub fn is_chinese(self) -> bool {
        use Class::{Closing, Dash, Ellipsis, Han, Iteration, Kana, MiddleDot, Opening, Pause, WideDigit, WideLetter};
        matches!(
            self,
            Han | Kana
                | Iteration
                | WideDigit
                | WideLetter
                | Opening
                | Closing
                | Pause
                | MiddleDot
                | Dash
                | Ellipsis
                | Class::OpeningQuote
                | Class::ClosingQuote
                | Class::SquareUnit
        )
    }

    /// 汉字 and what is set like them: a line may end on either side. Not Hangul, which parts its words by blanks.
    pub fn is_ideographic(self) -> bool {
        matches!(self, Class::Han | Class::Kana | Class::Iteration)
    }

    /// A digit, narrow or full width.
    pub fn is_digit(self) -> bool {
        matches!(self, Class::Digit | Class::WideDigit)
    }

    /// A letter, narrow or full width, that is not 汉字.
    pub fn is_letter(self) -> bool {
        matches!(self, Class::Letter | Class::WideLetter)
    }

    /// A mark that may not start a line in Chinese text (CLREQ strict).
    pub fn starts_no_line(self) -> bool {
        use Class::{
            AsciiPause, Closing, ClosingQuote, Connector, Dash, Ellipsis, Iteration, MiddleDot, Pause, Postfix, Solidus,
        };
        matches!(
            self,
            Closing
                | ClosingQuote
                | Pause
                | AsciiPause
                | MiddleDot
                | Dash
                | Ellipsis
                | Connector
                | Solidus
                | Postfix
                | Iteration
                | Class::SquareUnit
        )
    }

    /// A mark that may not end a line in Chinese text: opening marks, currency before its number.
    pub fn ends_no_line(self) -> bool {
        matches!(self, Class::Opening | Class::OpeningQuote | Class::Prefix)
    }

    /// A pause or stop mark that may hang in the margin: 。，、；：！？ and their ASCII twins, never brackets or quotes
    /// (CLREQ, “Hanging Punctuation”).
    pub fn may_hang(self) -> bool {
        matches!(self, Class::Pause | Class::AsciiPause)
    }

    /// A blank.
    pub fn is_space(self) -> bool {
        matches!(self, Class::Space | Class::NoBreakSpace)
    }
}

/// 汉字: the unified ideographs with all extensions, the compatibility ideographs, and 〇.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A digit of a number written in 汉字: 一二三, 十百千万亿, 〇零两.
pub fn is_han_digit(c: char) -> bool {
    "〇零一二两三四五六七八九十百千万亿".contains(c)
}

/// 万 亿 千 百 十 兆 and 余 多 几 来: they follow the figures of a number and the unit comes after them (10万吨, 20余天).
pub fn is_magnitude(c: char) -> bool {
    matches!(c, '万' | '亿' | '千' | '百' | '十' | '兆' | '余' | '多' | '几' | '来')
}

/// Whether the character may not start a line; see [`Class::starts_no_line`].
pub fn starts_no_line(c: char) -> bool {
    of(c).starts_no_line()
}

/// Whether the character may not end a line; see [`Class::ends_no_line`].
pub fn ends_no_line(c: char) -> bool {
    of(c).ends_no_line()
}

/// The class of a character. O(1).
pub fn of(c: char) -> Class {
    match c {
        '\u{4e00}'..='\u{9fff}' => Class::Han,
        '\0'..='\u{7f}' => ascii(c),
        _ => wide(c),
    }
}

fn ascii(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        ' ' => Class::Space,
        ',' | '.' | ';' | ':' | '!' | '?' => Class::AsciiPause,
        '(' | '[' | '{' => Class::Opening,
        ')' | ']' | '}' => Class::Closing,
        '"' | '\'' => Class::NeutralQuote,
        '-' | '~' => Class::Connector,
        '/' => Class::Solidus,
        '%' => Class::Postfix,
        '$' => Class::Prefix,
        'A'..='Z' | 'a'..='z' => Class::Letter,
        _ => Class::Other,
    }
}

fn wide(c: char) -> Class {
    match c {
        '\u{3001}' | '\u{3002}' => Class::Pause,
        '〇' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Class::Han,
        '\u{2e80}'..='\u{2fdf}' | '\u{2ff0}'..='\u{2fff}' | '\u{3021}'..='\u{3029}' | '\u{31c0}'..='\u{31ef}' => Class::Han,
        '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | 'ー' | '\u{ff70}' => Class::Iteration,
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3105}'..='\u{312f}' => Class::Kana,
        '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}' | '\u{1aff0}'..='\u{1b16f}' => Class::Kana,
        '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}' => Class::Hangul,
        '０'..='９' => Class::WideDigit,
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Class::WideLetter,
        '\u{2160}'..='\u{2188}' => Class::Digit,
        '\u{3000}' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' => Class::Space,
        '\u{a0}' | '\u{2007}' | '\u{202f}' => Class::NoBreakSpace,
        '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '〖' | '［' | '｛' | '〘' | '〚' | '｢' | '〝' | '｟' => {
            Class::Opening
        }
        '︵' | '︷' | '︹' | '︻' | '︽' | '︿' | '﹁' | '﹃' | '﹇' | '﹙' | '﹛' | '﹝' => Class::Opening,
        '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | '〗' | '］' | '｝' | '〙' | '〛' | '｣' | '〞' | '〟' | '｠' => {
            Class::Closing
        }
        '︶' | '︸' | '︺' | '︼' | '︾' | '﹀' | '﹂' | '﹄' | '﹈' | '﹚' | '﹜' | '﹞' => Class::Closing,
        '“' | '‘' => Class::OpeningQuote,
        '”' | '’' => Class::ClosingQuote,
        '，' | '；' | '：' | '！' | '？' | '．' | '｡' | '､' | '‼' | '⁇' | '⁈' | '⁉' => Class::Pause,
        '\u{fe10}'..='\u{fe16}' | '\u{fe50}'..='\u{fe52}' | '\u{fe54}'..='\u{fe57}' => Class::Pause,
        '·' | '‧' | '・' | '•' | '･' => Class::MiddleDot,
        '—' | '―' | '⸺' | '⸻' | '\u{fe31}' | '\u{fe58}' => Class::Dash,
        '…' | '⋯' | '‥' | '․' | '\u{fe19}' | '\u{fe30}' => Class::Ellipsis,
        '‐' | '‑' | '‒' | '–' | '～' | '－' | '〜' | '゠' | '\u{fe32}' | '\u{fe63}' => Class::Connector,
        '／' => Class::Solidus,
        '％' | '‰' | '‱' | '℃' | '℉' | '°' | '′' | '″' | '‵' | '‶' | '¢' | '￠' | '﹪' | '㏋' => {
            Class::Postfix
        }
        '￥' | '＄' | '￡' | '¥' | '£' | '€' | '№' | '￦' | '₩' | '₽' | '\u{fe69}' => Class::Prefix,
        '\u{3371}'..='\u{33df}' => Class::SquareUnit,
        '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{33ff}' => Class::Enclosed,
        '\u{25a0}'..='\u{25ff}' | '★' | '☆' | '※' | '☉' | '☛' | '☞' | '♦' | '❖' | '➤' | '➢' | '❏' => {
            Class::Bullet
        }
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_numeric() => Class::Digit,
        _ => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lists as CLREQ (commit 7d515699, zh-Hans, strict) and GB/T 15834 §5.1 print them.
    const NOT_AT_START: &str = "。．，、：；！？‼⁇」』”’）》〉】〗〕］｝～-–—·・‧/／⸺…⋯";
    const NOT_AT_END: &str = "「『“‘（《〈【〖〔［｛";
    /// UAX #14 classes PO, NS and IN as they occur in Chinese text.
    const UAX_NOT_AT_START: &str = "%％‰°℃℉′″々〻〜‥";
    const ASCII_TWINS: &str = ",.:;!?)]}~";

    #[test]
    fn every_mark_of_clreq_and_its_ascii_twin_is_forbidden_at_line_start() {
        for c in NOT_AT_START.chars().chain(UAX_NOT_AT_START.chars()).chain(ASCII_TWINS.chars()) {
            assert!(starts_no_line(c), "{c} U+{:04X}", c as u32);
            assert!(!ends_no_line(c), "{c}");
        }
    }

    #[test]
    fn every_opening_mark_and_currency_is_forbidden_at_line_end() {
        for c in NOT_AT_END.chars().chain("([{¥￥$＄€№".chars()) {
            assert!(ends_no_line(c), "{c} U+{:04X}", c as u32);
            assert!(!starts_no_line(c), "{c}");
        }
    }

    #[test]
    fn 汉字_include_zero_and_the_extension_planes() {
        for c in "锦〇㐀𠀀𪚥𰻝豈".chars() {
            assert!(is_han(c), "{c}");
            assert_eq!(of(c), Class::Han, "{c}");
        }
        for c in "aあ가1。々".chars() {
            assert!(!is_han(c), "{c}");
        }
    }

    #[test]
    fn only_pause_and_stop_marks_hang() {
        assert!("。，、；：！？,.;:!?".chars().all(|c| of(c).may_hang()));
        assert!(!"”）》…—·/%".chars().any(|c| of(c).may_hang()));
    }
}
