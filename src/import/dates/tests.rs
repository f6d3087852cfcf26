//! Days of many papers: datelines, as-of days, lunar days, and what is no day of the story.

use proptest::prelude::*;

use super::super::scored::{article, page_of};
use super::*;

/// Days read from a page of one article: its own and the page's.
fn read(parts: &[(Field, &str)], hints: &Hints) -> (String, String) {
    let parts: Vec<_> = parts.iter().zip(1..).map(|((field, text), n)| (*field, n, (*text).to_owned())).collect();
    let mut draft = page_of("a.txt", vec![article(&parts)]);
    date(&mut draft, hints);
    let one = &draft.articles[0];
    (one.date.map_or_else(|| "-".to_owned(), |d| d.to_string()), one.published.to_string())
}

fn body(text: &str) -> (String, String) {
    read(&[(Field::Headline, "标题"), (Field::Body, text)], &Hints::default())
}

fn own(text: &str) -> String {
    body(text).0
}

#[test]
fn a_scene_and_a_dateline_date_an_article() {
    for (text, day) in [
        ("本报讯　2月24日，工人们回到车间。", "XXXX-02-24"),
        ("十月十一日清晨，送饭的车到了。", "XXXX-10-11"),
        ("本报兰州１１月５日电（记者某某）全省小麦出苗。", "XXXX-11-05"),
        ("新华社北京2月24日电 记者从有关部门获悉，", "XXXX-02-24"),
        ("截至3月9日，全市复工九成。", "XXXX-03-09"),
        ("到2月20日，502家企业开工。", "XXXX-02-20"),
        ("2月14日至15日，雪下了一天一夜。", "XXXX-02-15"),
        ("二〇二〇年二月廿三日，车间里灯火通明。", "2020-02-23"),
        ("2020年2月24日傍晚，样品间里灯火通明。", "2020-02-24"),
        ("6月1号上午，孩子们上了船。", "XXXX-06-01"),
    ] {
        assert_eq!(own(text), day, "{text}");
    }
}

#[test]
fn starts_plans_notices_and_background_date_nothing() {
    for text in [
        "2月20日起，我市首批老社保卡陆续到期。",
        "自3月1日以来，客流回升。",
        "从2月2日起，她包下了午饭。",
        "大桥将于5月1日通车。",
        "工程计划6月30日完工。",
        "请在3月31日前缴费。",
        "报名时间：3月1日至3月10日。",
        "因桥梁检测，5月15日至5月19日每日22时禁止通行。",
        "去年12月3日，他第一次来。",
        "每年3月5日，队员们都上街。",
        "本报1月10日3版《学生餐》一文有误，特此更正。",
        "昨日，记者从市气象台获悉，明日有雪。",
        "近日，一段视频在网上流传。",
        "他生于1月5日。",
        "价格为2.40元，比例13:8，3月份产量4.5万吨。",
    ] {
        assert_eq!(own(text), "-", "{text}");
    }
}

#[test]
fn a_start_that_is_then_told_as_the_day_itself_counts() {
    assert_eq!(own("从2月22日起，先要亮码。这天系统上线。"), "XXXX-02-22");
}

#[test]
fn a_letter_is_dated_by_its_signature() {
    let parts = [
        (Field::Headline, "公平秤去哪儿了"),
        (Field::Body, "编辑同志：9月20日我去买菜，秤不见了。"),
        (Field::Byline, "某区读者 秦某　9月28日"),
    ];
    assert_eq!(read(&parts, &Hints::default()).0, "XXXX-09-28");
}

#[test]
fn a_notice_is_dated_by_the_day_behind_its_last_sentence() {
    let header = Hints { published: Day::new(Some(2004), 6, 23), ..Hints::default() };
    let notice = |text: &str| read(&[(Field::Headline, "遗失声明"), (Field::Body, text)], &header).0;
    assert_eq!(notice("导游证一本遗失，声明作废。 2004年6月21日"), "2004-06-21");
    assert_eq!(notice("请带旧证到窗口更换。市公共交通集团 2004年6月20日"), "2004-06-20");
    assert_eq!(notice("证件遗失，声明作废。窗口昨天关到6月20日"), "-", "a day without its year is no signature there");
}

#[test]
fn published_is_the_day_after_the_newest_day_and_approximate() {
    assert_eq!(body("2月24日，工人回厂。截至2月25日，全部开工。").1, "XXXX-02-26~");
    assert_eq!(body("2020年12月31日夜里，最后一炉钢出炉。").1, "2021-01-01~");
    assert_eq!(body("没有日期的散文。").1, "-");
}

#[test]
fn the_turn_of_the_year_does_not_make_december_newest() {
    let (_, published) = body("12月30日，雪下了一夜。1月2日，路通了。");
    assert_eq!(published, "XXXX-01-03~");
}

#[test]
fn a_stated_day_is_certain_and_lends_its_year() {
    let hints = Hints::of_name("2020-01-02/03.txt");
    let (own, published) = read(&[(Field::Headline, "标题"), (Field::Body, "12月31日，灯会开幕。")], &hints);
    assert_eq!((own.as_str(), published.as_str()), ("2019-12-31", "2020-01-02"));
}

#[test]
fn a_day_after_a_stated_publication_is_a_plan() {
    let hints = Hints::of_name("20210512-01-02.txt");
    assert_eq!(read(&[(Field::Body, "5月20日，老城影院重新开门迎客，票价不变。")], &hints).0, "-");
}

#[test]
fn a_year_needs_evidence() {
    assert_eq!(body("2月24日，工人回厂。2015年他来到这里。").1, "XXXX-02-25~", "only a bound");
    assert_eq!(body("2月7日(正月十四)晚上，送来了饺子。").1, "XXXX-02-08~", "1963, 1982 or 2020");
    assert_eq!(body("2月7日(正月十四)晚上，送来了饺子。这是2009年以来最大的雪。").1, "2020-02-08~");
    assert_eq!(body("3月11日，工人开足机器。去年底，2019年的货款全部收回。").1, "2020-03-12~");
    assert_eq!(body("2月24日（星期一），工人回厂。中心2019年9月挂牌。").1, "2020-02-25~", "the weekday fits");
    assert_eq!(body("2月24日（星期二），工人回厂。中心2019年9月挂牌。").1, "XXXX-02-25~", "it fits neither 2019 nor 2020");
    assert_eq!(body("3月3日，企业获贷。到2025年，产值要翻番。").1, "XXXX-03-04~", "a plan is no bound and no year");
}

#[test]
fn last_year_proves_a_year_only_where_both_are_said_of_one_thing() {
    for (text, published) in [
        ("2月24日，工人回厂。产量较去年下降，创2015年以来新低。", "XXXX-02-25~"),
        ("2月24日，工人回厂。比去年增长两成，2015年投产的生产线也满了。", "XXXX-02-25~"),
        ("2月24日，工人回厂。产量超过去年，2015年投产的生产线也满了。", "XXXX-02-25~"),
        ("2月24日，工人回厂。去年（2019年）的订单还没做完。", "2020-02-25~"),
        ("2月24日，工人回厂。底气来自去年底：2019年的货款全部收回。", "2020-02-25~"),
        ("2月24日，工人回厂。去年，也就是2019年，订单翻了一番。", "2020-02-25~"),
        ("2月24日，工人回厂。与去年2019年相比，订单翻了一番。", "2020-02-25~"),
    ] {
        assert_eq!(body(text).1, published, "{text}");
    }
}

#[test]
fn the_evidence_is_kept_with_its_line() {
    let parts = [(Field::Headline, 1, "标题".to_owned()), (Field::Body, 3, "2月24日，工人回厂。".to_owned())];
    let mut draft = page_of("a.txt", vec![article(&parts)]);
    date(&mut draft, &Hints::default());
    assert_eq!(draft.page.evidence[0].line, 3);
    assert!(draft.page.evidence[0].what.contains("2月24日"));
}

/// The day [`newest`] means, by looking at all mentions for each.
fn newest_one_by_one(days: &[Days]) -> Option<(u8, u8)> {
    let weight = |told: &Told| match (told.mention.tense, told.opening) {
        (Tense::Dateline, _) => 4.0,
        (_, true) => 2.0,
        _ if told.began => 0.5,
        _ => 1.0,
    };
    let all: Vec<(u16, f32, (u8, u8))> = (days.iter().filter(|d| !d.notice).flat_map(|d| &d.told))
        .filter(|told| past(told.mention.tense))
        .map(|told| {
            let day = (told.mention.month, told.mention.day);
            (ordinal(day.0, day.1), weight(told), day)
        })
        .collect();
    let in_window = |end: u16| -> f32 { all.iter().filter(|(day, ..)| (end + 366 - day) % 366 <= 30).map(|(_, w, _)| w).sum() };
    let best = all.iter().map(|(day, ..)| in_window(*day)).fold(0.0, f32::max);
    let ends: Vec<u16> = all.iter().map(|(day, ..)| *day).filter(|day| in_window(*day) >= best - 0.01).collect();
    let end = ends.iter().copied().max_by_key(|day| ends.iter().filter(|other| (*day + 366 - **other) % 366 <= 183).count())?;
    all.iter().find(|(day, ..)| *day == end).map(|(.., day)| *day)
}

proptest! {
    #[test]
    fn the_newest_day_is_the_one_that_each_mention_for_itself_leads_to(days in proptest::collection::vec((1..=12_u8, 1..=28_u8, 0..4_u8), 0..12)) {
        let texts: Vec<String> = days.iter().map(|(month, day, kind)| match kind {
            0 => format!("本报讯　{month}月{day}日，工人们回到车间。"),
            1 => format!("截至{month}月{day}日，全市复工九成。"),
            2 => format!("{month}月{day}日，大桥开工。"),
            _ => format!("{month}月{day}日清晨，送饭的车到了。"),
        }).collect();
        let parts: Vec<_> = (1..).zip(&texts).map(|(n, text)| (Field::Body, n, text.clone())).collect();
        let days = [days_of(&article(&parts))];
        prop_assert_eq!(newest(&days, None), newest_one_by_one(&days));
    }

    #[test]
    fn any_text_gives_only_days_that_exist(text in "[0-9０-９一二三四五六七八九十廿〇年月日号至到、（）正腊初星期周，。a ]{0,60}") {
        for mention in mentions(&text) {
            prop_assert!(Day::new(mention.year, mention.month, mention.day).is_some());
            prop_assert!(text.get(mention.at..mention.end).is_some(), "offsets lie on characters");
        }
        let (own, _) = body(&text);
        prop_assert!(own == "-" || own.parse::<Day>().is_ok());
    }

    #[test]
    fn no_text_and_no_name_panics(text in "\\PC{0,200}") {
        let _ = (body(&text), Hints::of_page(&text, &text), crate::import::metadata::written_day(&text));
    }
}
