//! The library cache: what a run has read, kept for the next one, in the XDG cache folder. May be thrown away at any time.
//!
//! A reader of a cached library sees its tree and first article at once; the files are compared behind it, and only those that have
//! changed are read again. A cache of another build of the program, a damaged one and one for other paths are no cache.

mod beside;
mod format;
mod read;
mod record;
#[cfg(test)]
mod tests;
mod write;

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use xxhash_rust::xxh3::xxh3_64;

pub use beside::Beside;
pub use read::Opened;

use super::library::Files;
use super::reread::Reread;
use super::{Reading, atomic, profile, xdg};
use crate::corpus::Corpus;

/// How many libraries are kept at most; the one that was not used for the longest time goes first.
const KEPT: usize = 32;

/// A half-written file older than this is of a run that was killed: no library takes so long to write.
const HALF: Duration = Duration::from_hours(1);

/// The ending of the files.
const ENDING: &str = "library";

/// The ending of what is kept [beside] a library.
const ENDING_BESIDE: &str = "postings";

/// Where libraries are kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

/// A library that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its file.
    pub file: PathBuf,
    /// Bytes of it and of its postings.
    pub bytes: u64,
    /// When it was last used.
    pub used: Option<SystemTime>,
    /// The paths it was made of and its number of articles; `None` where this build cannot read it.
    pub content: Option<(Vec<String>, usize)>,
}

impl Cache {
    /// The user's cache folder; without a home nothing is kept.
    pub fn of_user() -> Self {
        Self { folder: xdg::cache() }
    }

    /// A folder of one's own choosing, for tests.
    pub fn within(folder: &Path) -> Self {
        Self { folder: Some(folder.to_path_buf()) }
    }

    /// Keeps nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// The folder.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The file for these paths, named as they are from where they are, read in this way. Standard input is never kept.
    fn file(&self, paths: &[PathBuf], how: Reading) -> Option<PathBuf> {
        let folder = self.folder.as_ref().filter(|_| !paths.is_empty() && paths.iter().all(|path| path.as_os_str() != "-"))?;
        let mut named = profile::identity(paths).to_le_bytes().to_vec();
        for path in paths {
            named.extend(path.as_os_str().as_encoded_bytes());
            named.push(0);
        }
        named.extend(how.encoding.map_or("", |encoding| encoding.name()).as_bytes());
        Some(folder.join(format!("{:016x}.{ENDING}", xxh3_64(&named))))
    }

    /// Where postings of the library of these paths are kept.
    pub fn beside(&self, paths: &[PathBuf], how: Reading) -> Beside {
        Beside { file: self.file(paths, how).map(|file| file.with_extension(ENDING_BESIDE)) }
    }

    /// Opens the library of these paths.
    pub fn open(&self, paths: &[PathBuf], how: Reading) -> Option<Opened> {
        let file = self.file(paths, how)?;
        let opened = Opened::open(&file, |corrections| Reread::new(paths, how, corrections))?;
        // The time of last use; where it cannot be set, the library merely goes earlier.
        let _ = fs::File::options().append(true).open(&file).and_then(|file| file.set_modified(SystemTime::now()));
        Some(opened)
    }

    /// Keeps a library, in one piece or not at all; not at all, too, once `go_on` says no.
    ///
    /// # Errors
    /// When the disk refuses; what was kept before stands then.
    pub(super) fn keep(
        &self,
        paths: &[PathBuf],
        how: Reading,
        corpus: &Corpus,
        files: &Files,
        go_on: &dyn Fn() -> bool,
    ) -> io::Result<()> {
        let Some(file) = self.file(paths, how) else { return Ok(()) };
        let names: Vec<String> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        atomic::write(&file, |out| write::write(&names, corpus, files, out, go_on))?;
        self.make_room();
        Ok(())
    }

    /// Forgets the library of these paths.
    pub(super) fn forget(&self, paths: &[PathBuf], how: Reading) {
        if let Some(file) = self.file(paths, how) {
            let _ = fs::remove_file(file.with_extension(ENDING_BESIDE));
            let _ = fs::remove_file(file);
        }
    }

    fn make_room(&self) {
        let mut files = self.files();
        files.sort_by_key(|(_, meta)| std::cmp::Reverse(meta.modified().ok()));
        let is = |file: &Path, ending: &str| file.extension() == Some(OsStr::new(ending));
        // What is kept beside a library goes with it.
        let (beside, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|(file, _)| is(file, ENDING_BESIDE));
        let (whole, half): (Vec<_>, Vec<_>) = files.into_iter().partition(|(file, _)| is(file, ENDING));
        let old = |meta: &fs::Metadata| meta.modified().ok().and_then(|time| time.elapsed().ok()).is_some_and(|age| age > HALF);
        for (file, _) in whole.iter().skip(KEPT).chain(half.iter().filter(|(_, meta)| old(meta))) {
            let _ = fs::remove_file(file);
        }
        for (file, _) in beside.iter().filter(|(file, _)| !file.with_extension(ENDING).exists()) {
            let _ = fs::remove_file(file);
        }
    }

    /// The files of the folder that are ours, half-written ones of runs that were ended too.
    fn files(&self) -> Vec<(PathBuf, fs::Metadata)> {
        let entries = self.folder.as_ref().and_then(|folder| fs::read_dir(folder).ok());
        let ours = |path: &Path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let of = |ending: &str| {
                path.extension() == Some(OsStr::new(ending)) || (name.starts_with('.') && name.contains(&format!(".{ending}.")))
            };
            of(ENDING) || of(ENDING_BESIDE)
        };
        let entries = entries.into_iter().flatten().flatten().map(|entry| entry.path()).filter(|path| ours(path));
        let mut files: Vec<_> = entries.filter_map(|path| Some((path.clone(), fs::metadata(path).ok()?))).collect();
        files.sort_by(|a, b| a.0.cmp(&b.0));
        files
    }

    /// What is kept, the last used first.
    pub fn list(&self) -> Vec<Kept> {
        let kept = |(file, meta): (PathBuf, fs::Metadata)| Kept {
            content: Opened::open(&file, |corrections| Reread::new(&[], Reading::default(), corrections))
                .map(|opened| (opened.paths().to_vec(), opened.corpus().len())),
            bytes: meta.len() + fs::metadata(file.with_extension(ENDING_BESIDE)).map_or(0, |meta| meta.len()),
            used: meta.modified().ok(),
            file,
        };
        let beside = |(file, _): &(PathBuf, fs::Metadata)| file.extension() == Some(OsStr::new(ENDING_BESIDE));
        let mut all: Vec<Kept> = self.files().into_iter().filter(|file| !beside(file)).map(kept).collect();
        all.sort_by_key(|kept| std::cmp::Reverse(kept.used));
        all
    }

    /// Throws everything away; gives how many files and bytes that were.
    ///
    /// # Errors
    /// When a file cannot be removed.
    pub fn clear(&self) -> io::Result<(usize, u64)> {
        let mut gone = (0, 0);
        for (file, meta) in self.files() {
            fs::remove_file(file)?;
            gone = (gone.0 + 1, gone.1 + meta.len());
        }
        Ok(gone)
    }
}
