//! `yuebao inspect`: how the importer read each line of a file, and why.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use super::args::Global;
use super::load::NOTHING_READ;
use super::out;
use super::words::{Lang, say};
use crate::corpus::{Article, Day, Draft, PageLine};
use crate::import::{self, inspect::Inspection};
use crate::store::{self, Reading, Whose};

/// Inspects one file.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn run(file: &Path, json: bool, global: &Global, out: &mut dyn Write) -> io::Result<ExitCode> {
    let how = Reading { encoding: global.encoding, corrections: Whose::Users };
    let library = store::load(&[file.to_path_buf()], how, None, &|_, _| ControlFlow::Continue(()));
    out::problems(library.problems(), global.lang);
    let mut any = false;
    for draft in library.drafts().filter(|d| !d.articles.is_empty() || !d.page.lines.is_empty()) {
        let draft = &draft;
        any = true;
        if json {
            out::json(out, &page(draft))?;
        } else {
            text(draft, global, out)?;
        }
    }
    Ok(if any { ExitCode::SUCCESS } else { ExitCode::from(NOTHING_READ) })
}

/// The inspection with exactly the fields of the contract.
fn page(draft: &Draft) -> Inspection {
    let mut page = import::inspect(draft);
    page.dates_mentioned_latest = latest(&draft.articles).map(|day| day.to_string());
    page
}

/// `a1` for the first article of a page.
fn name(index: u32) -> String {
    format!("a{}", index + 1)
}

/// The latest day the page reports on: the day before the one it is taken to have come out on, where that was worked out.
fn latest(articles: &[Article]) -> Option<Day> {
    let worked_out = articles.iter().find(|a| !a.published.certain).and_then(|a| a.published.day).and_then(day_before);
    worked_out.or_else(|| articles.iter().filter_map(|a| a.date).max())
}

fn day_before(day: Day) -> Option<Day> {
    let earlier = |d: u8| Day::new(day.year, day.month, d);
    match day.day {
        1 if day.month == 1 => Day::new(day.year.map(|y| y - 1), 12, 31),
        1 => [31, 30, 29, 28].into_iter().find_map(|d| Day::new(day.year, day.month - 1, d)),
        d => earlier(d - 1),
    }
}

/// The same for people: number, article, role, reason and text of every line.
fn text(draft: &Draft, global: &Global, out: &mut dyn Write) -> io::Result<()> {
    let page = out::line(&draft.page.file);
    match global.lang {
        _ if draft.page.lines.is_empty() => writeln!(out, "{page}")?,
        Lang::Zh => writeln!(out, "{page}\t更正用的校验码 {}", import::corrections::hash(&draft.page.text))?,
        Lang::En => writeln!(out, "{page}\thash for corrections {}", import::corrections::hash(&draft.page.text))?,
    }
    if let Some(imprint) = draft.articles.first().and_then(|article| article.imprint.as_deref()) {
        let said = global.lang.pick(imprint.zh(), imprint.en());
        writeln!(out, "  {}\t{}", say(global.lang, "写明的", "stated"), out::line(&said))?;
    }
    for (i, article) in draft.articles.iter().enumerate() {
        let day = article.date.map_or("-".to_owned(), |day| day.to_string());
        let city = article.city.as_deref().unwrap_or("-");
        writeln!(out, "  a{}\t{city}\t{day}\t{}", i + 1, out::line(&article.title()))?;
    }
    if draft.page.lines.is_empty() {
        let records = "这个文件是一条条的记录，没有要分的行";
        writeln!(out, "  {}", say(global.lang, records, "records with fields: there are no lines to divide"))?;
    }
    for line in &draft.page.lines {
        writeln!(out, "{}", row(line, &draft.page.text, global.lang))?;
    }
    Ok(())
}

fn row(line: &PageLine, text: &str, lang: Lang) -> String {
    let article = line.article.map_or("-".to_owned(), name);
    let continues = line.continues.map_or(String::new(), |n| format!(" <{n}"));
    let dropped = line.dropped_text(text);
    let reason = lang.pick(line.reason.zh(dropped), line.reason.en(dropped));
    let text = out::line(line.span.of(text)).into_owned();
    format!("{}\t{article}\t{}{continues}\t{}\t{text}", line.n, line.role.name(), out::line(&reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_before_crosses_months_and_years() {
        let before = |text: &str| day_before(text.parse().expect("a day")).map(|d| d.to_string());
        assert_eq!(before("2020-03-01").as_deref(), Some("2020-02-29"));
        assert_eq!(before("2020-01-01").as_deref(), Some("2019-12-31"));
        assert_eq!(before("XXXX-03-01").as_deref(), Some("XXXX-02-29"));
        assert_eq!(before("2020-05-01").as_deref(), Some("2020-04-30"));
        assert_eq!(before("2020-02-26").as_deref(), Some("2020-02-25"));
    }
}
