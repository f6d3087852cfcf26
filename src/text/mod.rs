//! What a character is. The lowest room: everything else calls it, it calls nobody.
//!
//! It knows widths, classes, folding, pinyin, sanitising, spans and the dictionary; it knows nothing of lines,
//! articles or screens.

pub mod class;
pub mod fold;
pub mod lexicon;
pub mod pinyin;
pub mod sanitise;
mod span;
pub mod width;

pub use span::Span;
pub use width::{Ambiguous, Cells};
