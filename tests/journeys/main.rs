//! Journeys: keys in, frames out, through the real loop. A test here is something a reader does.
//!
//! Where a new test belongs:

#![expect(unreachable_pub, reason = "a test crate has no outside; its modules share their helpers")]

#[path = "../fixture/mod.rs"]
mod fixture;
#[path = "../fixture/long.rs"]
mod long;

mod desk; // how journeys start, and what they can ask of the screen
mod frames; // whole screens as pictures, at the sizes of the design

mod arriving; // reading in while someone reads, stopping it, what comes into a watched folder
mod bookmarks; // bookmarks and notes: put, listed, gone to, kept
mod columns; // newspaper columns
mod correcting; // the correction drawer, and that what was put right is there the next time
mod leaves; // help, names of actions, source lines, problems, theme and language
mod moving; // tree, bracket ladder, digits, Chinese marks, focus
mod offers; // what row 1 and the empty list offer while the search line is typed
mod overview; // articles by city and by day, with pictures
mod own; // keys, colours and settings of one's own
mod public; // a visitor over public SSH
mod reading; // Space, Backspace, full width, measure, resize
mod readme; // the keys and the screen in README.md
mod returning; // the next session, a corpus that grows, hang-up
mod searching; // everything that begins with `/`

mod bytes; // what a key costs on the line
mod marks; // which marks stand where, and on what ground
mod promises; // what holds on every screen at every size, whatever is pressed
mod rows; // the tree's arithmetic against a plain list of its rows
mod steady; // what stands open while pages arrive
mod sweep; // what typing costs, over every query one may begin with
mod vertical; // 竖排
mod wide; // glyphs of two cells at the edges, under styles, and where marks are ambiguous
