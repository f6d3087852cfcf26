//! The style the terminal writes with, and the shortest SGR that changes it. Knows nothing of text or places.
//!
//! Off-codes (`22 23 24 25 27 28 29 39 49`, ECMA-48 §8.3.117) or a reset and all on-codes, whichever is shorter.

use std::io::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::colour;
use crate::app::Colours;

/// Modifiers that show on a blank cell.
const SHOW_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// On-code and off-code of each modifier. `BOLD` and `DIM` share their off-code.
const CODES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Foreground, background and modifiers, already fitted to what the terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Pen {
    pub(super) const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    pub(super) fn of(cell: &Cell, colours: Colours) -> Self {
        Self { fg: colour::fit(cell.fg, colours), bg: colour::fit(cell.bg, colours), modifier: cell.modifier }
    }

    /// Whether a blank written or erased with this pen looks like a plain blank. Erasing fills with the pen's background
    /// on terminals with back-colour erase, so only the plain background is safe on all.
    pub(super) fn is_blank_safe(self) -> bool {
        self.bg == Color::Reset && !self.modifier.intersects(SHOW_ON_BLANK)
    }

    /// Appends the shortest SGR that turns `self` into `wanted`; nothing when they are equal.
    pub(super) fn change(self, wanted: Self, out: &mut Vec<u8>) {
        if self == wanted {
            return;
        }
        if wanted == Self::PLAIN {
            out.extend_from_slice(b"\x1b[m");
            return;
        }
        let from_here = Codes::between(self, wanted);
        let from_reset = Codes::between(Self::PLAIN, wanted);
        // A reset costs one more separator: `CSI ; 1 m` (an empty parameter is 0).
        let codes = if from_reset.len + 1 < from_here.len {
            out.extend_from_slice(b"\x1b[;");
            from_reset
        } else {
            out.extend_from_slice(b"\x1b[");
            from_here
        };
        out.extend_from_slice(codes.as_bytes());
        out.push(b'm');
    }
}

/// Removes from a blank cell what does not show on it, so that blanks compare equal and cost nothing.
pub(super) fn simplify_blank(cell: &mut Cell) {
    cell.modifier &= SHOW_ON_BLANK;
    if cell.modifier.is_empty() {
        cell.fg = Color::Reset;
    }
}

/// SGR parameters, `;` between, without heap.
struct Codes {
    bytes: [u8; 96],
    len: usize,
}

impl Codes {
    fn between(have: Pen, want: Pen) -> Self {
        let mut codes = Self { bytes: [0; 96], len: 0 };
        let mut have_modifier = have.modifier;
        for (modifier, _, off) in CODES {
            if have_modifier.contains(modifier) && !want.modifier.contains(modifier) {
                codes.push(format_args!("{off}"));
                // The off-code takes its twin (bold and faint, slow and rapid) with it.
                for (twin, _, twin_off) in CODES {
                    if twin_off == off {
                        have_modifier.remove(twin);
                    }
                }
            }
        }
        for (modifier, on, _) in CODES {
            if want.modifier.contains(modifier) && !have_modifier.contains(modifier) {
                codes.push(format_args!("{on}"));
            }
        }
        if have.fg != want.fg {
            codes.colour(want.fg, 0);
        }
        if have.bg != want.bg {
            codes.colour(want.bg, 10);
        }
        codes
    }

    /// `shift` is 0 for the foreground, 10 for the background.
    fn colour(&mut self, colour: Color, shift: u8) {
        match (colour, colour::number(colour)) {
            (_, Some(n @ 0..8)) => self.push(format_args!("{}", 30 + n + shift)),
            (_, Some(n)) => self.push(format_args!("{}", 82 + n + shift)),
            (Color::Rgb(r, g, b), None) => self.push(format_args!("{};2;{r};{g};{b}", 38 + shift)),
            (Color::Indexed(n), None) => self.push(format_args!("{};5;{n}", 38 + shift)),
            (_, None) => self.push(format_args!("{}", 39 + shift)),
        }
    }

    fn push(&mut self, code: std::fmt::Arguments<'_>) {
        let mut rest = &mut self.bytes[self.len..];
        let room = rest.len();
        // 96 bytes hold nine modifiers and two 24-bit colours; the write cannot fail.
        let _ = if self.len > 0 { write!(rest, ";{code}") } else { write!(rest, "{code}") };
        self.len += room - rest.len();
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(fg: Color, bg: Color, modifier: Modifier) -> Pen {
        Pen { fg, bg, modifier }
    }

    fn sgr(from: Pen, to: Pen) -> String {
        let mut out = Vec::new();
        from.change(to, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn one_attribute_going_off_does_not_repeat_the_others() {
        let both = pen(Color::Red, Color::Reset, Modifier::BOLD | Modifier::UNDERLINED);
        let bold = pen(Color::Red, Color::Reset, Modifier::BOLD);
        assert_eq!(sgr(both, bold), "\x1b[24m");
        assert_eq!(sgr(bold, both), "\x1b[4m");
    }

    #[test]
    fn many_attributes_going_off_are_a_reset() {
        let loud = pen(Color::Red, Color::Blue, Modifier::BOLD | Modifier::UNDERLINED | Modifier::REVERSED);
        let bold = pen(Color::Reset, Color::Reset, Modifier::BOLD);
        assert_eq!(sgr(loud, bold), "\x1b[;1m");
        assert_eq!(sgr(loud, Pen::PLAIN), "\x1b[m");
    }

    #[test]
    fn bold_to_faint_turns_bold_off_first() {
        let bold = pen(Color::Reset, Color::Reset, Modifier::BOLD);
        let faint = pen(Color::Reset, Color::Reset, Modifier::DIM);
        assert_eq!(sgr(bold, faint), "\x1b[;2m");
        let both = pen(Color::Cyan, Color::Rgb(1, 2, 3), Modifier::BOLD | Modifier::DIM);
        assert_eq!(sgr(both, pen(Color::Cyan, Color::Rgb(1, 2, 3), Modifier::DIM)), "\x1b[22;2m");
    }

    #[test]
    fn the_longest_change_fits() {
        let all = Modifier::all();
        let a = pen(Color::Rgb(200, 200, 200), Color::Rgb(201, 201, 201), Modifier::empty());
        let b = pen(Color::Rgb(250, 250, 250), Color::Rgb(255, 255, 255), all);
        assert_eq!(sgr(a, b), "\x1b[1;2;3;4;5;6;7;8;9;38;2;250;250;250;48;2;255;255;255m");
    }

    #[test]
    fn named_colours_use_their_short_codes() {
        assert_eq!(sgr(Pen::PLAIN, pen(Color::Cyan, Color::White, Modifier::empty())), "\x1b[36;107m");
        assert_eq!(sgr(Pen::PLAIN, pen(Color::DarkGray, Color::Indexed(88), Modifier::empty())), "\x1b[90;48;5;88m");
    }
}
