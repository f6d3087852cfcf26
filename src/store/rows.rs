//! A table's bytes → its rows, however its quotes are: a quote that is never closed costs its own line, not the rest of the file.
//!
//! The reader of CSV takes a quote that opens a cell for the beginning of something that may go on over any number of lines, which in a
//! file with one stray quote is all of it. So lines are put together here until the cell is closed; where that takes too many, the quote
//! that would close it stands before other text, or the row has another number of cells than the head row, the first of the lines is
//! broken and the others are tried on their own. A quote within a cell that none opened (5" 管) is a character.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use csv::ByteRecord;

use super::limits::PAGE;

/// Bytes that one row may have when its quotes run over several lines. An article is some kilobytes.
const ROW: usize = 1 << 20;

/// A row, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    /// Its cells, and the line it begins on, from 1.
    Cells(ByteRecord, u32),
    /// A line whose quotes are not in pairs.
    Unpaired(u32),
    /// A line longer than a page may be.
    TooLong(u32),
}

/// Reads rows one after another. Memory: a row, and the lines that may have to be tried again.
#[derive(Debug)]
pub(super) struct Rows<R> {
    reader: R,
    mark: u8,
    /// Lines that were looked at and belong to no row yet.
    ahead: VecDeque<Vec<u8>>,
    /// Number of the first line that belongs to no row yet.
    line: u32,
    /// Cells of the head row.
    width: Option<usize>,
}

impl<R: BufRead> Rows<R> {
    /// `mark` stands between cells; `line` is the number of the first line.
    pub(super) fn new(reader: R, mark: u8, line: u32) -> Self {
        Self { reader, mark, ahead: VecDeque::new(), line, width: None }
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// Those of the reader.
    pub(super) fn next(&mut self) -> io::Result<Option<Row>> {
        loop {
            let at = self.line;
            let Some(first) = self.line_at(0)? else { return Ok(None) };
            if first.len() as u64 > PAGE {
                self.take(1);
                return Ok(Some(Row::TooLong(at)));
            }
            if first.iter().all(u8::is_ascii_whitespace) {
                self.take(1);
                continue;
            }
            let Some(lines) = self.until_closed()? else {
                self.take(1);
                return Ok(Some(Row::Unpaired(at)));
            };
            let joined: Vec<u8> = self.ahead.iter().take(lines).flatten().copied().collect();
            return Ok(Some(match self.parsed(&joined, at, lines) {
                row @ Row::Cells(..) => {
                    self.take(lines);
                    row
                }
                broken => {
                    self.take(1);
                    broken
                }
            }));
        }
    }

    /// How many lines, from the first, one row takes. `None` where a quoted cell of it is never closed as such cells are.
    fn until_closed(&mut self) -> io::Result<Option<usize>> {
        let (mark, mut cell, mut bytes) = (self.mark, Cell::Start, 0);
        for lines in 0.. {
            let Some(line) = self.line_at(lines)? else { return Ok(None) };
            bytes += line.len();
            let (end, strays) = cell.after(line, mark);
            if lines > 0 && (strays || bytes > ROW) {
                return Ok(None);
            }
            if end != Cell::Quoted {
                return Ok(Some(lines + 1));
            }
            cell = end;
        }
        Ok(None)
    }

    /// Takes lines away; gives them as one.
    fn take(&mut self, lines: usize) -> Vec<u8> {
        self.line = self.line.saturating_add(lines as u32);
        self.ahead.drain(..lines.min(self.ahead.len())).flatten().collect()
    }

    fn parsed(&mut self, bytes: &[u8], line: u32, lines: usize) -> Row {
        let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.mark).from_reader(bytes);
        let mut cells = ByteRecord::new();
        let read = csv.read_byte_record(&mut cells).is_ok_and(|any| any);
        let width = *self.width.get_or_insert(cells.len());
        if read && (lines <= 1 || cells.len() == width) { Row::Cells(cells, line) } else { Row::Unpaired(line) }
    }

    /// A line that belongs to no row yet, read when it is asked for. A longer one than a page has is cut there and its rest skipped.
    fn line_at(&mut self, at: usize) -> io::Result<Option<&Vec<u8>>> {
        while self.ahead.len() <= at {
            let mut line = Vec::new();
            let got = io::Read::take(&mut self.reader, PAGE + 1).read_until(b'\n', &mut line)?;
            if got == 0 {
                return Ok(None);
            }
            if got as u64 > PAGE && !line.ends_with(b"\n") {
                skip_line(&mut self.reader)?;
                self.ahead.push_back(line);
            } else {
                self.ahead.extend(at_returns(line));
            }
        }
        Ok(self.ahead.get(at))
    }
}

/// Where in a cell one stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// Before it.
    Start,
    /// In one that no quote opened: quotes are characters there.
    Plain,
    /// Between quotes.
    Quoted,
    /// Behind a quote between quotes: the first of two, or the end.
    Closing,
}

impl Cell {
    /// Where one stands at the end of a line, as the reader of CSV goes; and whether the cell that was open before the line is closed in it
    /// by a quote that stands before more of its text, which no program writes. O(n).
    fn after(mut self, line: &[u8], mark: u8) -> (Self, bool) {
        let (mut carried, mut strays) = (self == Cell::Quoted, false);
        // The mark of the file's encoding; the reader leaves it out.
        for byte in line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) {
            let ends = *byte == mark || matches!(byte, b'\n' | b'\r');
            self = match (self, byte) {
                (Cell::Quoted, b'"') => Cell::Closing,
                (Cell::Quoted, _) | (Cell::Start | Cell::Closing, b'"') => Cell::Quoted,
                _ => {
                    strays |= carried && self == Cell::Closing && !ends && *byte != b' ';
                    carried = false;
                    if ends { Cell::Start } else { Cell::Plain }
                }
            };
        }
        (self, strays)
    }
}

/// A line where old systems ended theirs with a carriage return alone is several.
fn at_returns(line: Vec<u8>) -> Vec<Vec<u8>> {
    let end = line.len() - usize::from(line.ends_with(b"\n")) - usize::from(line.ends_with(b"\r\n"));
    match line.get(..end) {
        Some(body) if memchr::memchr(b'\r', body).is_some() => {
            line.split_inclusive(|b| *b == b'\r').fold(Vec::new(), |mut all, part| {
                match all.last_mut() {
                    Some(last) if part == b"\n" => Vec::extend_from_slice(last, part),
                    _ => all.push(part.to_vec()),
                }
                all
            })
        }
        _ => vec![line],
    }
}

/// Skips what is left of a line.
pub(super) fn skip_line(reader: &mut (impl BufRead + ?Sized)) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let (used, done) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        reader.consume(used);
        if done {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Read = Result<(u32, Vec<String>), u32>;

    /// Rows as text, broken ones as their line.
    fn rows(text: &str) -> Vec<Read> {
        let mut rows = Rows::new(text.as_bytes(), b',', 1);
        std::iter::from_fn(|| rows.next().expect("memory can be read"))
            .map(|row| match row {
                Row::Cells(cells, line) => {
                    Ok((line, cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()))
                }
                Row::Unpaired(line) | Row::TooLong(line) => Err(line),
            })
            .collect()
    }

    #[expect(clippy::unnecessary_wraps, reason = "it stands beside rows that are broken")]
    fn cells(line: u32, cells: [&str; 2]) -> Read {
        Read::Ok((line, cells.map(str::to_owned).to_vec()))
    }

    #[test]
    fn a_quoted_cell_may_run_over_lines_and_hold_doubled_quotes() {
        let text = "题,文\n一,\"第一段。\n\n他说,\"\"好\"\"。\"\n二,短\n";
        assert_eq!(rows(text), [cells(1, ["题", "文"]), cells(2, ["一", "第一段。\n\n他说,\"好\"。"]), cells(5, ["二", "短"])]);
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_its_own_line() {
        let text = "题,文\n一,\"没有关上\n二,短\n三,\"关上了\"\n四,长\n";
        assert_eq!(
            rows(text),
            [cells(1, ["题", "文"]), Err(2), cells(3, ["二", "短"]), cells(4, ["三", "关上了"]), cells(5, ["四", "长"])]
        );
        let two = "题,文\n一,\"没有关上\n二,也有一个\"引号\n三,好\n";
        assert_eq!(rows(two), [cells(1, ["题", "文"]), Err(2), cells(3, ["二", "也有一个\"引号"]), cells(4, ["三", "好"])]);
    }

    #[test]
    fn lines_may_end_as_they_do_anywhere() {
        for end in ["\n", "\r\n", "\r"] {
            let read = rows(&format!("题,文{end}一,\"第一段{end}第二段\"{end}二,短{end}"));
            let long = format!("第一段{end}第二段");
            assert_eq!(read, [cells(1, ["题", "文"]), cells(2, ["一", &long]), cells(4, ["二", "短"])], "{end:?}");
        }
    }

    #[test]
    fn a_quote_within_a_cell_that_has_none_around_it_is_itself() {
        assert_eq!(rows("题,文\n屏\"幕\"上,文\n"), [cells(1, ["题", "文"]), cells(2, ["屏\"幕\"上", "文"])]);
        let inches = "题,文\n5\" 管,甲\n6\" 管,乙\n七,\"丙\n丁\"\n八,身高5\"";
        let read = [["题", "文"], ["5\" 管", "甲"], ["6\" 管", "乙"], ["七", "丙\n丁"], ["八", "身高5\""]];
        assert_eq!(rows(inches), [1, 2, 3, 4, 6].into_iter().zip(read).map(|(line, row)| cells(line, row)).collect::<Vec<_>>());
    }

    #[test]
    fn a_quote_opened_behind_one_that_is_a_character_goes_on_too() {
        assert_eq!(rows("题,文\n5\" 管,\"甲\n乙\"\n"), [cells(1, ["题", "文"]), cells(2, ["5\" 管", "甲\n乙"])]);
    }

    proptest! {
        #[test]
        fn well_formed_tables_are_read_as_the_reader_of_csv_reads_them(table in proptest::collection::vec(proptest::collection::vec("[一二\" ,\n\r丙]{0,6}", 3), 1..8)) {
            let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            for row in &table {
                writer.write_record(row).expect("memory");
            }
            let bytes = writer.into_inner().expect("memory");
            let mut ours = Rows::new(bytes.as_slice(), b',', 1);
            let mut plain = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
            for record in plain.byte_records() {
                let record = record.expect("well formed");
                let Some(Row::Cells(cells, _)) = ours.next().expect("memory") else { panic!("a row") };
                prop_assert_eq!(cells.iter().collect::<Vec<_>>(), record.iter().collect::<Vec<_>>());
            }
            prop_assert_eq!(ours.next().expect("memory"), None);
        }

        #[test]
        fn any_bytes_end_and_every_line_is_in_a_row_or_named(bytes in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), Just(b' '), 0_u8..0xef], 0..300)) {
            let lines: Vec<Vec<u8>> = bytes.split_inclusive(|b| *b == b'\n').flat_map(|line| at_returns(line.to_vec())).collect();
            // What a row may leave out of its lines: the marks of the table.
            let told = |bytes: &[u8]| bytes.iter().copied().filter(|b| !b"\",\r\n".contains(b)).collect::<Vec<u8>>();
            let mut rows = Rows::new(bytes.as_slice(), b',', 1);
            let mut next = 1;
            while let Some(row) = rows.next().expect("memory") {
                let (Row::Cells(_, at) | Row::Unpaired(at) | Row::TooLong(at)) = row;
                let (from, to) = (at as usize - 1, rows.line as usize - 1);
                prop_assert!(lines[next - 1..from].iter().flatten().all(u8::is_ascii_whitespace), "lines before {} are in no row", at);
                if let Row::Cells(cells, _) = row {
                    prop_assert_eq!(told(cells.as_slice()), told(&lines[from..to].concat()), "line {}", at);
                }
                next = to + 1;
            }
            prop_assert!(lines[next - 1..].iter().flatten().all(u8::is_ascii_whitespace));
        }
    }
}
