//! What the app asks of its door: the only way out of the state machine. Plain types, executed by [`crate::front`].

use super::mark::Mark;
use crate::import::corrections::Fix;

/// Something to be done outside the app, at most one an event.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Effect {
    /// Leave the reader; the door saves the place first.
    Quit,
    /// Ctrl-Z: give the terminal back and stop until continued.
    Suspend,
    /// Ctrl-L: repaint every cell.
    Redraw,
    /// Send a text to the clipboard (OSC 52). Sanitised, any length; the door refuses what is too long for terminals.
    Copy(String),
    /// Search the corpus for this, off the input thread; a newer request replaces an older one that has not finished.
    Search {
        /// As typed.
        query: String,
        /// Counts up; an answer of an older generation is dropped.
        generation: u64,
    },
    /// Cut the corpus into words, off the input thread: the dictionary takes a quarter of a second to load.
    Words,
    /// A correction was made. The app's corpus has it already; the door keeps it for the next run.
    Correct(Fix),
    /// The newest correction that equals this one was taken back.
    Uncorrect(Fix),
    /// Take the newest correction that was kept of this page in an earlier session back; the answer is
    /// [`Event::Recalled`](super::Event::Recalled).
    Recall {
        /// Name of the page's file.
        file: String,
        /// Hash of its text.
        hash: String,
    },
    /// A bookmark was put, or something noted at it: keep it for the next run.
    KeepMark(Mark),
    /// A bookmark was taken off.
    DropMark(Mark),
    /// Another reader may have put bookmarks meanwhile; the answer is [`Event::Marks`](super::Event::Marks).
    ReadMarks,
    /// Look at the files again: what could not be read, what is new or has changed. The answer is
    /// [`Event::Came`](super::Event::Came) or [`Event::Unchanged`](super::Event::Unchanged).
    ReadAgain,
    /// Stop reading in; what has been read stays.
    StopReading,
    /// Write the place and the settings to disk.
    SaveState,
}

/// Where the terminal's cursor belongs after a frame. Input methods and screen readers follow it even when hidden.
///
/// The app tells it beside the frame because ratatui's `Frame` cannot say "hidden, but here".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Caret {
    /// Visible, on the cell where the next typed character goes.
    Typing {
        /// Column in cells.
        x: u16,
        /// Row.
        y: u16,
    },
    /// Hidden, parked on the first cell of the selected row, or of the top text line.
    Parked {
        /// Column in cells.
        x: u16,
        /// Row.
        y: u16,
    },
    /// Hidden, anywhere.
    #[default]
    Away,
}
