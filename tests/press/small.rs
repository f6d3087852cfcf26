//! Small matter in a column of its own: briefs with and without headlines, small advertisements, each under its label.

use yuebao::corpus::Role;

use super::chance::Chance;
use super::page::Known;
use super::setting::{Line, Printed, Setter};
use super::stock::{Stock, sentences};
use super::style::Dress;

/// Places that items of news stand under.
const COUNTIES: [&str; 24] = [
    "义县",
    "北镇",
    "黑山",
    "凌海",
    "开原市",
    "昌图县",
    "灯塔",
    "大石桥",
    "盖州",
    "双流区",
    "金堂",
    "安乡县",
    "石门",
    "乐清",
    "苍南县",
    "沂水",
    "兰陵县",
    "兴平",
    "三原",
    "北流市",
    "陆川",
    "永登县",
    "瑞金",
    "于都县",
];

/// What is sold by weight.
const WARES: [&str; 16] = [
    "白菜",
    "土豆",
    "菠菜",
    "韭菜",
    "鲫鱼",
    "鸡蛋",
    "五花肉",
    "豆角",
    "莲藕",
    "番茄",
    "青椒",
    "带鱼",
    "苹果",
    "香蕉",
    "大米",
    "花生油",
];

/// A column of small matter, ready to be printed anywhere between two articles.
#[derive(Debug, Default)]
pub struct Column {
    pub lines: Vec<Line>,
    pub known: Vec<Known>,
}

impl Setter<'_> {
    /// A random column; `label` sets its label.
    pub fn small_matter(&mut self, chance: &mut Chance, label: &dyn Fn(&mut Chance, Option<&str>) -> Line) -> Column {
        match chance.weighted(&[3.5, 2.5, 3.0, 1.2, 3.5]) {
            0 => self.headless(chance, label),
            1 => self.one_paragraph_each(chance, label),
            2 => self.small_ads(chance, label),
            4 => self.some_with_headlines(chance, label),
            _ => self.table(chance, label),
        }
    }

    /// 简讯: a paragraph each, marked or not, no headlines.
    fn headless(&mut self, chance: &mut Chance, label: &dyn Fn(&mut Chance, Option<&str>) -> Line) -> Column {
        let mut out = Column::default();
        if chance.one_in(0.93) {
            let name = *chance.pick(&[
                "简讯",
                "短讯",
                "简明新闻",
                "一句话新闻",
                "县区短波",
                "速览",
                "要闻简报",
                "集锦",
                "快讯",
                "动态",
                "县区一句话",
                "三言两语",
                "四乡零讯",
                "一线快报",
                "九县速递",
            ]);
            let name = chance.one_in(0.6).then_some(name);
            out.lines.push(label(chance, name));
        }
        let count = chance.between(3, 7);
        let bullet = match chance.below(10) {
            0..4 => String::new(),
            4..8 => self.style.marks[3].to_string(),
            8 => "·".to_owned(),
            _ => format!("{} ", self.style.marks[3]),
        };
        let signed = chance.one_in(0.25);
        // 涟水　今年…: each item is under the name of its place.
        let placed = chance.one_in(0.15).then(|| *chance.pick(&["　", " ", "：", "讯 "]));
        for _ in 0..count {
            let Some(source) = self.take(chance, &["item", "item", "brief"]) else { break };
            let mut item = self.new_article("brief");
            let place = placed.map_or(String::new(), |blank| format!("{}{blank}", chance.pick(&COUNTIES)));
            let mut text = format!("{bullet}{place}{}", self.width(&opening(chance, &source)));
            if signed && chance.one_in(0.7) {
                self.sign(chance, &["（{a}）", "（记者 {a}）", "(通讯员 {a})", "（{a} {b}）"], &mut text, &mut item);
            }
            item.body.push(self.line(text, Role::Body, item.id));
            self.add(chance, item, &mut out);
        }
        out
    }

    /// A headline and one paragraph each, no datelines.
    fn one_paragraph_each(&mut self, chance: &mut Chance, label: &dyn Fn(&mut Chance, Option<&str>) -> Line) -> Column {
        let mut out = Column::default();
        if chance.one_in(0.88) {
            out.lines.push(label(chance, None));
        }
        let dress =
            if chance.one_in(0.75) { self.style.headline } else { *chance.pick(&[Dress::Plain, Dress::Bold, Dress::Brackets]) };
        // 莘县, over a line of news from there.
        let places = chance.one_in(0.12);
        for _ in 0..chance.between(2, 6) {
            let Some(mut source) = self.take(chance, &["item", "item", "brief"]) else { break };
            if places {
                (*chance.pick(&COUNTIES)).clone_into(&mut source.head);
            }
            let mut item = self.new_article("brief");
            let head = self.width(&source.head);
            let head = if dress == Dress::Bold && !self.style.markdown {
                head
            } else {
                self.dressed(chance, &head, dress, self.style.depth, 1)
            };
            item.headline = self.width(&source.head).replace('　', " ");
            item.heads.push(Line { gap: self.style.head_gap, ..self.line(head, Role::Headline, item.id) });
            let mut text = self.width(&opening(chance, &source));
            if chance.one_in(0.15) {
                self.sign(chance, &["（{a}）", "（记者 {a}）", "(通讯员 {a})"], &mut text, &mut item);
            }
            item.body.push(self.line(text, Role::Body, item.id));
            self.add(chance, item, &mut out);
        }
        out
    }

    /// News under one label, some items with a headline and a dateline, the others a bare paragraph each.
    fn some_with_headlines(&mut self, chance: &mut Chance, label: &dyn Fn(&mut Chance, Option<&str>) -> Line) -> Column {
        let mut out = Column::default();
        if chance.one_in(0.95) {
            out.lines.push(label(chance, None));
        }
        let bullet = if chance.one_in(0.15) { self.style.marks[3].to_string() } else { String::new() };
        for nth in 0..chance.between(3, 7) {
            let Some(source) = self.take(chance, &["item", "brief", "brief"]) else { break };
            let mut item = self.new_article("brief");
            let headed = chance.one_in(if nth == 0 { 0.8 } else { 0.35 });
            let mut text = self.width(&opening(chance, &source));
            if headed {
                let head = self.width(&source.head);
                item.headline = head.replace('　', " ");
                let head = self.dressed(chance, &head, self.style.headline, self.style.depth, 1);
                item.heads.push(Line { gap: self.style.head_gap, ..self.line(head, Role::Headline, item.id) });
                if chance.one_in(0.5) {
                    let (dateline, names) = self.fill(chance, self.style.dateline);
                    item.authors.extend(names);
                    text = format!("{}{text}", self.width(&dateline));
                }
            } else {
                text = format!("{bullet}{text}");
            }
            if chance.one_in(0.15) {
                self.sign(chance, &["（{a}）", "（记者 {a}）", "(通讯员 {a})"], &mut text, &mut item);
            }
            item.body.push(self.line(text, Role::Body, item.id));
            let second = source.paragraphs().into_iter().nth(1).filter(|_| headed && source.kind == "brief");
            if let Some(second) = second.filter(|_| chance.one_in(0.3)) {
                item.body.push(self.line(self.width(&second), Role::Body, item.id));
            }
            self.add(chance, item, &mut out);
        }
        out
    }

    /// A table with a headline: medals, prices, levels, trains.
    fn table(&mut self, chance: &mut Chance, label: &dyn Fn(&mut Chance, Option<&str>) -> Line) -> Column {
        let mut out = Column::default();
        if chance.one_in(0.5) {
            out.lines.push(label(chance, None));
        }
        let (month, day) = (chance.between(1, 12), chance.between(1, 28));
        let head = (*chance.pick(&[
            "{m}月{d}日奖牌榜",
            "各县区空气质量排名（{m}月）",
            "{m}月{d}日主要水库水位",
            "昨日农贸市场菜价",
            "各乡镇秋粮收购进度",
            "列车时刻调整一览",
            "{m}月{d}日客流前十站点",
        ]))
        .replace("{m}", &month.to_string())
        .replace("{d}", &day.to_string());
        let mut item = self.new_article("list");
        let head = self.width(&head);
        item.headline = head.replace('　', " ");
        let head = self.dressed(chance, &head, self.style.headline, self.style.depth, 1);
        item.heads.push(Line { gap: self.style.head_gap, ..self.line(head, Role::Headline, item.id) });
        let gap = *chance.pick(&["　　", "　　　", "    ", "\t", "　　　　", " ", " "]);
        // 空心菜 1.8 前天 2.4: prices beside those of another day.
        let before = *chance.pick(&["前天 ", "上周 ", "昨日 ", "同比 ", "去年 "]);
        let prices = gap == " " && chance.one_in(0.7);
        if chance.one_in(0.3) {
            let unit = *chance.pick(&["（单位：元/斤）", "（单位：吨）", "（{m}月{d}日，单位：元/公斤）", "（{m}月{d}日）"]);
            let unit = unit.replace("{m}", &month.to_string()).replace("{d}", &day.to_string());
            item.body.push(self.line(self.width(&unit), Role::Body, item.id));
        }
        let cells = if prices { 2 } else { chance.between(2, 4) };
        let first = chance.below(COUNTIES.len());
        for row in 0..chance.between(3, 8) {
            let name = match (prices, row) {
                (true, _) => WARES[(first + row) % WARES.len()],
                (false, 0) if chance.one_in(0.5) => "名　称",
                _ => COUNTIES[(first + row) % COUNTIES.len()],
            };
            let mut text = name.to_owned();
            for nth in 0..cells {
                text.push_str(gap);
                if prices && nth == 1 {
                    text.push_str(before);
                }
                let number = if chance.one_in(0.7) {
                    chance.between(1, 99).to_string()
                } else {
                    format!("{}.{}", chance.between(1, 40), chance.between(0, 9))
                };
                text.push_str(&number);
            }
            let gap = if chance.one_in(0.8) { 0 } else { self.style.gap };
            item.body.push(Line { gap, ..self.line(self.width(&text), Role::Body, item.id) });
        }
        self.add(chance, item, &mut out);
        out
    }

    /// 分类信息: a word for a headline, a few lines each.
    fn small_ads(&mut self, chance: &mut Chance, label: &dyn Fn(&mut Chance, Option<&str>) -> Line) -> Column {
        let mut out = Column::default();
        if chance.one_in(0.85) {
            let name = *chance.pick(&[
                "分类信息",
                "便民信息",
                "信息窗",
                "分类广告",
                "公告栏",
                "便民服务",
                "广告",
                "启事",
                "公告",
                "信息港",
            ]);
            let name = chance.one_in(0.8).then_some(name);
            out.lines.push(label(chance, name));
        }
        let dress = if chance.one_in(0.7) { self.style.headline } else { Dress::Plain };
        for _ in 0..chance.between(2, 6) {
            let Some(source) = self.take(chance, &["notice", "notice", "list", "weather"]) else { break };
            let mut item = self.new_article("notice");
            let head = self.width(&source.head);
            item.headline = head.replace('　', " ");
            let head = self.dressed(chance, &head, dress, self.style.depth, 1);
            item.heads.push(Line { gap: self.style.head_gap, ..self.line(head, Role::Headline, item.id) });
            let tight = chance.one_in(0.5);
            for (k, row) in source.paragraphs().iter().take(chance.between(1, 8)).enumerate() {
                let mut line = self.line(self.width(row), Role::Body, item.id);
                if k > 0 && tight {
                    line.gap = 0;
                }
                item.body.push(line);
            }
            if let Some(sign) = source.sign.clone().filter(|_| chance.one_in(0.8)) {
                item.body.push(self.line(self.width(&sign), Role::Body, item.id));
            }
            self.add(chance, item, &mut out);
        }
        out
    }

    /// Ends a brief with one of the signatures.
    fn sign(&self, chance: &mut Chance, patterns: &[&str], text: &mut String, item: &mut Printed) {
        let pattern = *chance.pick(patterns);
        let (by, names) = self.fill(chance, pattern);
        item.authors.extend(names);
        text.push_str(&self.width(&by));
    }

    fn new_article(&mut self, kind: &str) -> Printed {
        self.next_id += 1;
        Printed { id: self.next_id, kind: kind.to_owned(), ..Printed::default() }
    }

    fn add(&self, chance: &mut Chance, item: Printed, out: &mut Column) {
        let body = super::damage::cut(chance, self.style, &item, |_| Vec::new());
        out.known.push(Known { id: item.id as u32, headline: item.headline.clone(), authors: item.authors.clone() });
        out.lines.extend(item.heads);
        out.lines.extend(body);
    }
}

/// The first sentence or two of a story: all of a brief that there is.
fn opening(chance: &mut Chance, source: &Stock) -> String {
    let text = source.paragraphs().into_iter().next().unwrap_or_default();
    if source.kind == "item" {
        return text;
    }
    sentences(&text).into_iter().take(chance.between(1, 2)).collect()
}
