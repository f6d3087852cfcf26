//! The next session, a corpus that grows while someone reads, and the ends of a session.

use std::sync::Arc;

use yuebao::app::{Display, Effect, Event, Focus, Saved, Snapshot, Start};
use yuebao::corpus::{Corpus, Draft};

use crate::desk::{Desk, again, before, cells, desk, sit, status, title};
use crate::fixture;

fn saved(desk: &Desk) -> Saved {
    desk.program().app().saved()
}

#[test]
fn starting_again_returns_to_the_character_and_says_so() {
    let mut desk = desk(100, 12);
    desk.press("l]]ljjj");
    let rows = desk.rows();
    let mut next = again(saved(&desk), 100, 12);
    assert_eq!(next.rows()[2..11], rows[2..11], "{}", next.text());
    assert!(status(&next).starts_with(" 回到上次读到的地方，g 到开头"), "{}", status(&next));
    assert_eq!(next.program().app().focus(), Focus::Reader);
    next.press("g");
    assert_eq!(next.program().app().top_row(), 0);
    assert!(!status(&next).contains("回到上次"), "a notice stays until the next key");
}

#[test]
fn full_width_and_measure_and_folded_branches_are_kept() {
    let mut desk = desk(100, 30);
    desk.press("4z--");
    let next = again(saved(&desk), 100, 30);
    assert!(next.program().app().geometry().tree.is_none());
    assert_eq!(next.program().app().geometry().reader.unwrap().width, 72);
    let mut next = again(saved(&desk), 100, 30);
    next.press("z");
    assert!(next.text().contains(" 4 营口  - 2020-02-26~"), "{}", next.text());
}

#[test]
fn a_first_session_and_one_left_at_the_start_have_no_notice() {
    assert!(status(&again(saved(&desk(100, 30)), 100, 30)).starts_with(" 1/38"));
    assert!(status(&again(Saved::default(), 100, 30)).starts_with(" 1/38"));
}

#[test]
fn an_article_that_is_gone_is_said_and_the_first_is_shown() {
    let mut desk = desk(100, 30);
    desk.press("3l");
    let rest = fixture::build(fixture::drafts().into_iter().filter(|draft| &*draft.page.file != "铁岭-样张.txt").collect());
    let next = sit(Start { corpus: rest, saved: Some(saved(&desk)), ..Start::default() }, 100, 30);
    assert!(status(&next).starts_with(" 上次那篇已不在这里，从头开始"), "{}", next.text());
    assert_eq!(title(&next), "小凌河口开出今春第一班渔船");
}

#[test]
fn a_broken_state_is_no_state() {
    let wild = Saved {
        article: Some("not a key".to_owned()),
        offset: u32::MAX,
        reading: true,
        full: true,
        measure_split: Some(0),
        measure_full: Some(u16::MAX),
        open: vec![String::new(), "锦州 何日".to_owned(), "#".to_owned()],
        theme: Some("sunset".to_owned()),
        ..Saved::default()
    };
    let mut desk = again(wild, 100, 30);
    desk.press("z").press("jk");
    assert!(desk.text().contains("本报讯"), "{}", desk.text());
    let mut far = again(Saved { offset: u32::MAX, ..saved(&desk) }, 100, 12);
    far.press("j");
    assert!(!far.has_quit());
}

#[test]
fn leaving_leaves_a_line_in_the_shell() {
    let mut desk = desk(100, 12);
    desk.press("lj");
    let line = desk.program().app().farewell().unwrap();
    assert!(
        line.starts_with("读到 锦州 2020-02-26~《小凌河口开出今春第一班渔船》") && line.ends_with("%  再开: yuebao"),
        "{line}"
    );
    desk.press("L");
    assert!(desk.program().app().farewell().unwrap().starts_with("At 锦州"));
    assert!(before(Arc::new(Corpus::default()), 80, 24).program().app().farewell().is_none());
}

#[test]
fn a_hangup_saves_and_ends_from_any_state() {
    for keys in ["", "l", "z", "/公", "/公交<Enter>", "?", ":", "s"] {
        let mut desk = desk(100, 30);
        desk.press(keys).send(Event::Hangup);
        assert!(desk.has_quit(), "{keys:?}");
        assert_eq!(desk.program().asked.last(), Some(&Effect::SaveState), "{keys:?}");
    }
}

#[test]
fn suspending_gives_the_terminal_back_and_repaints() {
    for keys in ["", "l", "/公", "?"] {
        let mut desk = desk(80, 24);
        desk.press(keys).take_bytes();
        let before = desk.shown().clone();
        desk.press("<C-z>");
        assert_eq!(desk.suspended(), 1, "{keys:?}");
        assert_eq!(desk.shown(), &before);
        assert!(String::from_utf8(desk.take_bytes()).unwrap().contains("\x1b[2J"), "{keys:?}");
    }
}

/// What a growing import publishes: more pages each time, in any order.
fn snapshots() -> Vec<Arc<Corpus>> {
    let all = fixture::drafts();
    let early: Vec<Draft> =
        (0..6).map(|i| fixture::one(["鞍山", "本溪", "抚顺"][i % 3], &format!("第 {i} 号来信"), "来信写得很短。")).collect();
    (0..=4)
        .map(|step| {
            let late = all.iter().skip(1).take(step).cloned();
            fixture::build(all[..1].iter().cloned().chain(late).chain(early.iter().take(step + step / 2).cloned()).collect())
        })
        .collect()
}

#[test]
fn reading_in_moves_neither_the_selected_row_nor_the_text() {
    for (width, height) in [(100, 30), (80, 24), (100, 14), (40, 20)] {
        for keys in ["", "jjj", "ljj", "jjjljj"] {
            let all = snapshots();
            let mut desk = before(all[0].clone(), width, height);
            desk.press(keys);
            let (tree, text) = (selected(&desk), text_of(&desk));
            for corpus in &all[1..] {
                desk.send(Event::Corpus(Snapshot(corpus.clone())));
                desk.send(Event::Reading(3, 9, None));
                assert_eq!(text_of(&desk), text, "{width}x{height} {keys:?}\n{}", desk.text());
                assert_eq!(selected(&desk), tree, "{width}x{height} {keys:?}\n{}", desk.text());
            }
        }
    }
}

/// Screen row and text of the selected row.
fn selected(desk: &Desk) -> Option<(usize, String)> {
    let edge = desk.program().app().geometry().tree?.width as usize;
    let rows = desk.rows();
    let at = rows.iter().position(|row| row.chars().take(4).any(|c| c == '>'))?;
    Some((at, cells(&rows[at], 0, edge).trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ').to_owned()))
}

/// The reader's part of the screen.
fn text_of(desk: &Desk) -> Vec<String> {
    let Some(pane) = desk.program().app().geometry().reader else { return Vec::new() };
    let rows = desk.rows();
    let rows = &rows[pane.y as usize..(pane.y + pane.height) as usize];
    rows.iter().map(|row| cells(row, pane.x as usize, 400)).collect()
}

#[test]
fn a_tick_of_reading_in_changes_the_status_and_costs_little() {
    let mut desk = desk(100, 30);
    desk.send(Event::Reading(4_119, 9_772, None)).take_bytes();
    assert!(status(&desk).starts_with(" 正在读入 4,119/9,772 份"), "{}", status(&desk));
    let before = desk.shown().clone();
    desk.send(Event::Reading(4_120, 9_772, None));
    for (then, now) in before.content.iter().zip(&desk.shown().content).filter(|(then, now)| then != now) {
        let digit = |cell: &ratatui::buffer::Cell| cell.symbol().bytes().all(|byte| byte.is_ascii_digit());
        assert!(digit(then) && digit(now), "{then:?} became {now:?}");
    }
    let bytes = desk.take_bytes();
    assert!(bytes.len() <= 60, "{} bytes", bytes.len());
    desk.send(Event::ReadDone(9_772, 41_306, 42));
    assert!(status(&desk).starts_with(" 读完 9,772 份，41,306 篇  存疑 42"), "{}", status(&desk));
}

#[test]
fn the_dictionary_is_not_asked_for_before_something_is_searched() {
    // It takes a tenth of a second to load, and drawing cannot ask for it: only the room loads it, when it is asked to.
    let mut desk = desk(100, 30);
    desk.press("jjl<Space>zz?<Esc>");
    assert!(!desk.program().asked.contains(&yuebao::app::Effect::Words));
    desk.press("/");
    assert!(desk.program().asked.contains(&yuebao::app::Effect::Words), "{:?}", desk.program().asked);
}

#[test]
fn an_empty_corpus_says_what_to_do_and_lives() {
    let mut desk = before(Arc::new(Corpus::default()), 100, 30);
    assert!(desk.text().contains("这里还没有报纸。"), "{}", desk.text());
    desk.press("jklhz[]{}()<lt>>123/公交<Enter><Esc>s?<Esc>!yYnNo-+Zg<Space>G");
    desk.press("<Esc><Esc><Esc>");
    assert!(!desk.has_quit());
    desk.send(Event::Corpus(Snapshot(fixture::corpus())));
    assert!(desk.text().contains("本报讯"), "the first article read in is opened\n{}", desk.text());
}

#[test]
fn a_theme_that_is_asked_for_counts_before_the_one_chosen_last_time_auto_too() {
    use yuebao::app::{Ground, ThemeChoice};
    let display = Display { ground: Some(Ground::Light), ..crate::desk::colourful() };
    for (asked, shown) in
        [(None, ThemeChoice::Night), (Some(ThemeChoice::Auto), ThemeChoice::Paper), (Some(ThemeChoice::Mono), ThemeChoice::Mono)]
    {
        let saved = Some(Saved { theme: Some("night".to_owned()), ..Saved::default() });
        let start = Start { corpus: crate::fixture::corpus(), theme: asked, saved, display, ..Start::default() };
        assert_eq!(sit(start, 100, 30).program().app().theme(), shown, "{asked:?}");
    }
}
