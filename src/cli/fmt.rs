//! `yuebao fmt`: sets any text, as fmt(1) does, but knows where a Chinese line may end.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::Global;
use super::load::NOTHING_READ;
use super::words::Lang;
use super::{galley, out};
use crate::store::{Found, Reading, read};
use crate::text::sanitise::{Removed, sanitise};
use crate::text::{Ambiguous, Cells, class};
use crate::typeset::Measure;

/// Line length where none is asked for.
const WIDTH: u16 = 80;

/// Cells to the right of the measure in which one mark may hang; they are part of the width.
const GUTTER: u16 = 2;

/// Below this width every cell is needed for text.
const GUTTER_FROM: u16 = 12;

/// Sets a file, or standard input.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn run(
    file: Option<&Path>,
    width: Option<u16>,
    justify: bool,
    global: &Global,
    out: &mut dyn Write,
) -> io::Result<ExitCode> {
    let path = file.map_or_else(|| PathBuf::from("-"), Path::to_path_buf);
    let found = Found { path, size: 0, modified: None, named: true };
    let decoded = match read::text(&found, Reading { encoding: global.encoding }) {
        Ok(decoded) => decoded,
        Err(problem) => {
            out::complain(&out::problem_line(&problem, global.lang));
            return Ok(ExitCode::from(NOTHING_READ));
        }
    };
    if let Some(problem) = read::replaced(&found.name(), &decoded) {
        out::complain(&out::problem_line(&problem, global.lang));
    }
    let ambiguous = match global.ambiguous {
        Some(stated) => stated,
        None if io::stdout().is_terminal() => Ambiguous::default(),
        None => Ambiguous::Narrow,
    };
    let clean = sanitise(&decoded.text);
    for line in set(&clean.text, measure(width.unwrap_or(WIDTH), justify, ambiguous)) {
        writeln!(out, "{line}")?;
    }
    if let Some(count) = removed(&clean.removed, global.lang) {
        out::complain(&count);
    }
    Ok(ExitCode::SUCCESS)
}

fn measure(width: u16, justify: bool, ambiguous: Ambiguous) -> Measure {
    let hang = if width >= GUTTER_FROM { GUTTER } else { 0 };
    Measure { width: Cells(width - hang), indent: Cells(0), ambiguous, normalise: justify, justify, hang: Cells(hang) }
}

/// Paragraphs set, blank lines as they are.
fn set(text: &str, measure: Measure) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in paragraphs(text) {
        if paragraph.is_empty() {
            lines.push(String::new());
        } else {
            lines.extend(galley::lines(&paragraph, measure));
        }
    }
    lines
}

/// Joins the lines of each paragraph; a blank line stays an empty paragraph. A line that starts with an ideographic space (空两格)
/// starts a paragraph.
fn paragraphs(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
        let line = line.trim_end();
        if line.is_empty() {
            out.push(String::new());
            open = false;
        } else if let Some(before) = out.last_mut().filter(|_| open && !line.starts_with('\u{3000}')) {
            let next = line.trim_start();
            if blank_between(before, next) {
                before.push(' ');
            }
            before.push_str(next);
        } else {
            out.push(line.to_owned());
            open = true;
        }
    }
    out
}

/// A line end stands for a blank only between two characters of scripts that part words by blanks.
fn blank_between(before: &str, next: &str) -> bool {
    let chinese = |c: Option<char>| c.is_none_or(|c| class::of(c).is_chinese() || class::is_han(c));
    !chinese(before.chars().next_back()) && !chinese(next.chars().next())
}

fn removed(removed: &Removed, lang: Lang) -> Option<String> {
    let total = removed.total();
    (total > 0).then(|| {
        let list = [
            (removed.controls, "控制字符", "control characters"),
            (removed.bidi, "双向控制符", "bidirectional controls"),
            (removed.zero_width, "零宽字符", "zero-width characters"),
            (removed.variation, "异体选择符", "variation selectors"),
            (removed.bom, "字节序标记", "byte order marks"),
        ];
        let counts = list.iter().filter(|(n, ..)| *n > 0).map(|(n, zh, en)| match lang {
            Lang::Zh => format!("{zh} {n} 个"),
            Lang::En => format!("{n} {en}"),
        });
        let counts: Vec<_> = counts.collect();
        match lang {
            Lang::Zh => format!("fmt: 去掉了{}", counts.join("、")),
            Lang::En => format!("fmt: removed {}", counts.join(", ")),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_paragraph_are_joined_without_a_blank_between_汉字() {
        assert_eq!(paragraphs("锦州港的\n雾散了。\n"), ["锦州港的雾散了。"]);
        assert_eq!(paragraphs("one\ntwo\n"), ["one two"]);
        assert_eq!(paragraphs("用 Rust\n写的\nlines"), ["用 Rust写的lines"]);
    }

    #[test]
    fn blank_lines_are_kept_and_an_indent_starts_a_paragraph() {
        assert_eq!(paragraphs("一\n\n\n二\n"), ["一", "", "", "二"]);
        assert_eq!(paragraphs("　　一段\n接着\n　　二段"), ["　　一段接着", "　　二段"]);
    }

    #[test]
    fn a_text_that_ends_without_a_line_end_is_the_same_text() {
        assert_eq!(paragraphs("一\n二"), paragraphs("一\n二\n"));
    }
}
