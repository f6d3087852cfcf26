//! `corpus.toml`: what the reader says of a folder once for all its pages: paper, edition, year, city.

use std::fs;
use std::path::{Path, PathBuf};

use super::problem::{self, SKIPPED};
use super::walk::Found;
use crate::corpus::{Day, Problem};
use crate::import::metadata::{Hints, city_name};

/// The name of the file.
pub(super) const NAME: &str = "corpus.toml";

/// What is stated of each folder that has such a file.
#[derive(Debug, Default)]
pub(super) struct Given {
    folders: Vec<(PathBuf, Hints)>,
    nothing: Hints,
}

impl Given {
    /// Reads the `corpus.toml` files among the files found and takes them out.
    pub(super) fn take(files: &mut Vec<Found>) -> (Self, Vec<Problem>) {
        let (mut given, mut problems) = (Self::default(), Vec::new());
        files.retain(|found| {
            let ours = !found.named && found.path.file_name().is_some_and(|name| name == NAME);
            if ours {
                match read(&found.path) {
                    Ok(hints) => given.folders.push((found.path.parent().unwrap_or(Path::new("")).to_path_buf(), hints)),
                    Err(problem) => problems.push(problem),
                }
            }
            !ours
        });
        (given, problems)
    }

    /// What the folders above one file state, as far up as the paths of a run reach.
    pub(super) fn above(file: &Path, paths: &[PathBuf]) -> Self {
        let stated = file.ancestors().skip(1).map(|folder| folder.join(NAME));
        let in_run = |stated: &PathBuf| paths.iter().any(|given| stated.starts_with(given)) && stated.is_file();
        let found = |path| Found { path, size: 0, modified: None, named: false };
        Self::take(&mut stated.filter(in_run).map(found).collect()).0
    }

    /// What is stated of a file: by the nearest folder that says something.
    pub(super) fn of(&self, file: &Path) -> &Hints {
        let above = self.folders.iter().filter(|(folder, _)| file.starts_with(folder));
        above.max_by_key(|(folder, _)| folder.components().count()).map_or(&self.nothing, |(_, hints)| hints)
    }
}

fn read(path: &Path) -> Result<Hints, Problem> {
    let place = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| problem::io(&place, &error))?;
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| text.get(..span.start).unwrap_or(&text).lines().count().max(1));
        problem::problem(
            format!("{place}:{line}"),
            (format!("不是 TOML（{}）", error.message()), format!("not TOML ({})", error.message())),
            SKIPPED,
        )
    })?;
    let get = |names: &[&str]| names.iter().find_map(|name| table.get(*name));
    let text = |names: &[&str]| get(names).and_then(toml::Value::as_str).map(str::to_owned);
    let year = get(&["year", "default_year"]).and_then(toml::Value::as_integer).and_then(|year| i16::try_from(year).ok());
    let published = get(&["date"]).and_then(|date| date.to_string().trim_matches('"').parse::<Day>().ok());
    Ok(Hints {
        published,
        year: year.filter(|year| (1815..=2200).contains(year)),
        city: text(&["city"]).map(|city| city_name(&city).into()),
        paper: text(&["paper"]),
        edition: text(&["edition"]),
        line: 0,
    })
}
