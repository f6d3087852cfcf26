//! The list of problems (`!`): what could not be read, then what the importer doubts, least sure first; and looking at the files again.
//!
//! Which row of the page holds what is settled here; what it looks like is the drawing room's.

use rustc_hash::FxHashSet;

use super::{App, Effect, Leaf, LeafKind, Notice};
use crate::corpus::{ArticleId, Corpus};

/// One row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemRow {
    /// The heading over the files that could not be read.
    Unread,
    /// The heading over the doubts.
    Doubts,
    /// White between the two.
    Gap,
    /// An item, by number: the files first, then the doubts.
    Item(usize),
    /// The second row of an item, on narrow screens: why.
    Why(usize),
    /// How many files and doubts are below the page.
    More {
        /// Files that could not be read.
        files: usize,
        /// Doubts.
        doubts: usize,
    },
}

/// What an item is called from one corpus to the next.
type Name = (String, String);

/// How the items lie in rows.
#[derive(Debug, Clone, Copy)]
struct Rows {
    files: usize,
    doubts: usize,
    /// Rows an item takes.
    each: usize,
    /// Whether there is room for headings.
    headings: bool,
}

impl Rows {
    fn items(self) -> usize {
        self.files + self.doubts
    }

    /// Rows of the files with their heading.
    fn files_end(self) -> usize {
        if self.files == 0 { 0 } else { usize::from(self.headings) + self.files * self.each }
    }

    /// The first row of the doubts themselves.
    fn doubts_start(self) -> usize {
        self.files_end() + usize::from(self.headings && self.files > 0) + usize::from(self.headings)
    }

    fn len(self) -> usize {
        if self.doubts == 0 { self.files_end() } else { self.doubts_start() + self.doubts * self.each }
    }

    fn row_of(self, item: usize) -> usize {
        match item.checked_sub(self.files) {
            None => usize::from(self.headings) + item * self.each,
            Some(doubt) => self.doubts_start() + doubt * self.each,
        }
    }

    fn at(self, row: usize) -> Option<ProblemRow> {
        let item = |from: usize, row: usize| match row % self.each {
            0 => ProblemRow::Item(from + row / self.each),
            _ => ProblemRow::Why(from + row / self.each),
        };
        if row >= self.len() {
            None
        } else if row < self.files_end() {
            let first = usize::from(self.headings);
            Some(row.checked_sub(first).map_or(ProblemRow::Unread, |row| item(0, row)))
        } else {
            let heading = if row + 1 == self.doubts_start() { ProblemRow::Doubts } else { ProblemRow::Gap };
            Some(row.checked_sub(self.doubts_start()).map_or(heading, |row| item(self.files, row)))
        }
    }
}

impl Leaf {
    pub(super) fn problems(corpus: &Corpus) -> Self {
        let mut leaf = Self::new(LeafKind::Problems);
        let doubts = |id| corpus.article(id).map_or(0, |article| article.doubts.len());
        let each = corpus.in_doubt().flat_map(|id| (0..doubts(id)).map(move |i| (id, i)));
        leaf.doubtful = each.collect();
        let sure = |(id, i): &(ArticleId, usize)| corpus.article(*id).map_or(9, |article| article.doubts[*i].tenths);
        leaf.doubtful.sort_by_key(sure);
        // The same doubt about each of five paragraphs is one row, which leads to where it is greatest.
        let what = |id: ArticleId, i: usize| corpus.article(id).map_or("", |article| article.doubts[i].what.as_str());
        let mut told: FxHashSet<(ArticleId, &str)> = FxHashSet::default();
        leaf.doubtful.retain(|(id, i)| told.insert((*id, what(*id, *i))));
        leaf
    }

    /// The name of the selected item of the list of problems.
    fn selected(&self, corpus: &Corpus) -> Option<Name> {
        self.name(corpus, self.cursor)
    }

    fn name(&self, corpus: &Corpus, item: usize) -> Option<Name> {
        if let Some(problem) = corpus.problems().get(item) {
            return Some((problem.place.clone(), problem.cause.clone()));
        }
        let (id, doubt) = *self.doubtful.get(item - corpus.problems().len())?;
        let article = corpus.article(id)?;
        Some((article.key.to_string(), article.doubts.get(doubt)?.what.clone()))
    }

    /// Lists the problems of another corpus; the selected item is found again by name, and where it is gone what has come into its place
    /// is selected.
    pub(super) fn renew(&mut self, before: &Corpus, corpus: &Corpus) {
        let (cursor, top, name) = (self.cursor, self.top, self.selected(before));
        *self = Self::problems(corpus);
        let all = corpus.problems().len() + self.doubtful.len();
        let found = name.and_then(|name| (0..all).find(|item| self.name(corpus, *item).as_ref() == Some(&name)));
        self.cursor = found.unwrap_or(cursor).min(all.saturating_sub(1));
        self.top = top;
    }
}

impl App {
    fn rows_of(&self, leaf: &Leaf) -> Rows {
        let each = if self.size.0 < 60 && self.leaf_rows() >= 4 { 2 } else { 1 };
        let headings = self.leaf_rows() >= 4;
        Rows { files: self.corpus.problems().len(), doubts: leaf.doubtful.len(), each, headings }
    }

    /// Files that could not be read, and doubts.
    pub(super) fn problem_items(&self, leaf: &Leaf) -> usize {
        self.rows_of(leaf).items()
    }

    /// The rows of the list of problems that are on the screen, from the top.
    pub fn problem_rows(&self, leaf: &Leaf) -> Vec<ProblemRow> {
        let rows = self.rows_of(leaf);
        let height = self.leaf_rows();
        let mut shown: Vec<ProblemRow> = (leaf.top..leaf.top + height).map_while(|row| rows.at(row)).collect();
        if rows.len() > leaf.top + height && height > rows.each {
            // Whole items only, and a row for how many are below.
            shown.truncate(height - 1);
            if rows.each == 2 && matches!(shown.last(), Some(ProblemRow::Item(_))) {
                shown.pop();
            }
            let last = shown.iter().rev().find_map(|row| match row {
                ProblemRow::Item(item) => Some(item + 1),
                _ => None,
            });
            let next = last.unwrap_or_else(|| (0..rows.items()).find(|item| rows.row_of(*item) >= leaf.top).unwrap_or(0));
            let files = rows.files.saturating_sub(next);
            shown.push(ProblemRow::More { files, doubts: rows.items() - next - files });
        }
        shown
    }

    /// Moves the selected item by `by` and brings it, whole, on the screen; the first of a group with its heading.
    pub(super) fn step_problems(&mut self, by: isize) {
        let height = self.leaf_rows();
        let Some(rows) = self.leaf.as_ref().map(|leaf| self.rows_of(leaf)) else { return };
        let Some(leaf) = &mut self.leaf else { return };
        leaf.cursor = leaf.cursor.saturating_add_signed(by).min(rows.items().saturating_sub(1));
        let first = rows.row_of(leaf.cursor);
        let last = first + rows.each - 1;
        let is_first_of_group = leaf.cursor == 0 || leaf.cursor == rows.files;
        let wanted = first - usize::from(rows.headings && is_first_of_group);
        // The last row of a page that goes on says how many are below.
        let most = rows.len().saturating_sub(height);
        let usable = |top: usize| if top >= most || height <= rows.each { height } else { height - 1 };
        leaf.top = leaf.top.min(wanted).min(most);
        while leaf.top < most && last >= leaf.top + usable(leaf.top) {
            leaf.top += 1;
        }
    }

    /// Goes to the doubt that is selected; a file that could not be read has no place to go to.
    pub(super) fn go_to_doubt(&mut self) {
        let unread = self.corpus.problems().len();
        let Some(leaf) = &self.leaf else { return };
        let Some((id, doubt)) = leaf.cursor.checked_sub(unread).and_then(|at| leaf.doubtful.get(at)).copied() else { return };
        let offset = self.corpus.article(id).and_then(|article| article.doubts.get(doubt)).map_or(0, |doubt| doubt.offset);
        self.leaf = None;
        self.go(id);
        self.bring_to_sight(offset);
        self.set_reading(true);
    }

    /// `r`: has the files looked at again, one look at a time. What stands open stays.
    pub(super) fn read_again(&mut self) -> Option<Effect> {
        if self.reading_in || self.looking_again {
            return None;
        }
        self.looking_again = true;
        self.notice = Some(Notice::LookingAgain);
        Some(Effect::ReadAgain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_has_its_row_and_every_row_its_item() {
        for files in 0..4 {
            for doubts in 0..4 {
                for (each, headings) in [(1, true), (2, true), (1, false)] {
                    let rows = Rows { files, doubts, each, headings };
                    for item in 0..rows.items() {
                        let row = rows.row_of(item);
                        assert_eq!(rows.at(row), Some(ProblemRow::Item(item)), "{rows:?} {item}");
                        assert!(row + each <= rows.len(), "{rows:?} {item}");
                    }
                    let all: Vec<_> = (0..rows.len()).map_while(|row| rows.at(row)).collect();
                    assert_eq!(all.len(), rows.len(), "{rows:?}");
                    let count = |wanted: fn(&ProblemRow) -> bool| all.iter().filter(|row| wanted(row)).count();
                    assert_eq!(count(|row| matches!(row, ProblemRow::Item(_))), rows.items());
                    assert_eq!(count(|row| *row == ProblemRow::Unread), usize::from(headings && files > 0));
                    assert_eq!(count(|row| *row == ProblemRow::Doubts), usize::from(headings && doubts > 0));
                    assert_eq!(count(|row| *row == ProblemRow::Gap), usize::from(headings && files > 0 && doubts > 0));
                }
            }
        }
    }
}
