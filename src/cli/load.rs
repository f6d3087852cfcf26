//! Paths as typed → the corpus of this run, with its problems told on standard error.

use std::io;
use std::ops::{ControlFlow, Deref};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::Global;
use super::out;
use super::words::{Lang, say};
use crate::corpus::Corpus;
use crate::store::{self, Cache, Reading, Whose};

/// What is left with when nothing could be read or the command is wrong.
pub(super) const NOTHING_READ: u8 = 2;

/// What is left with when `search` or `show` has no result.
pub(super) const NO_RESULT: u8 = 1;

/// A corpus that was loaded. While it is used, what had to be read is kept for the next time on another thread.
#[derive(Debug)]
pub(super) struct Loaded {
    corpus: Arc<Corpus>,
    keeping: Option<std::thread::JoinHandle<io::Result<()>>>,
    lang: Lang,
}

impl Deref for Loaded {
    type Target = Corpus;

    fn deref(&self) -> &Corpus {
        &self.corpus
    }
}

impl Drop for Loaded {
    fn drop(&mut self) {
        if let Some(Ok(Err(error))) = self.keeping.take().map(std::thread::JoinHandle::join) {
            out::complain(&unkept(&error, self.lang));
        }
    }
}

/// Where libraries are kept, unless it was said not to.
pub(super) fn cache(global: &Global) -> Cache {
    if global.no_cache { Cache::none() } else { Cache::of_user() }
}

/// One line for a library that could not be kept.
pub(super) fn unkept(error: &io::Error, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("缓存写不下（{error}），其余照常；下次会重新读入。不要缓存: --no-cache"),
        Lang::En => format!(
            "the cache cannot be written ({error}); all else is well, the next start reads afresh. To do without: --no-cache"
        ),
    }
}

/// The corpus of the paths; of the built-in pages when there are none.
///
/// # Errors
/// With the exit code, when no article could be read; why has been said by then.
pub(super) fn corpus(paths: &[PathBuf], global: &Global) -> Result<Loaded, ExitCode> {
    let how = Reading { encoding: global.encoding, corrections: Whose::Users };
    let mut open = store::open(paths, how, &cache(global), &|_, _| ControlFlow::Continue(()));
    let corpus = open.corpus.clone();
    out::problems(corpus.problems().iter(), global.lang);
    if !corpus.is_empty() {
        let keeping = std::thread::Builder::new().spawn(move || open.keep()).ok();
        return Ok(Loaded { corpus, keeping, lang: global.lang });
    }
    if corpus.problems().is_empty() {
        let empty = "这里还没有报纸。把文件或文件夹写在命令后面: yuebao 路径";
        out::complain(say(global.lang, empty, "no pages yet; name a file or folder: yuebao PATH"));
    }
    Err(ExitCode::from(NOTHING_READ))
}
