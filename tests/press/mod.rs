//! The press: prints newspaper pages whose true structure is known, for training and for testing the importer.
//!
//! Clean stock articles of our own (`stock/`) × house styles × damage. The same seed prints the same pages. Held-back styles (other
//! marks, bylines, datelines, captions, labels, and a quarter of the stock) are never used for training.

pub mod chance;
pub mod damage;
pub mod page;
pub mod setting;
pub mod stock;
pub mod style;

pub use page::Press;
