//! House styles: what each mark means on a page, where bylines stand, which blanks are printed.

use super::chance::Chance;

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

const BYLINES: [&str; 26] = [
    "□记者 {a}",
    "本报记者 {a} 通讯员 {b} 文/摄",
    "{a} 文/图",
    "文/{a} 图/{x}",
    "作者：{a}",
    "本报记者　{a}　{b}",
    "■记者 {a} {b}",
    "{p}日报记者 {a}",
    "本报记者 {a}",
    "本报记者 {a}",
    "{c} 本报记者 {a}",
    "□本报记者 {a} 通讯员 {b}",
    "本报记者 {a} {b}",
    "●本报记者 {a}",
    "记者 {a}",
    "本报通讯员 {a}",
    "记者 {a} 通讯员 {b}",
    "◎本报记者 {a}",
    "*本报记者 {a}*",
    "本报首席记者 {a}",
    "（本报记者 {a}）",
    "全媒体记者 {a}",
    "记者 {a} {b} 通讯员 {c} 文/图",
    "文/图 本报记者 {a}",
    "文/本报记者 {a} 图/受访者提供",
    "本报记者 {a} 文 通讯员 {x} 图",
];
const BYLINES_HELD: [&str; 18] = [
    "撰稿/{a} 摄影/{x}",
    "◇本报记者 {a} 通讯员 {b}",
    "{a} 本报记者 {b} 文/图",
    "本报特约记者 {a}",
    "融媒体记者：{a} {b}",
    "文字/本报记者 {a}",
    "本报记者/{a}",
    "文/{a}",
    "■本报记者 {a} 实习生 {b}",
    "记者 {a}/文",
    "本报见习记者 {a}",
    "【本报记者 {a}】",
    "见习记者 {a} 记者 {b}",
    "□ {a}",
    "○记者 {a} 通讯员 {b}",
    "撰文 本报记者 {a}",
    "本报融媒体记者 {a} {b}",
    "记者{a} 通讯员{b}",
];
const CLOSING: [&str; 14] = [
    "（记者 {a} 通讯员 {b}）",
    "□{a}",
    "——{a}",
    "（本报记者　{a}）",
    "{a} 本报记者 {b} {c}",
    "（{a} {b}）",
    "{c} 本报记者 {a}",
    "本报记者 {a}",
    "(本报记者 {a})",
    "{a} {b}",
    "{c} 记者 {a}",
    "*本报记者 {a}*",
    "（{a}）",
    "记者 {a} 通讯员 {b}",
];
const CLOSING_HELD: [&str; 11] = [
    "（通讯员 {a} 记者 {b} 文/图）",
    "【{a}】",
    "□ {a} {b}",
    "（作者：{a}）",
    "({a} {b})",
    "(本报记者 {a} 通讯员 {b})",
    "（{a}）",
    "通讯员 {c} 记者 {a}",
    "本报记者/{a}",
    "{a}",
    "（通讯员 {b}）",
];
const DATELINES: [&str; 16] = [
    "本报讯 ",
    "本报讯 记者{a}报道 ",
    "本报讯(记者{a})",
    "本报讯（记者 {a} 通讯员 {b}）",
    "本报讯 (记者 {a}) ",
    "**本报讯** （记者 {a}） ",
    "新华社{p}{d}电(记者 {a} {b})",
    "据新华社{p}{d}电 ",
    "本报{p}{d}电 ",
    "本报讯 （通讯员 {b}）",
    "晨报讯（记者 {a}）",
    "（记者 {a}）",
    "本报讯 记者 {a} 通讯员 {b} ",
    "本报{p}{d}讯（记者 {a}）",
    "晚报讯 ",
    "【本报讯】",
];
const DATELINES_HELD: [&str; 11] = [
    "本报{p}讯 ",
    "{p}晚报讯(记者 {a})",
    "本报{d}讯 记者 {a}报道：",
    "商报讯 记者{a} ",
    "新华社{p}{d}电 ",
    "本报记者 {a} {p}报道 ",
    "日报讯(全媒体记者 {a})",
    "本报{p}{d}电 记者{a}报道：",
    "（本报记者 {a}）",
    "本报讯（见习记者{a} 通讯员{b}）",
    "{p}讯 ",
];
const CREDITS: [&str; 6] =
    ["本报记者 {a} 摄", "{a} 摄", "{a}摄影报道", "(本报记者 {a} 摄)", "本报记者 {a} 摄影", "通讯员 {a} 摄"];
const CREDITS_HELD: [&str; 6] = ["摄影/{a}", "图片由{a}提供", "{a}/摄", "(资料图)", "□ {a} 摄影", "（{a} 摄）"];
const LEADS: [&str; 6] = ["核心提示 ", "**核心提示** ", "阅读提示：", "编者按 ", "导语：", "核心提示："];
const LEADS_HELD: [&str; 5] = ["【核心提示】", "新闻提示 ", "【编者按】", "提要：", "开栏的话 "];

/// Names of columns.
pub const SECTIONS: [&str; 60] = [
    "速览",
    "图说",
    "港城时讯",
    "今日关注",
    "记者在一线",
    "要闻",
    "综合新闻",
    "民生",
    "社会",
    "县区动态",
    "区县速递",
    "便民服务",
    "读者来信",
    "海滨聚焦",
    "图片故事",
    "快讯",
    "光影",
    "聚焦",
    "一线",
    "城事",
    "文化",
    "副刊",
    "热线",
    "健康",
    "教育",
    "经济",
    "市场",
    "三农",
    "本地新闻",
    "身边",
    "人物",
    "法治",
    "短讯",
    "简讯",
    "微新闻",
    "连线基层",
    "新春走基层",
    "生活服务",
    "百姓话题",
    "关注",
    "深读",
    "时评",
    "经济观察",
    "社区",
    "街谈",
    "国内",
    "声音",
    "公告栏",
    "科技",
    "体育",
    "旅游",
    "消费提醒",
    "公益广告",
    "讲述",
    "田野",
    "江边夜话",
    "街坊",
    "民声",
    "服务台",
    "新闻速读",
];
const FIELDS: [&str; 36] = [
    "民生", "社会", "文化", "市场", "健康", "教育", "法治", "三农", "社区", "便民", "信息", "气象", "生活", "经济", "城乡",
    "基层", "读者", "百姓", "旅游", "消费", "科技", "体育", "人物", "非遗", "文艺", "小说", "诗歌", "历史", "影像", "招聘",
    "通知", "出行", "乡村", "校园", "警务", "政务",
];
const FRAMES: [&str; 34] = [
    "窗", "台", "角", "广角", "聚焦", "播报", "速递", "快报", "短波", "问答", "连载", "公告", "信箱", "纪事", "观察", "视点",
    "漫步", "家园", "天地", "大观", "服务", "资讯", "在线", "追踪", "故事", "记忆", "随笔", "镜头", "速写", "评弹", "论坛",
    "之声", "驿站", "集锦",
];

/// The name of a column: a known one, one put together as papers do (气象窗, 民生问答, 珠源时评), or two words by themselves.
pub fn section_name(chance: &mut Chance, city: &str) -> String {
    match chance.below(10) {
        0..5 => (*chance.pick(&SECTIONS)).to_owned(),
        5..8 => format!("{}{}", chance.pick(&FIELDS), chance.pick(&FRAMES)),
        8 => format!("{city}{}", chance.pick(&["时评", "夜话", "记忆", "人家", "纪事", "快讯", "影像", "新事", "街巷", "诗页"])),
        _ => (*chance.pick(&[
            "田园",
            "山水间",
            "闲话",
            "灯下",
            "行走",
            "味道",
            "乡愁",
            "晒台",
            "四面八方",
            "一地一事",
            "你问我答",
            "微光",
            "新语",
            "有话说",
            "旧闻新读",
        ]))
        .to_owned(),
    }
}

/// Pinyin of the last two characters, for labels like `速览 SULAN`; only for these.
pub const PINYIN: [(&str, &str); 22] = [
    ("速览", "SULAN"),
    ("图说", "TUSHUO"),
    ("港城时讯", "SHIXUN"),
    ("今日关注", "GUANZHU"),
    ("记者在一线", "YIXIAN"),
    ("要闻", "YAOWEN"),
    ("综合新闻", "XINWEN"),
    ("民生", "MINSHENG"),
    ("社会", "SHEHUI"),
    ("县区动态", "DONGTAI"),
    ("聚焦", "JUJIAO"),
    ("健康", "JIANKANG"),
    ("教育", "JIAOYU"),
    ("经济", "JINGJI"),
    ("市场", "SHICHANG"),
    ("法治", "FAZHI"),
    ("深读", "SHENDU"),
    ("时评", "SHIPING"),
    ("社区", "SHEQU"),
    ("光影", "GUANGYING"),
    ("短讯", "DUANXUN"),
    ("人物", "RENWU"),
];

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
        let family = c.weighted(&[38.0, 24.0, 24.0, 8.0, 6.0]);
        let (headline, subheads, markdown): (Dress, Vec<Dress>, bool) = match family {
            0 => (
                Dress::Plain,
                vec![Dress::Plain, Dress::Plain, Dress::Plain, Dress::Mark(marks[1]), Dress::Number, Dress::BracketNumber],
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
