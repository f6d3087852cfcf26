//! Something large that a corpus holds: in memory, or in an archive until it is first asked for.
//!
//! A library that was read before is opened from its archive in no time: the outline is there, each article comes when it is read. The
//! archive itself (a file) is [`crate::store`]'s business.

use std::sync::{Arc, OnceLock};

use super::{Article, Page};

/// Where articles and pages come from that are not in memory.
pub trait Archive: std::fmt::Debug + Send + Sync {
    /// The article with this number of the archive; `None` when the archive is damaged.
    fn article(&self, n: u32) -> Option<Article>;

    /// The page with this number of the archive; `None` when the archive is damaged.
    fn page(&self, n: u32) -> Option<Page>;

    /// The name of that page. Costs next to nothing.
    fn file(&self, n: u32) -> Option<&str>;
}

/// Where the lines of pages come from that are too many to be kept.
pub trait Sources: std::fmt::Debug + Send + Sync {
    /// The page of this name with its lines; `None` where there is none any more with a text of this hash.
    fn page(&self, name: &str, text: u64) -> Option<Page>;
}

/// One article or page. Cheap to clone; what was fetched once stays.
#[derive(Debug, Clone)]
pub struct Held<T> {
    here: OnceLock<Arc<T>>,
    there: u32,
}

impl<T> Held<T> {
    /// Something in memory.
    pub fn here(it: Arc<T>) -> Self {
        Self { here: OnceLock::from(it), there: 0 }
    }

    /// Something with this number in the archive.
    pub fn there(n: u32) -> Self {
        Self { here: OnceLock::new(), there: n }
    }

    /// The thing itself, fetched when it is not in memory yet.
    pub fn get(&self, fetch: impl FnOnce(u32) -> T) -> &Arc<T> {
        self.here.get_or_init(|| Arc::new(fetch(self.there)))
    }

    /// The thing itself where it is in memory.
    pub fn in_memory(&self) -> Option<&Arc<T>> {
        self.here.get()
    }
}
