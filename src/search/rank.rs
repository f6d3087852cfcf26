//! Which of the articles found is put first.
//!
//! An article's score is, over the terms of the query, the sum of BM25 with the number of places as term frequency:
//! 1. a place counts by its field: headline 4, kicker and deck 3, lead and sub-heading 2, body, caption and byline 1;
//! 2. and by how it was met: as written 1, in the reading its word has 0.7, in another reading 0.35, by initials 0.15; the name of a
//!    place of the corpus met by letters counts as if half written out;
//! 3. a longer article counts less (b = 0.5, its byline not counted), more places count ever less (k1 = 1.2), a rare term counts more;
//! 4. several terms close together in one paragraph count up to twice;
//! 5. of equal scores the newer article comes first, of the same day the earlier one in the outline.
//!
//! Places in articles beyond the [`SCORED`] best by a rough count keep the rough order behind them.

use super::Index;
use super::find::{Spot, Survey};
use super::pattern::Letters;
use super::query::Query;
use super::results::Results;
use super::run;
use super::share;
use super::spelled::{Spelled, Ways};
use super::term::{Meets, Term};
use crate::corpus::{Corpus, Field};
use crate::text::pinyin;

/// How many articles are scored in full; the rest keep a rough score below theirs.
const SCORED: usize = 200;
/// Articles scored between two questions whether to go on: about a quarter of a millisecond.
const PIECE: usize = 25;
const K1: f32 = 1.2;
const B: f32 = 0.5;
/// Characters of a usual article, the mean that lengths are compared with.
const USUAL_LENGTH: f32 = 400.0;
/// Matches of one term in one article whose reading is looked into.
const JUDGED: usize = 8;

/// A score from counts alone.
pub(super) fn rough(places: u32, headline: u32, length: usize) -> f32 {
    saturate((places + 3 * headline) as f32, length) * 1e-6
}

fn saturate(frequency: f32, length: usize) -> f32 {
    frequency * (K1 + 1.0) / (frequency + K1 * (1.0 - B + B * length as f32 / USUAL_LENGTH))
}

fn weight(field: Field) -> f32 {
    match field {
        Field::Headline => 4.0,
        Field::Kicker | Field::Deck => 3.0,
        Field::Lead | Field::Subhead => 2.0,
        Field::Body | Field::Caption | Field::Byline => 1.0,
    }
}

/// How a term was met, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Written,
    /// A place of the corpus, by any letters.
    Place,
    WordReading,
    OtherReading,
    Initials,
}

impl Class {
    fn worth(self) -> f32 {
        match self {
            Class::Written => 1.0,
            Class::Place => 0.85,
            Class::WordReading => 0.7,
            Class::OtherReading => 0.35,
            Class::Initials => 0.15,
        }
    }
}

/// Scores the best hits in full, on so many threads at most. `None` when told to stop.
pub(super) fn score(
    corpus: &Corpus,
    index: &Index,
    query: &Query,
    results: &mut Results,
    threads: usize,
    go_on: &dyn Fn() -> bool,
) -> Option<()> {
    let mut order: Vec<usize> = (0..results.hits.len()).collect();
    if order.len() > SCORED {
        let by_rough = |a: &usize, b: &usize| {
            let (a, b) = (&results.hits[*a], &results.hits[*b]);
            b.score.total_cmp(&a.score).then(index.age(a.article).cmp(&index.age(b.article)))
        };
        order.select_nth_unstable_by(SCORED, by_rough);
        order.truncate(SCORED);
    }
    let rarity = rarity(index, query, results);
    let pieces: Vec<&[usize]> = order.chunks(PIECE).collect();
    let hits = &results.hits;
    let mut scores: Vec<(usize, f32)> = Vec::with_capacity(order.len());
    let score = |piece: usize| -> Vec<(usize, f32)> {
        let surveyed = pieces[piece].iter().filter_map(|at| {
            let survey = corpus.article(hits[*at].article).and_then(|article| Survey::of(query, article))?;
            Some((*at, of(&survey, index, query, &rarity)))
        });
        surveyed.collect()
    };
    share::in_order(pieces.len(), threads, &score, go_on, &mut |_, scored| scores.extend(scored))?;
    for (at, score) in scores {
        results.hits[at].score = score;
    }
    Some(())
}

/// BM25's inverse document frequency of each clause, from the newest articles.
fn rarity(index: &Index, query: &Query, results: &Results) -> Vec<f32> {
    let idf = |all: usize, with: usize| (1.0 + (all as f32 - with as f32 + 0.5) / (with as f32 + 0.5)).ln().max(0.01);
    if query.wanted().count() < 2 {
        return vec![idf(index.plane.len(), results.hits.len())];
    }
    let sample = index.plane.len().min(500);
    query.wanted().map(|(scope, terms)| idf(sample, run::frequency(&index.plane, sample, scope, terms))).collect()
}

fn of(survey: &Survey<'_>, index: &Index, query: &Query, rarity: &[f32]) -> f32 {
    let prose = survey.parts.iter().filter(|(part, _)| part.field != Field::Byline);
    let length = prose.map(|(_, folded)| folded.units.len()).sum();
    let clauses: Vec<&[Term]> = query.wanted().map(|(_, terms)| terms).collect();
    let mut frequency = vec![0.0; clauses.len()];
    let mut judged = vec![0; clauses.len()];
    let mut last = vec![Class::Initials; clauses.len()];
    for spot in &survey.spots {
        // A long run of places in one article is read like its first ones.
        if judged[spot.clause] < JUDGED {
            judged[spot.clause] += 1;
            last[spot.clause] = class(survey, index, spot, &clauses[spot.clause][spot.term]);
        }
        frequency[spot.clause] += weight(survey.parts[spot.part].0.field) * last[spot.clause].worth();
    }
    let sum: f32 = frequency.iter().zip(rarity).map(|(frequency, rarity)| rarity * saturate(*frequency, length)).sum();
    sum * closeness(survey, clauses.len())
}

/// From 1 to 2: how close all the terms stand together somewhere in the article.
fn closeness(survey: &Survey<'_>, clauses: usize) -> f32 {
    if clauses < 2 {
        return 1.0;
    }
    let mut spots: Vec<&Spot> = survey.spots.iter().collect();
    spots.sort_unstable_by_key(|spot| (spot.part, spot.start));
    let mut best: f32 = 0.0;
    let mut latest: Vec<Option<&Spot>> = vec![None; clauses];
    for spot in spots {
        latest[spot.clause] = Some(spot);
        // From where to where they stand, and how much of that is theirs; none where one is missing in this paragraph.
        let together = latest.iter().try_fold((usize::MAX, 0, 0), |(start, end, met), other| {
            let other = other.filter(|other| other.part == spot.part)?;
            Some((other.start.min(start), other.end.max(end), met + other.end - other.start))
        });
        let Some((start, end, met)) = together else { continue };
        best = best.max(1.0 / (1.0 + (end - start).saturating_sub(met) as f32 / 8.0));
    }
    1.0 + best
}

/// How one place was met.
pub(super) fn class(survey: &Survey<'_>, index: &Index, spot: &Spot, term: &Term) -> Class {
    let Meets::Spelled(pattern, spelled) = &term.meets else { return Class::Written };
    debug_assert_eq!(pattern.letters, Letters::Spell);
    let units = &survey.parts[spot.part].1.units;
    let met: String = units[spot.start..spot.end].iter().map(|unit| survey.outside.char(*unit)).collect();
    if met.chars().filter(|c| *c != ' ').eq(pattern.written()) {
        return Class::Written;
    }
    if index.places.contains(&met) {
        return Class::Place;
    }
    reading(spelled, survey, units, spot)
}

fn reading(spelled: &Spelled, survey: &Survey<'_>, units: &[u16], spot: &Spot) -> Class {
    /// Characters on either side that may belong to the same word.
    const CONTEXT: usize = 3;
    let met = &units[spot.start..spot.end];
    let readings = |i: usize| survey.outside.readings(met[i]);
    if !spelled.meets(met, Ways::Syllables, readings) {
        return Class::Initials;
    }
    // Most 汉字 have one reading, whatever the word.
    if (0..met.len()).all(|i| readings(i).len() <= 1) {
        return Class::WordReading;
    }
    let from = spot.start.saturating_sub(CONTEXT);
    let around: Vec<char> =
        units[from..(spot.end + CONTEXT).min(units.len())].iter().map(|unit| survey.outside.char(*unit)).collect();
    let in_words = pinyin::in_words(&around);
    let word = |i: usize| in_words[spot.start - from + i].as_slice();
    // A byline is names: 单 may be dan and shan there.
    let surname: Vec<_> = match survey.parts[spot.part].0.field {
        Field::Byline => met.iter().map(|unit| pinyin::as_surname(survey.outside.char(*unit))).collect(),
        _ => Vec::new(),
    };
    let name = |i: usize| surname.get(i).and_then(Option::as_ref).map_or(word(i), std::slice::from_ref);
    let meets = spelled.meets(met, Ways::Syllables, word) || !surname.is_empty() && spelled.meets(met, Ways::Syllables, name);
    if meets { Class::WordReading } else { Class::OtherReading }
}
