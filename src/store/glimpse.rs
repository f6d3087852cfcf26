//! The first page of a folder, without looking at all the others: something to read while a large folder is still walked.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::errata;
use super::given::{self, Given};
use super::read::{self, Job, Reading};
use super::walk::Found;
use crate::corpus::{Draft, PageId, Sheaf};
use crate::import::corrections::Corrections;

/// Larger files are not read for a glimpse.
const LARGEST: u64 = 1 << 20;

/// Files that are tried: the first ones of a folder may be pictures.
const TRIED: usize = 8;

/// The first page that has an article, in the order of reading. The rest of the folder is not looked at.
pub(super) fn first_page(paths: &[PathBuf], how: Reading) -> Option<Sheaf> {
    let files = paths.iter().flat_map(|path| {
        let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
        let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
        let shown = walk.filter_entry(move |entry| entry.depth() == 0 || !hidden(entry.file_name()));
        let page = |entry: &walkdir::DirEntry| {
            entry.file_type().is_file() && ![given::NAME, errata::NAME].iter().any(|stated| entry.file_name() == *stated)
        };
        shown.flatten().filter(page).map(walkdir::DirEntry::into_path)
    });
    files.take(TRIED).find_map(|path| of_file(&path, paths, how))
}

fn of_file(path: &Path, paths: &[PathBuf], how: Reading) -> Option<Sheaf> {
    let meta = fs::metadata(path).ok().filter(|meta| meta.len() <= LARGEST)?;
    let given = Given::above(path, paths);
    let job = Job { encoding: how.encoding, given: given.of(path), errata: &Corrections::default() };
    let mut first: Option<Draft> = None;
    let found = Found { path: path.to_path_buf(), size: meta.len(), modified: None, named: false };
    read::file(&found, job, &mut |draft| {
        first = Some(draft).filter(|draft| !draft.articles.is_empty());
        ControlFlow::Break(())
    });
    first.map(|draft| Sheaf::new(draft, PageId(0), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_page_with_an_article_is_read_as_its_folder_says_and_no_other() {
        let root = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(root.path().join(name), text).expect("written");
        let page = |headline: &str| format!("{headline}\n\n本报讯 2月25日，头一班船解了缆，码头上站满了人。\n");
        write("corpus.toml", "city = \"营口\"\nyear = 2019\n");
        fs::write(root.path().join("a.jpg"), b"\xff\xd8\xff\xe0\x00\x10JFIF").expect("written");
        write("港.txt", &page("港口开航"));
        write("渡.txt", &page("旧码头"));
        let paths = [root.path().to_path_buf()];
        let sheaf = first_page(&paths, Reading::default()).expect("a page");
        assert!(sheaf.file.ends_with("渡.txt"), "{}", sheaf.file);
        assert_eq!((sheaf.articles.len(), sheaf.articles[0].0.city.as_deref()), (1, Some("营口")));
        assert!(first_page(&["没有".into(), "-".into()], Reading::default()).is_none());
    }
}
