//! How a session starts: what is known of corpus, display and reader, and the place where the last session stopped.

use std::sync::Arc;

use super::geometry::{self, Arrangement};
use super::{Ambiguous, App, Display, Lang, Mark, Notice, Opening, Saved, Settings, ThemeChoice};
use crate::corpus::{ArticleId, Corpus};
use crate::text::Cells;

/// What a session starts with.
#[derive(Debug, Default)]
pub struct Start {
    /// The corpus as far as it is read.
    pub corpus: Arc<Corpus>,
    /// The display.
    pub display: Display,
    /// The language.
    pub lang: Lang,
    /// The theme asked for, which counts before what was chosen last time.
    pub theme: Option<ThemeChoice>,
    /// How the terminal draws ambiguous marks, when it was said (`--ambiguous`).
    pub ambiguous: Ambiguous,
    /// The corpus is still being read in; more of it comes as events.
    pub more_to_come: bool,
    /// What the last session left.
    pub saved: Option<Saved>,
    /// The bookmarks that are kept, in the order they were made.
    pub marks: Vec<Mark>,
    /// What the reader has set in files.
    pub settings: Settings,
    /// A public reading room: nothing is kept, and after so many idle minutes it closes.
    pub visitor: Option<u16>,
}

impl App {
    pub(super) fn resume_look(&mut self, saved: &Saved, asked: Option<ThemeChoice>) {
        if let Some(cells) = saved.measure_split {
            self.measure_split = Cells(cells.clamp(geometry::MEASURE_MIN, geometry::MEASURE_MAX) & !1);
        }
        if let Some(cells) = saved.measure_full {
            self.measure_full = Cells(cells.clamp(geometry::MEASURE_MIN, geometry::MEASURE_MAX) & !1);
        }
        // What was chosen by key is kept for the next time, also when another theme is asked for this time.
        self.theme_chosen = saved.theme.as_deref().and_then(ThemeChoice::named);
        self.theme = asked.or(self.theme_chosen).unwrap_or(self.theme);
        if let Some(lang) = saved.lang {
            self.lang = lang;
            self.lang_chosen = true;
        }
        self.history.clone_from(&saved.history);
    }

    pub(super) fn resume_place(&mut self, saved: &Saved) {
        self.open_named(&saved.open);
        if let Some(key) = saved.key() {
            match self.corpus.find(key) {
                Some(id) if id == ArticleId(0) && saved.offset == 0 => {}
                Some(id) => {
                    self.touched = true;
                    self.show(id, saved.offset);
                    self.notice = Some(Notice::Resumed);
                    self.reading_focus = saved.reading;
                    if saved.reading {
                        self.openings.push(Opening::Reader);
                    }
                }
                None => self.notice = Some(Notice::ResumedGone),
            }
        }
        if saved.full {
            self.openings.push(Opening::View { view: Arrangement::Full, reading: self.reading_focus });
            self.arrangement = Arrangement::Full;
            self.reading_focus = true;
        }
        self.relayout();
        self.keep_cursor_in_sight();
    }
}
