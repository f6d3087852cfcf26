//! What was typed, understood: clauses that all must hold, and notes for the reader where something was not understood.
//!
//! | typed | asks for |
//! |---|---|
//! | `复工 锦州` | both, anywhere in the article |
//! | `"复工 复产"` | exactly this; letters inside are letters |
//! | `-雪` | articles without it |
//! | `锦州\|营口` | either |
//! | `/[0-9]+万元/` | a regular expression, on folded text |
//! | `^复工` `title:复工` | in kicker, headline or deck |
//! | `city:锦州` `city:jz` | articles of a city or county |
//! | `date:2020-02` `date:2020-02-01..02-15` `date:>=2020-02` `date:<7d` | articles published then |
//! | `author:` `section:` | articles by someone, under a section |
//!
//! Operators have Chinese names too (城市：日期：作者：题：版：), full-width marks count as half-width ones. Any text is a query:
//! what is not syntax is text, half-typed syntax asks for nothing yet ([`Query::as_text`] takes it as text where typing is over), a
//! condition that nothing in the corpus meets is looked for as text ([`super::Results::instead`]), and none is ever an error.

use std::sync::Arc;

use super::date::DateWanted;
use super::pattern::{Letters, Pattern};
use super::syntax::{self, Operator};
use super::term::Term;
use crate::text::Span;

/// A query as typed, understood. Any text is a query. Cheap to clone; equal when the typed texts are.
#[derive(Debug, Clone, Default)]
pub struct Query {
    typed: String,
    pub(super) clauses: Arc<[Clause]>,
    notes: Vec<Note>,
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.typed == other.typed
    }
}

impl Eq for Query {}

/// What the reader should be told about a query; never a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// `ctiy:` is no operator and was taken as text.
    UnknownOperator(String),
    /// `/复工[/` is not a regular expression yet; it asks for nothing until it is.
    RegexUnfinished(String),
    /// `date:2020-0` is no date yet; it asks for nothing until it is.
    DateUnfinished(String),
    /// No article meets the condition (`city:北京` in a paper of Liaoning), so its value is looked for as text.
    NotHere {
        /// The condition.
        operator: Operator,
        /// Its value as typed.
        value: String,
    },
}

/// Which part of an article a clause looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Everything that is read.
    Anywhere,
    /// Kicker, headline and deck.
    Headline,
}

/// One condition.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// Where it stands in the typed text.
    pub(super) at: Span,
    /// What it says.
    pub(super) text: String,
    /// Articles that meet it are left out instead.
    pub(super) negated: bool,
    pub(super) ask: Ask,
}

/// What a condition asks for; several values mean any of them.
#[derive(Debug, Clone)]
pub(super) enum Ask {
    Text(Scope, Vec<Term>),
    City(Vec<Term>),
    Date(Vec<DateWanted>),
    Author(Vec<Term>),
    Section(Vec<Term>),
}

impl Query {
    /// Understands what was typed. Never fails: what is not syntax is text. About 0.1 ms a term of letters.
    pub fn parse(typed: &str) -> Self {
        let (clauses, notes) = syntax::understand(typed);
        Self { typed: typed.to_owned(), clauses: clauses.into(), notes }
    }

    /// A text that asks for nothing by the rules (`city:`, `/复工[/`, `date:2020-13`, `"`), taken as plain text, for where nobody types on:
    /// an expression that is none as the words in it, a condition as its value, anything else as it stands. Empty only where the text
    /// is blank.
    ///
    /// ```
    /// use yuebao::search::Query;
    /// assert!(Query::parse("/复工[/").is_empty());
    /// assert!(!Query::as_text("/复工[/").is_empty() && !Query::as_text("city:").is_empty());
    /// ```
    pub fn as_text(typed: &str) -> Self {
        let value = |word: &syntax::Word<'_>| word.text.split_once([':', '：']).map_or("", |(_, value)| value).to_owned();
        let words = match typed.strip_prefix(['/', '／']) {
            Some(expression) => Self::words_of(expression),
            None => syntax::words(typed).iter().map(value).collect::<Vec<_>>().join(" "),
        };
        let mut query = Self::parse(&words);
        if query.is_empty() {
            let pattern = Pattern::new(typed.trim(), Letters::AsWritten);
            let clause = pattern.map(|pattern| Clause {
                at: Span::new(0, typed.len()),
                text: typed.to_owned(),
                negated: false,
                ask: Ask::Text(Scope::Anywhere, vec![Term::new(pattern)]),
            });
            query.clauses = clause.into_iter().collect();
        }
        Self { typed: typed.to_owned(), notes: Self::parse(typed).notes, ..query }
    }

    /// What of a text is letters, figures and 汉字, one blank between.
    pub(super) fn words_of(text: &str) -> String {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// What was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether it asks for nothing (blank, or only half an operator).
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// What the reader should be told about it.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Number of conditions.
    pub fn conditions(&self) -> usize {
        self.clauses.len()
    }

    /// The query without one of its conditions, as it would be typed.
    pub fn without(&self, condition: usize) -> String {
        let Some(clause) = self.clauses.get(condition) else { return self.typed.clone() };
        self.replaced(clause.at, "")
    }

    /// The typed text with a stretch of it replaced, blanks tidied.
    pub(super) fn replaced(&self, at: Span, by: &str) -> String {
        let before = self.typed.get(..at.start as usize).unwrap_or("").trim();
        let after = self.typed.get(at.end as usize..).unwrap_or("").trim();
        let words: Vec<&str> = [before, by, after].into_iter().filter(|part| !part.is_empty()).collect();
        words.join(" ")
    }

    /// The same typed text understood otherwise, with notes put before its own.
    pub(super) fn with(&self, clauses: Vec<Clause>, mut notes: Vec<Note>) -> Self {
        notes.extend_from_slice(&self.notes);
        Self { typed: self.typed.clone(), clauses: clauses.into(), notes }
    }

    /// Whether any condition looks at more or other things than the whole text.
    pub(super) fn has_conditions(&self) -> bool {
        self.clauses.iter().any(|clause| !matches!(clause.ask, Ask::Text(Scope::Anywhere, _)))
    }

    /// The terms that must be met in the text, with their scope, one list of alternatives a clause.
    pub(super) fn wanted(&self) -> impl Iterator<Item = (Scope, &[Term])> {
        self.clauses.iter().filter(|c| !c.negated).filter_map(Clause::text_terms)
    }

    /// The terms that must not be met in the text.
    pub(super) fn unwanted(&self) -> impl Iterator<Item = (Scope, &[Term])> {
        self.clauses.iter().filter(|c| c.negated).filter_map(Clause::text_terms)
    }

    /// Whether every article that meets this query meets `before` as well, judged from the two alone: characters appended to the
    /// last term, or conditions added. False where it cannot be told.
    pub fn narrows(&self, before: &Query) -> bool {
        !before.is_empty()
            && self.clauses.len() >= before.clauses.len()
            && self
                .clauses
                .iter()
                .zip(before.clauses.iter())
                .enumerate()
                .all(|(i, (now, then))| now.same_as(then) || (i + 1 == before.clauses.len() && now.narrows(then)))
    }
}

impl Clause {
    fn text_terms(&self) -> Option<(Scope, &[Term])> {
        match &self.ask {
            Ask::Text(scope, terms) => Some((*scope, terms)),
            _ => None,
        }
    }

    fn same_as(&self, other: &Clause) -> bool {
        self.text == other.text && self.negated == other.negated
    }

    fn narrows(&self, before: &Clause) -> bool {
        match (&self.ask, &before.ask) {
            (Ask::Text(scope, now), Ask::Text(then_scope, then)) => match (now.as_slice(), then.as_slice()) {
                ([now], [then]) if !self.negated && !before.negated && scope == then_scope => {
                    now.pattern().zip(then.pattern()).is_some_and(|(now, then)| now.narrows(then))
                }
                _ => false,
            },
            _ => false,
        }
    }
}
