//! Text → lines. Break opportunities, fill, justify; line ↔ span both ways. Knows nothing of newspapers or screens.
//!
//! The order of work, a file each: `breaks` (where a line may end), `shape` (how each character is shown), `fill` (lines).

mod galley;

pub use galley::{Galley, Glyph, Line, Measure, Shown, set};
