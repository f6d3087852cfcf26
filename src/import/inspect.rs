//! The reading of a page in the form that `inspect --json` prints and the gold files have.

use serde::{Deserialize, Serialize};

use crate::corpus::{Draft, Page};

/// One page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// Name of the file.
    pub file: String,
    /// The city most of its articles have.
    pub city: Option<String>,
    /// Newest day that the page reports on, `YYYY-MM-DD` or `XXXX-MM-DD`.
    pub dates_mentioned_latest: Option<String>,
    /// Every non-blank line once.
    pub lines: Vec<InspectedLine>,
    /// In the order of their first lines.
    pub articles: Vec<InspectedArticle>,
    /// Name of the paper, only ever as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// Number of the page as printed, only ever as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectedLine {
    /// From 1.
    pub n: u32,
    /// `a1`, `a2` …; null for what belongs to no article.
    pub article: Option<String>,
    /// Role in English, as gold files have it.
    pub role: String,
    /// It goes on with a cut paragraph.
    pub cont: bool,
}

/// One article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectedArticle {
    /// `a1`, `a2` …
    pub id: String,
    /// Empty where the page prints none.
    pub headline: String,
    /// County or district.
    pub county: Option<String>,
    /// Writers.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Day of the article.
    pub date: Option<String>,
    /// Label it stands under.
    pub section: Option<String>,
    /// City without 市.
    #[serde(default)]
    pub city: Option<String>,
}

/// The inspection of one draft.
pub fn inspect(draft: &Draft) -> Inspection {
    let id = |article: u32| format!("a{}", article + 1);
    let Page { file, lines, .. } = &draft.page;
    let articles: Vec<InspectedArticle> = draft
        .articles
        .iter()
        .zip(0..)
        .map(|(a, i)| InspectedArticle {
            id: id(i),
            headline: a.headline().to_owned(),
            county: a.county.clone(),
            authors: a.authors.clone(),
            date: a.date.map(|d| d.to_string()),
            section: a.section.clone(),
            city: a.city.as_deref().map(str::to_owned),
        })
        .collect();
    let mut cities: Vec<&String> = articles.iter().filter_map(|a| a.city.as_ref()).collect();
    cities.sort();
    let city = cities.chunk_by(|a, b| a == b).max_by_key(|c| c.len()).map(|c| c[0].clone());
    let imprint = draft.articles.first().and_then(|article| article.imprint.as_deref());
    let newest = draft.articles.iter().filter_map(|a| a.date).max();
    Inspection {
        file: file.to_string(),
        city,
        dates_mentioned_latest: newest.map(|d| d.to_string()),
        lines: lines
            .iter()
            .map(|l| InspectedLine {
                n: l.n,
                article: l.article.map(id),
                role: l.role.name().to_owned(),
                cont: l.continues.is_some(),
            })
            .collect(),
        articles,
        paper: imprint.and_then(|imprint| imprint.paper.clone()),
        edition: imprint.and_then(|imprint| imprint.edition.clone()),
    }
}
