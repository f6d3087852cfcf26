//! Hard-wrapped columns: where every line of the extraction is a line of the printed column, its paragraphs are put together first.
//!
//! What is a paragraph, a heading or a signature is read from whole paragraphs everywhere else; a page whose text breaks off every
//! eighteen characters would look like a page of headings. Only what is certain is put together here: a full line and the line right
//! below it that ends its sentence or is full too. A heading in the way, a column's end inside a paragraph, a picture are left to the
//! readers that judge them on every page.

use super::block::{Block, Brackets, Row, dress};
use super::edges::opens_paragraph;
use super::sewing::sew;
use super::surface::surface;

/// Lines longer than this (in half ems) are no column lines.
const WIDEST: usize = 100;
/// Columns are at least this wide (in half ems).
const NARROWEST: usize = 18;
/// A line is full when so much or less is missing: marks may not begin a line, numbers are not cut.
const SLACK: usize = 3;
/// Fewer lines are no column.
const FEWEST: usize = 8;

/// How the lines of a stretch of the page are broken.
struct Column {
    /// Width of each line.
    widths: Vec<usize>,
    /// Width of the column, the widest that its lines may be.
    full: usize,
    /// The width that most of its full lines have.
    usual: usize,
    /// Blank lines between the lines of a paragraph.
    gap: u32,
    /// First lines of paragraphs are indented.
    indents: bool,
    /// Their indents are gone: first lines are two characters short.
    stripped: bool,
}

/// Half ems that a lost indent takes from a line.
const INDENT: usize = 4;

/// Puts the lines of hard-wrapped paragraphs together; other pages stay as they are. O(n).
pub(super) fn unwrapped(lines: Vec<Block>) -> Vec<Block> {
    if lines.len() < FEWEST {
        return lines;
    }
    let printed: Vec<usize> = lines.iter().map(|b| em(&b.raw) + 4 * usize::from(b.indent)).collect();
    let mut joined = vec![false; lines.len()];
    let mut full = vec![false; lines.len()];
    let mut start = 0;
    while start < lines.len() {
        let len = printed[start..].iter().take_while(|w| **w <= WIDEST).count();
        let stretch = start..start + len;
        if len >= FEWEST
            && let Some(column) = Column::of(&lines[stretch.clone()], &printed[stretch])
        {
            column.join(&lines[start..start + len], &mut joined[start..start + len], &mut full[start..start + len]);
        }
        start += len.max(1);
    }
    if joined.contains(&true) { sewn(lines, &joined, &full) } else { lines }
}

/// Printed width: digits and Latin letters take half an em, everything else a whole one, whatever its width in the file.
fn em(text: &str) -> usize {
    text.chars().take(WIDEST + 1).map(|c| if c.is_ascii_alphanumeric() || c == ' ' || c == '.' { 1 } else { 2 }).sum()
}

/// Characters, as a program that wraps counts them; in half ems too.
fn characters(block: &Block) -> usize {
    2 * (block.raw.chars().take(WIDEST).count() + 2 * usize::from(block.indent))
}

impl Column {
    fn of(lines: &[Block], printed: &[usize]) -> Option<Self> {
        let counted: Vec<usize> = lines.iter().map(characters).collect();
        let (a, b) = (fullest(printed), fullest(&counted));
        let (widths, (full, many)) = if b.1 > a.1 { (counted, b) } else { (printed.to_vec(), a) };
        if many < FEWEST.max(lines.len() * 3 / 10) {
            return None;
        }
        let is_full: Vec<bool> = widths.iter().map(|w| w + SLACK >= full && *w <= full + 2).collect();
        let over = widths.iter().filter(|w| **w > full + 2).count();
        let text = |f: &dyn Fn(&Block) -> bool| lines.iter().zip(&is_full).filter(|(b, full)| **full && f(b)).count();
        let open = text(&|b| !b.terminated);
        let running = text(&|b| b.chars.iter().any(|c| "，,。、：:；;".contains(*c)));
        let ends = lines.iter().filter(|b| b.terminated).count();
        // A list of headlines or a table has lines of one length too, but no running text.
        if over > 1 + lines.len() * 6 / 100 || open * 10 < many * 6 || running * 10 < many * 4 || ends * 14 < many {
            return None;
        }
        let mut gaps: Vec<u32> = lines.iter().zip(&is_full).skip(1).filter(|(_, full)| **full).map(|(b, _)| b.gap).collect();
        gaps.sort_unstable();
        let gap = gaps.get(gaps.len() / 2).copied().unwrap_or(0);
        let indents = lines.iter().filter(|b| b.indent).count() >= 3;
        let usual = (full - SLACK..=full).max_by_key(|width| widths.iter().filter(|w| *w == width).count()).unwrap_or(full);
        let mut column = Self { widths, full, usual, gap, indents, stripped: false };
        column.stripped = !indents && column.lacks_its_indents(lines);
        Some(column)
    }

    /// Whether unfinished lines that are just two characters short are common, and lines that are a little shorter still are not.
    fn lacks_its_indents(&self, lines: &[Block]) -> bool {
        let count = |widths: std::ops::Range<usize>| {
            let inside = |i: &usize| {
                widths.contains(&(self.widths[*i] + INDENT)) && !self.is_full(*i) && !lines[*i].terminated && self.is_full(*i + 1)
            };
            (0..lines.len().saturating_sub(1)).filter(inside).count()
        };
        let (short, shorter) = (count(self.usual - 1..self.usual + 2), count(self.usual - 7..self.usual - 2));
        let full = (0..lines.len()).filter(|i| self.is_full(*i)).count();
        short >= 3 && short * 14 >= full && short >= 2 * shorter
    }

    /// Two characters short of full: a first line whose indent is gone.
    fn is_first(&self, i: usize) -> bool {
        self.stripped && (self.usual - 1..=self.usual + 1).contains(&(self.widths[i] + INDENT)) && !self.is_full(i)
    }

    /// Whether the line below goes on with a line of this width.
    fn runs_on(&self, i: usize) -> bool {
        self.is_full(i) || self.is_first(i)
    }

    fn is_full(&self, i: usize) -> bool {
        self.widths[i] + SLACK >= self.full
    }

    fn join(&self, lines: &[Block], joined: &mut [bool], full: &mut [bool]) {
        let mut starts = 0;
        for (i, full) in full.iter_mut().enumerate().take(lines.len()) {
            *full = self.runs_on(i) && self.widths[i] <= self.full + 2;
            let next = i + 1;
            if next < lines.len() && *full && self.goes_on(lines, starts, i) {
                joined[next] = true;
            } else {
                starts = next;
            }
        }
    }

    /// Whether the line below a full line goes on with its paragraph, which begins at `starts`.
    fn goes_on(&self, lines: &[Block], starts: usize, i: usize) -> bool {
        let (a, b) = (&lines[i], &lines[i + 1]);
        if b.gap > self.gap || self.indents && b.indent || is_set_apart(&lines[starts]) || is_set_apart(b) {
            return false;
        }
        if self.stripped {
            // A short unfinished line opens a paragraph; a line that is longer than first lines are goes on with one.
            let opens = self.is_first(i + 1) && !b.terminated;
            let inner = |block: &Block| block.chars.iter().any(|c| "。！？，,；;、".contains(*c));
            let speaks = surface(b);
            if opens || self.is_first(i) && i > starts || speaks.byline || speaks.credit || speaks.dateline.is_some() {
                return false;
            }
            return self.is_full(i + 1) || inner(b) || b.terminated;
        }
        // Where lines are blank-separated throughout, nothing but the words tells.
        let inner = |block: &Block| block.chars.iter().any(|c| "。！？，,；;".contains(*c));
        let ends = b.terminated || b.chars.iter().any(|c| matches!(c, '。' | '！' | '？')) || matches!(b.last(), '：' | ':');
        if !(self.is_full(i + 1) || ends) {
            return false;
        }
        if a.terminated && !self.indents && (opens_paragraph(&b.text) || matches!(b.first(), '“' | '"')) {
            return false;
        }
        // A heading as long as the column stands above its text.
        if i == starts && !self.indents && !inner(a) && opens_paragraph(&b.text) {
            return false;
        }
        let (above, below) = (surface(a), surface(b));
        let speaks = below.dateline.is_some() || below.byline || below.lead > 0 || below.credit || below.label || below.photo;
        !(speaks || above.byline || above.credit || above.label || above.table || below.table)
    }
}

/// Dressed as no line inside a paragraph is.
fn is_set_apart(block: &Block) -> bool {
    block.depth > 0 || block.bold || block.mark.is_some() || block.brackets == Brackets::Whole
}

/// The width that most lines nearly have, and how many have it.
fn fullest(widths: &[usize]) -> (usize, usize) {
    let mut counts = [0_usize; WIDEST + SLACK + 2];
    for width in widths.iter().filter(|w| **w <= WIDEST) {
        counts[*width] += 1;
    }
    (NARROWEST..=WIDEST)
        .map(|full| (full, counts[full - SLACK..=full].iter().sum::<usize>()))
        .fold((0, 0), |best, here| if here.1 >= best.1 { here } else { best })
}

fn sewn(lines: Vec<Block>, joined: &[bool], full: &[bool]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(lines.len());
    let mut texts: Vec<Option<String>> = Vec::with_capacity(lines.len());
    for (i, block) in lines.into_iter().enumerate() {
        let row = Row { line: block.line, span: block.span };
        match (out.last_mut(), texts.last_mut()) {
            (Some(above), Some(text)) if joined[i] => {
                sew(text.get_or_insert_with(|| above.raw.clone()), &block.raw);
                above.more.push(row);
                above.full = full[i];
            }
            _ => {
                texts.push(None);
                out.push(Block { full: full[i], ..block });
            }
        }
    }
    for (block, text) in out.iter_mut().zip(texts) {
        if let Some(text) = text {
            let (line, span, gap, indent, full) = (block.line, block.span, block.gap, block.indent, block.full);
            *block = Block { line, span, gap, indent, full, more: std::mem::take(&mut block.more), ..dress(&text) };
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::block::blocks;

    /// Text set in lines of `width` characters.
    fn set(text: &str, width: usize, indent: &str) -> String {
        let chars: Vec<char> = indent.chars().chain(text.chars()).collect();
        chars.chunks(width).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
    }

    const FIRST: &str =
        "今年开春以来，县里的三条老街先后修好了路面，沿街的铺子也换上了新招牌，来往的客商比往年多了两成，铺主们说，生意好做了。";
    const SECOND: &str =
        "街口卖豆腐的老两口把摊子搬进了屋里，每天凌晨两点起来磨豆子，天亮前头一锅豆腐就能卖完，中午还要再做一锅才够。";

    #[test]
    fn lines_of_a_column_are_one_paragraph() {
        for (width, indent) in [(14, "　　"), (18, "　　"), (22, ""), (27, "　　")] {
            let page = format!(
                "老街修好了\n{}\n{}\n豆腐卖到晌午\n{}\n{}\n本报记者 江晓白",
                set(FIRST, width, indent),
                set(SECOND, width, indent),
                set(SECOND, width, indent),
                set(FIRST, width, indent)
            );
            let found: Vec<String> = blocks(&page).into_iter().map(|b| b.text).collect();
            let want = ["老街修好了", FIRST, SECOND, "豆腐卖到晌午", SECOND, FIRST, "本报记者 江晓白"];
            assert_eq!(found, want, "{width}");
        }
    }

    #[test]
    fn a_lost_indent_still_opens_a_paragraph() {
        // 18 characters a line, first lines 16: the blanks were there when the lines were broken.
        let column: Vec<String> =
            [SECOND, FIRST, SECOND, FIRST].repeat(3).iter().map(|t| set(t, 18, "　　").replace("　　", "")).collect();
        let page = format!("老街修好了\n{}", column.join("\n"));
        let found: Vec<String> = blocks(&page).into_iter().map(|b| b.text).collect();
        let want: Vec<&str> = std::iter::once("老街修好了").chain([SECOND, FIRST, SECOND, FIRST].repeat(3)).collect();
        assert_eq!(found, want);
    }

    #[test]
    fn the_lines_of_a_block_are_known() {
        let page = format!("{}\n{}", set(FIRST, 18, "　　"), set(SECOND, 18, "　　"));
        let found = blocks(&page);
        let lines: Vec<u32> = found.iter().flat_map(|b| std::iter::once(b.line).chain(b.more.iter().map(|r| r.line))).collect();
        assert_eq!(lines, (1..=page.lines().count() as u32).collect::<Vec<_>>());
        for row in found.iter().flat_map(|b| &b.more) {
            assert!(page.lines().nth(row.line as usize - 1).is_some_and(|l| l == row.span.of(&page)));
        }
    }

    #[test]
    fn a_list_of_headlines_or_prices_is_no_column() {
        let heads = "市里新建十二座公园和两处球场\n".repeat(30);
        assert_eq!(blocks(&heads).len(), 30);
        let prices = "白菜  3.20  2.80  上涨两分钱\n".repeat(30);
        assert_eq!(blocks(&prices).len(), 30);
        let page = format!("标题在此\n\n{FIRST}\n\n{SECOND}\n\n{FIRST}\n\n{SECOND}");
        assert_eq!(blocks(&page).len(), 5);
    }
}
