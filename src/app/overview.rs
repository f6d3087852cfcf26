//! The overview: how many articles each city has and each day of a year, and what a city speaks of. A list with pictures; numbers only,
//! the pictures are the drawing room's.

use std::collections::BTreeMap;

use super::walk::Way;
use super::{Action, App, Effect, Key, Leaf, LeafKind};
use crate::corpus::{ArticleId, Corpus};
use crate::search::{self, Words};

/// Words told of a city.
const WORDS: usize = 10;

/// A day of a year.
pub type MonthDay = (u8, u8);

/// What the overview shows, and the city and the day selected in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Years of which there are pages, oldest first; `None` is 年份不明.
    years: Vec<Option<i16>>,
    year: usize,
    /// Cities by their place in the outline, with their articles; most articles first.
    cities: Vec<(u32, u32)>,
    city: usize,
    /// Articles of each day of the year that has any, in order.
    days: Vec<(MonthDay, u32)>,
    day: usize,
    /// What the selected city speaks of more than others; empty until words are cut.
    words: Vec<String>,
    /// The day was moved last, not the city.
    by_day: bool,
}

impl Overview {
    /// Of a corpus, opened on an article. O(days).
    pub(super) fn of(corpus: &Corpus, here: Option<ArticleId>) -> Self {
        let outline = corpus.outline();
        let mut years: Vec<Option<i16>> =
            outline.cities.iter().flat_map(|c| &c.dates).filter_map(|d| d.published.day).map(|day| day.year).collect();
        years.sort_unstable();
        years.dedup();
        let mut cities: Vec<(u32, u32)> = (0..).zip(&outline.cities).map(|(i, city)| (i, city.count)).collect();
        cities.sort_by_key(|(i, count)| (std::cmp::Reverse(*count), *i));
        let mut made = Self { years, year: 0, cities, city: 0, days: Vec::new(), day: 0, words: Vec::new(), by_day: false };
        let place = here.and_then(|id| outline.place_of(id));
        let day = place.and_then(|(c, d)| outline.cities[c].dates[d].published.day);
        made.city = place.and_then(|(c, _)| made.cities.iter().position(|(i, _)| *i as usize == c)).unwrap_or(0);
        let newest = made.years.len().saturating_sub(1);
        made.year = day.and_then(|day| made.years.iter().position(|year| *year == day.year)).unwrap_or(newest);
        made.count(corpus);
        made.day = match day {
            Some(day) => made.days.partition_point(|(other, _)| *other < (day.month, day.day)),
            None => made.days.len(),
        };
        made.day = made.day.min(made.days.len().saturating_sub(1));
        made
    }

    /// The same of a corpus that has taken the place of the one `before`: year, day and city are found again by name. O(days).
    pub(super) fn renewed(&self, before: &Corpus, corpus: &Corpus) -> Self {
        let name = |corpus: &Corpus, place: u32| corpus.outline().cities.get(place as usize).map(|city| city.name.clone());
        let mut made = Self::of(corpus, None);
        let here = self.city_place().and_then(|place| name(before, place));
        if let Some(at) = made.cities.iter().position(|(place, _)| here.is_some() && name(corpus, *place) == here) {
            made.city = at;
            // They are told anew when they are cut; until then these are nearest to the truth.
            made.words.clone_from(&self.words);
        }
        if let Some(at) = self.year().and_then(|year| made.years.iter().position(|other| *other == year)) {
            made.year = at;
            made.count(corpus);
        }
        if let Some((day, _)) = self.day() {
            made.day = made.days.partition_point(|(other, _)| *other < day).min(made.days.len().saturating_sub(1));
        }
        made.by_day = self.by_day;
        made
    }

    fn count(&mut self, corpus: &Corpus) {
        let year = self.years.get(self.year).copied();
        let mut counted: BTreeMap<MonthDay, u32> = BTreeMap::new();
        for date in corpus.outline().cities.iter().flat_map(|city| &city.dates) {
            if let Some(day) = date.published.day.filter(|day| Some(day.year) == year) {
                *counted.entry((day.month, day.day)).or_default() += date.count;
            }
        }
        self.days = counted.into_iter().collect();
        self.day = self.day.min(self.days.len().saturating_sub(1));
    }

    fn tell(&mut self, corpus: &Corpus, words: Option<&Words>) {
        let city = self.city_place().and_then(|c| corpus.outline().cities.get(c as usize));
        self.words = match (city, words) {
            (Some(city), Some(words)) => search::peculiar(corpus, words, city.first, city.count, WORDS),
            _ => Vec::new(),
        };
    }

    /// The year shown; the inner `None` is 年份不明, the outer one a corpus without days.
    pub fn year(&self) -> Option<Option<i16>> {
        self.years.get(self.year).copied()
    }

    /// The years before and after it.
    pub fn neighbours(&self) -> (Option<Option<i16>>, Option<Option<i16>>) {
        (self.year.checked_sub(1).and_then(|at| self.years.get(at).copied()), self.years.get(self.year + 1).copied())
    }

    /// Cities by their place in the outline, with their articles; most articles first.
    pub fn cities(&self) -> &[(u32, u32)] {
        &self.cities
    }

    /// Which of [`Self::cities`] is selected.
    pub fn city(&self) -> usize {
        self.city
    }

    /// The selected city's place in the outline.
    pub fn city_place(&self) -> Option<u32> {
        self.cities.get(self.city).map(|(place, _)| *place)
    }

    /// Articles of each day of the year that has any, in order.
    pub fn days(&self) -> &[(MonthDay, u32)] {
        &self.days
    }

    /// The selected day, with its articles.
    pub fn day(&self) -> Option<(MonthDay, u32)> {
        self.days.get(self.day).copied()
    }

    /// What the selected city speaks of more than others.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// What Enter leads to: the selected day, in the selected city if that has pages of it; where the city was moved last, the city.
    fn goal(&self, corpus: &Corpus) -> Option<ArticleId> {
        let outline = corpus.outline();
        let city = self.city_place().and_then(|c| outline.cities.get(c as usize))?;
        let year = self.year().flatten();
        let day = self.day().filter(|_| self.by_day).map(|(day, _)| day);
        let on = |city: &crate::corpus::CityNode| {
            let is_it = |date: &&crate::corpus::DateNode| {
                date.published.day.is_some_and(|other| other.year == year && Some((other.month, other.day)) == day)
            };
            city.dates.iter().find(is_it).map(|date| date.first)
        };
        match day {
            Some(_) => on(city).or_else(|| outline.cities.iter().find_map(on)),
            None => Some(city.first),
        }
    }
}

/// Days since the Monday before (0–6), by Sakamoto's rule.
pub fn weekday(year: i16, month: u8, day: u8) -> u8 {
    const SHIFT: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = i32::from(year) - i32::from(month < 3);
    let shift = SHIFT[usize::from(month.clamp(1, 12)) - 1];
    // Sunday is 0 in the rule.
    (year + year / 4 - year / 100 + year / 400 + shift + i32::from(day) + 6).rem_euclid(7) as u8
}

impl App {
    /// `i`: opens the overview on the article that is read.
    pub(super) fn open_overview(&mut self) {
        let mut leaf = Leaf::new(LeafKind::Overview);
        leaf.overview = Some(Overview::of(&self.corpus, self.article));
        self.leaf = Some(leaf);
        self.tell_overview();
    }

    /// What the overview of the open page shows, where that is the overview.
    pub fn overview(&self) -> Option<&Overview> {
        self.leaf.as_ref()?.overview.as_ref()
    }

    /// The words of the selected city anew: it is another, or the words have come.
    pub(super) fn tell_overview(&mut self) {
        let (corpus, words) = (self.corpus.clone(), self.words.clone());
        if let Some(overview) = self.leaf.as_mut().and_then(|leaf| leaf.overview.as_mut()) {
            overview.tell(&corpus, words.as_deref());
        }
    }

    pub(super) fn key_in_overview(&mut self, key: Key) -> Option<Effect> {
        let page = self.leaf_rows() as isize;
        let corpus = self.corpus.clone();
        let meant = self.action_of(key);
        let overview = self.leaf.as_mut()?.overview.as_mut()?;
        let by = |from: usize, by: isize, of: usize| from.saturating_add_signed(by).min(of.saturating_sub(1));
        let cities = |overview: &mut Overview, steps: isize| {
            overview.city = by(overview.city, steps, overview.cities.len());
            overview.by_day = false;
        };
        let days = |overview: &mut Overview, steps: isize| {
            overview.day = by(overview.day, steps, overview.days.len());
            overview.by_day = true;
        };
        match meant {
            Some(Action::LineDown) => cities(overview, 1),
            Some(Action::LineUp) => cities(overview, -1),
            Some(Action::HalfDown | Action::PageDown) => cities(overview, page / 2),
            Some(Action::HalfUp | Action::PageUp) => cities(overview, -page / 2),
            Some(Action::Top) => cities(overview, isize::MIN / 2),
            Some(Action::Bottom) => cities(overview, isize::MAX / 2),
            Some(Action::Fold) => days(overview, -1),
            Some(Action::Open) if key != Key::Enter => days(overview, 1),
            Some(Action::CityPrev | Action::CityNext) => {
                let way = if meant == Some(Action::CityPrev) { Way::Back } else { Way::On };
                let year = match way {
                    Way::Back => overview.year.saturating_sub(1),
                    Way::On => by(overview.year, 1, overview.years.len()),
                };
                if year != overview.year {
                    overview.year = year;
                    overview.count(&corpus);
                }
            }
            Some(Action::Open) => {
                let goal = overview.goal(&corpus);
                self.leaf = None;
                if let Some(id) = goal {
                    if self.finder.is_some() && self.view().hit(id).is_none() {
                        self.put_search_away();
                    }
                    self.go(id);
                }
                return None;
            }
            Some(Action::Search) => {
                self.leaf = None;
                self.open_search();
                return None;
            }
            Some(Action::Overview | Action::Close | Action::Back) => self.leaf = None,
            Some(Action::Quit) if key == Key::Ctrl('c') => return Some(Effect::Quit),
            Some(Action::Quit) => self.leaf = None,
            Some(Action::Redraw) => return Some(Effect::Redraw),
            Some(Action::Theme | Action::Language) => return self.act(meant?, false),
            _ => {}
        }
        self.tell_overview();
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        for (year, month, day, expected) in
            [(2020, 2, 26, 2), (2000, 1, 1, 5), (2024, 2, 29, 3), (1949, 10, 1, 5), (2026, 11, 22, 6)]
        {
            assert_eq!(weekday(year, month, day), expected, "{year}-{month}-{day}");
        }
    }
}
