//! What setting a paragraph gives: lines of glyphs, each glyph with the source bytes it stands for and the cell it stands in.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::width;
use crate::text::{Ambiguous, Cells, Span};

/// How to set a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure {
    /// Line length in cells, hanging gutter not counted. Even in the reader.
    pub width: Cells,
    /// Cells left blank at the start of the first line (四 cells = 空两格).
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

/// One line of a galley.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// The source bytes of the line, trailing blanks included; the lines of a galley follow one another without gaps.
    pub span: Span,
    /// What is drawn; blanks between glyphs are simply not covered.
    pub glyphs: Vec<Glyph>,
}

impl Line {
    /// Cells up to the end of the last glyph.
    pub fn width(&self) -> u16 {
        self.glyphs.last().map_or(0, |glyph| glyph.x + u16::from(glyph.cells))
    }
}

/// A set paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Galley {
    /// Its lines.
    pub lines: Vec<Line>,
}

impl Galley {
    /// The line that holds a byte offset of the source; the last line for an offset at or beyond the end. O(log n).
    pub fn line_at(&self, offset: u32) -> usize {
        self.lines.partition_point(|line| line.span.end <= offset).min(self.lines.len().saturating_sub(1))
    }
}

/// Sets one paragraph (no `\n` in it). Total, for any text and any measure; only a grapheme wider than the measure exceeds it.
pub fn set(text: &str, measure: Measure) -> Galley {
    // Skeleton only: cuts by width. The breaker replaces this.
    let width = measure.width.0.max(1);
    let mut galley = Galley::default();
    let mut line = Line::default();
    let mut x = measure.indent.0;
    for (at, cluster) in text.grapheme_indices(true) {
        let cells = width::grapheme(cluster, measure.ambiguous).0;
        if x + cells > width && !line.glyphs.is_empty() {
            let end = at as u32;
            line.span.end = end;
            galley.lines.push(std::mem::take(&mut line));
            line.span.start = end;
            x = 0;
        }
        line.glyphs.push(Glyph { span: Span::new(at, at + cluster.len()), x, cells: cells as u8, shown: Shown::Source });
        x += cells;
    }
    line.span.end = text.len() as u32;
    galley.lines.push(line);
    galley
}
