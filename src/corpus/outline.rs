//! The tree of a corpus: cities in pinyin order, in each its publication days (newest first), in each its articles.

use super::{ArticleId, CityName, Published};

/// One publication day within a city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateNode {
    /// The day the articles came out.
    pub published: Published,
    /// First article.
    pub first: ArticleId,
    /// How many articles follow, `first` included.
    pub count: u32,
}

/// One city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CityNode {
    /// Its name; `None` is 地点不明, which comes last.
    pub name: CityName,
    /// Its days, newest first; days without a known date last.
    pub dates: Vec<DateNode>,
    /// First article.
    pub first: ArticleId,
    /// How many articles follow.
    pub count: u32,
}

/// The whole tree. Articles are numbered in its order, so every node is a contiguous range of ids.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// Cities in pinyin order.
    pub cities: Vec<CityNode>,
}

impl Outline {
    /// City index and date index of an article. O(log n).
    pub fn place_of(&self, id: ArticleId) -> Option<(usize, usize)> {
        let city = self.cities.partition_point(|c| c.first.0 + c.count <= id.0);
        let dates = &self.cities.get(city)?.dates;
        let date = dates.partition_point(|d| d.first.0 + d.count <= id.0);
        (date < dates.len()).then_some((city, date))
    }
}
