//! Packed files: `.gz`, `.zst` as streams, `.zip` member by member. Every output is bounded, whatever the file claims.

use std::cell::Cell;
use std::error::Error;
use std::fmt;
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;

use super::limits::{DEPTH, MEMBERS, RATIO, RATIO_FROM, UNPACKED};

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// Not at all.
    Plain,
    /// gzip, several members in a row allowed.
    Gzip,
    /// Zstandard.
    Zstd,
    /// A zip archive.
    Zip,
}

impl Packing {
    /// By the ending of the name; gives the name without it.
    pub(super) fn of(name: &str) -> (Packing, &str) {
        let lower = name.to_ascii_lowercase();
        for (ending, packing) in
            [(".gz", Packing::Gzip), (".zst", Packing::Zstd), (".zip", Packing::Zip), (".epub", Packing::Zip)]
        {
            if lower.ends_with(ending) {
                return (packing, name.get(..name.len() - ending.len()).unwrap_or(name));
            }
        }
        (Packing::Plain, name)
    }

    /// By the first bytes, where the name says nothing.
    pub(super) fn by_look(head: &[u8]) -> Packing {
        match head {
            [0x1f, 0x8b, ..] => Packing::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Packing::Zstd,
            [b'P', b'K', 3, 4, ..] => Packing::Zip,
            _ => Packing::Plain,
        }
    }
}

/// A reader that refuses to give more than a packed file of its size can honestly hold.
#[derive(Debug)]
pub(super) struct Bounded<R> {
    inner: R,
    given: u64,
    limit: u64,
}

impl<R> Bounded<R> {
    /// `packed` is the size of the packed data in bytes.
    pub(super) fn new(inner: R, packed: u64) -> Self {
        Self { inner, given: 0, limit: packed.saturating_mul(RATIO).clamp(RATIO_FROM, UNPACKED) }
    }
}

/// Why something packed is not unpacked, though it could be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It gives far more than something of its size can honestly hold.
    Bomb,
    /// The name of a member leads out of the archive.
    LeadsOut,
    /// The archive has more members than are looked at.
    TooMany,
}

impl Refused {
    /// What an error says, where it is one of these, however deep it lies: readers hand on what the reader below them said.
    pub(super) fn of(error: &io::Error) -> Option<Self> {
        let mut source: Option<&(dyn Error + 'static)> = error.get_ref().map(|inner| inner as &(dyn Error + 'static));
        while let Some(inner) = source {
            match (inner.downcast_ref::<Self>(), inner.downcast_ref::<io::Error>().and_then(io::Error::get_ref)) {
                (Some(refused), _) => return Some(*refused),
                (None, Some(below)) => source = Some(below as &(dyn Error + 'static)),
                (None, None) => source = inner.source(),
            }
        }
        None
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refused::Bomb => "unpacks to far more than its size allows",
            Refused::LeadsOut => "its name leads out of the archive",
            Refused::TooMany => "too many members",
        })
    }
}

impl Error for Refused {}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> Self {
        io::Error::other(refused)
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.given += got as u64;
        if self.given > self.limit { Err(Refused::Bomb.into()) } else { Ok(got) }
    }
}

/// Opens a packed stream.
///
/// # Errors
/// When its head is damaged.
pub(super) fn stream<'a>(packing: Packing, reader: impl Read + 'a, size: u64) -> io::Result<Box<dyn Read + 'a>> {
    Ok(match packing {
        Packing::Gzip => Box::new(Bounded::new(flate2::read::MultiGzDecoder::new(reader), size)),
        Packing::Zstd => {
            let decoder = ruzstd::decoding::StreamingDecoder::new(reader);
            let decoder = decoder.map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e.to_string()))?;
            Box::new(Bounded::new(decoder, size))
        }
        Packing::Plain | Packing::Zip => Box::new(reader),
    })
}

/// Takes a member: its decoded name and a bounded reader, or what is wrong with it.
pub(super) type Each<'a> = dyn FnMut(&str, io::Result<&mut dyn Read>) -> ControlFlow<()> + 'a;

/// How deep one stands in archives within archives, and how many bytes all of them may still give.
#[derive(Debug)]
pub(super) struct Nest {
    left: Cell<u64>,
    depth: Cell<usize>,
}

impl Nest {
    /// Before an archive of so many bytes.
    pub(super) fn new(size: u64) -> Self {
        Self { left: Cell::new(size.saturating_mul(RATIO).clamp(RATIO_FROM, UNPACKED)), depth: Cell::new(0) }
    }

    /// Whether an archive here would lie deeper than is followed.
    pub(super) fn is_full(&self) -> bool {
        self.depth.get() >= DEPTH
    }
}

/// What is unpacked from a member, which counts as given by the archive too.
#[derive(Debug)]
pub(super) struct Counted<'a, R> {
    inner: R,
    nest: &'a Nest,
}

impl<'a, R> Counted<'a, R> {
    pub(super) fn new(inner: R, nest: &'a Nest) -> Self {
        Self { inner, nest }
    }
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        let left = self.nest.left.get().checked_sub(got as u64);
        self.nest.left.set(left.unwrap_or(0));
        left.map(|_| got).ok_or_else(|| Refused::Bomb.into())
    }
}

/// Calls `each` with every file of an archive: decoded name and a bounded reader, or what is wrong with the member. What the archive
/// and those within it give in all is bounded by `nest`.
///
/// # Errors
/// When the archive itself cannot be read.
pub(super) fn members<R: Read + Seek>(archive: R, nest: &Nest, each: &mut Each<'_>) -> io::Result<()> {
    nest.depth.set(nest.depth.get() + 1);
    let given = members_of(archive, nest, MEMBERS, each);
    nest.depth.set(nest.depth.get() - 1);
    given
}

/// [`members`], of which at most so many are looked at.
fn members_of<R: Read + Seek>(archive: R, nest: &Nest, most: usize, each: &mut Each<'_>) -> io::Result<()> {
    let mut zip = zip::ZipArchive::new(archive).map_err(io::Error::from)?;
    let count = zip.len();
    let (mut order, mut damaged): (Vec<(String, usize)>, Vec<_>) = (Vec::new(), Vec::new());
    for i in 0..count.min(most) {
        match zip.by_index_raw(i) {
            Ok(member) if member.is_dir() => {}
            Ok(member) => order.push((member_name(member.name_raw()), i)),
            Err(error) => damaged.push((i, error)),
        }
    }
    for (i, error) in damaged {
        // The table of contents has its name all the same.
        let name = zip.name_for_index(i).and_then(Result::ok).unwrap_or_default().into_owned();
        if each(&name, Err(error.into())).is_break() {
            return Ok(());
        }
    }
    if count > most && each("", Err(Refused::TooMany.into())).is_break() {
        return Ok(());
    }
    order.retain(|(name, _)| !name.is_empty());
    order.sort();
    for (name, i) in order {
        let hidden = name.split(['/', '\\']).any(|step| step.starts_with('.') && step != "..") || name.starts_with("__MACOSX/");
        if hidden {
            continue;
        }
        let outside =
            name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|step| step == "..") || name.get(1..2) == Some(":");
        let flow = if nest.left.get() == 0 {
            // Said once for all that is left.
            let _ = each(&name, Err(Refused::Bomb.into()));
            break;
        } else if outside {
            each(&name, Err(Refused::LeadsOut.into()))
        } else {
            match zip.by_index(i) {
                Err(error) => each(&name, Err(error.into())),
                Ok(member) => {
                    let packed = member.compressed_size();
                    let mut bounded = Bounded::new(member, packed);
                    bounded.limit = bounded.limit.min(nest.left.get());
                    let flow = each(&name, Ok(&mut bounded));
                    nest.left.set(nest.left.get().saturating_sub(bounded.given));
                    flow
                }
            }
        };
        if flow.is_break() {
            break;
        }
    }
    Ok(())
}

/// The name of a member: UTF-8 where it is valid, else what Chinese systems wrote, GB18030.
fn member_name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(raw).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use super::*;

    #[test]
    fn members_that_are_not_looked_at_are_told_of() {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a.txt", "b.txt", "c.txt"] {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
            writer.write_all("文".as_bytes()).expect("packed");
        }
        let bytes = writer.finish().expect("packed").into_inner();
        let said = |most: usize| {
            let (mut names, mut refused) = (Vec::new(), None);
            members_of(Cursor::new(bytes.clone()), &Nest::new(1), most, &mut |name, member| {
                match member {
                    Ok(_) => names.push(name.to_owned()),
                    Err(error) => refused = Refused::of(&error),
                }
                ControlFlow::Continue(())
            })
            .expect("an archive");
            (names, refused)
        };
        assert_eq!(said(3), (vec!["a.txt".to_owned(), "b.txt".to_owned(), "c.txt".to_owned()], None));
        assert_eq!(said(2), (vec!["a.txt".to_owned(), "b.txt".to_owned()], Some(Refused::TooMany)));
    }

    #[test]
    fn a_refusal_is_known_through_what_other_readers_wrap_it_in() {
        let deep = io::Error::other(io::Error::other(Refused::Bomb));
        assert_eq!(Refused::of(&deep), Some(Refused::Bomb));
        assert_eq!(Refused::of(&io::Error::other("leads out")), None);
    }
}
