//! What a search needs beside the corpus: the folded plane and the names of its places.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::plane::Plane;
use super::postings::{Postings, WORTH};
use crate::corpus::{ArticleId, Corpus};
use crate::text::fold;

/// What a search needs beside the corpus; built once, immutable but for [postings](Self::build_postings), may be thrown away at any time.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) plane: Plane,
    /// Folded names of the cities and counties of the corpus.
    pub(super) places: FxHashSet<String>,
    /// Come later, or never.
    pub(super) postings: OnceLock<Postings>,
}

impl Index {
    /// Builds it. O(text), about 500 MB a second.
    pub fn build(corpus: &Corpus) -> Self {
        Self::build_on(corpus, 1)
    }

    /// The same for an archived corpus, whose articles are fetched on so many threads.
    pub fn build_on(corpus: &Corpus, threads: usize) -> Self {
        let plane = Plane::new(corpus, threads);
        let cities = corpus.outline().cities.iter().filter_map(|city| city.name.as_deref());
        let counties = corpus.articles().filter_map(|(_, article)| article.county.as_deref());
        let mut places: FxHashSet<String> = cities.map(fold::text).collect();
        for county in counties {
            if !places.contains(county) {
                places.insert(fold::text(county));
            }
        }
        Self { plane, places, postings: OnceLock::new() }
    }

    /// An index of the newest articles alone, so many of them: what searches find by it is found, and what they do not find may be there.
    pub fn of_newest(corpus: &Corpus, newest: usize, threads: usize) -> Self {
        let cities = corpus.outline().cities.iter().filter_map(|city| city.name.as_deref());
        Self { plane: Plane::of(corpus, newest, threads), places: cities.map(fold::text).collect(), postings: OnceLock::new() }
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

    /// Whether the corpus is so large (above some 200,000 articles) that postings make searches faster, and there are none yet.
    pub fn wants_postings(&self) -> bool {
        self.plane.units.len() >= WORTH && self.postings.get().is_none()
    }

    /// Builds postings, which searches use from then on; results stay what they are. Some 40 MB of text a second; says false when
    /// told to stop.
    pub fn build_postings(&self, go_on: &dyn Fn() -> bool) -> bool {
        Postings::build(&self.plane, go_on).is_some_and(|postings| self.postings.set(postings).is_ok())
    }

    /// Takes the postings that were kept of an index of the same articles; says false where these are of others, or damaged.
    pub fn adopt_postings(&self, bytes: Vec<u8>) -> bool {
        Postings::of_bytes(&self.plane, bytes).is_some_and(|postings| self.postings.set(postings).is_ok())
    }

    /// The postings, if there are any, as bytes for [`adopt_postings`](Self::adopt_postings): `put` gets them piece by piece.
    ///
    /// # Errors
    /// Whatever `put` gives.
    pub fn keep_postings<E>(&self, put: &mut dyn FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        let Some(postings) = self.postings.get() else { return Ok(()) };
        let (head, pieces) = postings.pieces();
        put(&head)?;
        pieces.into_iter().try_for_each(put)
    }

    /// Memory it takes, in bytes: three a character and 28 an article; postings come on top.
    pub fn bytes(&self) -> usize {
        self.plane.bytes() + self.postings.get().map_or(0, Postings::memory)
    }
}
