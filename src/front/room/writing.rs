//! What a reader leaves on the disk while reading: corrections, and the search over what they have changed; bookmarks and notes.

use std::io;
use std::sync::Arc;

use super::{Room, Shelf};
use crate::app::{Event, TakenBack};
use crate::front::session::Program as _;
use crate::import::corrections::Fix;
use crate::store::{Changed, Errata, Marks};

impl Room {
    pub(super) fn renew_shelf(&mut self) {
        if !Arc::ptr_eq(&self.shelf.corpus, self.app.corpus()) {
            self.searcher.cancel();
            self.cutter.cancel();
            self.shelf = Arc::new(Shelf::new(self.app.corpus().clone()));
        }
    }

    /// The corpus is another: so is what stands found in it.
    pub(super) fn corpus_changed(&mut self) {
        self.renew_shelf();
        if let Some(effect) = self.app.ask_standing_search() {
            self.perform(effect);
        }
    }

    pub(super) fn write_down(&self, write: impl FnOnce(&Errata) -> io::Result<()>) {
        if let Some(Err(error)) = self.errata.as_ref().map(write) {
            self.post.send(Event::Said(self.unwritten(&error)));
        }
    }

    pub(super) fn unwritten(&self, error: &io::Error) -> String {
        self.app.lang().pick(
            format!("这次看得到，但更正没有记下（{error}）"),
            format!("corrected for now, but it could not be written down ({error})"),
        )
    }

    pub(super) fn recall(&mut self, file: String, hash: String) {
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

    pub(super) fn correct(&mut self, fix: &Fix) {
        self.write_down(|errata| errata.keep(fix).map(|_| ()));
        self.corpus_changed();
    }

    pub(super) fn uncorrect(&mut self, fix: &Fix) {
        self.write_down(|errata| errata.take_back(fix).map(|_| ()));
        self.corpus_changed();
    }

    /// Writes a change of the bookmarks down; the reader then has those of other readers, too.
    pub(super) fn change_marks(&mut self, change: impl FnOnce(&Marks) -> io::Result<Changed>) {
        let lang = self.app.lang();
        match self.marks.as_ref().map(change) {
            Some(Ok(changed)) => {
                let _ = self.app.handle(Event::Marks(changed.marks));
                if let Some(aside) = changed.aside {
                    let name = aside.display();
                    self.post.send(Event::Said(lang.pick(
                        format!("原来的书签读不懂，改名为 {name}，另起了一份"),
                        format!("the bookmarks of before cannot be understood; they are in {name} now, and a new list is begun"),
                    )));
                }
            }
            Some(Err(error)) => self.post.send(Event::Said(lang.pick(
                format!("这次看得到，但书签没有记下（{error}）"),
                format!("marked for now, but it could not be written down ({error})"),
            ))),
            None => {}
        }
    }

    /// Takes the bookmarks as they are kept now.
    pub(super) fn read_marks(&mut self) {
        match self.marks.as_ref().map(Marks::load) {
            Some(Ok(marks)) => _ = self.app.handle(Event::Marks(marks)),
            Some(Err(_)) => self.marks_unread(),
            None => {}
        }
    }

    /// Says that the bookmarks of before cannot be read, and what becomes of them. The file, the place and the cause are said on standard
    /// error: no row of the screen has room for a path.
    pub fn marks_unread(&self) {
        self.post.send(Event::Said(self.app.lang().pick(
            "以前的书签读不懂；再夹书签会另起一份，旧的改名留着".to_owned(),
            "The bookmarks of before cannot be read; the next one begins a new list, the old file is kept".to_owned(),
        )));
    }
}
