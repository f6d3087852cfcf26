//! The city and date tree as a list of rows that is never built: each row is found from the one before it.
//!
//! Moving a row costs the same with 38 articles and with 100,000: a node knows its neighbours by arithmetic on the outline
//! (every node is a contiguous range of article ids) and, while a search stands, on the sorted list of hits.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::finder::Order;
use crate::corpus::{ArticleId, Corpus, DateNode};
use crate::search::Hit;

/// One row of the tree. A city with a single day shows both in one row, its `City` node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A city, by its place in the outline.
    City(u32),
    /// A day of a city.
    Date(u32, u32),
    /// An article.
    Article(ArticleId),
}

/// What the tree is drawn from: the corpus, which branches stand open, and the hits when a search stands.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The corpus.
    pub corpus: &'a Corpus,
    /// Which branches are open.
    pub open: &'a Open,
    /// Hits in outline order; only their branches are shown, all open.
    pub hits: Option<&'a [Hit]>,
    /// Hits as one flat list, best or newest first, instead of branches.
    pub ranks: Option<&'a Ranks>,
}

/// An order of hits other than the outline's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranks {
    /// Articles, in that order.
    order: Vec<ArticleId>,
    /// For each hit in outline order, its place in `order`.
    rank: Vec<u32>,
}

impl Ranks {
    /// Orders hits by score, or by the day they were published on, the newest first; of equal scores the newest, of one day as in the
    /// outline. O(n log n).
    pub fn of(hits: &[Hit], order: Order, corpus: &Corpus) -> Self {
        let mut at: Vec<u32> = (0..hits.len() as u32).collect();
        // Hits and days both stand in the order of the outline: no article has to be fetched for its day.
        let mut dates = corpus.outline().cities.iter().flat_map(|city| &city.dates).peekable();
        let mut day = |hit: &Hit| {
            while dates.next_if(|date| date.first.0 + date.count <= hit.article.0).is_some() {}
            Reverse(dates.peek().and_then(|date| date.published.day))
        };
        let days: Vec<_> = hits.iter().map(&mut day).collect();
        let newest_first = |a: &u32, b: &u32| days[*a as usize].cmp(&days[*b as usize]).then(a.cmp(b));
        match order {
            Order::Date => at.sort_by(newest_first),
            _ => at.sort_by(|a, b| hits[*b as usize].score.total_cmp(&hits[*a as usize].score).then_with(|| newest_first(a, b))),
        }
        let mut rank = vec![0; hits.len()];
        for (place, hit) in at.iter().enumerate() {
            rank[*hit as usize] = place as u32;
        }
        Self { order: at.into_iter().map(|hit| hits[hit as usize].article).collect(), rank }
    }

    /// The best hit.
    pub fn best(&self) -> Option<ArticleId> {
        self.order.first().copied()
    }

    /// The article `by` places further down from a hit.
    fn neighbour(&self, hits: &[Hit], id: ArticleId, by: isize) -> Option<ArticleId> {
        let hit = hits.partition_point(|hit| hit.article < id);
        let place = *self.rank.get(hit).filter(|_| hits.get(hit).is_some_and(|h| h.article == id))?;
        self.order.get((place as usize).checked_add_signed(by)?).copied()
    }
}

/// The open branches: cities, and days of cities with more than one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Open {
    cities: BTreeSet<u32>,
    dates: BTreeSet<(u32, u32)>,
}

impl Open {
    /// Opens everything down to one article.
    pub fn reveal(&mut self, corpus: &Corpus, id: ArticleId) {
        if let Some((city, date)) = corpus.outline().place_of(id) {
            self.cities.insert(city as u32);
            self.dates.insert((city as u32, date as u32));
        }
    }

    /// Opens or closes one branch.
    pub fn set(&mut self, node: Node, open: bool) {
        match (node, open) {
            (Node::City(c), true) => _ = self.cities.insert(c),
            (Node::City(c), false) => _ = self.cities.remove(&c),
            (Node::Date(c, d), true) => _ = self.dates.insert((c, d)),
            (Node::Date(c, d), false) => _ = self.dates.remove(&(c, d)),
            (Node::Article(_), _) => {}
        }
    }

    /// Whether a branch is open. A city's only day counts as open with it.
    pub fn has(&self, node: Node) -> bool {
        match node {
            Node::City(c) => self.cities.contains(&c),
            Node::Date(c, d) => self.dates.contains(&(c, d)),
            Node::Article(_) => false,
        }
    }

    /// Closes everything if anything is open, else opens all cities and days. O(nodes).
    pub fn toggle_all(&mut self, corpus: &Corpus) {
        if self.cities.is_empty() {
            for (c, city) in corpus.outline().cities.iter().enumerate() {
                self.cities.insert(c as u32);
                self.dates.extend((0..city.dates.len()).map(|d| (c as u32, d as u32)));
            }
        } else {
            *self = Self::default();
        }
    }
}

impl<'a> View<'a> {
    /// The days of a city.
    pub fn dates(&self, city: u32) -> &'a [DateNode] {
        self.corpus.outline().cities.get(city as usize).map_or(&[], |c| &c.dates)
    }

    /// Whether a city's only day is folded into its row.
    pub fn single(&self, city: u32) -> bool {
        self.dates(city).len() == 1
    }

    /// First article of a node and how many it holds.
    pub fn range(&self, node: Node) -> (ArticleId, u32) {
        match node {
            Node::City(c) => self.corpus.outline().cities.get(c as usize).map_or((ArticleId(0), 0), |c| (c.first, c.count)),
            Node::Date(c, d) => self.dates(c).get(d as usize).map_or((ArticleId(0), 0), |d| (d.first, d.count)),
            Node::Article(id) => (id, 1),
        }
    }

    /// Articles to show in a node: its size, or its hits when a search stands. O(log hits).
    pub fn count(&self, node: Node) -> u32 {
        #[cfg(test)]
        tests::looked();
        let (first, count) = self.range(node);
        match self.hits {
            None => count,
            Some(hits) => {
                let from = hits.partition_point(|hit| hit.article < first);
                let to = hits.partition_point(|hit| hit.article.0 < first.0 + count);
                (to - from) as u32
            }
        }
    }

    /// The hit of an article, when a search stands.
    pub fn hit(&self, id: ArticleId) -> Option<&'a Hit> {
        let hits = self.hits?;
        let at = hits.partition_point(|hit| hit.article < id);
        hits.get(at).filter(|hit| hit.article == id)
    }

    /// Whether a branch shows what is in it.
    pub fn is_open(&self, node: Node) -> bool {
        self.hits.is_some() || self.open.has(node)
    }

    /// The branch a node hangs on.
    pub fn parent(&self, node: Node) -> Option<Node> {
        match node {
            _ if self.ranks.is_some() => None,
            Node::City(_) => None,
            Node::Date(c, _) => Some(Node::City(c)),
            Node::Article(id) => {
                let (c, d) = self.corpus.outline().place_of(id)?;
                let city = c as u32;
                Some(if self.single(city) { Node::City(city) } else { Node::Date(city, d as u32) })
            }
        }
    }

    /// Whether the node has a row: its branches are open and, under a search, it holds a hit.
    pub fn shows(&self, node: Node) -> bool {
        let mut above = self.parent(node);
        while let Some(branch) = above {
            if !self.is_open(branch) {
                return false;
            }
            above = self.parent(branch);
        }
        self.count(node) > 0 && (self.ranks.is_none() || matches!(node, Node::Article(_)))
    }

    /// The first row.
    pub fn first(&self) -> Option<Node> {
        if let Some(ranks) = self.ranks {
            return ranks.best().map(Node::Article);
        }
        self.city_of(self.shown_from(ArticleId(0))?)
    }

    /// The last row.
    pub fn last(&self) -> Option<Node> {
        if let Some(ranks) = self.ranks {
            return ranks.order.last().copied().map(Node::Article);
        }
        let city = self.city_of(self.shown_before(self.corpus.len() as u32)?)?;
        Some(self.deepest(city))
    }

    fn first_child(&self, node: Node) -> Option<Node> {
        if !self.is_open(node) {
            return None;
        }
        match node {
            Node::Article(_) => None,
            branch => {
                let (first, count) = self.range(branch);
                let article = self.article_from(first, first.0 + count)?;
                Some(if self.has_days(branch) { self.day_of(article)? } else { article })
            }
        }
    }

    fn last_child(&self, node: Node) -> Option<Node> {
        if !self.is_open(node) {
            return None;
        }
        match node {
            Node::Article(_) => None,
            branch => {
                let (first, count) = self.range(branch);
                let article = self.article_before(first.0, first.0 + count)?;
                Some(if self.has_days(branch) { self.day_of(article)? } else { article })
            }
        }
    }

    fn deepest(&self, node: Node) -> Node {
        let mut node = node;
        while let Some(child) = self.last_child(node) {
            node = child;
        }
        node
    }

    /// Whether a branch has a row for each of its days.
    fn has_days(&self, branch: Node) -> bool {
        matches!(branch, Node::City(c) if !self.single(c))
    }

    fn city_of(&self, id: ArticleId) -> Option<Node> {
        self.corpus.outline().place_of(id).map(|(city, _)| Node::City(city as u32))
    }

    fn day_of(&self, article: Node) -> Option<Node> {
        let (city, date) = self.corpus.outline().place_of(self.range(article).0)?;
        Some(Node::Date(city as u32, date as u32))
    }

    /// First shown article at or after an id.
    pub(super) fn shown_from(&self, from: ArticleId) -> Option<ArticleId> {
        #[cfg(test)]
        tests::looked();
        match self.hits {
            None => ((from.0 as usize) < self.corpus.len()).then_some(from),
            Some(hits) => Some(hits.get(hits.partition_point(|hit| hit.article < from))?.article),
        }
    }

    /// Last shown article before an id.
    pub(super) fn shown_before(&self, to: u32) -> Option<ArticleId> {
        #[cfg(test)]
        tests::looked();
        match self.hits {
            None => to.checked_sub(1).map(ArticleId),
            Some(hits) => Some(hits.get(hits.partition_point(|hit| hit.article.0 < to).checked_sub(1)?)?.article),
        }
    }

    /// First shown article in `[from, to)`.
    fn article_from(&self, from: ArticleId, to: u32) -> Option<Node> {
        self.shown_from(from).filter(|id| id.0 < to).map(Node::Article)
    }

    /// Last shown article in `[from, to)`.
    fn article_before(&self, from: u32, to: u32) -> Option<Node> {
        self.shown_before(to).filter(|id| id.0 >= from).map(Node::Article)
    }

    fn next_sibling(&self, node: Node) -> Option<Node> {
        match node {
            Node::City(_) => {
                let (first, count) = self.range(node);
                self.city_of(self.shown_from(ArticleId(first.0 + count))?)
            }
            Node::Date(c, _) => {
                let ((first, count), (start, all)) = (self.range(node), self.range(Node::City(c)));
                self.day_of(self.article_from(ArticleId(first.0 + count), start.0 + all)?)
            }
            Node::Article(id) => {
                let (first, count) = self.range(self.parent(node)?);
                self.article_from(ArticleId(id.0 + 1), first.0 + count)
            }
        }
    }

    fn previous_sibling(&self, node: Node) -> Option<Node> {
        match node {
            Node::City(_) => self.city_of(self.shown_before(self.range(node).0.0)?),
            Node::Date(c, _) => self.day_of(self.article_before(self.range(Node::City(c)).0.0, self.range(node).0.0)?),
            Node::Article(id) => {
                let (first, _) = self.range(self.parent(node)?);
                self.article_before(first.0, id.0)
            }
        }
    }

    /// The row below. O(log n).
    pub fn next(&self, node: Node) -> Option<Node> {
        if let (Some(ranks), Some(hits), Node::Article(id)) = (self.ranks, self.hits, node) {
            return ranks.neighbour(hits, id, 1).map(Node::Article);
        }
        if let Some(child) = self.first_child(node) {
            return Some(child);
        }
        let mut at = Some(node);
        while let Some(node) = at {
            if let Some(sibling) = self.next_sibling(node) {
                return Some(sibling);
            }
            at = self.parent(node);
        }
        None
    }

    /// The row above. O(log n).
    pub fn previous(&self, node: Node) -> Option<Node> {
        if let (Some(ranks), Some(hits), Node::Article(id)) = (self.ranks, self.hits, node) {
            return ranks.neighbour(hits, id, -1).map(Node::Article);
        }
        match self.previous_sibling(node) {
            Some(sibling) => Some(self.deepest(sibling)),
            None => self.parent(node),
        }
    }

    /// The next shown article after an id, anywhere below.
    pub fn article_after(&self, id: ArticleId) -> Option<ArticleId> {
        if let (Some(ranks), Some(hits)) = (self.ranks, self.hits) {
            return ranks.neighbour(hits, id, 1);
        }
        match self.article_from(ArticleId(id.0 + 1), self.corpus.len() as u32)? {
            Node::Article(id) => Some(id),
            _ => None,
        }
    }

    /// The last shown article before an id.
    pub fn article_preceding(&self, id: ArticleId) -> Option<ArticleId> {
        if let (Some(ranks), Some(hits)) = (self.ranks, self.hits) {
            return ranks.neighbour(hits, id, -1);
        }
        match self.article_before(0, id.0)? {
            Node::Article(id) => Some(id),
            _ => None,
        }
    }

    /// The first article that reading a node means.
    pub fn first_article(&self, node: Node) -> Option<ArticleId> {
        let (first, count) = self.range(node);
        match self.article_from(first, first.0 + count)? {
            Node::Article(id) => Some(id),
            _ => None,
        }
    }

    /// Whether one row stands above another.
    pub fn is_before(&self, a: Node, b: Node) -> bool {
        if let (Some(ranks), Some(hits)) = (self.ranks, self.hits) {
            let place = |node: Node| {
                let hit = hits.partition_point(|hit| hit.article < self.range(node).0);
                ranks.rank.get(hit).copied()
            };
            return place(a) < place(b);
        }
        let depth = |node: Node| match node {
            Node::City(_) => 0,
            Node::Date(..) => 1,
            Node::Article(_) => 2,
        };
        (self.range(a).0, depth(a)) < (self.range(b).0, depth(b))
    }

    /// How many screen rows a node takes: two for a hit (headline and context), else one.
    pub fn height(&self, node: Node) -> u16 {
        if self.hits.is_some() && matches!(node, Node::Article(_)) { 2 } else { 1 }
    }

    /// The names of cities without a hit, for the foot of the hit list; at most `most`.
    pub fn missing(&self, most: usize) -> Vec<&'a str> {
        if self.hits.is_none() {
            return Vec::new();
        }
        let cities = self.corpus.outline().cities.iter().enumerate();
        let missing = cities.filter(|(c, _)| self.count(Node::City(*c as u32)) == 0);
        missing.filter_map(|(_, city)| city.name.as_deref()).take(most).collect()
    }
}

#[cfg(test)]
mod tests;
