//! What to offer when nothing is found: only queries that do find something, each with its number of articles.
//!
//! In this order: a word read by its sound (锦洲港 → 锦州港), a word taken as the condition it is (街巷 → section:街巷), one condition
//! dropped, marks taken off, a part of a word kept, what there is in place of a city, month, author or section that is not there. Where
//! all of that finds nothing, each word alone. Nothing is changed on its own.

use super::bare::{Bare, bare};
use super::date::DateWanted;
use super::filter;
use super::query::{Ask, Query, Scope};
use super::sound::{alike_letters, alike_words};
use super::syntax::{self, Operator};
use super::term::Meets;
use super::there::{months, values};
use super::{Index, run};
use crate::corpus::Corpus;
use crate::text::class;

/// Offers made at most.
const MOST: usize = 4;

/// Characters of a word whose parts are looked for: a sentence that was pasted is told by its beginning.
const LOOKED_AT: usize = 64;

/// A query that finds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// As it would be typed.
    pub query: String,
    /// Articles it finds.
    pub articles: u32,
    /// How it came about, in the order to be told.
    pub changes: Vec<Change>,
}

/// One thing an offer does differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Characters replaced by others of the same sound: (洲, 州).
    SameSound(Vec<(char, char)>),
    /// Letters replaced by others that sound alike to many: `jinzou` by `jinzhou`.
    AlikeLetters(String),
    /// A condition left out, as typed.
    Without(String),
    /// Only this part of a word kept.
    Only(String),
    /// Another month, one of which there are pages.
    Month(String),
    /// A word taken as a condition: 街巷 as `section:街巷`.
    As(Operator),
    /// Another city, author or section, one that there is.
    Instead(Operator),
    /// The words of a phrase or an expression, without its marks.
    Unmarked,
}

/// What there is to say when nothing is found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offers {
    /// Best first.
    pub offers: Vec<Offer>,
    /// 汉字 of the query, as typed, that stand nowhere in the corpus.
    pub absent: Vec<char>,
}

/// Offers for a query that finds nothing. `None` when told to stop. Searches: one for each offer tried, and while fewer than [`MOST`] are
/// made, at most two for each of the first [`LOOKED_AT`] characters of a word; besides, a sweep of the plane a word.
pub fn offers(corpus: &Corpus, index: &Index, query: &Query, go_on: &dyn Fn() -> bool) -> Option<Offers> {
    let mut made = Offering { corpus, index, go_on, tried: vec![query.typed().to_owned()], offers: Vec::new() };
    let words: Vec<Bare> = bare(query);
    made.alike(query, &words)?;
    made.conditions(query, &words)?;
    if query.conditions() > 1 {
        let asks_for_text = query.wanted().next().is_some();
        for i in 0..query.conditions() {
            let (typed, change) = (query.without(i), vec![Change::Without(query.condition(i))]);
            if asks_for_text {
                made.attempt(typed, change)?
            } else {
                made.attempt_all(typed, change)?
            };
        }
    }
    made.unmarked(query)?;
    for word in &words {
        made.shorten(word, &|part| word.replaced(query, part))?;
    }
    made.there(query)?;
    if made.offers.is_empty() {
        made.each_alone(query)?;
    }
    let absent = absent(index, query);
    Some(Offers { offers: made.offers, absent })
}

struct Offering<'a> {
    corpus: &'a Corpus,
    index: &'a Index,
    go_on: &'a dyn Fn() -> bool,
    tried: Vec<String>,
    offers: Vec<Offer>,
}

impl Offering<'_> {
    /// Searches, and keeps what finds something. Whether it did; `None` when told to stop. What asks for no text is not worth it: it
    /// would list a whole city.
    fn attempt(&mut self, typed: String, changes: Vec<Change>) -> Option<bool> {
        if Query::parse(&typed).wanted().next().is_none() {
            return Some(false);
        }
        self.attempt_all(typed, changes)
    }

    fn attempt_all(&mut self, typed: String, changes: Vec<Change>) -> Option<bool> {
        if self.offers.len() >= MOST || self.tried.contains(&typed) {
            return Some(false);
        }
        let articles = self.count(&typed)?;
        self.tried.push(typed.clone());
        if articles > 0 {
            self.offers.push(Offer { query: typed, articles, changes });
        }
        Some(articles > 0)
    }

    /// Articles a query finds as it stands, no condition of it taken as text.
    fn count(&self, typed: &str) -> Option<u32> {
        let results = run(self.corpus, self.index, &Query::parse(typed), self.go_on)?;
        Some(if results.instead.is_some() { 0 } else { results.hits.len() as u32 })
    }

    /// Words of the same sound, letters many mix up; with and without the other conditions.
    fn alike(&mut self, query: &Query, words: &[Bare]) -> Option<()> {
        for word in words.iter().filter(|word| !word.is_mixed()) {
            let changed: Vec<(String, Change)> = if word.is_letters() {
                let alike = alike_letters(&word.text());
                alike.into_iter().map(|word| (word.clone(), Change::AlikeLetters(word))).collect()
            } else {
                let alike = alike_words(self.index, &word.chars, self.go_on)?;
                alike.into_iter().map(|(word, pairs)| (word, Change::SameSound(pairs))).collect()
            };
            for (alike, change) in changed {
                let replaced = word.replaced(query, &alike);
                let before = self.offers.len();
                self.attempt(replaced.clone(), vec![change.clone()])?;
                // The word alone is worth showing, too: the other conditions may be what is wrong.
                for other in (0..query.conditions()).filter(|other| *other != word.clause) {
                    let replaced = Query::parse(&replaced);
                    self.attempt(replaced.without(other), vec![change.clone(), Change::Without(query.condition(other))])?;
                }
                if self.offers.len() > before + 1 {
                    break;
                }
            }
        }
        Some(())
    }

    /// Words that are a city, an author, a section or a day.
    fn conditions(&mut self, query: &Query, words: &[Bare]) -> Option<()> {
        for word in words.iter().filter(|word| word.is_plain) {
            for operator in [Operator::City, Operator::Author, Operator::Section] {
                let typed = format!("{}:{}", operator.names()[0], word.text());
                self.attempt_all(word.replaced(query, &typed), vec![Change::As(operator)])?;
            }
        }
        for clause in query.clauses.iter().filter(|clause| !clause.negated) {
            if matches!(clause.ask, Ask::Text(Scope::Anywhere, _)) && DateWanted::parse(&clause.text).is_some() {
                let typed = format!("{}:{}", Operator::Date.names()[0], clause.text);
                self.attempt_all(query.replaced(clause.at, &typed), vec![Change::As(Operator::Date)])?;
            }
        }
        Some(())
    }

    /// A phrase without its quotation marks, the words of an expression.
    fn unmarked(&mut self, query: &Query) -> Option<()> {
        for clause in query.clauses.iter().filter(|clause| !clause.negated) {
            let Ask::Text(_, terms) = &clause.ask else { continue };
            let is_expression = terms.iter().any(|term| matches!(term.meets, Meets::Regex(_)));
            if is_expression || clause.text.chars().any(|c| crate::text::fold::char(c) == '"') {
                let kept =
                    if is_expression { Query::words_of(&clause.text) } else { Query::words_of(syntax::value(&clause.text)) };
                self.attempt(query.replaced(clause.at, &kept), vec![Change::Unmarked])?;
            }
        }
        Some(())
    }

    /// What there is in place of what is not: months with pages, cities, authors, sections.
    fn there(&mut self, query: &Query) -> Option<()> {
        for clause in query.clauses.iter().filter(|clause| !clause.negated) {
            let name = clause.text.split_inclusive([':', '：']).next().unwrap_or_default();
            let other = |value: &str| query.replaced(clause.at, &format!("{name}{value}"));
            if let Ask::Date(wanted) = &clause.ask {
                for month in months(self.corpus, wanted).into_iter().take(2) {
                    self.attempt_all(other(&month), vec![Change::Month(month)])?;
                }
            }
            let operator = match &clause.ask {
                Ask::City(_) => Operator::City,
                Ask::Author(_) => Operator::Author,
                Ask::Section(_) => Operator::Section,
                Ask::Date(_) | Ask::Text(..) => continue,
            };
            if filter::meeting(self.corpus, &clause.ask).is_some_and(|meets| !meets.contains(&true)) {
                for value in values(self.corpus, operator, syntax::value(&clause.text)).into_iter().take(2) {
                    self.attempt_all(other(&value), vec![Change::Instead(operator)])?;
                }
            }
        }
        Some(())
    }

    /// Each word for itself, or the longest part of it that finds something; longer words first.
    fn each_alone(&mut self, query: &Query) -> Option<()> {
        let words = syntax::words(query.typed()).into_iter().filter(|word| !word.text.starts_with(['-', '－', '﹣', '−']));
        let mut words: Vec<Vec<char>> = words
            .flat_map(|word| syntax::value(word.text).split(|c: char| !c.is_alphanumeric()))
            .map(|word| word.chars().collect())
            .filter(|word: &Vec<char>| !word.is_empty())
            .collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        for chars in words {
            let text: String = chars.iter().collect();
            if !self.attempt(text.clone(), vec![Change::Only(text)])? {
                self.shorten(&Bare::of(chars), &str::to_owned)?;
            }
        }
        Some(())
    }

    /// Keeps the longest part of a word that finds something, of letters the beginning; of equally long parts the rarest, which says most.
    fn shorten(&mut self, word: &Bare, replaced: &dyn Fn(&str) -> String) -> Option<()> {
        if self.offers.len() >= MOST {
            return Some(());
        }
        let chars = word.chars.get(..LOOKED_AT).unwrap_or(&word.chars);
        let spelled = word.is_letters() || word.is_mixed();
        let part = if spelled { self.beginning(chars, replaced)? } else { self.longest_part(chars, replaced)? };
        if !part.is_empty() {
            self.attempt(replaced(&part), vec![Change::Only(part)])?;
        }
        Some(())
    }

    /// The longest beginning that finds something, empty where none does. Letters are no text: `zh` may find more than `zho`, or less.
    fn beginning(&self, chars: &[char], replaced: &dyn Fn(&str) -> String) -> Option<String> {
        for length in (2..chars.len().min(12)).rev() {
            let part: String = chars.iter().take(length).collect();
            let typed = replaced(&part);
            if !self.tried.contains(&typed) && self.count(&typed)? > 0 {
                return Some(part);
            }
        }
        Some(String::new())
    }

    /// The longest part that finds something, and of several the rarest; empty where none does. What finds nothing is in no part that finds something, so the
    /// part is let grow at its end and, where it finds nothing any more, taken from at its beginning.
    fn longest_part(&self, chars: &[char], replaced: &dyn Fn(&str) -> String) -> Option<String> {
        let mut best: Option<(std::cmp::Reverse<usize>, u32, String)> = None;
        let (mut from, mut to) = (0, 1);
        while to <= chars.len() {
            let part: String = chars.get(from..to).unwrap_or_default().iter().collect();
            let typed = replaced(&part);
            let articles = self.count(&typed)?;
            if articles == 0 {
                from += 1;
                to = to.max(from + 1);
                continue;
            }
            let found = (std::cmp::Reverse(to - from), articles, part);
            if !self.tried.contains(&typed) && best.as_ref().is_none_or(|best| (found.0, found.1) < (best.0, best.1)) {
                best = Some(found);
            }
            to += 1;
        }
        Some(best.map_or_else(String::new, |(.., part)| part))
    }
}

/// 汉字 of the wanted terms that stand nowhere, as they were typed.
fn absent(index: &Index, query: &Query) -> Vec<char> {
    let mut absent = Vec::new();
    for clause in query.clauses.iter().filter(|clause| !clause.negated && matches!(clause.ask, Ask::Text(..))) {
        for c in clause.text.chars().filter(|c| class::is_han(*c)) {
            if !index.holds(c) && !absent.contains(&c) {
                absent.push(c);
            }
        }
    }
    absent
}

impl Query {
    /// One condition as typed.
    pub fn condition(&self, i: usize) -> String {
        self.clauses.get(i).map(|clause| clause.text.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{corpus, paper, short};
    use super::*;

    fn offered(corpus: &Corpus, typed: &str) -> Vec<(String, u32)> {
        let made = offers(corpus, &Index::build(corpus), &Query::parse(typed), &|| true).unwrap();
        made.offers.into_iter().map(|offer| (offer.query, offer.articles)).collect()
    }

    #[test]
    fn a_word_of_the_same_sound_is_offered_with_and_without_the_other_condition() {
        let corpus = corpus(vec![
            short("铁岭", "2020-03-04", "锦州港的船", "港口"),
            short("铁岭", "2020-03-04", "港商", "港口"),
            short("锦州", "2020-03-04", "锦州港开航", "港口"),
        ]);
        assert_eq!(
            offered(&corpus, "锦洲港 city:铁岭"),
            [("锦州港 city:铁岭".into(), 1), ("锦州港".into(), 2), ("锦 city:铁岭".into(), 1)]
        );
        let made = offers(&corpus, &Index::build(&corpus), &Query::parse("锦洲港 city:铁岭"), &|| true).unwrap();
        assert_eq!(made.offers[0].changes, [Change::SameSound(vec![('洲', '州')])]);
        assert_eq!(made.offers[1].changes[1], Change::Without("city:铁岭".into()));
        assert_eq!(made.absent, ['洲']);
    }

    #[test]
    fn a_condition_too_many_is_dropped() {
        assert_eq!(offered(&paper(), "书柜 city:铁岭"), [("书柜".to_owned(), 1)]);
        assert_eq!(
            offered(&paper(), "公交 雪 渔船"),
            [("公交".to_owned(), 3), ("渔".to_owned(), 1), ("雪".to_owned(), 2)],
            "no single condition is to blame"
        );
    }

    #[test]
    fn letters_many_mix_up_are_offered_right() {
        assert_eq!(offered(&paper(), "gonjiao").first(), Some(&("gongjiao".to_owned(), 3)));
    }

    #[test]
    fn for_days_without_pages_the_months_that_have_some_are_offered() {
        assert_eq!(offered(&paper(), "date:2019-02"), [("date:2020-02".to_owned(), 3), ("date:XXXX-02".to_owned(), 4)]);
        assert_eq!(offered(&paper(), "公交 日期：2021-08-01").first(), Some(&("公交".to_owned(), 3)));
        assert_eq!(offered(&paper(), "公交 日期：2021-08-01").get(1), Some(&("公交 日期：2020-03".to_owned(), 1)));
    }

    #[test]
    fn a_condition_that_nothing_meets_leads_to_those_that_are_there() {
        for (typed, first) in [
            ("city:北京", "city:营口"),
            ("城市：锦阳", "城市：锦州"),
            ("city:yingkuo", "city:营口"),
            ("公交 city:北京", "公交"),
            ("author:许三多", "author:许清禾"),
            ("author:xqz", "author:许清禾"),
            ("section:要闻", "section:街巷"),
            ("title:公交车", "title:公交"),
            ("^公交车站台", "^公交"),
        ] {
            assert_eq!(offered(&paper(), typed).first().map(|offer| offer.0.as_str()), Some(first), "{typed}");
        }
    }

    #[test]
    fn a_word_that_is_a_condition_is_offered_as_one() {
        for (typed, first) in [
            ("街巷", "section:街巷"),
            ("jiexiang", "section:jiexiang"),
            ("营口市", "city:营口市"),
            ("凌海市", "city:凌海市"),
            ("2020-02-26", "date:2020-02-26"),
            ("2020年2月", "date:2020年2月"),
            ("公交 2020-03-04", "公交 date:2020-03-04"),
            ("书柜 街巷", "书柜 section:街巷"),
        ] {
            assert_eq!(offered(&paper(), typed).first().map(|offer| offer.0.as_str()), Some(first), "{typed}");
        }
    }

    #[test]
    fn marks_are_taken_off_and_beginnings_kept() {
        for (typed, offer) in [
            ("\"公交 书柜\"", "公交 书柜"),
            ("“公交大桥”", "“公交”"),
            ("/公交.{0,2}铁甲/", "公交"),
            ("gongjiaoqqq", "gongjiao"),
            ("公交qqq", "公交"),
            ("鍊鍊公交", "公交"),
            ("金钢鍊|公交厅", "公交"),
            ("city:北京|上海 鍊公交站", "公交站"),
        ] {
            assert!(offered(&paper(), typed).iter().any(|one| one.0 == offer), "{typed}: {:?}", offered(&paper(), typed));
        }
    }

    #[test]
    fn whatever_is_typed_there_is_a_way_out_or_no_character_of_it_is_here() {
        let paper = paper();
        for typed in [
            "city:北京",
            "城市：鍊",
            "author:鍊",
            "section:鍊",
            "date:1999",
            "公交 city:鍊",
            "公交 雪 渔船",
            "\"雪 渔\"",
            "/雪.渔/",
            "雪渔",
            "雪|鍊 渔",
            "xuezzz",
            "公交 -公交",
            "公交 author:鍊 city:鍊",
            "锦州zzzz港",
            "鍊 公交",
            "5Gzz",
        ] {
            let query = Query::parse(typed);
            let index = Index::build(&paper);
            if run(&paper, &index, &query, &|| true).unwrap().hits.is_empty() {
                let made = offers(&paper, &index, &query, &|| true).unwrap();
                assert!(!made.offers.is_empty(), "{typed}");
                for offer in made.offers {
                    let hits = run(&paper, &index, &Query::parse(&offer.query), &|| true).unwrap().hits.len();
                    assert_eq!(hits, offer.articles as usize, "{typed} {}", offer.query);
                }
            }
        }
    }

    /// The longest part of a word, and how many parts were searched for.
    fn longest(corpus: &Corpus, index: &Index, word: &str) -> (String, usize) {
        let made = Offering { corpus, index, go_on: &|| true, tried: Vec::new(), offers: Vec::new() };
        let searches = std::cell::Cell::new(0);
        let part = made.longest_part(&word.chars().collect::<Vec<_>>(), &|part| {
            searches.set(searches.get() + 1);
            part.to_owned()
        });
        (part.unwrap(), searches.get())
    }

    #[test]
    fn the_longest_part_of_a_pasted_sentence_is_found_in_two_searches_a_character() {
        let paper = paper();
        let noise: String = ('\u{5000}'..'\u{5028}').collect();
        let (part, searches) = longest(&paper, &Index::build(&paper), &format!("{noise}绿色的书柜{noise}公交"));
        assert_eq!(part, "绿色的书柜");
        assert!(searches <= 2 * 87, "{searches}");
    }

    proptest::proptest! {
        #[test]
        fn the_longest_part_is_the_rarest_of_the_longest_there_are(word in "[公交站书柜雪绿色的鍊]{1,9}") {
            let paper = paper();
            let index = Index::build(&paper);
            let chars: Vec<char> = word.chars().collect();
            let all = (1..=chars.len()).rev().map(|length| {
                let parts = chars.windows(length).map(|part| part.iter().collect::<String>());
                let found = parts.map(|part| (run(&paper, &index, &Query::parse(&part), &|| true).unwrap().hits.len(), part));
                found.filter(|(articles, _)| *articles > 0).min_by_key(|(articles, _)| *articles)
            });
            let slow = all.flatten().next().map_or_else(String::new, |(_, part)| part);
            proptest::prop_assert_eq!(longest(&paper, &index, &word).0, slow);
        }
    }

    #[test]
    fn a_character_that_stands_nowhere_is_named_as_typed() {
        let paper = paper();
        let made = offers(&paper, &Index::build(&paper), &Query::parse("鍊"), &|| true).unwrap();
        assert_eq!((made.offers.len(), made.absent), (0, vec!['鍊']));
    }
}
