//! Years and cities that pages learn from each other, on sheaves whose texts need not be in memory.
//!
//! What decides is small (names of files, days, cities), so the second pass of the importer is run on copies without texts first; only
//! the pages it changes are copied whole.

use std::sync::Arc;

use crate::corpus::{Archive, Article, Draft, Page, PageLine, Role, Sheaf};
use crate::import;
use crate::text::Span;

/// Lets the pages learn from each other; those that did are marked. Sheaves that are marked already must be as they were read.
pub(super) fn settle(sheaves: &mut [Sheaf], archive: Option<&dyn Archive>) {
    let mut light: Vec<Draft> = sheaves.iter().map(without_text).collect();
    import::settle(&mut light);
    let changed: Vec<usize> = (0..sheaves.len()).filter(|i| differs(&sheaves[*i], &light[*i])).collect();
    drop(light);
    if changed.is_empty() {
        return;
    }
    // Once more, with the whole of those that change, for the same answer.
    let mut drafts: Vec<Draft> = sheaves.iter().map(without_text).collect();
    for i in &changed {
        drafts[*i] = whole(&sheaves[*i], archive);
    }
    import::settle(&mut drafts);
    for i in changed {
        let sheaf = &mut sheaves[i];
        let (has_lines, text) = (sheaf.has_lines, sheaf.text);
        let mut draft = std::mem::take(&mut drafts[i]);
        if sheaf.page.in_memory().is_none_or(|page| page.lines.is_empty()) {
            draft.page.lines = Vec::new();
        }
        *sheaf = Sheaf { settled: true, has_lines, text, ..Sheaf::new(draft, sheaf.id, true) };
    }
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
    if sheaf.has_lines && draft.page.lines.is_empty() {
        draft.page.lines.push(mark());
    }
    draft
}

fn without_text(sheaf: &Sheaf) -> Draft {
    let article = |card: &crate::corpus::Card| Article {
        key: card.key,
        page: sheaf.id,
        line: card.line,
        text: String::new(),
        parts: Vec::new(),
        city: card.city.clone(),
        county: None,
        place_source: crate::corpus::PlaceSource::default(),
        published: card.published,
        date: None,
        section: None,
        authors: Vec::new(),
        doubts: Vec::new(),
        extra: Vec::new(),
    };
    let lines = if sheaf.has_lines { vec![mark()] } else { Vec::new() };
    Draft {
        page: Page { file: Arc::clone(&sheaf.file), lines, ..Page::default() },
        articles: sheaf.articles.iter().map(|(card, _)| article(card)).collect(),
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
