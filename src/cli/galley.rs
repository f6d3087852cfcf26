//! A set paragraph as lines of plain text: blanks where no glyph stands, nothing after the last one.

use crate::typeset::{self, Line, Measure, Shown};

/// Sets one paragraph and gives its lines. O(n).
pub(super) fn lines(text: &str, measure: Measure) -> Vec<String> {
    typeset::set(text, measure).lines.iter().map(|line| plain(line, text)).collect()
}

fn plain(line: &Line, text: &str) -> String {
    let mut out = String::new();
    let mut x = 0;
    for glyph in &line.glyphs {
        out.extend(std::iter::repeat_n(' ', glyph.x.saturating_sub(x) as usize));
        match glyph.shown {
            Shown::Source => out.push_str(glyph.span.of(text)),
            Shown::Instead(c) => out.push(c),
        }
        x = glyph.x + u16::from(glyph.cells);
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}
