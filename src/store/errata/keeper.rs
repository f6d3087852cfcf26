//! Writes corrections down, and takes them back: beside the pages first, else in the profile.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{NAME, Whose, below, in_profile, in_run, read, roots};
use crate::import::corrections::{Corrections, Fix};
use crate::import::metadata::Hints;
use crate::store::alone::alone;
use crate::store::atomic;
use crate::store::given::Given;

/// Where the corrections of a run are kept.
#[derive(Debug, Clone)]
pub struct Errata {
    paths: Vec<PathBuf>,
    profile: Option<PathBuf>,
}

/// A file of corrections, and what the page is called in it.
#[derive(Debug)]
struct Place {
    toml: PathBuf,
    name: String,
    /// In the profile files have other names than beside the pages.
    in_profile: bool,
}

impl Place {
    /// Reads and writes the file while no other reader does.
    fn alone<T>(&self, work: impl FnOnce() -> T) -> T {
        alone(self.toml.parent().unwrap_or(Path::new("")), work)
    }
}

impl Errata {
    /// Of a run that reads these paths; none: the built-in pages.
    pub fn of(paths: &[PathBuf], whose: Whose) -> Self {
        Self { paths: paths.to_vec(), profile: whose.file() }
    }

    /// With a profile of one's own choosing, for tests.
    pub fn within(profile: &Path, paths: &[PathBuf]) -> Self {
        Self { paths: paths.to_vec(), profile: Some(profile.join(NAME)) }
    }

    /// Keeps a correction; gives the file it stands in now.
    ///
    /// # Errors
    /// It can be written nowhere. Files that cannot be understood are left as they are.
    pub fn keep(&self, fix: &Fix) -> io::Result<PathBuf> {
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        for place in self.places(&fix.file) {
            // Where there is no such folder and none can be made, writing says so.
            let _ = place.toml.parent().map(atomic::make);
            match place.alone(|| append(&place.toml, &Fix { file: place.name.clone(), ..fix.clone() })) {
                Ok(()) => return Ok(place.toml),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Takes the newest correction back that equals this one; whether there was one. It may stand in the profile because the file beside
    /// the page cannot be read, so that does not stop the search.
    ///
    /// # Errors
    /// The disk refuses, and it was found nowhere.
    pub fn take_back(&self, fix: &Fix) -> io::Result<bool> {
        let mut refused = None;
        for place in self.places(&fix.file) {
            let named = Fix { file: place.name.clone(), ..fix.clone() };
            let taken = place.alone(|| {
                let Some(kept) = there(&place.toml)? else { return Ok(false) };
                match kept.fix.iter().rposition(|other| *other == named) {
                    Some(at) => without(&place.toml, kept, at).map(|()| true),
                    None => Ok(false),
                }
            });
            match taken {
                Ok(true) => return Ok(true),
                Ok(false) => {}
                Err(error) => refused = Some(error),
            }
        }
        refused.map_or(Ok(false), Err)
    }

    /// The newest correction that is kept of a page, taken back; and those that stay, in the order they are applied in. What stands in
    /// a file that cannot be read is not applied, and counts for nothing here either.
    ///
    /// # Errors
    /// The disk refuses; nothing was taken back then.
    pub fn take_newest(&self, file: &str, hash: &str) -> io::Result<(Option<Fix>, Vec<Fix>)> {
        let (mut newest, mut rest, mut refused) = (None, Vec::new(), None);
        // The last file is the last applied: its last correction is the newest there is.
        for place in self.places(file).into_iter().rev() {
            place.alone(|| -> io::Result<()> {
                let kept = match there(&place.toml) {
                    Ok(Some(kept)) => kept,
                    Ok(None) => return Ok(()),
                    Err(error) => {
                        refused = Some(error);
                        return Ok(());
                    }
                };
                let of_page = |fix: &&Fix| fix.hash == hash;
                let mut own: Vec<Fix> = kept.fix.iter().filter(of_page).map(|fix| self.as_in_run(&place, fix)).collect();
                if newest.is_none()
                    && let Some(at) = kept.fix.iter().rposition(|fix| fix.hash == hash)
                {
                    without(&place.toml, kept, at)?;
                    newest = own.pop();
                }
                rest.splice(0..0, own);
                Ok(())
            })?;
        }
        match refused {
            Some(error) if newest.is_none() => Err(error),
            _ => Ok((newest, rest)),
        }
    }

    /// What `corpus.toml` states of a page, which counts again once a correction is taken back.
    pub fn stated(&self, file: &str) -> Hints {
        // A member of an archive lies in the file that is the first above it.
        let path = Path::new(file).ancestors().find(|path| path.is_file());
        path.map_or_else(Hints::default, |path| Given::above(path, &self.paths).of(path).clone())
    }

    fn as_in_run(&self, place: &Place, fix: &Fix) -> Fix {
        let file = if place.in_profile { in_run(&fix.file, &roots(&self.paths)) } else { below(&place.toml, &fix.file) };
        Fix { file, ..fix.clone() }
    }

    /// Where a correction of this file may stand, the best place first: beside the page, where that was found in a folder, then in the profile.
    fn places(&self, file: &str) -> Vec<Place> {
        let path = Path::new(file);
        let named =
            file == "-" || self.paths.is_empty() || self.paths.iter().any(|given| path.starts_with(given) && given.is_file());
        let folder = path.ancestors().skip(1).find(|above| if above.as_os_str().is_empty() { true } else { above.is_dir() });
        let beside = folder.filter(|_| !named).and_then(|folder| {
            let name = path.strip_prefix(folder).ok()?.to_str()?.to_owned();
            Some(Place { toml: folder.join(NAME), name, in_profile: false })
        });
        let name = in_profile(file, &self.paths);
        let profile = self.profile.clone().map(|toml| Place { toml, name, in_profile: true });
        beside.into_iter().chain(profile).collect()
    }
}

/// What stands in a file; `None` where there is none.
fn there(toml: &Path) -> io::Result<Option<Corrections>> {
    if !toml.exists() {
        return Ok(None);
    }
    read(toml).map(Some).map_err(|problem| io::Error::other(problem.cause_en))
}

/// Adds a correction at the end, what stands there, comments too, stays as it is.
fn append(toml: &Path, fix: &Fix) -> io::Result<()> {
    let mut text = match there(toml)? {
        Some(_) => fs::read_to_string(toml)?,
        None => String::new(),
    };
    if !text.is_empty() {
        text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
    }
    text.push_str(&block(fix));
    put(toml, &text)
}

/// Writes the file without correction `at`; where nothing is left, takes it away.
fn without(toml: &Path, mut kept: Corrections, at: usize) -> io::Result<()> {
    let text = fs::read_to_string(toml)?;
    kept.fix.remove(at);
    // Its lines are cut out, so that what a person wrote above and below stays as it is.
    match cut(&text, at) {
        Some(rest) if rest.trim().is_empty() => fs::remove_file(toml),
        Some(rest) if Corrections::parse(&rest).as_ref() == Ok(&kept) => put(toml, &rest),
        _ if kept.fix.is_empty() => fs::remove_file(toml),
        _ => put(toml, &kept.print()),
    }
}

/// The text without the lines of one `[[fix]]`. Comments above it stay, and so do those above the next; `None` where it is written in
/// another way.
fn cut(text: &str, at: usize) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut heads = lines.iter().enumerate().filter(|(_, line)| line.trim() == "[[fix]]").map(|(n, _)| n).skip(at);
    let (from, next) = (heads.next()?, heads.next().unwrap_or(lines.len()));
    let own = lines.get(from..next)?;
    let about_next = own.iter().rev().take_while(|line| line.trim().is_empty() || line.trim_start().starts_with('#')).count();
    let about_next = if next == lines.len() { 0 } else { about_next };
    let (above, below) = (lines.get(..from)?.join("\n"), lines.get(next - about_next..)?.join("\n"));
    let rest: Vec<&str> = [above.trim(), below.trim()].into_iter().filter(|text| !text.is_empty()).collect();
    Some(format!("{}\n", rest.join("\n\n")))
}

fn block(fix: &Fix) -> String {
    Corrections { fix: vec![fix.clone()] }.print()
}

fn put(toml: &Path, text: &str) -> io::Result<()> {
    // Where a link stands in its place, what it leads to is written.
    let real = fs::canonicalize(toml).unwrap_or_else(|_| toml.to_path_buf());
    atomic::write(&real, |out| out.write_all(text.as_bytes()))
}
