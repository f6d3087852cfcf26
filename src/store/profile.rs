//! What is kept of a reader between two runs, per corpus: the place, the settings, the search history. JSON in the XDG state folder.
//!
//! What cannot be kept is lost without a word: a reader on a read-only disk still reads. What cannot be understood is ignored.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{atomic, xdg};

/// Larger files are not ours.
const LARGEST: u64 = 1 << 20;

/// Where the state of one corpus is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    file: Option<PathBuf>,
}

impl Profile {
    /// The profile of the corpus that these paths name; of the built-in one when there are none. The same files by another
    /// relative path are the same corpus.
    pub fn of(paths: &[PathBuf]) -> Self {
        Self { file: xdg::state().map(|folder| folder.join(file_name(paths))) }
    }

    /// A profile in a folder of one's own choosing, for tests.
    pub fn within(folder: &Path, paths: &[PathBuf]) -> Self {
        Self { file: Some(folder.join(file_name(paths))) }
    }

    /// One that keeps nothing.
    pub fn none() -> Self {
        Self { file: None }
    }

    /// What was kept, if anything that can be understood was.
    pub fn load<T: DeserializeOwned>(&self) -> Option<T> {
        let file = self.file.as_ref()?;
        let small = fs::metadata(file).ok()?.len() <= LARGEST;
        small.then(|| fs::read(file).ok()).flatten().and_then(|bytes| serde_json::from_slice(&bytes).ok())
    }

    /// Keeps a state, in one piece or not at all.
    ///
    /// # Errors
    /// When the disk refuses. There is nothing a reader can do about it in the middle of an article.
    pub fn save(&self, state: &impl Serialize) -> io::Result<()> {
        match &self.file {
            Some(file) => atomic::write(file, |out| serde_json::to_writer(out, state).map_err(io::Error::from)),
            None => Ok(()),
        }
    }
}

fn file_name(paths: &[PathBuf]) -> String {
    if paths.is_empty() {
        return "builtin.json".to_owned();
    }
    format!("{:016x}.json", identity(paths))
}

/// A number that stands for a set of paths, wherever one stands when naming them.
pub(super) fn identity(paths: &[PathBuf]) -> u64 {
    let absolute = |path: &PathBuf| fs::canonicalize(path).unwrap_or_else(|_| path.clone());
    let names: Vec<String> = paths.iter().map(|path| absolute(path).to_string_lossy().into_owned()).collect();
    xxhash_rust::xxh3::xxh3_64(names.join("\0").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_comes_back_for_the_same_corpus_only() {
        let root = tempfile::tempdir().expect("a folder");
        let (a, b) = (Profile::within(root.path(), &["a".into()]), Profile::within(root.path(), &["b".into()]));
        assert_eq!(a.load::<u32>(), None);
        a.save(&7_u32).expect("saved");
        assert_eq!((a.load::<u32>(), b.load::<u32>()), (Some(7), None));
        assert_eq!(a.load::<String>(), None, "what is not understood is ignored");
        Profile::none().save(&1).expect("nothing to do");
    }
}
