//! Texts cut into words, each with the class of the word behind a slash, as language corpora are (the 1998 人民日报 of Peking University):
//! `19980101-01-001-002/m  雾/n  散/v  了/u  。/w`, a paragraph a line. The words are joined again, the classes dropped.
//!
//! Lines of that corpus begin with day, page, article and paragraph: they are records. Without such numbers the joined lines are a page.

use super::metadata::Hints;
use super::record::Record;
use crate::corpus::Day;

/// Words that are looked at to tell such a text.
const LOOKED_AT: usize = 40;

/// Fewer words tell nothing.
const FEWEST: usize = 4;

/// A first paragraph with fewer characters that ends no sentence is the headline.
const HEADLINE: usize = 60;

/// Whether this is the beginning of such a text: nine of ten words have a class.
pub fn is_segmented(head: &str) -> bool {
    if memchr::memchr_iter(b'/', head.as_bytes()).take(FEWEST).count() < FEWEST {
        return false;
    }
    // The look may end within a word.
    let whole = head.rsplit_once(char::is_whitespace).map_or(head, |(whole, _)| whole);
    let words = || whole.split_whitespace().take(LOOKED_AT);
    let (all, classed) = (words().count(), words().filter(|word| classed(word).is_some()).count());
    all >= FEWEST && classed * 10 >= all * 9
}

/// A word and its class: `渔船/n`, `电台/n]nt`, `［/w`.
fn classed(token: &str) -> Option<(&str, &str)> {
    let (word, class) = token.rsplit_once('/')?;
    let letters = class.trim_matches(']');
    let known = (1..=6).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_alphanumeric() || c == ']');
    (known && !word.is_empty() && !word.contains("://") && letters.starts_with(|c: char| c.is_ascii_alphabetic()))
        .then_some((word, class))
}

/// The words of a line as one text.
fn joined(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for token in line.split_whitespace() {
        let word = classed(token).map_or(token, |(word, _)| word);
        // 中央/n in [中央/n 电台/n]nt: the bracket groups words. 大夫{dai4fu5}/n: how it is spoken.
        let word = word.strip_prefix('[').filter(|word| !word.is_empty()).unwrap_or(word);
        let word =
            word.split_once('{').filter(|(word, spoken)| !word.is_empty() && spoken.ends_with('}')).map_or(word, |(w, _)| w);
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(out.chars().next_back()) && latin(word.chars().next()) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// What a paragraph's number says: `19980101-01-001-002`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Number<'a> {
    day: Day,
    page: &'a str,
    /// Of its page.
    article: &'a str,
}

/// The number a line begins with, and the words behind it.
fn numbered(line: &str) -> Option<(Number<'_>, &str)> {
    let line = line.trim_start_matches('\u{feff}').trim_start();
    let (token, words) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let token = token.split_once('/').map_or(token, |(number, _)| number);
    let mut parts = token.split('-');
    let mut digits = |some: &[usize]| parts.next().filter(|p| some.contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    let (day, page, article, _) = (digits(&[8])?, digits(&[2, 3])?, digits(&[3])?, digits(&[3])?);
    Some((Number { day: Hints::of_name(day).published?, page, article }, words))
}

/// The articles of a text whose lines have numbers; `None` where most have none.
pub fn records(text: &str) -> Option<Vec<Record>> {
    let lines = || text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let few: Vec<_> = lines().take(LOOKED_AT).map(|(_, line)| numbered(line).is_some()).collect();
    if few.iter().filter(|numbered| **numbered).count() * 10 < few.len() * 9 {
        return None;
    }
    let mut all: Vec<(Number<'_>, u32, Vec<String>)> = Vec::new();
    for (at, line) in lines() {
        match (numbered(line), all.last_mut()) {
            (Some((number, words)), Some((known, _, paragraphs))) if number == *known => paragraphs.push(joined(words)),
            (Some((number, words)), _) => all.push((number, at as u32 + 1, vec![joined(words)])),
            (None, Some((_, _, paragraphs))) => paragraphs.push(joined(line)),
            (None, None) => {}
        }
    }
    Some(all.into_iter().map(|(number, line, paragraphs)| record(&number, line, &paragraphs)).collect())
}

fn record(number: &Number<'_>, line: u32, paragraphs: &[String]) -> Record {
    let mut record = Record::new(line);
    record.set("date", &number.day.to_string());
    record.set("page", number.page);
    let heads = |text: &&String| text.chars().count() <= HEADLINE && !text.ends_with(['。', '！', '？', '；', '，', '”']);
    match paragraphs.split_first() {
        Some((first, rest)) if heads(&first) && !rest.is_empty() => {
            record.set("title", first);
            record.set("content", &rest.join("\n"));
        }
        _ => record.set("content", &paragraphs.join("\n")),
    }
    record
}

/// The joined lines of a text without numbers; line for line.
pub fn page(text: &str) -> String {
    text.lines().map(|line| joined(line) + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERED: &str = "19980101-01-001-001/m  渔船/n  出港/v  忙/a\n\n19980101-01-001-002/m  [中央/n  电台/n]nt  大夫{dai4fu5}/n  说/v  ，/w  雾/n  散/v  了/u  。/w\n\n19980101-01-002-001/m  老街/n  修好/v  了/u  。/w\n19980103-02-001-001/m  春耕/vn  备种/v\n19980103-02-001-002/m  用/v  Ｅ/nx  ok/nx  two/nx  各/r  乡/n  登记/v  。/w\n";

    #[test]
    fn numbered_paragraphs_are_articles_of_their_day_and_page() {
        assert!(is_segmented(NUMBERED));
        let articles: Vec<_> =
            records(NUMBERED).expect("numbers").into_iter().filter_map(|record| record.article("199801.txt")).collect();
        let read: Vec<_> = articles
            .iter()
            .map(|a| {
                let page = a.imprint.as_deref().and_then(|imprint| imprint.edition.clone()).unwrap_or_default();
                (a.published.to_string(), page, a.headline(), a.text.as_str(), a.line)
            })
            .collect();
        let of = |day: &str, page: &str| (day.to_owned(), page.to_owned());
        let want = [
            (of("1998-01-01", "01"), "渔船出港忙", "渔船出港忙\n中央电台大夫说，雾散了。", 1),
            (of("1998-01-01", "01"), "", "老街修好了。", 5),
            (of("1998-01-03", "02"), "春耕备种", "春耕备种\n用Ｅok two各乡登记。", 6),
        ];
        assert_eq!(read, want.map(|((day, page), headline, text, line)| (day, page, headline, text, line)));
    }

    #[test]
    fn words_without_numbers_are_a_page_line_for_line() {
        let text = "渔船/n 出港/v 忙/a\n\n雾/n 散/v 了/u ，/w 十四/m 条/q 船/n 解缆/v 。/w\n";
        assert!(is_segmented(text));
        assert_eq!(records(text), None);
        assert_eq!(page(text), "渔船出港忙\n\n雾散了，十四条船解缆。\n");
    }

    #[test]
    fn a_slash_in_an_ordinary_text_is_none() {
        for text in [
            "渔船出港忙\n\n文/许清禾 图/周南溪\n雾散了。",
            "白菜 3元/kg 土豆 2元/kg 萝卜 1元/kg 大葱 4元/kg 黄瓜 5元 芹菜 6元",
            "http://a/b http://c/d",
            "文/李东",
            "",
        ] {
            assert!(!is_segmented(text), "{text}");
        }
    }
}
