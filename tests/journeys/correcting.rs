//! Corrections through the real room and the real disk: made, written down, there the next time, taken back.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use yuebao::app::{App, Event, Snapshot, Start};
use yuebao::corpus::{Corpus, Draft};
use yuebao::front::harness::Harness;
use yuebao::front::room::Room;
use yuebao::front::worker::Post;
use yuebao::import::{Source, page};
use yuebao::store::{Cache, Errata, Reading, open};

use crate::fixture;

const PAGE: &str =
    "港口开航\n\n本报讯 2020年2月25日，锦州港的头一班船解了缆，码头上站满了人。\n\n气象台说，夜里有雪，各船早些回港。\n";

/// A reader in a real room, and the letters of its workers.
struct Reader {
    desk: Harness<Room>,
    letters: Receiver<Event>,
}

impl Reader {
    fn before(corpus: Arc<Corpus>, errata: Errata) -> Self {
        let (sender, letters) = mpsc::channel();
        let post = Post::new(move |event| drop(sender.send(event)));
        let app = App::new(Start { corpus, ..Start::default() });
        let room = Room::new(app, post, Box::new(|_| {})).expect("threads").correcting(errata);
        Self { desk: Harness::new(room, 100, 30), letters }
    }

    /// Before the pages of a folder, as a run reads them.
    fn of(folder: &Path, profile: &Path) -> Self {
        let paths = vec![folder.to_path_buf()];
        Self::before(read(&paths), Errata::within(profile, &paths))
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.desk.press(keys);
        while let Ok(letter) = self.letters.try_recv() {
            self.desk.send(letter);
        }
        self
    }

    /// Hands letters on until the standing search is answered.
    fn answered(&mut self) -> usize {
        while self.desk.program().app().finder().is_some_and(yuebao::app::Finder::pending) {
            let letter = self.letters.recv().expect("an answer");
            self.desk.send(letter);
        }
        let finder = self.desk.program().app().finder().expect("a search");
        finder.results().expect("results").hits.len()
    }

    fn corpus(&self) -> &Arc<Corpus> {
        self.desk.program().app().corpus()
    }

    fn status(&self) -> String {
        self.desk.rows().last().cloned().unwrap_or_default()
    }
}

fn read(paths: &[PathBuf]) -> Arc<Corpus> {
    open(paths, Reading::default(), &Cache::none(), &|_, _| ControlFlow::Continue(())).corpus
}

fn shop() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let root = tempfile::tempdir().expect("a folder");
    let (pages, profile) = (root.path().join("pages"), root.path().join("profile"));
    fs::create_dir(&pages).expect("made");
    fs::write(pages.join("a.txt"), PAGE).expect("written");
    (root, pages, profile)
}

#[test]
fn what_was_corrected_is_there_the_next_time_and_u_takes_it_back_in_the_file() {
    let (_root, pages, profile) = shop();
    let toml = pages.join("corrections.toml");
    let mut first = Reader::of(&pages, &profile);
    first.press("sjje");
    assert!(first.desk.text().contains("只记下更正，不动原来的文件。U 可以撤销。"), "{}", first.desk.text());
    first.press("1");
    assert!(first.status().starts_with(" 已另起一篇，U 撤销"), "{}", first.status());
    assert_eq!(first.corpus().len(), 2);
    let written = fs::read_to_string(&toml).expect("written down");
    assert!(written.contains("act = \"split\"") && written.contains("line = 5"), "{written}");
    assert_eq!(fs::read_to_string(pages.join("a.txt")).expect("there"), PAGE, "the page itself is not touched");

    let mut second = Reader::of(&pages, &profile);
    assert_eq!(second.corpus().len(), 2, "still corrected");
    assert!(second.corpus().problems().is_empty());
    second.press("U");
    assert!(second.status().starts_with(" 已撤销"), "{}", second.status());
    assert_eq!(second.corpus().len(), 1);
    assert!(!toml.exists(), "and in the file");
    second.press("U");
    assert!(second.status().starts_with(" 这一版没有更正可撤销"), "{}", second.status());
    // A corpus that comes late, read before that, is put right again.
    second.desk.send(Event::Corpus(Snapshot(first.corpus().clone())));
    assert_eq!(second.corpus().len(), 1, "{}", second.desk.text());

    assert_eq!(Reader::of(&pages, &profile).corpus().len(), 1);
}

#[test]
fn u_in_the_same_session_takes_the_entry_out_again_and_older_ones_stay() {
    let (_root, pages, profile) = shop();
    let toml = pages.join("corrections.toml");
    let mut reader = Reader::of(&pages, &profile);
    reader.press("ge3新题目<Enter>").press("sjje7");
    let both = fs::read_to_string(&toml).expect("written down");
    assert_eq!(both.matches("[[fix]]").count(), 2, "{both}");
    reader.press("U");
    let one = fs::read_to_string(&toml).expect("there");
    assert!(one.contains("retitle") && !one.contains("hide"), "{one}");
    let mut next = Reader::of(&pages, &profile);
    let article =
        |reader: &Reader| reader.corpus().articles().next().map(|(_, article)| article.text.clone()).unwrap_or_default();
    assert!(article(&next).contains("新题目") && article(&next).contains("夜里有雪"), "{}", article(&next));
    next.press("sjje7").press("U");
    assert!(article(&next).contains("夜里有雪"));
    next.press("U");
    assert!(!article(&next).contains("新题目") && article(&next).starts_with("港口开航\n"), "{}", article(&next));
    assert!(!toml.exists());
}

#[test]
fn where_nothing_can_be_written_it_is_said_and_the_correction_lasts_for_the_session() {
    let (root, pages, _) = shop();
    // Folders stand where both files should.
    let profile = root.path().join("profile");
    for folder in [&pages, &profile] {
        fs::create_dir_all(folder.join("corrections.toml")).expect("made");
    }
    let mut reader = Reader::of(&pages, &profile);
    reader.press("sjje1");
    assert_eq!(reader.corpus().len(), 2);
    assert!(reader.status().contains("更正没有记下"), "{}", reader.status());
}

#[test]
fn a_standing_search_is_asked_again_of_what_a_correction_has_changed() {
    let (_root, pages, profile) = shop();
    let others = (0..5_000).map(|i| fixture::one("铁岭", &format!("第{i}篇"), "来信写得很短。"));
    let drafts: Vec<Draft> = std::iter::once(page(&Source { name: "a.txt", text: PAGE })).chain(others).collect();
    let errata = Errata::within(&profile, std::slice::from_ref(&pages));
    let mut reader = Reader::before(fixture::build(drafts), errata);
    reader.press("/夜里有雪");
    assert_eq!(reader.answered(), 1);
    reader.press("<Enter>").press("sjje7");
    assert_eq!(reader.answered(), 0, "{}", reader.desk.text());
    reader.press("U");
    assert_eq!(reader.answered(), 1, "{}", reader.desk.text());
    reader.press("<Esc>/第77篇");
    assert_eq!(reader.answered(), 1);
}

#[test]
fn a_correction_of_an_earlier_session_taken_back_under_a_standing_search_has_it_answered() {
    use yuebao::import::corrections::{Act, Corrections, Fix, apply, hash};
    use yuebao::import::metadata::Hints;
    let (_root, pages, profile) = shop();
    let others = (0..5_000).map(|i| fixture::one("铁岭", &format!("第{i}篇"), "来信写得很短。"));
    let errata = Errata::within(&profile, std::slice::from_ref(&pages));
    let fix = Fix { file: "a.txt".to_owned(), hash: hash(PAGE), line: 5, act: Act::Hide };
    errata.keep(&fix).expect("kept");
    let mut corrected = page(&Source { name: "a.txt", text: PAGE });
    let stale = apply(&mut corrected, &Corrections { fix: vec![fix] }, &Hints::default());
    assert!(stale.is_empty(), "{stale:?}");
    let drafts: Vec<Draft> = std::iter::once(corrected).chain(others).collect();
    let mut reader = Reader::before(fixture::build(drafts), errata);
    reader.press("/解了缆");
    assert_eq!(reader.answered(), 1);
    reader.press("<Enter>U");
    assert!(reader.status().starts_with(" 已撤销"), "{}", reader.status());
    assert_eq!(reader.answered(), 1, "{}", reader.desk.text());
}

#[test]
fn a_city_set_in_an_earlier_session_and_taken_back_gives_way_to_the_one_the_folder_states() {
    use yuebao::import::corrections::{Act, Fix, hash};
    let (_root, pages, profile) = shop();
    fs::write(pages.join("corpus.toml"), "city = \"营口\"\n").expect("written");
    let file = pages.join("a.txt").to_string_lossy().into_owned();
    let act = Act::Set { city: Some("大连".to_owned()), date: None, published: None, section: None };
    let errata = Errata::within(&profile, std::slice::from_ref(&pages));
    errata.keep(&Fix { file, hash: hash(PAGE), line: 1, act }).expect("kept");
    let city = |reader: &Reader| reader.corpus().articles().next().and_then(|(_, article)| article.city.clone());
    let mut reader = Reader::of(&pages, &profile);
    assert_eq!(city(&reader).as_deref(), Some("大连"));
    reader.press("U");
    assert_eq!(city(&reader).as_deref(), Some("营口"), "at once, as after the next start");
    assert_eq!(city(&Reader::of(&pages, &profile)).as_deref(), Some("营口"));
}
