//! Putting text into cells, whole glyphs only. The one place that writes into the buffer.
//!
//! Keeps what wide glyphs need in ratatui: both halves carry the style, nothing but a blank lies under a second half, no glyph is
//! cut at an edge, and (from 20 columns on) the last column stays blank.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::theme::{Palette, Role};
use crate::text::{Ambiguous, width};

const TWO: NonZeroU16 = NonZeroU16::MIN.saturating_add(1);

/// A frame's cells with what is needed to write into them.
#[derive(Debug)]
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    palette: Palette,
    ambiguous: Ambiguous,
    /// Marks are drawn as their ASCII neighbours.
    ascii: bool,
}

impl<'a> Canvas<'a> {
    /// A canvas over a whole blank frame, on the theme's own ground if it has one.
    pub fn new(buffer: &'a mut Buffer, palette: Palette, ambiguous: Ambiguous) -> Self {
        if let Some(ground) = palette.ground() {
            let area = buffer.area;
            buffer.set_style(area, ground);
        }
        Self { buffer, palette, ambiguous, ascii: false }
    }

    /// The same for a terminal without glyphs for marks.
    #[must_use]
    pub fn with_ascii_marks(self, ascii: bool) -> Self {
        Self { ascii, ..self }
    }

    /// Columns of the frame.
    pub fn columns(&self) -> u16 {
        self.buffer.area.width
    }

    /// Rows of the frame.
    pub fn rows(&self) -> u16 {
        self.buffer.area.height
    }

    /// First column that stays blank.
    pub fn edge(&self) -> u16 {
        if self.columns() >= 20 { self.columns() - 1 } else { self.columns() }
    }

    /// Cells a text takes.
    pub fn cells(&self, text: &str) -> u16 {
        width::of(text, self.ambiguous).min(usize::from(u16::MAX)) as u16
    }

    /// Writes text from a cell on, in a role; stops before the edge. Returns the column after it.
    pub fn put(&mut self, x: u16, y: u16, text: &str, role: Role) -> u16 {
        self.put_until(x, y, text, role, self.edge())
    }

    /// The same, stopping before column `end`.
    pub fn put_until(&mut self, x: u16, y: u16, text: &str, role: Role, end: u16) -> u16 {
        let style = self.palette.style(role);
        let end = end.min(self.edge());
        let mut x = x;
        if y >= self.rows() {
            return x;
        }
        for glyph in text.graphemes(true) {
            let cells = width::grapheme(glyph, self.ambiguous).0;
            if cells == 0 || glyph.chars().any(char::is_control) {
                continue;
            }
            if x + cells > end {
                break;
            }
            self.glyph(x, y, glyph, cells, style);
            x += cells;
        }
        x
    }

    /// Writes text clipped to `room` cells, with `..` where something is left out. Returns the column after it.
    pub fn put_clipped(&mut self, x: u16, y: u16, text: &str, room: u16, role: Role) -> u16 {
        if self.cells(text) <= room {
            return self.put_until(x, y, text, role, x + room);
        }
        let end = x + room;
        let after = self.put_until(x, y, text, role, end.saturating_sub(2));
        self.put_until(after, y, "..", role, end)
    }

    /// Writes text that ends before column `end`. Returns the column it starts at.
    pub fn put_right(&mut self, end: u16, y: u16, text: &str, role: Role) -> u16 {
        let x = end.saturating_sub(self.cells(text));
        self.put_until(x, y, text, role, end);
        x
    }

    /// One glyph of a set line: `cells` wide as the typesetter reserved them.
    pub fn put_glyph(&mut self, x: u16, y: u16, glyph: &str, cells: u16, role: Role) {
        if y < self.rows() && x + cells <= self.edge() && cells > 0 {
            let style = self.palette.style(role);
            self.glyph(x, y, glyph, cells, style);
        }
    }

    fn glyph(&mut self, x: u16, y: u16, glyph: &str, cells: u16, style: Style) {
        let area = self.buffer.area;
        let (x, y) = (area.x + x, area.y + y);
        // Other people's text on this person's terminal: nothing that steers it may pass.
        let clean = crate::text::sanitise::sanitise(glyph);
        let mut bytes = [0; 4];
        let shown = match clean.text.chars().next().filter(|_| self.ascii).and_then(super::ascii::nearest) {
            _ if clean.text.trim().is_empty() => " ",
            Some(mark) => mark.encode_utf8(&mut bytes),
            None => &clean.text,
        };
        let cell = &mut self.buffer[(x, y)];
        cell.set_symbol(shown).set_style(style);
        // An ambiguous mark in two cells: the encoder draws it right whether the terminal takes one cell or two.
        let disputed = cells == 2 && !shown.is_ascii() && width::grapheme(glyph, Ambiguous::Narrow).0 == 1;
        cell.set_diff_option(if disputed { CellDiffOption::ForcedWidth(TWO) } else { CellDiffOption::None });
        for half in 1..cells {
            self.buffer[(x + half, y)].set_symbol(" ").set_style(style).set_diff_option(CellDiffOption::None);
        }
    }

    /// Gives cells that are already written another role (a selected row, a highlighted stretch with its gaps).
    pub fn paint(&mut self, x: u16, y: u16, cells: u16, role: Role) {
        let style = self.palette.style(role);
        let ground = Style::reset().patch(self.palette.ground().unwrap_or_default());
        for x in x..(x + cells).min(self.edge()) {
            if y < self.rows() {
                let area = self.buffer.area;
                let cell = &mut self.buffer[(area.x + x, area.y + y)];
                cell.set_style(ground);
                cell.set_style(style);
            }
        }
    }
}
