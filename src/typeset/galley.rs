//! What setting a paragraph gives: lines of glyphs, each glyph with the source bytes it stands for and the cell it stands in,
//! and the way from one to the other in both directions.

use std::ops::Range;

use crate::text::{Ambiguous, Cells, Span};

/// How to set a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure {
    /// Line length in cells, hanging gutter not counted. Even in the reader.
    pub width: Cells,
    /// Cells left blank at the start of the first line (four are 空两格).
    pub indent: Cells,
    /// How the terminal draws ambiguous marks.
    pub ambiguous: Ambiguous,
    /// Show ASCII marks next to 汉字 full width, put text on the em grid.
    pub normalise: bool,
    /// Spread spare cells so that full lines end flush.
    pub justify: bool,
    /// Cells to the right of the measure in which one mark may hang (0 or 2).
    pub hang: Cells,
}

impl Measure {
    /// Plain setting: the text as it stands, ragged, nothing hangs.
    pub fn plain(width: u16) -> Self {
        Self {
            width: Cells(width),
            indent: Cells(0),
            ambiguous: Ambiguous::Narrow,
            normalise: false,
            justify: false,
            hang: Cells(0),
        }
    }

    /// Newspaper setting: em grid, justified, one mark may hang; an indent of two em, of one where the measure is below six em (CLREQ
    /// lets narrow columns have less).
    pub fn newspaper(width: u16) -> Self {
        let indent = if width < 12 { 2 } else { 4 };
        Self { indent: Cells(indent), normalise: true, justify: true, hang: Cells(2), ..Self::plain(width) }
    }
}

/// What a glyph shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The source text of its span as it stands.
    Source,
    /// Another character (full-width `，` for `,`).
    Instead(char),
}

/// One grapheme on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// The source bytes it stands for, in the text that was set.
    pub span: Span,
    /// First cell, from the left edge of the measure.
    pub x: u16,
    /// How many cells it takes.
    pub cells: u8,
    /// What it shows.
    pub shown: Shown,
}

impl Glyph {
    /// The cell after its last one.
    pub fn right(&self) -> u16 {
        self.x.saturating_add(u16::from(self.cells))
    }
}

/// One line of a galley.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The source bytes of the line, trailing blanks included; the lines of a galley follow one another without gaps.
    pub span: Span,
    /// What is drawn, left to right, in source order; blanks between glyphs are simply not covered. Blanks at the line end have
    /// no glyphs.
    pub glyphs: Vec<Glyph>,
}

impl Line {
    /// Cells up to the end of the last glyph.
    pub fn width(&self) -> u16 {
        self.glyphs.last().map_or(0, Glyph::right)
    }

    /// The glyph that covers a cell, or the nearest one to its left for a blank cell; the first glyph for a cell left of it all.
    /// `None` on a line without glyphs. O(log n).
    pub fn glyph_at(&self, cell: u16) -> Option<&Glyph> {
        let after = self.glyphs.partition_point(|glyph| glyph.x <= cell);
        self.glyphs.get(after.saturating_sub(1))
    }

    /// The byte offset of the source that a cell stands for; the end of the line's visible text right of everything.
    pub fn offset_at(&self, cell: u16) -> u32 {
        match self.glyph_at(cell) {
            Some(glyph) if cell >= self.width() => glyph.span.end,
            Some(glyph) => glyph.span.start,
            None => self.span.start,
        }
    }

    /// The cell at which a byte offset of the source stands; for an offset in the blanks at the line end the cell after the last
    /// glyph. O(log n).
    pub fn cell_of(&self, offset: u32) -> u16 {
        let at = self.glyphs.partition_point(|glyph| glyph.span.end <= offset);
        self.glyphs.get(at).map_or(self.width(), |glyph| glyph.x)
    }

    /// The cells that a span of the source takes on this line, blanks of the setting between its glyphs included; `None` where it
    /// shows nothing here. For highlights. O(log n).
    pub fn cells_of(&self, span: Span) -> Option<Range<u16>> {
        let first = self.glyphs.partition_point(|glyph| glyph.span.end <= span.start);
        let after = self.glyphs.partition_point(|glyph| glyph.span.start < span.end);
        let shown = self.glyphs.get(first..after)?;
        Some(shown.first()?.x..shown.last()?.right())
    }

    /// Draws the line into a string, blanks as spaces; `text` is what was set.
    pub fn draw(&self, text: &str) -> String {
        let mut out = String::with_capacity(self.span.len() + 8);
        let mut x = 0;
        for glyph in &self.glyphs {
            out.extend(std::iter::repeat_n(' ', usize::from(glyph.x.saturating_sub(x))));
            match glyph.shown {
                Shown::Source => out.push_str(glyph.span.of(text)),
                Shown::Instead(c) => out.push(c),
            }
            x = glyph.right();
        }
        out
    }
}

/// A set paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Galley {
    /// Its lines; one empty line for an empty text.
    pub lines: Vec<Line>,
}

impl Galley {
    /// The line that holds a byte offset of the source; the last line for an offset at or beyond the end. O(log n).
    pub fn line_at(&self, offset: u32) -> usize {
        self.lines.partition_point(|line| line.span.end <= offset).min(self.lines.len().saturating_sub(1))
    }

    /// The lines that show some of a span of the source, each with the cells it takes there. For highlights.
    pub fn cells_of(&self, span: Span) -> impl Iterator<Item = (usize, Range<u16>)> + '_ {
        let first = self.line_at(span.start);
        let lines = self.lines.iter().enumerate().skip(first).take_while(move |(_, line)| line.span.start < span.end);
        lines.filter_map(move |(at, line)| line.cells_of(span).map(|cells| (at, cells)))
    }
}
