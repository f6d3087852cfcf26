//! What is stated about a page outside its articles: file and folder names, a dated header line, front matter, fields of a record.
//!
//! A stated fact beats everything inferred and is marked certain. Nothing here guesses: a number that might be a date and might be
//! something else is left alone.

use std::sync::Arc;

use super::address::city_name;
use super::dates::mention::mentions;
use super::dates::numerals::digit;
use super::front::Front;
use crate::corpus::{Day, YEARS, page_number};

/// Stated facts about a page; `None` where nothing states them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// Day of publication, with its year where that is stated.
    pub published: Option<Day>,
    /// Year, where only a year is stated (a folder `2020`, `corpus.toml`).
    pub year: Option<i16>,
    /// City without 市.
    pub city: Option<Arc<str>>,
    /// Name of the paper.
    pub paper: Option<String>,
    /// Edition or page number as printed (`03`, `A5`).
    pub edition: Option<String>,
    /// Source line the day was read on; 0 for a name or a field.
    pub line: u32,
}

impl Hints {
    /// Takes each fact from `self`, else from `weaker`.
    #[must_use]
    pub fn over(self, weaker: Self) -> Self {
        // A header that prints no year does not push out a file name that has it.
        let fuller = |a: Option<Day>, b: Option<Day>| match (a, b) {
            (Some(x), Some(y)) if x.year.is_none() && (x.month, x.day) == (y.month, y.day) => Some(y),
            (a, b) => a.or(b),
        };
        let line = if self.published.is_some() { self.line } else { weaker.line };
        Self {
            published: fuller(self.published, weaker.published),
            year: self.year.or(weaker.year),
            city: self.city.or(weaker.city),
            paper: self.paper.or(weaker.paper),
            edition: self.edition.or(weaker.edition),
            line,
        }
    }

    /// Everything the file name and the text of a page state.
    pub fn of_page(name: &str, text: &str) -> Self {
        Self::of_text(text).over(Self::of_name(name))
    }

    /// Day, year and edition in a path: `2020-02-26/03.txt`, `20200226-03-01.txt`, `rmrb_20200226.txt`, `2020/02/26/…`, `2020年2月26日`.
    pub fn of_name(name: &str) -> Self {
        let chars: Vec<char> = name.chars().collect();
        let mut hints = Self::default();
        let mut at = 0;
        while at < chars.len() {
            let run = chars.iter().skip(at).take_while(|c| c.is_ascii_digit()).count();
            if run == 0 {
                at += 1;
                continue;
            }
            // A number inside a word of letters and digits is a hash or a code.
            let word_before = at > 0 && chars[at - 1].is_ascii_alphabetic() && (at < 2 || chars[at - 2].is_ascii_digit());
            let hex_after = chars.get(at + run).is_some_and(|c| c.is_ascii_alphabetic() && *c != 'T');
            if !word_before && !hex_after {
                hints.take_number(&chars, at, run);
            }
            at += run;
        }
        hints.year = name.split(['/', '\\']).rev().skip(1).find_map(year_of_folder);
        if hints.edition.is_none() {
            hints.edition = name.split(['/', '\\', '_', ' ']).find_map(printed_page);
        }
        if hints.published.is_none() {
            let day = mentions(name).into_iter().find(|m| m.year.is_some()).and_then(|m| m.day_in(None));
            hints.published = day;
        }
        hints
    }

    fn take_number(&mut self, chars: &[char], at: usize, run: usize) {
        let number = |from: usize, len: usize| -> Option<u32> {
            chars.get(from..from + len)?.iter().try_fold(0, |n, c| c.to_digit(10).map(|d| n * 10 + d))
        };
        let separator = |i: usize| chars.get(i).is_some_and(|c| matches!(c, '-' | '_' | '.' | '/' | '\\' | '年' | '月'));
        let day = |y: u32, m: u32, d: u32| {
            let year = i16::try_from(y).ok().filter(|year| YEARS.contains(year))?;
            Day::new(Some(year), m as u8, d as u8)
        };
        let whole = || number(at, 4).zip(number(at + 4, 2)).zip(number(at + 6, 2)).and_then(|((y, m), d)| day(y, m, d));
        // The day of a file is mostly that of its folder too.
        if run == 8 && (self.published.is_none() || self.published == whole()) {
            self.published = whole();
            // 20200226-03-01: page, then position on it.
            let tail = chars
                .get(at + 9..at + 11)
                .filter(|t| t.iter().all(char::is_ascii_digit) && matches!(chars.get(at + 8), Some('-' | '_')));
            if let (Some(_), Some(tail)) = (self.published, tail) {
                self.edition = Some(tail.iter().collect());
            }
        } else if run == 6 && self.published.is_none() && separator(at + 6) {
            // 202002/26/
            let tail = chars.iter().skip(at + 7).take_while(|c| c.is_ascii_digit()).count();
            if tail == 2 {
                self.published = number(at, 4).zip(number(at + 4, 2)).zip(number(at + 7, 2)).and_then(|((y, m), d)| day(y, m, d));
            }
        } else if run == 4 && self.published.is_none() {
            let digits = |from: usize| chars.iter().skip(from).take_while(|c| c.is_ascii_digit()).count().min(3);
            let month = digits(at + 5);
            let second = at + 5 + month + 1;
            let days = digits(second);
            if separator(at + 4) && (1..=2).contains(&month) && separator(second - 1) && (1..=2).contains(&days) {
                let whole = number(at, 4).zip(number(at + 5, month)).zip(number(second, days));
                self.published = whole.and_then(|((y, m), d)| day(y, m, d));
            }
        }
    }

    /// Day and city in the running head or foot of a page: `2018年11月6日 星期二 03版 责编…`, `锦州日报`.
    pub fn of_text(text: &str) -> Self {
        let lines: Vec<(usize, &str)> = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
        let edge = |i: usize| i < 6 || i + 4 >= lines.len();
        let mut hints = Front::of(text).map_or_else(Self::default, |front| front.hints());
        for (i, (n, line)) in lines.iter().enumerate() {
            if !edge(i) {
                continue;
            }
            if hints.published.is_none()
                && let Some(found) = running_head(line)
            {
                hints.published = Some(found);
                hints.line = *n as u32 + 1;
            }
            // Most lines name neither a paper nor a page.
            if !line.contains(['报', '版']) {
                continue;
            }
            let is_head = line.chars().count() <= 60 && !line.contains(['。', '！', '？']) && furniture(line) >= 2;
            // No name of a paper is longer.
            if hints.paper.is_none() && (is_head || line.trim().len() <= 60) {
                // A paper that is merely spoken of stands among other words.
                hints.paper = masthead(line).filter(|paper| is_head || line.trim().trim_matches(['《', '》']) == paper);
            }
            if hints.edition.is_none() && is_head {
                hints.edition = printed_page(line);
            }
        }
        hints
    }

    /// Day, paper, edition and city in named fields of a record or of front matter; names in Chinese or English, in any case.
    pub fn of_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut hints = Self::default();
        for (key, value) in fields {
            let value = value.trim().trim_matches('"');
            if value.is_empty() {
                continue;
            }
            match key.trim().to_lowercase().as_str() {
                "date" | "time" | "publish_time" | "pubdate" | "datetime" | "published" | "publish_date" | "日期"
                | "发布时间" | "时间" | "出版日期" => {
                    hints.published = hints.published.or_else(|| written_day(value));
                }
                "year" | "年份" => hints.year = hints.year.or_else(|| value.parse().ok().filter(|y| YEARS.contains(y))),
                "city" | "location" | "地区" | "城市" => {
                    hints.city = hints.city.or_else(|| Some(Arc::from(city_name(value))));
                }
                "source" | "paper" | "source_name" | "periodical" | "报纸" | "来源" => {
                    hints.paper = hints.paper.or(Some(value.to_owned()));
                }
                "page" | "edition" | "版次" | "版" => hints.edition = hints.edition.or(Some(value.to_owned())),
                _ => {}
            }
        }
        hints
    }
}

/// The year a folder is named for: `2020`, `2020年`, `2020-02`, `2020年2月`, `锦州日报2020`; an archive is a folder, too. Names of files say
/// nothing by four digits: `2000.txt` is a page of a book, `IMG_2048.txt` a picture, 第2000期 a number of issues.
fn year_of_folder(step: &str) -> Option<i16> {
    let step = step.strip_suffix(".zip").unwrap_or(step);
    let (head, rest) = step.split_at_checked(step.find(|c: char| c.is_ascii_digit())?)?;
    let (year, rest) = rest.split_at_checked(4)?;
    let head = head.trim_end_matches(['-', '_', ' ']);
    let month = |rest: &str| rest.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month)) && rest.len() <= 2;
    let of_month = rest.strip_prefix(['-', '_', '.']).or_else(|| Some(rest.strip_prefix('年')?.split_once('月')?.0));
    let whole = rest.is_empty() || rest == "年" || of_month.is_some_and(month);
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    ((head.is_empty() || is_paper(head)) && whole).then_some(year)
}

/// `2020-02-26`, `2020/2/26 08:00`, `20200226`, `2020年2月26日`; also `02-26 08:00` and `2月26日` without a year.
pub fn written_day(value: &str) -> Option<Day> {
    if let Some(day) = Hints::of_name(value.get(..value.len().min(40)).unwrap_or(value)).published {
        return Some(day);
    }
    if let Some(mention) = mentions(value).into_iter().next() {
        return mention.day_in(None);
    }
    // 02-26 08:00; but 08:30 is a time of day.
    let mut numbers = value.split([' ', '　', 'T']).next()?.split(['-', '/', '.']);
    let (month, day) = (numbers.next()?, numbers.next()?);
    let short = |number: &str| (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let two = short(month) && short(day) && numbers.next().is_none();
    two.then(|| Day::new(None, month.parse().ok()?, day.parse().ok()?))?
}

/// The day in a line that is a running head and not a sentence: it stands with a weekday, a page number, editors or alone.
fn running_head(line: &str) -> Option<Day> {
    let line = line.trim().trim_start_matches(['#', '*', '>', ' ']);
    let count = line.chars().count();
    if count > 90 || line.contains(['。', '！', '？']) {
        return None;
    }
    let Some(found) = mentions(line).into_iter().next() else { return numeric_head(line) };
    let rest = count - line.get(found.at..found.end)?.chars().count();
    let head = furniture(line) + usize::from(found.weekday.is_some());
    let alone = rest <= 4 && found.year.is_some();
    // A day without a year needs the weekday, or it might be a caption's.
    let enough = if found.year.is_some() { head >= 1 || alone } else { found.weekday.is_some() && (head >= 2 || rest <= 8) };
    let clause = line.contains(['，', ',']) && head < 2;
    if !enough || clause {
        return None;
    }
    found.day_in(None)
}

/// `六盘晚报　2019-04-23　第06版`, `2013.3.22　星期五`, `[首页] > 2021-05-13 > 第05版`: a whole date in digits beside what heads carry.
fn numeric_head(line: &str) -> Option<Day> {
    let day = Hints::of_name(line).published?;
    let others = line.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace() && !"-./年月日".contains(*c)).count();
    let weekday = ["星期", "周一", "周二", "周三", "周四", "周五", "周六", "周日"].iter().any(|w| line.contains(w));
    (furniture(line) + usize::from(weekday) >= 1 || others == 0).then_some(day)
}

/// How many kinds of things stand on the line that only running heads and feet carry.
fn furniture(line: &str) -> usize {
    let words = [
        "责编",
        "责任编辑",
        "编辑",
        "主编",
        "美编",
        "版式",
        "校对",
        "检校",
        "值班",
        "农历",
        "E-mail",
        "电话",
        "今日",
        "第",
        "总第",
        "www.",
        "http",
        "首页",
        "数字报",
    ];
    words.iter().filter(|w| line.contains(**w)).count()
        + usize::from(line.contains('版') && line.chars().any(|c| digit(c).is_some()))
        + usize::from(masthead(line).is_some())
}

/// The name of a paper that a short line is or begins with: 锦州日报, 半岛晚报.
fn masthead(line: &str) -> Option<String> {
    // Most lines name no paper, and a long one is dear to take apart.
    if !line.contains('报') {
        return None;
    }
    let words = line.trim().split(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '·' | '/'));
    words.filter(|w| w.ends_with('报') && (3..=8).contains(&w.chars().count())).find_map(|word| {
        let ends = ["日报", "晚报", "晨报", "早报", "商报", "时报", "快报", "导报", "都市报", "新报"]
            .iter()
            .any(|end| word.ends_with(end));
        // 安庆民生报; but 天气预报 and 工作简报 are none.
        let other = ![
            "预报", "播报", "简报", "捷报", "喜报", "通报", "战报", "举报", "汇报", "年报", "警报", "墙报", "板报", "剪报",
            "本报", "海报", "情报", "公报", "申报",
        ]
        .iter()
        .any(|end| word.ends_with(end));
        (ends || other).then(|| word.to_owned())
    })
}

/// The number of a page as heads and names of folders print it: `第06版`, `A3版`, `03版 要闻`; without 第 and 版.
pub(super) fn printed_page(text: &str) -> Option<String> {
    let before = text.split_once('版')?.0.trim_end();
    let part = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c);
    let number = before.get(before.trim_end_matches(part).len()..)?;
    // 共8版, 本报今天8版: how many there are, not which.
    let counted = before.strip_suffix(number).is_some_and(|rest| rest.trim_end().ends_with(['共', '今', '天', '出', '日']));
    page_number(number).filter(|_| !counted)
}

/// Whether a word is the name of a paper and nothing else.
pub(super) fn is_paper(word: &str) -> bool {
    masthead(word).is_some_and(|paper| paper == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_and_the_name_state_paper_and_page() {
        let head = |line: &str| {
            let hints = Hints::of_text(&format!("{line}\n\n正文第一行，很长的一行。\n"));
            (hints.paper.unwrap_or_default(), hints.edition.unwrap_or_default())
        };
        let said = |paper: &str, edition: &str| (paper.to_owned(), edition.to_owned());
        assert_eq!(head("六盘晚报　2019-04-23　第06版"), said("六盘晚报", "06"));
        assert_eq!(head("2018年11月6日 星期二 03版 责编 王一"), said("", "03"));
        assert_eq!(head("锦州日报"), said("锦州日报", ""));
        assert_eq!(head("锦州日报 2020年2月26日 星期三 今日8版"), said("锦州日报", ""));
        assert_eq!(head("他每天送 锦州日报 到村里"), said("", ""));
        let named = |name: &str| Hints::of_name(name).edition.unwrap_or_default();
        assert_eq!(
            ["20200226/20200226-03-01.txt", "2020-02-26/第A04版/1.txt", "2020-02-26/05版_要闻.txt", "出版/1.txt", "03.txt"]
                .map(named),
            ["03", "A04", "05", "", ""]
        );
    }

    fn day(name: &str) -> String {
        Hints::of_name(name).published.map_or_else(|| "-".to_owned(), |d| d.to_string())
    }

    #[test]
    fn file_and_folder_names_state_the_day() {
        for (name, expected) in [
            ("20200226-03-01.txt", "2020-02-26"),
            ("rmrb/2020-02-26/03.txt", "2020-02-26"),
            ("rmrb_20200226.txt", "2020-02-26"),
            ("html/202002/26/node_A01.html", "2020-02-26"),
            ("2020/2/6/1.txt", "2020-02-06"),
            ("锦州日报2020年2月26日第3版.txt", "2020-02-26"),
            ("20201345.txt", "-"),
            ("000_90a7793006486b8f.txt", "-"),
            ("3cbc20200226af.txt", "-"),
            ("scan-00012345678.txt", "-"),
            ("a.txt", "-"),
        ] {
            assert_eq!(day(name), expected, "{name}");
        }
        assert_eq!(Hints::of_name("20200226-03-01.txt").edition.as_deref(), Some("03"));
    }

    #[test]
    fn a_year_is_stated_by_a_folder_that_is_named_for_it() {
        let year = |name: &str| Hints::of_name(name).year;
        for name in [
            "锦州/2020/页一.txt",
            "2020年/1.txt",
            "2020-02/1.txt",
            "2020年2月/3.txt",
            "2020年2月号/3.txt",
            "锦州日报2020/1.txt",
            "1999/2020/a",
            "2020.zip/a",
        ] {
            assert_eq!(year(name), Some(2020), "{name}");
        }
        for name in [
            "1999.txt",
            "2000.txt",
            "IMG_2048.txt",
            "第2000期.txt",
            "project1900/a.txt",
            "2020-13/a.txt",
            "2020字/a.txt",
            "我的1977年.txt",
            "9999/a.txt",
        ] {
            assert_eq!(year(name), None, "{name}");
        }
        assert_eq!(Hints::of_name("20200226-03-01.txt").year, None, "the day has it");
    }

    #[test]
    fn a_running_head_states_the_day_and_a_sentence_does_not() {
        for (line, expected) in [
            ("２０１８年１１月６日　星期二　农历戊戌年九月廿九　０３版", Some("2018-11-06")),
            ("二〇一九年十月十二日　星期六　农历己亥年九月十四", Some("2019-10-12")),
            ("2019年1月15日 星期二 责编:石磊 E-mail:mdjxwb@bingcheng.example", Some("2019-01-15")),
            ("湘北新闻　　2021年5月12日　星期三　　责任编辑 任小可　版式 郭亮", Some("2021-05-12")),
            ("2月26日 星期三 第3版", Some("XXXX-02-26")),
            ("2020年2月26日", Some("2020-02-26")),
            ("江岸晚报　2019-04-23　第06版：民生　　www.jawb.example", Some("2019-04-23")),
            ("江岸民生报　A4　2013.3.22　星期五　热线5510110", Some("2013-03-22")),
            ("[首页](/) > [数字报](/epaper) > 2021-05-13 > 第05版", Some("2021-05-13")),
            ("2021/5/3", Some("2021-05-03")),
            ("合同编号2019-04-2381，现声明作废", None),
            ("2020年4月14日傍晚六点,一家泳装企业的样品间里灯火通明。", None),
            ("2月24日，工人正在生产线上忙碌", None),
        ] {
            assert_eq!(running_head(line).map(|d| d.to_string()).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn fields_are_read_under_their_many_names() {
        let hints = Hints::of_fields([("发布时间", "2020/2/26 08:15"), ("City", "锦州市"), ("source", "某报"), ("版次", "A3")]);
        assert_eq!(hints.published.map(|d| d.to_string()).as_deref(), Some("2020-02-26"));
        assert_eq!(hints.city.as_deref(), Some("锦州"));
        assert_eq!(hints.edition.as_deref(), Some("A3"));
        let short = Hints::of_fields([("time", "02-26 08:15")]);
        assert_eq!(short.published.map(|d| d.to_string()).as_deref(), Some("XXXX-02-26"));
        for time in ["08:30", "8:30", "8时30分", "1-2-3", "3"] {
            assert_eq!(Hints::of_fields([("time", time)]).published, None, "{time}");
        }
    }

    #[test]
    fn front_matter_is_stated() {
        let hints = Hints::of_text("---\ndate: 2020-02-26\ncity: 营口\n---\n\n# 标题\n\n正文。\n");
        assert_eq!(hints.published.map(|d| d.to_string()).as_deref(), Some("2020-02-26"));
        assert_eq!(hints.city.as_deref(), Some("营口"));
        // A rule over a notice opens no front matter.
        let notice = Hints::of_text("---\n\n停电通知\n\n时间：2020年3月1日8时至12时\n地区：老城区\n");
        assert_eq!(notice, Hints::default());
    }
}
