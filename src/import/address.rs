//! The place a field or a reader states: 辽宁省锦州市凌河区 is 锦州 and its 凌河区, 凌海市 is 锦州 and its 凌海市.
//!
//! Only what is stated as a place comes here; names in running text are weighed in [`super::places`].

use crate::corpus::gazetteer::{Gazetteer, Level, Name, NameKind, PlaceId};

/// A stated place as the corpus names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// City without its class: 锦州, 柳州, 延边. What the gazetteer does not know stands as it was given.
    pub city: String,
    /// County in the form papers use, where one is stated: 凌海市, 三江县.
    pub county: Option<String>,
}

/// Characters a place may have; longer is no name.
const LONGEST: usize = 24;

impl Address {
    /// What the first line of a value states. `None` where it is blank or too long to be a place.
    pub fn of(value: &str) -> Option<Self> {
        let line = value.lines().next().unwrap_or_default().trim();
        let all = Gazetteer::get();
        if let Some(known) = known(below_province(line)) {
            return Some(known);
        }
        // 新区, Tokyo: not in the gazetteer. Its first word is taken, without 市.
        let rest = line.split_once('省').map_or(line, |(_, rest)| if rest.trim().is_empty() { line } else { rest.trim() });
        let word = rest.split(['市', '/', ',', '，', ' ', '-', '·']).next().unwrap_or_default().trim();
        let word = if word.is_empty() { rest } else { word };
        let city = all.city(word).map_or(word, |id| all.place(id).short);
        (1..=LONGEST).contains(&city.chars().count()).then(|| Self { city: city.to_owned(), county: None })
    }
}

/// A city as the corpus names it: without its class, and without province and county, where the gazetteer knows it; else as given.
pub fn city_name(given: &str) -> String {
    let given = given.trim();
    let bare = || given.strip_suffix('市').filter(|rest| rest.chars().count() > 1).unwrap_or(given).to_owned();
    known(below_province(given)).map_or_else(bare, |known| known.city)
}

/// What stands behind the name of a province: 柳州市 of 广西壮族自治区柳州市. A value that is nothing but one stays.
fn below_province(value: &str) -> &str {
    let province = Gazetteer::get().longest(value).filter(|name| name.kind == NameKind::Province);
    let rest = province.and_then(|name| value.get(name.text.len()..)).map(|rest| rest.trim_start_matches(parts));
    rest.filter(|rest| !rest.is_empty()).unwrap_or(value)
}

/// What parts one name from the next: 锦州 / 义县.
fn parts(c: char) -> bool {
    c.is_whitespace() || matches!(c, '/' | '／' | ',' | '，' | '、' | '-' | '—' | '·' | '|' | '>')
}

/// City and county with which a value begins.
fn known(value: &str) -> Option<Address> {
    let all = Gazetteer::get();
    let (first, rest) = name_at(value)?;
    let address = |city: PlaceId, county: Option<PlaceId>| Address {
        city: all.place(city).short.to_owned(),
        county: county.map(|id| all.place(id).common()),
    };
    let behind = rest.trim_start_matches(parts);
    if let Some(city) = all.city(&first.text) {
        let below = name_at(behind).and_then(|(name, _)| {
            name.places.iter().copied().find(|id| all.place(*id).level == Level::County && all.city_of(*id) == Some(city))
        });
        // 长春花园 is no 长春.
        let whole = rest.is_empty() || rest.starts_with(parts) || below.is_some() || first.kind == NameKind::Full;
        return whole.then(|| address(city, below));
    }
    // A county lies in its city, where no other has its name: 凌海市, but not 鼓楼区.
    let [county] = first.places.as_slice() else { return None };
    let whole = rest.is_empty() || rest.starts_with(parts) || first.kind == NameKind::Full;
    all.city_of(*county).filter(|_| whole).map(|city| address(city, Some(*county)))
}

/// The name of a city or county with which a value begins, and what stands behind it.
fn name_at(value: &str) -> Option<(&'static Name, &str)> {
    let name = Gazetteer::get().longest(value).filter(|name| !matches!(name.kind, NameKind::Mask | NameKind::Province))?;
    Some((name, value.get(name.text.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Option<(String, String)> {
        Address::of(value).map(|place| (place.city, place.county.unwrap_or_default()))
    }

    #[test]
    fn a_stated_place_is_a_city_and_perhaps_a_county() {
        for (value, city, county) in [
            ("锦州", "锦州", ""),
            ("锦州市", "锦州", ""),
            ("辽宁省锦州市凌河区", "锦州", "凌河区"),
            ("锦州 / 义县", "锦州", "义县"),
            ("辽宁锦州", "锦州", ""),
            ("广西壮族自治区柳州市", "柳州", ""),
            ("内蒙古自治区呼和浩特市", "呼和浩特", ""),
            ("凌海市", "锦州", "凌海市"),
            ("津市市", "常德", "津市市"),
            ("广西柳州市三江侗族自治县", "柳州", "三江县"),
            ("上海市浦东新区", "上海", "浦东新区"),
            ("吉林", "吉林", ""),
            ("吉林省吉林市", "吉林", ""),
            ("吉林省长春市", "长春", ""),
            ("延边朝鲜族自治州", "延边", ""),
            ("朝阳", "朝阳", ""),
            ("北京市朝阳区", "北京", "朝阳区"),
            ("仙桃市", "仙桃", ""),
            ("香港", "香港", ""),
        ] {
            assert_eq!(read(value), Some((city.to_owned(), county.to_owned())), "{value}");
        }
    }

    #[test]
    fn what_the_gazetteer_does_not_know_stands_as_it_was_given() {
        for (value, city) in
            [("辽宁省", "辽宁省"), ("鼓楼区", "鼓楼区"), ("长春花园", "长春花园"), ("Tokyo", "Tokyo"), ("某某市", "某某")]
        {
            assert_eq!(read(value), Some((city.to_owned(), String::new())), "{value}");
        }
        assert_eq!(read("  "), None);
        assert_eq!(read(&"很长的一段话".repeat(10)), None);
        assert_eq!(
            (city_name("凌海市"), city_name("辽宁省锦州市"), city_name("某某市")),
            ("锦州".into(), "锦州".into(), "某某".into())
        );
    }
}
