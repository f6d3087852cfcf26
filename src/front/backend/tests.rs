//! What the terminal shows equals what was drawn: random screens through the encoder into three emulators.
//!
//! vt100 and avt draw ambiguous marks in one cell; our own draws them in one or in two.

use std::num::NonZeroU16;

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Rect, Size};
use ratatui::style::{Color, Modifier, Style};

use super::emulator::{Emulator, Place};
use super::*;
use crate::front::harness::Dice;

const PLAIN: [&str; 12] = ["锦", "州", "港", "湾", "今", "春", "，", "。", "a", "7", " ", "《"];
const DISPUTED: [&str; 6] = ["“", "”", "…", "—", "·", "℃"];
const JOINED: [&str; 3] = ["e\u{301}", "❤\u{fe0f}", "葛\u{e0100}"];

/// What kinds of glyph a random screen holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    /// Every terminal agrees on every glyph.
    Agreed,
    /// Ambiguous marks too, each in one cell.
    Disputed,
    /// Ambiguous marks too, each in two reserved cells.
    Reserved,
    /// Combined and joined characters too.
    Joined,
}

fn style(dice: &mut Dice) -> Style {
    let colours = [Color::Reset, Color::Red, Color::Cyan, Color::Indexed(88), Color::Rgb(200, 10, 60)];
    let modifiers = [Modifier::empty(), Modifier::BOLD, Modifier::REVERSED, Modifier::UNDERLINED, Modifier::ITALIC];
    match dice.roll(4) {
        0 => Style::new().fg(dice.of(&colours)).bg(dice.of(&colours)).add_modifier(dice.of(&modifiers) | dice.of(&modifiers)),
        _ => Style::new(),
    }
}

/// Scribbles from column `x` on, sometimes cutting wide glyphs and hiding text under them, as careless drawing does.
fn scribble(buffer: &mut Buffer, dice: &mut Dice, words: Words, x: u16, y: u16) {
    let mut x = x;
    let mut pen = style(dice);
    let end = buffer.area.width.saturating_sub(dice.roll(40) as u16);
    while x < end {
        if dice.roll(6) == 0 {
            pen = style(dice);
        }
        let symbol = match (words, dice.roll(8)) {
            // Our screens keep the last column blank; there a mark drawn in two cells would fall on its neighbour.
            (Words::Disputed | Words::Reserved, 0) if x + 1 < buffer.area.width => dice.of(&DISPUTED),
            (Words::Joined, 0) => dice.of(&JOINED),
            _ => dice.of(&PLAIN),
        };
        let cell = &mut buffer[(x, y)];
        cell.reset();
        cell.set_symbol(symbol).set_style(pen);
        if words == Words::Reserved && DISPUTED.contains(&symbol) {
            cell.set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::new(2).unwrap()));
            x += 2;
        } else {
            x += if symbol.len() >= 3 && !DISPUTED.contains(&symbol) && dice.roll(20) > 0 { 2 } else { 1 };
        }
    }
}

fn next_screen(last: &Buffer, dice: &mut Dice, words: Words) -> Buffer {
    let area = last.area;
    let mut next = last.clone();
    match dice.roll(6) {
        0 => next = Buffer::empty(area),
        1 | 2 if area.height > 2 => {
            let lines = 1 + dice.roll(usize::from(area.height) / 2) as i16;
            let shift = scroll::Shift {
                top: dice.roll(2) as u16,
                bottom: area.height,
                lines: if dice.roll(2) == 0 { lines } else { -lines },
            };
            if lines < (shift.bottom - shift.top) as i16 {
                scroll::apply(&mut next, shift);
            }
        }
        _ => {}
    }
    let rows = [0, 1, 3, usize::from(area.height)];
    for _ in 0..dice.of(&rows) {
        let (x, y) = (dice.roll(usize::from(area.width)) as u16, dice.roll(usize::from(area.height)) as u16);
        if dice.roll(3) == 0 {
            for x in x..area.width {
                next[(x, y)].reset();
            }
        }
        let from = if dice.roll(2) == 0 { 0 } else { x };
        scribble(&mut next, dice, words, from, y);
    }
    next
}

const SIZES: [(u16, u16); 9] = [(1, 1), (2, 1), (1, 5), (8, 3), (20, 6), (39, 11), (100, 30), (121, 40), (200, 60)];

/// Plays random screens, with resizes, and lets `check` compare after every frame.
fn play(frames: usize, words: Words, mut check: impl FnMut(&mut Encoder, &[u8], &Buffer, Caret, bool)) {
    let mut dice = Dice::new(0x9e37_79b9_7f4a_7c15);
    for (width, height) in SIZES {
        let mut encoder = Encoder::new(Size::new(width, height), Dialect::default());
        let mut area = Rect::new(0, 0, width, height);
        let mut drawn = Buffer::empty(area);
        let mut resized = true;
        for _ in 0..=frames * 1000 / (1000 + usize::from(width * height)) {
            if dice.roll(12) == 0 {
                area =
                    Rect::new(0, 0, 1 + dice.roll(usize::from(width) * 2) as u16, 1 + dice.roll(usize::from(height) * 2) as u16);
                drawn = Buffer::empty(area);
                encoder.set_size(area.as_size());
                resized = true;
            }
            drawn = next_screen(&drawn, &mut dice, words);
            let (x, y) = (dice.roll(usize::from(area.width)) as u16, dice.roll(usize::from(area.height)) as u16);
            let caret = dice.of(&[Caret::Typing { x, y }, Caret::Parked { x, y }, Caret::Away]);
            encoder.present(drawn.clone(), caret).unwrap();
            let bytes = encoder.take();
            check(&mut encoder, &bytes, &drawn, caret, resized);
            resized = false;
        }
    }
}

/// What every terminal should show of a drawn screen, worked out without the encoder: cell by cell, left to right.
fn expected(drawn: &Buffer) -> Vec<Place> {
    let width = usize::from(drawn.area.width);
    let mut places = Vec::new();
    for row in drawn.content.chunks(width) {
        let mut x = 0;
        while x < width {
            let cell = &row[x];
            let reserved = matches!(cell.diff_option, CellDiffOption::ForcedWidth(_));
            let cells = if reserved { 2 } else { usize::from(crate::text::width::grapheme(cell.symbol(), Ambiguous::Narrow).0) };
            let fits = cells < 2 || row.get(x + 1).is_some_and(|right| right.symbol() == " ");
            let cells = if fits { cells } else { 1 };
            let text = if fits { cell.symbol().to_owned() } else { " ".to_owned() };
            places.push(visible(Place { text, fg: cell.fg, bg: cell.bg, modifier: cell.modifier, wide: cells == 2 && fits }));
            if cells == 2 && fits {
                places.push(Place { text: String::new(), wide: false, ..places[places.len() - 1].clone() });
            }
            x += cells;
        }
    }
    places
}

/// Only what the eye can see: no letter colour and no weight on a blank, named colours by number.
fn visible(mut place: Place) -> Place {
    let number = |colour: Color| {
        let colour = colour::fit(colour, Colours::Direct);
        colour::number(colour).map_or(colour, Color::Indexed)
    };
    (place.fg, place.bg) = (number(place.fg), number(place.bg));
    if place.text == " " {
        place.modifier &= Modifier::REVERSED | Modifier::UNDERLINED;
        if place.modifier.is_empty() {
            place.fg = Color::Reset;
        }
    }
    place
}

pub(in crate::front) fn assert_cursor(cursor: (usize, usize), visible: bool, caret: Caret) {
    let wanted = match caret {
        Caret::Typing { x, y } => (usize::from(x), usize::from(y), true),
        Caret::Parked { x, y } => (usize::from(x), usize::from(y), false),
        Caret::Away => return assert!(!visible),
    };
    assert_eq!((cursor.0, cursor.1, visible), wanted);
}

/// Asserts that the emulated screen shows what was drawn. `lenient`: ambiguous marks in one cell on a terminal that draws
/// them in two may lose their right half to the next glyph, and with it themselves; all text around them must be right.
pub(in crate::front) fn assert_shows(screen: &super::emulator::Screen, drawn: &Buffer, lenient: bool) {
    let width = usize::from(drawn.area.width);
    assert_eq!(screen.unknown, Vec::<String>::new());
    assert_eq!(screen.questions, 0, "a frame asked the terminal something");
    let mut after_mark = false;
    for (i, want) in expected(drawn).into_iter().enumerate() {
        let (x, y) = (i % width, i / width);
        let got = visible(screen.place(x, y).clone());
        if lenient && DISPUTED.contains(&want.text.as_str()) {
            after_mark = true;
            continue;
        }
        let excused = std::mem::take(&mut after_mark) && want.text == " ";
        if !excused && !want.text.is_empty() {
            assert_eq!((got.text, got.fg, got.bg, got.modifier), (want.text, want.fg, want.bg, want.modifier), "at {x},{y}");
        }
    }
}

fn in_our_emulator(words: Words, ambiguous: Ambiguous, frames: usize) {
    let mut emulator = Emulator::new(1, 1, ambiguous);
    play(frames, words, |_, bytes, drawn, caret, resized| {
        let (width, height) = (usize::from(drawn.area.width), usize::from(drawn.area.height));
        if resized {
            emulator.resize(width, height);
            emulator.feed(b"\x1b[?7l");
        }
        emulator.feed(bytes);
        let lenient = words == Words::Disputed && ambiguous == Ambiguous::Wide;
        assert_shows(&emulator.screen, drawn, lenient);
        let screen = &emulator.screen;
        assert_cursor(screen.cursor(), screen.cursor_visible, caret);
    });
}

#[test]
fn our_emulator_shows_what_was_drawn() {
    in_our_emulator(Words::Agreed, Ambiguous::Narrow, 60);
    in_our_emulator(Words::Agreed, Ambiguous::Wide, 20);
}

#[test]
fn marks_in_two_reserved_cells_are_right_on_terminals_that_draw_them_in_one_and_in_two() {
    in_our_emulator(Words::Reserved, Ambiguous::Narrow, 60);
    in_our_emulator(Words::Reserved, Ambiguous::Wide, 60);
}

#[test]
fn marks_in_one_cell_never_displace_the_text_around_them() {
    in_our_emulator(Words::Disputed, Ambiguous::Narrow, 60);
    in_our_emulator(Words::Disputed, Ambiguous::Wide, 60);
}

#[test]
fn joined_characters_never_displace_the_text_around_them() {
    in_our_emulator(Words::Joined, Ambiguous::Narrow, 60);
}

/// Screens written style by style only, which a frame is where that is shorter.
fn style_by_style(words: Words, ambiguous: Ambiguous) {
    let mut dice = Dice::new(0x2545_f491_4f6c_dd1d);
    for (width, height) in SIZES {
        let size = Size::new(width, height);
        let mut emulator = Emulator::new(usize::from(width), usize::from(height), ambiguous);
        emulator.feed(b"\x1b[?7l");
        let mut writer = Encoder::new(size, Dialect::default()).writer;
        let mut shown = Buffer::empty(Rect::from(size));
        let mut drawn = shown.clone();
        for _ in 0..20 {
            drawn = next_screen(&drawn, &mut dice, words);
            let mut next = drawn.clone();
            next.content.chunks_mut(usize::from(width)).for_each(glyph::normalise);
            writer.styles(usize::from(width), &shown.content, &next.content);
            emulator.feed(&std::mem::take(&mut writer.out));
            assert_shows(&emulator.screen, &drawn, words == Words::Disputed && ambiguous == Ambiguous::Wide);
            shown = next;
        }
    }
}

#[test]
fn screens_written_style_by_style_are_shown_as_drawn() {
    for words in [Words::Agreed, Words::Disputed, Words::Reserved] {
        style_by_style(words, Ambiguous::Narrow);
        style_by_style(words, Ambiguous::Wide);
    }
    style_by_style(Words::Joined, Ambiguous::Narrow);
}

/// Asserts that vt100 shows what was drawn. `reserved`: ambiguous marks stand in two cells, of which vt100 fills one.
pub(in crate::front) fn assert_vt100_shows(screen: &vt100::Screen, drawn: &Buffer, reserved: bool) {
    let width = usize::from(drawn.area.width);
    for (i, want) in expected(drawn).into_iter().enumerate() {
        let (x, y) = ((i % width) as u16, (i / width) as u16);
        let cell = screen.cell(y, x).unwrap();
        if want.text.is_empty() {
            assert!(cell.is_wide_continuation() || reserved, "at {x},{y}");
            continue;
        }
        let colour = |colour: vt100::Color| match colour {
            vt100::Color::Default => Color::Reset,
            vt100::Color::Idx(n) => Color::Indexed(n),
            vt100::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        };
        let mut modifier = Modifier::empty();
        modifier.set(Modifier::BOLD, cell.bold());
        modifier.set(Modifier::ITALIC, cell.italic());
        modifier.set(Modifier::UNDERLINED, cell.underline());
        modifier.set(Modifier::REVERSED, cell.inverse());
        let text = if cell.has_contents() { cell.contents().to_owned() } else { " ".to_owned() };
        let got = visible(Place { text, fg: colour(cell.fgcolor()), bg: colour(cell.bgcolor()), modifier, wide: want.wide });
        assert_eq!(got, want, "at {x},{y}");
    }
}

/// Asserts that avt shows what was drawn.
pub(in crate::front) fn assert_avt_shows(terminal: &avt::Terminal, drawn: &Buffer) {
    let width = usize::from(drawn.area.width);
    for (i, want) in expected(drawn).into_iter().enumerate() {
        let (x, y) = (i % width, i / width);
        if want.text.is_empty() {
            continue;
        }
        let screen = terminal.screen();
        let cell = &screen.line(y).unwrap().cells()[x];
        let pen = cell.pen();
        let colour = |colour: Option<avt::Color>| match colour {
            None => Color::Reset,
            Some(avt::Color::Indexed(n)) => Color::Indexed(n),
            Some(avt::Color::RGB(rgb)) => Color::Rgb(rgb.r, rgb.g, rgb.b),
        };
        let mut modifier = Modifier::empty();
        modifier.set(Modifier::BOLD, pen.is_bold());
        modifier.set(Modifier::ITALIC, pen.is_italic());
        modifier.set(Modifier::UNDERLINED, pen.is_underline());
        modifier.set(Modifier::REVERSED, pen.is_inverse());
        let (fg, bg) = (colour(pen.foreground()), colour(pen.background()));
        let got = visible(Place { text: cell.char().to_string(), fg, bg, modifier, wide: want.wide });
        assert_eq!(got, want, "at {x},{y}");
    }
}

#[test]
fn vt100_shows_what_was_drawn() {
    for words in [Words::Agreed, Words::Disputed, Words::Reserved] {
        let one = NonZeroU16::new(1).unwrap();
        let mut terminal = vt100::Parser::new(one, one, 0);
        play(40, words, |_, bytes, drawn, caret, resized| {
            if resized {
                let side = |n: u16| NonZeroU16::new(n).unwrap();
                terminal = vt100::Parser::new(side(drawn.area.height), side(drawn.area.width), 0);
            }
            terminal.process(bytes);
            let screen = terminal.screen();
            assert_vt100_shows(screen, drawn, words == Words::Reserved);
            let (row, column) = screen.cursor_position();
            assert_cursor((usize::from(column), usize::from(row)), !screen.hide_cursor(), caret);
        });
    }
}

#[test]
fn avt_shows_what_was_drawn() {
    for words in [Words::Agreed, Words::Disputed, Words::Reserved] {
        let mut terminal = avt::Terminal::new(1, 1).unwrap();
        play(40, words, |_, bytes, drawn, _, resized| {
            if resized {
                terminal = avt::Terminal::new(usize::from(drawn.area.width), usize::from(drawn.area.height)).unwrap();
            }
            terminal.feed([std::str::from_utf8(bytes).unwrap()]);
            assert_avt_shows(&terminal, drawn);
        });
    }
}

/// Two screens after each other through the encoder into our emulator: the rows it shows.
fn after(first: &Buffer, second: &Buffer) -> Emulator {
    let (width, height) = (usize::from(first.area.width), usize::from(first.area.height));
    let mut encoder = Encoder::new(first.area.as_size(), Dialect::default());
    let mut emulator = Emulator::new(width, height, Ambiguous::Narrow);
    for screen in [first, second] {
        encoder.present(screen.clone(), Caret::Away).unwrap();
        emulator.feed(&encoder.take());
    }
    emulator
}

fn one_row(text: &str, style: Style) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
    buffer.set_string(0, 0, text, style);
    buffer
}

#[test]
fn a_styled_wide_glyph_at_the_right_edge_may_become_narrow() {
    // ratatui's own diff panics here ("index out of bounds", ratatui #2695).
    let emulator = after(&one_row("锦州港", Style::new().bg(Color::Red)), &one_row("锦州ab", Style::new()));
    assert_eq!(emulator.screen.place(5, 0).text, "b");
    assert_eq!(emulator.screen.place(4, 0).bg, Color::Reset);
}

#[test]
fn no_background_stays_behind_the_right_half_of_a_glyph() {
    // ratatui's own diff leaves the right half in the old colour (ratatui #2652).
    let emulator = after(&one_row("锦州港", Style::new().bg(Color::Red)), &one_row("a", Style::new()));
    assert_eq!((0..6).filter(|&x| emulator.screen.place(x, 0).bg != Color::Reset).count(), 0);
}

#[test]
fn text_uncovered_from_under_a_wide_glyph_appears() {
    // ratatui's own diff thinks it was on the screen all the time (the family of ratatui #2738).
    let mut covered = one_row("ab", Style::new());
    covered[(0, 0)].set_symbol("锦");
    covered[(1, 0)].set_symbol(" ");
    let emulator = after(&covered, &one_row("ab", Style::new()));
    assert_eq!((emulator.screen.place(0, 0).text.as_str(), emulator.screen.place(1, 0).text.as_str()), ("a", "b"));
}

#[test]
fn what_is_drawn_over_half_a_glyph_is_seen() {
    // In ratatui it stays invisible: a pane drawn at an odd column loses its left edge.
    let mut drawn = one_row("锦州港", Style::new());
    drawn[(3, 0)].set_symbol("|");
    let emulator = after(&one_row("", Style::new()), &drawn);
    let row: Vec<_> = (0..6).map(|x| emulator.screen.place(x, 0).text.as_str()).collect();
    assert_eq!(row, ["锦", "", " ", "|", "港", ""]);
}

#[test]
fn an_emoji_that_a_terminal_draws_narrower_leaves_nothing_of_what_was_there() {
    // Inside tmux ❤️ takes one cell; ratatui writes its trailing blank in the wrong place (ratatui #2651).
    let emulator = after(&one_row("abcd", Style::new()), &one_row("❤\u{fe0f}cd", Style::new()));
    let row: Vec<_> = (0..4).map(|x| emulator.screen.place(x, 0).text.as_str()).collect();
    assert_eq!(row, ["❤\u{fe0f}", " ", "c", "d"]);
}
