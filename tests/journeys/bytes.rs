//! What a key costs on the line. Bounds are those of the design; what is measured is printed with `--nocapture`.

use yuebao::app::{Colours, Display, Event, Ground, Saved, Start};

use crate::desk::{Desk, desk, sit};

/// A reader on a terminal with all colours before eight articles longer than any screen, who has searched so often before.
fn long_desk(width: u16, height: u16, searches: usize) -> Desk {
    let article = |n: usize| {
        let city = ["锦州", "辽阳"][n % 2];
        crate::fixture::one(city, &format!("码头纪事之{n}"), crate::long::text(n).trim_end().replace('\n', "\n文 ").as_str())
    };
    let corpus = crate::fixture::build((1..=8).map(article).collect());
    let display = Display { colours: Colours::Direct, ground: Some(Ground::Dark), ..Display::default() };
    let history = (0..searches).map(|n| format!("查过{n}")).collect();
    let saved = Some(Saved { history, ..Saved::default() });
    let mut desk = sit(Start { corpus, display, saved, ..Start::default() }, width, height);
    // What terminals answer.
    desk.send(Event::AmbiguousWidth(yuebao::text::Ambiguous::Narrow));
    desk
}

/// Bytes of the words on the screen between the head line and the status.
fn text_bytes(desk: &Desk) -> usize {
    let rows = desk.rows();
    rows.iter().map(|row| row.trim().len()).sum()
}

fn cost(desk: &mut Desk, keys: &str) -> Vec<usize> {
    let keys = yuebao::front::harness::parse_keys(keys);
    keys.into_iter()
        .map(|key| {
            desk.send(yuebao::app::Event::Key(key));
            desk.take_bytes().len()
        })
        .collect()
}

fn at_most(what: &str, bound: usize, costs: &[usize]) {
    let most = costs.iter().copied().max().unwrap_or(0);
    println!("{what}: {most} bytes at most (bound {bound}), each {costs:?}");
    assert!(most <= bound, "{what}: {most} bytes, more than {bound}: {costs:?}");
}

#[test]
fn the_first_screen() {
    for (width, height, bound) in [(120, 40, 8_500), (100, 30, 8_500), (80, 24, 8_500), (40, 20, 8_500)] {
        let mut desk = desk(width, height);
        at_most(&format!("first screen {width}x{height}"), bound, &[desk.take_bytes().len()]);
    }
}

#[test]
fn a_line_down() {
    let mut split = desk(120, 40);
    split.resize(120, 20);
    split.press("l").take_bytes();
    at_most("line down beside the tree 120x20", 4_200, &cost(&mut split, "jjjj"));
    let mut split = desk(100, 20);
    split.press("l").take_bytes();
    at_most("line down beside the tree 100x20", 3_000, &cost(&mut split, "jjjj"));
    let mut full = desk(100, 16);
    full.press("z").take_bytes();
    at_most("line down in full width 100", 400, &cost(&mut full, "jjjjjj"));
    at_most("line up in full width 100", 400, &cost(&mut full, "kkkkkk"));
}

#[test]
fn moves_in_the_tree() {
    let mut tree = desk(120, 40);
    tree.press("jjjjjjjj").take_bytes();
    at_most("tree row, another article", 2_600, &cost(&mut tree, "jkjk"));
    tree.press("GG").take_bytes();
    tree.press("1").take_bytes();
    let costs = cost(&mut tree, "kk");
    at_most("tree row, same article", 400, &costs);
    at_most("folding and unfolding a day", 1_500, &cost(&mut tree, "jh"));
}

#[test]
fn typing_a_search() {
    let mut split = desk(120, 40);
    split.take_bytes();
    at_most("opening the search line", 260, &cost(&mut split, "/"));
    let costs = cost(&mut split, "公交站");
    at_most("first typed character beside the tree", 4_500, &costs[..1]);
    at_most("further typed characters beside the tree", 2_500, &costs[1..]);
    let mut full = desk(100, 30);
    full.press("z/").take_bytes();
    at_most("typed characters in full width", 1_500, &cost(&mut full, "公交站"));
}

#[test]
fn keys_that_change_nothing_cost_nothing() {
    let mut desk = desk(100, 30);
    desk.press("g").take_bytes();
    at_most("keys without meaning", 0, &cost(&mut desk, "<F1><Ins><A-x>x<Esc><Esc>"));
}

#[test]
fn a_long_article_keeps_the_budgets_of_reading() {
    for (width, height) in [(100, 30), (120, 40)] {
        let size = format!("{width}x{height}");
        let mut first = long_desk(width, height, 0);
        at_most(&format!("first screen of a long article {size}"), 8_500, &[first.take_bytes().len()]);
        let mut full = long_desk(width, height, 0);
        full.press("z").take_bytes();
        at_most(&format!("line down, full width {size}"), 400, &cost(&mut full, "jjjjjjjjkkkk"));
        let page = cost(&mut full, "<Space>")[0];
        let text = text_bytes(&full);
        println!("page of {text} bytes of text, full width {size}: {page}");
        assert!(page * 100 <= text * 115, "{page} bytes for {text} of text");
        let mut split = long_desk(width, height, 0);
        split.press("l").take_bytes();
        let bound = if width == 100 { 3_000 } else { 4_200 };
        at_most(&format!("line down beside the tree {size}"), bound, &cost(&mut split, "jjjjjjjjkkkk"));
        let mut tree = long_desk(width, height, 0);
        tree.take_bytes();
        at_most(&format!("tree row, same article {size}"), 200, &cost(&mut tree, "h"));
    }
}

#[test]
fn typing_a_search_over_long_articles_keeps_its_budgets() {
    for query in ["第七篇", "公交司机", "7月12日", "第 8", "锅炉房里", "jinzhou", "xiaolinghe", "的 灯", "的人"]
    {
        let mut full = long_desk(100, 30, 0);
        full.press("z/").take_bytes();
        at_most(&format!("typed characters of {query}, full width 100x30"), 1_500, &cost(&mut full, query));
        let mut split = long_desk(100, 30, 0);
        split.press("/").take_bytes();
        let costs = cost(&mut split, query);
        at_most(&format!("first character of {query} beside the tree 100x30"), 4_500, &costs[..1]);
        at_most(&format!("further characters of {query} beside the tree 100x30"), 2_500, &costs[1..]);
    }
}

#[test]
fn what_is_left_out_while_typing_comes_with_the_choice_and_nothing_moves() {
    let mut desk = long_desk(100, 30, 0);
    desk.press("z/第8篇的第9");
    let typed = desk.rows();
    assert!(desk.program().app().glimpse().is_some() && typed.join("").contains("第 9段"), "{}", desk.text());
    assert!(typed.last().unwrap().contains("《码头纪事之8》"), "without its headline the article is named: {typed:?}");
    desk.press("<Enter>");
    assert!(desk.program().app().glimpse().is_none());
    let whole = desk.rows();
    let text = |rows: &[String]| rows[2..29].iter().filter(|row| !row.is_empty()).count();
    assert!(text(&typed) >= 4 && text(&typed) < text(&whole), "{}", typed.join("\n"));
    for (part, whole) in typed[2..29].iter().zip(&whole[2..29]) {
        assert!(part.is_empty() || part == whole, "{part}\n{whole}");
    }
}

#[test]
fn the_search_line_teaches_three_times_and_then_costs_two_rows() {
    for searches in 0..5 {
        let mut desk = long_desk(100, 30, searches);
        desk.take_bytes();
        let before = desk.rows();
        let bytes = cost(&mut desk, "/");
        let teaches = desk.rows()[1].contains("city: 城");
        assert_eq!(teaches, searches < 3, "after {searches} searches");
        at_most(&format!("/ after {searches} searches"), if teaches { 300 } else { 120 }, &bytes);
        let changed = desk.rows().iter().zip(&before).filter(|(now, then)| now != then).count();
        assert_eq!(changed, if teaches { 3 } else { 2 });
    }
}

#[test]
fn the_overview_costs_less_than_a_first_screen() {
    for (width, height) in [(100, 30), (120, 40), (80, 24), (40, 20)] {
        let mut desk = desk(width, height);
        desk.take_bytes();
        at_most(&format!("overview {width}x{height}"), 5_500, &cost(&mut desk, "i"));
        at_most(&format!("another city {width}x{height}"), 400, &cost(&mut desk, "jjk"));
        at_most(&format!("another day {width}x{height}"), 300, &cost(&mut desk, "hhl"));
    }
}

#[test]
fn a_kept_query_is_chosen_and_replaced_within_the_budgets_of_typing() {
    for (before, bound) in [("", 2_500), ("z", 1_500)] {
        let mut desk = long_desk(100, 30, 3);
        desk.press(before).press("/第七篇<Enter>").take_bytes();
        let costs = cost(&mut desk, "/锅炉");
        at_most(&format!("/ on a kept query {before:?}"), 600, &costs[..1]);
        at_most(&format!("a character in its place {before:?}"), if before.is_empty() { 4_500 } else { 1_500 }, &costs[1..2]);
        at_most(&format!("the next one {before:?}"), bound, &costs[2..]);
    }
}

#[test]
fn a_letter_that_leaves_list_and_reader_alone_is_an_echo() {
    let mut desk = long_desk(100, 30, 3);
    desk.press("/第").take_bytes();
    at_most("a blank behind the query", 60, &cost(&mut desk, "<Space>"));
}
