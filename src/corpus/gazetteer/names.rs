//! All names of all places in one table, asked by their first two characters.
//!
//! Besides full and short forms: former names, former classes (柳江县 of today's 柳江区), the everyday forms of autonomous places
//! (三江县, 延边州), and words that hold a place name and are none (三明治).

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{Level, Place, PlaceId};

/// How much a name says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// With its class: 凌海市, 白塔区, 三江县, 延边州.
    Full,
    /// Without its class, and nobody's word: 锦州, 凌海.
    Short,
    /// A former name: 襄樊, 北宁市.
    Former,
    /// Without its class, and an ordinary word or another name as well: 公安, 平和, 朝阳. Needs support.
    Soft,
    /// A district without 区: 白塔. Counts only right behind its city or before an office of the district.
    Bare,
    /// A province: 辽宁, 辽宁省. It says nothing of the city.
    Province,
    /// An ordinary word that holds a place name.
    Mask,
}

/// A name and the places it may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As it is written.
    pub text: Cow<'static, str>,
    /// How much it says.
    pub kind: NameKind,
    /// The places, more than one where the name is ambiguous (鼓楼区); none for a mask.
    pub places: Vec<PlaceId>,
    /// Its characters easily belong to the words around it (网|上思|政): look up the word boundary.
    pub runs_on: bool,
}

/// All names, grouped by their first two characters, longest first.
#[derive(Debug)]
pub(super) struct Names {
    all: Vec<Name>,
    groups: FxHashMap<(char, char), (u32, u32)>,
    /// A bit for each pair of characters that may begin a name: at most points of a text none does, and that is all there is to know.
    openings: Box<[u64; OPENINGS / 64]>,
}

/// Bits for the beginnings of names; there are about 3,500 beginnings.
const OPENINGS: usize = 1 << 16;

/// The word and the bit of a beginning.
fn opening((first, second): (char, char)) -> (usize, u64) {
    let bit = u32::from(first).wrapping_mul(0x9e35) ^ u32::from(second).wrapping_mul(0x25d3);
    let bit = (bit ^ bit >> 16) as usize % OPENINGS;
    (bit / 64, 1 << (bit % 64))
}

impl Names {
    pub(super) fn longest(&self, text: &str) -> Option<&Name> {
        let mut chars = text.chars();
        let key = (chars.next()?, chars.next()?);
        let (word, bit) = opening(key);
        if self.openings[word] & bit == 0 {
            return None;
        }
        let (from, to) = *self.groups.get(&key)?;
        self.all.get(from as usize..to as usize)?.iter().find(|name| text.starts_with(name.text.as_ref()))
    }

    pub(super) fn build(places: &[Place], by_code: &FxHashMap<u32, PlaceId>) -> Self {
        let mut all = Builder::default();
        for (place, id) in places.iter().zip((0..).map(PlaceId)) {
            all.add_current(place, id);
        }
        for line in include_str!("../../../assets/gazetteer/former.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(name), Some(code)) = (columns.next(), columns.next()) else { continue };
            let Some(id) = code.parse().ok().and_then(|code: u32| by_code.get(&code)) else { continue };
            let soft = columns.next() == Some("~");
            let kind = if soft { NameKind::Soft } else { NameKind::Former };
            all.add(Cow::Borrowed(name), kind, *id, soft);
        }
        let stems = stems(places);
        for (place, id) in places.iter().zip((0..).map(PlaceId)) {
            all.add_former_classes(place, id, &stems);
        }
        for word in include_str!("../../../assets/gazetteer/masks.txt").lines() {
            let mask = Name { text: Cow::Borrowed(word), kind: NameKind::Mask, places: Vec::new(), runs_on: false };
            all.0.entry(Cow::Borrowed(word)).or_insert(mask);
        }
        all.finish()
    }
}

/// How many county-level places share a short form.
fn stems(places: &[Place]) -> FxHashMap<&'static str, u32> {
    let mut stems = FxHashMap::default();
    for place in places {
        *stems.entry(place.short).or_default() += 1;
    }
    stems
}

#[derive(Default)]
struct Builder(FxHashMap<Cow<'static, str>, Name>);

impl Builder {
    fn add(&mut self, text: Cow<'static, str>, kind: NameKind, id: PlaceId, runs_on: bool) {
        if text.chars().count() < 2 {
            return;
        }
        let name = self.0.entry(text.clone()).or_insert_with(|| Name { text, kind, places: Vec::new(), runs_on });
        // The plainer form of a name decides: a full name is not doubted because it is elsewhere a short one.
        if kind < name.kind {
            (name.kind, name.places, name.runs_on) = (kind, Vec::new(), runs_on);
        }
        if kind == name.kind && !name.places.contains(&id) {
            name.places.push(id);
        }
    }

    fn add_if_new(&mut self, text: String, kind: NameKind, id: PlaceId, runs_on: bool) {
        if !self.0.contains_key(text.as_str()) {
            self.add(Cow::Owned(text), kind, id, runs_on);
        }
    }

    /// The names a place has today.
    fn add_current(&mut self, place: &Place, id: PlaceId) {
        let edge = place.flags.contains('b');
        if place.level == Level::Province {
            self.add(Cow::Borrowed(place.name), NameKind::Province, id, false);
            self.add(Cow::Borrowed(place.short), NameKind::Province, id, false);
            return;
        }
        let soft = place.flags.contains('~');
        let silent = place.flags.contains('-');
        let two = place.name.chars().count() == 2;
        // 城区, 郊区, 矿区 are words; the districts so called are meant behind the name of their city only.
        let full = if two && place.name.ends_with('区') { NameKind::Bare } else { NameKind::Full };
        self.add(Cow::Borrowed(place.name), full, id, edge && (two || soft || silent));
        let kind = match (soft, silent) {
            (_, true) if place.name.ends_with('区') => Some(NameKind::Bare),
            (_, true) => None,
            (true, _) => Some(NameKind::Soft),
            _ => Some(NameKind::Short),
        };
        if let Some(kind) = kind {
            self.add(Cow::Borrowed(place.short), kind, id, edge);
        }
        // 河南县 in Qinghai would be found in every 河南县级.
        if place.name.contains("自治") && !matches!(place.short, "河南" | "海南") {
            let class = place.name.chars().last().unwrap_or('县');
            self.add(Cow::Owned(format!("{}{class}", place.short)), NameKind::Full, id, false);
        }
    }

    /// Classes a place had once or has since: 县 ⇄ 市 ⇄ 区, 地区 ⇄ 市.
    fn add_former_classes(&mut self, place: &Place, id: PlaceId, stems: &FxHashMap<&'static str, u32>) {
        let short = place.short;
        let alone = stems.get(short) == Some(&1);
        let district = place.name.ends_with('区') && place.level == Level::County;
        let soft = place.flags.contains('~');
        match place.level {
            Level::City if !place.flags.contains('-') => {
                for class in ["市", "地区", "盟"] {
                    self.add_if_new(format!("{short}{class}"), NameKind::Full, id, soft);
                }
            }
            Level::County if alone && short.chars().count() > 1 => {
                // 公安市, 资源区 and the like would be found in 资源市场 and 资源区域.
                let classes: &[&str] = match (district, soft) {
                    (true, _) => &["县", "市"],
                    (false, true) => &["县"],
                    (false, false) => &["县", "市", "区"],
                };
                for class in classes {
                    self.add_if_new(format!("{short}{class}"), NameKind::Full, id, soft || district);
                }
            }
            _ => {}
        }
    }

    fn finish(self) -> Names {
        let mut names: Vec<Name> = self.0.into_values().collect();
        let key = |name: &Name| {
            let mut chars = name.text.chars();
            (chars.next().unwrap_or(' '), chars.next().unwrap_or(' '))
        };
        names.sort_by(|a, b| key(a).cmp(&key(b)).then(b.text.len().cmp(&a.text.len())).then(a.text.cmp(&b.text)));
        let mut groups = FxHashMap::default();
        for (i, name) in names.iter().enumerate() {
            let at = i as u32;
            groups.entry(key(name)).and_modify(|(_, to)| *to = at + 1).or_insert((at, at + 1));
        }
        let mut openings = Box::new([0; OPENINGS / 64]);
        for (word, bit) in groups.keys().map(|key| opening(*key)) {
            openings[word] |= bit;
        }
        Names { all: names, groups, openings }
    }
}
