//! Feeds on folders of our own: what comes first, what comes after, how one is stopped, what a watched one brings.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::*;

/// Longer than any step of these tests takes; only a test that fails waits so long.
const LONG: Duration = Duration::from_mins(1);

/// Writes a page an hour ago.
fn page(folder: &Path, name: &str, headline: &str) {
    let path = folder.join(name);
    fs::write(&path, format!("{headline}\n\n本报讯 2020年2月25日，锦州港的雾散了，渔船解了缆。\n")).expect("written");
    let then = SystemTime::now() - Duration::from_hours(1);
    fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(then)).expect("dated");
}

fn folder(pages: usize) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    for i in 0..pages {
        page(root.path(), &format!("{i:03}.txt"), &format!("第{i}号"));
    }
    root
}

fn wanted(root: &Path, cache: &Cache) -> Wanted {
    Wanted { paths: vec![root.to_path_buf()], cache: cache.clone(), ..Wanted::default() }
}

/// The next thing but counts.
fn next(feed: &mut Feed) -> Option<Grown> {
    loop {
        match feed.next(LONG) {
            Some(Grown::Progress(..)) => {}
            other => return other,
        }
    }
}

fn done(feed: &mut Feed) -> Done {
    loop {
        match next(feed).expect("an end") {
            Grown::Done(done) => return done,
            Grown::Unkept(error) => panic!("{error}"),
            _ => {}
        }
    }
}

#[test]
fn the_built_in_pages_come_at_once_and_in_one_piece() {
    let mut feed = Feed::start(Wanted::default());
    let Grown::Done(done) = feed.first() else { panic!("everything") };
    assert!(!done.corpus.is_empty() && feed.is_done());
}

#[test]
fn a_missing_path_is_done_with_a_problem() {
    let mut feed = Feed::start(Wanted { paths: vec![PathBuf::from("没有")], ..Wanted::default() });
    let Grown::Done(done) = feed.first() else { panic!("everything") };
    assert_eq!((done.corpus.len(), done.corpus.problems().len()), (0, 1));
}

#[test]
fn a_cached_library_comes_before_a_file_is_looked_at_and_then_what_has_changed() {
    let (root, kept) = (folder(5), tempfile::tempdir().expect("a folder"));
    let cache = Cache::within(kept.path());
    let mut feed = Feed::start(wanted(root.path(), &cache));
    assert_eq!(done(&mut feed).end, End::Read);
    assert!(next(&mut feed).is_none(), "the cache is written by now");

    let mut feed = Feed::start(wanted(root.path(), &cache));
    let Grown::Corpus(first) = feed.first() else { panic!("the cached library") };
    assert_eq!((first.len(), first.in_memory()), (5, 0));
    assert_eq!(done(&mut feed).end, End::AsCached);
    assert!(next(&mut feed).is_none());

    page(root.path(), "2.txt", "新来的一张");
    let mut feed = Feed::start(wanted(root.path(), &cache));
    let Grown::Corpus(first) = feed.first() else { panic!("the cached library") };
    assert_eq!(first.len(), 5);
    let done = done(&mut feed);
    let End::Renewed(came) = &done.end else { panic!("{:?}", done.end) };
    let fresh = came.first.and_then(|id| came.corpus.article(id)).map(|article| article.headline().to_owned());
    assert_eq!((came.files, came.articles, done.corpus.len(), fresh.as_deref()), (1, 1, 6, Some("新来的一张")));
}

#[test]
fn a_damaged_cache_is_shown_no_longer_than_it_takes_to_see_that_and_then_all_is_read() {
    let (root, kept) = (folder(5), tempfile::tempdir().expect("a folder"));
    let cache = Cache::within(kept.path());
    let mut feed = Feed::start(wanted(root.path(), &cache));
    done(&mut feed);
    assert!(next(&mut feed).is_none());
    let file = fs::read_dir(kept.path()).expect("there").next().expect("a library").expect("readable").path();
    let mut bytes = fs::read(&file).expect("readable");
    bytes[40] ^= 0x20;
    fs::write(&file, bytes).expect("written");
    let mut feed = Feed::start(wanted(root.path(), &cache));
    let done = done(&mut feed);
    assert_eq!(done.end, End::Read);
    assert!(done.corpus.articles().all(|(_, article)| !article.text.is_empty()));
}

#[test]
fn a_stopped_feed_ends_with_what_was_read_by_then_and_keeps_no_cache_of_it() {
    let (root, kept) = (folder(200), tempfile::tempdir().expect("a folder"));
    let mut feed = Feed::start(wanted(root.path(), &Cache::within(kept.path())));
    feed.stop().now();
    let done = done(&mut feed);
    assert_eq!(done.end, End::Stopped);
    assert!(done.corpus.len() < 200 && done.corpus.len() == done.progress.done, "{} articles", done.corpus.len());
    assert!(next(&mut feed).is_none());
    assert_eq!(fs::read_dir(kept.path()).map_or(0, Iterator::count), 0);
}

#[test]
fn a_watched_folder_brings_what_is_new_changed_and_gone_and_says_nothing_when_nothing_is() {
    let (root, kept) = (folder(3), tempfile::tempdir().expect("a folder"));
    let cache = Cache::within(kept.path());
    let mut feed = Feed::start(Wanted { watch: Some(Duration::from_millis(5)), ..wanted(root.path(), &cache) });
    assert_eq!(done(&mut feed).corpus.len(), 3);
    let mut came = || loop {
        match next(&mut feed) {
            Some(Grown::Came(came)) => return came,
            Some(_) => {}
            None => panic!("it is watched no more"),
        }
    };
    page(root.path(), "new.txt", "新来的一张");
    let new = came();
    assert_eq!((new.files, new.articles, new.corpus.len()), (1, 1, 4));
    page(root.path(), "001.txt", "另一个很长的标题");
    let changed = came();
    assert_eq!((changed.files, changed.corpus.len()), (1, 4));
    assert!(changed.corpus.articles().any(|(_, article)| article.headline() == "另一个很长的标题"));
    fs::remove_file(root.path().join("000.txt")).expect("removed");
    let gone = came();
    assert_eq!((gone.files, gone.articles, gone.corpus.len()), (1, 0, 3));
    assert!(feed.next(Duration::from_millis(50)).is_none() && !feed.is_over());
}

#[test]
fn a_page_of_a_large_library_shows_its_lines_while_the_rest_is_still_read() {
    let root = folder(3);
    // What is too much to be kept in memory is counted by the sizes of the files, whatever is in them.
    fs::File::create(root.path().join("large.txt")).and_then(|file| file.set_len(9 << 20)).expect("made");
    let (sender, letters) = mpsc::channel();
    let wanted = wanted(root.path(), &Cache::none());
    let again = Again::new(wanted.clone());
    let reader = Reader { wanted, stop: Stop::default(), left: Stop::default(), again, sender };
    let now = Instant::now();
    let desk = Mutex::new(Desk { arrived: Vec::new(), due: Some((now, 1)), told: now, last: Progress::default() });
    reader.load_into(None, now, &desk);
    let growing = letters.try_iter().find_map(|grown| if let Grown::Corpus(corpus) = grown { Some(corpus) } else { None });
    let growing = growing.expect("a corpus before the end");
    let page = growing.articles().next().map(|(_, article)| article.page).expect("an article");
    assert!(growing.page(page).is_some_and(|page| page.lines.is_empty()), "its lines are not kept");
    assert_eq!(growing.source(page).map(|page| page.lines.len()), Some(2), "and are read again when asked for");
}

/// What looking again brings, but counts.
fn looked_again(again: &Again) -> Vec<Grown> {
    let told = Mutex::new(Vec::new());
    again.look(&Stop::default(), &|grown| told.lock().expect("told").push(grown));
    told.into_inner().expect("told").into_iter().filter(|grown| !matches!(grown, Grown::Progress(..))).collect()
}

#[test]
fn a_file_that_can_be_read_by_now_is_read_when_one_looks_again_and_what_is_as_it_was_is_said_to_be() {
    let kept = tempfile::tempdir().expect("a folder");
    for cache in [Cache::within(kept.path()), Cache::none()] {
        let root = folder(3);
        fs::write(root.path().join("bad.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\0").expect("written");
        let mut feed = Feed::start(wanted(root.path(), &cache));
        assert_eq!(done(&mut feed).corpus.problems().len(), 1);
        assert!(next(&mut feed).is_none(), "nobody watches");
        let again = feed.again();
        assert!(matches!(looked_again(&again)[..], [Grown::AsBefore]));
        page(root.path(), "bad.txt", "能读了");
        let looked = looked_again(&again);
        let [Grown::Came(came)] = &looked[..] else { panic!("{looked:?}") };
        assert_eq!((came.files, came.articles, came.corpus.len(), came.corpus.problems().len()), (1, 1, 4, 0));
        assert!(matches!(looked_again(&again)[..], [Grown::AsBefore]), "once");
    }
}

#[test]
fn what_was_put_right_before_the_run_stays_so_when_one_looks_again() {
    use crate::store::errata::Whose;
    let root = folder(2);
    let text = fs::read_to_string(root.path().join("000.txt")).expect("there");
    let hash = crate::import::corrections::hash(&text);
    let put = format!("[[fix]]\nfile = \"000.txt\"\nhash = \"{hash}\"\nline = 1\nact = \"set\"\ncity = \"营口\"\n");
    fs::write(root.path().join("corrections.toml"), put).expect("written");
    let how = Reading { corrections: Whose::Users, ..Reading::default() };
    let mut feed = Feed::start(Wanted { how, ..wanted(root.path(), &Cache::none()) });
    let before = done(&mut feed).corpus;
    // What is put right in the run is the reader's; the file of it is not read again.
    fs::write(root.path().join("corrections.toml"), "").expect("written");
    page(root.path(), "002.txt", "新来的一张");
    let looked = looked_again(&feed.again());
    let [Grown::Came(came)] = &looked[..] else { panic!("{looked:?}") };
    let cities = |corpus: &Corpus| corpus.articles().filter_map(|(_, article)| article.city.clone()).collect::<Vec<_>>();
    assert_eq!((before.len(), came.corpus.len()), (2, 3));
    let yingkou = |corpus: &Corpus| cities(corpus).iter().filter(|city| &***city == "营口").count();
    assert_eq!(yingkou(&before), yingkou(&came.corpus));
}

#[test]
fn a_reading_that_was_stopped_goes_on_when_one_looks_again() {
    let root = folder(200);
    let mut feed = Feed::start(wanted(root.path(), &Cache::none()));
    feed.stop().now();
    let stopped = done(&mut feed);
    assert_eq!(stopped.end, End::Stopped);
    let looked = looked_again(&feed.again());
    let [Grown::Came(came)] = &looked[..] else { panic!("{looked:?}") };
    assert_eq!((came.corpus.len(), came.files), (200, 200 - stopped.corpus.len()));
}

#[test]
fn who_watches_looks_at_once_when_asked_and_says_that_nothing_has_changed() {
    let root = folder(2);
    let watch = Some(Duration::from_hours(1));
    let mut feed = Feed::start(Wanted { watch, ..wanted(root.path(), &Cache::none()) });
    done(&mut feed);
    let again = feed.again();
    assert!(looked_again(&again).is_empty(), "the thread that watches tells it");
    assert!(matches!(next(&mut feed), Some(Grown::AsBefore)));
    page(root.path(), "new.txt", "新来的一张");
    looked_again(&again);
    assert!(matches!(next(&mut feed), Some(Grown::Came(came)) if came.articles == 1));
}
