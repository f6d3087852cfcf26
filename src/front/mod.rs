//! Doors to a terminal: reads its bytes, writes frames, restores it.
//!
//! [`backend`] turns frames into bytes, [`input`] bytes into events, [`session`] is the loop, [`pace`] keeps the line free,
//! [`tty`] the local door, [`arrivals`] what is being read in, [`harness`] a door for tests. No global state, and no terminal is asked anything in the drawing path, so that another
//! door (SSH) can stand beside the local one.

pub mod arrivals;
pub mod backend;
pub mod clipboard;
pub mod environment;
pub mod harness;
#[cfg(unix)]
pub mod input;
#[cfg(test)]
mod journeys;
pub mod pace;
pub mod room;
pub mod session;
#[cfg(unix)]
pub mod tty;
pub mod worker;
