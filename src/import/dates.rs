//! Publication day of a page and the day each of its articles is dated.

use super::metadata::Hints;
use crate::corpus::{Draft, Published};

/// Fills `published` and `date` of a draft's articles, from their parts and what is stated about the page.
pub fn date(draft: &mut Draft, hints: &Hints) {
    for article in &mut draft.articles {
        article.published = Published { day: hints.published, certain: hints.published.is_some() };
    }
}
