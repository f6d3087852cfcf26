//! Moving about in the tree and between its branches.

use yuebao::app::{Event, Focus, Mouse, MouseKind};

use crate::desk::{desk, status, title};

fn city(desk: &crate::desk::Desk) -> String {
    desk.program().app().article().and_then(|a| a.city.as_deref().map(str::to_owned)).unwrap_or_default()
}

fn day(desk: &crate::desk::Desk) -> String {
    desk.program().app().article().map(|a| a.published.to_string()).unwrap_or_default()
}

#[test]
fn the_bracket_ladder_goes_by_paragraph_article_day_and_city() {
    let mut desk = desk(100, 20);
    desk.press("l}");
    assert!(desk.rows()[2].contains("小凌河口开出今春第一班渔船"), "a paragraph on is the next opening\n{}", desk.text());
    desk.press("{");
    assert!(desk.rows()[2].contains("冰期提前结束"), "and back to the top\n{}", desk.text());
    desk.press("]");
    assert_eq!(title(&desk), "图书馆把书送到公交站");
    desk.press("[");
    assert_eq!(title(&desk), "小凌河口开出今春第一班渔船");
    desk.press(")");
    assert_eq!((city(&desk), day(&desk)), ("锦州".into(), "2020-02-12~".into()));
    desk.press(")");
    assert_eq!(city(&desk), "辽阳", "the day after a city's last is the next city's first");
    desk.press("(");
    assert_eq!((city(&desk), day(&desk)), ("锦州".into(), "2020-02-12~".into()));
    desk.press(">>");
    assert_eq!(city(&desk), "铁岭");
    desk.press("<lt>");
    assert_eq!(city(&desk), "辽阳");
    desk.press("<lt><lt>");
    assert_eq!(city(&desk), "锦州");
    assert!(status(&desk).contains("这是第一篇"), "{}", status(&desk));
}

#[test]
fn the_digit_that_is_seen_is_the_key_that_goes_there() {
    let mut desk = desk(100, 30);
    for (digit, name) in [("2", "辽阳"), ("4", "营口"), ("1", "锦州"), ("3", "铁岭")] {
        desk.press(digit);
        assert_eq!(city(&desk), name);
        let row = desk.rows().into_iter().find(|row| row.trim_start().starts_with(&format!("{digit} ")));
        assert!(row.is_some_and(|row| row.contains(name)), "{}", desk.text());
    }
    desk.press("7");
    assert_eq!(city(&desk), "铁岭", "a digit without a city does nothing");
}

#[test]
fn chinese_marks_are_the_same_keys() {
    let plain = desk(100, 30).press("]]>(").text();
    let marks = desk(100, 30).press("】】》（").text();
    assert_eq!(plain, marks);
    assert_eq!(desk(100, 30).press("/").text(), desk(100, 30).press("、").text());
    assert_eq!(desk(100, 30).press("?").text(), desk(100, 30).press("？").text());
    assert_eq!(desk(100, 30).press("j").text(), desk(100, 30).press("ｊ").text());
}

#[test]
fn the_reader_follows_the_tree_and_keeps_out_of_its_way() {
    let mut desk = desk(100, 30);
    desk.press("j");
    assert_eq!(title(&desk), "图书馆把书送到公交站");
    desk.press("kkk");
    assert_eq!(title(&desk), "小凌河口开出今春第一班渔船", "a branch leaves the article alone");
    assert!(status(&desk).contains("17 篇"), "{}", status(&desk));
    desk.press("l");
    assert_eq!(desk.program().app().focus(), Focus::Reader, "Enter on a branch reads its first article");
    desk.press("jjj");
    assert_eq!(title(&desk), "小凌河口开出今春第一班渔船", "j in the reader never moves the tree");
    desk.press("h");
    assert_eq!(desk.program().app().focus(), Focus::Tree);
}

#[test]
fn folding_goes_up_and_one_child_levels_are_one_row() {
    let mut desk = desk(100, 30);
    desk.press("h");
    assert!(desk.rows()[3].starts_with("  >- 2020-02-26~") || desk.rows()[3].contains("2020-02-26~"), "{}", desk.text());
    desk.press("h");
    assert!(desk.rows()[3].contains("+ 2020-02-26~"), "the day is folded\n{}", desk.text());
    desk.press("hh");
    assert!(desk.rows()[3].starts_with(" 2 辽阳  + 2020-03-12~"), "the city is folded\n{}", desk.text());
    desk.press("Z");
    assert!(
        desk.text().contains("- 2020-02-12~") && desk.text().contains("- 2020-02-26~"),
        "all was folded: all opens\n{}",
        desk.text()
    );
    desk.press("Z");
    assert!(desk.rows().iter().all(|row| !row.contains("- 2020")), "something is open: all folds\n{}", desk.text());
}

#[test]
fn the_mark_of_a_guessed_date_explains_itself_when_it_is_selected() {
    let mut desk = desk(100, 30);
    desk.press("k");
    assert!(status(&desk).starts_with(" ~ 是推算: 版上最晚的日子加一天"), "{}", status(&desk));
    desk.press("j");
    assert!(!status(&desk).contains('是'), "until the next key");
    let mut drafts = crate::fixture::drafts();
    for article in &mut drafts[0].articles {
        article.published.day = article.published.day.map(|day| yuebao::corpus::Day { year: None, ..day });
    }
    let mut desk = crate::desk::before(crate::fixture::build(drafts), 100, 30);
    desk.press("1kk");
    while !desk.rows().iter().any(|row| row.contains("> ") && row.contains("XXXX-02-26~")) && !desk.text().contains("年份不明")
    {
        desk.press("j");
        assert!(!status(&desk).starts_with(" 38/38"), "no row of the day without a year was found\n{}", desk.text());
    }
    assert!(status(&desk).contains("年份不明"), "{}", desk.text());
}

#[test]
fn moving_in_the_tree_scrolls_no_further_than_it_must() {
    let mut desk = desk(100, 12);
    desk.press("G");
    assert!(desk.rows().iter().any(|row| row.starts_with(">4 营口")), "{}", desk.text());
    desk.press("g");
    assert!(desk.rows()[2].starts_with(" 1 锦州") || desk.rows()[2].starts_with(">1 锦州"), "{}", desk.text());
    let before = desk.rows();
    desk.press("jj");
    let moved: Vec<usize> = (2..10).filter(|y| tree_of(&before[*y]) != tree_of(&desk.rows()[*y])).collect();
    assert!(moved.len() <= 3, "only the rows that were and are selected change: {moved:?}\n{}", desk.text());
}

fn tree_of(row: &str) -> String {
    row.chars().take(18).collect::<String>().replace('>', " ")
}

#[test]
fn esc_never_quits_and_does_nothing_where_nothing_is_open() {
    let mut desk = desk(100, 30);
    let before = desk.shown().clone();
    desk.press("<Esc><Esc><Esc>");
    assert_eq!(&before, desk.shown());
    assert!(!desk.has_quit());
    desk.press("q");
    assert!(desk.has_quit());
}

#[test]
fn a_narrow_screen_shows_one_pane_and_tab_changes_it() {
    let mut desk = desk(40, 20);
    let tree = desk.text();
    desk.press("l");
    assert!(desk.text().contains("本报讯"), "{}", desk.text());
    let reader = desk.text();
    desk.press("<Esc>");
    assert_eq!(desk.text(), tree);
    desk.press("<Tab>");
    assert_eq!(desk.text(), reader);
    desk.press("h");
    assert_eq!(desk.text(), tree);
    desk.press("<Enter>").resize(80, 24);
    assert_eq!(desk.program().app().focus(), Focus::Reader, "wider, both panes are shown and the focus stays");
    desk.resize(40, 20);
    assert_eq!(desk.text(), reader);
}

#[test]
fn the_wheel_scrolls_what_it_points_at_and_a_click_selects() {
    let mut desk = desk(100, 20);
    let at = |kind, x, y| Event::Mouse(Mouse { kind, x, y });
    desk.send(at(MouseKind::WheelDown, 60, 10));
    assert!(desk.rows()[2].contains("本报记者"), "three lines down\n{}", desk.text());
    desk.send(at(MouseKind::WheelUp, 60, 10));
    desk.send(at(MouseKind::Press, 10, 6));
    assert_eq!(title(&desk), "老城锅炉换新 三千户暖气不停");
    assert_eq!(desk.program().app().focus(), Focus::Tree);
    desk.send(at(MouseKind::Press, 10, 6));
    assert_eq!(desk.program().app().focus(), Focus::Reader, "a second click on the selected row reads it");
    desk.send(at(MouseKind::WheelDown, 10, 6));
    desk.send(at(MouseKind::Press, 99, 19));
    desk.send(at(MouseKind::Press, 5, 18));
    assert!(!desk.has_quit());
}
