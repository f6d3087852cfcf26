//! China's provinces, prefectures and counties: codes, names old and new, pinyin, coordinates; and the longest name at a point of a text.
//!
//! A table only. Whether a name in a text means the place (公安县 or 公安局), and which of four 鼓楼区 it is, is decided by import.
//! The table is in `assets/gazetteer`, made by `build.py` there from MIT-licensed sources.

mod names;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

pub use names::{Name, NameKind};

/// Number of a place in the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(u16);

/// How high a place stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 省, 自治区.
    Province,
    /// What a reader calls the city of a paper: 地级市, 自治州, 盟, 地区, 直辖市, 香港, 澳门, and county-level cities run by their province.
    City,
    /// 县, 区, 县级市, 旗.
    County,
}

/// One place.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Code of GB/T 2260: 210700.
    pub code: u32,
    /// Full name: 锦州市, 三江侗族自治县.
    pub name: &'static str,
    /// Name without its class and peoples: 锦州, 三江.
    pub short: &'static str,
    /// Pinyin of the short form, without tones and spaces: `jinzhou`.
    pub pinyin: &'static str,
    /// Longitude and latitude in degrees, where known.
    pub at: Option<(f32, f32)>,
    /// How high it stands.
    pub level: Level,
    pub(crate) flags: &'static str,
}

impl Place {
    /// The name papers use for a county: 三江县 for 三江侗族自治县, else the full name.
    pub fn common(&self) -> String {
        match self.name.strip_suffix("自治县").map(|_| '县').or(self.name.strip_suffix("自治旗").map(|_| '旗')) {
            Some(class) => format!("{}{class}", self.short),
            None => self.name.to_owned(),
        }
    }
}

/// All places and all their names.
#[derive(Debug)]
pub struct Gazetteer {
    places: Vec<Place>,
    by_code: FxHashMap<u32, PlaceId>,
    by_city: FxHashMap<&'static str, PlaceId>,
    names: names::Names,
}

impl Gazetteer {
    /// The gazetteer; built on the first call (a few milliseconds).
    pub fn get() -> &'static Self {
        static ALL: OnceLock<Gazetteer> = OnceLock::new();
        ALL.get_or_init(Self::build)
    }

    fn build() -> Self {
        let places: Vec<Place> = include_str!("../../assets/gazetteer/places.tsv").lines().filter_map(read).collect();
        let ids = || (0..places.len() as u16).map(PlaceId);
        let by_code = places.iter().zip(ids()).map(|(place, id)| (place.code, id)).collect();
        let cities = places.iter().zip(ids()).filter(|(place, _)| place.level == Level::City);
        // 吉林 and 海南 are cities here and provinces elsewhere; the first of two equal names stays.
        let mut by_city = FxHashMap::default();
        for (place, id) in cities {
            by_city.entry(place.short).or_insert(id);
        }
        let names = names::Names::build(&places, &by_code);
        Self { places, by_code, by_city, names }
    }

    /// One place.
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[id.0 as usize]
    }

    /// The place with a code of GB/T 2260.
    pub fn by_code(&self, code: u32) -> Option<PlaceId> {
        self.by_code.get(&code).copied()
    }

    /// The city a place lies in: 凌海市 → 锦州, 锦州 → 锦州, 浦东新区 → 上海; `None` for a province.
    pub fn city_of(&self, id: PlaceId) -> Option<PlaceId> {
        let place = self.place(id);
        match place.level {
            Level::Province => None,
            Level::City => Some(id),
            Level::County => {
                let city = self.by_code(place.code / 100 * 100).or_else(|| self.by_code(place.code / 10000 * 10000))?;
                (self.place(city).level == Level::City).then_some(city)
            }
        }
    }

    /// Whether two places lie in one province.
    pub fn same_province(&self, a: PlaceId, b: PlaceId) -> bool {
        self.place(a).code / 10000 == self.place(b).code / 10000
    }

    /// A city by its name with or without its class (锦州, 锦州市, 恩施州).
    pub fn city(&self, name: &str) -> Option<PlaceId> {
        let name = name.trim();
        if let Some(id) = self.by_city.get(name) {
            return Some(*id);
        }
        let found = self.names.longest(name).filter(|found| found.text.len() == name.len())?;
        found.places.iter().find_map(|id| (self.place(*id).level == Level::City).then_some(*id))
    }

    /// All places, in the order of their codes.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Names of all cities, without their class, in the order of their codes.
    pub fn cities(&self) -> impl Iterator<Item = &'static str> {
        self.places.iter().filter(|place| place.level == Level::City).map(|place| place.short)
    }

    /// Pinyin of a city name, for sorting and for search: 朝阳 → `chaoyang`.
    pub fn pinyin(&self, city: &str) -> Option<&'static str> {
        self.city(city).map(|id| self.place(id).pinyin)
    }

    /// The longest name with which a text begins. O(1): one look-up by its first two characters.
    pub fn longest(&self, text: &str) -> Option<&Name> {
        self.names.longest(text)
    }
}

fn read(line: &'static str) -> Option<Place> {
    let mut columns = line.split('\t');
    let code: u32 = columns.next()?.parse().ok()?;
    let name = columns.next()?;
    let pinyin = columns.next()?;
    let lon = columns.next().and_then(|c| c.parse().ok());
    let lat = columns.next().and_then(|c| c.parse().ok());
    let flags = columns.next().unwrap_or("");
    let short = columns.next().unwrap_or_else(|| {
        let class = if name.ends_with("地区") { 2 } else { 1 };
        name.char_indices().rev().nth(class - 1).and_then(|(at, _)| name.get(..at)).unwrap_or(name)
    });
    Some(Place { code, name, short, pinyin, at: lon.zip(lat), level: level(code), flags })
}

fn level(code: u32) -> Level {
    let (province, city, county) = (code / 10000, code / 100 % 100, code % 100);
    match (province, city, county) {
        (11 | 12 | 31 | 50 | 81 | 82, 0, 0) => Level::City,
        (_, 0, 0) => Level::Province,
        (_, _, 0) => Level::City,
        // Run by the province itself: 济源, 仙桃, 五指山, 石河子.
        (41 | 42 | 46 | 65, 90, _) => Level::City,
        _ => Level::County,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn city_of(name: &str) -> &'static str {
        let all = Gazetteer::get();
        let found = all.longest(name).unwrap_or_else(|| panic!("{name} is known"));
        assert_eq!(found.text, name, "the whole name is found");
        all.city_of(found.places[0]).map_or("", |id| all.place(id).short)
    }

    #[test]
    fn a_county_lies_in_its_city() {
        for (county, city) in [
            ("凌海市", "锦州"),
            ("义县", "锦州"),
            ("浦东新区", "上海"),
            ("云阳县", "重庆"),
            ("三江侗族自治县", "柳州"),
            ("三江县", "柳州"),
            ("喀左", "朝阳"),
            ("阿鲁科尔沁旗", "赤峰"),
            ("石河子市", "石河子"),
            ("仙桃", "仙桃"),
            ("延边州", "延边"),
            ("恩施土家族苗族自治州", "恩施"),
            ("锡林郭勒盟", "锡林郭勒"),
            ("大兴安岭地区", "大兴安岭"),
            ("香港", "香港"),
            ("高雄市", "高雄"),
        ] {
            assert_eq!(city_of(county), city, "{county}");
        }
    }

    #[test]
    fn former_names_and_former_classes_are_known() {
        for (former, city) in [
            ("北宁市", "锦州"),
            ("铁法市", "铁岭"),
            ("襄樊市", "襄阳"),
            ("思茅", "普洱"),
            ("徽州地区", "黄山"),
            ("通什市", "五指山"),
            ("宣武区", "北京"),
            ("柳江县", "柳州"),
            ("大丰市", "盐城"),
            ("龙海区", "漳州"),
            ("盐都县", "盐城"),
            ("忻州地区", "忻州"),
        ] {
            assert_eq!(city_of(former), city, "{former}");
        }
    }

    #[test]
    fn the_longest_name_wins_and_masks_are_no_places() {
        let all = Gazetteer::get();
        assert_eq!(all.longest("岳阳楼区段").map(|n| n.text.as_ref()), Some("岳阳楼区"));
        assert_eq!(all.longest("天津市和平区").map(|n| n.text.as_ref()), Some("天津市"));
        assert_eq!(all.longest("三明治").map(|n| n.kind), Some(NameKind::Mask));
        assert_eq!(all.longest("孙中山").map(|n| n.kind), Some(NameKind::Mask));
        assert!(all.longest("一二三").is_none());
    }

    #[test]
    fn codes_are_unique_and_cities_have_pinyin() {
        let all = Gazetteer::get();
        assert_eq!(all.by_code.len(), all.places.len(), "no code twice");
        assert!(all.places.len() > 3200);
        assert!(all.places.iter().all(|p| !p.pinyin.is_empty() && p.pinyin.bytes().all(|b| b.is_ascii_lowercase())));
        assert_eq!(all.pinyin("朝阳"), Some("chaoyang"));
        assert_eq!(all.pinyin("重庆市"), Some("chongqing"));
        assert_eq!(all.pinyin("没有这个地方"), None);
    }

    #[test]
    fn papers_shorten_autonomous_counties() {
        let all = Gazetteer::get();
        let common = |name: &str| all.place(all.longest(name).unwrap().places[0]).common();
        assert_eq!(common("三江侗族自治县"), "三江县");
        assert_eq!(common("喀喇沁左翼蒙古族自治县"), "喀左县");
        assert_eq!(common("凌海市"), "凌海市");
    }
}
