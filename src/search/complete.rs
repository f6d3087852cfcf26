//! What a half-typed `city:` or `date:` can become, each with the number of articles it would leave.

use std::collections::BTreeMap;

use super::filter::place_fit;
use super::pattern::{Letters, Pattern};
use super::syntax::{self, Operator};
use super::term::Term;
use super::{Facets, Index, Query, run};
use crate::corpus::Corpus;
use crate::text::{Span, fold};

/// One value offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The value: a city, a month, a day.
    pub value: String,
    /// The whole query with it.
    pub query: String,
    /// Articles that would be left.
    pub articles: u32,
}

/// Values for the operator that ends a typed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completions {
    /// Which operator.
    pub operator: Operator,
    /// Most articles first; months and days newest first. Only values that leave any.
    pub values: Vec<Completion>,
}

/// Values for a `city:` or `date:` at the end of what is typed; `None` where there is none, or when told to stop.
///
/// A city is offered by 汉字, pinyin or initials; a date month by month, and once a month is typed, day by day.
pub fn completions(corpus: &Corpus, index: &Index, typed: &str, go_on: &dyn Fn() -> bool) -> Option<Completions> {
    let word = syntax::words(typed).last().copied().filter(|word| word.at.end as usize == typed.len())?;
    let plain = word.text.trim_start_matches(['-', '－']);
    let (operator, _, value) = syntax::operator(plain)?;
    let operator = operator.filter(|o| matches!(o, Operator::City | Operator::Date))?;
    let begun = value.rsplit(['|', '｜']).next().unwrap_or("").trim_start();
    let keep = Span { start: 0, end: (typed.len() - begun.len()) as u32 }.of(typed);
    let rest = Query::parse(typed.get(..word.at.start as usize)?);
    let facets = if rest.is_empty() { everything(corpus) } else { run(corpus, index, &rest, go_on)?.facets(corpus) };
    let counted = match operator {
        Operator::City => cities(corpus, &facets, begun),
        _ => dates(corpus, &facets, begun),
    };
    let values = counted.into_iter().map(|(value, articles)| Completion { query: format!("{keep}{value}"), value, articles });
    Some(Completions { operator, values: values.collect() })
}

fn everything(corpus: &Corpus) -> Facets {
    let cities = corpus
        .outline()
        .cities
        .iter()
        .map(|city| super::CityCount { articles: city.count, dates: city.dates.iter().map(|date| date.count).collect() });
    Facets { cities: cities.collect() }
}

fn cities(corpus: &Corpus, facets: &Facets, begun: &str) -> Vec<(String, u32)> {
    let term = Pattern::new(begun, Letters::Spell).map(Term::new);
    let mut fitting: Vec<_> = corpus
        .outline()
        .cities
        .iter()
        .zip(&facets.cities)
        .filter(|(_, count)| count.articles > 0)
        .filter_map(|(city, count)| {
            let name = city.name.as_deref()?;
            let fit = match &term {
                Some(term) => Some(place_fit(term, name)?),
                None => None,
            };
            Some((fit, count.articles, name.to_owned()))
        })
        .collect();
    fitting.sort_by_key(|(fit, articles, _)| std::cmp::Reverse((*fit, *articles)));
    fitting.into_iter().map(|(_, articles, name)| (name, articles)).collect()
}

fn dates(corpus: &Corpus, facets: &Facets, begun: &str) -> Vec<(String, u32)> {
    let begun = written(begun);
    // `2020-2` may be a month or the beginning of one.
    let whole = if begun.len() == 6 && begun.ends_with(|c: char| ('1'..='9').contains(&c)) {
        begun.replace('-', "-0")
    } else {
        begun.clone()
    };
    // `2020-02` or more is typed: days; less: months.
    let length = if begun.chars().count() >= 7 { 10 } else { 7 };
    let mut counted: BTreeMap<String, u32> = BTreeMap::new();
    for (city, count) in corpus.outline().cities.iter().zip(&facets.cities) {
        for (date, articles) in city.dates.iter().zip(&count.dates) {
            if let Some(day) = date.published.day {
                let written = day.to_string();
                *counted.entry(written.get(..length).unwrap_or(&written).to_owned()).or_default() += articles;
            }
        }
    }
    let fits = |value: &str| [&begun, &whole].into_iter().any(|begun| fold::text(value).starts_with(begun));
    counted.into_iter().rev().filter(|(value, articles)| *articles > 0 && fits(value)).collect()
}

/// A begun date as days are written: `2020年2月` and `2020/2-` as `2020-02`.
fn written(begun: &str) -> String {
    let folded = fold::text(begun).replace(['/', '.', '年', '月'], "-").replace('日', "");
    let mut out = String::new();
    let mut parts = folded.split('-').peekable();
    while let Some(part) = parts.next() {
        let ended = parts.peek().is_some();
        // A single digit with something behind it is whole.
        if ended && part.len() == 1 && !out.is_empty() {
            out.push('0');
        }
        out.push_str(part);
        if ended {
            out.push('-');
        }
    }
    // `2020年2月` ends its month; a dash behind it says no more.
    if out.len() == 8 { out.trim_end_matches('-').to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::super::testing::paper;
    use super::*;

    fn offered(typed: &str) -> Vec<(String, u32)> {
        let paper = paper();
        let made = completions(&paper, &Index::build(&paper), typed, &|| true);
        made.map(|c| c.values.into_iter().map(|v| (v.query, v.articles)).collect()).unwrap_or_default()
    }

    fn first(typed: &str) -> String {
        offered(typed).first().map(|(query, _)| query.clone()).unwrap_or_default()
    }

    #[test]
    fn cities_are_offered_with_what_they_would_leave() {
        assert_eq!(
            offered("公交 city:"),
            [("公交 city:锦州".into(), 1), ("公交 city:铁岭".into(), 1), ("公交 city:营口".into(), 1)]
        );
        assert_eq!(first("公交 city:tl"), "公交 city:铁岭");
        assert_eq!(first("城市：yingk"), "城市：营口");
        assert_eq!(first("city:锦州|营"), "city:锦州|营口");
        assert_eq!(first("city:锦州 ｜ 营"), "city:锦州 ｜ 营口");
        assert!(offered("city:北").is_empty() && offered("city:锦州 ").is_empty() && offered("公交").is_empty());
    }

    #[test]
    fn dates_are_offered_by_month_then_by_day() {
        assert_eq!(offered("date:"), [("date:XXXX-02".into(), 1), ("date:2020-03".into(), 2), ("date:2020-02".into(), 3)]);
        assert_eq!(offered("date:2020-02"), [("date:2020-02-26".into(), 2), ("date:2020-02-12".into(), 1)]);
        assert_eq!(first("公交 日期：2020-0"), "公交 日期：2020-03");
        for (typed, value) in
            [("2020-2", "2020-02"), ("2020年2月", "2020-02-26"), ("2020/2/", "2020-02-26"), ("2020-3-1", "2020-03-12")]
        {
            assert_eq!(first(&format!("date:{typed}")), format!("date:{value}"), "{typed}");
        }
        assert!(offered("date:2020-1").is_empty() && offered("date:2020年13月").is_empty());
    }
}
