//! `yuebao search`: the articles that match, best first, each with a line of its words; or JSON with every place.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::args::Global;
use super::load::{self, NO_RESULT, NOTHING_READ};
use super::words::{Lang, say};
use super::{out, record};
use crate::corpus::{Article, Corpus};
use crate::search::{self, Hit, Index, Match, Query};
use crate::store::thousands;
use crate::text::Span;

/// The answer as JSON.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    query: &'a str,
    total: usize,
    hits: Vec<JsonHit<'a>>,
    facets: Facets<'a>,
}

#[derive(Debug, Serialize)]
struct JsonHit<'a> {
    article: u32,
    key: String,
    city: Option<&'a str>,
    published: Option<String>,
    headline: String,
    score: f32,
    matches: Vec<JsonMatch<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonMatch<'a> {
    field: &'static str,
    start: usize,
    end: usize,
    text: &'a str,
}

/// How many articles match, by city and by day; what is not known counts under the empty name.
#[derive(Debug, Serialize, Default)]
struct Facets<'a> {
    city: BTreeMap<&'a str, usize>,
    date: BTreeMap<String, usize>,
}

/// Searches.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn run(
    typed: &str,
    paths: &[PathBuf],
    limit: usize,
    json: bool,
    global: &Global,
    out: &mut dyn Write,
) -> io::Result<ExitCode> {
    let query = Query::parse(typed);
    if query.is_empty() {
        let ask = "要找什么？例如: yuebao search 复工";
        out::complain(say(global.lang, ask, "search for what? For example: yuebao search 复工"));
        return Ok(ExitCode::from(NOTHING_READ));
    }
    let corpus = match load::corpus(paths, global) {
        Ok(corpus) => corpus,
        Err(code) => return Ok(code),
    };
    let index = Index::build(&corpus);
    let mut hits = search::run(&corpus, &index, &query, &|| true).map(|results| results.hits).unwrap_or_default();
    let total = hits.len();
    let facets = facets(&corpus, &hits);
    hits.sort_by(|a, b| b.score.partial_cmp(&a.score).unwrap_or(Ordering::Equal).then(a.article.cmp(&b.article)));
    hits.truncate(limit);
    if json {
        let hits = hits.iter().filter_map(|hit| json_hit(&corpus, &query, hit)).collect();
        out::json(out, &Answer { query: typed, total, hits, facets })?;
    } else {
        for hit in &hits {
            if let Some(article) = corpus.article(hit.article) {
                let found = search::find(&query, article);
                let best = found.iter().find(|m| m.field.name() == "body").or(found.first());
                let words = best.map(|m| snippet(article, *m)).unwrap_or_default();
                let headline = super::list::row(hit.article, article);
                writeln!(out, "{headline}\t{}", out::line(&words))?;
            }
        }
    }
    if total == 0 {
        out::complain(&match global.lang {
            Lang::Zh => format!("没有找到“{typed}”"),
            Lang::En => format!("nothing found for \"{typed}\""),
        });
        return Ok(ExitCode::from(NO_RESULT));
    }
    if !json && total > hits.len() {
        let (all, shown) = (thousands(total as u64), thousands(hits.len() as u64));
        out::complain(&match global.lang {
            Lang::Zh => format!("共 {all} 篇，列出前 {shown} 篇。全要: --limit {total}"),
            Lang::En => format!("{all} articles, the first {shown} listed; for all: --limit {total}"),
        });
    }
    Ok(ExitCode::SUCCESS)
}

fn facets<'a>(corpus: &'a Corpus, hits: &[Hit]) -> Facets<'a> {
    let mut facets = Facets::default();
    for article in hits.iter().filter_map(|hit| corpus.article(hit.article)) {
        *facets.city.entry(article.city.as_deref().unwrap_or_default()).or_default() += 1;
        *facets.date.entry(article.published.day.map(|day| day.to_string()).unwrap_or_default()).or_default() += 1;
    }
    facets
}

fn json_hit<'a>(corpus: &'a Corpus, query: &Query, hit: &Hit) -> Option<JsonHit<'a>> {
    let article = corpus.article(hit.article)?;
    let each = |m: Match| {
        let (start, end) = record::place(article, m.field, m.span);
        JsonMatch { field: m.field.name(), start, end, text: m.span.of(&article.text) }
    };
    Some(JsonHit {
        article: hit.article.number(),
        key: article.key.to_string(),
        city: article.city.as_deref(),
        published: article.published.day.map(|day| day.to_string()),
        headline: record::string(article, crate::corpus::Field::Headline).unwrap_or_default(),
        score: hit.score,
        matches: search::find(query, article).into_iter().map(each).collect(),
    })
}

/// Characters of context on each side of a match.
const CONTEXT: usize = 14;

/// The words round a match, within its line.
fn snippet(article: &Article, found: Match) -> String {
    let line = article.part_at(found.span.start).map_or(found.span, |part| part.span);
    let before = Span { start: line.start, end: found.span.start.max(line.start) }.of(&article.text);
    let after = Span { start: found.span.end.min(line.end), end: line.end }.of(&article.text);
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    let lead = if from > 0 { ".." } else { "" };
    let tail = if to < after.len() { ".." } else { "" };
    let (before, after) = (before.get(from..).unwrap_or_default(), after.get(..to).unwrap_or_default());
    format!("{lead}{before}{}{after}{tail}", found.span.of(&article.text))
}
