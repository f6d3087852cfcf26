//! Sets one clean article in a house style: heads, byline, text, captions, each line with its true role.

use yuebao::corpus::Role;

use super::chance::Chance;
use super::stock::{Piece, Stock, clauses, sentences};
use super::style::{Dress, Kicker, Style};

/// One printed line and its truth.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub text: String,
    pub role: Role,
    /// 0: none.
    pub article: usize,
    pub continues: bool,
    /// Blank lines above.
    pub gap: usize,
}

/// One article as set, heads and text apart so that damage can move them.
#[derive(Debug, Clone, Default)]
pub struct Printed {
    pub id: usize,
    pub kind: String,
    pub heads: Vec<Line>,
    pub body: Vec<Line>,
    pub captions: Vec<String>,
    pub headline: String,
    pub authors: Vec<String>,
}

/// The composing room of one page.
pub struct Setter<'a> {
    pub style: &'a Style,
    pub stock: &'a [Stock],
    pub headings: &'a [String],
    pub used: Vec<usize>,
    pub next_id: usize,
}

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任姚卢傅钟崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严昝桑扈屠计季卓晏牟柴蔺寇楚封祝佟狄储阮缪车宫";
const GIVEN: &str = "建国海明志强丽芳静伟敏军磊洋勇艳杰娟涛超霞平刚玉兰英华文斌宇浩然子轩晨欣怡佳琪雨桐山棠舟一川小满云岚立新知秋远晓翠田从容守拙乐图成安";

/// A person's name; two-character ones are spaced out in some papers.
pub fn name(chance: &mut Chance, style: &Style) -> String {
    if chance.one_in(0.02) {
        return (*chance.pick(&["买买提·艾力", "阿依古丽·吐尔逊", "巴特尔", "欧阳小满", "旦增卓玛", "古丽米热·阿不都"]))
            .to_owned();
    }
    let pick = |chance: &mut Chance, set: &str| {
        let all: Vec<char> = set.chars().collect();
        *chance.pick(&all)
    };
    let mut out = String::from(pick(chance, SURNAMES));
    for _ in 0..*chance.pick(&[1, 2, 2]) {
        out.push(pick(chance, GIVEN));
    }
    if style.spaced_names && out.chars().count() == 2 {
        out.chars().map(|c| c.to_string()).collect::<Vec<_>>().join(" ")
    } else {
        out
    }
}

impl Setter<'_> {
    /// Fills a pattern of names, places and days; the names used come back without inner blanks.
    pub fn fill(&self, chance: &mut Chance, pattern: &str) -> (String, Vec<String>) {
        let mut out = pattern.to_owned();
        let mut names = Vec::new();
        while let Some(at) = ["{a}", "{b}", "{c}"].iter().filter_map(|k| out.find(k)).min() {
            let person = name(chance, self.style);
            names.push(person.replace(' ', ""));
            out.replace_range(at..at + 3, &person);
        }
        let day = format!("{}月{}日", chance.between(1, 12), chance.between(1, 28));
        (out.replace("{p}", &self.style.city).replace("{d}", &day), names)
    }

    /// Punctuation and digits in the width the paper has.
    pub fn width(&self, text: &str) -> String {
        if text.starts_with("http") || text.starts_with('!') {
            return text.to_owned();
        }
        let full = "，：；？！（）";
        let half = ",:;?!()";
        let (from, to) = if self.style.full_width { (half, full) } else { (full, half) };
        let all: Vec<char> = text.chars().collect();
        let digit = |k: Option<usize>| k.and_then(|k| all.get(k)).is_some_and(char::is_ascii_digit);
        all.iter()
            .enumerate()
            .map(|(i, c)| (i, *c))
            .map(|(i, c)| match from.chars().position(|f| f == c) {
                // 2,164 and 12:30 stay as they are.
                Some(at) if !(digit(i.checked_sub(1)) && digit(Some(i + 1))) => to.chars().nth(at).unwrap_or(c),
                Some(_) => c,
                None if self.style.full_digits && c.is_ascii_digit() => char::from_u32(c as u32 - 0x30 + 0xff10).unwrap_or(c),
                None => c,
            })
            .collect()
    }

    pub fn line(&self, text: String, role: Role, article: usize) -> Line {
        Line { text, role, article, continues: false, gap: self.style.gap }
    }

    /// A heading in its dress.
    pub fn dressed(&self, chance: &mut Chance, text: &str, dress: Dress, depth: usize, number: usize) -> String {
        let numerals = ["一", "二", "三", "四", "五", "六", "七", "八"];
        let numeral = numerals[number.clamp(1, 8) - 1];
        match dress {
            Dress::Plain => text.to_owned(),
            Dress::Mark(mark) => format!("{mark}{}{text}", if chance.one_in(0.2) { " " } else { "" }),
            Dress::Hash => {
                let depth = if self.style.system { depth } else { chance.between(1, 5) };
                let inner = if self.style.bold_inside && chance.one_in(0.5) { format!("**{text}**") } else { text.to_owned() };
                format!("{} {inner}", "#".repeat(depth.min(6)))
            }
            Dress::Bold => format!("**{text}**"),
            Dress::Brackets => format!("【{text}】"),
            Dress::Number => format!("{numeral}、{text}"),
            Dress::BracketNumber => self.width(&format!("（{numeral}）{text}")),
        }
    }

    /// “Catchword” at the end, the favourite of headline writers at every level.
    fn quoted(chance: &mut Chance, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let k = *chance.pick(&[2, 3, 3, 4]);
        if text.contains('“')
            || chars.len() < 7
            || chance.one_in(0.85)
            || !chars[chars.len() - 4..].iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        {
            return text.to_owned();
        }
        let (a, b) = chars.split_at(chars.len() - k);
        format!("{}“{}”", a.iter().collect::<String>(), b.iter().collect::<String>())
    }

    fn spaced(chance: &mut Chance, text: &str, share: f64) -> String {
        let chars: Vec<char> = text.chars().collect();
        if !chance.one_in(share) || text.contains([' ', '　', '“']) || chars.len() < 8 {
            return text.to_owned();
        }
        let (a, b) = chars.split_at(chars.len() / 2);
        format!("{} {}", a.iter().collect::<String>(), b.iter().collect::<String>())
    }

    /// An unused clean article of one of the kinds.
    fn take(&mut self, chance: &mut Chance, kinds: &[&str]) -> Option<Stock> {
        for _ in 0..60 {
            let at = chance.below(self.stock.len());
            if !self.used.contains(&at) && kinds.contains(&self.stock[at].kind.as_str()) {
                self.used.push(at);
                return Some(self.stock[at].clone());
            }
        }
        None
    }

    /// Sets a random article.
    pub fn article(&mut self, chance: &mut Chance, feature: bool) -> Option<Printed> {
        let kinds = ["brief", "trail", "feature", "photo", "letter", "notice", "list", "qa", "poem", "comment", "advert"];
        let kind =
            if feature { "feature" } else { kinds[chance.weighted(&[37.0, 19.0, 24.0, 7.0, 4.0, 5.0, 2.5, 2.5, 2.0, 4.5, 1.5])] };
        let source = match kind {
            "brief" => self.take(chance, &["brief", "story", "brief", "feature"]),
            "trail" => self.take(chance, &["story", "brief", "feature"]),
            "feature" => {
                let kinds = if chance.one_in(0.75) { ["feature"] } else { ["story"] };
                self.take(chance, &kinds)
            }
            "photo" => self.take(chance, &["photo", "photo", "brief"]),
            "advert" => self.take(chance, &["notice"]),
            other => self.take(chance, &[other]),
        };
        let source = source.or_else(|| self.take(chance, &["brief", "story"]))?;
        let kind = if ["letter", "notice", "list", "qa", "poem", "comment", "photo"].contains(&source.kind.as_str()) {
            source.kind.clone()
        } else if ["brief", "trail", "feature", "photo"].contains(&kind) {
            kind.to_owned()
        } else {
            "brief".to_owned()
        };
        self.next_id += 1;
        let mut out = Printed { id: self.next_id, kind: kind.clone(), captions: source.captions.clone(), ..Printed::default() };
        let byline_above = self.heads(chance, &source, &kind, &mut out);
        self.text(chance, &source, &kind, byline_above, &mut out);
        if !byline_above || kind == "poem" || kind == "letter" {
            self.signature(chance, &source, &kind, &mut out);
        }
        let mut seen = Vec::new();
        out.authors.retain(|a| {
            if seen.contains(a) {
                false
            } else {
                seen.push(a.clone());
                true
            }
        });
        Some(out)
    }

    /// Headline, kicker and a byline above the text; whether there is one.
    fn heads(&mut self, chance: &mut Chance, source: &Stock, kind: &str, out: &mut Printed) -> bool {
        let style = self.style;
        let id = out.id;
        let first_gap = |mut line: Line| {
            line.gap = style.head_gap;
            line
        };
        let mut head = source.head.clone();
        let ordinary = !["notice", "list", "poem", "qa"].contains(&kind);
        if ordinary && chance.one_in(0.3) {
            // Headlines and sub-headings are worded alike: take any.
            head = chance.pick(self.headings).clone();
        }
        let head = Self::quoted(chance, &head);
        let head = self.width(&Self::spaced(chance, &head, 0.06));
        let set = self.dressed(chance, &head, style.headline, style.depth, 1);
        out.headline = head.replace('　', " ");
        let kicker_share = match kind {
            "feature" => 0.55,
            "brief" | "trail" | "comment" => 0.2,
            "photo" => 0.08,
            _ => 0.0,
        };
        if style.kicker != Kicker::None && chance.one_in(kicker_share) {
            let own = source.deck.as_ref().or(source.kicker.as_ref()).map(|k| k.trim_start_matches('—').to_owned());
            let text = match own {
                Some(own) if chance.one_in(0.5) => own,
                _ if chance.one_in(0.5) => chance.pick(self.headings).clone(),
                _ => {
                    let all: Vec<String> = source
                        .paragraphs()
                        .iter()
                        .flat_map(|p| clauses(p))
                        .filter(|c| (7..=30).contains(&c.chars().count()))
                        .collect();
                    if all.is_empty() {
                        chance.pick::<String>(self.headings).clone()
                    } else if chance.one_in(0.5) && all.len() > 1 {
                        // A sentence of two clauses, as decks often are.
                        let at = chance.below(all.len() - 1);
                        format!("{}，{}", all[at], all[at + 1])
                    } else {
                        chance.pick(&all).clone()
                    }
                }
            };
            let text = self.width(&text);
            let hash = style.headline == Dress::Hash;
            if style.kicker == Kicker::Above {
                let text =
                    if hash && chance.one_in(0.5) { self.dressed(chance, &text, Dress::Hash, style.depth + 1, 1) } else { text };
                out.heads.push(first_gap(self.line(text, Role::Kicker, id)));
                out.heads.push(self.line(set, Role::Headline, id));
            } else {
                let text = format!("{}{text}", if style.kicker == Kicker::Dash { "——" } else { "" });
                let text =
                    if hash && chance.one_in(0.6) { self.dressed(chance, &text, Dress::Hash, style.depth + 1, 1) } else { text };
                out.heads.push(first_gap(self.line(set, Role::Headline, id)));
                out.heads.push(self.line(text, Role::Kicker, id));
                if chance.one_in(0.12) {
                    let above = self.width(chance.pick::<String>(self.headings));
                    out.heads.insert(0, first_gap(self.line(above, Role::Kicker, id)));
                }
            }
        } else {
            out.heads.push(first_gap(self.line(set, Role::Headline, id)));
        }
        if style.headline != Dress::Plain && chance.one_in(0.02) && kind != "notice" {
            // The mark forgotten.
            if let Some(line) = out.heads.iter_mut().find(|l| l.role == Role::Headline) {
                line.text = head;
            }
        }
        let share = match kind {
            "feature" => style.byline_above * 0.95,
            "comment" => 0.8,
            "trail" => style.byline_above * 0.25,
            "brief" => 0.06,
            "poem" => 0.7,
            _ => 0.0,
        };
        if !chance.one_in(share) {
            return false;
        }
        let pattern = if kind == "poem" || kind == "comment" && chance.one_in(0.5) {
            *chance.pick(&["{a}", "□{a}", "{a}", "文/{a}"])
        } else {
            style.byline
        };
        let (text, names) = self.fill(chance, pattern);
        out.heads.push(self.line(self.width(&text), Role::Byline, id));
        out.authors.extend(names);
        if kind == "feature" && chance.one_in(0.08) {
            let pattern = *chance.pick(&["通讯员 {b}", "实习生 {a}", "文/图 本报记者 {a}"]);
            let (text, names) = self.fill(chance, pattern);
            out.heads.push(self.line(self.width(&text), Role::Byline, id));
            out.authors.extend(names);
        }
        true
    }

    /// Lead, paragraphs and sub-headings.
    fn text(&mut self, chance: &mut Chance, source: &Stock, kind: &str, byline_above: bool, out: &mut Printed) {
        let style = self.style;
        let id = out.id;
        if let Some(salute) = &source.salute {
            out.body.push(self.line(self.width(salute), Role::Body, id));
        }
        let mut pieces = source.body.clone();
        if ["brief", "trail"].contains(&kind) {
            pieces.retain(|p| matches!(p, Piece::Paragraph(_)));
            let start = if pieces.len() > 4 && chance.one_in(0.3) { chance.below(pieces.len() - 3) } else { 0 };
            let count = if kind == "brief" { chance.between(1, 4) } else { chance.between(2, 5) };
            pieces = pieces.into_iter().skip(start).take(count).collect();
            if chance.one_in(0.25) {
                recombine(chance, &mut pieces);
            }
        }
        let mut leads = 0;
        if kind == "feature" {
            self.grow(chance, &mut pieces);
            leads = if chance.one_in(0.4) { *chance.pick(&[1, 1, 2]) } else { 0 };
            if leads > 0 && !source.lead.is_empty() && chance.one_in(0.7) {
                let own = source.lead.iter().take(2).map(|l| Piece::Paragraph(l.clone())).collect::<Vec<_>>();
                leads = own.len();
                pieces = own.into_iter().chain(pieces).collect();
            }
            if chance.one_in(0.22) {
                pieces.retain(|p| matches!(p, Piece::Paragraph(_)));
            }
        }
        let mut number = 0;
        let mut first = true;
        let mut questions = 0;
        for piece in pieces {
            match piece {
                Piece::Subhead(text) => {
                    if first && leads == 0 && chance.one_in(0.6) {
                        continue;
                    }
                    number += 1;
                    self.subhead(chance, &text, number, out);
                }
                Piece::Paragraph(text) => {
                    let mut text = self.width(&text);
                    if leads > 0 && (first || out.body.iter().all(|l| l.role == Role::Lead)) && out.body.len() < leads {
                        let label = if out.body.is_empty() { self.width(style.lead) } else { String::new() };
                        out.body.push(self.line(format!("{label}{text}"), Role::Lead, id));
                        first = false;
                        continue;
                    }
                    let opens = match kind {
                        "brief" | "trail" => chance.one_in(style.dateline_share),
                        "feature" => !byline_above && chance.one_in(style.dateline_share * 0.6),
                        "photo" => chance.one_in(0.25 * style.dateline_share),
                        _ => false,
                    };
                    if first && opens {
                        // A story that is signed below has no names in its dateline.
                        let pattern = if kind == "brief" {
                            style.dateline
                        } else if style.dateline.contains("{a}") {
                            "本报讯 "
                        } else {
                            style.dateline
                        };
                        let (dateline, names) = self.fill(chance, pattern);
                        out.authors.extend(names);
                        text = format!("{}{text}", self.width(&dateline));
                    } else if kind == "qa" {
                        questions += 1;
                    } else if !first && text.chars().count() < 90 && chance.one_in(0.03) {
                        text = format!("{}{text}", *chance.pick(&["1.", "(1)", "①", "一是", "◆"]));
                    } else if let Some(bullet) = style.paragraph_bullets.filter(|_| kind == "notice" || kind == "list") {
                        text = format!("{bullet}{text}");
                    }
                    let mut line = self.line(text, Role::Body, id);
                    if ["poem", "list"].contains(&kind) && !first && chance.one_in(0.6) {
                        line.gap = 0;
                    }
                    out.body.push(line);
                    first = false;
                }
            }
        }
        let _ = questions;
        if kind == "notice" && chance.one_in(0.3) {
            let text =
                *chance.pick(&["联系电话：0416-2345678", "咨询热线：12345", "地址：人民街128号", "报名时间：即日起至月底"]);
            out.body.push(self.line(self.width(text), Role::Body, id));
        }
        if kind == "photo"
            && style.picture_gap
            && chance.one_in(0.7)
            && let Some(line) = out.body.first_mut()
        {
            line.gap = chance.between(3, 4);
        }
    }

    /// A feature's sections often share little vocabulary: some come from other articles.
    fn grow(&mut self, chance: &mut Chance, pieces: &mut Vec<Piece>) {
        if chance.one_in(0.35) {
            for _ in 0..*chance.pick(&[1, 1, 2]) {
                if let Some(other) = self.take(chance, &["story", "brief", "feature"]) {
                    let text = other.paragraphs();
                    pieces.push(Piece::Subhead(chance.pick(self.headings).clone()));
                    pieces.extend(text.into_iter().take(chance.between(1, 4)).map(Piece::Paragraph));
                }
            }
        }
        if chance.one_in(0.3) {
            recombine(chance, pieces);
        }
        let no_sub = !pieces.iter().any(|p| matches!(p, Piece::Subhead(_)));
        if no_sub && pieces.len() >= 4 && chance.one_in(0.6) {
            for at in (2..pieces.len()).rev() {
                if chance.one_in(0.35) {
                    pieces.insert(at, Piece::Subhead(chance.pick(self.headings).clone()));
                }
            }
        }
    }

    fn subhead(&self, chance: &mut Chance, text: &str, number: usize, out: &mut Printed) {
        let style = self.style;
        let text = if chance.one_in(0.5) { chance.pick(self.headings).clone() } else { text.to_owned() };
        let text = Self::quoted(chance, &text);
        let mut text = self.width(&Self::spaced(chance, &text, 0.1));
        if chance.one_in(0.04) {
            text =
                (*chance.pick(&["相关链接", "新闻背景", "记者手记", "延伸阅读", "记者跟进", "编辑回复", "新闻链接"])).to_owned();
        }
        let depth = style.depth + style.step;
        let push = |text: String, out: &mut Printed| {
            let mut line = self.line(text, Role::Subhead, out.id);
            line.gap = style.head_gap;
            out.body.push(line);
        };
        if style.two_line_subheads && !matches!(style.subhead, Dress::Number | Dress::BracketNumber) {
            let cry = *chance.pick(&[
                "提高站位",
                "创新举措",
                "精准帮扶",
                "压实责任",
                "强化保障",
                "惠民生",
                "抓项目",
                "聚焦产业",
                "守住底线",
                "从严从细",
                "稳增长",
                "暖人心",
                "一条心",
                "补短板",
                "变化",
                "困境",
                "破题",
            ]);
            let cry = self.dressed(chance, cry, style.subhead, depth, number);
            push(cry, out);
        }
        let text = self.dressed(chance, &text, style.subhead, depth, number);
        push(text, out);
    }

    /// What closes the article: byline, credit, a reader's or an office's signature.
    #[expect(clippy::too_many_lines, reason = "one arm a kind of article")]
    fn signature(&self, chance: &mut Chance, source: &Stock, kind: &str, out: &mut Printed) {
        let style = self.style;
        let id = out.id;
        match kind {
            "letter" => {
                let person = name(chance, style);
                let text = match &source.sign {
                    Some(sign) if chance.one_in(0.5) => {
                        out.authors.extend(sign.split_whitespace().last().map(str::to_owned));
                        sign.clone()
                    }
                    _ => {
                        out.authors.push(person.replace(' ', ""));
                        let place = format!("{}区读者 ", *chance.pick(&["凌河", "锦江", "城关", "雁塔", "武陵"]));
                        format!("{}{person}", *chance.pick(&["读者 ", "市民 ", place.as_str(), "", "一名读者 "]))
                    }
                };
                out.body.push(self.line(text, Role::Byline, id));
            }
            "notice" => {
                let own = out.body.last().is_some_and(|l| {
                    let n = l.text.chars().count();
                    out.body.len() > 1
                        && n < 26
                        && ["公司", "局", "中心", "委员会", "医院", "学校", "办公室", "集团", "所", "日"]
                            .iter()
                            .any(|w| l.text.ends_with(w))
                        && !l.text.contains(['：', ':', '，', ','])
                });
                if own {
                    if let Some(line) = out.body.last_mut() {
                        line.role = Role::Byline;
                    }
                } else if let Some(sign) = source.sign.clone().filter(|_| chance.one_in(0.9)) {
                    out.body.push(self.line(self.width(&sign), Role::Byline, id));
                } else if chance.one_in(0.6) {
                    let office = *chance.pick(&[
                        "市自来水公司",
                        "市市场监督管理局",
                        "供电公司",
                        "市公共交通集团",
                        "区民政局",
                        "市第一医院",
                        "县教育局",
                        "热力公司",
                    ]);
                    let day = if chance.one_in(0.5) {
                        format!(" 20{:02}年{}月{}日", chance.between(5, 23), chance.between(1, 12), chance.between(1, 28))
                    } else {
                        String::new()
                    };
                    out.body.push(self.line(self.width(&format!("{}{office}{day}", style.city)), Role::Byline, id));
                }
            }
            "photo" => {
                let (text, names) = if chance.one_in(0.5) {
                    let pattern = *chance.pick(&[
                        "本报记者 {a} 摄",
                        "{a} 摄",
                        "{a} 文 {b} 摄",
                        "本报记者 {a} 文/图",
                        "{a} 摄影报道",
                        "本报记者 {a} 摄影报道",
                    ]);
                    self.fill(chance, pattern)
                } else {
                    let (text, _) = self.fill(chance, style.credit);
                    if let Some(last) = out.body.last_mut() {
                        last.text.push_str(&self.width(&text));
                    }
                    return;
                };
                let text = self.width(&text);
                let role = if text.contains('文') || text.contains("报道") { Role::Byline } else { Role::Credit };
                if role == Role::Byline {
                    out.authors.extend(names.into_iter().take(1));
                }
                out.body.push(self.line(text, role, id));
            }
            "trail" | "comment" | "feature" => {
                if kind == "feature" && chance.one_in(0.25) {
                    return;
                }
                if !style.end_inline.is_empty() && chance.one_in(0.3) {
                    let (text, names) = self.fill(chance, style.end_inline);
                    out.authors.extend(names);
                    if let Some(last) = out.body.last_mut().filter(|l| l.role == Role::Body) {
                        last.text.push_str(&self.width(&text));
                    }
                } else {
                    let (text, names) = self.fill(chance, style.closing_byline);
                    out.authors.extend(names);
                    out.body.push(self.line(self.width(&text), Role::Byline, id));
                }
            }
            "brief" if !style.end_inline.is_empty() && chance.one_in(0.3) && out.authors.is_empty() => {
                let (text, names) = self.fill(chance, style.end_inline);
                out.authors.extend(names);
                if let Some(last) = out.body.last_mut() {
                    last.text.push_str(&self.width(&text));
                }
            }
            _ => {}
        }
    }

    /// A caption of the article, with its credit.
    pub fn caption(&self, chance: &mut Chance, of: &Printed) -> Vec<Line> {
        let style = self.style;
        let own = if of.captions.is_empty() || chance.one_in(0.25) {
            const SCENES: [&str; 10] = [
                "工人正在生产线上忙碌",
                "志愿者在社区为老人理发",
                "孩子们在新建的操场上做游戏",
                "医护人员为居民测量血压",
                "村民在大棚里采摘草莓",
                "市民在公园里健步走",
                "游客在古街上拍照",
                "电力工人冒雨抢修线路",
                "渔民在码头上分拣海货",
                "学生们在展板前驻足观看",
            ];
            (*chance.pick(&SCENES)).to_owned()
        } else {
            chance.pick(&of.captions).trim_end_matches('。').to_owned()
        };
        let opening = if style.held_back {
            *chance.pick(&["", "", "（图）", "↑", "◀ ", "左图为"])
        } else {
            *chance.pick(&["", "", "", "图为", "上图：", "右图：", "▲", "资料图："])
        };
        let mut text = self.width(&format!("{opening}{own}。"));
        if chance.one_in(0.12) {
            text.truncate(text.trim_end_matches('。').len());
        }
        let (credit, _) = self.fill(chance, style.credit);
        let credit = self.width(&credit);
        let gap = if style.picture_gap { chance.between(3, 4) } else { style.gap };
        let glued = style.credit_glued || chance.one_in(0.2);
        let alone = chance.one_in(0.2);
        if glued && !alone {
            text = format!("{text}{}{credit}", *chance.pick(&["", " "]));
        }
        if style.italic_caption && style.markdown {
            text = format!("*{text}*");
        }
        let mut out = vec![Line { gap, ..self.line(text, Role::Caption, of.id) }];
        if !glued && !alone {
            out.push(self.line(credit, Role::Credit, of.id));
        }
        out
    }
}

/// Moves sentences over paragraph borders: the same words in other paragraphs.
fn recombine(chance: &mut Chance, pieces: &mut [Piece]) {
    for at in 1..pieces.len() {
        if !chance.one_in(0.4) {
            continue;
        }
        let (a, b) = pieces.split_at_mut(at);
        if let (Some(Piece::Paragraph(above)), Some(Piece::Paragraph(below))) = (a.last_mut(), b.first_mut()) {
            let mut own = sentences(below);
            if own.len() > 1 {
                above.push_str(&own.remove(0));
                *below = own.concat();
            }
        }
    }
}
