//! A cache gives back what was read, notices every change of a file, and believes no damaged byte.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use proptest::prelude::*;

use super::*;
use crate::corpus::{Article, ArticleId, Outline, Page, PageId, Problem};
use crate::store::{Open, open};

const PAGE: &str = "小凌河口开出今春第一班渔船\n\n本报讯 2月25日清晨,锦州港的雾还没散,十四条渔船已经依次解缆。\n";
const OTHER: &str = "纸厂复工\n\n本报讯 3月11日,辽阳的纸厂把机器擦亮,工人排着队回到车间。\n";
const LINES: &str =
    "{\"title\":\"信\",\"content\":\"来信很短。\",\"city\":\"铁岭\",\"date\":\"2020-03-04\",\"mood\":\"calm\"}\n{\"title\":\n";

/// A folder of pages, written long ago, and a cache beside it.
struct Shop {
    root: tempfile::TempDir,
    cache: Cache,
}

impl Shop {
    fn new() -> Self {
        let root = tempfile::tempdir().expect("a folder");
        fs::create_dir(root.path().join("pages")).expect("made");
        let shop = Self { cache: Cache::within(&root.path().join("cache")), root };
        shop.write("2020-02-26-03.txt", PAGE);
        shop.write("b.txt", OTHER);
        shop.write("c.jsonl", LINES);
        shop.write("d.txt", "");
        shop
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join("pages").join(name)
    }

    /// Writes a file an hour ago.
    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("written");
        self.date(name, 3_600);
    }

    fn date(&self, name: &str, seconds_ago: u64) {
        let then = SystemTime::now() - Duration::from_secs(seconds_ago);
        fs::File::options().append(true).open(self.path(name)).and_then(|f| f.set_modified(then)).expect("dated");
    }

    fn paths(&self) -> Vec<PathBuf> {
        vec![self.root.path().join("pages")]
    }

    /// Opens the folder as a run does; gives how many files were read, and what there is.
    fn open(&self) -> (usize, Open) {
        let read = std::sync::atomic::AtomicUsize::new(0);
        let mut open = open(&self.paths(), Reading::default(), &self.cache, &|progress, _| {
            read.fetch_max(progress.done, std::sync::atomic::Ordering::Relaxed);
            ControlFlow::Continue(())
        });
        open.keep().expect("kept");
        (read.into_inner(), open)
    }

    fn file(&self) -> PathBuf {
        self.cache.file(&self.paths(), Reading::default()).expect("a cache")
    }
}

/// Every article with its page, the tree, the problems.
type All = (Vec<(Article, Option<Page>)>, Outline, Vec<Problem>);

/// Everything there is to a corpus but the numbers of its pages, which are those of one run.
fn all(corpus: &Corpus) -> All {
    let with_page = |article: &Article| {
        let page = corpus.page(article.page).map(|page| Page::clone(page));
        (Article { page: PageId(0), ..article.clone() }, page)
    };
    let articles = corpus.articles().map(|(_, article)| with_page(article)).collect();
    (articles, corpus.outline().clone(), corpus.problems().to_vec())
}

#[test]
fn what_was_read_comes_back_the_same_and_no_file_is_read_again() {
    let shop = Shop::new();
    let (read, first) = shop.open();
    assert_eq!((read, first.corpus.len()), (4, 3));
    let opened = shop.cache.open(&shop.paths(), Reading::default()).expect("a cache");
    assert_eq!(opened.corpus().in_memory(), 0, "opening fetches no article");
    let (read, second) = shop.open();
    assert_eq!(read, 0);
    assert_eq!(all(&second.corpus), all(&first.corpus));
    assert!(second.corpus.problems().iter().any(|problem| problem.place.ends_with("c.jsonl:2")));
    let first_page = second.corpus.article(ArticleId(0)).expect("an article").page;
    let name = shop.path("2020-02-26-03.txt").display().to_string();
    assert_eq!(second.corpus.pages_of(&name).next(), Some(first_page));
}

#[test]
fn only_changed_new_and_renamed_files_are_read_again_and_the_outcome_is_that_of_a_fresh_start() {
    let shop = Shop::new();
    shop.open();
    let steps: [(&str, usize, &dyn Fn()); 5] = [
        ("another text of the same length, of another time", 1, &|| {
            fs::write(shop.path("b.txt"), OTHER.replace('纸', "布")).expect("written");
            shop.date("b.txt", 60);
        }),
        // The other page without a year has learned it from a page beside it, and may learn another now.
        ("one more", 2, &|| shop.write("e.txt", "桥修好了\n\n本报讯 2月20日，铁岭的桥修好了。\n")),
        ("one less", 2, &|| fs::remove_file(shop.path("c.jsonl")).expect("removed")),
        ("another name", 2, &|| fs::rename(shop.path("b.txt"), shop.path("a.txt")).expect("renamed")),
        ("what a whole folder is said to be", 4, &|| shop.write("corpus.toml", "city = \"营口\"\n")),
    ];
    for (what, reads, change) in steps {
        change();
        let (read, kept) = shop.open();
        let fresh = open(&shop.paths(), Reading::default(), &Cache::none(), &|_, _| ControlFlow::Continue(()));
        assert_eq!(all(&kept.corpus), all(&fresh.corpus), "{what}");
        assert_eq!(read, reads, "{what}");
    }
}

#[test]
fn a_file_written_within_the_tick_of_the_clock_is_read_again() {
    let shop = Shop::new();
    shop.date("b.txt", 0);
    shop.open();
    fs::write(shop.path("b.txt"), OTHER.replace('纸', "布")).expect("written");
    let (read, kept) = shop.open();
    assert!(read >= 1);
    assert!(kept.corpus.articles().any(|(_, article)| article.headline() == "布厂复工"));
}

#[test]
fn a_cache_of_other_paths_another_encoding_another_build_or_none_at_all_is_no_cache() {
    let shop = Shop::new();
    shop.open();
    let gb = Reading { encoding: Some(encoding_rs::GB18030), ..Reading::default() };
    assert!(shop.cache.open(&shop.paths(), gb).is_none());
    assert!(shop.cache.open(&[shop.path("b.txt")], Reading::default()).is_none());
    assert!(Cache::none().open(&shop.paths(), Reading::default()).is_none());
    assert!(shop.cache.file(&["-".into()], Reading::default()).is_none(), "standard input comes once");
    // The build stands in the second number of the trailer; its hash is made to fit again.
    let mut bytes = fs::read(shop.file()).expect("there");
    let at = bytes.len() - format::Trailer::BYTES;
    bytes[at + 8] ^= 1;
    let end = bytes.len() - 8;
    let hash = xxh3_64(&bytes[at..end]).to_le_bytes();
    bytes[end..].copy_from_slice(&hash);
    fs::write(shop.file(), bytes).expect("written");
    assert!(shop.cache.open(&shop.paths(), Reading::default()).is_none());
    assert_eq!(shop.open().0, 4, "read afresh");
}

#[test]
fn the_cache_lists_what_it_keeps_and_clears_it_with_what_a_killed_run_left() {
    let shop = Shop::new();
    shop.open();
    let folder = shop.cache.folder().expect("a folder").to_path_buf();
    let half = folder.join(".0123456789abcdef.library.4711-0");
    fs::write(&half, "half").expect("written");
    fs::write(folder.join("not ours.txt"), "x").expect("written");
    let listed = shop.cache.list();
    assert_eq!(listed.len(), 2);
    let content = listed.iter().find_map(|kept| kept.content.clone()).expect("a library");
    assert_eq!(content, (vec![shop.paths()[0].display().to_string()], 3));
    let then = SystemTime::now() - Duration::from_hours(2);
    fs::File::options().append(true).open(&half).and_then(|f| f.set_modified(then)).expect("dated");
    shop.write("f.txt", OTHER);
    shop.open();
    assert!(!half.exists(), "an old half is taken away when something is kept");
    let (files, bytes) = shop.cache.clear().expect("cleared");
    assert!(files == 1 && bytes > 0);
    assert_eq!(fs::read_dir(&folder).expect("there").count(), 1, "what is not ours stays");
    assert_eq!(shop.open().0, 5);
}

#[test]
fn a_write_that_is_given_up_leaves_nothing() {
    let shop = Shop::new();
    let mut open = open(&shop.paths(), Reading::default(), &shop.cache, &|_, _| ControlFlow::Continue(()));
    let asked = std::cell::Cell::new(0);
    let twice = || {
        asked.set(asked.get() + 1);
        asked.get() < 3
    };
    open.keep_while(&twice).expect("given up without a word");
    assert!(asked.get() >= 3);
    let left = fs::read_dir(shop.cache.folder().expect("a folder")).expect("made").count();
    assert_eq!(left, 0);
}

/// Opens a file and looks at everything in it. What comes is right or empty, and what is not right is noticed.
fn believed(file: &Path, whole: &Corpus) -> Result<(), TestCaseError> {
    let Some(opened) = Opened::open(file, |corrections| Reread::new(&[], Reading::default(), corrections)) else { return Ok(()) };
    let sound = opened.is_sound();
    let mut right = true;
    for (_, article) in opened.corpus().articles() {
        let same = whole.find(article.key).and_then(|id| whole.article(id)).is_some_and(|other| other.text == article.text);
        prop_assert!(same || article.text.is_empty(), "a text that nobody wrote");
        right &= same;
    }
    for i in 0..8 {
        let _ = opened.corpus().page(PageId(i));
    }
    let known = opened.known();
    prop_assert!(right || (!sound && opened.is_damaged()), "an empty article went unnoticed");
    prop_assert!(!sound || known.is_none_or(|known| known.sheaves.len() == 6), "sound, yet pages are missing");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_damaged_file_is_believed(cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4), keep in proptest::option::of(any::<prop::sample::Index>())) {
        thread_local! {
            static MADE: (Shop, Open, Vec<u8>) = {
                let shop = Shop::new();
                let (_, open) = shop.open();
                let bytes = fs::read(shop.file()).expect("there");
                (shop, open, bytes)
            };
        }
        MADE.with(|(shop, open, bytes)| {
            let mut bytes = bytes.clone();
            for (at, value) in &cuts {
                let at = at.index(bytes.len());
                bytes[at] = *value;
            }
            if let Some(keep) = keep {
                bytes.truncate(keep.index(bytes.len()));
            }
            let file = shop.root.path().join("damaged.library");
            fs::write(&file, &bytes).expect("written");
            believed(&file, &open.corpus)
        })?;
    }

    #[test]
    fn a_record_of_any_bytes_is_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = record::to_article(&bytes, PageId(0));
        let _ = record::to_page(&bytes);
    }
}

#[test]
fn a_half_written_file_pushes_no_library_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let now = std::time::SystemTime::now();
    let put = |name: String, age: u64| {
        let path = folder.path().join(name);
        std::fs::write(&path, "x").expect("written");
        let modified = now - std::time::Duration::from_secs(age);
        std::fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(modified)).expect("dated");
    };
    (0..=KEPT as u64).for_each(|n| put(format!("{n:016x}.{ENDING}"), 60 + n));
    put(format!(".0.{ENDING}.1"), 0);
    put(format!(".1.{ENDING}.2"), 2 * HALF.as_secs());
    Cache::within(folder.path()).make_room();
    let there = |name: String| folder.path().join(name).exists();
    let left = (0..=KEPT as u64).filter(|n| there(format!("{n:016x}.{ENDING}"))).count();
    assert_eq!(left, KEPT, "the oldest alone has gone");
    assert!(
        there(format!(".0.{ENDING}.1")) && !there(format!(".1.{ENDING}.2")),
        "it may still be written; the other is left over"
    );
}
