//! One file → drafts: opens it, unpacks it, decodes it, and hands it to the reader of its format.
//!
//! Nothing here fails as a whole: what cannot be read becomes a problem, the rest comes out. Memory is bounded by `limits`.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::ops::ControlFlow;

use encoding_rs::Encoding;

use super::errata::Whose;
use super::limits::{MEMBERS, PAGE, UNPACKED};
use super::problem::{self, SKIPPED};
use super::stream;
use super::unpack::{self, Counted, Nest, Packing, Refused};
use super::walk::Found;
use crate::corpus::{Draft, Page, Problem};
use crate::import::corrections::{self, Corrections};
use crate::import::decode::{self, Decoded};
use crate::import::format::Format;
use crate::import::front::Front;
use crate::import::html::Web;
use crate::import::metadata::Hints;
use crate::import::record::{self, Record};
use crate::import::{self, Source, crawled, fielded, html, issue, json, segmented, tagged};

/// How files are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading {
    /// The encoding the reader stated; none: decided per file.
    pub encoding: Option<&'static Encoding>,
    /// Whose corrections are applied, beside those in the folders.
    pub corrections: Whose,
}

/// How one file is read: as all are, and with what is known of its folder.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// The encoding the reader stated.
    pub encoding: Option<&'static Encoding>,
    /// What `corpus.toml` states.
    pub given: &'a Hints,
    /// What readers have put right.
    pub errata: &'a Corrections,
}

/// Takes drafts as they come; `Break` ends the reading.
pub type Sink<'a> = dyn FnMut(Draft) -> ControlFlow<()> + 'a;

/// The bytes of a file or of standard input, at most one page's worth.
///
/// # Errors
/// A problem that says why they cannot be had.
pub fn bytes(found: &Found) -> Result<Vec<u8>, Problem> {
    let name = found.name();
    let read =
        if found.is_stdin() { whole(&mut io::stdin().lock()) } else { File::open(&found.path).and_then(|mut f| whole(&mut f)) };
    match read {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(too_large(&name)),
        Err(error) => Err(problem::io(name, &error)),
    }
}

/// The text of a file or of standard input, unpacked and decoded: for `fmt`.
///
/// # Errors
/// A problem that says why there is none.
pub fn text(found: &Found, how: Reading) -> Result<Decoded, Problem> {
    let bytes = bytes(found)?;
    let packing = Packing::by_look(&bytes);
    let bytes = if matches!(packing, Packing::Gzip | Packing::Zstd) {
        let size = bytes.len() as u64;
        let unpacked = unpack::stream(packing, Cursor::new(bytes), size).and_then(|mut r| whole(&mut r));
        unpacked.map_err(|error| failed(&found.name(), &error))?.ok_or_else(|| too_large(&found.name()))?
    } else {
        bytes
    };
    decode::decode(&bytes, how.encoding).map_err(|what| problem::not_text(found.name(), what))
}

/// Reads one file into drafts.
pub fn file(found: &Found, how: Job<'_>, sink: &mut Sink<'_>) {
    let name = found.name();
    let outcome = if found.is_stdin() {
        bytes(found).map(|bytes| from_memory(&name, bytes, how, sink))
    } else {
        on_disk(found, &name, how, sink)
    };
    if let Err(problem) = outcome {
        let _ = sink(only(problem));
    }
}

/// A draft that holds nothing but a problem.
fn only(problem: Problem) -> Draft {
    let file = problem.place.as_str().into();
    Draft { page: Page { file, ..Page::default() }, articles: Vec::new(), problems: vec![problem] }
}

fn on_disk(found: &Found, name: &str, how: Job<'_>, sink: &mut Sink<'_>) -> Result<ControlFlow<()>, Problem> {
    let open = File::open(&found.path).map_err(|error| problem::io(name, &error))?;
    let (packing, inner) = Packing::of(name);
    match packing {
        Packing::Zip => archive(name, BufReader::new(open), &Nest::new(found.size), how, sink),
        Packing::Plain if found.size <= PAGE => {
            let mut open = open;
            let read = whole(&mut open).map_err(|error| problem::io(name, &error))?;
            Ok(from_memory(name, read.ok_or_else(|| too_large(name))?, how, sink))
        }
        packing => {
            let reader = unpack::stream(packing, BufReader::new(open), found.size).map_err(|error| failed(name, &error))?;
            from_stream(name, inner, reader, how, sink)
        }
    }
}

/// A file that is in memory already: packed or not, whatever its name says.
fn from_memory(name: &str, bytes: Vec<u8>, how: Job<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let size = bytes.len() as u64;
    let (by_name, inner) = Packing::of(name);
    let outcome = match Packing::by_look(&bytes) {
        Packing::Zip => archive(name, Cursor::new(bytes), &Nest::new(size), how, sink),
        Packing::Plain => {
            let inner = if by_name == Packing::Plain { name } else { inner };
            return decoded(name, inner, &bytes, how, sink);
        }
        packing => unpack::stream(packing, Cursor::new(bytes), size)
            .map_err(|error| failed(name, &error))
            .and_then(|reader| from_stream(name, inner, reader, how, sink)),
    };
    outcome.unwrap_or_else(|problem| sink(only(problem)))
}

/// A stream of unknown length: records are read one by one, anything else must fit in memory.
fn from_stream(
    name: &str,
    inner: &str,
    mut reader: impl Read,
    how: Job<'_>,
    sink: &mut Sink<'_>,
) -> Result<ControlFlow<()>, Problem> {
    if let Some(format) = Format::streams(inner) {
        return Ok(stream::records(name, format, &mut reader, how, sink));
    }
    let bytes = whole(&mut reader).map_err(|error| failed(name, &error))?.ok_or_else(|| too_large(name))?;
    Ok(decoded(name, inner, &bytes, how, sink))
}

/// Every member of an archive, as if it were a file in a folder of the archive's name; an archive in it as if it were a folder there.
fn archive(
    name: &str,
    zip: impl Read + io::Seek,
    nest: &Nest,
    how: Job<'_>,
    sink: &mut Sink<'_>,
) -> Result<ControlFlow<()>, Problem> {
    let mut flow = ControlFlow::Continue(());
    let done = unpack::members(zip, nest, &mut |inner, reader| {
        let full = if inner.is_empty() { name.to_owned() } else { format!("{name}/{inner}") };
        let outcome =
            reader.map_err(|error| failed(&full, &error)).and_then(|reader| member(&full, inner, reader, nest, how, sink));
        flow = outcome.unwrap_or_else(|problem| sink(only(problem)));
        flow
    });
    done.map(|()| flow).map_err(|error| failed(name, &error))
}

/// One member of an archive: packed or not, whatever its name says.
fn member(
    full: &str,
    inner: &str,
    mut reader: &mut dyn Read,
    nest: &Nest,
    how: Job<'_>,
    sink: &mut Sink<'_>,
) -> Result<ControlFlow<()>, Problem> {
    let (by_name, bare) = Packing::of(inner);
    if by_name == Packing::Plain && Format::streams(inner).is_some() {
        return from_stream(full, inner, reader, how, sink);
    }
    if matches!(by_name, Packing::Gzip | Packing::Zstd) {
        let reader = unpack::stream(by_name, reader, UNPACKED).map_err(|error| failed(full, &error))?;
        return from_stream(full, bare, Counted::new(reader, nest), how, sink);
    }
    if by_name == Packing::Zip && nest.is_full() {
        return Err(too_deep(full));
    }
    let bytes = whole(&mut reader).map_err(|error| failed(full, &error))?.ok_or_else(|| too_large(full))?;
    match Packing::by_look(&bytes) {
        Packing::Zip if nest.is_full() => Err(too_deep(full)),
        Packing::Zip => archive(full, Cursor::new(bytes), nest, how, sink),
        Packing::Plain => Ok(decoded(full, inner, &bytes, how, sink)),
        packing => {
            let reader = unpack::stream(packing, Cursor::new(bytes), UNPACKED).map_err(|error| failed(full, &error))?;
            from_stream(full, bare, Counted::new(reader, nest), how, sink)
        }
    }
}

fn too_deep(name: &str) -> Problem {
    let cause = ("压缩包里的压缩包套得太深", "an archive too deep within archives");
    problem::problem(name, cause, ("先解开外面的一层", "unpack the outer one first"))
}

/// All of a reader, or `None` when there is more than a page may have.
fn whole(reader: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take(PAGE + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= PAGE).then_some(bytes))
}

fn decoded(name: &str, inner: &str, bytes: &[u8], how: Job<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    match decode::decode(bytes, how.encoding) {
        Err(what) => sink(only(problem::not_text(name, what))),
        Ok(decoded) => of_format(name, inner, &decoded, how, sink),
    }
}

/// Reads a decoded text by its format.
fn of_format(name: &str, inner: &str, decoded: &Decoded, how: Job<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut replaced = replaced(name, decoded);
    let records = |records: Vec<Record>| {
        let articles: Vec<_> = records.into_iter().filter_map(|r| r.article(name)).collect();
        let mut draft = record::draft(name, articles, how.given);
        if draft.articles.is_empty() {
            draft.problems.push(no_records(name));
        }
        draft
    };
    let mut draft = match Format::of(inner, &decoded.text) {
        format @ (Format::JsonLines | Format::Table(_)) => {
            if let Some(problem) = replaced {
                sink(only(problem))?;
            }
            let how = Job { encoding: Some(encoding_rs::UTF_8), ..how };
            return stream::records(name, format, &mut decoded.text.as_bytes(), how, sink);
        }
        Format::Page if let Some(one) = crawled::article(inner, &decoded.text) => records(vec![one]),
        Format::Page => match Front::of(&decoded.text) {
            Some(front) => match front.article(&decoded.text) {
                Some(one) => records(vec![one]),
                None => page(name, &front.blanked(&decoded.text), Job { given: &how.given.clone().over(front.hints()), ..how }),
            },
            None => match (fielded::records(&decoded.text), issue::leaves(&decoded.text)) {
                (Some(found), _) => records(found),
                (None, Some(leaves)) => {
                    return leaves.into_iter().try_for_each(|leaf| {
                        let hints = how.given.clone().over(leaf.hints);
                        let mut draft = page(name, &leaf.text, Job { given: &hints, ..how });
                        draft.problems.extend(replaced.take());
                        sink(draft)
                    });
                }
                (None, None) => page(name, &decoded.text, how),
            },
        },
        Format::Segmented => match segmented::records(&decoded.text) {
            Some(found) => records(found),
            None => page(name, &segmented::page(&decoded.text), how),
        },
        Format::Html => match html::read(&decoded.text) {
            Some(Web::Article(one)) => records(vec![*one]),
            Some(Web::Page(text)) => page(name, &text, how),
            None => only(no_records(name)),
        },
        Format::Tagged => records(tagged::records(&decoded.text)),
        Format::Labelled => records(tagged::labelled(&decoded.text)),
        Format::Json => match json::file(&decoded.text) {
            Ok(found) => records(found),
            Err((line, what)) => only(problem::problem(
                format!("{name}:{line}"),
                (format!("不是完整的 JSON（{what}）"), format!("not valid JSON ({what})")),
                SKIPPED,
            )),
        },
    };
    draft.problems.extend(replaced);
    sink(draft)
}

/// One page with its corrections.
fn page(name: &str, text: &str, how: Job<'_>) -> Draft {
    let mut draft = import::page_with(&Source { name, text }, how.given);
    if !how.errata.fix.is_empty() {
        let stale = corrections::apply(&mut draft, how.errata, how.given);
        draft.problems.extend(stale);
    }
    draft
}

fn no_records(name: &str) -> Problem {
    problem::problem(
        name,
        ("没有认得的文章字段（title、content …）", "no field of an article in it (title, content ...)"),
        ("字段名见 README", "see README for the names of fields"),
    )
}

/// What is said when decoding had to replace bytes.
pub fn replaced(name: &str, decoded: &Decoded) -> Option<Problem> {
    let (n, encoding) = (decoded.replaced, decoded.encoding.name());
    let thousands = |n: usize| super::thousands(n as u64);
    (n > 0).then(|| {
        problem::problem(
            name,
            (
                format!("按 {encoding} 读，有 {} 处字节不合，换成了 \u{fffd}", thousands(n)),
                format!("read as {encoding}, {} broken sequences became \u{fffd}", thousands(n)),
            ),
            ("若满篇如此，用 --encoding 指定编码", "if it is all over the page, state the encoding with --encoding"),
        )
    })
}

fn too_large(name: &str) -> Problem {
    let limit = PAGE >> 20;
    problem::problem(
        name,
        (format!("超过 {limit} MB，不像一张版面"), format!("larger than {limit} MB, hardly one page")),
        ("拆开它，或改成一行一篇的 JSONL", "split it, or turn it into JSON Lines, an article a line"),
    )
}

pub(super) fn failed(name: &str, error: &io::Error) -> Problem {
    let text = error.to_string();
    match Refused::of(error) {
        Some(Refused::Bomb) => {
            return problem::problem(
                name,
                ("解开后远远超过它该有的大小", "unpacks to far more than its size allows"),
                ("读到这里为止", "read up to there"),
            );
        }
        Some(Refused::LeadsOut) => {
            return problem::problem(name, ("压缩包里的名字指到包外", "its name leads out of the archive"), SKIPPED);
        }
        Some(Refused::TooMany) => {
            let most = super::thousands(MEMBERS as u64);
            let cause = (format!("里面的文件超过 {most} 个"), format!("more than {most} files in it"));
            return problem::problem(name, cause, ("只读前面的；其余先解开", "only the first are read; unpack the rest"));
        }
        None => {}
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::PermissionDenied | io::ErrorKind::NotFound => problem::io(name, error),
        _ if text.to_lowercase().contains("password") => {
            problem::problem(name, ("有密码", "it has a password"), ("先解开它", "unpack it first"))
        }
        _ => {
            problem::problem(name, (format!("压缩数据是坏的（{text}）"), format!("its packed data is damaged ({text})")), SKIPPED)
        }
    }
}

#[cfg(test)]
mod tests;
