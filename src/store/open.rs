//! Paths → a corpus: from the cache as far as it holds, the rest read now, and what was read kept for the next time.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::cache::{Cache, Opened};
use super::library::{self, Files, Library, Tell};
use super::reread::Reread;
use super::{Reading, builtin};
use crate::corpus::Corpus;

/// A library that stands open.
#[derive(Debug)]
pub struct Open {
    /// Its corpus.
    pub corpus: Arc<Corpus>,
    /// Files there were.
    pub files: usize,
    /// It was stopped before the end.
    pub stopped: bool,
    /// What is to be kept, where something is.
    unkept: Option<(Files, Vec<PathBuf>, Reading, Cache)>,
}

impl Open {
    /// Keeps for the next time what had to be read now. To be called once, when nobody waits any more.
    ///
    /// # Errors
    /// The disk refuses. Nothing but the time of the next start is lost.
    pub fn keep(&mut self) -> io::Result<()> {
        self.keep_while(&|| true)
    }

    /// The same, given up without a trace once `go_on` says no.
    pub(super) fn keep_while(&mut self, go_on: &dyn Fn() -> bool) -> io::Result<()> {
        let Some((files, paths, how, cache)) = self.unkept.take() else { return Ok(()) };
        match cache.keep(&paths, how, &self.corpus, &files, go_on) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted && !go_on() => Ok(()),
            kept => kept,
        }
    }

    /// What a library that was just read is, to be kept in `cache` unless it was stopped.
    pub(super) fn of(library: Library, paths: &[PathBuf], how: Reading, cache: &Cache) -> Self {
        let (files, stopped) = (library.files, library.stopped);
        let sources = Reread::new(paths, how, &library.inventory.corrections);
        let (corpus, beside) = library.filed();
        let corpus = corpus.with_sources(Arc::new(sources));
        let worth = !stopped && !corpus.is_empty();
        let unkept = worth.then(|| (beside, paths.to_vec(), how, cache.clone()));
        Self { corpus: Arc::new(corpus), files, stopped, unkept }
    }

    /// A library as it was cached.
    pub(super) fn cached(opened: &Opened, files: usize) -> Self {
        Self { corpus: opened.corpus().clone(), files, stopped: false, unkept: None }
    }
}

/// Opens paths; the built-in pages when there are none.
pub fn open(paths: &[PathBuf], how: Reading, cache: &Cache, tell: &Tell<'_>) -> Open {
    if paths.is_empty() {
        let library = builtin::load_for(how.corrections);
        return Open::of(library, paths, how, &Cache::none());
    }
    let opened = cache.open(paths, how).filter(Opened::is_sound);
    let known = opened.as_ref().and_then(Opened::known);
    let library = library::load(paths, how, known.as_ref(), tell);
    match opened {
        Some(opened) if library.unchanged => Open::cached(&opened, library.files),
        _ => Open::of(library, paths, how, cache),
    }
}
