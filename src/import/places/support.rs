//! What a page as a whole says of its city: votes of unambiguous names, the masthead, the stated city.
//!
//! Ambiguous names (鼓楼区, 朝阳) and names that are ordinary words (公安, 平和) are read by this light.

use rustc_hash::{FxHashMap, FxHashSet};

use super::mention::Mention;
use crate::corpus::gazetteer::{Gazetteer, Level, NameKind, PlaceId};

/// Votes for cities, provinces and counties.
#[derive(Debug, Clone, Default)]
pub(super) struct Support {
    cities: FxHashMap<PlaceId, f32>,
    provinces: FxHashMap<u32, f32>,
    /// Counties named in full.
    named: FxHashSet<PlaceId>,
}

impl Support {
    /// Takes in one name, if it means one place only. `weight` is that of its position.
    pub(super) fn take(&mut self, mention: &Mention, weight: f32) {
        let all = Gazetteer::get();
        let [place] = mention.name.places.as_slice() else { return };
        match mention.name.kind {
            NameKind::Province => *self.provinces.entry(all.place(*place).code / 10000).or_default() += weight,
            NameKind::Full | NameKind::Short | NameKind::Former => {
                if mention.name.kind != NameKind::Short && all.place(*place).level == Level::County {
                    self.named.insert(*place);
                }
                self.add(*place, weight * mention.force);
            }
            NameKind::Soft | NameKind::Bare | NameKind::Mask => {}
        }
    }

    /// Adds a vote for the city a place lies in.
    pub(super) fn add(&mut self, place: PlaceId, weight: f32) {
        let all = Gazetteer::get();
        if let Some(city) = all.city_of(place) {
            *self.cities.entry(city).or_default() += weight;
            *self.provinces.entry(all.place(city).code / 10000).or_default() += weight / 2.0;
        }
    }

    /// Adds another's votes, scaled so that no single article outvotes the page.
    pub(super) fn absorb(&mut self, other: &Self) {
        let total: f32 = other.cities.values().sum();
        let scale = if total > 1.0 { 1.0 / total } else { 1.0 };
        for (city, votes) in &other.cities {
            *self.cities.entry(*city).or_default() += votes * scale;
        }
        for (province, votes) in &other.provinces {
            *self.provinces.entry(*province).or_default() += votes * scale;
        }
        self.named.extend(&other.named);
    }

    /// Votes for the city of a place.
    pub(super) fn of(&self, place: PlaceId) -> f32 {
        Gazetteer::get().city_of(place).and_then(|city| self.cities.get(&city)).copied().unwrap_or(0.0)
    }

    fn of_province(&self, place: PlaceId) -> f32 {
        self.provinces.get(&(Gazetteer::get().place(place).code / 10000)).copied().unwrap_or(0.0)
    }

    /// Share of all votes that a city has, 0–1.
    pub(super) fn share(&self, city: PlaceId) -> f32 {
        let total: f32 = self.cities.values().sum();
        if total > 0.0 { self.cities.get(&city).copied().unwrap_or(0.0) / total } else { 0.0 }
    }

    /// The city with most votes; of equal ones the one with the smaller code.
    pub(super) fn top(&self) -> Option<(PlaceId, f32)> {
        let order = |a: &(&PlaceId, &f32), b: &(&PlaceId, &f32)| a.1.total_cmp(b.1).then(b.0.cmp(a.0));
        self.cities.iter().max_by(order).map(|(city, votes)| (*city, *votes))
    }

    /// The one place a name means here, if the light suffices. `near` is the place named right before it.
    pub(super) fn resolve(&self, article: &Self, mention: &Mention, near: Option<PlaceId>) -> Option<PlaceId> {
        let all = Gazetteer::get();
        let name = mention.name;
        // 沈阳市和平区, 辽阳白塔: the city right before it decides.
        if let Some(near) = near.filter(|_| mention.follows_name) {
            let inside = |place: &&PlaceId| {
                all.city_of(**place) == Some(near)
                    || (all.place(near).level == Level::Province && all.same_province(**place, near))
            };
            if let Some(place) = name.places.iter().find(inside) {
                return Some(*place);
            }
        }
        let light = |place: PlaceId| 2.0 * article.of(place) + self.of(place);
        let best = name.places.iter().copied().max_by(|a, b| {
            let key = |p: PlaceId| light(p) + 0.01 * self.of_province(p);
            key(*a).total_cmp(&key(*b)).then(b.cmp(a))
        })?;
        let shown = self.named.contains(&best) || article.named.contains(&best);
        match name.kind {
            NameKind::Mask | NameKind::Province => None,
            NameKind::Bare => (mention.before_office && shown && light(best) > 0.5).then_some(best),
            NameKind::Soft => (shown || light(best) >= 0.3).then_some(best),
            NameKind::Full | NameKind::Short | NameKind::Former => {
                (name.places.len() == 1 || light(best) > 0.0 || self.of_province(best) > 0.3).then_some(best)
            }
        }
    }
}
