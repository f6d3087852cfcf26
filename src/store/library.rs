//! Paths → all drafts of a run, on several threads, with progress and a way to stop. The order never depends on the threads.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::problem::nothing_in;
use super::read::{self, Reading};
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

/// Reads paths: files, folders, `-`. `tell` hears progress and may stop it by answering `Break`; what was read by then is kept.
pub fn load(paths: &[PathBuf], how: Reading, tell: &(dyn Fn(&Progress) -> ControlFlow<()> + Sync)) -> Library {
    let walked = walk::walk(paths);
    let (by_file, stopped) = files(&walked.files, how, tell);
    let mut drafts: Vec<Draft> = walked.problems.into_iter().map(problem_draft).collect();
    drafts.extend(by_file.into_iter().flatten());
    let empty_folder = |(folder, seen): (PathBuf, usize)| {
        let below = |found: &&Found| !found.named && found.path.starts_with(&folder);
        (walked.files.iter().find(below).is_none()).then(|| problem_draft(nothing_in(&folder, seen)))
    };
    drafts.extend(walked.folders.into_iter().filter_map(empty_folder));
    crate::import::settle(&mut drafts);
    Library { drafts, files: walked.files.len(), stopped }
}

fn problem_draft(problem: Problem) -> Draft {
    Draft { problems: vec![problem], ..Draft::default() }
}

/// Reads files on as many threads as the machine has (at most four: beyond, the disk is what one waits for).
fn files(found: &[Found], how: Reading, tell: &(dyn Fn(&Progress) -> ControlFlow<()> + Sync)) -> (Vec<Vec<Draft>>, bool) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4).min(found.len().max(1));
    let (next, done, articles, stop) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
    let results: Mutex<Vec<Vec<Draft>>> = Mutex::new(vec![Vec::new(); found.len()]);
    let work = || {
        while !stop.load(Ordering::Relaxed) {
            let i = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = found.get(i) else { break };
            let mut drafts = Vec::new();
            read::file(file, how, &mut |draft| {
                articles.fetch_add(draft.articles.len(), Ordering::Relaxed);
                drafts.push(draft);
                if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            if let Ok(mut results) = results.lock() {
                results[i] = drafts;
            }
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            let progress = Progress { files: found.len(), done, articles: articles.load(Ordering::Relaxed) };
            if tell(&progress).is_break() {
                stop.store(true, Ordering::Relaxed);
            }
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
    (results.into_inner().unwrap_or_default(), stop.into_inner())
}
