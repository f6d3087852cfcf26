//! The lines of one page, read again when somebody asks for them: what a large library does not keep in memory.
//!
//! The file is opened where it was; a text that is not the one the articles were made from gives nothing.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::given::Given;
use super::read::{self, Job, Reading};
use super::walk::Found;
use crate::corpus::{Page, Sources};
use crate::import::corrections::Corrections;

/// Reads pages of these paths again.
#[derive(Debug, Clone)]
pub(super) struct Reread {
    paths: Vec<PathBuf>,
    how: Reading,
    corrections: Corrections,
}

impl Reread {
    /// `corrections` are those the pages were read with.
    pub(super) fn new(paths: &[PathBuf], how: Reading, corrections: &Corrections) -> Self {
        Self { paths: paths.to_vec(), how, corrections: corrections.clone() }
    }
}

impl Sources for Reread {
    fn page(&self, name: &str, text: u64) -> Option<Page> {
        // A member of an archive lies in the file that is the first above it.
        let path = Path::new(name).ancestors().find(|path| path.is_file())?;
        let given = Given::above(path, &self.paths);
        let file = Found { path: path.to_path_buf(), size: path.metadata().ok()?.len(), modified: None, named: false };
        let job = Job { encoding: self.how.encoding, given: given.of(path), errata: &self.corrections };
        let mut page = None;
        read::file(&file, job, &mut |draft| {
            let same = !draft.page.lines.is_empty() && xxhash_rust::xxh3::xxh3_64(draft.page.text.as_bytes()) == text;
            if same && *draft.page.file == *name {
                page = Some(draft.page);
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        page
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::corpus::{ArticleId, Corpus, Sheaf};
    use crate::store::library::load;

    /// The corpus of a folder as a library too large for its lines has it.
    fn large(folder: &Path) -> Corpus {
        let paths = vec![folder.to_path_buf()];
        let library = load(&paths, Reading::default(), None, &|_, _| ControlFlow::Continue(()));
        let drafts: Vec<_> = library.drafts().collect();
        let bare = drafts.into_iter().enumerate().map(|(i, draft)| Sheaf::new(draft, crate::corpus::PageId(i as u32), false));
        let sources = Reread::new(&paths, Reading::default(), &Corrections::default());
        Corpus::hang(bare.collect(), None, crate::text::pinyin::sort_key).with_sources(std::sync::Arc::new(sources))
    }

    const PAGE: &str = "港口开航\n\n本报讯 2月25日，锦州港的头一班船解了缆，码头上站满了人。\n";

    #[test]
    fn lines_that_are_not_kept_are_read_again_when_asked_for() {
        let root = tempfile::tempdir().expect("a folder");
        fs::write(root.path().join("a.txt"), PAGE).expect("written");
        fs::write(root.path().join("corpus.toml"), "city = \"营口\"\nyear = 2019\n").expect("written");
        let corpus = large(root.path());
        let page = corpus.article(ArticleId(0)).expect("an article").page;
        assert!(corpus.page(page).is_some_and(|page| page.lines.is_empty() && page.text.is_empty()));
        let source = corpus.source(page).expect("a page");
        assert_eq!((source.text.as_str(), source.lines.len()), (PAGE, 2));
        let corrected = corpus.draft(page).expect("a draft").page;
        assert_eq!(corrected.lines.len(), 2, "corrections work on them");
    }

    #[test]
    fn a_page_that_has_changed_since_gives_no_lines() {
        let root = tempfile::tempdir().expect("a folder");
        fs::write(root.path().join("a.txt"), PAGE).expect("written");
        let corpus = large(root.path());
        fs::write(root.path().join("a.txt"), PAGE.replace('船', "车")).expect("written");
        let page = corpus.article(ArticleId(0)).expect("an article").page;
        assert!(corpus.source(page).is_some_and(|page| page.lines.is_empty()));
        fs::write(root.path().join("a.txt"), PAGE).expect("written");
        assert!(corpus.source(page).is_some_and(|page| page.lines.is_empty()), "it is asked once, not in every frame");
    }
}
