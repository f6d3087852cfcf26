//! What there is of cities, months, authors and sections, the likest to what was typed first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::date::DateWanted;
use super::syntax::Operator;
use crate::corpus::Corpus;
use crate::text::{fold, pinyin};

/// The months of which there are pages: first those that differ in the year only, which pages often do not tell, then the newest.
pub(super) fn months(corpus: &Corpus, wanted: &[DateWanted]) -> Vec<String> {
    let days = corpus.outline().cities.iter().flat_map(|city| &city.dates).filter_map(|date| date.published.day);
    let months: BTreeSet<(Option<i16>, u8)> = days.map(|day| (day.year, day.month)).collect();
    let mut months: Vec<_> = months.into_iter().rev().collect();
    months.sort_by_key(|(_, month)| !wanted.iter().any(|date| date.begins_in(*month)));
    let written = |(year, month): (Option<i16>, u8)| match year {
        Some(year) => format!("{year}-{month:02}"),
        None => format!("XXXX-{month:02}"),
    };
    months.into_iter().map(written).collect()
}

/// The cities, authors or sections there are: first those that share most characters with what was typed, or whose letters begin alike
/// longest, then those of most articles. O(articles).
pub(super) fn values(corpus: &Corpus, operator: Operator, typed: &str) -> Vec<String> {
    let mut counted: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, article) in corpus.articles() {
        let one = match operator {
            Operator::City => article.city.as_deref(),
            Operator::Section => article.section.as_deref(),
            _ => None,
        };
        let many: &[String] = if operator == Operator::Author { &article.authors } else { &[] };
        for value in one.into_iter().chain(many.iter().map(String::as_str)) {
            *counted.entry(value).or_default() += 1;
        }
    }
    let typed = fold::text(typed);
    let by_letters = typed.bytes().all(|b| b.is_ascii_lowercase());
    let likeness = |value: &str| {
        if by_letters {
            let initials: String =
                value.chars().filter_map(|c| pinyin::sort_key(c.encode_utf8(&mut [0; 4])).chars().next()).collect();
            let alike = |key: &str| key.bytes().zip(typed.bytes()).take_while(|(a, b)| a == b).count();
            alike(&pinyin::sort_key(value)).max(alike(&initials))
        } else {
            let folded = fold::text(value);
            typed.chars().filter(|c| folded.contains(*c)).count()
        }
    };
    let mut values: Vec<_> = counted.into_iter().map(|(value, articles)| (Reverse((likeness(value), articles)), value)).collect();
    values.sort_unstable();
    values.into_iter().map(|(_, value)| value.to_owned()).collect()
}
