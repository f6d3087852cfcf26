//! The number a heading carries in its series: 一、 （二） 3. ④ 第五关 【第七天】. What follows a first is its second.

use super::block::is_han;

/// The ways papers count their sections: headings that are counted alike belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// 一、 （二） 3. ④ 【三】
    Plainly,
    /// 第五关
    Th,
    /// 01　 02／
    Zero,
    /// 壹　 贰｜
    Formally,
    /// A　 B面：
    Letter,
    /// 镜头一： 场景二　 难题之三：
    Named,
}

/// Its number, 1 to 99, and how it is counted; `None` where the heading carries none. A number that only counts something (`三千串冰灯`)
/// is none.
///
/// `text` is the heading without Markdown and leading mark. O(1).
pub fn counted(text: &str) -> Option<(Counted, u8)> {
    let mut rest: Vec<char> = text.chars().take(8).collect();
    let mut fenced = false;
    while let Some(first) = rest.first() {
        if matches!(first, '【' | '（' | '(' | '[' | '“' | '〔' | '｛' | '{') {
            fenced = true;
        } else if !first.is_whitespace() {
            break;
        }
        rest.remove(0);
    }
    if let Some(circled) = rest.first().and_then(|c| ('①'..='⑳').position_of(*c)) {
        return Some((Counted::Plainly, circled + 1));
    }
    if !fenced && let Some(found) = other_count(&rest) {
        return Some(found);
    }
    let numbered = rest.first() == Some(&'第');
    if numbered {
        rest.remove(0);
    }
    let digits = rest.iter().take_while(|c| value(**c).is_some()).count();
    let number = number(&rest[..digits])?;
    // 第 needs a classifier, a bare number its mark: 第三天, 三、, （三）, 3.
    let closed = match rest.get(digits) {
        Some('、' | '.' | '．' | ')' | '）' | '】' | ']' | '〕' | '｝' | '}' | '，' | ':' | '：') => true,
        Some(_) => numbered,
        None => fenced || numbered,
    };
    let how = if numbered { Counted::Th } else { Counted::Plainly };
    (closed && (1..100).contains(&number)).then_some((how, number as u8))
}

/// Its number; see [`counted`].
pub fn ordinal(text: &str) -> Option<u8> {
    counted(text).map(|(_, number)| number)
}

/// What parts a number from its heading: 01　…, 02／…, 叁｜…
fn parts(c: Option<&char>) -> bool {
    matches!(c, Some('\u{3000}' | '／' | '/' | '｜' | '|' | '·' | '、' | '：' | ':' | '.' | '．'))
}

/// Numbers in other clothes: 01　, 壹　, A面：, 镜头一：.
fn other_count(chars: &[char]) -> Option<(Counted, u8)> {
    let second = chars.get(1);
    let spaced = || second == Some(&' ') && chars.get(2).is_some_and(|c| !c.is_ascii());
    match chars.first()? {
        '0' | '０' => {
            let number = value(*second?).filter(|v| (1..10).contains(v))?;
            let rest = chars.get(2);
            return (rest.is_none() || rest == Some(&' ') || parts(rest)).then_some((Counted::Zero, number as u8));
        }
        c @ ('A'..='H' | 'Ａ'..='Ｈ') => {
            let first = if c.is_ascii() { 'A' } else { 'Ａ' };
            let side = second == Some(&'面') && parts(chars.get(2));
            let number = (u32::from(*c) - u32::from(first) + 1) as u8;
            return (parts(second) || spaced() || side).then_some((Counted::Letter, number));
        }
        _ => {}
    }
    if let Some(number) = "壹贰叁肆伍陆柒捌玖拾".chars().position(|c| Some(&c) == chars.first()) {
        return (second.is_none() || parts(second) || spaced()).then_some((Counted::Formally, number as u8 + 1));
    }
    // Two or three characters and their number; a day of the week is no series.
    let named = (2..=3).find(|k| chars.get(*k).is_some_and(|c| value(*c).is_some()))?;
    let word = chars.get(..named)?;
    if !word.iter().all(|c| is_han(*c) && value(*c).is_none()) || word == ['星', '期'] || word == ['礼', '拜'] || word[0] == '第'
    {
        return None;
    }
    let digits = chars.iter().skip(named).take_while(|c| value(**c).is_some()).count();
    let end = chars.get(named + digits);
    let closed = matches!(end, Some('\u{3000}' | '：' | ':' | '｜' | '|' | '／'));
    let number = number(chars.get(named..named + digits)?)?;
    (closed && (1..20).contains(&number)).then_some((Counted::Named, number as u8))
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
            ("01　从二十一个小时说起", Some(1)),
            ("02／六十万个小方块", Some(2)),
            ("叁　补网", Some(3)),
            ("B　搬上手机", Some(2)),
            ("A面：空着", Some(1)),
            ("镜头二：菜场", Some(2)),
            ("难题之三：没有钱", Some(3)),
        ] {
            assert_eq!(ordinal(text), number, "{text}");
        }
    }

    #[test]
    fn a_quantity_is_no_number_of_a_series() {
        for text in [
            "三千串冰灯",
            "300余公安干警",
            "一条小船",
            "十年磨一剑",
            "5月15日",
            "第",
            "",
            "（本报讯）",
            "星期一：开学",
            "A股三连阳",
            "壹号院开盘",
            "2020年的雪",
            "0元购调查",
        ] {
            assert_eq!(ordinal(text), None, "{text}");
        }
    }
}
