//! One article or page as bytes: what is known about it as JSON without names of fields, then its text as it is.
//!
//! `[bytes of the JSON as u32] [JSON] [text]`. Reading one back costs some microseconds and never panics, whatever the bytes.

use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::corpus::{Article, ArticleKey, CityName, Day, Doubt, Field, Imprint, Page, PageId, Part, PlaceSource, Published};
use crate::text::Span;

/// An article but for its text and its page.
#[derive(Debug, Serialize, Deserialize)]
struct Facts(
    ArticleKey,
    u32,
    Vec<(Field, u32, u32, u32, bool)>,
    CityName,
    Option<String>,
    PlaceSource,
    Published,
    Option<Day>,
    Option<Arc<Imprint>>,
    Option<String>,
    Vec<String>,
    Vec<Doubt>,
    Vec<(String, String)>,
);

pub(super) fn of_article(article: &Article) -> io::Result<Vec<u8>> {
    let Article {
        key,
        page: _,
        line,
        text,
        parts,
        city,
        county,
        place_source,
        published,
        date,
        imprint,
        section,
        authors,
        doubts,
        extra,
    } = article;
    let part = |part: &Part| (part.field, part.span.start, part.span.end, part.line, part.truncated);
    let facts = Facts(
        *key,
        *line,
        parts.iter().map(part).collect(),
        city.clone(),
        county.clone(),
        *place_source,
        *published,
        *date,
        imprint.clone(),
        section.clone(),
        authors.clone(),
        doubts.clone(),
        extra.clone(),
    );
    join(&facts, text)
}

pub(super) fn to_article(bytes: &[u8], page: PageId) -> Option<Article> {
    let (facts, text) = part::<Facts>(bytes)?;
    let Facts(key, line, parts, city, county, place_source, published, date, imprint, section, authors, doubts, extra) = facts;
    let part = |(field, start, end, line, truncated)| Part { field, span: Span { start, end }, truncated, line };
    Some(Article {
        key,
        page,
        line,
        text: text.to_owned(),
        parts: parts.into_iter().map(part).collect(),
        city,
        county,
        place_source,
        published,
        date,
        imprint,
        section,
        authors,
        doubts,
        extra,
    })
}

pub(super) fn of_page(page: &Page) -> io::Result<Vec<u8>> {
    let Page { file, text, lines, evidence } = page;
    join(&(file, lines, evidence), text)
}

pub(super) fn to_page(bytes: &[u8]) -> Option<Page> {
    let ((file, lines, evidence), text) = part(bytes)?;
    Some(Page { file, text: text.to_owned(), lines, evidence })
}

fn join(facts: &impl Serialize, text: &str) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; 4];
    serde_json::to_writer(&mut bytes, facts)?;
    let facts = (bytes.len() - 4) as u32;
    bytes[..4].copy_from_slice(&facts.to_le_bytes());
    bytes.extend(text.as_bytes());
    Ok(bytes)
}

fn part<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<(T, &'a str)> {
    let (len, rest) = bytes.split_first_chunk()?;
    let (facts, text) = rest.split_at_checked(u32::from_le_bytes(*len) as usize)?;
    Some((serde_json::from_slice(facts).ok()?, std::str::from_utf8(text).ok()?))
}
