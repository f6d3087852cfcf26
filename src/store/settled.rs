//! Years and cities that pages learn from each other, on sheaves whose texts need not be in memory.
//!
//! What decides is small (names of files, days, cities); only the pages that learn something are copied whole.

use crate::corpus::{Archive, Sheaf};
use crate::import::{self, Facts};

/// Lets the pages learn from each other; those that did are marked. Sheaves that are marked already must be as they were read.
///
/// Costs nothing where no page lacks a year or a city. Records (JSON and the like) neither learn nor teach.
pub(super) fn settle(sheaves: &mut [Sheaf], archive: Option<&dyn Archive>) {
    if !sheaves.iter().any(lacks) {
        return;
    }
    let pages: Vec<usize> = (0..sheaves.len()).filter(|i| sheaves[*i].has_lines).collect();
    let facts = |i: &usize| {
        let sheaf = &sheaves[*i];
        Facts::of(&sheaf.file, sheaf.articles.iter().map(|(card, _)| (&card.city, card.published)))
    };
    let facts: Vec<Facts> = pages.iter().map(facts).collect();
    for (at, lesson) in import::lessons(&facts) {
        let sheaf = &mut sheaves[pages[at]];
        let text = sheaf.text;
        let mut draft = sheaf.draft(archive);
        lesson.teach(&mut draft);
        *sheaf = Sheaf { settled: true, has_lines: true, text, ..Sheaf::new(draft, sheaf.id, true) };
    }
}

/// Whether there is anything a page could learn: the year of its day, or a city.
fn lacks(sheaf: &Sheaf) -> bool {
    sheaf.has_lines && !sheaf.articles.is_empty() && {
        let first = sheaf.articles.first().and_then(|(card, _)| card.published.day);
        first.is_some_and(|day| day.year.is_none()) || sheaf.articles.iter().all(|(card, _)| card.city.is_none())
    }
}
