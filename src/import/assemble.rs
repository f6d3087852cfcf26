//! The reading of a page → its lines and articles: what the decoder decided, written down.
//!
//! Sewing, dropped seam characters, hidden duplicates and lost tails are all recorded on the lines, so that the source view can
//! show them and nothing is lost.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::analysis::Analysis;
use super::authors::authors;
use super::block::{Block, is_padding};
use super::decoder::Reading;
use super::doubts::doubts;
use super::parts::{Built, build};
use super::reasons::Reasons;
use super::seam::repetition;
use super::sections::sections;
use crate::corpus::{Article, ArticleKey, Draft, Page, PageId, PageLine, PlaceSource, Published, Reason, Role};
use crate::text::Span;

/// One line with everything decided about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    /// The role.
    pub role: Role,
    /// Index of the article.
    pub article: Option<u32>,
    /// Position (not number) of the line whose paragraph it continues.
    pub continues: Option<usize>,
    /// Visible characters at its start that only repeat the end of that line.
    pub repeated: usize,
}

/// Writes a draft. Places and days are filled in later.
pub(super) fn assemble(name: &str, text: &str, blocks: &[Block], analysis: &Analysis, reading: &Reading) -> Draft {
    let mut placed = place(blocks, reading);
    for (p, block) in placed.iter_mut().zip(blocks) {
        // What the source view could not show is not taken away.
        if dropped(text, block, p.repeated).is_none() {
            p.repeated = 0;
        }
    }
    let count = placed.iter().filter_map(|p| p.article).max().map_or(0, |a| a + 1);
    let labels = sections(blocks, &placed);
    let mut lines_of: Vec<Vec<usize>> = vec![Vec::new(); count as usize];
    for (i, p) in placed.iter().enumerate() {
        if let Some(article) = p.article {
            lines_of[article as usize].push(i);
        }
    }
    let mut articles = Vec::with_capacity(count as usize);
    for lines in lines_of {
        let Built { text, parts, part_of } = build(&lines, blocks, &placed, analysis);
        let first = lines.iter().copied().find(|i| is_text(placed[*i].role)).unwrap_or(lines.first().copied().unwrap_or(0));
        let line = blocks[first].line;
        let headline = parts.iter().find(|p| p.field == crate::corpus::Field::Headline).map_or("", |p| p.span.of(&text));
        articles.push(Article {
            key: key(name, line, headline),
            page: PageId(0),
            line,
            city: None,
            county: None,
            place_source: PlaceSource::Page,
            published: Published::default(),
            date: None,
            imprint: None,
            section: labels[first].clone(),
            authors: authors(&lines, blocks, &placed, analysis),
            doubts: doubts(&lines, blocks, &placed, reading, &parts, &part_of),
            extra: Vec::new(),
            text,
            parts,
        });
    }
    let reasons = Reasons::of(blocks, &placed, analysis);
    let lines = blocks.iter().enumerate().flat_map(|(i, block)| page_lines(i, block, text, &reasons)).collect();
    let page = Page { file: Arc::from(name), text: text.to_owned(), lines, ..Page::default() };
    Draft { page, articles, problems: Vec::new() }
}

/// The lines of one block; those below the first go on with it, unless it is a heading.
fn page_lines(i: usize, block: &Block, text: &str, reasons: &Reasons<'_>) -> Vec<PageLine> {
    let blocks = reasons.blocks;
    let Placed { role, article, continues, repeated } = reasons.placed[i];
    let mut lines = vec![PageLine {
        n: block.line,
        span: block.span,
        role,
        article,
        continues: continues.map(|k| blocks[k].more.last().map_or(blocks[k].line, |row| row.line)),
        dropped: dropped(text, block, repeated),
        reason: reasons.reason(i),
    }];
    let mut above = block.line;
    for row in &block.more {
        let heading = matches!(role, Role::Headline | Role::Kicker | Role::Subhead | Role::Section);
        let reason = if heading { lines[0].reason } else { Reason::GoesOn { from: above, tenths: 10 } };
        let continues = (!heading).then_some(above);
        lines.push(PageLine { n: row.line, span: row.span, role, article, continues, dropped: None, reason });
        above = row.line;
    }
    lines
}

/// The stable name of an article.
fn key(name: &str, line: u32, headline: &str) -> ArticleKey {
    ArticleKey(xxhash_rust::xxh3::xxh3_64(format!("{name}\0{line}\0{headline}").as_bytes()))
}

/// Whether the role is one of running text and its heads (a caption is not).
pub(super) fn is_text(role: Role) -> bool {
    matches!(role, Role::Headline | Role::Kicker | Role::Subhead | Role::Lead | Role::Byline | Role::Body)
}

/// Decides which threads are articles and numbers them in the order of their first lines.
fn place(blocks: &[Block], reading: &Reading) -> Vec<Placed> {
    let mut placed: Vec<Placed> = reading
        .decisions
        .iter()
        .map(|d| Placed { role: d.role, article: d.thread, continues: d.continues.map(|c| c as usize), repeated: 0 })
        .collect();
    // A headline without a word of text or picture below it is an orphan: it stays on its line and is no article.
    let mut substance: BTreeMap<u32, bool> = BTreeMap::new();
    for p in &placed {
        if let Some(thread) = p.article {
            *substance.entry(thread).or_insert(false) |= matches!(p.role, Role::Body | Role::Lead | Role::Caption);
        }
    }
    if !substance.values().any(|s| *s) {
        return one_article(blocks);
    }
    let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
    for p in &mut placed {
        p.article = p.article.filter(|thread| substance.get(thread) == Some(&true));
        if matches!(p.role, Role::Duplicate | Role::Section | Role::Other) {
            p.article = None;
        }
    }
    let texts = placed.iter().filter(|p| is_text(p.role)).filter_map(|p| p.article);
    for thread in texts.chain(placed.iter().filter_map(|p| p.article)) {
        let next = numbers.len() as u32;
        numbers.entry(thread).or_insert(next);
    }
    for p in &mut placed {
        p.article = p.article.and_then(|thread| numbers.get(&thread).copied());
    }
    only_kickers(&mut placed, numbers.len());
    for i in 0..placed.len() {
        if let Some(from) = placed[i].continues {
            placed[i].repeated = if blocks[from].full && blocks[i].gap == 0 { 0 } else { repetition(&blocks[from], &blocks[i]) };
        }
    }
    placed
}

/// Lines that stand alone as the head of an article are its headline, whatever they look like.
fn only_kickers(placed: &mut [Placed], articles: usize) {
    let mut first: Vec<Option<usize>> = vec![None; articles];
    let mut headed = vec![false; articles];
    for (i, p) in placed.iter().enumerate() {
        let Some(a) = p.article.map(|a| a as usize) else { continue };
        headed[a] |= p.role == Role::Headline;
        if p.role == Role::Kicker && first[a].is_none() {
            first[a] = Some(i);
        }
    }
    for (first, headed) in first.into_iter().zip(headed) {
        if let Some(i) = first.filter(|_| !headed) {
            placed[i].role = Role::Headline;
        }
    }
}

/// What could not be understood is one article called by its first line.
fn one_article(blocks: &[Block]) -> Vec<Placed> {
    (0..blocks.len())
        .map(|i| Placed {
            role: if i == 0 { Role::Headline } else { Role::Body },
            article: Some(0),
            continues: None,
            repeated: 0,
        })
        .collect()
}

/// The bytes of the first `count` visible characters of a block's words, relative to the start of its line.
fn dropped(text: &str, block: &Block, count: usize) -> Option<Span> {
    if count == 0 {
        return None;
    }
    let line = block.span.of(text);
    // The words of a hard-wrapped block go on below, and stars may part them: its first characters are enough to find them.
    let first = |count: usize| block.text.chars().take(count).collect::<String>();
    let start = line.find(&first(count + 2)).or_else(|| line.find(&first(count)))?;
    let mut seen = 0;
    for (at, c) in block.text.char_indices() {
        if !is_padding(c) {
            seen += 1;
        }
        if seen == count {
            return Some(Span::new(start, start + at + c.len_utf8()));
        }
    }
    None
}
