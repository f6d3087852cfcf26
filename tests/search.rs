//! Search on the built-in corpus: nothing that stands in an article is ever missed, and what a reader would expect comes first.

use std::path::Path;

use yuebao::corpus::{Article, Corpus, Field};
use yuebao::import::{self, Source};
use yuebao::search::{Index, Query, find, run};
use yuebao::text::{fold, pinyin};

/// Names and texts of the pages of `seeds/`.
fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut pages: Vec<(String, String)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| {
            (entry.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(entry.path()).unwrap_or_default())
        })
        .collect();
    pages.sort();
    pages
}

fn built_in() -> Corpus {
    let page = |(name, text): &(String, String)| import::page(&Source { name, text });
    Corpus::build(pages().iter().map(page).collect(), pinyin::sort_key)
}

/// Places of a plain term in an article by counting in folded text, part by part.
fn plain(article: &Article, term: &str) -> u32 {
    let term = fold::text(term);
    let parts = article.parts.iter().filter(|part| part.field != Field::Byline);
    parts.map(|part| fold::text(part.span.of(&article.text)).matches(&term).count() as u32).sum()
}

#[test]
fn every_stretch_of_the_built_in_pages_finds_its_article() {
    let corpus = built_in();
    let index = Index::build(&corpus);
    let mut asked = 0;
    for (id, article) in corpus.articles() {
        for part in article.parts.iter().filter(|part| part.field != Field::Byline) {
            let chars: Vec<char> = part.span.of(&article.text).chars().collect();
            // Every start, with every length from 1 to 8 in turn, so that all lengths are met everywhere without a million queries.
            for start in 0..chars.len() {
                let length = 1 + (start + part.line as usize) % 8;
                let Some(stretch) = chars.get(start..start + length) else { continue };
                let stretch: String = stretch.iter().collect();
                if stretch.contains(['"', '“', '”', '「', '」', '『', '』', '＂']) {
                    continue;
                }
                let query = Query::parse(&format!("\"{stretch}\""));
                asked += 1;
                assert!(!find(&query, article).is_empty(), "{stretch}");
                if asked % 16 == 0 {
                    let results = run(&corpus, &index, &query, &|| true).unwrap();
                    assert!(results.get(id).is_some(), "{stretch}");
                    for (id, article) in corpus.articles() {
                        assert_eq!(results.get(id).map_or(0, |hit| hit.places), plain(article, &stretch), "{stretch}");
                    }
                }
            }
        }
    }
    assert!(asked > 1_000 || corpus.is_empty());
}
