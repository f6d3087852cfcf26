//! Lines of a page as the compositor set them: one [`Block`] a non-blank line (or a paragraph of a hard-wrapped column), with the
//! marks that set it apart.
//!
//! It knows how a line is dressed (gap, indent, Markdown, leading mark, brackets, numbering), never what that means:
//! ■ opens headlines in one paper and paragraphs in the next. The [`Block::signature`] only says "dressed alike".

use std::borrow::Cow;

use super::column::unwrapped;
use super::ordinal::{Counted, counted};

use crate::text::Span;

/// 【】 or [] around a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Brackets {
    /// None at the start.
    #[default]
    None,
    /// A short label in front: `【快讯】本报讯 …`.
    Label,
    /// Around the whole line: `【县区动态】`.
    Whole,
}

/// A further line of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Row {
    /// Line number, from 1.
    pub line: u32,
    /// The line in the page text.
    pub span: Span,
}

/// Marks of a line that come in pairs, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pairs {
    /// Opening less closing quotation marks “ ” 「 」.
    pub quotes: i32,
    /// Opening less closing round brackets.
    pub brackets: i32,
    /// Opening less closing title marks 《 》.
    pub titles: i32,
    /// The first “ or ” is a ”.
    pub quote_closes: bool,
    /// The first round bracket closes.
    pub bracket_closes: bool,
}

impl Pairs {
    fn of(chars: &[char]) -> Self {
        let mut out = Self::default();
        let (mut quote, mut full, mut half) = (None, None, None);
        for c in chars {
            match c {
                '“' => {
                    out.quotes += 1;
                    quote.get_or_insert(false);
                }
                '”' => {
                    out.quotes -= 1;
                    quote.get_or_insert(true);
                }
                '「' => out.quotes += 1,
                '」' => out.quotes -= 1,
                '（' => {
                    out.brackets += 1;
                    full.get_or_insert(false);
                }
                '）' => {
                    out.brackets -= 1;
                    full.get_or_insert(true);
                }
                '(' => {
                    out.brackets += 1;
                    half.get_or_insert(false);
                }
                ')' => {
                    out.brackets -= 1;
                    half.get_or_insert(true);
                }
                '《' => out.titles += 1,
                '》' => out.titles -= 1,
                _ => {}
            }
        }
        out.quote_closes = quote == Some(true);
        out.bracket_closes = full == Some(true) || half == Some(true);
        out
    }
}

/// One non-blank line, or a whole paragraph of a hard-wrapped column.
#[expect(clippy::struct_excessive_bools, reason = "independent observations, not a hidden state machine")]
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// Line number, from 1.
    pub line: u32,
    /// The line in the page text, with indent and marks, without the line end.
    pub span: Span,
    /// The line without surrounding white space.
    pub raw: String,
    /// The line without Markdown, leading mark and enclosing brackets; never empty.
    pub text: String,
    /// Visible characters of `text`.
    pub chars: Vec<char>,
    /// Blank lines above it.
    pub gap: u32,
    /// Whether it starts with two blanks or an ideographic space.
    pub indent: bool,
    /// Markdown heading depth, 0 for none.
    pub depth: u8,
    /// The whole line is `**bold**`.
    pub bold: bool,
    /// The whole line is `*italic*`.
    pub italic: bool,
    /// A Markdown quotation (`> …`).
    pub quoted: bool,
    /// Leading mark (■ ◆ ★ …).
    pub mark: Option<char>,
    /// Brackets.
    pub brackets: Brackets,
    /// Starts with a number (`一、`, `（二）`, `3.`, `④`).
    pub numbered: bool,
    /// How the series is counted that it is one of (`01　`, `镜头一：`); short lines only.
    pub counted: Option<Counted>,
    /// Starts with a dash (`——`).
    pub dash: bool,
    /// How it is set apart, all of the above as a key; empty for a plain line.
    pub signature: String,
    /// Whether the sentence is finished at its end.
    pub terminated: bool,
    /// Its quotation marks and brackets.
    pub pairs: Pairs,
    /// Its further lines in a hard-wrapped column (put together by `import::column`).
    pub more: Vec<Row>,
    /// Its last line fills a hard-wrapped column.
    pub full: bool,
}

impl Block {
    /// Number of visible characters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Never true: a block has at least one visible character.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// First visible character.
    pub fn first(&self) -> char {
        self.chars.first().copied().unwrap_or(' ')
    }

    /// Last visible character.
    pub fn last(&self) -> char {
        self.chars.last().copied().unwrap_or(' ')
    }

    /// The text as a paragraph is printed: Markdown gone, a leading bullet kept.
    pub fn paragraph(&self) -> String {
        match (self.mark, self.brackets) {
            (Some(mark), _) => format!("{mark}{}", self.text),
            (None, Brackets::Whole) => self.raw.replace("**", ""),
            (None, _) => self.text.clone(),
        }
    }
}

/// A blank that may pad a line: white space, the byte order mark, zero-width spaces.
pub fn is_padding(c: char) -> bool {
    // Nearly all characters of a page.
    if ('\u{3001}'..'\u{feff}').contains(&c) {
        return false;
    }
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// Chinese character (the blocks that newspapers use).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{20000}'..='\u{2fa1f}')
}

/// Digits of both widths.
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// Marks that end a sentence.
pub fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '！' | '？' | '…' | '．')
}

/// Marks that close a quotation or a bracket.
pub fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '》' | '〉' | '】' | '〕' | ']' | '］')
}

/// The non-blank lines of a page, those of hard-wrapped paragraphs put together. O(n).
pub fn blocks(page: &str) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut gap = 0;
    let mut offset = 0;
    for (i, line) in page.split('\n').enumerate() {
        let whole = line.strip_suffix('\r').unwrap_or(line);
        let raw = whole.trim_matches(is_padding);
        if raw.is_empty() {
            gap += 1;
        } else {
            let mut block = dress(raw);
            block.line = i as u32 + 1;
            block.span = Span::new(offset, offset + whole.len());
            block.gap = if out.is_empty() { 9 } else { gap };
            block.indent = whole.starts_with('\u{3000}') || whole.starts_with("  ");
            gap = 0;
            out.push(block);
        }
        offset += line.len() + 1;
    }
    unwrapped(out)
}

/// Takes the dress off a line.
pub(super) fn dress(raw: &str) -> Block {
    let mut block = Block { raw: raw.to_owned(), ..Block::default() };
    let mut text = raw;
    // A picture's place with its caption on the same line: the caption is what there is to read.
    if let Some((_, caption)) = text.strip_prefix("![").and_then(|t| t.split_once("](")).and_then(|(_, t)| t.split_once(')')) {
        let caption = caption.trim_matches(is_padding);
        if !caption.is_empty() {
            text = caption;
        }
    }
    // A Markdown quotation.
    while let Some(inner) = text.strip_prefix('>').map(|t| t.trim_start_matches(is_padding)).filter(|t| !t.is_empty()) {
        block.quoted = true;
        text = inner;
    }
    let hashes = text.chars().take_while(|c| *c == '#').count();
    if (1..=6).contains(&hashes) && text.len() > hashes {
        block.depth = hashes as u8;
        text = text.trim_start_matches('#').trim_matches(is_padding);
    }
    if let Some(inner) = text.strip_prefix("**").and_then(|t| t.strip_suffix("**"))
        && !inner.is_empty()
        && !inner.contains("**")
    {
        block.bold = true;
        text = inner;
    }
    if let Some(inner) = emphasised(text) {
        block.italic = true;
        text = inner;
    }
    let plain = if text.contains('*') { Cow::Owned(without_stars(text)) } else { Cow::Borrowed(text) };
    let mut text = plain.trim_matches(is_padding);
    if let Some(mark) = text.chars().next().filter(|c| is_mark(*c)) {
        let rest = text.trim_start_matches(mark).trim_start_matches(is_padding);
        if !rest.is_empty() {
            block.mark = Some(mark);
            text = rest;
        }
    }
    if let Some((inner, label)) = bracketed(text) {
        block.brackets = label;
        text = inner;
    }
    block.numbered = numbered(text);
    block.counted = (text.chars().count() <= 40).then(|| counted(text)).flatten().map(|(how, _)| how);
    block.dash = text.starts_with(['—', '─', '―']) || text.starts_with("--");
    block.text = if text.is_empty() { raw.to_owned() } else { text.to_owned() };
    block.chars = Vec::with_capacity(block.text.chars().count());
    block.chars.extend(block.text.chars().filter(|c| !is_padding(*c)));
    block.terminated = terminated(&block.chars);
    block.pairs = Pairs::of(&block.chars);
    block.signature = signature(&block);
    block
}

fn emphasised(text: &str) -> Option<&str> {
    ['*', '_'].iter().find_map(|mark| {
        let inner = text.strip_prefix(*mark)?.strip_suffix(*mark)?;
        (!inner.is_empty() && !inner.contains(*mark)).then_some(inner)
    })
}

/// `**本报讯** …` and `*图为*…` without their stars; a lone star stays.
fn without_stars(text: &str) -> String {
    let text = text.replace("**", "");
    if text.matches('*').count() >= 2 { text.replace('*', "") } else { text }
}

/// `【…】` around the line, or a short label in front of it.
fn bracketed(text: &str) -> Option<(&str, Brackets)> {
    for (open, close) in [('【', '】'), ('[', ']'), ('〔', '〕'), ('［', '］')] {
        let Some(rest) = text.strip_prefix(open) else { continue };
        let end = rest.find(close)?;
        let (inner, after) = (rest.get(..end)?, rest.get(end + close.len_utf8()..)?);
        if inner.chars().all(is_padding) {
            return None;
        }
        if after.is_empty() {
            return Some((inner, Brackets::Whole));
        }
        return (open == '【' && inner.chars().count() <= 12).then_some((text, Brackets::Label));
    }
    None
}

/// Any symbol may be a mark; letters, digits, blanks and the punctuation of running text may not.
fn is_mark(c: char) -> bool {
    if matches!(c, '·' | '▲' | '※' | '•') {
        return true;
    }
    if is_han(c) {
        return false;
    }
    !(c.is_alphanumeric()
        || is_padding(c)
        || "_“”‘’\"'「」『』《》〈〉()（）[]【】〔〕，。、；：,.;:!?！？…—─―-~～%％+/|｜<>!*#`&@$￥°℃=［］－＋×÷".contains(c))
}

fn numbered(text: &str) -> bool {
    let mut chars = [' '; 6];
    chars.iter_mut().zip(text.chars()).for_each(|(at, c)| *at = c);
    let numeral = |c: &char| matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
    let at = |i: usize| chars.get(i).copied().unwrap_or(' ');
    let count = chars.iter().take_while(|c| numeral(c)).count();
    if (1..=2).contains(&count) && at(count) == '、' {
        return true;
    }
    if matches!(at(0), '（' | '(') {
        let count = chars.iter().skip(1).take_while(|c| numeral(c)).count();
        return (1..=2).contains(&count) && matches!(at(count + 1), '）' | ')');
    }
    let count = chars.iter().take_while(|c| is_digit(**c)).count();
    ((1..=2).contains(&count) && matches!(at(count), '、' | '.' | '．') && !is_digit(at(count + 1))) || matches!(at(0), '①'..='⑳')
}

/// `…上桌。（肖满）`, `…（未完）`: a bracket of a few characters behind a finished sentence.
fn is_signed_off(chars: &[char]) -> bool {
    let Some((last, body)) = chars.split_last() else { return false };
    let open = match last {
        '）' | ')' => ['（', '('],
        '】' | ']' => ['【', '['],
        _ => return false,
    };
    let from = body.len().saturating_sub(30);
    body[from..].iter().rposition(|c| open.contains(c)).is_some_and(|at| {
        let before = &body[..from + at];
        before
            .last()
            .is_some_and(|c| ends_sentence(*c) || *c == '”' && before.iter().rev().nth(1).is_some_and(|c| ends_sentence(*c)))
    })
}

/// Whether a sentence ends here: 。！？… or a closing mark after one.
pub fn terminated(chars: &[char]) -> bool {
    let mut rest = chars.iter().rev().copied().skip_while(|c| matches!(c, '*' | '_'));
    match rest.next() {
        Some(last) if ends_sentence(last) => true,
        Some(last) if closes(last) => rest.next().is_some_and(|c| ends_sentence(c) || closes(c)) || is_signed_off(chars),
        _ => false,
    }
}

fn signature(block: &Block) -> String {
    let mut key = String::new();
    if block.depth > 0 {
        key.push('#');
        key.push((b'0' + block.depth) as char);
    }
    key.extend(block.mark);
    let flags = [
        (block.brackets == Brackets::Whole, '【'),
        (block.bold, 'B'),
        (block.italic, 'I'),
        (block.quoted, '>'),
        (block.numbered, 'N'),
        (block.dash, '-'),
        (block.chars.len() > 1 && matches!(block.last(), '｜' | '|'), '|'),
    ];
    key.extend(flags.iter().filter(|(on, _)| *on).map(|(_, c)| *c));
    if let Some(counted) = block.counted.filter(|_| !block.numbered) {
        key.push(match counted {
            Counted::Plainly => 'N',
            Counted::Th => '第',
            Counted::Zero => '0',
            Counted::Formally => '壹',
            Counted::Letter => 'A',
            Counted::Named => 'W',
        });
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> Block {
        blocks(line).remove(0)
    }

    #[test]
    fn brackets_around_nothing_stay_on_the_line() {
        for line in ["【　】", "[ ]", "〔〕"] {
            assert!(!blocks(line).iter().any(Block::is_empty), "{line}");
        }
    }

    #[test]
    fn a_line_is_undressed_to_its_words() {
        for (line, text, signature) in [
            ("## **从“贴别人的牌”到“养自己的娃”**", "从“贴别人的牌”到“养自己的娃”", "#2B"),
            ("■古城墙下新添“夜课堂”", "古城墙下新添“夜课堂”", "■"),
            ("【县区动态】", "县区动态", "【"),
            ("*本报记者 季晚舟*", "本报记者 季晚舟", "I"),
            ("一、提高站位", "一、提高站位", "N"),
            ("——一个山村的账本", "——一个山村的账本", "-"),
            ("**本报讯** （记者 王芳） 近日", "本报讯 （记者 王芳） 近日", ""),
        ] {
            let block = one(line);
            assert_eq!((block.text.as_str(), block.signature.as_str()), (text, signature));
        }
    }

    #[test]
    fn gaps_and_line_numbers_are_those_of_the_page() {
        let all = blocks("\r\n甲\r\n\r\n\r\n　　乙丙\r\n丁");
        let seen: Vec<(u32, u32, bool)> = all.iter().map(|b| (b.line, b.gap, b.indent)).collect();
        assert_eq!(seen, [(2, 9, false), (5, 2, true), (6, 0, false)]);
        assert_eq!(all[1].span.of("\r\n甲\r\n\r\n\r\n　　乙丙\r\n丁"), "　　乙丙");
    }

    #[test]
    fn a_quotation_that_ends_a_sentence_ends_the_line() {
        for (line, ends) in [("他说：“好。”", true), ("一条“断头路”", false), ("（记者 王芳）", false), ("到哪里去？", true)]
        {
            assert_eq!(one(line).terminated, ends, "{line}");
        }
    }
}
