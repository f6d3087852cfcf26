//! One source page (a file) line by line: what each line was read as and why. For source view and `inspect`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Reason;
use crate::text::Span;

/// Number of a page in one corpus, dense from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PageId(pub u32);

/// What a line of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 主题.
    Headline,
    /// 引题 or 副题.
    Kicker,
    /// 小标题.
    Subhead,
    /// 导语, 核心提示.
    Lead,
    /// 署名.
    Byline,
    /// 正文.
    Body,
    /// 图注.
    Caption,
    /// 摄影.
    Credit,
    /// 栏目, 版名.
    Section,
    /// A second copy of text that stands elsewhere on the page.
    Duplicate,
    /// Running heads, page numbers, editors, indexes, weather.
    Other,
}

impl Role {
    /// All roles, in the order of the scoring tool.
    pub const ALL: [Role; 11] = [
        Role::Headline,
        Role::Kicker,
        Role::Subhead,
        Role::Lead,
        Role::Byline,
        Role::Body,
        Role::Caption,
        Role::Credit,
        Role::Section,
        Role::Duplicate,
        Role::Other,
    ];

    /// The name that JSON and gold files use.
    pub fn name(self) -> &'static str {
        match self {
            Role::Headline => "headline",
            Role::Kicker => "kicker",
            Role::Subhead => "subhead",
            Role::Lead => "lead",
            Role::Byline => "byline",
            Role::Body => "body",
            Role::Caption => "caption",
            Role::Credit => "credit",
            Role::Section => "section",
            Role::Duplicate => "duplicate",
            Role::Other => "other",
        }
    }
}

/// One non-blank line of a page and what was decided about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageLine {
    /// Line number in the decoded text, from 1.
    pub n: u32,
    /// Its bytes in [`Page::text`], without the line end.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// Index of its article among the page's articles, in order of first line; `None` for sections and the like.
    pub article: Option<u32>,
    /// The line number whose cut paragraph it continues.
    pub continues: Option<u32>,
    /// Bytes at its start dropped because the cut repeated them (relative to `span.start`, after leading marks).
    pub dropped: Option<Span>,
    /// Why, for source view and `inspect`.
    pub reason: Reason,
}

impl PageLine {
    /// The characters dropped because the cut repeated them; `text` is that of its page.
    pub fn dropped_text<'a>(&self, text: &'a str) -> &'a str {
        self.dropped.map_or("", |span| span.of(self.span.of(text)))
    }
}

/// One file as it was read. Every character of `text` that is not a line end or blank line is in exactly one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Page {
    /// Path or member name as given.
    pub file: Arc<str>,
    /// The decoded text; empty where it is not kept (large corpora re-read the file).
    pub text: String,
    /// Its non-blank lines in order; empty for records (JSON and the like).
    pub lines: Vec<PageLine>,
    /// What its day and its city rest on, for the line that explains a `~`.
    pub evidence: Vec<Evidence>,
}

/// One reason for the day or the city of a page, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Source line it stands on, from 1; 0 for the file or folder name and for sibling pages.
    pub line: u32,
    /// The reason, in Chinese, without a full stop (`最新的日期是2月25日，出版日取其次日`).
    pub what: String,
    /// The same in English.
    pub what_en: String,
}

/// Something that went wrong or was left out, for stderr and the list of problems: one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// File, with the line where there is one (`a.jsonl:17`).
    pub place: String,
    /// Cause, in Chinese.
    pub cause: String,
    /// Cause, in English.
    pub cause_en: String,
    /// What was done or what to do, in Chinese (`不读它，其余照常`).
    pub remedy: String,
    /// The same in English.
    pub remedy_en: String,
}
