//! A bookmark: a place in an article's text, what stood there, and what the reader noted. Plain data and plain text; which marks
//! there are and what keys do to them is `marks`.

use serde::{Deserialize, Serialize};

use crate::corpus::{Article, ArticleKey, Field};
use crate::text::class::is_han;

/// A label goes on to the next clause until it has so many 汉字: `谁种的已经没人记得，请你替他看看它` says more than its first half. Figures and
/// the dateline that stands before the text (`本报讯 2月25日清晨五点`) say little.
const SHORTEST: usize = 10;

/// The longest dateline, in characters.
const DATELINE: usize = 12;

/// And it never has more.
const LONGEST: usize = 40;

/// Where a sentence ends, and with it a label.
const SENTENCE: [char; 8] = ['。', '！', '？', '；', '…', '!', '?', ';'];

/// Where a clause ends.
const CLAUSE: [char; 4] = ['，', '：', ',', ':'];

/// What may stand behind the mark that ends a clause and still belongs to it.
const CLOSERS: [char; 10] = ['”', '’', '」', '』', '）', ')', '】', '》', '"', ' '];

/// What a label leaves out before its first character: the other half of a pair of quotation marks is not in it.
const OPENERS: [char; 6] = ['“', '‘', '「', '『', '　', ' '];

/// A place that a reader wants to find again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Name of the page's file.
    pub file: String,
    /// The article.
    #[serde(with = "hexadecimal")]
    pub key: ArticleKey,
    /// Where in the article's text, in bytes.
    pub at: u32,
    /// City of the article, as it was when the mark was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Its day as it is shown (`2020-02-26~`); empty where it has none.
    #[serde(default)]
    pub date: String,
    /// Its headline.
    #[serde(default)]
    pub title: String,
    /// What stands at the place: its first clause, or first two.
    pub text: String,
    /// What the reader noted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

mod hexadecimal {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::corpus::ArticleKey;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
    pub(super) fn serialize<S: Serializer>(key: &ArticleKey, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(key)
    }

    pub(super) fn deserialize<'a, D: Deserializer<'a>>(read: D) -> Result<ArticleKey, D::Error> {
        String::deserialize(read)?.parse().map_err(D::Error::custom)
    }
}

/// Whether a text still has what was marked in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fit {
    /// There, or moved within the article.
    Same,
    /// 原文变了: it is not in the article any more.
    Changed,
}

impl Mark {
    /// A mark on an article of a file, at a byte of its text.
    pub fn on(article: &Article, file: &str, at: u32) -> Self {
        let part = article.part_at(at);
        let (start, text) = part.map_or((0, ""), |part| (part.span.start, part.span.of(&article.text)));
        let from = at.saturating_sub(start) as usize;
        let from = from + opened(text.get(from..).unwrap_or(""));
        Self {
            file: file.to_owned(),
            key: article.key,
            at: start + from as u32,
            city: article.city.as_deref().map(str::to_owned),
            date: article.published.day.map_or_else(String::new, |_| article.published.to_string()),
            title: article.title(),
            text: label(text, from).to_owned(),
            note: String::new(),
        }
    }

    /// Whether it is the same mark, whatever is noted at it.
    pub fn is(&self, other: &Mark) -> bool {
        (self.key, self.at, &self.file) == (other.key, other.at, &other.file)
    }

    /// Where in a text the mark is now: where it was, else at the nearest place that reads the same. O(text).
    pub fn place_in(&self, text: &str) -> (u32, Fit) {
        let at = self.at as usize;
        if self.text.is_empty() {
            return (self.at.min(text.len() as u32), Fit::Changed);
        }
        if text.get(at..).is_some_and(|rest| rest.starts_with(&self.text)) {
            return (self.at, Fit::Same);
        }
        if let Some((nearest, _)) = text.match_indices(&self.text).min_by_key(|(found, _)| found.abs_diff(at)) {
            return (nearest as u32, Fit::Same);
        }
        (text.floor_char_boundary(at) as u32, Fit::Changed)
    }
}

/// Bytes of opening quotation marks and blanks at the start of a text.
fn opened(text: &str) -> usize {
    text.len() - text.trim_start_matches(OPENERS).len()
}

/// The ends of the clauses of a text: byte of the mark that ends it, byte after what belongs to it, whether the sentence ends too.
fn ends(text: &str) -> impl Iterator<Item = (usize, usize, bool)> + '_ {
    text.char_indices().filter_map(|(at, c)| {
        let sentence = SENTENCE.contains(&c);
        // Not in 10:30 and 1,000.
        let after = text.get(at + c.len_utf8()..)?;
        let inside = matches!(c, ',' | ':') && after.starts_with(|next: char| next.is_ascii_digit());
        if !sentence && (!CLAUSE.contains(&c) || inside) {
            return None;
        }
        let rest = after.trim_start_matches(SENTENCE).trim_start_matches(CLOSERS);
        Some((at, text.len() - rest.len(), sentence))
    })
}

/// The first clause from a byte on, or as many as say something; without the mark that ends it.
fn label(text: &str, from: usize) -> &str {
    let Some(rest) = text.get(from..) else { return "" };
    let longest = rest.char_indices().nth(LONGEST).map_or(rest.len(), |(at, _)| at);
    let told = match rest.split_once(' ') {
        Some((dateline, _)) if dateline.chars().count() <= DATELINE && ends(dateline).next().is_none() => dateline.len(),
        _ => 0,
    };
    let says = |at: usize| rest.get(told..at).is_some_and(|text| text.chars().filter(|c| is_han(*c)).count() >= SHORTEST);
    let end = ends(rest).find(|(at, _, sentence)| *at > 0 && (*sentence || says(*at))).map_or(rest.len(), |(at, ..)| at);
    rest.get(..end.min(longest)).unwrap_or("").trim_end()
}

/// Where the first clause begins that begins at a byte of a paragraph or after it.
fn clause_from(text: &str, from: usize) -> Option<usize> {
    let starts = std::iter::once(0).chain(ends(text).map(|(_, after, _)| after));
    starts.filter(|start| *start >= from && *start < text.len()).min()
}

/// Where the clause begins that holds a byte of a paragraph.
fn clause_of(text: &str, at: usize) -> usize {
    ends(text).map(|(_, after, _)| after).filter(|start| *start <= at && *start < text.len()).max().unwrap_or(0)
}

/// The paragraph that is read where `offset` is the first character on the screen: what is marked there. It is the first text below a
/// headline, never the headline itself, which names the article anyway; within a paragraph the first clause that begins on the screen.
pub(super) fn place_read(article: &Article, offset: u32) -> Option<u32> {
    let at = article.parts.partition_point(|part| part.span.end < offset).min(article.parts.len().checked_sub(1)?);
    let part = &article.parts[at];
    if part.field < Field::Lead {
        let text = article.parts.iter().find(|part| part.field >= Field::Lead);
        return Some(text.or_else(|| article.parts.iter().find(|part| part.field == Field::Headline)).unwrap_or(part).span.start);
    }
    let text = part.span.of(&article.text);
    let inside = offset.saturating_sub(part.span.start) as usize;
    let here = clause_from(text, inside).map(|start| part.span.start + start as u32);
    let below = || article.parts.get(at + 1).map(|next| next.span.start);
    Some(here.or_else(below).unwrap_or_else(|| part.span.start + clause_of(text, inside) as u32))
}

/// The beginning of the clause that holds a place.
pub(super) fn clause_at(article: &Article, offset: u32) -> u32 {
    article.part_at(offset).map_or(offset, |part| {
        part.span.start + clause_of(part.span.of(&article.text), offset.saturating_sub(part.span.start) as usize) as u32
    })
}

#[cfg(test)]
mod tests;
