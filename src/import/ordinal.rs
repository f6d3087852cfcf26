//! The number a heading carries in its series: 一、 （二） 3. ④ 第五关 【第七天】. What follows a first is its second.

/// 1 to 99; `None` where the heading carries none. A number that only counts something (`三千串冰灯`) is none.
///
/// `text` is the heading without Markdown and leading mark. O(1).
pub fn ordinal(text: &str) -> Option<u8> {
    let mut rest: Vec<char> = text.chars().take(8).collect();
    let mut fenced = false;
    while let Some(first) = rest.first() {
        if matches!(first, '【' | '（' | '(' | '[' | '“' | '〔') {
            fenced = true;
        } else if !first.is_whitespace() {
            break;
        }
        rest.remove(0);
    }
    if let Some(circled) = rest.first().and_then(|c| ('①'..='⑳').position_of(*c)) {
        return Some(circled + 1);
    }
    let numbered = rest.first() == Some(&'第');
    if numbered {
        rest.remove(0);
    }
    let digits = rest.iter().take_while(|c| value(**c).is_some()).count();
    let number = number(&rest[..digits])?;
    // 第 needs a classifier, a bare number its mark: 第三天, 三、, （三）, 3.
    let closed = match rest.get(digits) {
        Some('、' | '.' | '．' | ')' | '）' | '】' | ']' | '〕' | '，' | ':' | '：') => true,
        Some(_) => numbered,
        None => fenced || numbered,
    };
    (closed && (1..100).contains(&number)).then_some(number as u8)
}

trait Position {
    fn position_of(&self, c: char) -> Option<u8>;
}

impl Position for std::ops::RangeInclusive<char> {
    fn position_of(&self, c: char) -> Option<u8> {
        self.contains(&c).then(|| (u32::from(c) - u32::from(*self.start())) as u8)
    }
}

fn value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        '十' => Some(10),
        _ => "一二三四五六七八九".chars().position(|d| d == c).map(|i| i as u32 + 1),
    }
}

/// `12`, `１２`, `十`, `十二`, `二十`, `二十一`.
fn number(digits: &[char]) -> Option<u32> {
    let values: Vec<u32> = digits.iter().filter_map(|c| value(*c)).collect();
    if digits.iter().any(|c| c.is_ascii_digit() || ('０'..='９').contains(c)) {
        return (digits.len() <= 2 && !digits.contains(&'十')).then(|| values.iter().fold(0, |sum, v| sum * 10 + v));
    }
    match values.as_slice() {
        [one] => Some(*one),
        [10, ones] if *ones < 10 => Some(10 + ones),
        [tens, 10] if *tens < 10 => Some(tens * 10),
        [tens, 10, ones] if *tens < 10 && *ones < 10 => Some(tens * 10 + ones),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::ordinal;

    #[test]
    fn a_series_is_counted_in_every_way_papers_count() {
        for (text, number) in [
            ("一、谁来学", Some(1)),
            ("（二）卖给谁", Some(2)),
            ("3.锤声吵不吵", Some(3)),
            ("④收尾", Some(4)),
            ("第五道关：箱号", Some(5)),
            ("【第七天】开张", Some(7)),
            ("十二、余话", Some(12)),
            ("（二十一）", Some(21)),
            ("１２．结语", Some(12)),
        ] {
            assert_eq!(ordinal(text), number, "{text}");
        }
    }

    #[test]
    fn a_quantity_is_no_number_of_a_series() {
        for text in ["三千串冰灯", "300余公安干警", "一条小船", "十年磨一剑", "5月15日", "第", "", "（本报讯）"]
        {
            assert_eq!(ordinal(text), None, "{text}");
        }
    }
}
