//! Writers of an article: from its byline, its dateline, the bracket that closes it, and 文/图 under a picture.
//!
//! Photographers (摄) and the editors of the page are not writers.

use super::analysis::Analysis;
use super::assemble::Placed;
use super::block::Block;
use super::dateline::closing;
use super::signed::signed;
use crate::corpus::Role;

/// The writers, in order of appearance, each once.
pub(super) fn authors(lines: &[usize], blocks: &[Block], placed: &[Placed], analysis: &Analysis) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for i in lines {
        let block = &blocks[*i];
        let surface = &analysis.facts.surfaces[*i];
        let found = match placed[*i].role {
            Role::Byline => signed(&block.text).map(|by| by.writers).unwrap_or_default(),
            Role::Credit | Role::Caption if surface.text_and_photo => {
                signed(&block.text).map(|by| by.writers).unwrap_or_default()
            }
            Role::Body | Role::Lead => {
                let dateline = surface.dateline.as_ref().map(|d| d.writers.clone()).unwrap_or_default();
                let end = if surface.end_signed {
                    closing(&block.text).map(|(_, by)| by.writers).unwrap_or_default()
                } else {
                    Vec::new()
                };
                dateline.into_iter().chain(end).collect()
            }
            _ => Vec::new(),
        };
        for name in found {
            if !out.contains(&name) {
                out.push(name);
            }
        }
    }
    out
}
