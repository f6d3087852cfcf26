//! What a search gives: the articles found, and how many there are in each city and on each day.

use std::cmp::Reverse;

use super::{Index, Query};
use crate::corpus::{ArticleId, Corpus};

/// One article that a query matches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The article.
    pub article: ArticleId,
    /// How many places in it match; 0 where only its city, date, author or section was asked for.
    pub places: u32,
    /// Relevance; higher is better. Comparable within one search only.
    pub score: f32,
}

/// How sure the numbers of [`Results`] are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Certainty {
    /// These and perhaps more (`12,345+`).
    AtLeast,
    /// Exactly these.
    #[default]
    Exact,
}

/// All articles that match, in outline order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Results {
    /// In outline order.
    pub hits: Vec<Hit>,
    /// Sum of `places`.
    pub places: u64,
    /// Whether the search is through.
    pub certainty: Certainty,
    /// The query that these articles meet, where no article meets the one asked for because of conditions that nothing in the corpus
    /// meets; its notes say so.
    pub instead: Option<Query>,
}

/// Numbers of articles found, in the shape of the outline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// One for each city of the outline, each with one number a day.
    pub cities: Vec<CityCount>,
}

/// Numbers of one city.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CityCount {
    /// Articles found in the city.
    pub articles: u32,
    /// Articles found on each of its days, in the order of the outline.
    pub dates: Vec<u32>,
}

impl Results {
    /// The query that the articles meet, which was asked as `query`: what is to be highlighted.
    pub fn understood<'a>(&'a self, query: &'a Query) -> &'a Query {
        self.instead.as_ref().unwrap_or(query)
    }

    /// Whether an article was found. O(log n).
    pub fn get(&self, id: ArticleId) -> Option<&Hit> {
        self.hits.binary_search_by_key(&id, |hit| hit.article).ok().map(|at| &self.hits[at])
    }

    /// How many of the articles found are in each city and on each day. O(hits + outline).
    pub fn facets(&self, corpus: &Corpus) -> Facets {
        let mut hits = self.hits.iter().peekable();
        let mut below = |end: u32| {
            let mut count = 0;
            while hits.next_if(|hit| hit.article.0 < end).is_some() {
                count += 1;
            }
            count
        };
        let cities = corpus.outline().cities.iter().map(|city| {
            let dates: Vec<u32> = city.dates.iter().map(|date| below(date.first.0 + date.count)).collect();
            CityCount { articles: dates.iter().sum(), dates }
        });
        Facets { cities: cities.collect() }
    }

    /// The hits, best first; of equal ones the newer first, then in outline order. O(n log n).
    pub fn by_relevance(&self, index: &Index) -> Vec<Hit> {
        let mut hits = self.hits.clone();
        hits.sort_by_cached_key(|hit| (Reverse(ordered(hit.score)), index.age(hit.article)));
        hits
    }
}

/// A score as a number that sorts the same way.
fn ordered(score: f32) -> i32 {
    let bits = score.to_bits() as i32;
    if bits < 0 { i32::MIN - bits } else { bits }
}

#[cfg(test)]
mod tests {
    use super::ordered;

    #[test]
    fn scores_sort_as_numbers_do() {
        let scores = [-2.5, -0.0, 0.0, 1e-9, 0.3, 7.0];
        assert!(scores.map(ordered).is_sorted());
    }
}
