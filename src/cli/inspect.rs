//! `yuebao inspect`: how the importer read each line of a file, and why.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::args::Global;
use super::load::NOTHING_READ;
use super::out;
use super::words::say;
use crate::corpus::{Article, Day, Draft, PageLine};
use crate::store::{self, Reading};

#[derive(Debug, Serialize)]
struct Page<'a> {
    file: &'a str,
    city: Option<&'a str>,
    dates_mentioned_latest: Option<String>,
    lines: Vec<Line>,
    articles: Vec<Entry<'a>>,
}

#[derive(Debug, Serialize)]
struct Line {
    n: u32,
    article: Option<String>,
    role: &'static str,
    cont: bool,
}

#[derive(Debug, Serialize)]
struct Entry<'a> {
    id: String,
    headline: &'a str,
    county: Option<&'a str>,
    authors: &'a [String],
    date: Option<String>,
    section: Option<&'a str>,
    city: Option<&'a str>,
}

/// Inspects one file.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn run(file: &Path, json: bool, global: &Global, out: &mut dyn Write) -> io::Result<ExitCode> {
    let library = store::load(&[file.to_path_buf()], Reading { encoding: global.encoding }, &|_, _| ControlFlow::Continue(()));
    out::problems(library.problems(), global.lang);
    let mut any = false;
    for draft in library.drafts.iter().filter(|d| !d.articles.is_empty() || !d.page.lines.is_empty()) {
        any = true;
        if json {
            out::json(out, &page(draft))?;
        } else {
            text(draft, global, out)?;
        }
    }
    Ok(if any { ExitCode::SUCCESS } else { ExitCode::from(NOTHING_READ) })
}

fn page(draft: &Draft) -> Page<'_> {
    let lines = draft.page.lines.iter().map(|line| Line {
        n: line.n,
        article: line.article.map(name),
        role: line.role.name(),
        cont: line.continues.is_some(),
    });
    let articles = draft.articles.iter().enumerate().map(|(i, article)| Entry {
        id: name(i as u32),
        headline: article.headline(),
        county: article.county.as_deref(),
        authors: &article.authors,
        date: article.date.map(|day| day.to_string()),
        section: article.section.as_deref(),
        city: article.city.as_deref(),
    });
    Page {
        file: &draft.page.file,
        city: most_common(&draft.articles),
        dates_mentioned_latest: latest(&draft.articles).map(|day| day.to_string()),
        lines: lines.collect(),
        articles: articles.collect(),
    }
}

/// `a1` for the first article of a page.
fn name(index: u32) -> String {
    format!("a{}", index + 1)
}

/// The city that most articles of the page have; of equals the first.
fn most_common(articles: &[Article]) -> Option<&str> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (i, city) in articles.iter().enumerate().filter_map(|(i, a)| Some((i, a.city.as_deref()?))) {
        counts.entry(city).or_insert((0, usize::MAX - i)).0 += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(city, _)| city)
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
    writeln!(out, "{}", out::line(&draft.page.file))?;
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
        writeln!(out, "{}", row(line, &draft.page.text))?;
    }
    Ok(())
}

fn row(line: &PageLine, text: &str) -> String {
    let article = line.article.map_or("-".to_owned(), name);
    let continues = line.continues.map_or(String::new(), |n| format!(" <{n}"));
    let text = out::line(line.span.of(text)).into_owned();
    format!("{}\t{article}\t{}{continues}\t{}\t{text}", line.n, line.role.name(), out::line(&line.reason))
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
