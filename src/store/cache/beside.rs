//! Postings of a library, kept beside it under the same name: bytes that nobody here understands, whole and of this build or not at all.

use std::fs;
use std::io;
use std::path::PathBuf;

use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::format::build;
use crate::store::atomic;

/// Ends the file, before the hash of the trailer.
const MAGIC: u64 = u64::from_le_bytes(*b"yuebao p");

/// Bytes of the trailer: magic, build, length and hash of what stands before it, hash of these four.
const TRAILER: usize = 40;

/// Where the postings of one library are kept; nowhere, where the library is not kept either.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    pub(super) file: Option<PathBuf>,
}

impl Beside {
    /// What was kept. Hashes it, some GB a second.
    pub fn read(&self) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.file.as_ref()?).ok()?;
        let length = bytes.len().checked_sub(TRAILER)?;
        let trailer = bytes.split_off(length);
        (trailer == of(length as u64, xxh3_64(&bytes))).then_some(bytes)
    }

    /// Keeps what `content` puts, in one piece or not at all.
    ///
    /// # Errors
    /// The disk refuses; what was kept before stands then.
    pub fn keep(&self, content: impl FnOnce(&mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()>) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        atomic::write(file, |out| {
            let (mut length, mut hash) = (0, Xxh3Default::new());
            content(&mut |piece| {
                length += piece.len() as u64;
                hash.update(piece);
                out.write_all(piece)
            })?;
            out.write_all(&of(length, hash.digest()))
        })
    }
}

/// The trailer of so many bytes with this hash.
fn of(length: u64, hash: u64) -> Vec<u8> {
    let mut trailer: Vec<u8> = [MAGIC, build(), length, hash].into_iter().flat_map(u64::to_le_bytes).collect();
    trailer.extend(xxh3_64(&trailer).to_le_bytes());
    trailer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_whole_or_not_at_all() {
        let root = tempfile::tempdir().expect("a folder");
        let beside = Beside { file: Some(root.path().join("deep/a.postings")) };
        assert_eq!(beside.read(), None);
        beside.keep(|put| put("公".as_bytes()).and_then(|()| put("园".as_bytes()))).expect("kept");
        assert_eq!(beside.read().as_deref(), Some("公园".as_bytes()));
        let refused = beside.keep(|put| put(b"half").and_then(|()| Err(io::Error::other("disk full"))));
        assert!(refused.is_err());
        assert_eq!(beside.read().as_deref(), Some("公园".as_bytes()), "what was there stands");
        let file = beside.file.as_ref().expect("a file");
        let whole = fs::read(file).expect("there");
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            fs::write(file, &bytes).expect("written");
            assert_eq!(beside.read(), None, "byte {at} is another");
            fs::write(file, whole.get(..at).expect("within")).expect("written");
            assert_eq!(beside.read(), None, "cut at {at}");
        }
        let nowhere = Beside::default();
        nowhere.keep(|_| Err(io::Error::other("never asked"))).expect("nothing to do");
        assert_eq!(nowhere.read(), None);
    }
}
