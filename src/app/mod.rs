//! The state machine of one reader: event → state → effect. No terminal, no disk, no clock.

mod display;
mod effect;
mod event;

pub use display::{Colours, Display, Ground};
pub use effect::{Caret, Effect};
pub use event::{Event, Key, Mouse, MouseKind};
