//! Everything the program says, in both languages. Short sentences: what happened, then what to do.
//!
//! Only words; which of them is said when is decided elsewhere.

use std::fmt::Write as _;

use super::keymap::Keymap;
use crate::import::corrections::Act;
use crate::search::{Note, Operator};

/// The two languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub enum Lang {
    /// 中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// One of two texts.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        self.pick(Lang::En, Lang::Zh)
    }
}

/// A number with thousands commas: `41,306`.
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A number of things in English: `1 file`, `2,000 files`.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// A stretch of time for people: seconds up to a minute and a half, then minutes.
fn span(seconds: u64, lang: Lang) -> String {
    match seconds {
        0..=90 => lang.pick(format!("{seconds} 秒"), format!("{seconds} s")),
        _ => lang.pick(format!("{} 分", seconds.div_ceil(60)), format!("{} min", seconds.div_ceil(60))),
    }
}

/// A number below a hundred in 汉字: 15 → 十五; larger ones in figures.
pub fn in_han(n: u16) -> String {
    const HAN: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (usize::from(n / 10), usize::from(n % 10));
    match tens {
        0 if ones > 0 => HAN[ones].to_owned(),
        1 => format!("十{}", HAN[ones]),
        2..10 => format!("{}十{}", HAN[tens], HAN[ones]),
        _ => n.to_string(),
    }
}

/// A small number as a Chinese tenth: 4 → 四成.
pub fn tenths(n: u8, lang: Lang) -> String {
    const HAN: [&str; 11] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    lang.pick(format!("{}成", HAN[usize::from(n.min(10))]), format!("{n}/10"))
}

/// What is said after a key until the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The last session's place was found again.
    Resumed,
    /// The last session's article is gone.
    ResumedGone,
    /// The `~` of a date.
    ApproximateDate,
    /// A day without a year.
    YearUnknown,
    /// The last hit was passed.
    LastHit,
    /// The first hit was passed backwards.
    FirstHit,
    /// Nothing after this article.
    LastArticle,
    /// Nothing before this article.
    FirstArticle,
    /// Sent to the clipboard: paragraph or article, characters.
    Copied {
        /// Whole article.
        article: bool,
        /// How many characters.
        chars: usize,
    },
    /// The text is longer than terminals take (OSC 52); nothing was sent.
    NotCopied,
    /// No source lines are kept for this article.
    NoSource,
    /// The window is too narrow for newspaper columns.
    NoColumns,
    /// The window is too small for vertical type.
    NoVertical,
    /// A theme was chosen.
    Theme(&'static str),
    /// A measure was chosen, in cells.
    Measure(u16),
    /// Reading in: files read, files in all; files a second, seconds left.
    Reading(u64, u64, Option<(u64, u64)>),
    /// Reading in is done: files, articles, in doubt.
    ReadDone(u64, u64, u64),
    /// Reading in was stopped: files read, articles.
    ReadStopped(u64, u64),
    /// New or changed files were taken in: files, new articles, the first of those.
    Watched(u64, u64, Option<String>),
    /// Nothing is kept in a public reading room.
    ReadOnly,
    /// A public reading room closes in a minute.
    ClosesSoon,
    /// The files are looked at again.
    LookingAgain,
    /// They are as they were.
    AsBefore,
    /// A bookmark was put.
    Marked,
    /// A bookmark was taken off.
    Unmarked {
        /// Something was noted at it.
        noted: bool,
    },
    /// A note was kept.
    Noted,
    /// A note was taken away.
    NoteGone,
    /// A correction was made.
    Corrected(Act),
    /// The last correction was taken back.
    Uncorrected,
    /// No correction of this page is kept.
    NothingToUndo,
    /// The correction does not fit this paragraph.
    NotCorrected,
    /// The window is too small for the correction drawer.
    NoDrawer,
    /// No city has this name or these letters.
    NoSuchCity,
    /// A typed day is none.
    NoSuchDay,
    /// Anything already in words.
    Said(String),
}

impl Notice {
    /// The notice in words, with the keys that there are.
    pub fn text(&self, lang: Lang, keys: &Keymap) -> String {
        let fixed = |zh: &str, en: &str| keys.said(lang.pick(zh, en), lang);
        match self {
            Notice::Resumed => fixed("回到上次读到的地方，{g} 到开头", "Back where you left; {g} goes to the top"),
            Notice::ResumedGone => {
                fixed("上次那篇已不在这里，从头开始", "The article you were reading is gone; starting at the top")
            }
            Notice::ApproximateDate => {
                fixed("~ 是推算: 版上最晚的日子加一天", "~ is a guess: the day after the latest date on the page")
            }
            Notice::YearUnknown => fixed("年份不明", "year unknown"),
            Notice::LastHit => fixed("已是最后一处，再按 {n} 从头", "Last hit; {n} again starts over"),
            Notice::FirstHit => fixed("已是第一处，再按 {N} 从末尾", "First hit; {N} again goes to the last"),
            Notice::LastArticle => fixed("这是最后一篇", "This is the last article"),
            Notice::FirstArticle => fixed("这是第一篇", "This is the first article"),
            Notice::Copied { article, chars } => {
                let n = number(*chars as u64);
                match lang {
                    Lang::Zh => {
                        format!("已送往剪贴板: {} {n} 字（终端未必收下）", if *article { "全篇" } else { "本段" })
                    }
                    Lang::En => format!("Sent to the clipboard: {n} characters (the terminal may refuse)"),
                }
            }
            Notice::NotCopied => fixed(
                "太长了，终端的剪贴板收不下，没有复制；{y} 复制本段",
                "Too long for the terminal's clipboard, nothing copied; {y} copies the paragraph",
            ),
            Notice::NoSource => fixed("这一篇没有原文可看", "No source lines are kept for this article"),
            Notice::NoColumns => fixed("窗口太窄，分不成两栏（要 92 列）", "Too narrow for two columns (92 needed)"),
            Notice::NoVertical => {
                fixed("窗口太小，排不成竖排（要 20 列 10 行）", "Too small for vertical type (20 columns, 10 rows needed)")
            }
            Notice::Theme(name) => lang.pick(format!("配色: {name}"), format!("theme: {name}")),
            Notice::Measure(cells) => lang.pick(format!("行宽 {} 字", cells / 2), format!("measure {cells}")),
            Notice::Reading(done, all, pace) => {
                let (done, all) = (number(*done), number(*all));
                let mut text = lang.pick(format!("正在读入 {done}/{all} 份"), format!("Reading {done} of {all} files"));
                if let Some((rate, left)) = pace {
                    let left = span(*left, lang);
                    // In the middle of the first file there is no rate yet.
                    text += &match rate {
                        0 => lang.pick(format!("  约剩 {left}"), format!(", about {left} left")),
                        rate => {
                            let rate = number(*rate);
                            lang.pick(format!("  每秒 {rate} 份，约剩 {left}"), format!(", {rate} a second, about {left} left"))
                        }
                    };
                }
                text
            }
            Notice::ReadOnly => fixed("这里只能读", "This is a reading room only"),
            Notice::ClosesSoon => fixed("一分钟后断开，按任意键留下", "Closing in one minute; press any key to stay"),
            Notice::LookingAgain => fixed("正在再读", "Reading again"),
            Notice::AsBefore => fixed("再读过了，没有改动", "Read again; nothing has changed"),
            Notice::ReadStopped(..) | Notice::ReadDone(..) | Notice::Watched(..) => self.arrival(lang),
            Notice::Marked | Notice::Unmarked { .. } | Notice::Noted | Notice::NoteGone => keys.said(self.of_mark(lang), lang),
            Notice::Corrected(act) => {
                let (zh, en) = match act {
                    Act::Split => ("已另起一篇", "New article started"),
                    Act::Merge { .. } => ("已并到上一篇末尾", "Joined to the article before"),
                    Act::Move { .. } => ("已移到那一篇", "Moved to that article"),
                    Act::Retitle { .. } => ("已改标题", "Headline changed"),
                    Act::Caption => ("已改作图注", "Made a caption"),
                    Act::Hide => ("已藏起", "Hidden"),
                    Act::Set { city: Some(_), .. } => ("已改城市", "City changed"),
                    Act::Set { .. } => ("已改日期", "Date changed"),
                    Act::Keep => ("以后不再问", "Not asked again"),
                };
                fixed(&format!("{zh}，{{U}} 撤销"), &format!("{en}; {{U}} undoes it"))
            }
            Notice::Uncorrected => fixed("已撤销", "Undone"),
            Notice::NothingToUndo => fixed("这一版没有更正可撤销", "No correction of this page to undo"),
            Notice::NotCorrected => fixed("这一处改不成那样", "That does not fit here"),
            Notice::NoDrawer => fixed("窗口太小，放不下更正栏", "The window is too small for corrections"),
            Notice::NoSuchCity => fixed("没有这个城市；可写汉字、拼音或首字母", "No such city; pinyin and initials will do"),
            Notice::NoSuchDay => fixed("写成 2020-02-26 这样", "Write it like 2020-02-26"),
            Notice::Said(text) => text.clone(),
        }
    }

    /// What is said of pages that have come.
    fn arrival(&self, lang: Lang) -> String {
        match self {
            Notice::ReadStopped(read, found) => {
                let (files, articles) = (number(*read), number(*found));
                lang.pick(
                    format!("停在这里: 读了 {files} 份，{articles} 篇"),
                    format!("Stopped here: {} read, {}", counted(*read, "file", "files"), counted(*found, "article", "articles")),
                )
            }
            Notice::ReadDone(files, articles, doubt) => {
                let mut text = lang.pick(
                    format!("读完 {} 份，{} 篇", number(*files), number(*articles)),
                    format!("Read {}, {}", counted(*files, "file", "files"), counted(*articles, "article", "articles")),
                );
                if *doubt > 0 {
                    let _ = match lang {
                        Lang::Zh => write!(text, "  存疑 {}", number(*doubt)),
                        Lang::En => write!(text, "; {} in doubt", number(*doubt)),
                    };
                }
                text
            }
            Notice::Watched(files, 0, _) => {
                lang.pick(format!("有改动: {} 份", number(*files)), format!("{} changed", counted(*files, "file", "files")))
            }
            Notice::Watched(files, articles, first) => {
                let first = first.as_deref().unwrap_or("");
                let (came, with) = (counted(*files, "file", "files"), counted(*articles, "article", "articles"));
                lang.pick(
                    format!("新到 {} 份，{} 篇: {first}", number(*files), number(*articles)),
                    format!("{came} came, {with}: {first}"),
                )
            }
            _ => String::new(),
        }
    }

    /// What is said of bookmarks.
    fn of_mark(&self, lang: Lang) -> &'static str {
        match self {
            Notice::Marked => lang.pick("已夹书签", "Marked"),
            Notice::Unmarked { noted: true } => {
                lang.pick("已取下，再按 {m} 连批注放回", "Mark removed; {m} again puts it back with its note")
            }
            Notice::Noted => lang.pick("已记下批注", "Noted"),
            Notice::NoteGone => lang.pick("批注已去掉，书签还在", "Note removed, the mark stays"),
            _ => lang.pick("已取下", "Mark removed"),
        }
    }
}

/// What is to be said about a query as it is typed: one clause, without a full stop.
pub fn note(note: &Note, lang: Lang) -> String {
    match note {
        Note::UnknownOperator(name) => {
            lang.pick(format!("没有 {name}: 这个条件，按文字找"), format!("{name}: is not a condition; searched as text"))
        }
        Note::RegexUnfinished(pattern) => lang.pick(
            format!("/{pattern}/ 还没写完，先看上次的结果"),
            format!("/{pattern}/ is unfinished; showing the last results"),
        ),
        Note::DateUnfinished(date) => {
            lang.pick(format!("“{date}”还看不出是哪天，先不管它"), format!("\"{date}\" is not a date yet; ignored"))
        }
        Note::NotHere { operator, value } => match operator {
            Operator::City | Operator::Date => {
                lang.pick(format!("没有“{value}”的报纸，按文字找"), format!("no pages of {value}; taken as text"))
            }
            Operator::Author => lang.pick(format!("没有作者“{value}”，按文字找"), format!("no author {value}; taken as text")),
            Operator::Section => {
                lang.pick(format!("没有“{value}”这个版，按文字找"), format!("no section {value}; taken as text"))
            }
            Operator::Title => {
                lang.pick(format!("题里没有“{value}”，在全文里找"), format!("{value} is in no headline; looked for everywhere"))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_thousands_commas() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(41_306), "41,306");
        assert_eq!(number(1_000_000), "1,000,000");
    }

    #[test]
    fn one_thing_is_not_said_in_the_plural() {
        assert_eq!(Notice::Watched(1, 0, None).text(Lang::En, &Keymap::default()), "1 file changed");
        assert_eq!(Notice::Watched(1, 1, Some("x".to_owned())).text(Lang::En, &Keymap::default()), "1 file came, 1 article: x");
        assert_eq!(Notice::ReadDone(1, 2_000, 0).text(Lang::En, &Keymap::default()), "Read 1 file, 2,000 articles");
        assert_eq!(Notice::ReadStopped(2, 1).text(Lang::En, &Keymap::default()), "Stopped here: 2 files read, 1 article");
    }

    #[test]
    fn minutes_are_said_in_han() {
        assert_eq!([1, 10, 15, 20, 99, 120].map(in_han), ["一", "十", "十五", "二十", "九十九", "120"]);
    }

    #[test]
    fn confidence_is_said_in_tenths() {
        assert_eq!(tenths(4, Lang::Zh), "四成");
        assert_eq!(tenths(4, Lang::En), "4/10");
    }
}
