//! Flows rows into newspaper columns, page by page. Knows rows by their kind only, not what stands in them.
//!
//! The keep rules of a sub-editor's table: a headline is followed by at least two rows of its text in the same column
//! (GB calls the contrary 背题), no column starts with a blank row, the last row of an article does not stand alone at a column
//! head (孤行), and the columns of the last page are of nearly equal length.

use std::ops::Range;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Row {
    /// White between articles; left out where a column starts or ends with it.
    Blank,
    /// Part of a headline block: kicker, headline, deck, byline.
    Head,
    /// Running text.
    Body,
}

/// One page: for each column the rows that stand in it, as indices into the rows that were flowed. Rows between two ranges are
/// blanks that were left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// From left to right; never more than asked for, fewer on a short last page.
    pub columns: Vec<Range<usize>>,
}

impl Page {
    /// The rows of the page, first to last.
    pub fn rows(&self) -> Range<usize> {
        let start = self.columns.first().map_or(0, |c| c.start);
        start..self.columns.last().map_or(start, |c| c.end)
    }

    /// Where a row stands: column and row within it.
    pub fn place_of(&self, row: usize) -> Option<(usize, usize)> {
        let column = self.columns.iter().position(|c| c.contains(&row))?;
        Some((column, row - self.columns.get(column)?.start))
    }
}

/// Rows of text that stay under a headline.
const UNDER_A_HEADLINE: usize = 2;

/// Flows `rows` into pages of `columns` columns of at most `height` rows. Every row that is not blank stands in exactly one
/// column, in order. Nothing for no columns or no height. O(n · height) at worst, O(n) in running text.
pub fn flow(rows: &[Row], columns: usize, height: usize) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut from = 0;
    while let Some((page, next)) = page(rows, from, columns, height) {
        pages.push(page);
        from = next;
    }
    pages
}

/// The page that begins with row `from`, and the first row of the one after it (the number of rows where none follows). `None` where only
/// blanks are left, and for no columns or no height. Looks at no row behind the page but the blanks after it.
pub fn page(rows: &[Row], from: usize, columns: usize, height: usize) -> Option<(Page, usize)> {
    if columns == 0 || height == 0 {
        return None;
    }
    let Filled { page, next, .. } = fill_page(rows, from, columns, height)?;
    let follows = (next..rows.len()).find(|&at| rows.get(at).is_some_and(|row| *row != Row::Blank));
    Some(match follows {
        Some(next) => (page, next),
        None => (balance(rows, from, columns, height).unwrap_or(page), rows.len()),
    })
}

/// The last page with the least height at which everything still fits and every rule is kept.
fn balance(rows: &[Row], from: usize, columns: usize, height: usize) -> Option<Page> {
    let left = rows.iter().skip(from).filter(|row| **row != Row::Blank).count();
    (left.div_ceil(columns).max(1)..=height).find_map(|height| {
        let filled = fill_page(rows, from, columns, height)?;
        let all = rows.iter().skip(filled.next).all(|row| *row == Row::Blank);
        (all && !filled.forced).then_some(filled.page)
    })
}

/// A page, the first row that is not on it, and whether a rule had to be broken because a headline is as high as a column.
struct Filled {
    page: Page,
    next: usize,
    forced: bool,
}

/// One page from row `from`; `None` when only blanks are left.
fn fill_page(rows: &[Row], from: usize, columns: usize, height: usize) -> Option<Filled> {
    let mut filled = Filled { page: Page::default(), next: from, forced: false };
    while filled.page.columns.len() < columns {
        let Some(start) = (filled.next..rows.len()).find(|&at| rows[at] != Row::Blank) else { break };
        let end = column_end(rows, start, height);
        filled.forced |= end.is_none();
        filled.next = end.unwrap_or((start + height).min(rows.len()));
        let visible = (start..filled.next).rev().find(|&at| rows[at] != Row::Blank).map_or(filled.next, |last| last + 1);
        filled.page.columns.push(start..visible);
    }
    (!filled.page.columns.is_empty()).then_some(filled)
}

/// Where the column that starts at `start` ends: as far down as the keep rules allow; `None` if they allow no end.
fn column_end(rows: &[Row], start: usize, height: usize) -> Option<usize> {
    let full = (start + height).min(rows.len());
    (start + 1..=full).rev().find(|&end| may_end(rows, start, end))
}

/// Whether the column may end before row `end`.
fn may_end(rows: &[Row], start: usize, end: usize) -> bool {
    let Some(next) = rows.get(end) else { return true };
    if *next == Row::Blank || rows[end - 1] == Row::Blank {
        // Between articles; but blanks may also stand under a headline.
        let last = (start..end).rev().find(|&at| rows[at] != Row::Blank);
        return last.is_none_or(|last| rows[last] == Row::Body);
    }
    if rows[end - 1] == Row::Head || *next == Row::Head {
        return rows[end - 1] == Row::Body;
    }
    let above = rows[start..end].iter().rev().take_while(|row| **row == Row::Body).count();
    let under_headline = above < end - start;
    // The row below is text, or we had not come here; alone it is when no text follows it.
    let leaves_orphan = above > UNDER_A_HEADLINE && rows.get(end + 1).is_none_or(|row| *row != Row::Body);
    !leaves_orphan && (above >= UNDER_A_HEADLINE || !under_headline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(pattern: &str) -> Vec<Row> {
        pattern
            .chars()
            .map(|c| match c {
                'h' => Row::Head,
                'b' => Row::Body,
                _ => Row::Blank,
            })
            .collect()
    }

    fn shown(pattern: &str, columns: usize, height: usize) -> Vec<Vec<String>> {
        let pick = |column: &Range<usize>| pattern.chars().skip(column.start).take(column.len()).collect();
        flow(&rows(pattern), columns, height).iter().map(|page| page.columns.iter().map(pick).collect()).collect()
    }

    #[test]
    fn columns_fill_in_order_and_the_last_page_is_balanced() {
        assert_eq!(shown("bbbbbbbbb", 3, 10), [["bbb", "bbb", "bbb"]]);
        assert_eq!(shown("bbbbbbbbbbbb", 2, 4), vec![vec!["bbbb", "bbbb"], vec!["bb", "bb"]]);
    }

    #[test]
    fn a_headline_never_stands_at_a_column_foot_with_fewer_than_two_rows() {
        assert_eq!(shown("bbbb.hhbbbbbbbbbbb", 3, 8)[0], ["bbbb", "hhbbbbb", "bbbbbb"]);
        assert_eq!(shown("bb.hhbbbbbbbbbbbb", 2, 7)[0], ["bb.hhbb", "bbbbbbb"]);
    }

    #[test]
    fn no_column_starts_or_ends_with_a_blank_row() {
        assert_eq!(shown("bbbb.bbbb", 2, 4), [["bbbb", "bbbb"]]);
        assert_eq!(shown("...bb..", 2, 4), [["b", "b"]]);
        assert!(flow(&rows("..."), 2, 4).is_empty());
        assert!(flow(&rows("bbb"), 0, 4).is_empty() && flow(&rows("bbb"), 2, 0).is_empty());
    }

    #[test]
    fn the_last_row_of_an_article_is_not_alone_at_a_column_head() {
        assert_eq!(shown("bbbbb.hbbbbbbbbbbbb", 2, 4)[0], ["bbb", "bb"]);
    }

    proptest! {
        #[test]
        fn every_row_stands_in_one_column_and_the_rules_hold(pattern in "(h{1,4}(b{1,20}|b{1,9}))(\\.h{1,4}b{1,30}){0,9}", columns in 1_usize..5, height in 8_usize..40) {
            let all = rows(&pattern);
            let pages = flow(&all, columns, height);
            // Looking ahead changes nothing: a page is the same whatever comes behind the rows it needs.
            for from in pages.iter().map(|page| page.rows().start) {
                let rest = flow(&all[from..], columns, height);
                let (page, next) = page(&all, from, columns, height).expect("rows are left");
                let moved = |column: &Range<usize>| from + column.start..from + column.end;
                prop_assert_eq!(&page.columns, &rest[0].columns.iter().map(moved).collect::<Vec<_>>());
                prop_assert_eq!(next, rest.get(1).map_or(all.len(), |next| from + next.rows().start));
            }
            let mut next = 0;
            for page in &pages {
                prop_assert!(page.columns.len() <= columns);
                for column in &page.columns {
                    prop_assert!(!column.is_empty() && column.len() <= height);
                    prop_assert!(all[next..column.start].iter().all(|row| *row == Row::Blank));
                    prop_assert!(all[column.start] != Row::Blank && all[column.end - 1] == Row::Body, "{} {:?}", pattern, column);
                    let under = all[column.clone()].iter().rev().take_while(|row| **row == Row::Body).count();
                    let goes_on = all.get(column.end) == Some(&Row::Body);
                    prop_assert!(!goes_on || under >= 2 || under == column.len(), "{} {:?}", pattern, column);
                    prop_assert_eq!(page.place_of(column.end - 1).map(|(_, row)| row), Some(column.len() - 1));
                    next = column.end;
                }
            }
            prop_assert!(all[next..].iter().all(|row| *row == Row::Blank));
        }
    }
}
