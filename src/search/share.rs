//! Shares the pieces of a search among threads and takes what they give in the order of the pieces.
//!
//! The calling thread works as well; it alone asks whether to go on and hears of results, so neither needs to be shared. Knows
//! nothing of searching.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Does `work` for every piece from 0 up to `pieces`, on up to `threads` threads, and hands each result to `take` in order. `go_on` is asked
/// before every piece; `None` when it says no, after the pieces at work.
///
/// Starting a thread costs some 50 µs: for pieces worth much more than that.
pub(super) fn in_order<T: Send>(
    pieces: usize,
    threads: usize,
    work: &(dyn Fn(usize) -> T + Sync),
    go_on: &dyn Fn() -> bool,
    take: &mut dyn FnMut(usize, T),
) -> Option<()> {
    let helpers = threads.min(pieces).saturating_sub(1);
    if helpers == 0 {
        for piece in 0..pieces {
            if !go_on() {
                return None;
            }
            take(piece, work(piece));
        }
        return Some(());
    }
    let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let done: Mutex<Vec<Option<T>>> = Mutex::new((0..pieces).map(|_| None).collect());
    let one = || {
        let piece = next.fetch_add(1, Ordering::Relaxed);
        if piece >= pieces || stopped.load(Ordering::Relaxed) {
            return false;
        }
        let result = work(piece);
        lock(&done)[piece] = Some(result);
        true
    };
    let mut taken = 0;
    let mut hand_over = || {
        while let Some(result) = lock(&done).get_mut(taken).and_then(Option::take) {
            take(taken, result);
            taken += 1;
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..helpers {
            scope.spawn(|| while one() {});
        }
        loop {
            if !go_on() {
                stopped.store(true, Ordering::Relaxed);
                return None;
            }
            if !one() {
                return Some(());
            }
            hand_over();
        }
    })?;
    hand_over();
    Some(())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // Nothing that can panic runs under the lock.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_in_order_whoever_does_them() {
        for threads in 1..5 {
            let mut taken = Vec::new();
            in_order(50, threads, &|i| i * 2, &|| true, &mut |i, twice| taken.push((i, twice))).unwrap();
            assert_eq!(taken, (0..50).map(|i| (i, i * 2)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn told_to_stop_each_thread_ends_with_the_piece_at_work() {
        for threads in 1..5 {
            let (asked, worked) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let asking = std::thread::current().id();
            let work = |_| {
                worked.fetch_add(1, Ordering::Relaxed);
                if std::thread::current().id() != asking {
                    std::thread::sleep(std::time::Duration::from_millis(1));
                }
            };
            let go_on = || asked.fetch_add(1, Ordering::Relaxed) == 0;
            assert!(in_order(1_000_000, threads, &work, &go_on, &mut |_, ()| {}).is_none());
            assert!(worked.load(Ordering::Relaxed) < 1_000_000);
        }
    }
}
