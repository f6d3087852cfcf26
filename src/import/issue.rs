//! A whole issue in one file (`rmrb_20200226.txt`): its pages one behind the other, each under a line that names it: `第02版：经济`,
//! `=== 第2版 ===`, `人民日报 2020年2月26日 第02版`.
//!
//! It says where the pages are and what they are called; each is then read as any page, its lines numbered as in the file. One page
//! whose headings happen to name others (导读) is not cut.

use super::metadata::{Hints, is_paper};
use crate::corpus::page_number;

/// The longest line that names a page.
const LONGEST: usize = 40;

/// The longest name of a page's section.
const SECTION: usize = 12;

/// Characters that may stand above the first page: name of the paper, day.
const HEAD: usize = 200;

/// One page of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// Its number, and what the line that names it and the lines above all pages state.
    pub hints: Hints,
    /// Its text under as many blank lines as stand above it in the file, the line that names it being one of them.
    pub text: String,
}

/// Where a page begins.
struct Mark {
    edition: String,
    at: usize,
    len: usize,
    line: usize,
}

/// The pages of an issue, at least two; `None` where a text is anything else. O(text).
pub fn leaves(text: &str) -> Option<Vec<Leaf>> {
    if !text.contains('版') {
        return None;
    }
    let mut marks: Vec<Mark> = Vec::new();
    let mut at = 0;
    for (line, whole) in text.split_inclusive('\n').enumerate() {
        if let Some(edition) = named(whole)
            && marks.last().is_none_or(|last| last.edition != edition)
        {
            marks.push(Mark { edition, at, len: whole.len(), line });
        }
        at += whole.len();
    }
    let first = marks.first()?;
    let in_order = marks.windows(2).all(|two| order(&two[0].edition) < order(&two[1].edition));
    let head = text.get(..first.at)?;
    if marks.len() < 2 || !in_order || head.contains('。') || head.chars().count() > HEAD {
        return None;
    }
    let ends = marks.iter().skip(1).map(|mark| mark.at).chain([text.len()]);
    let bodies: Vec<&str> = marks.iter().zip(ends).filter_map(|(mark, end)| text.get(mark.at..end)).collect();
    // An index of headlines has pages without texts.
    let told = bodies.iter().filter(|body| body.contains('。')).count();
    if told < 2 || told * 4 < bodies.len() * 3 {
        return None;
    }
    let common = Hints { edition: None, ..Hints::of_text(head) };
    let leaf = |(mark, body): (Mark, &str)| {
        let (named, below) = body.split_at_checked(mark.len).unwrap_or((body, ""));
        let own = Hints::of_text(named);
        let hints = Hints { edition: Some(mark.edition), line: own.line + mark.line as u32, ..own };
        Leaf { hints: hints.over(common.clone()), text: "\n".repeat(mark.line + 1) + below }
    };
    Some(marks.into_iter().zip(bodies).map(leaf).collect())
}

/// The number of the page that a line names and does nothing else.
fn named(line: &str) -> Option<String> {
    let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || RULES.contains(c));
    if !line.contains('版') || line.chars().count() > LONGEST || line.contains(['。', '，', '！', '？', ',']) {
        return None;
    }
    let line = ["版面", "版次", "版别"].iter().find_map(|label| line.strip_prefix(label)).unwrap_or(line);
    let (before, behind) = line.trim_start_matches(['：', ':', ' ', '\u{3000}']).split_once('版')?;
    let before = before.trim_end();
    let digit = |c: char| c.is_ascii_alphanumeric() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c);
    let number = before.get(before.trim_end_matches(digit).len()..)?;
    let above = before.strip_suffix(number)?.trim_end();
    let ordinal = above.strip_suffix('第');
    // 共8版, 今日8版: how many there are.
    if ordinal.is_none() && above.ends_with(['共', '日', '今', '出', '天']) || !is_head(ordinal.unwrap_or(above)) {
        return None;
    }
    let section = behind.trim_start_matches(|c: char| c.is_whitespace() || "：:·•|｜-—".contains(c));
    let plain = section.chars().count() <= SECTION && !section.contains(|c: char| "转接见”“".contains(c) || c.is_ascii_digit());
    page_number(&number.chars().map(narrow).collect::<String>()).filter(|_| plain)
}

/// Marks that set such a line apart.
const RULES: &str = "=-*#_~—─＝－·•◆■●★【】[]「」〔〕()（）<>《》|｜";

/// Whether there is nothing but the name of a paper and a day.
fn is_head(text: &str) -> bool {
    let day = |c: char| c.is_ascii_digit() || "年月日号星期周一二三四五六七八九十〇.-/总第期".contains(c);
    let words = text.split(|c: char| c.is_whitespace() || RULES.contains(c) || "：:，".contains(c)).filter(|w| !w.is_empty());
    words.into_iter().all(|word| word.chars().all(day) || is_paper(word))
}

fn narrow(c: char) -> char {
    char::from_digit(u32::from(c).wrapping_sub(u32::from('０')), 10).unwrap_or(c)
}

/// Pages in the order in which they are bound: letter, then number.
fn order(edition: &str) -> (String, u32) {
    let letters: String = edition.chars().filter(char::is_ascii_alphabetic).collect();
    let digits: String = edition.chars().filter(char::is_ascii_digit).collect();
    let number = |c: char| "一二三四五六七八九十".chars().position(|n| n == c).map_or(0, |at| at as u32 + 1);
    let written = match edition.chars().collect::<Vec<_>>().as_slice() {
        ['十', unit] => 10 + number(*unit),
        [ten, '十'] => 10 * number(*ten),
        [ten, '十', unit] => 10 * number(*ten) + number(*unit),
        [one] => number(*one),
        _ => 0,
    };
    (letters, digits.parse().unwrap_or(written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_names_a_page_and_nothing_else_is_seen() {
        for (line, edition) in [
            ("第01版：要闻", "01"),
            ("　　第一版", "一"),
            ("=== 第2版 ===", "2"),
            ("## 第03版：经济·社会", "03"),
            ("【A04版】", "A04"),
            ("《人民日报》（2020年02月26日 第 05 版）", "05"),
            ("人民日报 2020-02-26 星期三 第6版 体育", "6"),
            ("版面：第０７版", "07"),
            ("---------- 08版 ----------", "08"),
            ("第十二版", "十二"),
        ] {
            assert_eq!(named(line).as_deref(), Some(edition), "{line}");
        }
        for line in [
            "（下转第三版）",
            "（上接第1版）",
            "今日8版",
            "共12版",
            "导读：第2版",
            "渔船出港忙 02版",
            "这本书出了第3版，卖得好",
            "本报今天出8版",
            "再版",
            "第2版 渔船出港忙的日子又回来了呀真好",
            "2020年2月26日 第3版 详见第4版",
        ] {
            assert_eq!(named(line), None, "{line}");
        }
    }

    #[test]
    fn pages_are_in_the_order_in_which_they_are_bound() {
        for (a, b) in
            [("01", "02"), ("2", "10"), ("九", "十"), ("十", "十一"), ("十九", "二十"), ("二十", "二十一"), ("A08", "B01")]
        {
            assert!(order(a) < order(b), "{a} {b}");
        }
    }

    #[test]
    fn each_page_keeps_the_lines_of_the_file() {
        let text = "人民日报 2020年2月26日\n\n第01版：要闻\n渔船出港忙\n雾散了。\n\n第02版：经济\n老街换新貌\n路修好了。\n";
        let leaves = leaves(text).expect("an issue");
        let read: Vec<_> = leaves.iter().map(|leaf| (leaf.hints.edition.as_deref(), leaf.text.as_str())).collect();
        let want = [(Some("01"), "\n\n\n渔船出港忙\n雾散了。\n\n"), (Some("02"), "\n\n\n\n\n\n\n老街换新貌\n路修好了。\n")];
        assert_eq!(read, want);
        let day = |leaf: &Leaf| leaf.hints.published.map(|day| day.to_string());
        assert!(leaves.iter().all(|leaf| day(leaf).as_deref() == Some("2020-02-26") && leaf.hints.line == 1));
        let text = "《人民日报》（2020年02月26日 第 05 版）\n一。\n《人民日报》（2020年02月26日 第 06 版）\n二。\n";
        let leaves = super::leaves(text).expect("an issue");
        assert!(leaves.iter().all(|leaf| day(leaf).as_deref() == Some("2020-02-26")));
        assert_eq!(leaves.iter().map(|leaf| leaf.hints.line).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn one_page_is_not_cut() {
        for text in [
            "第01版：要闻\n渔船出港忙\n雾散了。\n",
            "第01版：要闻\n渔船出港忙\n雾散了。\n第02版：经济\n第03版：体育\n第04版：文化\n老街换新貌\n路修好了。\n",
            "渔船出港忙\n雾散了。\n第01版\n老街换新貌\n路修好了。\n第02版\n",
            "第02版\n渔船出港忙\n雾散了。\n第01版\n老街换新貌\n路修好了。\n",
            "第01版\n渔船出港忙\n雾散了。\n第01版\n老街换新貌\n路修好了。\n",
        ] {
            assert_eq!(leaves(text), None, "{text}");
        }
    }
}
