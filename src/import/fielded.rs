//! Articles one behind the other in a text file, each with its fields written out: `标题：…`, `作者：…`, `正文：…` or `【标题】…`.
//!
//! Programs that fetch a day's paper write such files (`rmrb_20200226.txt`). Taken for one only where headlines come with texts throughout.

use super::metadata::Hints;
use super::record::Record;

/// Names under which a headline stands in such files.
const HEADLINES: [&str; 8] = ["标题", "题目", "主标题", "新闻标题", "文章标题", "正标题", "title", "headline"];

/// Lines that may stand before the first field: the name of the paper, its day.
const BEFORE: usize = 6;

/// Bytes that the name of a field has with its marks at most.
const NAME: usize = 36;

/// A text has more characters.
const SHORTEST: usize = 8;

/// The articles of such a text.
pub fn records(text: &str) -> Option<Vec<Record>> {
    let first = text.lines().filter(|line| !line.trim().is_empty()).take(BEFORE).find_map(field)?;
    let opener = first.0.to_lowercase();
    let mut found: Vec<Build> = Vec::new();
    let (mut open, mut in_text) = (None::<Build>, false);
    let mut head = String::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        let field = field(line).filter(|(name, _)| !in_text || opens(name, &opener));
        if let Some((name, _)) = field.filter(|(name, _)| opens(name, &opener)) {
            // A headline behind the field that opens an article belongs to it.
            let same = open.as_ref().is_some_and(|build| !in_text && !build.has(name));
            if !same {
                found.extend(open.replace(Build::new(at as u32 + 1)));
                in_text = false;
            }
        }
        let Some(build) = &mut open else {
            head.push_str(line);
            head.push('\n');
            continue;
        };
        match field {
            Some((name, value)) => {
                in_text = is_text(name);
                build.set(name, value);
            }
            None if is_rule(line) => {}
            None => build.more(line),
        }
    }
    found.extend(open);
    found.retain(|build| build.is_headed() || build.is_told());
    // An article may lack its text or its headline, but not most of them.
    let enough = |some: usize| some > 0 && some * 10 >= found.len() * 8;
    let (headed, told) = (found.iter().filter(|b| b.is_headed()).count(), found.iter().filter(|b| b.is_told()).count());
    if !enough(headed) || !enough(told) {
        return None;
    }
    let day = Hints::of_text(&head).published.map(|day| day.to_string());
    Some(found.into_iter().map(|build| dated(build.record(), day.as_deref())).collect())
}

fn dated(mut record: Record, day: Option<&str>) -> Record {
    if let Some(day) = day.filter(|_| !record.is_dated()) {
        record.set("date", day);
    }
    record
}

fn is_headline(name: &str) -> bool {
    HEADLINES.contains(&name.to_lowercase().as_str())
}

/// Whether a field begins an article: the one the file begins with, or a headline.
fn opens(name: &str, opener: &str) -> bool {
    name.to_lowercase() == opener || is_headline(name)
}

fn is_text(name: &str) -> bool {
    matches!(name.to_lowercase().as_str(), "正文" | "内容" | "全文" | "文章内容" | "新闻内容" | "content" | "text" | "body")
}

/// `标题：渔船出港忙`, `【标题】渔船出港忙`, `[标题] 渔船出港忙`: name and value.
fn field(line: &str) -> Option<(&str, &str)> {
    let line = line.trim().trim_start_matches('\u{feff}').trim_start_matches(['#', '*', ' ']);
    let bracketed = [('【', '】'), ('[', ']'), ('〔', '〕')].into_iter().find_map(|(open, close)| {
        let (name, value) = line.strip_prefix(open)?.split_once(close)?;
        Some((name, value.trim_start_matches(['：', ':'])))
    });
    let (name, value) = bracketed.or_else(|| {
        let at = line.get(..line.floor_char_boundary(NAME))?.find(['：', ':'])?;
        Some((line.get(..at)?, line.get(at..)?.trim_start_matches(['：', ':'])))
    })?;
    let name = name.trim().trim_end_matches('*');
    ((1..=NAME).contains(&name.len()) && Record::names(name)).then(|| (name, value.trim_matches(['*', ' ', '\u{3000}'])))
}

/// `==========`, `* * *`: nothing but one mark.
fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next() else { return true };
    "=-*_#~—─＝－".contains(first) && marks.clone().count() >= 2 && marks.all(|c| c == first)
}

/// An article as it is read.
struct Build {
    line: u32,
    fields: Vec<(String, String)>,
    text: String,
}

impl Build {
    fn new(line: u32) -> Self {
        Self { line, fields: Vec::new(), text: String::new() }
    }

    fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    fn set(&mut self, name: &str, value: &str) {
        if is_text(name) {
            self.more(value);
        }
        self.fields.push((name.to_owned(), if is_text(name) { String::new() } else { value.to_owned() }));
    }

    fn more(&mut self, line: &str) {
        if !line.is_empty() {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    fn is_headed(&self) -> bool {
        self.fields.iter().any(|(name, value)| is_headline(name) && !value.is_empty())
    }

    fn is_told(&self) -> bool {
        self.text.chars().count() > SHORTEST
    }

    fn record(self) -> Record {
        let mut record = Record::new(self.line);
        self.fields.iter().for_each(|(name, value)| record.set(name, value));
        record.set("content", &self.text);
        record
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = (String, String, Vec<String>, String, u32);

    fn read(text: &str) -> Option<Vec<Read>> {
        let articles = records(text)?.into_iter().filter_map(|record| record.article("rmrb_20200226.txt"));
        let page = |a: &crate::corpus::Article| a.imprint.as_deref().and_then(|i| i.edition.clone()).unwrap_or_default();
        Some(articles.map(|a| (page(&a), a.published.to_string(), a.authors.clone(), a.text.clone(), a.line)).collect())
    }

    fn want(page: &str, day: &str, writer: &str, text: &str, line: u32) -> Read {
        (page.to_owned(), day.to_owned(), vec![writer.to_owned()], text.to_owned(), line)
    }

    #[test]
    fn fields_may_stand_behind_colons_or_in_brackets() {
        let undated = crate::corpus::Published::default().to_string();
        let text = "标题：渔船出港忙\n作者：许清禾\n版次：01\n正文：\n雾散了，船解缆。\n时间：清晨五点，人就到了。\n\n标题：老街换新貌\n作者：周南溪\n版次：02\n正文：路修好了，客商来了。\n第二段，铺子也新了。\n";
        let articles = [
            want("01", &undated, "许清禾", "渔船出港忙\n许清禾\n雾散了，船解缆。\n时间：清晨五点，人就到了。", 1),
            want("02", &undated, "周南溪", "老街换新貌\n周南溪\n路修好了，客商来了。\n第二段，铺子也新了。", 8),
        ];
        assert_eq!(read(text).as_deref(), Some(&articles[..]));
        let text = "人民日报 2020年2月26日 星期三\n\n【版次】第01版\n【标题】渔船出港忙\n【作者】许清禾\n【正文】雾散了，船解缆。\n------------\n【版次】第02版\n【标题】老街换新貌\n【作者】周南溪\n【正文】路修好了，客商来了。\n";
        let articles = [
            want("01", "2020-02-26", "许清禾", "渔船出港忙\n许清禾\n雾散了，船解缆。", 3),
            want("02", "2020-02-26", "周南溪", "老街换新貌\n周南溪\n路修好了，客商来了。", 8),
        ];
        assert_eq!(read(text).as_deref(), Some(&articles[..]));
    }

    #[test]
    fn a_text_may_follow_without_a_name() {
        let text = "标题: 渔船出港忙\n日期: 2020-02-26\n\n雾散了，船解缆。\n\n==========\n标题: 老街换新貌\n日期: 2020-02-27\n\n路修好了，客商来了。\n";
        let days: Vec<_> = read(text).expect("articles").into_iter().map(|(_, day, _, text, _)| (day, text)).collect();
        assert_eq!(days[0], ("2020-02-26".to_owned(), "渔船出港忙\n雾散了，船解缆。".to_owned()));
        assert_eq!(days[1], ("2020-02-27".to_owned(), "老街换新貌\n路修好了，客商来了。".to_owned()));
    }

    #[test]
    fn a_page_with_a_notice_is_a_page() {
        for text in [
            "渔船出港忙\n\n本报讯 雾散了。\n\n招聘启事\n时间：3月1日\n地点：市体育馆\n内容：现场面试。\n",
            "时间：3月1日\n地点：市体育馆\n雾散了，船解缆了。\n",
            "标题：\n标题：渔船\n",
            "记者：您好。\n答：雾散了，船解缆了。\n",
            "",
        ] {
            assert_eq!(records(text), None, "{text}");
        }
    }
}
