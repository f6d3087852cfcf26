//! Views that open beside tree and reader, tried as a reader would: keys in, frames out.

mod columns;
mod offers;
mod shelf;
mod vertical;
