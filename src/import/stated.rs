//! Values of fields that state something: a day, writers; and where a paragraph of a field was cut.
//!
//! Only what a field says outright. What running text implies is read elsewhere.

use super::metadata::written_day;
use super::signed::signed;
use crate::corpus::{Day, YEARS};

/// The day a field states: any written form, or Unix seconds or milliseconds (read in UTC+8, where the papers are).
pub fn day(value: &str) -> Option<Day> {
    let seconds = match value.trim().len() {
        10 => value.trim().parse::<i64>().ok(),
        13 => value.trim().parse::<i64>().ok().map(|ms| ms / 1000),
        _ => None,
    };
    seconds.map_or_else(|| written_day(value).or_else(|| in_english(value)), unix_day)
}

/// `Wed, 26 Feb 2020 08:00:00 GMT`, `February 26, 2020`.
fn in_english(value: &str) -> Option<Day> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = value.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (at, month) = words.iter().enumerate().find_map(|(at, word)| {
        let month = MONTHS.iter().position(|month| word.get(..3) == Some(month))?;
        word.chars().all(|c| c.is_ascii_alphabetic()).then_some((at, month))
    })?;
    let number = |at: Option<usize>| at.and_then(|at| words.get(at)?.parse::<i16>().ok());
    let (before, after) = (number(at.checked_sub(1)), number(Some(at + 1)));
    let (day, year) = match before {
        Some(day) => (day, after),
        None => (after?, number(Some(at + 2))),
    };
    Day::new(Some(year.filter(|year| YEARS.contains(year))?), month as u8 + 1, u8::try_from(day).ok()?)
}

/// The civil day of a Unix time in UTC+8.
fn unix_day(seconds: i64) -> Option<Day> {
    let days = jiff::Span::new().try_days((seconds + 8 * 3600).div_euclid(86_400)).ok()?;
    let date = jiff::civil::date(1970, 1, 1).checked_add(days).ok()?;
    Day::new(Some(date.year()), date.month() as u8, date.day() as u8)
}

/// Titles that stand before or after names which are none that a signature line has: pen names, offices, names in Latin letters.
const TITLES: [&str; 14] = [
    "本报特约记者",
    "本报见习记者",
    "本报实习记者",
    "本报通讯员",
    "本报记者",
    "特约记者",
    "见习记者",
    "实习记者",
    "通讯员",
    "记者",
    "实习生",
    "作者",
    "文字",
    "报道",
];

/// The writers a field names, without their titles.
pub fn authors(value: &str) -> Vec<String> {
    // 本报记者 李　东, 林晓禾 文/图: written as it is printed.
    if let Some(by) = signed(value) {
        return if by.writers.is_empty() { by.photographers } else { by.writers };
    }
    let mut plain = value.to_owned();
    for title in TITLES {
        plain = plain.replace(title, " ");
    }
    let marks = |c: char| {
        c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；' | '/' | ':' | '：' | '|' | '&' | '(' | ')' | '（' | '）')
    };
    // A name in Latin letters has blanks inside; there only the other marks part.
    if plain.is_ascii() {
        return plain
            .split([',', ';', '/', '|', '&', '\n'])
            .map(str::trim)
            .filter(|n| !n.is_empty())
            .map(str::to_owned)
            .collect();
    }
    plain.split(marks).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Whether a line ends in the middle of a sentence that is long enough to be a paragraph's first half rather than a sub-heading.
pub fn is_cut(line: &str) -> bool {
    let last = line.trim_end_matches(['”', '’', '"', '』', '」', ')', '）', '】', '》']).chars().last();
    let ended = last.is_none_or(|c| "。！？…!?.：:—".contains(c));
    !ended && (line.ends_with([',', '，', '、']) || line.chars().count() >= 40 || line.contains(['，', ',']))
}

/// Whether a line may be the rest of a cut sentence: it does not open like a dateline.
pub fn may_continue(line: &str) -> bool {
    !["本报", "新华社", "据新华社", "据悉", "【", "□", "■", "▲"].iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_every_written_form() {
        for form in [
            "2020-02-26",
            "2020/2/26",
            "20200226",
            "2020年2月26日 星期三",
            "2020-02-26T09:30:00+08:00",
            "1582646400",
            "1582646400000",
            "Wed, 26 Feb 2020 08:00:00 GMT",
            "February 26, 2020",
        ] {
            assert_eq!(day(form).map(|d| d.to_string()).as_deref(), Some("2020-02-26"), "{form}");
        }
        assert_eq!(day("02-26 10:12").map(|d| d.to_string()).as_deref(), Some("XXXX-02-26"));
        for nothing in ["", "昨天", "2020", "2020-13-01", "99999999", "12345678901234567890"] {
            assert_eq!(day(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn writers_lose_their_titles() {
        assert_eq!(authors("本报记者 林晓禾、周南溪 通讯员：陆秋石"), ["林晓禾", "周南溪", "陆秋石"]);
        assert_eq!(authors("Jane Doe; Li Lei"), ["Jane Doe", "Li Lei"]);
        assert_eq!(authors("本报记者 李　东"), ["李东"]);
        assert_eq!(authors("记者 林晓禾 文/图"), ["林晓禾"]);
        assert_eq!(authors("林晓禾 摄影报道"), ["林晓禾"]);
        assert_eq!(authors("林晓禾 摄"), ["林晓禾"]);
        assert_eq!(authors("本报记者 老槐树"), ["老槐树"], "a pen name");
    }

    #[test]
    fn a_sentence_that_ended_is_not_cut() {
        assert!(!is_cut("他说：“放心。”"));
        assert!(!is_cut("一排新树"));
        assert!(is_cut("码头调度员说,今年封冻期"));
        assert!(is_cut("今年，"));
    }
}
