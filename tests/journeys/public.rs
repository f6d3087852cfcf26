//! A visitor of a public reading room: reads and searches, leaves nothing behind, is told what this is and when it closes.

use yuebao::app::{Effect, Event, Lang, Start};

use crate::desk::{Desk, sit, status};

fn visitor(lang: Lang, width: u16, height: u16) -> Desk {
    sit(Start { corpus: crate::fixture::corpus(), lang, visitor: Some(15), ..Start::default() }, width, height)
}

fn over_status(desk: &Desk) -> String {
    desk.rows().iter().rev().nth(1).cloned().unwrap_or_default()
}

#[test]
fn a_visitor_is_told_in_one_row_what_this_is_until_the_first_key() {
    let mut desk = visitor(Lang::Zh, 80, 24);
    insta::assert_snapshot!("public_80x24", desk.text());
    insta::assert_snapshot!("public_40x20", visitor(Lang::Zh, 40, 20).text());
    insta::assert_snapshot!("public_en_80x24", visitor(Lang::En, 80, 24).text());
    assert!(status(&desk).contains("1/38"), "the status line is as ever: {}", status(&desk));
    desk.press("L");
    assert!(!desk.text().contains("公共阅报栏") && !desk.text().contains("Public reading room"), "{}", desk.text());
    assert!(status(&desk).contains("q quit"), "and L has been obeyed: {}", status(&desk));
}

#[test]
fn what_would_be_kept_is_refused_in_one_line_and_stands_in_no_list() {
    let mut desk = visitor(Lang::Zh, 100, 30);
    for key in ["m", "a", "e", "U", "'", "r"] {
        desk.press("l").press(key);
        assert!(status(&desk).starts_with(" 这里只能读"), "{key}: {}", status(&desk));
    }
    desk.press("s");
    for key in ["m", "a", "e"] {
        desk.press(key);
        assert!(status(&desk).starts_with(" 这里只能读"), "{key}: {}", status(&desk));
    }
    desk.press("<Esc>?");
    for name in ["mark", "marks", "note", "fix", "unfix", "retry"] {
        assert!(!desk.text().split_whitespace().any(|word| word == name), "{name}\n{}", desk.text());
    }
    assert!(desk.text().contains("copy_all") && desk.text().contains("problems"), "{}", desk.text());
    desk.press("<Esc>:mark<Enter>");
    assert!(desk.program().asked.iter().all(|effect| matches!(effect, Effect::Words | Effect::Search { .. })));
    let suspended = desk.suspended();
    desk.press("<Esc><C-z>");
    assert_eq!(desk.suspended(), suspended, "there is no shell behind");
}

#[test]
fn a_minute_before_the_room_closes_it_says_so_and_any_key_takes_that_away() {
    let mut desk = visitor(Lang::Zh, 80, 24);
    desk.press("l");
    let before = desk.shown().clone();
    desk.send(Event::ClosesSoon);
    assert!(over_status(&desk).starts_with(" 一分钟后断开，按任意键留下"), "{}", desk.text());
    desk.press("<F5>");
    assert_eq!(desk.shown(), &before, "a key without meaning stays too");
    desk.resize(30, 8).send(Event::ClosesSoon);
    assert!(status(&desk).contains("一分钟后断开"), "where no row is free it is the notice: {}", desk.text());
    let mut english = visitor(Lang::En, 80, 24);
    english.send(Event::ClosesSoon);
    assert!(over_status(&english).starts_with(" Closing in one minute; press any key to stay"), "{}", english.text());
}

#[test]
fn leaving_says_goodbye_and_not_how_to_come_back() {
    let mut desk = visitor(Lang::Zh, 80, 24);
    desk.press("l");
    let line = desk.program().app().farewell().unwrap_or_default();
    assert!(line.starts_with("读到 锦州 2020-02-26~《小凌河口开出今春第一班渔船》") && line.ends_with("。再会。"), "{line}");
    assert!(!line.contains("yuebao"), "{line}");
}
