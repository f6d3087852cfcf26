//! `yuebao [PATH ...]`: the reader on the screen; every article as text when standard output is no terminal.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::args::{Global, Look};
use super::load::{self, NOTHING_READ};
use super::words::{Lang, say};
use super::{out, show};
use crate::front::environment::Environment;

/// Opens the reader, or prints.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn run(paths: &[PathBuf], look: Look, global: &Global, out: &mut dyn Write) -> io::Result<ExitCode> {
    // `ssh host` without a terminal, and `ssh host command`.
    let has_command = std::env::var_os("SSH_ORIGINAL_COMMAND").is_some_and(|command| !command.is_empty());
    if look.visitor.is_some() && (has_command || !io::stdout().is_terminal() || !io::stdin().is_terminal()) {
        let room = say(global.lang, "这里只有阅报栏: ssh -t 用户@主机", "reading room only: ssh -t user@host");
        let _ = writeln!(io::stderr(), "{room}");
        return Ok(ExitCode::from(load::NO_RESULT));
    }
    if io::stdout().is_terminal() {
        return Ok(open(paths, look, global));
    }
    let corpus = match load::corpus(paths, global) {
        Ok(corpus) => corpus,
        Err(code) => return Ok(code),
    };
    show::all(&corpus, global, out)?;
    Ok(ExitCode::SUCCESS)
}

fn open(paths: &[PathBuf], look: Look, global: &Global) -> ExitCode {
    let environment = Environment::read(|name| std::env::var(name).ok());
    if environment.is_dumb() {
        out::complain(&match global.lang {
            Lang::Zh => {
                format!("这个终端（TERM={}）画不了阅读界面。看目录: yuebao list   读一篇: yuebao show 1", environment.term)
            }
            Lang::En => {
                format!(
                    "this terminal (TERM={}) cannot draw pages. List them: yuebao list   Read one: yuebao show 1",
                    environment.term
                )
            }
        });
        return ExitCode::from(NOTHING_READ);
    }
    #[cfg(unix)]
    return super::screen::open(paths, look, environment, global);
    #[cfg(not(unix))]
    {
        let _ = (paths, look);
        out::complain(say(
            global.lang,
            "这个系统上还不能打开阅读界面。看目录: yuebao list   读一篇: yuebao show 1",
            "no screen on this system yet. List the pages: yuebao list   Read one: yuebao show 1",
        ));
        ExitCode::from(NOTHING_READ)
    }
}
