//! Test only: places and dates scored on pages whose true division is known, so that they are measured apart from the parser.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use super::{dates, metadata::Hints, places};
use crate::corpus::{Article, ArticleKey, Draft, Field, Page, PageId, PageLine, Part, PlaceSource, Published, Reason, Role};
use crate::text::Span;

#[derive(Deserialize)]
struct Gold {
    file: String,
    city: Option<String>,
    year: Option<String>,
    lines: Vec<GoldLine>,
    articles: Vec<GoldArticle>,
}

#[derive(Deserialize)]
struct GoldLine {
    n: u32,
    article: Option<String>,
    role: String,
    cont: bool,
}

#[derive(Deserialize)]
struct GoldArticle {
    id: String,
    headline: String,
    county: Option<String>,
    date: Option<String>,
    city: Option<String>,
}

fn field(role: Role) -> Option<Field> {
    Some(match role {
        Role::Headline => Field::Headline,
        Role::Kicker => Field::Deck,
        Role::Subhead => Field::Subhead,
        Role::Lead => Field::Lead,
        Role::Byline => Field::Byline,
        Role::Body => Field::Body,
        Role::Caption => Field::Caption,
        Role::Credit | Role::Section | Role::Duplicate | Role::Other => return None,
    })
}

/// An article from paragraphs; for tests.
pub(super) fn article(paragraphs: &[(Field, u32, String)]) -> Article {
    let mut text = String::new();
    let mut parts = Vec::new();
    for (field, line, paragraph) in paragraphs {
        if !text.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(paragraph);
        parts.push(Part { field: *field, span: Span::new(start, text.len()), truncated: false, line: *line });
    }
    Article {
        key: ArticleKey(0),
        page: PageId(0),
        line: paragraphs.first().map_or(1, |p| p.1),
        text,
        parts,
        city: None,
        county: None,
        place_source: PlaceSource::Page,
        published: Published::default(),
        date: None,
        imprint: None,
        section: None,
        authors: Vec::new(),
        doubts: Vec::new(),
        extra: Vec::new(),
    }
}

/// A page of articles; for tests.
pub(super) fn page_of(file: &str, articles: Vec<Article>) -> Draft {
    let line = PageLine {
        n: 1,
        span: Span::new(0, 0),
        role: Role::Body,
        article: None,
        continues: None,
        dropped: None,
        reason: Reason::Paragraph,
    };
    let page = Page { file: Arc::from(file), lines: vec![line], ..Page::default() };
    Draft { page, articles, problems: Vec::new() }
}

/// A draft divided as the gold says.
fn divided(gold: &Gold, text: &str) -> Draft {
    let role = |line: &GoldLine| Role::ALL.into_iter().find(|role| role.name() == line.role).expect("a known role");
    let mut lines = Vec::new();
    let mut at = 0;
    let mut spans = Vec::new();
    for line in text.split('\n') {
        spans.push(Span::new(at, at + line.len()));
        at += line.len() + 1;
    }
    for line in &gold.lines {
        let article = line.article.as_ref().and_then(|id| gold.articles.iter().position(|a| a.id == *id)).map(|i| i as u32);
        let span = spans[line.n as usize - 1];
        lines.push(PageLine {
            n: line.n,
            span,
            role: role(line),
            article,
            continues: None,
            dropped: None,
            reason: Reason::Paragraph,
        });
    }
    let mut articles = Vec::new();
    for found in &gold.articles {
        let mut paragraphs: Vec<(Field, u32, String)> = Vec::new();
        for line in gold.lines.iter().filter(|line| line.article.as_ref() == Some(&found.id)) {
            let Some(field) = field(role(line)) else { continue };
            let raw = spans[line.n as usize - 1].of(text).trim_matches(|c: char| c.is_whitespace() || "#>*■◆●□▲★".contains(c));
            let raw = raw.replace("**", "");
            match paragraphs.iter_mut().rev().find(|p| p.0 == field && line.cont) {
                Some(open) => open.2.push_str(&raw),
                None => paragraphs.push((field, line.n, raw)),
            }
        }
        articles.push(article(&paragraphs));
    }
    let page = Page { file: Arc::from(gold.file.as_str()), text: text.to_owned(), lines, evidence: Vec::new() };
    Draft { page, articles, problems: Vec::new() }
}

fn bare(place: Option<&str>) -> &str {
    let place = match place.unwrap_or("") {
        "喀喇沁左翼蒙古族自治县" => "喀左",
        other => other,
    };
    match place.char_indices().last() {
        Some((at, '市' | '县' | '区')) if place.chars().count() > 2 => place.get(..at).unwrap_or(place),
        _ => place,
    }
}

fn same_date(gold: Option<&str>, found: Option<&str>, year: Option<&str>) -> bool {
    match (gold, found) {
        (None, None) => true,
        (Some(g), Some(f)) if g == f => year != Some("unknown"),
        (Some(g), Some(f)) => year.is_some() && f.starts_with("XXXX") && f.get(4..) == g.get(4..),
        _ => false,
    }
}

/// Right dates, right counties, articles, right cities, cities, and what was wrong.
#[derive(Default)]
struct Score {
    date: usize,
    county: usize,
    articles: usize,
    city: usize,
    cities: usize,
    wrong: String,
}

fn score(gold: &Gold, draft: &Draft) -> Score {
    let mut score = Score { articles: gold.articles.len(), ..Score::default() };
    for (g, a) in gold.articles.iter().zip(&draft.articles) {
        let date = a.date.map(|d| d.to_string());
        let right = same_date(g.date.as_deref(), date.as_deref(), gold.year.as_deref());
        score.date += usize::from(right);
        if !right {
            let _ = writeln!(score.wrong, "  {} {}: date {date:?}, gold {:?}", g.id, g.headline, g.date);
        }
        let right = bare(a.county.as_deref()) == bare(g.county.as_deref());
        score.county += usize::from(right);
        if !right {
            let _ = writeln!(score.wrong, "  {} {}: county {:?}, gold {:?}", g.id, g.headline, a.county, g.county);
        }
        if let Some(city) = g.city.as_deref() {
            score.cities += 1;
            let right = bare(a.city.as_deref()) == bare(Some(city));
            score.city += usize::from(right);
            if !right {
                let _ = writeln!(score.wrong, "  {} {}: city {:?}, gold {city}", g.id, g.headline, a.city);
            }
        } else if a.city.as_deref() != gold.city.as_deref() {
            let _ = writeln!(score.wrong, "  {} {}: (unscored) city {:?}", g.id, g.headline, a.city);
        }
    }
    if score.cities == 0 {
        score.cities = 1;
        let city = places::page_city(draft);
        score.city = usize::from(bare(city.as_deref()) == bare(gold.city.as_deref()));
        if score.city == 0 {
            let _ = writeln!(score.wrong, "  page: city {city:?}, gold {:?}", gold.city);
        }
    }
    score
}

fn pages() -> Vec<(PathBuf, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var_os("YUEBAO_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let gold = [
        (root.join("tests/gold"), root.join("seeds")),
        (root.join("tests/pages"), root.join("tests/pages")),
        (shared.join("gold"), shared.join("seeds")),
        (shared.join("gold"), shared.join("gold")),
    ];
    let mut all = Vec::new();
    for (gold, text) in gold {
        let Ok(folder) = std::fs::read_dir(&gold) else { continue };
        let mut found: Vec<PathBuf> = folder.filter_map(|e| Some(e.ok()?.path())).collect();
        found.sort();
        for path in found.into_iter().filter(|p| p.extension().is_some_and(|e| e == "json")) {
            for ending in ["txt", "md"] {
                let page = text.join(path.file_stem().expect("a name")).with_extension(ending);
                if page.exists() {
                    all.push((path.clone(), page));
                }
            }
        }
    }
    all
}

#[test]
fn days_and_places_of_truly_divided_pages() {
    let mut total = Score::default();
    for (gold, page) in pages() {
        let gold: Gold = serde_json::from_str(&std::fs::read_to_string(gold).expect("gold")).expect("gold is JSON");
        let text = std::fs::read_to_string(page).expect("a page");
        let mut draft = divided(&gold, &text);
        // The name is left out: what is scored is the reading of the page.
        let hints = Hints::of_text(&text);
        dates::date(&mut draft, &hints);
        places::locate(&mut draft, &hints);
        let s = score(&gold, &draft);
        println!(
            "{:<28} date {:>2}/{:<2} county {:>2}/{:<2} city {}/{}",
            gold.file, s.date, s.articles, s.county, s.articles, s.city, s.cities
        );
        print!("{}", s.wrong);
        total.date += s.date;
        total.county += s.county;
        total.articles += s.articles;
        total.city += s.city;
        total.cities += s.cities;
    }
    println!("date {}/{n} county {}/{n} city {}/{}", total.date, total.county, total.city, total.cities, n = total.articles);
    assert!(total.date * 100 >= total.articles * 90, "dates");
    assert!(total.county * 100 >= total.articles * 85, "counties");
    assert!(total.city * 100 >= total.cities * 97, "cities");
}
