//! The reading room as a door sees it: one [`App`] with its workers and the place where its state is kept.
//!
//! It answers the effects that are no terminal's business: searches run on a thread of their own, the place goes to whoever keeps
//! it. It draws nothing and reads no key.

use std::fmt;
use std::io;
use std::sync::{Arc, OnceLock};

use ratatui::Frame;

use super::session::Program;
use super::worker::{Latest, Post};
use crate::app::candidates::Aid;
use crate::app::{App, Caret, Effect, Event, Saved, Snapshot};
use crate::corpus::Corpus;
use crate::search::{self, Index, Query, Words};
use crate::text::lexicon;
use crate::ui;

/// Keeps a reader's place and settings.
pub type Keep = Box<dyn FnMut(&Saved)>;

/// A corpus and its search index, which is built by whoever needs it first.
#[derive(Debug)]
struct Shelf {
    corpus: Arc<Corpus>,
    index: OnceLock<Arc<Index>>,
    words: OnceLock<Arc<Words>>,
}

impl Shelf {
    fn new(corpus: Arc<Corpus>) -> Self {
        Self { corpus, index: OnceLock::new(), words: OnceLock::new() }
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
        Ok(Self { app, shelf, searcher, cutter, post, keep })
    }

    /// The reader.
    pub fn app(&self) -> &App {
        &self.app
    }

    fn search(&self, query: &str, generation: u64) {
        let books = self.shelf.clone();
        let query = Query::parse(query);
        let post = self.post.clone();
        self.searcher.ask(Box::new(move |go_on| {
            let index = books.index.get_or_init(|| Arc::new(Index::build(&books.corpus)));
            let results = search::run(&books.corpus, index, &query, go_on)?;
            let found = results.hits.len();
            post.send(Event::Found { generation, results: Snapshot(Arc::new(results)) });
            let words = books.words.get().map(Arc::as_ref);
            let aid = Aid::of(&books.corpus, index, words, &query, found, go_on)?;
            Some(Event::Offered { generation, aid: Snapshot(Arc::new(aid)) })
        }));
    }

    /// Cuts the corpus into words on a thread of its own.
    fn cut_words(&self) {
        let books = self.shelf.clone();
        self.cutter.ask(Box::new(move |go_on| {
            let words = Arc::new(Words::build(&books.corpus, &lexicon::words, go_on)?);
            let words = books.words.get_or_init(|| words).clone();
            Some(Event::Words(Snapshot(words)))
        }));
    }
}

impl Program for Room {
    fn handle(&mut self, event: Event) -> Option<Effect> {
        if let Event::Corpus(corpus) = &event {
            self.searcher.cancel();
            self.cutter.cancel();
            self.shelf = Arc::new(Shelf::new(corpus.0.clone()));
        }
        self.app.handle(event)
    }

    fn draw(&self, frame: &mut Frame<'_>) -> Caret {
        ui::draw(&self.app, frame.buffer_mut())
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Search { query, generation } => self.search(&query, generation),
            Effect::Words => self.cut_words(),
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
