//! The layout of a cache file: sections, then a trailer that says where they are and what they must hash to.
//!
//! | section | content |
//! |---|---|
//! | data | articles and pages, one record after another |
//! | articles | a row of [`ArticleRow`] an article, in outline order |
//! | pages | a row of [`PageRow`] a page, in the order of reading |
//! | names | the names of the pages, one behind another |
//! | files | a row of [`FileRow`] a file, in the order of reading |
//! | head | the tree, the problems, the paths, as JSON |
//!
//! All numbers are little-endian. Hashes are xxh3. The trailer comes last so that a file can be written in one go, and so that one
//! that ends too early has none.

use xxhash_rust::xxh3::xxh3_64;

/// Begins the trailer.
const MAGIC: u64 = u64::from_le_bytes(*b"yuebao 1");

/// What made the file: another build of the program may read pages in another way.
pub(super) fn build() -> u64 {
    u64::from_str_radix(env!("YUEBAO_BUILD"), 16).unwrap_or_default()
}

/// A stretch of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Section {
    pub(super) start: u64,
    pub(super) len: u64,
    pub(super) hash: u64,
}

/// Where everything is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Trailer {
    pub(super) data: Section,
    pub(super) articles: Section,
    pub(super) pages: Section,
    pub(super) names: Section,
    pub(super) files: Section,
    pub(super) head: Section,
}

const SECTIONS: usize = 6;

impl Trailer {
    /// Bytes of it.
    pub(super) const BYTES: usize = 8 * (2 + 3 * SECTIONS + 1);

    pub(super) fn to_bytes(self) -> Vec<u8> {
        let sections = [self.data, self.articles, self.pages, self.names, self.files, self.head];
        let numbers = [MAGIC, build()].into_iter().chain(sections.into_iter().flat_map(|s| [s.start, s.len, s.hash]));
        let mut bytes: Vec<u8> = numbers.flat_map(u64::to_le_bytes).collect();
        bytes.extend(xxh3_64(&bytes).to_le_bytes());
        bytes
    }

    /// The trailer of a file of `len` bytes; `None` where it is none of this build, damaged, or its sections do not fit the file.
    pub(super) fn of_bytes(bytes: &[u8], len: u64) -> Option<Self> {
        let (rest, hash) = bytes.split_last_chunk::<8>()?;
        let mut numbers = Numbers(rest);
        let genuine = bytes.len() == Self::BYTES
            && xxh3_64(rest) == u64::from_le_bytes(*hash)
            && numbers.u64()? == MAGIC
            && numbers.u64()? == build();
        let mut section = || Some(Section { start: numbers.u64()?, len: numbers.u64()?, hash: numbers.u64()? });
        let trailer = Self {
            data: section()?,
            articles: section()?,
            pages: section()?,
            names: section()?,
            files: section()?,
            head: section()?,
        };
        let end = len.checked_sub(Self::BYTES as u64)?;
        let fits = |s: Section| s.start.checked_add(s.len).is_some_and(|to| to <= end);
        let all = [trailer.data, trailer.articles, trailer.pages, trailer.names, trailer.files, trailer.head];
        (genuine && all.into_iter().all(fits)).then_some(trailer)
    }
}

/// Reads numbers one after another.
#[derive(Debug)]
pub(super) struct Numbers<'a>(pub(super) &'a [u8]);

impl Numbers<'_> {
    pub(super) fn u64(&mut self) -> Option<u64> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u64::from_le_bytes(*number))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*number))
    }
}

/// Where a record lies in the data section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Record {
    pub(super) start: u64,
    pub(super) len: u32,
    pub(super) hash: u64,
}

/// One article: where its record lies, and what the tree has to know without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ArticleRow {
    pub(super) record: Record,
    pub(super) key: u64,
    pub(super) page: u32,
    pub(super) line: u32,
    pub(super) doubtful: bool,
}

/// One page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PageRow {
    pub(super) record: Record,
    /// How many of the problems of the head are its own.
    pub(super) problems: u32,
    /// Where its name ends among the names; it begins where the one before ends.
    pub(super) name: u32,
    /// See [`Sheaf`](crate::corpus::Sheaf).
    pub(super) text: u64,
    pub(super) has_lines: bool,
}

/// One file; see [`Entry`](crate::store::inventory::Entry).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct FileRow {
    pub(super) name: u64,
    pub(super) size: u64,
    pub(super) seconds: u64,
    pub(super) nanoseconds: u32,
    pub(super) first: u32,
    pub(super) end: u32,
    pub(super) rests: u32,
}

/// A row of a table: always the same number of bytes.
pub(super) trait Row: Sized {
    const BYTES: usize;
    fn put(&self, out: &mut Vec<u8>);
    fn get(numbers: &mut Numbers<'_>) -> Option<Self>;

    /// Row `n` of a table.
    fn nth(table: &[u8], n: usize) -> Option<Self> {
        let start = n.checked_mul(Self::BYTES)?;
        Self::get(&mut Numbers(table.get(start..start + Self::BYTES)?))
    }
}

impl Record {
    fn put(self, out: &mut Vec<u8>) {
        out.extend(self.start.to_le_bytes());
        out.extend(self.hash.to_le_bytes());
        out.extend(self.len.to_le_bytes());
    }

    fn get(numbers: &mut Numbers<'_>) -> Option<Self> {
        Some(Self { start: numbers.u64()?, hash: numbers.u64()?, len: numbers.u32()? })
    }
}

impl Row for ArticleRow {
    const BYTES: usize = 20 + 8 + 12;

    fn put(&self, out: &mut Vec<u8>) {
        self.record.put(out);
        out.extend(self.key.to_le_bytes());
        out.extend([self.page, self.line, u32::from(self.doubtful)].into_iter().flat_map(u32::to_le_bytes));
    }

    fn get(numbers: &mut Numbers<'_>) -> Option<Self> {
        Some(Self {
            record: Record::get(numbers)?,
            key: numbers.u64()?,
            page: numbers.u32()?,
            line: numbers.u32()?,
            doubtful: numbers.u32()? != 0,
        })
    }
}

impl Row for PageRow {
    const BYTES: usize = 20 + 8 + 12;

    fn put(&self, out: &mut Vec<u8>) {
        self.record.put(out);
        out.extend(self.text.to_le_bytes());
        out.extend([self.problems, self.name, u32::from(self.has_lines)].into_iter().flat_map(u32::to_le_bytes));
    }

    fn get(numbers: &mut Numbers<'_>) -> Option<Self> {
        Some(Self {
            record: Record::get(numbers)?,
            text: numbers.u64()?,
            problems: numbers.u32()?,
            name: numbers.u32()?,
            has_lines: numbers.u32()? != 0,
        })
    }
}

impl Row for FileRow {
    const BYTES: usize = 24 + 16;

    fn put(&self, out: &mut Vec<u8>) {
        out.extend([self.name, self.size, self.seconds].into_iter().flat_map(u64::to_le_bytes));
        out.extend([self.nanoseconds, self.first, self.end, self.rests].into_iter().flat_map(u32::to_le_bytes));
    }

    fn get(numbers: &mut Numbers<'_>) -> Option<Self> {
        Some(Self {
            name: numbers.u64()?,
            size: numbers.u64()?,
            seconds: numbers.u64()?,
            nanoseconds: numbers.u32()?,
            first: numbers.u32()?,
            end: numbers.u32()?,
            rests: numbers.u32()?,
        })
    }
}
