//! Newspaper columns: the issue of a city and day as one flow of rows, and which of them are on the screen.
//!
//! The articles of the issue follow one another as they hang in the case. A place stays an article and an offset in it; rows,
//! columns and screenfuls are only how the offset looks at this size. Which row goes to which column the typesetter decides.

use std::ops::Range;
use std::sync::Arc;

use super::action::Action;
use super::geometry::{Arrangement, Columns, Geometry};
use super::reader::{Row, Setting, Sheet};
use super::{App, Notice};
use crate::corpus::{Article, ArticleId, ArticleKey, Corpus, Field};
use crate::text::Cells;
use crate::typeset::columns::{self as flowing, Row as Kind};

/// An issue with more articles than this is set in stretches of so many: what is off the screen must not cost a key.
const STRETCH: u32 = 100;

/// One row of the flow: a row of an article, or the white between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Flow {
    story: u32,
    row: u32,
    kind: Kind,
}

/// A set issue and the place in it.
#[derive(Debug)]
pub struct Spread {
    first: ArticleId,
    setting: Setting,
    columns: Columns,
    height: usize,
    sheets: Vec<Arc<Sheet>>,
    flow: Vec<Flow>,
    /// The kinds of the rows, for the balancer.
    kinds: Vec<Kind>,
    /// First rows of the screenfuls when the issue is read from its start.
    starts: Vec<usize>,
    /// First row on the screen.
    top: usize,
    /// Its place: what stays first on the screen when the size changes.
    at: (ArticleId, u32),
}

impl Spread {
    fn set(app: &App, stretch: Range<u32>, setting: Setting, columns: Columns, height: usize) -> Self {
        let first = ArticleId(stretch.start);
        let articles = stretch.filter_map(|n| Some((ArticleId(n), app.corpus.article(ArticleId(n))?)));
        let known = app.spread.as_ref().filter(|spread| spread.first == first);
        let sheet = |(id, article): (ArticleId, &Arc<Article>)| {
            let known = known.and_then(|spread| spread.sheets.get(id.index() - first.index()));
            known.map_or_else(|| Sheet::set(id, article, setting), |sheet| sheet.set_again(article, setting))
        };
        let sheets: Vec<Arc<Sheet>> = articles.map(sheet).collect();
        let mut flow: Vec<Flow> = Vec::new();
        for (story, sheet) in (0..).zip(&sheets) {
            if story > 0 {
                flow.push(Flow { story, row: 0, kind: Kind::Blank });
            }
            let rows = sheet.rows.iter().enumerate().filter(|(_, row)| row.field.is_some());
            flow.extend(rows.map(|(i, row)| {
                let head = row.field.is_some_and(|field| field < Field::Lead || field == Field::Subhead);
                Flow { story, row: i as u32, kind: if head { Kind::Head } else { Kind::Body } }
            }));
        }
        let kinds: Vec<Kind> = flow.iter().map(|row| row.kind).collect();
        let pages = flowing::flow(&kinds, usize::from(columns.count), height);
        let starts = pages.iter().map(|page| page.rows().start).collect();
        Self { first, setting, columns, height, sheets, flow, kinds, starts, top: 0, at: (first, 0) }
    }

    fn holds(&self, id: ArticleId) -> bool {
        id >= self.first && id.index() < self.first.index() + self.sheets.len()
    }

    /// The row of the flow that shows a place. O(log rows) and the rows of one article.
    fn row_of(&self, id: ArticleId, offset: u32) -> usize {
        let story = id.0.saturating_sub(self.first.0);
        let from = self.flow.partition_point(|row| row.story < story);
        let to = self.flow.partition_point(|row| row.story <= story);
        let start = |flow: &Flow| self.row(flow).map_or(0, |row| row.line.span.start);
        let rows = self.flow.get(from..to).unwrap_or_default();
        let white = usize::from(rows.first().is_some_and(|row| row.kind == Kind::Blank));
        let text = rows.get(white..).unwrap_or_default();
        from + white + text.partition_point(|flow| start(flow) <= offset).saturating_sub(1)
    }

    fn row(&self, flow: &Flow) -> Option<&Row> {
        self.sheets.get(flow.story as usize)?.rows.get(flow.row as usize)
    }

    /// The place a row of the flow shows; the white above an article is its beginning.
    fn place_of(&self, row: usize) -> (ArticleId, u32) {
        let Some(flow) = self.flow.get(row.min(self.flow.len().saturating_sub(1))) else { return (self.first, 0) };
        let id = ArticleId(self.first.0 + flow.story);
        let opens = flow.kind == Kind::Blank || self.flow.get(row.wrapping_sub(1)).is_none_or(|above| above.story != flow.story);
        (id, if opens { 0 } else { self.row(flow).map_or(0, |row| row.line.span.start) })
    }

    /// The columns on the screen, as rows of the flow, and the first row that is not on it.
    fn screen(&self) -> (Vec<Range<usize>>, usize) {
        let page = flowing::page(&self.kinds, self.top, usize::from(self.columns.count), self.height);
        page.map_or_else(|| (Vec::new(), self.kinds.len()), |(page, end)| (page.columns, end))
    }

    fn shows(&self, row: usize) -> bool {
        self.screen().0.iter().any(|column| column.contains(&row))
    }

    /// First row of the screenful that holds a row when the issue is read from its start.
    fn start_before(&self, row: usize) -> usize {
        self.starts.get(self.starts.partition_point(|start| *start <= row).saturating_sub(1)).copied().unwrap_or(0)
    }

    /// Last row that can stand first on the screen: the last screenful's.
    fn last_start(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Which screenful this is and how many there are, from 1.
    pub fn page(&self) -> (usize, usize) {
        (self.starts.partition_point(|start| *start <= self.top).max(1), self.starts.len())
    }

    /// How the screen is divided.
    pub fn columns(&self) -> Columns {
        self.columns
    }

    /// The columns on the screen: rows with the article each belongs to; `None` for white.
    pub fn shown(&self) -> impl Iterator<Item = Vec<Option<(ArticleId, &Row)>>> + '_ {
        self.screen().0.into_iter().map(|column| {
            let rows = self.flow.get(column).unwrap_or_default();
            let shown = |flow: &Flow| Some((ArticleId(self.first.0 + flow.story), self.row(flow)?));
            rows.iter().map(|flow| if flow.kind == Kind::Blank { None } else { shown(flow) }).collect()
        })
    }
}

impl App {
    /// The issue in columns, while it is on the screen.
    pub fn spread(&self) -> Option<&Spread> {
        self.spread.as_ref()
    }

    /// The articles set together with one: its city and day, of a very full day the stretch it is in.
    fn stretch(&self, id: ArticleId) -> Option<Range<u32>> {
        let outline = self.corpus.outline();
        let (city, date) = outline.place_of(id)?;
        let date = outline.cities.get(city)?.dates.get(date)?;
        let from = date.first.0 + (id.0 - date.first.0) / STRETCH * STRETCH;
        Some(from..(from + STRETCH).min(date.first.0 + date.count))
    }

    /// Sets the issue again where article, size or arrangement ask for it; what stood first on the screen stays first.
    pub(super) fn relay_spread(&mut self) {
        let columns = Geometry::columns(self.size.0).filter(|_| self.arrangement == Arrangement::Columns);
        let (Some(columns), Some(id), Some(pane)) = (columns, self.article, self.geometry().reader) else {
            self.spread = None;
            return;
        };
        let setting =
            Setting { measure: Cells(columns.measure), ambiguous: self.ambiguous, tiny: false, plain: false, ems: 1, gap: false };
        let height = usize::from(pane.height.max(1));
        let before = self.spread.as_ref().filter(|spread| spread.holds(id));
        if before.is_some_and(|s| s.setting == setting && s.columns == columns && s.height == height) {
            return;
        }
        let at = before.map(|spread| spread.at);
        let Some(stretch) = self.stretch(id) else { return };
        let mut spread = Spread::set(self, stretch, setting, columns, height);
        let (id, offset) = at.unwrap_or((id, self.anchor));
        let row = spread.row_of(id, offset);
        spread.top = if at.is_some() { row } else { spread.start_before(row) };
        spread.at = spread.place_of(spread.top);
        self.spread = Some(spread);
    }

    /// The place that stands first on the screen in columns, by the name it has in whatever corpus.
    pub(super) fn place_in_spread(&self, corpus: &Corpus) -> Option<(ArticleKey, u32)> {
        let (id, offset) = self.spread.as_ref()?.at;
        Some((corpus.article(id)?.key, offset))
    }

    /// What stood first on the screen in columns stands there again.
    pub(super) fn stand_in_spread(&mut self, (key, offset): (ArticleKey, u32)) {
        let (Some(spread), Some(id)) = (&mut self.spread, self.corpus.find(key)) else { return };
        if spread.holds(id) {
            spread.top = spread.row_of(id, offset);
            spread.at = (id, offset);
        }
    }

    /// Turns to a place of the open article if it is not on the screen. Gives whether columns are on the screen at all.
    pub(super) fn follow_in_spread(&mut self, offset: u32) -> bool {
        let Some(id) = self.article else { return false };
        let Some(spread) = &mut self.spread else { return false };
        let row = spread.row_of(id, offset);
        if spread.holds(id) && !spread.shows(row) {
            spread.top = spread.start_before(row);
            spread.at = spread.place_of(spread.top);
            self.anchor = offset;
        }
        true
    }

    /// Makes a row of the flow the first on the screen; the reader stands at its place.
    fn turn_spread_to(&mut self, row: usize) {
        let Some(spread) = &mut self.spread else { return };
        if spread.flow.is_empty() {
            return;
        }
        spread.top = row.min(spread.last_start().max(spread.top.min(row)));
        if spread.kinds.get(spread.top) == Some(&Kind::Blank) && row > 0 {
            // No white at a column head: the row below it comes first.
            spread.top += 1;
        }
        spread.at = spread.place_of(spread.top);
        let (id, offset) = spread.at;
        if self.article == Some(id) {
            self.anchor = offset;
        } else {
            self.show(id, offset);
        }
    }

    /// One of the movements of the reader, in columns.
    pub(super) fn move_spread(&mut self, action: Action) {
        let Some(spread) = &self.spread else { return };
        let (top, end, len) = (spread.top, spread.screen().1, spread.flow.len());
        let opens = |at: &usize| {
            let flow = spread.flow.get(*at);
            flow.is_some_and(|flow| flow.kind == Kind::Body && spread.row(flow).is_some_and(|row| row.opens))
        };
        let half = (spread.height / 2).max(1);
        let up = |rows: usize| {
            let to = top.saturating_sub(rows);
            if spread.kinds.get(to) == Some(&Kind::Blank) { to.saturating_sub(1) } else { to }
        };
        let to = match action {
            Action::PageDown if end >= len => return self.next_issue(),
            Action::PageDown => end,
            Action::PageUp => spread.start_before(top.saturating_sub(1)),
            Action::LineDown | Action::Open => top + 1,
            Action::LineUp => up(1),
            Action::HalfDown => top + half,
            Action::HalfUp => up(half),
            Action::Top => 0,
            Action::Bottom => spread.last_start(),
            Action::ParaNext => (top + 1..len).find(opens).unwrap_or(top),
            Action::ParaPrev => (0..top).rev().find(opens).unwrap_or(0),
            _ => return,
        };
        self.turn_spread_to(to);
    }

    /// The article after the set issue.
    pub(super) fn spread_after(&self) -> Option<ArticleId> {
        let spread = self.spread.as_ref()?;
        let last = ArticleId(spread.first.0 + (spread.sheets.len() as u32).saturating_sub(1));
        self.view().article_after(last)
    }

    /// Space on the last screenful: the issue that follows.
    fn next_issue(&mut self) {
        match self.spread_after() {
            Some(id) => self.go(id),
            None => self.notice = Some(Notice::LastArticle),
        }
    }

    /// How many articles the issue of the open article has.
    pub fn issue_size(&self) -> u32 {
        let outline = self.corpus.outline();
        let place = self.article.and_then(|id| outline.place_of(id));
        place.and_then(|(city, date)| outline.cities.get(city)?.dates.get(date)).map_or(0, |date| date.count)
    }

    /// Whether the last screenful of the issue is shown.
    pub fn at_last_page(&self) -> bool {
        self.spread.as_ref().is_some_and(|spread| spread.screen().1 >= spread.flow.len())
    }

    /// First row on the screen, the row after the last, and how many there are, while columns are on the screen.
    pub(super) fn spread_extent(&self) -> Option<(usize, usize, usize)> {
        let spread = self.spread.as_ref()?;
        Some((spread.top, spread.screen().1.min(spread.flow.len()), spread.flow.len()))
    }
}
