//! The second pass over all pages of a run: a page without a year or a city learns it from its siblings.
//!
//! A sibling is a page of the same folder, else a page of the same city from about the same days. Siblings that disagree say nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::places::city_of_most;
use crate::corpus::{CityName, Day, Draft, Evidence, PlaceSource, Published};

/// How far apart two pages of one city may lie to vouch for each other's year, in days.
const NEAR: i32 = 45;

/// What of a page matters to its siblings: all that is needed of a library of any size, whose texts may lie elsewhere.
#[derive(Debug, Clone)]
pub struct Facts {
    file: Arc<str>,
    /// Of its first article.
    day: Option<Day>,
    /// Of most of its articles.
    city: CityName,
    /// It has articles, and none of them has a city.
    placeless: bool,
}

impl Facts {
    /// Of a page that was read line by line, from city and day of its articles in page order.
    pub fn of<'a>(file: &Arc<str>, articles: impl Iterator<Item = (&'a CityName, Published)> + Clone) -> Self {
        Self {
            file: file.clone(),
            day: articles.clone().next().and_then(|(_, published)| published.day),
            city: city_of_most(articles.clone().map(|(city, _)| city)),
            placeless: articles.clone().next().is_some() && articles.into_iter().all(|(city, _)| city.is_none()),
        }
    }

    /// Whether there is anything the page could learn.
    fn lacks(&self) -> bool {
        self.placeless || self.day.is_some_and(|day| day.year.is_none())
    }

    /// Everything before the last `/` of the name.
    fn folder(&self) -> &str {
        self.file.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder)
    }
}

/// What a page learns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    year: Option<i16>,
    city: CityName,
}

/// The different days that pages with a known year are of; a folder of any size has few.
type Days = BTreeSet<Day>;

/// Supplies year and city to pages that have none, from the other pages of their folder, then of their city. O(pages + articles), and for
/// each of the days without a year (a year has 366) a look at all days of the folder.
pub fn settle(drafts: &mut [Draft]) {
    let pages: Vec<usize> = (0..drafts.len()).filter(|i| !drafts[*i].page.lines.is_empty()).collect();
    let facts = |i: &usize| {
        let Draft { page, articles, .. } = &drafts[*i];
        Facts::of(&page.file, articles.iter().map(|article| (&article.city, article.published)))
    };
    let facts: Vec<Facts> = pages.iter().map(facts).collect();
    for (at, lesson) in lessons(&facts) {
        lesson.teach(&mut drafts[pages[at]]);
    }
}

/// What the pages of a run learn from each other, by their place among `pages`; those that learn nothing are left out.
pub fn lessons(pages: &[Facts]) -> Vec<(usize, Lesson)> {
    if !pages.iter().any(Facts::lacks) {
        return Vec::new();
    }
    let mut by_folder: FxHashMap<&str, Days> = FxHashMap::default();
    let mut by_city: FxHashMap<&str, Days> = FxHashMap::default();
    let mut cities: FxHashMap<&str, FxHashMap<&Arc<str>, usize>> = FxHashMap::default();
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for page in pages {
        if let Some(day) = page.day.filter(|day| day.year.is_some()) {
            by_folder.entry(page.folder()).or_default().insert(day);
            if let Some(city) = &page.city {
                by_city.entry(city).or_default().insert(day);
            }
        }
        *counts.entry(page.folder()).or_default() += 1;
        if let Some(city) = &page.city {
            *cities.entry(page.folder()).or_default().entry(city).or_default() += 1;
        }
    }
    let none = Days::new();
    let year = |page: &Facts| {
        let day = page.day.filter(|day| day.year.is_none())?;

        let same_folder = by_folder.get(page.folder()).unwrap_or(&none);
        let same_city = page.city.as_deref().and_then(|city| by_city.get(city)).unwrap_or(&none);
        let near = |siblings: &Days| agreed(siblings.iter().filter_map(|other| year_beside(day, *other)));
        let whole = |siblings: &Days| agreed(siblings.iter().filter_map(|other| other.year));
        near(same_folder).or_else(|| whole(same_folder).filter(|_| near_none(day, same_folder))).or_else(|| near(same_city))
    };
    // The city that six of ten pages of a folder have.
    let common = |page: &Facts| {
        let (city, count) = cities.get(page.folder())?.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))?;
        (count * 10 >= counts.get(page.folder())? * 6).then(|| Arc::clone(city))
    };
    // Pages of one day learn the same.
    let mut known: FxHashMap<_, Option<i16>> = FxHashMap::default();
    let mut learned = Vec::new();
    for (at, page) in pages.iter().enumerate().filter(|(_, page)| page.lacks()) {
        let beside = (page.folder(), page.city.as_deref(), page.day);
        let year = *known.entry(beside).or_insert_with(|| year(page));
        let lesson = Lesson { year, city: common(page).filter(|_| page.placeless) };
        if lesson.year.is_some() || lesson.city.is_some() {
            learned.push((at, lesson));
        }
    }
    learned
}

impl Lesson {
    /// Gives a page what it learns, and the reason.
    pub fn teach(self, draft: &mut Draft) {
        if let Some(year) = self.year {
            put_year(draft, year);
        }
        if let Some(city) = self.city {
            put_city(draft, &city);
        }
    }
}

/// The one value of all, if there is one.
fn agreed(mut years: impl Iterator<Item = i16>) -> Option<i16> {
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// The year that lays a day next to a sibling's day, if one does: 30 December beside 2 January 2020 is of 2019.
fn year_beside(day: Day, sibling: Day) -> Option<i16> {
    let date = |year: i16, day: Day| jiff::civil::Date::new(year, day.month as i8, day.day as i8).ok();
    let own = sibling.year?;
    let other = date(own, sibling)?;
    [own, own - 1, own + 1].into_iter().find(|year| {
        date(*year, day).and_then(|d| d.since(other).ok()).is_some_and(|span| (-NEAR..=NEAR).contains(&span.get_days()))
    })
}

fn near_none(day: Day, siblings: &Days) -> bool {
    siblings.iter().all(|sibling| year_beside(day, *sibling).is_none())
}

fn put_year(draft: &mut Draft, year: i16) {
    for article in &mut draft.articles {
        let Some(day) = article.published.day else { continue };
        let published = Day::new(Some(year), day.month, day.day).unwrap_or(day);
        article.published.day = Some(published);
        article.date = article.date.map(|own| {
            let turn = own.year.is_none() && (own.month, own.day) > (day.month, day.day);
            let year = own.year.unwrap_or(if turn { year - 1 } else { year });
            Day::new(Some(year), own.month, own.day).unwrap_or(own)
        });
    }
    draft.page.evidence.push(Evidence {
        line: 0,
        what: format!("相邻各页是{year}年的"),
        what_en: format!("the pages beside it are of {year}"),
    });
}

fn put_city(draft: &mut Draft, city: &Arc<str>) {
    for article in &mut draft.articles {
        article.city = Some(city.clone());
        article.place_source = PlaceSource::Page;
    }
    draft.page.evidence.push(Evidence {
        line: 0,
        what: format!("本页没有地名，同一文件夹的各页是{city}的"),
        what_en: format!("the page names no place; the pages of its folder are of {city}"),
    });
}

#[cfg(test)]
mod tests {
    use super::super::scored::{article, page_of};
    use super::*;
    use crate::corpus::Field;

    fn page(file: &str, city: Option<&str>, day: &str) -> Draft {
        let mut one = article(&[(Field::Body, 1, "正文。".to_owned())]);
        one.city = city.map(Arc::from);
        one.published = Published { day: day.parse().ok(), certain: false };
        one.date = one.published.day;
        page_of(file, vec![one])
    }

    fn years(drafts: &mut [Draft]) -> Vec<String> {
        settle(drafts);
        drafts.iter().map(|d| d.articles[0].published.to_string()).collect()
    }

    #[test]
    fn a_page_without_a_year_takes_that_of_its_folder() {
        let mut drafts = [
            page("a/1", Some("锦州"), "XXXX-02-26"),
            page("a/2", Some("营口"), "2020-03-04"),
            page("b/1", Some("锦州"), "2018-02-20"),
        ];
        assert_eq!(years(&mut drafts)[0], "2020-02-26~");
        assert_eq!(drafts[0].articles[0].date.map(|d| d.to_string()).as_deref(), Some("2020-02-26"));
        assert!(!drafts[0].page.evidence.is_empty(), "and says why");
    }

    #[test]
    fn pages_that_disagree_prove_no_year() {
        let mut drafts = [page("a/1", None, "XXXX-02-26"), page("a/2", None, "2020-03-04"), page("a/3", None, "2019-03-01")];
        assert_eq!(years(&mut drafts)[0], "XXXX-02-26~");
    }

    #[test]
    fn the_turn_of_the_year_is_minded() {
        let mut drafts = [page("a/1", None, "XXXX-12-30"), page("a/2", None, "2020-01-04")];
        assert_eq!(years(&mut drafts)[0], "2019-12-30~");
    }

    #[test]
    fn pages_of_one_city_vouch_only_when_near() {
        let mut drafts = [page("a/1", Some("锦州"), "XXXX-02-26"), page("b/1", Some("锦州"), "2020-08-04")];
        assert_eq!(years(&mut drafts)[0], "XXXX-02-26~");
        let mut drafts = [page("a/1", Some("锦州"), "XXXX-02-26"), page("b/1", Some("锦州"), "2020-02-12")];
        assert_eq!(years(&mut drafts)[0], "2020-02-26~");
    }

    #[test]
    fn a_page_without_any_place_takes_its_folders() {
        let mut drafts =
            [page("a/1", None, "2020-02-26"), page("a/2", Some("营口"), "2020-03-04"), page("a/3", Some("营口"), "2020-03-05")];
        settle(&mut drafts);
        assert_eq!(drafts[0].articles[0].city.as_deref(), Some("营口"));
        assert_eq!(drafts[0].articles[0].place_source, PlaceSource::Page);
    }
}
