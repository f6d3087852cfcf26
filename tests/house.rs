//! Holds the house up: which room may call which, what the pure rooms may not touch, how a file opens, how long it may be.
//!
//! It reads the sources as text (comments, strings and test code taken out) and needs nothing but `std`. It is not a compiler:
//! it sees every path that is written down, which is what a reviewer sees too.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The rooms, lowest first; a room may call every room of a lower step, never one of its own step.
const STEPS: [&[&str]; 8] =
    [&["text"], &["typeset", "corpus"], &["import", "search"], &["app"], &["ui", "store"], &["front"], &["cli"], &["main"]];

/// Rooms whose results depend on their arguments only.
const PURE: [&str; 6] = ["text", "typeset", "corpus", "import", "search", "app"];

/// What a pure room may not name: disk, environment, clock, network, processes, the terminal, printing.
const IMPURE: [&str; 29] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::os",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "std::io::Stdin",
    "std::io::Stdout",
    "std::io::Stderr",
    "std::io::IsTerminal",
    "fs::read",
    "fs::write",
    "env::var",
    "crossterm",
    "termina",
    "rustix",
    "signal_hook",
    "walkdir",
    "clap",
    "ratatui",
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
    "Instant::now",
    "SystemTime::now",
    "std::path::Path::exists",
];

/// Macros that print, which only the outermost rooms may do.
const PRINTING: [&str; 5] = ["println", "eprintln", "print", "eprint", "dbg"];

/// No file may hold more lines than this.
const LONGEST: usize = 450;

/// A path as written (`crate::corpus::Day`), groups taken apart, with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Written {
    path: Vec<String>,
    line: usize,
    printing: bool,
}

/// One token of the source: a word, `::`, or a single mark, with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    text: String,
    line: usize,
}

/// Splits a source into tokens without comments, strings and character literals.
fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut out, mut i, mut line) = (Vec::new(), 0, 1);
    while i < chars.len() {
        let c = at(i);
        let start = i;
        if c == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if c == '/' && at(i + 1) == '*' {
            let mut depth = 0;
            loop {
                match (at(i), at(i + 1)) {
                    ('/', '*') => (depth, i) = (depth + 1, i + 2),
                    ('*', '/') => (depth, i) = (depth - 1, i + 2),
                    _ => i += 1,
                }
                if depth == 0 || i >= chars.len() {
                    break;
                }
            }
        } else if c == '"' {
            i = after_string(&chars, i);
        } else if c == '\'' && at(i + 1) == '\\' {
            i += 3;
            while i < chars.len() && at(i) != '\'' {
                i += 1;
            }
            i += 1;
        } else if c == '\'' && at(i + 2) == '\'' {
            i += 3;
        } else if c.is_alphanumeric() || c == '_' {
            while at(i).is_alphanumeric() || at(i) == '_' {
                i += 1;
            }
            let word: String = chars[start..i].iter().collect();
            let raw = matches!(word.as_str(), "r" | "br") && matches!(at(i), '"' | '#');
            match raw_string_end(&chars, i).filter(|_| raw) {
                Some(end) => i = end,
                None => out.push(Token { text: word, line }),
            }
        } else {
            i += if c == ':' && at(i + 1) == ':' { 2 } else { 1 };
            if !c.is_whitespace() {
                out.push(Token { text: chars[start..i].iter().collect(), line });
            }
        }
        line += chars[start..i.min(chars.len())].iter().filter(|c| **c == '\n').count();
    }
    out
}

/// Where a plain string that opens at `i` ends.
fn after_string(chars: &[char], mut i: usize) -> usize {
    i += 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

/// Where a raw string whose hashes start at `i` ends; `None` for a raw identifier.
fn raw_string_end(chars: &[char], i: usize) -> Option<usize> {
    let hashes = chars[i..].iter().take_while(|c| **c == '#').count();
    if chars.get(i + hashes) != Some(&'"') {
        return None;
    }
    let mut end = i + hashes + 1;
    while end < chars.len() {
        if chars[end] == '"' && chars[end + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes {
            return Some(end + 1 + hashes);
        }
        end += 1;
    }
    Some(end)
}

/// Takes out every item under `#[cfg(test)]`; gives the names of the files that such an item declares (`mod tests;`).
fn without_tests(tokens: &[Token]) -> (Vec<Token>, BTreeSet<String>) {
    let is = |i: usize, text: &str| tokens.get(i).is_some_and(|t| t.text == text);
    let marked = |i: usize| ["#", "[", "cfg", "(", "test", ")", "]"].iter().enumerate().all(|(k, text)| is(i + k, text));
    let (mut kept, mut files, mut i) = (Vec::new(), BTreeSet::new(), 0);
    while i < tokens.len() {
        if !marked(i) {
            kept.push(tokens[i].clone());
            i += 1;
            continue;
        }
        i += 7;
        let mut depth = 0;
        while i < tokens.len() {
            if is(i, "mod") && is(i + 2, ";") {
                files.insert(tokens[i + 1].text.clone());
            }
            match tokens[i].text.as_str() {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth -= 1,
                _ => {}
            }
            i += 1;
            if depth == 0 && (is(i - 1, "}") || is(i - 1, ";")) {
                break;
            }
        }
    }
    (kept, files)
}

/// Every path that is written in the tokens, groups taken apart: `std::{fs, io::Read}` gives `std::fs` and `std::io::Read`.
fn paths(tokens: &[Token]) -> Vec<Written> {
    let (mut out, mut i) = (Vec::new(), 0);
    while i < tokens.len() {
        i = path(tokens, i, &[], &mut out);
    }
    out
}

/// Reads one path (or one mark) at `i`, appends what it names, returns the place after it.
fn path(tokens: &[Token], mut i: usize, before: &[String], out: &mut Vec<Written>) -> usize {
    let is = |i: usize, text: &str| tokens.get(i).is_some_and(|t| t.text == text);
    let word = |i: usize| tokens.get(i).is_some_and(|t| t.text.starts_with(|c: char| c.is_alphabetic() || c == '_'));
    if !word(i) {
        return i + 1;
    }
    let mut path = before.to_vec();
    let line = tokens[i].line;
    loop {
        path.push(tokens[i].text.clone());
        i += 1;
        if !is(i, "::") {
            break;
        }
        if word(i + 1) {
            i += 1;
        } else if is(i + 1, "{") {
            i += 2;
            while i < tokens.len() && !is(i, "}") {
                i = self::path(tokens, i, &path, out);
            }
            return i + 1;
        } else {
            i += 1;
            break;
        }
    }
    out.push(Written { path, line, printing: is(i, "!") });
    i
}

/// The room a written path leads to, from a module `depth` steps below the crate (`src/corpus/day.rs` is 2).
fn leads_to(path: &[String], depth: usize) -> Option<&str> {
    let first = path.first()?.as_str();
    let supers = path.iter().take_while(|p| *p == "super").count();
    let name = match first {
        "crate" | "yuebao" => path.get(1)?,
        "super" if supers >= depth => path.get(supers)?,
        _ => return None,
    };
    STEPS.iter().flat_map(|step| step.iter()).find(|room| *room == name).copied()
}

/// What is wrong in one file of a room: `line: complaint`.
fn complaints(room: &str, depth: usize, source: &str) -> Vec<String> {
    let step_of = |room: &str| STEPS.iter().position(|step| step.contains(&room)).unwrap_or(usize::MAX);
    let (code, _) = without_tests(&tokens(source));
    let mut found = Vec::new();
    for written in paths(&code) {
        let (path, line) = (written.path.join("::"), written.line);
        if let Some(other) = leads_to(&written.path, depth)
            && other != room
            && step_of(other) >= step_of(room)
        {
            found.push(format!("{line}: `{room}` may not call `{other}` ({path})"));
        }
        let impure = IMPURE.iter().any(|bad| path == *bad || path.starts_with(&format!("{bad}::")));
        if PURE.contains(&room) && (impure || (written.printing && PRINTING.contains(&path.as_str()))) {
            found.push(format!("{line}: `{room}` is pure and may not use `{path}`"));
        }
    }
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All `.rs` files below a folder, in order of name.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a readable folder").map(|e| e.expect("an entry").path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            found.push(entry);
        }
    }
}

/// Every source file: path below `src`, its room, its module depth, its text.
fn house() -> Vec<(PathBuf, String, usize, String)> {
    let src = root().join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let entry = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).expect("UTF-8 source");
        let below = file.strip_prefix(&src).expect("below src").to_path_buf();
        let steps: Vec<String> = below.with_extension("").iter().map(|s| s.to_string_lossy().into_owned()).collect();
        let depth = steps.len() - usize::from(steps.last().is_some_and(|s| s == "mod"));
        (below, steps[0].clone(), depth, text)
    };
    files.into_iter().map(entry).collect()
}

/// Files that only exist under test: declared by `#[cfg(test)] mod name;` in the file above them.
fn test_files(house: &[(PathBuf, String, usize, String)]) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for (below, _, _, text) in house {
        let own = if below.file_stem().is_some_and(|s| s == "mod" || s == "lib") {
            below.parent().unwrap_or(Path::new("")).to_path_buf()
        } else {
            below.with_extension("")
        };
        for name in without_tests(&tokens(text)).1 {
            found.insert(own.join(format!("{name}.rs")));
        }
    }
    found
}

#[test]
fn calls_go_down_only_and_pure_rooms_stay_pure() {
    let house = house();
    let tests = test_files(&house);
    let mut wrong = Vec::new();
    for (below, room, depth, text) in &house {
        if room == "lib" || tests.contains(below) {
            continue;
        }
        wrong.extend(complaints(room, *depth, text).into_iter().map(|c| format!("src/{}:{c}", below.display())));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_room_is_on_the_map() {
    let map = std::fs::read_to_string(root().join("src/lib.rs")).expect("the map");
    for (below, room, _, _) in house() {
        let known = room == "lib" || STEPS.iter().any(|step| step.contains(&room.as_str()));
        assert!(known, "src/{} stands in no room of the house", below.display());
        assert!(room == "lib" || room == "main" || map.contains(&format!("[`{room}`]")), "`{room}` is missing from src/lib.rs");
    }
}

#[test]
fn every_file_opens_with_what_it_is() {
    for (below, _, _, text) in house() {
        assert!(text.starts_with("//! "), "src/{} does not open with `//!`", below.display());
    }
}

#[test]
fn no_file_is_longer_than_one_thought() {
    let long = |(below, _, _, text): (PathBuf, String, usize, String)| {
        let lines = text.lines().count();
        (lines > LONGEST).then(|| format!("src/{}: {lines} lines", below.display()))
    };
    let found: Vec<_> = house().into_iter().filter_map(long).collect();
    assert!(found.is_empty(), "more than {LONGEST} lines: {found:?}");
}

#[test]
fn the_checker_sees_what_it_should() {
    let wrong = |room, source| complaints(room, 2, source).len();
    assert_eq!(wrong("import", "use crate::{text::Span, ui::Theme};"), 1, "a group hides nothing");
    assert_eq!(wrong("search", "fn f() { crate::import::page(); }"), 1, "siblings do not call each other");
    assert_eq!(wrong("search", "use super::super::import::page;"), 1, "nor through super");
    assert_eq!(wrong("search", "use super::query::Query; use crate::corpus::Day;"), 0);
    assert_eq!(wrong("cli", "use crate::{front, store, text};"), 0);
    assert_eq!(wrong("ui", "use crate::store::profile;"), 1);
    assert_eq!(wrong("text", "use std::{fs, io::{self, stdout}};"), 2);
    assert_eq!(wrong("app", "fn f() { println!(\"{}\", std::time::Instant::now()); }"), 2);
    assert_eq!(wrong("store", "use std::fs;"), 0);
    assert_eq!(
        wrong(
            "text",
            "// std::fs\n/* std::env */ const A: &str = \"std::fs\"; const B: char = '\"'; const C: &str = r#\"std::fs\"#;"
        ),
        0
    );
    assert_eq!(wrong("text", "#[cfg(test)]\nmod tests { use std::fs; fn f() { if true {} } }\nfn g() {}"), 0);
    assert_eq!(wrong("text", "#[cfg(test)]\nmod tests { }\nuse std::fs;"), 1, "what follows the tests counts");
    assert_eq!(complaints("corpus", 1, "use super::app::App;").len(), 1, "super of a mod.rs is the crate");
}
