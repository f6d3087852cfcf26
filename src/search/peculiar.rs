//! Words that some articles have more often than the whole corpus: what a city's papers speak of and others do not.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::folded::Folded;
use super::outside::Outside;
use super::words::{Kind, Words, read};
use crate::corpus::{ArticleId, Corpus};
use crate::text::{Span, fold};

/// Articles looked into at most; the newest stand for the rest.
const SAMPLE: usize = 120;
/// Characters of a word at most.
const LONGEST: usize = 8;
/// Taken from the places a word has in an article: what comes once counts a fifth of what comes twice.
const ONCE: f32 = 0.75;

/// What was seen of one word.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    articles: u32,
    places: u32,
    /// The last article it was seen in.
    last: u32,
}

/// At most `most` words, the most telling first: those whose share among the articles `first..first + count` is greatest when weighed
/// against their share in all (`p · ln(p / q)`, the information they give on where they stand), and against how often they come back in
/// one article: what a text is about is said again and again, 有人 and 起来 are not (Church and Gale's burstiness). Names of places are
/// left out, and words inside a word that is given. Some 5 ms for 100,000 words.
pub fn peculiar(corpus: &Corpus, words: &Words, first: ArticleId, count: u32, most: usize) -> Vec<String> {
    let table: FxHashMap<&[u16], u32> =
        words.all().filter(|(word, _)| word.kind == Kind::Plain).map(|(word, units)| (units, word.articles)).collect();
    let whole = Words::whole(corpus);
    let mut seen: FxHashMap<Vec<u16>, Seen> = FxHashMap::default();
    let ids = (first.0..first.0 + count).take(SAMPLE);
    let mut sample = 0;
    for (n, article) in (1..).zip(ids.filter_map(|id| corpus.article(ArticleId(id)))) {
        sample = n;
        for (part, _) in read(article, whole) {
            let units = Folded::new(part, Span::new(0, part.len()), &mut Outside::default()).units;
            for at in 0..units.len() {
                for length in 2..=LONGEST.min(units.len() - at) {
                    let word = &units[at..at + length];
                    if table.contains_key(word) {
                        let seen = seen.entry(word.to_vec()).or_default();
                        seen.places += 1;
                        seen.articles += u32::from(seen.last != n);
                        seen.last = n;
                    }
                }
            }
        }
    }
    let all = corpus.len().max(1) as f32;
    let worth = |word: &[u16], seen: &Seen| {
        let here = seen.articles as f32 / sample.max(1) as f32;
        let everywhere = table[word].max(seen.articles) as f32 / all;
        let again = seen.places as f32 / seen.articles.max(1) as f32;
        here * (here / everywhere).ln() * (again - ONCE)
    };
    let mut ranked: Vec<(f32, Vec<u16>)> = seen
        .into_iter()
        .filter(|(_, seen)| seen.articles > 1 || sample < 4)
        .map(|(word, seen)| (worth(&word, &seen), word))
        .filter(|(worth, _)| *worth > 0.0)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (Reverse(a.1.len()), &a.1).cmp(&(Reverse(b.1.len()), &b.1))));
    let cities: Vec<String> = corpus.outline().cities.iter().filter_map(|city| city.name.as_deref()).map(fold::text).collect();
    let mut told: Vec<String> = Vec::new();
    for (_, word) in ranked {
        let word: String = word.iter().map(|unit| Outside::default().char(*unit)).collect();
        let is_place = cities.iter().any(|city| word.contains(city.as_str()));
        if !is_place && !told.iter().any(|other| other.contains(&word) || word.contains(other.as_str())) {
            told.push(word);
        }
        if told.len() == most {
            break;
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::super::testing::{corpus, short};
    use super::*;

    fn pairs(text: &str) -> Vec<Span> {
        let at: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        at.iter().step_by(2).zip(at.iter().skip(2).step_by(2)).map(|(a, b)| Span::new(*a, *b)).collect()
    }

    #[test]
    fn what_is_said_again_and_again_comes_before_what_is_said_in_passing() {
        let corpus = corpus(vec![
            short("锦州", "2020-02-26", "航道", "有人清淤清淤清淤锦州市区"),
            short("锦州", "2020-02-25", "码头", "有人清淤清淤锦州市区"),
            short("铁岭", "2020-02-24", "大棚", "点灯"),
        ]);
        let words = Words::build(&corpus, &pairs, &|| true).unwrap();
        assert_eq!(peculiar(&corpus, &words, ArticleId(0), 2, 3), ["清淤", "市区", "有人"]);
    }

    #[test]
    fn what_one_city_speaks_of_comes_before_what_all_do() {
        let corpus = corpus(vec![
            short("锦州", "2020-02-26", "航道清淤", "记者锦州对虾航道"),
            short("锦州", "2020-02-25", "对虾上市", "记者锦州对虾"),
            short("铁岭", "2020-02-24", "大棚放风", "记者大棚"),
            short("铁岭", "2020-02-23", "大棚点灯", "记者大棚"),
        ]);
        let words = Words::build(&corpus, &pairs, &|| true).unwrap();
        let of = |first, most| peculiar(&corpus, &words, ArticleId(first), 2, most);
        assert_eq!(of(0, 1), ["对虾"]);
        assert_eq!(of(2, 1), ["大棚"]);
        assert!(of(0, 9).iter().all(|word| word != "锦州" && word != "记者" && word != "大棚"), "{:?}", of(0, 9));
        assert!(peculiar(&corpus, &Words::default(), ArticleId(0), 2, 9).is_empty());
    }
}
