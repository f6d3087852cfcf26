//! A visitor of a public reading room (`--visitor`, over SSH): reads and searches, leaves nothing behind, and is told so.
//!
//! What is not kept is not offered either. Who keeps nothing is the door's business; how long a visitor may sit still, too.

use super::action::Action;
use super::{App, Notice};

/// What only makes sense where something is kept, or costs the house too much.
const NOT_HERE: [Action; 6] = [Action::Mark, Action::Marks, Action::Note, Action::Fix, Action::Unfix, Action::Retry];

/// What the row over the status line says to a visitor, until the next key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Board {
    /// What this is, what is not kept, after how many idle minutes it closes.
    Welcome(u16),
    /// It closes in a minute.
    Closing,
}

/// Rows a screen has at least for the board.
const ROWS: u16 = 10;

impl App {
    /// Whether this is a public reading room.
    pub fn is_public(&self) -> bool {
        self.visitor.is_some()
    }

    /// What the row over the status line says, where there is one.
    pub fn board(&self) -> Option<Board> {
        self.board.filter(|_| self.size.1 >= ROWS)
    }

    /// Whether an action is there for this reader.
    pub fn offers(&self, action: Action) -> bool {
        !(self.is_public() && NOT_HERE.contains(&action))
    }

    /// Says of an action that is not there that it is not.
    pub(super) fn refuses(&mut self, action: Action) -> bool {
        let refused = !self.offers(action);
        if refused {
            self.notice = Some(Notice::ReadOnly);
        }
        refused
    }

    /// The visitor has pressed nothing for so long that the room closes in a minute.
    pub(super) fn closes_soon(&mut self) {
        self.board = Some(Board::Closing);
        if self.size.1 < ROWS {
            self.notice = Some(Notice::ClosesSoon);
        }
    }
}
