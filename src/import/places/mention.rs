//! Place names that a text names, with what the words around them say: scene, firm, street, somewhere a thing goes to or comes from.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::corpus::gazetteer::{Gazetteer, Level, Name, NameKind};
use crate::text::lexicon;

/// A place name in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention {
    /// The name and the places it may mean.
    pub name: &'static Name,
    /// Byte offset.
    pub at: usize,
    /// Byte offset behind it.
    pub end: usize,
    /// 0–1.6: how much the words around it let it stand for the scene of the story.
    pub force: f32,
    /// Another name ends right before it (辽阳|白塔区, 沈阳市|和平区).
    pub follows_name: bool,
    /// An office of a district stands behind it (白塔|支行, 白塔|大队).
    pub before_office: bool,
}

/// All place names of a text, longest first at each point, in order. O(n); the dictionary is asked only where words run together.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let all = Gazetteer::get();
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(first) = rest.chars().next() else { break };
        let Some(name) = (first >= '\u{3400}').then(|| all.longest(rest)).flatten() else {
            at += first.len_utf8();
            continue;
        };
        let end = at + name.text.len();
        if name.kind == NameKind::Mask {
            at = end;
            continue;
        }
        let before = text.get(..at).unwrap_or("");
        let after = text.get(end..).unwrap_or("");
        let follows_name =
            found.last().is_some_and(|last| last.end == at || (last.end < at && text.get(last.end..at) == Some("市")));
        if bad_full(name, after) || (name.runs_on && !follows_name && runs_together(text, at, end)) {
            at += first.len_utf8();
            continue;
        }
        let mut force = force(name, before, after);
        // 驰援湖北武汉: what goes for the province goes for its city.
        if let Some(last) = found.last().filter(|last| last.end == at && force <= 1.0) {
            force = force.min(last.force);
        }
        // 南京、上海的超市: cities of two provinces in a row are where things go to.
        if let Some(last) = found.last_mut().filter(|last| text.get(last.end..at) == Some("、"))
            && let ([one], [other]) = (last.name.places.as_slice(), name.places.as_slice())
            && [*one, *other].iter().all(|place| all.place(*place).level == Level::City)
            && !all.same_province(*one, *other)
        {
            last.force = last.force.min(0.3);
            force = force.min(0.3);
        }
        let before_office = OFFICES.iter().any(|w| after.starts_with(w));
        found.push(Mention { name, at, end, force, follows_name, before_office });
        at = end;
    }
    found
}

/// Offices that stand behind the name of their district without 区.
const OFFICES: [&str; 14] =
    ["支行", "大队", "分局", "法院", "检察院", "税务", "交警", "公安", "教育局", "街道", "区委", "环卫", "供电", "分公司"];

/// 合作市场, 和平区域, 资源县级: the class belongs to the next word.
fn bad_full(name: &Name, after: &str) -> bool {
    let next = after.chars().next().unwrap_or(' ');
    let class = name.text.chars().last().unwrap_or(' ');
    match class {
        '市' => name.runs_on && "场价值容面况".contains(next),
        '区' => name.runs_on && "域间分别".contains(next),
        '县' => name.runs_on && name.text.chars().count() == 2 && "域".contains(next),
        _ => false,
    }
}

/// Whether a word of the dictionary stands across an edge of the name: 网上|思政 across 上思, 今天|等 across 天等, 公安局 beyond 公安.
fn runs_together(text: &str, at: usize, end: usize) -> bool {
    let from = text.get(..at).unwrap_or("").char_indices().rev().take(3).last().map_or(at, |(i, _)| i);
    let to = text.get(end..).unwrap_or("").char_indices().nth(3).map_or(text.len(), |(i, _)| end + i);
    let Some(window) = text.get(from..to) else { return false };
    let window = window.split('\n').next().unwrap_or(window);
    let classes = ['市', '县', '区', '旗', '州', '人', '镇', '乡'];
    for word in lexicon::words(window) {
        let (start, stop) = (from + word.start as usize, from + word.end as usize);
        let crosses_start = start < at && stop > at;
        let crosses_end = start > at && start < end && stop > end;
        let swallows =
            start == at && stop > end && !text.get(end..stop).is_some_and(|tail| classes.iter().any(|c| tail == c.to_string()));
        if crosses_start || crosses_end || swallows {
            return true;
        }
    }
    false
}

/// How far a name may stand for the scene, from the words around it.
fn force(name: &Name, before: &str, after: &str) -> f32 {
    let full = name.kind == NameKind::Full || (name.kind == NameKind::Former && name.text.ends_with(['市', '县', '区']));
    let part_of = locality(after);
    // 沙河镇的…里, 杨运镇: the very spot is named.
    if full && part_of {
        return 1.5;
    }
    if !full {
        const STREETS: [&str; 15] =
            ["路", "街", "大街", "大道", "胡同", "巷", "花园", "小区", "广场", "大厦", "新村", "里弄", "桥", "公寓", "码头"];
        const FIRMS: [&str; 22] = [
            "银行", "农商", "支行", "分行", "海关", "大学", "学院", "医院", "机场", "石化", "集团", "股份", "公司", "有限",
            "商会", "牌", "时代", "证券", "铁路", "高速", "足球", "队",
        ];
        // 江安镇 is a town, seldom one of 江安县.
        if ["镇", "乡", "村"].iter().any(|w| after.starts_with(w)) {
            return 0.2;
        }
        let street = after.trim_start_matches(['东', '南', '西', '北', '中']);
        if STREETS.iter().any(|w| street.starts_with(w)) {
            return 0.1;
        }
        if FIRMS.iter().any(|w| after.starts_with(w)) {
            return 0.35;
        }
        // 天水陇穗果品购销部, 盐城沐风纺织有限公司: the place is part of a firm's name.
        let stops = |c: char| {
            matches!(
                c,
                '，' | '。'
                    | '、'
                    | '；'
                    | '：'
                    | '！'
                    | '？'
                    | ','
                    | ';'
                    | ':'
                    | '!'
                    | '?'
                    | '“'
                    | '”'
                    | '（'
                    | '）'
                    | '('
                    | ')'
                    | '\n'
            )
        };
        let clause: String = after.chars().take(12).take_while(|c| !stops(*c)).collect();
        if ["有限公司", "公司", "股份", "集团", "购销部", "客栈", "经营部"].iter().any(|w| clause.contains(w)) {
            return 0.35;
        }
    }
    // 沈阳市|民: a citizen of the city, wherever the story is.
    if name.text.ends_with('市') && after.starts_with('民') {
        return 0.3;
    }
    if quoted(before, after) { 0.2 } else { 1.0 }
}

/// A town, village or street of the place follows: 杨运镇, 康宁街道, 虹口河谷 is none.
fn locality(after: &str) -> bool {
    let near = after.chars().take(8).take_while(|c| *c >= '\u{3400}' && !matches!(c, '的' | '，' | '在'));
    let mut near = near.skip(1).peekable();
    while let Some(c) = near.next() {
        match (c, near.peek()) {
            ('镇' | '乡' | '村', _) | ('街', Some('道')) | ('社', Some('区')) | ('苏', Some('木')) | ('林', Some('场')) =>
            {
                return true;
            }
            _ => {}
        }
    }
    false
}

/// 驰援湖北, 来自武汉, 销往广州, 沈阳市民, 北京、上海等地: the story names the place and is not about it.
fn quoted(before: &str, after: &str) -> bool {
    const TOWARDS: [&str; 44] = [
        "驰援",
        "支援",
        "援助",
        "增援",
        "援",
        "赴",
        "飞往",
        "发往",
        "运往",
        "销往",
        "开往",
        "寄往",
        "送往",
        "运抵",
        "来自",
        "自",
        "从",
        "飞抵",
        "抵达",
        "出征",
        "返回",
        "离开",
        "途经",
        "出口",
        "联系",
        "对接",
        "考察",
        "学习",
        "借鉴",
        "比",
        "像",
        "到",
        "进",
        "往",
        "去",
        "回",
        "毕业于",
        "就读于",
        "远在",
        "远至",
        "去过",
        "闯",
        "向",
        "由",
    ];
    const OF: [&str; 34] = [
        // 从在上海召开的论坛上传来消息: where something was held, not where the story is at home.
        "召开的",
        "举行的",
        "举办的",
        "开幕的",
        "市民",
        "人",
        "籍",
        "客商",
        "客户",
        "游客",
        "旅客",
        "网友",
        "货车",
        "司机",
        "订单",
        "等地",
        "等城市",
        "等省",
        "等市",
        "方面",
        "打工",
        "务工",
        "读书",
        "上学",
        "工作",
        "进货",
        "口音",
        "菜",
        "话",
        "专家",
        "商人",
        "女子",
        "男子",
        "一家",
    ];
    // Before most names stands none of their last characters, behind most none of their first.
    static EDGES: OnceLock<(FxHashSet<char>, FxHashSet<char>)> = OnceLock::new();
    let before = before.trim_end_matches(['“', '‘', '「']);
    // 来到, 赶到, 走进 lead to the scene.
    let before = if ["来到", "赶到", "走到", "走进", "送到", "深入到"].iter().any(|w| before.ends_with(w)) {
        ""
    } else {
        before
    };
    let (ends, starts) = EDGES.get_or_init(|| {
        let ends = TOWARDS.iter().filter_map(|w| w.chars().next_back()).collect();
        (ends, OF.iter().filter_map(|w| w.chars().next()).collect())
    });
    before.chars().next_back().is_some_and(|c| ends.contains(&c)) && TOWARDS.iter().any(|w| before.ends_with(w))
        || after.chars().next().is_some_and(|c| starts.contains(&c)) && OF.iter().any(|w| after.starts_with(w))
}
