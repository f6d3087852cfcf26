//! What a search needs beside the corpus: the folded plane and the names of its places.

use rustc_hash::FxHashSet;

use super::plane::Plane;
use crate::corpus::{ArticleId, Corpus};
use crate::text::fold;

/// What a search needs beside the corpus; built once, immutable, may be thrown away at any time.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) plane: Plane,
    /// Folded names of the cities and counties of the corpus.
    pub(super) places: FxHashSet<String>,
}

impl Index {
    /// Builds it. O(text), about 500 MB a second.
    pub fn build(corpus: &Corpus) -> Self {
        let cities = corpus.outline().cities.iter().filter_map(|city| city.name.as_deref());
        let counties = corpus.articles().filter_map(|(_, article)| article.county.as_deref());
        let mut places: FxHashSet<String> = cities.map(fold::text).collect();
        for county in counties {
            if !places.contains(county) {
                places.insert(fold::text(county));
            }
        }
        Self { plane: Plane::new(corpus), places }
    }

    /// Position of an article when all are put newest first; of the same day in outline order. O(1).
    pub fn age(&self, id: ArticleId) -> usize {
        self.plane.slot_of(id)
    }

    /// Whether a character stands anywhere in the searched text. A scan of the plane.
    pub(super) fn holds(&self, c: char) -> bool {
        let unit = self.plane.outside.unit(fold::char(c));
        unit != super::outside::NOWHERE && self.plane.units.contains(&unit)
    }

    /// Memory it takes, in bytes: three a character and 28 an article.
    pub fn bytes(&self) -> usize {
        self.plane.bytes()
    }
}
