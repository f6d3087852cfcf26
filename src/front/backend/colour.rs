//! A colour as a terminal with fewer colours can show it. Pure arithmetic; which colours a theme uses is not decided here.
//!
//! The 256-colour cube has the levels 0, 95, 135, 175, 215, 255 and 24 greys from 8 in steps of 10 (xterm's
//! `256colres.pl`); the 16 named colours are xterm's defaults, which every user may have changed.

use ratatui::style::Color;

use crate::app::Colours;

const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

const NAMED: [(u8, u8, u8); 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

/// The nearest colour that a terminal with `colours` has. `Reset` stays; with no colours everything is `Reset`.
pub(super) fn fit(colour: Color, colours: Colours) -> Color {
    match (colours, colour) {
        (Colours::Mono, _) | (_, Color::Reset) => Color::Reset,
        // A colour of the cube has a shorter name there. Below 16, and for what is not in the cube, users may see another.
        (Colours::Direct, Color::Rgb(r, g, b)) => {
            let near = nearest_of_256(r, g, b);
            if rgb_of(near) == (r, g, b) { Color::Indexed(near) } else { colour }
        }
        (Colours::Direct, _) => colour,
        (Colours::Indexed, Color::Rgb(r, g, b)) => Color::Indexed(nearest_of_256(r, g, b)),
        (Colours::Indexed, _) => colour,
        (Colours::Sixteen, Color::Rgb(r, g, b)) => Color::Indexed(nearest_named(r, g, b)),
        (Colours::Sixteen, Color::Indexed(n)) if n > 15 => {
            let (r, g, b) = rgb_of(n);
            Color::Indexed(nearest_named(r, g, b))
        }
        (Colours::Sixteen, _) => colour,
    }
}

/// The number 0–15 of a named colour; `None` for the others.
pub(super) fn number(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(n) if n < 16 => n,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => return None,
    })
}

fn distance(a: (u8, u8, u8), b: (u8, u8, u8)) -> u32 {
    let part = |x: u8, y: u8| u32::from(x.abs_diff(y)).pow(2);
    part(a.0, b.0) + part(a.1, b.1) + part(a.2, b.2)
}

fn rgb_of(n: u8) -> (u8, u8, u8) {
    match n {
        0..=15 => NAMED[usize::from(n)],
        16..=231 => {
            let n = usize::from(n - 16);
            (LEVELS[n / 36], LEVELS[n / 6 % 6], LEVELS[n % 6])
        }
        232..=255 => {
            let grey = 8 + 10 * (n - 232);
            (grey, grey, grey)
        }
    }
}

/// Never one of the first 16: users change those.
fn nearest_of_256(r: u8, g: u8, b: u8) -> u8 {
    let level = |v: u8| (0..6).min_by_key(|&i| LEVELS[i].abs_diff(v)).unwrap_or(0) as u8;
    let cube = 16 + 36 * level(r) + 6 * level(g) + level(b);
    let mean = ((u16::from(r) + u16::from(g) + u16::from(b)) / 3) as u8;
    let grey = 232 + ((mean.saturating_sub(3)) / 10).min(23);
    if distance((r, g, b), rgb_of(grey)) < distance((r, g, b), rgb_of(cube)) { grey } else { cube }
}

fn nearest_named(r: u8, g: u8, b: u8) -> u8 {
    (0..16).min_by_key(|&n| distance((r, g, b), NAMED[usize::from(n)])).unwrap_or(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_of_the_cube_and_every_grey_maps_to_itself() {
        for n in 16..=255 {
            let (r, g, b) = rgb_of(n);
            let back = nearest_of_256(r, g, b);
            assert_eq!(rgb_of(back), (r, g, b), "{n} became {back}");
        }
    }

    #[test]
    fn no_colour_of_the_256_is_nearer_than_the_chosen_one() {
        for r in (0..=255).step_by(17) {
            for g in (0..=255).step_by(15) {
                for b in (0..=255).step_by(51) {
                    let chosen = distance((r, g, b), rgb_of(nearest_of_256(r, g, b)));
                    let best = (16..=255).map(|n| distance((r, g, b), rgb_of(n))).min();
                    assert_eq!(Some(chosen), best, "{r} {g} {b}");
                }
            }
        }
    }

    #[test]
    fn the_red_of_the_masthead_is_88_in_256_colours_and_red_in_16() {
        let red = Color::Rgb(0x87, 0, 0);
        assert_eq!(fit(red, Colours::Indexed), Color::Indexed(88));
        assert_eq!(fit(red, Colours::Sixteen), Color::Indexed(1));
        assert_eq!(fit(red, Colours::Mono), Color::Reset);
        assert_eq!(fit(red, Colours::Direct), Color::Indexed(88), "the same colour by its shorter name");
        let paper = Color::Rgb(0xf7, 0xf3, 0xe8);
        assert_eq!(fit(paper, Colours::Direct), paper);
    }
}
