//! What a cell of ratatui's buffer means on a terminal: a glyph, its width, and how sure that width is.
//!
//! The buffer is brought into a normal form first: the right half of a wide glyph is an empty symbol with the same style,
//! a glyph that does not fit or must not be sent is a blank, and what does not show on a blank is dropped. In that form
//! equal cells look equal and unequal cells are always written from the glyph's first cell, so none of ratatui's wide
//! glyph traps (stale right halves, text hidden under a glyph) can reach the screen.

use ratatui::buffer::{Cell, CellDiffOption};

use super::pen::simplify_blank;
use crate::text::Ambiguous;
use crate::text::width;

/// How far the cursor moves when a glyph is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Advance {
    /// By this many cells on every terminal.
    Sure(u16),
    /// By one on most; the cursor's column is not known afterwards.
    Unsure,
    /// By one or two, two cells being kept for it: an ambiguous mark to which the app has given two cells (`“` where the
    /// terminal may draw it in either), an emoji with a variation selector (one cell inside tmux, two elsewhere).
    Reserved,
}

impl Advance {
    /// Cells of the buffer it stands on.
    pub(super) fn cells(self) -> u16 {
        match self {
            Self::Sure(cells) => cells,
            Self::Unsure => 1,
            Self::Reserved => 2,
        }
    }
}

/// Whether the app reserved two cells for an ambiguous mark ([`reserve`]).
fn is_reserved(cell: &Cell) -> bool {
    matches!(cell.diff_option, CellDiffOption::ForcedWidth(width) if width.get() == 2)
}

/// How a cell in normal form advances. `ambiguous` is what the terminal told of itself, `None` when it did not.
pub(super) fn advance(cell: &Cell, ambiguous: Option<Ambiguous>) -> Advance {
    let symbol = cell.symbol();
    // A right half is empty. It belongs to a glyph whose width is sure or reserved, never to a disputed one.
    if symbol.len() <= 1 {
        return Advance::Sure(1);
    }
    if is_reserved(cell) {
        return Advance::Reserved;
    }
    let narrow = width::grapheme(symbol, Ambiguous::Narrow).0.max(1);
    // Joined and combined characters advance differently from terminal to terminal, ambiguous ones by setting.
    let single = symbol.chars().nth(1).is_none();
    let agreed = narrow == width::grapheme(symbol, Ambiguous::Wide).0 || ambiguous == Some(Ambiguous::Narrow);
    match narrow {
        _ if single && agreed => Advance::Sure(narrow),
        1 => Advance::Unsure,
        _ => Advance::Reserved,
    }
}

/// Brings one row into normal form, in place.
pub(super) fn normalise(row: &mut [Cell]) {
    let mut x = 0;
    while let Some(cell) = row.get_mut(x) {
        if normalise_cell(cell) == 2 {
            let style = (cell.fg, cell.bg, cell.modifier);
            match row.get_mut(x + 1) {
                Some(right) if matches!(right.symbol(), " " | "") => {
                    right.reset();
                    right.set_symbol("");
                    (right.fg, right.bg, right.modifier) = style;
                    x += 1;
                }
                // No room for its right half (terminals wrap or drop it, each in its own way), or something was drawn
                // over that half: ratatui's own drawing of a wide glyph blanks the cell, so what stands there is newer.
                _ => blank(&mut row[x]),
            }
        }
        x += 1;
    }
}

/// Brings one cell into normal form and tells how many cells it covers.
fn normalise_cell(cell: &mut Cell) -> usize {
    let symbol = cell.symbol();
    let cells = match symbol.as_bytes() {
        [b' '] => 0,
        [0x21..0x7f] => 1,
        _ if !is_printable(symbol) => 0,
        _ => match width::grapheme(symbol, Ambiguous::Narrow).0 {
            1 if is_reserved(cell) => return 2,
            cells => usize::from(cells),
        },
    };
    if cells == 0 {
        blank(cell);
        return 1;
    }
    cell.diff_option = CellDiffOption::None;
    cells
}

fn blank(cell: &mut Cell) {
    cell.set_symbol(" ");
    cell.diff_option = CellDiffOption::None;
    simplify_blank(cell);
}

/// The last guard: no control character, bidi control or joiner on its own ever reaches a terminal, whatever a cell holds.
fn is_printable(symbol: &str) -> bool {
    !symbol.chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
    })
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    use super::*;

    fn normal(text: &str, width: u16) -> Vec<String> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        buffer.set_string(0, 0, text, Style::new());
        normalise(&mut buffer.content);
        buffer.content.iter().map(|cell| cell.symbol().to_owned()).collect()
    }

    #[test]
    fn the_right_half_of_汉字_is_an_empty_symbol() {
        assert_eq!(normal("锦a", 4), ["锦", "", "a", " "]);
    }

    #[test]
    fn a_glyph_cut_by_the_edge_is_a_blank() {
        let mut row = vec![Cell::new("a"), Cell::new("锦")];
        normalise(&mut row);
        assert_eq!(row[1], Cell::EMPTY);
    }

    #[test]
    fn the_right_half_has_the_style_of_the_glyph() {
        let mut row = vec![Cell::new("锦"), Cell::EMPTY, Cell::new("c")];
        row[0].set_bg(Color::Red);
        row[1].set_bg(Color::Blue);
        normalise(&mut row);
        assert_eq!((row[1].symbol(), row[1].bg), ("", Color::Red));
        assert_eq!(row[2].symbol(), "c");
    }

    #[test]
    fn a_汉字_gives_way_to_what_is_drawn_over_its_right_half() {
        let mut row = vec![Cell::new("锦"), Cell::new("b"), Cell::new("c")];
        normalise(&mut row);
        assert_eq!(row, [Cell::EMPTY, Cell::new("b"), Cell::new("c")]);
    }

    #[test]
    fn escapes_and_bidi_controls_in_a_cell_are_blanks() {
        for bad in ["\x1b[2J", "\u{9b}2J", "a\u{202e}", "\u{7f}", "\u{200f}"] {
            let mut cell = Cell::EMPTY;
            cell.set_symbol(bad);
            let mut row = vec![cell];
            normalise(&mut row);
            assert_eq!(row[0], Cell::EMPTY, "{bad:?}");
        }
    }

    #[test]
    fn colour_of_letters_on_a_blank_is_no_difference() {
        let mut row = vec![Cell::EMPTY];
        row[0].set_fg(Color::Red);
        normalise(&mut row);
        assert_eq!(row[0], Cell::EMPTY);
    }

    #[test]
    fn marks_of_disputed_width_are_unsure_until_the_terminal_has_told() {
        let quote = Cell::new("“");
        assert_eq!(advance(&quote, None), Advance::Unsure);
        assert_eq!(advance(&quote, Some(Ambiguous::Narrow)), Advance::Sure(1));
        assert_eq!(advance(&quote, Some(Ambiguous::Wide)), Advance::Unsure);
        assert_eq!(advance(&Cell::new("锦"), None), Advance::Sure(2));
        let mut row = vec![Cell::new("锦"), Cell::EMPTY];
        normalise(&mut row);
        assert_eq!(advance(&row[1], None), Advance::Sure(1), "a right half is sure");
        assert_eq!(advance(&Cell::new("❤\u{fe0f}"), Some(Ambiguous::Narrow)), Advance::Reserved);
        assert_eq!(advance(&Cell::new("e\u{301}"), None), Advance::Unsure);
    }
}
