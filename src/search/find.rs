//! Every place in one article that a query matches, straight from its text: for highlights, snippets, ranking and JSON.
//!
//! The same terms and the same folding as the scan of the whole corpus ([`super::scan`]); a test holds the two equal.

use super::folded::Folded;
use super::outside::Outside;
use super::query::{Query, Scope};
use super::term::Term;
use crate::corpus::{Article, Field, Part};
use crate::text::Span;

/// One place in an article that a query matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The part it stands in.
    pub field: Field,
    /// Where, in [`Article::text`].
    pub span: Span,
}

/// Whether a field is part of the headline block, which `title:` looks at.
pub(super) fn is_headline(field: Field) -> bool {
    matches!(field, Field::Kicker | Field::Headline | Field::Deck)
}

/// Every place in one article that the query matches, in text order, not overlapping; matches of several terms that overlap are one place.
///
/// Empty where the article lacks a term or holds one that is not wanted. Conditions on city, date, author and section are not
/// looked at: they say which articles are found, not what in them. O(text), about 5 µs for 400 characters.
pub fn find(query: &Query, article: &Article) -> Vec<Match> {
    let Some(survey) = Survey::of(query, article) else { return Vec::new() };
    let mut places: Vec<(usize, usize, usize)> = survey.spots.iter().map(|spot| (spot.part, spot.start, spot.end)).collect();
    places.sort_unstable();
    let mut merged: Vec<(usize, usize, usize)> = Vec::with_capacity(places.len());
    for (part, start, end) in places {
        match merged.last_mut() {
            Some(last) if last.0 == part && start < last.2 => last.2 = last.2.max(end),
            _ => merged.push((part, start, end)),
        }
    }
    let at = |(part, start, end): (usize, usize, usize)| Match {
        field: survey.parts[part].0.field,
        span: survey.parts[part].1.span(start, end),
    };
    merged.into_iter().map(at).collect()
}

/// One match of one term, in units of a part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// Which of the wanted clauses, and which of its alternatives.
    pub(super) clause: usize,
    pub(super) term: usize,
    /// Index into [`Survey::parts`].
    pub(super) part: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// All matches in one article, by clause.
pub(super) struct Survey<'a> {
    pub(super) parts: Vec<(&'a Part, Folded)>,
    pub(super) outside: Outside,
    pub(super) spots: Vec<Spot>,
}

impl<'a> Survey<'a> {
    /// Surveys an article; `None` where it is no hit, or where nothing is asked of its text.
    pub(super) fn of(query: &Query, article: &'a Article) -> Option<Self> {
        query.wanted().next()?;
        let mut outside = Outside::default();
        let parts: Vec<_> =
            article.parts.iter().map(|part| (part, Folded::new(&article.text, part.span, &mut outside))).collect();
        let mut survey = Self { parts, outside, spots: Vec::new() };
        if query.unwanted().any(|(scope, terms)| terms.iter().any(|term| survey.holds(scope, term))) {
            return None;
        }
        for (clause, (scope, terms)) in query.wanted().enumerate() {
            let before = survey.spots.len();
            for (i, term) in terms.iter().enumerate() {
                let mut spots = std::mem::take(&mut survey.spots);
                survey.each(scope, term, |part, start, end| {
                    spots.push(Spot { clause, term: i, part, start, end });
                    true
                });
                survey.spots = spots;
            }
            if survey.spots.len() == before {
                return None;
            }
        }
        Some(survey)
    }

    fn holds(&self, scope: Scope, term: &Term) -> bool {
        let mut any = false;
        self.each(scope, term, |_, _, _| {
            any = true;
            false
        });
        any
    }

    fn each(&self, scope: Scope, term: &Term, mut found: impl FnMut(usize, usize, usize) -> bool) {
        let placed = term.placed(&self.outside);
        let term = placed.as_ref().unwrap_or(term);
        for (i, (part, folded)) in self.parts.iter().enumerate() {
            let mut go_on = true;
            let found = |start, end| {
                go_on = found(i, start, end);
                go_on
            };
            match (is_headline(part.field), scope) {
                (false, Scope::Headline) => {}
                (false, Scope::Anywhere) if term.is_single_letter() => term.each_as_written(&folded.units, found),
                _ => term.each(&folded.units, &self.outside, found),
            }
            if !go_on {
                return;
            }
        }
    }
}
