//! The page as it was, from the first line of an article to its last: which lines, and what was done to them.

use super::{App, geometry::Geometry};
use crate::corpus::{Article, Page, PageLine, Role};
use crate::text::width;

/// The stretch of a page that source view shows.
#[derive(Debug, Clone, Copy)]
pub struct SourceView<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its lines from the article's first to its last, and the headline that follows.
    pub lines: &'a [PageLine],
    /// Number of the article among the page's.
    pub article: Option<u32>,
    /// Lines joined to an earlier one, lines with repeated characters dropped, lines hidden.
    pub joined: usize,
    /// See `joined`.
    pub dropped: usize,
    /// See `joined`.
    pub hidden: usize,
}

/// Columns before the raw text: line number, role, what was done.
pub const MARGIN: u16 = 22;

impl SourceView<'_> {
    /// Rows a line takes when wrapped by cells.
    pub fn height(&self, line: &PageLine, g: &Geometry) -> usize {
        let room = usize::from(g.width.saturating_sub(MARGIN + 2).max(2));
        width::of(line.span.of(&self.page.text), crate::text::Ambiguous::Narrow).div_ceil(room).max(1)
    }
}

impl App {
    /// The source lines of the open article, where the page keeps them.
    pub fn source(&self) -> Option<SourceView<'_>> {
        let article = self.article()?;
        let page = self.corpus.source(article.page)?;
        let number = number_on_page(page, article)?;
        let first = page.lines.iter().position(|line| line.article == Some(number))?;
        let last = page.lines.iter().rposition(|line| line.article == Some(number))?;
        // On to the headline that follows, which shows why the article ends here; not further than a glance.
        let follows = page.lines.iter().skip(last + 1).take(4).position(|line| line.article.is_some());
        let lines = page.lines.get(first..(last + 2 + follows.unwrap_or(0)).min(page.lines.len()))?;
        let own = || lines.iter().filter(|line| line.article == Some(number) || line.role == Role::Duplicate);
        Some(SourceView {
            page,
            lines,
            article: Some(number),
            joined: own().filter(|line| line.continues.is_some()).count(),
            dropped: own().filter(|line| line.dropped.is_some()).count(),
            hidden: own().filter(|line| line.role == Role::Duplicate).count(),
        })
    }
}

fn number_on_page(page: &Page, article: &Article) -> Option<u32> {
    page.lines.iter().find(|line| line.n == article.line).and_then(|line| line.article)
}
