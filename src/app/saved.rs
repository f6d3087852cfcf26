//! What is kept of a reader between two runs. Plain data; writing it to disk is the store's business.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::App;
use super::geometry::Arrangement;
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
    /// Chosen themes of all terminals by TERM, since one person's windows differ; the door's business, which gives the app the one
    /// that counts here.
    pub themes: BTreeMap<String, String>,
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

impl App {
    /// What to keep for the next run.
    pub fn saved(&self) -> Saved {
        Saved {
            article: self.article().map(|article| article.key.to_string()),
            offset: self.anchor,
            reading: self.reading_focus,
            full: self.arrangement == Arrangement::Full,
            measure_split: Some(self.measure_split.0),
            measure_full: Some(self.measure_full.0),
            open: self.open_names(),
            theme: self.theme_chosen.map(|theme| theme.name().to_owned()),
            themes: BTreeMap::new(),
            lang: self.lang_chosen.then_some(self.lang),
            history: self.history.clone(),
        }
    }

    /// The line left in the shell: what was read and how to return. `None` where nothing was read.
    pub fn farewell(&self) -> Option<String> {
        let article = self.article()?;
        let city = article.city.as_deref().unwrap_or("");
        let (title, published, progress) = (article.title(), article.published, self.progress());
        if self.is_public() {
            return Some(match self.lang {
                Lang::Zh => format!("读到 {city} {published}《{title}》{progress}。再会。"),
                Lang::En => format!("At {city} {published}《{title}》{progress}. Goodbye."),
            });
        }
        Some(match self.lang {
            Lang::Zh => format!("读到 {city} {published}《{title}》{progress}  再开: yuebao"),
            Lang::En => format!("At {city} {published}《{title}》{progress}  again: yuebao"),
        })
    }
}
