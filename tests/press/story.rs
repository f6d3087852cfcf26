//! The text of an article: lead, paragraphs, sub-headings.

use yuebao::corpus::Role;

use super::chance::Chance;
use super::setting::{Line, Printed, Setter};
use super::stock::{Piece, Stock, clauses, sentences};
use super::style::Dress;

/// Sub-headings of one story that are built alike, blanks between them.
const SERIES: [&str; 26] = [
    "一把尺子 一本簿子 一颗心",
    "看得见的变化 看不见的功夫 看得远的打算",
    "清晨：赶海 正午：晒网 黄昏：卖鱼 深夜：补船",
    "先算经济账 再算生态账 更算民心账",
    "老马的烦恼 小马的主意 全村的盼头",
    "进山 挖笋 下山",
    "从“要我栽”到“我要栽” 从“卖树苗”到“卖风景” 从“一家富”到“家家富”",
    "种子从哪里来 水从哪里引 钱从哪里出 菜往哪里卖",
    "闻：一院子的酱香 看：一墙的老照片 尝：一口的童年",
    "第一招 修渠 第二招 换种 第三招 搭棚",
    "父亲的船 儿子的车 孙子的网店",
    "说说“难” 讲讲“变” 谈谈“盼”",
    "楼上有人等 楼下有人帮 楼外有人管",
    "春天里 栽下一片绿 夏天里 守住一渠水 秋天里 收回一仓粮",
    "“铁娘子”的柔软 “土秀才”的倔强 “洋媳妇”的乡愁",
    "路通了 灯亮了 人回来了",
    "一天两趟 一趟三十里 三十里十八弯",
    "难题之一：没有地 难题之二：没有人 难题之三：没有钱",
    "怎么办：先把水引来 怎么管：再把人请来 怎么分：最后把账摊开",
    "镜头一：车站 镜头二：菜场 镜头三：医院",
    "故事之一：三封信 故事之二：一只鞋 故事之三：半张票",
    "盯住源头 守住关口 兜住底线",
    "学 干 比 帮",
    "山下搬家 山腰种茶 山上看花",
    "昨天：一条烂泥沟 今天：一池清水 明天：一座公园",
    "给土地治病 给果树剪枝 给果子穿衣",
];
const SERIES_HELD: [&str; 8] = [
    "找水的人 送水的人 守水的人",
    "头一关：过秤 第二关：验糖 第三关：装箱",
    "一盏灯的温度 一扇门的高度 一条街的宽度",
    "七点，开门 九点，上新 十一点，盘账",
    "账本里的雨水 账本里的粮食 账本里的人情",
    "手艺要传 招牌要亮 日子要甜",
    "让老人有处坐 让孩子有处玩 让车有处停",
    "老井 老树 老屋",
];

impl Setter<'_> {
    /// Lead, paragraphs and sub-headings.
    #[expect(clippy::too_many_lines, reason = "the parts of a story in the order they are printed")]
    pub fn text(&mut self, chance: &mut Chance, source: &Stock, kind: &str, byline_above: bool, out: &mut Printed) {
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
        if kind == "poem" && chance.one_in(0.65) {
            pieces = self.verse(chance);
        }
        let tight = chance.one_in(0.6);
        let by_hand = ["list", "notice"].contains(&kind) && chance.one_in(0.3);
        let mut leads = 0;
        let mut series = false;
        if kind == "feature" {
            self.grow(chance, &mut pieces);
            series = chance.one_in(0.3);
            if series {
                self.in_series(chance, &mut pieces);
            }
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
        for piece in pieces {
            match piece {
                Piece::Subhead(text) => {
                    if first && leads == 0 && chance.one_in(0.85) {
                        continue;
                    }
                    number += 1;
                    self.subhead(chance, &text, number, series, out);
                }
                Piece::Paragraph(text) => {
                    let mut text = self.width(&text);
                    if leads > 0 && (first || out.body.iter().all(|l| l.role == Role::Lead)) && out.body.len() < leads {
                        let label = if out.body.is_empty() { self.width(style.lead) } else { String::new() };
                        if out.body.is_empty() && !byline_above && chance.one_in(0.2) {
                            let (dateline, names) = self.fill(chance, style.dateline);
                            out.authors.extend(names);
                            text = format!("{}{text}", self.width(&dateline));
                        }
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
                    } else if kind != "qa" && !first && text.chars().count() < 90 && chance.one_in(0.03) {
                        text = format!("{}{text}", *chance.pick(&["1.", "(1)", "①", "一是", "◆"]));
                    } else if let Some(bullet) = style.paragraph_bullets.filter(|_| kind == "notice" || kind == "list") {
                        text = format!("{bullet}{text}");
                    }
                    let mut line = self.line(text, Role::Body, id);
                    if ["poem", "list", "notice", "weather"].contains(&kind) && !first && tight {
                        line.gap = 0;
                    }
                    first = false;
                    if by_hand && line.text.chars().count() > 24 {
                        self.by_hand(chance, line, out);
                        continue;
                    }
                    out.body.push(line);
                }
            }
        }
        if kind == "notice" && chance.one_in(0.25) {
            // 时间：… 地点：…: facts in rows, often without a full stop.
            let mut facts = vec![
                format!("停电时间：{}月{}日7时至17时", chance.between(1, 12), chance.between(1, 28)),
                format!(
                    "施工范围：{}路至{}街路段",
                    *chance.pick(&["解放", "人民", "中山", "滨河"]),
                    *chance.pick(&["胜利", "建设", "文化"])
                ),
                "报名条件：年满18周岁，身体健康，能吃苦耐劳".to_owned(),
                "办理地点：政务服务大厅二楼5号窗口".to_owned(),
                "所需材料：身份证原件、户口簿和近期照片".to_owned(),
                "绕行线路：由南向北车辆改走环城路".to_owned(),
                "影响用户：沿线商铺及三个小区的居民".to_owned(),
            ];
            chance.shuffle(&mut facts);
            facts.truncate(chance.between(2, 5));
            let end = *chance.pick(&["", "", "。", "；"]);
            for fact in facts {
                let mut line = self.line(self.width(&format!("{fact}{end}")), Role::Body, id);
                if tight {
                    line.gap = 0;
                }
                out.body.push(line);
            }
        }
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

    /// Rows broken by the hand of who typed them, not by the column.
    #[expect(clippy::needless_pass_by_value, clippy::unused_self, reason = "the line is used up; called like its neighbours")]
    fn by_hand(&self, chance: &mut Chance, line: Line, out: &mut Printed) {
        let chars: Vec<char> = line.text.chars().collect();
        let mut start = 0;
        while start < chars.len() {
            let mut end = (start + chance.between(13, 24)).min(chars.len());
            if chars.len() - end < 4 {
                end = chars.len();
            }
            let gap = if start > 0 { 0 } else { line.gap };
            out.body.push(Line { text: chars[start..end].iter().collect(), continues: start > 0, gap, ..line.clone() });
            start = end;
        }
    }

    /// Lines of verse, of free or of equal length.
    fn verse(&self, chance: &mut Chance) -> Vec<Piece> {
        let source = chance.pick(self.stock);
        let mut lines: Vec<String> = source
            .paragraphs()
            .iter()
            .chain(&chance.pick(self.stock).paragraphs())
            .flat_map(|p| clauses(p))
            .filter(|c| (4..=14).contains(&c.chars().count()))
            .collect();
        let equal = chance.one_in(0.4);
        if equal {
            let n = *chance.pick(&[5, 7]);
            lines = lines.iter().filter(|l| l.chars().count() >= n).map(|l| l.chars().take(n).collect()).collect();
        }
        lines.truncate(chance.between(4, 14));
        let marked = chance.one_in(0.4);
        let pairs = equal && chance.one_in(0.3);
        let count = lines.len();
        let mut out: Vec<Piece> = Vec::new();
        for (k, line) in lines.into_iter().enumerate() {
            let line = match (marked || pairs, k % 2 == 1 || k + 1 == count) {
                (false, _) => line,
                (true, true) => line + "。",
                (true, false) => line + "，",
            };
            match out.last_mut() {
                Some(Piece::Paragraph(above)) if pairs && k % 2 == 1 => above.push_str(&line),
                _ => out.push(Piece::Paragraph(line)),
            }
        }
        out
    }

    /// Sections worded alike, in place of the ones the story has: 记钱的账, 记人的账.
    fn in_series(&self, chance: &mut Chance, pieces: &mut [Piece]) {
        let all: &[&str] = if self.style.held_back { &SERIES_HELD } else { &SERIES };
        let mut series: Vec<&str> = chance.pick(all).split(' ').collect();
        if chance.one_in(0.3) {
            chance.shuffle(&mut series);
        }
        let mut series = series.into_iter();
        for piece in pieces.iter_mut() {
            if let (Piece::Subhead(text), Some(next)) = (&mut *piece, series.next()) {
                next.clone_into(text);
            }
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

    fn subhead(&self, chance: &mut Chance, text: &str, number: usize, series: bool, out: &mut Printed) {
        let style = self.style;
        let text = if !series && chance.one_in(0.5) { chance.pick(self.headings).clone() } else { text.to_owned() };
        let text = if series { text } else { Self::quoted(chance, &text) };
        let mut text = self.width(&if series { text } else { Self::spaced(chance, &text, 0.1) });
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
