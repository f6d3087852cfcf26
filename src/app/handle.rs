//! One event in, one state on: who has the keyboard, what its keys mean, and the one effect an event may ask for.

use std::ops::ControlFlow;

use super::action::Action;
use super::geometry::{Arrangement, MEASURE_MAX, MEASURE_MIN};
use super::line_edit::Edit;
use super::walk::Way;
use super::{App, Effect, Event, Focus, Key, Leaf, LeafKind, Notice, Opening};
use crate::app::tree::Node;
use crate::text::Cells;

impl App {
    /// Takes one event. Whatever it is, the state stays sound; most events ask for no effect.
    pub fn handle(&mut self, event: Event) -> Option<Effect> {
        let effect = self.take(event).or_else(|| self.wanted_words());
        self.look_up_contexts();
        effect
    }

    fn take(&mut self, event: Event) -> Option<Effect> {
        match event {
            Event::Key(key) => self.key(key),
            Event::Paste(text) => self.paste(&text),
            Event::Resize { width, height } => {
                self.size = (width, height);
                if self.drawer.is_some() && !self.has_room_for_drawer() {
                    self.close_drawer();
                }
                self.arrange();
                self.leaf_moved(0);
                None
            }
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::AmbiguousWidth(ambiguous) => {
                self.ambiguous = ambiguous;
                self.relayout();
                None
            }
            Event::Background(ground) => {
                self.ground = self.ground.or(Some(ground));
                None
            }
            Event::Corpus(corpus) => self.adopt(corpus.0),
            Event::AtMost { generation, articles } => {
                if let Some(finder) = self.finder.as_mut().filter(|finder| finder.pending == Some(generation)) {
                    finder.at_most = Some(articles);
                }
                None
            }
            Event::Found { generation, results } => {
                self.found(generation, results.0);
                None
            }
            Event::Words(words) => {
                self.take_words(words.0);
                None
            }
            Event::Offered { generation, aid } => {
                self.offered(generation, aid.0);
                None
            }
            Event::Reading(..)
            | Event::ReadDone(..)
            | Event::ReadStopped(..)
            | Event::Unchanged
            | Event::Came { .. }
            | Event::Said(_) => {
                self.told(event);
                None
            }
            Event::Recalled(taken) => {
                self.recalled(*taken);
                None
            }
            Event::Marks(marks) => {
                self.take_marks(marks);
                None
            }
            Event::ClosesSoon => {
                self.closes_soon();
                None
            }
            Event::NotCopied => {
                self.notice = Some(Notice::NotCopied);
                None
            }
            Event::Hangup => Some(Effect::Quit),
        }
    }

    fn key(&mut self, key: Key) -> Option<Effect> {
        let edge = self.finder.as_mut().is_some_and(|f| std::mem::take(&mut f.at_edge));
        self.notice = None;
        self.touched = true;
        self.board = None;
        if key == Key::Ctrl('z') {
            // Behind a public room there is no shell.
            return (!self.is_public()).then_some(Effect::Suspend);
        }
        match self.focus() {
            Focus::Line => self.key_in_line(key),
            Focus::Note => self.key_in_note(key),
            Focus::Drawer => self.key_in_drawer(key),
            Focus::Leaf => self.key_in_leaf(key),
            // Who reads in a large folder and presses Ctrl-C means the reading, the first time.
            Focus::Tree | Focus::Reader if key == Key::Ctrl('c') && self.reading_in => self.stop_reading(),
            Focus::Tree | Focus::Reader => match self.by_the_eye(key).or_else(|| self.action_of(key)) {
                Some(action) => self.act(action, edge),
                // 汉字 that arrive outside the search line come from an input method left on: they are looked for.
                None => match key {
                    Key::Char(c) if crate::text::class::is_han(c) => {
                        self.open_search();
                        self.key_in_line(key)
                    }
                    _ => None,
                },
            },
        }
    }

    fn paste(&mut self, text: &str) -> Option<Effect> {
        self.notice = None;
        self.touched = true;
        if let Some((_, line)) = self.drawer.as_mut().and_then(|drawer| drawer.typing.as_mut()) {
            line.insert(text.lines().next().unwrap_or_default());
        }
        self.paste_in_note(text);
        if matches!(self.focus(), Focus::Leaf | Focus::Drawer | Focus::Note) {
            return None;
        }
        let line = text.lines().find(|line| !line.trim().is_empty())?.trim().to_owned();
        if self.focus() != Focus::Line {
            self.open_search();
        }
        self.type_text(&line)
    }

    /// Carries out an action in tree or reader. `edge`: the last key found no further hit.
    pub(super) fn act(&mut self, action: Action, edge: bool) -> Option<Effect> {
        if self.refuses(action) {
            return None;
        }
        let in_tree = self.focus() == Focus::Tree;
        match action {
            Action::LineDown
            | Action::LineUp
            | Action::HalfDown
            | Action::HalfUp
            | Action::PageDown
            | Action::PageUp
            | Action::Top
            | Action::Bottom => {
                if in_tree {
                    self.move_tree(action);
                } else {
                    self.move_text(action);
                }
            }
            Action::ParaNext | Action::ParaPrev => self.move_text(action),
            Action::ArticleNext => self.turn_article(Way::On),
            Action::ArticlePrev => self.turn_article(Way::Back),
            Action::DateNext => self.turn_branch(Way::On, false),
            Action::DatePrev => self.turn_branch(Way::Back, false),
            Action::CityNext => self.turn_branch(Way::On, true),
            Action::CityPrev => self.turn_branch(Way::Back, true),
            Action::City(n) => self.city(n),
            Action::Back => self.back(),
            Action::OtherPane => {
                if self.arrangement == Arrangement::Split {
                    self.set_reading(!self.reading_focus);
                }
            }
            Action::Open if in_tree => self.open_row(),
            Action::Open => self.move_text(action),
            Action::Fold if in_tree => self.fold(),
            Action::Fold if self.arrangement == Arrangement::Split => self.set_reading(false),
            Action::Fold => {}
            Action::FoldAll => self.fold_all(),
            Action::Full => self.toggle_view(Arrangement::Full),
            Action::Columns => self.toggle_view(Arrangement::Columns),
            Action::MeasureLess | Action::MeasureMore => self.change_measure(action),
            Action::Theme => {
                self.theme = self.theme.next();
                self.theme_chosen = Some(self.theme);
                self.notice = Some(Notice::Theme(self.theme.name()));
            }
            Action::Language => {
                self.lang = self.lang.other();
                self.lang_chosen = true;
            }
            Action::Search => self.open_search(),
            Action::HitNext => self.next_hit(Way::On, edge),
            Action::HitPrev => self.next_hit(Way::Back, edge),
            Action::Order => self.change_order(),
            Action::Mark => return self.mark(),
            Action::Marks => return Some(self.open_marks()),
            Action::Note => self.write_note(),
            Action::Copy => return self.copy(false),
            Action::CopyAll => return self.copy(true),
            Action::Help => self.leaf = Some(Leaf::new(LeafKind::Help)),
            Action::Palette => self.leaf = Some(Leaf::new(LeafKind::Palette)),
            Action::Fix => self.open_drawer(),
            Action::Unfix => return self.uncorrect(),
            Action::Problems => self.leaf = Some(Leaf::problems(&self.corpus)),
            Action::Retry => return self.read_again(),
            Action::Source => self.open_source(),
            Action::Overview => self.open_overview(),
            Action::Redraw => return Some(Effect::Redraw),
            Action::Close if self.reading_in && self.openings.is_empty() => return self.stop_reading(),
            Action::Close => self.close(),
            Action::Quit => return Some(Effect::Quit),
            Action::Vertical => self.toggle_view(Arrangement::Vertical),
        }
        None
    }

    pub(super) fn open_row(&mut self) {
        match self.cursor {
            Node::Article(_) => {}
            branch => {
                let Some(first) = self.view().first_article(branch) else { return };
                self.remember();
                self.open.set(branch, true);
                self.show(first, 0);
                self.see_present_hit();
            }
        }
        self.set_reading(true);
    }

    fn change_measure(&mut self, action: Action) {
        if self.geometry().one_pane {
            return;
        }
        let Some(now) = self.geometry().reader.map(|pane| pane.width) else { return };
        let wanted = if action == Action::MeasureLess { now.saturating_sub(4) } else { now + 4 };
        let wanted = Cells(wanted.clamp(MEASURE_MIN, MEASURE_MAX));
        match self.arrangement {
            Arrangement::Split => self.measure_split = wanted,
            Arrangement::Full => self.measure_full = wanted,
            Arrangement::Columns | Arrangement::Vertical => return,
        }
        self.relayout();
        let set = self.geometry().reader.map_or(now, |pane| pane.width);
        self.notice = Some(Notice::Measure(set));
    }

    pub(super) fn open_source(&mut self) {
        let Some(source) = self.source() else {
            // A record has no lines; what it says beside its text is what there is to see of it.
            let said = |(name, value): &(String, String)| format!("{name}: {}", value.replace('\n', " "));
            let fields = self.article().map(|article| article.extra.iter().map(said).collect::<Vec<_>>().join("  "));
            let fields = fields.filter(|fields| !fields.is_empty());
            self.notice = Some(fields.map_or(Notice::NoSource, Notice::Said));
            return;
        };
        let offset = self.anchor;
        let line = self.article().and_then(|article| article.part_at(offset)).map_or(0, |part| part.line);
        let at = source.lines.iter().rposition(|l| l.n <= line).unwrap_or(0);
        let mut leaf = Leaf::new(LeafKind::Source);
        leaf.cursor = at;
        leaf.top = at;
        self.leaf = Some(leaf);
        self.leaf_moved(0);
    }

    /// Undoes the last opening; with nothing open it does nothing.
    fn close(&mut self) {
        while let Some(opening) = self.openings.last().copied() {
            match opening {
                Opening::Reader if !self.geometry().one_pane => {
                    self.openings.pop();
                }
                Opening::Reader => return self.set_reading(false),
                Opening::View { .. } => return self.leave_view(),
                Opening::Search => return self.put_search_away(),
            }
        }
    }

    /// Rows of a leaf's page.
    pub fn leaf_rows(&self) -> usize {
        usize::from(self.geometry().height.saturating_sub(3).max(1))
    }

    /// Rows there are to move over in the open leaf.
    pub(super) fn leaf_lines(&self) -> usize {
        let Some(leaf) = &self.leaf else { return 0 };
        match leaf.kind() {
            LeafKind::Source => self.source().map_or(0, |s| s.lines.len()),
            LeafKind::Problems => self.problem_items(leaf),
            LeafKind::Marks => self.mark_rows().len(),
            LeafKind::Help if leaf.scrolls() => self.help_rows(leaf),
            _ => self.entries(leaf).len(),
        }
    }

    /// Moves within the open leaf.
    pub(super) fn leaf_moved(&mut self, by: isize) {
        match self.leaf.as_ref().map(Leaf::kind) {
            Some(LeafKind::Marks) => return self.step_marks(by),
            Some(LeafKind::Problems) => return self.step_problems(by),
            _ => {}
        }
        let height = self.leaf_rows();
        let lines = self.leaf_lines();
        // What is said of the selected action takes rows of its own.
        let height = height.saturating_sub(self.leaf.as_ref().map_or(0, Leaf::explained)).max(1);
        let Some(leaf) = &mut self.leaf else { return };
        if leaf.scrolls() {
            leaf.scroll(by, lines, height);
        } else {
            leaf.step(by, lines, height);
        }
        // Source lines wrap: the selected one must be on the screen whole.
        let g = self.geometry();
        if self.leaf.as_ref().is_some_and(|leaf| leaf.kind() == LeafKind::Source) {
            let (cursor, mut top) = self.leaf.as_ref().map_or((0, 0), |leaf| (leaf.cursor, leaf.top));
            if let Some(source) = self.source() {
                let used = |top: usize| -> usize {
                    source.lines.get(top..=cursor).map_or(0, |lines| lines.iter().map(|l| source.height(l, &g)).sum())
                };
                while top < cursor && used(top) > height {
                    top += 1;
                }
            }
            if let Some(leaf) = &mut self.leaf {
                leaf.top = top;
            }
        }
    }

    fn key_in_leaf(&mut self, key: Key) -> Option<Effect> {
        let page = self.leaf_rows() as isize;
        let leaf = self.leaf.as_mut()?;
        if leaf.overview.is_some() {
            return self.key_in_overview(key);
        }
        if leaf.filtering {
            match key {
                Key::Esc | Key::Ctrl('c') if leaf.runs() || leaf.filter.text().is_empty() => self.leaf = None,
                Key::Esc | Key::Ctrl('c') => leaf.unfilter(),
                Key::Enter if leaf.runs() => return self.run_selected(),
                Key::Enter => leaf.filtering = false,
                Key::Up | Key::Ctrl('p') => self.leaf_moved(-1),
                Key::Down | Key::Ctrl('n') => self.leaf_moved(1),
                Key::PageUp => self.leaf_moved(-page),
                Key::PageDown => self.leaf_moved(page),
                Key::Ctrl('l') => return Some(Effect::Redraw),
                Key::Backspace if leaf.filter.text().is_empty() => self.leaf = None,
                _ => {
                    if leaf.filter.key(key) == Edit::Changed {
                        leaf.cursor = 0;
                        leaf.top = 0;
                    }
                }
            }
            return None;
        }
        let kind = leaf.kind();
        if kind == LeafKind::Marks
            && let ControlFlow::Break(done) = self.key_in_marks(key)
        {
            return done;
        }
        let meant = self.action_of(key);
        if meant.is_some_and(|action| self.refuses(action)) {
            return None;
        }
        let leaf = self.leaf.as_mut()?;
        match meant {
            Some(Action::LineDown) => self.leaf_moved(1),
            Some(Action::LineUp) => self.leaf_moved(-1),
            Some(Action::HalfDown) => self.leaf_moved(page / 2),
            Some(Action::HalfUp) => self.leaf_moved(-page / 2),
            Some(Action::PageDown) => self.leaf_moved(page),
            Some(Action::PageUp) => self.leaf_moved(-page),
            Some(Action::Top) => self.leaf_moved(isize::MIN / 2),
            Some(Action::Bottom) => self.leaf_moved(isize::MAX / 2),
            Some(Action::Search) if matches!(kind, LeafKind::Help | LeafKind::Marks) => leaf.filtering = true,
            Some(Action::Palette) if kind == LeafKind::Help => self.leaf = Some(Leaf::new(LeafKind::Palette)),
            Some(Action::Source) if kind == LeafKind::Source => self.leave_source(),
            Some(Action::Mark) if kind == LeafKind::Source => return self.mark(),
            Some(Action::Note) if kind == LeafKind::Source => self.write_note(),
            Some(Action::Open) => match kind {
                LeafKind::Problems => self.go_to_doubt(),
                LeafKind::Palette => return self.run_selected(),
                LeafKind::Help => {
                    leaf.explain();
                    self.leaf_moved(0);
                }
                LeafKind::Source if key == Key::Enter => self.leave_source(),
                _ => {}
            },
            Some(Action::Fix) if matches!(kind, LeafKind::Source | LeafKind::Problems) => self.open_drawer(),
            Some(Action::Redraw) => return Some(Effect::Redraw),
            Some(Action::Retry) if kind == LeafKind::Problems => return self.read_again(),
            Some(action @ (Action::Theme | Action::Language)) => return self.act(action, false),
            Some(Action::Close) if !leaf.filter.text().is_empty() || leaf.explained() > 0 => leaf.unfilter(),
            Some(Action::Close | Action::Back | Action::Fold) => self.leaf = None,
            Some(Action::Help) if kind == LeafKind::Help => self.leaf = None,
            Some(Action::Quit) if key == Key::Ctrl('c') => return Some(Effect::Quit),
            Some(Action::Quit) => self.leaf = None,
            _ => {}
        }
        None
    }

    fn run_selected(&mut self) -> Option<Effect> {
        let leaf = self.leaf.take()?;
        let action = self.entries(&leaf).get(leaf.cursor)?.by_name()?;
        self.act(action, false)
    }

    /// Closes source view at the character that the selected line begins with.
    fn leave_source(&mut self) {
        let at = self.leaf.as_ref().map_or(0, Leaf::cursor);
        let line = self.source().and_then(|source| source.lines.get(at).map(|line| line.n));
        self.leaf = None;
        let part = |line: u32| {
            let parts = &self.article()?.parts;
            let nearest = parts.iter().filter(|part| part.line <= line && part.line > 0).max_by_key(|part| part.line)?;
            Some(nearest.span.start)
        };
        if let Some(offset) = line.and_then(part) {
            self.bring_to_sight(offset);
        }
    }
}
