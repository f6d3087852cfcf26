//! Records in a table (CSV, TSV): the head row names the fields.

use super::record::Record;

/// The mark between the cells of a table whose first line is `head`: the one that gives the most names of fields, `usual` where
/// that is one of them. True where the line says nothing else (`sep=;`, as Excel writes it).
pub fn mark(head: &str, usual: u8) -> (u8, bool) {
    let head = head.trim().trim_start_matches('\u{feff}').trim_matches('"');
    if let Some([mark]) = head.strip_prefix("sep=").map(str::as_bytes) {
        return (*mark, true);
    }
    let bare = |cell: &str| Record::knows(cell.trim().trim_matches('"'));
    let named = |mark: u8| head.split(char::from(mark)).filter(|cell| bare(cell)).count();
    let best = [usual, b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(|mark| named(*mark));
    (best.unwrap_or(usual), false)
}

/// Turns the rows of a table into records. Feed it the head row first.
#[derive(Debug, Clone)]
pub struct Table {
    names: Vec<String>,
}

impl Table {
    /// From the head row; `None` when no cell of it is a field we know, as then there is no head row.
    pub fn new<'a>(head: impl Iterator<Item = &'a str>) -> Option<Self> {
        let names: Vec<String> = head.map(|name| name.trim().trim_start_matches('\u{feff}').to_owned()).collect();
        names.iter().any(|name| Record::knows(name)).then_some(Self { names })
    }

    /// A record from one row, `line` being the line of the file it starts on.
    pub fn record<'a>(&self, row: impl Iterator<Item = &'a str>, line: u32) -> Record {
        let mut record = Record::new(line);
        for (name, cell) in self.names.iter().zip(row) {
            record.set(name, cell);
        }
        record
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, mark};

    #[test]
    fn the_head_row_tells_the_mark_between_cells() {
        for (head, usual, found) in [
            ("标题;正文;日期", b',', b';'),
            ("\"title\"\t\"content\"", b',', b'\t'),
            ("\u{feff}title|content|date", b',', b'|'),
            ("title,content", b'\t', b','),
            ("title", b'\t', b'\t'),
            ("1;2", b',', b','),
        ] {
            assert_eq!(mark(head, usual), (found, false), "{head}");
        }
        assert_eq!(mark("sep=;\r\n", b','), (b';', true));
    }

    #[test]
    fn the_head_row_names_the_fields() {
        let table = Table::new(["\u{feff}标题", "正文", "备注"].into_iter()).expect("a head row");
        let article = table.record(["渔船出港", "第一段。", "甲"].into_iter(), 2).article("a.csv").expect("an article");
        assert_eq!((article.text.as_str(), article.line), ("渔船出港\n第一段。", 2));
        assert_eq!(article.extra, [("备注".to_owned(), "甲".to_owned())]);
        assert!(Table::new(["1", "2"].into_iter()).is_none());
    }
}
