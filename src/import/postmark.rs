//! City and day on every article of a draft: the last step of reading a page, and of reading records.

use super::metadata::Hints;
use super::{dates, places};
use crate::corpus::{Draft, PlaceSource};

/// Gives every article of a draft its city, county, day of publication and own day.
///
/// The articles of a page are read in each other's light; records (JSON, CSV, tags) are read each by itself and keep what they state.
/// `given` is what is known from outside (`corpus.toml`); it beats the page. O(text).
pub fn postmark(draft: &mut Draft, given: &Hints) {
    let name = Hints::of_name(&draft.page.file);
    if draft.page.lines.is_empty() {
        let common = given.clone().over(name);
        for article in &mut draft.articles {
            let stated = Hints {
                published: article.published.day.filter(|_| article.published.certain),
                city: article.city.clone().filter(|_| article.place_source == PlaceSource::Stated),
                ..Hints::default()
            };
            let hints = stated.over(common.clone());
            dates::date_together(std::slice::from_mut(article), &hints);
            places::locate_together(std::slice::from_mut(article), &hints, &[]);
        }
        return;
    }
    let hints = given.clone().over(Hints::of_text(&draft.page.text)).over(name);
    draft.page.evidence.clear();
    dates::date(draft, &hints);
    places::locate(draft, &hints);
}
