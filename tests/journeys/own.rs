//! Keys, colours and settings of one's own, and the long help that shows how keys are given.

use ratatui::style::Color;
use yuebao::app::{Colours, Display, Focus, Settings, Start, ThemeChoice};

use crate::desk::{Desk, sit, status};

fn with(config: &str, keys: &str, themes: &str, width: u16, height: u16) -> Desk {
    let (settings, complaints) = Settings::read(Some(config), Some(keys), Some(themes));
    assert_eq!(complaints, [], "all of it is understood");
    let display = Display { colours: Colours::Direct, ..Display::default() };
    sit(Start { corpus: crate::fixture::corpus(), settings, display, ..Start::default() }, width, height)
}

const KEYS: &str = "search = \"x /\"\nhelp = \"F1\"\nopen = \"Alt-o\"\nline_down = \"e Down\"\nhit = [\"w\", \"W\"]\nsource = \"Ctrl-S\"\nfix = \"E\"\n";

#[test]
fn keys_of_ones_own_work_and_are_the_ones_that_help_and_hints_show() {
    let mut desk = with("", KEYS, "", 100, 30);
    assert!(status(&desk).contains("e k 移动  Enter 阅读  x 搜索  z 整版  F1 帮助"), "{}", status(&desk));
    desk.press("x公交<Enter>");
    assert!(desk.text().contains("公交  1/11") && status(&desk).contains("w W 换处"), "{}", desk.text());
    desk.press("w");
    assert!(desk.text().contains("公交  2/11"), "{}", desk.text());
    assert!(!desk.text().contains("换词") || status(&desk).contains("x 换词"));
    desk.press("n");
    assert!(desk.text().contains("公交  2/11"), "n is no key any more\n{}", desk.text());
    desk.press("<Esc>?");
    assert_ne!(desk.program().app().focus(), Focus::Leaf);
    desk.press("<F1>");
    let row = |desk: &Desk, name: &str| desk.rows().into_iter().find(|row| row.contains(name)).unwrap_or_default();
    assert!(row(&desk, "line_down").contains("e 下 "), "{}", desk.text());
    assert!(row(&desk, "search").contains(" x / "), "{}", desk.text());
    assert!(row(&desk, "open").contains("Enter Alt-o"), "{}", desk.text());
    desk.press("/F1");
    assert!(desk.text().contains("按键说明") && row(&desk, "help").contains("> F1"), "found by its own key\n{}", desk.text());
}

#[test]
fn sentences_and_the_smallest_screens_name_the_keys_of_ones_own() {
    let mut desk = with("", KEYS, "", 100, 30);
    desk.press("x冰期<Enter>").press("w");
    assert!(status(&desk).starts_with(" 已是最后一处，再按 w 从头"), "{}", status(&desk));
    let tiny = with("", "help = \"F1\"\nquit = \"Q\"\n", "", 20, 6);
    assert!(status(&tiny).ends_with("空格 F1 Q"), "{}", status(&tiny));
}

#[test]
fn in_text_and_lists_the_keys_of_ones_own_do_what_the_hints_say() {
    let mut desk = with("", KEYS, "", 100, 30);
    desk.press("i");
    assert!(status(&desk).contains("h Alt-o 换日"), "{}", status(&desk));
    let before = desk.text();
    desk.press("h");
    assert_ne!(desk.text(), before);
    desk.press("<A-o>");
    assert_eq!(desk.text(), before);
    desk.press("<Esc>E");
    assert_eq!(desk.program().app().focus(), Focus::Drawer);
    assert!(status(&desk).contains("Ctrl-S 看原文再定"), "{}", status(&desk));
    desk.press("<C-s>");
    assert!(desk.text().starts_with(" 原文"), "{}", desk.text());
    desk.press("<Esc>v");
    assert!(desk.text().contains("竖排"));
}

#[test]
fn a_theme_of_ones_own_colours_what_it_names_and_t_goes_through_all_of_them() {
    let themes =
        "[paper]\ncity = \"#123456\"\nheadline = { fg = \"#654321\", underline = true }\n[mono]\ncursor = \"bold underline\"\n";
    let mut desk = with("theme = \"paper\"\n", "", themes, 100, 30);
    assert_eq!(desk.program().app().theme(), ThemeChoice::Paper, "config.toml says which to begin with");
    let colours = |desk: &Desk| desk.shown().content.iter().map(|cell| cell.fg).collect::<std::collections::HashSet<_>>();
    let own = [Color::Rgb(0x12, 0x34, 0x56), Color::Rgb(0x65, 0x43, 0x21)];
    assert!(own.iter().all(|colour| colours(&desk).contains(colour)));
    desk.press("t");
    assert_eq!(desk.program().app().theme(), ThemeChoice::Night);
    assert!(!own.iter().any(|colour| colours(&desk).contains(colour)), "they are the paper's");
    desk.press("t");
    assert_eq!(desk.program().app().theme(), ThemeChoice::Mono);
    assert!(!desk.shown().content.iter().any(|cell| cell.modifier.contains(ratatui::style::Modifier::REVERSED)));
    desk.press("tt");
    assert!(own.iter().all(|colour| colours(&desk).contains(colour)), "round");
    assert_eq!(desk.program().app().saved().theme.as_deref(), Some("paper"), "what was chosen by key is kept");
}

#[test]
fn colours_of_ones_own_stay_away_where_no_colour_is_wanted() {
    let (settings, _) = Settings::read(None, None, Some("[mono]\ntext = \"#ff0000\"\n[paper]\ntext = \"#ff0000\"\n"));
    for colours in [Colours::Mono, Colours::Sixteen] {
        let display = Display { colours, ..Display::default() };
        let theme = Some(ThemeChoice::Paper);
        let start = Start { corpus: crate::fixture::corpus(), settings: settings.clone(), display, theme, ..Start::default() };
        let desk = sit(start, 100, 30);
        assert!(!desk.shown().content.iter().any(|cell| matches!(cell.fg, Color::Rgb(..))), "{colours:?}");
    }
}

#[test]
fn what_was_not_chosen_by_key_is_not_kept_and_config_counts_again_the_next_time() {
    let desk = with("theme = \"night\"\n", "", "", 100, 30);
    assert_eq!(desk.program().app().saved().theme, None);
}

#[test]
fn a_gap_between_paragraphs_is_white_and_moves_no_place() {
    let mut close = with("", "", "", 100, 30);
    let mut wide = with("paragraph_gap = 1\n", "", "", 100, 30);
    close.press("l");
    wide.press("l");
    insta::assert_snapshot!("gap_100x30", wide.text());
    let above = |desk: &Desk| {
        let at = desk.rows().iter().position(|row| row.contains("卸鱼之前")).expect("the second paragraph");
        crate::desk::cells(&desk.rows()[at - 1], 37, 100)
    };
    assert!(above(&wide).trim().is_empty() && !above(&close).trim().is_empty(), "{}", wide.text());
    wide.press("}}}");
    let at = wide.program().app().saved().offset;
    for (width, height) in [(40, 20), (20, 6), (8, 3), (140, 40), (100, 30)] {
        wide.resize(width, height);
        assert_eq!(wide.program().app().saved().offset, at, "{width}x{height}");
    }
}

#[test]
fn a_font_without_vertical_marks_gets_those_of_the_line() {
    let mut desk = with("vertical_forms = false\n", "", "", 100, 30);
    desk.press("v");
    let text = desk.text();
    assert!(text.contains('，') && !text.contains(['︐', '︒', '﹃']), "{text}");
}

#[test]
fn more_is_said_of_an_action_with_enter_on_the_help_page() {
    let mut desk = crate::desk::desk(100, 30);
    desk.press("?<Enter>");
    insta::assert_snapshot!("help_long_100x30", desk.text());
    desk.press("/full<Enter>");
    assert!(desk.text().contains("z = 整版, zen") && desk.text().contains("keys.toml: full = \"z\""), "{}", desk.text());
    desk.press("<Esc>");
    assert!(desk.text().contains("line_down") && !desk.text().contains("keys.toml"), "Esc shows the whole page\n{}", desk.text());
    desk.press("<Esc>");
    assert_eq!(desk.program().app().focus(), Focus::Tree);
    for (width, height) in [(40, 20), (20, 6), (80, 24), (12, 4)] {
        let mut desk = crate::desk::desk(width, height);
        desk.press("?");
        let line = status(&desk);
        desk.press("<Enter>");
        assert!(height > 4 || status(&desk) == line, "what is said of an action leaves the status line alone\n{}", desk.text());
        for key in ["j"; 50].iter().chain(&["k"; 50]) {
            desk.press(key);
            assert_eq!(desk.rows().iter().filter(|row| row.starts_with(" >")).count(), 1, "{width}x{height}\n{}", desk.text());
        }
        if width == 40 {
            insta::assert_snapshot!("help_long_40x20", desk.text());
        }
    }
}
