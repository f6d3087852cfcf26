//! The ways of reading that put the tree away: full width `z`, newspaper columns `c`, vertical type `v`.
//!
//! Each is an opening that Esc undoes; the innermost is on the screen. A window that is too small for the one asked for shows
//! full width until it grows again.

use super::action::Action;
use super::geometry::{Arrangement, Geometry};
use super::{App, Notice, Opening};
use crate::corpus::ArticleKey;

impl Opening {
    /// The way of reading this opening is, if it is one.
    fn view(self) -> Option<Arrangement> {
        match self {
            Opening::View { view, .. } => Some(view),
            Opening::Reader | Opening::Search => None,
        }
    }
}

impl App {
    /// `z` `c` `v`: goes in; the same key goes back; the key of one further out goes back to that one.
    pub(super) fn toggle_view(&mut self, view: Arrangement) {
        if view == Arrangement::Full && self.geometry().one_pane {
            return if self.scroll.is_some() { self.leave_view() } else { self.set_reading(!self.reading_focus) };
        }
        let at = self.openings.iter().rposition(|opening| opening.view() == Some(view));
        let innermost = self.openings.iter().rposition(|opening| opening.view().is_some());
        match at {
            Some(at) if Some(at) == innermost => self.leave_view(),
            Some(at) => {
                let mut n = 0;
                self.openings.retain(|opening| {
                    n += 1;
                    n <= at + 1 || opening.view().is_none()
                });
                self.arrange();
            }
            None if !view.fits(self.size.0, self.size.1) => {
                self.notice = Some(if view == Arrangement::Columns { Notice::NoColumns } else { Notice::NoVertical });
            }
            None => {
                self.openings.push(Opening::View { view, reading: self.reading_focus });
                self.reading_focus = true;
                self.arrange();
            }
        }
    }

    /// Leaves the innermost way of reading; the place stays.
    pub(super) fn leave_view(&mut self) {
        let Some(at) = self.openings.iter().rposition(|opening| opening.view().is_some()) else { return };
        if let Opening::View { reading, .. } = self.openings.remove(at) {
            self.reading_focus = reading;
        }
        self.arrange();
    }

    /// One of the movements of the reader, where the way of reading has its own. Gives whether it has.
    pub(super) fn move_view(&mut self, action: Action) -> bool {
        if self.spread.is_some() {
            self.move_spread(action);
        } else if self.scroll.is_some() {
            self.move_scroll(action);
        } else {
            return false;
        }
        true
    }

    /// Brings a place of the open article to sight, where the way of reading has rows or columns of its own. Gives whether it has.
    pub(super) fn follow_in_view(&mut self, offset: u32) -> bool {
        self.follow_in_spread(offset) || self.follow_in_scroll(offset)
    }

    /// What stood first on the screen in columns or vertical type stands there again, after the corpus has changed.
    pub(super) fn stay_in_view(&mut self, spread: Option<(ArticleKey, u32)>, scroll: Option<usize>) {
        if let Some(place) = spread {
            self.stand_in_spread(place);
        }
        if let Some(column) = scroll {
            self.stand_in_scroll(column);
        }
    }

    /// First row or column on the screen, the one after the last, and how many there are, in columns and vertical type.
    pub(super) fn view_extent(&self) -> Option<(usize, usize, usize)> {
        self.spread_extent().or_else(|| self.scroll_extent())
    }

    /// Brings what is on the screen in line with the openings and the size.
    pub(super) fn arrange(&mut self) {
        let wanted = self.openings.iter().rev().find_map(|opening| opening.view()).unwrap_or_default();
        self.arrangement = if wanted.fits(self.size.0, self.size.1) { wanted } else { Arrangement::Full };
        self.relayout();
        self.keep_cursor_in_sight();
    }
}

impl Arrangement {
    /// Whether a screen has room for it.
    pub fn fits(self, width: u16, height: u16) -> bool {
        match self {
            Arrangement::Split | Arrangement::Full => true,
            Arrangement::Columns => Geometry::columns(width).is_some() && height >= 8,
            Arrangement::Vertical => width >= 20 && height >= 10,
        }
    }
}
