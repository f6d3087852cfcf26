//! What a feed of pages brings → events of a session: growing corpora, counts, the end of reading, what came later.
//!
//! Reads nothing itself; that is [`crate::store::feed`]. What it says is put into words by the app.

use std::io;
use std::time::Duration;

use super::worker::Post;
use crate::app::{Event, Snapshot};
use crate::store::feed::{Done, End, Feed, Grown};
use crate::store::{Came, Progress};

/// How long the thread that waits for a feed sleeps before it asks whether anybody wants it.
const TICK: Duration = Duration::from_millis(100);

/// Hands what the feed brings to a session until nothing comes or nobody wants it any more. `unkept` words a cache that cannot be
/// written.
pub fn follow(mut feed: Feed, unkept: &dyn Fn(&io::Error) -> String, post: &Post, go_on: &dyn Fn() -> bool) {
    while go_on() && !feed.is_over() {
        if let Some(grown) = feed.next(TICK) {
            for event in events(grown, unkept) {
                post.send(event);
            }
        }
    }
}

/// The events that tell a session what has come, in order.
pub fn events(grown: Grown, unkept: &dyn Fn(&io::Error) -> String) -> Vec<Event> {
    match grown {
        Grown::Progress(progress, since) => {
            vec![Event::Reading(progress.done as u64, progress.files as u64, pace(&progress, since))]
        }
        Grown::Corpus(corpus) => vec![Event::Corpus(Snapshot(corpus))],
        Grown::Done(done) => end(done),
        Grown::Came(came) => arrived(came),
        Grown::AsBefore => vec![Event::Unchanged],
        Grown::Unkept(error) => vec![Event::Said(unkept(&error))],
    }
}

fn end(done: Done) -> Vec<Event> {
    let (files, articles, doubtful) = (done.progress.files as u64, done.corpus.len() as u64, done.corpus.doubtful() as u64);
    let corpus = Event::Corpus(Snapshot(done.corpus));
    match done.end {
        End::AsCached => vec![Event::Unchanged],
        End::Renewed(came) => arrived(came),
        End::Stopped => vec![corpus, Event::ReadStopped(done.progress.done as u64, articles)],
        End::Read => vec![corpus, Event::ReadDone(files, articles, doubtful)],
    }
}

fn arrived(came: Came) -> Vec<Event> {
    if came.files == 0 {
        // Only a correction was made or taken back since.
        return vec![Event::Corpus(Snapshot(came.corpus)), Event::Unchanged];
    }
    let told = Event::Came { files: came.files as u64, articles: came.articles as u64, first: came.first };
    vec![Event::Corpus(Snapshot(came.corpus)), told]
}

/// Files a second and seconds left, once there is something to go by. Bytes tell more than files about what is left.
fn pace(progress: &Progress, since: Duration) -> Option<(u64, u64)> {
    let seconds = since.as_secs_f64();
    if seconds < 1.0 || progress.bytes_done == 0 {
        return None;
    }
    let left = progress.bytes.saturating_sub(progress.bytes_done) as f64 / progress.bytes_done as f64 * seconds;
    Some(((progress.done as f64 / seconds) as u64, left.ceil() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_goes_by_bytes_and_is_not_told_in_the_first_second() {
        let half = Progress { files: 1_000, done: 900, articles: 900, bytes: 4_000_000, bytes_done: 1_000_000 };
        assert_eq!(pace(&half, Duration::from_millis(900)), None);
        assert_eq!(pace(&half, Duration::from_secs(10)), Some((90, 30)), "a quarter of the bytes took ten seconds");
        let one_file = Progress { files: 1, done: 0, ..half };
        assert_eq!(pace(&one_file, Duration::from_secs(10)), Some((0, 30)), "of one large file too");
        assert_eq!(pace(&Progress { done: 0, bytes_done: 0, ..half }, Duration::from_secs(10)), None);
    }
}
