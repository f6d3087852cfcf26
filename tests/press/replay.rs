//! Walks a page along its true reading and notes what the decoder would have had to decide.

use std::collections::HashMap;

use yuebao::corpus::Role;
use yuebao::import::analysis::{Analysis, dress, ordinals};
use yuebao::import::block::Block;
use yuebao::import::net::Row;
use yuebao::import::page_facts::PageFacts;
use yuebao::import::state::{Line, Move, State, Thread};
use yuebao::import::{heading, owner, seam, stacked, subsection};

use super::fit::{Choice, Odd};
use super::press::page::Truth;

/// What was met on the way.
#[derive(Debug, Default)]
pub struct Record {
    pub seams: Vec<(Row, bool)>,
    pub owners: Vec<Choice<{ owner::WIDTH }>>,
    pub sections: Vec<Choice<{ subsection::WIDTH }>>,
    pub headings: Vec<Odd<{ heading::WIDTH }>>,
    /// A heading right below another: one headline or two.
    pub stacks: Vec<Odd<{ stacked::WIDTH }>>,
    pub transitions: Vec<(usize, Role)>,
    /// Class of likeness of a paragraph and an article; whether the article is its own.
    pub likenesses: Vec<(usize, bool)>,
}

/// Walks one page. Owners, headings and transitions need an analysis.
#[expect(clippy::too_many_lines, reason = "one walk down the page, asking at each line what the decoder asks")]
pub fn replay(blocks: &[Block], truth: &[Truth], facts: &PageFacts, analysis: Option<&Analysis>) -> Record {
    let mut record = Record::default();
    let mut state = State::default();
    let mut threads: HashMap<Option<u32>, u32> = HashMap::new();
    let (dress, ordinals) = (dress(blocks), ordinals(blocks));
    for (i, t) in truth.iter().enumerate() {
        let known = threads.get(&t.article).copied().filter(|k| state.thread(*k).is_some());
        let surface = &facts.surfaces[i];
        let line = Line {
            at: i as u32,
            dress: dress[i],
            open: facts.open[i],
            end_signed: surface.end_signed,
            dateline: facts.dateline(i),
            ordinal: ordinals[i],
            depth: blocks[i].depth,
        };
        record.transitions.push((state.transition(), t.role));
        if t.role == Role::Body {
            for k in state.numbers() {
                if let Some(open) = state.thread(k).and_then(|x| x.open) {
                    let mut row = match analysis.and_then(|a| a.seams.get(&(open, i as u32))) {
                        Some(row) => row.clone(),
                        None => seam::evidence(open as usize, i, blocks, facts),
                    };
                    let mut kin = |thread: &std::rc::Rc<Thread>| owner::Kin::of(i, thread, blocks, facts);
                    for holds in owner::seam_state(i, k, &state, &mut kin) {
                        row.flag(holds);
                    }
                    record.seams.push((row, t.continues && known == Some(k)));
                }
            }
            if analysis.is_some() && !t.continues && t.article.is_some() {
                for k in state.numbers() {
                    let Some(thread) = state.thread(k).filter(|t| t.texts > 0 && i as u32 - t.last < 30) else { continue };
                    record.likenesses.push((owner::Kin::of(i, thread, blocks, facts).class(), known == Some(k)));
                }
            }
            if analysis.is_some() && !t.continues {
                let among = owner::candidates(&state);
                let target = match known {
                    Some(k) => among.iter().position(|a| *a == k),
                    None => (!threads.contains_key(&t.article)).then_some(among.len()),
                };
                if let Some(target) = target {
                    let mut kin = |thread: &std::rc::Rc<Thread>| owner::Kin::of(i, thread, blocks, facts);
                    let seen = owner::observe(i, &among, &state, blocks, facts, &mut kin);
                    record.owners.push((seen.into_vec(), target));
                }
            }
        }
        let step = match t.role {
            Role::Section | Role::Other | Role::Duplicate => Move::Furniture(t.role),
            Role::Caption | Role::Credit => Move::Attached(t.role),
            Role::Headline | Role::Kicker => {
                let goes_on = known.is_some() && known == state.current && known.is_some_and(|k| state.is_waiting(k));
                let apart = known
                    .filter(|k| state.thread(*k).is_some_and(|x| x.is_waiting() && (t.role == Role::Kicker || x.only_kickers)));
                match apart {
                    _ if goes_on => Move::ExtendsHead(t.role),
                    Some(k) => Move::HeadOf(t.role, k),
                    None => Move::Opens(t.role),
                }
            }
            Role::Subhead => known.map_or(Move::Orphan(t.role), Move::Subhead),
            Role::Byline => known.map_or(Move::Orphan(t.role), Move::Byline),
            Role::Lead => match known {
                Some(k) if t.continues && state.thread(k).is_some_and(|x| x.open.is_some()) => Move::LeadOn(k),
                Some(k) => Move::LeadNew(k),
                None => Move::Orphan(t.role),
            },
            Role::Body => match known {
                Some(k) if t.continues && state.thread(k).is_some_and(|x| x.open.is_some()) => Move::BodyOn(k),
                Some(k) => Move::BodyNew(k),
                None => Move::Orphan(t.role),
            },
        };
        let ties = |h: &'_ heading::Heading| {
            let h = h.clone();
            move |thread: &Thread| heading::Ties::of(i, thread, &h, blocks, facts)
        };
        if let Some(a) = analysis
            && t.role == Role::Headline
            && state.running_head(i as u32)
            && let Some(c) = state.current().filter(|c| !c.only_kickers)
        {
            let seen = stacked::observe(i, c.heads.len(), blocks, facts, &a.answers, &dress);
            record.stacks.push((seen, matches!(step, Move::ExtendsHead(_))));
        }
        if let Some(a) = analysis {
            let asked = match step {
                Move::Opens(Role::Headline) => !state.running_head(i as u32),
                Move::Subhead(k) => state.current == Some(k),
                _ => false,
            };
            if asked {
                let seen =
                    heading::observe(i, state.current(), &state, &a.headings[i], blocks, &dress, &mut ties(&a.headings[i]));
                record.headings.push((seen, t.role == Role::Headline));
            }
        }
        if let Some(a) = analysis {
            // Stray sections, and headlines that could be mistaken for them.
            let headline = matches!(step, Move::Opens(Role::Headline)) && !state.running_head(i as u32);
            let among = subsection::candidates(&state);
            if let Some(target) = known.filter(|_| t.role == Role::Subhead && among.len() > 1)
                && let Some(target) = among.iter().position(|k| *k == target)
            {
                let seen = subsection::observe(&among, &state, line, &mut ties(&a.headings[i]));
                record.sections.push((seen.into_vec(), target));
            }
            for k in among.into_iter().filter(|k| Some(*k) != state.current) {
                let Some(thread) = state.thread(k) else { continue };
                if headline || step == Move::Subhead(k) {
                    let seen =
                        heading::observe(i, Some(thread), &state, &a.headings[i], blocks, &dress, &mut ties(&a.headings[i]));
                    record.headings.push((seen, headline));
                }
            }
        }
        let (next, owner) = state.after(step, line);
        if let Some(owner) = owner.filter(|_| !matches!(step, Move::Attached(_))) {
            threads.insert(t.article, owner);
        }
        state = next;
    }
    record
}
