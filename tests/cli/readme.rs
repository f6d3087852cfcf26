//! README.md is true: the commands it shows run, and print what it shows.

use std::path::Path;

use super::run_in;

/// The fenced blocks of the README, each with the kind of its fence.
fn blocks() -> Vec<(String, Vec<String>)> {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("README.md");
    let (mut blocks, mut open) = (Vec::new(), None::<(String, Vec<String>)>);
    for line in readme.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(kind), None) => open = Some((kind.to_owned(), Vec::new())),
            (None, Some((_, lines))) => lines.push(line.to_owned()),
            (None, None) => {}
        }
    }
    blocks
}

#[test]
fn every_shown_session_gives_what_is_shown() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (kind, lines) in blocks().into_iter().filter(|(kind, _)| kind == "console") {
        let mut wanted: Vec<(String, Vec<String>)> = Vec::new();
        for line in lines {
            match line.strip_prefix("$ ") {
                Some(command) => wanted.push((command.to_owned(), Vec::new())),
                None => wanted.last_mut().expect("a command first").1.push(line),
            }
        }
        for (command, output) in wanted {
            let words: Vec<&str> = command.split_whitespace().collect();
            assert_eq!(words[0], "yuebao", "{kind}: {command}");
            let (args, head) = match words.iter().position(|w| *w == "|") {
                Some(pipe) => (&words[1..pipe], words[pipe + 1..].join(" ")),
                None => (&words[1..], String::new()),
            };
            let ran = run_in(root, args);
            let printed: Vec<_> = match head.strip_prefix("head -") {
                Some(n) => ran.out.lines().take(n.parse().expect("a number")).collect(),
                None => ran.out.lines().collect(),
            };
            assert_eq!(printed, output, "{command}");
        }
    }
}

#[test]
fn the_commands_for_a_shell_are_ones_the_program_knows() {
    for (_, lines) in blocks().into_iter().filter(|(kind, _)| kind == "sh") {
        for line in lines.iter().filter(|line| line.starts_with("yuebao")) {
            let words: Vec<&str> = line.split_whitespace().skip(1).map(|w| if w == "FOLDER" { "seeds" } else { w }).collect();
            let ran = run_in(Path::new(env!("CARGO_MANIFEST_DIR")), &words);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{line}");
        }
    }
}
