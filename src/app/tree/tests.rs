//! The work a key in the tree costs by the size of the corpus. That the rows are the right ones: tests/journeys/rows.rs.

use std::cell::Cell;
use std::sync::Arc;

use super::*;
use crate::app::{App, Event, Key, Start};
use crate::corpus::{Article, ArticleKey, Day, Draft, Field, Page, PageId, Part, PlaceSource, Published};
use crate::search::Results;
use crate::text::Span;

thread_local! {
    static LOOKS: Cell<u64> = const { Cell::new(0) };
}

/// Called for every binary search in the hits or the outline.
pub(super) fn looked() {
    LOOKS.set(LOOKS.get() + 1);
}

fn article(n: u64, city: &str, day: Day) -> Article {
    let text = format!("第{n}条消息");
    Article {
        key: ArticleKey(n),
        page: PageId(0),
        line: 1,
        city: Some(Arc::from(city)),
        county: None,
        place_source: PlaceSource::Stated,
        published: Published { day: Some(day), certain: true },
        date: None,
        imprint: None,
        section: None,
        authors: Vec::new(),
        doubts: Vec::new(),
        extra: Vec::new(),
        parts: vec![Part { field: Field::Headline, line: 1, span: Span::new(0, text.len()), truncated: false }],
        text,
    }
}

/// `cities` cities with `days` days of `each` articles.
fn corpus(cities: usize, days: usize, each: usize) -> Arc<Corpus> {
    let articles = (0..cities * days * each).map(|n| {
        let (city, day) = (n / (days * each), n / each % days);
        let day = Day::new(Some(2000 + (day / 336) as i16), 1 + (day / 28 % 12) as u8, 1 + (day % 28) as u8).unwrap();
        article(n as u64, &format!("城{city:03}"), day)
    });
    let draft = Draft { page: Page::default(), articles: articles.collect(), problems: Vec::new() };
    Arc::new(Corpus::build(vec![draft], str::to_owned))
}

fn hit(article: u32) -> Hit {
    Hit { article: ArticleId(article), places: 1, score: 1.0 }
}

/// Binary searches that a walk of `keys` costs in an app over a corpus.
fn cost(corpus: Arc<Corpus>, query: &str, keys: &[Key]) -> u64 {
    let mut app = App::new(Start { corpus, ..Start::default() });
    app.handle(Event::Resize { width: 100, height: 30 });
    if !query.is_empty() {
        let hits = [app.corpus.len() as u32 / 2, app.corpus.len() as u32 - 1].map(hit).to_vec();
        app.handle(Event::Key(Key::Char('/')));
        app.handle(Event::Paste(query.to_owned()));
        app.finder.as_mut().unwrap().pending = Some(99);
        app.found(99, Arc::new(Results { hits, ..Results::default() }));
        app.handle(Event::Key(Key::Enter));
        app.handle(Event::Key(Key::Tab));
    }
    LOOKS.set(0);
    for key in keys {
        app.handle(Event::Key(*key));
    }
    LOOKS.get()
}

#[test]
fn a_key_in_the_tree_looks_as_often_among_100_000_articles_as_among_38() {
    let keys = ['j', 'k', 'h', 'l', 'G', 'g', ')', '(', '>', '<', ']', '[', ' ', 'b', 'd', 'u'].map(Key::Char);
    for query in ["", "消息"] {
        let small = cost(corpus(4, 2, 5), query, &keys);
        let large = cost(corpus(10, 300, 34), query, &keys);
        println!("looks for {} keys, query {query:?}: {small} with 40 articles, {large} with 102,000", keys.len());
        assert!(small > 0);
        // A page of rows is longer where there are more rows than the pane has lines.
        assert!(large <= small * 3, "{query:?}: {small} → {large}");
    }
}
