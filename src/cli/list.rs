//! `yuebao list`: one tab-separated line an article, or JSON.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::args::Global;
use super::record::Record;
use super::{load, out};
use crate::corpus::{Article, ArticleId};

/// Lists every article.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn run(paths: &[PathBuf], json: bool, global: &Global, out: &mut dyn Write) -> io::Result<ExitCode> {
    let corpus = match load::corpus(paths, global) {
        Ok(corpus) => corpus,
        Err(code) => return Ok(code),
    };
    if json {
        let records: Vec<_> = corpus.articles().map(|(id, article)| Record::of(&corpus, id, article)).collect();
        out::json(out, &records)?;
        return Ok(ExitCode::SUCCESS);
    }
    for (id, article) in corpus.articles() {
        writeln!(out, "{}", row(id, article))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Number, city, date, section, headline; what is not known is `-`.
pub(super) fn row(id: ArticleId, article: &Article) -> String {
    let or_dash = |text: Option<&str>| out::line(text.filter(|t| !t.is_empty()).unwrap_or("-")).into_owned();
    let (city, section, title) = (or_dash(article.city.as_deref()), or_dash(article.section.as_deref()), article.title());
    format!("{}\t{city}\t{}\t{section}\t{}", id.number(), article.published, or_dash(Some(&title)))
}
