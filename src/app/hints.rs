//! What can be pressed now: the pairs of key and word on the right of the status line.
//!
//! Keys come from the action table; each pair must work where it is shown (a test walks all contexts).

use super::action::{Action, key_name};
use super::geometry::Arrangement;
use super::{App, Focus};

/// A key and what it does here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Keys as they are printed (`j k`, `空格`).
    pub keys: String,
    /// What they do.
    pub words: String,
    /// The words end in a headline, which may be clipped where room is short.
    pub clips: bool,
}

impl App {
    /// A pair; without a key where the reader has given it none, or where the action is not there.
    fn hint(&self, actions: &[Action], zh: &str, en: &str) -> Hint {
        let there = actions.iter().filter(|action| self.offers(**action));
        let keys: Vec<String> =
            there.filter_map(|action| self.keys().keys_of(*action).next()).map(|key| key_name(key, self.lang)).collect();
        Hint { keys: keys.join(" "), words: self.lang.pick(zh, en).to_owned(), clips: false }
    }

    fn typed_keys(&self, keys: (&str, &str), zh: &str, en: &str) -> Hint {
        Hint { keys: self.lang.pick(keys.0, keys.1).to_owned(), words: self.lang.pick(zh, en).to_owned(), clips: false }
    }

    /// The keys to the left and to the right; Enter goes in instead.
    fn sideways(&self, zh: &str, en: &str) -> Hint {
        let right = |key: &super::Key| *key != super::Key::Enter;
        let keys = [self.keys().keys_of(Action::Fold).next(), self.keys().keys_of(Action::Open).find(right)];
        let keys: Vec<String> = keys.into_iter().flatten().map(|key| key_name(key, self.lang)).collect();
        Hint { keys: keys.join(" "), ..self.typed_keys(("", ""), zh, en) }
    }

    /// The pairs for the present context, in order of worth from right to left.
    pub fn hints(&self) -> Vec<Hint> {
        // What has no key here is not offered.
        self.pairs().into_iter().filter(|hint| !hint.keys.is_empty()).collect()
    }

    fn pairs(&self) -> Vec<Hint> {
        use Action as A;
        let search = self.hint(&[A::Search], "搜索", "search");
        let help = self.hint(&[A::Help], "帮助", "help");
        let quit = self.hint(&[A::Quit], "退出", "quit");
        let kept = self.finder.as_ref().is_some_and(|f| !f.typing());
        match self.focus() {
            Focus::Leaf => self.leaf_hints(),
            Focus::Drawer => self.drawer_hints(),
            Focus::Note => vec![self.hint(&[A::Open], "记下", "keep it"), self.hint(&[A::Close], "不记", "leave it")],
            Focus::Line if self.offer_hints().is_some() => self.offer_hints().unwrap_or_default(),
            Focus::Line if self.finder.as_ref().is_some_and(|f| f.line().text().is_empty()) => {
                let mut hints = vec![self.hint(&[A::Close], "回到原处", "back as before")];
                if !self.history.is_empty() && !self.knows_search() {
                    hints.insert(0, self.typed_keys(("上", "Up"), "找回上次", "the last one"));
                }
                hints
            }
            // What nothing was found for has nothing to choose from.
            Focus::Line if self.finder.as_ref().and_then(|f| f.hits()).is_some_and(<[_]>::is_empty) => {
                vec![self.hint(&[A::Close], "回到原处", "back as before")]
            }
            Focus::Line if self.finder.as_ref().is_some_and(|f| f.line().is_chosen()) => vec![
                self.typed_keys(("空格", "Space"), "添词", "add a word"),
                self.typed_keys(("右", "Right"), "改词", "edit"),
                self.hint(&[A::Close], "回到原处", "back as before"),
            ],
            Focus::Line => vec![
                self.typed_keys(("上下", "Up Down"), "选", "choose"),
                self.hint(&[A::Open], "读这一篇", "read it"),
                self.hint(&[A::Close], "回到原处", "back as before"),
            ],
            _ if kept => vec![
                self.hint(&[A::HitNext, A::HitPrev], "换处", "hits"),
                self.hint(&[A::Open], "阅读", "read"),
                self.hint(&[A::Search], "换词", "new words"),
                self.hint(&[A::Close], "收起搜索", "close search"),
            ]
            .into_iter()
            .filter(|hint| self.focus() == Focus::Tree || hint.keys != "Enter")
            .collect(),
            Focus::Tree if self.reading_in && self.openings.is_empty() && !self.geometry().one_pane => vec![
                self.hint(&[A::LineDown, A::LineUp], "移动", "move"),
                self.hint(&[A::Open], "阅读", "read"),
                self.hint(&[A::Problems], "看问题", "problems"),
                self.hint(&[A::Close], "停止读入", "stop reading in"),
                help,
            ],
            Focus::Tree if self.geometry().one_pane => vec![self.hint(&[A::Open], "阅读", "read"), search, help],
            Focus::Tree => vec![
                self.hint(&[A::LineDown, A::LineUp], "移动", "move"),
                self.hint(&[A::Open], "阅读", "read"),
                search,
                self.hint(&[A::Full], "整版", "full"),
                help,
                quit,
            ],
            Focus::Reader if self.spread.is_some() => self.columns_hints(search, help),
            Focus::Reader if self.scroll.is_some() => self.vertical_hints(help),
            Focus::Reader => self.reader_hints(search, help, quit),
        }
    }

    fn reader_hints(&self, search: Hint, help: Hint, quit: Hint) -> Vec<Hint> {
        use Action as A;
        let one_pane = self.geometry().one_pane;
        let next = self.next_article().and_then(|id| self.corpus.article(id)).filter(|_| self.at_end());
        let mut hints = Vec::new();
        let list = super::geometry::Geometry::of(self.size.0, self.size.1, self.arrangement, self.measure_split, false).tree;
        if one_pane && list.is_some() {
            hints.push(self.hint(&[A::Close], "目录", "list"));
        }
        match next {
            Some(article) => {
                let (zh, en) = (format!("下一篇: {}", article.title()), format!("next: {}", article.title()));
                hints.push(Hint { clips: true, ..self.hint(&[A::PageDown], &zh, &en) });
            }
            None if self.at_end() => {}
            None => hints.push(self.hint(&[A::PageDown], "翻页", "page")),
        }
        if one_pane {
            hints.push(help);
            return hints;
        }
        if self.arrangement == Arrangement::Full {
            hints.push(self.hint(&[A::Full], "收起整版", "list back"));
            hints.push(help);
            return hints;
        }
        if next.is_none() {
            hints.push(self.hint(&[A::ArticlePrev, A::ArticleNext], "换篇", "article"));
        }
        hints.push(search);
        if next.is_none() {
            hints.push(self.hint(&[A::Full], "整版", "full"));
        }
        hints.push(help);
        if next.is_none() {
            hints.push(quit);
        }
        hints
    }

    /// The pairs while something is offered that a key takes.
    fn offer_hints(&self) -> Option<Vec<Hint>> {
        use super::candidates::Aid;
        use Action as A;
        let g = self.geometry();
        let back = self.hint(&[A::Close], "回到原处", "back as before");
        let read = self.hint(&[A::Open], "读这一篇", "read it");
        let found = self.view().hits.is_none_or(|hits| !hits.is_empty());
        let tab = |zh, en| self.typed_keys(("Tab", "Tab"), zh, en);
        match self.finder.as_ref()?.aid() {
            Aid::Words(_) if g.height >= 10 => Some(vec![read, tab("选第一词", "take word 1"), back]),
            Aid::Values(_) if g.height >= 10 => {
                let take = tab("选第一个", "take the first");
                Some(if found { vec![take, read, back] } else { vec![take, back] })
            }
            Aid::Offers(offers) if (g.tree.is_some() || g.height >= 10) && !offers.offers.is_empty() => {
                let digits = match offers.offers.len() {
                    1 => "1".to_owned(),
                    n => format!("1 - {n}"),
                };
                let choose = self.typed_keys((&digits, &digits), "直接选", "choose");
                Some(vec![self.hint(&[A::Open], "用这一条", "use this"), choose, back])
            }
            Aid::Offers(_) => Some(vec![back]),
            _ => None,
        }
    }

    fn vertical_hints(&self, help: Hint) -> Vec<Hint> {
        use Action as A;
        let next = self.next_article().and_then(|id| self.corpus.article(id));
        let space = match next.filter(|_| self.at_end()) {
            Some(article) => {
                let title = article.title();
                Some(Hint { clips: true, ..self.hint(&[A::PageDown], &format!("下一篇: {title}"), &format!("next: {title}")) })
            }
            None if self.at_end() => None,
            None => Some(self.hint(&[A::PageDown], "下一面", "page")),
        };
        let mut hints = Vec::new();
        if !self.at_end() {
            hints.push(self.hint(&[A::LineDown], "往左", "left"));
        }
        if self.scroll_extent().is_some_and(|(first, ..)| first > 0) {
            hints.push(self.hint(&[A::LineUp], "往右", "right"));
        }
        hints.extend(space);
        hints.extend([self.hint(&[A::Vertical], "横排", "horizontal"), help]);
        hints
    }

    fn columns_hints(&self, search: Hint, help: Hint) -> Vec<Hint> {
        use Action as A;
        let space = if self.at_last_page() {
            let next = self.spread_after().and_then(|id| self.corpus.article(id));
            let city = |name: &Option<std::sync::Arc<str>>| name.as_deref().unwrap_or_default().to_owned();
            next.map(|article| {
                let issue = format!("{} {}", city(&article.city), article.published);
                let words = (format!("下一版: {}", issue.trim()), format!("next: {}", issue.trim()));
                Hint { clips: true, ..self.hint(&[A::PageDown], &words.0, &words.1) }
            })
        } else {
            Some(self.hint(&[A::PageDown], "下一版", "page"))
        };
        let mut hints: Vec<Hint> = space.into_iter().collect();
        hints.extend([
            self.hint(&[A::LineDown, A::LineUp], "换行", "line"),
            self.hint(&[A::ArticlePrev, A::ArticleNext], "换篇", "article"),
            self.hint(&[A::Columns], "单栏", "one column"),
            self.hint(&[A::Vertical], "竖排", "vertical"),
            search,
            help,
        ]);
        hints
    }

    fn drawer_hints(&self) -> Vec<Hint> {
        use Action as A;
        let typing = self.drawer.as_ref().is_some_and(|drawer| drawer.typing.is_some());
        if typing {
            return vec![self.hint(&[A::Open], "就这样", "do it"), self.hint(&[A::Close], "不改", "leave it")];
        }
        vec![
            self.typed_keys(("0 - 7", "0 - 7"), "选", "choose"),
            self.hint(&[A::Source], "看原文再定", "see source"),
            self.hint(&[A::Close], "先不改", "leave as is"),
        ]
    }

    fn mark_hints(&self, close: Hint) -> Vec<Hint> {
        use Action as A;
        let Some(row) = self.selected_mark() else { return vec![close] };
        let go = row.found.map(|_| self.hint(&[A::Open], "去那里", "go there"));
        let (zh, en) = if row.off { ("放回", "put back") } else { ("取下", "take off") };
        let others = [
            self.hint(&[A::Note], "批注", "note"),
            self.hint(&[A::Mark], zh, en),
            self.hint(&[A::Search], "筛选", "filter"),
            close,
        ];
        go.into_iter().chain(others).collect()
    }

    fn problem_hints(&self, leaf: &super::Leaf, moves: Hint, close: Hint) -> Vec<Hint> {
        use Action as A;
        let items = self.leaf_lines();
        // A file that could not be read has no page to go to.
        let doubt = leaf.cursor() >= self.corpus.problems().len() && items > 0;
        let retry = self.hint(&[A::Retry], "再读", "read again");
        let go = [self.hint(&[A::Open], "去看", "go there"), self.hint(&[A::Fix], "更正", "correct")];
        (items > 1)
            .then_some(moves)
            .into_iter()
            .chain(go.into_iter().filter(|_| doubt))
            .chain((items > 0 && !self.reading_in && !self.looking_again).then_some(retry))
            .chain([close])
            .collect()
    }

    fn leaf_hints(&self) -> Vec<Hint> {
        use Action as A;
        let Some(leaf) = &self.leaf else { return Vec::new() };
        let close = self.hint(&[A::Close], "收起", "close");
        if leaf.filtering() {
            let choose = (self.leaf_lines() > 1).then(|| self.typed_keys(("上下", "Up Down"), "选", "choose"));
            let others = [
                self.hint(&[A::Open], if leaf.runs() { "就做这个" } else { "好" }, if leaf.runs() { "do it" } else { "done" }),
                close,
            ];
            return choose.into_iter().chain(others).collect();
        }
        let moves = self.hint(&[A::LineDown, A::LineUp], "上下", "move");
        let mut hints = match leaf.kind() {
            super::LeafKind::Overview => vec![
                self.hint(&[A::LineDown, A::LineUp], "换城", "city"),
                self.sideways("换日", "day"),
                self.hint(&[A::Open], "去看", "go there"),
                self.hint(&[A::Search], "搜索", "search"),
                close,
            ],
            super::LeafKind::Source if self.page_here().is_some() && self.has_room_for_drawer() => vec![
                self.hint(&[A::Mark], "夹书签", "bookmark"),
                moves,
                self.hint(&[A::Fix], "更正这一行", "correct this line"),
                self.hint(&[A::Source], "回到排好的版", "back to the page"),
            ],
            super::LeafKind::Source => vec![moves, self.hint(&[A::Source], "回到排好的版", "back to the page")],
            super::LeafKind::Help => {
                let (zh, en) = if leaf.explained() > 0 { ("收回", "less") } else { ("细说", "more") };
                vec![
                    moves,
                    self.hint(&[A::Open], zh, en),
                    self.hint(&[A::Search], "筛选", "filter"),
                    self.hint(&[A::Palette], "按名字找", "by name"),
                    close,
                ]
            }
            super::LeafKind::Palette => vec![moves, self.hint(&[A::Open], "就做这个", "do it"), close],
            super::LeafKind::Marks => self.mark_hints(close),
            super::LeafKind::Problems => self.problem_hints(leaf, moves, close),
        };
        // What has nowhere to go is not offered.
        let rows = self.leaf_lines();
        if rows <= self.leaf_rows() && leaf.scrolls() {
            hints.remove(0);
        }
        hints
    }
}

/// One row of the help page: a group's heading or an entry.
#[derive(Debug, Clone, Copy)]
pub enum HelpRow {
    /// A group begins.
    Title(super::action::Category),
    /// An action.
    Entry(&'static super::action::Entry),
}

/// The help page in one column, or in two from 96 cells on.
pub fn help_columns(entries: &[&'static super::action::Entry], width: u16) -> Vec<Vec<HelpRow>> {
    use super::action::Category;
    let mut groups: Vec<Vec<HelpRow>> = Vec::new();
    for category in Category::ALL {
        let mut rows: Vec<HelpRow> =
            entries.iter().filter(|entry| entry.category == category).map(|entry| HelpRow::Entry(entry)).collect();
        if !rows.is_empty() {
            rows.insert(0, HelpRow::Title(category));
            groups.push(rows);
        }
    }
    if width < 96 {
        return vec![groups.concat()];
    }
    let left = [Category::Move, Category::Go, Category::Page];
    let is_left = |rows: &Vec<HelpRow>| matches!(rows.first(), Some(HelpRow::Title(c)) if left.contains(c));
    let (left, right): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_left);
    vec![left.concat(), right.concat()]
}
