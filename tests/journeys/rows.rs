//! The tree's arithmetic against a plain list of its rows: the list is built the slow way, node by node.

use std::sync::Arc;

use proptest::prelude::*;
use yuebao::app::finder::Order;
use yuebao::app::tree::{Node, Open, Ranks, View};
use yuebao::corpus::{ArticleId, Corpus};
use yuebao::search::{self, Hit, Index, Query};

/// Every row there is, top to bottom.
fn list(view: &View<'_>, order: Order) -> Vec<Node> {
    let shown = |id: ArticleId| view.hits.is_none_or(|hits| hits.iter().any(|hit| hit.article == id));
    if let (Some(_), Some(hits)) = (view.ranks, view.hits) {
        let mut best: Vec<&Hit> = hits.iter().collect();
        let day = |hit: &Hit| view.corpus.article(hit.article).and_then(|article| article.published.day);
        best.sort_by(|a, b| match order {
            Order::Date => day(b).cmp(&day(a)).then(a.article.cmp(&b.article)),
            _ => b.score.total_cmp(&a.score).then(day(b).cmp(&day(a))).then(a.article.cmp(&b.article)),
        });
        return best.into_iter().map(|hit| Node::Article(hit.article)).collect();
    }
    let mut rows = Vec::new();
    for (c, city) in view.corpus.outline().cities.iter().enumerate() {
        let c = c as u32;
        let articles =
            |first: ArticleId, count: u32| (first.0..first.0 + count).map(ArticleId).filter(|id| shown(*id)).collect::<Vec<_>>();
        if articles(city.first, city.count).is_empty() {
            continue;
        }
        rows.push(Node::City(c));
        if view.hits.is_none() && !view.open.has(Node::City(c)) {
            continue;
        }
        for (d, date) in city.dates.iter().enumerate() {
            let inside = articles(date.first, date.count);
            if inside.is_empty() {
                continue;
            }
            let folded = city.dates.len() == 1;
            if !folded {
                rows.push(Node::Date(c, d as u32));
            }
            if folded || view.hits.is_some() || view.open.has(Node::Date(c, d as u32)) {
                rows.extend(inside.into_iter().map(Node::Article));
            }
        }
    }
    rows
}

fn agrees(view: &View<'_>, order: Order) {
    let rows = list(view, order);
    assert_eq!(view.first(), rows.first().copied());
    assert_eq!(view.last(), rows.last().copied());
    for (i, row) in rows.iter().enumerate() {
        assert!(view.shows(*row), "{row:?} has a row");
        assert_eq!(view.next(*row), rows.get(i + 1).copied(), "the row below {row:?}");
        assert_eq!(view.previous(*row), i.checked_sub(1).map(|i| rows[i]), "the row above {row:?}");
        for (j, other) in rows.iter().enumerate().step_by(7) {
            assert_eq!(view.is_before(*row, *other), i < j, "{row:?} before {other:?}");
        }
    }
    let articles: Vec<ArticleId> = view.corpus.articles().map(|(id, _)| id).collect();
    if view.ranks.is_none() {
        let shown: Vec<ArticleId> =
            articles.iter().copied().filter(|id| view.hits.is_none_or(|hits| hits.iter().any(|h| h.article == *id))).collect();
        for id in articles {
            assert_eq!(view.article_after(id), shown.iter().copied().find(|s| *s > id));
            assert_eq!(view.article_preceding(id), shown.iter().copied().rev().find(|s| *s < id));
        }
    }
}

/// Cities, days and articles as the numbers say: the outer list is cities, the inner one days with so many articles.
fn corpus(shape: &[Vec<u8>]) -> Arc<Corpus> {
    let mut drafts = Vec::new();
    for (c, days) in shape.iter().enumerate() {
        for (d, count) in days.iter().enumerate() {
            for n in 0..*count {
                let word = ["公交", "锅炉", "渔船"][(c + d + usize::from(n)) % 3];
                let mut draft = crate::fixture::one(&format!("城{c}"), &format!("{c} {d} {n}"), &format!("{word}的事。"));
                draft.articles[0].published.day =
                    yuebao::corpus::Day::new(Some(2020), 1 + (d as u8 % 12), 1 + (d as u8 / 12) % 28);
                drafts.push(draft);
            }
        }
    }
    crate::fixture::build(drafts)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn rows_follow_each_other_as_in_the_plain_list(
        shape in prop::collection::vec(prop::collection::vec(1_u8..5, 1..5), 0..7),
        branches in prop::collection::vec((0_u32..7, 0_u32..5, any::<bool>()), 0..12),
        hits in prop::collection::vec(any::<bool>(), 0..140),
        query in prop::sample::select(vec!["公交", "锅炉 的事", "渔船", "没有的词"]),
    ) {
        let corpus = corpus(&shape);
        let mut open = Open::default();
        for (c, d, city) in branches {
            open.set(if city { Node::City(c) } else { Node::Date(c, d) }, true);
        }
        let plain = View { corpus: &corpus, open: &open, hits: None, ranks: None };
        agrees(&plain, Order::Place);
        let index = Index::build(&corpus);
        let mut found = search::run(&corpus, &index, &Query::parse(query), &|| true).unwrap_or_default().hits;
        let mut kept = hits.iter().copied().chain(std::iter::repeat(true));
        found.retain(|_| kept.next().unwrap_or(true));
        agrees(&View { hits: Some(&found), ..plain }, Order::Place);
        for order in [Order::Relevance, Order::Date] {
            let ranks = Ranks::of(&found, order, &corpus);
            agrees(&View { hits: Some(&found), ranks: Some(&ranks), ..plain }, order);
        }
    }
}

#[test]
fn every_row_of_the_fixture_is_where_the_plain_list_has_it() {
    let corpus = crate::fixture::corpus();
    let index = Index::build(&corpus);
    let mut open = Open::default();
    for id in [0, 10, 20, 37] {
        open.reveal(&corpus, ArticleId(id));
        agrees(&View { corpus: &corpus, open: &open, hits: None, ranks: None }, Order::Place);
    }
    for query in ["公交", "本报讯", "jinz", "锦", "没有这几个字"] {
        let found = search::run(&corpus, &index, &Query::parse(query), &|| true).unwrap_or_default().hits;
        agrees(&View { corpus: &corpus, open: &open, hits: Some(&found), ranks: None }, Order::Place);
    }
}
