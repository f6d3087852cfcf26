//! One row: what must be written so that what the terminal shows becomes what was drawn. Both in normal form
//! ([`super::glyph`]); the row is the unit because erasing and gaps are decided inside it.

use ratatui::buffer::Cell;

use super::cursor::{self, At};
use super::glyph::{self, Advance};
use super::pen::Pen;
use super::writer::Writer;

/// A run of blanks up to this long is written as spaces, a longer one erased (`ECH`, then a move over it).
const SPACES: usize = 10;

impl Writer {
    /// Writes the difference between `shown` and `next` in row `y`; nothing when they are equal.
    pub(super) fn row(&mut self, y: u16, shown: &[Cell], next: &[Cell]) {
        let tail = next.iter().rposition(|cell| *cell != Cell::EMPTY).map_or(0, |last| last + 1);
        let mut x = 0;
        // A glyph whose width is disputed was written just before, or stood there: the cell after it may be damaged.
        let mut damaged = None;
        // The row was erased to its edge already.
        let mut cleared = false;
        while x < tail {
            if next[x] == shown[x] && damaged != Some(x) {
                x += 1;
                continue;
            }
            if let Some(end) = self.erasable(x, tail, shown, next) {
                self.reach(y, x, next);
                if !cleared && is_all_new(end, shown, next) {
                    cleared = true;
                    self.blank_safe_pen();
                    self.out.extend_from_slice(b"\x1b[K");
                } else {
                    self.erase(end - x);
                }
                x = end;
                damaged = self.is_disputed(&shown[x - 1]).then_some(x);
                continue;
            }
            self.reach(y, x, next);
            let advance = self.put(x, y, next);
            x += usize::from(advance.cells());
            let text_follows = next.get(x).is_some_and(|cell| cell.symbol() != " ");
            damaged = (self.is_disputed(&shown[x - 1]) || advance == Advance::Unsure && text_follows).then_some(x);
        }
        if !(cleared && damaged.is_none()) {
            self.erase_tail(y, tail, damaged, shown, next);
        }
    }

    /// The end of a run of blanks from `x` that is cheaper to erase than to write, if there is one.
    fn erasable(&self, x: usize, tail: usize, shown: &[Cell], next: &[Cell]) -> Option<usize> {
        let blanks = next[x..tail].iter().take_while(|cell| **cell == Cell::EMPTY).count();
        let changed = (x..x + blanks).rev().find(|&i| next[i] != shown[i])? + 1;
        // After the erased run comes a move, unless what follows stays as it is.
        let worth = if changed == x + blanks { SPACES } else { SPACES / 2 };
        (self.erase && changed - x > worth).then_some(changed)
    }

    /// Blanks at the end of the row, erased to its edge when that is shorter than writing them.
    fn erase_tail(&mut self, y: u16, tail: usize, damaged: Option<usize>, shown: &[Cell], next: &[Cell]) {
        let Some(first) = (tail..next.len()).find(|&x| shown[x] != next[x] || damaged == Some(x)) else { return };
        let last = (first..next.len()).rev().find(|&x| shown[x] != next[x]).map_or(first, |last| last.max(first));
        self.reach(y, first, next);
        let few = last - first < 3 && last + 1 < next.len();
        if few && !shown[first..=last].iter().any(|cell| self.is_disputed(cell)) {
            for x in first..=last {
                self.put(x, y, next);
            }
        } else {
            self.blank_safe_pen();
            self.out.extend_from_slice(b"\x1b[K");
        }
    }

    /// Whether the terminal may have drawn this cell over the next one too.
    fn is_disputed(&self, cell: &Cell) -> bool {
        glyph::advance(cell, self.ambiguous) == Advance::Unsure
    }

    /// Brings the cursor to column `x`: over a short gap by writing its glyphs again, else by a move.
    fn reach(&mut self, y: u16, x: usize, next: &[Cell]) {
        if let At::Cell(cx, cy) = self.at
            && cy == y
            && usize::from(cx) < x
            && self.gap_cost(usize::from(cx), x, next).is_some_and(|bytes| bytes <= cursor::cost(self.at, x as u16, y))
        {
            let mut i = usize::from(cx);
            while i < x {
                i += usize::from(self.put(i, y, next).cells());
            }
            return;
        }
        cursor::go(self.at, x as u16, y, &mut self.out);
        self.at = At::Cell(x as u16, y);
    }

    /// Bytes of the glyphs in columns `from..to`, if they can be written without touching the style and without doubt.
    fn gap_cost(&self, from: usize, to: usize, next: &[Cell]) -> Option<usize> {
        let mut bytes = 0;
        let mut x = from;
        while x < to {
            let cell = &next[x];
            let blank = *cell == Cell::EMPTY && self.pen.is_blank_safe();
            if cell.symbol().is_empty() || !(blank || Pen::of(cell, self.colours) == self.pen) {
                return None;
            }
            let Advance::Sure(cells) = glyph::advance(cell, self.ambiguous) else { return None };
            bytes += cell.symbol().len();
            x += usize::from(cells);
            if bytes > 8 {
                return None;
            }
        }
        Some(bytes)
    }

    /// Writes the glyph whose first cell is `x`, the cursor being there.
    fn put(&mut self, x: usize, y: u16, next: &[Cell]) -> Advance {
        let cell = &next[x];
        if *cell == Cell::EMPTY {
            self.blank_safe_pen();
        } else {
            self.pen(Pen::of(cell, self.colours));
        }
        let advance = glyph::advance(cell, self.ambiguous);
        let after = x as u16 + advance.cells();
        let last = usize::from(after) >= next.len();
        match advance {
            Advance::Reserved => self.reserved(cell.symbol(), x as u16, last),
            Advance::Sure(_) | Advance::Unsure => self.out.extend_from_slice(cell.symbol().as_bytes()),
        }
        // In the last column terminals differ: some wait there with the wrap pending, some do not.
        self.at = match advance {
            _ if last => At::Lost,
            Advance::Unsure => At::Row(y),
            Advance::Sure(_) | Advance::Reserved => At::Cell(after, y),
        };
        advance
    }

    /// An ambiguous mark in two reserved cells, right whether the terminal draws it in one or two: two blanks clear both
    /// cells, the mark is written over the first, and the cursor is put after the second whatever the mark did to it.
    /// (The way of vim and neovim; the closing move is ours, see the module's tests.)
    fn reserved(&mut self, symbol: &str, x: u16, last: bool) {
        self.out.extend_from_slice(b"  ");
        if last {
            // The wrap may be pending, so a relative move back could be one cell off.
            cursor::column(x, &mut self.out);
        } else {
            cursor::count(2, b'D', &mut self.out);
        }
        self.out.extend_from_slice(symbol.as_bytes());
        if !last {
            cursor::column(x + 2, &mut self.out);
        }
    }

    /// Erases `n` cells from the cursor, which stays.
    fn erase(&mut self, n: usize) {
        self.blank_safe_pen();
        cursor::count(n as u16, b'X', &mut self.out);
    }

    fn blank_safe_pen(&mut self) {
        if !self.pen.is_blank_safe() {
            self.pen(Pen::PLAIN);
        }
    }
}

/// Whether everything from column `from` on will be written anyway, so that erasing it too costs nothing. A right half is
/// written with its glyph.
fn is_all_new(from: usize, shown: &[Cell], next: &[Cell]) -> bool {
    next[from..].iter().zip(&shown[from..]).all(|(next, shown)| next != shown || next.symbol().is_empty() || *next == Cell::EMPTY)
}
