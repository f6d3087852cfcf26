//! A stream of any length → batches of its rows, as bytes: what one thread does while others make articles of them.
//!
//! It knows where a line of JSON Lines or a row of a table ends, not what it says.

use std::io::BufRead;
use std::sync::Arc;

use csv::ByteRecord;
use encoding_rs::Encoding;

use super::limits::{BATCH, BATCH_BYTES, PAGE};
use super::problem::{self, SKIPPED};
use super::read::failed;
use super::rows::{Row, Rows, skip_line};
use crate::corpus::Problem;
use crate::import::table::Table;

/// Why a row is no record, in both languages.
pub(super) type Cause = (String, String);

/// Some rows of a stream.
#[derive(Debug)]
pub(super) struct Batch {
    /// Those that can be read.
    pub rows: Cutting,
    /// Lines that are no rows, and why.
    pub broken: Vec<(u32, Cause)>,
    /// What ended the stream before its time.
    pub failed: Option<Problem>,
}

impl Batch {
    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        match &self.rows {
            Cutting::Lines(_, ends) => ends.len(),
            Cutting::Rows(_, rows) => rows.len(),
            Cutting::Nothing => 0,
        }
    }

    /// Whether it has no rows.
    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Rows of one kind.
#[derive(Debug)]
pub(super) enum Cutting {
    /// Lines, one behind the other, each with the offset behind it and its number.
    Lines(Vec<u8>, Vec<(usize, u32)>),
    /// Rows of a table, each with the number of its first line.
    Rows(Arc<Table>, Vec<(ByteRecord, u32)>),
    /// None.
    Nothing,
}

/// Cuts a stream. Memory: a batch.
pub(super) struct Cut<'a> {
    name: &'a str,
    kind: Kind<'a>,
    ended: bool,
}

enum Kind<'a> {
    Lines { reader: &'a mut dyn BufRead, line: u32 },
    Rows { rows: Rows<&'a mut dyn BufRead>, table: Option<Arc<Table>>, encoding: &'static Encoding },
}

impl<'a> Cut<'a> {
    /// A record a line.
    pub(super) fn lines(name: &'a str, reader: &'a mut dyn BufRead) -> Self {
        Self { name, kind: Kind::Lines { reader, line: 0 }, ended: false }
    }

    /// A record a row, the first row being the head. `mark` stands between cells; `line` is the number of the first line.
    pub(super) fn rows(name: &'a str, reader: &'a mut dyn BufRead, mark: u8, line: u32, encoding: &'static Encoding) -> Self {
        Self { name, kind: Kind::Rows { rows: Rows::new(reader, mark, line), table: None, encoding }, ended: false }
    }

    /// The next batch; `None` at the end.
    pub(super) fn next(&mut self) -> Option<Batch> {
        if self.ended {
            return None;
        }
        let mut batch = Batch { rows: Cutting::Nothing, broken: Vec::new(), failed: None };
        self.ended = match &mut self.kind {
            Kind::Lines { reader, line } => lines(self.name, *reader, line, &mut batch),
            Kind::Rows { rows, table, encoding } => table_rows(self.name, rows, table, encoding, &mut batch),
        };
        Some(batch)
    }
}

/// Fills a batch with lines; whether the stream ends with it.
fn lines(name: &str, reader: &mut dyn BufRead, line: &mut u32, batch: &mut Batch) -> bool {
    let (mut bytes, mut ends) = (Vec::new(), Vec::new());
    let mut ended = false;
    while ends.len() + batch.broken.len() < BATCH && bytes.len() < BATCH_BYTES {
        let start = bytes.len();
        *line = line.saturating_add(1);
        match std::io::Read::take(&mut *reader, PAGE).read_until(b'\n', &mut bytes) {
            Ok(0) => ended = true,
            Ok(got) if got as u64 >= PAGE && !bytes.ends_with(b"\n") => {
                bytes.truncate(start);
                batch.broken.push((*line, too_long()));
                ended = skip_line(reader).is_err();
            }
            Ok(_) => ends.push((bytes.len(), *line)),
            Err(error) => {
                bytes.truncate(start);
                batch.failed = Some(failed(name, &error));
                ended = true;
            }
        }
        if ended {
            break;
        }
    }
    batch.rows = Cutting::Lines(bytes, ends);
    ended
}

/// Fills a batch with rows; whether the stream ends with it. The first row of all is the head.
fn table_rows(
    name: &str,
    rows: &mut Rows<&mut dyn BufRead>,
    table: &mut Option<Arc<Table>>,
    encoding: &'static Encoding,
    batch: &mut Batch,
) -> bool {
    let (mut some, mut bytes) = (Vec::new(), 0);
    let mut ended = false;
    while !ended && some.len() + batch.broken.len() < BATCH && bytes < BATCH_BYTES {
        match rows.next() {
            Ok(None) => ended = true,
            Ok(Some(Row::Cells(row, line))) if table.is_some() => {
                bytes += row.as_slice().len();
                some.push((row, line));
            }
            Ok(Some(Row::Cells(head, _))) => {
                let cells: Vec<_> = head.iter().map(|cell| encoding.decode_without_bom_handling(cell).0).collect();
                *table = Table::new(cells.iter().map(AsRef::as_ref)).map(Arc::new);
                if table.is_none() {
                    let cause = (
                        "第一行里没有认得的字段名（title、content …）",
                        "its first row names no field of an article (title, content ...)",
                    );
                    batch.failed = Some(problem::problem(name, cause, SKIPPED));
                    ended = true;
                }
            }
            Ok(Some(Row::Unpaired(line))) => {
                batch.broken.push((line, ("引号不成对".to_owned(), "its quotes are not in pairs".to_owned())));
            }
            Ok(Some(Row::TooLong(line))) => batch.broken.push((line, too_long())),
            Err(error) => {
                batch.failed = Some(failed(name, &error));
                ended = true;
            }
        }
    }
    if let Some(table) = table {
        batch.rows = Cutting::Rows(table.clone(), some);
    }
    ended
}

fn too_long() -> Cause {
    ("这一行超过 64 MB".to_owned(), "this line is longer than 64 MB".to_owned())
}
