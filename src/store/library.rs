//! Paths → all drafts of a run, on several threads, with progress and a way to stop. The order never depends on the threads.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::given::Given;
use super::limits::SOURCES;
use super::problem::nothing_in;
use super::read::{self, Job, Reading};
use super::walk::{self, Found};
use crate::corpus::{Corpus, Draft, Problem};

/// How far reading has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files there are.
    pub files: usize,
    /// Files that are done.
    pub done: usize,
    /// Articles found so far.
    pub articles: usize,
}

/// Everything a run has read.
#[derive(Debug, Default)]
pub struct Library {
    /// Drafts in the order of their files, settled (a page learns its year from its siblings).
    pub drafts: Vec<Draft>,
    /// Files there were.
    pub files: usize,
    /// It was stopped before the end.
    pub stopped: bool,
}

impl Library {
    /// Whether at least one article was found.
    pub fn has_articles(&self) -> bool {
        self.drafts.iter().any(|draft| !draft.articles.is_empty())
    }

    /// What went wrong, in order.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.drafts.iter().flat_map(|draft| &draft.problems)
    }

    /// The corpus of it all.
    pub fn corpus(self) -> Corpus {
        Corpus::build(self.drafts, crate::text::pinyin::sort_key)
    }
}

/// Hears, from any thread, how far reading has come and which drafts have just arrived (in no order, not yet settled; none when
/// a file was finished). Answers `Break` to stop.
pub type Tell<'a> = dyn Fn(&Progress, &[Draft]) -> ControlFlow<()> + Sync + 'a;

/// Reads paths: files, folders, `-`. What was read before `tell` stopped it is kept.
pub fn load(paths: &[PathBuf], how: Reading, tell: &Tell<'_>) -> Library {
    let mut walked = walk::walk(paths);
    let (given, problems) = Given::take(&mut walked.files);
    let (by_file, stopped) = files(&walked.files, how, &given, tell);
    let mut drafts: Vec<Draft> = walked.problems.into_iter().chain(problems).map(problem_draft).collect();
    drafts.extend(by_file.into_iter().flatten());
    let empty_folder = |(folder, seen): (PathBuf, usize)| {
        let below = |found: &&Found| !found.named && found.path.starts_with(&folder);
        (walked.files.iter().find(below).is_none()).then(|| problem_draft(nothing_in(&folder, seen)))
    };
    drafts.extend(walked.folders.into_iter().filter_map(empty_folder));
    crate::import::settle(&mut drafts);
    if !keeps_sources(&walked.files) {
        for draft in &mut drafts {
            draft.page.lines = Vec::new();
        }
    }
    Library { drafts, files: walked.files.len(), stopped }
}

/// Whether the source lines of all pages are kept for the source view. Beside articles they would double the memory of a large library.
fn keeps_sources(found: &[Found]) -> bool {
    found.iter().map(|file| file.size).sum::<u64>() <= SOURCES
}

/// Drops the source of a page, but for the one line that shows it had lines.
fn lighten(draft: &mut Draft) {
    draft.page.text = String::new();
    draft.page.lines.truncate(1);
    draft.page.lines.shrink_to_fit();
}

fn problem_draft(problem: Problem) -> Draft {
    Draft { problems: vec![problem], ..Draft::default() }
}

/// Counts that the threads share.
#[derive(Debug, Default)]
struct Shared {
    next: AtomicUsize,
    done: AtomicUsize,
    articles: AtomicUsize,
    stop: AtomicBool,
}

/// Reads files on as many threads as the machine has (at most four: beyond, the disk is what one waits for).
fn files(found: &[Found], how: Reading, given: &Given, tell: &Tell<'_>) -> (Vec<Vec<Draft>>, bool) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4).min(found.len().max(1));
    let (shared, keep) = (Shared::default(), keeps_sources(found));
    let results: Mutex<Vec<Vec<Draft>>> = Mutex::new(vec![Vec::new(); found.len()]);
    let say = |fresh: &[Draft]| {
        let (done, articles) = (shared.done.load(Ordering::Relaxed), shared.articles.load(Ordering::Relaxed));
        if tell(&Progress { files: found.len(), done, articles }, fresh).is_break() {
            shared.stop.store(true, Ordering::Relaxed);
        }
        if shared.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let work = || {
        while !shared.stop.load(Ordering::Relaxed) {
            let i = shared.next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = found.get(i) else { break };
            let mut drafts = Vec::new();
            let job = Job { encoding: how.encoding, given: given.of(&file.path) };
            read::file(file, job, &mut |mut draft| {
                if !keep {
                    lighten(&mut draft);
                }
                shared.articles.fetch_add(draft.articles.len(), Ordering::Relaxed);
                drafts.push(draft);
                say(drafts.last().map_or(&[], std::slice::from_ref))
            });
            if let Some(place) = results.lock().ok().as_mut().and_then(|results| results.get_mut(i)) {
                *place = drafts;
            }
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
    (results.into_inner().unwrap_or_default(), shared.stop.into_inner())
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
        let library = load(&[root.path().to_path_buf()], Reading::default(), &|_, _| ControlFlow::Continue(()));
        let names: Vec<_> = library.drafts.iter().map(|d| d.page.file.to_string()).collect();
        let mut sorted = names.clone();
        sorted.sort();
        assert_eq!((names.len(), names), (40, sorted));
    }

    #[test]
    fn what_was_read_before_it_was_stopped_is_kept() {
        let root = folder(40);
        let library = load(&[root.path().to_path_buf()], Reading::default(), &|progress, _| {
            if progress.done >= 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(library.stopped && library.has_articles() && library.drafts.len() < 40, "{}", library.drafts.len());
    }
}
