//! Surnames that are read otherwise than their character usually is: 单 shan, 仇 qiu, 区 ou.
//!
//! Whether a character is a surname where it stands is not known here. Surnames of two characters (尉迟, 万俟) are words of the table
//! of words.

use super::Syllable;

/// Surname and reading, after 《现代汉语词典》; `v` is ü.
const READ: &str = "单 shan 仇 qiu 区 ou 查 zha 解 xie 朴 piao 曾 zeng 盖 ge 缪 miao 翟 zhai 覃 qin 员 yun 折 she 繁 po 召 shao \
    祭 zhai 种 chong 秘 bi 洗 xian 乐 yue 句 gou 隗 wei 郗 chi 佴 nai 柏 bai 薄 bo 卜 bu 都 du 乜 nie 能 nai 还 huan 郇 xun 阚 kan \
    角 jue 澹 tan";

/// How a folded character is read as a surname, where that is not its usual reading. O(surnames).
pub fn as_surname(c: char) -> Option<Syllable> {
    let mut words = READ.split_ascii_whitespace();
    while let (Some(surname), Some(letters)) = (words.next(), words.next()) {
        if surname.starts_with(c) {
            return Syllable::of(letters);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::readings;
    use super::*;

    #[test]
    fn a_surname_is_listed_where_its_reading_is_another_than_the_usual_one() {
        for pair in READ.split_ascii_whitespace().collect::<Vec<_>>().chunks(2) {
            let c = pair[0].chars().next().unwrap();
            let read = as_surname(c).unwrap_or_else(|| panic!("{c} {}", pair[1]));
            assert!(readings(c).iter().skip(1).any(|also| *also == read), "{c} {}", pair[1]);
        }
        assert!(as_surname('王').is_none() && as_surname('A').is_none());
    }
}
