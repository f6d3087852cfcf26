//! The encoder of frames: a ratatui [`Backend`] that turns drawn screens into the fewest bytes.
//!
//! It writes into memory, is told its size, and never asks a terminal anything, so the local terminal, tests and later
//! SSH use the same one. Why not the stock backend: it moves the cursor after every 汉字 (a wide cell advances two
//! columns, it expects one), which triples a Chinese frame.
//!
//! A session hands over whole frames with [`Surface::present`]; the encoder keeps what the terminal shows and compares
//! by itself. ratatui's own `Buffer::diff` is not used: it leaves stale right halves behind styled wide glyphs, misses
//! text uncovered by one, and panics on one in the last cell.
//!
//! An ambiguous mark (`“ ” ‘ ’ … — ·`) that the app has given two cells is marked by
//! `CellDiffOption::ForcedWidth(2)` on its first cell and is drawn right on both kinds of terminal.

mod adapter;
#[cfg(test)]
mod budgets;
mod colour;
mod cursor;
#[cfg(test)]
pub(crate) mod emulator;
mod glyph;
mod order;
mod pen;
mod row;
mod scroll;
#[cfg(test)]
pub(super) mod tests;
mod writer;

use ratatui::backend::Backend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use self::cursor::At;
use self::pen::Pen;
use self::writer::Writer;
use crate::app::{Caret, Colours};
use crate::text::Ambiguous;

/// A ratatui backend that takes whole frames.
pub trait Surface: Backend {
    /// Shows `next` with the cursor as `caret` says. Gives back a buffer of the same size with any content, for reuse.
    ///
    /// # Errors
    /// The backend's own; none when it writes to memory.
    fn present(&mut self, next: Buffer, caret: Caret) -> Result<Buffer, Self::Error>;

    /// The screen has this size now; what it shows is unknown until the next frame.
    fn set_size(&mut self, size: Size);

    /// What the terminal shows is unknown (it was used by others): the next frame repaints every cell.
    fn forget(&mut self);

    /// How the terminal draws ambiguous marks is known now.
    fn set_ambiguous(&mut self, _ambiguous: Ambiguous) {}
}

/// What a terminal understands, beside colours; all modern ones understand all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Its colours.
    pub colours: Colours,
    /// Scroll regions and SU/SD; erasing inside a row (ECH). The Linux console has no SU.
    pub scroll: bool,
    /// Synchronized output, DEC mode 2026. Unknown private modes are ignored by all but the oldest terminals.
    pub synchronized: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { colours: Colours::Direct, scroll: true, synchronized: true }
    }
}

/// The encoder. Bytes of a frame collect inside until [`Encoder::take`].
#[derive(Debug)]
pub struct Encoder {
    writer: Writer,
    dialect: Dialect,
    /// What the terminal shows, in normal form.
    shown: Buffer,
    /// What it shows is unknown: clear it before the next frame.
    stale: bool,
    visible: Option<bool>,
}

impl Encoder {
    /// For a terminal of `size` whose content is unknown.
    pub fn new(size: Size, dialect: Dialect) -> Self {
        let writer = Writer {
            out: Vec::with_capacity(8 * 1024),
            at: At::Lost,
            pen: Pen::PLAIN,
            colours: dialect.colours,
            ambiguous: None,
            erase: dialect.scroll,
        };
        Self { writer, dialect, shown: Buffer::empty(Rect::from(size)), stale: true, visible: None }
    }

    /// The bytes written since the last call, to be sent in one write.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.writer.out)
    }

    /// What the terminal shows after all bytes so far: right halves of wide glyphs are empty symbols.
    pub fn shown(&self) -> &Buffer {
        &self.shown
    }

    fn frame(&mut self, next: &mut Buffer, caret: Caret) {
        let start = self.writer.out.len();
        if self.dialect.synchronized {
            self.writer.out.extend_from_slice(b"\x1b[?2026h");
        }
        let body = self.writer.out.len();
        let width = usize::from(next.area.width);
        if width > 0 {
            next.content.chunks_mut(width).for_each(glyph::normalise);
        }
        if self.stale {
            self.clear_all();
        } else if self.dialect.scroll
            && let Some(shift) = scroll::find(&self.shown, next)
        {
            self.scroll(shift);
        }
        self.writer.screen(&self.shown, next);
        self.place(caret, next.area);
        if self.writer.out.len() == body {
            self.writer.out.truncate(start);
        } else if self.dialect.synchronized {
            self.writer.out.extend_from_slice(b"\x1b[?2026l");
        }
    }

    /// Starts from a blank screen. The style is unknown too: others may have written.
    fn clear_all(&mut self) {
        self.writer.out.extend_from_slice(b"\x1b[m\x1b[H\x1b[2J");
        self.writer.pen = Pen::PLAIN;
        self.writer.at = At::Cell(0, 0);
        self.visible = None;
        self.shown.reset();
        self.stale = false;
    }

    fn scroll(&mut self, shift: scroll::Shift) {
        let whole = shift.top == 0 && shift.bottom == self.shown.area.height;
        // Rows that come up blank take the background of the pen on terminals with back-colour erase.
        if !self.writer.pen.is_blank_safe() {
            self.writer.pen(Pen::PLAIN);
        }
        let out = &mut self.writer.out;
        if !whole {
            out.extend_from_slice(format!("\x1b[{};{}r", shift.top + 1, shift.bottom).as_bytes());
        }
        cursor::count(shift.lines.unsigned_abs(), if shift.lines > 0 { b'S' } else { b'T' }, out);
        if !whole {
            out.extend_from_slice(b"\x1b[r");
            self.writer.at = At::Lost;
        }
        scroll::apply(&mut self.shown, shift);
    }

    fn place(&mut self, caret: Caret, area: Rect) {
        let (x, y, visible) = match caret {
            Caret::Typing { x, y } => (x, y, true),
            Caret::Parked { x, y } => (x, y, false),
            Caret::Away => return self.show_cursor_if(false),
        };
        if area.is_empty() {
            return;
        }
        let (x, y) = (x.min(area.width - 1), y.min(area.height - 1));
        cursor::go(self.writer.at, x, y, &mut self.writer.out);
        self.writer.at = At::Cell(x, y);
        self.show_cursor_if(visible);
    }

    fn show_cursor_if(&mut self, visible: bool) {
        if self.visible != Some(visible) {
            self.writer.out.extend_from_slice(if visible { b"\x1b[?25h" } else { b"\x1b[?25l" });
            self.visible = Some(visible);
        }
    }
}

impl Surface for Encoder {
    fn present(&mut self, mut next: Buffer, caret: Caret) -> Result<Buffer, Self::Error> {
        if next.area != self.shown.area {
            self.set_size(next.area.as_size());
        }
        self.frame(&mut next, caret);
        Ok(std::mem::replace(&mut self.shown, next))
    }

    fn set_size(&mut self, size: Size) {
        self.shown = Buffer::empty(Rect::from(size));
        self.stale = true;
    }

    fn forget(&mut self) {
        self.stale = true;
        self.writer.at = At::Lost;
    }

    fn set_ambiguous(&mut self, ambiguous: Ambiguous) {
        self.writer.ambiguous = Some(ambiguous);
    }
}
