//! The JSON shapes of an article. Field order is part of the contract.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::corpus::{Article, ArticleId, Corpus, Field, Part};
use crate::text::Span;

/// An article as `list --json` gives it.
#[derive(Debug, Serialize)]
pub(super) struct Record<'a> {
    id: u32,
    key: String,
    city: Option<&'a str>,
    county: Option<&'a str>,
    published: Option<String>,
    published_certain: bool,
    date: Option<String>,
    section: Option<&'a str>,
    kicker: Option<String>,
    headline: String,
    deck: Option<String>,
    authors: &'a [String],
    chars: usize,
    file: &'a str,
    line: u32,
    /// Name of the paper, only ever as stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    paper: Option<&'a str>,
    /// Number of the page as printed, only ever as stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<&'a str>,
}

/// An article as `show --json` gives it.
#[derive(Debug, Serialize)]
pub(super) struct Full<'a> {
    #[serde(flatten)]
    record: Record<'a>,
    byline: Option<String>,
    lead: Option<String>,
    body: String,
    captions: Vec<&'a str>,
    /// What else the record of the article says, by the names it says it under.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extra: BTreeMap<&'a str, &'a str>,
}

/// The file an article was read from.
pub(super) fn file<'a>(corpus: &'a Corpus, article: &Article) -> &'a str {
    corpus.page(article.page).map_or("", |page| &page.file)
}

impl<'a> Record<'a> {
    /// Of one article.
    pub(super) fn of(corpus: &'a Corpus, id: ArticleId, article: &'a Article) -> Self {
        Self {
            id: id.number(),
            key: article.key.to_string(),
            city: article.city.as_deref(),
            county: article.county.as_deref(),
            published: article.published.day.map(|day| day.to_string()),
            published_certain: article.published.certain,
            date: article.date.map(|day| day.to_string()),
            section: article.section.as_deref(),
            kicker: string(article, Field::Kicker),
            headline: string(article, Field::Headline).unwrap_or_default(),
            deck: string(article, Field::Deck),
            authors: &article.authors,
            chars: article.chars(),
            file: file(corpus, article),
            line: article.line,
            paper: article.imprint.as_deref().and_then(|imprint| imprint.paper.as_deref()),
            edition: article.imprint.as_deref().and_then(|imprint| imprint.edition.as_deref()),
        }
    }
}

impl<'a> Full<'a> {
    /// Of one article.
    pub(super) fn of(corpus: &'a Corpus, id: ArticleId, article: &'a Article) -> Self {
        Self {
            record: Record::of(corpus, id, article),
            byline: string(article, Field::Byline),
            lead: string(article, Field::Lead),
            body: string(article, Field::Body).unwrap_or_default(),
            captions: parts(article, Field::Caption).map(|part| part.span.of(&article.text)).collect(),
            extra: article.extra.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect(),
        }
    }
}

/// The parts that a JSON field holds, in order.
fn parts(article: &Article, field: Field) -> impl Iterator<Item = &Part> {
    article.parts.iter().filter(move |part| part.field.name() == field.name())
}

/// The string of a JSON field: its parts joined by one line end.
pub(super) fn string(article: &Article, field: Field) -> Option<String> {
    let texts: Vec<&str> = parts(article, field).map(|part| part.span.of(&article.text)).collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

/// Where a stretch of the article's text stands in the string of its field, in Unicode scalar values. Captions count as one string,
/// joined by line ends.
pub(super) fn place(article: &Article, field: Field, span: Span) -> (usize, usize) {
    let mut before = 0;
    let (mut start, mut end) = (0, 0);
    for part in parts(article, field) {
        let text = part.span.of(&article.text);
        let inside = |at: u32| text.get(..at.saturating_sub(part.span.start) as usize).map_or(0, |t| t.chars().count());
        if part.span.start <= span.start {
            start = before + inside(span.start);
        }
        if part.span.start <= span.end {
            end = before + inside(span.end.min(part.span.end));
        }
        before += text.chars().count() + 1;
    }
    (start, end)
}
