//! Bookmarks of a reader: where they are in this corpus, putting one on the paragraph that is read, taking it off, noting something.
//!
//! What a mark is: `mark`. The page that lists them: `mark_list`. Keeping them for the next run is the door's
//! ([`Effect::KeepMark`], [`Effect::DropMark`], [`Effect::ReadMarks`]).

use std::collections::HashMap;

use super::line_edit::{Edit, LineEdit};
use super::mark::{Fit, Mark, clause_at, place_read};
use super::{App, Effect, Key, Leaf, LeafKind, Notice};
use crate::app::tree::Node;
use crate::corpus::{Article, ArticleId, ArticleKey, Corpus, Field, Part};

/// The marks of one reader.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// In the order they were made.
    all: Vec<Mark>,
    /// The article each is in; `None` while that is not here.
    ids: Vec<Option<ArticleId>>,
    /// Taken off in this session: marking the same paragraph again brings the note back.
    taken: Vec<Mark>,
    /// The note that is being written.
    line: Option<Note>,
    /// The mark that was gone to, as long as the text stands as it did then.
    stand: Option<Stand>,
}

/// A note that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What is typed.
    pub line: LineEdit,
    /// The mark it belongs to.
    pub mark: Mark,
}

/// The place of a mark and the screen it was shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stand {
    key: ArticleKey,
    row: usize,
    anchor: u32,
    at: u32,
}

/// Where a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The article.
    pub id: ArticleId,
    /// Byte of its text.
    pub at: u32,
    /// Whether it still reads the same there.
    pub fit: Fit,
}

impl Marks {
    pub(super) fn of(all: Vec<Mark>) -> Self {
        let ids = vec![None; all.len()];
        Self { all, ids, ..Self::default() }
    }

    /// Finds the marked articles in a corpus: by their keys; those whose key has changed (a headline was put right, the file is called by
    /// another path) on the pages of the same file that have what was marked, if `thorough`. O(articles); fetches nothing but those pages.
    fn look_up(&mut self, corpus: &Corpus, thorough: bool) {
        self.ids = vec![None; self.all.len()];
        if self.all.is_empty() {
            return;
        }
        let mut wanted: HashMap<ArticleKey, Vec<usize>> = HashMap::new();
        for (i, mark) in self.all.iter().enumerate() {
            wanted.entry(mark.key).or_default().push(i);
        }
        for (id, key) in corpus.keys() {
            for i in wanted.get(&key).into_iter().flatten() {
                self.ids[*i].get_or_insert(id);
            }
        }
        let mut lost: HashMap<&str, Vec<usize>> = HashMap::new();
        for (i, mark) in self.all.iter().enumerate().filter(|(i, _)| thorough && self.ids[*i].is_none()) {
            lost.entry(&mark.file).or_default().push(i);
        }
        for (file, marks) in lost {
            for page in corpus.pages_of(file) {
                for id in corpus.articles_of(page) {
                    let Some(article) = corpus.article(id) else { continue };
                    for i in &marks {
                        if self.ids[*i].is_none() && self.all[*i].place_in(&article.text).1 == Fit::Same {
                            self.ids[*i] = Some(id);
                        }
                    }
                }
            }
        }
    }

    /// The marks in an article, with their places.
    fn in_article<'a>(&'a self, id: ArticleId, article: &'a Article) -> impl Iterator<Item = (usize, Found)> + 'a {
        let here = self.ids.iter().enumerate().filter(move |(_, found)| **found == Some(id));
        here.map(move |(i, _)| {
            let (at, fit) = self.all[i].place_in(&article.text);
            (i, Found { id, at, fit })
        })
    }

    fn found(&self, i: usize, corpus: &Corpus) -> Option<Found> {
        let id = self.ids.get(i).copied().flatten()?;
        let (at, fit) = self.all[i].place_in(&corpus.article(id)?.text);
        Some(Found { id, at, fit })
    }

    /// Puts a mark among the others, in the place of the same one if there is one.
    fn put(&mut self, mark: Mark, id: Option<ArticleId>) {
        if let Some(same) = self.all.iter_mut().find(|other| other.is(&mark)) {
            *same = mark;
        } else {
            self.all.push(mark);
            self.ids.push(id);
        }
    }

    fn take(&mut self, mark: &Mark) {
        if let Some(i) = self.all.iter().position(|other| other.is(mark)) {
            self.ids.remove(i);
            let taken = self.all.remove(i);
            self.taken.retain(|other| !other.is(&taken));
            self.taken.push(taken);
        }
    }
}

impl App {
    /// Looks the marks up in the corpus there is now.
    pub(super) fn place_marks(&mut self, thorough: bool) {
        let corpus = self.corpus.clone();
        self.marks.look_up(&corpus, thorough);
        self.renew_mark_list();
    }

    /// The same at the end of reading in, for those that were not found by their keys.
    pub(super) fn place_lost_marks(&mut self) {
        if self.marks.ids.contains(&None) {
            self.place_marks(true);
        }
    }

    /// Takes the marks as they are kept now: another reader may have made some.
    pub(super) fn take_marks(&mut self, all: Vec<Mark>) {
        if self.marks.all != all {
            self.marks.ids = vec![None; all.len()];
            self.marks.all = all;
            self.place_marks(!self.reading_in);
        }
    }

    /// All marks with their places, newest first.
    pub(super) fn marks_found(&self) -> Vec<(Mark, Option<Found>)> {
        let each = self.marks.all.iter().enumerate().rev();
        each.map(|(i, mark)| (mark.clone(), self.marks.found(i, &self.corpus))).collect()
    }

    /// Whether a mark is kept.
    pub(super) fn has_mark(&self, mark: &Mark) -> bool {
        self.marks.all.iter().any(|other| other.is(mark))
    }

    /// Bytes of an article's text that are marked, in order. O(marks), and the text of the article where one is in it.
    pub fn marks_in(&self, id: ArticleId) -> Vec<u32> {
        let Some(article) = self.corpus.article(id).filter(|_| self.marks.ids.contains(&Some(id))) else { return Vec::new() };
        let mut places: Vec<u32> = self.marks.in_article(id, article).map(|(_, found)| found.at).collect();
        places.sort_unstable();
        places
    }

    /// The note that is being written.
    pub fn note(&self) -> Option<&Note> {
        self.marks.line.as_ref()
    }

    /// What is noted at the paragraph that is read.
    pub fn note_here(&self) -> Option<&str> {
        self.marks.ids.contains(&Some(self.article?)).then_some(())?;
        let note = &self.marks.all[self.mark_of(self.place_to_mark()?)?].note;
        (!note.is_empty()).then_some(note.as_str())
    }

    /// The place of the open article that a mark would be put on.
    fn place_to_mark(&self) -> Option<u32> {
        let article = self.article()?;
        if self.leaf.as_ref().is_some_and(|leaf| leaf.kind() == LeafKind::Source) {
            return place_read(article, self.part_of_source_line(article)?.span.start);
        }
        // On one pane the tree hides the text: a branch that is selected there is no article.
        if self.geometry().reader.is_none() && !matches!(self.cursor, Node::Article(_)) {
            return None;
        }
        let stand = self.marks.stand.filter(|stand| {
            (stand.key, stand.row, stand.anchor) == (article.key, self.row, self.anchor)
                && (stand.at as usize) < article.text.len()
        });
        if let Some(stand) = stand {
            return Some(stand.at);
        }
        if let Some(hit) = self.hit_on_screen() {
            let part = article.part_at(hit)?;
            return if part.field < Field::Lead { place_read(article, 0) } else { Some(clause_at(article, hit)) };
        }
        place_read(article, self.first_on_screen()?)
    }

    /// The part of the source line that is selected in source view, or the one above it.
    fn part_of_source_line<'a>(&self, article: &'a Article) -> Option<&'a Part> {
        let line = self.source()?.lines.get(self.leaf.as_ref()?.cursor())?.n;
        let exact = article.parts.iter().find(|part| part.line == line);
        exact.or_else(|| article.parts.iter().filter(|part| part.line <= line).max_by_key(|part| part.line))
    }

    /// The mark that stands in the paragraph of a place.
    fn mark_of(&self, at: u32) -> Option<usize> {
        let (id, article) = (self.article?, self.article()?);
        let part = article.part_at(at)?.span;
        let inside = |(_, found): &(usize, Found)| part.start <= found.at && found.at <= part.end;
        self.marks.in_article(id, article).filter(inside).min_by_key(|(_, found)| found.at.abs_diff(at)).map(|(i, _)| i)
    }

    /// The mark that would be put on the paragraph that is read; one with a note that was taken off it in this session comes back.
    fn new_mark(&self, at: u32) -> Option<Mark> {
        let article = self.article()?;
        let part = article.part_at(at)?.span;
        let was_here = |mark: &&Mark| {
            let (at, fit) = mark.place_in(&article.text);
            !mark.note.is_empty() && mark.key == article.key && fit == Fit::Same && part.contains(at)
        };
        let again = self.marks.taken.iter().rev().find(was_here).cloned();
        again.or_else(|| Some(Mark::on(article, &self.corpus.page(article.page)?.file, at)))
    }

    /// `m`: puts a mark on the paragraph that is read, or takes it off.
    pub(super) fn mark(&mut self) -> Option<Effect> {
        let at = self.place_to_mark()?;
        if let Some(i) = self.mark_of(at) {
            let mark = self.marks.all[i].clone();
            return Some(self.drop_mark(mark));
        }
        let mark = self.new_mark(at)?;
        Some(self.put_mark(mark))
    }

    pub(super) fn put_mark(&mut self, mark: Mark) -> Effect {
        self.marks.taken.retain(|other| !other.is(&mark));
        let id = self.article.filter(|_| self.article().is_some_and(|article| article.key == mark.key));
        self.marks.put(mark.clone(), id.or_else(|| self.corpus.find(mark.key)));
        self.notice = Some(Notice::Marked);
        Effect::KeepMark(mark)
    }

    pub(super) fn drop_mark(&mut self, mark: Mark) -> Effect {
        self.marks.take(&mark);
        self.notice = Some(Notice::Unmarked { noted: !mark.note.is_empty() });
        Effect::DropMark(mark)
    }

    /// `a`: a line for the note at the paragraph that is read.
    pub(super) fn write_note(&mut self) {
        let Some(at) = self.place_to_mark() else { return };
        let mark = match self.mark_of(at) {
            Some(i) => self.marks.all.get(i).cloned(),
            None => self.new_mark(at),
        };
        if let Some(mark) = mark {
            self.write_note_at(mark);
        }
    }

    pub(super) fn write_note_at(&mut self, mark: Mark) {
        self.marks.line = Some(Note { line: LineEdit::of_note(&mark.note), mark });
    }

    pub(super) fn key_in_note(&mut self, key: Key) -> Option<Effect> {
        let note = self.marks.line.as_mut()?;
        match key {
            Key::Esc | Key::Ctrl('c') => self.marks.line = None,
            Key::Enter => return self.end_note(),
            Key::Ctrl('l') => return Some(Effect::Redraw),
            _ => _ = note.line.key(key) != Edit::Ignored,
        }
        None
    }

    pub(super) fn paste_in_note(&mut self, text: &str) {
        if let Some(note) = &mut self.marks.line {
            note.line.insert(text.lines().next().unwrap_or_default());
        }
    }

    /// Keeps what is typed; an empty line takes the note away and leaves the mark.
    fn end_note(&mut self) -> Option<Effect> {
        let Note { line, mut mark } = self.marks.line.take()?;
        let text = line.text().trim();
        let kept = self.has_mark(&mark);
        if mark.note == text && (kept || text.is_empty()) {
            return None;
        }
        text.clone_into(&mut mark.note);
        let empty = text.is_empty();
        let effect = self.put_mark(mark.clone());
        self.note_in_list(&mark);
        self.notice = Some(if empty { Notice::NoteGone } else { Notice::Noted });
        Some(effect)
    }

    /// `'`: opens the list on the mark of the paragraph that is read.
    pub(super) fn open_marks(&mut self) -> Effect {
        let here = self.place_to_mark().and_then(|at| self.mark_of(at)).and_then(|i| self.marks.all.get(i)).cloned();
        self.leaf = Some(Leaf::new(LeafKind::Marks));
        self.list_marks(here.as_ref());
        Effect::ReadMarks
    }

    /// Goes to a mark: its line is the first on the screen, as far as there is text below it.
    pub(super) fn go_to_mark(&mut self, found: Found) {
        if self.finder.is_some() && self.view().hit(found.id).is_none() {
            self.put_search_away();
        }
        self.remember();
        self.show(found.id, 0);
        self.set_reading(true);
        if !self.follow_in_view(found.at)
            && let Some(row) = self.sheet().map(|sheet| sheet.row_of(found.at))
        {
            self.scroll_to(row);
        }
        let key = self.article().map(|article| article.key);
        self.marks.stand = key.map(|key| Stand { key, row: self.row, anchor: self.anchor, at: found.at });
    }
}
