//! City and county of every article of a page, from its own text, its page and what is stated about it.
//!
//! Names vote by where they stand (headline, opening, rest) and by the words around them; a county votes for its city. The page's own
//! city counts as one more voice; an article that names no place takes it and says so ([`PlaceSource::Page`]).

mod mention;
mod support;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use self::mention::{Mention, mentions};
use self::support::Support;
use super::metadata::Hints;
use crate::corpus::gazetteer::{Gazetteer, Level, NameKind, PlaceId};
use crate::corpus::{Article, CityName, Draft, Evidence, Field, PlaceSource, Role};

/// A name in an article with the weight of its position.
struct Voice {
    mention: Mention,
    weight: f32,
    /// Position makes it the subject: headline group, dateline, lead, opening words.
    prominent: bool,
    dateline: bool,
}

/// Fills `city`, `county` and `place_source` of a page's articles and the page's evidence, from their parts and from the header lines. O(text).
pub fn locate(draft: &mut Draft, hints: &Hints) {
    let head = furniture(draft, hints);
    let evidence = locate_together(&mut draft.articles, hints, &head);
    draft.page.evidence.extend(evidence);
}

/// Places articles that share a page. `head` are the places its header lines name, with their weight.
fn locate_together(articles: &mut [Article], hints: &Hints, head: &[(PlaceId, f32)]) -> Option<Evidence> {
    let all = Gazetteer::get();
    let voices: Vec<Vec<Voice>> = articles.iter().map(voices).collect();
    let own: Vec<Support> = voices.iter().map(|v| support_of(v)).collect();
    let mut page = Support::default();
    for article in &own {
        page.absorb(article);
    }
    for (place, weight) in head {
        page.add(*place, *weight);
    }
    let stated = hints.city.as_deref().map(|name| (all.city(name), name));
    if let Some((Some(city), _)) = stated {
        page.add(city, 20.0);
    }
    // A second reading: names that needed light now speak too.
    let resolved: Vec<Vec<(PlaceId, &Voice)>> = voices.iter().zip(&own).map(|(v, own)| resolve(v, own, &page)).collect();
    for voices in &resolved {
        let mut more = Support::default();
        for (place, voice) in voices
            .iter()
            .filter(|(_, v)| matches!(v.mention.name.kind, NameKind::Soft | NameKind::Bare) || v.mention.name.places.len() > 1)
        {
            more.add(*place, voice.weight * voice.mention.force);
        }
        page.absorb(&more);
    }
    let provincial =
        |article: &Article| ["全省", "我省", "省内", "从省", "全区各地", "全自治区"].iter().any(|w| article.text.contains(w));
    let cities: Vec<Option<(PlaceId, bool)>> =
        resolved.iter().zip(&*articles).map(|(v, article)| city(v, &page, || provincial(article))).collect();
    let home = page.top().filter(|(_, votes)| *votes > 0.2).map(|(city, _)| city);
    let of = |i: usize| match stated {
        Some((Some(city), _)) => Some(city),
        Some((None, _)) => None,
        None => cities[i].map(|(city, _)| city).or(home),
    };
    let common = common_county(&resolved, of);
    let seat = county_of_the_paper(head, articles).or_else(|| lone_county(&resolved, home, articles));
    for (i, article) in articles.iter_mut().enumerate() {
        let found = of(i);
        article.city = stated.map_or_else(
            || found.map(|city| Arc::from(all.place(city).short)),
            |(known, given)| Some(known.map_or_else(|| Arc::from(given), |city| Arc::from(all.place(city).short))),
        );
        article.place_source = match (stated, cities[i]) {
            (Some(_), _) => PlaceSource::Stated,
            (None, Some((_, true))) => PlaceSource::Text,
            _ => PlaceSource::Page,
        };
        article.county = found.and_then(|city| county(&resolved[i], city, common, article));
        // A county's own paper: what names no place is at home.
        if let Some(seat) = seat.filter(|seat| article.county.is_none() && found.is_some() && all.city_of(*seat) == found)
            && !resolved[i].iter().any(|(place, voice)| *place != seat && voice.prominent)
        {
            article.county = Some(all.place(seat).common());
        }
    }
    let home = home.filter(|_| stated.is_none())?;
    let name = all.place(home).short;
    let percent = (page.share(home) * 100.0).round();
    Some(Evidence {
        line: 0,
        what: format!("本页地名{percent}%指向{name}"),
        what_en: format!("{percent}% of the page's place names point to {name}"),
    })
}

/// The city of most of a page's articles, `None` where no city has half of them.
pub fn page_city(draft: &Draft) -> CityName {
    city_of_most(draft.articles.iter().map(|article| &article.city))
}

/// The city that at least half of all these are.
pub(super) fn city_of_most<'a>(cities: impl Iterator<Item = &'a CityName>) -> CityName {
    let mut counts: SmallVec<[(&Arc<str>, usize); 8]> = SmallVec::new();
    let mut all = 0;
    for city in cities {
        all += 1;
        let Some(city) = city else { continue };
        match counts.iter_mut().find(|(name, _)| *name == city) {
            Some((_, count)) => *count += 1,
            None => counts.push((city, 1)),
        }
    }
    let (name, count) = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)))?;
    (count * 2 >= all).then(|| Arc::clone(name))
}

/// Names of one article, weighed by position.
fn voices(article: &Article) -> Vec<Voice> {
    let mut voices = Vec::new();
    let mut elsewhere: Vec<&str> = Vec::new();
    let mut opened = false;
    for part in &article.parts {
        let text = part.span.of(&article.text);
        let running = matches!(part.field, Field::Lead | Field::Body);
        let opening = running && (!opened || part.field == Field::Lead);
        opened |= running && text.chars().count() > 20;
        let (sent, agency) = if opening || part.field == Field::Byline { dateline(text) } else { (0, false) };
        let begin =
            text.char_indices().nth(60 + text.get(..sent).map_or(0, |s| s.chars().count())).map_or(text.len(), |(i, _)| i);
        for mut mention in mentions(text) {
            if is_part_of_a_name(text, &mention, &article.authors) {
                continue;
            }
            // Where help goes to or goods come from stays elsewhere when it is named again.
            let name = mention.name.text.as_ref();
            if mention.force < 0.3 && mention.name.kind != NameKind::Province {
                elsewhere.push(name);
            } else if mention.force <= 1.0 && elsewhere.contains(&name) {
                mention.force *= 0.4;
            }
            let in_dateline = mention.end <= sent;
            let weight = match part.field {
                _ if in_dateline && agency => 2.0,
                _ if in_dateline => 6.0,
                Field::Headline => 5.0,
                Field::Kicker | Field::Deck => 3.5,
                Field::Lead | Field::Body if opening && mention.at < begin => 3.0,
                Field::Subhead => 1.5,
                Field::Caption => 0.7,
                Field::Byline => 0.5,
                Field::Lead | Field::Body => 1.0,
            };
            voices.push(Voice { mention, weight, prominent: weight >= 3.0, dateline: in_dateline });
        }
    }
    voices
}

/// 记者程望江 is a person, whatever county has his given name.
fn is_part_of_a_name(text: &str, mention: &Mention, people: &[String]) -> bool {
    people.iter().any(|person| {
        let inside = person.find(mention.name.text.as_ref()).filter(|at| *at > 0);
        inside
            .is_some_and(|at| text.get(..mention.at).is_some_and(|before| person.get(..at).is_some_and(|p| before.ends_with(p))))
    })
}

/// Bytes up to the end of 电 or 讯 of a dateline with a place in it, and whether an agency sent it.
fn dateline(text: &str) -> (usize, bool) {
    let head: String = text.chars().take(24).collect();
    let house = ["本报", "新华社", "中新社", "中新网", "新华网", "人民网", "本台", "本网", "本刊", "日报"]
        .iter()
        .find(|w| head.contains(**w));
    let Some(house) = house else { return (0, false) };
    let behind = head.find(house).map_or(0, |at| at + house.len());
    let end = head.get(behind..).and_then(|rest| rest.find(['电', '讯'])).map_or(0, |at| behind + at + '电'.len_utf8());
    (end, !matches!(*house, "本报" | "本台" | "本网" | "本刊" | "日报"))
}

fn support_of(voices: &[Voice]) -> Support {
    let mut support = Support::default();
    for voice in voices {
        // What is named as somewhere else says hardly anything of where the page is at home, even in a headline.
        let elsewhere = if voice.mention.force <= 0.3 { 0.3 } else { 1.0 };
        support.take(&voice.mention, voice.weight * elsewhere);
    }
    support
}

/// Names in running heads, mastheads, addresses of the paper, the stated name of the paper.
fn furniture(draft: &Draft, hints: &Hints) -> Vec<(PlaceId, f32)> {
    let mut found = Vec::new();
    let mut take = |text: &str, weight: f32| {
        for mention in mentions(text).into_iter().filter(|m| m.name.places.len() == 1 && m.name.kind <= NameKind::Soft) {
            let paper = ["日报", "晚报", "晨报", "商报", "新闻", "时报", "都市报", "早报"]
                .iter()
                .any(|w| text.get(mention.end..).is_some_and(|t| t.starts_with(w)));
            if mention.name.kind < NameKind::Soft || paper {
                found.push((mention.name.places[0], if paper { weight * 2.0 } else { weight }));
            }
        }
    };
    for line in draft.page.lines.iter().filter(|line| matches!(line.role, Role::Other | Role::Section)) {
        take(line.span.of(&draft.page.text), 0.5);
    }
    if let Some(paper) = &hints.paper {
        take(paper, 3.0);
    }
    found
}

/// The names of an article that can be read, each as one place.
fn resolve<'a>(voices: &'a [Voice], own: &Support, page: &Support) -> Vec<(PlaceId, &'a Voice)> {
    let all = Gazetteer::get();
    let mut resolved: Vec<(PlaceId, &Voice)> = Vec::with_capacity(voices.len());
    let mut last: Option<(usize, PlaceId)> = None;
    for voice in voices {
        let near = last.filter(|(end, _)| voice.mention.at >= *end && voice.mention.at - end <= 3).map(|(_, place)| place);
        let place = page.resolve(own, &voice.mention, near);
        // A province is remembered as neighbour only: 辽宁朝阳, 吉林朝阳区.
        last = place
            .or_else(|| voice.mention.name.places.first().copied().filter(|_| voice.mention.name.kind == NameKind::Province))
            .map(|p| (voice.mention.end, p));
        if let Some(place) = place.filter(|p| all.place(*p).level != Level::Province) {
            resolved.push((place, voice));
        }
    }
    resolved
}

/// The city an article is about, and whether its own text names it.
fn city(voices: &[(PlaceId, &Voice)], page: &Support, provincial: impl Fn() -> bool) -> Option<(PlaceId, bool)> {
    let all = Gazetteer::get();
    let mut votes: FxHashMap<PlaceId, (f32, f32)> = FxHashMap::default();
    for (place, voice) in voices {
        let Some(city) = all.city_of(*place) else { continue };
        // A story of the whole province sent from its capital is not about the capital.
        let capital = voice.dateline
            && all.place(city).code % 10000 == 100
            && page.top().is_some_and(|(home, _)| home != city && all.same_province(home, city))
            && provincial();
        let weight = voice.weight * voice.mention.force * if capital { 0.0 } else { 1.0 };
        let entry = votes.entry(city).or_default();
        if voice.prominent { entry.0 += weight } else { entry.1 += weight }
    }
    // Repetition in the body convinces only so far.
    let score = |city: PlaceId, (front, rest): (f32, f32)| front + rest.min(3.0) + 3.0 * page.share(city);
    let (best, found) = votes
        .into_iter()
        .max_by(|a, b| score(a.0, a.1).total_cmp(&score(b.0, b.1)).then(b.0.cmp(&a.0)))
        .map(|(city, votes)| (city, score(city, votes)))?;
    let home = page.top()?;
    let home_score = 3.0 * page.share(home.0);
    if found > home_score || best == home.0 { Some((best, true)) } else { Some((home.0, false)) }
}

/// Votes for each county of a city in one article.
fn counties(voices: &[(PlaceId, &Voice)], city: PlaceId) -> FxHashMap<PlaceId, f32> {
    let all = Gazetteer::get();
    let mut votes: FxHashMap<PlaceId, (f32, f32)> = FxHashMap::default();
    let mut first = true;
    for (place, voice) in voices {
        if all.place(*place).level != Level::County || all.city_of(*place) != Some(city) {
            continue;
        }
        let plain = match voice.mention.name.kind {
            NameKind::Full => 1.2,
            NameKind::Bare => 0.7,
            NameKind::Soft if all.place(*place).name.ends_with('区') => 0.6,
            _ => 1.0,
        };
        let entry = votes.entry(*place).or_default();
        // Of two counties in one opening the first is the subject.
        let weight = voice.weight * voice.mention.force * plain * if first { 1.15 } else { 1.0 };
        first = false;
        if voice.prominent { entry.0 += weight } else { entry.1 += weight }
    }
    votes.into_iter().map(|(place, (front, rest))| (place, front + rest.min(4.0))).collect()
}

/// The county that most articles of the page are about: a district's own page.
fn common_county(resolved: &[Vec<(PlaceId, &Voice)>], city: impl Fn(usize) -> Option<PlaceId>) -> Option<PlaceId> {
    let mut wins: FxHashMap<PlaceId, usize> = FxHashMap::default();
    for (i, voices) in resolved.iter().enumerate() {
        let Some(city) = city(i) else { continue };
        if let Some((place, _)) = counties(voices, city).into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))) {
            *wins.entry(place).or_default() += 1;
        }
    }
    let (place, count) = wins.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))?;
    (count >= 3 && count * 10 >= resolved.len() * 6).then_some(place)
}

/// The county whose paper the page is: its name stands in the masthead (于都新闻), or nearly every article says 我县.
fn county_of_the_paper(head: &[(PlaceId, f32)], articles: &[Article]) -> Option<PlaceId> {
    let all = Gazetteer::get();
    let named = head.iter().filter(|(place, _)| all.place(*place).level == Level::County);
    let (place, weight) = named.fold(None::<(PlaceId, f32)>, |best, (place, weight)| match best {
        Some((_, most)) if most >= *weight => best,
        _ => Some((*place, *weight)),
    })?;
    let says = |article: &Article| ["我县", "全县", "我区", "全区", "我旗", "全旗"].iter().any(|w| article.text.contains(w));
    let at_home = articles.iter().filter(|a| says(a)).count();
    let whole = articles.iter().filter(|a| ["我市", "全市"].iter().any(|w| a.text.contains(w))).count();
    (weight >= 1.0 && (at_home > whole || whole == 0)).then_some(place)
}

/// The county whose paper the page is, where only its articles tell: it is the one county they name, its city goes unnamed, and they say
/// 我市 or 我县, as its class has it. 我市 of 如皋市 is not 南通.
fn lone_county(resolved: &[Vec<(PlaceId, &Voice)>], home: Option<PlaceId>, articles: &[Article]) -> Option<PlaceId> {
    let (all, home) = (Gazetteer::get(), home?);
    let mut county = None;
    for (place, voice) in resolved.iter().flatten().filter(|(place, _)| all.city_of(*place) == Some(home)) {
        if *place == home || county.is_some_and(|known| known != *place) {
            return None;
        }
        if voice.mention.force >= 0.5 {
            county = Some(*place);
        }
    }
    let county = county.filter(|place| all.place(*place).level == Level::County)?;
    let own = match all.place(county).name.chars().last()? {
        '市' => ["我市", "全市"],
        '县' => ["我县", "全县"],
        '区' => ["我区", "全区"],
        _ => ["我旗", "全旗"],
    };
    let says = articles.iter().filter(|a| own.iter().any(|w| a.text.contains(w))).count();
    (says >= 2).then_some(county)
}

/// The county an article is about; `None` for a story of the whole city.
fn county(voices: &[(PlaceId, &Voice)], city: PlaceId, common: Option<PlaceId>, article: &Article) -> Option<String> {
    let all = Gazetteer::get();
    let votes = counties(voices, city);
    let with_common = |place: PlaceId, votes: f32| votes + if Some(place) == common { 2.5 } else { 0.0 };
    let total: f32 = votes.values().sum();
    let (best, score) = votes
        .iter()
        .map(|(place, votes)| (*place, with_common(*place, *votes)))
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let share = votes.get(&best).copied().unwrap_or(0.0) / total;
    let whole = whole_city(voices, city, article);
    // A round of three and more counties is about the city, unless the headline picks one out.
    let headed = voices.iter().any(|(place, voice)| *place == best && voice.weight >= 3.5);
    let round = votes.values().filter(|votes| **votes >= 0.7).count() >= 3 && !headed && Some(best) != common;
    let clear = share >= 0.5 || (Some(best) == common && share >= 0.3);
    (score >= 0.75 && clear && !round && score > whole).then(|| as_printed(best, voices, all))
}

/// How strongly an article speaks of its whole city: the city named alone, 全市, 我市.
fn whole_city(voices: &[(PlaceId, &Voice)], city: PlaceId, article: &Article) -> f32 {
    let (mut front, mut rest) = (0.0_f32, 0.0_f32);
    for (i, (place, voice)) in voices.iter().enumerate() {
        // 锦州市凌河区 speaks of the district; 本报岳阳5月11日讯 only says where the paper is.
        let leads_on =
            voices.get(i + 1).is_some_and(|(_, next)| next.mention.follows_name && next.mention.at >= voice.mention.end);
        if *place != city || leads_on || voice.dateline || voice.mention.force < 0.5 {
            continue;
        }
        match voice.weight {
            w if w >= 5.0 => front += 5.0,
            w if w >= 3.5 => front += 3.0,
            w if w >= 3.0 => front += if voice.mention.at == 0 { 1.5 } else { 1.0 },
            _ => rest += 0.4,
        }
    }
    let mut common = 0.0_f32;
    for part in &article.parts {
        let text = part.span.of(&article.text);
        let times: usize = ["全市", "我市", "本市"].iter().map(|w| text.matches(w).count()).sum();
        match part.field {
            Field::Headline => front += 5.0 * times.min(1) as f32,
            Field::Kicker | Field::Deck => front += 3.0 * times.min(1) as f32,
            _ => common += 0.6 * times as f32,
        }
    }
    front + rest.min(2.5) + common.min(2.5)
}

/// A county as the article prints it, with its class: 柳江县 stays 柳江县, 凌海 becomes 凌海市, 三江侗族自治县 stays where it is printed so.
fn as_printed(place: PlaceId, voices: &[(PlaceId, &Voice)], all: &Gazetteer) -> String {
    let known = all.place(place);
    let printed = voices
        .iter()
        .filter(|(p, v)| *p == place && v.mention.name.kind == NameKind::Full)
        .map(|(_, v)| v.mention.name.text.as_ref());
    printed.max_by_key(|text| text.len()).map_or_else(|| known.common(), str::to_owned)
}

#[cfg(test)]
mod tests;
