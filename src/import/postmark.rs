//! City and day on every article of a page: the last step of reading it.

use super::metadata::Hints;
use super::{dates, places};
use crate::corpus::Draft;

/// Gives every article of a page its city, county, day of publication and own day, and the page its evidence.
///
/// The articles are read in each other's light. `given` is what is known from outside (`corpus.toml`); it beats header, file name and
/// text. May be called again after a correction. O(text).
pub fn postmark(draft: &mut Draft, given: &Hints) {
    let hints = given.clone().over(Hints::of_page(&draft.page.file, &draft.page.text));
    draft.page.evidence.clear();
    dates::date(draft, &hints);
    places::locate(draft, &hints);
}
