//! What is stated about a page outside its articles: file and folder names, a dated header line, front matter, fields of a record.
//!
//! A stated fact beats everything inferred and is marked certain. Nothing here guesses.

use std::sync::Arc;

use crate::corpus::Day;

/// Stated facts about a page; `None` where nothing states them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// Day of publication, with its year.
    pub published: Option<Day>,
    /// Year, where only a year is stated (a folder `2020`, `corpus.toml`).
    pub year: Option<i16>,
    /// City without 市.
    pub city: Option<Arc<str>>,
    /// Name of the paper.
    pub paper: Option<String>,
    /// Edition or page number as printed (`03`, `A5`).
    pub edition: Option<String>,
    /// Source line the day was read on; 0 for a name or a field.
    pub line: u32,
}

impl Hints {
    /// Takes each fact from `self`, else from `weaker`.
    #[must_use]
    pub fn over(self, weaker: Self) -> Self {
        let line = if self.published.is_some() { self.line } else { weaker.line };
        Self {
            published: self.published.or(weaker.published),
            year: self.year.or(weaker.year),
            city: self.city.or(weaker.city),
            paper: self.paper.or(weaker.paper),
            edition: self.edition.or(weaker.edition),
            line,
        }
    }
}
