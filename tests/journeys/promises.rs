//! What holds on every screen at every size, whatever is pressed.

use unicode_width::UnicodeWidthChar;
use yuebao::app::{Effect, Event, Focus, Key, Lang, Mouse, MouseKind, Start};
use yuebao::front::harness::{Dice, parse_keys};
use yuebao::text::Ambiguous;

use crate::desk::{Desk, desk, sit};

/// Every screen there is, by the keys that lead to it.
pub const SCREENS: [&str; 61] = [
    "lm",
    "'",
    "lmla记一笔<Enter>'",
    "lm]m'jm",
    "lm'/本",
    "lm'a",
    "la查",
    "",
    "k",
    "khh",
    "Z",
    "G",
    "l",
    "lj",
    "lG",
    "Gl",
    "z",
    "zj",
    "z/公交",
    "/",
    "/公交",
    "/公交<Down>",
    "/公交<Enter>",
    "/公交<Enter>n<Tab>",
    "/公交<Enter>/",
    "/公交<Enter><Tab>o",
    "/zzzz鍊",
    "/jinzhou",
    "/city:",
    "?",
    "?jjj",
    "?/页",
    "?<Enter>",
    "?<Enter>jjjj",
    "?/页<Enter><Enter>",
    "!r",
    ":",
    ":o",
    "s",
    "sjjj",
    "!",
    "e",
    "le4",
    "!e",
    "i",
    "ijjl",
    "sjjje",
    "sjjje3",
    "t",
    "-",
    "c",
    "cj",
    "c<Space>",
    "c/公交",
    "c/公交<Enter>n",
    "v",
    "vj",
    "vG",
    "cv",
    "v/公交",
    "v/公交<Enter>n",
];

const WIDTHS: [u16; 19] = [8, 9, 15, 19, 20, 21, 29, 30, 39, 40, 59, 60, 61, 80, 99, 100, 101, 140, 200];
const HEIGHTS: [u16; 11] = [3, 4, 5, 6, 7, 9, 10, 11, 24, 30, 60];

fn start(lang: Lang, ambiguous: Ambiguous) -> Start {
    Start { corpus: crate::fixture::corpus(), lang, ambiguous, ..Start::default() }
}

/// Marks a newspaper's own text may bring along, all others must be unambiguous.
const QUOTED: [char; 8] = ['“', '”', '‘', '’', '—', '…', '·', '℃'];

fn sound(desk: &Desk, ambiguous: Ambiguous, what: &str) {
    let app = desk.program().app();
    assert!(
        app.focus() != Focus::Tree || app.geometry().tree.is_some(),
        "{what}: keys move a list that nobody sees\n{}",
        desk.text()
    );
    let buffer = desk.shown();
    let area = buffer.area;
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let symbol = buffer[(x, y)].symbol();
            let mut cells = yuebao::text::width::of(symbol, ambiguous) as u16;
            for c in symbol.chars() {
                assert!(!c.is_control(), "{what}: control character in row {y}");
                let doubtful = c.width() != c.width_cjk();
                assert!(!doubtful || QUOTED.contains(&c), "{what}: {c} may be one cell or two, row {y}\n{}", desk.text());
            }
            cells = cells.max(1);
            assert!(x + cells <= area.width, "{what}: {symbol} sticks out of row {y}\n{}", desk.text());
            if area.width >= 20 {
                let last = x + cells == area.width;
                assert!(!last || symbol == " ", "{what}: the last column holds {symbol}, row {y}\n{}", desk.text());
            }
            for half in 1..cells {
                let under = buffer[(x + half, y)].symbol();
                assert!(under.trim().is_empty(), "{what}: {under} lies under the second half of {symbol}\n{}", desk.text());
            }
            x += cells;
        }
    }
}

#[test]
fn every_screen_keeps_its_edges_at_every_size() {
    for screen in SCREENS {
        for lang in [Lang::Zh, Lang::En] {
            let mut desk = sit(start(lang, Ambiguous::Narrow), 100, 30);
            desk.press(screen);
            for width in WIDTHS {
                for height in HEIGHTS {
                    desk.resize(width, height);
                    sound(&desk, Ambiguous::Narrow, &format!("{screen:?} {lang:?} {width}x{height}"));
                }
            }
        }
    }
}

#[test]
fn a_public_room_keeps_its_edges_and_offers_nothing_that_would_be_kept() {
    for screen in SCREENS {
        for lang in [Lang::Zh, Lang::En] {
            let mut desk = sit(Start { visitor: Some(15), ..start(lang, Ambiguous::Narrow) }, 100, 30);
            for (width, height) in [(100, 30), (80, 24), (40, 20), (20, 6), (8, 3), (30, 10)] {
                desk.resize(width, height);
                sound(&desk, Ambiguous::Narrow, &format!("visitor {lang:?} {width}x{height}"));
            }
            desk.resize(100, 30).press(screen);
            for (width, height) in [(100, 30), (40, 20), (20, 6), (8, 3)] {
                desk.resize(width, height);
                sound(&desk, Ambiguous::Narrow, &format!("visitor {screen:?} {lang:?} {width}x{height}"));
            }
            let asked = &desk.program().asked;
            let kept = |effect: &&Effect| {
                matches!(
                    effect,
                    Effect::KeepMark(_) | Effect::DropMark(_) | Effect::Correct(_) | Effect::Uncorrect(_) | Effect::ReadAgain
                )
            };
            assert_eq!(asked.iter().find(kept), None, "{screen:?}");
            let refused = ["m", "a", "e", "U", "'", "r"];
            let hints = desk.program().app().hints();
            let in_text = matches!(desk.program().app().focus(), Focus::Line);
            assert!(in_text || !hints.iter().any(|hint| refused.contains(&hint.keys.as_str())), "{screen:?}: {hints:?}");
        }
    }
}

#[test]
fn every_screen_keeps_its_edges_where_ambiguous_marks_are_wide() {
    for screen in SCREENS {
        let mut desk = sit(start(Lang::Zh, Ambiguous::Wide), 100, 30);
        desk.press(screen);
        for (width, height) in [(8, 3), (20, 6), (40, 20), (61, 11), (80, 24), (99, 30), (120, 40)] {
            desk.resize(width, height);
            sound(&desk, Ambiguous::Wide, &format!("{screen:?} wide {width}x{height}"));
        }
    }
}

#[test]
fn a_terminal_that_tells_its_width_late_is_drawn_right_from_then_on() {
    let mut desk = desk(80, 24);
    desk.press("l").send(Event::AmbiguousWidth(Ambiguous::Wide));
    sound(&desk, Ambiguous::Wide, "told late");
}

/// The keys a status line names, as they can be pressed.
fn pressable(keys: &str) -> Vec<String> {
    let named = |key: &str| match key {
        "空格" | "Space" => "<Space>".to_owned(),
        "上" | "Up" => "<Up>".to_owned(),
        "下" | "Down" => "<Down>".to_owned(),
        "上下" => "<Down>".to_owned(),
        "右" | "Right" => "<Right>".to_owned(),
        "Enter" => "<Enter>".to_owned(),
        "Esc" => "<Esc>".to_owned(),
        "Tab" => "<Tab>".to_owned(),
        "<" => "<lt>".to_owned(),
        other if other.chars().count() == 1 => other.to_owned(),
        _ => String::new(),
    };
    keys.split(' ').map(named).filter(|key| !key.is_empty()).collect()
}

#[test]
fn every_key_that_is_offered_does_something() {
    for screen in SCREENS {
        for (width, height) in [(100, 30), (80, 24), (40, 20)] {
            let mut desk = desk(width, height);
            desk.press(screen);
            for hint in desk.program().app().hints() {
                let keys = pressable(&hint.keys);
                // Of a pair (j k, n N, [ ]) one may have come to its end here, not both.
                let works = keys.iter().any(|key| {
                    let mut tried = crate::desk::desk(width, height);
                    tried.press(screen).press("<C-l>");
                    let before = (tried.shown().clone(), tried.program().app().focus());
                    tried.press(key);
                    tried.has_quit() || (tried.shown().clone(), tried.program().app().focus()) != before
                });
                assert!(works || keys.is_empty(), "{screen:?} at {width}x{height}: {hint:?} does nothing\n{}", desk.text());
            }
        }
    }
}

#[test]
fn q_leaves_within_three_and_esc_never_does() {
    for screen in SCREENS {
        let mut left = desk(100, 30);
        left.press(screen);
        // In a line of text q is a letter: Esc first.
        for _ in 0..4 {
            if matches!(left.program().app().focus(), Focus::Line | Focus::Note)
                || left.program().app().leaf().is_some_and(yuebao::app::Leaf::filtering)
                || left.program().app().drawer().is_some_and(|drawer| drawer.typing.is_some())
            {
                left.press("<Esc>");
            }
        }
        left.press("q");
        if !left.has_quit() {
            left.press("q");
        }
        if !left.has_quit() {
            left.press("q");
        }
        assert!(left.has_quit(), "{screen:?}");
        let mut alive = desk(100, 30);
        alive.press(screen).press(&"<Esc>".repeat(20));
        assert!(!alive.has_quit(), "{screen:?}");
        assert!(matches!(alive.program().app().focus(), Focus::Tree | Focus::Reader), "{screen:?}");
        let still = alive.shown().clone();
        alive.press("<Esc>");
        assert_eq!(alive.shown(), &still, "{screen:?}: Esc with nothing open does nothing");
    }
}

#[test]
fn nothing_is_sent_when_nothing_has_happened() {
    for screen in SCREENS {
        let mut desk = desk(100, 30);
        desk.press(screen).take_bytes();
        let frames = desk.frames();
        desk.press_at_once("");
        assert_eq!((desk.frames(), desk.take_bytes().len()), (frames, 0), "{screen:?}");
        // The same size told again is no news either.
        desk.resize(100, 30);
        assert!(desk.take_bytes().len() <= 4_500, "{screen:?}");
    }
}

#[test]
fn two_thousand_streams_of_keys_and_sizes_are_survived() {
    let keys = parse_keys(
        "jkdufbgGhl{}[]()<lt>>123456789/nNozsi-+yYtLZ?:!qcvmae'公交雪锦州jinzhou city:-\"“”，《》（）【】、？　０ <Enter><Esc><Tab><BS><Up><Down>\
         <Left><Right><Home><End><PgUp><PgDn><Del><C-u><C-d><C-o><C-w><C-p><C-n><C-l><C-z><A-x><F1><S-Tab><Ins>",
    );
    let sizes =
        [(0, 0), (1, 1), (8, 3), (300, 100), (100, 30), (80, 24), (40, 20), (20, 6), (61, 11), (2, 50), (200, 2), (19, 9)];
    let corpora = [crate::fixture::corpus(), crate::fixture::build(crate::fixture::drafts().into_iter().skip(2).collect())];
    for seed in 0..2_000_u64 {
        let mut dice = Dice::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let ambiguous = if seed % 4 == 0 { Ambiguous::Wide } else { Ambiguous::Narrow };
        let mut app = yuebao::app::App::new(start(Lang::Zh, ambiguous));
        let mut size = (100, 30);
        for _ in 0..40 {
            let event = match dice.roll(24) {
                0 => {
                    size = sizes[dice.roll(sizes.len())];
                    Event::Resize { width: size.0, height: size.1 }
                }
                1 => Event::Mouse(Mouse {
                    kind: [MouseKind::Press, MouseKind::WheelUp, MouseKind::WheelDown][dice.roll(3)],
                    x: dice.roll(310) as u16,
                    y: dice.roll(110) as u16,
                }),
                2 => Event::Corpus(yuebao::app::Snapshot(corpora[dice.roll(2)].clone())),
                3 => Event::Paste("公交\u{202e}\nx".to_owned()),
                _ => Event::Key(keys[dice.roll(keys.len())]),
            };
            app.handle(event);
            if dice.roll(4) == 0 {
                let area = ratatui::layout::Rect::new(0, 0, size.0, size.1);
                yuebao::ui::draw(&app, &mut ratatui::buffer::Buffer::empty(area));
            }
        }
        app.handle(Event::Resize { width: 80, height: 24 });
        for _ in 0..20 {
            app.handle(Event::Key(Key::Esc));
        }
        assert!(matches!(app.focus(), Focus::Tree | Focus::Reader), "stream {seed}");
        let mut left = false;
        for _ in 0..3 {
            left |= app.handle(Event::Key(Key::Char('q'))) == Some(yuebao::app::Effect::Quit);
        }
        assert!(left, "stream {seed}");
    }
}

#[test]
fn streams_through_the_real_loop_show_what_a_fresh_drawing_shows() {
    let keys = parse_keys("jkdufgGhl[]()>123/n公交锦<Enter><Esc><Tab><BS><Down>z-+s?t<Space>}{<C-l>");
    let sizes = [(100, 30), (80, 24), (40, 20), (61, 11), (8, 3), (120, 40)];
    for seed in 1..=60_u64 {
        let mut dice = Dice::new(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let mut desk = desk(100, 30);
        for _ in 0..40 {
            if dice.roll(12) == 0 {
                let (width, height) = sizes[dice.roll(sizes.len())];
                desk.resize(width, height);
            } else {
                desk.send(Event::Key(keys[dice.roll(keys.len())]));
            }
            sound(&desk, Ambiguous::Narrow, &format!("stream {seed}"));
        }
    }
}
