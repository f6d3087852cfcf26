//! yuebao 阅报: a terminal reader for Chinese newspapers.
//!
//! The library is a house of rooms. Calls go down only, siblings never call each other, and the first six rooms are
//! pure: no file system, no terminal, no clock, no environment (`tests/house.rs` holds both rules).
//!
//! | room | in one sentence |
//! |---|---|
//! | [`text`] | what a character is: width, classes, folding, pinyin, sanitising, spans, the dictionary |
//! | [`typeset`] | text → lines: break opportunities, fill, justify; knows nothing of newspapers |
//! | [`corpus`] | what a newspaper is: articles, places, days, the city and date outline |
//! | [`import`] | page text → articles: bytes in, articles and notes out; the pipeline is the file list |
//! | [`search`] | query → hits: query language, folded plane, matcher, ranking, snippets |
//! | [`app`] | event → state → effect: the state machine of one reader |
//! | [`ui`] | state → cells: pure drawing of the app into a frame |
//! | [`store`] | disk: walking folders and archives, caches, profile, atomic writes |
//! | [`front`] | doors: the local terminal, reading bytes and writing frames |
//! | [`cli`] | the command line: one file a subcommand |
//!
//! `text ← {typeset, corpus} ← {import, search} ← app ← {ui, store} ← front ← cli`
//!
//! # Invariants
//! - Only [`text::width`] knows how many cells a grapheme takes.
//! - Everything that points into text is a [`text::Span`]; a place in an article is a text offset, never a line number.
//! - The corpus is immutable once built; import publishes successive snapshots.
//! - Import never fails and never loses a character.
//! - Only sanitised text reaches a terminal, a pipe or a log.

pub mod app;
pub mod cli;
pub mod corpus;
pub mod front;
pub mod import;
pub mod search;
pub mod store;
pub mod text;
pub mod typeset;
pub mod ui;
