//! Whatever stands open while pages arrive stays as it is: nothing moves that the reader did not move.

use std::sync::Arc;

use yuebao::app::{Effect, Event, Focus, Key, Mouse, MouseKind, Saved, Snapshot, Start};
use yuebao::corpus::{Corpus, Problem};
use yuebao::search::{Index, Query, run};

use crate::desk::{Desk, before, case, cells, desk, head, sit, status, title};
use crate::promises::SCREENS;

/// The fixture with a page more, of a city that stands before the others.
fn grown() -> Arc<Corpus> {
    let mut drafts = crate::fixture::drafts();
    drafts.push(crate::fixture::one("鞍山", "炼钢炉前", "炉前工说，公交站搬到了厂门口。"));
    crate::fixture::build(drafts)
}

fn arrive(desk: &mut Desk, corpus: Arc<Corpus>) {
    desk.send(Event::Corpus(Snapshot(corpus)));
}

/// The columns of the screen that hold the text.
fn text(desk: &Desk) -> Vec<String> {
    let Some(pane) = desk.program().app().geometry().reader else { return Vec::new() };
    let (from, to) = (usize::from(pane.x), usize::from(pane.x + pane.width));
    let rows = desk.rows();
    rows.iter().skip(usize::from(pane.y)).take(usize::from(pane.height)).map(|row| cells(row, from, to)).collect()
}

/// What the reader has under the hands, in words that do not depend on numbers of articles.
fn hands(desk: &Desk) -> String {
    let app = desk.program().app();
    let finder = app.finder().map(|finder| {
        let line = finder.line();
        (
            line.text().to_owned(),
            line.before_cursor().to_owned(),
            line.is_chosen(),
            finder.present().map(|hit| hit.span),
            finder.order(),
        )
    });
    let leaf = app.leaf().map(|leaf| (leaf.kind(), leaf.cursor(), leaf.top(), leaf.filter().text().to_owned()));
    let overview = app.overview().map(|overview| {
        let city = overview.city_place().map(|place| app.corpus().outline().cities[place as usize].name.clone());
        (city, overview.year(), overview.day(), overview.words().to_vec())
    });
    format!("{:?} {:?} {finder:?} {leaf:?} {:?} {overview:?} {}", app.focus(), title(desk), app.drawer(), app.saved().offset)
}

#[test]
fn every_screen_keeps_text_typing_and_selection_while_pages_arrive() {
    for screen in SCREENS {
        for (width, height) in [(140, 30), (100, 30), (40, 20)] {
            let mut desk = desk(width, height);
            desk.press(screen);
            let (was, shown) = (hands(&desk), text(&desk));
            arrive(&mut desk, grown());
            assert_eq!(hands(&desk), was, "{screen:?} at {width}x{height}\n{}", desk.text());
            assert_eq!(text(&desk), shown, "{screen:?} at {width}x{height}");
            arrive(&mut desk, crate::fixture::corpus());
            assert_eq!(hands(&desk), was, "{screen:?} at {width}x{height}, as it was before");
        }
    }
}

/// One article with thirty places of 码头.
fn quay() -> Vec<yuebao::corpus::Draft> {
    let paragraph = "风从海上来，吹过船舷和缆桩，也吹过等船的人。".repeat(6);
    vec![
        crate::fixture::one("锦州", "三十处", &format!("码头{paragraph}").repeat(30)),
        crate::fixture::one("营口", "别处", "这里不说船。"),
    ]
}

#[test]
fn a_kept_search_stays_on_its_hit_and_on_a_page_without_one() {
    let mut more = quay();
    more.push(crate::fixture::one("鞍山", "新来的", "码头来了信。"));
    let more = crate::fixture::build(more);
    let mut desk = before(crate::fixture::build(quay()), 100, 30);
    desk.press("/码头<Enter>").press(&"n".repeat(20));
    assert!(head(&desk).contains("21/30"), "{}", head(&desk));
    let shown = text(&desk);
    arrive(&mut desk, more.clone());
    assert!(head(&desk).contains("/31"), "the new page is counted: {}", head(&desk));
    assert_eq!(text(&desk), shown);
    desk.press("n");
    assert!(head(&desk).contains("22/") || head(&desk).contains("23/"), "and the next is the next: {}", head(&desk));

    // Back on a page that has no hit.
    let mut desk = before(crate::fixture::build(quay()), 100, 30);
    desk.press("2/码头<Enter><BS>");
    assert_eq!(title(&desk), "别处");
    arrive(&mut desk, more);
    assert_eq!(title(&desk), "别处", "no other page is opened\n{}", desk.text());
    assert!(head(&desk).contains("码头"), "{}", head(&desk));
}

/// What was asked of the searching thread last.
fn asked(desk: &Desk) -> (String, u64) {
    let searches = desk.program().asked.iter().rev().filter_map(|effect| match effect {
        Effect::Search { query, generation } => Some((query.clone(), *generation)),
        _ => None,
    });
    searches.into_iter().next().expect("a search was asked for")
}

/// Answers it.
fn answer(desk: &mut Desk) {
    let corpus = desk.program().app().corpus().clone();
    let (query, generation) = asked(desk);
    let found = run(&corpus, &Index::build(&corpus), &Query::parse(&query), &|| true).expect("an answer");
    desk.send(Event::Found { generation, results: Snapshot(found.into()) });
}

fn crowd(more: usize) -> Arc<Corpus> {
    let body =
        |n: usize| if n.is_multiple_of(50) { "公交站里的书柜，书柜旁的公交站。" } else { "雪下了一夜。" };
    crate::fixture::build(
        (1..=4_100 + more).map(|n| crate::fixture::one(["锦州", "辽阳"][n % 2], &format!("纪事之{n}"), body(n))).collect(),
    )
}

#[test]
fn esc_on_a_kept_query_of_a_large_library_gives_its_hits_back_at_once() {
    let mut desk = before(crowd(0), 100, 30);
    desk.press("/公交站");
    answer(&mut desk);
    desk.press("<Enter>nnn");
    let kept = desk.shown().clone();
    desk.press("/雪");
    answer(&mut desk);
    assert!(head(&desk).contains("4,018 篇"), "{}", head(&desk));
    desk.press("<Esc>");
    assert_eq!(desk.shown(), &kept, "{}", desk.text());
    // The answer to the other query comes late: it is dropped.
    desk.press("/雪");
    let (query, generation) = asked(&desk);
    assert_eq!(query, "雪");
    desk.press("<Esc>");
    answer(&mut desk);
    assert!(generation > 0 && desk.shown() == &kept, "{}", desk.text());
}

#[test]
fn a_kept_query_that_pages_arrived_under_is_asked_again_by_esc() {
    let mut desk = before(crowd(0), 100, 30);
    desk.press("/公交站");
    answer(&mut desk);
    desk.press("<Enter>nnn");
    let at = title(&desk);
    desk.press("/雪");
    arrive(&mut desk, crowd(100));
    answer(&mut desk);
    desk.press("<Esc>");
    assert_eq!(asked(&desk).0, "公交站");
    answer(&mut desk);
    assert!(head(&desk).contains("公交站  4/168"), "{}", head(&desk));
    assert_eq!(title(&desk), at);
}

#[test]
fn esc_out_of_a_second_search_gives_back_what_was_there() {
    let mut desk = case(100, 30);
    let other = |desk: &Desk| desk.program().app().finder().is_some_and(|finder| finder.matches().is_empty());
    desk.press("jjj").press("/学校<Enter><BS>");
    for _ in 0..30 {
        if other(&desk) {
            break;
        }
        desk.press("<Esc>j/学校<Enter><BS>");
    }
    assert!(other(&desk), "an article without the word is open\n{}", desk.text());
    let was = desk.shown().clone();
    for keys in ["/<Esc>", "/天<Esc>", "/<Home>不<Down><Down><Esc>"] {
        desk.press(keys);
        assert_eq!(desk.shown(), &was, "{keys}\n{}", desk.text());
    }
    let mut desk = case(100, 30);
    desk.press("/学校<Enter>n");
    let was = desk.shown().clone();
    desk.press("/天<Down><Esc>");
    assert_eq!(desk.shown(), &was, "the hit one stood on\n{}", desk.text());
}

#[test]
fn what_is_typed_into_the_drawer_stays_while_pages_arrive_and_a_resize_gives_the_text_back() {
    let mut desk = desk(100, 30);
    desk.press("sjjje3<C-u>雾散船");
    assert_eq!(desk.program().app().focus(), Focus::Drawer);
    arrive(&mut desk, grown());
    desk.press("来q2<Enter>");
    assert_eq!(title(&desk), "雾散船来q2", "{}", desk.text());
    assert!(!desk.has_quit());

    let mut desk = crate::desk::desk(100, 30);
    desk.press("lG");
    let was = text(&desk);
    desk.press("e").resize(100, 8).resize(100, 30);
    assert_eq!(desk.program().app().focus(), Focus::Reader, "there was no room for the drawer");
    assert_eq!(text(&desk), was);
}

#[test]
fn the_overview_keeps_its_day_while_later_days_arrive() {
    let mut desk = desk(100, 30);
    desk.press("ih");
    assert!(desk.text().contains("选中: 2月12日"), "{}", desk.text());
    arrive(&mut desk, grown());
    assert!(desk.text().contains("选中: 2月12日"), "a page of 1 May came\n{}", desk.text());
    assert!(status(&desk).starts_with(" 锦州  17 篇"), "{}", status(&desk));
}

#[test]
fn a_list_that_was_scrolled_by_wheel_or_paste_is_not_thrown_to_the_place_of_last_time() {
    let saved: Saved = {
        let mut desk = before(grown(), 100, 30);
        desk.press("/炼钢<Enter><Esc>");
        assert_eq!(title(&desk), "炼钢炉前");
        desk.program().app().saved()
    };
    let wheel = Event::Mouse(Mouse { kind: MouseKind::WheelDown, x: 5, y: 10 });
    for event in [wheel, Event::Paste("公交".to_owned())] {
        let start =
            Start { corpus: crate::fixture::corpus(), saved: Some(saved.clone()), more_to_come: true, ..Start::default() };
        let mut desk = sit(start, 100, 30);
        desk.send(event.clone());
        let open = title(&desk);
        arrive(&mut desk, grown());
        assert_eq!(title(&desk), open, "{event:?}");
    }
}

#[test]
fn a_press_below_the_list_selects_nothing() {
    let mut desk = desk(100, 12);
    let (was, top) = (title(&desk), desk.program().app().top());
    desk.send(Event::Mouse(Mouse { kind: MouseKind::Press, x: 5, y: 11 }));
    assert_eq!((title(&desk), desk.program().app().top()), (was, top), "{}", desk.text());
}

#[test]
fn backspace_finds_the_last_sixty_four_places_and_no_more_after_a_search() {
    let mut desk = desk(100, 30);
    for _ in 0..40 {
        desk.press("][");
    }
    desk.press("/公交<Enter><Esc>").press(&"]".repeat(12));
    let mut steps = 0;
    loop {
        let was = (title(&desk), desk.program().app().saved().offset);
        desk.press("<BS>");
        if (title(&desk), desk.program().app().saved().offset) == was {
            break;
        }
        steps += 1;
        assert!(steps <= 64, "more places than are kept");
    }
    assert!(steps > 32, "{steps}");
}

#[test]
fn full_width_on_a_small_screen_in_vertical_type_goes_back_to_the_page() {
    let mut desk = desk(40, 20);
    desk.press("<Enter>").press("vz");
    let app = desk.program().app();
    assert!(app.scroll().is_none() && app.focus() == Focus::Reader, "{}", desk.text());
    assert!(app.geometry().tree.is_none(), "{}", desk.text());
}

#[test]
fn a_file_that_could_not_be_read_has_no_paragraph_to_correct() {
    let mut drafts = crate::fixture::drafts();
    let [place, cause, remedy] = ["c.txt", "不像文本", "不读它，其余照常"].map(str::to_owned);
    let (cause_en, remedy_en) = (String::new(), String::new());
    drafts[0].problems.push(Problem { place, cause, cause_en, remedy, remedy_en });
    let mut desk = before(crate::fixture::build(drafts), 100, 30);
    desk.press("!e");
    assert!(desk.program().app().drawer().is_none(), "{}", desk.text());
    assert!(!status(&desk).contains("更正"), "{}", status(&desk));
}

#[test]
fn on_the_smallest_screens_keys_move_the_text_that_is_seen() {
    let mut desk = desk(18, 8);
    let was = title(&desk);
    let first = text(&desk);
    desk.send(Event::Key(Key::Char(' ')));
    assert_eq!(title(&desk), was, "the second page, not the next article\n{}", desk.text());
    assert_ne!(text(&desk), first);
    assert!(!status(&desk).contains("目录"), "there is no list to go to: {}", status(&desk));
}
