//! Dates as they are asked for: a year, a month, a day, a range, the last days of the corpus.
//!
//! Compared with the day a page was published. A day whose year is unknown meets only dates without a year (`date:02-26`).

use crate::corpus::Day;
use crate::text::fold;

/// A date or a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateWanted {
    /// From one day to another, both included; days as `year * 10_000 + month * 100 + day`.
    Between(i32, i32),
    /// From one day to another of any year, both included, over New Year where the second is earlier; as `month * 100 + day`.
    EveryYear(i32, i32),
    /// So many days up to and including the newest day of the corpus.
    Last(u32),
}

/// A date with what is known of it.
#[derive(Clone, Copy)]
struct Partly {
    year: Option<i32>,
    month: Option<i32>,
    day: Option<i32>,
}

impl DateWanted {
    /// Understands `2020`, `2020-02`, `2020-2-6`, `20200206`, `2020年2月6日`, `2月`, `02-06`, `2020-02-01..03-15`, `..2020-02`, `2月..3月`,
    /// `>=2020-02`, `<2020-03`, `<7d`, `<2w`, `<3m`, `<1y`, `7天`. `None` where it is not a date (yet).
    pub(super) fn parse(typed: &str) -> Option<Self> {
        let text: String = fold::text(typed).chars().filter(|c| *c != fold::BLANK).collect();
        if let Some(days) = last(&text) {
            return Some(DateWanted::Last(days));
        }
        if let Some(bound) = bounded(&text) {
            return Some(bound);
        }
        let range = ["..", "…", "--", "~", "至", "到"].iter().find_map(|mark| text.split_once(mark));
        // A date copied from the screen keeps its mark of approximation.
        let range = range.filter(|(_, to)| !(to.is_empty() && text.ends_with('~')));
        let Some((from, to)) = range else {
            let date = partly(text.trim_end_matches('~'))?;
            return Some(match date.year {
                Some(_) => DateWanted::Between(date.first()?, date.last()?),
                None => DateWanted::EveryYear(date.first_of_year()?, date.last_of_year()?),
            });
        };
        let to = to.trim_start_matches(['.', '…']);
        let from = if from.is_empty() { None } else { Some(partly(from)?) };
        let to = if to.is_empty() { None } else { Some(from.and_then(|from| from.completes(to)).or_else(|| partly(to))?) };
        match (from, to) {
            (Some(from), Some(to)) => {
                // `2020-02-01..03-15` takes what is missing from the left side.
                let to = Partly { year: to.year.or(from.year), ..to };
                if from.year.is_none() {
                    return to.year.is_none().then_some(DateWanted::EveryYear(from.first_of_year()?, to.last_of_year()?));
                }
                let (first, last) = (from.first()?, to.last()?);
                // Typed the wrong way round, it is still clear what is meant.
                Some(if first <= last {
                    DateWanted::Between(first, last)
                } else {
                    DateWanted::Between(to.first()?, from.last()?)
                })
            }
            (Some(from), None) => Some(DateWanted::Between(from.first()?, i32::MAX)),
            (None, Some(to)) => Some(DateWanted::Between(i32::MIN, to.last()?)),
            (None, None) => None,
        }
    }

    /// Whether more typing could make a date of it: only what dates are written with stands in it.
    pub(super) fn may_begin(typed: &str) -> bool {
        fold::text(typed).chars().all(|c| c.is_ascii_digit() || " -./~<>=…xdwmy年月日号天周星期个近至到\"".contains(c))
    }

    /// Whether it begins in this month of any year.
    pub(super) fn begins_in(self, month: u8) -> bool {
        match self {
            DateWanted::Between(first, _) | DateWanted::EveryYear(first, _) => first / 100 % 100 == i32::from(month),
            DateWanted::Last(_) => false,
        }
    }

    /// Whether a day meets it; `newest` is the newest day of the corpus.
    pub(super) fn meets(self, day: Option<Day>, newest: Option<Day>) -> bool {
        let Some(day) = day else { return false };
        match self {
            DateWanted::Between(first, last) => {
                day.year.is_some_and(|year| (first..=last).contains(&number(i32::from(year), day.month.into(), day.day.into())))
            }
            DateWanted::EveryYear(first, last) => {
                let of_year = number(0, day.month.into(), day.day.into());
                if first <= last { (first..=last).contains(&of_year) } else { of_year >= first || of_year <= last }
            }
            DateWanted::Last(days) => newest.is_some_and(|newest| {
                let age = ordinal(newest) - ordinal(day);
                newest.year.is_some() == day.year.is_some() && (0..i64::from(days)).contains(&age)
            }),
        }
    }
}

impl Partly {
    fn first(self) -> Option<i32> {
        Some(number(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1)))
    }

    fn last(self) -> Option<i32> {
        Some(number(self.year?, self.month.unwrap_or(12), self.day.unwrap_or(31)))
    }

    fn first_of_year(self) -> Option<i32> {
        Some(number(0, self.month?, self.day.unwrap_or(1)))
    }

    fn last_of_year(self) -> Option<i32> {
        Some(number(0, self.month?, self.day.unwrap_or(31)))
    }

    /// A bare number after a range mark: `2020-02-01..15` is a day, `2020-02..03` a month.
    fn completes(self, text: &str) -> Option<Self> {
        let plain = text.trim_end_matches(['日', '号', '月']);
        let number: i32 = plain.parse().ok().filter(|_| plain.len() <= 2 && plain.bytes().all(|b| b.is_ascii_digit()))?;
        if self.day.is_some() && !text.ends_with('月') {
            checked(self.year, self.month, Some(number))
        } else {
            checked(self.year, Some(self.month.map(|_| number)?), None)
        }
    }
}

/// `>=2020-02`, `<2020-03-01`: everything from or up to a date, which itself counts only with `=`.
fn bounded(text: &str) -> Option<DateWanted> {
    let (rest, after) = match text.strip_prefix('>') {
        Some(rest) => (rest, true),
        None => (text.strip_prefix('<')?, false),
    };
    let (date, included) = rest.strip_prefix('=').map_or((rest, false), |date| (date, true));
    let date = partly(date)?;
    Some(match (after, included) {
        (true, true) => DateWanted::Between(date.first()?, i32::MAX),
        (true, false) => DateWanted::Between(date.last()? + 1, i32::MAX),
        (false, true) => DateWanted::Between(i32::MIN, date.last()?),
        (false, false) => DateWanted::Between(i32::MIN, date.first()? - 1),
    })
}

fn number(year: i32, month: i32, day: i32) -> i32 {
    year * 10_000 + month * 100 + day
}

/// Days since 1 March of year 0 (Hinnant's civil-day count); an unknown year counts as year 0.
fn ordinal(day: Day) -> i64 {
    let month = i64::from(day.month);
    let year = i64::from(day.year.unwrap_or(0)) - i64::from(month <= 2);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(day.day) - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
}

/// `<7d`, `7d`, `7天`, `近7天`: a number of days.
fn last(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(['<', '近', '=']);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let count: u32 = text.get(..digits)?.parse().ok()?;
    let unit = match text.get(digits..)? {
        "d" | "天" => 1,
        "w" | "周" | "星期" => 7,
        "m" | "个月" => 31,
        "y" => 366,
        _ => return None,
    };
    count.checked_mul(unit).filter(|days| *days > 0)
}

/// A date with year, month or day left out.
fn partly(text: &str) -> Option<Partly> {
    let unmarked = text.trim_end_matches(['日', '号', '月', '年']);
    if unmarked.len() == 8 && unmarked.bytes().all(|b| b.is_ascii_digit()) {
        let number: i32 = unmarked.parse().ok()?;
        return checked(Some(number / 10_000), Some(number / 100 % 100), Some(number % 100));
    }
    let pieces: Vec<&str> = unmarked.split(['-', '/', '.', '年', '月']).collect();
    let unknown_year = pieces.first() == Some(&"xxxx");
    let numbers: Option<Vec<i32>> = pieces
        .iter()
        .skip(usize::from(unknown_year))
        .map(|p| p.parse().ok().filter(|_| p.len() <= 4 && !p.starts_with('+')))
        .collect();
    match (numbers?.as_slice(), unknown_year) {
        ([year], false) if unmarked.len() == 4 => checked(Some(*year), None, None),
        ([month], _) if text.ends_with('月') || unknown_year => checked(None, Some(*month), None),
        ([year, month], false) if *year > 999 => checked(Some(*year), Some(*month), None),
        ([month, day], _) => checked(None, Some(*month), Some(*day)),
        ([year, month, day], false) if *year > 999 => checked(Some(*year), Some(*month), Some(*day)),
        _ => None,
    }
}

fn checked(year: Option<i32>, month: Option<i32>, day: Option<i32>) -> Option<Partly> {
    let fits = month.is_none_or(|m| (1..=12).contains(&m)) && day.is_none_or(|d| (1..=31).contains(&d));
    fits.then_some(Partly { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meets(wanted: &str, day: &str) -> bool {
        let newest = "2020-03-12".parse().ok();
        DateWanted::parse(wanted).expect(wanted).meets(day.parse().ok(), newest)
    }

    #[test]
    fn dates_are_understood_as_they_are_written() {
        for wanted in [
            "2020",
            "2020-02",
            "2020-2",
            "2020-02-26",
            "2020.2.26",
            "20200226",
            "2020年2月26日",
            "２０２０－０２",
            "2020年2月",
            "2月26日",
            "02-26",
            "2月",
        ] {
            assert!(meets(wanted, "2020-02-26"), "{wanted}");
            assert!(!meets(wanted, "2019-03-27"), "{wanted}");
        }
        for wanted in [
            "2020-02-01..2020-03",
            "2020-02-20..02-28",
            "..2020-02",
            "2020-02-26~",
            "2020-02-01至2020-02-26",
            "2020-02-20..28",
            "2020-01..02",
            "2020-01..2月",
            "2020-02-20……03-01",
            "2020-02-20——2020-03-01",
            "2020-02-28..2020-02-20",
            "2020-03..2020-02",
            "02-20..03-01",
            "2月..3月",
            "11-20..02-26",
            ">2020-01",
            ">=2020-02-26 ",
            "＜2020-03",
            "<=2020-02-26",
            "<16d",
            "16天",
            "<3w",
            "近1个月",
        ] {
            assert!(meets(wanted, "2020-02-26"), "{wanted}");
            assert!(!meets(wanted, "2020-08-01") || wanted.starts_with('>'), "{wanted}");
        }
        assert!(!meets("<15d", "2020-02-26"), "the newest day is the first of fifteen");
        assert!(meets("<1d", "2020-03-12"));
        assert!(
            !meets(">2020-02-26", "2020-02-26") && !meets("<2020-02-26", "2020-02-26") && !meets("02-27..03-02", "2020-02-26")
        );
    }

    #[test]
    fn an_unknown_year_meets_only_dates_without_one() {
        assert!(meets("02-26", "XXXX-02-26") && meets("XXXX-02", "XXXX-02-26"));
        assert!(!meets("2020-02-26", "XXXX-02-26") && !meets("<30d", "XXXX-03-01"));
    }

    #[test]
    fn half_a_date_is_none_yet() {
        for typed in [
            "",
            "2",
            "20",
            "202",
            "2020-",
            "2020-1",
            "2020-13",
            "2020-02-",
            "..",
            "<",
            "<7",
            "锦州",
            "+123",
            "-1",
            "9999999999",
            "<99999999999d",
        ] {
            assert!(DateWanted::parse(typed).is_none() || typed == "2020-1", "{typed}");
        }
    }
}
