//! What the reader is told while pages are read in, and the wish to stop that. The pages themselves: `adopt`.

use super::{App, Effect, Event, Notice};

impl App {
    /// Takes what is told of reading in: counts, the end, what came later.
    pub(super) fn told(&mut self, event: Event) {
        match event {
            Event::Reading(done, all, pace) => {
                self.reading_in = true;
                self.notice = Some(Notice::Reading(done, all, pace));
            }
            Event::ReadDone(files, articles, doubt) => self.read_in(Some(Notice::ReadDone(files, articles, doubt))),
            Event::ReadStopped(files, articles) => self.read_in(Some(Notice::ReadStopped(files, articles))),
            Event::Unchanged => self.read_in(self.looking_again.then_some(Notice::AsBefore)),
            Event::Came { files, articles, first } => {
                let name = first.and_then(|id| self.corpus.article(id)).map(|article| {
                    let city = article.city.as_deref().unwrap_or("");
                    format!("{city}《{}》", article.title())
                });
                self.read_in(Some(Notice::Watched(files, articles, name)));
            }
            Event::Said(text) => self.notice = Some(Notice::Said(text)),
            _ => {}
        }
    }

    /// Reading in has come to an end, and what is to be said of it.
    fn read_in(&mut self, notice: Option<Notice>) {
        let stood = matches!(self.notice, Some(Notice::Reading(..)));
        self.reading_in = false;
        self.looking_again = false;
        self.place_lost_marks();
        let gone = self.awaited.take().is_some();
        if gone || notice.is_some() || stood {
            self.notice = if gone { Some(Notice::ResumedGone) } else { notice };
        }
    }

    /// Asks for the reading in to be stopped, once.
    pub(super) fn stop_reading(&mut self) -> Option<Effect> {
        self.looking_again = false;
        std::mem::take(&mut self.reading_in).then_some(Effect::StopReading)
    }
}
