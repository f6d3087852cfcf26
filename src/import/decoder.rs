//! Beam search over whole articles: the reading of the page that explains all its lines best.
//!
//! A hypothesis is a [`State`] with a score. Interleaved articles, headlines printed away from their text, stranded tails and stray
//! sections are ordinary moves with their price, not a second pass. What remains of the beam a few lines later tells how sure each decision is.

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use smallvec::SmallVec;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::analysis::Analysis;
use super::block::Block;
use super::net::{Units, dot};
use super::roles::{Shares, index, share};
use super::state::{Move, State, Thread, WINDOW};
use super::weights::Weights;
use super::{heading, owner, subsection};
use crate::corpus::Role;

/// Hypotheses kept a line on a page of usual length.
const WIDTH: usize = 24;
/// Readings that are so much worse than the best (natural logarithm) are given up.
const HOPELESS: f32 = 7.0;
/// Price of a paragraph that is never finished: lost tails are rare.
const DANGLING: f32 = 1.5;
/// Price of a headline without text, paid when it is opened and given back with the first text.
const EMPTY: f32 = 4.0;
/// Gain of giving a section back to its article where every other heading of that dress opens a story with a dateline or byline and
/// this one does not: it is then rather left over from a feature than the one story without a dateline.
const REMNANT: f32 = 5.5;
/// Its article may be far above, closed and signed: no distance speaks against it more than this.
const DISTANT: f32 = -2.0;
/// Price of a byline for an article that has one or is in the middle of a sentence, while another headline waits for its writer.
const STOLEN: f32 = 2.0;
/// Weight of the transition tables.
const TRANSITION: f32 = 0.5;
/// Lines after which a decision is judged by what is left of the beam.
const HINDSIGHT: usize = 5;

/// What was decided about a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// The role.
    pub role: Role,
    /// Number of its article, in the order in which articles were opened.
    pub thread: Option<u32>,
    /// The line whose paragraph it goes on with.
    pub continues: Option<u32>,
    /// Share of the surviving readings that agree, 0 to 1.
    pub confidence: f32,
}

/// The best reading and its distance to the next.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// One a line.
    pub decisions: Vec<Decision>,
    /// Score of the best less the second-best complete reading (natural logarithm).
    pub margin: f32,
}

#[derive(Clone)]
struct Hypothesis {
    score: f32,
    state: State,
    step: u32,
}

/// One decision in the tree of all hypotheses.
#[derive(Clone, Copy)]
struct Step {
    back: u32,
    taken: Move,
    thread: Option<u32>,
    continues: Option<u32>,
}

/// What the survivors say of one line: role, article and whether it goes on → share.
type Verdict = FxHashMap<(Role, Option<u32>, bool), f32>;

const ROOT: u32 = u32::MAX;

/// Reads a page. O(lines · beam).
pub fn decode(blocks: &[Block], analysis: &Analysis, weights: &Weights) -> Reading {
    let n = blocks.len();
    let width = (WIDTH * 250 / n.max(1)).clamp(6, WIDTH);
    let logs = analysis.answers.iter().map(|a| a.map(|p| p.max(1e-6).ln())).collect();
    let mut search = Search {
        logs,
        blocks,
        analysis,
        weights,
        seam_cache: FxHashMap::default(),
        pairs: FxHashMap::default(),
        kin: FxHashMap::default(),
        ties: FxHashMap::default(),
    };
    let mut beam = vec![Hypothesis { score: 0.0, state: State::default(), step: ROOT }];
    let mut tree: Vec<Step> = Vec::with_capacity(n * width);
    let mut verdicts: Vec<Verdict> = vec![Verdict::default(); n];
    let mut moves: Vec<(f32, u32, Move)> = Vec::new();
    for i in 0..n {
        moves.clear();
        let mut top = f32::NEG_INFINITY;
        search.seam_cache.clear();
        search.pairs.clear();
        search.kin.clear();
        search.ties.clear();
        for (h, hypothesis) in beam.iter().enumerate() {
            search.moves(i, &hypothesis.state, &mut |gain, step| {
                let score = hypothesis.score + gain;
                if score > top - HOPELESS {
                    top = top.max(score);
                    moves.push((score, h as u32, step));
                }
            });
        }
        moves.retain(|m| m.0 > top - HOPELESS);
        moves.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut next: Vec<Hypothesis> = Vec::with_capacity(width);
        let mut seen: FxHashSet<u64> = FxHashSet::default();
        for (score, parent, step) in moves.drain(..) {
            let from = &beam[parent as usize];
            let continues = match step {
                Move::BodyOn(k) => from.state.thread(k).and_then(|t| t.open),
                Move::LeadOn => from.state.current().and_then(|t| t.open),
                _ => None,
            };
            let (state, thread) = from.state.after(step, analysis.line(i));
            if !seen.insert(likeness(&state)) {
                continue;
            }
            let dropped =
                if state.base > from.state.base { from.state.threads.first().map_or(0.0, |t| dangling(t)) } else { 0.0 };
            tree.push(Step { back: from.step, taken: step, thread, continues });
            next.push(Hypothesis { score: score - dropped, state, step: tree.len() as u32 - 1 });
            if next.len() >= width {
                break;
            }
        }
        beam = next;
        if i >= HINDSIGHT {
            judge(&beam, &tree, HINDSIGHT, &mut verdicts[i - HINDSIGHT]);
        }
    }
    for hypothesis in &mut beam {
        hypothesis.score -= hypothesis.state.threads.iter().map(|t| dangling(t)).sum::<f32>();
    }
    beam.sort_by(|a, b| b.score.total_cmp(&a.score));
    for back in 0..HINDSIGHT.min(n) {
        judge(&beam, &tree, back, &mut verdicts[n - 1 - back]);
    }
    let margin = beam.get(1).map_or(9.0, |second| beam[0].score - second.score);
    let mut decisions = Vec::with_capacity(n);
    let mut at = beam.first().map_or(ROOT, |h| h.step);
    while let Some(step) = tree.get(at as usize) {
        decisions.push(Decision { role: step.taken.role(), thread: step.thread, continues: step.continues, confidence: 1.0 });
        at = step.back;
    }
    decisions.reverse();
    for (decision, verdict) in decisions.iter_mut().zip(&verdicts) {
        let key = (decision.role, decision.thread, decision.continues.is_some());
        decision.confidence = verdict.get(&key).copied().unwrap_or(0.0);
    }
    Reading { decisions, margin }
}

fn dangling(thread: &Thread) -> f32 {
    if thread.open.is_some() { DANGLING } else { 0.0 }
}

/// Shares of the beam's weight that each decision `back` lines ago has.
fn judge(beam: &[Hypothesis], tree: &[Step], back: usize, verdict: &mut Verdict) {
    let top = beam.iter().map(|h| h.score).fold(f32::NEG_INFINITY, f32::max);
    let weight = |h: &Hypothesis| ((h.score - top) / 1.5).exp();
    let sum: f32 = beam.iter().map(weight).sum();
    for hypothesis in beam {
        let mut at = hypothesis.step;
        for _ in 0..back {
            at = tree.get(at as usize).map_or(ROOT, |s| s.back);
        }
        if let Some(step) = tree.get(at as usize) {
            *verdict.entry((step.taken.role(), step.thread, step.continues.is_some())).or_insert(0.0) += weight(hypothesis) / sum;
        }
    }
}

/// Hypotheses that can only go on alike are kept once.
fn likeness(state: &State) -> u64 {
    let mut hasher = FxHasher::default();
    (state.current, state.previous, state.labelled, state.next_number()).hash(&mut hasher);
    for thread in state.threads.iter().rev().take(4) {
        (&thread.heads, thread.open, thread.texts > 0, thread.closed).hash(&mut hasher);
    }
    hasher.finish()
}

struct Search<'a> {
    blocks: &'a [Block],
    analysis: &'a Analysis,
    weights: &'a Weights,
    seam_cache: FxHashMap<(u32, [bool; owner::SEAM_WIDTH]), f32>,
    /// Open line → number of observations of the two lines, and each reader's hidden units by them.
    pairs: FxHashMap<u32, (usize, Vec<Units>)>,
    /// Logarithms of the answers.
    logs: Vec<Shares>,
    kin: FxHashMap<usize, owner::Kin>,
    ties: FxHashMap<usize, heading::Ties>,
}

impl Search<'_> {
    /// All moves for line `i`, each with its gain.
    fn moves(&mut self, i: usize, state: &State, push: &mut dyn FnMut(f32, Move)) {
        let answer = &self.analysis.answers[i];
        let logs = self.logs[i];
        let heads = share(answer, Role::Headline) + share(answer, Role::Subhead);
        let best = logs.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let heading_log = (heads + 1e-9).ln();
        let table = self.weights.transitions.row(state.transition());
        for role in Role::ALL {
            let p = share(&logs, role);
            let heading = matches!(role, Role::Headline | Role::Subhead);
            if p < best - 7.0 && !(heading && heads > 0.02) {
                continue;
            }
            if heading {
                self.heading(i, role, state, heading_log, push);
                continue;
            }
            let gain = p + TRANSITION * table.get(index(role)).copied().unwrap_or(0.0);
            match role {
                Role::Section | Role::Other | Role::Duplicate => push(gain, Move::Furniture(role)),
                Role::Caption | Role::Credit => push(gain, Move::Attached(role)),
                Role::Kicker => Self::head(i, role, state, gain, push),
                Role::Byline => byline(state, gain, push),
                Role::Lead => self.lead(i, state, gain, push),
                _ => self.body(i, state, gain, push),
            }
        }
    }

    /// log p(headline), log p(sub-heading) given the article.
    fn which_heading(&mut self, i: usize, thread: Option<&Thread>, state: &State) -> (f32, f32) {
        let (a, blocks) = (self.analysis, self.blocks);
        let cache = &mut self.ties;
        // Articles are shared between hypotheses while a line is being read, so that their address names them.
        let mut ties = |thread: &Thread| {
            let address = std::ptr::from_ref(thread).addr();
            *cache.entry(address).or_insert_with(|| heading::Ties::of(i, thread, &a.headings[i], blocks, &a.facts))
        };
        let seen = heading::observe(i, thread, state, &a.headings[i], self.blocks, &a.dress, &mut ties);
        let mut odds = dot(&self.weights.heading, &seen);
        if a.facts.surfaces[i].boxed && thread.is_some() {
            odds -= 4.0;
        }
        (-softplus(-odds), -softplus(odds))
    }

    fn heading(&mut self, i: usize, role: Role, state: &State, gain: f32, push: &mut dyn FnMut(f32, Move)) {
        let (headline, subhead) = self.which_heading(i, state.current(), state);
        if role == Role::Headline {
            Self::head(i, role, state, gain + headline, push);
            return;
        }
        match state.current() {
            None => push(gain + subhead - 3.0, Move::Orphan(role)),
            Some(c) => {
                let early = if c.texts == 0 && !c.feature { -2.0 } else { 0.0 };
                // Its own section, or one of an earlier article that columns have parted from it.
                for (k, whose) in self.whose_section(i, state) {
                    let Some(t) = state.thread(k) else { continue };
                    if state.current == Some(k) {
                        push(gain + subhead + early + whose, Move::Subhead(k));
                        continue;
                    }
                    let left_over = t.subs > 0 && self.analysis.headings[i].lacks_its_dateline();
                    let whose = if left_over { whose.max(DISTANT) + REMNANT } else { whose };
                    if whose > -7.0 {
                        let (_, subhead) = self.which_heading(i, Some(t), state);
                        push(gain + subhead + whose, Move::Subhead(k));
                    }
                }
            }
        }
    }

    /// log p(the sub-heading on line i belongs to this article), the current one first.
    fn whose_section(&mut self, i: usize, state: &State) -> SmallVec<[(u32, f32); WINDOW + 1]> {
        let among = subsection::candidates(state);
        if among.len() < 2 {
            return among.into_iter().map(|k| (k, 0.0)).collect();
        }
        let (a, blocks) = (self.analysis, self.blocks);
        let cache = &mut self.ties;
        let mut ties = |thread: &Thread| {
            let address = std::ptr::from_ref(thread).addr();
            *cache.entry(address).or_insert_with(|| heading::Ties::of(i, thread, &a.headings[i], blocks, &a.facts))
        };
        let seen = subsection::observe(&among, state, a.line(i), &mut ties);
        let scores: SmallVec<[f32; WINDOW + 1]> = seen.iter().map(|s| dot(&self.weights.subsection, s)).collect();
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let all = scores.iter().map(|s| (s - top).exp()).sum::<f32>().ln() + top;
        among.into_iter().zip(scores).map(|(k, s)| (k, s - all)).collect()
    }

    fn head(i: usize, role: Role, state: &State, gain: f32, push: &mut dyn FnMut(f32, Move)) {
        let waiting = state.current().filter(|c| c.is_waiting() && !c.heads.is_empty());
        if state.running_head(i as u32) {
            let only_kickers = state.current().is_some_and(|c| c.only_kickers);
            let natural = role == Role::Kicker || only_kickers;
            push(gain + if natural { 0.0 } else { -0.7 }, Move::ExtendsHead(role));
            if role == Role::Headline && !only_kickers {
                push(gain - 2.5 - EMPTY, Move::Opens(role));
            }
        } else {
            if role == Role::Kicker && waiting.is_some() {
                push(gain - 1.0, Move::ExtendsHead(role));
            }
            push(gain - EMPTY + if waiting.is_some() { -1.0 } else { 0.0 }, Move::Opens(role));
        }
    }

    fn lead(&self, i: usize, state: &State, gain: f32, push: &mut dyn FnMut(f32, Move)) {
        let Some(c) = state.current() else {
            push(gain - 3.0, Move::Orphan(Role::Lead));
            return;
        };
        let mut new = gain + if c.texts > 2 { -2.0 } else { 0.0 };
        if let Some(open) = c.open {
            let p = self.analysis.joins.get(&(open, i as u32)).copied().unwrap_or(0.02);
            push(gain + p.max(1e-4).ln(), Move::LeadOn);
            new += (1.0 - p).max(1e-3).ln() - DANGLING;
        }
        if c.is_waiting() && !c.heads.is_empty() {
            new += EMPTY;
        }
        push(new, Move::LeadNew);
    }

    fn body(&mut self, i: usize, state: &State, gain: f32, push: &mut dyn FnMut(f32, Move)) {
        let mut joins: SmallVec<[(u32, f32); WINDOW]> = SmallVec::new();
        for k in state.numbers() {
            if let Some(open) = state.thread(k).and_then(|t| t.open) {
                joins.push((k, self.goes_on(open, i, k, state)));
            }
        }
        let sum: f32 = joins.iter().map(|(_, p)| p).sum();
        let none = (1.0 - joins.iter().map(|(_, p)| *p).fold(0.0, f32::max)).max(1e-3).ln();
        for (k, p) in &joins {
            let p = (p / sum.max(1.0)).max(1e-4);
            let back = if state.current != Some(*k) && state.thread(*k).is_some_and(|t| t.closed) { -2.0 } else { 0.0 };
            push(gain + p.ln() + back, Move::BodyOn(*k));
        }
        let among = owner::candidates(state);
        let facts = &self.analysis.facts;
        let (cache, blocks) = (&mut self.kin, self.blocks);
        let mut kin = |thread: &Rc<Thread>| {
            *cache.entry(Rc::as_ptr(thread).addr()).or_insert_with(|| owner::Kin::of(i, thread, blocks, facts))
        };
        let seen = owner::observe(i, &among, state, blocks, facts, &mut kin);
        let choices = among.iter().map(|k| Some(*k)).chain([None]);
        let mut scores: SmallVec<[(Option<u32>, f32); WINDOW + 1]> =
            choices.zip(&seen).map(|(k, seen)| (k, dot(&self.weights.owner, seen))).collect();
        let top = scores.iter().map(|s| s.1).fold(f32::NEG_INFINITY, f32::max);
        let all = scores.iter().map(|s| (s.1 - top).exp()).sum::<f32>().ln() + top;
        for s in &mut scores {
            s.1 -= all;
        }
        for (k, log) in scores {
            match k.and_then(|k| state.thread(k).map(|t| (k, t))) {
                Some((k, t)) if log > -9.0 => {
                    let refund = if t.is_waiting() && !t.heads.is_empty() { EMPTY } else { 0.0 };
                    push(gain + none + log - dangling(t) + refund, Move::BodyNew(k));
                }
                None if log > -6.0 => push(gain + none + log, Move::Orphan(Role::Body)),
                _ => {}
            }
        }
    }

    /// p(line i goes on with the open paragraph of article k).
    fn goes_on(&mut self, open: u32, i: usize, k: u32, state: &State) -> f32 {
        let (weights, analysis, blocks) = (self.weights, self.analysis, self.blocks);
        let cache = &mut self.kin;
        let mut kin = |thread: &Rc<Thread>| {
            *cache.entry(Rc::as_ptr(thread).addr()).or_insert_with(|| owner::Kin::of(i, thread, blocks, &analysis.facts))
        };
        let seen = owner::seam_state(i, k, state, &mut kin);
        let readers = &weights.readers;
        *self.seam_cache.entry((open, seen)).or_insert_with(|| {
            // What the two lines say is summed up once; each state of the page adds its few observations.
            let (width, pair) = self.pairs.entry(open).or_insert_with(|| {
                let computed;
                let row = if let Some(row) = analysis.seams.get(&(open, i as u32)) {
                    row
                } else {
                    computed = super::seam::evidence(open as usize, i, blocks, &analysis.facts);
                    &computed
                };
                (row.width(), readers.iter().map(|r| r.state_seam.hidden(&row.on)).collect())
            });
            let mut sum = 0.0;
            for (reader, hidden) in readers.iter().zip(pair) {
                let mut hidden = hidden.clone();
                for (nth, _) in seen.iter().enumerate().filter(|(_, holds)| **holds) {
                    reader.state_seam.note(&mut hidden, *width + nth);
                }
                sum += reader.state_seam.outputs(&hidden)[1];
            }
            sum / readers.len() as f32
        })
    }
}

/// A byline of the current article, or of one whose headline was printed away from its text: `山村来了小剧团` stands in another column,
/// `本报记者 李东` over its first paragraph.
fn byline(state: &State, gain: f32, push: &mut dyn FnMut(f32, Move)) {
    let Some(k) = state.current else {
        push(gain - 3.0, Move::Orphan(Role::Byline));
        return;
    };
    let waiting = |k: u32| state.thread(k).is_some_and(|t| t.is_waiting() && !t.heads.is_empty() && t.bylines == 0);
    let elsewhere = state.numbers().filter(|o| *o != k && waiting(*o));
    let Some(c) = state.current() else { return };
    // It has its byline, or its last paragraph is cut: it is not signed here if another headline waits for its writer.
    let unlikely = c.texts > 0 && (c.bylines > 0 || c.open.is_some());
    let again = match (c.texts > 0, c.closed, c.bylines > 0) {
        (true, true, _) => -2.0,
        (true, false, true) => -0.7,
        (false, _, true) => -1.0,
        _ => 0.0,
    };
    let many = elsewhere.clone().count();
    push(gain + again - if unlikely && many > 0 { STOLEN } else { 0.0 }, Move::Byline(k));
    for other in elsewhere {
        push(gain - if unlikely { 0.3 } else { 1.5 } - (many as f32).ln(), Move::Byline(other));
    }
}

fn softplus(x: f32) -> f32 {
    if x > 20.0 { x } else { x.exp().ln_1p() }
}
