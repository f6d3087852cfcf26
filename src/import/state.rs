//! A half-read page: the articles opened so far, which one is current, and what one more line does to them.
//!
//! Shared by the search ([`super::decoder`]) and by training, so that both walk exactly the same states.

use std::rc::Rc;

use smallvec::SmallVec;

use crate::corpus::Role;

/// Articles that can still be gone on with; older ones are done.
pub const WINDOW: usize = 8;

/// Text lines of an article that are remembered for comparing words.
const REMEMBERED: usize = 6;

/// Sub-headings of an article that the next one is compared with.
const REMEMBERED_SUBS: usize = 4;

/// One article while it is being read.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent observations, not a hidden state machine")]
pub struct Thread {
    /// Headline and kicker lines.
    pub heads: SmallVec<[u32; 4]>,
    /// The last few text lines.
    pub recent: SmallVec<[u32; REMEMBERED]>,
    /// The line that begins its text.
    pub opening: Option<u32>,
    /// Number of text lines.
    pub texts: u32,
    /// Number of paragraphs, cut ones counting once.
    pub paragraphs: u32,
    /// A closing signature was seen.
    pub closed: bool,
    /// Byline or lead stands above the text: a longer piece, its later headings are sub-headings.
    pub feature: bool,
    /// Number of sub-headings.
    pub subs: u32,
    /// The last of them.
    pub sub_lines: SmallVec<[u32; REMEMBERED_SUBS]>,
    /// Last line that was given to it.
    pub last: u32,
    /// The line whose paragraph is unfinished.
    pub open: Option<u32>,
    /// Text lines on the page when that paragraph was left open.
    pub open_since: u32,
    /// Whether only kickers stand above it so far.
    pub only_kickers: bool,
    /// Number of bylines.
    pub bylines: u32,
    /// A dateline has opened its text.
    pub dated: bool,
    /// Signature number of its first head line.
    pub head_dress: u16,
    /// Markdown depth of that line, 0 for none.
    pub head_depth: u8,
    /// Signature numbers of its sub-headings.
    pub sub_dress: SmallVec<[u16; 4]>,
    /// Number in its series of the last sub-heading that had one.
    pub ordinal: u8,
    /// A label stood right above its head.
    pub labelled: bool,
    /// It has no headline and stands in a column of such under one label.
    pub in_column: bool,
    /// Its sub-headings take two lines: one stood directly below another.
    pub paired_subs: bool,
}

impl Thread {
    /// A headline without any text yet.
    pub fn is_waiting(&self) -> bool {
        self.texts == 0
    }

    /// A sub-heading of its own stands below its unfinished paragraph.
    pub fn subhead_since_open(&self) -> bool {
        self.open.zip(self.sub_lines.last()).is_some_and(|(open, sub)| *sub > open)
    }

    fn take_sub(&mut self, line: u32) {
        self.subs += 1;
        if self.sub_lines.len() == REMEMBERED_SUBS {
            self.sub_lines.remove(0);
        }
        self.sub_lines.push(line);
    }

    fn take_text(&mut self, line: u32, begins: bool) {
        self.texts += 1;
        self.paragraphs += u32::from(begins);
        self.opening.get_or_insert(line);
        if self.recent.len() == REMEMBERED {
            self.recent.remove(0);
        }
        self.recent.push(line);
        self.last = line;
    }
}

/// What is decided about one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Move {
    /// Section, other, duplicate: belongs to no article.
    Furniture(Role),
    /// Caption or credit of the current article.
    Attached(Role),
    /// Headline or kicker that opens an article.
    Opens(Role),
    /// Headline or kicker that goes on with the head of the current article.
    ExtendsHead(Role),
    /// Headline or kicker of an article of the window that waits for its text and whose head stands elsewhere.
    HeadOf(Role, u32),
    /// Sub-heading of an article in the window.
    Subhead(u32),
    /// Byline of an article of the window: its head and text may stand elsewhere.
    Byline(u32),
    /// Paragraph of a lead that goes on with the open one of an article.
    LeadOn(u32),
    /// New paragraph of the lead of an article.
    LeadNew(u32),
    /// Body that goes on with the open paragraph of an article.
    BodyOn(u32),
    /// New paragraph of an article.
    BodyNew(u32),
    /// New paragraph of an article without headline.
    Orphan(Role),
}

impl Move {
    /// The role it gives to the line.
    pub fn role(self) -> Role {
        match self {
            Move::Furniture(role)
            | Move::Attached(role)
            | Move::Opens(role)
            | Move::ExtendsHead(role)
            | Move::HeadOf(role, _)
            | Move::Orphan(role) => role,
            Move::Subhead(_) => Role::Subhead,
            Move::Byline(_) => Role::Byline,
            Move::LeadOn(_) | Move::LeadNew(_) => Role::Lead,
            Move::BodyOn(_) | Move::BodyNew(_) => Role::Body,
        }
    }

    /// Whether it goes on with a cut paragraph.
    pub fn continues(self) -> bool {
        matches!(self, Move::LeadOn(_) | Move::BodyOn(_))
    }
}

/// A line as the state needs it.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Position on the page.
    pub at: u32,
    /// Number of its signature, 0 for plain.
    pub dress: u16,
    /// It leaves its paragraph open.
    pub open: bool,
    /// It ends in a writer's signature.
    pub end_signed: bool,
    /// A dateline opens it.
    pub dateline: bool,
    /// Its number as a heading of a series, 0 for none.
    pub ordinal: u8,
    /// Its Markdown depth, 0 for none.
    pub depth: u8,
}

/// The articles of a page as far as it is read.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The last articles, at most [`WINDOW`].
    pub threads: SmallVec<[Rc<Thread>; WINDOW]>,
    /// Number of the first of them.
    pub base: u32,
    /// The article of the last line.
    pub current: Option<u32>,
    /// Role of the last line; none at the top.
    pub previous: Option<Role>,
    /// A section label stands above, with nothing under it yet.
    pub labelled: bool,
    /// Text lines so far.
    pub texts: u32,
}

impl State {
    /// An article of the window.
    pub fn thread(&self, k: u32) -> Option<&Thread> {
        self.threads.get(k.checked_sub(self.base)? as usize).map(Rc::as_ref)
    }

    /// The same, as it is shared between hypotheses.
    pub fn shared(&self, k: u32) -> Option<&Rc<Thread>> {
        self.threads.get(k.checked_sub(self.base)? as usize)
    }

    /// The current article.
    pub fn current(&self) -> Option<&Thread> {
        self.thread(self.current?)
    }

    /// Numbers of the articles in the window, oldest first.
    pub fn numbers(&self) -> impl DoubleEndedIterator<Item = u32> + Clone + use<> {
        self.base..self.base + self.threads.len() as u32
    }

    /// The number the next new article gets.
    pub fn next_number(&self) -> u32 {
        self.base + self.threads.len() as u32
    }

    /// Whether the article waits for its first text.
    pub fn is_waiting(&self, k: u32) -> bool {
        self.thread(k).is_some_and(Thread::is_waiting)
    }

    /// The article whose heading run the line above belongs to: another heading may go on with it.
    pub fn running_head(&self, at: u32) -> bool {
        matches!(self.previous, Some(Role::Headline | Role::Kicker))
            && self.current().is_some_and(|c| c.is_waiting() && c.last + 1 == at)
    }

    /// The state after one more line, and the article the line belongs to.
    #[must_use]
    pub fn after(&self, step: Move, line: Line) -> (State, Option<u32>) {
        let mut next = self.clone();
        let owner = next.take(step, line);
        next.previous = Some(step.role());
        next.labelled = match step {
            Move::Furniture(Role::Section) => true,
            Move::Furniture(_) | Move::Attached(_) => self.labelled,
            _ => false,
        };
        if let Some(owner) = owner.filter(|_| !matches!(step, Move::Attached(_))) {
            next.current = Some(owner);
        }
        (next, owner)
    }

    fn edit(&mut self, k: u32) -> Option<&mut Thread> {
        let at = k.checked_sub(self.base)? as usize;
        self.threads.get_mut(at).map(Rc::make_mut)
    }

    fn open(&mut self, thread: Thread) -> u32 {
        if self.threads.len() == WINDOW {
            self.threads.remove(0);
            self.base += 1;
        }
        self.threads.push(Rc::new(thread));
        self.base + self.threads.len() as u32 - 1
    }

    #[expect(clippy::too_many_lines, reason = "one arm a move")]
    fn take(&mut self, step: Move, line: Line) -> Option<u32> {
        let Line { at, dress, .. } = line;
        let texts = self.texts;
        match step {
            Move::Furniture(_) => None,
            Move::Attached(_) => self.current,
            Move::Opens(role) => Some(self.open(Thread {
                labelled: self.labelled,
                heads: smallvec::smallvec![at],
                last: at,
                only_kickers: role == Role::Kicker,
                head_dress: dress,
                head_depth: line.depth,
                ..Thread::default()
            })),
            Move::ExtendsHead(role) => {
                let k = self.current?;
                self.take(Move::HeadOf(role, k), line)
            }
            Move::HeadOf(role, k) => {
                let c = self.edit(k)?;
                c.heads.push(at);
                c.last = at;
                if role == Role::Headline && c.only_kickers {
                    c.only_kickers = false;
                    c.head_dress = dress;
                    c.head_depth = line.depth;
                }
                Some(k)
            }
            Move::Subhead(k) => {
                let below_another = self.previous == Some(Role::Subhead) && self.current == Some(k);
                let c = self.edit(k)?;
                c.paired_subs |= below_another;
                if line.ordinal > 0 {
                    c.ordinal = line.ordinal;
                }
                c.take_sub(at);
                c.last = at;
                c.closed = false;
                if !c.sub_dress.contains(&dress) {
                    c.sub_dress.push(dress);
                }
                Some(k)
            }
            Move::Byline(k) => {
                let c = self.edit(k)?;
                c.bylines += 1;
                c.last = at;
                if c.texts > 0 {
                    c.closed = true;
                } else {
                    c.feature = true;
                }
                Some(k)
            }
            Move::LeadOn(k) | Move::LeadNew(k) => {
                let c = self.edit(k)?;
                c.feature = true;
                c.take_text(at, !step.continues());
                c.open = line.open.then_some(at);
                c.open_since = texts + 1;
                c.dated |= line.dateline;
                self.texts += 1;
                Some(k)
            }
            Move::BodyOn(k) | Move::BodyNew(k) => {
                let c = self.edit(k)?;
                c.take_text(at, !step.continues());
                c.open = line.open.then_some(at);
                c.open_since = texts + 1;
                c.dated |= line.dateline;
                c.closed = line.end_signed;
                self.texts += 1;
                Some(k)
            }
            Move::Orphan(role) => {
                let in_column = self.labelled || self.current().is_some_and(|c| c.in_column);
                let mut thread = Thread { last: at, in_column, ..Thread::default() };
                match role {
                    Role::Body | Role::Lead => {
                        thread.take_text(at, true);
                        thread.feature = role == Role::Lead;
                        thread.open = line.open.then_some(at);
                        thread.open_since = texts + 1;
                        thread.closed = line.end_signed;
                        thread.dated = line.dateline;
                        self.texts += 1;
                    }
                    Role::Subhead => {
                        thread.feature = true;
                        thread.subs = 1;
                        thread.sub_lines.push(at);
                        thread.sub_dress.push(dress);
                    }
                    _ => {
                        thread.feature = true;
                        thread.bylines = 1;
                    }
                }
                Some(self.open(thread))
            }
        }
    }

    /// Number of the state among the transition tables: role above × article × its text × its sub-headings.
    pub fn transition(&self) -> usize {
        let above = self.previous.map_or(Role::ALL.len(), |role| role as usize);
        let (kind, text, sub) = match self.current() {
            None => (0, 0, 0),
            Some(c) => {
                let kind = if c.closed { 1 } else { 2 + usize::from(!c.feature) };
                (kind, (c.texts as usize).div_ceil(2).min(2), usize::from(c.subs > 0))
            }
        };
        ((above * 4 + kind) * 3 + text) * 2 + sub
    }
}

/// Number of transition tables.
pub const TRANSITIONS: usize = (Role::ALL.len() + 1) * 4 * 3 * 2;

#[cfg(test)]
mod tests {
    use super::*;

    fn line(at: u32, open: bool) -> Line {
        Line { at, dress: 0, open, end_signed: false, dateline: false, ordinal: 0, depth: 0 }
    }

    #[test]
    fn an_interleaved_article_goes_on_with_its_own_open_paragraph() {
        let (s, a) = State::default().after(Move::Opens(Role::Headline), line(0, false));
        let (s, _) = s.after(Move::BodyNew(0), line(1, true));
        let (s, b) = s.after(Move::Opens(Role::Headline), line(2, false));
        assert_eq!((a, b), (Some(0), Some(1)));
        let (s, owner) = s.after(Move::BodyOn(0), line(3, false));
        assert_eq!((owner, s.current), (Some(0), Some(0)));
        assert!(s.is_waiting(1) && s.thread(0).is_some_and(|t| t.open.is_none() && t.texts == 2));
    }

    #[test]
    fn old_articles_leave_the_window() {
        let mut s = State::default();
        for at in 0..20 {
            s = s.after(Move::Opens(Role::Headline), line(at, false)).0;
        }
        assert_eq!((s.threads.len(), s.next_number(), s.current), (WINDOW, 20, Some(19)));
        assert!(s.thread(3).is_none());
        assert!(s.transition() < TRANSITIONS);
    }
}
