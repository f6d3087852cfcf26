//! Records of articles longer than any screen, for the real program to read.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[path = "../fixture/long.rs"]
#[expect(unreachable_pub, reason = "shared with the other test crates")]
pub(crate) mod articles;

/// Writes `count` such articles into a file of records and gives its path.
pub(crate) fn records(folder: &Path, count: usize) -> PathBuf {
    let mut lines = String::new();
    for n in 1..=count {
        let content = articles::text(n).trim_end().replace('\n', "\\n");
        writeln!(lines, r#"{{"title":"码头纪事之{n}","city":"锦州","date":"2020-02-26","content":"{content}"}}"#).unwrap();
    }
    let path = folder.join("long.jsonl");
    std::fs::write(&path, lines).unwrap();
    path
}
