//! Query → hits. Query language, folded plane, matcher, ranking, snippets.
//!
//! The truth is a character-level match on folded text; never a segmenter's tokens, which lose text. 汉字 meet themselves, letters
//! meet what they spell as well. One matcher counts, lists and highlights.
//!
//! | to | use |
//! |---|---|
//! | understand what was typed | [`Query::parse`], [`Query::notes`] |
//! | search a corpus once | [`Index::build`], then [`run()`] |
//! | search at every keystroke | [`Session::search`], which narrows, remembers and tells partial results |
//! | count a tree | [`Results::facets`] |
//! | highlight an article | [`find()`] |
//! | show a hit in its context | [`telling`], [`snippet()`] |
//! | offer words for letters (row 1 while letters are typed) | [`Words::build`] once on a worker, [`candidates`] at each keystroke |
//! | complete `city:` and `date:` | [`completions`] |
//! | say something useful when nothing is found | [`offers`] |
//! | tell what one city speaks of and others do not | [`peculiar()`] |

mod bare;
mod candidate;
mod complete;
mod date;
mod filter;
mod find;
mod folded;
mod index;
mod literal;
mod offer;
mod outside;
mod pattern;
mod peculiar;
mod plane;
mod postings;
mod query;
mod rank;
mod regex;
mod required;
mod results;
mod run;
mod scan;
mod session;
mod settle;
mod share;
mod snippet;
mod sound;
mod spelled;
mod syntax;
mod term;
mod there;
mod words;

#[cfg(test)]
mod checks;
#[cfg(test)]
mod habits;
#[cfg(test)]
mod spellings;
#[cfg(test)]
pub(crate) mod testing;

pub use candidate::{Candidate, candidates};
pub use complete::{Completion, Completions, completions};
pub use find::{Match, find};
pub use index::Index;
pub use offer::{Change, Offer, Offers, offers};
pub use peculiar::peculiar;
pub use query::{Note, Query};
pub use results::{Certainty, CityCount, Facets, Hit, Results};
pub use run::{How, Partial, run, run_within};
pub use session::Session;
pub use snippet::{Snippet, snippet, telling};
pub use syntax::Operator;
pub use words::Words;
