//! Sets one clean article in a house style: heads, byline, text, captions, each line with its true role.

use yuebao::corpus::Role;

use super::chance::Chance;
use super::stock::Stock;
use super::style::{Dress, Style};

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
    /// The city that datelines name.
    pub city: String,
}

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任姚卢傅钟崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严昝桑扈屠计季卓晏牟柴蔺寇楚封祝佟狄储阮缪车宫郜应湛娄喻虞褚尤兰丘丛涂孔覃倪施殷鲍骆甘柯温蓝舒谷盛解祁詹牛樊葛伍韦申聂焦向柳邢岳齐庄辛管左";
const GIVEN: &str = "建国海明志强丽芳静伟敏军磊洋勇艳杰娟涛超霞平刚玉兰英华文斌宇浩然子轩晨欣怡佳琪雨桐山棠舟一川小满云岚立新知秋远晓翠田从容守拙乐图成安";

/// A person's name; two-character ones are spaced out in some papers.
pub fn name(chance: &mut Chance, style: &Style) -> String {
    if chance.one_in(0.03) {
        return (*chance.pick(&[
            "买买提·艾力",
            "阿依古丽·吐尔逊",
            "巴特尔",
            "欧阳小满",
            "旦增卓玛",
            "古丽米热·阿不都",
            "上官云鹤",
            "其其格",
            "次仁曲珍",
            "尼玛扎西",
            "索朗德吉",
            "斯琴高娃",
            "热依扎·阿不力孜",
            "格桑卓嘎",
            "吐尔洪·卡德尔",
            "扎西顿珠",
        ]))
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
        out.chars().map(|c| c.to_string()).collect::<Vec<_>>().join(style.name_blank)
    } else {
        out
    }
}

impl Setter<'_> {
    /// Fills a pattern of names, places and days; the names used come back without inner blanks.
    pub fn fill(&self, chance: &mut Chance, pattern: &str) -> (String, Vec<String>) {
        let mut out = pattern.to_owned();
        let mut names = Vec::new();
        // {x} took the pictures: no writer.
        while let Some(at) = ["{a}", "{b}", "{c}", "{x}"].iter().filter_map(|k| out.find(k)).min() {
            let person = name(chance, self.style);
            if !out.get(at..).is_some_and(|rest| rest.starts_with("{x}")) {
                names.push(person.replace([' ', '　'], ""));
            }
            out.replace_range(at..at + 3, &person);
        }
        let day = format!("{}月{}日", chance.between(1, 12), chance.between(1, 28));
        (out.replace("{p}", &self.city).replace("{d}", &day), names)
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
            Dress::Series(form) => Self::counted(form, text, number),
            Dress::BracketNumber => self.width(&format!("（{numeral}）{text}")),
        }
    }

    /// A heading counted in one of the rarer ways.
    pub fn counted(form: char, text: &str, number: usize) -> String {
        let k = number.clamp(1, 8) - 1;
        let numeral = ["一", "二", "三", "四", "五", "六", "七", "八"][k];
        match form {
            'A' => format!("{}　{text}", ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'][k]),
            '0' => format!("{:02}　{text}", k + 1),
            '/' => format!("{:02}／{text}", k + 1),
            '壹' => format!("{}　{text}", ["壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌"][k]),
            '第' => format!("第{numeral}笔　{text}"),
            '镜' => format!("镜头{numeral}：{text}"),
            '难' => format!("难题之{numeral}：{text}"),
            '｛' => format!("｛{text}｝"),
            '｜' => format!("{text}｜"),
            mark => format!("{mark}{text}"),
        }
    }

    /// “Catchword” at the end, the favourite of headline writers at every level.
    pub fn quoted(chance: &mut Chance, text: &str) -> String {
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

    pub fn spaced(chance: &mut Chance, text: &str, share: f64) -> String {
        let chars: Vec<char> = text.chars().collect();
        if !chance.one_in(share) || text.contains([' ', '　', '“']) || chars.len() < 8 {
            return text.to_owned();
        }
        let (a, b) = chars.split_at(chars.len() / 2);
        format!("{} {}", a.iter().collect::<String>(), b.iter().collect::<String>())
    }

    /// An unused clean article of one of the kinds.
    pub fn take(&mut self, chance: &mut Chance, kinds: &[&str]) -> Option<Stock> {
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
        let kinds =
            ["brief", "trail", "feature", "photo", "letter", "notice", "list", "qa", "poem", "comment", "advert", "weather"];
        let kind = if feature {
            "feature"
        } else {
            kinds[chance.weighted(&[37.0, 19.0, 24.0, 7.0, 4.0, 5.0, 2.5, 2.5, 4.0, 5.0, 1.5, 2.5])]
        };
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
        let kind = if ["letter", "notice", "list", "qa", "poem", "comment", "photo", "weather"].contains(&source.kind.as_str()) {
            source.kind.clone()
        } else if ["brief", "trail", "feature", "photo"].contains(&kind) {
            kind.to_owned()
        } else {
            "brief".to_owned()
        };
        self.next_id += 1;
        self.city = if chance.one_in(0.4) && !source.city.is_empty() { source.city.clone() } else { self.style.city.clone() };
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
}
