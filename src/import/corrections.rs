//! Corrections a reader has made to pages, applied on every import: the sources themselves are never touched.
//!
//! A file of corrections names the page by the hash of its text and places in it by line, so that a changed page is not corrected by
//! mistake: an entry that no longer fits is left out and said. Reading and writing the file is the business of `store`.

mod division;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use self::division::{find, restructure};
use super::address::city_name;
use super::metadata::Hints;
use super::postmark;
use crate::corpus::{Day, Draft, PlaceSource, Problem, Published};

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// Name of the file, for people.
    pub file: String,
    /// Hash of its text ([`hash`]).
    pub hash: String,
    /// Line of the paragraph, headline or article it is about, from 1.
    pub line: u32,
    /// What to do there.
    #[serde(flatten)]
    pub act: Act,
}

/// What a correction does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "lowercase")]
pub enum Act {
    /// The article of the line goes to the end of another.
    Merge {
        /// A line of the other article.
        into: u32,
    },
    /// A new article begins with this line.
    Split,
    /// The paragraph moves to another article.
    Move {
        /// A line of the other article.
        into: u32,
    },
    /// The headline of the article.
    Retitle {
        /// Its new headline.
        headline: String,
    },
    /// The paragraph is a caption.
    Caption,
    /// The paragraph is no text of the page.
    Hide,
    /// Facts about the article.
    Set {
        /// City, with or without 市.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        city: Option<String>,
        /// The article's own day, `YYYY-MM-DD`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        date: Option<String>,
        /// Day of publication, `YYYY-MM-DD`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        published: Option<String>,
        /// Label it stands under.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        section: Option<String>,
    },
    /// The reading is right; its doubts are not to be shown again.
    Keep,
}

/// A file of corrections.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {
    /// In the order they were made, which is the order they are applied in.
    #[serde(default)]
    pub fix: Vec<Fix>,
}

impl Corrections {
    /// Reads the text of `corrections.toml`.
    ///
    /// # Errors
    /// What is wrong with it, in one line.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| on_one_line(&error.to_string()))
    }

    /// The text of `corrections.toml`.
    pub fn print(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }
}

fn on_one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Name of a page's text in a file of corrections: sixteen hexadecimal digits.
pub fn hash(text: &str) -> String {
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()))
}

/// Applies the corrections of a page, in their order, and reads places and days anew where its articles changed. Gives a problem for
/// every entry that names this file and no longer fits. O(fixes × text).
pub fn apply(draft: &mut Draft, corrections: &Corrections, given: &Hints) -> Vec<Problem> {
    let mine = hash(&draft.page.text);
    let file = Arc::clone(&draft.page.file);
    let mut stale = Vec::new();
    let mut changed = false;
    for fix in corrections.fix.iter().filter(|fix| *fix.file == *file || fix.hash == mine) {
        let structural = !matches!(fix.act, Act::Set { .. } | Act::Keep);
        if fix.hash != mine || (structural && !restructure(draft, fix)) {
            stale.push(no_longer_fits(fix));
        } else {
            changed |= structural;
        }
    }
    if changed {
        postmark(draft, given);
    }
    for fix in corrections.fix.iter().filter(|fix| fix.hash == mine) {
        if !state(draft, fix) {
            stale.push(no_longer_fits(fix));
        }
    }
    stale
}

fn no_longer_fits(fix: &Fix) -> Problem {
    Problem {
        place: format!("{}:{}", fix.file, fix.line),
        cause: "更正对不上这一版：文件改过，或那一行已不在".to_owned(),
        cause_en: "a correction no longer fits: the file has changed or the line is gone".to_owned(),
        remedy: "没有用它；请看过后重做，或从 corrections.toml 删去".to_owned(),
        remedy_en: "not applied; make it again or delete it from corrections.toml".to_owned(),
    }
}

/// Sets facts; false where the line is in no article or a day is none.
fn state(draft: &mut Draft, fix: &Fix) -> bool {
    let (Act::Set { .. } | Act::Keep) = &fix.act else { return true };
    let Some((article, part)) = find(draft, fix.line) else { return false };
    let article = &mut draft.articles[article];
    let Act::Set { city, date, published, section } = &fix.act else {
        let span = article.parts[part].span;
        article.doubts.retain(|doubt| !(span.start..=span.end).contains(&doubt.offset));
        return true;
    };
    if let Some(city) = city {
        article.city = Some(Arc::from(city_name(city)));
        article.place_source = PlaceSource::Stated;
    }
    if let Some(section) = section {
        article.section = Some(section.clone());
    }
    let read = |text: &Option<String>| text.as_ref().map(|text| text.parse::<Day>());
    let (own, out) = (read(date), read(published));
    if let Some(Ok(day)) = own {
        article.date = Some(day);
    }
    if let Some(Ok(day)) = out {
        article.published = Published { day: Some(day), certain: true };
    }
    !matches!(own, Some(Err(_))) && !matches!(out, Some(Err(_)))
}

#[cfg(test)]
mod tests;
