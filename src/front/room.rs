//! The reading room as a door sees it: one [`App`] with its workers and the place where its state is kept.
//!
//! It answers the effects that are no terminal's business: searches run on a thread of their own, the place goes to whoever keeps
//! it. It draws nothing and reads no key.

mod writing;

use std::fmt;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use ratatui::Frame;

use super::session::Program;
use super::worker::{Latest, Post};
use crate::app::candidates::Aid;
use crate::app::{App, Caret, Effect, Event, Saved, Snapshot};
use crate::corpus::Corpus;
use crate::search::{Certainty, How, Index, Query, Results, Session, Words, run_within};
use crate::store::{Beside, Errata, Marks};
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
    marks: Option<Marks>,
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
        Ok(Self { app, shelf, searcher, cutter, post, keep, errata: None, marks: None, beside: Beside::default() })
    }

    /// Where the corrections of its reader are kept. Without it they last for the session.
    #[must_use]
    pub fn correcting(self, errata: Errata) -> Self {
        Self { errata: Some(errata), ..self }
    }

    /// Where the bookmarks of its reader are kept. Without it they last for the session.
    #[must_use]
    pub fn marking(self, marks: Marks) -> Self {
        Self { marks: Some(marks), ..self }
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

impl Program for Room {
    fn handle(&mut self, event: Event) -> Option<Effect> {
        let (grown, recalled) = (matches!(event, Event::Corpus(_)), matches!(event, Event::Recalled(_)));
        let effect = self.app.handle(event);
        let corrected = recalled && !Arc::ptr_eq(&self.shelf.corpus, self.app.corpus());
        if grown || recalled {
            // With the corrections of this session, which the app has put on it.
            self.renew_shelf();
        }
        // The app leaves it to its door to ask a standing search of a corrected corpus.
        if corrected { self.app.ask_standing_search().or(effect) } else { effect }
    }

    fn draw(&self, frame: &mut Frame<'_>) -> Caret {
        ui::draw(&self.app, frame.buffer_mut())
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Search { query, generation } => self.search(&query, generation),
            Effect::Words => {
                // Before the first letter is typed, and not on the thread that searches: a job there takes the place of a search.
                self.shelf.begin_index();
                self.cut_words();
            }
            Effect::Correct(fix) => self.correct(&fix),
            Effect::Uncorrect(fix) => self.uncorrect(&fix),
            Effect::Recall { file, hash } => self.recall(file, hash),
            Effect::KeepMark(mark) => self.change_marks(|marks| marks.keep(&mark)),
            Effect::DropMark(mark) => self.change_marks(|marks| marks.drop(&mark)),
            Effect::ReadMarks => self.read_marks(),
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
mod tests;
