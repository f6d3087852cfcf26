//! Reading on, going back, and setting the text otherwise: the first character on the screen stays.

use std::sync::Arc;

use yuebao::app::{Focus, Lang, Start};
use yuebao::corpus::{Corpus, Imprint};

use crate::desk::{Desk, cells, desk, desk_en, sit, status, title};
use crate::fixture;

/// Text offset of the first character on the screen.
fn first(desk: &Desk) -> u32 {
    let app = desk.program().app();
    app.sheet().map_or(0, |sheet| sheet.offset_of(app.top_row()))
}

#[test]
fn space_turns_the_page_with_one_line_kept_and_goes_on_at_the_end() {
    let mut desk = desk(100, 12);
    desk.press("l");
    let last = cells(&desk.rows()[10], 38, 200);
    desk.press("<Space>");
    assert_eq!(cells(&desk.rows()[2], 38, 200), last, "one line of overlap\n{}", desk.text());
    while !desk.program().app().at_end() {
        desk.press("<Space>");
    }
    assert!(status(&desk).contains("空格 下一篇: 图书馆把书送到公交站"), "the line says where Space will go\n{}", desk.text());
    assert!(status(&desk).contains("  完"), "{}", status(&desk));
    desk.press("<Space>");
    assert_eq!(title(&desk), "图书馆把书送到公交站");
    desk.press("<BS>");
    assert_eq!(title(&desk), "小凌河口开出今春第一班渔船");
    assert!(status(&desk).contains("  完"), "Backspace comes back to the very place\n{}", desk.text());
}

#[test]
fn where_space_will_go_is_said_at_every_width_that_has_hints() {
    for width in [36, 40, 50, 60, 80, 100, 140] {
        for keys in if width < 60 { ["lG", "lGg<End>"] } else { ["lG", "lGz"] } {
            let desk = desk(width, 24).press(keys).rows();
            let status = desk.last().unwrap();
            assert!(status.contains("空格 下一篇: 图"), "{width} {keys}: {status}");
        }
    }
}

#[test]
fn the_last_article_says_so_and_stays() {
    let mut desk = desk(100, 30);
    desk.press("4l]]]]]");
    assert_eq!(title(&desk), "老街的招牌一律不许发光");
    assert!(!status(&desk).contains("空格"), "a key that leads nowhere is not offered: {}", status(&desk));
    let place = first(&desk);
    desk.press("<Space>");
    assert!(status(&desk).contains("这是最后一篇"), "{}", status(&desk));
    assert_eq!((title(&desk).as_str(), first(&desk)), ("老街的招牌一律不许发光", place));
}

#[test]
fn backspace_walks_back_through_the_places() {
    let mut desk = desk(100, 30);
    desk.press("l]]]>");
    let titles = ["苹果窖里开出直播间", "老城锅炉换新 三千户暖气不停", "图书馆把书送到公交站", "小凌河口开出今春第一班渔船"];
    for title_before in titles {
        desk.press("<BS>");
        assert_eq!(title(&desk), title_before);
    }
    let still = desk.text();
    desk.press("<BS><BS>");
    assert_eq!(desk.text(), still, "at the first place Backspace stays");
    assert!(!desk.has_quit());
}

#[test]
fn full_width_and_back_keep_the_first_character() {
    for (width, height) in [(100, 12), (80, 24), (61, 10), (140, 9)] {
        for down in 0..14 {
            let mut desk = desk(width, height);
            desk.press("l").press(&"j".repeat(down));
            let (place, row) = (first(&desk), desk.program().app().top_row());
            let before = desk.shown().clone();
            desk.press("z");
            let app = desk.program().app();
            assert_eq!(app.sheet().map(|s| s.row_of(place)), Some(app.top_row()), "{width}x{height}, {down} lines down");
            desk.press("z");
            assert_eq!(desk.program().app().top_row(), row);
            assert_eq!(desk.shown(), &before, "z z changes nothing: {width}x{height}, {down} lines down");
            desk.press("z<Esc>");
            assert_eq!(desk.shown(), &before, "nor does z Esc");
        }
    }
}

#[test]
fn resizing_keeps_the_first_character_and_coming_back_the_frame() {
    for down in [0, 1, 5, 9] {
        let mut desk = desk(100, 12);
        desk.press("l").press(&"j".repeat(down));
        let before = desk.shown().clone();
        let place = first(&desk);
        for (width, height) in [(80, 24), (40, 20), (20, 6), (8, 3), (1, 1), (0, 0), (160, 50), (61, 10), (19, 3)] {
            desk.resize(width, height);
            let app = desk.program().app();
            if let (Some(sheet), true) = (app.sheet(), app.geometry().reader.is_some()) {
                let visible = sheet.rows[app.top_row()].line.span;
                assert!(
                    visible.contains(place) || visible.start >= place || place == 0,
                    "{width}x{height}: {place} not in {visible:?}"
                );
            }
        }
        desk.resize(100, 12);
        assert_eq!(desk.shown(), &before, "{down} lines down");
    }
}

#[test]
fn the_measure_goes_by_two_characters_and_is_kept_for_each_arrangement() {
    let measure = |desk: &Desk| desk.program().app().geometry().reader.unwrap().width;
    let mut desk = desk(120, 40);
    desk.press("l");
    assert_eq!(measure(&desk), 78);
    desk.press("--");
    assert_eq!(measure(&desk), 70);
    assert!(status(&desk).contains("行宽 35 字"), "{}", status(&desk));
    desk.press("z");
    assert_eq!(measure(&desk), 80, "full width has a measure of its own");
    desk.press("-");
    assert_eq!(measure(&desk), 76);
    desk.press("z");
    assert_eq!(measure(&desk), 70);
    desk.press("+++++");
    assert_eq!(measure(&desk), 78, "no wider than the pane");
    desk.press("-");
    assert_eq!(measure(&desk), 74, "and the first step back is felt at once");
    desk.press(&"-".repeat(40));
    assert_eq!(measure(&desk), 20);
    desk.resize(80, 24);
    assert_eq!(measure(&desk), 20, "a measure chosen on a wide screen holds on a narrower one, as far as it fits");
}

#[test]
fn the_head_line_shows_the_headline_once_it_has_gone() {
    let mut desk = desk(100, 12);
    desk.press("l");
    assert!(desk.rows()[0].contains("锦州  2020-02-26~  港湾"));
    desk.press("jj");
    assert!(desk.rows()[0].contains("小凌河口开出今春第一班渔船"), "{}", desk.text());
    desk.press("kk");
    assert!(desk.rows()[0].contains("锦州  2020-02-26~  港湾"));
}

#[test]
fn the_head_line_says_paper_and_page_where_they_are_stated() {
    let imprint = Imprint { paper: Some("锦州日报".to_owned()), edition: Some("03".to_owned()) };
    let mut draft = fixture::one("锦州", "渔船出港忙", "雾散了。");
    draft.articles[0].imprint = Some(Arc::new(imprint));
    let corpus = Arc::new(Corpus::build(vec![draft], str::to_owned));
    let start = |lang| Start { corpus: corpus.clone(), lang, ..Start::default() };
    assert!(sit(start(Lang::Zh), 100, 12).rows()[0].contains("锦州  2020-05-01  锦州日报 03版"));
    assert!(sit(start(Lang::En), 100, 12).rows()[0].contains("锦州  2020-05-01  锦州日报 page 03"));
}

#[test]
fn a_line_down_at_the_end_does_not_scroll_into_white() {
    let mut desk = desk(100, 12);
    desk.press("lG");
    let end = desk.text();
    assert!(end.contains("〔图〕"), "{end}");
    desk.press("jjj");
    assert_eq!(desk.text(), end);
    desk.press("k");
    assert_ne!(desk.text(), end);
    desk.press("}}}}}}}}}}}}");
    assert_eq!(desk.text(), end);
}

#[test]
fn both_languages_say_the_same_pairs() {
    for keys in ["", "l", "lG", "z", "/", "/公交", "/公交<Enter>", "?", ":", "s", "!"] {
        let (zh, en) = (desk(140, 30).press(keys).program().app().hints(), desk_en(140, 30).press(keys).program().app().hints());
        let plain =
            |hints: &[yuebao::app::hints::Hint]| hints.iter().map(|hint| hint.keys.split(' ').count()).collect::<Vec<_>>();
        assert_eq!(zh.len(), en.len(), "after {keys:?}: {zh:?} {en:?}");
        assert!(plain(&zh).iter().zip(plain(&en)).all(|(zh, en)| *zh <= en), "after {keys:?}: {zh:?} {en:?}");
    }
}

#[test]
fn a_copy_is_clean_text_with_its_source() {
    let mut desk = desk(100, 30);
    desk.press("l/书柜<Enter>y");
    let copied = desk.copied().last().cloned().unwrap_or_default();
    assert!(
        copied.starts_with("本报讯 坐9路公交车的人近来发现，")
            && copied.ends_with("（锦州 2020-02-26~《图书馆把书送到公交站》）")
    );
    assert!(status(&desk).contains("已送往剪贴板: 本段"), "{}", status(&desk));
    desk.press("Y");
    assert!(desk.copied().last().unwrap().contains("\n下个月，书柜将增加到二十个"));
    assert_eq!(desk.program().app().focus(), Focus::Reader);
}

#[test]
fn an_article_too_long_for_any_clipboard_is_not_copied_and_says_so() {
    let long = "渔船回港，码头上的灯亮了一夜。".repeat(1_300);
    let corpus = crate::fixture::build(vec![crate::fixture::one("锦州", "码头一夜", &long)]);
    let mut desk = crate::desk::before(corpus, 100, 30);
    desk.press("lY");
    assert_eq!(desk.copied(), [] as [String; 0]);
    assert!(status(&desk).contains("太长了，终端的剪贴板收不下，没有复制"), "{}", status(&desk));
    desk.press("j");
    assert!(!status(&desk).contains("太长了"));
    // The headline is a paragraph of its own at the top of the screen.
    desk.press("gy");
    assert!(desk.copied()[0].starts_with("码头一夜（锦州"), "{:?}", desk.copied());
}
