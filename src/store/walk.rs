//! Paths as given → the files to read, in a fixed order. Looks at names and kinds; opens nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

use super::problem::{self, SKIPPED};
use crate::corpus::Problem;

/// One file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is; `-` is standard input.
    pub path: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last written.
    pub modified: Option<SystemTime>,
    /// It was named itself, not met in a folder.
    pub named: bool,
}

impl Found {
    /// The name it is shown by: the path as given.
    pub fn name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// Whether it stands for standard input.
    pub fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }
}

/// What walking found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walked {
    /// The files: arguments in their order, the content of a folder sorted by name, no file twice.
    pub files: Vec<Found>,
    /// What was left out.
    pub problems: Vec<Problem>,
    /// Named folders, with how many files were seen below each.
    pub folders: Vec<(PathBuf, usize)>,
}

/// Walks paths. Links are followed, loops are not; pipes, sockets and devices are left out, as reading one may never end; so are
/// hidden files. O(entries).
pub fn walk(paths: &[PathBuf]) -> Walked {
    let mut walked = Walked::default();
    for path in paths {
        if path.as_os_str() == "-" {
            walked.files.push(Found { path: path.clone(), size: 0, modified: None, named: true });
            continue;
        }
        match fs::metadata(path) {
            Err(error) => walked.problems.push(problem::io(path.display().to_string(), &error)),
            Ok(meta) if meta.is_dir() => folder(path, &mut walked),
            Ok(meta) => {
                file(path, &meta, true, &mut walked);
                stated_beside(path, &mut walked);
            }
        }
    }
    let mut seen = rustc_hash::FxHashSet::default();
    walked.files.retain(|found| seen.insert(found.path.clone()));
    walked
}

/// What the folder of a file that was named itself states of its pages holds for this one too.
fn stated_beside(path: &Path, walked: &mut Walked) {
    let stated = path.with_file_name(super::given::NAME);
    if stated != path
        && let Ok(meta) = fs::metadata(&stated)
        && meta.is_file()
    {
        file(&stated, &meta, false, walked);
    }
}

fn folder(root: &Path, walked: &mut Walked) {
    let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
    let mut entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    let mut seen = 0;
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if entry.depth() > 0 && hidden(entry.file_name()) => {
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            }
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                seen += 1;
                match entry.metadata() {
                    Ok(meta) => file(entry.path(), &meta, false, walked),
                    Err(error) => walked.problems.push(walk_problem(&error)),
                }
            }
            Err(error) => walked.problems.push(walk_problem(&error)),
        }
    }
    walked.folders.push((root.to_path_buf(), seen));
}

fn walk_problem(error: &walkdir::Error) -> Problem {
    let place = error.path().unwrap_or(Path::new("")).display().to_string();
    match (error.loop_ancestor(), error.io_error()) {
        (Some(ancestor), _) => problem::problem(
            place,
            (format!("绕回了 {}", ancestor.display()), format!("leads back to {}", ancestor.display())),
            ("不跟进去，其余照常", "not followed, the rest is read"),
        ),
        (None, Some(error)) => problem::io(place, error),
        (None, None) => problem::problem(place, ("读不了", "cannot be read"), SKIPPED),
    }
}

fn file(path: &Path, meta: &fs::Metadata, named: bool, walked: &mut Walked) {
    if meta.is_file() {
        walked.files.push(Found { path: path.to_path_buf(), size: meta.len(), modified: meta.modified().ok(), named });
    } else {
        walked.problems.push(problem::problem(
            path.display().to_string(),
            ("是管道、套接字或设备，不是文件", "it is a pipe, socket or device, not a file"),
            SKIPPED,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(walked: &Walked, root: &Path) -> Vec<String> {
        walked.files.iter().map(|f| f.path.strip_prefix(root).expect("below").display().to_string()).collect()
    }

    #[test]
    fn files_come_in_order_of_name_and_none_twice() {
        let root = tempfile::tempdir().expect("a folder");
        for name in ["b.txt", "a.txt", "c/d.txt", ".git/x.txt", ".hidden.txt"] {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, "文").expect("written");
        }
        let walked = walk(&[root.path().to_path_buf(), root.path().join("a.txt")]);
        assert_eq!(names(&walked, root.path()), ["a.txt", "b.txt", "c/d.txt"]);
        assert_eq!(walked.folders, [(root.path().to_path_buf(), 3)]);
    }

    #[test]
    fn what_is_missing_is_said() {
        let walked = walk(&[PathBuf::from("没有这个文件.txt")]);
        assert_eq!((walked.files.len(), walked.problems.len()), (0, 1));
        assert_eq!(walked.problems[0].cause, "找不到");
    }

    #[cfg(unix)]
    #[test]
    fn loops_and_devices_are_left_out_with_a_line() {
        let root = tempfile::tempdir().expect("a folder");
        fs::write(root.path().join("a.txt"), "文").expect("written");
        std::os::unix::fs::symlink(root.path(), root.path().join("loop")).expect("linked");
        std::os::unix::fs::symlink("/dev/null", root.path().join("null")).expect("linked");
        let walked = walk(&[root.path().to_path_buf()]);
        assert_eq!(names(&walked, root.path()), ["a.txt"]);
        assert_eq!(walked.problems.len(), 2, "{:?}", walked.problems);
    }
}
