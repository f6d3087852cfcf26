//! Reading in while someone reads, through the real feed: it is stopped by a key, and what comes later keeps the place.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use yuebao::app::{Effect, Event, Key, Saved, Start};
use yuebao::front::arrivals;
use yuebao::store::feed::{Feed, Grown, Stop, Wanted};

use crate::desk::{Desk, cells, desk, sit, status, title};

const LONG: Duration = Duration::from_mins(1);

/// Writes a page an hour ago.
fn page(folder: &Path, name: &str, city: &str, headline: &str) {
    let path = folder.join(name);
    fs::write(&path, format!("{headline}\n\n本报讯 2020年2月25日，{city}的雾散了，渔船解了缆。\n")).expect("written");
    let then = SystemTime::now() - Duration::from_hours(1);
    fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(then)).expect("dated");
}

/// Hands on what the feed brings until `enough` says so.
fn follow(desk: &mut Desk, feed: &mut Feed, enough: impl Fn(&Grown) -> bool) {
    loop {
        let grown = feed.next(LONG).expect("something");
        let last = enough(&grown);
        for event in arrivals::events(grown, &|error| error.to_string()) {
            desk.send(event);
        }
        if last {
            return;
        }
    }
}

#[test]
fn what_could_not_be_read_is_read_again_with_r_and_the_place_is_kept() {
    let root = tempfile::tempdir().expect("a folder");
    page(root.path(), "a.txt", "锦州", "头一班船");
    page(root.path(), "b.txt", "营口", "旧码头");
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\0";
    fs::write(root.path().join("x.txt"), picture).expect("written");
    fs::write(root.path().join("y.txt"), picture).expect("written");
    let mut feed = Feed::start(Wanted { paths: vec![root.path().to_path_buf()], ..Wanted::default() });
    let Grown::Done(done) = feed.first() else { panic!("so few are read in one piece") };
    let mut desk = sit(Start { corpus: done.corpus, ..Start::default() }, 100, 20);
    let look = |desk: &mut Desk, feed: &Feed| {
        desk.press("r");
        assert_eq!(desk.program().asked.last(), Some(&Effect::ReadAgain));
        assert!(status(desk).starts_with(" 正在再读"), "{}", status(desk));
        let told = std::sync::Mutex::new(Vec::new());
        feed.again().look(&Stop::default(), &|grown| told.lock().expect("told").push(grown));
        for event in told.into_inner().expect("told").into_iter().flat_map(|grown| arrivals::events(grown, &|e| e.to_string())) {
            desk.send(event);
        }
    };
    desk.press("2l!j");
    assert!(desk.text().contains("读不了 2 份") && desk.text().contains("r 再读"), "{}", desk.text());
    look(&mut desk, &feed);
    assert!(status(&desk).starts_with(" 再读过了，没有改动"), "{}", status(&desk));
    page(root.path(), "x.txt", "鞍山", "炼钢炉前");
    look(&mut desk, &feed);
    assert!(status(&desk).starts_with(" 新到 1 份，1 篇: 鞍山《炼钢炉前》"), "{}", status(&desk));
    assert!(desk.text().contains("读不了 1 份"), "{}", desk.text());
    assert!(desk.rows().iter().any(|row| row.starts_with(" >") && row.contains("y.txt")), "selected as before\n{}", desk.text());
    desk.press("<Esc>");
    assert_eq!(title(&desk), "旧码头");
    // The key works beside the text too, and two presses are one look.
    let asked = desk.program().asked.len();
    desk.press("rr");
    assert_eq!(desk.program().asked[asked..], [Effect::ReadAgain]);
}

#[test]
fn what_comes_into_a_watched_folder_is_told_and_moves_nothing() {
    let root = tempfile::tempdir().expect("a folder");
    page(root.path(), "b.txt", "锦州", "头一班船");
    page(root.path(), "c.txt", "营口", "旧码头");
    let paths = vec![root.path().to_path_buf()];
    let watch = Some(Duration::from_millis(5));
    let mut feed = Feed::start(Wanted { paths, watch, ..Wanted::default() });
    let Grown::Done(done) = feed.first() else { panic!("so few are read in one piece") };
    let mut desk = sit(Start { corpus: done.corpus, ..Start::default() }, 100, 20);
    desk.press("2l");
    assert_eq!(title(&desk), "旧码头");
    let text = |desk: &Desk| desk.rows()[2..19].iter().map(|row| cells(row, 36, 100)).collect::<Vec<_>>();
    let before = text(&desk);
    page(root.path(), "a.txt", "鞍山", "炼钢炉前");
    follow(&mut desk, &mut feed, |grown| matches!(grown, Grown::Came(_)));
    assert!(status(&desk).starts_with(" 新到 1 份，1 篇: 鞍山《炼钢炉前》"), "{}", status(&desk));
    assert_eq!((title(&desk).as_str(), text(&desk)), ("旧码头", before), "{}", desk.text());
    assert_eq!(desk.program().app().corpus().len(), 3);
    fs::remove_file(root.path().join("c.txt")).expect("removed");
    follow(&mut desk, &mut feed, |grown| matches!(grown, Grown::Came(_)));
    assert!(status(&desk).starts_with(" 有改动: 1 份"), "{}", status(&desk));
    assert_ne!(title(&desk), "旧码头", "an article that is gone is not shown on");
    desk.press("j").press("/船<Enter>");
    assert!(!desk.has_quit());
}

#[test]
fn escape_and_the_first_control_c_stop_the_reading_and_the_second_quits() {
    for key in ["<Esc>", "<C-c>"] {
        let mut desk = desk(100, 30);
        desk.send(Event::Reading(120, 9_772, Some((1_310, 95))));
        let told = status(&desk);
        assert!(told.starts_with(" 正在读入 120/9,772 份  每秒 1,310 份，约剩 2 分"), "{told}");
        desk.send(Event::Reading(0, 1, Some((0, 95))));
        assert!(crate::desk::status(&desk).starts_with(" 正在读入 0/1 份  约剩 2 分"), "the middle of one large file");
        assert!(told.contains("停止读入"), "{told}");
        desk.press(key);
        assert_eq!(desk.program().asked.last(), Some(&Effect::StopReading), "{key}");
        assert!(!desk.has_quit(), "{key}");
        desk.send(Event::ReadStopped(130, 38));
        assert!(status(&desk).starts_with(" 停在这里: 读了 130 份，38 篇"), "{}", status(&desk));
        desk.press("<C-c>");
        assert!(desk.has_quit());
    }
}

#[test]
fn escape_first_closes_what_is_open_and_stops_the_reading_only_then() {
    let mut desk = desk(100, 30);
    desk.send(Event::Reading(1, 9, None)).press("l<Esc>");
    assert!(!desk.program().asked.contains(&Effect::StopReading));
    desk.press("/公交<Esc>");
    assert!(!desk.program().asked.contains(&Effect::StopReading));
    desk.press("<Esc>");
    assert_eq!(desk.program().asked.last(), Some(&Effect::StopReading));
}

#[test]
fn a_large_folder_is_stopped_and_what_was_read_can_be_read_on() {
    let root = tempfile::tempdir().expect("a folder");
    for i in 0..300 {
        page(root.path(), &format!("{i:03}.txt"), "锦州", &format!("第{i}号"));
    }
    let mut feed = Feed::start(Wanted { paths: vec![root.path().to_path_buf()], ..Wanted::default() });
    let stop = feed.stop();
    let mut desk = sit(Start { more_to_come: true, ..Start::default() }, 100, 30);
    desk.send(Event::Reading(1, 300, None));
    desk.send(Event::Key(Key::Esc));
    assert_eq!(desk.program().asked.last(), Some(&Effect::StopReading));
    stop.now();
    follow(&mut desk, &mut feed, |grown| matches!(grown, Grown::Done(_)));
    assert!(status(&desk).starts_with(" 停在这里: 读了 "), "{}", status(&desk));
    let there = desk.program().app().corpus().len();
    assert!((1..300).contains(&there), "{there} articles");
    assert!(desk.text().contains("渔船解了缆"), "{}", desk.text());
}

#[test]
fn the_place_of_last_time_is_found_in_a_library_that_comes_from_the_cache_and_fetches_only_what_is_shown() {
    let (root, kept) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    for i in 0..60 {
        page(root.path(), &format!("{i:03}.txt"), "锦州", &format!("第{i}号"));
    }
    let wanted = || Wanted {
        paths: vec![root.path().to_path_buf()],
        cache: yuebao::store::Cache::within(kept.path()),
        ..Wanted::default()
    };
    let mut feed = Feed::start(wanted());
    let corpus = loop {
        if let Grown::Done(done) = feed.next(LONG).expect("an end") {
            break done.corpus;
        }
    };
    assert!(feed.next(LONG).is_none(), "the cache is written by now");
    let mut first = sit(Start { corpus, ..Start::default() }, 100, 30);
    first.press("jjjjjl");
    let saved: Saved = first.program().app().saved();
    let mut feed = Feed::start(wanted());
    let Grown::Corpus(corpus) = feed.first() else { panic!("the cached library") };
    let mut next = sit(Start { corpus, saved: Some(saved), more_to_come: true, ..Start::default() }, 100, 30);
    assert_eq!(title(&next), title(&first));
    assert!(next.program().app().corpus().in_memory() < 40, "{}", next.program().app().corpus().in_memory());
    follow(&mut next, &mut feed, |grown| matches!(grown, Grown::Done(_)));
    assert_eq!(title(&next), title(&first));
    assert!(!status(&next).contains("读入"), "{}", status(&next));
}
