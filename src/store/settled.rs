//! Years and cities that pages learn from each other, on sheaves whose texts need not be in memory.
//!
//! What decides is small (names of files, days, cities), so the second pass of the importer is run on copies without texts first; only
//! the pages it changes are copied whole.

use std::sync::Arc;

use crate::corpus::{Archive, Card, Draft, Page, PageLine, Role, Sheaf};
use crate::import;
use crate::text::Span;

/// Lets the pages learn from each other; those that did are marked. Sheaves that are marked already must be as they were read.
///
/// Costs nothing where no page lacks a year or a city. Records (JSON and the like) neither learn nor teach.
pub(super) fn settle(sheaves: &mut [Sheaf], archive: Option<&dyn Archive>) {
    if !sheaves.iter().any(lacks) {
        return;
    }
    let pages: Vec<usize> = (0..sheaves.len()).filter(|i| sheaves[*i].has_lines).collect();
    let light = |sheaves: &[Sheaf]| -> Vec<Draft> { pages.iter().map(|i| without_text(&sheaves[*i])).collect() };
    let mut drafts = light(sheaves);
    import::settle(&mut drafts);
    let changed: Vec<usize> = (0..pages.len()).filter(|at| differs(&sheaves[pages[*at]], &drafts[*at])).collect();
    drop(drafts);
    if changed.is_empty() {
        return;
    }
    // Once more, with the whole of those that change, for the same answer.
    let mut drafts = light(sheaves);
    for at in &changed {
        drafts[*at] = whole(&sheaves[pages[*at]], archive);
    }
    import::settle(&mut drafts);
    for at in changed {
        let sheaf = &mut sheaves[pages[at]];
        let text = sheaf.text;
        let mut draft = std::mem::take(&mut drafts[at]);
        if sheaf.page.in_memory().is_none_or(|page| page.lines.is_empty()) {
            draft.page.lines = Vec::new();
        }
        *sheaf = Sheaf { settled: true, has_lines: true, text, ..Sheaf::new(draft, sheaf.id, true) };
    }
}

/// Whether there is anything a page could learn: the year of its day, or a city.
fn lacks(sheaf: &Sheaf) -> bool {
    let year = |(card, _): &(Card, _)| card.published.day.is_some_and(|day| day.year.is_none());
    sheaf.has_lines
        && (sheaf.articles.first().is_some_and(year) || sheaf.articles.iter().all(|(card, _)| card.city.is_none()))
        && !sheaf.articles.is_empty()
}

/// A line that says of a page that it had lines.
fn mark() -> PageLine {
    PageLine {
        n: 1,
        span: Span::default(),
        role: Role::Body,
        article: None,
        continues: None,
        dropped: None,
        reason: crate::corpus::Reason::Paragraph,
    }
}

fn whole(sheaf: &Sheaf, archive: Option<&dyn Archive>) -> Draft {
    let mut draft = sheaf.draft(archive);
    if draft.page.lines.is_empty() {
        draft.page.lines.push(mark());
    }
    draft
}

fn without_text(sheaf: &Sheaf) -> Draft {
    Draft {
        page: Page { file: Arc::clone(&sheaf.file), lines: vec![mark()], ..Page::default() },
        articles: sheaf.articles.iter().map(|(card, _)| card.bare(sheaf.id)).collect(),
        problems: Vec::new(),
    }
}

fn differs(sheaf: &Sheaf, light: &Draft) -> bool {
    sheaf
        .articles
        .iter()
        .zip(&light.articles)
        .any(|((card, _), article)| card.city != article.city || card.published != article.published)
}
