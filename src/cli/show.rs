//! `yuebao show`: one article as text or JSON; also how every article is printed into a pipe.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::args::Global;
use super::galley;
use super::load::{self, NO_RESULT, NOTHING_READ};
use super::out;
use super::record::Full;
use super::words::Lang;
use crate::corpus::{Article, ArticleId, ArticleKey, Corpus, Field};
use crate::text::{Ambiguous, Cells};
use crate::typeset::Measure;

/// Which article is meant.
enum Which {
    Number(Option<u32>),
    Key(ArticleKey),
}

/// Shows one article.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn run(
    which: &str,
    paths: &[PathBuf],
    width: Option<u16>,
    json: bool,
    global: &Global,
    out: &mut dyn Write,
) -> io::Result<ExitCode> {
    let Some(wanted) = parse(which) else {
        out::complain(&match global.lang {
            Lang::Zh => format!("“{which}”不是篇号，也不是十六位的键。篇号看 yuebao list"),
            Lang::En => format!("\"{which}\" is neither a number nor a key of 16 hex digits; yuebao list shows the numbers"),
        });
        return Ok(ExitCode::from(NOTHING_READ));
    };
    let corpus = match load::corpus(paths, global) {
        Ok(corpus) => corpus,
        Err(code) => return Ok(code),
    };
    let is_key = matches!(wanted, Which::Key(_));
    let found = match wanted {
        Which::Number(number) => number.and_then(|n| n.checked_sub(1)).map(ArticleId),
        // Sixteen digits may be a number nobody has, but they are a key first.
        Which::Key(key) => corpus.find(key),
    };
    let Some((id, article)) = found.and_then(|id| Some((id, corpus.article(id)?))) else {
        out::complain(&match global.lang {
            Lang::Zh if is_key => format!("没有键是 {which} 的文章。键在 yuebao list --json 里"),
            Lang::En if is_key => format!("no article has the key {which}; yuebao list --json shows the keys"),
            Lang::Zh => format!("没有第 {which} 篇，一共 {} 篇。篇号看 yuebao list", corpus.len()),
            Lang::En => format!("no article {which}, there are {}; yuebao list shows the numbers", corpus.len()),
        });
        return Ok(ExitCode::from(NO_RESULT));
    };
    if json {
        out::json(out, &Full::of(&corpus, id, article))?;
    } else {
        article_text(article, width, global, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn parse(which: &str) -> Option<Which> {
    if which.len() == 16 && which.bytes().all(|b| b.is_ascii_hexdigit()) {
        return which.parse().ok().map(Which::Key);
    }
    let digits = !which.is_empty() && which.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| Which::Number(which.parse().ok()))
}

/// Every article, one after the other, a blank line between.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn all(corpus: &Corpus, global: &Global, out: &mut dyn Write) -> io::Result<()> {
    for (id, article) in corpus.articles() {
        if id.0 > 0 {
            writeln!(out)?;
        }
        article_text(article, None, global, out)?;
    }
    Ok(())
}

/// One article as text: headline block, place line, paragraphs. A paragraph is a line, unless there is a width.
fn article_text(article: &Article, width: Option<u16>, global: &Global, out: &mut dyn Write) -> io::Result<()> {
    let measure = |indent: u16| {
        width.map(|width| Measure {
            width: Cells(width),
            indent: Cells(if width >= 12 { indent } else { 0 }),
            ambiguous: global.ambiguous.unwrap_or(Ambiguous::Narrow),
            normalise: false,
            justify: false,
            hang: Cells(0),
        })
    };
    let lines = |text: &str, indent: u16, out: &mut dyn Write| -> io::Result<()> {
        let text = out::line(text);
        match measure(indent) {
            None => writeln!(out, "{text}"),
            Some(measure) => galley::lines(&text, measure).iter().try_for_each(|line| writeln!(out, "{line}")),
        }
    };
    let head = |field| article.parts.iter().filter(move |part| part.field == field).map(|part| part.span.of(&article.text));
    for text in head(Field::Kicker) {
        lines(text, 0, out)?;
    }
    let title = article.title();
    if article.headline().is_empty() {
        lines(&format!("（无题）{title}"), 0, out)?;
    }
    for text in head(Field::Headline).chain(head(Field::Deck)) {
        lines(text, 0, out)?;
    }
    lines(&place_line(article, global.lang), 0, out)?;
    writeln!(out)?;
    for part in &article.parts {
        let text = part.span.of(&article.text);
        let truncated = if part.truncated { "［原文缺］" } else { "" };
        match part.field {
            Field::Lead | Field::Body => lines(&format!("{text}{truncated}"), 4, out)?,
            Field::Subhead => lines(text, 0, out)?,
            Field::Caption => lines(&format!("〔图〕{text}"), 0, out)?,
            Field::Kicker | Field::Headline | Field::Deck | Field::Byline => {}
        }
    }
    if !article.extra.is_empty() {
        writeln!(out)?;
    }
    // What else its record says, as it says it.
    article.extra.iter().try_for_each(|(name, value)| lines(&format!("{name}: {}", value.replace('\n', " ")), 0, out))
}

/// City, date, paper and page of it where stated, section, byline, two blanks between.
fn place_line(article: &Article, lang: Lang) -> String {
    let byline: Vec<&str> = article.parts.iter().filter(|p| p.field == Field::Byline).map(|p| p.span.of(&article.text)).collect();
    let authors = if byline.is_empty() { article.authors.join(" ") } else { byline.join(" ") };
    let city = article.city.as_deref().unwrap_or(match lang {
        Lang::Zh => "地点不明",
        Lang::En => "place unknown",
    });
    let section = article.section.as_deref().unwrap_or_default();
    let imprint = article.imprint.as_deref().map_or(String::new(), |imprint| lang.pick(imprint.zh(), imprint.en()));
    let day = match article.published.day {
        Some(_) => article.published.to_string(),
        None => lang.pick("日期不明", "date unknown").to_owned(),
    };
    let pieces = [city, &day, &imprint, section, &authors];
    pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join("  ")
}
