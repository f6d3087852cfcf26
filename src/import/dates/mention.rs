//! Days that a text names, and what it says of them: that something happened, that it will, since when, as of when.
//!
//! 2月24日, ２月２４日, 十月十一日, 2020年2月24日, 2月14日至15日; not 昨日, 日前, 本月底, which give no day.

use super::context;
use super::numerals::{in_number, small, year};
use crate::corpus::Day;
use crate::import::lunar::{LunarDay, lunar_day};

/// What a text says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tense {
    /// In a dateline or a closing signature: the day of the text itself.
    Dateline,
    /// Something happened then.
    Scene,
    /// 截至2月24日: how things stood then.
    AsOf,
    /// 自2月9日起, 2月9日开工以来: when something began.
    Start,
    /// 将于3月1日, 3月1日前, 报名时间.
    Future,
    /// 去年3月1日, 每年3月5日, 本报1月10日3版: neither now nor news.
    Background,
}

/// A day named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Byte offset of its first character.
    pub at: usize,
    /// Byte offset behind it.
    pub end: usize,
    /// Year, where it is printed with the day.
    pub year: Option<i16>,
    /// Month.
    pub month: u8,
    /// Day; of a range its last.
    pub day: u8,
    /// What is said of it.
    pub tense: Tense,
    /// 一 = 1 … 日 = 7, where a weekday is printed beside it.
    pub weekday: Option<u8>,
    /// The lunar day printed beside it.
    pub lunar: Option<LunarDay>,
}

impl Mention {
    /// The day with a year from elsewhere where it has none itself.
    pub fn day_in(&self, elsewhere: Option<i16>) -> Option<Day> {
        Day::new(self.year.or(elsewhere), self.month, self.day)
    }
}

/// All days named in a text, in order. Every one exists in the calendar. O(n).
pub fn mentions(text: &str) -> Vec<Mention> {
    if !text.contains('月') {
        return Vec::new();
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let plain: Vec<char> = chars.iter().map(|(_, c)| *c).collect();
    let offset = |i: usize| chars.get(i).map_or(text.len(), |(at, _)| *at);
    let mut found = Vec::new();
    let mut from = 0;
    for (i, c) in plain.iter().enumerate() {
        if *c != '月' || i < from {
            continue;
        }
        let Some(raw) = around(&plain, i) else { continue };
        from = raw.end;
        let tense = context::tense(&plain, raw.start, raw.end, raw.ranged);
        found.push(Mention {
            at: offset(raw.start),
            end: offset(raw.end),
            year: raw.year,
            month: raw.month,
            day: raw.day,
            tense,
            weekday: raw.weekday,
            lunar: raw.lunar,
        });
    }
    found
}

struct Raw {
    start: usize,
    end: usize,
    year: Option<i16>,
    month: u8,
    day: u8,
    weekday: Option<u8>,
    lunar: Option<LunarDay>,
    ranged: bool,
}

/// The day whose 月 stands at `i`.
fn around(chars: &[char], i: usize) -> Option<Raw> {
    let start = number_before(chars, i)?;
    let month = small(chars.get(start..i)?).filter(|m| (1..=12).contains(m))? as u8;
    let (day, mut end) = day_from(chars, i + 1)?;
    let (mut first, mut year_found) = (start, None);
    if start >= 5 && chars[start - 1] == '年' {
        year_found = year(chars.get(start - 5..start - 1)?);
        if year_found.is_some() {
            first = start - 5;
        }
    }
    // 2月14日至15日, 2月14日、15日, 2月28日至3月2日: the last day counts.
    let (mut month, mut day, mut ranged) = (month, day, false);
    while let Some((m, d, behind)) = range_end(chars, end, month) {
        if Day::new(year_found, m, d).is_none() {
            break;
        }
        (month, day, end, ranged) = (m, d, behind, true);
    }
    Day::new(year_found, month, day)?;
    let (weekday, lunar, behind) = beside(chars, end);
    Some(Raw { start: first, end: behind, year: year_found, month, day, weekday, lunar, ranged })
}

/// Start of the number that ends before `i`.
fn number_before(chars: &[char], i: usize) -> Option<usize> {
    let count = chars.get(..i)?.iter().rev().take(4).take_while(|c| in_number(**c)).count();
    (1..=2).contains(&count).then(|| i - count)
}

/// A day number with 日 or 号 at `i`, and the index behind it.
fn day_from(chars: &[char], i: usize) -> Option<(u8, usize)> {
    let count = chars.get(i..)?.iter().take(4).take_while(|c| in_number(**c)).count();
    let day = small(chars.get(i..i + count)?).filter(|d| (1..=31).contains(d))?;
    matches!(chars.get(i + count), Some('日' | '号')).then_some((day as u8, i + count + 1))
}

fn range_end(chars: &[char], i: usize, month: u8) -> Option<(u8, u8, usize)> {
    // 2月27日8时至3月1日: an hour may stand between.
    let mut at = i;
    while chars.get(at).is_some_and(|c| in_number(*c) || matches!(c, '时' | '点')) && at < i + 4 {
        at += 1;
    }
    if !matches!(chars.get(at), Some('至' | '到' | '-' | '—' | '～' | '~' | '－' | '、' | '和' | '与')) {
        return None;
    }
    at += 1;
    while matches!(chars.get(at), Some('—' | '-')) {
        at += 1;
    }
    if let Some((day, behind)) = day_from(chars, at) {
        return Some((month, day, behind));
    }
    let count = chars.get(at..)?.iter().take(3).take_while(|c| in_number(**c)).count();
    let second = small(chars.get(at..at + count)?).filter(|m| (1..=12).contains(m))? as u8;
    let (day, behind) = (chars.get(at + count) == Some(&'月')).then(|| day_from(chars, at + count + 1))??;
    Some((second, day, behind))
}

/// Weekday and lunar day printed right behind a day: 2月24日（星期一）, 2月7日(正月十四), 星期二　农历九月廿九.
fn beside(chars: &[char], end: usize) -> (Option<u8>, Option<LunarDay>, usize) {
    let (mut weekday, mut lunar, mut behind) = (None, None, end);
    let mut at = end;
    while at < end + 24 {
        let Some(rest) = chars.get(at..) else { break };
        match *rest {
            ['星' | '礼', '期' | '拜', d, ..] => {
                weekday = weekday.or(weekday_of(d));
                at += 3;
                behind = at;
            }
            ['周', d, ..] if weekday_of(d).is_some() => {
                weekday = weekday.or(weekday_of(d));
                at += 2;
                behind = at;
            }
            ['农', '历', ..] => at += 2,
            // 己亥年, 甲午年: the name of the lunar year.
            [a, b, '年', ..] if "甲乙丙丁戊己庚辛壬癸".contains(a) && "子丑寅卯辰巳午未申酉戌亥".contains(b) =>
            {
                at += 3;
            }
            [' ' | '　' | '(' | '（' | ')' | '）' | ',' | '，' | '、' | '|' | '/' | '·' | '\t', ..] => at += 1,
            _ => {
                let Some((day, used)) = lunar_day(rest).filter(|_| lunar.is_none()) else { break };
                lunar = Some(day);
                at += used;
                behind = at;
            }
        }
    }
    (weekday, lunar, behind.min(chars.len()))
}

fn weekday_of(c: char) -> Option<u8> {
    "一二三四五六日".chars().position(|d| d == c).map(|i| i as u8 + 1).or((c == '天').then_some(7))
}
