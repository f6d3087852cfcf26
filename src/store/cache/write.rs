//! A corpus → a cache file, in one go.

use std::io::{self, Write};

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::format::{ArticleRow, FileRow, PageRow, Record, Row, Section, Trailer};
use super::read::Head;
use super::record;
use crate::corpus::{ArticleKey, Corpus, PageId};
use crate::store::library::Files;

/// Bytes on their way, counted and hashed.
struct Tape<'a> {
    out: &'a mut dyn Write,
    at: u64,
    hash: Xxh3Default,
}

impl Tape<'_> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<Record> {
        self.out.write_all(bytes)?;
        self.hash.update(bytes);
        let record = Record { start: self.at, len: bytes.len() as u32, hash: xxh3_64(bytes) };
        self.at += bytes.len() as u64;
        Ok(record)
    }

    /// Ends the section that began at `start`.
    fn section(&mut self, start: u64) -> Section {
        let hash = std::mem::take(&mut self.hash).digest();
        Section { start, len: self.at - start, hash }
    }

    fn blob(&mut self, bytes: &[u8]) -> io::Result<Section> {
        let start = self.at;
        self.put(bytes)?;
        Ok(self.section(start))
    }

    fn table<R: Row>(&mut self, rows: impl Iterator<Item = R>) -> io::Result<Section> {
        let mut bytes = Vec::new();
        rows.for_each(|row| row.put(&mut bytes));
        self.blob(&bytes)
    }
}

/// Writes a corpus with what is known of its files. Fetches what is not in memory, one at a time.
///
/// # Errors
/// The disk refuses, or `go_on` says no.
pub(super) fn write(
    paths: &[String],
    corpus: &Corpus,
    files: &Files,
    out: &mut dyn Write,
    go_on: &dyn Fn() -> bool,
) -> io::Result<()> {
    let on = || if go_on() { Ok(()) } else { Err(io::Error::from(io::ErrorKind::Interrupted)) };
    let mut tape = Tape { out, at: 0, hash: Xxh3Default::new() };
    let place: FxHashMap<PageId, u32> = files.pages.iter().enumerate().map(|(n, page)| (page.id, n as u32)).collect();
    let mut articles = Vec::with_capacity(corpus.len());
    for ((_, article), (page, card, _)) in corpus.pass().zip(corpus.hung()) {
        on()?;
        let ArticleKey(key) = card.key;
        let page = place.get(&page).copied().ok_or_else(|| io::Error::other("an article without a page"))?;
        let record = tape.put(&record::of_article(&article)?)?;
        articles.push(ArticleRow { record, key, page, line: card.line, doubtful: card.doubtful });
    }
    let mut pages = Vec::with_capacity(files.pages.len());
    let mut names = String::new();
    for page in &files.pages {
        on()?;
        let text = corpus.page_in_passing(page.id).ok_or_else(|| io::Error::other("a page is gone"))?;
        let record = tape.put(&record::of_page(&text)?)?;
        names.push_str(&text.file);
        let name = u32::try_from(names.len()).map_err(io::Error::other)?;
        pages.push(PageRow { record, problems: page.problems, name, text: page.text, has_lines: page.has_lines });
    }
    let data = tape.section(0);
    let articles = tape.table(articles.into_iter())?;
    let pages = tape.table(pages.into_iter())?;
    let names = tape.blob(names.as_bytes())?;
    let files_section = tape.table(files.inventory.files.iter().map(|entry| {
        let modified = entry.modified.unwrap_or_default();
        FileRow {
            name: entry.name,
            size: entry.size,
            seconds: modified.as_secs(),
            nanoseconds: modified.subsec_nanos(),
            first: entry.first,
            end: entry.end,
            rests: entry.rests as u32,
        }
    }))?;
    let head = tape.blob(&serde_json::to_vec(&Head::of(paths, corpus, files))?)?;
    tape.put(&Trailer { data, articles, pages, names, files: files_section, head }.to_bytes())?;
    Ok(())
}
