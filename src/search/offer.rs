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

/// Offers for a query that finds nothing. `None` when told to stop. Searches: one for each offer tried, and while fewer than `MOST` are
/// made, at most two for each of the first `LOOKED_AT` characters of a word; besides, a sweep of the plane a word.
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
mod tests;
