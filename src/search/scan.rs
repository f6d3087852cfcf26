//! Meets one term with a stretch of the plane, the fast way: memchr for characters, a filter of initials before the automaton for letters.

use std::ops::Range;

use super::plane::{Plane, sound};
use super::query::Scope;
use super::spelled::{Second, Spelled};
use super::term::{Meets, Term};

/// Which articles of a stretch are looked at.
#[derive(Debug, Clone, Copy)]
pub(super) enum Look<'a> {
    /// All of them in one sweep.
    Sweep,
    /// Only these slots, in order.
    At(&'a [u32]),
}

/// Calls `found(slot, start, end)` for every match of a term in order, units counted from the start of the article.
pub(super) fn scan(
    plane: &Plane,
    slots: Range<usize>,
    look: Look<'_>,
    scope: Scope,
    term: &Term,
    mut found: impl FnMut(usize, usize, usize),
) {
    let headline_only = scope == Scope::Headline || term.is_single_letter();
    let mut one = |slot: usize| {
        if let (Meets::Regex(expression), false) = (&term.meets, headline_only)
            && !expression.words().is_empty()
        {
            return expression.each_round_words(plane.article(slot, false), &plane.outside, |start, end| found(slot, start, end));
        }
        term.each(plane.article(slot, headline_only), &plane.outside, |start, end| {
            found(slot, start, end);
            true
        });
        if headline_only && scope == Scope::Anywhere {
            let headline = plane.slot(slot).headline as usize;
            term.each_as_written(plane.article(slot, false).get(headline..).unwrap_or_default(), |start, end| {
                found(slot, headline + start, headline + end);
                true
            });
        }
    };
    if let Look::At(some) = look {
        for slot in some {
            one(*slot as usize);
        }
        return;
    }
    let by_article = match &term.meets {
        Meets::Regex(expression) => expression.words().is_empty(),
        _ => false,
    };
    if headline_only || by_article {
        slots.for_each(one);
        return;
    }
    let extent = plane.extent(slots.clone());
    let mut slot = slots.start;
    let mut found_at = |start: usize, end: usize| {
        slot = plane.holder(slot, start);
        let base = plane.slot(slot).start;
        found(slot, start - base, end - base);
    };
    match &term.meets {
        Meets::Written(_, literal) => literal.each(&plane.units[extent.clone()], |start, end| {
            found_at(extent.start + start, extent.start + end);
            true
        }),
        Meets::Spelled(_, spelled) => sweep(plane, &extent, spelled, found_at),
        Meets::Regex(expression) => expression.each_round_words(&plane.units[extent.clone()], &plane.outside, |start, end| {
            found_at(extent.start + start, extent.start + end);
        }),
    }
}

/// Runs the automaton where the initials of up to three characters in a row fit. About 1 ns a unit.
fn sweep(plane: &Plane, extent: &Range<usize>, spelled: &Spelled, mut found: impl FnMut(usize, usize)) {
    let follows = Follow::of(spelled);
    let units = &plane.units[..extent.end];
    let mut past = extent.start;
    let mut try_at = |at: usize| {
        if at < past || at >= extent.end {
            return;
        }
        if let Some(start) = spelled.start(units[at]) {
            let follow = follows[start.0 as usize];
            if (plane.sounds[at + 1] & follow.sounds) | follow.any == 0 && units.get(at + 1).is_none_or(|next| *next > 0x7F) {
                if follow.alone {
                    found(at, at + 1);
                    past = at + 1;
                }
                return;
            }
        }
        if let Some(end) = spelled.longest(units, at, &plane.outside) {
            found(at, end);
            past = end;
        }
    };
    if let Some(lead) = &spelled.lead {
        lead.each_start(&plane.units[extent.clone()], |start, _| {
            try_at(extent.start + start);
            true
        });
        return;
    }
    // One syllable (`shi`): a filter of initials lets too much through to be worth asking. What may begin a match is gathered first
    // and tried then, because a branch that is taken now and then costs more than the look itself.
    if spelled.begins.len() < 2 {
        let mut begins = [0; BATCH];
        for from in extent.clone().step_by(BATCH) {
            let mut count = 0;
            for (at, unit) in (from..).zip(&units[from..(from + BATCH).min(extent.end)]) {
                begins[count] = at;
                count += usize::from(spelled.may_begin(*unit));
            }
            begins[..count].iter().copied().for_each(&mut try_at);
        }
        return;
    }
    let filter = Filter::new(&spelled.begins);
    let mut at = extent.start;
    while at < extent.end {
        let mut fits = filter.block(&plane.sounds[at..]);
        while fits != 0 {
            let i = fits.trailing_zeros() as usize / 8;
            fits &= fits - 1;
            try_at(at + i);
        }
        at += BLOCK;
    }
}

/// The sounds of a set of letters. `i`, `u`, `v` meet Latin letters only, and those have every bit.
fn sounds(letters: &[u8]) -> u8 {
    match letters.iter().fold(0, |mask, letter| mask | sound(*letter)) {
        0 if !letters.is_empty() => 1,
        mask => mask,
    }
}

/// What may come after a first character of one kind.
#[derive(Debug, Clone, Copy)]
struct Follow {
    /// Sounds of the second character; where the next one has none of them and is no Latin letter, nothing longer can match.
    sounds: u8,
    /// Not 0 where any character may come second, one without a sound too.
    any: u8,
    /// Whether the first character is a match by itself.
    alone: bool,
}

impl Follow {
    fn of(spelled: &Spelled) -> Vec<Self> {
        let follow = |second: Second| Follow {
            sounds: second.letters.as_deref().map_or(0, sounds),
            any: u8::from(second.letters.is_none()),
            alone: second.alone,
        };
        spelled.seconds().into_iter().map(follow).collect()
    }
}

/// Units whose beginnings are gathered before they are tried.
const BATCH: usize = 512;
/// Units looked at in one step: the bytes of a word.
const BLOCK: usize = 8;
const HIGH: u64 = 0x8080_8080_8080_8080;
const LOW: u64 = !HIGH;

/// Which initials the first three characters of a match may have, the same byte eight times; where any may, `any` lets everything through.
#[derive(Debug)]
struct Filter {
    masks: [u64; 3],
    any: [u64; 3],
}

impl Filter {
    fn new(begins: &[Vec<u8>]) -> Self {
        let mut filter = Self { masks: [0; 3], any: [HIGH; 3] };
        for (i, letters) in begins.iter().enumerate().take(3) {
            filter.masks[i] = u64::from_ne_bytes([sounds(letters); 8]);
            filter.any[i] = 0;
        }
        filter
    }

    /// The high bit of each byte says whether the initials fit there. Arithmetic on bytes within a word (a byte plus 127 reaches the high
    /// bit if any of its low seven is set, and never the next byte): 0.2 ns a unit, where comparisons of bytes cost three times that.
    #[inline]
    fn block(&self, sounds: &[u8]) -> u64 {
        let Some(window) = sounds.first_chunk::<{ BLOCK + 2 }>() else { return HIGH };
        let word = |from: usize| u64::from_le_bytes(<[u8; 8]>::try_from(&window[from..from + BLOCK]).unwrap_or([u8::MAX; 8]));
        let mut fits = HIGH;
        for i in 0..3 {
            let met = word(i) & self.masks[i];
            fits &= ((met & LOW) + LOW) | met | self.any[i];
        }
        fits
    }
}
