//! From drafts to a corpus: sorts, numbers, builds the outline.

use std::cmp::Reverse;
use std::sync::Arc;

use super::{Article, ArticleId, ArticleKey, CityNode, DateNode, Outline, Page, PageId, Problem, Published};

/// What import hands over for one file: its page and its articles, in page order.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Draft {
    /// The file.
    pub page: Page,
    /// Its articles; their `page` is overwritten when the corpus is built.
    pub articles: Vec<Article>,
    /// What went wrong in it (bad JSON lines, replaced bytes).
    pub problems: Vec<Problem>,
}

/// All articles of one run, in outline order, with their pages.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    articles: Vec<Arc<Article>>,
    pages: Vec<Arc<Page>>,
    outline: Outline,
    problems: Vec<Problem>,
}

impl Corpus {
    /// Builds a corpus from drafts. `pinyin` gives the sort key of a city name. O(n log n).
    pub fn build(drafts: Vec<Draft>, pinyin: impl Fn(&str) -> String) -> Self {
        let mut pages = Vec::with_capacity(drafts.len());
        let mut articles = Vec::new();
        let mut problems = Vec::new();
        for draft in drafts {
            let page = PageId(pages.len() as u32);
            pages.push(Arc::new(draft.page));
            problems.extend(draft.problems);
            articles.extend(draft.articles.into_iter().map(|article| Article { page, ..article }));
        }
        let mut keys: rustc_hash::FxHashMap<Arc<str>, String> = rustc_hash::FxHashMap::default();
        for name in articles.iter().filter_map(|a| a.city.clone()) {
            keys.entry(name).or_insert_with_key(|name| pinyin(name));
        }
        articles.sort_by_cached_key(|a| order(a, |name| keys[name].clone()));
        let articles: Vec<Arc<Article>> = articles.into_iter().map(Arc::new).collect();
        let outline = outline(&articles);
        Self { articles, pages, outline, problems }
    }

    /// The draft that a page would be built from now: its lines and its articles in page order.
    pub fn draft(&self, page: PageId) -> Option<Draft> {
        let source = self.page(page)?;
        let mut articles: Vec<Article> =
            self.articles.iter().filter(|article| article.page == page).map(|article| Article::clone(article)).collect();
        articles.sort_by_key(|article| article.line);
        Some(Draft { page: Page::clone(source), articles, problems: Vec::new() })
    }

    /// The corpus with one page read otherwise; everything else is shared with this one. O(n), without sorting.
    #[must_use]
    pub fn with_page(&self, page: PageId, draft: Draft, pinyin: impl Fn(&str) -> String) -> Self {
        let mut articles: Vec<Arc<Article>> = self.articles.iter().filter(|article| article.page != page).cloned().collect();
        for article in draft.articles {
            let article = Article { page, ..article };
            let key = order(&article, &pinyin);
            let at = articles.partition_point(|other| order(other, &pinyin) <= key);
            articles.insert(at, Arc::new(article));
        }
        let mut pages = self.pages.clone();
        if let Some(place) = pages.get_mut(page.0 as usize) {
            *place = Arc::new(draft.page);
        }
        let outline = outline(&articles);
        Self { articles, pages, outline, problems: self.problems.clone() }
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// One article.
    pub fn article(&self, id: ArticleId) -> Option<&Arc<Article>> {
        self.articles.get(id.index())
    }

    /// All articles with their ids, in outline order.
    pub fn articles(&self) -> impl DoubleEndedIterator<Item = (ArticleId, &Arc<Article>)> + ExactSizeIterator {
        self.articles.iter().enumerate().map(|(i, article)| (ArticleId(i as u32), article))
    }

    /// The article with a stable key. O(n).
    pub fn find(&self, key: ArticleKey) -> Option<ArticleId> {
        self.articles().find(|(_, article)| article.key == key).map(|(id, _)| id)
    }

    /// One page.
    pub fn page(&self, id: PageId) -> Option<&Arc<Page>> {
        self.pages.get(id.0 as usize)
    }

    /// All pages.
    pub fn pages(&self) -> &[Arc<Page>] {
        &self.pages
    }

    /// The city and date tree.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// What went wrong while reading.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// What articles are ordered by: city by its pinyin, newest day first, page, line; what is not known comes last.
type Order = (bool, Option<(String, Arc<str>)>, bool, Reverse<Published>, PageId, u32);

fn order(article: &Article, pinyin: impl Fn(&str) -> String) -> Order {
    let city = article.city.as_ref().map(|name| (pinyin(name), name.clone()));
    (city.is_none(), city, article.published.day.is_none(), Reverse(article.published), article.page, article.line)
}

fn outline(articles: &[Arc<Article>]) -> Outline {
    let mut cities: Vec<CityNode> = Vec::new();
    for (i, article) in articles.iter().enumerate() {
        let first = ArticleId(i as u32);
        if cities.last().is_none_or(|city| city.name != article.city) {
            cities.push(CityNode { name: article.city.clone(), dates: Vec::new(), first, count: 0 });
        }
        let Some(city) = cities.last_mut() else { continue };
        city.count += 1;
        match city.dates.last_mut() {
            Some(date) if date.published == article.published => date.count += 1,
            _ => city.dates.push(DateNode { published: article.published, first, count: 1 }),
        }
    }
    Outline { cities }
}
