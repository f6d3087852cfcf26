//! Doors to a terminal: reads its bytes, writes frames, restores it.
//!
//! [`backend`] turns frames into bytes, [`session`] is the loop, [`harness`] a door for tests. No global state, and no
//! terminal is asked anything in the drawing path, so that another door (SSH) can stand beside the local one.

pub mod backend;
pub mod harness;
pub mod session;
