//! Text → lines: Chinese typesetting for a grid of cells. Knows nothing of newspapers, colours or screens.
//!
//! ```
//! use yuebao::typeset::{Measure, set};
//!
//! let text = "截至目前,近海四港大小渔船归港比例达88.9%,“两手抓、两不误”。";
//! let galley = set(text, Measure::newspaper(24));
//! let lines: Vec<String> = galley.lines.iter().map(|line| line.draw(text)).collect();
//! assert_eq!(lines, ["    截至目前，近海四港大", "小渔船归港比例达 88.9%，", " “两手抓、两不误”。"]);
//! ```
//!
//! # Where a Chinese line may end
//!
//! Chinese is written without blanks, and a line may end between almost any two characters: there is no hyphenation, a word may be
//! parted anywhere. “Almost” is what this room is about. A reader sees at once when a line begins with a comma or ends with an
//! opening bracket; the rules against it are called 避头尾 (“avoid head and tail”) or 禁则. Three authorities write them down:
//!
//! - **CLREQ**, *Requirements for Chinese Text Layout* (W3C), “Prohibition Rules for Line Start and Line End”, which knows four
//!   levels; we set the strict one;
//! - **GB/T 15834—2011** *标点符号用法*, the national standard for punctuation marks, §5.1;
//! - **UAX #14**, the *Unicode Line Breaking Algorithm*, which covers every script, and which CSS calls `line-break: strict`.
//!
//! | | marks | source |
//! |---|---|---|
//! | never first | 。，、；：！？．‼⁇ and ）》」』”’】〉〕〗］｝ | CLREQ basic |
//! | never first | · ・ ‧ (间隔号), – — ～ (连接号), / | CLREQ basic |
//! | never first | —— (破折号), …… ⋯⋯ (省略号) | CLREQ strict |
//! | never first | % ‰ ℃ ° ′ ″, 々 〻 ゝ ー | UAX #14 PO, NS |
//! | never last | （《「『“‘【〈〔〖［｛ and ￥ ＄ № | CLREQ basic, UAX #14 PR |
//! | never last | / between 汉字 | CLREQ, level GB |
//! | never parted | ——, ……; 1,234; 88.9%; Latin words; grapheme clusters | CLREQ; UAX #14 LB25; UAX #29 |
//! | never parted | 10万吨, 2020年, 第三届, 10—20岁, 买买提·艾力 | CLREQ asks for numbers with prefix and suffix; ours |
//!
//! Extracted text often has the ASCII twins , . ; : ! ? ( ) for the Chinese marks, so each is in its twin's row.
//!
//! ## Why not a library alone
//!
//! Every segmenter that follows UAX #14 to the letter is wrong in the same few dozen places of a Chinese page. It takes “ and ” for
//! one mark without direction and glues both to both their neighbours (LB19; Unicode 16 mends it). It takes the comma of
//! `截至目前,25人` for part of the number (LB25). It parts `10万|吨` (LB23, LB27), and sets `·` at a line start, an ordinary letter to
//! it. The file `rules` lays the Chinese rules over a base segmenter (`icu_segmenter`, strict) and names for each the rule it mends.
//! The decision is made on whole paragraphs: a highlight or a change of style must not move a line end.
//!
//! A gap between two clusters is one of six [`Gap`]s: `Free`, `Avoid` (legal, but a neighbour is better), `Glue` (belongs
//! together), `Cut` (inside a word or number), `Forbidden`, `Pair` (inside a —— or a ……). When a measure is too narrow for any legal
//! break, they are the order in which rules give way: marks at the wrong end of a line give way late, and only a measure that is
//! narrower than the mark parts a ——.
//!
//! ## What the words mean
//!
//! A *cell* is one column of the terminal; a letter takes one, a 汉字 two. An *em* is the width of a 汉字, two cells. The *measure* is the
//! length of a line in cells. A *cluster* is what a reader takes for one character, whatever it is made of (UAX #29): é, 👨‍👩‍👧, 葛󠄀. A *gap*
//! stands between two clusters; it is an *opportunity* where a line may end. A *galley* is a paragraph that is set.
//!
//! # Filling a line
//!
//! Lines are filled greedily. Where the next piece just does not fit, CLREQ says 先挤进，后推出: first try to get it in, then push it
//! to the next line.
//!
//! 1. A full-width mark at the line end takes half its width (GB/T 15834 §5.1.10): in a terminal its ASCII form, where it has one.
//! 2. One pause or stop mark hangs in a gutter of two cells to the right of the measure (CLREQ, “Hanging Punctuation”: never two,
//!    never a bracket or a quote).
//! 3. Blanks of the line are taken out: beside quotes, then those of the grid.
//! 4. Else the line ends before the piece, and its spare cells are spread.
//!
//! Hanging stands before squeezing because it costs a line nothing. Optimal filling (Knuth–Plass) is not worth its price here: on
//! the grid almost every line is full already, and it made the mean slack larger when we tried.
//!
//! ## The em grid
//!
//! A 汉字 takes two cells, a letter one. A run of an odd number of letters puts every 汉字 after it on the wrong foot, and the next
//! line end is one cell short. Printers have the same problem and the same answer (纵横对齐): half an em of white beside the run. It
//! goes on a side that faces a 汉字, before figures rather than after them, because after them stands their unit (`从 2月20日`).
//! Marks that some terminals draw in one cell and others in two (“ ” ‘ ’ — …, UAX #11 *ambiguous*) get two cells on both, with the
//! glyph on its proper side: the page is the same everywhere.
//!
//! ## Justification
//!
//! Spare cells go where CLREQ puts them: Western word spaces, between 汉字 and Latin, beside marks; never between two 汉字, where a
//! terminal could show only a hole. Two cells beside one mark come first, because they leave the grid intact. A line without such a
//! place, and the last line of a paragraph, stay ragged. A last line of one single 汉字 (孤字) gets company where the line above can
//! give it.
//!
//! # From cells to text and back
//!
//! A [`Galley`] does not hold text, only [`Glyph`]s: which source bytes, at which cell, how wide, shown as what. Normalisation
//! (full-width marks for ASCII ones) is display only, so searching, copying and highlighting speak source bytes:
//! [`Line::offset_at`], [`Line::cell_of`], [`Line::cells_of`]. The lines of a galley cover the source without gaps.
//!
//! # The files, in the order of work
//!
//! `cluster` cuts the text into grapheme clusters; `pairs` marks the gaps that UAX #14 leaves open where common characters meet, the
//! segmenter all others; `rules` and `number` (with `han_set`) lay the Chinese rules over them; `shape` decides how each cluster is
//! shown;
//! [`Breaks`] holds all that, so that setting at another width does not look at the text again. `fill` ends the lines with the help of `pen` (the
//! grid), `lay` puts the glyphs on cells. `headline` balances, [`columns`] flows rows into newspaper columns, [`vertical`] sets
//! 竖排, [`fmt`] is a fmt(1).

mod breaks;
mod cluster;
pub mod columns;
#[cfg(test)]
mod conformance;
mod fill;
pub mod fmt;
mod galley;
mod han_set;
mod headline;
mod lay;
mod number;
mod pairs;
mod pen;
mod rules;
mod shape;
#[cfg(test)]
mod tests;
pub mod vertical;

pub use breaks::Breaks;
pub use cluster::Gap;
pub use galley::{Galley, Glyph, Line, Measure, Shown};

/// Sets one paragraph (no `\n` in it). Total, for any text and any measure; only a grapheme wider than the measure exceeds it,
/// and one mark where it may hang. Keep the [`Breaks`] instead where the same text is set at several widths. O(n).
pub fn set(text: &str, measure: Measure) -> Galley {
    Breaks::of(text).set(measure)
}

/// Sets a headline: as few lines as possible, of nearly equal length; see [`Breaks::set_headline`].
pub fn set_headline(text: &str, measure: Measure) -> Galley {
    Breaks::of(text).set_headline(measure)
}
