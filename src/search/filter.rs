//! Conditions on what an article is rather than what it says: city, date, author, section.

use rustc_hash::FxHashMap;

use super::date::DateWanted;
use super::folded::Folded;
use super::outside::Outside;
use super::query::{Ask, Query};
use super::term::Term;
use crate::corpus::gazetteer::{Gazetteer, Level};
use crate::corpus::{Article, ArticleId, Corpus, Field};
use crate::text::Span;

/// Which articles the conditions of a query let through, by id; `None` where it has none of this kind. O(articles).
pub(super) fn allowed(corpus: &Corpus, query: &Query) -> Option<Vec<bool>> {
    let mut allowed: Option<Vec<bool>> = None;
    for clause in query.clauses.iter() {
        let Some(meets) = meeting(corpus, &clause.ask) else { continue };
        let allowed = allowed.get_or_insert_with(|| vec![true; corpus.len()]);
        for (allowed, meets) in allowed.iter_mut().zip(meets) {
            *allowed &= meets != clause.negated;
        }
    }
    allowed
}

/// Which articles one condition lets through, by id; `None` where it asks for text. O(articles).
pub(super) fn meeting(corpus: &Corpus, ask: &Ask) -> Option<Vec<bool>> {
    Some(match ask {
        Ask::Text(..) => return None,
        Ask::City(terms) => in_city(corpus, terms),
        Ask::Date(dates) => on_date(corpus, dates),
        Ask::Author(terms) => each(corpus, |article| by_author(article, terms)),
        Ask::Section(terms) => {
            // A library has few sections and many articles.
            let mut known: FxHashMap<&str, bool> = FxHashMap::default();
            let mut fits =
                |section| *known.entry(section).or_insert_with(|| terms.iter().any(|term| holds(term, section).is_some()));
            corpus.articles().map(|(_, article)| article.section.as_deref().is_some_and(&mut fits)).collect()
        }
    })
}

fn each(corpus: &Corpus, meets: impl Fn(&Article) -> bool) -> Vec<bool> {
    corpus.articles().map(|(_, article)| meets(article)).collect()
}

fn on_date(corpus: &Corpus, dates: &[DateWanted]) -> Vec<bool> {
    let newest = corpus.outline().cities.iter().flat_map(|city| &city.dates).filter_map(|date| date.published.day).max();
    let mut meets = vec![false; corpus.len()];
    for date in corpus.outline().cities.iter().flat_map(|city| &city.dates) {
        if dates.iter().any(|wanted| wanted.meets(date.published.day, newest)) {
            mark(&mut meets, date.first, date.count);
        }
    }
    meets
}

fn mark(meets: &mut [bool], first: ArticleId, count: u32) {
    if let Some(range) = meets.get_mut(first.index()..first.index() + count as usize) {
        range.fill(true);
    }
}

/// Any of the names typed, each taken as the place it fits best: the whole name before the beginning of one, that before a part of one.
fn in_city(corpus: &Corpus, terms: &[Term]) -> Vec<bool> {
    let mut meets = vec![false; corpus.len()];
    let cities = &corpus.outline().cities;
    let counties = counties();
    for term in terms {
        let fits: Vec<Option<Fit>> = cities.iter().map(|city| place_fit(term, city.name.as_deref().unwrap_or(UNKNOWN))).collect();
        let best = fits.iter().flatten().max().copied();
        for (city, fit) in cities.iter().zip(&fits) {
            if fit.is_some() && *fit == best {
                mark(&mut meets, city.first, city.count);
            }
        }
        // A county is a place, too; it counts where it fits at least as well as any city. An article is in none but those of its city:
        // articles of other cities are not looked at, which might mean to fetch them all from a disk.
        for city in cities {
            let counties = city.name.as_deref().and_then(|name| counties.get(name)).map_or(&[][..], Vec::as_slice);
            let fits = |county: &&String| place_fit(term, county).is_some_and(|fit| Some(fit) >= best);
            let fitting: Vec<&String> = counties.iter().filter(fits).collect();
            if fitting.is_empty() {
                continue;
            }
            for id in (city.first.0..city.first.0 + city.count).map(ArticleId) {
                let county = corpus.article(id).and_then(|article| article.county.as_ref());
                meets[id.index()] |= county.is_some_and(|county| fitting.contains(&county));
            }
        }
    }
    meets
}

/// The counties of each city, as articles name them.
fn counties() -> FxHashMap<&'static str, Vec<String>> {
    let all = Gazetteer::get();
    let mut counties: FxHashMap<&str, Vec<String>> = FxHashMap::default();
    for place in all.places().iter().filter(|place| place.level == Level::County) {
        if let Some(city) = all.by_code(place.code).and_then(|id| all.city_of(id)) {
            counties.entry(all.place(city).short).or_default().push(place.common());
        }
    }
    counties
}

/// What an article without a city is under.
const UNKNOWN: &str = "地点不明";

/// How well a typed name fits a place; greater is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Somewhere in the name (岛 in 葫芦岛); for 汉字 only.
    Within,
    /// Its initials or the beginning of its name.
    Beginning,
    /// The whole name.
    Whole,
}

/// How a typed name fits a place name; 市 县 区 at the end of either do not matter.
pub(super) fn place_fit(term: &Term, name: &str) -> Option<Fit> {
    let bare = |name: &str| name.strip_suffix(['市', '县', '区']).filter(|rest| rest.chars().nth(1).is_some()).map(str::to_owned);
    let whole = |name: &str| holds(term, name).is_some_and(|(start, end, of)| start == 0 && end == of);
    let short = bare(name);
    let longer = term.pattern().and_then(|p| bare(&p.folded())).is_some_and(|typed| {
        let plain = crate::text::fold::text(name);
        typed == plain || bare(&plain).is_some_and(|plain| plain == typed)
    });
    let has_initials = term.pattern().is_some_and(|p| p.is_all_letters() && p.folded().len() < name.chars().count() * 2);
    if longer || (!has_initials && (whole(name) || short.as_deref().is_some_and(whole))) {
        return Some(Fit::Whole);
    }
    let (start, ..) = holds(term, name)?;
    match start {
        0 => Some(Fit::Beginning),
        _ if term.pattern().is_some_and(|p| !p.chars.iter().any(char::is_ascii_lowercase)) => Some(Fit::Within),
        _ => None,
    }
}

/// The first match of a term in a short text: start, end, length, in characters.
fn holds(term: &Term, text: &str) -> Option<(usize, usize, usize)> {
    let mut outside = Outside::default();
    let folded = Folded::new(text, Span::new(0, text.len()), &mut outside);
    let placed = term.placed(&outside);
    let mut first = None;
    placed.as_ref().unwrap_or(term).each(&folded.units, &outside, |start, end| {
        first = Some((start, end, folded.units.len()));
        false
    });
    first
}

/// Whether a writer of the article fits: by the names the importer took from the byline, else by the byline itself.
fn by_author(article: &Article, terms: &[Term]) -> bool {
    let fits = |name: &str| terms.iter().any(|term| holds(term, name).is_some());
    article.authors.iter().any(|name| fits(name))
        || article.parts.iter().filter(|part| part.field == Field::Byline).any(|part| fits(part.span.of(&article.text)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::super::query::Query;
    use super::super::testing::{corpus, short};
    use super::*;
    use crate::corpus::{Archive, Page};

    /// An archive that counts what is fetched from it.
    #[derive(Debug)]
    struct Counting {
        articles: Vec<Article>,
        fetched: AtomicUsize,
    }

    impl Archive for Counting {
        fn article(&self, n: u32) -> Option<Article> {
            self.fetched.fetch_add(1, Ordering::Relaxed);
            self.articles.get(n as usize).cloned()
        }

        fn page(&self, _: u32) -> Option<Page> {
            None
        }

        fn file(&self, _: u32) -> Option<&str> {
            None
        }
    }

    #[test]
    fn a_city_is_found_without_fetching_and_a_county_by_fetching_its_city_alone() {
        let in_county = |city: &str, county: &str| {
            let mut article = short(city, "2020-02-26", "渔船出港忙", "雾散了，船解缆了。");
            article.county = Some(county.to_owned());
            article.key.0 ^= county.len() as u64;
            article
        };
        let mut articles = vec![in_county("锦州", "凌海市"), in_county("锦州", "义县"), in_county("营口", "盖州市")];
        articles.extend((0..40).map(|n| short("沈阳", "2020-02-26", &format!("第{n}篇"), "雾散了。")));
        let loose = corpus(articles);
        let archive = Arc::new(Counting {
            articles: loose.articles().map(|(_, article)| Article::clone(article)).collect(),
            fetched: AtomicUsize::new(0),
        });
        let cards = loose.articles().map(|(_, a)| (a.key, a.page, a.line, false));
        let kept = Corpus::archived(archive.clone(), loose.outline().clone(), cards, std::iter::once(0), Vec::new());
        for (typed, found, fetched) in
            [("city:锦州", 2, 0), ("city:sy", 40, 0), ("city:凌海", 1, 2), ("city:凌海市", 1, 2), ("city:盖州", 1, 3)]
        {
            let query = Query::parse(typed);
            let count = |corpus: &Corpus| allowed(corpus, &query).map(|all| all.iter().filter(|meets| **meets).count());
            assert_eq!((count(&kept), count(&loose)), (Some(found), Some(found)), "{typed}");
            assert_eq!(archive.fetched.load(Ordering::Relaxed), fetched, "{typed}");
        }
    }
}
