//! What kind of file a text is: a page as extracted, records with fields, or a web page. Decided by name, then by how it begins.
//!
//! It looks; the readers of each kind are the files beside it.

use super::record::Record;

/// How a decoded text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Lines as an extractor left them; Markdown marks are read too.
    Page,
    /// One JSON value: a record, a list of records, or an object that holds such a list.
    Json,
    /// A record a line.
    JsonLines,
    /// A table with a head row; the mark between cells.
    Table(u8),
    /// A web page.
    Html,
    /// `<doc>` records with a tag a field (Sogou, Chinese Gigaword).
    Tagged,
    /// `label⇥text` lines (cnews).
    Labelled,
    /// `word/class` lines (the 1998 人民日报).
    Segmented,
}

impl Format {
    /// Decides. `name` is the file or member name without the endings of containers (`.gz`), `text` the (start of the) text.
    pub fn of(name: &str, text: &str) -> Format {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "json" if a_record_a_line(text) => Format::JsonLines,
            "json" => Format::Json,
            "jsonl" | "ndjson" => Format::JsonLines,
            "csv" => Format::Table(b','),
            "tsv" => Format::Table(b'\t'),
            "html" | "htm" | "xhtml" => Format::Html,
            "md" | "markdown" => Format::Page,
            _ => by_look(text),
        }
    }

    /// Whether the records can be read one by one from a file of any size.
    pub fn streams(name: &str) -> Option<Format> {
        match Format::of(name, "") {
            format @ (Format::JsonLines | Format::Table(_)) => Some(format),
            _ => None,
        }
    }
}

/// Whether the first two lines are a record each.
fn a_record_a_line(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|line| !line.is_empty());
    let record = |line: &str| line.starts_with('{') && line.trim_end_matches(',').ends_with('}');
    lines.next().is_some_and(record) && lines.next().is_some_and(record)
}

fn by_look(text: &str) -> Format {
    let head = text.get(..text.floor_char_boundary(4096)).unwrap_or(text);
    let start = head.trim_start();
    let lower = start.get(..start.floor_char_boundary(512)).unwrap_or(start).to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Format::Html;
    }
    if lower.starts_with("<doc") && (lower.contains("<contenttitle") || lower.contains("<headline") || lower.contains("<docno")) {
        return Format::Tagged;
    }
    if lower.starts_with("<?xml") || lower.starts_with("<rss") || lower.starts_with("<articles") {
        return if super::tagged::RECORDS.iter().any(|tag| head.contains(&format!("<{tag}"))) {
            Format::Tagged
        } else {
            Format::Page
        };
    }
    if start.starts_with('{') {
        // The whole first line: an article is longer than a look.
        let first = text.trim_start().lines().next().unwrap_or_default().trim_end();
        return if first.ends_with('}') && first.len() > 2 { Format::JsonLines } else { Format::Json };
    }
    if start.starts_with("[{") || (start.starts_with('[') && start.get(1..).is_some_and(|t| t.trim_start().starts_with('{'))) {
        return Format::Json;
    }
    if super::segmented::is_segmented(head) {
        return Format::Segmented;
    }
    if let Some(mark) = table(head) {
        return Format::Table(mark);
    }
    if labelled(head) { Format::Labelled } else { Format::Page }
}

/// The mark between the cells of a table that is not called one: its first line is names of fields, a headline or a text among them.
fn table(head: &str) -> Option<u8> {
    let first = head.trim_start_matches(['\u{feff}', '\n', '\r']).lines().next()?;
    if !first.contains([',', '\t', ';', '|']) {
        return None;
    }
    let (mark, _) = super::table::mark(first, b',');
    let cells: Vec<&str> = first.split(char::from(mark)).map(|cell| cell.trim().trim_matches('"')).collect();
    let names = cells.len() > 1 && cells.iter().all(|cell| (1..=16).contains(&cell.chars().count()));
    if !names {
        return None;
    }
    let known = cells.iter().filter(|cell| Record::knows(cell)).count();
    let rows = head.lines().nth(1).is_some_and(|row| row.matches(char::from(mark)).count() + 1 >= cells.len());
    (known >= 2 && rows && cells.iter().any(|cell| Record::tells(cell))).then_some(mark)
}

/// At least two lines, every whole one a short label, a tab and a longer text, which a second tab may part in headline and text.
fn labelled(head: &str) -> bool {
    let mut lines = head.split('\n').filter(|line| !line.trim().is_empty()).peekable();
    let mut seen = 0;
    while let Some(line) = lines.next() {
        let last = lines.peek().is_none();
        let Some((label, text)) = line.split_once('\t') else {
            // The look ends in the middle of a line.
            return last && seen >= 2;
        };
        let short = (1..=8).contains(&label.trim().chars().count());
        let columns = text.matches('\t').count();
        if !short || columns > 1 || (!last && text.trim().chars().count() < 8) {
            return false;
        }
        seen += 1;
    }
    seen >= 2
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn the_name_decides_where_it_says_something() {
        assert_eq!(Format::of("a/b.jsonl", ""), Format::JsonLines);
        assert_eq!(Format::of("b.JSON", ""), Format::Json);
        assert_eq!(Format::of("b.json", "{\"title\":\"一\"}\n{\"title\":\"二\"}\n"), Format::JsonLines);
        assert_eq!(Format::of("b.json", "{\"title\":\"一\"}\n"), Format::Json);
        assert_eq!(Format::of("2020-02-26.csv", ""), Format::Table(b','));
        assert_eq!(Format::of("node_A01.html", ""), Format::Html);
        assert_eq!(Format::of("营口.md", "{"), Format::Page);
    }

    #[test]
    fn the_look_decides_where_the_name_says_nothing() {
        assert_eq!(Format::of("-", "{\"title\":\"小凌河\"}\n{\"title\":\"港湾\"}\n"), Format::JsonLines);
        let long = format!("{{\"content\":\"{}\"}}\n{{\"title\":\"港湾\"}}\n", "港".repeat(3_000));
        assert_eq!(Format::of("-", &long), Format::JsonLines);
        assert_eq!(Format::of("-", "{\n  \"title\": \"小凌河\"\n}\n"), Format::Json);
        assert_eq!(Format::of("-", "\n <!DOCTYPE HTML><title>x"), Format::Html);
        assert_eq!(Format::of("a.dat", "<doc>\n<url>http://x</url>\n<contenttitle>题</contenttitle>"), Format::Tagged);
        assert_eq!(Format::of("a.txt", "体育\t小凌河边的长跑今天开始报名\n财经\t苹果窖里开出直播间之后\n"), Format::Labelled);
        assert_eq!(
            Format::of("a.txt", "体育\t长跑\t小凌河边的长跑今天开始报名\n财经\t果窖\t苹果窖里开出直播间之后\n"),
            Format::Labelled
        );
        assert_eq!(Format::of("a.txt", "标题,正文\n渔船出港,雾散了。\n"), Format::Table(b','));
        assert_eq!(Format::of("a.txt", "标题,正文,都有了\n雾散了。\n"), Format::Page);
        assert_eq!(Format::of("a.txt", "小凌河口开出今春第一班渔船\n\n本报讯 2月25日清晨"), Format::Page);
        assert_eq!(Format::of("a.txt", "[图] 雾里的码头\n"), Format::Page);
    }
}
