//! Records in JSON: one a line, a list of them, or a list inside an object.
//!
//! A line that is not JSON is reported and left out; the rest is read.

use serde_json::{Map, Value};

use super::record::Record;

/// What one line of JSON Lines holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A record.
    Record(Record),
    /// Nothing, or a value that is no record.
    Nothing,
    /// No JSON: what is wrong, in the parser's words, and the column.
    Broken(String, usize),
}

/// Reads one line (`n` from 1). O(line).
pub fn line(text: &str, n: u32) -> Line {
    let text = text.trim().trim_start_matches('\u{feff}').trim_end_matches(',');
    if text.is_empty() || text == "[" || text == "]" {
        return Line::Nothing;
    }
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(fields)) => Line::Record(record(&fields, n)),
        Ok(_) => Line::Nothing,
        Err(error) => Line::Broken(short(&error), error.column()),
    }
}

/// Reads a whole JSON file.
///
/// # Errors
/// Where the text is not JSON: the line, and what is wrong.
pub fn file(text: &str) -> Result<Vec<Record>, (usize, String)> {
    let value = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')).map_err(|e| (e.line(), short(&e)))?;
    Ok(records(&value, WRAPPERS))
}

/// How deep a list of records may lie.
const WRAPPERS: usize = 4;

fn short(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line").next().unwrap_or_default().to_owned()
}

/// The records of a value: it is one, a list of them, or holds such a list, or them by name, some wrappers deep.
fn records(value: &Value, depth: usize) -> Vec<Record> {
    match value {
        Value::Array(items) => {
            let each = |(i, item): (usize, &Value)| item.as_object().map(|fields| record(fields, i as u32 + 1));
            items.iter().enumerate().filter_map(each).collect()
        }
        Value::Object(fields) if fields.keys().any(|name| Record::tells(name)) && !holds_records(fields) => {
            vec![record(fields, 1)]
        }
        Value::Object(fields) if depth > 0 => {
            let inner = fields.values().filter(|v| v.is_object() || v.as_array().is_some_and(|a| a.iter().any(Value::is_object)));
            let mut found: Vec<Record> = inner.flat_map(|value| records(value, depth - 1)).collect();
            for (i, record) in found.iter_mut().enumerate() {
                record.line = i as u32 + 1;
                // What is said once for the whole file (`"date": …, "articles": […]`) holds for each of its records.
                for (name, value) in fields.iter().filter(|(_, v)| !v.is_array() && !v.is_object()) {
                    record.set(name, &plain(value));
                }
            }
            found
        }
        _ => Vec::new(),
    }
}

/// Whether an object is a wrapper round a list of articles: `{"articles": [{"title": …}]}`.
fn holds_records(fields: &Map<String, Value>) -> bool {
    let known = |item: &Value| item.as_object().is_some_and(|f| f.keys().any(|name| Record::knows(name)));
    fields.values().any(|v| v.as_array().is_some_and(|a| a.iter().any(known)))
}

fn record(fields: &Map<String, Value>, line: u32) -> Record {
    let mut record = Record::new(line);
    let (inner, own): (Vec<_>, Vec<_>) = fields.iter().partition(|(name, value)| is_part(name, value));
    for (name, value) in own {
        record.set(name, &plain(value));
    }
    // What the record says itself comes before what a part of it says.
    for (name, value) in inner.into_iter().filter_map(|(_, value)| value.as_object()).flatten() {
        record.set(name, &plain(value));
    }
    record
}

/// Whether an object within a record holds fields of the record: `"_source": {"title": …}`, `"meta": {"date": …}`, but not `"author": {"name": …}`.
fn is_part(name: &str, value: &Value) -> bool {
    let Some(fields) = value.as_object() else { return false };
    let known = |wanted: fn(&str) -> bool| fields.keys().filter(|name| *name != "name" && wanted(name)).count();
    match (Record::tells(name), Record::knows(name)) {
        (true, _) => known(Record::tells) > 1,
        (false, known_itself) => !known_itself && !fields.contains_key("name") && known(Record::knows) > 0,
    }
}

/// A value as text: strings as they are, lists joined by line ends, objects as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("\n"),
        // `{"type": "text", "value": "…"}`, `{"name": "许清禾"}`
        Value::Object(fields) => {
            let inner = ["text", "content", "value", "name"].iter().find_map(|name| fields.get(*name).and_then(Value::as_str));
            inner.map_or_else(|| value.to_string(), str::to_owned)
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_one_object_deeper_are_fields_of_the_record() {
        for text in [
            r#"{"hits":{"hits":[{"_id":"7","_source":{"title":"渔船出港","content":"雾散了。","date":"2020-02-26"}}]}}"#,
            r#"{"page":1,"date":"2020-02-26","data":{"list":[{"id":1,"article":{"title":"渔船出港","content":"雾散了。"}}]}}"#,
            r#"{"title":"渔船出港","paragraphs":["雾散了。"],"meta":{"date":"2020-02-26"},"editor":{"name":"许清禾","city":"营口"}}"#,
        ] {
            let found = file(text).expect("JSON");
            let articles: Vec<_> = found.into_iter().filter_map(|record| record.article("a.json")).collect();
            assert_eq!(articles.len(), 1, "{text}");
            assert_eq!(
                (articles[0].text.as_str(), articles[0].published.to_string().as_str()),
                ("渔船出港\n雾散了。", "2020-02-26"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_line_is_a_record_or_says_why_not() {
        assert!(matches!(line(r#"{"title":"题","content":"文。"}"#, 3), Line::Record(r) if r.line == 3));
        assert!(matches!(line(r#"{"title":"题""#, 3), Line::Broken(..)));
        assert_eq!(line("  ", 1), Line::Nothing);
        assert_eq!(line("42", 1), Line::Nothing);
    }

    #[test]
    fn a_file_is_a_record_a_list_or_a_list_in_an_object() {
        let count = |text: &str| file(text).map(|r| r.len());
        assert_eq!(count(r#"{"title":"题","keywords":["a","b"]}"#), Ok(1));
        assert_eq!(count(r#"[{"title":"一"},{"title":"二"},3]"#), Ok(2));
        let issue = file(r#"{"date":"2020-02-26","articles":[{"title":"一"},{"title":"二"}]}"#).expect("JSON");
        let dates: Vec<_> = issue.into_iter().filter_map(|r| r.article("a")).map(|a| a.published.to_string()).collect();
        assert_eq!(dates, ["2020-02-26", "2020-02-26"]);
        assert!(file("[1,").is_err());
    }

    #[test]
    fn records_may_lie_in_wrappers_or_under_names_of_their_own() {
        for text in [
            r#"{"code":0,"result":{"total":2,"list":[{"title":"一"},{"title":"二"}]}}"#,
            r#"{"1":{"title":"一"},"2":{"title":"二"}}"#,
            r#"{"data":{"a":[{"title":"一"}],"b":[{"title":"二"}]}}"#,
        ] {
            let lines: Vec<u32> = file(text).expect("JSON").iter().map(|record| record.line).collect();
            assert_eq!(lines, [1, 2], "{text}");
        }
        let one = file(
            r#"{"title":"题","content":[{"type":"text","value":"一段。"},{"type":"img","src":"x"}],"author":{"name":"许清禾"}}"#,
        );
        let one = one.expect("JSON").remove(0).article("a").expect("an article");
        assert!(one.text.starts_with("题\n许清禾\n一段。") && one.authors == ["许清禾"], "{one:?}");
    }

    #[test]
    fn nesting_without_end_is_refused_not_followed() {
        assert!(file(&"[".repeat(100_000)).is_err());
    }
}
