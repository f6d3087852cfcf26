//! Paths → all pages of a run, on several threads, with progress and a way to stop. The order never depends on the threads.
//!
//! What is known from an earlier run and has not changed since is not read again.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use super::errata::{Differing, Noted};
use super::given::Given;
use super::inventory::{Compared, Entry, Inventory, Rests};
use super::limits::SOURCES;
use super::problem::nothing_in;
use super::read::{self, Job, Reading};
use super::settled;
use super::walk::{self, Found};
use crate::corpus::{Archive, Corpus, Draft, PageId, Problem, Sheaf};
use crate::import::corrections::Corrections;

/// How far reading has come. Files that need not be read again count nowhere but in `articles`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files to read.
    pub files: usize,
    /// Files that are done.
    pub done: usize,
    /// Articles there are so far.
    pub articles: usize,
    /// Bytes to read, as far as is known.
    pub bytes: u64,
    /// Bytes of the files that are done.
    pub bytes_done: u64,
}

/// What an earlier run has read.
#[derive(Debug)]
pub struct Known {
    /// Its files.
    pub(super) inventory: Inventory,
    /// Its pages in order.
    pub(super) sheaves: Vec<Sheaf>,
    /// Where texts lie that are not in memory.
    pub(super) archive: Option<Arc<dyn Archive>>,
    /// It was read in this very run. Corrections made since are the reader's, who puts them on every corpus that comes; they are read
    /// when a run begins and not again.
    pub(super) of_this_run: bool,
}

/// The files of a run and what they gave, without the texts.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// In order.
    pub(super) pages: Vec<FiledPage>,
    pub(super) inventory: Inventory,
}

/// One page of a run.
#[derive(Debug)]
pub(super) struct FiledPage {
    pub(super) id: PageId,
    pub(super) has_lines: bool,
    pub(super) text: u64,
    pub(super) problems: u32,
}

/// Everything a run has read.
#[derive(Debug, Default)]
pub struct Library {
    /// Pages in the order of their files, settled (a page learns its year from its siblings).
    pub sheaves: Vec<Sheaf>,
    /// Where texts lie that are not in memory.
    archive: Option<Arc<dyn Archive>>,
    /// Files there were.
    pub files: usize,
    /// Files that are new, have changed or are gone since what is known.
    pub changed: usize,
    /// It was stopped before the end.
    pub stopped: bool,
    /// Nothing is different from what is known, and nothing to be noted for the next run; then `sheaves` is empty.
    pub unchanged: bool,
    /// The files, for the next run.
    pub(super) inventory: Inventory,
}

impl Library {
    /// A library of drafts, numbered in their order.
    pub fn of(drafts: Vec<Draft>, files: usize) -> Self {
        let sheaf = |(i, draft)| Sheaf::new(draft, PageId(i as u32), true);
        Self { sheaves: drafts.into_iter().enumerate().map(sheaf).collect(), files, changed: files, ..Self::default() }
    }

    /// What went wrong, in order.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.sheaves.iter().flat_map(|sheaf| &sheaf.problems)
    }

    /// The pages as drafts, their texts copied.
    pub fn drafts(&self) -> impl Iterator<Item = Draft> {
        self.sheaves.iter().map(|sheaf| sheaf.draft(self.archive.as_deref()))
    }

    /// The corpus of it all.
    pub fn corpus(self) -> Corpus {
        Corpus::hang(self.sheaves, self.archive, crate::text::pinyin::sort_key)
    }

    /// What the next look at the files compares with. Texts are shared.
    pub(super) fn known(&self) -> Known {
        Known {
            inventory: self.inventory.clone(),
            sheaves: self.sheaves.clone(),
            archive: self.archive.clone(),
            of_this_run: true,
        }
    }

    /// The corpus of it all, and what a cache has to know beside it.
    pub(super) fn filed(mut self) -> (Corpus, Files) {
        let pages = self.sheaves.iter().map(|sheaf| FiledPage {
            id: sheaf.id,
            has_lines: sheaf.has_lines,
            text: sheaf.text,
            problems: sheaf.problems.len() as u32,
        });
        let files = Files { pages: pages.collect(), inventory: std::mem::take(&mut self.inventory) };
        (self.corpus(), files)
    }
}

/// Hears, from any thread, how far reading has come and which pages have just arrived (in no order, not yet settled; none when
/// a file was finished). Answers `Break` to stop.
pub type Tell<'a> = dyn Fn(&Progress, &[Sheaf]) -> ControlFlow<()> + Sync + 'a;

/// Reads paths: files, folders, `-`, but not what is `known` and unchanged. What was read before `tell` stopped it is kept.
pub fn load(paths: &[PathBuf], how: Reading, known: Option<&Known>, tell: &Tell<'_>) -> Library {
    load_as(paths, how, known, &OnceLock::new(), tell)
}

/// The same; `put_right` is set, before the first page arrives, to the corrections the pages are read with.
pub(super) fn load_as(
    paths: &[PathBuf],
    how: Reading,
    known: Option<&Known>,
    put_right: &OnceLock<Corrections>,
    tell: &Tell<'_>,
) -> Library {
    let taken = std::time::SystemTime::now();
    let mut walked = walk::walk(paths);
    let stated = Inventory::stated(&walked.files);
    let (given, mut problems) = Given::take(&mut walked.files);
    let (noted, unread) = Noted::take(&mut walked.files, paths, how.corrections);
    let noted = match known.filter(|known| known.of_this_run) {
        Some(known) => Noted { corrections: known.inventory.corrections.clone(), ..noted },
        None => noted,
    };
    problems.extend(unread);
    let _ = put_right.set(noted.corrections.clone());
    let known = known.filter(|known| known.inventory.stated == stated);
    let compared = known.map_or_else(|| vec![Compared::New; walked.files.len()], |known| known.inventory.compare(&walked.files));
    let is_same = |compared: &Compared<'_>| matches!(compared, Compared::Same(_));
    let there = known.map_or(0, |known| known.inventory.files.len());
    let differing = known.map(|known| Differing::between(&known.inventory.corrections, &noted.corrections)).unwrap_or_default();
    let as_corrected = |entry: &Entry| {
        let own = known.and_then(|known| known.sheaves.get(entry.sheaves())).unwrap_or_default();
        !own.iter().any(|sheaf| differing.concerns(sheaf))
    };
    let all_same = there == compared.len() && compared.iter().all(is_same) && differing.is_empty();
    let reused: Vec<Option<&Entry>> = compared
        .iter()
        .map(|compared| match compared {
            Compared::Same(entry) if all_same || (entry.rests == Rests::Itself && as_corrected(entry)) => Some(*entry),
            _ => None,
        })
        .collect();
    let first_id = known.and_then(|known| known.sheaves.iter().map(|sheaf| sheaf.id.0 + 1).max()).unwrap_or(0);
    let ids = AtomicU32::new(first_id);
    let (mut placed, stopped) =
        files(&walked.files, &reused, &ids, &Telling { how, given: &given, errata: &noted.corrections }, tell);

    let empty_folder = |(folder, seen): &(PathBuf, usize)| {
        let below = |found: &&Found| !found.named && found.path.starts_with(folder);
        (walked.files.iter().find(below).is_none()).then(|| nothing_in(folder, *seen))
    };
    let left_out: Vec<Problem> = walked.problems.iter().cloned().chain(problems).collect();
    let empty: Vec<Problem> = walked.folders.iter().filter_map(empty_folder).collect();
    let about_paths: Vec<Problem> = left_out.iter().chain(&empty).cloned().collect();
    let in_order = |known: &Known| known.inventory.files.iter().zip(&reused).all(|(a, b)| b.is_some_and(|b| std::ptr::eq(a, b)));
    if known.is_some_and(|known| all_same && in_order(known) && known.inventory.about_paths == about_paths) {
        return Library { files: walked.files.len(), stopped, unchanged: true, ..Library::default() };
    }
    let changed = compared.iter().enumerate().filter(|(i, compared)| match (compared, known) {
        (Compared::Same(_), _) => false,
        (Compared::Perhaps(entry), Some(known)) => !same_content(of_file(&placed, *i), known, entry),
        _ => true,
    });
    let changed = changed.count();
    let still_there = compared.iter().filter(|compared| !matches!(compared, Compared::New)).count();
    let only_problems = |problems: Vec<Problem>| {
        let id = PageId(ids.fetch_add(1, Ordering::Relaxed));
        Sheaf::new(Draft { problems, ..Draft::default() }, id, true)
    };
    let all_new = reused.iter().all(Option::is_none);
    for (i, entry) in reused.iter().enumerate() {
        let own = entry.zip(known).and_then(|(entry, known)| known.sheaves.get(entry.sheaves())).unwrap_or_default();
        placed.extend(own.iter().map(|sheaf| (i as u32, sheaf.clone())));
    }
    if !all_new {
        placed.sort_by_key(|(file, _)| *file);
    }
    let mut next = 1;
    let entry = |(i, found): (usize, &Found)| {
        let first = next;
        next += of_file(&placed, i).len() as u32;
        Entry::new(found, first..next)
    };
    let mut inventory = Inventory {
        files: walked.files.iter().enumerate().map(entry).collect(),
        stated,
        corrections: noted.corrections.clone(),
        about_paths,
        taken: Some(taken),
    };
    // In the same place in memory: a list as long as the library is not made twice.
    placed.insert(0, (0, only_problems(left_out)));
    let mut sheaves: Vec<Sheaf> = placed.into_iter().map(|(_, sheaf)| sheaf).collect();
    let orphans = if stopped { Vec::new() } else { noted.orphans(&walked.files, &sheaves) };
    sheaves.push(only_problems(empty.into_iter().chain(orphans).collect()));
    let archive = known.and_then(|known| known.archive.clone());
    settled::settle(&mut sheaves, archive.as_deref());
    inventory.note_rests(&sheaves);
    Library {
        sheaves,
        archive,
        files: walked.files.len(),
        changed: changed + there.saturating_sub(still_there),
        stopped,
        unchanged: false,
        inventory,
    }
}

/// A sheaf with the place of its file among those of the run.
type Placed = (u32, Sheaf);

/// What one file gave; the sheaves are in the order of their files.
fn of_file(placed: &[Placed], file: usize) -> &[Placed] {
    let from = placed.partition_point(|(other, _)| (*other as usize) < file);
    let to = placed.partition_point(|(other, _)| *other as usize <= file);
    placed.get(from..to).unwrap_or_default()
}

/// Whether a file that was read again gave what it gave before.
fn same_content(fresh: &[Placed], known: &Known, entry: &Entry) -> bool {
    let before = known.sheaves.get(entry.sheaves()).unwrap_or_default();
    let texts = |sheaf: &Sheaf| sheaf.draft(known.archive.as_deref()).articles.into_iter().map(|article| article.text);
    before.len() == fresh.len() && before.iter().zip(fresh).all(|(a, (_, b))| a.problems == b.problems && texts(a).eq(texts(b)))
}

/// Whether the source lines of all pages are kept for the source view. Beside articles they would double the memory of a large library.
fn keeps_sources(found: &[Found]) -> bool {
    found.iter().map(|file| file.size).sum::<u64>() <= SOURCES
}

/// Counts that the threads share.
#[derive(Debug, Default)]
struct Shared {
    next: AtomicUsize,
    done: AtomicUsize,
    bytes_done: AtomicU64,
    articles: AtomicUsize,
    stop: AtomicBool,
}

/// What is known of the files before they are read.
#[derive(Debug)]
struct Telling<'a> {
    how: Reading,
    given: &'a Given,
    errata: &'a Corrections,
}

/// Reads the files that are not reused and gives their sheaves in order, on as many threads as the machine has (at most four: beyond, the disk is what one waits for).
fn files(
    found: &[Found],
    reused: &[Option<&Entry>],
    ids: &AtomicU32,
    with: &Telling<'_>,
    tell: &Tell<'_>,
) -> (Vec<Placed>, bool) {
    let keep = keeps_sources(found);
    let todo: Vec<usize> = (0..found.len()).filter(|i| reused[*i].is_none()).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4).min(todo.len().max(1));
    let bytes = todo.iter().map(|i| found[*i].size).sum();
    let shared = Shared::default();
    let results: Mutex<Vec<Placed>> = Mutex::default();
    let say = |fresh: &[Sheaf]| {
        let progress = Progress {
            files: todo.len(),
            done: shared.done.load(Ordering::Relaxed),
            articles: shared.articles.load(Ordering::Relaxed),
            bytes,
            bytes_done: shared.bytes_done.load(Ordering::Relaxed),
        };
        if tell(&progress, fresh).is_break() {
            shared.stop.store(true, Ordering::Relaxed);
        }
        if shared.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let work = || {
        while !shared.stop.load(Ordering::Relaxed) {
            let Some(i) = todo.get(shared.next.fetch_add(1, Ordering::Relaxed)).copied() else { break };
            let file = &found[i];
            let mut sheaves = Vec::new();
            let job = Job { encoding: with.how.encoding, given: with.given.of(&file.path), errata: with.errata };
            // Of a file that comes in many pieces, what it has given so far; about as many bytes were read for it.
            let mut given = 0;
            read::file(file, job, &mut |draft| {
                shared.articles.fetch_add(draft.articles.len(), Ordering::Relaxed);
                let texts: u64 = draft.articles.iter().map(|article| article.text.len() as u64).sum();
                let more = texts.min(file.size.saturating_sub(given));
                given += more;
                shared.bytes_done.fetch_add(more, Ordering::Relaxed);
                sheaves.push(Sheaf::new(draft, PageId(ids.fetch_add(1, Ordering::Relaxed)), keep));
                say(sheaves.last().map_or(&[], std::slice::from_ref))
            });
            if let Ok(mut results) = results.lock() {
                results.extend(sheaves.into_iter().map(|sheaf| (i as u32, sheaf)));
            }
            shared.bytes_done.fetch_add(file.size.saturating_sub(given), Ordering::Relaxed);
            shared.done.fetch_add(1, Ordering::Relaxed);
            let _ = say(&[]);
        }
    };
    if threads == 1 {
        work();
    } else {
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(work);
            }
        });
    }
    let mut placed = results.into_inner().unwrap_or_default();
    // Of one file the numbers are in order; sorting in place needs no room.
    placed.sort_unstable_by_key(|(file, sheaf)| (*file, sheaf.id.0));
    (placed, shared.stop.into_inner())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn folder(files: usize) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for i in 0..files {
            fs::write(root.path().join(format!("{i:03}.txt")), format!("第{i}张\n\n本报讯 雾散了。\n")).expect("written");
        }
        root
    }

    #[test]
    fn the_order_is_that_of_the_files_not_of_the_threads() {
        let root = folder(40);
        let library = load(&[root.path().to_path_buf()], Reading::default(), None, &|_, _| ControlFlow::Continue(()));
        let names: Vec<_> = library.sheaves.iter().filter(|s| !s.articles.is_empty()).map(|s| s.file.to_string()).collect();
        let mut sorted = names.clone();
        sorted.sort();
        assert_eq!((names.len(), names), (40, sorted));
    }

    #[test]
    fn what_was_read_before_it_was_stopped_is_kept() {
        let root = folder(40);
        let library = load(&[root.path().to_path_buf()], Reading::default(), None, &|progress, _| {
            if progress.done >= 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(
            library.stopped && library.sheaves.iter().any(|sheaf| !sheaf.articles.is_empty()) && library.sheaves.len() < 42,
            "{}",
            library.sheaves.len()
        );
    }
}
