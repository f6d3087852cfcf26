//! Packed files: `.gz`, `.zst` as streams, `.zip` member by member. Every output is bounded, whatever the file claims.

use std::cell::Cell;
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

/// The text of the error a bomb gives.
pub(super) const BOMB: &str = "unpacks to far more than its size allows";

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.given += got as u64;
        if self.given > self.limit { Err(io::Error::other(BOMB)) } else { Ok(got) }
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
        left.map(|_| got).ok_or_else(|| io::Error::other(BOMB))
    }
}

/// Calls `each` with every file of an archive: decoded name and a bounded reader, or what is wrong with the member. What the archive
/// and those within it give in all is bounded by `nest`.
///
/// # Errors
/// When the archive itself cannot be read.
pub(super) fn members<R: Read + Seek>(archive: R, nest: &Nest, each: &mut Each<'_>) -> io::Result<()> {
    nest.depth.set(nest.depth.get() + 1);
    let given = members_of(archive, nest, each);
    nest.depth.set(nest.depth.get() - 1);
    given
}

fn members_of<R: Read + Seek>(archive: R, nest: &Nest, each: &mut Each<'_>) -> io::Result<()> {
    let mut zip = zip::ZipArchive::new(archive).map_err(io::Error::from)?;
    let mut order: Vec<(String, usize)> = (0..zip.len().min(MEMBERS))
        .map(|i| {
            let raw = zip.by_index_raw(i).ok();
            (raw.map_or_else(String::new, |m| if m.is_dir() { String::new() } else { member_name(m.name_raw()) }), i)
        })
        .filter(|(name, _)| !name.is_empty())
        .collect();
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
            let _ = each(&name, Err(io::Error::other(BOMB)));
            break;
        } else if outside {
            each(&name, Err(io::Error::other("its name leads out of the archive")))
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
