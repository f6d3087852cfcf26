//! Whose section does this sub-heading open? The current article's, or that of an earlier one which columns have parted from it.
//!
//! When two features stand side by side, their sections come out in turn. What tells them apart is how each has set its sections so
//! far (the dress, the numbers of a series), which of them has text at all, and the words of what follows.

use smallvec::SmallVec;

use super::heading::Ties;
use super::owner::Among;
use super::state::{Line, State, Thread, WINDOW};

/// Number of observations.
pub const WIDTH: usize = 25;

/// The articles a sub-heading can be given to: the current one first, then those that have text, a byline or a lead.
pub fn candidates(state: &State) -> Among {
    let older =
        state.numbers().filter(|k| Some(*k) != state.current && state.thread(*k).is_some_and(|t| t.texts > 0 || t.feature));
    state.current.into_iter().chain(older).collect()
}

/// Observations for giving the sub-heading `line` to each of `among`. `ties` looks up or computes how alike it is to an article.
pub fn observe(
    among: &[u32],
    state: &State,
    line: Line,
    ties: &mut dyn FnMut(&Thread) -> Ties,
) -> SmallVec<[[f32; WIDTH]; WINDOW + 1]> {
    let Line { at, dress, ordinal, depth, .. } = line;
    let is = |yes: bool| f32::from(u8::from(yes));
    let threads: SmallVec<[Option<&Thread>; WINDOW + 1]> = among.iter().map(|k| state.thread(*k)).collect();
    let built: SmallVec<[f32; WINDOW + 1]> = threads.iter().map(|t| t.map_or(0.0, |t| ties(t).parallel())).collect();
    let same: SmallVec<[f32; WINDOW + 1]> = threads.iter().map(|t| t.map_or(0.0, |t| ties(t).same())).collect();
    let alike = |t: &Thread| t.sub_dress.contains(&dress);
    threads
        .iter()
        .zip(among)
        .enumerate()
        .map(|(which, (thread, k))| {
            let Some(t) = thread else { return [0.0; WIDTH] };
            let current = state.current == Some(*k);
            let others = || threads.iter().enumerate().filter(|(o, _)| *o != which).filter_map(|(_, t)| *t);
            let elsewhere = same.iter().enumerate().filter(|(o, _)| *o != which).map(|(_, s)| *s).fold(0.0, f32::max);
            let numbered = ordinal > 0;
            let built_elsewhere = built.iter().enumerate().filter(|(o, _)| *o != which).map(|(_, s)| *s).fold(0.0, f32::max);
            [
                is(!current),
                is(current && t.texts == 0),
                is(dress != 0 && alike(t)),
                is(dress == 0 && alike(t)),
                is(t.subs > 0 && !alike(t)),
                is(alike(t) && !others().any(alike)),
                is(t.subs == 0 && others().any(alike)),
                is(numbered && t.ordinal > 0 && ordinal == t.ordinal + 1),
                is(numbered && t.ordinal > 0 && ordinal <= t.ordinal),
                is(ordinal == 1 && t.subs == 0),
                is(ordinal > 1 && t.subs == 0),
                (same[which] * 4.0).min(1.0),
                ((same[which] - elsewhere) * 4.0).clamp(-1.0, 1.0),
                is(t.open.is_some()),
                ((at as f32 - t.last as f32) / 10.0).min(2.0),
                is(t.subs > 0),
                is(t.feature),
                is(t.texts > 1),
                is(t.closed),
                is(depth > 0 && t.head_depth > 0 && depth < t.head_depth),
                is(depth > 0 && t.head_depth > 0 && depth > t.head_depth),
                is(built[which] >= 0.2),
                is(built[which] >= 0.45),
                (built[which] - built_elsewhere).clamp(-1.0, 1.0),
                is(ties(t).as_long()),
            ]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Role;
    use crate::import::state::Move;

    fn line(at: u32, dress: u16) -> Line {
        Line { at, dress, open: false, end_signed: false, dateline: false, ordinal: 0, depth: 0 }
    }

    #[test]
    fn the_current_article_is_asked_first_and_then_all_that_have_text() {
        let (s, _) = State::default().after(Move::Opens(Role::Headline), line(0, 1));
        let (s, _) = s.after(Move::Byline(0), line(1, 0));
        let (s, _) = s.after(Move::BodyNew(0), line(2, 0));
        let (s, _) = s.after(Move::Opens(Role::Headline), line(3, 1));
        let (s, _) = s.after(Move::BodyNew(1), line(4, 0));
        let (s, _) = s.after(Move::Opens(Role::Headline), line(5, 1));
        assert_eq!(candidates(&s)[..], [2, 0, 1]);
        let seen = observe(&[2, 0], &s, line(6, 2), &mut |_| Ties::default());
        assert!(seen[0][1] > 0.0 && seen[1][0] > 0.0);
    }
}
