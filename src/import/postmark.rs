//! City and day on every article of a page or of a file of records: the last step of reading it.

use super::metadata::Hints;
use super::{dates, places};
use crate::corpus::{Draft, Page, PlaceSource};

/// Gives every article of a page its city, county, day of publication and own day, and the page its evidence.
///
/// The articles of a page are read in each other's light; each record (JSON, CSV, tags) is a page of its own and keeps what it states. `given` is what is known from outside (`corpus.toml`); it beats header, file name and
/// text. May be called again after a correction. O(text).
pub fn postmark(draft: &mut Draft, given: &Hints) {
    if draft.page.lines.is_empty() {
        return records(draft, given);
    }
    let hints = given.clone().over(Hints::of_page(&draft.page.file, &draft.page.text));
    draft.page.evidence.clear();
    dates::date(draft, &hints);
    places::locate(draft, &hints);
}

fn records(draft: &mut Draft, given: &Hints) {
    let common = given.clone().over(Hints::of_name(&draft.page.file));
    for article in &mut draft.articles {
        let stated = Hints {
            published: article.published.day.filter(|_| article.published.certain),
            city: article.city.clone().filter(|_| article.place_source == PlaceSource::Stated),
            ..Hints::default()
        };
        let hints = stated.over(common.clone());
        let page = Page { file: draft.page.file.clone(), ..Page::default() };
        let mut alone = Draft { page, articles: vec![article.clone()], problems: Vec::new() };
        dates::date(&mut alone, &hints);
        places::locate(&mut alone, &hints);
        if let Some(read) = alone.articles.pop() {
            *article = read;
        }
    }
}
