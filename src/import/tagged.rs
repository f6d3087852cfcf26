//! Records in `<doc>` tags: Sogou's news dumps (a tag a field, not well-formed XML) and Chinese Gigaword (`<DOC>`, `<P>`);
//! and `label⇥text` lines.
//!
//! Read with a tag scanner, not an XML parser: `&` stands bare in the addresses of these files.

use super::metadata::Hints;
use super::record::Record;

/// Elements that are a record in other dumps (`<articles><article>`, RSS).
pub const RECORDS: [&str; 6] = ["article", "item", "news", "record", "row", "entry"];

/// All records of a text. `labelled` text has none of the tags and is read by [`labelled`].
pub fn records(text: &str) -> Vec<Record> {
    let doc = |tag: &str| text.contains(&format!("<{tag}>")) || text.contains(&format!("<{tag} "));
    let unit = if doc("doc") || doc("DOC") { "doc" } else { RECORDS.iter().find(|tag| doc(tag)).copied().unwrap_or("doc") };
    let mut found = Vec::new();
    let mut current: Option<Record> = None;
    let mut field: Option<(String, String)> = None;
    for (i, line) in text.lines().enumerate() {
        let mut rest = line;
        while let Some((before, tag, after)) = next_tag(rest) {
            if let Some((_, value)) = &mut field {
                value.push_str(before);
            }
            rest = after;
            let name = tag.trim_start_matches('/').split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
            match (name.as_str(), tag.starts_with('/')) {
                (name, false) if name == unit => {
                    close(&mut found, current.replace(Record::new(i as u32 + 1)), field.take());
                    if let (Some(record), Some(id)) = (&mut current, attribute(tag, "id")) {
                        record.set("id", id);
                        // `XIN_CMN_20200226.0001`
                        if let Some(day) = Hints::of_name(id).published {
                            record.set("date", &day.to_string());
                        }
                    }
                }
                (name, true) if name == unit => close(&mut found, current.take(), field.take()),
                // Paragraph tags stand inside a field.
                ("p" | "br" | "text" | "body", closing) if field.is_some() || name == "p" => {
                    let (_, value) = field.get_or_insert_with(|| ("content".to_owned(), String::new()));
                    if closing || name == "br" {
                        value.push('\n');
                    }
                }
                (_, true) => set(&mut current, field.take()),
                (_, false) => {
                    set(&mut current, field.take());
                    field = Some((if name == "text" { "content".to_owned() } else { name }, String::new()));
                }
            }
        }
        if let Some((_, value)) = &mut field {
            value.push_str(rest);
            value.push('\n');
        }
    }
    close(&mut found, current, field);
    found
}

fn set(record: &mut Option<Record>, field: Option<(String, String)>) {
    if let (Some(record), Some((name, value))) = (record, field) {
        // What stands in such brackets is text, whatever it looks like.
        let value = value.replace("<![CDATA[", "").replace("]]>", "");
        record.set(&name, &value);
    }
}

fn close(found: &mut Vec<Record>, mut record: Option<Record>, field: Option<(String, String)>) {
    set(&mut record, field);
    found.extend(record);
}

/// The text before the next tag, the tag without its brackets, and the rest of the line.
fn next_tag(line: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + line.get(from..)?.find('<')?;
        let inside = line.get(open + 1..)?;
        let is_tag = inside.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
        match inside.find(['<', '>']).filter(|end| is_tag && inside.get(*end..).is_some_and(|rest| rest.starts_with('>'))) {
            Some(end) => return Some((line.get(..open)?, inside.get(..end)?, inside.get(end + 1..)?)),
            None => from = open + 1,
        }
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let value = tag.split_once(&format!("{name}="))?.1;
    let value = value.trim_start_matches('"');
    value.split(['"', ' ', '>']).next().filter(|v| !v.is_empty())
}

/// A record a line: label, tab, text; or label, headline, text. The label is the section; the text's first sentence names the article in lists.
pub fn labelled(text: &str) -> Vec<Record> {
    let each = |(i, line): (usize, &str)| {
        let (label, text) = line.split_once('\t')?;
        let mut record = Record::new(i as u32 + 1);
        record.set("section", label);
        match text.split_once('\t') {
            Some((title, text)) => {
                record.set("title", title);
                record.set("content", text);
            }
            None => record.set("content", text),
        }
        Some(record)
    };
    text.lines().enumerate().filter_map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sogou_records_are_read_tag_by_tag() {
        let text = "<doc>\n<url>http://x/?a=1&b=2</url>\n<docno>7</docno>\n<contenttitle>渔船出港</contenttitle>\n<content>第一段。a<b。</content>\n</doc>\n<doc>\n<contenttitle>二</contenttitle>\n<content></content>\n</doc>\n";
        let articles: Vec<_> = records(text).into_iter().filter_map(|r| r.article("news.dat")).collect();
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[0].text, "渔船出港\n第一段。a<b。");
        assert_eq!(articles[0].extra[0], ("url".to_owned(), "http://x/?a=1&b=2".to_owned()));
        assert_eq!(articles[1].line, 7);
    }

    #[test]
    fn gigaword_paragraphs_are_lines() {
        let text = "<DOC id=\"XIN_CMN_20200226.0001\" type=\"story\">\n<HEADLINE>\n渔船出港\n</HEADLINE>\n<DATELINE>\n新华社锦州２月２６日电\n</DATELINE>\n<TEXT>\n<P>\n第一段。\n</P>\n<P>\n第二段。\n</P>\n</TEXT>\n</DOC>\n";
        let articles: Vec<_> = records(text).into_iter().filter_map(|r| r.article("xin.txt")).collect();
        assert_eq!(articles.len(), 1);
        assert_eq!(articles[0].text, "渔船出港\n第一段。\n第二段。");
        assert_eq!(articles[0].published.to_string(), "2020-02-26", "from its id");
    }

    #[test]
    fn records_in_other_tags_are_read_too() {
        let text = "<?xml version=\"1.0\"?>\n<rss><channel><title>报</title>\n<item><title><![CDATA[渔船出港]]></title><pubDate>Wed, 26 Feb 2020 08:00:00 GMT</pubDate>\n<content>雾散了 &amp; 船来了。</content></item>\n<item><title>二</title></item></channel></rss>\n";
        let articles: Vec<_> = records(text).into_iter().filter_map(|r| r.article("a.xml")).collect();
        assert_eq!(articles.iter().map(|a| a.text.as_str()).collect::<Vec<_>>(), ["渔船出港\n雾散了 & 船来了。", "二"]);
        assert_eq!(articles[0].published.to_string(), "2020-02-26");
    }

    #[test]
    fn a_label_is_a_section() {
        let articles: Vec<_> =
            labelled("体育\t长跑今天报名。\n\n财经\t果窖开播。\n").into_iter().filter_map(|r| r.article("c.txt")).collect();
        assert_eq!(
            articles.iter().map(|a| (a.section.as_deref(), a.line)).collect::<Vec<_>>(),
            [(Some("体育"), 1), (Some("财经"), 3)]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[<>/a-z\"= \n锦州doc]{0,200}") {
            records(&text);
            labelled(&text);
        }
    }
}
