//! Why a line was read as it was: one short clause for the source view and `inspect`.
//!
//! The decision is made by all the evidence together; the clause names the piece of it that a reader can check with the eye.

use super::analysis::Analysis;
use super::assemble::Placed;
use super::block::Block;
use super::context::join;
use crate::corpus::Role;

/// The clause, in Chinese, without a full stop.
pub(super) fn reason(i: usize, blocks: &[Block], placed: &[Placed], analysis: &Analysis) -> String {
    let p = &placed[i];
    let s = &analysis.facts.surfaces[i];
    let block = &blocks[i];
    let alike = || {
        blocks.iter().enumerate().filter(|(k, b)| *k != i && b.signature == block.signature && placed[*k].role == p.role).count()
    };
    let below =
        (i + 1..blocks.len()).find(|k| !matches!(placed[*k].role, Role::Headline | Role::Kicker | Role::Caption | Role::Credit));
    match p.role {
        Role::Headline | Role::Kicker => match below {
            Some(k) if analysis.facts.dateline(k) => "下文以电头开头".to_owned(),
            Some(k) if analysis.facts.surfaces[k].byline => "下接署名".to_owned(),
            Some(k) if analysis.facts.surfaces[k].lead > 0 => "下接导语".to_owned(),
            _ if !block.signature.is_empty() && alike() > 0 => format!("与另外{}行同一记号", alike()),
            _ if block.dash => "以破折号领起".to_owned(),
            _ => "短而不断句，下接正文".to_owned(),
        },
        Role::Subhead if !block.signature.is_empty() && alike() > 0 => format!("与另外{}个小标题同一记号", alike()),
        Role::Subhead => "上下文是同一篇".to_owned(),
        Role::Lead if s.lead > 0 => "有导语字样".to_owned(),
        Role::Lead => "接在导语之后".to_owned(),
        Role::Byline if s.byline => "记者或通讯员姓名".to_owned(),
        Role::Byline => "文末落款".to_owned(),
        Role::Credit => "摄影者姓名".to_owned(),
        Role::Caption => "图片说明".to_owned(),
        Role::Section if s.label => "栏名后有拼音".to_owned(),
        Role::Section => "栏名".to_owned(),
        Role::Duplicate => "页上另有同文".to_owned(),
        Role::Other => "报头、页码、编辑、导读一类".to_owned(),
        Role::Body => match p.continues {
            Some(from) => {
                let line = blocks[from].line;
                let repeated = if p.repeated > 0 { "，接缝处有重字" } else { "" };
                let sure = (join(&analysis.joins, from, i) * 10.0).round();
                format!("接第{line}行未完的一段（{sure:.0}成）{repeated}")
            }
            None if s.dateline.is_some() => "电头起新篇".to_owned(),
            None => "另起一段".to_owned(),
        },
    }
}
