//! What row 1 and the empty list offer while the search line is typed.

use yuebao::app::Event;
use yuebao::app::candidates::Aid;

use crate::desk::{Desk, case as open, case_with_words as with_words, desk, head, status};

fn typed(reader: &Desk) -> String {
    reader.program().app().finder().unwrap().line().text().to_owned()
}

#[test]
fn letters_offer_words_in_row_1_a_place_first_and_tab_takes_it() {
    let mut reader = with_words(100, 30);
    reader.press("/jinz");
    let row = reader.rows()[1].clone();
    assert!(row.starts_with(" 1锦州 "), "{row}");
    assert!(row.ends_with("Tab 或数字选词  空格照字母找"), "{row}");
    assert!(reader.rows()[29].contains("Tab 选第一词"));
    reader.press("<Tab>");
    assert_eq!(typed(&reader), "锦州");
    assert_eq!(reader.rows()[1], "");
    reader.press("<BS>");
    assert_eq!(typed(&reader), "jinz", "Backspace right after a pick gives the letters back");
    assert_eq!(reader.rows()[1], row);
    reader.press("<BS>");
    assert_eq!(typed(&reader), "jin");
}

#[test]
fn the_digit_on_the_screen_takes_its_word() {
    let mut reader = with_words(100, 30);
    reader.press("/jinz");
    let Aid::Words(words) = reader.program().app().finder().unwrap().aid() else { panic!("no words") };
    let second = words[1].word.clone();
    reader.press("2");
    assert_eq!(typed(&reader), second);
}

#[test]
fn digits_and_single_letters_are_typed_as_they_are() {
    for text in ["5G", "h7n9", "2020", "8+3", "k4"] {
        let mut reader = with_words(100, 30);
        reader.press("/").press(text);
        assert_eq!(typed(&reader), text);
    }
}

#[test]
fn space_leaves_the_letters_and_row_1_is_blank_without_candidates() {
    let mut reader = with_words(100, 30);
    reader.press("/jinz ");
    assert_eq!((typed(&reader).as_str(), reader.rows()[1].as_str()), ("jinz ", ""));
    reader.press("<C-u>复工");
    assert_eq!(reader.rows()[1], "");
    let mut unready = open(100, 30);
    unready.press("/jinz");
    assert_eq!(unready.rows()[1], "", "before the words are cut nothing jumps");
}

#[test]
fn a_half_typed_city_is_completed_with_counts_and_filters_nothing_yet() {
    let mut reader = open(100, 30);
    reader.press("/复工 city:");
    let row = reader.rows()[1].clone();
    assert!(row.starts_with(" 城市  1"), "{row}");
    assert!(reader.program().app().finder().unwrap().hits().is_some_and(|hits| !hits.is_empty()));
    reader.press("<Tab>");
    let taken = typed(&reader);
    assert!(taken.starts_with("复工 city:") && taken.len() > "复工 city:".len(), "{taken}");
    assert_eq!(reader.rows()[1], "", "a finished condition offers nothing");
    reader.press("<C-u>date:20");
    assert!(reader.rows()[1].starts_with(" 日期  2020-0"), "{}", reader.rows()[1]);
    reader.press("2");
    assert_eq!(typed(&reader), "date:202", "a digit goes on with the date");
}

#[test]
fn nothing_found_offers_only_what_is_found_and_enter_takes_the_first() {
    let mut reader = open(100, 30);
    reader.press("/锦洲 city:辽阳");
    let text = reader.text();
    assert!(text.contains("没有一篇同时合乎这些条件。"), "{text}");
    let Aid::Offers(offers) = reader.program().app().finder().unwrap().aid().clone() else { panic!("no offers") };
    assert!(offers.offers.iter().all(|offer| offer.articles > 0 && text.contains(&offer.query)), "{text}");
    assert!(reader.rows()[29].contains("Enter 用这一条"), "{text}");
    reader.press("<Enter>");
    assert_eq!(typed(&reader), offers.offers[0].query);
    assert_eq!(reader.program().app().finder().unwrap().hits().unwrap().len(), offers.offers[0].articles as usize);
    reader.press("<BS>");
    assert_eq!(typed(&reader), "锦洲 city:辽阳");
    reader.press(&offers.offers.len().to_string());
    assert_eq!(typed(&reader), offers.offers.last().unwrap().query);
}

#[test]
fn a_city_an_author_or_a_section_that_is_not_here_leads_to_those_that_are() {
    for (asked, offer, why) in [
        ("city:北京", "city:锦州", "这里有的城市"),
        ("city:beijing", "city:锦州", "这里有的城市"),
        ("author:张三丰", "author:", "这里有的作者"),
        ("section:国际", "section:", "这里有的版"),
        ("复工 city:北京", "复工", "不限城市"),
        ("复工 鍊", "复工", "去掉"),
        ("锦州街巷", "section:锦州街巷", "当作版名"),
        ("2020-02-26", "date:2020-02-26", "当作日期"),
    ] {
        let mut reader = open(100, 30);
        reader.press("/").send(Event::Paste(asked.to_owned()));
        let Aid::Offers(offers) = reader.program().app().finder().unwrap().aid().clone() else { panic!("no offers for {asked}") };
        let first = offers.offers.first().unwrap_or_else(|| panic!("{asked}\n{}", reader.text()));
        assert!(first.query.starts_with(offer), "{asked}: {}", first.query);
        assert!(reader.text().contains(&first.query) && reader.text().contains(why), "{asked}\n{}", reader.text());
        assert!(status(&reader).contains("Enter 用这一条"), "{}", status(&reader));
        reader.press("<Enter>");
        let hits = reader.program().app().finder().and_then(|f| f.hits().map(<[_]>::len)).unwrap_or_default();
        assert_eq!((typed(&reader), hits), (first.query.clone(), first.articles as usize), "{asked}");
    }
}

#[test]
fn a_character_that_stands_nowhere_is_named() {
    let mut reader = open(100, 30);
    reader.press("/鍊");
    let text = reader.text();
    assert!(text.contains("没有“鍊”字。"), "{text}");
    assert!(text.contains("这批报纸里一处也没有。"), "{text}");
}

#[test]
fn esc_gives_the_frame_back_from_every_offer() {
    for keys in ["/jinz", "/jinz<Tab>", "/复工 city:<Tab>", "/锦洲 city:辽阳", "/锦洲 city:辽阳2", "/鍊"] {
        for (width, height) in [(100, 30), (140, 40), (40, 20)] {
            let mut reader = with_words(width, height);
            let before = reader.text();
            reader.press(keys).press("<Esc>");
            assert_eq!(reader.text(), before, "{width}x{height} {keys}");
        }
    }
}

#[test]
fn without_a_list_the_offers_stand_in_row_1() {
    let mut reader = open(100, 30);
    reader.press("z/锦洲 city:辽阳");
    let Aid::Offers(offers) = reader.program().app().finder().unwrap().aid().clone() else { panic!("no offers") };
    assert!(reader.rows()[1].starts_with(&format!(" 可以改找  1{} ", offers.offers[0].query)), "{}", reader.rows()[1]);
    assert!(status(&reader).contains("Enter 用这一条"), "{}", status(&reader));
    reader.press("<Enter>");
    assert_eq!(typed(&reader), offers.offers[0].query);
    assert_eq!(reader.rows()[1], "");
}

#[test]
fn city_and_date_are_completed_from_where_one_stands() {
    for key in ["1", "2", "3", "4"] {
        let mut reader = desk(100, 30);
        reader.press(key);
        let here = reader.program().app().article().cloned().expect("an article is open");
        let city = here.city.as_deref().unwrap_or_default();
        reader.press("/city:");
        assert!(reader.rows()[1].starts_with(&format!(" 城市  1{city} ")), "{}", reader.rows()[1]);
        reader.press("<Tab>");
        assert_eq!(typed(&reader), format!("city:{city}"));
        let found = reader.program().app().finder().and_then(|f| f.hits()).unwrap_or_default();
        let cities = found.iter().filter_map(|hit| reader.program().app().corpus().article(hit.article)?.city.as_deref());
        assert!(!found.is_empty() && cities.clone().count() == found.len() && cities.into_iter().all(|other| other == city));
        reader.press("<Esc>/公 date:");
        let month = here.published.day.map(|day| day.to_string().chars().take(7).collect::<String>()).unwrap_or_default();
        assert!(reader.rows()[1].starts_with(&format!(" 日期  {month} ")), "{}", reader.rows()[1]);
        reader.press("<Esc>");
        assert_eq!(reader.program().app().article().map(|a| a.key), Some(here.key));
    }
}

#[test]
fn a_condition_that_nothing_meets_is_looked_for_as_text_and_says_so() {
    for (typed, said) in [
        ("city:公交", "没有“公交”的报纸，按文字找"),
        ("date:公交", "没有“公交”的报纸，按文字找"),
        ("作者：公交", "没有作者“公交”，按文字找"),
        ("section:公交", "没有“公交”这个版，按文字找"),
        ("title:在等公交", "题里没有“在等公交”，在全文里找"),
    ] {
        let mut plain = desk(100, 30);
        plain.press(&format!("/{}", typed.rsplit([':', '：']).next().unwrap_or_default()));
        let mut desk = desk(100, 30);
        desk.press("/").send(Event::Paste(typed.to_owned()));
        let hits = |desk: &Desk| desk.program().app().finder().and_then(|f| f.hits().map(<[_]>::len)).unwrap_or_default();
        assert_eq!(hits(&desk), hits(&plain), "{typed}\n{}", desk.text());
        if hits(&plain) > 0 {
            assert!(status(&desk).contains(said), "{typed}: {}", status(&desk));
            assert!(!desk.program().app().finder().unwrap().matches().is_empty(), "{typed} is marked in the text");
        }
    }
    let mut desk = desk(100, 30);
    desk.press("/date:1999-03");
    assert!(desk.text().contains("date:2020-03") && desk.text().contains("有报纸的月份"), "{}", desk.text());
    desk.press("<Enter>");
    assert!(head(&desk).contains("date:2020-03"), "{}", desk.text());
}

#[test]
fn a_condition_that_is_none_is_taken_as_text_and_says_so() {
    let mut reader = open(100, 30);
    reader.press("/ctiy:锦州");
    assert!(status(&reader).contains("没有 ctiy: 这个条件，按文字找"), "{}", status(&reader));
    reader.press("<C-u>https://a");
    assert!(!status(&reader).contains("这个条件"), "{}", status(&reader));
}

#[test]
fn an_unfinished_pattern_keeps_the_hits_of_before() {
    let mut reader = open(100, 30);
    reader.press("//复工");
    let hits = |reader: &Desk| reader.program().app().finder().unwrap().hits().map(<[_]>::len);
    reader.press("/");
    let before = hits(&reader);
    assert!(before.is_some_and(|n| n > 0));
    reader.press("<C-u>/复工/").press("<BS>[/");
    assert_eq!(hits(&reader), before, "{}", reader.text());
    assert!(status(&reader).contains("/复工[/ 还没写完，先看上次的结果"), "{}", status(&reader));
}
