//! The year of a page that does not print it: what its own words prove, and nothing more.
//!
//! Proofs, strongest first: a full date among the page's days; 去年……2019年; 今年（2020年）; equations of weekday and lunar day over
//! the years that the page does not exclude. Two proofs that disagree prove nothing.

use super::mention::{Mention, Tense};
use super::numerals::{digit, year};
use crate::import::lunar;

/// Characters before and behind a year that may say what it is.
const AROUND: usize = 30;

/// A year and what proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The year.
    pub year: i16,
    /// The words that prove it, in Chinese.
    pub what: String,
    /// The same in English.
    pub what_en: String,
}

/// What the years named in a text say of its own year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Years {
    /// The latest year spoken of as past or present: the page is not older.
    pub bound: Option<i16>,
    /// Years that a phrase proves, with the phrase.
    proved: Vec<(i16, String)>,
}

impl Years {
    /// Takes in the years of one text. O(n).
    pub fn read(&mut self, text: &str) {
        for (at, _) in text.match_indices('年') {
            let (before, behind) = text.split_at(at);
            // 今年, 三年: most are behind no number.
            if before.chars().next_back().is_none_or(|c| digit(c).is_none()) {
                continue;
            }
            // All that is looked at stands this near.
            let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(from, _)| from);
            let chars: Vec<char> = before.get(from..).unwrap_or("").chars().chain(behind.chars().take(AROUND)).collect();
            let i = before.get(from..).unwrap_or("").chars().count();
            let Some(value) = i.checked_sub(4).and_then(|from| chars.get(from..i)).and_then(year) else { continue };
            // 12020年 is no year.
            if i > 4 && digit(chars[i - 5]).is_some() {
                continue;
            }
            let before: String = sentence_before(&chars, i - 4, 22);
            let after: String = chars.iter().skip(i + 1).take(8).collect();
            if ahead(&before, &after) {
                continue;
            }
            self.bound = self.bound.max(Some(value));
            if let Some(own) = proved(&before, &after, value) {
                let phrase: String = chars.get(i.saturating_sub(8)..(i + 4).min(chars.len())).unwrap_or(&[]).iter().collect();
                self.proved.push((own, phrase.replace('\n', " ")));
            }
        }
    }

    /// The year, where it is proved. `newest` is the page's newest month and day; `mentions` all days of the page.
    pub fn prove(&self, mentions: &[Mention], newest: Option<(u8, u8)>) -> Option<Proof> {
        full_dates(mentions, newest)
            .filter(|proof| self.bound.is_none_or(|bound| proof.year >= bound))
            .or_else(|| self.phrases())
            .or_else(|| self.equations(mentions))
    }

    fn phrases(&self) -> Option<Proof> {
        let (first, phrase) = self.proved.first()?;
        let agree = self.proved.iter().all(|(year, _)| year == first) && self.bound.is_none_or(|bound| bound <= *first);
        agree.then(|| Proof {
            year: *first,
            what: format!("“{phrase}”可知年份"),
            what_en: format!("the year follows from “{phrase}”"),
        })
    }

    /// Years in which every weekday and lunar day printed beside a day is right.
    fn equations(&self, mentions: &[Mention]) -> Option<Proof> {
        let stated: Vec<&Mention> = mentions
            .iter()
            .filter(|m| m.year.is_none() && (m.weekday.is_some() || m.lunar.is_some()) && m.tense != Tense::Background)
            .collect();
        let with_moon = stated.iter().any(|m| m.lunar.is_some());
        if stated.is_empty() {
            return None;
        }
        // The moon repeats after 19 years, a weekday after 5 or 6; a page seldom goes without its own or the last year for long.
        let (from, to) = match (self.bound, with_moon) {
            (Some(bound), true) => (bound, bound + 18),
            (Some(bound), false) => (bound, bound + 1),
            (None, true) => (1950, 2049),
            (None, false) => return None,
        };
        let mut years = (from..=to).filter(|year| stated.iter().all(|m| holds(*year, m)));
        let only = years.next().filter(|_| years.next().is_none())?;
        let kind = if with_moon { ("农历日期", "the lunar date") } else { ("星期", "the weekday") };
        Some(Proof { year: only, what: format!("{}只合{only}年", kind.0), what_en: format!("{} fits {only} alone", kind.1) })
    }
}

fn holds(year: i16, mention: &Mention) -> bool {
    let Ok(date) = jiff::civil::Date::new(year, mention.month as i8, mention.day as i8) else { return false };
    let weekday = mention.weekday.is_none_or(|d| i64::from(d) == i64::from(date.weekday().to_monday_one_offset()));
    weekday && mention.lunar.is_none_or(|day| lunar::fits(year, mention.month, mention.day, day))
}

/// 2020年2月24日 among days of February: the latest full date, where it lies within six weeks of the newest day.
fn full_dates(mentions: &[Mention], newest: Option<(u8, u8)>) -> Option<Proof> {
    let told = |m: &&Mention| matches!(m.tense, Tense::Dateline | Tense::Scene | Tense::AsOf | Tense::Start);
    let latest = mentions.iter().filter(told).filter(|m| m.year.is_some()).max_by_key(|m| (m.year, m.month, m.day))?;
    let own = latest.year?;
    let year = match newest {
        None => own,
        Some((month, day)) => {
            let ordinal = |year: i16, m: u8, d: u8| jiff::civil::Date::new(year, m as i8, d as i8).ok();
            let full = ordinal(own, latest.month, latest.day)?;
            let near = |year: i16| {
                let days = ordinal(year, month, day.min(28))?.since(full).ok()?.get_days();
                (-45..=45).contains(&days).then_some(year)
            };
            near(own).or_else(|| near(own + 1))?
        }
    };
    let written = format!("{own}年{}月{}日", latest.month, latest.day);
    Some(Proof { year, what: format!("文中有“{written}”"), what_en: format!("the text has “{written}”") })
}

fn sentence_before(chars: &[char], start: usize, n: usize) -> String {
    let from = start.saturating_sub(n);
    let cut = (from..start).rev().find(|i| matches!(chars[*i], '。' | '！' | '？' | '\n')).map_or(from, |i| i + 1);
    chars.get(cut..start).unwrap_or(&[]).iter().collect()
}

/// Years of plans: 到2025年, 力争2030年, 2035年远景目标, 2021—2023年行动.
fn ahead(before: &str, after: &str) -> bool {
    let close: String = before.chars().rev().take(10).collect::<Vec<_>>().into_iter().rev().collect();
    let planned = ["力争", "计划", "预计", "规划", "目标", "争取", "将于", "拟于", "有望", "最迟", "届时"]
        .iter()
        .any(|w| close.contains(w));
    let until = close.ends_with(['到', '至', '—', '-', '～', '~']) && !close.ends_with("截至") && !close.ends_with("截止到");
    planned || until || ["远景", "前", "之前", "将", "行动", "规划"].iter().any(|w| after.starts_with(w))
}

/// Whether words end by speaking of last year and of nothing else, so that the year behind them is that year: 去年（2019年）, 去年底：2019年的.
/// 产量较去年下降，创2015年以来新低 says nothing of 2015.
fn is_last_year(close: &str) -> bool {
    let last = |words: &str| -> Option<char> {
        let head = ["去年底", "去年末", "去年", "上年", "去岁"].iter().find_map(|word| words.strip_suffix(word))?;
        Some(head.chars().next_back().unwrap_or('。'))
    };
    let close = close.trim_end_matches(['即', '也', '就', '是', ' ', '　', '“', '（', '(', ':', '：']);
    // Behind a comma only where last year stands at the head of its clause: 产量超过去年，2015年投产 tells of two things.
    let aside = close.trim_end_matches(['，', ',', '、']);
    last(close).is_some() || last(aside).is_some_and(|before| !before.is_alphanumeric())
}

/// The page's own year, where the phrase around a year gives it.
fn proved(before: &str, after: &str, value: i16) -> Option<i16> {
    let close: String = before.chars().rev().take(16).collect::<Vec<_>>().into_iter().rev().collect();
    let close = close.trim_end_matches([' ', '　', '“', '（', '(']);
    if ["今年是", "今年即", "今年", "本年度"].iter().any(|w| close.ends_with(w)) {
        return Some(value);
    }
    if is_last_year(close) {
        return Some(value + 1);
    }
    // 2020年……低于2019年同期: this year is set against the last.
    (after.starts_with("同期") && ["比", "高于", "低于", "超过", "较", "达到", "与", "同"].iter().any(|w| close.ends_with(w)))
        .then_some(value + 1)
}
