//! Beam search over whole articles: the reading of the page that explains all its lines best.
//!
//! A hypothesis is a [`State`] with a score. Interleaved articles, headlines printed away from their text, stranded tails and stray
//! sections are ordinary moves with their price, not a second pass. What remains of the beam a few lines later tells how sure each decision is.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::analysis::Analysis;
use super::block::Block;
use super::gains::{Search, dangling};
use super::state::{Move, State};
use super::weights::Weights;
use super::worth::Gain;
use crate::corpus::Role;

/// Hypotheses kept a line on a page of usual length.
const WIDTH: usize = 24;
/// Readings that are so much worse than the best (natural logarithm) are given up.
const HOPELESS: f32 = 7.0;
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

/// What is left of the search at the foot of the page.
struct Ended {
    /// Complete readings, the best first.
    beam: Vec<Hypothesis>,
    tree: Vec<Step>,
    verdicts: Vec<Verdict>,
}

impl Ended {
    /// The decisions of one complete reading, from the foot of the page to its head.
    fn up(&self, hypothesis: &Hypothesis) -> impl Iterator<Item = &Step> {
        let mut at = hypothesis.step;
        std::iter::from_fn(move || {
            let step = self.tree.get(at as usize)?;
            at = step.back;
            Some(step)
        })
    }
}

/// Reads a page. O(lines · beam).
pub fn decode(blocks: &[Block], analysis: &Analysis, weights: &Weights) -> Reading {
    let ended = search(blocks, analysis, weights);
    let Some(best) = ended.beam.first() else { return Reading::default() };
    let margin = ended.beam.get(1).map_or(9.0, |second| best.score - second.score);
    let mut decisions: Vec<Decision> = ended
        .up(best)
        .map(|s| Decision { role: s.taken.role(), thread: s.thread, continues: s.continues, confidence: 1.0 })
        .collect();
    decisions.reverse();
    for (decision, verdict) in decisions.iter_mut().zip(&ended.verdicts) {
        let key = (decision.role, decision.thread, decision.continues.is_some());
        decision.confidence = verdict.get(&key).copied().unwrap_or(0.0);
    }
    Reading { decisions, margin }
}

fn search(blocks: &[Block], analysis: &Analysis, weights: &Weights) -> Ended {
    let n = blocks.len();
    let width = (WIDTH * 250 / n.max(1)).clamp(6, WIDTH);
    let mut search = Search::of(blocks, analysis, weights);
    let mut beam = vec![Hypothesis { score: 0.0, state: State::default(), step: ROOT }];
    let mut tree: Vec<Step> = Vec::with_capacity(n * width);
    let mut verdicts: Vec<Verdict> = vec![Verdict::default(); n];
    let mut moves: Vec<(f32, u32, Move)> = Vec::new();
    for i in 0..n {
        moves.clear();
        let mut top = f32::NEG_INFINITY;
        search.next_line();
        for (h, hypothesis) in beam.iter().enumerate() {
            search.moves(i, &hypothesis.state, &mut |gain, step| {
                let score = hypothesis.score + gain.0;
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
                Move::BodyOn(k) | Move::LeadOn(k) => from.state.thread(k).and_then(|t| t.open),
                _ => None,
            };
            let (state, thread) = from.state.after(step, analysis.line(i));
            if !seen.insert(likeness(&state)) {
                continue;
            }
            let left = from.state.threads.first().filter(|_| state.base > from.state.base);
            let score = left.map_or(score, |t| dangling(Gain(score), t).0);
            tree.push(Step { back: from.step, taken: step, thread, continues });
            next.push(Hypothesis { score, state, step: tree.len() as u32 - 1 });
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
        hypothesis.score = hypothesis.state.threads.iter().fold(hypothesis.score, |score, t| dangling(Gain(score), t).0);
    }
    beam.sort_by(|a, b| b.score.total_cmp(&a.score));
    for back in 0..HINDSIGHT.min(n) {
        judge(&beam, &tree, back, &mut verdicts[n - 1 - back]);
    }
    Ended { beam, tree, verdicts }
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
