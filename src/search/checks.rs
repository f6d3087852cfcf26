//! The engine held against the slow truth: a plain scan of folded text, article by article.

use std::cell::Cell;

use proptest::prelude::*;

use super::testing::{corpus, paper, short};
use super::{How, Index, Query, Results, Session, find, run, run_within};
use crate::corpus::{Article, Corpus, Field};
use crate::text::fold;

fn search(corpus: &Corpus, typed: &str) -> Results {
    run(corpus, &Index::build(corpus), &Query::parse(typed), &|| true).unwrap()
}

/// Headlines found, in outline order, with their places.
fn found(corpus: &Corpus, typed: &str) -> Vec<(String, u32)> {
    search(corpus, typed).hits.iter().map(|hit| (corpus.article(hit.article).unwrap().title(), hit.places)).collect()
}

fn titles(corpus: &Corpus, typed: &str) -> Vec<String> {
    found(corpus, typed).into_iter().map(|(title, _)| title).collect()
}

/// Places of a plain term in an article by `match_indices` on folded text, part by part.
fn plain(article: &Article, term: &str) -> u32 {
    let term = fold::text(term);
    article.parts.iter().map(|part| fold::text(part.span.of(&article.text)).matches(&term).count() as u32).sum()
}

#[test]
fn terms_are_met_in_any_script_width_and_case() {
    let paper = paper();
    assert_eq!(found(&paper, "复工"), [("復工復產".to_owned(), 2)]);
    assert_eq!(found(&paper, "５g"), [("復工復產".to_owned(), 1)]);
    assert_eq!(found(&paper, "ct"), [("工程进展比预想的快".to_owned(), 1)]);
    assert_eq!(found(&paper, "\"一企"), [("復工復產".to_owned(), 1)]);
    assert_eq!(found(&paper, "人人"), [("地点不明的一篇".to_owned(), 2)]);
    assert_eq!(found(&paper, "𠮷野"), [("旧码头改成候车廊".to_owned(), 1)]);
    assert!(found(&paper, "𠮷田").is_empty() && found(&paper, "𣲗").is_empty());
}

#[test]
fn terms_are_anded_alternatives_ored_and_unwanted_ones_left_out() {
    let paper = paper();
    assert_eq!(found(&paper, "公交 书柜"), [("公交站里的书柜".to_owned(), 7)]);
    assert_eq!(titles(&paper, "公交 -书柜"), ["夜班车多开一小时", "旧码头改成候车廊"]);
    assert_eq!(titles(&paper, "渔码头|候车廊"), ["凌海的渔码头忙起来", "旧码头改成候车廊"]);
    assert_eq!(titles(&paper, "码头 -渔|雪"), ["旧码头改成候车廊"]);
    assert_eq!(titles(&paper, "/二百.十吨/"), ["凌海的渔码头忙起来"]);
    assert_eq!(titles(&paper, "/^港|[五四]辆/"), ["旧码头改成候车廊"]);
    assert_eq!(found(&paper, "公交站 站点"), [("公交站里的书柜".to_owned(), 4)], "公交站点 is one place");
}

#[test]
fn operators_choose_by_place_day_author_section_and_headline() {
    let paper = paper();
    for (typed, count) in [
        ("city:锦州", 2),
        ("city:锦州市", 2),
        ("city:jinzhou", 2),
        ("city:jz", 2),
        ("city:锦", 2),
        ("city:凌海", 1),
        ("city:linghai", 1),
        ("city:tl|yk", 3),
        ("-city:锦州", 5),
        ("city:北京", 0),
        ("city:地点不明", 1),
        ("date:2020-02-26", 2),
        ("date:2020-02", 3),
        ("date:02-27", 1),
        ("date:<9d", 2),
        ("date:2020-02-26..", 4),
        ("author:许清禾", 1),
        ("author:xqh", 1),
        ("author:记者", 1),
        ("section:街", 1),
        ("许清禾", 1),
        ("xuqinghe", 1),
        ("周南溪", 1),
        ("title:公交", 1),
        ("^六个", 1),
        ("公交 city:铁岭", 1),
        ("公交 city:", 3),
        ("城市：锦州　题：码头", 1),
        ("j", 4),
    ] {
        assert_eq!(search(&paper, typed).hits.len(), count, "{typed}");
    }
}

#[test]
fn counts_of_the_tree_add_up() {
    let paper = paper();
    let results = search(&paper, "公交");
    let facets = results.facets(&paper);
    let named: Vec<_> =
        paper.outline().cities.iter().zip(&facets.cities).map(|(c, n)| (c.name.as_deref().unwrap_or("-"), n.articles)).collect();
    assert_eq!(named, [("锦州", 1), ("辽阳", 0), ("铁岭", 1), ("营口", 1), ("-", 0)]);
    assert_eq!(facets.cities.iter().flat_map(|c| &c.dates).sum::<u32>() as usize, results.hits.len());
}

#[test]
fn nothing_asked_finds_nothing_and_being_stopped_gives_none() {
    let paper = paper();
    assert!(search(&paper, "").hits.is_empty() && search(&paper, "city:").hits.is_empty());
    assert!(run(&paper, &Index::build(&paper), &Query::parse("公交"), &|| false).is_none());
    assert!(search(&Corpus::default(), "公交").hits.is_empty());
}

#[test]
fn a_search_asks_often_whether_to_go_on() {
    let many: Vec<Article> = (0..9_000).map(|i| short("锦州", "2020-02-26", &format!("第{i}篇"), "公交")).collect();
    let corpus = corpus(many);
    let index = Index::build(&corpus);
    let asked = Cell::new(0);
    let stop_third = || {
        asked.set(asked.get() + 1);
        asked.get() < 3
    };
    assert!(run(&corpus, &index, &Query::parse("公交"), &stop_third).is_none());
    let mut told = Vec::new();
    let mut session = Session::on(3);
    let results = session.search(&corpus, &index, &Query::parse("公交"), &|| true, &mut |partial| {
        assert!(partial.articles() <= partial.at_most());
        told.push((partial.articles(), partial.results().hits.len()));
    });
    assert_eq!(told, [(4096, 4096), (8192, 8192), (9000, 9000)]);
    assert_eq!(results.unwrap().hits.len(), 9_000);
}

#[test]
fn between_two_questions_lies_a_chunk_of_text_at_most() {
    let text = "公交站里的书柜".repeat(3_000);
    let long: Vec<Article> = (0..60).map(|i| short("锦州", "2020-02-26", &format!("第{i}篇"), &text)).collect();
    let corpus = corpus(long);
    let index = Index::build(&corpus);
    for typed in ["公交", "gongjiao", "/公.站/", "公交 -渔"] {
        let (mut before, mut steps) = (0, 0);
        run_within(&corpus, &index, &Query::parse(typed), How::default(), &|| true, &mut |partial| {
            let (now, _) = partial.looked_at();
            assert!((now - before) * text.chars().count() <= 400_000 + text.chars().count(), "{typed}");
            (before, steps) = (now, steps + 1);
        });
        assert!(before == 60 && steps >= 3, "{typed}: {steps}");
    }
}

/// A paper of random clauses from few characters, so that terms meet often.
pub(super) fn random_corpus() -> impl Strategy<Value = Corpus> {
    let text = prop::collection::vec(
        prop::sample::select("锦州复工公交的进展长大银行西安CTa 1，。“𠮷鐵".chars().collect::<Vec<_>>()),
        1..24,
    );
    let article = (prop::sample::select(vec!["锦州", "营口", ""]), 1..5u8, text.clone(), text.clone(), text);
    prop::collection::vec(article, 1..8).prop_map(|articles| {
        let made = articles.into_iter().map(|(city, day, headline, lead, body)| {
            let part = |chars: Vec<char>| chars.into_iter().collect::<String>();
            super::testing::article(
                city,
                &format!("2020-02-0{day}"),
                &[
                    (Field::Headline, &part(headline)),
                    (Field::Byline, "记者 锦州"),
                    (Field::Lead, &part(lead)),
                    (Field::Body, &part(body)),
                ],
            )
        });
        corpus(made.collect())
    })
}

fn random_term() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop::sample::select(vec![
            "锦", "州", "复", "工", "jin", "z", "hou", "j", "x", "an", "gong", "CT", "a", "1", "，", "𠮷", "铁", "chang", "'",
            "的",
        ]),
        1..4,
    )
    .prop_map(|parts| parts.concat())
}

pub(super) fn random_query() -> impl Strategy<Value = String> {
    let clause =
        (prop::sample::select(vec!["", "", "", "-", "title:", "city:", "\""]), random_term(), prop::option::of(random_term()));
    prop::collection::vec(clause, 1..4).prop_map(|clauses| {
        let typed: Vec<String> = clauses
            .into_iter()
            .map(|(before, term, or)| before.to_owned() + &term + &or.map_or(String::new(), |or| format!("|{or}")))
            .collect();
        typed.join(" ")
    })
}

proptest! {
    #[test]
    fn every_hit_has_the_places_that_find_gives(corpus in random_corpus(), typed in random_query()) {
        let query = Query::parse(&typed);
        let results = run(&corpus, &Index::build(&corpus), &query, &|| true).unwrap();
        let has_filter = typed.contains("city:");
        for (id, article) in corpus.articles() {
            let places = find(results.understood(&query), article);
            for pair in places.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
            match results.get(id) {
                Some(hit) => prop_assert_eq!(hit.places as usize, places.len(), "{}", typed),
                None => prop_assert!(places.is_empty() || has_filter, "{} finds {:?} in {}", typed, places, article.text),
            }
        }
        prop_assert_eq!(results.places, results.hits.iter().map(|hit| u64::from(hit.places)).sum::<u64>());
    }

    #[test]
    fn counts_of_汉字_equal_a_plain_scan(corpus in random_corpus(), term in "[锦州复工公交的进展，。𠮷铁]{1,3}") {
        let results = search(&corpus, &term);
        for (id, article) in corpus.articles() {
            prop_assert_eq!(results.get(id).map_or(0, |hit| hit.places), plain(article, &term));
        }
    }

    #[test]
    fn typing_then_deleting_gives_the_same_list(corpus in random_corpus(), keys in prop::collection::vec(random_query(), 1..4), cuts in prop::collection::vec(0..40usize, 1..30)) {
        let index = Index::build(&corpus);
        let mut session = Session::new();
        let typed: Vec<char> = keys.join(" ").chars().collect();
        for cut in (0..=typed.len()).chain(cuts) {
            let now: String = typed[..cut.min(typed.len())].iter().collect();
            let query = Query::parse(&now);
            let results = session.search(&corpus, &index, &query, &|| true, &mut |_| {}).unwrap();
            let fresh = run(&corpus, &index, &query, &|| true).unwrap();
            prop_assert_eq!(&*results, &fresh, "{}", now);
        }
    }

    #[test]
    fn any_bytes_are_a_query_and_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..40), text in ".{0,30}", mark in 0..6usize) {
        let mark = ["", "city:", "-/", "\"", "date:", "^'"][mark];
        let typed = format!("{mark}{}{text}", String::from_utf8_lossy(&bytes));
        let paper = paper();
        for query in [Query::parse(&typed), Query::as_text(&typed)] {
            let results = run(&paper, &Index::build(&paper), &query, &|| true).unwrap();
            for (id, article) in paper.articles() {
                let places = find(results.understood(&query), article).len();
                prop_assert!(results.get(id).is_none_or(|hit| hit.places as usize == places), "{:?}", typed);
            }
        }
        prop_assert!(typed.trim().is_empty() || !Query::as_text(&typed).is_empty(), "{:?}", typed);
    }

    #[test]
    fn expressions_find_what_they_meet_in_each_article(corpus in random_corpus(), at in 0..10usize) {
        let typed = ["/锦.{0,2}州/", "/州.{0,3}锦|铁.?州/", "/锦[^州]*/", "/[a-z1]+/", "/^锦|州$/", "/(大|银)行?/", "/[锦州复工]安/", "/.工./", "/𠮷|铁/", "/a|c|t|1|，|。/"][at];
        let query = Query::parse(typed);
        let results = run(&corpus, &Index::build(&corpus), &query, &|| true).unwrap();
        for (id, article) in corpus.articles() {
            let places = find(&query, article).len();
            prop_assert_eq!(results.get(id).map_or(0, |hit| hit.places as usize), places, "{} in {}", typed, article.text);
        }
    }

    #[test]
    fn highlights_of_汉字_fold_to_the_term(corpus in random_corpus(), term in "[锦州复工，鐵]{1,2}") {
        for (_, article) in corpus.articles() {
            for place in find(&Query::parse(&term), article) {
                prop_assert_eq!(fold::text(place.span.of(&article.text)), fold::text(&term));
            }
        }
    }
}
