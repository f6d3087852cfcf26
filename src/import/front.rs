//! Front matter: what a page states of itself before its text, between two `---` (YAML) or `+++` (TOML) lines.
//!
//! Only what people write there is read: a name and a value a line, lists in brackets or a dash a line. With a headline in it the file
//! is one article; without one, a page whose day, city and paper are stated.

use super::metadata::Hints;
use super::record::Record;

/// Lines front matter may have.
const LONGEST: usize = 60;

/// What stands before a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Front {
    fields: Vec<(String, String)>,
    /// Where the text begins, in bytes, and on which line, from 1.
    start: usize,
    line: u32,
}

impl Front {
    /// The front matter of a text, if it has any.
    pub fn of(text: &str) -> Option<Self> {
        let mut fence = None;
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut start = 0;
        for (n, line) in text.split_inclusive('\n').enumerate().take(LONGEST) {
            start += line.len();
            let line = line.trim_start_matches('\u{feff}').trim_end();
            match fence {
                None if line.trim().is_empty() => {}
                None if matches!(line, "---" | "+++") => fence = Some(line.to_owned()),
                None => return None,
                Some(fence) if fence == line => {
                    return (!fields.is_empty()).then_some(Self { fields, start, line: n as u32 + 2 });
                }
                Some(ref fence) => take(line, fence == "+++", &mut fields)?,
            }
        }
        None
    }

    /// What is stated of a page.
    pub fn hints(&self) -> Hints {
        Hints::of_fields(self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// The one article that the file is, where a headline is stated and the text is not a page of several.
    pub fn article(&self, text: &str) -> Option<Record> {
        let body = text.get(self.start..)?;
        let reports = body.lines().filter(|line| line.chars().take(12).collect::<String>().contains("本报讯")).count();
        let mut record = Record::new(self.line);
        self.fields.iter().for_each(|(name, value)| record.set(name, value));
        let headline = record.headline()?.to_owned();
        if reports > 1 {
            return None;
        }
        let unmarked = |line: &str| without_mark(line).replace("**", "");
        let lines = body.lines().map(unmarked).filter(|line| *line != headline);
        record.set("content", &lines.collect::<Vec<_>>().join("\n"));
        Some(record)
    }

    /// The text without it, every line where it was.
    pub fn blanked(&self, text: &str) -> String {
        let (front, body) = text.split_at_checked(self.start).unwrap_or(("", text));
        let ends: String = front.chars().filter(|c| *c == '\n').collect();
        ends + body
    }
}

/// Takes one line of front matter; `None` where it is no such line.
fn take(line: &str, toml: bool, fields: &mut Vec<(String, String)>) -> Option<()> {
    let bare = line.trim();
    if bare.is_empty() || bare.starts_with('#') {
        return Some(());
    }
    if let Some(item) =
        bare.strip_prefix("- ").or_else(|| (line.starts_with([' ', '\t']) && !bare.contains(": ")).then_some(bare))
    {
        let (_, value) = fields.last_mut()?;
        value.push(if value.is_empty() { ' ' } else { '\n' });
        value.push_str(unquoted(item));
        return Some(());
    }
    let (name, value) = if toml { bare.split_once('=')? } else { bare.split_once(':').or_else(|| bare.split_once('：'))? };
    let value = value.trim();
    let list = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
    let value = match list {
        Some(list) => list.split([',', '，']).map(|item| unquoted(item.trim())).collect::<Vec<_>>().join("\n"),
        // A block that follows (`title: >`) is taken line by line.
        None if matches!(value, "|" | ">" | "|-" | ">-") => String::new(),
        None => unquoted(value).to_owned(),
    };
    fields.push((unquoted(name.trim()).to_owned(), value));
    Some(())
}

/// A line without what Markdown marks a heading or a quotation with; #复工进行时# is a topic.
fn without_mark(line: &str) -> &str {
    let bare = line.trim_start_matches(['>', ' ']);
    bare.trim_start_matches('#').strip_prefix([' ', '　']).filter(|_| bare.starts_with('#')).map_or(bare, str::trim_start)
}

fn unquoted(value: &str) -> &str {
    let pairs = [('"', '"'), ('\'', '\'')];
    pairs.iter().find_map(|(open, close)| value.strip_prefix(*open)?.strip_suffix(*close)).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> crate::corpus::Article {
        Front::of(text).expect("front matter").article(text).expect("a record").article("a.md").expect("an article")
    }

    #[test]
    fn names_may_be_chinese_and_values_quoted_or_lists() {
        let text = "---\n标题: 渔船出港忙\n作者: 许清禾\n日期: 2020-02-26\n城市：锦州\n---\n\n# 渔船出港忙\n\n雾散了，**十四条**船解缆。\n\n## 头一网\n\n鱼不多。\n";
        let one = article(text);
        assert_eq!(one.text, "渔船出港忙\n许清禾\n雾散了，十四条船解缆。\n头一网\n鱼不多。");
        assert_eq!((one.published.to_string().as_str(), one.city.as_deref()), ("2020-02-26", Some("锦州")));
        assert_eq!((one.authors.as_slice(), one.line), (&["许清禾".to_owned()][..], 7));
        let text = "\n---\ntitle: \"渔船：出港\"\nauthors:\n  - 许清禾\n  - '周南溪'\ntags: [渔业, 港口]\ndate: 2020-02-26T08:00:00+08:00\n---\n雾散了。\n";
        let one = article(text);
        assert_eq!((one.headline(), one.authors.len(), one.published.to_string().as_str()), ("渔船：出港", 2, "2020-02-26"));
        let text = "+++\ntitle = \"渔船出港\"\ndate = 2020-02-26\n+++\n雾散了。\n";
        assert_eq!(article(text).text, "渔船出港\n雾散了。");
    }

    #[test]
    fn a_topic_keeps_its_mark() {
        let text = "---\ntitle: 渔船出港\n---\n> 雾散了。\n\n## 头一网\n\n#复工进行时# 鱼不多。\n";
        assert_eq!(article(text).text, "渔船出港\n雾散了。\n头一网\n#复工进行时# 鱼不多。");
    }

    #[test]
    fn a_page_keeps_its_lines_where_they_are() {
        let text = "---\ndate: 2020-02-26\ncity: 营口\n---\n\n港口开航\n\n本报讯 雾散了。\n";
        let front = Front::of(text).expect("front matter");
        assert!(front.article(text).is_none(), "no headline is stated");
        assert_eq!(front.blanked(text), "\n\n\n\n\n港口开航\n\n本报讯 雾散了。\n");
        assert_eq!(front.hints().city.as_deref(), Some("营口"));
        let several = "---\ntitle: 第三版\n---\n一\n\n本报讯 雾散了。\n\n二\n\n本报讯 船来了。\n";
        assert!(Front::of(several).expect("front matter").article(several).is_none());
    }

    #[test]
    fn what_is_no_front_matter_is_left_alone() {
        for text in ["", "---\n", "---\n一段话。\n---\n", "题\n---\na: b\n---\n", "---\n---\n文\n", "***\na: b\n***\n"] {
            assert_eq!(Front::of(text), None, "{text}");
        }
    }
}
