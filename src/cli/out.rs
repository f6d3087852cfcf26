//! What leaves the program: plain text to standard output, JSON, one line a problem to standard error. Everything sanitised.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::words::Lang;
use crate::corpus::Problem;
use crate::text::sanitise::{is_clean, sanitise};

/// How many problems with one cause are told one by one.
const TOLD: usize = 20;

/// A text that may stand on a line: no controls, no line ends.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    let clean = sanitise(text).text;
    if clean.contains('\n') { Cow::Owned(clean.replace('\n', " ")) } else { clean }
}

/// Writes a value as JSON. Characters that no terminal should see raw (zero-width, bidi, C1) are written as `\u….`, so that
/// the value stays what it is and the bytes stay harmless.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let text = serde_json::to_string(value).map_err(io::Error::other)?;
    for c in text.chars() {
        let mut buffer = [0; 4];
        let piece = c.encode_utf8(&mut buffer);
        if c.is_ascii() || is_clean(piece) {
            out.write_all(piece.as_bytes())?;
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                write!(out, "\\u{unit:04x}")?;
            }
        }
    }
    writeln!(out)
}

/// Says one line on standard error. A closed standard error is nobody's problem.
pub(super) fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "yuebao: {}", line(text));
}

/// Says what went wrong while reading, one line each; many of the same kind are counted.
pub(super) fn problems<'a>(problems: impl Iterator<Item = &'a Problem>, lang: Lang) {
    let mut told: rustc_hash::FxHashMap<&str, usize> = rustc_hash::FxHashMap::default();
    for problem in problems {
        let count = told.entry(&problem.cause).or_default();
        *count += 1;
        if *count <= TOLD {
            complain(&problem_line(problem, lang));
        }
    }
    let mut more: Vec<_> = told.into_iter().filter(|(_, count)| *count > TOLD).collect();
    more.sort_unstable();
    for (cause, count) in more {
        let more = crate::store::thousands((count - TOLD) as u64);
        complain(&match lang {
            Lang::Zh => format!("还有 {more} 处同样: {cause}"),
            Lang::En => format!("{more} more of the same kind"),
        });
    }
}

/// One problem in one line: file, cause, remedy.
pub(super) fn problem_line(problem: &Problem, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}: {}。{}", problem.place, problem.cause, problem.remedy),
        Lang::En => format!("{}: {}; {}", problem.place, problem.cause_en, problem.remedy_en),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_the_value_and_escapes_what_a_terminal_must_not_see() {
        let value = "锦\u{200b}州\u{202e}港\u{9b}\n“文”";
        let mut out = Vec::new();
        json(&mut out, &value).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(text, "\"锦\\u200b州\\u202e港\\u009b\\n“文”\"\n");
        assert_eq!(serde_json::from_str::<String>(&text).expect("JSON"), value);
    }

    #[test]
    fn a_line_is_one_line() {
        assert_eq!(line("锦州\n\x1b[31m港\t一"), "锦州 [31m港 一");
    }
}
