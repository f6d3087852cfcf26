//! What can happen to a reader: keys, pastes, sizes, answers of the terminal, results of workers. Plain types.
//!
//! Doors ([`crate::front`]) translate bytes into these; the app never sees a terminal's own types, so the same state
//! machine serves the local terminal, tests and later SSH. Nothing here is a question: an answer that never comes is an
//! event that never happens.

use std::sync::Arc;

use crate::corpus::{ArticleId, Corpus};
use crate::import::corrections::Fix;
use crate::import::metadata::Hints;
use crate::search::{Results, Words};
use crate::text::Ambiguous;

use super::display::Ground;

/// One key as the reader meant it. 汉字 from an input method arrive as [`Key::Char`], one event a character.
///
/// Shift is part of the character (`G`, `？`); a terminal tells no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character, never a control character; full-width marks as typed (`？`), the app folds them.
    Char(char),
    /// Control and a letter, in lower case: Ctrl-U is `Ctrl('u')`. Enter, Tab, Backspace and Esc have their own names.
    Ctrl(char),
    /// Alt (or Esc at once followed by it) and a character.
    Alt(char),
    /// Return or keypad Enter.
    Enter,
    /// Escape, alone for 50 ms.
    Esc,
    /// Backspace, whichever of BS and DEL the terminal sends.
    Backspace,
    /// Tab.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// Arrow.
    Up,
    /// Arrow.
    Down,
    /// Arrow.
    Left,
    /// Arrow.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Insert.
    Insert,
    /// Delete.
    Delete,
    /// A function key, F1 is `F(1)`.
    F(u8),
}

/// What the mouse did, where: cells from the top left, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mouse {
    /// What.
    pub kind: MouseKind,
    /// Column in cells.
    pub x: u16,
    /// Row.
    pub y: u16,
}

/// The only things the mouse can do here: no drag, no hover, no right button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// The wheel went one notch towards the start of the text.
    WheelUp,
    /// The wheel went one notch towards the end of the text.
    WheelDown,
}

/// What became of a wish to take a correction of an earlier session back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenBack {
    /// Name of the page's file.
    pub file: String,
    /// Hash of its text.
    pub hash: String,
    /// What was taken back, if there was something.
    pub fix: Option<Fix>,
    /// What stays put right in the page.
    pub rest: Vec<Fix>,
    /// What the page's folder states of it (`corpus.toml`), which counts again where nothing is put right any more.
    pub given: Hints,
}

/// Something that happened: all there is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// A key.
    Key(Key),
    /// Pasted text: the first line only, at most 256 characters, without control characters.
    Paste(String),
    /// The screen has this many cells now; the first event of a session. Either may be 0.
    Resize {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// The mouse, when asked for with `--mouse`.
    Mouse(Mouse),
    /// The terminal told how wide it draws `“`. Comes at most once, after the first frame, or never.
    AmbiguousWidth(Ambiguous),
    /// The terminal told its background colour. Comes at most once, after the first frame, or never; used from the next
    /// frame drawn for any other reason (the session does not draw for it).
    Background(Ground),
    /// The corpus has grown or changed; what is read stays where it is.
    Corpus(Snapshot<Corpus>),
    /// A search takes its time and has found nothing yet.
    AtMost {
        /// Of this request; an older one is dropped.
        generation: u64,
        /// It will not find more articles than these.
        articles: u64,
    },
    /// A search is done.
    Found {
        /// Of this request; an older one is dropped.
        generation: u64,
        /// What it found.
        results: Snapshot<Results>,
    },
    /// The words of the present corpus are cut.
    Words(Snapshot<Words>),
    /// What to offer for a search is worked out.
    Offered {
        /// Of this request; an older one is dropped.
        generation: u64,
        /// What.
        aid: Snapshot<super::candidates::Aid>,
    },
    /// Reading in goes on: files read, files in all; files a second and seconds left, once that can be told.
    Reading(u64, u64, Option<(u64, u64)>),
    /// Reading in is done: files, articles, articles in doubt.
    ReadDone(u64, u64, u64),
    /// Reading in was stopped: files read by then, articles.
    ReadStopped(u64, u64),
    /// The corpus was there from before, and is as its files are.
    Unchanged,
    /// Files came or changed; the corpus with them came before.
    Came {
        /// New, changed or gone.
        files: u64,
        /// Articles that were not there before.
        articles: u64,
        /// The first of them.
        first: Option<ArticleId>,
    },
    /// The newest correction that was kept of a page was taken back, if there was one.
    Recalled(Box<TakenBack>),
    /// The bookmarks as they are kept now, in the order they were made.
    Marks(Vec<super::Mark>),
    /// Something to be said in one line.
    Said(String),
    /// The text to be copied was too long for any terminal; nothing was sent.
    NotCopied,
    /// A visitor has pressed nothing for so long that the room closes in a minute.
    ClosesSoon,
    /// The terminal is gone, or a signal asks to end: save the place and quit. No frame can follow.
    Hangup,
}

/// Something large and immutable that a worker hands over. Two are equal when they are the same one.
#[derive(Debug)]
pub struct Snapshot<T>(pub Arc<T>);

impl<T> Clone for Snapshot<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Snapshot<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
