//! `yuebao search`: the articles that match, best first, each with a line of its words; or JSON with every place.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::args::Global;
use super::load::{self, NO_RESULT, NOTHING_READ};
use super::words::{Lang, say};
use super::{out, record};
use crate::app::words::note as note_text;
use crate::corpus::{Article, Corpus};
use crate::front::environment::{ColorChoice, Environment};
use crate::search::{self, Hit, Index, Match, Note, Offers, Query};
use crate::store::thousands;
use crate::text::{Ambiguous, Cells, Span};

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
    let parsed = Query::parse(typed);
    let as_text = parsed.is_empty();
    let query = if as_text { Query::as_text(typed) } else { parsed };
    if query.is_empty() {
        let ask = "要找什么？例如: yuebao search 复工";
        out::complain(say(global.lang, ask, "search for what? For example: yuebao search 复工"));
        return Ok(ExitCode::from(NOTHING_READ));
    }
    let corpus = match load::corpus(paths, global) {
        Ok(corpus) => corpus,
        Err(code) => return Ok(code),
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4);
    let index = Index::build_on(&corpus, threads);
    let how = search::How { threads, ..search::How::default() };
    let results = search::run_within(&corpus, &index, &query, how, &|| true, &mut |_| {}).unwrap_or_default();
    let asked = query;
    let query = results.understood(&asked).clone();
    for note in query.notes() {
        out::complain(&said(note, as_text, global.lang));
    }
    let mut hits = results.by_relevance(&index);
    let total = hits.len();
    let facets = facets(&corpus, &hits);
    hits.truncate(limit);
    if json {
        let hits = hits.iter().filter_map(|hit| json_hit(&corpus, &query, hit)).collect();
        out::json(out, &Answer { query: typed, total, hits, facets })?;
    } else {
        let mark = Mark::of(global.color);
        for article in hits.iter().filter_map(|hit| Some((hit.article, corpus.article(hit.article)?))) {
            let row = super::list::row(article.0, article.1);
            writeln!(out, "{row}\t{}", context(article.1, &query, mark))?;
        }
    }
    if total == 0 {
        out::complain(&nothing(typed, &search::offers(&corpus, &index, &query, &|| true).unwrap_or_default(), global.lang));
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

/// What is said of a query. Nobody types on here: what is unfinished is taken as text where it is all there is, else left out.
fn said(note: &Note, as_text: bool, lang: Lang) -> String {
    let unfinished = match note {
        Note::RegexUnfinished(pattern) => format!("/{pattern}/"),
        Note::DateUnfinished(date) => date.clone(),
        other => return note_text(other, lang),
    };
    match (as_text, lang) {
        (true, Lang::Zh) => format!("“{unfinished}”没有写完整，按文字找"),
        (false, Lang::Zh) => format!("“{unfinished}”没有写完整，没有按它找"),
        (true, Lang::En) => format!("\"{unfinished}\" is unfinished; taken as text"),
        (false, Lang::En) => format!("\"{unfinished}\" is unfinished; left out"),
    }
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

/// Cells of context before a match, and from its first cell on.
const CONTEXT: (Cells, Cells) = (Cells(20), Cells(40));

/// What is written before and behind the words found: what grep writes, where colour is wanted.
#[derive(Debug, Clone, Copy)]
struct Mark(&'static str, &'static str);

impl Mark {
    fn of(choice: ColorChoice) -> Self {
        let environment = Environment::read(|name| std::env::var(name).ok());
        let wanted = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => io::stdout().is_terminal() && !environment.is_dumb() && environment.no_color.is_empty(),
        };
        if wanted { Self("\x1b[1;31m", "\x1b[m") } else { Self("", "") }
    }
}

/// The words round the most telling match, which is marked.
fn context(article: &Article, query: &Query, mark: Mark) -> String {
    let found = search::find(query, article);
    let Some(best) = search::telling(&found) else { return String::new() };
    let snippet = search::snippet(article, best, CONTEXT.0, CONTEXT.1, Ambiguous::Narrow);
    let of = |span: Span| out::line(span.of(&article.text));
    let (lead, tail) = (if snippet.cut.0 { ".." } else { "" }, if snippet.cut.1 { ".." } else { "" });
    format!("{lead}{}{}{}{}{}{tail}", of(snippet.before), mark.0, of(snippet.hit), mark.1, of(snippet.after))
}

/// What to say when nothing is found, with what would find something.
fn nothing(typed: &str, offers: &Offers, lang: Lang) -> String {
    let first = match lang {
        Lang::Zh => format!("没有找到“{typed}”。"),
        Lang::En => format!("nothing found for \"{typed}\"."),
    };
    let offered = offers.offers.iter().map(|offer| match lang {
        Lang::Zh => format!("换成“{}”有 {} 篇", offer.query, thousands(u64::from(offer.articles))),
        Lang::En => format!("\"{}\" finds {}", offer.query, thousands(u64::from(offer.articles))),
    });
    let offered: Vec<_> = offered.collect();
    match (offered.is_empty(), lang) {
        (true, _) => first,
        (false, Lang::Zh) => format!("{first}{}。", offered.join("，")),
        (false, Lang::En) => format!("{first} {}.", offered.join(", ")),
    }
}
