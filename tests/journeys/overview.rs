//! The overview: what is counted, what is selected, where Enter leads.

use yuebao::app::{Display, Event, Snapshot, Start};
use yuebao::search::Words;
use yuebao::text::Span;

use crate::desk::{Desk, desk, desk_en, head, sit, status, title};

/// The cities on the screen with their articles, top to bottom.
fn cities(desk: &Desk) -> Vec<(String, u32)> {
    let rows = desk.rows();
    let from = rows.iter().position(|row| row.contains("各城篇数")).map_or(3, |at| at + 1);
    let read = |row: &String| {
        let mut words = row.trim_start_matches([' ', '>']).split_whitespace();
        Some((words.next()?.to_owned(), words.next()?.replace(',', "").parse().ok()?))
    };
    rows[from..rows.len() - 1].iter().filter_map(read).collect()
}

#[test]
fn cities_and_days_are_counted_and_the_open_article_is_selected() {
    for (width, height) in [(100, 30), (80, 24), (60, 18), (40, 20)] {
        let mut desk = desk(width, height);
        desk.press("i");
        let corpus = desk.program().app().corpus().clone();
        let counted = cities(&desk);
        assert_eq!(counted.len(), corpus.outline().cities.len(), "{}", desk.text());
        assert!(counted.is_sorted_by_key(|(_, articles)| std::cmp::Reverse(*articles)), "{counted:?}");
        for (name, articles) in counted {
            let city = corpus.outline().cities.iter().find(|city| city.name.as_deref() == Some(name.as_str()));
            assert_eq!(city.map(|city| city.count), Some(articles), "{name}");
        }
        let overview = desk.program().app().overview().unwrap();
        assert_eq!(overview.days().iter().map(|(_, articles)| *articles).sum::<u32>() as usize, corpus.len());
        assert_eq!(overview.day().map(|(day, _)| day), Some((2, 26)));
        assert!(desk.text().contains("选中: 2月26日  15 篇"), "{}", desk.text());
        assert!(status(&desk).starts_with(" 锦州  17 篇"), "{}", status(&desk));
    }
}

#[test]
fn a_day_stands_in_the_row_of_its_weekday_and_darker_where_there_is_more() {
    let mut desk = desk(100, 30);
    desk.press("i");
    let rows = desk.rows();
    // 12 and 26 February, 4 March 2020 were Wednesdays, 12 March was a Thursday.
    let cells = |row: usize| rows[row].chars().filter(|c| ('⣀'..='⣿').contains(c)).count();
    assert_eq!((cells(6), cells(7)), (3, 1), "{}", desk.text());
    assert_eq!((4..11).map(cells).sum::<usize>(), 4);
    assert!(rows[6].starts_with("  三") && rows[6].contains('⣿'), "{}", desk.text());
}

#[test]
fn enter_goes_to_the_city_or_to_the_day_whichever_was_moved_last() {
    let mut reader = desk(100, 30);
    reader.press("ij");
    let city = status(&reader).split_whitespace().next().unwrap_or_default().to_owned();
    reader.press("<Enter>");
    assert!(reader.program().app().overview().is_none());
    assert_eq!(reader.program().app().article().and_then(|a| a.city.clone()).as_deref(), Some(city.as_str()));
    reader.press("<BS>");
    assert_eq!(title(&reader), "小凌河口开出今春第一班渔船", "Backspace leads back");
    let mut reader = desk(100, 30);
    reader.press("ih<Enter>");
    assert!(head(&reader).contains("锦州  2020-02-12~"), "the day before, in the selected city: {}", head(&reader));
    let mut reader = desk(100, 30);
    reader.press("il<Enter>");
    assert!(head(&reader).contains("铁岭  2020-03-04~"), "a day that only another city has: {}", head(&reader));
}

#[test]
fn the_same_key_closes_it_and_the_frame_is_as_before() {
    for close in ["i", "<Esc>", "q", "<BS>"] {
        let mut desk = desk(100, 30);
        desk.press("ljj");
        let before = desk.shown().clone();
        desk.press("ijjlh").press(close);
        assert_eq!(desk.shown(), &before, "{close}");
        assert!(!desk.has_quit());
    }
    let mut desk = desk(100, 30);
    desk.press("i/");
    assert!(head(&desk).starts_with(" /"), "{}", head(&desk));
}

#[test]
fn the_words_of_a_city_come_when_they_are_cut_and_change_with_the_city() {
    let mut desk = desk(100, 30);
    desk.press("i");
    assert!(!desk.text().contains("的特色词"), "nothing is said before it is known\n{}", desk.text());
    let pairs = |text: &str| -> Vec<Span> {
        let at: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        at.windows(3).map(|at| Span::new(at[0], at[2])).collect()
    };
    let corpus = desk.program().app().corpus().clone();
    let words = Words::build(&corpus, &pairs, &|| true).expect("words");
    desk.send(Event::Words(Snapshot(words.into())));
    assert!(desk.text().contains("锦州的特色词"), "{}", desk.text());
    let first = desk.program().app().overview().unwrap().words().to_vec();
    let holds = |word: &str, city: &str| {
        let articles = corpus.articles().filter(|(_, article)| article.city.as_deref() == Some(city));
        articles.filter(|(_, article)| article.text.contains(word)).count()
    };
    for word in &first {
        assert!(holds(word, "锦州") > 1 && desk.text().contains(word.as_str()), "{word}");
    }
    desk.press("j");
    let second = desk.program().app().overview().unwrap().words().to_vec();
    assert!(!second.is_empty() && first != second, "{first:?} {second:?}");
}

#[test]
fn years_are_turned_and_a_year_that_nobody_knows_is_named() {
    let mut drafts = crate::fixture::drafts();
    for (i, draft) in drafts.iter_mut().enumerate() {
        for day in draft.articles.iter_mut().filter_map(|article| article.published.day.as_mut()) {
            day.year = [Some(2019), Some(2020), None][i % 3];
        }
    }
    let mut desk = crate::desk::before(crate::fixture::build(drafts), 100, 30);
    desk.press("i");
    assert!(head(&desk).contains("2020 年") && head(&desk).ends_with("< 2019"), "{}", head(&desk));
    let shown = |desk: &Desk| desk.program().app().overview().unwrap().days().iter().map(|(_, n)| *n).sum::<u32>();
    let mut all = shown(&desk);
    desk.press(">");
    assert!(head(&desk).contains("2020 年"), "there is no later one: {}", head(&desk));
    desk.press("<lt>");
    assert!(head(&desk).contains("2019 年") && head(&desk).ends_with("< ?   2020 >"), "{}", head(&desk));
    all += shown(&desk);
    desk.press("<lt><lt>");
    assert!(head(&desk).contains("年份不明") && head(&desk).ends_with("2019 >"), "{}", head(&desk));
    all += shown(&desk);
    assert_eq!(all as usize, desk.program().app().corpus().len(), "every article is in one year");
    assert!(!desk.rows()[4].contains('一'), "without a year there are no weekdays\n{}", desk.text());
    assert!(desk.rows()[4].contains('月'), "{}", desk.text());
}

#[test]
fn without_glyphs_the_pictures_are_drawn_in_ascii() {
    let display = Display { ascii: true, ..Display::default() };
    let mut desk = sit(Start { corpus: crate::fixture::corpus(), display, ..Start::default() }, 100, 30);
    desk.press("i");
    assert!(!desk.text().contains(|c| ('\u{2800}'..='\u{28ff}').contains(&c)), "{}", desk.text());
    assert!(desk.text().contains("====") && desk.text().contains('#'), "{}", desk.text());
}

#[test]
fn the_cities_of_the_papers_are_on_the_map_where_they_lie() {
    let mut desk = desk_en(120, 40);
    desk.press("i");
    let at = |name: &str| {
        let rows = desk.rows();
        let found = (13..38).find_map(|y| {
            let row: Vec<char> = rows[y].chars().collect();
            let text: String = row.iter().skip(48).collect();
            text.find(name).map(|at| (y, text.get(..at).map_or(0, |before| before.chars().count())))
        });
        found.unwrap_or_else(|| panic!("{name}\n{}", desk.text()))
    };
    let (tieling, yingkou, jinzhou, liaoyang) = (at("铁岭 "), at("营口 "), at("锦州 "), at("辽阳 "));
    assert!(tieling.0 < liaoyang.0 && liaoyang.0 < yingkou.0, "铁岭 lies north of 辽阳, and that of 营口\n{}", desk.text());
    assert!(jinzhou.1 < liaoyang.1 && liaoyang.1 <= tieling.1, "锦州 lies west of 辽阳\n{}", desk.text());
}
