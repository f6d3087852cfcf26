//! The text of one article: its lines in reading order, paragraphs sewn, marks taken off.

use super::analysis::Analysis;
use super::assemble::Placed;
use super::block::{Block, is_digit, is_han, is_padding};
use super::sewing::sew;
use crate::corpus::{Field, Part, Role};
use crate::text::Span;

/// An article's text with its parts, and the part that each of its lines went into.
#[derive(Debug, Default)]
pub(super) struct Built {
    /// Parts joined by `\n`.
    pub text: String,
    /// In reading order.
    pub parts: Vec<Part>,
    /// (line position, part index).
    pub part_of: Vec<(usize, usize)>,
}

/// One part before it is put in order.
struct Piece {
    field: Field,
    text: String,
    truncated: bool,
    line: u32,
    from: Vec<usize>,
}

/// Builds the text from the positions of its lines.
pub(super) fn build(lines: &[usize], blocks: &[Block], placed: &[Placed], analysis: &Analysis) -> Built {
    let mut pieces: Vec<Piece> = Vec::new();
    let headline = lines.iter().position(|i| placed[*i].role == Role::Headline);
    for (order, i) in lines.iter().enumerate() {
        let block = &blocks[*i];
        let role = placed[*i].role;
        if let Some(from) = placed[*i].continues.filter(|_| matches!(role, Role::Body | Role::Lead))
            && let Some(piece) = pieces.iter_mut().find(|p| p.from.contains(&from))
        {
            sew(&mut piece.text, without(&block.text, placed[*i].repeated));
            piece.from.push(*i);
            continue;
        }
        let field = match role {
            Role::Headline => Field::Headline,
            Role::Kicker if headline.is_some_and(|h| order > h) => Field::Deck,
            Role::Kicker => Field::Kicker,
            Role::Subhead => Field::Subhead,
            Role::Lead => Field::Lead,
            Role::Byline => Field::Byline,
            Role::Caption | Role::Credit => Field::Caption,
            _ => Field::Body,
        };
        let text = match field {
            Field::Headline => heading(&block.text),
            Field::Kicker | Field::Deck | Field::Subhead => heading(block.text.trim_start_matches(['—', '―', '─', '-'])),
            Field::Lead => block.text.get(analysis.facts.surfaces[*i].lead..).unwrap_or("").trim_matches(is_padding).to_owned(),
            Field::Body => block.paragraph().trim_matches(is_padding).to_owned(),
            _ => block.text.clone(),
        };
        // A headline over two lines is one headline; so is a kicker. A credit belongs to the caption above it.
        let joins = matches!(field, Field::Headline | Field::Kicker | Field::Deck) || role == Role::Credit;
        if joins && let Some(piece) = pieces.iter_mut().rfind(|p| p.field == field) {
            piece.text.push(' ');
            piece.text.push_str(&text);
            piece.from.push(*i);
            continue;
        }
        if text.is_empty() {
            continue;
        }
        pieces.push(Piece { field, text, truncated: false, line: block.line, from: vec![*i] });
    }
    for piece in &mut pieces {
        piece.truncated = matches!(piece.field, Field::Body | Field::Lead) && is_truncated(piece, blocks, analysis);
    }
    pieces.sort_by_key(|p| match p.field {
        Field::Subhead => Field::Body,
        field => field,
    });
    let mut built = Built::default();
    for piece in pieces {
        if !built.text.is_empty() {
            built.text.push('\n');
        }
        let start = built.text.len();
        built.text.push_str(&piece.text);
        built.part_of.extend(piece.from.iter().map(|i| (*i, built.parts.len())));
        let span = Span::new(start, built.text.len());
        built.parts.push(Part { field: piece.field, span, truncated: piece.truncated, line: piece.line });
    }
    built
}

/// A heading for display: emphasis stars and surrounding blanks gone.
fn heading(text: &str) -> String {
    text.trim_matches(|c: char| is_padding(c) || c == '*' || c == '#').to_owned()
}

/// A continuation without the characters that only repeat the seam; blanks before them count for nothing.
fn without(next: &str, repeated: usize) -> &str {
    let mut seen = 0;
    next.trim_start_matches(|c: char| {
        if is_padding(c) {
            return true;
        }
        seen += 1;
        seen <= repeated
    })
}

/// Whether a paragraph of prose stops in the middle of a sentence.
fn is_truncated(piece: &Piece, blocks: &[Block], analysis: &Analysis) -> bool {
    let Some(last) = piece.from.last().copied() else { return false };
    let surface = &analysis.facts.surfaces[last];
    let end = blocks[last].last();
    let prose =
        piece.text.chars().filter(|c| !is_padding(*c)).count() > 24 && !surface.table && !surface.end_signed && !surface.photo;
    prose && !blocks[last].terminated && (is_han(end) || is_digit(end) || "，,、“《（(".contains(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sewn(a: &str, b: &str, repeated: usize) -> String {
        let mut out = a.to_owned();
        sew(&mut out, without(b, repeated));
        out
    }

    #[test]
    fn a_cut_paragraph_is_sewn_without_a_trace() {
        assert_eq!(sewn("在第一时", "时间找到", 1), "在第一时间找到");
        assert_eq!(sewn("the morning", " paper", 0), "the morning paper");
        assert_eq!(sewn("成交1860", "　单。", 0), "成交1860单。");
    }
}
