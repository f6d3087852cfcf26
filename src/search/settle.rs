//! Conditions that nothing in a corpus meets, taken as words: `city:北京` in a paper of Liaoning lists what speaks of 北京.
//!
//! Asked only when a query has found nothing, so that a query that finds something costs nothing more. A condition that some article
//! meets stays what it is, also where it does not go together with the others: then an empty list is the answer.

use super::Index;
use super::filter;
use super::query::{Ask, Note, Query, Scope};
use super::run::frequency;
use super::syntax::{self, Operator};
use crate::corpus::Corpus;

/// The query with each wanted condition that no article meets by itself taken as words, which a note says; `None` where there is no such
/// condition. What is left out (`-city:北京`) stays: leaving nothing out is what it asks for. O(articles) a condition.
pub(super) fn settled(corpus: &Corpus, index: &Index, query: &Query, go_on: &dyn Fn() -> bool) -> Option<Query> {
    let mut clauses = query.clauses.to_vec();
    let mut notes = Vec::new();
    for clause in clauses.iter_mut().filter(|clause| !clause.negated) {
        if !go_on() {
            return None;
        }
        let (operator, value) = match syntax::operator(&clause.text) {
            Some((Some(operator), _, value)) => (operator, value),
            _ => (Operator::Title, syntax::value(&clause.text)),
        };
        let is_met = match &clause.ask {
            Ask::Text(Scope::Anywhere, _) => true,
            Ask::Text(Scope::Headline, terms) => frequency(&index.plane, index.plane.len(), Scope::Headline, terms) > 0,
            ask => filter::meeting(corpus, ask).is_none_or(|meets| meets.contains(&true)),
        };
        let terms = if is_met { Vec::new() } else { syntax::terms(value) };
        if !terms.is_empty() {
            notes.push(Note::NotHere { operator, value: value.to_owned() });
            clause.ask = Ask::Text(Scope::Anywhere, terms);
        }
    }
    (!notes.is_empty()).then(|| query.with(clauses, notes))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{corpus, paper, short};
    use super::super::{Results, run};
    use super::*;

    fn search(corpus: &Corpus, typed: &str) -> Results {
        run(corpus, &Index::build(corpus), &Query::parse(typed), &|| true).unwrap()
    }

    fn visited() -> Corpus {
        corpus(vec![
            short("锦州", "2020-02-26", "医疗队回来了", "北京来的医生在锦州住了一个月。"),
            short("铁岭", "2020-03-04", "夜班车多开一小时", "有了公交，下班不必再等。"),
        ])
    }

    #[test]
    fn a_condition_that_nothing_meets_is_looked_for_as_text_and_says_so() {
        let corpus = visited();
        for (typed, operator) in [
            ("city:北京", Operator::City),
            ("城市：北京", Operator::City),
            ("city:beijing", Operator::City),
            ("author:北京", Operator::Author),
            ("section:北京", Operator::Section),
            ("title:北京", Operator::Title),
            ("^北京", Operator::Title),
            ("医生 city:北京", Operator::City),
            ("city:锦州 title:\"来的医生\"", Operator::Title),
            ("city:上海|北京", Operator::City),
            ("-公交 author:医生", Operator::Author),
        ] {
            let results = search(&corpus, typed);
            let query = results.instead.clone().unwrap_or_default();
            assert_eq!(results.hits.len(), 1, "{typed}");
            assert!(
                matches!(query.notes(), [Note::NotHere { operator: of, .. }] if *of == operator),
                "{typed}: {:?}",
                query.notes()
            );
            assert_eq!(query.typed(), typed);
            let article = corpus.article(results.hits[0].article).unwrap();
            assert_eq!(super::super::find(&query, article).len(), results.hits[0].places as usize, "{typed}");
            assert!(results.hits[0].places > 0, "{typed}");
        }
    }

    #[test]
    fn what_can_never_be_a_date_is_a_word_from_the_start() {
        let corpus = visited();
        let query = Query::parse("date:北京");
        assert_eq!(query.notes(), [Note::NotHere { operator: Operator::Date, value: "北京".to_owned() }]);
        assert_eq!(search(&corpus, "date:北京").hits.len(), 1);
        for begun in ["date:2", "date:2020-", "date:<7", "date:近", "date:2020-13"] {
            let query = Query::parse(begun);
            assert!(query.is_empty() && matches!(query.notes(), [Note::DateUnfinished(_)]), "{begun}");
        }
    }

    #[test]
    fn a_condition_that_something_meets_stays_and_may_leave_nothing() {
        let corpus = visited();
        for typed in ["公交 city:锦州", "city:铁岭 title:医疗", "-city:铁岭 公交", "date:2020-02-26 公交"] {
            let results = search(&corpus, typed);
            assert!(results.hits.is_empty() && results.instead.is_none(), "{typed}");
        }
        assert_eq!(search(&corpus, "-city:北京").hits.len(), 2, "nothing is left out");
        assert_eq!(search(&corpus, "city:北京|铁岭").hits.len(), 1, "one of the places is here");
        let nowhere = search(&paper(), "city:北京");
        assert!(nowhere.hits.is_empty() && nowhere.instead.is_none(), "the word is nowhere either");
    }
}
