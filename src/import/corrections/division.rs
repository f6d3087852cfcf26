//! Corrections that change how a page is divided: merge, split, move, retitle, caption, hide. No source line is lost: lines keep their
//! text and only change the article they belong to.

use super::{Act, Fix};
use crate::corpus::{Article, Draft, Field, Part};
use crate::text::Span;

/// Article and part that a line lies in.
pub(super) fn find(draft: &Draft, line: u32) -> Option<(usize, usize)> {
    let parts = |a: &Article| a.parts.iter().position(|part| part.line == line);
    let exact = draft.articles.iter().enumerate().find_map(|(i, a)| Some((i, parts(a)?)));
    exact.or_else(|| {
        // A line that continues a paragraph is of the last part that begins before it.
        let article = draft.page.lines.iter().find(|l| l.n == line)?.article? as usize;
        let part = draft.articles.get(article)?.parts.iter().rposition(|part| part.line <= line)?;
        Some((article, part))
    })
}

/// Pieces of an article, free of their offsets.
type Piece = (Field, bool, u32, String);

fn pieces(article: &Article) -> Vec<Piece> {
    article.parts.iter().map(|part| (part.field, part.truncated, part.line, part.span.of(&article.text).to_owned())).collect()
}

fn rebuild(article: &mut Article, pieces: Vec<Piece>) {
    let doubted: Vec<(u32, u32, usize)> = article
        .doubts
        .iter()
        .enumerate()
        .filter_map(|(i, doubt)| {
            article.part_at(doubt.offset).map(|part| (part.line, doubt.offset.saturating_sub(part.span.start), i))
        })
        .collect();
    article.text.clear();
    article.parts.clear();
    for (field, truncated, line, text) in pieces {
        if !article.parts.is_empty() {
            article.text.push('\n');
        }
        let start = article.text.len();
        article.text.push_str(&text);
        article.parts.push(Part { field, span: Span::new(start, article.text.len()), truncated, line });
    }
    // Doubts go with their paragraph; those whose paragraph has gone are settled.
    let old = std::mem::take(&mut article.doubts);
    for (line, within, i) in doubted {
        if let (Some(part), Some(doubt)) = (article.parts.iter().find(|part| part.line == line), old.get(i)) {
            let mut doubt = doubt.clone();
            doubt.offset = (part.span.start + within).min(part.span.end);
            article.doubts.push(doubt);
        }
    }
    if let Some(first) = article.parts.iter().map(|part| part.line).filter(|line| *line > 0).min() {
        article.line = first;
    }
}

/// Changes the division of the page; false where the lines are not there.
pub(super) fn restructure(draft: &mut Draft, fix: &Fix) -> bool {
    let Some((article, part)) = find(draft, fix.line) else { return false };
    match &fix.act {
        Act::Merge { into } => {
            let Some((target, _)) = find(draft, *into).filter(|(target, _)| *target != article) else { return false };
            let mut all = pieces(&draft.articles[target]);
            // The headline of what is merged stays as a sub-heading.
            let demoted =
                |field| if matches!(field, Field::Headline | Field::Kicker | Field::Deck) { Field::Subhead } else { field };
            all.extend(
                pieces(&draft.articles[article]).into_iter().map(|(field, cut, line, text)| (demoted(field), cut, line, text)),
            );
            rebuild(&mut draft.articles[target], all);
            for line in draft.page.lines.iter_mut().filter(|line| line.article == Some(article as u32)) {
                line.article = Some(target as u32);
            }
            draft.articles[article].parts.clear();
        }
        Act::Split => {
            if part == 0 {
                return false;
            }
            let mut head = pieces(&draft.articles[article]);
            let mut tail = head.split_off(part);
            if let Some(first) = tail.first_mut().filter(|first| first.0 == Field::Subhead) {
                first.0 = Field::Headline;
            }
            let mut new = draft.articles[article].clone();
            new.key.0 ^= u64::from(fix.line).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let moved: Vec<u32> = tail.iter().map(|piece| piece.2).collect();
            rebuild(&mut new, tail);
            rebuild(&mut draft.articles[article], head);
            let at = draft.articles.len() as u32;
            draft.articles.push(new);
            reassign(draft, article as u32, at, &moved);
        }
        Act::Move { into } => {
            let Some((target, _)) = find(draft, *into).filter(|(target, _)| *target != article) else { return false };
            let mut from = pieces(&draft.articles[article]);
            let piece = from.remove(part);
            let mut to = pieces(&draft.articles[target]);
            let at = to.iter().position(|other| other.2 > piece.2).unwrap_or(to.len());
            let moved = [piece.2];
            to.insert(at, piece);
            rebuild(&mut draft.articles[target], to);
            rebuild(&mut draft.articles[article], from);
            reassign(draft, article as u32, target as u32, &moved);
        }
        Act::Retitle { headline } => {
            let mut all = pieces(&draft.articles[article]);
            let headline = headline.replace('\n', " ");
            let first = all.iter().position(|piece| piece.0 == Field::Headline);
            match first {
                Some(at) => all[at].3 = headline,
                None => all.insert(0, (Field::Headline, false, fix.line, headline)),
            }
            rebuild(&mut draft.articles[article], all);
        }
        Act::Caption | Act::Hide => {
            let mut all = pieces(&draft.articles[article]);
            if fix.act == Act::Caption {
                all[part].0 = Field::Caption;
            } else {
                all.remove(part);
            }
            rebuild(&mut draft.articles[article], all);
        }
        Act::Set { .. } | Act::Keep => {}
    }
    renumber(draft);
    true
}

/// Gives the source lines of moved parts, and the lines that continue them, to another article.
fn reassign(draft: &mut Draft, from: u32, to: u32, moved: &[u32]) {
    let mut chain: Vec<u32> = moved.to_vec();
    for line in draft.page.lines.iter_mut().filter(|line| line.article == Some(from)) {
        if chain.contains(&line.n) || line.continues.is_some_and(|n| chain.contains(&n)) {
            chain.push(line.n);
            line.article = Some(to);
        }
    }
}

/// Drops empty articles and puts the rest in the order of their first lines again, in the lines too.
fn renumber(draft: &mut Draft) {
    let mut order: Vec<usize> = (0..draft.articles.len()).filter(|i| !draft.articles[*i].parts.is_empty()).collect();
    order.sort_by_key(|i| draft.articles[*i].line);
    let place = |old: u32| order.iter().position(|i| *i == old as usize).map(|i| i as u32);
    for line in &mut draft.page.lines {
        line.article = line.article.and_then(place);
    }
    draft.articles = order.iter().map(|i| draft.articles[*i].clone()).collect();
}
