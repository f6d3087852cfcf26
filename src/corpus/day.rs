//! Calendar days whose year may be unknown, and the day a page was published.
//!
//! Pure data with an order and a written form; how a day is found on a page is [`crate::import`]'s business.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Years a page can be of: from the first periodical in Chinese, 察世俗每月统记传 of 1815, to the end of the next century. A number beyond is
/// none of a year.
pub const YEARS: RangeInclusive<i16> = 1815..=2199;

/// A day of the Gregorian calendar; the year is `None` where the page gives no evidence of it.
///
/// Written `2020-02-26` or `XXXX-02-26`. Ordered by year, month, day; days without a year come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    /// Year, or `None` where unknown.
    pub year: Option<i16>,
    /// Month, 1–12.
    pub month: u8,
    /// Day of the month, 1–31.
    pub day: u8,
}

impl Day {
    /// A day, if it exists in the calendar (29 February is allowed where the year is unknown).
    pub fn new(year: Option<i16>, month: u8, day: u8) -> Option<Self> {
        let length = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)) => 29,
            2 => 28,
            _ => return None,
        };
        (1..=length).contains(&day).then_some(Self { year, month, day })
    }

    /// The day after this one; 28 February of an unknown year is followed by the 29th.
    #[must_use]
    pub fn next(self) -> Self {
        Self::new(self.year, self.month, self.day + 1).or_else(|| Self::new(self.year, self.month + 1, 1)).unwrap_or(Self {
            year: self.year.map(|y| y + 1),
            month: 1,
            day: 1,
        })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "XXXX-{:02}-{:02}", self.month, self.day),
        }
    }
}

/// The text was not `YYYY-MM-DD` or `XXXX-MM-DD`; month and day may go without their 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.trim().splitn(3, '-');
        // 20-02-26 is no day of the year 20: people leave out the century.
        let mut number = |digits: RangeInclusive<usize>| {
            let part = parts.next().filter(|part| digits.contains(&part.len())).ok_or(NotADay)?;
            let number = || part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok())?;
            if part == "XXXX" { Ok(None) } else { number().map(Some).ok_or(NotADay) }
        };
        let (year, month, day) = (number(4..=4)?, number(1..=2)?, number(1..=2)?);
        let small = |number: Option<i16>| number.and_then(|number| u8::try_from(number).ok()).ok_or(NotADay);
        Day::new(year, small(month)?, small(day)?).ok_or(NotADay)
    }
}

/// The day the page with an article came out, and whether that was stated or worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
pub struct Published {
    /// The day; `None` where the page gives nothing to go by.
    pub day: Option<Day>,
    /// True where file name, header or metadata state it; false where it is the day after the newest date on the page.
    pub certain: bool,
}

impl fmt::Display for Published {
    /// `2020-02-26`, `2020-02-26~` (worked out), `XXXX-02-26~` (no year), or `-` (nothing known).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.day {
            Some(day) if self.certain => write!(f, "{day}"),
            Some(day) => write!(f, "{day}~"),
            None => f.write_str("-"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_after_the_last_of_february_respects_leap_years() {
        let next = |text: &str| text.parse::<Day>().unwrap().next().to_string();
        assert_eq!(next("2020-02-28"), "2020-02-29");
        assert_eq!(next("2019-02-28"), "2019-03-01");
        assert_eq!(next("2019-12-31"), "2020-01-01");
        assert_eq!(next("XXXX-12-31"), "XXXX-01-01");
    }

    #[test]
    fn an_unknown_year_is_written_with_four_x() {
        let day: Day = "XXXX-02-26".parse().unwrap();
        assert_eq!(day.to_string(), "XXXX-02-26");
        assert_eq!(Published { day: Some(day), certain: false }.to_string(), "XXXX-02-26~");
        assert_eq!("2020-2-6".parse::<Day>().map(|day| day.to_string()).as_deref(), Ok("2020-02-06"));
        for none in [
            "2020-13-01",
            "20-02-26",
            "2020-+2-6",
            "2020--2-6",
            "2020- 2-6",
            "XXXX-XX-06",
            "02020-02-06",
            "2020-02-006",
            "2020-02",
        ] {
            assert!(none.parse::<Day>().is_err(), "{none}");
        }
    }
}
