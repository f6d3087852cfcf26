//! What happens to text between the page and its extraction: paragraphs cut by columns, things left in the cuts, repetitions, losses.

use yuebao::corpus::Role;

use super::chance::Chance;
use super::printing::column_lines;
use super::setting::{Line, Printed, Setter, name};
use super::stock::sentences;
use super::style::{Column, Style};

/// Where a paragraph is cut; never where a sentence ends, which would be no cut to the eye.
fn cut_at(chance: &mut Chance, chars: &[char]) -> Option<usize> {
    let n = chars.len();
    let kind = chance.unit();
    let at = if kind < 0.19 {
        n - chance.between(2, 5)
    } else if kind < 0.32 {
        chance.between(8, 22)
    } else {
        chance.between(10, n - 6)
    };
    (at < n && !"。！？!?”」…’".contains(chars[at - 1])).then_some(at)
}

/// A column ends where one of its lines ends.
pub fn line_end(chance: &mut Chance, style: &Style, column: Column, text: &str, first: bool) -> Option<usize> {
    let indent = usize::from(column.indent && first) * 2;
    let whole: String = "　".repeat(indent) + text;
    let lines = column_lines(&whole, style.wrap, column);
    if lines.len() < 2 {
        return None;
    }
    let many = chance.between(1, lines.len() - 1);
    let at = lines[..many].iter().map(|l| l.chars().count()).sum::<usize>() - indent;
    (at > 0).then_some(at)
}

fn is_table(text: &str) -> bool {
    text.contains("  ") || text.contains('\t') || text.contains("　　")
}

/// Cuts the paragraphs of an article; `interrupt` says what is printed inside a cut.
pub fn cut(
    chance: &mut Chance,
    style: &Style,
    article: &Printed,
    mut interrupt: impl FnMut(&mut Chance) -> Vec<Line>,
) -> Vec<Line> {
    let mut out = Vec::new();
    for line in &article.body {
        let chars: Vec<char> = line.text.chars().collect();
        let prose = matches!(line.role, Role::Body | Role::Lead) && chars.len() > 40 && !is_table(&line.text);
        let at = if prose && chance.one_in(style.cut) {
            match style.column {
                Some(column) => line_end(chance, style, column, &line.text, !line.continues),
                None => cut_at(chance, &chars),
            }
        } else {
            None
        };
        let Some(at) = at else {
            out.push(line.clone());
            continue;
        };
        let (head, tail) = chars.split_at(at);
        let mut tail = tail.to_vec();
        if chance.one_in(style.repeat) {
            let k = *chance.pick(&[1, 1, 1, 2]);
            let repeated = &head[head.len() - k..];
            if repeated.iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c)) {
                tail = repeated.iter().copied().chain(tail).collect();
            }
        }
        out.push(Line { text: head.iter().collect(), ..line.clone() });
        if chance.one_in(0.035) {
            // Lost for good, or on another page.
            if chance.one_in(0.4)
                && let Some(last) = out.last_mut()
            {
                let page = *chance.pick(&["二", "三", "四", "2", "3", "04", "A3"]);
                last.text = format!("{}（下转第{page}版）", last.text);
            }
            continue;
        }
        if chance.one_in(0.3) {
            out.extend(interrupt(chance));
        }
        let mut rest = vec![tail.clone()];
        if style.column.is_none() && tail.len() > 70 && chance.one_in(0.2) {
            let second = chance.between(16, tail.len() - 16);
            if !"。！？!?”".contains(tail[second - 1]) {
                rest = vec![tail[..second].to_vec(), tail[second..].to_vec()];
            }
        }
        for piece in rest {
            out.push(Line { text: piece.iter().collect(), continues: true, gap: style.gap, ..line.clone() });
        }
    }
    out
}

/// Page numbers, running feet, addresses and other strays.
pub fn stray(chance: &mut Chance, setter: &Setter<'_>) -> Vec<Line> {
    let text = match chance.below(16) {
        0 => format!("第{}版", chance.between(1, 12)),
        1 => format!("A{:02}", chance.between(1, 16)),
        2 => "下转第三版".to_owned(),
        3 => "(下转第2版)".to_owned(),
        4 => format!("http://epaper.example.com/{}", chance.between(1, 999)),
        5 => "广告".to_owned(),
        6 => format!("· {} ·", chance.between(1, 24)),
        7 => "新闻热线：0416-3456789".to_owned(),
        8 => format!("{}日报", setter.style.city),
        9 => "更多内容扫二维码".to_owned(),
        10 => "———".to_owned(),
        11 => format!("-{}-", chance.between(1, 20)),
        12 => format!("{:02}", chance.between(1, 16)),
        13 => format!("{}版", chance.between(1, 16)),
        14 => format!("{:02}/{:02}", 4, 5),
        _ => format!("（上接第{}版）", chance.between(1, 8)),
    };
    vec![setter.line(setter.width(&text), Role::Other, 0)]
}

/// A rule between articles, an image line: what Markdown converters leave.
pub fn leftover(chance: &mut Chance, setter: &Setter<'_>) -> Line {
    let text = match chance.below(3) {
        0 => "---".to_owned(),
        1 => "***".to_owned(),
        _ => format!("![](images/{}.jpg)", chance.between(1, 99)),
    };
    setter.line(text, Role::Other, 0)
}

/// Running head: date, page, editors, address.
pub fn header(chance: &mut Chance, setter: &Setter<'_>) -> Vec<Line> {
    let style = setter.style;
    let city = &style.city;
    let day = format!("20{:02}年{}月{}日", chance.between(3, 24), chance.between(1, 12), chance.between(1, 28));
    let weekday = *chance.pick(&["一", "二", "三", "四", "五", "六", "日"]);
    let (p, q) = (name(chance, style), name(chance, style));
    let page = chance.between(1, 16);
    let lines = match chance.below(9) {
        0 => vec![format!("{day} 星期{weekday} 责编：{p} 美编：{q}")],
        1 => vec![format!("{city}日报 要闻 A{page}"), day],
        2 => vec![format!("A{page} 综合"), format!("编辑/{p} 版式/{q} 校对/{}", name(chance, style))],
        3 => vec!["![logo](/static/logo.png)".to_owned()],
        4 => vec![format!("{city}日报社出版 国内统一刊号CN21-00{}", chance.between(10, 99))],
        5 => vec![format!("责任编辑 {p} 电话 0416-{} E-mail:news@example.com", chance.between(2_000_000, 3_999_999))],
        6 => vec![format!("{page} 版 {} {day} 星期{weekday}", *chance.pick(&super::labels::SECTIONS))],
        7 => vec![format!("{city}晚报　{day}　星期{weekday}　第{page:02}版"), format!("本版编辑 {p}")],
        _ => vec![format!("{day} 星期{weekday} 农历正月十四 今日8版")],
    };
    lines.into_iter().map(|text| setter.line(setter.width(&text), Role::Other, 0)).collect()
}

/// Weather box.
pub fn weather(chance: &mut Chance, setter: &Setter<'_>) -> Vec<Line> {
    let (low, high) = (chance.between(0, 14), chance.between(15, 33));
    let all: Vec<String> = match chance.below(4) {
        0 => vec![format!("今日天气：晴转多云 {low}℃~{high}℃ 西南风3级")],
        1 => vec![format!("天气 多云 最高{high}℃ 最低{low}℃ 北风4级")],
        2 => vec![format!("明日：小雨转阴 {low}~{high}℃")],
        _ => vec![format!("今天白天到夜间 多云间晴 {low}℃到{high}℃ 偏北风2到3级")],
    };
    all.into_iter().map(|text| setter.line(setter.width(&text), Role::Other, 0)).collect()
}

/// A pulled quotation: what somebody says in the text, set apart from it like a heading.
fn pulled(chance: &mut Chance, printed: &[Line]) -> Vec<Line> {
    let mut said: Vec<(String, &Line)> = Vec::new();
    for line in printed.iter().filter(|l| l.role == Role::Body) {
        for piece in line.text.split('“').skip(1) {
            let Some((words, _)) = piece.split_once('”') else { continue };
            if (8..40).contains(&words.chars().count()) {
                said.push((words.to_owned(), line));
            }
        }
    }
    if said.is_empty() {
        return Vec::new();
    }
    let (words, line) = chance.pick(&said).clone();
    let text = match chance.below(5) {
        0 | 1 => format!("“{words}”"),
        2 => format!("**“{words}”**"),
        3 => format!("> {words}"),
        _ => words,
    };
    vec![Line { text, role: Role::Duplicate, article: line.article, continues: false, gap: line.gap }]
}

/// Second copies of sentences, paragraphs and headlines printed so far.
pub fn copies(chance: &mut Chance, printed: &[Line], most: usize) -> Vec<Line> {
    if chance.one_in(0.2) {
        return pulled(chance, printed);
    }
    let bodies: Vec<&Line> = printed.iter().filter(|l| l.role == Role::Body && l.text.chars().count() > 25).collect();
    if bodies.is_empty() {
        return Vec::new();
    }
    let start = chance.below(bodies.len());
    let whole = chance.one_in(0.6);
    let copy = |chance: &mut Chance, line: &Line| {
        let all: Vec<String> = sentences(&line.text).into_iter().filter(|s| s.chars().count() >= 14).collect();
        let text = if whole || all.is_empty() { line.text.clone() } else { chance.pick(&all).clone() };
        Line { text, role: Role::Duplicate, article: line.article, continues: false, gap: line.gap }
    };
    let count = chance.between(1, most);
    bodies.iter().skip(start).take(count).map(|line| copy(chance, line)).collect()
}
