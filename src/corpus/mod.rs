//! What a newspaper is: articles, places, days and the outline that hangs them by city and date.
//!
//! The corpus is immutable once built and shared behind an `Arc`. It knows nothing of how text was read
//! ([`crate::import`]) or how it is shown.

mod article;
mod build;
mod day;
pub mod gazetteer;
mod held;
mod imprint;
mod outline;
mod page;
mod reason;
mod sheaf;

pub use article::{Article, ArticleId, ArticleKey, CityName, Doubt, Field, Part, PlaceSource};
pub use build::{Corpus, Draft};
pub use day::{Day, Published, YEARS};
pub use held::{Archive, Held, Sources};
pub use imprint::{Imprint, page_number, paper_name};
pub use outline::{CityNode, DateNode, Outline};
pub use page::{Evidence, Page, PageId, PageLine, Problem, Role};
pub use reason::Reason;
pub use sheaf::{Card, Sheaf};
