//! City and day on every article of a page or of a file of records: the last step of reading it.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::metadata::Hints;
use super::{dates, named, places};
use crate::corpus::{Article, Draft, Evidence, Imprint, Page, PlaceSource};

/// Gives every article of a page its city, county, day of publication and own day, and the page its evidence.
///
/// The articles of a page are read in each other's light; each record (JSON, CSV, tags) is a page of its own and keeps what it states. `given` is what is known from outside (`corpus.toml`); it beats header, file name and
/// text. May be called again after a correction. O(text).
pub fn postmark(draft: &mut Draft, given: &Hints) {
    if draft.page.lines.is_empty() {
        return records(draft, given);
    }
    named::title(draft);
    let hints = given.clone().over(Hints::of_page(&draft.page.file, &draft.page.text));
    draft.page.evidence.clear();
    dates::date(draft, &hints);
    places::locate(draft, &hints);
    // What was stated of the page elsewhere stays after a correction.
    let before = || draft.articles.first().and_then(|article| article.imprint.clone());
    let imprint = Imprint::of(hints.paper.as_deref(), hints.edition.as_deref()).map(Arc::new).or_else(before);
    draft.page.evidence.extend(imprint.as_deref().map(stated));
    for article in &mut draft.articles {
        article.imprint.clone_from(&imprint);
    }
}

/// What is stated of the paper, for the line that tells what rests on what.
fn stated(imprint: &Imprint) -> Evidence {
    Evidence { line: 0, what: format!("{}是写明的", imprint.zh()), what_en: format!("{} is stated", imprint.en()) }
}

fn records(draft: &mut Draft, given: &Hints) {
    let common = given.clone().over(Hints::of_name(&draft.page.file));
    // A thousand records of one paper share its name.
    let mut papers: FxHashSet<Arc<Imprint>> = FxHashSet::default();
    for article in std::mem::take(&mut draft.articles) {
        let stated = Hints {
            published: article.published.day.filter(|_| article.published.certain),
            city: article.city.clone().filter(|_| article.place_source == PlaceSource::Stated),
            ..Hints::default()
        };
        let county = article.county.clone().filter(|_| stated.city.is_some());
        let hints = stated.over(common.clone());
        let page = Page { file: draft.page.file.clone(), ..Page::default() };
        let own = article.imprint.clone();
        let mut alone = Draft { page, articles: vec![article], problems: Vec::new() };
        dates::date(&mut alone, &hints);
        places::locate(&mut alone, &hints);
        let own = own.as_deref();
        let paper = own.and_then(|own| own.paper.as_deref()).or(common.paper.as_deref());
        let edition = own.and_then(|own| own.edition.as_deref()).or(common.edition.as_deref());
        let imprint = Imprint::of(paper, edition).map(|imprint| {
            let known = papers.get(&imprint).cloned();
            known.unwrap_or_else(|| {
                let new = Arc::new(imprint);
                papers.insert(new.clone());
                new
            })
        });
        draft.articles.extend(alone.articles.pop().map(|article| Article {
            imprint,
            county: county.or_else(|| article.county.clone()),
            ..article
        }));
    }
}
