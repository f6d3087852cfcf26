//! Where an article was printed, as far as something states it: the paper and the page of it.
//!
//! Never inferred: a header, a file name, a field or `corpus.toml` says so.

use serde::{Deserialize, Serialize};

/// Characters the name of a paper has at most; what is longer is a sentence or an address.
const LONGEST_NAME: usize = 24;

/// Characters the number of a page has at most (`A12`, `T03`, `叠2-5`).
const LONGEST_NUMBER: usize = 6;

/// Paper and edition; at least one of them is stated.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Imprint {
    /// Name of the paper (报名): 锦州日报.
    pub paper: Option<String>,
    /// Number of the page as printed (版次), without 第 and 版: `03`, `A5`.
    pub edition: Option<String>,
}

impl Imprint {
    /// Of what is stated; `None` where neither value is a name or a number of a page.
    pub fn of(paper: Option<&str>, edition: Option<&str>) -> Option<Self> {
        let (paper, edition) = (paper.and_then(paper_name), edition.and_then(page_number));
        (paper.is_some() || edition.is_some()).then_some(Self { paper, edition })
    }

    /// In words: `锦州日报 03版`.
    pub fn zh(&self) -> String {
        self.said(|edition| format!("{edition}版"))
    }

    /// The same in English: `锦州日报 page 03`.
    pub fn en(&self) -> String {
        self.said(|edition| format!("page {edition}"))
    }

    fn said(&self, page: impl Fn(&String) -> String) -> String {
        self.paper.iter().cloned().chain(self.edition.as_ref().map(page)).collect::<Vec<_>>().join(" ")
    }
}

/// The name of a paper, bare: not 《》, not an address on the net, not a sentence.
pub fn paper_name(value: &str) -> Option<String> {
    let name = value.trim().trim_matches(['《', '》', '"', '“', '”']).trim();
    let address = name.contains("://") || name.starts_with("www.") || name.contains('/');
    let sentence = name.contains(['。', '！', '？', '\n']);
    let wordless = !name.chars().any(char::is_alphabetic);
    (!name.is_empty() && name.chars().count() <= LONGEST_NAME && !address && !sentence && !wordless).then(|| name.to_owned())
}

/// 汉字 that number pages: 十二版, 头版, 特4版, 叠三. Others make a word, and 三农 names a section.
const NUMERALS: &str = "一二三四五六七八九十百头叠特";

/// The number of a page, bare: `第03版` is `03`, `A5` is `A5`.
pub fn page_number(value: &str) -> Option<String> {
    let number = value.trim().trim_start_matches('第').trim_end_matches(['版', '页']).trim();
    let numeral = |c: char| c.is_ascii_alphanumeric() || c == '-' || NUMERALS.contains(c);
    let some = number.chars().any(|c| c.is_ascii_digit() || NUMERALS.contains(c));
    let few = number.chars().filter(char::is_ascii_digit).count() <= 3;
    (some && few && number.chars().count() <= LONGEST_NUMBER && number.chars().all(numeral)).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_no_paper_and_no_page_states_nothing() {
        let of = |paper, edition| {
            Imprint::of(Some(paper), Some(edition)).map(|i| (i.paper.unwrap_or_default(), i.edition.unwrap_or_default()))
        };
        assert_eq!(of("《锦州日报》", "第03版"), Some(("锦州日报".to_owned(), "03".to_owned())));
        assert_eq!(of("辽沈晚报", "A5"), Some(("辽沈晚报".to_owned(), "A5".to_owned())));
        assert_eq!(of("http://paper.example/1.html", "第四版"), Some((String::new(), "四".to_owned())));
        assert_eq!(of("12", "https://x"), None);
        assert_eq!(of("本报今天推出八个版，请读者留意。", "要闻"), None);
        assert_eq!(
            ["三农版", "十佳", "头版", "第十二版", "特4版", "B叠3"].map(|n| page_number(n).unwrap_or_default()),
            ["", "", "头", "十二", "特4", "B叠3"]
        );
    }
}
