//! `corpus.toml`: what the reader says of a folder once for all its pages: paper, edition, year or date, city.
//!
//! A person writes it, so what is not understood is said, a line each, and the rest of the file counts.

use std::fs;
use std::path::{Path, PathBuf};

use super::problem::{self, SKIPPED};
use super::walk::Found;
use crate::corpus::{Day, Problem, YEARS};
use crate::import::address::city_name;
use crate::import::metadata::Hints;

/// The name of the file.
pub(super) const NAME: &str = "corpus.toml";

/// Larger files are not ours.
const LARGEST: u64 = 1 << 20;

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
                    Ok((hints, odd)) => {
                        given.folders.push((found.path.parent().unwrap_or(Path::new("")).to_path_buf(), hints));
                        problems.extend(odd);
                    }
                    Err(problem) => problems.push(problem),
                }
            }
            !ours
        });
        (given, problems)
    }

    /// What the folders above one file state, as far up as the paths of a run reach: for a file that was named itself, its own folder.
    pub(super) fn above(file: &Path, paths: &[PathBuf]) -> Self {
        let stated = file.ancestors().skip(1).map(|folder| folder.join(NAME));
        let reaches = |stated: &Path, given: &PathBuf| {
            stated.starts_with(given) || (file.starts_with(given) && given.is_file() && given.parent() == stated.parent())
        };
        let in_run = |stated: &PathBuf| paths.iter().any(|given| reaches(stated, given)) && stated.is_file();
        let found = |path| Found { path, size: 0, modified: None, named: false };
        Self::take(&mut stated.filter(in_run).map(found).collect()).0
    }

    /// What is stated of a file: by the nearest folder that says something.
    pub(super) fn of(&self, file: &Path) -> &Hints {
        let above = self.folders.iter().filter(|(folder, _)| file.starts_with(folder));
        above.max_by_key(|(folder, _)| folder.components().count()).map_or(&self.nothing, |(_, hints)| hints)
    }
}

/// What a file states, and what of it is not understood.
fn read(path: &Path) -> Result<(Hints, Vec<Problem>), Problem> {
    let place = path.display().to_string();
    let size = fs::metadata(path).map_err(|error| problem::io(&place, &error))?.len();
    if size > LARGEST {
        return Err(problem::problem(place, ("太大，不像 corpus.toml", "too large for a corpus.toml"), SKIPPED));
    }
    let text = fs::read_to_string(path).map_err(|error| problem::io(&place, &error))?;
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| 1 + text.get(..span.start).unwrap_or(&text).matches('\n').count());
        problem::problem(
            format!("{place}:{line}"),
            (format!("不是 TOML（{}）", error.message()), format!("not TOML ({})", error.message())),
            SKIPPED,
        )
    })?;
    let (mut hints, mut odd) = (Hints::default(), Vec::new());
    for (name, value) in &table {
        if !take(name, value, &mut hints) {
            let line = 1 + text.lines().position(|line| line.trim_start().starts_with(name)).unwrap_or(0);
            let cause = if KEYS.contains(&name.as_str()) {
                (format!("{name} 的值不对"), format!("{name} cannot be that"))
            } else {
                (format!("没有 {name} 这一项"), format!("no such thing as {name}"))
            };
            let remedy = (
                "可写 paper、edition、year（2020）、date（2020-02-26）、city",
                "there are paper, edition, year (2020), date (2020-02-26) and city",
            );
            odd.push(problem::problem(format!("{place}:{line}"), cause, remedy));
        }
    }
    Ok((hints, odd))
}

/// What may be stated.
const KEYS: [&str; 6] = ["paper", "edition", "year", "default_year", "date", "city"];

/// Takes one statement; false where it is none.
fn take(name: &str, value: &toml::Value, hints: &mut Hints) -> bool {
    let text = || value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    match name {
        "paper" => hints.paper = text(),
        "edition" => hints.edition = value.as_integer().map(|number| number.to_string()).or_else(text),
        "city" => hints.city = text().map(|city| city_name(&city).into()),
        "date" => hints.published = value.to_string().trim_matches('"').parse::<Day>().ok(),
        "year" | "default_year" => {
            let year = value.as_integer().and_then(|year| i16::try_from(year).ok());
            hints.year = year.filter(|year| YEARS.contains(year));
        }
        _ => return false,
    }
    match name {
        "paper" => hints.paper.is_some(),
        "edition" => hints.edition.is_some(),
        "city" => hints.city.is_some(),
        "date" => hints.published.is_some(),
        _ => hints.year.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text states, and where what is odd in it stands.
    fn stated(text: &str) -> (Hints, Vec<String>) {
        let root = tempfile::tempdir().expect("a folder");
        let path = root.path().join(NAME);
        fs::write(&path, text).expect("written");
        let (given, problems) = Given::take(&mut vec![Found { path, size: 0, modified: None, named: false }]);
        let place = |problem: &Problem| problem.place.rsplit_once(':').map_or("", |(_, line)| line).to_owned();
        (given.of(&root.path().join("a.txt")).clone(), problems.iter().map(place).collect())
    }

    #[test]
    fn a_folder_states_paper_page_day_and_city() {
        let (hints, odd) = stated("paper = \"锦州日报\"\nedition = 3\nyear = 2020\ndate = 2020-02-26\ncity = \"辽宁省锦州市\"\n");
        assert_eq!((hints.paper.as_deref(), hints.edition.as_deref(), hints.year), (Some("锦州日报"), Some("3"), Some(2020)));
        assert_eq!(hints.published.map(|day| day.to_string()).as_deref(), Some("2020-02-26"));
        assert_eq!((hints.city.as_deref(), odd.len()), (Some("锦州"), 0));
    }

    #[test]
    fn what_is_not_understood_is_said_with_its_line_and_the_rest_counts() {
        let (hints, odd) = stated("city = \"锦州\"\npapre = \"某报\"\nyear = 20200\ndate = \"昨天\"\n");
        assert_eq!((hints.city.as_deref(), hints.year, hints.published), (Some("锦州"), None, None));
        assert_eq!(odd.iter().map(String::as_str).collect::<std::collections::BTreeSet<_>>(), ["2", "3", "4"].into());
        assert_eq!(stated("city = \"锦州\"\n= 3\n").1, ["2"]);
        assert_eq!(stated("city = ").1, ["1"]);
    }

    #[test]
    fn a_file_that_was_named_itself_hears_its_own_folder_and_none_above() {
        let root = tempfile::tempdir().expect("a folder");
        let inner = root.path().join("锦州");
        fs::create_dir(&inner).expect("made");
        fs::write(root.path().join(NAME), "city = \"营口\"\n").expect("written");
        fs::write(inner.join("a.txt"), "文").expect("written");
        let city = |paths: &[PathBuf]| {
            let file = inner.join("a.txt");
            Given::above(&file, paths).of(&file).city.as_deref().map(str::to_owned)
        };
        assert_eq!(city(&[inner.join("a.txt")]), None);
        assert_eq!(city(&[root.path().to_path_buf()]).as_deref(), Some("营口"));
        fs::write(inner.join(NAME), "city = \"锦州\"\n").expect("written");
        for paths in [inner.join("a.txt"), inner.clone(), root.path().to_path_buf()] {
            assert_eq!(city(&[paths]).as_deref(), Some("锦州"));
        }
    }
}
