//! What closes an article (signatures) and what stands beside it (captions with their credits).

use yuebao::corpus::Role;

use super::chance::Chance;
use super::setting::{Line, Printed, Setter, name};
use super::stock::Stock;

impl Setter<'_> {
    /// What closes the article: byline, credit, a reader's or an office's signature.
    #[expect(clippy::too_many_lines, reason = "one arm a kind of article")]
    pub fn signature(&self, chance: &mut Chance, source: &Stock, kind: &str, out: &mut Printed) {
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
                        out.authors.push(person.replace([' ', '　'], ""));
                        let place = *chance.pick(&["凌河区", "锦江区", "城关区", "雁塔", "武陵", "南山镇", "清河县", "北关"]);
                        let place = format!("{place}{}", *chance.pick(&["读者 ", "市民 ", "居民 ", "读者　", "村民 "]));
                        let who = *chance.pick(&["读者 ", "市民 ", place.as_str(), place.as_str(), "", "一名读者 ", "读者："]);
                        let day = if chance.one_in(0.35) {
                            self.width(&format!(
                                "{}{}月{}日",
                                *chance.pick(&[" ", "　"]),
                                chance.between(1, 12),
                                chance.between(1, 28)
                            ))
                        } else {
                            String::new()
                        };
                        format!("{who}{person}{day}")
                    }
                };
                out.body.push(self.line(text, Role::Byline, id));
                match &source.answer {
                    Some(answer) if chance.one_in(0.7) => out.body.push(self.line(self.width(answer), Role::Body, id)),
                    _ if chance.one_in(0.35) => self.answer(chance, out),
                    _ => {}
                }
            }
            "notice" => {
                // An office signs with its name, which is text of the notice: nobody wrote it.
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
                    return;
                }
                if let Some(sign) = source.sign.clone().filter(|_| chance.one_in(0.9)) {
                    out.body.push(self.line(self.width(&sign), Role::Body, id));
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
                        "社会保险中心",
                        "章安街道办事处",
                        "公共资源交易中心",
                        "拍卖有限公司",
                        "同志治丧小组",
                        "住房公积金管理中心",
                        "人民政府办公室",
                    ]);
                    let day = if chance.one_in(0.5) {
                        format!(" 20{:02}年{}月{}日", chance.between(5, 23), chance.between(1, 12), chance.between(1, 28))
                    } else {
                        String::new()
                    };
                    if !day.is_empty() && chance.one_in(0.4) {
                        out.body.push(self.line(self.width(&format!("{}{office}", style.city)), Role::Body, id));
                        let mut line = self.line(self.width(day.trim()), Role::Body, id);
                        line.gap = *chance.pick(&[0, style.gap]);
                        out.body.push(line);
                    } else {
                        let day = if chance.one_in(0.5) { day.replacen(' ', "　", 1) } else { day };
                        out.body.push(self.line(self.width(&format!("{}{office}{day}", style.city)), Role::Body, id));
                    }
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

    /// What the paper found out about a letter: 记者调查.
    fn answer(&self, chance: &mut Chance, out: &mut Printed) {
        let (style, id) = (self.style, out.id);
        let label =
            *chance.pick(&["记者调查", "记者回访", "部门回复", "编辑回复", "记者跟进", "部门回应", "记者走访", "记者追踪"]);
        let label = self.dressed(chance, label, style.subhead, style.depth + style.step, 1);
        let mut line = self.line(label, Role::Subhead, id);
        line.gap = style.head_gap;
        out.body.push(line);
        for _ in 0..*chance.pick(&[1, 1, 2]) {
            let source = chance.pick(self.stock);
            let all = source.paragraphs();
            if !all.is_empty() {
                let text = format!(
                    "{}{}",
                    *chance.pick(&["接到来信后，记者来到现场。", "就此，记者采访了有关部门。", ""]),
                    chance.pick(&all)
                );
                out.body.push(self.line(self.width(&text), Role::Body, id));
            }
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
