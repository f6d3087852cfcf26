//! Two halves of a paragraph that a line end cut apart, put together again.

use super::block::is_padding;

/// Adds the next line to a text. 汉字 follow each other; words in Latin letters get the blank back that the line end stood for, addresses
/// do not. O(last word + line).
pub(super) fn sew(text: &mut String, next: &str) {
    let word = text.rsplit(|c: char| is_padding(c) || !c.is_ascii()).next().unwrap_or("");
    let address = word.contains("://") || word.contains("www.") || word.contains('@');
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if latin(text.chars().next_back()) && latin(next.chars().next()) && !address {
        text.push(' ');
    }
    text.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_blank_and_addresses_and_characters_get_none() {
        for (a, b, whole) in [
            ("the morning", "paper", "the morning paper"),
            ("系统改用Server", "Edition", "系统改用Server Edition"),
            ("详见 http://exam", "ple.com", "详见 http://example.com"),
            ("信箱：desk@exam", "ple.com", "信箱：desk@example.com"),
            ("成交1860", "单。", "成交1860单。"),
            ("用上了CT", "诊疗车", "用上了CT诊疗车"),
        ] {
            let mut text = a.to_owned();
            sew(&mut text, b);
            assert_eq!(text, whole);
        }
    }
}
