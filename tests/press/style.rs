//! House styles: what each mark means on a page, where bylines stand, which blanks are printed.

use super::chance::Chance;
use super::forms::{
    BYLINES, BYLINES_HELD, CLOSING, CLOSING_HELD, CREDITS, CREDITS_HELD, DATELINES, DATELINES_HELD, LEADS, LEADS_HELD,
};

/// How headings of one level are set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dress {
    Plain,
    Mark(char),
    Hash,
    Bold,
    Brackets,
    Number,
    BracketNumber,
    /// Counted in another way: 01　, A　, 壹　, 第一笔　, 镜头一：.
    Series(char),
}

/// One house style.
#[expect(clippy::struct_excessive_bools, reason = "independent habits of a paper")]
#[derive(Debug, Clone)]
pub struct Style {
    pub held_back: bool,
    pub markdown: bool,
    pub headline: Dress,
    pub subhead: Dress,
    pub marks: Vec<char>,
    pub section: Section,
    /// Depth of headlines and how much deeper sub-headings are; no system: any depth.
    pub depth: usize,
    pub step: usize,
    pub system: bool,
    pub section_depth: usize,
    pub bold_inside: bool,
    pub full_width: bool,
    pub full_digits: bool,
    pub indent: bool,
    pub gap: usize,
    pub head_gap: usize,
    pub picture_gap: bool,
    /// A gap below captions too.
    pub gap_below_picture: bool,
    pub byline_above: f64,
    pub byline: &'static str,
    pub closing_byline: &'static str,
    pub dateline: &'static str,
    pub dateline_share: f64,
    pub credit: &'static str,
    pub credit_glued: bool,
    pub italic_caption: bool,
    pub lead: &'static str,
    pub end_inline: &'static str,
    pub kicker: Kicker,
    pub header: bool,
    pub index: bool,
    pub cut: f64,
    pub repeat: f64,
    /// Characters of a line of a hard-wrapped column; 0 where paragraphs are whole.
    pub wrap: usize,
    pub column: Option<Column>,
    pub spaced_names: bool,
    /// What stands inside a spaced-out name.
    pub name_blank: &'static str,
    /// Share of headlines over two lines.
    pub two_line_heads: f64,
    /// Each line of a headline has the mark.
    pub mark_every_line: bool,
    /// Markdown pages: image lines and rules are left in.
    pub images: bool,
    pub rules: bool,
    pub section_share: f64,
    pub two_line_subheads: bool,
    pub interleaving: f64,
    pub paragraph_bullets: Option<char>,
    pub city: String,
}

/// A page whose lines are the lines of the printed columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// First lines of paragraphs are indented.
    pub indent: bool,
    /// They were, and the extractor has dropped the blanks: first lines are two characters short.
    pub stripped: bool,
    /// Blank lines between paragraphs.
    pub paragraph_gap: usize,
    /// Blank lines between all lines.
    pub line_gap: usize,
    /// Lines are counted in characters, without regard to digits and 避头尾.
    pub plain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kicker {
    Dash,
    Below,
    Above,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Pinyin,
    Brackets,
    Mark,
    Plain,
    Hash,
    HashPinyin,
    HashMark,
    Dots,
    Dash,
    Bar,
    Colon,
    Square,
    Mirror,
    Corners,
    Rule,
}

const MARKS: [char; 9] = ['■', '●', '◆', '□', '▲', '◎', '※', '▶', '▼'];
const MARKS_HELD: [char; 8] = ['★', '◇', '▌', '○', '►', '☆', '✦', '△'];

pub const CITIES: [&str; 24] = [
    "锦州",
    "辽阳",
    "成都",
    "常德",
    "温州",
    "临沂",
    "咸阳",
    "玉林",
    "兰州",
    "赣州",
    "保定",
    "曲靖",
    "柳州",
    "盐城",
    "新乡",
    "漳州",
    "牡丹江",
    "天水",
    "遵义",
    "包头",
    "襄阳",
    "芜湖",
    "海口",
    "喀什",
];

impl Style {
    #[expect(clippy::too_many_lines, reason = "one throw of the dice a trait, read top to bottom")]
    pub fn random(chance: &mut Chance, held_back: bool) -> Self {
        let c = chance;
        let mut marks: Vec<char> = if held_back { MARKS_HELD.to_vec() } else { MARKS.to_vec() };
        c.shuffle(&mut marks);
        let series = Dress::Series(*c.pick(&['A', '0', '壹', '第', '镜', '｜']));
        let family = c.weighted(&[38.0, 24.0, 24.0, 8.0, 6.0]);
        let (headline, subheads, markdown): (Dress, Vec<Dress>, bool) = match family {
            0 => (
                Dress::Plain,
                vec![
                    Dress::Plain,
                    Dress::Plain,
                    Dress::Plain,
                    Dress::Mark(marks[1]),
                    Dress::Number,
                    Dress::BracketNumber,
                    series,
                ],
                false,
            ),
            1 => (
                Dress::Mark(marks[0]),
                vec![
                    Dress::Plain,
                    Dress::Mark(marks[1]),
                    Dress::Mark(marks[1]),
                    Dress::Number,
                    Dress::BracketNumber,
                    Dress::Mark(marks[0]),
                    series,
                ],
                false,
            ),
            2 => (Dress::Hash, vec![Dress::Hash, Dress::Hash, Dress::Hash, Dress::Bold], true),
            3 => {
                let head = if c.one_in(0.5) { Dress::Plain } else { Dress::Brackets };
                (
                    head,
                    vec![Dress::Plain, if head == Dress::Plain { Dress::Brackets } else { Dress::Plain }, Dress::Mark(marks[1])],
                    false,
                )
            }
            _ => (Dress::Bold, vec![Dress::Plain, Dress::Bold, Dress::Mark(marks[1]), Dress::Number], true),
        };
        let section = match (markdown && headline == Dress::Hash, held_back) {
            (false, false) => *c.pick(&[
                Section::Pinyin,
                Section::Pinyin,
                Section::Brackets,
                Section::Mark,
                Section::Plain,
                Section::Plain,
                Section::Square,
                Section::Dash,
                Section::Dots,
                Section::Corners,
            ]),
            (false, true) => {
                *c.pick(&[Section::Mirror, Section::Rule, Section::Bar, Section::Colon, Section::Pinyin, Section::Plain])
            }
            (true, false) => {
                *c.pick(&[Section::Hash, Section::HashPinyin, Section::Hash, Section::HashMark, Section::Brackets, Section::Dash])
            }
            (true, true) => *c.pick(&[Section::Hash, Section::HashMark, Section::Mirror]),
        };
        let column = c.one_in(0.17).then(|| Column {
            indent: c.one_in(0.7),
            stripped: c.one_in(0.35),
            paragraph_gap: usize::from(c.one_in(0.2)),
            line_gap: usize::from(c.one_in(0.08)),
            plain: c.one_in(0.3),
        });
        let gap = match column {
            // Heads, captions and signatures of a column page stand close, or apart by a blank line.
            Some(column) => {
                if c.one_in(0.6) {
                    column.line_gap
                } else {
                    1
                }
            }
            None => [1, 0, 2][c.weighted(&[78.0, 14.0, 8.0])],
        };
        let list = |c: &mut Chance, train: &[&'static str], held: &[&'static str]| {
            if held_back { *c.pick(held) } else { *c.pick(train) }
        };
        Self {
            held_back,
            markdown,
            headline,
            subhead: *c.pick(&subheads),
            section,
            depth: *c.pick(&[1, 1, 2, 2, 3]),
            step: *c.pick(&[1, 1, 1, 2]),
            system: c.one_in(0.6),
            section_depth: *c.pick(&[1, 2, 2]),
            bold_inside: markdown && c.one_in(0.4),
            full_width: c.one_in(0.55),
            full_digits: c.one_in(0.06),
            indent: c.one_in(0.14),
            gap,
            head_gap: if c.one_in(0.7) { gap } else { gap + 1 },
            picture_gap: c.one_in(0.5),
            gap_below_picture: c.one_in(0.3),
            byline_above: *c.pick(&[1.0, 1.0, 0.0, 0.6, 0.6, 0.3]),
            byline: list(c, &BYLINES, &BYLINES_HELD),
            closing_byline: list(c, &CLOSING, &CLOSING_HELD),
            dateline: list(c, &DATELINES, &DATELINES_HELD),
            dateline_share: [0.0, 0.5, 0.85, 1.0][c.weighted(&[18.0, 17.0, 33.0, 32.0])],
            credit: list(c, &CREDITS, &CREDITS_HELD),
            credit_glued: c.one_in(0.4),
            italic_caption: c.one_in(0.3),
            lead: list(c, &LEADS, &LEADS_HELD),
            end_inline: if held_back {
                *c.pick(&["", "", " （记者 {a}）", "（{a}）", "（通讯员{a}）", "　□{a}", "（本报记者 {a} {b}）", "（{a} 文/图）"])
            } else {
                *c.pick(&[
                    "",
                    "",
                    "(记者{a})",
                    "（本报记者 {a}）",
                    "(本报记者 {a} 通讯员 {b})",
                    "（{a}）",
                    "（{a} {b}）",
                    "　　（{a}）",
                    "本报记者 {a}",
                    "【记者 {a}】",
                    "（记者 {a} 文/图）",
                    "　　□本报记者 {a}",
                ])
            },
            kicker: [Kicker::Dash, Kicker::Below, Kicker::Above, Kicker::None][c.weighted(&[4.0, 3.0, 4.0, 3.0])],
            header: c.one_in(0.45),
            index: c.one_in(0.2),
            cut: *c.pick(&[0.05, 0.12, 0.3, 0.5, 0.65]),
            repeat: *c.pick(&[0.0, 0.1, 0.25]),
            wrap: if column.is_some() { c.between(13, 30) } else { 0 },
            column,
            spaced_names: c.one_in(0.5),
            name_blank: *c.pick(&[" ", " ", "　", "  "]),
            two_line_heads: if column.is_some() { *c.pick(&[0.1, 0.3, 0.6]) } else { *c.pick(&[0.0, 0.0, 0.0, 0.05, 0.2, 0.6]) },
            mark_every_line: c.one_in(0.5),
            images: markdown && c.one_in(0.2),
            rules: markdown && c.one_in(0.2),
            section_share: *c.pick(&[0.0, 0.15, 0.3, 0.45]),
            two_line_subheads: c.one_in(0.12),
            interleaving: *c.pick(&[0.0, 0.5, 1.0, 1.0, 2.0]),
            paragraph_bullets: c.one_in(0.1).then(|| marks[3]),
            city: (*c.pick(&CITIES)).to_owned(),
            marks,
        }
    }
}
