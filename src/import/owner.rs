//! Whose is this new paragraph? The current article's, that of a headline still waiting for text, an earlier one's, nobody's.

use std::rc::Rc;

use smallvec::SmallVec;

use super::block::Block;
use super::page_facts::PageFacts;
use super::state::{State, Thread, WINDOW};
use crate::corpus::Role;

/// Number of observations.
pub const WIDTH: usize = 52;

/// Articles that are asked about, by their numbers.
pub type Among = SmallVec<[u32; WINDOW]>;

/// The articles a new paragraph can be given to: the current one, those that wait for text, the last two.
pub fn candidates(state: &State) -> Among {
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

/// Upper ends of the classes of likeness but the last.
const CLASSES: [f32; 7] = [0.0, 0.01, 0.025, 0.045, 0.07, 0.11, 0.2];
/// Number of classes of likeness.
pub const LIKENESSES: usize = CLASSES.len() + 1;

/// How alike a line is to one article; the same for every hypothesis that holds the article.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Kin {
    to_text: f32,
    to_head: f32,
    head_coming: f32,
}

impl Kin {
    /// How alike the line is to the article's text or heads, whichever is closer.
    fn closeness(self) -> f32 {
        self.to_text.max(self.to_head)
    }

    /// Which of the [`LIKENESSES`] this is.
    pub fn class(self) -> usize {
        let near = self.closeness();
        CLASSES.iter().take_while(|c| near > **c).count()
    }

    /// Of line `at` and an article. O(lines remembered).
    pub fn of(at: usize, thread: &Thread, blocks: &[Block], facts: &PageFacts) -> Self {
        let near = |lines: &[u32], to: usize| lines.iter().map(|m| facts.similarity(*m as usize, to)).fold(0.0, f32::max);
        let coming = (at..blocks.len().min(at + 4)).filter(|q| blocks[*q].len() > 25);
        Self {
            to_text: near(&thread.recent, at),
            to_head: near(&thread.heads, at),
            head_coming: coming.map(|q| near(&thread.heads, q)).fold(0.0, f32::max),
        }
    }
}

/// Observations for giving line `at` to each of the articles `among`, then to a new article without headline. `kin` looks up or
/// computes how alike the line is to an article.
pub fn observe(
    at: usize,
    among: &[u32],
    state: &State,
    blocks: &[Block],
    facts: &PageFacts,
    kin: &mut dyn FnMut(&Rc<Thread>) -> Kin,
) -> SmallVec<[[f32; WIDTH]; WINDOW + 1]> {
    let kin: SmallVec<[Kin; WINDOW]> = among.iter().map(|k| state.shared(*k).map(&mut *kin).unwrap_or_default()).collect();
    let close: SmallVec<[f32; WINDOW]> = kin.iter().map(|x| x.closeness()).collect();
    let mut out: SmallVec<[[f32; WIDTH]; WINDOW + 1]> = SmallVec::new();
    for (which, k) in among.iter().enumerate() {
        let elsewhere = close.iter().enumerate().filter(|(o, _)| *o != which).map(|(_, c)| *c).fold(0.0, f32::max);
        out.push(one(at, *k, kin[which], elsewhere, among, state, blocks, facts));
    }
    out.push(nobody(at, state, blocks, facts));
    out
}

fn is(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

/// A row of a table below another: prices, medals, trains.
fn next_row(at: usize, facts: &PageFacts) -> bool {
    facts.surfaces[at].table && at.checked_sub(1).is_some_and(|above| facts.surfaces[above].table)
}

/// A headline printed again stands over this line: it is not the headline of what follows.
fn repeat_above(at: usize, state: &State, blocks: &[Block]) -> bool {
    state.previous == Some(Role::Duplicate) && at > 0 && blocks[at - 1].len() <= 34
}

/// The line carries the mark that the first of the article's remembered paragraphs carries (▲ … ▲ …).
fn dressed_like_its_text(at: usize, k: u32, state: &State, blocks: &[Block]) -> bool {
    let text = state.thread(k).and_then(|t| t.recent.first()).map(|line| &blocks[*line as usize].signature);
    text.is_some_and(|signature| !signature.is_empty() && *signature == blocks[at].signature)
}

/// Where a paragraph plays, beside the beginning of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Unknown,
    Same,
    Another,
}

impl Place {
    fn of(at: usize, thread: &Thread, facts: &PageFacts) -> Self {
        let there = thread.opening.and_then(|line| facts.scenes[line as usize]);
        match facts.scenes[at].zip(there) {
            None => Self::Unknown,
            Some((here, there)) if here == there => Self::Same,
            Some(_) => Self::Another,
        }
    }
}

/// Whether a paragraph and the beginning of an article name different counties first.
pub fn plays_elsewhere(at: usize, thread: &Thread, facts: &PageFacts) -> bool {
    Place::of(at, thread, facts) == Place::Another
}

/// One of a column of news of a paragraph each: a label stands over it, or another such before it.
fn brief(k: u32, state: &State) -> bool {
    let short = |k: u32| state.thread(k).is_some_and(|t| t.paragraphs == 1 && !t.feature);
    short(k) && (state.thread(k).is_some_and(|t| t.labelled || t.in_column) || k.checked_sub(1).is_some_and(short))
}

/// `问：…`, `读者：…`: a question to the paper.
fn asks(at: usize, blocks: &[Block]) -> bool {
    blocks[at].text.starts_with(['问', 'Q', '读'])
        && ["问：", "问:", "Q：", "Q:", "读者问", "读者："].iter().any(|q| blocks[at].text.starts_with(q))
}

fn has_asked(thread: &Thread, blocks: &[Block]) -> bool {
    thread.opening.iter().chain(&thread.recent).any(|line| asks(*line as usize, blocks))
}

fn nobody(at: usize, state: &State, blocks: &[Block], facts: &PageFacts) -> [f32; WIDTH] {
    let dateline = facts.dateline(at);
    let repeated = repeat_above(at, state, blocks);
    let mut out = [0.0; WIDTH];
    out[3] = 1.0;
    out[9] = is(dateline);
    out[14] = is(state.labelled);
    out[18] = is(state.current.is_none());
    out[19] = is(state.current().is_some_and(|c| c.closed));
    // A dateline below the article that already has one: its headline is lost or stands elsewhere.
    out[23] = is(dateline && state.current().is_some_and(|c| c.dated));
    out[24] = is(dateline && repeated);
    out[25] = is(repeated);
    // A column of briefs without headlines: each paragraph is one.
    let headless = |k: u32| state.thread(k).is_some_and(|t| t.heads.is_empty() && t.texts == 1 && t.open.is_none());
    if let Some(k) = state.current.filter(|k| headless(*k)) {
        out[31] = 1.0;
        out[32] = is(dressed_like_its_text(at, k, state, blocks));
        out[33] = is(k.checked_sub(1).is_some_and(headless));
    }
    out[34] = is(!blocks[at].signature.is_empty());
    out[35] = is(state.labelled && !blocks[at].signature.is_empty());
    // 涟水　今年…, 盱眙　铁山寺…: news of one place after the other.
    let placed = facts.opening_places[at].is_some();
    out[41] = is(next_row(at, facts));
    out[38] = is(placed && state.labelled);
    let current = state.current().filter(|c| c.open.is_none() && c.texts > 0);
    let parted = current.is_some_and(|c| plays_elsewhere(at, c, facts));
    let brief = state.current.is_some_and(|k| brief(k, state));
    out[42] = is(parted && current.is_some_and(|c| c.paragraphs == 1));
    out[43] = is(parted && brief);
    out[44] = is(parted && current.is_some_and(|c| c.paragraphs > 1));
    out[45] = is(brief && facts.scenes[at].is_some());
    out[46] = is(asks(at, blocks) && !state.current().is_some_and(|c| has_asked(c, blocks)));
    out[39] = is(placed && state.current().is_some_and(|c| c.heads.is_empty() && c.texts == 1 && c.open.is_none()));
    out
}

#[expect(clippy::too_many_arguments, reason = "the questionnaire needs the whole page at hand")]
fn one(
    at: usize,
    k: u32,
    kin: Kin,
    elsewhere: f32,
    among: &[u32],
    state: &State,
    blocks: &[Block],
    facts: &PageFacts,
) -> [f32; WIDTH] {
    let Some(thread) = state.thread(k) else { return [0.0; WIDTH] };
    let Kin { to_text, to_head, head_coming } = kin;
    let dateline = facts.dateline(at);
    let scaled = |s: f32| (s * 5.0).min(1.5);
    let current = state.current == Some(k);
    let waiting = thread.is_waiting();
    let newest = among.last() == Some(&k);
    let here = facts.opening_places[at];
    let there = thread.recent.first().and_then(|line| facts.opening_places[*line as usize]);
    let row = next_row(at, facts);
    let place = Place::of(at, thread, facts);
    let moved = here.is_some() && there.is_some() && here != there;
    [
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
        0.0,
        0.0,
        0.0,
        is(dateline && !waiting && thread.dated),
        is(dateline && !waiting && !thread.dated && thread.texts > 0),
        is(repeat_above(at, state, blocks) && current && !waiting),
        is(current && thread.heads.is_empty() && thread.texts > 0),
        is(current && thread.heads.is_empty() && dressed_like_its_text(at, k, state, blocks)),
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        is(current && moved && thread.heads.is_empty()),
        is(current && here.is_some() && here != there && thread.heads.is_empty() && thread.texts == 1),
        0.0,
        0.0,
        is(row && current && !waiting),
        is(row && !current),
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        is(!waiting && place == Place::Same),
        is(current && !waiting && place == Place::Another),
        is(!current && !waiting && place == Place::Another),
        is(!waiting && asks(at, blocks) && has_asked(thread, blocks)),
        is(!waiting && asks(at, blocks) && !has_asked(thread, blocks)),
    ]
}

/// Number of observations about the page's state that join the evidence of a seam.
pub const SEAM_WIDTH: usize = 17;

/// Is the open paragraph of article `k` the last text printed, whose turn is it, does another headline wait, and whose words are these?
/// `kin` looks up or computes how alike the line is to an article.
pub fn seam_state(at: usize, k: u32, state: &State, kin: &mut dyn FnMut(&Rc<Thread>) -> Kin) -> [bool; SEAM_WIDTH] {
    let Some((thread, open)) = state.thread(k).and_then(|t| t.open.map(|o| (t, o))) else { return [false; SEAM_WIDTH] };
    let later = state.texts.saturating_sub(thread.open_since);
    let current = state.current == Some(k);
    let others = || state.numbers().filter(|o| *o != k).filter_map(|o| state.thread(o));
    let mut near = |o: u32| state.shared(o).map_or(0.0, |t| kin(t).closeness());
    let own = near(k);
    // Of the others only those count that are still being printed near by.
    let elsewhere = state
        .numbers()
        .filter(|o| *o != k && state.thread(*o).is_some_and(|t| at as u32 - t.last < 30))
        .map(&mut near)
        .fold(0.0, f32::max);
    [
        own > 0.08,
        own < 0.01,
        elsewhere > own + 0.03,
        elsewhere > own + 0.1,
        own > elsewhere + 0.03,
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
        thread.subhead_since_open(),
    ]
}
