//! `yuebao marks`: the bookmarks and notes of a reader, one tab-separated line each, or JSON. Nothing is read in for it.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::args::Global;
use super::words::{Lang, say};
use super::{load, out};
use crate::app::Mark;
use crate::store::Marks;

/// A mark as `marks --json` gives it. Field order is part of the contract.
#[derive(Debug, Serialize)]
struct Record<'a> {
    key: String,
    city: Option<&'a str>,
    published: Option<&'a str>,
    published_certain: bool,
    headline: &'a str,
    text: &'a str,
    note: Option<&'a str>,
    file: &'a str,
}

impl<'a> Record<'a> {
    fn of(mark: &'a Mark) -> Self {
        let some = |text: &'a str| (!text.is_empty()).then_some(text);
        let published = some(mark.date.trim_end_matches('~'));
        Self {
            key: mark.key.to_string(),
            city: mark.city.as_deref(),
            published,
            published_certain: published.is_some() && !mark.date.ends_with('~'),
            headline: &mark.title,
            text: &mark.text,
            note: some(&mark.note),
            file: &mark.file,
        }
    }
}

/// Prints the marks, in the order they were made: all of them, or those of some paths.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn run(paths: &[PathBuf], json: bool, global: &Global, out: &mut dyn Write) -> io::Result<ExitCode> {
    if let Some(gone) = paths.iter().find(|path| path.as_os_str() != "-" && !path.exists()) {
        let gone = gone.display();
        out::complain(&match global.lang {
            Lang::Zh => format!("找不到 {gone}"),
            Lang::En => format!("cannot find {gone}"),
        });
        return Ok(ExitCode::from(load::NOTHING_READ));
    }
    let kept = Marks::of(paths);
    let marks = match if paths.is_empty() { kept.all() } else { kept.load() } {
        Ok(marks) => marks,
        Err(problem) => {
            out::problems([problem].iter(), global.lang);
            return Ok(ExitCode::from(load::NOTHING_READ));
        }
    };
    if json {
        let records: Vec<Record<'_>> = marks.iter().map(Record::of).collect();
        out::json(out, &records)?;
        return Ok(ExitCode::SUCCESS);
    }
    if marks.is_empty() {
        out::complain(say(
            global.lang,
            "还没有书签。读到想留下的地方，按 m",
            "no bookmarks yet; press m where you want to return",
        ));
    }
    for mark in &marks {
        let fields = [mark.city.as_deref().unwrap_or(""), &mark.date, &mark.title, &mark.text, &mark.note];
        let fields = fields.map(|field| match out::line(field).trim() {
            "" => "-".to_owned(),
            field => field.to_owned(),
        });
        writeln!(out, "{}", fields.join("\t"))?;
    }
    Ok(ExitCode::SUCCESS)
}
