//! The files of a run as they were when it began: what tells, the next time, which of them have to be read again.
//!
//! A file counts as unchanged when path, size and time of last change are the same, and that time lies far enough before the look at
//! it: a file written within the same tick of the clock might have been written once more unseen.

use std::ops::Range;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::problem::is_of_the_moment;
use super::walk::Found;
use crate::corpus::{Problem, Sheaf};
use crate::import::corrections::Corrections;

/// How far apart two writes must lie to differ in their times: file systems that count in seconds, and the others.
const TICK_OF_SECONDS: Duration = Duration::from_secs(2);
const TICK: Duration = Duration::from_millis(20);

/// All files of a run.
#[derive(Debug, Clone, Default)]
pub(super) struct Inventory {
    /// In the order of reading.
    pub(super) files: Vec<Entry>,
    /// Of the `corpus.toml` files: when one changes, everything below it does.
    pub(super) stated: u64,
    /// What was put right in them.
    pub(super) corrections: Corrections,
    /// What was said about paths rather than files.
    pub(super) about_paths: Vec<Problem>,
    /// When the folders were walked.
    pub(super) taken: Option<SystemTime>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Hash of its path.
    pub(super) name: u64,
    pub(super) size: u64,
    /// Since 1970; `None` where the system does not tell.
    pub(super) modified: Option<Duration>,
    /// Its sheaves, by place in the order of the run.
    pub(super) first: u32,
    pub(super) end: u32,
    /// What it gave is not all its own doing.
    pub(super) rests: Rests,
}

/// What the outcome of reading a file rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Rests {
    /// The file itself.
    #[default]
    Itself,
    /// Other files too, which lent it a year or a city: once any file changes it has to be read again.
    Others,
    /// The moment: it could not be read, and has to be tried again each time.
    Moment,
}

/// A file that is there now, compared with what there was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared<'a> {
    /// As it was.
    Same(&'a Entry),
    /// It looks as it was, but was written so shortly before that it may have been written again since, or could not be read then.
    Perhaps(&'a Entry),
    /// Another size or time.
    Changed,
    /// It was not there.
    New,
}

impl Entry {
    pub(super) fn new(found: &Found, sheaves: Range<u32>) -> Self {
        Self {
            name: name(found),
            size: found.size,
            modified: found.modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok()),
            first: sheaves.start,
            end: sheaves.end,
            rests: Rests::Itself,
        }
    }

    /// Places of its sheaves.
    pub(super) fn sheaves(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }
}

fn name(found: &Found) -> u64 {
    xxh3_64(found.path.as_os_str().as_encoded_bytes())
}

impl Inventory {
    /// A number for the `corpus.toml` files among those found.
    pub(super) fn stated(found: &[Found]) -> u64 {
        let stated = found.iter().filter(|found| found.path.file_name().is_some_and(|name| name == super::given::NAME));
        let mut all = Vec::new();
        for entry in stated.map(|found| Entry::new(found, 0..0)) {
            let modified = entry.modified.unwrap_or_default();
            all.extend([entry.name, entry.size, modified.as_secs(), u64::from(modified.subsec_nanos())].map(u64::to_le_bytes));
        }
        xxh3_64(all.as_flattened())
    }

    /// Compares the files there are now with these.
    pub(super) fn compare(&self, found: &[Found]) -> Vec<Compared<'_>> {
        let by_name: FxHashMap<u64, &Entry> = self.files.iter().map(|entry| (entry.name, entry)).collect();
        let since = |time: SystemTime| time.duration_since(UNIX_EPOCH).ok();
        let compare = |found: &Found| {
            let Some(entry) = by_name.get(&name(found)).copied() else { return Compared::New };
            let (Some(modified), Some(taken)) = (found.modified.and_then(since), self.taken.and_then(since)) else {
                return Compared::Changed;
            };
            if entry.size != found.size || entry.modified != Some(modified) || found.is_stdin() {
                return Compared::Changed;
            }
            let tick = if modified.subsec_nanos() == 0 { TICK_OF_SECONDS } else { TICK };
            let sure = modified + tick <= taken && entry.rests != Rests::Moment;
            if sure { Compared::Same(entry) } else { Compared::Perhaps(entry) }
        };
        found.iter().map(compare).collect()
    }

    /// Notes of each file what its outcome rests on.
    pub(super) fn note_rests(&mut self, sheaves: &[Sheaf]) {
        for entry in &mut self.files {
            let own = sheaves.get(entry.sheaves()).unwrap_or_default();
            entry.rests = match () {
                () if own.iter().flat_map(|sheaf| &sheaf.problems).any(is_of_the_moment) => Rests::Moment,
                () if own.iter().any(|sheaf| sheaf.settled) => Rests::Others,
                () => Rests::Itself,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAKEN: u64 = 1_000_000;

    fn found(size: u64, before: Duration) -> Found {
        let modified = UNIX_EPOCH + Duration::from_secs(TAKEN) - before;
        Found { path: "a.txt".into(), size, modified: Some(modified), named: false }
    }

    fn said(then: &Found, now: &Found) -> &'static str {
        let inventory = Inventory {
            files: vec![Entry::new(then, 0..1)],
            taken: Some(UNIX_EPOCH + Duration::from_secs(TAKEN)),
            ..Inventory::default()
        };
        let said = inventory.compare(std::slice::from_ref(now))[0];
        match said {
            Compared::Same(_) => "same",
            Compared::Perhaps(_) => "perhaps",
            Compared::Changed => "changed",
            Compared::New => "new",
        }
    }

    #[test]
    fn size_and_time_tell_a_changed_file_and_a_time_too_near_tells_nothing() {
        let minute = Duration::from_mins(1);
        assert_eq!(said(&found(7, minute), &found(7, minute)), "same");
        assert_eq!(said(&found(7, minute), &found(8, minute)), "changed");
        assert_eq!(said(&found(7, minute), &found(7, minute / 2)), "changed");
        let other = Found { path: "b.txt".into(), ..found(7, minute) };
        assert_eq!(said(&found(7, minute), &other), "new");
        let (second, fine) = (Duration::from_secs(1), Duration::new(1, 1_000));
        assert_eq!(said(&found(7, second), &found(7, second)), "perhaps", "whole seconds are a coarse clock");
        assert_eq!(said(&found(7, fine), &found(7, fine)), "same");
        assert_eq!(said(&found(7, fine / 100), &found(7, fine / 100)), "perhaps");
    }
}
