//! The lunar calendar as evidence of a year: 2月7日（正月十四） fits 1963, 1982 and 2020 and no other year between 1950 and 2050.

use lunar_lite::{SolarDate, solar_to_lunar};

use super::dates::numerals::small;

/// A day of the lunar calendar as printed; the leap month is not distinguished (papers seldom print 闰).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LunarDay {
    /// 1–12; 正月 is 1, 冬月 11, 腊月 12.
    pub month: u8,
    /// 1–30.
    pub day: u8,
}

/// A lunar day at the start of a text: 正月十四, 九月初十, 腊月廿三, 十月初十. Gives the day and the number of characters.
///
/// Months with an ordinary number count as lunar only before 初, 十X without 日, or 廿 (九月廿九), so 九月十日 is none.
pub fn lunar_day(chars: &[char]) -> Option<(LunarDay, usize)> {
    let chars = chars.strip_prefix(&['闰']).unwrap_or(chars);
    let (month, used, plain) = match *chars {
        ['正', '月', ..] => (1, 2, false),
        ['冬', '月', ..] => (11, 2, false),
        ['腊', '月', ..] => (12, 2, false),
        ['十', b, '月', ..] => (10 + small(&[b])?, 3, true),
        [a, '月', ..] => (small(&[a]).filter(|_| !a.is_numeric() || a > '９')?, 2, true),
        _ => return None,
    };
    let rest = chars.get(used..)?;
    let (day, more) = match *rest {
        ['初', d, ..] => (small(&[d])?, 2),
        ['廿' | '卅', d, ..] if (1..=9).contains(&small(&[d]).unwrap_or(0)) => (small(rest.get(..2)?)?, 2),
        ['二', '十', d, ..] if (1..=9).contains(&small(&[d]).unwrap_or(0)) => (20 + small(&[d])?, 3),
        ['二', '十', ..] => (20, 2),
        ['三', '十', ..] => (30, 2),
        ['十', d, ..] if (1..=9).contains(&small(&[d]).unwrap_or(0)) => (10 + small(&[d])?, 2),
        ['十', ..] => (10, 1),
        _ => return None,
    };
    // 十月十一日 is of the Gregorian calendar.
    let solar = matches!(rest.get(more), Some('日' | '号'));
    let valid = (1..=12).contains(&month) && (1..=30).contains(&day) && !(plain && solar);
    valid.then_some((LunarDay { month: month as u8, day: day as u8 }, used + more))
}

/// Whether a Gregorian day is this lunar day in a year. A leap month counts as the month whose number it repeats.
pub fn fits(year: i16, month: u8, day: u8, lunar: LunarDay) -> bool {
    solar_to_lunar(SolarDate { year: i32::from(year), month, day })
        .is_ok_and(|found| found.month == lunar.month && found.day == lunar.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u8, u8)> {
        lunar_day(&text.chars().collect::<Vec<_>>()).map(|(day, _)| (day.month, day.day))
    }

    #[test]
    fn lunar_days_are_read_as_papers_print_them() {
        assert_eq!(read("正月十四）"), Some((1, 14)));
        assert_eq!(read("九月初十　今日８版"), Some((9, 10)));
        assert_eq!(read("九月廿九"), Some((9, 29)));
        assert_eq!(read("腊月二十三"), Some((12, 23)));
        assert_eq!(read("十二月三十"), Some((12, 30)));
        assert_eq!(read("九月十四"), Some((9, 14)));
        assert_eq!(read("十月十一日清晨"), None, "a Gregorian day");
        assert_eq!(read("正月里来"), None);
    }

    #[test]
    fn the_fourteenth_of_the_first_month_pins_the_year() {
        let lunar = LunarDay { month: 1, day: 14 };
        let years: Vec<i16> = (1950..2050).filter(|year| fits(*year, 2, 7, lunar)).collect();
        assert_eq!(years, [1963, 1982, 2020]);
    }
}
