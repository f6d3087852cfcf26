//! Meets one term with a stretch of the plane, the fast way: memchr for characters, a filter of initials before the automaton for letters.

use std::ops::Range;

use super::plane::{Plane, sound};
use super::query::Scope;
use super::spelled::Spelled;
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
        term.each(plane.article(slot, headline_only), &plane.outside, |start, end| {
            found(slot, start, end);
            true
        });
    };
    if let Look::At(some) = look {
        for slot in some {
            one(*slot as usize);
        }
        return;
    }
    if headline_only || matches!(term.meets, Meets::Regex(_)) {
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
        Meets::Regex(_) => {}
    }
}

/// Runs the automaton where the initials of up to three characters in a row fit. 0.15 ns a unit for the filter.
fn sweep(plane: &Plane, extent: &Range<usize>, spelled: &Spelled, mut found: impl FnMut(usize, usize)) {
    let mut past = extent.start;
    let mut try_at = |at: usize| {
        if at < past || at >= extent.end {
            return;
        }
        if let Some(end) = spelled.longest(&plane.units[..extent.end], at, &plane.outside) {
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
    let filter = Filter::new(&spelled.begins);
    let mut at = extent.start;
    while at < extent.end {
        let mut fits = filter.block(&plane.sounds[at..]);
        while fits != 0 {
            let i = fits.trailing_zeros() as usize / 8;
            fits &= !(0xFF << (i * 8));
            try_at(at + i);
        }
        at += BLOCK;
    }
}

const BLOCK: usize = 16;

/// Which initials the first three characters of a match may have; where any may, `any` lets everything through.
#[derive(Debug)]
struct Filter {
    masks: [u8; 3],
    any: [u8; 3],
}

impl Filter {
    fn new(begins: &[Vec<u8>]) -> Self {
        let mut filter = Self { masks: [0; 3], any: [0xFF; 3] };
        for (i, letters) in begins.iter().enumerate().take(3) {
            let mask = letters.iter().fold(0, |mask, letter| mask | sound(*letter));
            // `i`, `u`, `v` meet Latin letters only, and those have every bit.
            filter.masks[i] = if mask == 0 { 1 } else { mask };
            filter.any[i] = 0;
        }
        filter
    }

    /// One byte a position of the block, not zero where the initials fit. Plain loops over arrays: the compiler makes vectors of them.
    fn block(&self, sounds: &[u8]) -> u128 {
        let mut fits = [0u8; BLOCK];
        let window = |offset: usize| -> [u8; BLOCK] {
            sounds.get(offset..offset + BLOCK).and_then(|s| s.try_into().ok()).unwrap_or([0xFF; BLOCK])
        };
        let (first, second, third) = (window(0), window(1), window(2));
        for i in 0..BLOCK {
            let a = (first[i] & self.masks[0]) | self.any[0];
            let b = (second[i] & self.masks[1]) | self.any[1];
            let c = (third[i] & self.masks[2]) | self.any[2];
            fits[i] = u8::from(a != 0) & u8::from(b != 0) & u8::from(c != 0);
        }
        u128::from_le_bytes(fits)
    }
}
