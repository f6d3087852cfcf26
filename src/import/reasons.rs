//! Which piece of the evidence for a line is named to the reader ([`Reason`]). The decision is made by all of it together.

use super::analysis::Analysis;
use super::assemble::Placed;
use super::block::Block;
use super::context::join;
use crate::corpus::{Reason, Role};

/// The piece of evidence that a reader can check with the eye.
pub(super) fn reason(i: usize, blocks: &[Block], placed: &[Placed], analysis: &Analysis) -> Reason {
    let p = &placed[i];
    let s = &analysis.facts.surfaces[i];
    let block = &blocks[i];
    let alike = || {
        blocks.iter().enumerate().filter(|(k, b)| *k != i && b.signature == block.signature && placed[*k].role == p.role).count()
    };
    let below =
        (i + 1..blocks.len()).find(|k| !matches!(placed[*k].role, Role::Headline | Role::Kicker | Role::Caption | Role::Credit));
    let marked = if block.signature.is_empty() { 0 } else { alike() as u32 };
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
