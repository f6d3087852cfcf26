//! Records read one by one from a stream of any length: JSON Lines and tables. Memory holds one batch.

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use encoding_rs::{Encoding, UTF_8};

use super::limits::{BATCH, PAGE};
use super::problem::{self, SKIPPED};
use super::read::{Job, Sink, failed};
use super::rows::{Row, Rows, skip_line};
use crate::corpus::{Article, Problem};
use crate::import::decode;
use crate::import::format::Format;
use crate::import::json::{self, Line};
use crate::import::metadata::Hints;
use crate::import::record::{self, Record};
use crate::import::table::{self, Table};

/// How much of a stream is looked at to tell its encoding.
const LOOK: usize = 1 << 20;

/// How many broken records of one file are named one by one.
const NAMED: usize = 20;

/// Reads the records of a stream and hands them on in batches.
pub(super) fn records(name: &str, format: Format, reader: &mut dyn Read, how: Job<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut reader = BufReader::with_capacity(LOOK, reader);
    let encoding = how.encoding.or_else(|| look(&mut reader)).unwrap_or(UTF_8);
    let mut batch = Batch { name, given: how.given, articles: Vec::new(), problems: Vec::new(), broken: 0, any: false, sink };
    let flow = match format {
        Format::Table(usual) => {
            let head = reader.fill_buf().unwrap_or_default();
            let end = memchr::memchr(b'\n', head).map_or(head.len(), |at| at + 1);
            let (mark, alone) = table::mark(&encoding.decode_without_bom_handling(&head[..end]).0, usual);
            if alone {
                reader.consume(end);
            }
            rows(&mut reader, mark, 1 + u32::from(alone), encoding, &mut batch)
        }
        _ => lines(&mut reader, encoding, &mut batch),
    };
    flow?;
    batch.finish()
}

/// The encoding of what comes, from its first part up to the last whole line.
fn look(reader: &mut impl BufRead) -> Option<&'static Encoding> {
    let head = reader.fill_buf().ok()?;
    let end = memchr::memrchr(b'\n', head).map_or(head.len(), |at| at + 1);
    decode::decode(head.get(..end)?, None).ok().map(|decoded| decoded.encoding)
}

/// Articles on their way.
struct Batch<'a, 'b> {
    name: &'a str,
    given: &'a Hints,
    articles: Vec<Article>,
    problems: Vec<Problem>,
    broken: usize,
    any: bool,
    sink: &'a mut Sink<'b>,
}

impl Batch<'_, '_> {
    fn record(&mut self, record: Record) -> ControlFlow<()> {
        let line = record.line;
        match record.article(self.name) {
            Some(article) => self.articles.push(article),
            None => self.broken(line, ("既没有标题也没有正文".to_owned(), "neither a headline nor a text".to_owned())),
        }
        if self.articles.len() >= BATCH { self.send() } else { ControlFlow::Continue(()) }
    }

    fn broken(&mut self, line: u32, cause: (String, String)) {
        self.broken += 1;
        if self.broken <= NAMED {
            self.problems.push(problem::problem(
                format!("{}:{line}", self.name),
                cause,
                ("跳过这一行，其余照常", "line skipped, the rest is read"),
            ));
        }
    }

    fn send(&mut self) -> ControlFlow<()> {
        self.any = true;
        let mut draft = record::draft(self.name, std::mem::take(&mut self.articles), self.given);
        draft.problems = std::mem::take(&mut self.problems);
        (self.sink)(draft)
    }

    fn finish(mut self) -> ControlFlow<()> {
        if self.broken > NAMED {
            let more = super::thousands((self.broken - NAMED) as u64);
            let cause = (format!("还有 {more} 行读不了"), format!("{more} more lines cannot be read"));
            self.problems.push(problem::problem(self.name, cause, ("跳过它们，其余照常", "skipped, the rest is read")));
        }
        if self.articles.is_empty() && self.problems.is_empty() && !self.any {
            let cause = ("里面没有一条记录", "no record in it");
            self.problems.push(problem::problem(self.name, cause, SKIPPED));
        }
        if self.articles.is_empty() && self.problems.is_empty() { ControlFlow::Continue(()) } else { self.send() }
    }
}

fn lines(reader: &mut dyn BufRead, encoding: &'static Encoding, batch: &mut Batch<'_, '_>) -> ControlFlow<()> {
    let mut bytes = Vec::new();
    for n in 1.. {
        bytes.clear();
        match reader.take(PAGE).read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(got) if got as u64 >= PAGE => {
                batch.broken(n, too_long());
                if skip_line(reader).is_err() {
                    break;
                }
                continue;
            }
            Ok(_) => {}
            Err(error) => {
                batch.problems.push(failed(batch.name, &error));
                break;
            }
        }
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        match json::line(&text, n) {
            Line::Record(record) => batch.record(record)?,
            Line::Nothing => {}
            Line::Broken(what, column) => {
                let cause =
                    (format!("不是完整的 JSON（第 {column} 列: {what}）"), format!("not valid JSON (column {column}: {what})"));
                batch.broken(n, cause);
            }
        }
    }
    ControlFlow::Continue(())
}

fn too_long() -> (String, String) {
    ("这一行超过 64 MB".to_owned(), "this line is longer than 64 MB".to_owned())
}

fn rows(
    reader: &mut dyn BufRead,
    mark: u8,
    first: u32,
    encoding: &'static Encoding,
    batch: &mut Batch<'_, '_>,
) -> ControlFlow<()> {
    let mut rows = Rows::new(reader, mark, first);
    let mut table: Option<Table> = None;
    loop {
        let (row, line) = match rows.next() {
            Ok(None) => return ControlFlow::Continue(()),
            Ok(Some(Row::Cells(row, line))) => (row, line),
            Ok(Some(Row::Unpaired(line))) => {
                batch.broken(line, ("引号不成对".to_owned(), "its quotes are not in pairs".to_owned()));
                continue;
            }
            Ok(Some(Row::TooLong(line))) => {
                batch.broken(line, too_long());
                continue;
            }
            Err(error) => {
                batch.problems.push(failed(batch.name, &error));
                return ControlFlow::Continue(());
            }
        };
        let cells: Vec<_> = row.iter().map(|cell| encoding.decode_without_bom_handling(cell).0).collect();
        let cells = cells.iter().map(AsRef::as_ref);
        if let Some(table) = &table {
            batch.record(table.record(cells, line))?;
            continue;
        }
        table = Table::new(cells);
        if table.is_none() {
            let cause = (
                "第一行里没有认得的字段名（title、content …）",
                "its first row names no field of an article (title, content ...)",
            );
            batch.problems.push(problem::problem(batch.name, cause, SKIPPED));
            return ControlFlow::Continue(());
        }
    }
}
