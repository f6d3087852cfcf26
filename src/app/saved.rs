//! What is kept of a reader between two runs. Plain data; writing it to disk is the store's business.

use serde::{Deserialize, Serialize};

use super::words::Lang;
use crate::corpus::ArticleKey;

/// How many queries are remembered.
pub const HISTORY: usize = 50;

/// Place and settings of one reader in one corpus.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Saved {
    /// The article that was open, as its stable key.
    pub article: Option<String>,
    /// Text offset of the first character on the screen, in bytes.
    pub offset: u32,
    /// The reader had the focus.
    pub reading: bool,
    /// Full-width reading was on.
    pub full: bool,
    /// Measure beside the tree, in cells.
    pub measure_split: Option<u16>,
    /// Measure of full-width reading, in cells.
    pub measure_full: Option<u16>,
    /// Open cities by name, and days as `city date`.
    pub open: Vec<String>,
    /// Chosen theme by name.
    pub theme: Option<String>,
    /// Chosen language, when it was changed by key.
    pub lang: Option<Lang>,
    /// Queries, newest last.
    pub history: Vec<String>,
}

impl Saved {
    /// The stable key of the article that was open.
    pub fn key(&self) -> Option<ArticleKey> {
        self.article.as_ref()?.parse().ok()
    }
}
