//! Whole paragraphs against the rules, at every width, with lists of forbidden marks written down a second time from CLREQ and
//! GB/T 15834 so that a slip in `class` shows.

use proptest::prelude::*;

use super::{Breaks, Galley, Glyph, Line, Measure, Shown, set};
use crate::text::{Ambiguous, Cells, Span, sanitise, width};

const NOT_AT_START: &str = "。．，、：；！？‼⁇」』”’）》〉】〗〕］｝～–—·・‧／⸺…⋯,.:;!?)]}%％‰°℃℉′″々〻";
const NOT_AT_END: &str = "「『“‘（《〈【〖〔［｛([{￥¥";
const UNITS: &str = "年月日时分秒岁元角人名件条项家户套台辆吨米里亩次届期号楼层级度天万亿千百十余多个";

/// Every paragraph of the built-in pages and, where they are at hand, of the source pages.
fn paragraphs() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var_os("YUEBAO_SHARED").map_or_else(|| root.join("../shared"), Into::into);
    let mut paragraphs = Vec::new();
    for folder in [root.join("seeds"), shared.join("seeds")] {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            println!("{} is not here, passed over", folder.display());
            continue;
        };
        for entry in entries.flatten() {
            let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
            let clean = sanitise::sanitise(&text).text.into_owned();
            paragraphs.extend(clean.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
        }
    }
    paragraphs
}

fn both(measure: Measure) -> [Measure; 2] {
    [Ambiguous::Narrow, Ambiguous::Wide].map(|ambiguous| Measure { ambiguous, ..measure })
}

/// What is wrong between two lines of a galley.
fn faults(text: &str, galley: &Galley) -> Vec<String> {
    let mut faults = Vec::new();
    for pair in galley.lines.windows(2) {
        let (above, below) = (pair[0].span.of(text), pair[1].span.of(text));
        let Some(first) = below.chars().next() else { continue };
        let Some(last) = above.trim_end().chars().next_back() else { continue };
        let blank = above.ends_with(' ');
        let mut fault = |what: &str| faults.push(format!("{what}: {above} | {below}"));
        if NOT_AT_START.contains(first) {
            fault("a line starts with a forbidden mark");
        }
        if NOT_AT_END.contains(last) {
            fault("a line ends with a forbidden mark");
        }
        if first.is_whitespace() {
            fault("a line starts with a blank");
        }
        if !blank && last.is_ascii_digit() && (first.is_ascii_digit() || UNITS.contains(first)) {
            fault("a number is parted");
        }
        if last == '第' && first.is_ascii_digit() {
            fault("第 is parted from its number");
        }
        if "万亿余多".contains(last)
            && UNITS.contains(first)
            && above.trim_end().chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit())
        {
            fault("a magnitude is parted from its unit");
        }
        if !blank && last.is_ascii_alphabetic() && first.is_ascii_alphanumeric() {
            fault("a Latin word is parted");
        }
    }
    faults
}

/// What every galley of every text keeps.
fn check_galley(text: &str, measure: Measure, galley: &Galley) {
    let mut at = 0;
    for line in &galley.lines {
        assert_eq!(line.span.start, at, "lines follow one another in {text:?}");
        at = line.span.end;
        check_line(text, measure, line);
    }
    assert_eq!(at as usize, text.len(), "nothing is lost of {text:?}");
}

fn check_line(text: &str, measure: Measure, line: &Line) {
    let mut x = 0;
    let mut covered = line.span.start;
    for glyph in &line.glyphs {
        assert!(glyph.x >= x, "glyphs stand side by side in {text:?} at {measure:?}");
        assert_eq!(glyph.span.start, covered, "no source byte is passed over in {text:?}");
        x = glyph.right();
        covered = glyph.span.end;
        if glyph.shown == Shown::Source {
            assert_eq!(Cells(u16::from(glyph.cells)), width::grapheme(glyph.span.of(text), measure.ambiguous));
        }
    }
    let tail = Span { start: covered, end: line.span.end }.of(text);
    assert!(tail.chars().all(|c| crate::text::class::of(c).is_space()), "only blanks have no glyph: {tail:?}");
    let (limit, room) = (measure.width.0, measure.width.0.saturating_add(measure.hang.0));
    let single = line.glyphs.iter().filter(|g| g.cells > 0).count() <= 1;
    assert!(
        line.width() <= limit || single || hangs(text, line.glyphs.last(), limit, room),
        "{} > {limit}: {line:?} {text:?}",
        line.width()
    );
}

fn hangs(text: &str, last: Option<&Glyph>, limit: u16, room: u16) -> bool {
    let pause = |g: &Glyph| g.span.of(text).starts_with(|c| crate::text::class::of(c).may_hang());
    last.is_some_and(|g| g.x <= limit && g.right() <= room && pause(g))
}

#[test]
fn no_rule_is_broken_at_any_width_on_any_page() {
    for text in paragraphs() {
        let breaks = Breaks::of(&text);
        for width in 20..=120 {
            for measure in [Measure::plain(width), Measure::newspaper(width & !1)].into_iter().flat_map(both) {
                let galley = breaks.set(measure);
                assert_eq!(faults(&text, &galley), Vec::<String>::new(), "{measure:?}");
                if width % 10 == 0 {
                    check_galley(&text, measure, &galley);
                }
            }
        }
    }
}

#[test]
fn full_lines_end_flush_on_the_grid() {
    let paragraphs: Vec<Breaks> = paragraphs().iter().filter(|p| p.chars().count() > 40).map(|p| Breaks::of(p)).collect();
    for width in (30..=100).step_by(2) {
        let (mut full, mut flush) = (0, 0);
        for galley in paragraphs.iter().map(|p| p.set(Measure { ambiguous: Ambiguous::Wide, ..Measure::newspaper(width) })) {
            let Some((_, lines)) = galley.lines.split_last() else { continue };
            full += lines.len();
            flush += lines.iter().filter(|line| line.width() == width || line.width() == width + 2).count();
        }
        println!("{width:3} cells: {flush} of {full} full lines flush, {:.1} %", 100.0 * f64::from(flush as u32) / full as f64);
        assert!(full == 0 || flush * 100 >= full * 95, "{flush} of {full} at {width}");
    }
}

#[test]
fn chinese_comma_in_ascii_breaks_and_a_name_with_a_dot_does_not() {
    let parts = |text: &'static str| -> Vec<&'static str> {
        let mut at = 0;
        let ends = Breaks::of(text).opportunities().map(|o| o as usize).chain([text.len()]).collect::<Vec<_>>();
        ends.into_iter().map(|end| text.get(std::mem::replace(&mut at, end)..end).unwrap_or_default()).collect()
    };
    for (text, expected) in [
        ("截至目前,25人", "截|至|目|前,|25人"),
        ("达88.9%,为", "达|88.9%,|为"),
        ("2020年2月24日", "2020年|2月|24日"),
        ("定于2020/02/24起", "定|于|2020/02/24起"),
        ("全年24/7/365守", "全|年|24/7/365守"),
        ("10万吨有机", "10万吨|有|机"),
        ("诗经·秦风", "诗|经·秦|风"),
        ("吐尔逊·买买提", "吐|尔|逊·买|买|提"),
        ("坚持“两手抓、两不误”,督导", "坚|持|“两|手|抓、|两|不|误”,|督|导"),
        ("今年——去年……明年", "今|年——|去|年……|明|年"),
        ("特事特办”“急事", "特|事|特|办”|“急|事"),
        ("第3号楼第十三届", "第3号楼|第十三届"),
        ("0.5个百分点", "0.5个百分点"),
        ("3平方米多", "3平方米|多"),
        ("36.3℃和￥100", "36.3℃|和|￥100"),
        ("10-20岁，5%～10%", "10-20岁，|5%～10%"),
        ("14日—15日", "14日—15日"),
        ("北京—上海", "北|京—|上|海"),
        ("G20峰会，K7727次", "G20|峰|会，|K7727次"),
        ("N95口罩", "N95|口|罩"),
        ("X光片，维生素C", "X光|片，|维|生|素|C"),
        ("国投(铁岭)公司", "国|投|(铁|岭)|公|司"),
        ("GDP(国内)增", "GDP|(国|内)|增"),
        ("他说\"你好\"然后", "他|说|\"你|好\"|然|后"),
        ("２０２０年１２：３０", "２０２０年|１２：３０"),
        ("2020 年 2 月", "2020 年 |2 月"),
        ("二〇二〇年", "二|〇|二|〇|年"),
        ("①首先 ■本报", "①首|先 |■本|报"),
        ("60公里/小时", "60公里/小|时"),
        ("1.首先", "1.首|先"),
        ("100㎡，一百㎡", "100㎡，|一|百㎡"),
        ("COVID-19疫情", "COVID-19|疫|情"),
        ("——鲁迅", "——|鲁|迅"),
        ("说： “好”", "说： |“好”"),
        ("最低 -5℃", "最|低 -5℃"),
        ("it’s Peter’s", "it’s |Peter’s"),
        ("2019-nCoV病毒", "2019-|nCoV|病|毒"),
        ("孟　涛 摄", "孟　涛 |摄"),
        ("＞60岁，＋86", "＞60岁，|＋86"),
        ("10℃—15℃，-5℃~3℃", "10℃—15℃，-5℃~3℃"),
        ("“九·一八”", "“九·一|八”"),
        ("1,234,567.89元", "1,234,567.89元"),
        ("５，０００元", "５，０００元"),
        ("好！”）。", "好！”）。"),
        ("说：“《史记》”", "说：|“《史|记》”"),
        ("US$5.5亿元", "US$5.5亿元"),
        ("３：２", "３：２"),
    ] {
        assert_eq!(parts(text).join("|"), expected, "{text}");
    }
}

#[test]
fn ascii_marks_are_shown_full_width_only_in_chinese_text() {
    for (text, expected) in [
        ("截至目前,25人", "截至目前，25人"),
        ("比分3:2,时间:12:30", "比分 3:2，时间：12:30"),
        ("共1,234人;好!", "共 1,234人；好！"),
        ("区(村)和f(x)函数", "区（村）和f(x)函数"),
        ("NBA,CBA好", "NBA,CBA 好"),
        ("见http://a.cn/x?y=1,后", "见 http://a.cn/x?y=1，后"),
        ("Hello, world! It's (fine).", "Hello, world! It's (fine)."),
        ("(社区(村)等)", "（社区（村）等）"),
        ("诗经·秦风", "诗经・秦风"),
        ("周一~周五", "周一～周五"),
        ("他说“好”，走", "他说 “好”， 走"),
        ("今年——去年", "今年 —— 去年"),
        ("等……啊", "等 …… 啊"),
    ] {
        let measure = Measure { indent: Cells(0), justify: false, ..Measure::newspaper(60) };
        let shown: Vec<String> = set(text, measure).lines.iter().map(|line| line.draw(text)).collect();
        assert_eq!(shown.join("|"), expected, "{text}");
    }
}

#[test]
fn a_mark_hangs_or_takes_half_its_width_at_the_line_end() {
    let measure = Measure { indent: Cells(0), ..Measure::newspaper(10) };
    let lines = |text: &str| -> Vec<String> { set(text, measure).lines.iter().map(|line| line.draw(text)).collect() };
    assert_eq!(lines("一二三四五，六"), ["一二三四五，", "六"]);
    assert_eq!(lines("9路二三四,五六"), ["9路二三四,", "五六"]);
    assert_eq!(lines("9路二三四，五六"), ["9路二三四,", "五六"]);
}

#[test]
fn the_last_line_is_never_one_汉字_alone_where_the_line_before_can_give() {
    let measure = Measure { indent: Cells(0), ..Measure::newspaper(20) };
    let lines = |text: &str| -> Vec<String> { set(text, measure).lines.iter().map(|line| line.draw(text)).collect() };
    assert_eq!(lines("一二三，五六七八九十一。"), ["一二三，  五六七八九", "十一。"]);
    assert_eq!(lines("一二三四五六七八九十一。"), ["一二三四五六七八九十", "一。"]);
}

#[test]
fn at_impossible_widths_no_mark_opens_a_line_that_could_stand_elsewhere() {
    let lines = |text: &'static str, width: u16| -> Vec<&'static str> {
        set(text, Measure::plain(width)).lines.iter().map(|line| line.span.of(text)).collect()
    };
    assert_eq!(lines("你好，我", 4), ["你", "好，", "我"]);
    assert_eq!(lines("1234567万吨", 8), ["1234567", "万吨"]);
    assert_eq!(lines("supercalifragilistic", 8), ["supercal", "ifragili", "stic"]);
    assert_eq!(lines("《史记》", 4), ["《史", "记》"]);
    assert_eq!(lines("（一）", 4), ["（一", "）"]);
}

#[test]
fn spare_cells_go_beside_a_pause_rather_than_a_quote() {
    let measure = Measure { indent: Cells(0), hang: Cells(0), ..Measure::newspaper(26) };
    let text = "一，二三四五六七八“九十180万吨一二”三四";
    assert_eq!(set(text, measure).lines[0].draw(text), "一，  二三四五六七八 “九十");
}

#[test]
fn a_dash_and_an_ellipsis_of_two_are_one_mark_wherever_four_cells_hold_it() {
    for text in
        ["今年——去年……明年", "——去——", "……", "是——《——》", "他……——她", "AAAAAAAA——BBBBBBBB……C", "一二三四五————六", "“——”"]
    {
        for (width, narrow) in (4..=20).flat_map(|width| [(width, true), (width, false)]) {
            let ambiguous = if narrow { Ambiguous::Narrow } else { Ambiguous::Wide };
            for measure in [Measure::plain(width), Measure { indent: Cells(0), ..Measure::newspaper(width) }] {
                let galley = set(text, Measure { ambiguous, ..measure });
                for line in &galley.lines {
                    for mark in ["—", "…"] {
                        let count = line.span.of(text).matches(mark).count();
                        assert!(count.is_multiple_of(2), "{text} at {measure:?}: {:?}", line.span.of(text));
                    }
                }
            }
        }
    }
}

/// Lines of the pages that start or end with a mark that may not stand there: the number of all lines, of these, and what is wrong with each.
fn misplaced(width: u16) -> (usize, usize, Vec<String>) {
    let (mut lines, mut wrong) = (0, Vec::new());
    for text in paragraphs() {
        let breaks = Breaks::of(&text);
        for measure in both(Measure::plain(width)).into_iter().chain(both(Measure::newspaper(width))) {
            let galley = breaks.set(measure);
            lines += galley.lines.len();
            wrong.extend(faults(&text, &galley).into_iter().filter(|fault| fault.contains("forbidden")));
        }
    }
    (lines, wrong.len(), wrong)
}

#[test]
fn below_twenty_cells_a_mark_is_misplaced_only_where_nothing_else_holds() {
    for width in 6..20 {
        let (lines, wrong, which) = misplaced(width);
        println!("{width:3} cells: {wrong} of {lines} lines {:?}", which.iter().take(6).collect::<Vec<_>>());
        assert!(wrong * if width < 11 { 500 } else { lines + 1 } <= lines, "{wrong} of {lines} at {width}: {which:?}");
    }
}

#[test]
fn an_address_longer_than_the_line_is_parted_after_a_slash() {
    let text = "见https://www.example.com/news/2020/02/index.html?id=12查看";
    let shown: Vec<&str> = set(text, Measure::plain(24)).lines.iter().map(|line| line.span.of(text)).collect();
    assert_eq!(shown, ["见", "https://www.example.com/", "news/2020/02/index.html?", "id=12查看"]);
}

#[test]
fn chosen_extremes_are_set_without_harm() {
    let long = "锦".repeat(350_000);
    let word = "a".repeat(100_000);
    let blanks = " ".repeat(10_000);
    let slashes = "a/".repeat(50_000);
    let marks = "\u{301}".repeat(10_000);
    let texts =
        ["", " ", &long, &word, &blanks, &slashes, &marks, "，。，。”））》……", "“‘（《【", "👨‍👩‍👧👨‍👩‍👧", "\u{fe0f}", "第", "1万"];
    for text in texts {
        let breaks = Breaks::of(text);
        for width in [0, 1, 2, 3, 4, 5, 80, u16::MAX] {
            for base in [Measure::plain(width), Measure::newspaper(width)] {
                for measure in both(base) {
                    check_galley(text, measure, &breaks.set(measure));
                    check_galley(text, Measure { hang: Cells(0), ..measure }, &breaks.set_headline(measure));
                }
            }
        }
    }
}

#[test]
fn dictionary_words_stay_whole_where_that_costs_one_汉字() {
    let text = "锦州港口码头调度员";
    let plain = Breaks::of(text);
    let words = Breaks::of(text).preferring_words([0, 6, 12, 18]);
    let lines = |breaks: &Breaks| -> Vec<String> {
        breaks.set(Measure::plain(10)).lines.iter().map(|line| line.span.of(text).to_owned()).collect()
    };
    assert_eq!(lines(&plain), ["锦州港口码", "头调度员"]);
    assert_eq!(lines(&words), ["锦州港口", "码头调度员"]);
}

fn any_measure() -> impl Strategy<Value = Measure> {
    (0_u16..60, 0_u16..8, any::<(bool, bool, bool)>(), prop_oneof![Just(0_u16), Just(2)]).prop_map(
        |(width, indent, flags, hang)| Measure {
            width: Cells(width),
            indent: Cells(indent),
            ambiguous: if flags.0 { Ambiguous::Wide } else { Ambiguous::Narrow },
            normalise: flags.1,
            justify: flags.2,
            hang: Cells(hang),
        },
    )
}

const MIXED: &str =
    "[锦州港一二〇a-cX0-9０,.;:!?()\"'“”‘’（）《》，。、；：！？—…·～/%℃¥第年月万个 \u{3000}\u{a0}\u{301}👨\u{200d}αк가]{0,80}";

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_nothing_too_wide(text in MIXED, measure in any_measure()) {
        check_galley(&text, measure, &set(&text, measure));
    }

    #[test]
    fn any_text_at_all_is_set(text in any::<String>(), measure in any_measure()) {
        let text = sanitise::sanitise(&text).text.replace('\n', " ");
        check_galley(&text, measure, &set(&text, measure));
    }

    #[test]
    fn cells_and_bytes_are_inverse(text in MIXED, measure in any_measure()) {
        let galley = set(&text, measure);
        for (at, line) in galley.lines.iter().enumerate() {
            for glyph in line.glyphs.iter().filter(|g| g.cells > 0) {
                prop_assert_eq!(galley.line_at(glyph.span.start), at);
                prop_assert_eq!(line.offset_at(glyph.x), glyph.span.start);
                prop_assert_eq!(line.cell_of(glyph.span.start), glyph.x);
                prop_assert_eq!(line.cells_of(glyph.span), Some(glyph.x..glyph.right()));
            }
        }
    }
}
