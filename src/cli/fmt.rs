//! `yuebao fmt`: sets any text, as fmt(1) does, but knows where a Chinese line may end.
//!
//! UTF-8 is set as it comes in, one paragraph in memory; other encodings and packed files are read whole, because their encoding is
//! found by looking at all of it. The setting itself is [`crate::typeset::fmt`].

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::Global;
use super::load::NOTHING_READ;
use super::out;
use super::words::Lang;
use crate::import::decode::Decoded;
use crate::store::{Found, Reading, read};
use crate::text::sanitise::Removed;
use crate::typeset::fmt::{Formatter, Options};

/// Line length where none is asked for.
const WIDTH: u16 = 80;

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
    let ambiguous = global.ambiguous.unwrap_or_default();
    let mut formatter = Formatter::new(Options { width: width.unwrap_or(WIDTH), ambiguous, justify });
    let path = file.map_or_else(|| PathBuf::from("-"), Path::to_path_buf);
    let streamed = global.encoding.is_none()
        && if path.as_os_str() == "-" {
            stream("-", &mut io::stdin().lock(), &mut formatter, global.lang, out)?
        } else {
            // What cannot be opened is explained by the reader below.
            match File::open(&path) {
                Ok(file) => stream(&path.display().to_string(), &mut BufReader::new(file), &mut formatter, global.lang, out)?,
                Err(_) => false,
            }
        };
    if !streamed && !whole(path, &mut formatter, global, out)? {
        return Ok(ExitCode::from(NOTHING_READ));
    }
    put(formatter.finish(), out)?;
    if let Some(count) = removed(formatter.removed(), global.lang) {
        out::complain(&count);
    }
    Ok(ExitCode::SUCCESS)
}

fn put(lines: Vec<String>, out: &mut dyn Write) -> io::Result<()> {
    lines.into_iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// Sets what is plainly UTF-8 line by line, nothing and blank lines included. `false`, with nothing consumed, for everything else: packed,
/// another encoding.
///
/// Bytes that turn out not to be UTF-8 further down become U+FFFD and are counted.
fn stream(name: &str, input: &mut dyn BufRead, formatter: &mut Formatter, lang: Lang, out: &mut dyn Write) -> io::Result<bool> {
    let Ok(head) = input.fill_buf() else { return Ok(false) };
    let cut_short = |error: std::str::Utf8Error| error.error_len().is_none();
    if head.contains(&0) || !std::str::from_utf8(head).map_or_else(cut_short, |_| true) {
        return Ok(false);
    }
    let (mut line, mut replaced) = (Vec::new(), 0);
    while input.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        if let Cow::Owned(text) = &text {
            replaced += text.matches('\u{fffd}').count();
        }
        put(formatter.push(&text), out)?;
        line.clear();
    }
    let decoded = Decoded { text: String::new(), encoding: encoding_rs::UTF_8, replaced };
    if let Some(problem) = read::replaced(name, &decoded) {
        out::complain(&out::problem_line(&problem, lang));
    }
    Ok(true)
}

/// Reads all of it, unpacks and decodes it. `false` where nothing could be read, which has then been said.
fn whole(path: PathBuf, formatter: &mut Formatter, global: &Global, out: &mut dyn Write) -> io::Result<bool> {
    let found = Found { path, size: 0, modified: None, named: true };
    let decoded = match read::text(&found, Reading { encoding: global.encoding, ..Reading::default() }) {
        Ok(decoded) => decoded,
        Err(problem) => {
            out::complain(&out::problem_line(&problem, global.lang));
            return Ok(false);
        }
    };
    if let Some(problem) = read::replaced(&found.name(), &decoded) {
        out::complain(&out::problem_line(&problem, global.lang));
    }
    for line in decoded.text.split_inclusive('\n') {
        put(formatter.push(line), out)?;
    }
    Ok(true)
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
