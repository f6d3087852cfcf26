//! Source view: the lines of the page as they were, and beside each what it was read as and what was done to it.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::geometry::Geometry;
use crate::app::source::{MARGIN, SourceView};
use crate::app::words::{Lang, number};
use crate::app::{App, Caret, Leaf};
use crate::corpus::{Evidence, PageLine, Role as LineRole};
use unicode_segmentation::UnicodeSegmentation;

fn role_word(source: &SourceView<'_>, line: &PageLine, at: usize, lang: Lang) -> &'static str {
    let (zh, en) = match line.role {
        LineRole::Headline => ("标题", "head"),
        LineRole::Kicker => {
            let above = source
                .lines
                .get(at..)
                .is_some_and(|rest| rest.iter().take_while(|l| l.article == line.article).any(|l| l.role == LineRole::Headline));
            if above { ("引题", "kicker") } else { ("副题", "deck") }
        }
        LineRole::Subhead => ("小标", "sub"),
        LineRole::Lead => ("导语", "lead"),
        LineRole::Byline => ("署名", "byline"),
        LineRole::Body => ("正文", "body"),
        LineRole::Caption => ("图注", "photo"),
        LineRole::Credit => ("摄影", "credit"),
        LineRole::Section => ("栏目", "column"),
        LineRole::Duplicate => ("重复", "again"),
        LineRole::Other => ("其他", "other"),
    };
    lang.pick(zh, en)
}

pub(super) fn draw(app: &App, leaf: &Leaf, g: &Geometry, rows: usize, canvas: &mut Canvas<'_>) -> Caret {
    let Some(source) = app.source() else { return Caret::Away };
    let lang = app.lang();
    let edge = canvas.edge();
    let x = canvas.put(1, 0, lang.pick("原文", "Source"), Role::Masthead);
    let (joined, dropped, hidden) = (source.joined, source.dropped, source.hidden);
    let done = match lang {
        Lang::Zh => format!("接上 {joined}  去掉 {dropped}  藏起 {hidden}"),
        Lang::En => format!("joined {joined}  dropped {dropped}  hidden {hidden}"),
    };
    let stop = canvas.put_right(edge, 0, &done, Role::Meta).saturating_sub(2);
    let lines = (source.lines.first().map_or(0, |l| l.n), source.lines.last().map_or(0, |l| l.n));
    let file = &source.page.file;
    let name = match lang {
        Lang::Zh => format!("{file}  第 {}-{} 行", lines.0, lines.1),
        Lang::En => format!("{file}  lines {}-{}", lines.0, lines.1),
    };
    canvas.put_clipped(x + 2, 0, &name, stop.saturating_sub(x + 2), Role::Meta);
    canvas.put_clipped(1, 1, &rests_on(&source.page.evidence, lang), edge.saturating_sub(1), Role::Meta);
    let mut caret = Caret::Away;
    let mut y = 2;
    let end = 2 + rows as u16;
    for (i, line) in source.lines.iter().enumerate().skip(leaf.top()) {
        if y >= end {
            break;
        }
        let selected = i == leaf.cursor();
        if selected {
            caret = Caret::Parked { x: 1, y };
        }
        y = source_line(app, &source, line, i, selected, y, end.min(g.height.saturating_sub(1)), canvas);
    }
    caret
}

#[expect(clippy::too_many_arguments, reason = "one row of a table; a struct for it would be named after this function")]
fn source_line(
    app: &App,
    source: &SourceView<'_>,
    line: &PageLine,
    at: usize,
    selected: bool,
    y: u16,
    end: u16,
    canvas: &mut Canvas<'_>,
) -> u16 {
    let lang = app.lang();
    let foreign = line.article.is_some() && line.article != source.article;
    let number_role = if selected { Role::Cursor } else { Role::Lineno };
    canvas.put_right(5, y, &line.n.to_string(), number_role);
    canvas.put_until(7, y, role_word(source, line, at, lang), Role::Section, 13);
    let done = if line.role == LineRole::Duplicate {
        lang.pick("藏", "hidden").to_owned()
    } else if let Some(n) = line.continues {
        lang.pick(format!("接 {n}"), format!("after {n}"))
    } else if foreign && line.article < source.article {
        lang.pick("上篇", "one before").to_owned()
    } else if foreign {
        lang.pick("下篇", "next one").to_owned()
    } else {
        String::new()
    };
    canvas.put_until(13, y, &done, Role::Seam, MARGIN);
    let plain = if line.role == LineRole::Duplicate {
        Role::Hidden
    } else if foreign {
        Role::Meta
    } else {
        Role::Text
    };
    let (mut x, mut y) = (MARGIN, y);
    let text = line.span.of(&source.page.text);
    for (offset, glyph) in text.grapheme_indices(true) {
        let cells = canvas.cells(glyph);
        if x + cells > canvas.edge() {
            x = MARGIN;
            y += 1;
            if y >= end {
                return y;
            }
        }
        let dropped = line.dropped.is_some_and(|span| span.contains(offset as u32));
        x = canvas.put(x, y, glyph, if dropped { Role::Dropped } else { plain });
    }
    y + 1
}

/// What the day and the city of the page rest on, in one line; empty where nothing was inferred.
fn rests_on(evidence: &[Evidence], lang: Lang) -> String {
    if evidence.is_empty() {
        return String::new();
    }
    let said = evidence.iter().map(|e| match (lang, e.line) {
        (Lang::Zh, 0) => e.what.clone(),
        (Lang::Zh, n) => format!("{} (第 {n} 行)", e.what),
        (Lang::En, 0) => e.what_en.clone(),
        (Lang::En, n) => format!("{} (line {n})", e.what_en),
    });
    format!("{}: {}", lang.pick("日期和城市", "day and city"), said.collect::<Vec<_>>().join("; "))
}

/// The decision about the selected line, in words.
pub(super) fn said(app: &App, leaf: &Leaf) -> String {
    let Some(source) = app.source() else { return String::new() };
    let Some(line) = source.lines.get(leaf.cursor()) else { return String::new() };
    let n = number(u64::from(line.n));
    let dropped = line.dropped_text(&source.page.text);
    match app.lang() {
        Lang::Zh => format!("第 {n} 行: {}", line.reason.zh(dropped)),
        Lang::En => format!("line {n}: {}", line.reason.en(dropped)),
    }
}
