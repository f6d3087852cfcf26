//! The command line: one file a subcommand.
//!
//! `args` is the shape of what may be typed, `words` the language, `help` what it teaches, `load` paths → corpus, `record` the JSON
//! of an article, `out` the way to the pipes. `read`, `list`, `show`, `search`, `marks`, `inspect`, `fmt`, `cache` are the
//! commands.

mod args;
mod cache;
mod fmt;
mod galley;
mod help;
mod inspect;
mod list;
mod load;
mod marks;
mod out;
mod read;
mod record;
#[cfg(unix)]
mod screen;
mod search;
#[cfg(unix)]
mod settings;
mod show;
mod words;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use args::{Args, Instead, What};
use words::{Lang, say};

/// Runs the program with the process's own arguments.
pub fn run() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    let lang = words::choose(&args, |name| std::env::var(name).ok());
    let stdout = io::stdout();
    let mut out = BufWriter::with_capacity(1 << 16, stdout.lock());
    let done = match args::parse(&args, lang) {
        Ok(args) => command(&args, &mut out),
        Err(Instead::Print(text)) => out.write_all(text.as_bytes()).map(|()| ExitCode::SUCCESS),
        Err(Instead::Complain(text)) => {
            out::complain(&text);
            Ok(ExitCode::from(load::NOTHING_READ))
        }
    };
    match done.and_then(|code| out.flush().map(|()| code)) {
        Ok(code) => code,
        Err(error) => {
            // What is left in the buffer has nowhere to go; writing it again on drop would complain again.
            let _ = out.into_parts();
            unwritten(&error, lang)
        }
    }
}

fn command(args: &Args, out: &mut dyn Write) -> io::Result<ExitCode> {
    let global = &args.global;
    match &args.what {
        What::Read { paths, look } => read::run(paths, *look, global, out),
        What::List { paths, json } => list::run(paths, *json, global, out),
        What::Show { which, paths, width, json } => show::run(which, paths, *width, *json, global, out),
        What::Search { query, paths, limit, json } => search::run(query, paths, *limit, *json, global, out),
        What::Marks { paths, json } => marks::run(paths, *json, global, out),
        What::Cache { clear } => cache::run(*clear, global, out),
        What::Inspect { file, json } => inspect::run(file, *json, global, out),
        What::Fmt { file, width, justify } => fmt::run(file.as_deref(), *width, *justify, global, out),
    }
}

/// The reader of a pipe that has seen enough (`yuebao | head`) is no error; a full disk is.
fn unwritten(error: &io::Error, lang: Lang) -> ExitCode {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return ExitCode::SUCCESS;
    }
    out::complain(&format!("{}: {error}", say(lang, "输出写不出去", "cannot write the output")));
    ExitCode::from(load::NOTHING_READ)
}
