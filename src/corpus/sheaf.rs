//! One file's page with its articles, ready to be hung in the tree: what a draft is once it is read.

use std::sync::Arc;

use super::{Archive, Article, ArticleKey, CityName, Draft, Held, Page, PageId, Problem, Published};

/// The number of a page that lies in no archive.
const NOWHERE: u32 = u32::MAX;

/// What the tree has to know of an article without fetching it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Stable name.
    pub key: ArticleKey,
    /// City it hangs under.
    pub city: CityName,
    /// Day it hangs under.
    pub published: Published,
    /// First source line, for the order on its page.
    pub line: u32,
    /// Whether the importer doubts something about it.
    pub doubtful: bool,
}

impl Card {
    /// Of an article.
    pub fn of(article: &Article) -> Self {
        Self {
            key: article.key,
            city: article.city.clone(),
            published: article.published,
            line: article.line,
            doubtful: !article.doubts.is_empty(),
        }
    }

    /// An article of which nothing is known but this card, on its page: it has no text.
    pub fn bare(&self, page: PageId) -> Article {
        Article {
            key: self.key,
            page,
            line: self.line,
            text: String::new(),
            parts: Vec::new(),
            city: self.city.clone(),
            county: None,
            place_source: super::PlaceSource::default(),
            published: self.published,
            date: None,
            imprint: None,
            section: None,
            authors: Vec::new(),
            doubts: Vec::new(),
            extra: Vec::new(),
        }
    }
}

/// One page, its articles in page order, and what went wrong in it. Cheap to clone: texts are shared.
#[derive(Debug, Clone)]
pub struct Sheaf {
    /// Number of the page; given once and the same in every corpus of a run.
    pub id: PageId,
    /// Name of the page.
    pub file: Arc<str>,
    /// The page.
    pub page: Held<Page>,
    /// Whether it was read line by line; records (JSON and the like) were not.
    pub has_lines: bool,
    /// xxh3 of its text, by which corrections name it; 0 without lines.
    pub text: u64,
    /// Whether year or city came from other pages of the run.
    pub settled: bool,
    /// Its articles.
    pub articles: Vec<(Card, Held<Article>)>,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

impl Sheaf {
    /// Of a draft that is not changed any more; `keep_lines` says whether the source stays in memory.
    pub fn new(draft: Draft, id: PageId, keep_lines: bool) -> Self {
        let page = draft.page;
        let has_lines = !page.lines.is_empty();
        let text = if has_lines { xxhash_rust::xxh3::xxh3_64(page.text.as_bytes()) } else { 0 };
        let file = page.file.clone();
        // Without its lines a page is nothing but its name, and made anew from that when somebody asks for it.
        let page = if keep_lines { Held::here(Arc::new(page)) } else { Held::there(NOWHERE) };
        let articles = draft.articles.into_iter().map(|article| {
            let mut article = Article { page: id, ..article };
            // It stays for the whole run; room to grow would be a third of the memory.
            article.text.shrink_to_fit();
            article.authors.shrink_to_fit();
            article.parts.shrink_to_fit();
            article.doubts.shrink_to_fit();
            (Card::of(&article), Held::here(Arc::new(article)))
        });
        // Collected in place, a list has the room of the articles it was made from.
        let mut articles: Vec<_> = articles.collect();
        articles.shrink_to_fit();
        Self { id, file, has_lines, text, settled: false, articles, problems: draft.problems, page }
    }

    /// A draft of it with all its texts, to be worked on. Copies them.
    pub fn draft(&self, archive: Option<&dyn Archive>) -> Draft {
        let fetched = |held: &Held<Article>, card: &Card| (**held.get(|n| fetch_article(archive, n, card, self.id))).clone();
        Draft {
            page: (**self.page.get(|n| fetch_page(archive, n, &self.file))).clone(),
            articles: self.articles.iter().map(|(card, held)| fetched(held, card)).collect(),
            problems: self.problems.clone(),
        }
    }
}

/// An article from an archive; one without a text where the archive is damaged.
pub(super) fn fetch_article(archive: Option<&dyn Archive>, n: u32, card: &Card, page: PageId) -> Article {
    let found = archive.and_then(|archive| archive.article(n)).map(|article| Article { page, ..article });
    found.unwrap_or_else(|| card.bare(page))
}

/// A page from an archive; one with its name only where the archive is damaged.
pub(super) fn fetch_page(archive: Option<&dyn Archive>, n: u32, file: &str) -> Page {
    let found = archive.and_then(|archive| archive.page(n));
    found.unwrap_or_else(|| Page { file: file.into(), ..Page::default() })
}
