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

mod date;
mod filter;
mod find;
mod folded;
mod index;
mod literal;
mod outside;
mod pattern;
mod plane;
mod query;
mod rank;
mod regex;
mod results;
mod run;
mod scan;
mod session;
mod spelled;
mod syntax;
mod term;

#[cfg(test)]
mod checks;
#[cfg(test)]
mod testing;

pub use find::{Match, find};
pub use index::Index;
pub use query::{Note, Query};
pub use results::{Certainty, CityCount, Facets, Hit, Results};
pub use run::{Partial, run, run_within};
pub use session::Session;
pub use syntax::Operator;
