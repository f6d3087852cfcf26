//! Page text → articles. Bytes in, drafts and problems out; the pipeline is the file list.
//!
//! Import never fails and never loses a character: every non-blank line of a page is in exactly one [`crate::corpus::PageLine`].

pub mod address;
pub mod analysis;
mod apart;
mod assemble;
mod authors;
mod bigrams;
pub mod block;
mod column;
pub mod context;
pub mod corrections;
pub mod crawled;
pub mod dateline;
pub mod dates;
pub mod decode;
pub mod decoder;
mod doubts;
mod edges;
pub mod fielded;
pub mod format;
pub mod front;
mod gains;
pub mod heading;
pub mod html;
pub mod inspect;
pub mod issue;
pub mod json;
pub mod lunar;
pub mod metadata;
mod named;
pub mod names;
pub mod net;
pub mod ordinal;
pub mod owner;
pub mod page_facts;
mod parts;
pub mod places;
mod postmark;
mod reasons;
pub mod record;
pub mod roles;
#[cfg(test)]
mod scored;
pub mod seam;
mod sections;
pub mod segmented;
mod settle;
mod sewing;
pub mod signed;
pub mod stacked;
pub mod state;
pub mod stated;
pub mod subsection;
pub mod surface;
pub mod table;
pub mod tagged;
mod tally;
pub mod weights;
mod worth;

pub use inspect::inspect;
pub use postmark::postmark;
pub use settle::{Facts, Lesson, lessons, settle};

use crate::corpus::Draft;

/// What is known of a text before it is read.
#[derive(Debug, Clone, Default)]
pub struct Source<'a> {
    /// Path or member name as given (`2020-02-26/03.txt`); hints of date and city are taken from it.
    pub name: &'a str,
    /// The decoded text.
    pub text: &'a str,
}

/// Reads one page: lines and articles, then their places and days. About two milliseconds for a page of 60 lines.
pub fn page(source: &Source<'_>) -> Draft {
    page_with(source, &metadata::Hints::default())
}

/// Reads one page of which something is known from outside (`corpus.toml`), which beats what the page says.
pub fn page_with(source: &Source<'_>, given: &metadata::Hints) -> Draft {
    let mut draft = parse(source);
    postmark(&mut draft, given);
    draft
}

/// Finds the articles of a page. Never fails: what could not be understood is one article called by its first line.
pub fn parse(source: &Source<'_>) -> Draft {
    parse_by(source, weights::Weights::shipped())
}

/// [`parse`] with other weights than the shipped ones, for training and comparing.
pub fn parse_by(source: &Source<'_>, weights: &weights::Weights) -> Draft {
    let blocks = block::blocks(source.text);
    let analysis = analysis::Analysis::of(&blocks, weights);
    let reading = decoder::decode(&blocks, &analysis, weights);
    assemble::assemble(source.name, source.text, &blocks, &analysis, &reading)
}
