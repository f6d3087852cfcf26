//! Calendar days whose year may be unknown, and the day a page was published.
//!
//! Pure data with an order and a written form; how a day is found on a page is [`crate::import`]'s business.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

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

/// The text was not `YYYY-MM-DD` or `XXXX-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.trim().splitn(3, '-');
        let mut next = || parts.next().ok_or(NotADay);
        let (year, month, day) = (next()?, next()?, next()?);
        let year = if year == "XXXX" { None } else { Some(year.parse().map_err(|_| NotADay)?) };
        let number = |s: &str| s.parse::<u8>().map_err(|_| NotADay);
        Day::new(year, number(month)?, number(day)?).ok_or(NotADay)
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
        assert!("2020-13-01".parse::<Day>().is_err());
    }
}
