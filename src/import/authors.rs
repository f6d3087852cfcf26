//! Writers of an article: from its byline, its dateline, the bracket that closes it, and 文/图 under a picture.
//!
//! Photographers (摄) and the editors of the page are not writers.

use super::analysis::Analysis;
use super::assemble::Placed;
use super::block::{Block, is_han, is_padding};
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
            Role::Byline => match signed(&block.text) {
                Some(by) => by.writers,
                None => pen_name(block).into_iter().collect(),
            },
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

/// What stands alone on a byline that has no grammar of names: 老清水 over an essay. An office or a sentence is no pen name.
fn pen_name(block: &Block) -> Option<String> {
    let bare: String = block.chars.iter().filter(|c| !is_padding(**c)).collect();
    let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_prefix("文/").or_else(|| bare.strip_prefix("作者：")).unwrap_or(bare);
    ((2..=4).contains(&bare.chars().count()) && bare.chars().all(is_han)).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::block::blocks;

    #[test]
    fn a_pen_name_needs_no_grammar_and_an_office_is_none() {
        let name = |line: &str| pen_name(&blocks(line)[0]);
        assert_eq!(name("老清水").as_deref(), Some("老清水"));
        assert_eq!(name("□ 枕河客").as_deref(), Some("枕河客"));
        assert_eq!(name("文/听雨").as_deref(), Some("听雨"));
        assert_eq!(name("昭通市社会保险中心"), None);
        assert_eq!(name("2022年11月1日"), None);
    }
}
