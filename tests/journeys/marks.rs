//! Which marks stand where: none at the wrong end of a line, none of disputed width among the program's own words, none but ASCII
//! where only that can be drawn; and on what ground they stand.

use ratatui::style::Color;
use unicode_width::UnicodeWidthChar;
use yuebao::app::{Colours, Display, Ground, Lang, Start, ThemeChoice};
use yuebao::corpus::Draft;

use crate::desk::{Desk, cells, sit};
use crate::promises::SCREENS;

/// GB/T 15834 and CLREQ: never at the start of a line.
const NOT_FIRST: &str = "。，、；：！？）》〉】」』”’";
/// Never at its end.
const NOT_LAST: &str = "（《〈【「『“‘";

const SIZES: [(u16, u16); 9] = [(20, 6), (30, 9), (40, 20), (61, 11), (80, 24), (99, 30), (100, 30), (140, 40), (200, 60)];

#[test]
fn no_line_of_an_article_begins_or_ends_with_a_mark_that_may_not_stand_there() {
    let mut seen = 0;
    for screen in SCREENS {
        for (width, height) in SIZES {
            let mut desk = crate::desk::desk(100, 30);
            desk.press(screen).resize(width, height);
            let app = desk.program().app();
            let whole = app.spread().is_none() && app.scroll().is_none() && app.leaf().is_none() && app.drawer().is_none();
            let Some(pane) = app.geometry().reader.filter(|_| whole) else { continue };
            for row in &desk.rows()[usize::from(pane.y)..usize::from(pane.y + pane.height)] {
                let line = cells(row, usize::from(pane.x), usize::from(pane.x + pane.width) + 2);
                let line = line.trim();
                assert!(!line.starts_with(|c| NOT_FIRST.contains(c)), "{screen:?} {width}x{height}: {line}");
                assert!(!line.ends_with(|c| NOT_LAST.contains(c)), "{screen:?} {width}x{height}: {line}");
                seen += usize::from(!line.is_empty());
            }
        }
    }
    assert!(seen > 1_000, "{seen} lines");
}

/// The fixture without a mark that terminals draw in one cell or in two.
fn agreed() -> Vec<Draft> {
    let mut drafts = crate::fixture::drafts();
    let clean = |text: &str| text.chars().map(|c| if c.width() == c.width_cjk() { c } else { '字' }).collect::<String>();
    for draft in &mut drafts {
        // 字 has as many bytes as these marks, so that all places stay; what has not is left out.
        draft.articles.retain(|article| clean(&article.text).len() == article.text.len());
        for article in &mut draft.articles {
            article.text = clean(&article.text);
            article.doubts.clear();
        }
        draft.page.lines.clear();
        draft.page.text.clear();
    }
    drafts
}

fn glyphs(desk: &Desk) -> impl Iterator<Item = char> {
    desk.shown().content.iter().flat_map(|cell| cell.symbol().chars())
}

#[test]
fn the_programs_own_words_have_no_mark_of_disputed_width_but_quotation_marks() {
    let corpus = crate::fixture::build(agreed());
    assert!(corpus.len() > 30);
    for lang in [Lang::Zh, Lang::En] {
        for screen in SCREENS {
            for (width, height) in SIZES {
                let mut desk = sit(Start { corpus: corpus.clone(), lang, ..Start::default() }, 100, 30);
                desk.press(screen).resize(width, height);
                for c in glyphs(&desk) {
                    let agreed = c.width() == c.width_cjk();
                    assert!(agreed || "“”".contains(c), "{c} at {screen:?} {width}x{height}\n{}", desk.text());
                }
            }
        }
    }
}

#[test]
fn where_only_ascii_can_be_drawn_everything_but_汉字_is_ascii() {
    let display = Display { ascii: true, ..Display::default() };
    for screen in SCREENS.iter().chain(&["v", "c", "vj"]) {
        for (width, height) in [(120, 40), (100, 30), (80, 24), (40, 20), (20, 6)] {
            let start = Start { corpus: crate::fixture::corpus(), lang: Lang::En, display, ..Start::default() };
            let mut desk = sit(start, 100, 30);
            desk.press(screen).resize(width, height);
            for c in glyphs(&desk) {
                assert!(c.is_ascii() || yuebao::text::class::is_han(c), "{c} at {screen:?} {width}x{height}\n{}", desk.text());
            }
        }
    }
    // What is copied is what the paper has.
    let start = Start { corpus: crate::fixture::corpus(), lang: Lang::En, display, ..Start::default() };
    let mut desk = sit(start, 100, 30);
    desk.press("lY");
    assert!(desk.copied()[0].contains("“以前") && desk.text().contains("\"以前"), "{}", desk.text());
    assert!(desk.text().starts_with(" yuebao"), "{}", desk.text());
}

#[test]
fn a_painted_page_leaves_no_cell_to_the_terminals_own_ground() {
    let start = |theme, paint, colours| {
        let display = Display { colours, ground: Some(Ground::Light), paint, ..Display::default() };
        Start { corpus: crate::fixture::corpus(), theme: Some(theme), display, ..Start::default() }
    };
    for theme in [ThemeChoice::Paper, ThemeChoice::Night] {
        // All but the one that chooses another theme.
        for screen in SCREENS.into_iter().filter(|screen| *screen != "t") {
            let mut desk = sit(start(theme, true, Colours::Direct), 100, 30);
            desk.press(screen);
            let cells = &desk.shown().content;
            assert!(cells.iter().all(|cell| cell.bg != Color::Reset), "{theme:?} {screen:?}: a bare ground");
            // A blank needs no colour of letters.
            let bare = |cell: &ratatui::buffer::Cell| cell.fg == Color::Reset && !cell.symbol().trim().is_empty();
            assert!(!cells.iter().any(bare), "{theme:?} {screen:?}: bare text");
        }
    }
    let plain = |start| sit(start, 100, 30).shown().content.iter().all(|cell| cell.bg == Color::Reset);
    assert!(plain(start(ThemeChoice::Paper, false, Colours::Direct)), "off by default");
    assert!(plain(start(ThemeChoice::Mono, true, Colours::Direct)), "mono has the terminal's own two colours");
    assert!(plain(start(ThemeChoice::Paper, true, Colours::Mono)), "NO_COLOR has none");
    assert!(plain(start(ThemeChoice::Paper, true, Colours::Sixteen)), "sixteen colours have no ground to trust");
}
