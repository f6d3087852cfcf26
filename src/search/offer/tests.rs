//! What is offered where nothing is found, and at what cost.

use super::super::testing::{corpus, paper, short};
use super::*;

fn offered(corpus: &Corpus, typed: &str) -> Vec<(String, u32)> {
    let made = offers(corpus, &Index::build(corpus), &Query::parse(typed), &|| true).unwrap();
    made.offers.into_iter().map(|offer| (offer.query, offer.articles)).collect()
}

#[test]
fn a_word_of_the_same_sound_is_offered_with_and_without_the_other_condition() {
    let corpus = corpus(vec![
        short("铁岭", "2020-03-04", "锦州港的船", "港口"),
        short("铁岭", "2020-03-04", "港商", "港口"),
        short("锦州", "2020-03-04", "锦州港开航", "港口"),
    ]);
    assert_eq!(
        offered(&corpus, "锦洲港 city:铁岭"),
        [("锦州港 city:铁岭".into(), 1), ("锦州港".into(), 2), ("锦 city:铁岭".into(), 1)]
    );
    let made = offers(&corpus, &Index::build(&corpus), &Query::parse("锦洲港 city:铁岭"), &|| true).unwrap();
    assert_eq!(made.offers[0].changes, [Change::SameSound(vec![('洲', '州')])]);
    assert_eq!(made.offers[1].changes[1], Change::Without("city:铁岭".into()));
    assert_eq!(made.absent, ['洲']);
}

#[test]
fn a_condition_too_many_is_dropped() {
    assert_eq!(offered(&paper(), "书柜 city:铁岭"), [("书柜".to_owned(), 1)]);
    assert_eq!(
        offered(&paper(), "公交 雪 渔船"),
        [("公交".to_owned(), 3), ("渔".to_owned(), 1), ("雪".to_owned(), 2)],
        "no single condition is to blame"
    );
}

#[test]
fn letters_many_mix_up_are_offered_right() {
    assert_eq!(offered(&paper(), "gonjiao").first(), Some(&("gongjiao".to_owned(), 3)));
}

#[test]
fn for_days_without_pages_the_months_that_have_some_are_offered() {
    assert_eq!(offered(&paper(), "date:2019-02"), [("date:2020-02".to_owned(), 3), ("date:XXXX-02".to_owned(), 4)]);
    assert_eq!(offered(&paper(), "公交 日期：2021-08-01").first(), Some(&("公交".to_owned(), 3)));
    assert_eq!(offered(&paper(), "公交 日期：2021-08-01").get(1), Some(&("公交 日期：2020-03".to_owned(), 1)));
}

#[test]
fn a_condition_that_nothing_meets_leads_to_those_that_are_there() {
    for (typed, first) in [
        ("city:北京", "city:营口"),
        ("城市：锦阳", "城市：锦州"),
        ("city:yingkuo", "city:营口"),
        ("公交 city:北京", "公交"),
        ("author:许三多", "author:许清禾"),
        ("author:xqz", "author:许清禾"),
        ("section:要闻", "section:街巷"),
        ("title:公交车", "title:公交"),
        ("^公交车站台", "^公交"),
    ] {
        assert_eq!(offered(&paper(), typed).first().map(|offer| offer.0.as_str()), Some(first), "{typed}");
    }
}

#[test]
fn a_word_that_is_a_condition_is_offered_as_one() {
    for (typed, first) in [
        ("街巷", "section:街巷"),
        ("jiexiang", "section:jiexiang"),
        ("营口市", "city:营口市"),
        ("凌海市", "city:凌海市"),
        ("2020-02-26", "date:2020-02-26"),
        ("2020年2月", "date:2020年2月"),
        ("公交 2020-03-04", "公交 date:2020-03-04"),
        ("书柜 街巷", "书柜 section:街巷"),
    ] {
        assert_eq!(offered(&paper(), typed).first().map(|offer| offer.0.as_str()), Some(first), "{typed}");
    }
}

#[test]
fn marks_are_taken_off_and_beginnings_kept() {
    for (typed, offer) in [
        ("\"公交 书柜\"", "公交 书柜"),
        ("“公交大桥”", "“公交”"),
        ("/公交.{0,2}铁甲/", "公交"),
        ("gongjiaoqqq", "gongjiao"),
        ("公交qqq", "公交"),
        ("鍊鍊公交", "公交"),
        ("金钢鍊|公交厅", "公交"),
        ("city:北京|上海 鍊公交站", "公交站"),
    ] {
        assert!(offered(&paper(), typed).iter().any(|one| one.0 == offer), "{typed}: {:?}", offered(&paper(), typed));
    }
}

#[test]
fn whatever_is_typed_there_is_a_way_out_or_no_character_of_it_is_here() {
    let paper = paper();
    for typed in [
        "city:北京",
        "城市：鍊",
        "author:鍊",
        "section:鍊",
        "date:1999",
        "公交 city:鍊",
        "公交 雪 渔船",
        "\"雪 渔\"",
        "/雪.渔/",
        "雪渔",
        "雪|鍊 渔",
        "xuezzz",
        "公交 -公交",
        "公交 author:鍊 city:鍊",
        "锦州zzzz港",
        "鍊 公交",
        "5Gzz",
    ] {
        let query = Query::parse(typed);
        let index = Index::build(&paper);
        if run(&paper, &index, &query, &|| true).unwrap().hits.is_empty() {
            let made = offers(&paper, &index, &query, &|| true).unwrap();
            assert!(!made.offers.is_empty(), "{typed}");
            for offer in made.offers {
                let hits = run(&paper, &index, &Query::parse(&offer.query), &|| true).unwrap().hits.len();
                assert_eq!(hits, offer.articles as usize, "{typed} {}", offer.query);
            }
        }
    }
}

/// The longest part of a word, and how many parts were searched for.
fn longest(corpus: &Corpus, index: &Index, word: &str) -> (String, usize) {
    let made = Offering { corpus, index, go_on: &|| true, tried: Vec::new(), offers: Vec::new() };
    let searches = std::cell::Cell::new(0);
    let part = made.longest_part(&word.chars().collect::<Vec<_>>(), &|part| {
        searches.set(searches.get() + 1);
        part.to_owned()
    });
    (part.unwrap(), searches.get())
}

#[test]
fn the_longest_part_of_a_pasted_sentence_is_found_in_two_searches_a_character() {
    let paper = paper();
    let noise: String = ('\u{5000}'..'\u{5028}').collect();
    let (part, searches) = longest(&paper, &Index::build(&paper), &format!("{noise}绿色的书柜{noise}公交"));
    assert_eq!(part, "绿色的书柜");
    assert!(searches <= 2 * 87, "{searches}");
}

proptest::proptest! {
    #[test]
    fn the_longest_part_is_the_rarest_of_the_longest_there_are(word in "[公交站书柜雪绿色的鍊]{1,9}") {
        let paper = paper();
        let index = Index::build(&paper);
        let chars: Vec<char> = word.chars().collect();
        let all = (1..=chars.len()).rev().map(|length| {
            let parts = chars.windows(length).map(|part| part.iter().collect::<String>());
            let found = parts.map(|part| (run(&paper, &index, &Query::parse(&part), &|| true).unwrap().hits.len(), part));
            found.filter(|(articles, _)| *articles > 0).min_by_key(|(articles, _)| *articles)
        });
        let slow = all.flatten().next().map_or_else(String::new, |(_, part)| part);
        proptest::prop_assert_eq!(longest(&paper, &index, &word).0, slow);
    }
}

#[test]
fn a_character_that_stands_nowhere_is_named_as_typed() {
    let paper = paper();
    let made = offers(&paper, &Index::build(&paper), &Query::parse("鍊"), &|| true).unwrap();
    assert_eq!((made.offers.len(), made.absent), (0, vec!['鍊']));
}
