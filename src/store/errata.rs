//! `corrections.toml`: what a reader has put right, read on every import and written where it will be found again.
//!
//! It stands beside the pages; where nothing can be written there, and for the built-in pages, for files that were named themselves and for
//! standard input, in the profile. What a correction does is [`crate::import::corrections`].

mod keeper;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

pub use keeper::Errata;

use super::problem;
use super::walk::Found;
use super::xdg;
use crate::corpus::{Problem, Sheaf};
use crate::import::corrections::{Corrections, Fix};

/// The name of the file.
pub(super) const NAME: &str = "corrections.toml";

/// Larger files are not ours.
const LARGEST: u64 = 16 << 20;

/// What is not used is left as it is.
const LEFT: (&str, &str) = ("这些更正没有用；改好它再读", "its corrections are not applied; mend it and read again");

/// Whose profile counts, beside the folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    /// Nobody's: the outcome depends on the paths alone.
    #[default]
    Nobodys,
    /// That of the user who runs the program.
    Users,
}

impl Whose {
    /// The file in the profile.
    fn file(self) -> Option<PathBuf> {
        match self {
            Whose::Nobodys => None,
            Whose::Users => xdg::state().map(|folder| folder.join(NAME)),
        }
    }
}

/// The corrections of one run, by the names its files have in this run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Noted {
    /// In the order they are applied.
    pub(super) corrections: Corrections,
    /// How many of them, from the first, are of folders that were read: their files should be there.
    pub(super) of_folders: usize,
}

impl Noted {
    /// Reads the corrections of folders (and takes their files out), those beside files that were named, and those of the profile.
    pub(super) fn take(files: &mut Vec<Found>, paths: &[PathBuf], whose: Whose) -> (Self, Vec<Problem>) {
        let is_ours = |found: &Found| !found.named && found.path.file_name().is_some_and(|name| name == NAME);
        let in_folders: Vec<PathBuf> = files.extract_if(.., |found| is_ours(found)).map(|found| found.path).collect();
        let beside = files.iter().filter(|found| found.named && !found.is_stdin());
        let beside: FxHashSet<PathBuf> = beside.filter_map(|found| Some(found.path.parent()?.join(NAME))).collect();
        let mut beside: Vec<PathBuf> = beside.into_iter().filter(|file| file.is_file() && !in_folders.contains(file)).collect();
        beside.sort();
        let (mut all, mut problems) = (Self::default(), Vec::new());
        let mut read_in = |file: &Path, call: &dyn Fn(String) -> String| match read(file) {
            Ok(read) => read.fix.into_iter().map(|fix| Fix { file: call(fix.file), ..fix }).collect(),
            Err(problem) => {
                problems.push(problem);
                Vec::new()
            }
        };
        for file in &in_folders {
            let own = read_in(file, &|name| below(file, &name));
            all.corrections.fix.extend(own);
        }
        all.of_folders = all.corrections.fix.len();
        for file in &beside {
            let own = read_in(file, &|name| below(file, &name));
            all.corrections.fix.extend(own);
        }
        if let Some(file) = whose.file().filter(|file| file.is_file()) {
            let roots = roots(paths);
            all.corrections.fix.extend(read_in(&file, &|name| in_run(&name, &roots)));
        }
        (all, problems)
    }

    /// Those of the profile for the built-in pages.
    pub(super) fn of_builtin(whose: Whose) -> (Self, Vec<Problem>) {
        Self::take(&mut Vec::new(), &[], whose)
    }

    /// A line for each correction of a folder whose page is not there any more, under any name.
    pub(super) fn orphans(&self, files: &[Found], sheaves: &[Sheaf]) -> Vec<Problem> {
        let ours = self.corrections.fix.get(..self.of_folders).unwrap_or_default();
        if ours.is_empty() {
            return Vec::new();
        }
        let names: FxHashSet<&Path> = files.iter().map(|found| found.path.as_path()).collect();
        let texts: FxHashSet<u64> = sheaves.iter().map(|sheaf| sheaf.text).collect();
        let there = |fix: &&Fix| {
            Path::new(&fix.file).ancestors().any(|path| names.contains(path))
                || text_of(fix).is_some_and(|text| texts.contains(&text))
        };
        let gone = ours.iter().filter(|fix| !there(fix));
        let line = |fix: &Fix| {
            problem::problem(
                format!("{}:{}", fix.file, fix.line),
                ("更正的那个文件不在这里了", "the file of a correction is not here any more"),
                ("从 corrections.toml 删去它", "delete it from corrections.toml"),
            )
        };
        gone.map(line).collect()
    }
}

/// Pages for which one list of corrections says something else than another.
#[derive(Debug, Default)]
pub(super) struct Differing {
    files: FxHashSet<String>,
    texts: FxHashSet<u64>,
}

impl Differing {
    pub(super) fn between(before: &Corrections, now: &Corrections) -> Self {
        let (before, now) = (by_page(before), by_page(now));
        let mut differing = Self::default();
        for (page, fixes) in before.iter().chain(&now) {
            if before.get(page) != now.get(page) {
                differing.files.insert(page.0.to_owned());
                differing.texts.extend(fixes.first().and_then(|fix| text_of(fix)));
            }
        }
        differing
    }

    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether a page has to be read again.
    pub(super) fn concerns(&self, sheaf: &Sheaf) -> bool {
        !self.is_empty() && (self.texts.contains(&sheaf.text) || self.files.contains(&*sheaf.file))
    }
}

fn by_page(corrections: &Corrections) -> BTreeMap<(&str, &str), Vec<&Fix>> {
    let mut pages: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for fix in &corrections.fix {
        pages.entry((fix.file.as_str(), fix.hash.as_str())).or_default().push(fix);
    }
    pages
}

/// The hash of the text as a number.
fn text_of(fix: &Fix) -> Option<u64> {
    u64::from_str_radix(&fix.hash, 16).ok()
}

/// The name that a file has in a run which found `toml` beside it.
fn below(toml: &Path, name: &str) -> String {
    toml.parent().unwrap_or(Path::new("")).join(name).to_string_lossy().into_owned()
}

/// The name that standard input has in the profile: no file's, so that another text is not taken for the same one changed.
pub(super) const STDIN: &str = "(stdin)";

/// The name that a file of a run has in the profile: its real path, wherever one stands when naming it.
pub(super) fn in_profile(file: &str, paths: &[PathBuf]) -> String {
    let real = |path: &Path| {
        // The page of an archive has no path of its own; the archive has.
        let there = path.ancestors().find(|above| above.exists())?;
        let real = fs::canonicalize(there).ok()?;
        let inner = path.strip_prefix(there).ok()?;
        Some(if inner.as_os_str().is_empty() { real } else { real.join(inner) })
    };
    match file {
        "-" => STDIN.to_owned(),
        _ if paths.is_empty() => file.to_owned(),
        _ => real(Path::new(file)).map_or_else(|| file.to_owned(), |path| path.to_string_lossy().into_owned()),
    }
}

/// The paths of a run with what they really are.
pub(super) fn roots(paths: &[PathBuf]) -> Vec<(PathBuf, PathBuf)> {
    let real = |path: &PathBuf| Some((fs::canonicalize(path).ok()?, path.clone()));
    paths.iter().filter_map(real).collect()
}

/// The name that a file, known to the profile by its real path, has in a run.
pub(super) fn in_run(name: &str, roots: &[(PathBuf, PathBuf)]) -> String {
    let given = roots.iter().find_map(|(real, given)| {
        let below = Path::new(name).strip_prefix(real).ok()?;
        Some(if below.as_os_str().is_empty() { given.clone() } else { given.join(below) })
    });
    given.map_or_else(|| name.to_owned(), |path| path.to_string_lossy().into_owned())
}

fn read(file: &Path) -> Result<Corrections, Problem> {
    let place = file.display().to_string();
    let size = fs::metadata(file).map_err(|error| problem::io(&place, &error))?.len();
    if size > LARGEST {
        return Err(problem::problem(place, ("太大，不像更正", "too large for a list of corrections"), LEFT));
    }
    let text = fs::read_to_string(file).map_err(|error| problem::io(&place, &error))?;
    Corrections::parse(&text).map_err(|what| {
        problem::problem(place, (format!("更正读不懂（{what}）"), format!("not a list of corrections ({what})")), LEFT)
    })
}

#[cfg(test)]
mod tests;
