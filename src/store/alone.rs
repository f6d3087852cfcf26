//! One writer at a time: two readers who correct pages of one folder must not write over each other's corrections.
//!
//! The folder itself is locked (`flock`), so nothing is left lying in it. Only programs that ask are kept out: a person's editor is not.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long another writer is waited for: writing takes some milliseconds, a stopped program holds nobody up for good.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often the lock is tried.
const TRY: Duration = Duration::from_millis(5);

/// Does `work` while no other does any in this folder. Where folders cannot be locked (some network disks, Windows) it is done all the same.
pub(super) fn alone<T>(folder: &Path, work: impl FnOnce() -> T) -> T {
    // A name without a folder is in the one we are in.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let lock = File::open(folder).ok();
    let until = Instant::now() + PATIENCE;
    while let Some(Err(TryLockError::WouldBlock)) = lock.as_ref().map(File::try_lock) {
        if Instant::now() >= until {
            break;
        }
        std::thread::sleep(TRY);
    }
    let done = work();
    drop(lock);
    done
}

#[cfg(all(test, unix))]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn no_two_are_at_work_in_one_folder() {
        let root = tempfile::tempdir().expect("a folder");
        let busy = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        alone(root.path(), || {
                            assert!(!busy.swap(true, Ordering::SeqCst), "somebody else is at work");
                            std::thread::sleep(Duration::from_millis(2));
                            busy.store(false, Ordering::SeqCst);
                        });
                    }
                });
            }
        });
        assert_eq!(std::fs::read_dir(root.path()).expect("readable").count(), 0, "nothing is left lying there");
        assert_eq!(alone(Path::new("no such folder"), || 7), 7);
    }
}
