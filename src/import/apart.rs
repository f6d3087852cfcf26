//! Lines that stand apart from their article: moves that bring a deck, a byline, a signature back over what columns put between.

use super::page_facts::PageFacts;
use super::state::{Move, State, Thread};
use super::worth::{Gain, Term};
use crate::corpus::Role;

/// Likeness of a line to itself printed again.
const REPEATED: f32 = 0.8;

/// A line of a head whose other lines stand elsewhere: `山沟里通了“连心水”` in the column before, `七个村告别吃水难` over the text.
pub(super) fn head(at: usize, role: Role, state: &State, facts: &PageFacts, gain: Gain, push: &mut dyn FnMut(Gain, Move)) {
    let wants = |k: &u32| {
        let wanted = |t: &Thread| t.is_waiting() && !t.heads.is_empty() && (role == Role::Kicker || t.only_kickers);
        Some(*k) != state.current && state.thread(*k).is_some_and(wanted)
    };
    let waiting = state.numbers().filter(wants);
    let many = waiting.clone().count();
    for k in waiting {
        let heads = state.thread(k).map_or(&[][..], |t| &t.heads);
        let near = heads.iter().map(|h| facts.similarity(*h as usize, at)).fold(0.0, f32::max);
        // The headline once more is no deck.
        if near > REPEATED {
            continue;
        }
        let gain = gain.event(Term::HeadElsewhere, true).with(Term::OneOfMany, -(many as f32).ln());
        let gain = gain.with(Term::HeadKin, (near * 5.0).min(1.5));
        push(gain, Move::HeadOf(role, k));
    }
}

/// A byline of the current article; of one whose headline was printed away from its text: `山村来了小剧团` stands in another column,
/// `本报记者 李东` over its first paragraph; or the signature of one whose end a headline or a column has parted from it.
pub(super) fn byline(at: usize, state: &State, gain: Gain, push: &mut dyn FnMut(Gain, Move)) {
    let headless = gain.event(Term::Headless, true);
    let (Some(k), Some(c)) = (state.current, state.current()) else {
        push(headless, Move::Orphan(Role::Byline));
        return;
    };
    push(headless.event(Term::HeadlessAmid, true), Move::Orphan(Role::Byline));
    let waiting = |k: u32| state.thread(k).is_some_and(|t| t.is_waiting() && !t.heads.is_empty() && t.bylines == 0);
    let elsewhere = state.numbers().filter(|o| *o != k && waiting(*o));
    // It has its byline, or its last paragraph is cut: it is not signed here if another headline waits for its writer.
    let unlikely = c.texts > 0 && (c.bylines > 0 || c.open.is_some());
    let many = elsewhere.clone().count();
    let own = match (c.texts > 0, c.closed, c.bylines > 0) {
        (true, true, _) => gain.event(Term::BylineAfterClose, true),
        (true, false, true) => gain.event(Term::BylineAgain, true),
        (false, _, true) => gain.event(Term::BylineTwice, true),
        _ => gain,
    };
    push(own.event(Term::Stolen, unlikely && many > 0), Move::Byline(k));
    for other in elsewhere {
        let gain = gain.event(Term::BylineElsewhere, true).event(Term::BylineRather, unlikely);
        push(gain.with(Term::OneOfMany, -(many as f32).ln()), Move::Byline(other));
    }
    let done = |k: u32| state.thread(k).filter(|t| t.texts > 0 && !t.closed && t.open.is_none()).map(|t| (k, t));
    for (other, t) in state.numbers().filter(|o| *o != k).filter_map(done) {
        let far = (at as f32 - t.last as f32) / 10.0;
        let gain = gain.event(Term::BylineParted, true).with(Term::BylineFar, far);
        push(gain, Move::Byline(other));
    }
}
