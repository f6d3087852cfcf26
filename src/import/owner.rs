//! Whose is this new paragraph? The current article's, that of a headline still waiting for text, an earlier one's, nobody's.

use super::block::Block;
use super::page_facts::PageFacts;
use super::state::{State, Thread};

/// Number of observations.
pub const WIDTH: usize = 23;

/// The articles a new paragraph can be given to: the current one, those that wait for text, the last two.
pub fn candidates(state: &State) -> Vec<u32> {
    let numbers = state.numbers();
    let last_two = state.next_number().saturating_sub(2);
    numbers
        .filter(|k| {
            Some(*k) == state.current
                || state.is_waiting(*k)
                || *k >= last_two
                || state.thread(*k).is_some_and(|t| t.subs > 0 || t.feature)
        })
        .collect()
}

/// Observations for giving line `at` to article `k` (none: a new article without headline).
pub fn observe(at: usize, k: Option<u32>, among: &[u32], state: &State, blocks: &[Block], facts: &PageFacts) -> [f32; WIDTH] {
    let is = |yes: bool| f32::from(u8::from(yes));
    let dateline = facts.dateline(at);
    let mut out = [0.0; WIDTH];
    let Some((k, thread)) = k.and_then(|k| state.thread(k).map(|t| (k, t))) else {
        let closed = state.current().is_some_and(|c| c.closed);
        out[3] = 1.0;
        out[9] = is(dateline);
        out[14] = is(state.labelled);
        out[18] = is(state.current.is_none());
        out[19] = is(closed);
        return out;
    };
    let tail = |t: &Thread| t.recent.iter().map(|m| *m as usize).collect::<Vec<_>>();
    let heads = |t: &Thread| t.heads.iter().map(|m| *m as usize).collect::<Vec<_>>();
    let line = std::iter::once(at);
    let scaled = |s: f32| (s * 5.0).min(1.5);
    let to_text = facts.closest(tail(thread).into_iter(), line.clone());
    let to_head = facts.closest(heads(thread).into_iter(), line.clone());
    let coming = (at..blocks.len().min(at + 4)).filter(|q| blocks[*q].len() > 25);
    let head_coming = facts.closest(heads(thread).into_iter(), coming);
    let others = among.iter().filter(|o| **o != k).filter_map(|o| state.thread(*o));
    let elsewhere = others.map(|o| facts.closest(tail(o).into_iter().chain(heads(o)), line.clone())).fold(0.0, f32::max);
    let current = state.current == Some(k);
    let waiting = thread.is_waiting();
    let newest = among.last() == Some(&k);
    out = [
        is(current && !waiting),
        is(current && waiting),
        is(!current && waiting),
        0.0,
        is(!current && !waiting),
        scaled(to_text),
        scaled(to_head),
        scaled(head_coming),
        scaled(elsewhere),
        is(dateline && current && !waiting),
        is(dateline && waiting),
        is(thread.closed),
        is(thread.closed && current),
        is(state.labelled && current && !waiting),
        is(state.labelled && !current && waiting),
        ((at as f32 - thread.last as f32) / 10.0).min(2.0),
        is(waiting && to_text + to_head == 0.0),
        is(thread.heads.last() == Some(&(at as u32).wrapping_sub(1))),
        0.0,
        is(!current && among.len() > 1 && newest),
        is(!current && !waiting && thread.open.is_some()),
        is(current && !waiting && thread.open.is_some()),
        is(!current && !waiting && thread.feature && k + 2 < state.next_number()),
    ];
    out
}

/// Number of observations about the page's state that join the evidence of a seam.
pub const SEAM_WIDTH: usize = 11;

/// Is the open paragraph of article `k` the last text printed, whose turn is it, does another headline wait?
pub fn seam_state(at: usize, k: u32, state: &State) -> [bool; SEAM_WIDTH] {
    let Some((thread, open)) = state.thread(k).and_then(|t| t.open.map(|o| (t, o))) else { return [false; SEAM_WIDTH] };
    let later = state.texts.saturating_sub(thread.open_since);
    let current = state.current == Some(k);
    let others = || state.numbers().filter(|o| *o != k).filter_map(|o| state.thread(o));
    [
        current,
        later == 0,
        later == 1,
        later > 1,
        thread.closed,
        others().any(|o| o.open.is_some()),
        others().any(Thread::is_waiting),
        state.labelled,
        !current && state.current().is_some_and(Thread::is_waiting),
        at as u32 - open > 14,
        others().any(|o| o.open.is_some_and(|p| p > open)),
    ]
}
