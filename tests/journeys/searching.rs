//! Searching: while it is typed, once it is kept, and the way back to where it began.

use ratatui::style::Modifier;
use yuebao::app::{Event, Focus};

use crate::desk::{Desk, desk, desk_en, head, sit, status, title};

/// Texts on the screen whose cells have a modifier, in reading order.
fn marked(desk: &Desk, wanted: Modifier) -> Vec<String> {
    let buffer = desk.shown();
    let mut found = Vec::new();
    for y in 0..buffer.area.height {
        let mut text = String::new();
        for x in 0..=buffer.area.width {
            match buffer.cell((x, y)).filter(|cell| cell.modifier.contains(wanted)) {
                Some(cell) => text.push_str(cell.symbol()),
                None if !text.trim().is_empty() => found.push(std::mem::take(&mut text).trim().to_owned()),
                None => text.clear(),
            }
        }
    }
    found
}

#[test]
fn typing_narrows_the_tree_and_shows_the_first_hit() {
    let mut desk = desk(100, 30);
    desk.press("/公");
    let one = desk.text();
    desk.press("交");
    assert_ne!(desk.text(), one);
    assert!(head(&desk).ends_with("6 篇  11 处"), "{}", head(&desk));
    assert_eq!(title(&desk), "图书馆把书送到公交站");
    assert!(desk.text().contains("没有: 辽阳"));
    assert!(status(&desk).contains("第 1 处  共 11 处"));
    assert_eq!(desk.program().app().focus(), Focus::Line);
}

#[test]
fn a_reporter_is_found_by_name_and_by_letters_and_marked_where_the_byline_is_drawn() {
    for (typed, name) in [("许清禾", "许清禾"), ("xuqinghe", "许清禾"), ("周南溪", "周南溪"), ("记者 xqh", "许清禾")]
    {
        let mut desk = desk(100, 30);
        desk.press(&format!("/{typed}"));
        let all = desk.program().app().finder().and_then(|f| f.hits().map(<[_]>::len)).unwrap_or_default();
        let corpus = crate::fixture::corpus();
        let signed = corpus.articles().filter(|(_, article)| article.text.contains(name)).count();
        assert!(all >= signed && signed > 0, "{typed}: {all} of {signed}");
        let underlined = marked(&desk, Modifier::UNDERLINED);
        let reversed = marked(&desk, Modifier::REVERSED);
        let byline = desk.rows().into_iter().find(|row| row.contains("记者") && row.contains(name));
        assert!(byline.is_some() && [underlined, reversed].concat().iter().any(|text| text == name), "{typed}\n{}", desk.text());
    }
}

#[test]
fn the_keyword_stands_in_one_column_down_the_list() {
    for (width, height) in [(100, 30), (80, 24)] {
        let mut desk = desk(width, height);
        desk.press("/公交");
        let buffer = desk.shown();
        let edge = if width >= 100 { 36 } else { 26 };
        let starts = |y: u16| {
            (0..edge).find(|x| buffer[(*x, y)].symbol() == "公" && buffer[(*x, y)].modifier.contains(Modifier::UNDERLINED))
        };
        let columns: Vec<u16> = (2..height - 1).filter_map(starts).collect();
        assert_eq!(columns.len(), 6, "{}", desk.text());
        assert!(columns.iter().all(|x| *x == columns[0]), "{columns:?}\n{}", desk.text());
    }
}

#[test]
fn hits_are_marked_and_the_present_one_more() {
    let mut desk = desk(100, 30);
    desk.press("/公交<Enter>");
    let reversed = marked(&desk, Modifier::REVERSED);
    assert_eq!(reversed.iter().filter(|text| text.as_str() == "公交").count(), 1, "{reversed:?}");
    let before = marked(&desk, Modifier::UNDERLINED).len();
    desk.press("n");
    assert_eq!(marked(&desk, Modifier::UNDERLINED).len(), before, "the mark moves on, none is lost");
}

#[test]
fn search_then_enter_then_n_then_esc_then_backspace() {
    let mut desk = desk(100, 30);
    desk.press("ljj");
    let start = desk.shown().clone();
    desk.press("/公交<Enter>");
    assert_eq!(desk.program().app().focus(), Focus::Reader);
    assert!(head(&desk).contains("公交  1/11"), "{}", head(&desk));
    desk.press("nn");
    assert!(head(&desk).contains("公交  3/11"), "{}", head(&desk));
    desk.press("n");
    assert_eq!(title(&desk), "明日有雪 出行请早", "n goes over to the next article\n{}", desk.text());
    desk.press("N");
    assert_eq!(title(&desk), "图书馆把书送到公交站");
    assert!(head(&desk).contains("公交  3/11"), "N comes to the last hit of the article before: {}", head(&desk));
    let here = title(&desk);
    desk.press("<Esc>");
    assert_eq!(title(&desk), here, "Esc after Enter puts the search away and stays");
    assert!(!head(&desk).contains("公交  "), "{}", head(&desk));
    for _ in 0..5 {
        desk.press("<BS>");
    }
    assert_eq!(desk.shown(), &start, "Backspace returns to where the search began");
}

#[test]
fn n_stops_at_the_last_hit_and_starts_over_when_asked_twice() {
    let mut desk = desk(100, 30);
    desk.press("/公交<Enter>").press(&"n".repeat(10));
    assert!(status(&desk).contains("第 11 处"), "{}", status(&desk));
    desk.press("n");
    assert!(status(&desk).contains("已是最后一处，再按 n 从头"), "{}", status(&desk));
    desk.press("n");
    assert!(status(&desk).contains("第 1 处  共 11 处"), "{}", status(&desk));
    desk.press("N");
    assert!(status(&desk).contains("已是第一处"), "{}", status(&desk));
    desk.press("N");
    assert!(status(&desk).contains("第 11 处"), "{}", status(&desk));
}

#[test]
fn esc_while_typing_gives_everything_back_at_every_scroll_place() {
    for (width, height) in [(100, 30), (100, 12), (80, 24), (40, 20), (30, 10), (24, 8), (15, 6)] {
        for start in ["", "j", "jjjj", "G", "kk", "khh", "l", "lj", "ljjj", "ld", "lG", "z", "zjj", "zG", "2", "2ljz"] {
            for search in ["/", "/公交", "/公交<Down><Down>", "/zzz", "/jinz", "/公交<PgDn><PgUp>", "/city:铁岭 公", "/公<BS>"]
            {
                let mut desk = desk(width, height);
                desk.press(start);
                // Notices go with the next key whatever it is.
                desk.press("<C-l>");
                let before = desk.shown().clone();
                desk.press(search);
                desk.press("<Esc>");
                assert_eq!(desk.shown(), &before, "{width}x{height} {start:?} {search:?}\n{}", desk.text());
            }
        }
    }
}

#[test]
fn esc_leaves_no_trace_of_what_was_seen_in_passing() {
    let mut desk = sit(
        yuebao::app::Start {
            corpus: crate::fixture::corpus(),
            display: crate::desk::colourful(),
            theme: Some(yuebao::app::ThemeChoice::Night),
            ..Default::default()
        },
        100,
        30,
    );
    desk.press("j");
    let before = desk.shown().clone();
    desk.press("/公交<Down><Down><Esc>");
    assert_eq!(desk.shown(), &before, "an article shown by a search line is not marked as read");
}

#[test]
fn a_汉字_that_arrives_anywhere_opens_a_search_with_it() {
    for start in ["", "l", "z"] {
        let mut desk = desk(100, 30);
        desk.press(start).press("雪");
        assert_eq!(desk.program().app().focus(), Focus::Line);
        assert!(head(&desk).starts_with(" /雪"), "{}", head(&desk));
        assert_eq!(title(&desk), "明日有雪 出行请早");
    }
}

#[test]
fn a_paste_is_searched_for_and_its_controls_are_not_seen() {
    let mut desk = desk(100, 30);
    desk.send(Event::Paste("\n 公\u{1b}[2J交\t\nsecond".to_owned()));
    assert!(head(&desk).starts_with(" /公[2J交"), "{}", head(&desk));
    desk.press("<Esc>");
    desk.send(Event::Paste("公交\n".to_owned()));
    assert!(head(&desk).starts_with(" /公交 "), "{}", head(&desk));
}

#[test]
fn an_edited_query_comes_back_by_esc() {
    let mut desk = desk(100, 30);
    desk.press("/公交<Enter>n");
    desk.press("/<End>车");
    assert!(head(&desk).starts_with(" /公交车"), "{}", head(&desk));
    desk.press("<Esc>");
    assert!(head(&desk).contains("公交  "), "the kept query stands again: {}", head(&desk));
    desk.press("<Esc><Esc>");
    assert!(!desk.has_quit());
    assert!(desk.program().app().finder().is_none());
}

#[test]
fn what_is_typed_behind_a_slash_takes_the_place_of_a_kept_query() {
    for (keys, typed) in [
        ("/jinzhou", "jinzhou"),
        ("/雪", "雪"),
        ("雪", "雪"),
        ("/<Space>雪", "公交 雪"),
        ("/<Right>站", "公交站"),
        ("/<End>站", "公交站"),
        ("/<BS>", "公"),
        ("/<Home>9", "9公交"),
        ("/<Down><Down>雪", "雪"),
        ("/<C-u>雪", "雪"),
    ] {
        let mut desk = desk(100, 30);
        desk.press("/公交<Enter>n");
        desk.press(keys);
        let app = desk.program().app();
        assert_eq!(app.finder().map(|f| f.line().text().to_owned()).as_deref(), Some(typed), "{keys}");
        let mut fresh = crate::desk::desk(100, 30);
        fresh.press("/").send(Event::Paste(typed.to_owned()));
        let hits = |desk: &Desk| desk.program().app().finder().and_then(|f| f.hits().map(<[_]>::to_vec));
        assert_eq!(hits(&desk), hits(&fresh), "{keys} finds what {typed} finds");
        desk.press("<Esc>");
        assert!(head(&desk).contains("公交  "), "Esc gives the kept query back: {}", head(&desk));
    }
    let mut desk = desk(100, 30);
    desk.press("/公交<Enter>");
    assert!(status(&desk).contains("/ 换词"), "{}", status(&desk));
    desk.press("/");
    assert!(marked(&desk, Modifier::REVERSED).contains(&"公交".to_owned()), "the query is shown as chosen\n{}", desk.text());
    assert!(status(&desk).ends_with("空格 添词  右 改词  Esc 回到原处"), "{}", status(&desk));
    desk.send(Event::Paste("冷库".to_owned()));
    assert!(head(&desk).starts_with(" /冷库 "), "{}", head(&desk));
}

#[test]
fn o_orders_hits_by_relevance_then_by_day_then_by_city_again() {
    let mut desk = desk(100, 40);
    desk.press("/公交<Enter><Tab>");
    let listed = |desk: &Desk| -> Vec<(String, u32)> {
        let app = desk.program().app();
        let (view, mut at, mut listed) = (app.view(), app.view().first(), Vec::new());
        while let Some(node) = at {
            if let yuebao::app::tree::Node::Article(id) = node {
                let day = app.corpus().article(id).map(|article| article.published.to_string());
                listed.push((day.unwrap_or_default(), id.number()));
            }
            at = view.next(node);
        }
        listed
    };
    let by_city = listed(&desk);
    desk.press("o");
    assert!(status(&desk).contains("先列最相关的"), "{}", status(&desk));
    desk.press("o");
    assert!(status(&desk).contains("先列最新的"), "{}", status(&desk));
    let newest = listed(&desk);
    assert!(newest.is_sorted_by(|a, b| a.0 > b.0 || a.0 == b.0 && a.1 < b.1), "{newest:?}");
    assert!(newest.len() == by_city.len() && newest != by_city, "{newest:?}");
    desk.press("o");
    assert!(status(&desk).contains("按城市列"), "{}", status(&desk));
    assert_eq!(listed(&desk), by_city);
}

#[test]
fn what_was_looked_for_is_found_again_by_up() {
    let mut desk = desk(100, 30);
    desk.press("/冷库<Esc>");
    desk.press("/");
    assert!(status(&desk).contains("上次搜索: 冷库") && status(&desk).contains("上 找回上次"), "{}", status(&desk));
    desk.press("<Up>");
    assert!(head(&desk).starts_with(" /冷库"), "{}", head(&desk));
    desk.press("<Down>");
    assert!(head(&desk).starts_with(" / "), "{}", head(&desk));
    desk.press("<Esc>/公交<Enter><Esc>/<Up><Up>");
    assert!(head(&desk).starts_with(" /冷库"), "{}", head(&desk));
}

#[test]
fn nothing_found_says_so_and_leaves_the_article() {
    let mut desk = desk(100, 30);
    let right =
        |desk: &Desk| desk.rows()[2..28].iter().map(|row| row.chars().rev().take(20).collect::<String>()).collect::<Vec<_>>();
    let _ = right;
    desk.press("/鍊鍊");
    assert!(desk.text().contains("没有"), "{}", desk.text());
    assert!(desk.text().contains("本报讯"), "the reader is not blanked\n{}", desk.text());
    desk.press("<Enter>");
    assert!(!desk.has_quit());
}

#[test]
fn moving_by_day_and_city_keeps_to_what_was_found() {
    let mut desk = desk(100, 30);
    desk.press("/公交<Enter>>");
    assert_eq!(title(&desk), "夜班车多开一小时", "辽阳 has no hit and is passed over");
    desk.press("(");
    assert_eq!(title(&desk), "海边栈道换上防滑木板");
    desk.press("<Tab>o");
    assert!(!desk.text().contains("- 2020"), "by relevance there are no branches\n{}", desk.text());
    desk.press("o");
    assert!(!desk.text().contains("- 2020"), "by day there are none either\n{}", desk.text());
    desk.press("o");
    assert!(desk.text().contains("- 2020"));
}

#[test]
fn refining_a_search_keeps_the_selected_row_on_its_line() {
    let mut desk = desk(100, 30);
    desk.press("/公<Down><Down><Down>");
    let selected = |desk: &Desk| desk.rows().iter().position(|row| row.chars().take(5).collect::<String>() == "   > ");
    let (row, open) = (selected(&desk), title(&desk));
    desk.press("<C-a><End>");
    assert_eq!((selected(&desk), title(&desk)), (row, open.clone()));
    desk.press("交");
    if yuebao_hit(&desk, &open) {
        assert_eq!(title(&desk), open, "the open article stays open while it matches");
    }
}

fn yuebao_hit(desk: &Desk, open: &str) -> bool {
    desk.text().contains(open)
}

#[test]
fn pinyin_finds_the_city() {
    let mut desk = desk(100, 30);
    desk.press("/jinzhou");
    assert!(desk.text().contains("锦州"), "{}", desk.text());
    assert!(desk.program().app().finder().and_then(|f| f.results().map(|r| r.hits.len())).unwrap_or(0) > 0, "{}", desk.text());
}

#[test]
fn english_says_it_in_english() {
    let mut desk = desk_en(100, 30);
    desk.press("/公交");
    assert!(head(&desk).ends_with("6 articles  11 places"), "{}", head(&desk));
    assert!(desk.text().contains("none: 辽阳"));
    desk.press("<Enter>").press(&"n".repeat(11));
    assert!(status(&desk).contains("Last hit; n again starts over"), "{}", status(&desk));
}

#[test]
fn esc_gives_the_first_character_back_also_when_the_window_changed_while_typing() {
    for (width, height) in [(40, 20), (80, 24), (140, 14)] {
        let mut desk = desk(100, 12);
        desk.press("<Enter><Space>");
        let sheet = desk.program().app().sheet().expect("an article is open");
        let first = sheet.offset_of(desk.program().app().top_row());
        assert!(first > 0, "the page was turned");
        desk.press("/公交").resize(width, height);
        desk.press("<Esc>");
        let app = desk.program().app();
        let sheet = app.sheet().expect("it is open again");
        assert_eq!(app.top_row(), sheet.row_of(first), "{width}x{height}");
    }
}

/// More articles than are searched within a key: the answers come from a worker, here from the test.
fn crowd() -> std::sync::Arc<yuebao::corpus::Corpus> {
    let article = |n: usize| crate::fixture::one(["锦州", "辽阳"][n % 2], &format!("码头纪事之{n}"), "文 公交站里的书柜。");
    crate::fixture::build((1..=4_100).map(article).collect())
}

#[test]
fn counts_of_a_large_corpus_go_from_at_most_over_so_far_to_exactly() {
    use yuebao::app::{Effect, Snapshot};
    use yuebao::search::{Certainty, Index, Query, Results, run};
    let corpus = crowd();
    let index = Index::build(&corpus);
    let mut desk = crate::desk::before(corpus.clone(), 100, 30);
    desk.press("/公");
    let asked = |desk: &Desk| match desk.program().asked.iter().rev().find(|effect| matches!(effect, Effect::Search { .. })) {
        Some(Effect::Search { query, generation }) => (query.clone(), *generation),
        _ => panic!("a search was asked for"),
    };
    let (query, generation) = asked(&desk);
    assert_eq!(query, "公");
    desk.send(Event::AtMost { generation, articles: 4_100 });
    assert!(head(&desk).ends_with("至多 4,100 篇"), "{}", head(&desk));
    let exact = run(&corpus, &index, &Query::parse("公"), &|| true).unwrap();
    let mut part = Results { certainty: Certainty::AtLeast, ..exact.clone() };
    part.hits.truncate(900);
    part.places = 900;
    desk.send(Event::Found { generation, results: Snapshot(part.into()) });
    assert!(head(&desk).ends_with("900+ 篇  900+ 处"), "{}", head(&desk));
    assert!(status(&desk).contains("共 900+ 处"), "{}", status(&desk));
    desk.send(Event::AtMost { generation: generation - 1, articles: 1 });
    assert!(!head(&desk).contains("至多"), "an answer to an older question is dropped");
    desk.send(Event::Found { generation, results: Snapshot(exact.clone().into()) });
    assert!(head(&desk).ends_with("4,100 篇  4,100 处"), "{}", head(&desk));
    let shown = desk.text();
    desk.press("交");
    assert_ne!(asked(&desk).1, generation);
    desk.send(Event::Found { generation, results: Snapshot(Results::default().into()) });
    let list = |text: &str| text.lines().skip(2).take(26).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(list(&desk.text()), list(&shown), "until the answer comes, the list of before stands");
}

/// The number at the right edge of the tree in the row of a city.
fn counted(desk: &Desk, city: &str) -> Option<u32> {
    let row =
        desk.rows().into_iter().skip(2).find(|row| row.chars().nth(1).is_some_and(char::is_numeric) && row.contains(city))?;
    crate::desk::cells(&row, 0, 36).split_whitespace().last()?.parse().ok()
}

#[test]
fn list_counts_context_and_marks_are_of_one_query_at_every_letter() {
    for query in ["公交站", "jinzhou", "gongj", "锦zhou", "车 -雪", "公 city:铁岭", "/[0-9]+路/"] {
        let mut desk = desk(100, 40);
        desk.press("/");
        for c in query.chars() {
            desk.press(&c.to_string());
            let app = desk.program().app();
            let finder = app.finder().expect("the line is open");
            let Some(results) = finder.results().filter(|results| !results.hits.is_empty()) else { continue };
            let facets = results.facets(app.corpus());
            for (city, count) in app.corpus().outline().cities.iter().zip(&facets.cities).filter(|(_, count)| count.articles > 0)
            {
                let shown = counted(&desk, city.name.as_deref().unwrap_or("地点不明"));
                assert!(
                    shown.is_none_or(|shown| shown == count.articles),
                    "{query} at {c}: {shown:?} {count:?}\n{}",
                    desk.text()
                );
            }
            let open = results.get(app.article_id().expect("an article is open")).expect("the open article is a hit");
            assert_eq!(finder.matches().len(), open.places as usize, "{query} at {c}");
            assert!(
                open.places == 0
                    || !marked(&desk, Modifier::UNDERLINED).is_empty()
                    || !marked(&desk, Modifier::REVERSED).is_empty()
            );
        }
    }
}

#[test]
fn in_full_width_reading_a_search_stays_in_the_page_and_esc_gives_it_back() {
    let mut desk = desk(100, 30);
    desk.press("ljz");
    let before = desk.shown().clone();
    for query in ["公交", "jinzhou", "复工 city:锦州", "没有这几个字"] {
        desk.press("/");
        for c in query.chars() {
            desk.press(&c.to_string());
            assert!(desk.program().app().geometry().tree.is_none(), "{query}: no list comes up");
        }
        desk.press("<Esc>");
        assert_eq!(desk.shown(), &before, "{query}");
    }
    desk.press("/公交<Enter>n");
    assert!(desk.program().app().geometry().tree.is_none());
    assert!(head(&desk).contains("公交  2/11"), "{}", head(&desk));
}
