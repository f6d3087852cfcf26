//! Paths as typed → the corpus of this run, with its problems told on standard error.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

use super::args::Global;
use super::out;
use super::words::say;
use crate::corpus::Corpus;
use crate::store::{self, Reading, builtin};

/// What is left with when nothing could be read or the command is wrong.
pub(super) const NOTHING_READ: u8 = 2;

/// What is left with when `search` or `show` has no result.
pub(super) const NO_RESULT: u8 = 1;

/// The corpus of the paths; of the built-in pages when there are none.
///
/// # Errors
/// With the exit code, when no article could be read; why has been said by then.
pub(super) fn corpus(paths: &[PathBuf], global: &Global) -> Result<Corpus, ExitCode> {
    let library = if paths.is_empty() {
        builtin::load()
    } else {
        store::load(paths, Reading { encoding: global.encoding }, &|_, _| ControlFlow::Continue(()))
    };
    out::problems(library.problems(), global.lang);
    if library.has_articles() {
        return Ok(library.corpus());
    }
    if library.problems().next().is_none() {
        let empty = "这里还没有报纸。把文件或文件夹写在命令后面: yuebao 路径";
        out::complain(say(global.lang, empty, "no pages yet; name a file or folder: yuebao PATH"));
    }
    Err(ExitCode::from(NOTHING_READ))
}
