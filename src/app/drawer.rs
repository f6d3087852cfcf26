//! The correction drawer: what can be said of one paragraph, by one digit, and the line for what must be typed.

use super::action::Action;
use super::line_edit::{Edit, LineEdit};
use super::{App, Effect, Focus, Key, LeafKind, Notice};
use crate::corpus::gazetteer::Gazetteer;
use crate::corpus::{Article, Day, Field};
use crate::import::corrections::Act;
use crate::text::pinyin;

/// What a digit does. The digits are fixed, so that the hand learns them; what does not fit the paragraph is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// 1: a new article begins here.
    Split,
    /// 2: the article goes to the end of the one before it on the page.
    Merge,
    /// 3: another headline.
    Retitle,
    /// 4: another city.
    City,
    /// 5: another day of publication.
    Date,
    /// 6: the paragraph is a caption.
    Caption,
    /// 7: the paragraph is no text of the page.
    Hide,
    /// 0: it is right; do not ask again.
    Right,
}

impl Choice {
    /// All of them, in the order they are shown.
    pub const ALL: [Choice; 8] =
        [Choice::Split, Choice::Merge, Choice::Retitle, Choice::City, Choice::Date, Choice::Caption, Choice::Hide, Choice::Right];

    /// Its key.
    pub fn digit(self) -> char {
        match self {
            Choice::Split => '1',
            Choice::Merge => '2',
            Choice::Retitle => '3',
            Choice::City => '4',
            Choice::Date => '5',
            Choice::Caption => '6',
            Choice::Hide => '7',
            Choice::Right => '0',
        }
    }
}

/// The open drawer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawer {
    /// Source line of the paragraph, from 1.
    pub line: u32,
    /// Where the paragraph begins in the article's text.
    pub offset: u32,
    /// Number of the doubt it is about, in the article.
    pub doubt: Option<usize>,
    /// What fits.
    pub choices: Vec<Choice>,
    /// What is being typed, for a headline, city or day.
    pub typing: Option<(Choice, LineEdit)>,
    /// Where the text stood before the paragraph was brought above the drawer.
    from: From,
}

/// Offset and row at the top of the text, and the size of the screen they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct From {
    anchor: u32,
    row: usize,
    size: (u16, u16),
}

/// Rows the drawer takes: a heading, the choices, a note, and white between them.
pub const ROWS_WIDE: u16 = 8;
/// The same on a screen with room for one column of choices only.
pub const ROWS_NARROW: u16 = 11;

impl App {
    /// The open drawer.
    pub fn drawer(&self) -> Option<&Drawer> {
        self.drawer.as_ref()
    }

    /// Rows the drawer takes at the foot of the screen, the status line not counted.
    pub fn drawer_rows(&self) -> u16 {
        match &self.drawer {
            None => 0,
            Some(_) if self.size.0 >= 60 => ROWS_WIDE,
            Some(_) => ROWS_NARROW,
        }
    }

    /// Whether the drawer leaves some text above it.
    pub(super) fn has_room_for_drawer(&self) -> bool {
        let rows = if self.size.0 >= 60 { ROWS_WIDE } else { ROWS_NARROW };
        self.size.0 >= 30 && self.size.1 >= rows + 6
    }

    /// `e`: opens the drawer on the paragraph that is in doubt, or else on the one that is read.
    pub(super) fn open_drawer(&mut self) {
        let line = match &self.leaf {
            Some(leaf) if leaf.kind() == LeafKind::Source => {
                self.source().and_then(|source| source.lines.get(leaf.cursor()).map(|line| line.n))
            }
            Some(_) => {
                self.go_to_doubt();
                if self.leaf.is_some() {
                    // A row of a file that could not be read: there is no paragraph of it.
                    return;
                }
                None
            }
            None => None,
        };
        self.leaf = None;
        if !self.has_room_for_drawer() {
            self.notice = Some(Notice::NoDrawer);
            return;
        }
        let (Some(page), Some(article)) = (self.page_here(), self.article().cloned()) else {
            self.notice = Some(Notice::NoSource);
            return;
        };
        let doubt = if line.is_none() { self.doubt_here(&article) } else { None };
        let part = match (line, doubt) {
            (Some(line), _) => article.parts.iter().position(|part| part.line == line).or_else(|| {
                let before = article.parts.iter().enumerate().filter(|(_, part)| part.line <= line);
                before.max_by_key(|(_, part)| part.line).map(|(at, _)| at)
            }),
            (None, Some(doubt)) => part_at(&article, article.doubts[doubt].offset),
            (None, None) => part_at(&article, self.anchor),
        };
        let Some(part) = part else { return };
        let first_on_page = self.corpus.first_lines(page).all(|line| line >= article.line);
        let of = &article.parts[part];
        let fits = |choice: &Choice| match choice {
            Choice::Split => part > 0,
            Choice::Merge => !first_on_page,
            Choice::Caption => !matches!(of.field, Field::Caption | Field::Headline),
            Choice::Hide => article.parts.len() > 1,
            Choice::Right => doubt.is_some(),
            _ => true,
        };
        self.drawer = Some(Drawer {
            line: of.line,
            offset: of.span.start,
            doubt,
            choices: Choice::ALL.into_iter().filter(fits).collect(),
            typing: None,
            from: From { anchor: self.anchor, row: self.row, size: self.size },
        });
        self.stand_above_drawer(of.span.start);
    }

    /// The first doubt of the article that is on the screen or below, else the first there is.
    fn doubt_here(&self, article: &Article) -> Option<usize> {
        let on = article.doubts.iter().position(|doubt| self.focus() == Focus::Reader && doubt.offset >= self.anchor);
        on.or(if article.doubts.is_empty() { None } else { Some(0) })
    }

    /// Scrolls so that the paragraph stands above the drawer, if it would be under it.
    fn stand_above_drawer(&mut self, offset: u32) {
        let Some(sheet) = &self.sheet else { return };
        let Some(pane) = self.geometry().reader else { return };
        let room = usize::from(pane.height.saturating_sub(self.drawer_rows()).max(1));
        let row = sheet.row_of(offset);
        if row < self.row || row + 2 > self.row + room {
            self.row = row.saturating_sub(room / 2);
            self.anchor = if self.row == 0 { 0 } else { self.sheet.as_ref().map_or(0, |sheet| sheet.offset_of(self.row)) };
        }
    }

    pub(super) fn key_in_drawer(&mut self, key: Key) -> Option<Effect> {
        let key = if self.drawer.as_ref()?.typing.is_none() { super::action::plain(key) } else { key };
        let drawer = self.drawer.as_mut()?;
        if let Some((choice, line)) = &mut drawer.typing {
            match key {
                Key::Esc | Key::Ctrl('c') => drawer.typing = None,
                Key::Enter => {
                    let (choice, text) = (*choice, line.text().trim().to_owned());
                    return self.typed_choice(choice, &text);
                }
                Key::Ctrl('l') => return Some(Effect::Redraw),
                _ => _ = line.key(key) != Edit::Ignored,
            }
            return None;
        }
        match key {
            Key::Char(c @ '0'..='9') => {
                let choice = drawer.choices.iter().copied().find(|choice| choice.digit() == c)?;
                self.choose_correction(choice)
            }
            key if self.settings.keys.of_key(key) == Some(Action::Source) => {
                let offset = drawer.offset;
                self.drawer = None;
                self.anchor = offset;
                self.open_source();
                None
            }
            Key::Ctrl('l') => Some(Effect::Redraw),
            Key::Ctrl('c') => Some(Effect::Quit),
            key => {
                if matches!(self.action_of(key), Some(Action::Close | Action::Back | Action::Quit | Action::Fix)) {
                    self.close_drawer();
                }
                None
            }
        }
    }

    /// Closes the drawer without a correction: the text stands where it stood.
    pub(super) fn close_drawer(&mut self) {
        let Some(Drawer { from, .. }) = self.drawer.take() else { return };
        self.anchor = from.anchor;
        self.row = match &self.sheet {
            Some(sheet) if from.size != self.size => sheet.row_of(from.anchor),
            _ => from.row,
        };
    }

    fn choose_correction(&mut self, choice: Choice) -> Option<Effect> {
        let article = self.article().cloned()?;
        let drawer = self.drawer.as_mut()?;
        let line = drawer.line;
        let act = match choice {
            Choice::Split => Act::Split,
            Choice::Caption => Act::Caption,
            Choice::Hide => Act::Hide,
            Choice::Right => Act::Keep,
            Choice::Merge => Act::Merge { into: self.line_before(&article)? },
            Choice::Retitle | Choice::City | Choice::Date => {
                let now = match choice {
                    Choice::Retitle => article.headline().to_owned(),
                    Choice::City => String::new(),
                    _ => article.published.day.map(|day| day.to_string()).unwrap_or_default(),
                };
                drawer.typing = Some((choice, LineEdit::with(&now)));
                return None;
            }
        };
        self.drawer = None;
        self.correct(line, act)
    }

    /// A line of the article before this one on its page.
    fn line_before(&self, article: &Article) -> Option<u32> {
        self.corpus.first_lines(article.page).filter(|line| *line < article.line).max()
    }

    fn typed_choice(&mut self, choice: Choice, text: &str) -> Option<Effect> {
        let nothing = Act::Set { city: None, date: None, published: None, section: None };
        let act = match (choice, nothing) {
            (Choice::Retitle, _) if !text.is_empty() => Act::Retitle { headline: text.to_owned() },
            (Choice::City, Act::Set { date, published, section, .. }) => {
                let Some(city) = self.city_meant(text) else {
                    self.notice = Some(Notice::NoSuchCity);
                    return None;
                };
                Act::Set { city: Some(city), date, published, section }
            }
            (Choice::Date, Act::Set { city, date, section, .. }) => {
                let Ok(day) = text.parse::<Day>() else {
                    self.notice = Some(Notice::NoSuchDay);
                    return None;
                };
                Act::Set { city, date, published: Some(day.to_string()), section }
            }
            _ => return None,
        };
        let line = self.drawer.take()?.line;
        self.correct(line, act)
    }

    /// The city that a typed text means: its name, or its letters (`jinzhou`, `jz`); cities of the corpus come first.
    pub fn city_meant(&self, typed: &str) -> Option<String> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        let mut here = self.corpus.outline().cities.iter().filter_map(|city| city.name.as_deref());
        if typed.is_ascii() {
            let letters = typed.to_ascii_lowercase().replace(['\'', ' '], "");
            let near = here.find(|name| spells(name, &letters));
            return near.or_else(|| Gazetteer::get().cities().find(|name| spells(name, &letters))).map(str::to_owned);
        }
        let known = Gazetteer::get().city(typed).map(|id| Gazetteer::get().place(id).short.to_owned());
        known.or_else(|| here.find(|name| *name == typed).map(str::to_owned))
    }
}

fn part_at(article: &Article, offset: u32) -> Option<usize> {
    article.parts.iter().position(|part| part.span.end >= offset)
}

/// Whether letters begin the pinyin of a name, or are its initials.
fn spells(name: &str, letters: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let syllables: Vec<&str> = pinyin::in_words(&chars).into_iter().flatten().map(pinyin::Syllable::letters).collect();
    let initials: String = syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
    syllables.concat().starts_with(letters) || initials == letters
}
