//! Glyphs of two cells where drawing them goes wrong most easily: at the edges, under styles that come and go, half covered.
//!
//! A real terminal emulator reads the bytes here, so that what is compared is what a reader would see.

use avt::Terminal;
use yuebao::app::{Event, ThemeChoice};

use crate::desk::{Desk, desk, sit};

/// A terminal that shows what a desk sends.
struct Glass(Terminal, usize);

impl Glass {
    fn before(desk: &mut Desk, width: usize, height: usize) -> Self {
        let mut glass = Self(Terminal::new(width, height).expect("a size"), height);
        glass.read(desk);
        glass
    }

    fn read(&mut self, desk: &mut Desk) {
        let bytes = String::from_utf8(desk.take_bytes()).expect("frames are UTF-8");
        self.0.feed([bytes.as_str()]);
    }

    fn rows(&self) -> Vec<String> {
        (0..self.1).map(|y| self.0.screen().line(y).map_or_else(String::new, |line| line.text().trim_end().to_owned())).collect()
    }
}

#[test]
fn a_terminal_shows_exactly_the_frame_after_every_key() {
    for (width, height) in [(100, 30), (80, 24), (61, 11), (40, 20), (29, 9)] {
        let mut desk = desk(width, height);
        let mut glass = Glass::before(&mut desk, width as usize, height as usize);
        let keys =
            "jjjkkljjjjdduGg}}{]][z jjkk z/公交<Down><Down><Down><Esc>/锦<Enter>nnnN<Tab>jj<Esc>2>(?jj<Esc>sjjs-+--t:q<Esc>L";
        for key in yuebao::front::harness::parse_keys(keys) {
            desk.send(Event::Key(key));
            glass.read(&mut desk);
            assert_eq!(glass.rows(), desk.rows(), "{width}x{height} after {key:?}");
        }
    }
}

#[test]
fn a_selection_that_moves_over_wide_glyphs_leaves_no_half_behind() {
    let mut desk = sit(
        yuebao::app::Start {
            corpus: crate::fixture::corpus(),
            display: crate::desk::colourful(),
            theme: Some(ThemeChoice::Paper),
            ..Default::default()
        },
        80,
        24,
    );
    desk.press("jjjjjkkkkk");
    let buffer = desk.shown();
    for y in 0..24 {
        let mut x = 0;
        while x < 80 {
            let cells = yuebao::text::width::of(buffer[(x, y)].symbol(), yuebao::text::Ambiguous::Narrow).max(1) as u16;
            for half in 1..cells {
                assert_eq!(
                    buffer[(x, y)].style(),
                    buffer[(x + half, y)].style(),
                    "the halves differ at {x},{y}\n{}",
                    desk.text()
                );
            }
            x += cells;
        }
    }
}

#[test]
fn hits_on_wide_glyphs_carry_their_style_on_both_halves() {
    for keys in ["/公交", "/公交<Enter>", "/公交<Enter>nnn", "/的<Enter>n"] {
        let mut desk = desk(80, 24);
        desk.press(keys);
        let buffer = desk.shown();
        for y in 0..24 {
            for x in 0..79 {
                if yuebao::text::width::of(buffer[(x, y)].symbol(), yuebao::text::Ambiguous::Narrow) == 2 {
                    assert_eq!(buffer[(x, y)].style(), buffer[(x + 1, y)].style(), "{keys:?} at {x},{y}\n{}", desk.text());
                }
            }
        }
    }
}

#[test]
fn odd_widths_never_cut_a_glyph() {
    for width in 8..=130 {
        let mut desk = desk(width, 12);
        let mut glass = Glass::before(&mut desk, width as usize, 12);
        for keys in ["j", "l", "jj", "/公交", "<Esc>", "?", "<Esc>"] {
            desk.press(keys);
            glass.read(&mut desk);
            assert_eq!(glass.rows(), desk.rows(), "width {width} after {keys:?}");
        }
    }
}

#[test]
fn a_title_of_combining_marks_and_pictures_is_cut_whole() {
    let corpus = crate::fixture::build(vec![
        crate::fixture::one("大连", "e\u{301}e\u{301}👩‍🔬葛\u{e0100}記事が長い見出し👨‍👩‍👧‍👦で終わらない", "正文👩‍🔬。"),
        crate::fixture::one("大连", "ABC，“引号”——……·℃①②③", "“一”——“二”……“三”·四℃。"),
    ]);
    for width in [8, 20, 31, 45, 60, 61, 62, 63, 100] {
        let mut desk = crate::desk::before(corpus.clone(), width, 12);
        for keys in ["", "j", "l", "z"] {
            desk.press(keys);
            let buffer = desk.shown();
            assert!(width < 20 || (0..12).all(|y| buffer[(width - 1, y)].symbol() == " "), "{width} {keys}\n{}", desk.text());
        }
    }
}
