//! How much of another page is shown while a search is typed: the found line, the headline, and the lines around as far as they
//! are cheap. The rest of the page comes with the key that chooses it.
//!
//! Over a slow line each typed letter would else send a page that the next letter takes away again. Every row stands where it
//! will stand on the whole page, so that nothing moves when the rest comes; a short article is whole from the start.

use super::App;
use super::geometry::Arrangement;
use super::reader::Row;
use super::tree::Node;
use crate::corpus::{ArticleId, Field};

/// Bytes of text for one letter where the text has the screen to itself.
const ALONE: usize = 950;

/// The same beside the tree, for both together: a full list of hits leaves less for the text, but never less than [`LEAST`].
const TOGETHER: usize = 1_780;

/// What a row of the list costs when it changes, in bytes.
const LIST_ROW: usize = 56;

const LEAST: usize = 320;

/// What the marking of one found place costs, in bytes.
const MARK: usize = 28;

/// What getting to a row and ending it costs, in bytes.
const ROW: usize = 8;

impl App {
    /// The rows of the open article that are shown, ascending; `None`: all of them. O(rows on the screen).
    pub fn glimpse(&self) -> Option<Vec<usize>> {
        let finder = self.finder.as_ref().filter(|finder| finder.typing && finder.strayed)?;
        let most = match self.arrangement {
            Arrangement::Split => TOGETHER.saturating_sub(self.list_rows() * LIST_ROW).max(LEAST),
            Arrangement::Full => ALONE,
            Arrangement::Columns | Arrangement::Vertical => return None,
        };
        let (sheet, article) = (self.sheet.as_deref()?, self.article()?);
        let height = usize::from(self.text_pane()?.height);
        let first = self.row;
        let end = (first + height).min(sheet.rows.len());
        let marks = |row: &Row| {
            let after = finder.matches.partition_point(|found| found.span.end <= row.line.span.start);
            finder.matches[after..].iter().take_while(|found| found.span.start < row.line.span.end).count()
        };
        let cost = |at: usize| {
            let row = &sheet.rows[at];
            if row.field.is_none() { 0 } else { row.line.span.of(&article.text).len() + marks(row) * MARK + ROW }
        };
        let found = finder.present().map_or(first, |found| sheet.row_of(found.span.start)).clamp(first, end.checked_sub(1)?);
        let heads = (first..end).filter(|at| sheet.rows[*at].field == Some(Field::Headline));
        let around = (1..end - first).flat_map(|step| [found.checked_sub(step), Some(found + step)]).flatten();
        let mut shown = vec![found];
        let mut used = cost(found);
        for at in heads.chain(around.filter(|at| (first..end).contains(at))) {
            if shown.contains(&at) {
                continue;
            }
            used += cost(at);
            if used > most {
                break;
            }
            shown.push(at);
        }
        shown.sort_unstable();
        (shown.len() < end - first).then_some(shown)
    }

    /// How many rows of the tree are on the screen.
    fn list_rows(&self) -> usize {
        let Some(pane) = self.geometry().tree else { return 0 };
        let view = self.view();
        let rows: u16 = self.seen_nodes().into_iter().map(|node| view.height(node)).sum();
        usize::from(rows.min(pane.height))
    }

    /// The nodes of the tree that are on the screen. O(rows of the screen).
    fn seen_nodes(&self) -> Vec<Node> {
        let Some(pane) = self.geometry().tree else { return Vec::new() };
        let view = self.view();
        let (mut seen, mut rows) = (Vec::new(), 0);
        let mut at = view.shows(self.top).then_some(self.top).or_else(|| view.first());
        while let Some(node) = at.filter(|_| rows < pane.height) {
            rows += view.height(node);
            seen.push(node);
            at = view.next(node);
        }
        seen
    }

    /// The articles of the tree that are on the screen.
    pub(super) fn seen_articles(&self) -> Vec<ArticleId> {
        let article = |node| if let Node::Article(id) = node { Some(id) } else { None };
        self.seen_nodes().into_iter().filter_map(article).collect()
    }
}
