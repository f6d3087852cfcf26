//! Records read one by one from a stream of any length: JSON Lines and tables. Memory holds a few batches.
//!
//! This thread cuts the stream into batches; from the second batch on, others make articles of them. Batches are handed on in the order
//! of the stream, so that nothing depends on the threads.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, PoisonError};

use encoding_rs::{Encoding, UTF_8};

use super::cut::{Batch, Cause, Cut, Cutting};
use super::problem::{self, SKIPPED};
use super::read::{Job, Sink};
use super::wide::{Narrowed, is_wide};
use crate::corpus::{Article, Draft, Problem};
use crate::import::decode;
use crate::import::format::Format;
use crate::import::json::{self, Line};
use crate::import::metadata::Hints;
use crate::import::record::{self, Record};
use crate::import::table;

/// How much of a stream is looked at to tell its encoding.
const LOOK: usize = 1 << 20;

/// How many broken records of one file are named one by one.
const NAMED: usize = 20;

/// Beyond so many threads, cutting is what one waits for.
const THREADS: usize = 4;

/// Reads the records of a stream and hands them on in batches.
pub(super) fn records(name: &str, format: Format, reader: &mut dyn Read, how: Job<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut reader = BufReader::with_capacity(LOOK, reader);
    let encoding = how.encoding.or_else(|| look(&mut reader)).unwrap_or(UTF_8);
    if is_wide(encoding) {
        let how = Job { encoding: Some(UTF_8), ..how };
        return records(name, format, &mut Narrowed::new(reader, encoding), how, sink);
    }
    let mut cut = match format {
        Format::Table(usual) => {
            let head = reader.fill_buf().unwrap_or_default();
            let end = memchr::memchr(b'\n', head).map_or(head.len(), |at| at + 1);
            let (mark, alone) = table::mark(&encoding.decode_without_bom_handling(&head[..end]).0, usual);
            if alone {
                reader.consume(end);
            }
            Cut::rows(name, &mut reader, mark, 1 + u32::from(alone), encoding)
        }
        _ => Cut::lines(name, &mut reader),
    };
    let mut out = Out { name, given: how.given, broken: 0, any: false, sink };
    all(&mut cut, &Maker { name, given: how.given, encoding }, &mut out)?;
    out.finish()
}

/// The encoding of what comes, from its first part up to the last whole line.
fn look(reader: &mut impl BufRead) -> Option<&'static Encoding> {
    let head = reader.fill_buf().ok()?;
    let end = memchr::memrchr(b'\n', head).map_or(head.len(), |at| at + 1);
    decode::decode(head.get(..end)?, None).ok().map(|decoded| decoded.encoding)
}

/// Reads all batches: the first here, because most files have no second one, the others on all threads.
fn all(cut: &mut Cut<'_>, maker: &Maker<'_>, out: &mut Out<'_, '_>) -> ControlFlow<()> {
    let Some(first) = cut.next() else { return ControlFlow::Continue(()) };
    out.take(maker.made(first))?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS);
    let mut next = cut.next();
    if threads == 1 || next.as_ref().is_none_or(Batch::is_empty) {
        while let Some(batch) = next {
            out.take(maker.made(batch))?;
            next = cut.next();
        }
        return ControlFlow::Continue(());
    }
    let (jobs, waiting) = mpsc::channel::<(Batch, Sender<Made>)>();
    let waiting = Mutex::new(waiting);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| maker.work(&waiting));
        }
        // Dropped at the end of this block, whatever ends it: then the threads end too.
        let jobs = jobs;
        let mut coming: VecDeque<Receiver<Made>> = VecDeque::new();
        loop {
            while coming.len() <= threads
                && let Some(batch) = next.take()
            {
                let (sender, receiver) = mpsc::channel();
                let _ = jobs.send((batch, sender));
                coming.push_back(receiver);
                next = cut.next();
            }
            let Some(receiver) = coming.pop_front() else { return ControlFlow::Continue(()) };
            if let Ok(made) = receiver.recv() {
                out.take(made)?;
            }
        }
    })
}

/// What a batch gives.
#[derive(Debug)]
struct Made {
    draft: Draft,
    /// Rows that are no records, by their lines.
    broken: Vec<(u32, Cause)>,
    failed: Option<Problem>,
}

/// Makes articles of rows.
#[derive(Debug, Clone, Copy)]
struct Maker<'a> {
    name: &'a str,
    given: &'a Hints,
    encoding: &'static Encoding,
}

impl Maker<'_> {
    /// Makes what is waiting until nothing will wait any more.
    fn work(&self, waiting: &Mutex<Receiver<(Batch, Sender<Made>)>>) {
        loop {
            let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((batch, sender)) = job else { return };
            let _ = sender.send(self.made(batch));
        }
    }

    fn made(&self, batch: Batch) -> Made {
        let mut articles = Vec::with_capacity(batch.len());
        let mut broken = batch.broken;
        let mut take = |record: Result<Record, Cause>, line: u32| match record.map(|record| record.article(self.name)) {
            Ok(Some(article)) => articles.push(article),
            Ok(None) => broken.push((line, ("既没有标题也没有正文".to_owned(), "neither a headline nor a text".to_owned()))),
            Err(cause) => broken.push((line, cause)),
        };
        match batch.rows {
            Cutting::Lines(bytes, ends) => {
                let mut from = 0;
                for (end, line) in ends {
                    if let Some(record) = self.of_json(bytes.get(from..end).unwrap_or_default(), line) {
                        take(record, line);
                    }
                    from = end;
                }
            }
            Cutting::Rows(table, rows) => {
                for (row, line) in rows {
                    let cells: Vec<_> = row.iter().map(|cell| self.encoding.decode_without_bom_handling(cell).0).collect();
                    take(Ok(table.record(cells.iter().map(AsRef::as_ref), line)), line);
                }
            }
            Cutting::Nothing => {}
        }
        broken.sort_by_key(|(line, _)| *line);
        Made { draft: self.draft(articles), broken, failed: batch.failed }
    }

    fn of_json(&self, bytes: &[u8], line: u32) -> Option<Result<Record, Cause>> {
        let (text, _) = self.encoding.decode_without_bom_handling(bytes);
        match json::line(&text, line) {
            Line::Record(record) => Some(Ok(record)),
            Line::Nothing => None,
            Line::Broken(what, column) => Some(Err((
                format!("不是完整的 JSON（第 {column} 列: {what}）"),
                format!("not valid JSON (column {column}: {what})"),
            ))),
        }
    }

    fn draft(&self, articles: Vec<Article>) -> Draft {
        record::draft(self.name, articles, self.given)
    }
}

/// Articles on their way out, in the order of the stream.
struct Out<'a, 'b> {
    name: &'a str,
    given: &'a Hints,
    broken: usize,
    any: bool,
    sink: &'a mut Sink<'b>,
}

impl Out<'_, '_> {
    fn take(&mut self, made: Made) -> ControlFlow<()> {
        let Made { mut draft, broken, failed } = made;
        for (line, cause) in broken {
            self.broken += 1;
            if self.broken <= NAMED {
                let remedy = ("跳过这一行，其余照常", "line skipped, the rest is read");
                draft.problems.push(problem::problem(format!("{}:{line}", self.name), cause, remedy));
            }
        }
        draft.problems.extend(failed);
        if draft.articles.is_empty() && draft.problems.is_empty() {
            return ControlFlow::Continue(());
        }
        self.any = true;
        (self.sink)(draft)
    }

    fn finish(self) -> ControlFlow<()> {
        let problem = if self.broken > NAMED {
            let more = super::thousands((self.broken - NAMED) as u64);
            let cause = (format!("还有 {more} 行读不了"), format!("{more} more lines cannot be read"));
            problem::problem(self.name, cause, ("跳过它们，其余照常", "skipped, the rest is read"))
        } else if self.any {
            return ControlFlow::Continue(());
        } else {
            problem::problem(self.name, ("里面没有一条记录", "no record in it"), SKIPPED)
        };
        let mut draft = record::draft(self.name, Vec::new(), self.given);
        draft.problems.push(problem);
        (self.sink)(draft)
    }
}

#[cfg(test)]
mod tests;
