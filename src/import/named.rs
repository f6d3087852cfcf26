//! The headline of a file that holds one article and prints none: its name, where that reads like one (`锦州公交恢复运营.txt`).
//!
//! Not a number, a day, a page, the name of a paper, or what a system calls a file nobody has named.

use super::metadata::{is_paper, printed_page};
use crate::corpus::{Draft, Field, Part};
use crate::text::{Span, class::is_han};

/// Fewer 汉字 are a label: 要闻, 会议纪要.
const SHORTEST: usize = 5;

/// A headline of one line has fewer.
const LONGEST: usize = 60;

/// What systems call a file that nobody has named.
const UNNAMED: [&str; 5] = ["新建", "未命名", "无标题", "文本文档", "未定标题"];

/// Gives the one article of a page the headline that the name of its file is, where the page prints none. May be called again. O(text).
pub(super) fn title(draft: &mut Draft) {
    let [article] = draft.articles.as_mut_slice() else { return };
    if article.parts.iter().any(|part| matches!(part.field, Field::Kicker | Field::Headline | Field::Deck)) {
        return;
    }
    let Some(title) = in_name(&draft.page.file) else { return };
    let room = title.len() as u32 + 1;
    article.text.insert_str(0, &format!("{title}\n"));
    for part in &mut article.parts {
        part.span = Span { start: part.span.start + room, end: part.span.end + room };
    }
    article.doubts.iter_mut().for_each(|doubt| doubt.offset += room);
    article.parts.insert(0, Part { field: Field::Headline, span: Span::new(0, title.len()), truncated: false, line: 0 });
}

/// The headline in the name of a file: `2020-02-26_锦州公交恢复运营(1).txt.gz`.
fn in_name(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next()?;
    // 港口吞吐量增长3.5.txt has one ending.
    let ending = |end: &str| {
        let letters = end.chars().all(|c| c.is_ascii_alphanumeric()) && end.contains(|c: char| c.is_ascii_alphabetic());
        (1..=5).contains(&end.len()) && letters
    };
    let mut stem = name;
    while let Some((rest, _)) = stem.rsplit_once('.').filter(|(_, end)| ending(end)) {
        stem = rest;
    }
    // Copies are numbered: (1), （2）, - 副本.
    let copy = stem.trim_end().trim_end_matches([')', '）']).trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = copy.strip_suffix(['(', '（']).unwrap_or(stem).trim_end().trim_end_matches("副本").trim_end_matches(['-', ' ']);
    let words = stem.split([' ', '_', '-', '\u{3000}']).filter(|word| word.chars().any(is_han) && printed_page(word).is_none());
    let title = words.filter(|word| !is_day(word) && !is_paper(word)).collect::<Vec<_>>().join(" ");
    let han = title.chars().filter(|c| is_han(*c)).count();
    let dated = title.split(['年', '月', '日']).count() > 2 && title.chars().any(|c| c.is_ascii_digit());
    let fits = han >= SHORTEST && title.chars().count() <= LONGEST && !dated;
    (fits && !UNNAMED.iter().any(|unnamed| title.contains(unnamed))).then_some(title)
}

/// Whether a word is nothing but a day: 2月26日, 星期三.
fn is_day(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || "年月日号星期周一二三四五六七八九十〇".contains(c))
}

#[cfg(test)]
mod tests {
    use super::super::scored::{article, page_of};
    use super::*;

    #[test]
    fn a_name_that_reads_like_a_headline_is_one() {
        for (name, title) in [
            ("锦州公交恢复运营.txt", Some("锦州公交恢复运营")),
            ("a/2020-02-26_锦州公交恢复运营(1).txt.gz", Some("锦州公交恢复运营")),
            ("03版 锦州公交恢复运营.md", Some("锦州公交恢复运营")),
            ("20200226-锦州公交恢复运营 - 副本.txt", Some("锦州公交恢复运营")),
            ("港口吞吐量增长3.5.txt", Some("港口吞吐量增长3.5")),
            ("0001.txt", None),
            ("2020年2月26日.txt", None),
            ("锦州日报2020年2月26日.txt", None),
            ("第三版.txt", None),
            ("要闻.txt", None),
            ("新建文本文档.txt", None),
            ("article-17.txt", None),
            ("营口晚报.txt", None),
            ("-", None),
        ] {
            assert_eq!(in_name(name).as_deref(), title, "{name}");
        }
    }

    #[test]
    fn only_an_article_without_a_headline_takes_it() {
        let body = (Field::Body, 1, "雾散了，公交车早早出了站。".to_owned());
        let named = |paragraphs: &[(Field, u32, String)]| page_of("锦州公交恢复运营.txt", vec![article(paragraphs)]);
        let mut draft = named(std::slice::from_ref(&body));
        title(&mut draft);
        let read = &draft.articles[0];
        assert_eq!(read.text, "锦州公交恢复运营\n雾散了，公交车早早出了站。");
        assert_eq!((read.headline(), read.parts[1].span.of(&read.text)), ("锦州公交恢复运营", body.2.as_str()));
        let once = draft.clone();
        title(&mut draft);
        assert_eq!(draft, once, "once is enough");
        let mut headed = named(&[(Field::Headline, 1, "渔船出港忙".to_owned()), body.clone()]);
        title(&mut headed);
        assert_eq!(headed.articles[0].headline(), "渔船出港忙");
        let mut several = page_of("锦州公交恢复运营.txt", vec![article(std::slice::from_ref(&body)), article(&[body])]);
        title(&mut several);
        assert!(several.articles.iter().all(|article| article.headline().is_empty()), "a page of several is not called by one");
    }
}
