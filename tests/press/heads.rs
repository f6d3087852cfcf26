//! What stands above the text of an article: kicker, headline, deck, byline.

use yuebao::corpus::Role;
use yuebao::text::lexicon;

use super::chance::Chance;
use super::setting::{Line, Printed, Setter};
use super::stock::{Stock, clauses};
use super::style::{Dress, Kicker};

impl Setter<'_> {
    /// Headline, kicker and a byline above the text; whether there is one.
    pub fn heads(&mut self, chance: &mut Chance, source: &Stock, kind: &str, out: &mut Printed) -> bool {
        let style = self.style;
        let id = out.id;
        let mut head = source.head.clone();
        let ordinary = !["notice", "list", "poem", "qa", "weather"].contains(&kind);
        if ordinary && chance.one_in(0.3) {
            // Headlines and sub-headings are worded alike: take any.
            head = chance.pick(self.headings).clone();
        }
        if ordinary && kind != "comment" && chance.one_in(0.1) && !head.contains(['：', '“', ' ']) {
            // 秦安：桃园里摆开擂台.
            let place = source.county.trim_end_matches(['县', '市', '区']);
            let place = if place.chars().count() >= 2 { place } else { style.city.as_str() };
            if !head.starts_with(place) {
                head = format!("{place}{}{head}", *chance.pick(&["：", "：", " "]));
            }
        }
        let over_two = ordinary && chance.one_in(style.two_line_heads);
        let mut pair = None;
        if over_two && chance.one_in(0.35) && !head.contains([' ', '　']) {
            // Two clauses side by side, of one length: 同蒸一屉馒头 / 共守一方平安.
            let n = head.chars().count();
            pair = (0..40).map(|_| chance.pick(self.headings).clone()).find(|other| {
                let m = other.chars().count();
                other != &head && n.abs_diff(m) <= 1 && m >= 5 && !other.contains([' ', '　'])
            });
        }
        let head = Self::quoted(chance, &head);
        let head = self.width(&Self::spaced(chance, &head, 0.06));
        let mut lines = match pair {
            Some(other) => vec![head.clone(), self.width(&other)],
            None if over_two && head.chars().count() >= 9 => halves(chance, &head),
            None => vec![head.clone()],
        };
        if style.column.is_some() && lines.iter().any(|l| l.chars().count() > style.wrap) {
            // A headline is set larger than the text: it takes as many lines as it needs, broken where the sense allows.
            lines = lines.iter().flat_map(|l| broken(chance, l, style.wrap)).collect();
        }
        out.headline = lines.join(" ").replace('　', " ");
        let forgotten = style.headline != Dress::Plain && chance.one_in(0.02) && kind != "notice";
        let mut headline: Vec<Line> = Vec::new();
        for (k, text) in lines.iter().enumerate() {
            let marked = k == 0 || style.mark_every_line;
            let text =
                if marked && !forgotten { self.dressed(chance, text, style.headline, style.depth, 1) } else { text.clone() };
            let gap = match k {
                0 => style.head_gap,
                _ if style.column.is_some() => 0,
                _ => style.gap,
            };
            headline.push(Line { gap, ..self.line(text, Role::Headline, id) });
        }
        if style.headline == Dress::Brackets && headline.len() > 1 {
            // 【first half / second half】
            let last = headline.len() - 1;
            headline[0].text = format!("【{}", lines[0]);
            headline[last].text = format!("{}】", lines[last]);
        }
        let kicker_share = match kind {
            "feature" => 0.6,
            "brief" | "trail" | "comment" => 0.24,
            "photo" => 0.08,
            _ => 0.0,
        };
        let place = if chance.one_in(0.8) { style.kicker } else { *chance.pick(&[Kicker::Dash, Kicker::Below, Kicker::Above]) };
        let share = if style.kicker == Kicker::None { 0.1 } else { 1.0 };
        out.heads = headline;
        if chance.one_in(kicker_share * share) {
            self.kicker(chance, source, place, out);
        }
        self.byline(chance, kind, out)
    }

    /// 引题 above or 副题 below.
    fn kicker(&self, chance: &mut Chance, source: &Stock, place: Kicker, out: &mut Printed) {
        let style = self.style;
        let hash = style.headline == Dress::Hash;
        let wrapped = |chance: &mut Chance, text: &str| match style.column {
            Some(_) if text.chars().count() > style.wrap => broken(chance, text, style.wrap),
            _ if text.chars().count() > 16 && chance.one_in(0.12) => halves(chance, text),
            _ => vec![text.to_owned()],
        };
        let deeper = |chance: &mut Chance, text: String, share: f64| {
            if hash && chance.one_in(share) {
                self.dressed(chance, &text, Dress::Hash, style.depth + 1, 1)
            } else if style.markdown && chance.one_in(0.3) {
                if chance.one_in(0.7) { format!("**{text}**") } else { format!("*{text}*") }
            } else {
                text
            }
        };
        let mut text = self.width(&self.kicker_words(chance, source));
        let head = out.heads.first().map_or(0, |l| l.text.chars().count());
        for _ in 0..6 {
            // A kicker is seldom exactly as long as the headline.
            if text.chars().count().abs_diff(head) >= 3 || chance.one_in(0.4) {
                break;
            }
            text = self.width(&self.kicker_words(chance, source));
        }
        let lines = wrapped(chance, &text);
        let gap = if style.column.is_some() { 0 } else { style.gap };
        let line = |text: String| Line { gap, ..self.line(text, Role::Kicker, out.id) };
        if place == Kicker::Above {
            let mut lines = lines;
            if let Some(last) = lines.last_mut().filter(|l| !l.ends_with(['！', '？', '!', '?', '—']) && chance.one_in(0.15))
            {
                // 宣汉“背篼邮局”见闻——
                last.push_str("——");
            }
            let mut above: Vec<Line> = lines.into_iter().map(|l| line(deeper(chance, l, 0.5))).collect();
            above[0].gap = style.head_gap;
            if style.column.is_some() {
                out.heads[0].gap = 0;
            }
            out.heads.splice(0..0, above);
            return;
        }
        let dash = place == Kicker::Dash || place == Kicker::None;
        for (k, text) in lines.into_iter().enumerate() {
            let text = format!("{}{text}", if dash && k == 0 { *chance.pick(&["——", "——", "——", "—"]) } else { "" });
            out.heads.push(line(deeper(chance, text, 0.6)));
        }
        if chance.one_in(0.15) {
            let dash = if chance.one_in(0.25) { "——" } else { "" };
            let above = self.width(chance.pick::<String>(self.headings)) + dash;
            let above = Line { gap: style.head_gap, ..line(above) };
            out.heads.insert(0, above);
        }
    }

    fn kicker_words(&self, chance: &mut Chance, source: &Stock) -> String {
        let own = source.deck.as_ref().or(source.kicker.as_ref()).map(|k| k.trim_start_matches('—').to_owned());
        let clauses = |from: usize, to: usize| -> Vec<String> {
            let all = source.paragraphs();
            all.iter().flat_map(|p| clauses(p)).filter(|c| (from..=to).contains(&c.chars().count())).collect()
        };
        let two = |chance: &mut Chance, all: &[String], between: &str| {
            let at = chance.below(all.len() - 1);
            format!("{}{between}{}", all[at], all[at + 1])
        };
        match (own, chance.below(10)) {
            (Some(own), 0..4) => own,
            // A kicker says in two clauses how it came about: 全程零下一度 三十二小时到广州; 从塘口到餐桌，最快只要两小时.
            (_, 0..6) => match clauses(5, 14) {
                all if all.len() > 1 => two(chance, &all, "，"),
                _ => chance.pick::<String>(self.headings).clone(),
            },
            (_, 6..8) => match clauses(4, 10) {
                all if all.len() > 1 => two(chance, &all, " "),
                _ => chance.pick::<String>(self.headings).clone(),
            },
            (_, 8) => match clauses(7, 30) {
                all if all.is_empty() => chance.pick::<String>(self.headings).clone(),
                all => chance.pick(&all).clone(),
            },
            _ => chance.pick::<String>(self.headings).clone(),
        }
    }

    fn byline(&self, chance: &mut Chance, kind: &str, out: &mut Printed) -> bool {
        let (style, id) = (self.style, out.id);
        let share = match kind {
            "feature" => style.byline_above * 0.95,
            "comment" => 0.8,
            "trail" => style.byline_above * 0.25,
            "brief" => 0.06,
            "poem" => 0.85,
            _ => 0.0,
        };
        if !chance.one_in(share) {
            return false;
        }
        let pattern = if kind == "poem" || kind == "comment" && chance.one_in(0.5) {
            *chance.pick(&["{a}", "□{a}", "{a}", "文/{a}", "□ {a}", "◎{a}", "{a}", "作者 {a}"])
        } else {
            style.byline
        };
        if ["poem", "comment"].contains(&kind) && chance.one_in(0.2) {
            // An essay is signed with a pen name: 老清水.
            let pen = pen_name(chance, &style.city);
            let mark = *chance.pick(&["", "", "", "□", "◎", "文/"]);
            out.heads.push(self.line(format!("{mark}{pen}"), Role::Byline, id));
            out.authors.push(pen);
            return true;
        }
        let mut push = |chance: &mut Chance, pattern: &str| {
            let (text, names) = self.fill(chance, pattern);
            out.heads.push(self.line(self.width(&text), Role::Byline, id));
            out.authors.extend(names);
        };
        push(chance, pattern);
        if kind == "feature" && chance.one_in(0.12) {
            let pattern = *chance.pick(&["通讯员 {b}", "实习生 {a}", "文/图 本报记者 {a}", "通讯员 {b} {c}", "{a} {b}"]);
            push(chance, pattern);
        }
        true
    }
}

/// What writers of essays call themselves.
fn pen_name(chance: &mut Chance, city: &str) -> String {
    const WORDS: [&str; 24] = [
        "清水", "山石", "渔火", "半山", "听雨", "白桦", "野舟", "墨香", "秋水", "阿莲", "枕河", "青禾", "小满", "稻香", "石桥",
        "南山", "樵夫", "晓风", "云溪", "布衣", "草木", "归雁", "竹影", "一叶",
    ];
    let word = *chance.pick(&WORDS);
    match chance.below(6) {
        0 => format!("老{word}"),
        1 => format!("{word}客"),
        2 => format!("老{city}"),
        3 => format!("{word}翁"),
        4 => format!("阿{}", word.chars().last().unwrap_or('舟')),
        _ => word.to_owned(),
    }
}

/// A headline over two lines: at its blank, behind a comma, else near the middle.
fn halves(chance: &mut Chance, text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let n = chars.len();
    let mut best: Vec<usize> = (3..n.saturating_sub(2)).filter(|i| matches!(chars[*i], ' ' | '　')).collect();
    if best.is_empty() {
        best = (4..n.saturating_sub(2)).filter(|i| "，,：:；！!？?”》".contains(chars[i - 1])).collect();
    }
    let open = |at: usize| {
        let count = |set: &str| chars[..at].iter().filter(|c| set.contains(**c)).count();
        count("“《（(") > count("”》）)")
    };
    best.retain(|at| !open(*at));
    let at = if best.is_empty() {
        // Between words, near the middle.
        let mut ends = Vec::new();
        let mut sum = 0;
        for word in lexicon::words(text) {
            sum += word.of(text).chars().count();
            ends.push(sum);
        }
        let middle = n / 2 + chance.below(3);
        let ends = ends.into_iter().filter(|at| *at >= 3 && at + 2 < n && !open(*at));
        let Some(at) = ends.min_by_key(|at| at.abs_diff(middle)) else {
            return vec![text.to_owned()];
        };
        at
    } else {
        *chance.pick(&best)
    };
    let (a, b) = chars.split_at(at);
    let line = |c: &[char]| c.iter().collect::<String>().trim_matches([' ', '　', '，', ',']).to_owned();
    // Whether a comma at the break is printed is a matter of taste; most papers drop it.
    [line(a), line(b)].into_iter().filter(|l| !l.is_empty()).collect()
}

/// Lines of at most `width` characters, of about the same length.
fn broken(chance: &mut Chance, text: &str, width: usize) -> Vec<String> {
    let n = text.chars().count();
    if n <= width {
        return vec![text.to_owned()];
    }
    if n <= 2 * width && chance.one_in(0.7) {
        let two = halves(chance, text);
        if two.iter().all(|l| l.chars().count() <= width) {
            return two;
        }
    }
    let lines = n.div_ceil(width);
    let each = if chance.one_in(0.5) { width } else { n.div_ceil(lines) };
    let chars: Vec<char> = text.chars().collect();
    chars.chunks(each).map(|c| c.iter().collect::<String>().trim().to_owned()).filter(|l| !l.is_empty()).collect()
}
