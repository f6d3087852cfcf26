//! A cache file → a corpus whose articles come when they are asked for. Nothing in a file is trusted: what does not fit is no cache.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::format::{ArticleRow, FileRow, PageRow, Record, Row, Section, Trailer};
use super::record;
use crate::corpus::{
    Archive, Article, ArticleId, ArticleKey, CityName, CityNode, Corpus, DateNode, Held, Outline, Page, PageId, Problem,
    Published, Sheaf,
};
use crate::import::corrections::Corrections;
use crate::store::inventory::{Entry, Inventory, Rests};
use crate::store::library::{Files, Known};
use crate::store::reread::Reread;

/// Bytes that are hashed in one go.
const BLOCK: usize = 1 << 20;

/// The head of a file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Head {
    /// The paths as they were named.
    pub(super) paths: Vec<String>,
    /// Cities in order: name, days with their numbers of articles.
    tree: Vec<(CityName, Vec<(Published, u32)>)>,
    problems: Vec<Problem>,
    about_paths: Vec<Problem>,
    stated: u64,
    corrections: Corrections,
    /// When the files were looked at, since 1970.
    taken: Option<Duration>,
}

impl Head {
    pub(super) fn of(paths: &[String], corpus: &Corpus, files: &Files) -> Self {
        let days = |city: &CityNode| city.dates.iter().map(|date| (date.published, date.count)).collect();
        Self {
            paths: paths.to_vec(),
            tree: corpus.outline().cities.iter().map(|city| (city.name.clone(), days(city))).collect(),
            problems: corpus.problems().to_vec(),
            about_paths: files.inventory.about_paths.clone(),
            stated: files.inventory.stated,
            corrections: files.inventory.corrections.clone(),
            taken: files.inventory.taken.and_then(|time| time.duration_since(UNIX_EPOCH).ok()),
        }
    }

    fn outline(&self) -> Option<Outline> {
        let mut next = 0u32;
        let mut cities = Vec::with_capacity(self.tree.len());
        for (name, days) in &self.tree {
            let first = ArticleId(next);
            let mut dates = Vec::with_capacity(days.len());
            for (published, count) in days {
                dates.push(DateNode { published: *published, first: ArticleId(next), count: *count });
                next = next.checked_add(*count)?;
            }
            cities.push(CityNode { name: name.clone(), dates, first, count: next - first.0 });
        }
        Some(Outline { cities })
    }

    fn articles(&self) -> u64 {
        self.tree.iter().flat_map(|(_, days)| days).map(|(_, count)| u64::from(*count)).sum()
    }
}

/// An open cache file.
#[derive(Debug)]
struct Stored {
    file: Mutex<File>,
    /// The same file for reading at a place, which needs no lock.
    #[cfg(unix)]
    beside: File,
    data: Section,
    articles: Vec<u8>,
    pages: Vec<u8>,
    names: String,
    damaged: AtomicBool,
}

impl Stored {
    fn record(&self, at: Record) -> Option<Vec<u8>> {
        let fits = at.start.checked_add(u64::from(at.len)).is_some_and(|end| end <= self.data.len);
        let section = Section { start: self.data.start.checked_add(at.start)?, len: u64::from(at.len), hash: at.hash };
        let read = fits.then(|| self.read(section)).flatten();
        if read.is_none() {
            self.damaged.store(true, Ordering::Relaxed);
        }
        read
    }

    /// A record's bytes, where they are what they should be; several threads read at once.
    #[cfg(unix)]
    fn read(&self, section: Section) -> Option<Vec<u8>> {
        use std::os::unix::fs::FileExt as _;

        let mut bytes = vec![0; usize::try_from(section.len).ok()?];
        self.beside.read_exact_at(&mut bytes, section.start).ok()?;
        (xxh3_64(&bytes) == section.hash).then_some(bytes)
    }

    #[cfg(not(unix))]
    fn read(&self, section: Section) -> Option<Vec<u8>> {
        section_of(&mut *self.disk(), section)
    }

    fn disk(&self) -> std::sync::MutexGuard<'_, File> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Archive for Stored {
    fn article(&self, n: u32) -> Option<Article> {
        let row = ArticleRow::nth(&self.articles, n as usize)?;
        record::to_article(&self.record(row.record)?, PageId(row.page))
    }

    fn page(&self, n: u32) -> Option<Page> {
        record::to_page(&self.record(PageRow::nth(&self.pages, n as usize)?.record)?)
    }

    fn file(&self, n: u32) -> Option<&str> {
        let end = PageRow::nth(&self.pages, n as usize)?.name;
        let start = if n == 0 { 0 } else { PageRow::nth(&self.pages, n as usize - 1)?.name };
        self.names.get(start as usize..end as usize)
    }
}

/// A section's bytes, where they are what they should be.
fn section_of(file: &mut (impl Read + Seek), section: Section) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(section.start)).ok()?;
    let mut bytes = Vec::new();
    file.take(section.len).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 == section.len && xxh3_64(&bytes) == section.hash).then_some(bytes)
}

/// The trailer of a file.
fn trailer_of(file: &mut File) -> Option<Trailer> {
    let len = file.seek(SeekFrom::End(0)).ok()?;
    let start = len.checked_sub(Trailer::BYTES as u64)?;
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut bytes = vec![0; Trailer::BYTES];
    file.read_exact(&mut bytes).ok()?;
    Trailer::of_bytes(&bytes, len)
}

/// A corpus from a cache.
#[derive(Debug)]
pub struct Opened {
    corpus: Arc<Corpus>,
    stored: Arc<Stored>,
    files: Section,
    head: Head,
}

impl Opened {
    /// Opens a file; `None` when it is no cache of this build or damaged. Reads the tree and the tables, no article: some
    /// milliseconds for 100,000 articles.
    pub(super) fn open(path: &Path, sources: impl FnOnce(&Corrections) -> Reread) -> Option<Self> {
        let mut file = File::open(path).ok()?;
        let trailer = trailer_of(&mut file)?;
        let head: Head = serde_json::from_slice(&section_of(&mut file, trailer.head)?).ok()?;
        let articles = section_of(&mut file, trailer.articles)?;
        let pages = section_of(&mut file, trailer.pages)?;
        let names = String::from_utf8(section_of(&mut file, trailer.names)?).ok()?;
        let count = pages.len() / PageRow::BYTES;
        let whole = articles.len() as u64 == head.articles() * ArticleRow::BYTES as u64 && pages.len() == count * PageRow::BYTES;
        if !whole {
            return None;
        }
        let data = trailer.data;
        let stored = Arc::new(Stored {
            #[cfg(unix)]
            beside: file.try_clone().ok()?,
            file: Mutex::new(file),
            data,
            articles,
            pages,
            names,
            damaged: AtomicBool::new(false),
        });
        let rows = (0..stored.articles.len() / ArticleRow::BYTES).filter_map(|n| ArticleRow::nth(&stored.articles, n));
        let cards = rows.map(|row| (ArticleKey(row.key), PageId(row.page), row.line, row.doubtful));
        let archive: Arc<dyn Archive> = stored.clone();
        let texts = (0..count).map(|n| PageRow::nth(&stored.pages, n).map_or(0, |row| row.text));
        let corpus = Corpus::archived(archive, head.outline()?, cards, texts, head.problems.clone())
            .with_sources(Arc::new(sources(&head.corrections)));
        Some(Self { corpus: Arc::new(corpus), stored, files: trailer.files, head })
    }

    /// The corpus.
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// Whether a record was met that is not what it should be.
    pub fn is_damaged(&self) -> bool {
        self.stored.damaged.load(Ordering::Relaxed)
    }

    /// Reads the whole file to see that nothing is damaged. Some 2 GB a second where the file is in memory.
    pub fn is_sound(&self) -> bool {
        let data = self.stored.data;
        let mut hash = Xxh3Default::new();
        let mut block = vec![0; BLOCK];
        let mut at = 0;
        while at < data.len {
            let want = BLOCK.min((data.len - at) as usize);
            let Some(part) = block.get_mut(..want) else { return false };
            // The lock is given up between blocks: the reader goes on opening articles.
            let mut file = self.stored.disk();
            let read: io::Result<()> = file.seek(SeekFrom::Start(data.start + at)).and_then(|_| file.read_exact(part));
            drop(file);
            if read.is_err() {
                return false;
            }
            hash.update(part);
            at += want as u64;
        }
        hash.digest() == data.hash && !self.is_damaged()
    }

    /// What is known of its files, to compare them with those there are now. `None` where it is damaged.
    pub fn known(&self) -> Option<Known> {
        let files = section_of(&mut *self.stored.disk(), self.files)?;
        let entries: Vec<Entry> =
            (0..files.len() / FileRow::BYTES).filter_map(|n| Some(entry(FileRow::nth(&files, n)?))).collect();
        let inventory = Inventory {
            files: entries,
            stated: self.head.stated,
            corrections: self.head.corrections.clone(),
            about_paths: self.head.about_paths.clone(),
            taken: self.head.taken.and_then(|since| UNIX_EPOCH.checked_add(since)) as Option<SystemTime>,
        };
        let count = self.stored.pages.len() / PageRow::BYTES;
        let mut articles: Vec<Vec<_>> = vec![Vec::new(); count];
        for (page, card, held) in self.corpus.hung() {
            articles.get_mut(page.0 as usize)?.push((card, held));
        }
        let mut problems = self.head.problems.iter().cloned();
        let mut sheaves = Vec::with_capacity(count);
        for (n, articles) in articles.into_iter().enumerate() {
            let row = PageRow::nth(&self.stored.pages, n)?;
            sheaves.push(Sheaf {
                id: PageId(n as u32),
                file: Archive::file(&*self.stored, n as u32)?.into(),
                page: Held::there(n as u32),
                has_lines: row.has_lines,
                text: row.text,
                settled: false,
                articles,
                problems: problems.by_ref().take(row.problems as usize).collect(),
            });
        }
        let archive: Arc<dyn Archive> = self.stored.clone();
        Some(Known { inventory, sheaves, of_this_run: false, archive: Some(archive) })
    }

    /// The paths it was made of, as they were named.
    pub fn paths(&self) -> &[String] {
        &self.head.paths
    }
}

fn entry(row: FileRow) -> Entry {
    Entry {
        name: row.name,
        size: row.size,
        modified: Some(Duration::new(row.seconds, row.nanoseconds.min(999_999_999))),
        first: row.first,
        end: row.end,
        rests: match row.rests {
            0 => Rests::Itself,
            1 => Rests::Others,
            _ => Rests::Moment,
        },
    }
}
