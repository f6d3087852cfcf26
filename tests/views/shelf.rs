//! The built-in pages as their gold has them, so that views are looked at with true articles whatever the importer makes of them.

use std::path::Path;
use std::sync::Arc;

use yuebao::app::{App, Start};
use yuebao::corpus::{Article, ArticleKey, Corpus, Draft, Field, Page, PageId, Part, PlaceSource, Published};
use yuebao::front::harness::Harness;
use yuebao::front::room::Room;
use yuebao::front::worker::Post;
use yuebao::text::{Span, pinyin};

const PAGES: [(&str, &str); 5] = [
    ("jinzhou-a", "2020-02-26"),
    ("jinzhou-b", "2020-02-12"),
    ("liaoyang", "2020-03-12"),
    ("tieling", "2020-03-04"),
    ("yingkou", "2020-02-26"),
];

fn field(role: &str, headline_seen: bool) -> Option<Field> {
    Some(match role {
        "headline" => Field::Headline,
        "kicker" if headline_seen => Field::Deck,
        "kicker" => Field::Kicker,
        "byline" => Field::Byline,
        "lead" => Field::Lead,
        "body" => Field::Body,
        "subhead" => Field::Subhead,
        "caption" => Field::Caption,
        _ => return None,
    })
}

fn article(gold: &serde_json::Value, text: &str, id: &str, city: &str, day: &str) -> Article {
    let lines: Vec<&str> = text.lines().collect();
    let mut parts: Vec<(Field, String)> = Vec::new();
    for line in gold["lines"].as_array().unwrap().iter().filter(|line| line["article"] == id) {
        let role = line["role"].as_str().unwrap();
        let Some(field) = field(role, parts.iter().any(|(field, _)| *field == Field::Headline)) else { continue };
        let n = line["n"].as_u64().unwrap() as usize;
        let said = lines[n - 1].trim().trim_start_matches('#').trim().to_owned();
        match parts.iter_mut().rfind(|(before, _)| *before == field) {
            Some((_, before)) if line["cont"] == true => before.push_str(&said),
            _ => parts.push((field, said)),
        }
    }
    parts.sort_by_key(|(field, _)| if *field == Field::Subhead { Field::Body } else { *field });
    let mut whole = String::new();
    let mut spans = Vec::new();
    for (field, said) in &parts {
        if !whole.is_empty() {
            whole.push('\n');
        }
        let start = whole.len();
        whole.push_str(said);
        spans.push(Part { field: *field, span: Span::new(start, whole.len()), truncated: false, line: 1 });
    }
    Article {
        key: ArticleKey(whole.bytes().fold(7, |hash: u64, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)))),
        page: PageId(0),
        line: spans.len() as u32,
        text: whole,
        parts: spans,
        city: Some(Arc::from(city)),
        county: None,
        place_source: PlaceSource::Page,
        published: Published { day: day.parse().ok(), certain: false },
        date: None,
        section: None,
        authors: Vec::new(),
        doubts: Vec::new(),
        extra: Vec::new(),
    }
}

/// The 38 articles of the five pages.
pub(crate) fn corpus() -> Arc<Corpus> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let drafts = PAGES.iter().map(|(name, day)| {
        let gold = std::fs::read_to_string(root.join(format!("tests/gold/{name}.json"))).unwrap();
        let gold: serde_json::Value = serde_json::from_str(&gold).unwrap();
        let text = std::fs::read_to_string(root.join("seeds").join(gold["file"].as_str().unwrap())).unwrap();
        let city = gold["city"].as_str().unwrap();
        let mut ids: Vec<&str> = Vec::new();
        for line in gold["lines"].as_array().unwrap() {
            if let Some(id) = line["article"].as_str().filter(|id| !ids.contains(id)) {
                ids.push(id);
            }
        }
        let articles = ids.iter().zip(1..).map(|(id, n)| Article { line: n, ..article(&gold, &text, id, city, day) });
        Draft { page: Page::default(), articles: articles.collect(), problems: Vec::new() }
    });
    Arc::new(Corpus::build(drafts.collect(), pinyin::sort_key))
}

/// A reader before these pages.
pub(crate) fn open(width: u16, height: u16) -> Harness<Room> {
    let app = App::new(Start { corpus: corpus(), ..Start::default() });
    let room = Room::new(app, Post::new(|_| {}), Box::new(|_| {})).unwrap();
    let mut reader = Harness::new(room, width, height);
    reader.resize(width, height);
    reader
}

/// Where a reader is: article number, offset of the first character.
pub(crate) fn place(reader: &Harness<Room>) -> (u32, u32) {
    let app = reader.program().app();
    (app.article_id().map_or(0, yuebao::corpus::ArticleId::number), app.saved().offset)
}
