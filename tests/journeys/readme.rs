//! README.md is true: its keys are those of the action table, its screen is what the reader draws.
//!
//! `UPDATE_README=1 cargo test --test journeys readme` writes both anew.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use yuebao::app::action::{Category, TABLE};
use yuebao::app::{Keymap, Lang};

use super::desk::case_with_words;

fn readme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// The README's text between `<!-- name -->` and `<!-- /name -->` is `wanted`, or becomes it.
fn holds(name: &str, wanted: &str) {
    let text = std::fs::read_to_string(readme()).expect("README.md");
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->\n"));
    let (before, rest) = text.split_once(&open).unwrap_or_else(|| panic!("README.md has no {open}"));
    let (now, after) = rest.split_once(&close).unwrap_or_else(|| panic!("README.md has no {close}"));
    if now == wanted {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_README").is_some(),
        "README.md is out of date (UPDATE_README=1 cargo test --test journeys readme):\n{now}\nis not\n{wanted}"
    );
    std::fs::write(readme(), format!("{before}{open}{wanted}{close}{after}")).expect("README.md can be written");
}

#[test]
fn the_readme_lists_the_keys_of_the_action_table() {
    let keys = Keymap::default();
    let mut table = String::from("| | |\n|---|---|\n");
    for category in Category::ALL {
        for entry in TABLE.iter().filter(|entry| entry.category == category) {
            let key = keys.names(entry, Lang::En, 3);
            let keys: Vec<String> = match key.as_str() {
                "1 - 9" | "Tab 1 - 5" => vec![format!("`{key}`")],
                _ => key.split(' ').map(|key| format!("`{key}`")).collect(),
            };
            let doc = entry.doc(Lang::En);
            let _ = writeln!(table, "| {} | {doc} {} |", keys.join(" "), entry.zh);
        }
    }
    holds("keys", &table);
}

#[test]
fn the_readme_shows_a_screen_of_the_built_in_corpus() {
    let mut desk = case_with_words(88, 22);
    desk.press("/gongjiao");
    let mut screen = String::from("```text\n");
    for row in desk.rows() {
        let _ = writeln!(screen, "{}", row.trim_end());
    }
    screen.push_str("```\n");
    holds("screen", &screen);
}
