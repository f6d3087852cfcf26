//! Disk: walking folders and archives, caches, profile, atomic writes.
//!
//! In the order of reading: `walk` (paths → files), `unpack`, `wide`, `stream`, `rows` and `read` (a file → drafts), `library` (all of them),
//! `builtin` (the pages inside the program); `inventory` and `settled` serve runs that read only what has changed, `reread` a
//! reader who asks for lines that were not kept. `open` brings them
//! together for a command, `feed`, `glimpse`, `watch` and `again` for a reader who does not wait. What is written: `profile`, `cache`, `errata`,
//! `marks`, by way of `alone` and `atomic`;
//! where: `xdg`. What a person writes by hand: `config`.

mod again;
mod alone;
pub mod atomic;
pub mod builtin;
pub mod cache;
pub mod config;
mod cut;
mod errata;
pub mod feed;
mod given;
mod glimpse;
mod inventory;
pub mod library;
mod limits;
mod marks;
mod open;
mod problem;
pub mod profile;
pub mod read;
mod reread;
mod rows;
mod settled;
mod stream;
mod unpack;
pub mod walk;
mod watch;
mod wide;
pub mod xdg;

pub use again::Again;
pub use cache::{Beside, Cache};
pub use errata::{Errata, Whose};
pub use library::{Library, Progress, load};
pub use marks::{Changed, Marks};
pub use open::{Open, open};
pub use profile::Profile;
pub use read::Reading;
pub use walk::Found;
pub use watch::Came;

/// A number with thousands commas, as people read it.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_are_parted() {
        let parted: Vec<_> = [0, 12, 999, 1_000, 41_306, 1_000_000].map(super::thousands).into_iter().collect();
        assert_eq!(parted, ["0", "12", "999", "1,000", "41,306", "1,000,000"]);
    }
}
