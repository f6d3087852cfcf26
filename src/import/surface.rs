//! What can be said of a line on its own: about 120 yes/no observations, none of them about one paper.
//!
//! Lengths, ends, punctuation, digits and the trade vocabulary every Chinese newspaper has (电头, 摄, 核心提示, 责编, 版 …).
//! The observations are numbered in the order of their statements; their meaning is learned ([`super::roles`]).

use std::sync::OnceLock;

use regex::Regex;

use super::block::{Block, Brackets, closes, ends_sentence, is_digit, is_han};
use super::dateline::{Dateline, closing, dateline};
use super::edges::{hangs, never_begins, opens_paragraph};
use super::names::is_surname;
use super::signed::{Signed, signed};
use super::tally::Tally;

/// The observations of one line.
#[expect(clippy::struct_excessive_bools, reason = "independent observations, not a hidden state machine")]
#[derive(Debug, Clone, Default)]
pub struct Surface {
    /// Numbers of the observations that hold, ascending.
    pub on: Vec<u16>,
    /// It opens with a dateline (and is a paragraph, not a short line).
    pub dateline: Option<Dateline>,
    /// It starts as paragraphs do (今年, 近日, 为了 …).
    pub opens: bool,
    /// It is a signature line.
    pub signed: Option<Signed>,
    /// Byline by its form.
    pub byline: bool,
    /// Bytes of a lead label (核心提示) at its start, 0 for none.
    pub lead: usize,
    /// It ends in a photographer.
    pub photo: bool,
    /// It ends in a writer's signature in brackets.
    pub end_signed: bool,
    /// It looks like a row of a table.
    pub table: bool,
    /// It is `栏目 LANMU`.
    pub label: bool,
    /// It names a box that belongs to the article above (相关链接).
    pub boxed: bool,
    /// It is a photo credit and nothing else.
    pub credit: bool,
    /// It says where the text goes on (`（下转第四版）`), or is a picture's place in Markdown: nothing that can be read.
    pub turn: bool,
    /// It is `项目：…`, a row of a list of facts.
    pub entry: bool,
    /// It names the writer of text and pictures (文/图, 摄影报道).
    pub text_and_photo: bool,
}

/// How many observations there are.
pub fn width() -> usize {
    static WIDTH: OnceLock<usize> = OnceLock::new();
    *WIDTH.get_or_init(|| {
        let block = super::block::blocks("字").remove(0);
        let mut sheet = Sheet::default();
        observe(&block, &mut sheet);
        sheet.next as usize
    })
}

#[derive(Default)]
struct Sheet {
    next: u16,
    on: Vec<u16>,
}

impl Sheet {
    fn note(&mut self, holds: bool) {
        if holds {
            self.on.push(self.next);
        }
        self.next += 1;
    }

    /// One observation a class: `value` lies in the class between two edges.
    fn classes(&mut self, value: usize, edges: &[usize]) {
        for pair in edges.windows(2) {
            self.note(pair[0] <= value && value < pair[1]);
        }
    }
}

/// Observes one line. O(length).
pub fn surface(block: &Block) -> Surface {
    let mut sheet = Sheet { next: 0, on: Vec::with_capacity(32) };
    let mut out = observe(block, &mut sheet);
    out.on = sheet.on;
    out
}

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        fn $name() -> &'static Regex {
            static ONE: OnceLock<Regex> = OnceLock::new();
            ONE.get_or_init(|| Regex::new($text).expect("a fixed pattern"))
        }
    };
}

pattern!(
    page_reference,
    r"(?:详见|见|[.…·]{2,}|→|[下上][转接]|\s|[（(])\s*(?:本报)?\s*(?:第?\s*[A-Z]?[\d０-９一二三四五六七八九十]{1,2}\s*版|[A-Z]\d{1,2})[)）]?$|^[（(]?[上下][接转]"
);
pattern!(
    furniture,
    r"责任?编辑?|美编|版式|校对|编辑[/／:：]|主编|值班|组版|电话|热线|邮箱|(?i:e-?mail|http|www\.)|邮编|刊号|CN\d|订阅|信箱|投稿|@|零售|印刷|发行|星期[一二三四五六日天]|农历|\.(?:com|cn|png|jpg)|!\[|第?[A-Z]?\d{1,2}版|^[A-Z]\d{1,2}(?:\W|$)|[日晚晨]报(?:社)?$|二维码|出版|广告|数字报|[上下]一[版篇页]|返回(?:目录|首页|本版)"
);
pattern!(contact, r"^(?:联系)?(?:电话|时间|地点|地址|范围|咨询|热线|联系人|报名|主办|承办|邮箱|网址).{0,6}[:：]");
pattern!(weather, r"\d{1,2}\s*[℃°]|[晴阴][转间有]|多云|[东南西北]风.?\d级");
pattern!(salutation, r"^(?:尊敬的)?(?:编辑|记者|各位|广大|亲爱的|市民|读者|全[市县区]).{0,10}[:：]$");
pattern!(
    captioned,
    r"^(?:图为|图[①-⑳一二三四五12345][:：为]?|[左右上下大小题]图|资料图|这是|[↑◀▶▲↓←→])|[（(][图左右上下资料片]{1,3}[)）]"
);
pattern!(photo_end, r"(?:摄|摄影|供图|图片由.{2,16}提供|资料图片?[)）]?)[)）*]*$|^(?:摄影|图)\s*[/／:：]");
pattern!(photo_line, r"^(?:图片由|本[文版组]?(?:图片|照片))|^[（(]?资料图?片?[)）]?$|供图[)）]?$");
pattern!(both, r"文字?[/／]?图(?:[^片]|$)|文\s+.{2,6}\s*[摄图]|摄影报道|文[/／]摄|图[/／]?文");
pattern!(
    lead_label,
    r"^【?(?:核心提示|内容提要|内容提示|阅读提示|新闻提示|内容摘要|提要|导语|编者按|编者的话|开栏的话|要闻提示)】?[\s:：]*"
);
pattern!(
    box_label,
    r"^(?:(?:记者|编辑|本报|部门|专家|律师|医生|民警|读者|新闻|采访|相关|官方|当事人|单位)(?:调查|回访|手记|跟进|追踪|回复|回应|答复|点评|观察|感言|札记|走访|提醒|说法|解读|建议|支招|核实|背景|链接|延伸|名片|反馈)|延伸阅读|编后|编后语|短评|背景|名词解释|链接|回音壁|小贴士|温馨提示|人物名片|人物档案|数据说话|[\p{Han}]{2,4}链接)$"
);
pattern!(pinyin_label, r"^[\p{Han}“”‘’]{2,10}\s+[A-Z]{3,20}$");
pattern!(speaker, r"^(?:问|答|记者|主持人|[\p{Han}]{2,5})[:：]");
pattern!(
    notice_title,
    r"(?:通知|公告|声明|启事|通告|提示|公示|征集|致歉|讣告|简章|更\s*正|招\s*聘|招\s*租|转\s*让|鸣\s*谢|寻\s*人|遗\s*失)$"
);
pattern!(series, r"(?:[（(]\s*(?:之\s*)?[一二三四五六七八九十\d０-９①-⑳]{1,3}\s*[）)]|之[一二三四五六七八九十]{1,2}|[①-⑳])$");
pattern!(
    organisation,
    r"(?:局|公司|委员会|中心|医院|集团|学校|大学|学院|中学|小学|幼儿园|政府|办公室|办事处|编辑部|指挥部|俱乐部|服务部|大队|支队|银行|协会|学会|商会|联合会|工会|法院|检察院|派出所|管理[处站所]|供电所|商场|公园|图书馆|博物馆|文化馆|体育馆)(?:\s|\d|$)"
);
pattern!(date_end, r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日$");
pattern!(index_title, r"^(?:今日|本期|本版)?(?:导读|导览|索引|要目|目录|提要|看点)(?:\s|$)");
pattern!(
    turn,
    r"^[（(\[]?\s*(?:紧接|上接|下接|下转|上转|转|接)\s*(?:本报)?\s*第?\s*[A-Za-z]?[\d０-９一二三四五六七八九十]{1,3}\s*版.{0,3}[)）\]]?$|^!\[[^\]]*\]\([^)]*\)$"
);
pattern!(rule, r"^[-—=_*~·.\s\d版第A-Z/]+$");

/// Characters that names of columns are made of.
const COLUMN: &str = "速览要闻综合新闻民生社会动态速递服务来信聚焦快讯光影一线城事文化副刊热线健康教育经济市场三农本地身边人物法治短讯简讯连线基层生活话题关注深读时评观察社区国内国际声音视点专题专版导读区县港城时讯图说故事今日旅游消费科技体育财经理论评论论坛茶座广角扫描传真播报资讯讯息窗栏目角园地信箱问答连载便民公告示短波气象天气讲述随笔诗词书评街巷里弄镜头剪影纪事往事记忆言论连线夜话田野家园品味台谈";

#[expect(clippy::too_many_lines, reason = "a questionnaire is read top to bottom")]
fn observe(block: &Block, sheet: &mut Sheet) -> Surface {
    let text: &str = &block.text;
    let n = block.len();
    let short = n < 60;
    let head = text.char_indices().nth(70).and_then(|(at, _)| text.get(..at)).unwrap_or(text);
    let (first, last) = (block.first(), block.last());
    let count = |set: &str| block.chars.iter().filter(|c| set.contains(**c)).count();

    sheet.classes(n, &[1, 3, 5, 8, 12, 16, 20, 26, 33, 42, 60, 90, 160, usize::MAX]);
    let terminated = block.terminated;
    sheet.note(terminated);
    sheet.note(matches!(last, ',' | '，' | '、' | ';' | '；'));
    sheet.note(is_han(last));
    sheet.note(closes(last) && !terminated);
    sheet.note(matches!(last, ':' | '：'));
    sheet.note(is_digit(last));
    sheet.note(hangs(last));
    sheet.note(matches!(last, '?' | '？' | '!' | '！'));

    let tally = Tally::of(&block.chars);
    sheet.note(tally.commas == 0);
    sheet.note(tally.commas == 1);
    sheet.note(tally.commas >= 3);
    sheet.note(tally.stops_inside);
    sheet.note(tally.lists);
    let (inner_blank, wide_blanks) = blanks(head);
    sheet.note(inner_blank && n < 60);
    sheet.note(wide_blanks >= 2);
    sheet.note(tally.bars > 0 && head.contains(['|', '｜']));
    let table =
        wide_blanks >= 2 || short && is_row(text) || tally.bars + memchr::memchr_iter(b'\t', text.as_bytes()).count() >= 2;
    let digits = tally.digits as f64 / n as f64;
    sheet.note(digits > 0.05);
    sheet.note(digits > 0.2);
    sheet.note(digits > 0.4);
    sheet.note(head.as_bytes().windows(4).any(|w| w.iter().all(u8::is_ascii_alphabetic)));
    sheet.note(!tally.han);

    let opens = opens_paragraph(text);
    sheet.note(opens);
    sheet.note(never_begins(first));
    sheet.note(matches!(first, '“' | '"' | '「' | '《'));
    sheet.note(is_digit(first));
    for balance in [block.pairs.quotes, block.pairs.brackets, block.pairs.titles] {
        sheet.note(balance > 0);
        sheet.note(balance < 0);
    }

    let by = if short { signed(text) } else { None };
    let surname = |name: &str| name.chars().next().is_some_and(is_surname);
    let photo_only = by.as_ref().is_some_and(Signed::is_photo_only);
    let names_only = by.as_ref().is_some_and(|by| !by.titled && !by.reader && !by.text_credit && !photo_only);
    let byline = by.as_ref().is_some_and(|by| {
        !photo_only && (by.titled || by.text_credit && (by.verb_first || by.writers.iter().all(|name| surname(name)))) && n < 45
    });
    sheet.note(byline);
    sheet.note(names_only);
    sheet.note(names_only && by.as_ref().and_then(|by| by.writers.first()).is_some_and(|name| surname(name)));
    // Characters before a word.
    let before = |word: &str| head.find(word).and_then(|at| head.get(..at)).map(|before| before.chars().count());
    let reporter = if tally.has(&['记']) { before("记者") } else { None };
    let correspondent = if tally.has(&['通']) { before("通讯员") } else { None };
    sheet.note(reporter.is_some_and(|before| before + 2 <= 14));
    sheet.note(correspondent.is_some_and(|before| before + 3 <= 24));
    sheet.note(n <= 30 && (reporter.is_some() || correspondent.is_some()));
    let pictured = tally.has(&['摄', '图']);
    let photo = pictured && (short && photo_end().is_match(text) || ends_in_a_picture(&block.chars));
    let photo_line = n < 45 && tally.has(&['图', '照', '资']) && photo_line().is_match(text);
    let credit = n < 34 && (photo_only || photo_line);
    let text_and_photo = n < 45 && pictured && both().is_match(text) && !photo_line;
    sheet.note(photo);
    sheet.note(credit);
    sheet.note(text_and_photo);
    sheet.note(by.as_ref().is_some_and(|by| by.reader && n < 20));
    let dateline = dateline(text).filter(|d| n > 22 || d.len < text.len() && !d.writers.is_empty());
    sheet.note(dateline.is_some());
    sheet.note(dateline.as_ref().is_some_and(|d| !d.writers.is_empty()));
    let in_brackets = matches!(last, '）' | ')' | '】' | ']');
    let end_signed = (n > 25 || in_brackets) && !ends_sentence(last) && closing(text).is_some_and(|(_, by)| !by.is_photo_only());
    sheet.note(end_signed);
    let labelled = matches!(first, '【' | '核' | '内' | '阅' | '新' | '提' | '导' | '编' | '开' | '要');
    let lead = if labelled { lead_label().find(head).map_or(0, |m| m.end()) } else { 0 };
    sheet.note(lead > 0);
    sheet.note(lead > 0 && lead == text.len());
    let told = tally.has(&['（', '('])
        || matches!(
            first,
            '图' | '左'
                | '右'
                | '上'
                | '下'
                | '大'
                | '小'
                | '题'
                | '资'
                | '这'
                | '↑'
                | '◀'
                | '▶'
                | '▲'
                | '↓'
                | '←'
                | '→'
        );
    sheet.note(n < 90 && told && captioned().is_match(if n > 60 { text.get(..12).unwrap_or("") } else { text }));

    let pieces = if n < 90 { furniture().find_iter(text).count() } else { 0 };
    sheet.note(pieces >= 1 && n < 50);
    sheet.note(pieces >= 2 && n < 90);
    sheet.note(n < 45 && page_reference().is_match(text));
    sheet.note(n < 60 && text.contains(['℃', '°', '晴', '阴', '云', '级']) && weather().is_match(text));
    sheet.note(matches!(last, ':' | '：') && n <= 24 && salutation().is_match(text));
    sheet.note(n < 60 && contact().is_match(text));
    sheet.note(n < 40 && last == '日' && date_end().is_match(text));
    sheet.note((5..34).contains(&n) && organisation().is_match(text));
    let label = n < 32 && pinyin_label().is_match(text);
    sheet.note(label);
    let column = if n <= 8 { count(COLUMN) as f64 / n as f64 } else { 0.0 };
    sheet.note(n <= 8 && column >= 0.6);
    sheet.note(n <= 8 && column >= 0.99);
    sheet.note(n <= 12 && index_title().is_match(text));
    sheet.note(n > 10 && block.chars.iter().take(6).any(|c| matches!(c, ':' | '：')) && speaker().is_match(text));

    sheet.note(block.depth > 0);
    sheet.note(block.bold);
    sheet.note(block.italic);
    sheet.note(block.mark.is_some());
    sheet.note(block.brackets == Brackets::Whole);
    sheet.note(block.brackets == Brackets::Label);
    sheet.note(block.numbered);
    sheet.note(block.counted.is_some());
    sheet.note(block.dash);
    sheet.note(block.indent);
    sheet.note(block.raw.starts_with("![") || short && rule().is_match(&block.raw));
    sheet.note(n < 30 && notice_title().is_match(text));
    let turn = short && turn().is_match(&block.raw);
    sheet.note(turn);
    let entry = block.chars.iter().take(7).position(|c| matches!(c, ':' | '：')).is_some_and(|at| {
        (2..=6).contains(&at) && at + 1 < n && block.chars[..at].iter().all(|c| is_han(*c) || *c == '　' || *c == ' ')
    });
    sheet.note(entry);
    let boxed = n < 12 && box_label().is_match(text);
    sheet.note(boxed);
    sheet.note(n <= 6 && block.chars.iter().all(|c| is_han(*c)));
    sheet.note(ends_sentence(last) && n < 30);
    sheet.note(table);
    sheet.note(n < 40 && tally.has(&['版']) && digits > 0.0);
    sheet.note(n < 40 && tally.has(&['月']) && tally.has(&['年']) && digits > 0.1);
    sheet.note(n <= 16 && mirrored(&block.raw));
    let turned = |word: &&str| text.contains(*word);
    sheet.note(tally.has(&['转', '接']) && ["转第", "接第", "转A", "接A"].iter().any(turned));
    sheet.note(short && text.contains("http"));
    sheet.note(block.raw.starts_with('>'));
    // 宣汉“背篼邮局”见闻——: a kicker leads on to its headline.
    sheet.note(n < 40 && (text.ends_with("——") || text.ends_with("--")));
    // 走读围龙屋（之三）: the name of a series.
    sheet.note(n < 24 && series().is_match(text));

    Surface {
        on: Vec::new(),
        dateline,
        opens,
        signed: by,
        byline,
        lead,
        photo,
        end_signed,
        table,
        label,
        boxed,
        credit,
        turn,
        entry,
        text_and_photo,
    }
}

/// `菜心 2.60 上周 2.10`: cells with blanks between, at least two of them numbers and one of them a name.
fn is_row(text: &str) -> bool {
    let (mut numbers, mut names) = (0, 0);
    for cell in text.split([' ', '\u{3000}']).filter(|cell| !cell.is_empty()) {
        let unit = cell.trim_start_matches(|c: char| is_digit(c) || matches!(c, '.' | '．' | '-' | '~' | '—'));
        if unit.len() < cell.len() {
            numbers += usize::from(unit.chars().count() <= 3 && !unit.contains(['年', '月', '日', '版', '期', '时']));
        } else {
            names += 1;
        }
    }
    numbers >= 2 && names >= 1 && !text.ends_with(['。', '！', '？'])
}

/// `——栏目——`, `· 图说 ·`, `◇快讯◇`: the same symbols before and behind, no quotation marks and brackets.
fn mirrored(raw: &str) -> bool {
    let symbol = |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !"“”‘’《》（）()。！？!?，,、：:…".contains(c);
    let front: String = raw.chars().take_while(|c| symbol(*c)).collect();
    let back: String = raw.chars().rev().take_while(|c| symbol(*c)).collect();
    let pair =
        |a: char, b: char| a == b || matches!((a, b), ('【', '】') | ('『', '』') | ('「', '」') | ('[', ']') | ('〔', '〕'));
    match (front.chars().next(), back.chars().next()) {
        (Some(a), Some(b)) => pair(a, b) && front.chars().count() == back.chars().count() && front.len() < raw.len(),
        _ => false,
    }
}

/// Whether the last 24 characters end in a photographer or in what says that there is a picture.
fn ends_in_a_picture(chars: &[char]) -> bool {
    let tail = chars.get(chars.len().saturating_sub(24)..).unwrap_or(chars);
    tail.iter().any(|c| matches!(c, '摄' | '图')) && photo_end().is_match(&tail.iter().collect::<String>())
}

/// Whether a single blank stands between two words (标题 标题), and how many wide gaps there are.
fn blanks(head: &str) -> (bool, usize) {
    let word = |c: char| is_han(c) || matches!(c, '”' | '》' | '！' | '？' | '“' | '《') || is_digit(c);
    let (mut inner, mut wide, mut run) = (false, 0, 0);
    // The last two characters.
    let (mut before, mut last) = ('\n', '\n');
    for c in head.chars() {
        inner |= matches!(last, ' ' | '\u{3000}') && word(before) && word(c) && !(is_digit(before) && is_digit(c));
        if matches!(c, '\t' | '\u{3000}') {
            run += 2;
        } else if c == ' ' {
            run += 1;
        } else {
            wide += usize::from(run >= 2);
            run = 0;
        }
        (before, last) = (last, c);
    }
    (inner, wide)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::block::blocks;

    fn one(line: &str) -> Surface {
        surface(&blocks(line)[0])
    }

    #[test]
    fn trade_words_are_seen_in_their_place() {
        assert!(one("本报记者 江晓白 摄").credit);
        assert!(one("本文图片由本报记者江晓白摄").credit);
        assert!(!one("本文图片由本报记者江晓白摄").text_and_photo);
        assert!(one("本报记者 江晓白 文/图").text_and_photo);
        assert!(one("祝方舟 本报记者 张远帆").byline);
        assert!(one("速览 SULAN").label);
        assert_eq!(one("核心提示 春耕时节").lead, "核心提示 ".len());
        assert!(one("相关链接").boxed);
        assert!(!one("记者手记").byline);
    }

    #[test]
    fn rows_of_prices_and_results_are_seen_with_single_blanks_too() {
        for row in ["菜心 2.60 上周 2.10", "空心菜 1.8 前天 2.4 大白菜 1.2 前天 1.5", "南郊区　　9　　6　　8"]
        {
            assert!(one(row).table, "{row}");
        }
        for text in ["2010年 10月 21日 星期四", "菜心 涨了两角", "今年产菜 60 吨，去年 40 吨。"] {
            assert!(!one(text).table, "{text}");
        }
    }

    #[test]
    fn every_observation_has_a_number_below_the_width() {
        for line in ["■夜课堂", "今年,市里将有北美", "A02 要闻 2020年2月26日", "白菜  3.20  2.80"] {
            assert!(one(line).on.iter().all(|i| (*i as usize) < width()), "{line}");
        }
    }
}
