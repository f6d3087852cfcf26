//! The reading room as a door sees it: one [`App`] with its workers and the place where its state is kept.
//!
//! It answers the effects that are no terminal's business: searches run on a thread of their own, the place goes to whoever keeps
//! it. It draws nothing and reads no key.

use std::fmt;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use ratatui::Frame;

use super::session::Program;
use super::worker::{Latest, Post};
use crate::app::candidates::Aid;
use crate::app::{App, Caret, Effect, Event, Saved, Snapshot, TakenBack};
use crate::corpus::Corpus;
use crate::search::{Certainty, How, Index, Query, Results, Session, Words, run_within};
use crate::store::{Beside, Errata};
use crate::text::lexicon;
use crate::ui;

/// Keeps a reader's place and settings.
pub type Keep = Box<dyn FnMut(&Saved)>;

/// A search that takes longer than this shows what it has found so far: what is through within a frame is shown once, not twice.
const FIRST_SCREEN: Duration = Duration::from_millis(12);

/// Articles from which on the first search does not wait for the index of all: the newest are searched first.
const LARGE: usize = 50_000;

/// So many of the newest: indexed in some tens of milliseconds.
const NEWEST: usize = 10_000;

/// How often a search that waits for the index asks whether it is still wanted.
const WAITING: Duration = Duration::from_millis(5);

/// And after that this often: more costs bytes on the line that nobody reads.
const NEXT_SCREEN: Duration = Duration::from_millis(200);

/// A corpus and its search index, which is built by whoever needs it first.
#[derive(Debug)]
struct Shelf {
    corpus: Arc<Corpus>,
    index: OnceLock<Arc<Index>>,
    /// Whether somebody builds the index of a large corpus.
    begun: AtomicBool,
    /// The index of the newest articles of a large corpus.
    newest: OnceLock<Index>,
    threads: usize,
    words: OnceLock<Arc<Words>>,
    /// What was searched for lately; only the searching thread takes it.
    session: Mutex<Session>,
}

impl Shelf {
    fn new(corpus: Arc<Corpus>) -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4);
        Self {
            corpus,
            index: OnceLock::new(),
            begun: AtomicBool::new(false),
            newest: OnceLock::new(),
            threads,
            words: OnceLock::new(),
            session: Mutex::new(Session::on(threads)),
        }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Arc::new(Index::build_on(&self.corpus, self.threads)))
    }

    fn is_large(&self) -> bool {
        self.corpus.len() >= LARGE
    }

    /// Begins to build the index on a thread of its own, unless that is done or being done. Where it fails, whoever needs it next builds it.
    fn begin_index(self: &Arc<Self>) {
        if !self.begun.swap(true, Ordering::Relaxed) {
            let books = self.clone();
            let build = move || {
                let built = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| _ = books.index()));
                books.begun.store(built.is_ok(), Ordering::Relaxed);
            };
            if std::thread::Builder::new().name("index".to_owned()).spawn(build).is_err() {
                self.begun.store(false, Ordering::Relaxed);
            }
        }
    }

    /// What the newest articles have of a query, while the index of all is still being built.
    fn in_newest(&self, query: &Query, go_on: &dyn Fn() -> bool) -> Option<Results> {
        let index = self.newest.get_or_init(|| Index::of_newest(&self.corpus, NEWEST, self.threads));
        let how = How { threads: self.threads, ..How::default() };
        let found = run_within(&self.corpus, index, query, how, go_on, &mut |_| {})?;
        // That nothing meets a condition is not known yet.
        let some = !found.hits.is_empty() && found.instead.is_none();
        some.then_some(Results { certainty: Certainty::AtLeast, ..found })
    }

    fn session(&self) -> std::sync::MutexGuard<'_, Session> {
        // A search that panicked has remembered nothing.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One reader, ready for a session.
pub struct Room {
    app: App,
    shelf: Arc<Shelf>,
    searcher: Latest,
    cutter: Latest,
    post: Post,
    keep: Keep,
    errata: Option<Errata>,
    beside: Beside,
}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Room").field("app", &self.app).finish_non_exhaustive()
    }
}

impl Room {
    /// A room around an app. `post` is the letter box of its session, `keep` gets the state when it is to be saved.
    ///
    /// # Errors
    /// No thread could be started.
    pub fn new(app: App, post: Post, keep: Keep) -> io::Result<Self> {
        let searcher = Latest::start("search", post.clone())?;
        let cutter = Latest::start("words", post.clone())?;
        let shelf = Arc::new(Shelf::new(app.corpus().clone()));
        Ok(Self { app, shelf, searcher, cutter, post, keep, errata: None, beside: Beside::default() })
    }

    /// Where the corrections of its reader are kept. Without it they last for the session.
    #[must_use]
    pub fn correcting(self, errata: Errata) -> Self {
        Self { errata: Some(errata), ..self }
    }

    /// Where the postings of its library are kept. Without it they are built anew each time.
    #[must_use]
    pub fn beside(self, beside: Beside) -> Self {
        Self { beside, ..self }
    }

    /// The reader.
    pub fn app(&self) -> &App {
        &self.app
    }

    fn search(&self, query: &str, generation: u64) {
        let books = self.shelf.clone();
        let query = Query::parse(query);
        let post = self.post.clone();
        let asked = Instant::now();
        self.searcher.ask(Box::new(move |go_on| {
            if books.is_large() && books.index.get().is_none() {
                books.begin_index();
                let first = books.in_newest(&query, go_on).map(|results| Snapshot(Arc::new(results)));
                post.send(first.map_or_else(
                    || Event::AtMost { generation, articles: books.corpus.len() as u64 },
                    |results| Event::Found { generation, results },
                ));
                while books.index.get().is_none() && books.begun.load(Ordering::Relaxed) {
                    if !go_on() {
                        return None;
                    }
                    std::thread::sleep(WAITING);
                }
            }
            let index = books.index();
            let mut due = asked + FIRST_SCREEN;
            let mut session = books.session();
            let bound = session.bound(&query).unwrap_or(books.corpus.len());
            let results = session.search(&books.corpus, index, &query, go_on, &mut |partial| {
                if !partial.is_exact() && Instant::now() >= due && go_on() {
                    due = Instant::now() + NEXT_SCREEN;
                    post.send(if partial.articles() > 0 {
                        Event::Found { generation, results: Snapshot(Arc::new(partial.results())) }
                    } else {
                        Event::AtMost { generation, articles: bound.min(partial.at_most()) as u64 }
                    });
                }
            })?;
            drop(session);
            let found = results.hits.len();
            post.send(Event::Found { generation, results: Snapshot(results) });
            let words = books.words.get().map(Arc::as_ref);
            let aid = Aid::of(&books.corpus, index, words, &query, found, go_on)?;
            Some(Event::Offered { generation, aid: Snapshot(Arc::new(aid)) })
        }));
    }

    /// Builds the index before the first letter is typed, as far as the reader leaves time for it.
    fn prepare_index(&self) {
        let (books, beside) = (self.shelf.clone(), self.beside.clone());
        if books.is_large() {
            // Not on the thread that searches: the first letters are answered from the newest articles meanwhile.
            books.begin_index();
            return;
        }
        self.searcher.ask(Box::new(move |_| {
            adopt_kept(books.index(), &beside);
            None
        }));
    }

    /// How many articles the searches of this corpus had to look into so far: the work they were, whatever the time they took.
    pub fn examined(&self) -> u64 {
        self.shelf.session().examined()
    }

    /// Cuts the corpus into words on a thread of its own; after that builds postings there, where the corpus is large enough for them and
    /// none are kept. One processor is left for searching.
    fn cut_words(&self) {
        let books = self.shelf.clone();
        let (post, beside) = (self.post.clone(), self.beside.clone());
        self.cutter.ask(Box::new(move |go_on| {
            // What was kept costs a moment, and the first searches have it.
            let index = books.index();
            adopt_kept(index, &beside);
            let words = Arc::new(Words::build(&books.corpus, &lexicon::words, go_on)?);
            let words = books.words.get_or_init(|| words).clone();
            if go_on() {
                post.send(Event::Words(Snapshot(words)));
            }
            if index.wants_postings() && index.build_postings(go_on) {
                // Where they cannot be kept nothing is lost but the time to build them again.
                let _ = beside.keep(|put| index.keep_postings(put));
            }
            None
        }));
    }
}

/// Takes the postings that were kept, where the corpus is large enough for them and has not changed since.
fn adopt_kept(index: &Index, beside: &Beside) {
    if index.wants_postings()
        && let Some(kept) = beside.read()
    {
        index.adopt_postings(kept);
    }
}

/// Corrections: written down, and the search over what they have changed.
impl Room {
    fn renew_shelf(&mut self) {
        if !Arc::ptr_eq(&self.shelf.corpus, self.app.corpus()) {
            self.searcher.cancel();
            self.cutter.cancel();
            self.shelf = Arc::new(Shelf::new(self.app.corpus().clone()));
        }
    }

    /// The corpus is another: so is what stands found in it.
    fn corpus_changed(&mut self) {
        self.renew_shelf();
        if let Some(effect) = self.app.ask_standing_search() {
            self.perform(effect);
        }
    }

    fn write_down(&self, write: impl FnOnce(&Errata) -> io::Result<()>) {
        if let Some(Err(error)) = self.errata.as_ref().map(write) {
            self.post.send(Event::Said(self.unwritten(&error)));
        }
    }

    fn unwritten(&self, error: &io::Error) -> String {
        self.app.lang().pick(
            format!("这次看得到，但更正没有记下（{error}）"),
            format!("corrected for now, but it could not be written down ({error})"),
        )
    }

    fn recall(&mut self, file: String, hash: String) {
        let kept = self.errata.as_ref().map_or(Ok((None, Vec::new())), |errata| errata.take_newest(&file, &hash));
        let event = match kept {
            Ok((fix, rest)) => {
                let given = self.errata.as_ref().map(|errata| errata.stated(&file)).unwrap_or_default();
                Event::Recalled(Box::new(TakenBack { file, hash, fix, rest, given }))
            }
            Err(error) => Event::Said(self.unwritten(&error)),
        };
        self.post.send(event);
    }
}

impl Program for Room {
    fn handle(&mut self, event: Event) -> Option<Effect> {
        let renewed = matches!(event, Event::Corpus(_) | Event::Recalled(_));
        let effect = self.app.handle(event);
        if renewed {
            // With the corrections of this session, which the app has put on it.
            self.renew_shelf();
        }
        effect
    }

    fn draw(&self, frame: &mut Frame<'_>) -> Caret {
        ui::draw(&self.app, frame.buffer_mut())
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Search { query, generation } => self.search(&query, generation),
            Effect::Words => {
                self.prepare_index();
                self.cut_words();
            }
            Effect::Correct(fix) => {
                self.write_down(|errata| errata.keep(&fix).map(|_| ()));
                self.corpus_changed();
            }
            Effect::Uncorrect(fix) => {
                self.write_down(|errata| errata.take_back(&fix).map(|_| ()));
                self.corpus_changed();
            }
            Effect::Recall { file, hash } => self.recall(file, hash),
            Effect::SaveState => (self.keep)(&self.app.saved()),
            _ => {}
        }
    }
}

impl Room {
    /// The letter box of the session, for workers that are started later.
    pub fn post(&self) -> &Post {
        &self.post
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{self, Receiver};

    use super::*;
    use crate::app::{Key, Start};
    use crate::search::Certainty;
    use crate::search::testing::{corpus, short};

    /// 5,000 articles, too many to be searched within a key: every one has 公, every fifth 公交, every hundredth 公交站.
    fn room() -> (Room, Receiver<Event>) {
        let body = |i: usize| match i {
            i if i % 100 == 0 => "公交站",
            i if i % 5 == 0 => "公交",
            _ => "公园",
        };
        let articles = (0..5_000).map(|i| short("锦州", "2020-02-26", &format!("第{i}篇"), body(i))).collect();
        let (sender, letters) = mpsc::channel();
        let post = Post::new(move |event| drop(sender.send(event)));
        let app = App::new(Start { corpus: Arc::new(corpus(articles)), ..Start::default() });
        (Room::new(app, post, Box::new(|_| {})).unwrap(), letters)
    }

    fn press(room: &mut Room, key: Key) {
        if let Some(effect) = room.handle(Event::Key(key)) {
            room.perform(effect);
        }
    }

    /// Hands letters on until the answer to what is typed has come; gives how many articles it has.
    fn answer(room: &mut Room, letters: &Receiver<Event>) -> usize {
        while room.app().finder().is_some_and(crate::app::Finder::pending) {
            let letter = letters.recv().unwrap();
            room.handle(letter);
        }
        let results = room.app().finder().and_then(crate::app::Finder::results).unwrap();
        assert_eq!(results.certainty, Certainty::Exact);
        results.hits.len()
    }

    #[test]
    fn each_letter_looks_only_where_the_ones_before_were_found_and_backspace_looks_nowhere() {
        let (mut room, letters) = room();
        let mut work = Vec::new();
        press(&mut room, Key::Char('/'));
        for (key, found) in [
            (Key::Char('公'), 5_000),
            (Key::Char('交'), 1_000),
            (Key::Char('站'), 50),
            (Key::Backspace, 1_000),
            (Key::Backspace, 5_000),
            (Key::Char('交'), 1_000),
        ] {
            let before = room.examined();
            press(&mut room, key);
            assert_eq!(answer(&mut room, &letters), found);
            work.push(room.examined() - before);
        }
        assert_eq!(work, [5_000, 5_000, 1_000, 0, 0, 0]);
    }

    #[test]
    fn the_first_search_of_a_large_library_tells_first_what_the_newest_articles_have() {
        let articles =
            (0..LARGE).map(|i| short("锦州", if i % 10 == 0 { "2020-03-04" } else { "2020-02-26" }, "题", "公交")).collect();
        let (sender, letters) = mpsc::channel();
        let post = Post::new(move |event| drop(sender.send(event)));
        let app = App::new(Start { corpus: Arc::new(corpus(articles)), ..Start::default() });
        let mut room = Room::new(app, post, Box::new(|_| {})).unwrap();
        press(&mut room, Key::Char('/'));
        press(&mut room, Key::Char('公'));
        let first = letters.recv().unwrap();
        let Event::Found { results, .. } = &first else { panic!("{first:?}") };
        assert_eq!((results.0.certainty, results.0.hits.len()), (Certainty::AtLeast, NEWEST));

        let newest = results.0.hits.iter().filter(|hit| hit.article.index() < LARGE / 10).count();
        assert_eq!(newest, LARGE / 10, "all of the newest day");
        room.handle(first);
        assert_eq!(answer(&mut room, &letters), LARGE, "and then all there is");
    }

    #[test]
    fn letters_typed_faster_than_they_are_answered_end_in_the_answer_to_the_last() {
        let (mut room, letters) = room();
        press(&mut room, Key::Char('/'));
        for key in "gongjiaozhan".chars() {
            press(&mut room, Key::Char(key));
        }
        assert_eq!(answer(&mut room, &letters), 50);
        // Whatever still comes is of an older letter, or an offer: it changes no list.
        while let Ok(letter) = letters.recv_timeout(Duration::from_millis(200)) {
            room.handle(letter);
        }
        assert_eq!(answer(&mut room, &letters), 50);
    }
}
