//! Words of the corpus that typed letters can spell, each with the number of articles it would find.
//!
//! Letters find nearly everything (`jz` is in almost every article, as 记者, 就在, 机制 …); a word chosen from this line finds what was
//! meant. Cities of the tree come first, then counties; then words by how they are spelled (in their own reading before
//! another, whole syllables before initials) and by how many articles and headlines have them.

use std::cmp::Reverse;

use super::outside::Outside;
use super::query::{Ask, Query};
use super::spelled::Ways;
use super::syntax::Operator;
use super::term::Meets;
use super::words::{Kind, Words};
use super::{Index, run};
use crate::corpus::Corpus;
use crate::text::{Span, pinyin};

/// A word offered for letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The word.
    pub word: String,
    /// The whole query with the word in place of the letters.
    pub query: String,
    /// Articles that query finds.
    pub articles: u32,
}

/// Words for the letters that end a query; empty where it does not end in a plain term of letters. At most `most`, each with its
/// articles counted in full; words that find nothing under the other conditions are left out. `None` when told to stop.
///
/// Costs a pass over the words (1 ms for 100,000) and one search a candidate.
pub fn candidates(
    corpus: &Corpus,
    index: &Index,
    words: &Words,
    query: &Query,
    most: usize,
    go_on: &dyn Fn() -> bool,
) -> Option<Vec<Candidate>> {
    let Some((at, ranked)) = spelled_words(words, query) else { return Some(Vec::new()) };
    let mut offered = Vec::new();
    // A few more than wanted are tried, because some may find nothing under the other conditions.
    for (word, kind) in ranked.into_iter().take(most * 3) {
        if offered.len() == most {
            break;
        }
        // A name of two characters is often set with a blank between them (方　立); then only its condition finds it.
        let as_author = (kind == Kind::Name).then(|| format!("{}:{word}", Operator::Author.names()[0]));
        for typed in [Some(word.clone()), as_author].into_iter().flatten() {
            let typed = query.replaced(at, &typed);
            let articles = run(corpus, index, &Query::parse(&typed), go_on)?.hits.len() as u32;
            if articles > 0 {
                offered.push(Candidate { word, query: typed, articles });
                break;
            }
        }
    }
    Some(offered)
}

/// Where the letters stand in the query, and the words they spell, best first.
fn spelled_words(words: &Words, query: &Query) -> Option<(Span, Vec<(String, Kind)>)> {
    let clause = query.clauses.last().filter(|clause| !clause.negated)?;
    let Ask::Text(_, terms) = &clause.ask else { return None };
    let [term] = terms.as_slice() else { return None };
    let Meets::Spelled(pattern, spelled) = &term.meets else { return None };
    if !pattern.is_all_letters() {
        return None;
    }
    let nothing = Outside::default();
    let mut ranked: Vec<_> = words
        .all()
        .filter(|(_, units)| spelled.longest(units, 0, &nothing) == Some(units.len()))
        .map(|(word, units)| {
            let text: String = units.iter().map(|unit| nothing.char(*unit)).collect();
            let chars: Vec<char> = text.chars().collect();
            let mut in_word = pinyin::in_words(&chars);
            if let (Kind::Name, Some(surname)) = (word.kind, pinyin::as_surname(chars[0])) {
                in_word[0] = Some(surname);
            }
            let whole = spelled.meets(units, Ways::Syllables, |i| in_word[i].as_slice());
            let other = !whole && spelled.meets(units, Ways::Syllables, |i| pinyin::readings_of_unit(units[i]));
            let initials = !whole && !other;
            let often = word.articles + 3 * word.headlines;
            // A place stays first only where its own reading or its initials spell it; a writer is a word like others.
            let kind = if other || word.kind == Kind::Name { Kind::Plain } else { word.kind };
            ((kind, u8::from(other) * 2 + u8::from(initials), Reverse(often)), text, word.kind)
        })
        .collect();
    ranked.sort();
    Some((clause.at, ranked.into_iter().map(|(_, text, kind)| (text, kind)).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{corpus, short};
    use super::*;
    use crate::corpus::{Field, Part};

    /// A cut at every second character, which is enough for words of two.
    fn pairs(text: &str) -> Vec<Span> {
        let at: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        at.iter().step_by(2).zip(at.iter().skip(2).step_by(2)).map(|(a, b)| Span::new(*a, *b)).collect()
    }

    fn offered(typed: &str) -> Vec<(String, u32)> {
        let corpus = corpus(vec![
            short("锦州", "2020-02-26", "进展", "记者锦州进展"),
            short("锦州", "2020-02-25", "紧张", "记者金钟进展"),
            short("荆州", "2020-02-24", "锦州", "机制就在长春"),
        ]);
        let index = Index::build(&corpus);
        let words = Words::build(&corpus, &pairs, &|| true).unwrap();
        let made = candidates(&corpus, &index, &words, &Query::parse(typed), 5, &|| true).unwrap();
        made.into_iter().map(|c| (c.query, c.articles)).collect()
    }

    #[test]
    fn cities_come_first_then_words_by_how_often_they_stand() {
        assert_eq!(offered("jinz"), [("锦州".into(), 2), ("进展".into(), 2), ("紧张".into(), 1), ("金钟".into(), 1)]);
        assert_eq!(offered("jz").first(), Some(&("锦州".into(), 2)));
        assert_eq!(offered("记者 jinzh").first(), Some(&("记者 锦州".into(), 1)));
    }

    #[test]
    fn a_writer_is_offered_by_the_reading_of_the_surname_also_where_the_name_is_set_with_a_blank() {
        let mut signed = short("锦州", "2020-02-26", "题", "文");
        signed.authors = vec!["单立".to_owned()];
        signed.text.push_str("\n记者 单　立");
        let start = signed.text.len() - "记者 单　立".len();
        signed.parts.push(Part { field: Field::Byline, span: Span::new(start, signed.text.len()), truncated: false, line: 0 });
        let corpus = corpus(vec![signed]);
        let index = Index::build(&corpus);
        let words = Words::build(&corpus, &pairs, &|| true).unwrap();
        for typed in ["shanli", "sl", "shanl"] {
            let made = candidates(&corpus, &index, &words, &Query::parse(typed), 5, &|| true).unwrap();
            let made: Vec<_> = made.into_iter().map(|c| (c.word, c.query, c.articles)).collect();
            assert_eq!(made, [("单立".to_owned(), "author:单立".to_owned(), 1)], "{typed}");
        }
    }

    #[test]
    fn words_by_their_own_reading_come_before_others() {
        assert_eq!(offered("changchun"), [("长春".into(), 1)]);
        assert_eq!(offered("zhangchun"), [("长春".into(), 1)]);
        assert!(offered("锦z").is_empty() && offered("\"jinz\"").is_empty() && offered("jinz city:锦州").is_empty());
    }
}
