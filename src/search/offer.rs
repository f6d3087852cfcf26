//! What to offer when nothing is found: only queries that do find something, each with its number of articles.
//!
//! Found by reading a word by its sound (锦洲港 → 锦州港), by dropping one condition, by both, or by keeping a part of a word.
//! Nothing is changed on its own.

use std::collections::BTreeSet;

use super::date::DateWanted;
use super::pattern::Pattern;
use super::query::{Ask, Query};
use super::sound::{alike_letters, alike_words};
use super::term::Meets;
use super::{Index, run};
use crate::corpus::Corpus;
use crate::text::Span;

/// Offers made at most.
const MOST: usize = 4;

/// A query that finds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// As it would be typed.
    pub query: String,
    /// Articles it finds.
    pub articles: u32,
    /// How it came about, in the order to be told.
    pub changes: Vec<Change>,
}

/// One thing an offer does differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Characters replaced by others of the same sound: (洲, 州).
    SameSound(Vec<(char, char)>),
    /// Letters replaced by others that sound alike to many: `jinzou` by `jinzhou`.
    AlikeLetters(String),
    /// A condition left out, as typed.
    Without(String),
    /// Only this part of a word kept.
    Only(String),
    /// Another month, one of which there are pages.
    Month(String),
}

/// What there is to say when nothing is found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offers {
    /// Best first.
    pub offers: Vec<Offer>,
    /// 汉字 of the query, as typed, that stand nowhere in the corpus.
    pub absent: Vec<char>,
}

/// Offers for a query that finds nothing. `None` when told to stop. One search an offer tried, and a sweep of the plane a word.
pub fn offers(corpus: &Corpus, index: &Index, query: &Query, go_on: &dyn Fn() -> bool) -> Option<Offers> {
    let mut made = Offering { corpus, index, go_on, tried: vec![query.typed().to_owned()], offers: Vec::new() };
    for (i, at, pattern) in plain_terms(query) {
        let changed: Vec<(String, Change)> = if pattern.is_all_letters() {
            alike_letters(&pattern.folded()).into_iter().map(|word| (word.clone(), Change::AlikeLetters(word))).collect()
        } else {
            let alike = alike_words(index, &pattern.chars, go_on)?;
            alike.into_iter().map(|(word, pairs)| (word, Change::SameSound(pairs))).collect()
        };
        for (word, change) in changed {
            let replaced = query.replaced(at, &word);
            let before = made.offers.len();
            made.attempt(replaced.clone(), vec![change.clone()])?;
            // The word alone is worth showing, too: the other conditions may be what is wrong.
            for other in (0..query.conditions()).filter(|other| *other != i) {
                let replaced = Query::parse(&replaced);
                made.attempt(replaced.without(other), vec![change.clone(), Change::Without(query.condition(other))])?;
            }
            if made.offers.len() > before + 1 {
                break;
            }
        }
    }
    if query.conditions() > 1 {
        for i in 0..query.conditions() {
            made.attempt(query.without(i), vec![Change::Without(query.condition(i))])?;
        }
    }
    for (_, at, pattern) in plain_terms(query).filter(|(_, _, pattern)| !pattern.is_all_letters()) {
        made.shorten(query, at, pattern)?;
    }
    for clause in query.clauses.iter().filter(|clause| !clause.negated) {
        if let Ask::Date(wanted) = &clause.ask {
            let typed = clause.text.split_inclusive([':', '：']).next().unwrap_or_default();
            for month in months(corpus, wanted).into_iter().take(2) {
                let query = query.replaced(clause.at, &format!("{typed}{month}"));
                made.attempt_all(query, vec![Change::Month(month)])?;
            }
        }
    }
    let absent = absent(index, query);
    Some(Offers { offers: made.offers, absent })
}

/// The months of which there are pages: first those that differ in the year only, which pages often do not tell, then the newest.
fn months(corpus: &Corpus, wanted: &[DateWanted]) -> Vec<String> {
    let days = corpus.outline().cities.iter().flat_map(|city| &city.dates).filter_map(|date| date.published.day);
    let months: BTreeSet<(Option<i16>, u8)> = days.map(|day| (day.year, day.month)).collect();
    let mut months: Vec<_> = months.into_iter().rev().collect();
    months.sort_by_key(|(_, month)| !wanted.iter().any(|date| date.begins_in(*month)));
    let written = |(year, month): (Option<i16>, u8)| match year {
        Some(year) => format!("{year}-{month:02}"),
        None => format!("XXXX-{month:02}"),
    };
    months.into_iter().map(written).collect()
}

/// Plain wanted terms of two characters and more, with the number and the place of their condition.
fn plain_terms(query: &Query) -> impl Iterator<Item = (usize, Span, &Pattern)> {
    query.clauses.iter().enumerate().filter(|(_, clause)| !clause.negated).filter_map(|(i, clause)| {
        let Ask::Text(_, terms) = &clause.ask else { return None };
        let [term] = terms.as_slice() else { return None };
        let pattern = term.pattern().filter(|p| p.chars.len() > 1 && p.chars.iter().all(|c| c.is_alphanumeric()))?;
        // Only where the term is all that stands there: no quotes, no operator to be lost.
        let plain = clause.text.chars().all(char::is_alphanumeric);
        let mixed = matches!(term.meets, Meets::Spelled(..)) && !pattern.is_all_letters();
        (plain && !mixed).then_some((i, clause.at, pattern))
    })
}

struct Offering<'a> {
    corpus: &'a Corpus,
    index: &'a Index,
    go_on: &'a dyn Fn() -> bool,
    tried: Vec<String>,
    offers: Vec<Offer>,
}

impl Offering<'_> {
    /// Searches, and keeps what finds something. Whether it did; `None` when told to stop. What asks for no text is not worth it: it
    /// would list a whole city.
    fn attempt(&mut self, typed: String, changes: Vec<Change>) -> Option<bool> {
        if Query::parse(&typed).wanted().next().is_none() {
            return Some(false);
        }
        self.attempt_all(typed, changes)
    }

    fn attempt_all(&mut self, typed: String, changes: Vec<Change>) -> Option<bool> {
        if self.offers.len() >= MOST || self.tried.contains(&typed) {
            return Some(false);
        }
        let query = Query::parse(&typed);
        let articles = run(self.corpus, self.index, &query, self.go_on)?.hits.len() as u32;
        self.tried.push(typed.clone());
        let found = articles > 0;
        if found {
            self.offers.push(Offer { query: typed, articles, changes });
        }
        Some(found)
    }

    /// Keeps the longest part of a word that finds something; of equally long ones the rarest, which says most.
    fn shorten(&mut self, query: &Query, at: Span, pattern: &Pattern) -> Option<()> {
        let chars = &pattern.chars;
        for length in (1..chars.len().min(12)).rev() {
            let mut best: Option<(u32, String)> = None;
            for part in chars.windows(length) {
                let part: String = part.iter().collect();
                let typed = query.replaced(at, &part);
                if self.tried.contains(&typed) {
                    continue;
                }
                let articles = run(self.corpus, self.index, &Query::parse(&typed), self.go_on)?.hits.len() as u32;
                if articles > 0 && best.as_ref().is_none_or(|(fewest, _)| articles < *fewest) {
                    best = Some((articles, part));
                }
            }
            if let Some((_, part)) = best {
                self.attempt(query.replaced(at, &part), vec![Change::Only(part)])?;
                return Some(());
            }
        }
        Some(())
    }
}

/// 汉字 of the wanted terms that stand nowhere, as they were typed.
fn absent(index: &Index, query: &Query) -> Vec<char> {
    let mut absent = Vec::new();
    for clause in query.clauses.iter().filter(|clause| !clause.negated && matches!(clause.ask, Ask::Text(..))) {
        for c in clause.text.chars().filter(|c| crate::text::class::is_han(*c)) {
            if !index.holds(c) && !absent.contains(&c) {
                absent.push(c);
            }
        }
    }
    absent
}

impl Query {
    /// One condition as typed.
    pub fn condition(&self, i: usize) -> String {
        self.clauses.get(i).map(|clause| clause.text.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{corpus, paper, short};
    use super::*;

    fn offered(corpus: &Corpus, typed: &str) -> Vec<(String, u32)> {
        let made = offers(corpus, &Index::build(corpus), &Query::parse(typed), &|| true).unwrap();
        made.offers.into_iter().map(|offer| (offer.query, offer.articles)).collect()
    }

    #[test]
    fn a_word_of_the_same_sound_is_offered_with_and_without_the_other_condition() {
        let corpus = corpus(vec![
            short("铁岭", "2020-03-04", "锦州港的船", "港口"),
            short("铁岭", "2020-03-04", "港商", "港口"),
            short("锦州", "2020-03-04", "锦州港开航", "港口"),
        ]);
        assert_eq!(
            offered(&corpus, "锦洲港 city:铁岭"),
            [("锦州港 city:铁岭".into(), 1), ("锦州港".into(), 2), ("锦 city:铁岭".into(), 1)]
                .map(|(q, n): (String, u32)| (q, n))
        );
        let made = offers(&corpus, &Index::build(&corpus), &Query::parse("锦洲港 city:铁岭"), &|| true).unwrap();
        assert_eq!(made.offers[0].changes, [Change::SameSound(vec![('洲', '州')])]);
        assert_eq!(made.offers[1].changes[1], Change::Without("city:铁岭".into()));
        assert_eq!(made.absent, ['洲']);
    }

    #[test]
    fn a_condition_too_many_is_dropped() {
        assert_eq!(offered(&paper(), "书柜 city:铁岭"), [("书柜".to_owned(), 1)]);
        assert!(offered(&paper(), "公交 雪 渔船").is_empty(), "no single condition is to blame");
    }

    #[test]
    fn letters_many_mix_up_are_offered_right() {
        assert_eq!(offered(&paper(), "gonjiao").first(), Some(&("gongjiao".to_owned(), 3)));
    }

    #[test]
    fn for_days_without_pages_the_months_that_have_some_are_offered() {
        assert_eq!(offered(&paper(), "date:2019-02"), [("date:2020-02".to_owned(), 3), ("date:XXXX-02".to_owned(), 4)]);
        assert_eq!(offered(&paper(), "公交 日期：2021-08-01").first(), Some(&("公交".to_owned(), 3)));
        assert_eq!(offered(&paper(), "公交 日期：2021-08-01").get(1), Some(&("公交 日期：2020-03".to_owned(), 1)));
    }

    #[test]
    fn a_character_that_stands_nowhere_is_named_as_typed() {
        let paper = paper();
        let made = offers(&paper, &Index::build(&paper), &Query::parse("鍊"), &|| true).unwrap();
        assert_eq!((made.offers.len(), made.absent), (0, vec!['鍊']));
    }
}
