//! One printed page: articles of one house style, damaged, with the truth of every line.

use yuebao::corpus::Role;

use super::abreast::abreast;
use super::chance::Chance;
use super::damage::{copies, cut, header, leftover, stray, weather};
use super::labels::{PINYIN, section_name};
use super::setting::{Line, Printed, Setter, name};
use super::stock::{self, Stock};
use super::style::{Section, Style};

/// The truth of one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// From 1.
    pub line: u32,
    pub role: Role,
    /// Number of the article.
    pub article: Option<u32>,
    pub continues: bool,
}

/// The truth of one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    pub id: u32,
    pub headline: String,
    pub authors: Vec<String>,
}

/// A printed page.
#[derive(Debug, Clone)]
pub struct Page {
    pub text: String,
    pub lines: Vec<Truth>,
    pub articles: Vec<Known>,
}

/// Prints pages.
#[derive(Debug)]
pub struct Press {
    stock: Vec<Stock>,
    headings: Vec<String>,
    held_back: bool,
}

impl Press {
    /// A press for training, or one of held-back styles and texts.
    pub fn new(held_back: bool) -> Self {
        let stock = stock::share(&stock::read(), held_back);
        let headings = stock::headings(&stock);
        Self { stock, headings, held_back }
    }

    /// The page of a seed.
    pub fn page(&self, seed: u64) -> Page {
        let mut chance = Chance::new(seed);
        let style = Style::random(&mut chance, self.held_back);
        let setter = Setter {
            style: &style,
            stock: &self.stock,
            headings: &self.headings,
            used: Vec::new(),
            next_id: 0,
            city: style.city.clone(),
        };
        compose(&mut chance, setter)
    }
}

/// A label of the page's make; `name` where the column says what it holds.
fn section(chance: &mut Chance, setter: &Setter<'_>, name: Option<&str>) -> Line {
    let style = setter.style;
    let known = name.is_some();
    let mut name = name.map_or_else(|| section_name(chance, &style.city), str::to_owned);
    if chance.one_in(0.06) {
        // One of a series: 走读围龙屋（之三）.
        let numeral = *chance.pick(&["一", "二", "三", "四", "五", "六", "十二"]);
        let number = match chance.below(5) {
            0 => format!("（{numeral}）"),
            1 => format!("之{numeral}"),
            2 => (*chance.pick(&["①", "②", "③", "⑤", "⑧"])).to_owned(),
            3 => format!("({})", chance.between(1, 20)),
            _ => format!("（之{numeral}）"),
        };
        name.push_str(&setter.width(&number));
    }
    let (mut named, pinyin) = *chance.pick(&PINYIN);
    if known {
        named = &name;
    }
    let hash = "#".repeat(style.section_depth);
    let mark = style.marks[2];
    let text = match style.section {
        Section::Pinyin => format!("{named} {pinyin}"),
        Section::Brackets => format!("【{name}】"),
        Section::Mark => format!("{mark}{}{name}", chance.pick(&["", " "])),
        Section::Plain => name.clone(),
        Section::Hash => format!("{hash} {name}"),
        Section::HashPinyin => format!("{hash} {}{named} {pinyin}", *chance.pick(&["", "■ "])),
        Section::HashMark => format!("{hash} {} {name}", chance.pick(&["✉", "■", "◆", "▌", "☀"])),
        Section::Dots => format!("· {name} ·"),
        Section::Dash => format!("——{name}——"),
        Section::Bar => format!("｜{name}｜"),
        Section::Colon => format!("▼{name}"),
        Section::Square => format!("[{name}]"),
        Section::Mirror => format!("{mark}{name}{mark}"),
        Section::Corners => format!("『{name}』"),
        Section::Rule => format!("—— {name} ——"),
    };
    Line { gap: style.head_gap, ..setter.line(text, Role::Section, 0) }
}

/// 导读: headlines of this page, alone or with a page number.
fn index(chance: &mut Chance, setter: &Setter<'_>, articles: &[Printed]) -> Vec<Line> {
    let mut out = vec![setter.line(
        (*chance.pick(&["导读", "今日导读", "【导读】", "导读 DAODU", "■导读", "要目"])).to_owned(),
        Role::Section,
        0,
    )];
    let count = chance.between(2, 4);
    let here = chance.one_in(0.5);
    for _ in 0..count {
        let article = chance.pick(articles);
        let heading = if here { article.headline.clone() } else { setter.width(chance.pick::<String>(setter.headings)) };
        let page = chance.between(2, 16);
        let plain = here && chance.one_in(0.5) && !out.iter().any(|l| l.text == heading);
        if plain {
            out.push(setter.line(heading, Role::Duplicate, article.id));
        } else {
            let end = match chance.below(5) {
                0 => format!(" 详见{page}版"),
                1 => format!("……{page}版"),
                2 => format!(" A{page:02}"),
                3 => format!(" →{page}版"),
                _ => format!("（见第{page}版）"),
            };
            out.push(setter.line(setter.width(&format!("{}{heading}{end}", *chance.pick(&["· ", "", "▲"]))), Role::Other, 0));
        }
    }
    out
}

#[expect(clippy::too_many_lines, reason = "one page from top to bottom")]
fn compose(chance: &mut Chance, mut setter: Setter<'_>) -> Page {
    let style = setter.style.clone();
    let mut out: Vec<Line> = Vec::new();
    if style.header && chance.one_in(0.8) {
        out.extend(header(chance, &setter));
    }
    let count = chance.between(4, 10);
    let mut articles: Vec<Printed> = Vec::new();
    for i in 0..count {
        let feature = i == 0 && chance.one_in(0.5);
        articles.extend(setter.article(chance, feature));
    }
    let mut known: Vec<Known> =
        articles.iter().map(|a| Known { id: a.id as u32, headline: a.headline.clone(), authors: a.authors.clone() }).collect();
    let originals = articles.clone();
    // Columns of small matter, each above the article of its number; behind all where the number is too large.
    let mut columns: Vec<(usize, Vec<Line>)> = Vec::new();
    for _ in 0..[0, 1, 2][chance.weighted(&[6.0, 3.5, 0.5])] {
        let style = style.clone();
        let city = setter.city.clone();
        let label = |chance: &mut Chance, name: Option<&str>| {
            let setter = Setter { style: &style, stock: &[], headings: &[], used: Vec::new(), next_id: 0, city: city.clone() };
            section(chance, &setter, name)
        };
        let column = setter.small_matter(chance, &label);
        known.extend(column.known);
        columns.push((chance.between(1, articles.len() + 1), column.lines));
    }
    if style.index {
        out.extend(index(chance, &setter, &originals));
    }
    if chance.one_in(0.12) {
        out.extend(weather(chance, &setter));
    }
    let mut stray_section: Vec<(usize, Vec<Line>)> = Vec::new();
    for i in 0..articles.len() {
        for (_, lines) in columns.iter_mut().filter(|(at, _)| *at == i) {
            out.append(lines);
        }
        let article = articles[i].clone();
        if article.heads.is_empty() && article.body.is_empty() {
            continue;
        }
        let bare = ["photo", "letter", "notice", "list", "poem", "qa"].contains(&article.kind.as_str());
        if chance.one_in(if bare { style.section_share.max(0.55) } else { style.section_share }) {
            out.push(section(chance, &setter, None));
        }
        let before = out.clone();
        let mut body = cut(chance, &style, &article, |chance| interruption(chance, &setter, &article, &originals, &before));
        // A section of a feature stands further down, after other articles.
        let subs: Vec<usize> =
            (2..body.len()).filter(|j| body[*j].role == Role::Subhead && body[*j - 1].role != Role::Subhead).collect();
        if subs.len() >= 2 && chance.one_in(0.16 * style.interleaving) && i + 1 < articles.len() {
            // The last section, or the last two one by one.
            let two = subs.len() >= 3 && chance.one_in(0.4);
            let mut at = i + *chance.pick(&[1, 1, 2, 3, 5]);
            let mut parts = vec![body.split_off(subs[subs.len() - 1])];
            if two {
                parts.insert(0, body.split_off(subs[subs.len() - 2]));
            }
            for mut away in parts {
                if chance.one_in(0.4) {
                    // Its heading looks like the headlines around it.
                    let bare: String =
                        away[0].text.trim_matches(|c: char| !c.is_alphanumeric() && !"“”《》（）".contains(c)).into();
                    away[0].text = setter.dressed(chance, &bare, style.headline, style.depth, 1);
                }
                stray_section.push((at, away));
                at += chance.below(2);
            }
        }
        let mut heads = article.heads.clone();
        if i + 1 < articles.len() {
            interleave(chance, &style, &setter, &mut body, &mut heads, &mut articles, i);
        }
        let labelled = out.last().is_some_and(|l| l.role == Role::Section);
        if labelled && ["letter", "qa"].contains(&article.kind.as_str()) && chance.one_in(0.2) {
            // 来信 or 你问我答 over it says enough.
            heads.retain(|l| l.role == Role::Byline);
        }
        if chance.one_in(0.035) && body.len() >= 2 {
            // Headline lost altogether.
            heads.retain(|l| l.role == Role::Byline);
            if chance.one_in(0.5) {
                // Another article's headline is printed in its place.
                let other = chance.pick(&originals[..=i]);
                let copy = other.heads.iter().find(|l| l.role == Role::Headline && out.iter().any(|o| o.text == l.text));
                heads.splice(0..0, copy.map(|l| Line { role: Role::Duplicate, ..l.clone() }));
            }
        }
        if let Some(first) = body.iter_mut().find(|l| l.role == Role::Body && !l.continues)
            && chance.one_in(0.015)
        {
            first.text = format!("{}{}", *chance.pick(&["（上接第一版）", "(上接第1版)", "（上接A1版）"]), first.text);
        }
        if style.rules && i > 0 && chance.one_in(0.6) {
            out.push(setter.line("---".to_owned(), Role::Other, 0));
        }
        let had_heads = !heads.is_empty();
        out.extend(heads);
        if had_heads && chance.one_in(0.1) && !body.is_empty() {
            out.extend(setter.caption(chance, &article));
        }
        let mut after_first = chance.one_in(0.08);
        for line in body {
            let ends = line.role == Role::Body;
            out.push(line);
            if ends && style.images && chance.one_in(0.12) {
                out.push(leftover(chance, &setter));
            }
            if ends && after_first && chance.one_in(0.5) {
                out.extend(setter.caption(chance, &article));
                after_first = false;
            }
        }
        let (ready, later): (Vec<_>, Vec<_>) = stray_section.into_iter().partition(|(at, _)| *at <= i);
        stray_section = later;
        out.extend(ready.into_iter().flat_map(|(_, lines)| lines));
        if chance.one_in(0.035) {
            let other = chance.pick(&originals[..=i]);
            out.extend(
                other
                    .heads
                    .iter()
                    .filter(|l| l.role == Role::Headline && out.iter().any(|o| o.text == l.text))
                    .map(|l| Line { role: Role::Duplicate, ..l.clone() })
                    .collect::<Vec<_>>(),
            );
        }
        if chance.one_in(0.035) {
            let lines = copies(chance, &out, 3);
            out.extend(lines);
        }
        if chance.one_in(0.025) {
            out.extend(stray(chance, &setter));
        }
        if chance.one_in(0.02) {
            out.extend(weather(chance, &setter));
        }
    }
    out.extend(stray_section.into_iter().flat_map(|(_, lines)| lines));
    out.extend(columns.into_iter().flat_map(|(_, lines)| lines));
    if style.header && chance.one_in(0.4) {
        out.extend(header(chance, &setter));
    }
    if chance.one_in(0.18) {
        let text = foot(chance, &setter);
        out.push(setter.line(setter.width(&text), Role::Other, 0));
    }
    inside_cuts(chance, &style, &mut out);
    super::printing::print(chance, &style, out, known)
}

/// The line at the foot of a page: editors, address, price, printer.
fn foot(chance: &mut Chance, setter: &Setter<'_>) -> String {
    let city = &setter.style.city;
    let road = *chance.pick(&["人民街1号", "文化西路", "解放路128号", "滨河大道", "建设路", "中山北路"]);
    let blank = *chance.pick(&[" ", "　", "　　"]);
    let post = chance.between(100_000, 859_999);
    match chance.below(9) {
        0 => "本版编辑 王小满 李一鸣".to_owned(),
        1 => "新闻热线：0416-3456789 投稿邮箱：news@example.com".to_owned(),
        2 => format!("印刷：{city}日报印务有限公司"),
        3 => "责编 刘远 美编 周立".to_owned(),
        4 => format!("本报地址：{city}市{road}{blank}邮政编码：{post}{blank}每月定价：{}元", chance.between(8, 40)),
        5 => format!("社址：{road}{blank}邮编：{post}{blank}广告部：{}", chance.between(2_000_000, 8_999_999)),
        6 => format!("{city}报业集团主办{blank}零售每份{}角{blank}昨日本报{}时开印", chance.between(3, 9), chance.between(1, 4)),
        7 => format!("订阅电话 {}{blank}发行投诉 {}", chance.between(2_000_000, 8_999_999), chance.between(2_000_000, 8_999_999)),
        _ => format!("本报常年法律顾问 {city}正大律师事务所{blank}{}", name(chance, setter.style)),
    }
}

/// Headlines of whatever follows, met by the extractor inside the last cut before their text; deck and byline come along or stay.
fn inside_cuts(chance: &mut Chance, style: &Style, out: &mut Vec<Line>) {
    let is_head = |l: &Line| matches!(l.role, Role::Headline | Role::Kicker | Role::Byline);
    let mut from = 1;
    while let Some(at) = (from..out.len()).find(|i| is_head(&out[*i]) && out[*i].article != out[*i - 1].article) {
        let article = out[at].article;
        let end = (at..out.len()).find(|i| !is_head(&out[*i]) || out[*i].article != article).unwrap_or(out.len());
        from = end.max(at + 1);
        let cuts: Vec<usize> = (at.saturating_sub(9).max(1)..at)
            .filter(|j| out[*j].continues && out[*j].role == Role::Body && out[*j].article != article && out[*j].article > 0)
            .collect();
        let headed = out[at..end].iter().any(|l| l.role == Role::Headline);
        if cuts.is_empty() || !headed || !chance.one_in(0.13 * style.interleaving) {
            continue;
        }
        let cut = *chance.pick(&cuts);
        let heads: Vec<Line> = out.drain(at..end).collect();
        let alone = chance.one_in(0.5);
        let (moved, left): (Vec<Line>, Vec<Line>) =
            heads.into_iter().partition(|l| !alone && l.role != Role::Byline || l.role == Role::Headline);
        out.splice(at..at, left);
        out.splice(cut..cut, moved);
    }
}

/// What stands inside a cut paragraph.
fn interruption(chance: &mut Chance, setter: &Setter<'_>, article: &Printed, all: &[Printed], printed: &[Line]) -> Vec<Line> {
    match chance.weighted(&[48.0, 14.0, 10.0, 12.0, 8.0, 5.0]) {
        0 => setter.caption(chance, article),
        1 => stray(chance, setter),
        2 => copies(chance, printed, 1),
        3 => {
            let other = chance.pick(all);
            // The copy that stands over its own text is the original; this one is not.
            let head = other.heads.iter().find(|l| l.role == Role::Headline);
            head.filter(|_| other.id != article.id)
                .map(|l| Line { role: Role::Duplicate, gap: setter.style.gap, ..l.clone() })
                .into_iter()
                .collect()
        }
        4 => {
            let other = chance.pick(all).clone();
            setter.caption(chance, &other)
        }
        _ => {
            let (text, _) = setter.fill(chance, setter.style.credit);
            vec![setter.line(setter.width(&text), Role::Credit, article.id)]
        }
    }
}

/// The next article's headline, or all of it, stands inside this one.
fn interleave(
    chance: &mut Chance,
    style: &Style,
    setter: &Setter<'_>,
    body: &mut Vec<Line>,
    heads: &mut Vec<Line>,
    articles: &mut [Printed],
    i: usize,
) {
    let next = i + 1;
    if articles[next].heads.is_empty() {
        return;
    }
    let cuts: Vec<usize> = (2..body.len()).filter(|j| body[*j].continues).collect();
    let place = |chance: &mut Chance, len: usize| {
        if cuts.is_empty() || chance.one_in(0.2) { 2 + chance.below(len.saturating_sub(2).max(1)) } else { *chance.pick(&cuts) }
    };
    if body.len() >= 5 && chance.one_in(0.22 * style.interleaving) {
        let at = place(chance, body.len()).min(body.len());
        let mut moved = std::mem::take(&mut articles[next].heads);
        if chance.one_in(0.3) && moved.iter().any(|l| l.role == Role::Byline) {
            let (stay, go): (Vec<_>, Vec<_>) = moved.into_iter().partition(|l| l.role == Role::Byline);
            articles[next].heads = stay;
            moved = go;
        }
        if chance.one_in(0.12) {
            // The first paragraph goes along.
            let count = chance.between(1, 2).min(articles[next].body.len());
            moved.extend(articles[next].body.drain(..count));
        }
        body.splice(at..at, moved);
    } else if body.len() >= 4
        && ["brief", "trail"].contains(&articles[next].kind.as_str())
        && chance.one_in(0.08 * style.interleaving)
    {
        let at = place(chance, body.len()).min(body.len());
        let whole = cut(chance, style, &articles[next], |_| Vec::new());
        let lines: Vec<Line> = std::mem::take(&mut articles[next].heads).into_iter().chain(whole).collect();
        articles[next].body.clear();
        body.splice(at..at, lines);
    } else if body.len() >= 4 && articles[next].body.len() >= 3 && chance.one_in(0.16 * style.interleaving) {
        let two = next + 1 < articles.len() && !articles[next + 1].heads.is_empty() && articles[next + 1].body.len() >= 3;
        let end = if two && chance.one_in(0.4) { next + 2 } else { next + 1 };
        let (before, after) = articles.split_at_mut(next);
        *body = abreast(chance, style, setter, heads, before[i].body.clone(), &mut after[..end - next]);
    } else if chance.one_in(0.03 * style.interleaving) && !heads.is_empty() {
        // Two headline groups before the first text.
        heads.extend(std::mem::take(&mut articles[next].heads));
        if chance.one_in(0.4) {
            let caption = setter.caption(chance, &articles[next].clone());
            heads.extend(caption);
        }
    }
}
