//! A small terminal for tests, on `vte`'s parser. It exists because no emulator to be had draws ambiguous marks in two
//! cells; and being ours it is strict: a sequence it does not know is a test failure, not a shrug.

use ratatui::style::{Color, Modifier};
use vte::{Params, Perform};

use crate::text::{Ambiguous, width};

/// What stands in one cell of the emulated screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The glyph; empty for the right half of a wide one.
    pub(crate) text: String,
    pub(crate) fg: Color,
    pub(crate) bg: Color,
    pub(crate) modifier: Modifier,
    /// Head of a glyph two cells wide.
    pub(crate) wide: bool,
}

impl Place {
    fn blank(bg: Color) -> Self {
        Self { text: " ".to_owned(), fg: Color::Reset, bg, modifier: Modifier::empty(), wide: false }
    }
}

pub(crate) struct Emulator {
    parser: vte::Parser,
    pub(crate) screen: Screen,
}

#[derive(Debug)]
pub(crate) struct Screen {
    pub(crate) width: usize,
    pub(crate) height: usize,
    places: Vec<Place>,
    ambiguous: Ambiguous,
    x: usize,
    y: usize,
    wrap_pending: bool,
    /// Where the last glyph was printed: combining characters join it.
    last: usize,
    autowrap: bool,
    band: (usize, usize),
    pen: (Color, Color, Modifier),
    pub(crate) cursor_visible: bool,
    /// Whole sequences nobody taught it.
    pub(crate) unknown: Vec<String>,
    /// Questions it was asked (`CSI 5 n`, `CSI 6 n`, `OSC 11 ; ?`).
    pub(crate) questions: usize,
}

impl Emulator {
    pub(crate) fn new(width: usize, height: usize, ambiguous: Ambiguous) -> Self {
        let screen = Screen {
            width,
            height,
            places: vec![Place::blank(Color::Reset); width * height],
            ambiguous,
            x: 0,
            y: 0,
            wrap_pending: false,
            last: 0,
            autowrap: true,
            band: (0, height),
            pen: (Color::Reset, Color::Reset, Modifier::empty()),
            cursor_visible: true,
            unknown: Vec::new(),
            questions: 0,
        };
        Self { parser: vte::Parser::new(), screen }
    }

    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        self.parser.advance(&mut self.screen, bytes);
    }

    /// A new size; what it shows afterwards is garbage on real terminals, so here too.
    pub(crate) fn resize(&mut self, width: usize, height: usize) {
        let screen = &mut self.screen;
        (screen.width, screen.height, screen.band) = (width, height, (0, height));
        screen.places = vec![Place { text: "#".to_owned(), ..Place::blank(Color::Reset) }; width * height];
        (screen.x, screen.y, screen.wrap_pending, screen.last) = (0, 0, false, 0);
    }
}

impl Screen {
    pub(crate) fn place(&self, x: usize, y: usize) -> &Place {
        &self.places[y * self.width + x]
    }

    pub(crate) fn cursor(&self) -> (usize, usize) {
        (self.x, self.y)
    }

    fn erase(&mut self, y: usize, from: usize, to: usize) {
        for x in from..to.min(self.width) {
            self.split(x, y);
            self.places[y * self.width + x] = Place::blank(self.pen.1);
        }
    }

    /// Overwriting one half of a wide glyph takes the other half away.
    fn split(&mut self, x: usize, y: usize) {
        let at = y * self.width + x;
        if self.places[at].text.is_empty() && x > 0 {
            self.places[at - 1] = Place::blank(self.places[at - 1].bg);
        }
        if self.places[at].wide && x + 1 < self.width {
            self.places[at + 1] = Place::blank(self.places[at + 1].bg);
        }
    }

    fn line_feed(&mut self) {
        if self.y + 1 == self.band.1 {
            self.scroll(1);
        } else if self.y + 1 < self.height {
            self.y += 1;
        }
    }

    fn scroll(&mut self, lines: i64) {
        let (top, bottom) = self.band;
        let blank = Place::blank(self.pen.1);
        let band = &mut self.places[top * self.width..bottom * self.width];
        let cells = (lines.unsigned_abs() as usize * self.width).min(band.len());
        if lines > 0 {
            band.rotate_left(cells);
            let kept = band.len() - cells;
            band[kept..].fill(blank);
        } else {
            band.rotate_right(cells);
            band[..cells].fill(blank);
        }
    }

    fn style(&mut self, params: &Params) {
        let list: Vec<u16> = params.iter().map(|p| p[0]).collect();
        let mut rest = list.as_slice();
        while let [code, tail @ ..] = rest {
            rest = tail;
            let modifier = |n: u16| {
                [
                    Modifier::BOLD,
                    Modifier::DIM,
                    Modifier::ITALIC,
                    Modifier::UNDERLINED,
                    Modifier::SLOW_BLINK,
                    Modifier::RAPID_BLINK,
                    Modifier::REVERSED,
                    Modifier::HIDDEN,
                    Modifier::CROSSED_OUT,
                ][usize::from(n) - 1]
            };
            match *code {
                0 => self.pen = (Color::Reset, Color::Reset, Modifier::empty()),
                n @ 1..=9 => self.pen.2 |= modifier(n),
                22 => self.pen.2 -= Modifier::BOLD | Modifier::DIM,
                25 => self.pen.2 -= Modifier::SLOW_BLINK | Modifier::RAPID_BLINK,
                n @ 23..=29 => self.pen.2 -= modifier(n - 20),
                n @ 30..=37 => self.pen.0 = Color::Indexed(n as u8 - 30),
                n @ 40..=47 => self.pen.1 = Color::Indexed(n as u8 - 40),
                n @ 90..=97 => self.pen.0 = Color::Indexed(n as u8 - 82),
                n @ 100..=107 => self.pen.1 = Color::Indexed(n as u8 - 92),
                39 => self.pen.0 = Color::Reset,
                49 => self.pen.1 = Color::Reset,
                n @ (38 | 48) => {
                    let colour = match rest {
                        [5, i, tail @ ..] => {
                            rest = tail;
                            Color::Indexed(*i as u8)
                        }
                        [2, r, g, b, tail @ ..] => {
                            rest = tail;
                            Color::Rgb(*r as u8, *g as u8, *b as u8)
                        }
                        _ => return self.unknown.push(format!("SGR {list:?}")),
                    };
                    if n == 38 { self.pen.0 = colour } else { self.pen.1 = colour }
                }
                _ => self.unknown.push(format!("SGR {list:?}")),
            }
        }
    }

    fn mode(&mut self, mode: u16, on: bool) {
        match mode {
            7 => self.autowrap = on,
            25 => self.cursor_visible = on,
            1000 | 1006 | 1049 | 2004 | 2026 => {}
            _ => self.unknown.push(format!("mode {mode}")),
        }
    }
}

impl Perform for Screen {
    fn print(&mut self, c: char) {
        let text = c.to_string();
        let cells = usize::from(width::grapheme(&text, self.ambiguous).0);
        if cells == 0 {
            self.places[self.last].text.push(c);
            return;
        }
        if self.wrap_pending || self.x + cells > self.width {
            if self.autowrap {
                (self.x, self.wrap_pending) = (0, false);
                self.line_feed();
            } else {
                self.x = self.width.saturating_sub(cells);
            }
        }
        self.last = self.y * self.width + self.x;
        let (fg, bg, modifier) = self.pen;
        for i in 0..cells.min(self.width) {
            self.split(self.x + i, self.y);
            let text = if i == 0 { text.clone() } else { String::new() };
            let wide = i == 0 && cells == 2;
            self.places[self.y * self.width + self.x + i] = Place { text, fg, bg, modifier, wide };
        }
        self.x += cells;
        if self.x >= self.width {
            self.x = self.width - 1;
            self.wrap_pending = self.autowrap;
        }
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\r' => (self.x, self.wrap_pending) = (0, false),
            b'\n' => {
                self.line_feed();
                self.wrap_pending = false;
            }
            8 => {
                self.x = self.x.saturating_sub(1);
                self.wrap_pending = false;
            }
            _ => self.unknown.push(format!("control {byte}")),
        }
    }

    fn osc_dispatch(&mut self, params: &[&[u8]], _bell_terminated: bool) {
        match params {
            [b"11", b"?"] => self.questions += 1,
            [b"52", ..] => {}
            _ => self.unknown.push(format!("OSC {params:?}")),
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], _ignore: bool, action: char) {
        let get = |i: usize| params.iter().nth(i).map_or(0, |p| p[0]);
        let count = |i: usize| usize::from(get(i).max(1));
        if action != 'm' && action != 'h' && action != 'l' && action != 'n' {
            self.wrap_pending &= matches!(action, 'K' | 'X' | 'J' | 'S' | 'T');
        }
        match (intermediates, action) {
            ([], 'H') => (self.x, self.y) = ((count(1) - 1).min(self.width - 1), (count(0) - 1).min(self.height - 1)),
            ([], 'G') => self.x = (count(0) - 1).min(self.width - 1),
            ([], 'A') => self.y = self.y.saturating_sub(count(0)),
            ([], 'B') => self.y = (self.y + count(0)).min(self.height - 1),
            ([], 'C') => self.x = (self.x + count(0)).min(self.width - 1),
            ([], 'D') => self.x = self.x.saturating_sub(count(0)),
            ([], 'K') if get(0) == 0 => self.erase(self.y, self.x, self.width),
            ([], 'X') => self.erase(self.y, self.x, self.x + count(0)),
            ([], 'J') if get(0) == 2 => (0..self.height).for_each(|y| self.erase(y, 0, self.width)),
            ([], 'S') => self.scroll(count(0) as i64),
            ([], 'T') => self.scroll(-(count(0) as i64)),
            ([], 'r') => {
                self.band = (count(0) - 1, if get(1) == 0 { self.height } else { count(1).min(self.height) });
                (self.x, self.y) = (0, 0);
            }
            ([], 'm') => self.style(params),
            ([b'?'], 'h' | 'l') => params.iter().for_each(|p| self.mode(p[0], action == 'h')),
            ([], 'n') => self.questions += 1,
            _ => self.unknown.push(format!("CSI {intermediates:?} {params:?} {action}")),
        }
    }

    fn esc_dispatch(&mut self, intermediates: &[u8], _ignore: bool, byte: u8) {
        if (intermediates, byte) != (&[], b'\\') {
            self.unknown.push(format!("ESC {intermediates:?} {byte}"));
        }
    }
}
