//! Page text → articles. Bytes in, drafts and problems out; the pipeline is the file list.
//!
//! Import never fails and never loses a character: every non-blank line of a page is in exactly one [`crate::corpus::PageLine`].

pub mod dates;
pub mod decode;
pub mod format;
pub mod html;
pub mod json;
pub mod lunar;
pub mod metadata;
pub mod places;
pub mod record;
#[cfg(test)]
mod scored;
mod settle;
pub mod stated;
pub mod table;
pub mod tagged;

use std::sync::Arc;

pub use settle::settle;

use crate::corpus::{Article, ArticleKey, Draft, Field, Page, PageId, Part, PlaceSource, Published};
use crate::text::Span;

/// What is known of a text before it is read.
#[derive(Debug, Clone, Default)]
pub struct Source<'a> {
    /// Path or member name as given (`2020-02-26/03.txt`); hints of date and city are taken from it.
    pub name: &'a str,
    /// The decoded text.
    pub text: &'a str,
}

/// Reads one page.
pub fn page(source: &Source<'_>) -> Draft {
    // Skeleton only: one article a page. The parser replaces this.
    let mut text = String::new();
    let mut parts = Vec::new();
    for (i, line) in source.text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(line.trim());
        let field = if parts.is_empty() { Field::Headline } else { Field::Body };
        parts.push(Part { field, span: Span::new(start, text.len()), truncated: false, line: i as u32 + 1 });
    }
    let article = Article {
        key: ArticleKey(xxhash_rust::xxh3::xxh3_64(text.as_bytes())),
        page: PageId(0),
        line: 1,
        text,
        parts,
        city: None,
        county: None,
        place_source: PlaceSource::Page,
        published: Published::default(),
        date: None,
        section: None,
        authors: Vec::new(),
        doubts: Vec::new(),
        extra: Vec::new(),
    };
    Draft {
        page: Page { file: Arc::from(source.name), text: source.text.to_owned(), lines: Vec::new(), evidence: Vec::new() },
        articles: vec![article],
        problems: Vec::new(),
    }
}
