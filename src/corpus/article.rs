//! One article: a single canonical text, divided into parts, with what is known about it.
//!
//! The text holds everything that is read in reading order: kicker, headline, deck, byline, lead, body, captions, each part on
//! a line of its own (joined by one `\n`). Every place in an article is a byte offset into that text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Day, Imprint, PageId, Published};
use crate::text::Span;

/// Number of an article in one corpus: its position in the outline (city, date newest first, page order). Dense, from 0;
/// lives for one run. People see and type `number()`, which starts at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId(pub u32);

impl ArticleId {
    /// The number shown to people and written to JSON: from 1.
    pub fn number(self) -> u32 {
        self.0 + 1
    }

    /// Position in the corpus.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Stable name of an article over runs: a hash of file name, first line and headline. The only one written to disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleKey(pub u64);

impl std::fmt::Display for ArticleKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl std::str::FromStr for ArticleKey {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        u64::from_str_radix(text, 16).map(ArticleKey)
    }
}

/// Which part of an article a stretch of text is. The order is the reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// 引题, above the headline.
    Kicker,
    /// 主题.
    Headline,
    /// 副题, below the headline.
    Deck,
    /// 署名 line as it is shown.
    Byline,
    /// 导语, 核心提示.
    Lead,
    /// A sewn paragraph of the body.
    Body,
    /// A sub-heading inside the body; in JSON it is part of `body`.
    Subhead,
    /// 图注 with its credit.
    Caption,
}

impl Field {
    /// The name the JSON contract uses; a sub-heading is part of the body.
    pub fn name(self) -> &'static str {
        match self {
            Field::Kicker => "kicker",
            Field::Headline => "headline",
            Field::Deck => "deck",
            Field::Byline => "byline",
            Field::Lead => "lead",
            Field::Body | Field::Subhead => "body",
            Field::Caption => "caption",
        }
    }
}

/// One line of an article's text: a headline, a whole sewn paragraph, a caption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is.
    pub field: Field,
    /// Where it stands in [`Article::text`]; holds no `\n`.
    pub span: Span,
    /// Its paragraph was cut off on the page and never continues (原文缺).
    pub truncated: bool,
    /// First source line of the part, from 1 (0 where the source has no lines, as in JSON).
    pub line: u32,
}

/// Where the city of an article comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
pub enum PlaceSource {
    /// Stated by file name, folder, header or field, or by a correction.
    Stated,
    /// Scored from the article's own text.
    Text,
    /// Inherited from its page.
    #[default]
    Page,
}

/// What the importer is not sure of; shown as `?` and in the list of problems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Source line it is about, from 1.
    pub line: u32,
    /// Byte offset in the article's text it is about.
    pub offset: u32,
    /// What is doubtful, one short Chinese sentence without a full stop.
    pub what: String,
    /// The same in English.
    pub what_en: String,
    /// Confidence in tenths, 0–9: 四成 is 4.
    pub tenths: u8,
}

/// City name shared by many articles; `None` is 地点不明.
pub type CityName = Option<Arc<str>>;

/// One article. Built by [`super::Corpus`]; immutable afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Stable name.
    pub key: ArticleKey,
    /// The page (file) it stands on.
    pub page: PageId,
    /// Its first source line, from 1.
    pub line: u32,
    /// Everything that is read, parts joined by `\n`, source punctuation.
    pub text: String,
    /// The parts of `text`, in reading order and without gaps but the `\n` between them.
    pub parts: Vec<Part>,
    /// Prefecture-level city without 市 (锦州); `None` where nothing tells.
    pub city: CityName,
    /// County-level place in the form the gazetteer has (凌海市), where the story is about one.
    pub county: Option<String>,
    /// How the city was found.
    pub place_source: PlaceSource,
    /// Publication day of its page.
    pub published: Published,
    /// The article's own dateline or as-of date.
    pub date: Option<Day>,
    /// Paper and page of it, where stated; shared by the articles of a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imprint: Option<Arc<Imprint>>,
    /// 版名 or column label it stands under.
    pub section: Option<String>,
    /// Writers, in order, without titles.
    pub authors: Vec<String>,
    /// Doubts of the importer.
    pub doubts: Vec<Doubt>,
    /// Fields of the source we do not know (`source`, `url` …), kept and shown.
    pub extra: Vec<(String, String)>,
}

impl Article {
    /// Text of the (first) part of a field, if there is one.
    pub fn field(&self, field: Field) -> Option<&str> {
        self.parts.iter().find(|part| part.field == field).map(|part| part.span.of(&self.text))
    }

    /// The headline; empty where the page prints none.
    pub fn headline(&self) -> &str {
        self.field(Field::Headline).unwrap_or("")
    }

    /// What to call the article in a list: the headline, else the first words of its text (at most 24 characters).
    pub fn title(&self) -> String {
        match self.headline() {
            "" => self.text.chars().take_while(|c| *c != '\n').take(24).collect(),
            headline => headline.to_owned(),
        }
    }

    /// The stretch of `text` that a JSON field (`body`, `lead` …) is: from its first part to its last. `Body` takes the sub-headings in.
    pub fn stretch(&self, field: Field) -> Option<Span> {
        let is = |part: &&Part| part.field.name() == field.name();
        let first = self.parts.iter().find(is)?.span.start;
        let last = self.parts.iter().rfind(is)?.span.end;
        Some(Span { start: first, end: last })
    }

    /// The part that holds a byte offset; the last one where the offset lies at or beyond the end.
    pub fn part_at(&self, offset: u32) -> Option<&Part> {
        let at = self.parts.partition_point(|part| part.span.end < offset);
        self.parts.get(at).or(self.parts.last())
    }

    /// Number of characters that are read as text (lead, body, sub-headings), white space not counted.
    pub fn chars(&self) -> usize {
        let counted = |part: &&Part| matches!(part.field, Field::Lead | Field::Body | Field::Subhead);
        self.parts.iter().filter(counted).map(|p| p.span.of(&self.text).chars().filter(|c| !c.is_whitespace()).count()).sum()
    }
}
