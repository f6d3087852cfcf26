//! What the words around a day say of it: 将于, 截至, 自…起, 去年, 报名时间, 本报兰州…电.

use super::mention::Tense;

/// Characters that end a clause.
fn stops(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '；' | ';' | '\n' | '…')
}

/// What is said of the day at `start..end` (character indices).
pub(super) fn tense(chars: &[char], start: usize, end: usize, ranged: bool) -> Tense {
    let before = left(chars, start, 14);
    let after = right(chars, end, 24);
    if dateline(&before, &after) {
        return Tense::Dateline;
    }
    let close = last(&before, 6);
    // 去年3月1日, 前年, 上年, 每年: not now.
    if ["去年", "前年", "上年", "每年", "历年", "当年", "次年", "往年", "同年"].iter().any(|w| close.ends_with(w))
    {
        return Tense::Background;
    }
    if ["明年", "后年"].iter().any(|w| close.ends_with(w)) {
        return Tense::Future;
    }
    if reference(&before, &after) {
        return Tense::Background;
    }
    if as_of(&before) {
        return Tense::AsOf;
    }
    if future(&before, &after, ranged) {
        return Tense::Future;
    }
    if began(&before, &after) {
        // 从2月22日起……这天上线: the day itself is told after all.
        let told: String = chars.iter().skip(end).take(70).take_while(|c| **c != '\n').collect();
        let same_day = ["这天", "当天", "这一天", "当日"].iter().any(|w| told.contains(w));
        return if same_day { Tense::Scene } else { Tense::Start };
    }
    if ["出生", "生于", "诞生"].iter().any(|w| after.starts_with(w)) || before.ends_with("生于") {
        return Tense::Background;
    }
    Tense::Scene
}

/// Up to `n` characters before `start`, not over the end of a sentence.
fn left(chars: &[char], start: usize, n: usize) -> String {
    let from = (start.saturating_sub(n)..start).rev().find(|i| stops(chars[*i])).map_or(start.saturating_sub(n), |i| i + 1);
    chars.get(from..start).unwrap_or(&[]).iter().collect()
}

/// Up to `n` characters behind `end`, not over the end of a sentence.
fn right(chars: &[char], end: usize, n: usize) -> String {
    chars.iter().skip(end).take(n).take_while(|c| !stops(**c)).collect()
}

fn last(text: &str, n: usize) -> &str {
    let at = text.char_indices().rev().nth(n - 1).map_or(0, |(at, _)| at);
    text.get(at..).unwrap_or(text)
}

/// 本报兰州11月5日电, 新华社北京2月24日电, 本报2月25日讯, (2月25日电).
fn dateline(before: &str, after: &str) -> bool {
    let sent = after.trim_start().starts_with(['电', '讯']) || after.starts_with("消息");
    let house = ["本报", "社", "本台", "本网", "日报", "晚报", "晨报", "早报", "网", "记者"].iter().any(|w| before.contains(w));
    sent && (house || before.is_empty() || before.chars().count() <= 8)
}

/// 本报1月10日3版, 本报2月3日第二版报道: another issue of the paper.
fn reference(before: &str, after: &str) -> bool {
    let page: String = after.chars().take(8).collect();
    let numbered = page.chars().position(|c| c == '版').is_some_and(|at| at > 0 && at <= 6);
    let of_paper = before.ends_with("本报") || before.ends_with("本刊") || before.ends_with("本报于") || before.ends_with("本版");
    (numbered && (of_paper || page.starts_with(|c: char| c.is_numeric() || c == '第' || c.is_ascii_alphabetic())))
        || (of_paper && ["刊发", "刊登", "报道", "曾"].iter().any(|w| page.contains(w)))
}

fn as_of(before: &str) -> bool {
    let near = last(before, 5).trim_end();
    if ["截至", "截止", "截止到", "截至到", "截止至", "统计到", "统计至"].iter().any(|w| near.ends_with(w)) {
        // 报名截止3月1日 is a deadline, 截止3月1日 at the head of a clause is not.
        return !["报名", "申报", "受理", "投稿", "缴费", "日期", "时间"].iter().any(|w| before.contains(w));
    }
    // 到2月20日，……: 到 opens its clause; 推迟到 and 持续到 do not.
    let opens = |word: &str| {
        near.strip_suffix(word)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with(['，', ',', '、', '“', ' ', '　', '：', ':']))
    };
    opens("到") || opens("至")
}

fn future(before: &str, after: &str, ranged: bool) -> bool {
    const AHEAD: [&str; 24] = [
        "将于",
        "拟于",
        "定于",
        "计划",
        "预计",
        "力争",
        "确保",
        "将在",
        "拟在",
        "将从",
        "将自",
        "推迟",
        "延期",
        "延长",
        "顺延",
        "改至",
        "改为",
        "截止",
        "有效期",
        "最迟",
        "最晚",
        "不晚于",
        "预定",
        "预约",
    ];
    const NOTICE: [&str; 14] = [
        "时间:",
        "时间：",
        "日期:",
        "日期：",
        "期限:",
        "期限：",
        "报名",
        "投标",
        "开标",
        "停电",
        "停水",
        "停气",
        "施工期",
        "活动时间",
    ];
    let behind: String = after.chars().take(3).collect();
    // 3月5日前, 3月5日之前, 但不是 3月5日前往, 3月5日前后.
    let until =
        (behind.starts_with('前') && !behind.starts_with("前往") && !behind.starts_with("前后") && !behind.starts_with("前来"))
            || behind.starts_with("之前")
            || behind.starts_with("以前");
    let planned = AHEAD.iter().any(|w| before.contains(w)) && !before.contains("比计划") && !before.contains("按计划");
    // 3月1日，……将举行: the plan follows in the same clause.
    let clause: String =
        after.trim_start_matches(['，', ',', ' ', '　']).chars().take(14).take_while(|c| !matches!(c, '，' | ',')).collect();
    let to_come = [
        "将举行",
        "将举办",
        "将召开",
        "将开幕",
        "将启动",
        "将开始",
        "将正式",
        "将全面",
        "将迎来",
        "将陆续",
        "将恢复",
        "将实施",
        "将开展",
        "拟",
    ]
    .iter()
    .any(|w| clause.contains(w));
    let daily = ranged && ["每日", "每天", "期间", "禁止", "停止", "封闭", "暂停", "办理"].iter().any(|w| after.contains(w));
    until || planned || to_come || daily || NOTICE.iter().any(|w| before.contains(w))
}

/// 自2月9日, 2月9日起, 2月9日……以来, 2月9日开始.
fn began(before: &str, after: &str) -> bool {
    let from = before.ends_with(['自', '从']) || before.ends_with("始于");
    let behind = after.trim_start_matches([')', '）', ' ', '　']);
    let clause: String = behind.chars().take(14).take_while(|c| !matches!(c, '，' | ',')).collect();
    let since = ["起", "开始", "以来", "始", "至今", "后", "之后", "以后"].iter().any(|w| behind.starts_with(w))
        && !behind.starts_with("起飞");
    let hour_since = clause.contains("时起") || clause.contains("点起") || clause.ends_with("以来") || clause.ends_with("至今");
    from || since || hour_since
}
