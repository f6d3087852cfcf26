//! `marks.toml` in the profile: the bookmarks and notes of a reader, of all the papers there are.
//!
//! Every change is made to the file as it is then, so that two readers at once lose nothing of each other's. What cannot be understood is
//! never written over: the file is put aside under another name, and a new one begun.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::alone::alone;
use super::errata::{STDIN, in_profile, in_run, roots};
use super::{atomic, problem, xdg};
use crate::app::Mark;
use crate::corpus::Problem;

/// The name of the file.
const NAME: &str = "marks.toml";

/// Larger files are not ours.
const LARGEST: u64 = 16 << 20;

/// What happens to a file that is spoilt.
const ASIDE: (&str, &str) = (
    "把它改好；不改，下一个书签会另起一份，旧的改名留在旁边",
    "mend it; else the next bookmark begins a new file, and this one is kept beside it",
);

/// The file as it is written.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    /// In the order they were made.
    #[serde(default)]
    mark: Vec<Entry>,
}

/// A mark, with whatever else stands at it, which is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    mark: Mark,
    #[serde(flatten)]
    more: toml::Table,
}

/// Why the marks cannot be had.
#[derive(Debug)]
enum Unread {
    /// The disk refuses.
    Disk(io::Error),
    /// It is no list of marks.
    Spoilt(String),
}

/// What a change came to.
#[derive(Debug)]
pub struct Changed {
    /// The marks of this run after it.
    pub marks: Vec<Mark>,
    /// The name a spoilt file was put aside under.
    pub aside: Option<PathBuf>,
}

/// Where the marks of a run are kept.
#[derive(Debug, Clone)]
pub struct Marks {
    file: Option<PathBuf>,
    paths: Vec<PathBuf>,
}

impl Marks {
    /// Of a run that reads these paths; none: the built-in pages.
    pub fn of(paths: &[PathBuf]) -> Self {
        Self { file: xdg::state().map(|folder| folder.join(NAME)), paths: paths.to_vec() }
    }

    /// With a profile of one's own choosing, for tests.
    pub fn within(profile: &Path, paths: &[PathBuf]) -> Self {
        Self { file: Some(profile.join(NAME)), paths: paths.to_vec() }
    }

    /// The marks of this run, in the order they were made, their files by the names they have in it.
    ///
    /// # Errors
    /// In one line, where the file cannot be read. It stays as it is.
    pub fn load(&self) -> Result<Vec<Mark>, Problem> {
        self.read().map(|kept| self.of_run(&kept)).map_err(|unread| self.told(&unread))
    }

    /// All marks, of whatever papers, their files by the names they have in the profile.
    ///
    /// # Errors
    /// In one line, where the file cannot be read. It stays as it is.
    pub fn all(&self) -> Result<Vec<Mark>, Problem> {
        let all = self.read().map_err(|unread| self.told(&unread))?;
        Ok(all.mark.into_iter().map(|entry| entry.mark).collect())
    }

    /// Keeps a mark, in the place of the same one if there is one.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn keep(&self, mark: &Mark) -> io::Result<Changed> {
        let mark = self.in_profile(mark);
        self.change(|kept| match kept.mark.iter_mut().find(|entry| entry.mark.is(&mark)) {
            Some(entry) => entry.mark = mark,
            None => kept.mark.push(Entry { mark, more: toml::Table::new() }),
        })
    }

    /// Takes a mark out.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn drop(&self, mark: &Mark) -> io::Result<Changed> {
        let mark = self.in_profile(mark);
        self.change(|kept| kept.mark.retain(|entry| !entry.mark.is(&mark)))
    }

    fn in_profile(&self, mark: &Mark) -> Mark {
        Mark { file: in_profile(&mark.file, &self.paths), ..mark.clone() }
    }

    fn change(&self, work: impl FnOnce(&mut Kept)) -> io::Result<Changed> {
        let Some(file) = &self.file else { return Err(io::Error::from(io::ErrorKind::NotFound)) };
        let folder = file.parent().unwrap_or(Path::new(""));
        atomic::make(folder)?;
        alone(folder, || {
            let (mut kept, aside) = match self.read() {
                Ok(kept) => (kept, None),
                Err(Unread::Disk(error)) => return Err(error),
                Err(Unread::Spoilt(_)) => (Kept::default(), Some(put_aside(file)?)),
            };
            work(&mut kept);
            let text = toml::to_string(&kept).map_err(io::Error::other)?;
            // Where a link stands in its place, what it leads to is written.
            let real = fs::canonicalize(file).unwrap_or_else(|_| file.clone());
            atomic::write(&real, |out| out.write_all(text.as_bytes()))?;
            Ok(Changed { marks: self.of_run(&kept), aside })
        })
    }

    fn read(&self) -> Result<Kept, Unread> {
        let Some(file) = &self.file else { return Ok(Kept::default()) };
        let size = match fs::metadata(file) {
            Ok(about) => about.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Kept::default()),
            Err(error) => return Err(Unread::Disk(error)),
        };
        if size > LARGEST {
            return Err(Unread::Spoilt(format!("{size} B")));
        }
        let bytes = fs::read(file).map_err(Unread::Disk)?;
        let text = String::from_utf8(bytes).map_err(|error| Unread::Spoilt(error.utf8_error().to_string()))?;
        toml::from_str(&text).map_err(|error| Unread::Spoilt(one_line(&error.to_string())))
    }

    fn told(&self, unread: &Unread) -> Problem {
        let place = self.file.as_ref().map_or_else(String::new, |file| file.display().to_string());
        match unread {
            Unread::Disk(error) => problem::io(place, error),
            Unread::Spoilt(what) => {
                problem::problem(place, (format!("书签读不懂（{what}）"), format!("not a list of bookmarks ({what})")), ASIDE)
            }
        }
    }

    /// Those of this run: of the built-in pages where no paths were named, else of what lies at or below the paths.
    fn of_run(&self, kept: &Kept) -> Vec<Mark> {
        let roots = roots(&self.paths);
        let stdin = self.paths.iter().any(|path| path.as_os_str() == "-");
        let named = |mark: &Mark| match mark.file.as_str() {
            STDIN => stdin.then(|| "-".to_owned()),
            file if self.paths.is_empty() => Path::new(file).is_relative().then(|| file.to_owned()),
            file => {
                let below = roots.iter().any(|(real, _)| Path::new(file).starts_with(real));
                below.then(|| in_run(file, &roots))
            }
        };
        kept.mark.iter().filter_map(|entry| Some(Mark { file: named(&entry.mark)?, ..entry.mark.clone() })).collect()
    }
}

/// Gives a spoilt file a name that nothing has yet: `marks.toml.old`, `marks.toml.old2` …
fn put_aside(file: &Path) -> io::Result<PathBuf> {
    let name = |n: u32| {
        let mut name = file.as_os_str().to_owned();
        name.push(if n == 1 { ".old".to_owned() } else { format!(".old{n}") });
        PathBuf::from(name)
    };
    let free = (1..1_000).map(name).find(|name| !name.exists()).ok_or_else(|| io::Error::from(io::ErrorKind::AlreadyExists))?;
    fs::rename(file, &free).map(|()| free)
}

fn one_line(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['|', '^']));
    lines.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
