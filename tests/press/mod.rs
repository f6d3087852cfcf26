//! The press: prints newspaper pages whose true structure is known, for training and for testing the importer.
//!
//! Clean stock articles of our own (`stock/`) × house styles × damage. The same seed prints the same pages. Held-back styles (other
//! marks, bylines, datelines, captions, labels, and a quarter of the stock) are never used for training.

mod abreast;
pub mod chance;
mod closing;
pub mod damage;
mod forms;
mod heads;
mod labels;
pub mod page;
mod printing;
pub mod setting;
mod small;
pub mod stock;
mod story;
pub mod style;

pub use page::Press;

/// The truth of a page in the form of the gold files.
pub fn gold(page: &page::Page) -> serde_json::Value {
    use serde_json::{Value, json};
    let id = |article: u32| format!("a{article}");
    let lines: Vec<Value> = page
        .lines
        .iter()
        .map(|l| json!({"n": l.line, "article": l.article.map(id), "role": l.role.name(), "cont": l.continues}))
        .collect();
    let articles: Vec<Value> =
        page.articles.iter().map(|a| json!({"id": id(a.id), "headline": a.headline, "authors": a.authors})).collect();
    json!({"lines": lines, "articles": articles})
}
