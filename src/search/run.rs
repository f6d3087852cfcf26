//! Runs a query over a corpus: newest articles first, in chunks, asking between chunks whether to go on.

use std::ops::Range;

use super::Index;
use super::filter;
use super::plane::Plane;
use super::query::{Query, Scope};
use super::rank;
use super::results::{Certainty, Hit, Results};
use super::scan::{Look, scan};
use super::settle;
use super::share;
use super::term::Term;
use crate::corpus::{ArticleId, Corpus};

/// Articles and units of a chunk: less than a millisecond of work for characters and letters, three for a regular expression.
const CHUNK_ARTICLES: usize = 4_096;
const CHUNK_UNITS: usize = 400_000;

/// Finds every article that matches. `go_on` is asked between chunks; when it says false, `None` comes back at once.
pub fn run(corpus: &Corpus, index: &Index, query: &Query, go_on: &dyn Fn() -> bool) -> Option<Results> {
    run_within(corpus, index, query, How::default(), go_on, &mut |_| {})
}

/// How a search goes about it.
#[derive(Debug, Clone, Copy)]
pub struct How<'a> {
    /// Look only at articles of these earlier results, which the query [narrows](Query::narrows); they must be exact, and of the same corpus.
    pub within: Option<&'a Results>,
    /// Threads to use at most.
    pub threads: usize,
}

impl Default for How<'_> {
    fn default() -> Self {
        Self { within: None, threads: 1 }
    }
}

/// The same, with what is found so far told after every chunk (the last time with exact numbers, before scores).
pub fn run_within(
    corpus: &Corpus,
    index: &Index,
    query: &Query,
    how: How<'_>,
    go_on: &dyn Fn() -> bool,
    publish: &mut dyn FnMut(&Partial<'_>),
) -> Option<Results> {
    if query.is_empty() || corpus.is_empty() {
        return Some(Results::default());
    }
    let plane = &index.plane;
    let search = Search::new(plane, query);
    let mut alive = eligible(corpus, plane, query, how.within);
    if let Some(blocks) = index.postings.get().and_then(|postings| postings.candidates(plane, &search.wanted)) {
        alive = Some(blocks.leave(alive.as_deref()));
    }
    let chunks = chunks(plane);
    let mut found = Vec::new();
    let mut examined = 0;
    let work = |chunk: usize| search.chunk(chunks[chunk].clone(), alive.as_deref());
    share::in_order(chunks.len(), how.threads, &work, go_on, &mut |chunk, (more, looked)| {
        found.extend(more);
        examined += looked;
        publish(&Partial { plane, found: &found, looked_at: chunks[chunk].end, examined, instead: None });
    })?;
    let mut results = results(plane, &found, Certainty::Exact);
    if found.is_empty()
        && query.has_conditions()
        && let Some(settled) = settle::settled(corpus, index, query, go_on)
    {
        let how = How { within: None, ..how };
        let mut publish = |partial: &Partial<'_>| publish(&Partial { instead: Some(&settled), ..*partial });
        let otherwise = run_within(corpus, index, &settled, how, go_on, &mut publish)?;
        if !otherwise.hits.is_empty() {
            return Some(Results { instead: Some(settled), ..otherwise });
        }
    }
    // Both this and choosing what to score look at every hit.
    if !go_on() {
        return None;
    }
    rank::score(corpus, index, query, &mut results, how.threads, go_on)?;
    Some(results)
}

/// The stretches of slots that are searched in one go each, newest first.
fn chunks(plane: &Plane) -> Vec<Range<usize>> {
    let mut chunks = Vec::with_capacity(plane.units.len() / CHUNK_UNITS + plane.len() / CHUNK_ARTICLES + 1);
    let mut from = 0;
    while from < plane.len() {
        let full = plane.slot_before(plane.slot(from).start + CHUNK_UNITS);
        let to = full.clamp(from + 1, (from + CHUNK_ARTICLES).min(plane.len()));
        chunks.push(from..to);
        from = to;
    }
    chunks
}

/// Which slots can be hits at all, `None` for every one.
fn eligible(corpus: &Corpus, plane: &Plane, query: &Query, within: Option<&Results>) -> Option<Vec<bool>> {
    let allowed = filter::allowed(corpus, query);
    if allowed.is_none() && within.is_none() {
        return None;
    }
    let is_allowed = |id: ArticleId| allowed.as_ref().is_none_or(|allowed| allowed[id.index()]);
    let mut slots = vec![false; plane.len()];
    match within {
        Some(within) => within.hits.iter().filter(|hit| is_allowed(hit.article)).for_each(|hit| {
            slots[plane.slot_of(hit.article)] = true;
        }),
        None => slots.iter_mut().enumerate().for_each(|(slot, eligible)| *eligible = is_allowed(plane.slot(slot).id)),
    }
    Some(slots)
}

/// What a search has found up to now, told between chunks. Numbers are free, results cost O(articles).
#[derive(Debug, Clone, Copy)]
pub struct Partial<'a> {
    plane: &'a Plane,
    found: &'a [Found],
    looked_at: usize,
    examined: usize,
    instead: Option<&'a Query>,
}

impl Partial<'_> {
    /// Articles found so far.
    pub fn articles(&self) -> usize {
        self.found.len()
    }

    /// How many of the articles are decided, of all.
    pub fn looked_at(&self) -> (usize, usize) {
        (self.looked_at, self.plane.len())
    }

    /// How many articles had to be looked into so far; fewer than are decided where earlier results or conditions left some out.
    pub fn examined(&self) -> usize {
        self.examined
    }

    /// No more articles than these can be found in the end.
    pub fn at_most(&self) -> usize {
        self.articles() + self.plane.len() - self.looked_at
    }

    /// Whether the search is through.
    pub fn is_exact(&self) -> bool {
        self.looked_at == self.plane.len()
    }

    /// What is found so far, in outline order.
    pub fn results(&self) -> Results {
        let certainty = if self.is_exact() { Certainty::Exact } else { Certainty::AtLeast };
        Results { instead: self.instead.cloned(), ..results(self.plane, self.found, certainty) }
    }
}

/// What was found, in outline order, with rough scores. O(articles).
fn results(plane: &Plane, found: &[Found], certainty: Certainty) -> Results {
    let mut by_id: Vec<u32> = vec![u32::MAX; plane.of_all()];
    for (i, found) in found.iter().enumerate() {
        by_id[plane.slot(found.slot as usize).id.index()] = i as u32;
    }
    let hits = by_id.iter().enumerate().filter(|(_, at)| **at != u32::MAX).map(|(id, at)| {
        let found = found[*at as usize];
        let length = plane.article(found.slot as usize, false).len();
        Hit { article: ArticleId(id as u32), places: found.places, score: rank::rough(found.places, found.headline, length) }
    });
    let places = found.iter().map(|found| u64::from(found.places)).sum();
    Results { hits: hits.collect(), places, certainty, instead: None }
}

/// One article found, before its score.
#[derive(Debug, Clone, Copy)]
struct Found {
    slot: u32,
    places: u32,
    headline: u32,
}

type Clauses<'a> = Vec<(Scope, Vec<std::borrow::Cow<'a, Term>>)>;

/// What one run looks for, and where.
#[derive(Debug)]
struct Search<'a> {
    plane: &'a Plane,
    wanted: Clauses<'a>,
    unwanted: Clauses<'a>,
}

/// A match of one clause: slot, start and end in units of its article.
type Spot = (u32, u32, u32);

impl<'a> Search<'a> {
    fn new(plane: &'a Plane, query: &'a Query) -> Self {
        let compiled = |(scope, terms): (Scope, &'a [Term])| {
            let placed = terms.iter().map(|term| match term.placed(&plane.outside) {
                Some(placed) => std::borrow::Cow::Owned(placed),
                None => std::borrow::Cow::Borrowed(term),
            });
            (scope, placed.collect())
        };
        Self { plane, wanted: query.wanted().map(compiled).collect(), unwanted: query.unwanted().map(compiled).collect() }
    }

    /// What is found in a stretch, and how many articles were looked into.
    fn chunk(&self, slots: Range<usize>, eligible: Option<&[bool]>) -> (Vec<Found>, usize) {
        let mut alive: Vec<u32> = match eligible {
            Some(eligible) => slots.clone().filter(|slot| eligible[*slot]).map(|slot| slot as u32).collect(),
            None => slots.clone().map(|slot| slot as u32).collect(),
        };
        let examined = alive.len();
        let mut found = Vec::new();
        if alive.is_empty() {
            return (found, 0);
        }
        // The usual case, one term: count as it goes.
        if let ([(scope, terms)], true) = (self.wanted.as_slice(), self.unwanted.is_empty())
            && let [term] = terms.as_slice()
        {
            count(self.plane, slots, &alive, *scope, term, &mut found);
            return (found, examined);
        }
        let mut by_clause: Vec<Vec<Spot>> = Vec::with_capacity(self.wanted.len());
        for (scope, terms) in &self.wanted {
            let met = self.spots(slots.clone(), &alive, *scope, terms);
            alive.clear();
            alive.extend(met.iter().map(|spot| spot.0));
            alive.dedup();
            by_clause.push(met);
            if alive.is_empty() {
                return (found, examined);
            }
        }
        for (scope, terms) in &self.unwanted {
            let met = self.spots(slots.clone(), &alive, *scope, terms);
            let mut met = met.iter().map(|spot| spot.0).peekable();
            alive.retain(|slot| {
                while met.next_if(|other| other < slot).is_some() {}
                met.peek() != Some(slot)
            });
        }
        self.merge(&alive, &by_clause, &mut found);
        (found, examined)
    }

    /// Matches of any of the terms in the articles that are alive, in order.
    fn spots(&self, slots: Range<usize>, alive: &[u32], scope: Scope, terms: &[std::borrow::Cow<'a, Term>]) -> Vec<Spot> {
        let mut met: Vec<Spot> = Vec::new();
        let look = look(alive, slots.len());
        for term in terms {
            scan(self.plane, slots.clone(), look, scope, term, |slot, start, end| {
                met.push((slot as u32, start as u32, end as u32));
            });
        }
        if terms.len() > 1 {
            met.sort_unstable();
        }
        if matches!(look, Look::Sweep) && alive.len() < slots.len() {
            let mut alive = alive.iter().copied().peekable();
            met.retain(|spot| {
                while alive.next_if(|slot| *slot < spot.0).is_some() {}
                alive.peek() == Some(&spot.0)
            });
        }
        met
    }

    /// Counts the places of each article, matches that overlap being one place.
    fn merge(&self, alive: &[u32], spots: &[Vec<Spot>], found: &mut Vec<Found>) {
        let mut cursors = vec![0; spots.len()];
        let mut here: Vec<(u32, u32)> = Vec::new();
        for slot in alive {
            here.clear();
            for (cursor, spots) in cursors.iter_mut().zip(spots) {
                while spots.get(*cursor).is_some_and(|spot| spot.0 < *slot) {
                    *cursor += 1;
                }
                while let Some(spot) = spots.get(*cursor).filter(|spot| spot.0 == *slot) {
                    here.push((spot.1, spot.2));
                    *cursor += 1;
                }
            }
            here.sort_unstable();
            let headline_end = self.plane.slot(*slot as usize).headline;
            let (mut places, mut headline, mut end) = (0, 0, 0);
            for (from, to) in &here {
                if *from >= end {
                    places += 1;
                    headline += u32::from(*from < headline_end);
                    end = *to;
                } else {
                    end = end.max(*to);
                }
            }
            found.push(Found { slot: *slot, places, headline });
        }
    }
}

/// Sweeping a stretch costs less than visiting its articles one by one, unless few of them are left.
fn look(alive: &[u32], all: usize) -> Look<'_> {
    if alive.len() * 4 < all { Look::At(alive) } else { Look::Sweep }
}

/// Counts the places of one term, article by article.
fn count(plane: &Plane, slots: Range<usize>, alive: &[u32], scope: Scope, term: &Term, found: &mut Vec<Found>) {
    let all = slots.len();
    let mut current = Found { slot: u32::MAX, places: 0, headline: 0 };
    let mut still = alive.iter().copied().peekable();
    let everything = alive.len() == all;
    scan(plane, slots, look(alive, all), scope, term, |slot, start, _| {
        let slot = slot as u32;
        if slot != current.slot {
            if current.places > 0 {
                found.push(current);
            }
            if !everything {
                while still.next_if(|alive| *alive < slot).is_some() {}
            }
            current = Found { slot, places: 0, headline: 0 };
        }
        if everything || still.peek() == Some(&slot) {
            current.places += 1;
            current.headline += u32::from((start as u32) < plane.slot(slot as usize).headline);
        }
    });
    if current.places > 0 {
        found.push(current);
    }
}

/// How many of the newest articles hold any of the terms.
pub(super) fn frequency(plane: &Plane, newest: usize, scope: Scope, terms: &[Term]) -> usize {
    let mut slots: Vec<usize> = Vec::new();
    for term in terms {
        let placed = term.placed(&plane.outside);
        scan(plane, 0..newest, Look::Sweep, scope, placed.as_ref().unwrap_or(term), |slot, _, _| {
            if slots.last() != Some(&slot) {
                slots.push(slot);
            }
        });
    }
    slots.sort_unstable();
    slots.dedup();
    slots.len()
}
