//! From drafts to a corpus: sorts, numbers, builds the outline.

use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::sheaf::{fetch_article, fetch_page};
use super::{
    Archive, Article, ArticleId, ArticleKey, Card, CityName, CityNode, DateNode, Held, Outline, Page, PageId, Problem, Published,
    Sheaf, Sources,
};

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

/// One article as the corpus holds it.
#[derive(Debug, Clone)]
struct Hung {
    key: ArticleKey,
    page: PageId,
    line: u32,
    doubtful: bool,
    article: Held<Article>,
}

/// An article on its way to its place.
struct Placed {
    city: u32,
    /// Of its page, in the order of reading.
    rank: u32,
    /// Articles before it in that order.
    nth: u32,
    published: Published,
    hung: Hung,
}

/// One page as the corpus holds it.
#[derive(Debug, Clone)]
struct Filed {
    /// Its place in the order of reading.
    rank: u32,
    /// Its name; `None` where the archive tells it.
    file: Option<Arc<str>>,
    page: Held<Page>,
    /// Hash of its text, where it has lines.
    text: u64,
    /// The page with its lines, once somebody has asked for them; `None` where they cannot be had.
    source: OnceLock<Option<Arc<Page>>>,
}

/// All articles of one run, in outline order, with their pages.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    articles: Vec<Hung>,
    /// By number; `None` for a page that is gone.
    pages: Vec<Option<Filed>>,
    archive: Option<Arc<dyn Archive>>,
    sources: Option<Arc<dyn Sources>>,
    outline: Outline,
    problems: Vec<Problem>,
}

impl Corpus {
    /// Builds a corpus from drafts. `pinyin` gives the sort key of a city name. O(n log n).
    pub fn build(drafts: Vec<Draft>, pinyin: impl Fn(&str) -> String) -> Self {
        let sheaf = |(i, draft)| Sheaf::new(draft, PageId(i as u32), true);
        Self::hang(drafts.into_iter().enumerate().map(sheaf).collect(), None, pinyin)
    }

    /// Hangs the articles of sheaves, which come in the order of their files; what is not in memory is in `archive`. O(n log n), and
    /// nothing is fetched.
    pub fn hang(sheaves: Vec<Sheaf>, archive: Option<Arc<dyn Archive>>, pinyin: impl Fn(&str) -> String) -> Self {
        // Room for what is known to come, no more: these stay for the whole run.
        let last = sheaves.iter().map(|sheaf| sheaf.id.0 as usize + 1).max().unwrap_or(0);
        let mut pages: Vec<Option<Filed>> = vec![None; last];
        let mut problems = Vec::new();
        let mut all: Vec<Placed> = Vec::with_capacity(sheaves.iter().map(|sheaf| sheaf.articles.len()).sum());
        // Cities by the order they are met in, till all their names are known.
        let mut met: FxHashMap<Arc<str>, u32> = FxHashMap::default();
        for (rank, sheaf) in sheaves.into_iter().enumerate() {
            pages[sheaf.id.0 as usize] = Some(Filed {
                rank: rank as u32,
                file: Some(sheaf.file),
                page: sheaf.page,
                text: sheaf.text,
                source: OnceLock::new(),
            });
            problems.extend(sheaf.problems);
            for (card, article) in sheaf.articles {
                let hung = Hung { key: card.key, page: sheaf.id, line: card.line, doubtful: card.doubtful, article };
                let next = met.len() as u32;
                let city = card.city.map_or(u32::MAX, |name| *met.entry(name).or_insert(next));
                all.push(Placed { city, rank: rank as u32, nth: all.len() as u32, published: card.published, hung });
            }
        }
        let mut names: Vec<(String, Arc<str>, u32)> = met.into_iter().map(|(name, at)| (pinyin(&name), name, at)).collect();
        names.sort();
        let mut places = vec![0; names.len()];
        names.iter().enumerate().for_each(|(place, (_, _, at))| places[*at as usize] = place as u32);
        for placed in &mut all {
            placed.city = places.get(placed.city as usize).copied().unwrap_or(u32::MAX);
        }
        // In place, and with no list of keys beside it: a million articles are a hundred megabytes less.
        all.sort_unstable_by_key(|placed| {
            let Placed { city, rank, nth, published, hung } = placed;
            (*city, published.day.is_none(), Reverse(*published), *rank, hung.line, *nth)
        });
        let names: Vec<CityName> = names.into_iter().map(|(_, name, _)| Some(name)).collect();
        let nowhere = None;
        let outline = outline(all.iter().map(|placed| (names.get(placed.city as usize).unwrap_or(&nowhere), placed.published)));
        let mut articles: Vec<Hung> = all.into_iter().map(|placed| placed.hung).collect();
        // Collected in place, the list has the room of what it was made from.
        articles.shrink_to_fit();
        Self { articles, pages, archive, sources: None, outline, problems }
    }

    /// A corpus that was hung before and lies in an archive: `articles` gives, in outline order, stable name, page, first line and whether
    /// something about it is doubtful; `pages` gives, for each, the hash of its text (0 without lines). The number of an article or page in the archive is its number here.
    pub fn archived(
        archive: Arc<dyn Archive>,
        outline: Outline,
        articles: impl Iterator<Item = (ArticleKey, PageId, u32, bool)>,
        pages: impl Iterator<Item = u64>,
        problems: Vec<Problem>,
    ) -> Self {
        let hung = |(n, (key, page, line, doubtful)): (usize, _)| {
            let article = Held::there(n as u32);
            Hung { key, page, line, doubtful, article }
        };
        let filed = |(n, text): (usize, u64)| {
            let n = n as u32;
            Some(Filed { rank: n, file: None, page: Held::there(n), text, source: OnceLock::new() })
        };
        Self {
            articles: articles.enumerate().map(hung).collect(),
            pages: pages.enumerate().map(filed).collect(),
            archive: Some(archive),
            sources: None,
            outline,
            problems,
        }
    }

    /// The draft that a page would be built from now: its lines and its articles in page order.
    pub fn draft(&self, page: PageId) -> Option<Draft> {
        let source = self.source(page)?;
        let own = self.articles.iter().enumerate().filter(|(_, hung)| hung.page == page);
        let mut articles: Vec<Article> = own.map(|(i, hung)| Article::clone(self.fetched(ArticleId(i as u32), hung))).collect();
        articles.sort_by_key(|article| article.line);
        Some(Draft { page: Page::clone(source), articles, problems: Vec::new() })
    }

    /// The corpus with one page read otherwise; everything else is shared with this one. O(n), without sorting; fetches nothing.
    #[must_use]
    pub fn with_page(&self, page: PageId, draft: Draft, pinyin: impl Fn(&str) -> String) -> Self {
        let mut pages = self.pages.clone();
        if let Some(Some(filed)) = pages.get_mut(page.0 as usize) {
            filed.page = Held::here(Arc::new(draft.page));
            filed.source = OnceLock::new();
        }
        let rank = |page: PageId| pages.get(page.0 as usize).and_then(Option::as_ref).map_or(u32::MAX, |filed| filed.rank);
        let order = |card: &Card, page: PageId| -> Order {
            let city = card.city.as_ref().map(|name| (pinyin(name), name.clone()));
            (city.is_none(), city, card.published.day.is_none(), Reverse(card.published), rank(page), card.line)
        };
        let cards = self.articles.iter().enumerate().map(|(i, hung)| (self.card(ArticleId(i as u32), hung), hung.clone()));
        let mut all: Vec<(Card, Hung)> = cards.filter(|(_, hung)| hung.page != page).collect();
        for article in draft.articles {
            let article = Article { page, ..article };
            let card = Card::of(&article);
            let key = order(&card, page);
            let at = all.partition_point(|(other, hung)| order(other, hung.page) <= key);
            let (line, doubtful) = (card.line, card.doubtful);
            let hung = Hung { key: card.key, page, line, doubtful, article: Held::here(Arc::new(article)) };
            all.insert(at, (card, hung));
        }
        let outline = outline(all.iter().map(|(card, _)| (&card.city, card.published)));
        let articles = all.into_iter().map(|(_, hung)| hung).collect();
        Self {
            articles,
            pages,
            archive: self.archive.clone(),
            sources: self.sources.clone(),
            outline,
            problems: self.problems.clone(),
        }
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    fn fetched<'a>(&'a self, id: ArticleId, hung: &'a Hung) -> &'a Arc<Article> {
        hung.article.get(|n| fetch_article(self.archive.as_deref(), n, &self.card(id, hung), hung.page))
    }

    fn card(&self, id: ArticleId, hung: &Hung) -> Card {
        let place = self.outline.place_of(id);
        let city = place.and_then(|(city, _)| self.outline.cities.get(city));
        let date = place.zip(city).and_then(|((_, date), city)| city.dates.get(date));
        Card {
            key: hung.key,
            city: city.and_then(|city| city.name.clone()),
            published: date.map(|date| date.published).unwrap_or_default(),
            line: hung.line,
            doubtful: hung.doubtful,
        }
    }

    /// One article. O(1); the first time perhaps fetched from the archive, some 20 µs.
    pub fn article(&self, id: ArticleId) -> Option<&Arc<Article>> {
        self.articles.get(id.index()).map(|hung| self.fetched(id, hung))
    }

    /// All articles with their ids, in outline order. Fetches them all.
    pub fn articles(&self) -> impl DoubleEndedIterator<Item = (ArticleId, &Arc<Article>)> + ExactSizeIterator {
        self.articles.iter().enumerate().map(|(i, hung)| (ArticleId(i as u32), self.fetched(ArticleId(i as u32), hung)))
    }

    /// The article with a stable key. O(n); fetches nothing.
    pub fn find(&self, key: ArticleKey) -> Option<ArticleId> {
        self.articles.iter().position(|hung| hung.key == key).map(|i| ArticleId(i as u32))
    }

    /// The stable keys of all articles, in outline order. O(n); fetches nothing.
    pub fn keys(&self) -> impl Iterator<Item = (ArticleId, ArticleKey)> {
        self.articles.iter().enumerate().map(|(i, hung)| (ArticleId(i as u32), hung.key))
    }

    /// The articles of a page, in outline order. O(n); fetches nothing.
    pub fn articles_of(&self, page: PageId) -> impl Iterator<Item = ArticleId> {
        self.articles.iter().enumerate().filter(move |(_, hung)| hung.page == page).map(|(i, _)| ArticleId(i as u32))
    }

    /// One page.
    pub fn page(&self, id: PageId) -> Option<&Arc<Page>> {
        let filed = self.pages.get(id.0 as usize)?.as_ref()?;
        Some(filed.page.get(|n| fetch_page(self.archive.as_deref(), n, self.name(id, filed))))
    }

    /// One page for once: where it has to be fetched, it is not kept in memory.
    pub fn page_in_passing(&self, id: PageId) -> Option<Arc<Page>> {
        let filed = self.pages.get(id.0 as usize)?.as_ref()?;
        Some(filed.page.clone().get(|n| fetch_page(self.archive.as_deref(), n, self.name(id, filed))).clone())
    }

    /// One page with its lines, which may have to be read again the first time. Where they cannot be had, as [`page`](Self::page).
    pub fn source(&self, id: PageId) -> Option<&Arc<Page>> {
        let page = self.page(id)?;
        let filed = self.pages.get(id.0 as usize)?.as_ref()?;
        if !page.lines.is_empty() || filed.text == 0 {
            return Some(page);
        }
        let read = || self.sources.as_ref()?.page(&page.file, filed.text).map(Arc::new);
        filed.source.get_or_init(read).as_ref().or(Some(page))
    }

    /// The same corpus with a place where lines of pages come from that are not kept.
    #[must_use]
    pub fn with_sources(self, sources: Arc<dyn Sources>) -> Self {
        Self { sources: Some(sources), ..self }
    }

    fn name<'a>(&'a self, id: PageId, filed: &'a Filed) -> &'a str {
        let archived = || self.archive.as_deref().and_then(|archive| archive.file(id.0));
        filed.file.as_deref().or_else(archived).unwrap_or_default()
    }

    /// The pages of a file: one, or several where it holds several. O(pages); fetches nothing.
    pub fn pages_of<'a>(&'a self, file: &'a str) -> impl Iterator<Item = PageId> + 'a {
        let filed = self.pages.iter().enumerate().filter_map(|(i, filed)| Some((PageId(i as u32), filed.as_ref()?)));
        filed.filter(move |(id, filed)| self.name(*id, filed) == file).map(|(id, _)| id)
    }

    /// The city and date tree.
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// What went wrong while reading.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many articles the importer doubts something about. O(n); fetches nothing.
    pub fn doubtful(&self) -> usize {
        self.articles.iter().filter(|hung| hung.doubtful).count()
    }

    /// The articles the importer doubts something about. O(n); fetches nothing.
    pub fn in_doubt(&self) -> impl Iterator<Item = ArticleId> {
        self.articles.iter().enumerate().filter(|(_, hung)| hung.doubtful).map(|(i, _)| ArticleId(i as u32))
    }

    /// The first source lines of the articles of a page, in no order. O(n); fetches nothing.
    pub fn first_lines(&self, page: PageId) -> impl Iterator<Item = u32> {
        self.articles.iter().filter(move |hung| hung.page == page).map(|hung| hung.line)
    }

    /// Every article in outline order, one after another: what has to be fetched for it is not kept in memory.
    pub fn pass(&self) -> impl ExactSizeIterator<Item = (ArticleId, Arc<Article>)> {
        self.articles.iter().enumerate().map(|(i, hung)| {
            let id = ArticleId(i as u32);
            let fetch = || {
                hung.article.clone().get(|n| fetch_article(self.archive.as_deref(), n, &self.card(id, hung), hung.page)).clone()
            };
            (id, hung.article.in_memory().cloned().unwrap_or_else(fetch))
        })
    }

    /// What there is to an article without fetching it: its page, its card and itself wherever it is, in outline order.
    pub fn hung(&self) -> impl Iterator<Item = (PageId, Card, Held<Article>)> {
        let card = |(i, hung): (usize, &Hung)| (hung.page, self.card(ArticleId(i as u32), hung), hung.article.clone());
        self.articles.iter().enumerate().map(card)
    }

    /// How many articles are in memory; the others are in the archive until they are asked for.
    pub fn in_memory(&self) -> usize {
        self.articles.iter().filter(|hung| hung.article.in_memory().is_some()).count()
    }
}

/// What articles are ordered by: city by its pinyin, newest day first, page, line; what is not known comes last.
type Order = (bool, Option<(String, Arc<str>)>, bool, Reverse<Published>, u32, u32);

fn outline<'a>(articles: impl Iterator<Item = (&'a CityName, Published)>) -> Outline {
    let mut cities: Vec<CityNode> = Vec::new();
    for (i, (city, published)) in articles.enumerate() {
        let first = ArticleId(i as u32);
        if cities.last().is_none_or(|last| last.name != *city) {
            cities.push(CityNode { name: city.clone(), dates: Vec::new(), first, count: 0 });
        }
        let Some(city) = cities.last_mut() else { continue };
        city.count += 1;
        match city.dates.last_mut() {
            Some(date) if date.published == published => date.count += 1,
            _ => city.dates.push(DateNode { published, first, count: 1 }),
        }
    }
    Outline { cities }
}
