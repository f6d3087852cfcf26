//! What each move of one line gains in one hypothesis: the terms that the search for the best reading adds up.
//!
//! Most terms are probabilities given the half-read page. Such terms alone would let a wrong reading off cheaply: where only one paragraph
//! is open, whatever comes next "goes on with it", however badly the words fit. So two ratios are added that know nothing of the state:
//! how well the words read on over the seam, and how much the line talks of what its article talks of.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::analysis::Analysis;
use super::apart::byline;
use super::block::Block;
use super::net::{Units, dot};
use super::roles::{Shares, index, share};
use super::state::{Move, State, Thread, WINDOW};
use super::weights::Weights;
use super::worth::{Gain, Term};
use super::{apart, heading, owner, seam, stacked, subsection};
use crate::corpus::Role;

/// Its article may be far above, closed and signed: no distance speaks against it more than this.
const DISTANT: f32 = -2.0;

/// What it is worth to leave the paragraph of this article unfinished.
pub(super) fn dangling(gain: Gain, thread: &Thread) -> Gain {
    gain.event(Term::Dangling, thread.open.is_some())
}

/// What is asked while one line is given to all hypotheses: answers that several of them share are kept.
pub(super) struct Search<'a> {
    blocks: &'a [Block],
    analysis: &'a Analysis,
    weights: &'a Weights,
    /// Logarithms of the answers.
    logs: Vec<Shares>,
    seam_cache: FxHashMap<(u32, [bool; owner::SEAM_WIDTH]), f32>,
    /// Open line → number of observations of the two lines, and each reader's hidden units by them.
    pairs: FxHashMap<u32, (usize, Vec<Units>)>,
    /// Open line → log-ratio of the words of its seam with the line being read.
    cuts: FxHashMap<u32, f32>,
    /// Lines of the head above → odds that the line being read is one more of it.
    stacks: FxHashMap<usize, f32>,
    kin: FxHashMap<usize, owner::Kin>,
    ties: FxHashMap<usize, heading::Ties>,
}

impl<'a> Search<'a> {
    pub(super) fn of(blocks: &'a [Block], analysis: &'a Analysis, weights: &'a Weights) -> Self {
        Self {
            blocks,
            analysis,
            weights,
            logs: analysis.answers.iter().map(|a| a.map(|p| p.max(1e-6).ln())).collect(),
            seam_cache: FxHashMap::default(),
            pairs: FxHashMap::default(),
            cuts: FxHashMap::default(),
            stacks: FxHashMap::default(),
            kin: FxHashMap::default(),
            ties: FxHashMap::default(),
        }
    }

    /// Forgets what was true of the line before.
    pub(super) fn next_line(&mut self) {
        self.seam_cache.clear();
        self.pairs.clear();
        self.cuts.clear();
        self.stacks.clear();
        self.kin.clear();
        self.ties.clear();
    }

    /// All moves for line `i`, each with its gain.
    pub(super) fn moves(&mut self, i: usize, state: &State, push: &mut dyn FnMut(Gain, Move)) {
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
                self.heading(i, role, state, Gain::default().with(Term::Role, heading_log), push);
                continue;
            }
            let transition = table.get(index(role)).copied().unwrap_or(0.0);
            let gain = Gain::default().with(Term::Role, p).with(Term::Transition, transition);
            match role {
                Role::Section | Role::Other | Role::Duplicate => push(gain, Move::Furniture(role)),
                Role::Caption | Role::Credit => push(gain, Move::Attached(role)),
                Role::Kicker => self.head(i, role, state, gain, push),
                Role::Byline => byline(i, state, gain, push),
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

    fn heading(&mut self, i: usize, role: Role, state: &State, gain: Gain, push: &mut dyn FnMut(Gain, Move)) {
        let (headline, subhead) = self.which_heading(i, state.current(), state);
        if role == Role::Headline {
            self.head(i, role, state, gain.with(Term::Headline, headline), push);
            // Where its headline stands in a column before, nothing tells a deck over the text from a headline.
            apart::head(i, Role::Kicker, state, &self.analysis.facts, gain, push);
            return;
        }
        let Some(c) = state.current() else {
            push(gain.with(Term::Subhead, subhead).event(Term::Headless, true), Move::Orphan(role));
            return;
        };
        // Its own section, or one of an earlier article that columns have parted from it.
        for (k, whose) in self.whose_section(i, state) {
            let Some(t) = state.thread(k) else { continue };
            if state.current == Some(k) {
                let gain = gain.with(Term::Subhead, subhead).with(Term::WhoseSection, whose);
                let gain = gain.event(Term::InPairs, heading::goes_on_in_pairs(i, c, self.blocks));
                push(gain.event(Term::EarlySubhead, c.texts == 0 && !c.feature), Move::Subhead(k));
                continue;
            }
            let left_over = t.subs > 0 && self.analysis.headings[i].lacks_its_dateline();
            let whose = if left_over { whose.max(DISTANT) } else { whose };
            if whose > -7.0 {
                let (_, subhead) = self.which_heading(i, Some(t), state);
                let gain = gain.with(Term::Subhead, subhead).with(Term::WhoseSection, whose);
                push(gain.event(Term::Remnant, left_over), Move::Subhead(k));
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

    /// log p(line `i` is one more line of the headline above), log p(it is another headline).
    fn which_headline(&mut self, i: usize, lines: usize) -> (f32, f32) {
        let (a, blocks) = (self.analysis, self.blocks);
        let odds = *self.stacks.entry(lines.min(3)).or_insert_with(|| {
            let seen = stacked::observe(i, lines, blocks, &a.facts, &a.answers, &a.dress);
            dot(&self.weights.stacked, &seen)
        });
        (-softplus(-odds), -softplus(odds))
    }

    fn head(&mut self, i: usize, role: Role, state: &State, gain: Gain, push: &mut dyn FnMut(Gain, Move)) {
        apart::head(i, role, state, &self.analysis.facts, gain, push);
        let beside = state.current().is_some_and(|c| c.is_waiting() && !c.heads.is_empty());
        if state.running_head(i as u32) {
            let only_kickers = state.current().is_some_and(|c| c.only_kickers);
            if role == Role::Kicker || only_kickers {
                push(gain, Move::ExtendsHead(role));
                if role == Role::Kicker && !only_kickers {
                    let another = gain.event(Term::KickerOfAnother, true);
                    push(another.event(Term::Opened, true), Move::Opens(role));
                }
            } else {
                let (same, other) = self.which_headline(i, state.current().map_or(1, |c| c.heads.len()));
                let second = gain.with(Term::Stacked, same).event(Term::SecondLine, true);
                push(second, Move::ExtendsHead(role));
                push(gain.with(Term::Stacked, other).event(Term::Opened, true), Move::Opens(role));
            }
        } else {
            if role == Role::Kicker && beside {
                push(gain.event(Term::KickerBelow, true), Move::ExtendsHead(role));
            }
            let opened = gain.event(Term::Opened, true).event(Term::OpenedBesideWaiting, beside);
            push(opened, Move::Opens(role));
        }
    }

    fn lead(&self, i: usize, state: &State, gain: Gain, push: &mut dyn FnMut(Gain, Move)) {
        if state.current.is_none() {
            push(gain.event(Term::Headless, true), Move::Orphan(Role::Lead));
        }
        for k in state.numbers() {
            let Some(t) = state.thread(k) else { continue };
            let begins = t.is_waiting() && !t.heads.is_empty();
            let here = state.current == Some(k);
            if !(here || begins || t.feature && t.open.is_some()) {
                continue;
            }
            let gain = if here { gain } else { gain.event(Term::LeadElsewhere, true) };
            let mut new = gain.event(Term::LateLead, t.texts > 2);
            if let Some(open) = t.open {
                let p = self.analysis.joins.get(&(open, i as u32)).copied().unwrap_or(0.02);
                push(gain.with(Term::LeadJoin, p.max(1e-4).ln()), Move::LeadOn(k));
                new = dangling(new.with(Term::LeadJoin, (1.0 - p).max(1e-3).ln()), t);
            }
            if here || begins {
                push(new.event(Term::Filled, begins), Move::LeadNew(k));
            }
        }
    }

    fn body(&mut self, i: usize, state: &State, gain: Gain, push: &mut dyn FnMut(Gain, Move)) {
        let mut joins: SmallVec<[(u32, f32); WINDOW]> = SmallVec::new();
        for k in state.numbers() {
            if let Some(open) = state.thread(k).and_then(|t| t.open) {
                joins.push((k, self.goes_on(open, i, k, state)));
            }
        }
        let sum: f32 = joins.iter().map(|(_, p)| p).sum();
        let none = (1.0 - joins.iter().map(|(_, p)| *p).fold(0.0, f32::max)).max(1e-3).ln();
        for (k, p) in &joins {
            let Some(t) = state.thread(*k) else { continue };
            let p = (p / sum.max(1.0)).max(1e-4).ln();
            let cut = self.cut(t.open.unwrap_or(0), i).clamp(-4.0, 4.0);
            let gain = gain.with(Term::Join, p).with(Term::Cut, cut).with(Term::Topic, self.topic(i, *k, state));
            let signed = t.closed && state.current != Some(*k);
            let gain = gain.event(Term::OnAfterClose, signed).event(Term::OnBelowSubhead, t.subhead_since_open());
            push(gain, Move::BodyOn(*k));
        }
        let gain = gain.with(Term::NoJoin, none);
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
                    let gain = gain.with(Term::Owner, log).with(Term::Topic, self.topic(i, k, state));
                    let gain = gain.event(Term::Filled, t.is_waiting() && !t.heads.is_empty());
                    push(dangling(gain, t), Move::BodyNew(k));
                }
                None if log > -6.0 => {
                    let headless =
                        |c: &Thread| c.heads.is_empty() && !c.in_column && c.texts > 0 && !owner::plays_elsewhere(i, c, facts);
                    let no_column = state.current().is_some_and(headless) && self.blocks[i].signature.is_empty();
                    let gain = gain.with(Term::Owner, log).event(Term::Loose, no_column);
                    push(gain, Move::Orphan(Role::Body));
                }
                _ => {}
            }
        }
    }

    /// How much likelier the likeness of line `i` to article `k` is for its own paragraphs than for those of others (logarithm).
    fn topic(&mut self, i: usize, k: u32, state: &State) -> f32 {
        let (facts, blocks) = (&self.analysis.facts, self.blocks);
        let Some(t) = state.shared(k).filter(|t| t.texts > 0) else { return 0.0 };
        let kin = *self.kin.entry(Rc::as_ptr(t).addr()).or_insert_with(|| owner::Kin::of(i, t, blocks, facts));
        self.weights.topic.get(kin.class()).copied().unwrap_or(0.0).clamp(-2.0, 3.0)
    }

    /// How much likelier the words around the seam are where a paragraph was cut than where two lines merely meet (logarithm).
    fn cut(&mut self, open: u32, i: usize) -> f32 {
        let readers = &self.weights.readers;
        *self.cuts.entry(open).or_insert_with(|| {
            let computed;
            let row = if let Some(row) = self.analysis.seams.get(&(open, i as u32)) {
                row
            } else {
                computed = seam::evidence(open as usize, i, self.blocks, &self.analysis.facts);
                &computed
            };
            let words = seam::of_words_only(row);
            let p = readers.iter().map(|r| r.cut.probabilities(words)[1]).sum::<f32>() / readers.len() as f32;
            let p = p.clamp(1e-3, 0.999);
            (p / (1.0 - p)).ln()
        })
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
                    computed = seam::evidence(open as usize, i, blocks, &analysis.facts);
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

fn softplus(x: f32) -> f32 {
    if x > 20.0 { x } else { x.exp().ln_1p() }
}
