//! Numbers as newspapers print them in dates: 26, ２６, 二十六, 廿六, 二〇二〇.

/// The digit a character is, in any of the three scripts: `7`, `７`, 七; 〇 ○ 零 are 0.
pub fn digit(c: char) -> Option<u32> {
    Some(match c {
        '0'..='9' => c as u32 - '0' as u32,
        '０'..='９' => c as u32 - '０' as u32,
        '〇' | '○' | '零' | 'Ｏ' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn arabic(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Whether a character can stand in a number of a date.
pub fn in_number(c: char) -> bool {
    digit(c).is_some() || matches!(c, '十' | '廿' | '卅')
}

/// A number up to 99 (a month or a day) that is all of the given characters: `6`, `26`, 六, 十六, 二十六, 廿六, 三十, 卅一.
pub fn small(chars: &[char]) -> Option<u32> {
    let ten = |c: char| match c {
        '十' => Some(1),
        '廿' => Some(2),
        '卅' => Some(3),
        _ => None,
    };
    match *chars {
        [a] if ten(a).is_some() => ten(a).map(|n| n * 10),
        [a] => digit(a),
        [a, b] if arabic(a) && arabic(b) => Some(digit(a)? * 10 + digit(b)?),
        [a, b] if ten(a).is_some() => Some(ten(a)? * 10 + digit(b)?),
        [a, '十'] => digit(a).filter(|n| *n > 0).map(|n| n * 10),
        [a, '十', b] => Some(digit(a).filter(|n| *n > 0)? * 10 + digit(b)?),
        // 二六日 for the twenty-sixth, as agencies print it.
        [a, b] => Some(digit(a)? * 10 + digit(b)?),
        _ => None,
    }
}

/// A year of four digits in one script: `2020`, `２０２０`, 二〇二〇. Only years a newspaper can be of or speak of: 1800–2199.
pub fn year(chars: &[char]) -> Option<i16> {
    let [a, b, c, d] = *chars else { return None };
    let same_script = [a, b, c, d].iter().all(|c| arabic(*c)) || [a, b, c, d].iter().all(|c| !arabic(*c));
    let value = digit(a)? * 1000 + digit(b)? * 100 + digit(c)? * 10 + digit(d)?;
    (same_script && (1800..2200).contains(&value)).then_some(value as i16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn months_and_days_are_read_in_three_scripts() {
        for (text, value) in [
            ("6", 6),
            ("２６", 26),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("二十六", 26),
            ("廿三", 23),
            ("卅一", 31),
            ("二六", 26),
        ] {
            assert_eq!(small(&chars(text)), Some(value), "{text}");
        }
        assert_eq!(small(&chars("一百")), None);
        assert_eq!(small(&chars("")), None);
    }

    #[test]
    fn years_have_four_digits_of_one_script() {
        assert_eq!(year(&chars("2020")), Some(2020));
        assert_eq!(year(&chars("２０１８")), Some(2018));
        assert_eq!(year(&chars("二〇二〇")), Some(2020));
        assert_eq!(year(&chars("一九九八")), Some(1998));
        assert_eq!(year(&chars("二零一九")), Some(2019));
        assert_eq!(year(&chars("20二〇")), None);
        assert_eq!(year(&chars("9999")), None);
    }
}
