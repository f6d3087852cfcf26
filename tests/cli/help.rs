//! `--help` and `--version`, as they are printed.

use super::run;

/// The help of the program (empty name) and of each command.
const COMMANDS: [&str; 8] = ["", "list", "show", "search", "marks", "inspect", "fmt", "cache"];

fn help(command: &str, lang: &str) -> String {
    let args: Vec<&str> = [command, "--help", "--lang", lang].into_iter().filter(|arg| !arg.is_empty()).collect();
    let ran = run(&args);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    ran.out
}

#[test]
fn help_teaches_in_both_languages() {
    for lang in ["zh", "en"] {
        for command in COMMANDS {
            let name = if command.is_empty() { "yuebao" } else { command };
            insta::assert_snapshot!(format!("{name}_{lang}"), help(command, lang));
        }
    }
}

#[test]
fn no_line_of_the_help_is_wider_than_a_terminal() {
    for command in COMMANDS {
        for line in help(command, "zh").lines().chain(help(command, "en").lines()) {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
        }
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let ran = run(&["--version"]);
    assert_eq!((ran.code, ran.out.trim_end()), (0, concat!("yuebao ", env!("CARGO_PKG_VERSION"))));
}
