//! Which piece of the evidence for a line is named to the reader ([`Reason`]). The decision is made by all of it together.

use rustc_hash::FxHashMap;

use super::analysis::Analysis;
use super::assemble::Placed;
use super::block::Block;
use super::context::join;
use crate::corpus::{Reason, Role};

/// The lines of a page and what was made of them, for naming reasons.
pub(super) struct Reasons<'a> {
    pub(super) blocks: &'a [Block],
    pub(super) placed: &'a [Placed],
    analysis: &'a Analysis,
    /// How many lines are dressed in a way and read as a role.
    dressed: FxHashMap<(&'a str, Role), u32>,
}

impl<'a> Reasons<'a> {
    /// Of these lines. O(n).
    pub(super) fn of(blocks: &'a [Block], placed: &'a [Placed], analysis: &'a Analysis) -> Self {
        let mut dressed: FxHashMap<(&str, Role), u32> = FxHashMap::default();
        for (block, p) in blocks.iter().zip(placed).filter(|(block, _)| !block.signature.is_empty()) {
            *dressed.entry((block.signature.as_str(), p.role)).or_default() += 1;
        }
        Self { blocks, placed, analysis, dressed }
    }

    /// The piece of evidence that a reader can check with the eye.
    pub(super) fn reason(&self, i: usize) -> Reason {
        let Self { blocks, placed, analysis, dressed } = self;
        let p = &placed[i];
        let s = &analysis.facts.surfaces[i];
        let block = &blocks[i];
        let below = (i + 1..blocks.len())
            .find(|k| !matches!(placed[*k].role, Role::Headline | Role::Kicker | Role::Caption | Role::Credit));
        // Others that look like it.
        let marked = dressed.get(&(block.signature.as_str(), p.role)).map_or(0, |lines| lines - 1);
        match p.role {
            Role::Headline | Role::Kicker => match below {
                Some(k) if analysis.facts.dateline(k) => Reason::AboveDateline,
                Some(k) if analysis.facts.surfaces[k].byline => Reason::AboveByline,
                Some(k) if analysis.facts.surfaces[k].lead > 0 => Reason::AboveLead,
                _ if marked > 0 => Reason::MarkedLike(marked),
                _ if block.dash => Reason::Dash,
                _ => Reason::ShortAboveText,
            },
            Role::Subhead if marked > 0 => Reason::MarkedLike(marked),
            Role::Subhead => Reason::WithinStory,
            Role::Lead if s.lead > 0 => Reason::SaysLead,
            Role::Lead => Reason::AfterLead,
            Role::Byline if s.byline => Reason::Reporters,
            Role::Byline => Reason::Signature,
            Role::Credit => Reason::Photographer,
            Role::Caption => Reason::Picture,
            Role::Section if s.label => Reason::LabelWithPinyin,
            Role::Section => Reason::Label,
            Role::Duplicate => Reason::Elsewhere,
            Role::Other => Reason::Furniture,
            Role::Body => match p.continues {
                Some(from) => Reason::GoesOn {
                    from: blocks[from].line,
                    tenths: (join(&analysis.joins, from, i) * 10.0).round().clamp(0.0, 10.0) as u8,
                },
                None if s.dateline.is_some() => Reason::Dateline,
                None => Reason::Paragraph,
            },
        }
    }
}
