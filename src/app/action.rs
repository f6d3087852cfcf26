//! The one action table: what a reader can do, in which words, with which keys.
//!
//! Help page, palette, status hints and README come from this table. It says nothing of how an action is carried out
//! ([`super::App`]) or which keys a reader has put in the place of these
//! ([`super::Keymap`]).

use super::event::Key;
use super::words::Lang;

/// Something a reader can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// One row or line down.
    LineDown,
    /// One row or line up.
    LineUp,
    /// Half a page down.
    HalfDown,
    /// Half a page up.
    HalfUp,
    /// A page down; at the end of an article, the next article.
    PageDown,
    /// A page up.
    PageUp,
    /// To the first line or row.
    Top,
    /// To the last line or row.
    Bottom,
    /// Next paragraph 段.
    ParaNext,
    /// Previous paragraph.
    ParaPrev,
    /// Next article 篇.
    ArticleNext,
    /// Previous article.
    ArticlePrev,
    /// Next day 日.
    DateNext,
    /// Previous day.
    DatePrev,
    /// Next city 城.
    CityNext,
    /// Previous city.
    CityPrev,
    /// The n-th city, 1–9.
    City(u8),
    /// The place before.
    Back,
    /// Tree ↔ reader.
    OtherPane,
    /// Open a branch, read an article.
    Open,
    /// Fold a branch, go to the parent, out of the reader.
    Fold,
    /// Fold or unfold all branches.
    FoldAll,
    /// Full-width reading.
    Full,
    /// Newspaper columns.
    Columns,
    /// Vertical type.
    Vertical,
    /// The page as it was.
    Source,
    /// Articles by city and by day.
    Overview,
    /// Narrower measure.
    MeasureLess,
    /// Wider measure.
    MeasureMore,
    /// Next theme.
    Theme,
    /// Open the search line.
    Search,
    /// Next hit.
    HitNext,
    /// Previous hit.
    HitPrev,
    /// Hits by city or by relevance.
    Order,
    /// Put a bookmark on the paragraph, or take it off.
    Mark,
    /// Bookmarks and notes.
    Marks,
    /// Write a note at the paragraph.
    Note,
    /// Copy the paragraph.
    Copy,
    /// Copy the article.
    CopyAll,
    /// Correct how a paragraph was read.
    Fix,
    /// Take the last correction back.
    Unfix,
    /// What the importer doubts and what could not be read.
    Problems,
    /// Look at the files again.
    Retry,
    /// Keys and actions.
    Help,
    /// An action by its name.
    Palette,
    /// Draw everything again.
    Redraw,
    /// 中文 or English.
    Language,
    /// Undo the last opening.
    Close,
    /// Leave.
    Quit,
}

/// Groups of the help page, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// 移动
    Move,
    /// 往来
    Go,
    /// 版面
    Page,
    /// 目录
    List,
    /// 搜索
    Search,
    /// 留存
    Keep,
    /// 更正
    Correct,
    /// 其他
    Other,
}

impl Category {
    /// All groups: the left column of the help page, then the right one.
    pub const ALL: [Category; 8] = [
        Category::Move,
        Category::Go,
        Category::Page,
        Category::List,
        Category::Search,
        Category::Keep,
        Category::Correct,
        Category::Other,
    ];

    /// Its heading.
    pub fn title(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Category::Move => ("移动", "Move"),
            Category::Go => ("往来", "Go"),
            Category::Page => ("版面", "Page"),
            Category::List => ("目录", "List"),
            Category::Search => ("搜索", "Search"),
            Category::Keep => ("留存", "Keep"),
            Category::Correct => ("更正", "Correct"),
            Category::Other => ("其他", "Other"),
        };
        lang.pick(zh, en)
    }
}

/// One row of the table: one or two actions that belong together (down a paragraph, up a paragraph).
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Stable name for key files and the palette.
    pub name: &'static str,
    /// Its group.
    pub category: Category,
    /// What it does, in Chinese.
    pub zh: &'static str,
    /// What it does, in English.
    pub en: &'static str,
    /// The actions, in the order of their keys.
    pub actions: &'static [Action],
    /// Default keys as pairs of key and index into `actions`.
    pub keys: &'static [(Key, usize)],
}

impl Entry {
    /// What it does.
    pub fn doc(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }

    /// What it does when it is chosen by its name: of two ways the one on. Nothing where only a key says which of many is meant.
    pub fn by_name(&self) -> Option<Action> {
        match *self.actions {
            [only] | [only @ Action::HitNext, _] | [_, only] => Some(only),
            _ => None,
        }
    }
}

/// A key as it stands on the keyboard.
pub fn key_name(key: Key, lang: Lang) -> String {
    match key {
        Key::Char(' ') => lang.pick("空格", "Space").to_owned(),
        Key::Char(c) => c.to_string(),
        Key::Ctrl(c) => format!("Ctrl-{}", c.to_ascii_uppercase()),
        Key::Enter => "Enter".to_owned(),
        Key::Esc => "Esc".to_owned(),
        Key::Backspace => lang.pick("退格", "Bksp").to_owned(),
        Key::Tab => "Tab".to_owned(),
        Key::Up => lang.pick("上", "Up").to_owned(),
        Key::Down => lang.pick("下", "Down").to_owned(),
        Key::Left => lang.pick("左", "Left").to_owned(),
        Key::Right => lang.pick("右", "Right").to_owned(),
        Key::Home => "Home".to_owned(),
        Key::End => "End".to_owned(),
        Key::PageUp => "PgUp".to_owned(),
        Key::PageDown => "PgDn".to_owned(),
        Key::Alt(c) => format!("Alt-{c}"),
        Key::BackTab => "Shift-Tab".to_owned(),
        Key::Insert => "Ins".to_owned(),
        Key::Delete => "Del".to_owned(),
        Key::F(n) => format!("F{n}"),
    }
}

use Action as A;
use Category as C;
use Key::{Backspace, Char, Ctrl, Down, End, Enter, Esc, Home, Left, PageDown, PageUp, Right, Tab, Up};

const fn entry(
    name: &'static str,
    category: Category,
    zh: &'static str,
    en: &'static str,
    actions: &'static [Action],
    keys: &'static [(Key, usize)],
) -> Entry {
    Entry { name, category, zh, en, actions, keys }
}

/// The table. Order within a group is the order of the help page.
pub static TABLE: &[Entry] = &[
    entry("line_down", C::Move, "下一行", "line down", &[A::LineDown], &[(Char('j'), 0), (Down, 0)]),
    entry("line_up", C::Move, "上一行", "line up", &[A::LineUp], &[(Char('k'), 0), (Up, 0)]),
    entry("half_down", C::Move, "下半页", "half page down", &[A::HalfDown], &[(Char('d'), 0), (Ctrl('d'), 0)]),
    entry("half_up", C::Move, "上半页", "half page up", &[A::HalfUp], &[(Char('u'), 0), (Ctrl('u'), 0)]),
    entry(
        "page_down",
        C::Move,
        "下一页",
        "page down",
        &[A::PageDown],
        &[(Char(' '), 0), (Char('f'), 0), (PageDown, 0), (Ctrl('f'), 0)],
    ),
    entry("page_up", C::Move, "上一页", "page up", &[A::PageUp], &[(Char('b'), 0), (PageUp, 0), (Ctrl('b'), 0)]),
    entry("top", C::Move, "到开头", "top", &[A::Top], &[(Char('g'), 0), (Home, 0)]),
    entry("bottom", C::Move, "到末尾", "bottom", &[A::Bottom], &[(Char('G'), 0), (End, 0)]),
    entry("para", C::Go, "上段 下段", "paragraph", &[A::ParaPrev, A::ParaNext], &[(Char('{'), 0), (Char('}'), 1)]),
    entry("article", C::Go, "上篇 下篇", "article", &[A::ArticlePrev, A::ArticleNext], &[(Char('['), 0), (Char(']'), 1)]),
    entry("date", C::Go, "上一日 下一日", "date", &[A::DatePrev, A::DateNext], &[(Char('('), 0), (Char(')'), 1)]),
    entry("city", C::Go, "上一城 下一城", "city", &[A::CityPrev, A::CityNext], &[(Char('<'), 0), (Char('>'), 1)]),
    entry(
        "city_n",
        C::Go,
        "到第几城",
        "n-th city",
        &[A::City(1), A::City(2), A::City(3), A::City(4), A::City(5), A::City(6), A::City(7), A::City(8), A::City(9)],
        &[
            (Char('1'), 0),
            (Char('2'), 1),
            (Char('3'), 2),
            (Char('4'), 3),
            (Char('5'), 4),
            (Char('6'), 5),
            (Char('7'), 6),
            (Char('8'), 7),
            (Char('9'), 8),
        ],
    ),
    entry("back", C::Go, "回到前一处", "back", &[A::Back], &[(Backspace, 0), (Ctrl('o'), 0)]),
    entry("other_pane", C::Go, "换到另一边", "other pane", &[A::OtherPane], &[(Tab, 0)]),
    entry("full", C::Page, "整版", "full page", &[A::Full], &[(Char('z'), 0)]),
    entry("columns", C::Page, "分栏", "columns", &[A::Columns], &[(Char('c'), 0)]),
    entry("vertical", C::Page, "竖排", "vertical", &[A::Vertical], &[(Char('v'), 0)]),
    entry("source", C::Page, "原文", "source", &[A::Source], &[(Char('s'), 0)]),
    entry("overview", C::Page, "总览", "overview", &[A::Overview], &[(Char('i'), 0)]),
    entry("measure", C::Page, "行宽 减 增", "measure", &[A::MeasureLess, A::MeasureMore], &[(Char('-'), 0), (Char('+'), 1)]),
    entry("theme", C::Page, "换配色", "theme", &[A::Theme], &[(Char('t'), 0)]),
    entry("open", C::List, "打开 阅读", "open, read", &[A::Open], &[(Enter, 0), (Char('l'), 0), (Right, 0)]),
    entry("fold", C::List, "折起 到上级", "fold, parent", &[A::Fold], &[(Char('h'), 0), (Left, 0)]),
    entry("fold_all", C::List, "全折 全开", "fold all", &[A::FoldAll], &[(Char('Z'), 0)]),
    entry("search", C::Search, "搜索", "search", &[A::Search], &[(Char('/'), 0)]),
    entry("hit", C::Search, "下一处 上一处", "next, prev. hit", &[A::HitNext, A::HitPrev], &[(Char('n'), 0), (Char('N'), 1)]),
    entry("order", C::Search, "按城 按相关 按日", "order hits", &[A::Order], &[(Char('o'), 0)]),
    // Its keys are those of the search line only, where no other action has them.
    entry("pick", C::Search, "选候选词", "take candidate", &[], &[]),
    entry("mark", C::Keep, "夹书签", "bookmark", &[A::Mark], &[(Char('m'), 0)]),
    entry("marks", C::Keep, "书签与批注", "marks and notes", &[A::Marks], &[(Char('\''), 0)]),
    entry("note", C::Keep, "写批注", "write a note", &[A::Note], &[(Char('a'), 0)]),
    entry("copy", C::Keep, "复制本段", "copy paragraph", &[A::Copy], &[(Char('y'), 0)]),
    entry("copy_all", C::Keep, "复制全篇", "copy article", &[A::CopyAll], &[(Char('Y'), 0)]),
    entry("fix", C::Correct, "更正这一处", "correct this", &[A::Fix], &[(Char('e'), 0)]),
    entry("unfix", C::Correct, "撤销更正", "undo correction", &[A::Unfix], &[(Char('U'), 0)]),
    entry("problems", C::Correct, "存疑与问题", "problems", &[A::Problems], &[(Char('!'), 0)]),
    entry("retry", C::Correct, "再读一次", "read again", &[A::Retry], &[(Char('r'), 0)]),
    entry("help", C::Other, "按键说明", "help", &[A::Help], &[(Char('?'), 0)]),
    entry("palette", C::Other, "按名字找功能", "command by name", &[A::Palette], &[(Char(':'), 0)]),
    entry("redraw", C::Other, "重画", "redraw", &[A::Redraw], &[(Ctrl('l'), 0)]),
    entry("lang", C::Other, "中文 English", "language", &[A::Language], &[(Char('L'), 0)]),
    entry("close", C::Other, "收起 退一步", "close, step back", &[A::Close], &[(Esc, 0)]),
    entry("quit", C::Other, "退出", "quit", &[A::Quit], &[(Char('q'), 0), (Ctrl('c'), 0)]),
];

/// The table row of an action.
pub fn entry_of(action: Action) -> Option<&'static Entry> {
    TABLE.iter().find(|entry| entry.actions.contains(&action))
}

/// The key a Chinese input method meant: `《` is `<`, `、` is `/`, `ｊ` is `j`; `=` is `+` without Shift.
pub fn plain(key: Key) -> Key {
    let Char(c) = key else { return key };
    Char(match c {
        '、' | '／' => '/',
        '？' => '?',
        '！' => '!',
        '：' => ':',
        '【' => '[',
        '】' => ']',
        '（' => '(',
        '）' => ')',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '‘' | '’' => '\'',
        '　' => ' ',
        '=' => '+',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_key(key: Key) -> Option<Action> {
        crate::app::Keymap::default().of_key(key)
    }

    #[test]
    fn chinese_marks_climb_the_bracket_ladder() {
        assert_eq!(of_key(Char('《')), Some(A::CityPrev));
        assert_eq!(of_key(Char('】')), Some(A::ArticleNext));
        assert_eq!(of_key(Char('（')), Some(A::DatePrev));
        assert_eq!(of_key(Char('｝')), Some(A::ParaNext));
        assert_eq!(of_key(Char('、')), Some(A::Search));
    }

    #[test]
    fn by_its_name_a_row_does_the_one_of_two_that_goes_on() {
        let run = |name: &str| TABLE.iter().find(|entry| entry.name == name).and_then(Entry::by_name);
        for (name, action) in [
            ("hit", Some(A::HitNext)),
            ("para", Some(A::ParaNext)),
            ("city", Some(A::CityNext)),
            ("measure", Some(A::MeasureMore)),
            ("full", Some(A::Full)),
            ("city_n", None),
            ("pick", None),
        ] {
            assert_eq!(run(name), action, "{name}");
        }
    }

    #[test]
    fn no_key_stands_for_two_actions() {
        let mut seen = Vec::new();
        for (key, _) in TABLE.iter().flat_map(|entry| entry.keys) {
            assert!(!seen.contains(key), "{key:?} stands in two rows");
            seen.push(*key);
        }
    }

    #[test]
    fn every_row_has_both_languages_and_a_key_for_each_action() {
        for entry in TABLE {
            assert!(!entry.zh.is_empty() && !entry.en.is_empty());
            for at in 0..entry.actions.len() {
                assert!(entry.keys.iter().any(|(_, i)| *i == at), "{} has an action without a key", entry.name);
            }
        }
    }
}
