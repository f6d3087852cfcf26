//! `yuebao [PATH ...]`: the reader on the screen; every article as text when standard output is no terminal.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::args::Global;
use super::load::{self, NOTHING_READ};
use super::words::say;
use super::{out, show};

/// Opens the reader, or prints.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn run(paths: &[PathBuf], global: &Global, out: &mut dyn Write) -> io::Result<ExitCode> {
    if io::stdout().is_terminal() {
        return Ok(screen(paths, global));
    }
    let corpus = match load::corpus(paths, global) {
        Ok(corpus) => corpus,
        Err(code) => return Ok(code),
    };
    show::all(&corpus, global, out)?;
    Ok(ExitCode::SUCCESS)
}

fn screen(paths: &[PathBuf], global: &Global) -> ExitCode {
    if std::env::var("TERM").is_ok_and(|term| term == "dumb") {
        out::complain(say(
            global.lang,
            "这个终端（TERM=dumb）画不了版面。看目录: yuebao list   读一篇: yuebao show 1",
            "this terminal (TERM=dumb) cannot draw pages. List them: yuebao list   Read one: yuebao show 1",
        ));
        return ExitCode::from(NOTHING_READ);
    }
    if let Err(code) = load::corpus(paths, global) {
        return code;
    }
    // The door to the local terminal takes the corpus from here.
    out::complain(say(global.lang, "版面还没有接上。先用: yuebao list", "the screen is not connected yet; use: yuebao list"));
    ExitCode::from(NOTHING_READ)
}
