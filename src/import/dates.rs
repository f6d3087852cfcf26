//! Publication day of a page and the day each of its articles is dated.
//!
//! Published: stated (file name, header line, field) and certain; else the day after the newest past day the page reports on, approximate.
//! An article's day: its dateline's or signature's, else the newest scene or as-of day it tells, else none; never a start, a plan, another
//! year's or a day that is merely background. A year is taken from evidence only.

mod context;
pub mod mention;
pub mod numerals;
pub mod years;

use mention::{Mention, Tense, mentions};
use years::{Proof, Years};

use super::metadata::Hints;
use crate::corpus::{Article, Day, Draft, Evidence, Field, Published};

/// A day an article names, and where.
struct Told {
    mention: Mention,
    /// In the headline group, the lead, or the first paragraphs.
    opening: bool,
    /// Work began then (进场, 开工): background unless the article opens with it.
    began: bool,
    line: u32,
}

/// Days of one article.
struct Days {
    told: Vec<Told>,
    notice: bool,
}

/// Fills `published` and `date` of a page's articles and the page's evidence, from their parts and what is stated about the page. O(text).
pub fn date(draft: &mut Draft, hints: &Hints) {
    let evidence = date_together(&mut draft.articles, hints);
    draft.page.evidence.extend(evidence);
}

/// Dates articles that came out on one day.
fn date_together(articles: &mut [Article], hints: &Hints) -> Vec<Evidence> {
    let days: Vec<Days> = articles.iter().map(days_of).collect();
    let mut years = Years::default();
    for article in &*articles {
        years.read(&article.text);
    }
    let bound = hints.published.map(|day| (day.month, day.day));
    let newest = bound.or_else(|| newest(&days, years.bound));
    let all: Vec<Mention> = days.iter().flat_map(|d| d.told.iter().map(|t| t.mention)).collect();
    let stated = hints.published.and_then(|day| day.year).or(hints.year);
    let proof = if stated.is_some() { None } else { years.prove(&all, newest) };
    let year = stated.or(proof.as_ref().map(|proof| proof.year));
    let published = match hints.published {
        Some(day) => Published { day: day_with(year, day.month, day.day), certain: true },
        None => Published { day: newest.and_then(|(m, d)| day_with(year, m, d)).map(Day::next), certain: false },
    };
    for (article, days) in articles.iter_mut().zip(&days) {
        article.published = published;
        article.date = choose(days, published, newest, year);
    }
    evidence(hints, published, newest, &days, proof)
}

fn day_with(year: Option<i16>, month: u8, day: u8) -> Option<Day> {
    Day::new(year, month, day).or_else(|| Day::new(None, month, day))
}

fn days_of(article: &Article) -> Days {
    let notice =
        ["公告", "通告", "通知", "启事", "公示", "声明", "招聘", "招工", "预告"].iter().any(|w| article.headline().contains(w));
    let last = article.parts.iter().rposition(|part| matches!(part.field, Field::Body | Field::Byline | Field::Lead));
    let mut told = Vec::new();
    let mut paragraphs = 0;
    for (i, part) in article.parts.iter().enumerate() {
        let text = part.span.of(&article.text);
        let running = matches!(part.field, Field::Lead | Field::Body);
        let opening = part.field != Field::Caption && paragraphs < 2;
        paragraphs += usize::from(running && text.chars().count() > 30);
        for mut mention in mentions(text) {
            let signed = part.field == Field::Byline || (Some(i) == last && running);
            if signed && mention.tense == Tense::Scene && signature(text, &mention) {
                mention.tense = Tense::Dateline;
            }
            let began = mention.tense == Tense::Scene && begins(text, mention.end);
            // 本报讯 2月9日，大桥开工 is news; ……二期2月9日进场 deep in the paragraph is background.
            let opening = opening && !(began && text.get(..mention.at).is_some_and(|head| head.chars().count() > 40));
            told.push(Told { mention, opening, began, line: part.line });
        }
    }
    Days { told, notice }
}

/// A closing line that is a name and a day: 松阳读者 叶茂盛　5月15日; 市供电公司 2020年3月1日.
fn signature(text: &str, mention: &Mention) -> bool {
    let rest = text.get(mention.end..).unwrap_or("").trim_matches(|c: char| c.is_whitespace() || "）)。*_".contains(c));
    let head = text.get(..mention.at).unwrap_or("");
    // Behind the last sentence of a notice: 特此声明。市供电公司 2020年3月1日.
    let (told, signer) = head
        .char_indices()
        .rfind(|(_, c)| matches!(c, '。' | '！' | '!'))
        .map_or((false, head), |(at, c)| (true, head.get(at + c.len_utf8()..).unwrap_or("")));
    let signer = signer.trim_matches(|c: char| c.is_whitespace() || "）)*_".contains(c));
    let longest = if told { 24 } else { 30 };
    rest.is_empty() && signer.chars().count() <= longest && !signer.contains(['，', ',']) && (!told || mention.year.is_some())
}

/// 2月4日7时，施工人员全部进场: work that began on the day.
fn begins(text: &str, end: usize) -> bool {
    let clause: String = text.get(end..).unwrap_or("").chars().take(24).take_while(|c| !matches!(c, '。' | '；' | ';')).collect();
    ["进场", "开工", "动工", "开建", "奠基", "破土", "启动", "成立", "接洽", "出台", "立项", "停工", "停业", "关停"]
        .iter()
        .any(|w| clause.contains(w))
}

fn past(tense: Tense) -> bool {
    matches!(tense, Tense::Dateline | Tense::Scene | Tense::AsOf)
}

/// The newest month and day the page reports on. Days of one page lie close together: of all weeks of the year the fullest counts,
/// so that 31 December is older than 2 January and a lone day of another season does not win. O(mentions): a year has 366 days.
fn newest(days: &[Days], bound: Option<i16>) -> Option<(u8, u8)> {
    // Of each day of the year: what its mentions weigh together, how many they are, and which of all was the last.
    let mut named: Vec<Option<Weighed>> = vec![None; YEAR];
    let mut count = 0;
    for told in days.iter().filter(|d| !d.notice).flat_map(|d| &d.told) {
        let m = &told.mention;
        let old = m.year.zip(bound).is_some_and(|(year, bound)| year < bound);
        if !past(m.tense) || old {
            continue;
        }
        let weight = match (m.tense, told.opening) {
            (Tense::Dateline, _) => 4.0,
            (_, true) => 2.0,
            _ if told.began => 0.5,
            _ => 1.0,
        };
        count += 1;
        let day =
            named[usize::from(ordinal(m.month, m.day))].get_or_insert(Weighed { day: (m.month, m.day), ..Weighed::default() });
        (day.weight, day.times, day.last) = (day.weight + weight, day.times + 1, count);
    }
    let named: Vec<(u16, Weighed)> = (0..).zip(named).filter_map(|(at, day)| Some((at, day?))).collect();
    let since = |end: u16, day: u16| (end + YEAR as u16 - day) % YEAR as u16;
    // A window of 30 days that ends on a day; the fullest wins, of equally full ones the one with the newer end.
    let in_window = |end: u16| -> f32 { named.iter().filter(|(at, _)| since(end, *at) <= 30).map(|(_, day)| day.weight).sum() };
    let full: Vec<f32> = named.iter().map(|(at, _)| in_window(*at)).collect();
    let best = full.iter().copied().fold(0.0, f32::max);
    let ends: Vec<&(u16, Weighed)> =
        named.iter().zip(&full).filter(|(_, full)| **full >= best - 0.01).map(|(day, _)| day).collect();
    let behind = |end: u16| -> u32 { ends.iter().filter(|(at, _)| since(end, *at) <= 183).map(|(_, day)| day.times).sum() };
    ends.iter().max_by_key(|(at, day)| (behind(*at), day.last)).map(|(_, day)| day.day)
}

/// Days of a leap year.
const YEAR: usize = 366;

/// What the mentions of one day of the year come to.
#[derive(Debug, Clone, Copy, Default)]
struct Weighed {
    day: (u8, u8),
    weight: f32,
    times: u32,
    /// Number of its last mention among all.
    last: u32,
}

/// Day of a leap year, from 0.
fn ordinal(month: u8, day: u8) -> u16 {
    const BEFORE: [u16; 12] = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335];
    BEFORE.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or(0) + u16::from(day) - 1
}

/// Days from a month and day back to another, over the turn of the year.
fn days_before(reference: (u8, u8), day: (u8, u8)) -> u16 {
    (ordinal(reference.0, reference.1) + 366 - ordinal(day.0, day.1)) % 366
}

fn choose(days: &Days, published: Published, newest: Option<(u8, u8)>, year: Option<i16>) -> Option<Day> {
    let reference = published.day.filter(|_| published.certain).map(|d| (d.month, d.day)).or(newest)?;
    let usable = |told: &&Told| {
        let m = &told.mention;
        let age = days_before(reference, (m.month, m.day));
        let old = m.year.zip(year).is_some_and(|(own, page)| page - own > 1 || (page - own == 1 && age > 60));
        // Beyond half a year back is ahead of the page; a far day counts only where the article opens with it.
        past(m.tense) && !old && age < 200 && (told.opening || (age <= 25 && !told.began))
    };
    let age = |told: &&Told| days_before(reference, (told.mention.month, told.mention.day));
    let dated = |told: &&Told| told.mention.tense == Tense::Dateline;
    let told = days
        .told
        .iter()
        .filter(usable)
        .filter(dated)
        .min_by_key(age)
        .or_else(|| days.told.iter().filter(usable).filter(|_| !days.notice).min_by_key(age))?;
    let m = &told.mention;
    // On a page of early January 31 December is of the year before.
    let turn = (m.month, m.day) > reference && age(&told) < 200;
    let own = m.year.or_else(|| year.map(|y| if turn { y - 1 } else { y }));
    day_with(own, m.month, m.day)
}

fn evidence(hints: &Hints, published: Published, newest: Option<(u8, u8)>, days: &[Days], proof: Option<Proof>) -> Vec<Evidence> {
    let mut all = Vec::new();
    if let Some(day) = published.day.filter(|_| published.certain) {
        let (zh, en) = if hints.line > 0 {
            ("报头写明", "the header states")
        } else {
            ("文件名或字段写明", "the name or a field states")
        };
        all.push(Evidence { line: hints.line, what: format!("{zh}{day}"), what_en: format!("{en} {day}") });
    } else if let Some((month, day)) = newest {
        let told =
            days.iter().flat_map(|d| &d.told).find(|t| past(t.mention.tense) && (t.mention.month, t.mention.day) == (month, day));
        let line = told.map_or(0, |t| t.line);
        all.push(Evidence {
            line,
            what: format!("最新的日期是{month}月{day}日，出版日取其次日"),
            what_en: format!("the newest day reported is {month}-{day}; published is taken as the day after"),
        });
    }
    if let Some(proof) = proof {
        all.push(Evidence { line: 0, what: proof.what, what_en: proof.what_en });
    }
    all
}

#[cfg(test)]
mod tests;
