//! The words of a corpus: what an input method without an input method can offer for letters.
//!
//! Words are for offering only. What is found never depends on where a segmenter cuts.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::{Article, Corpus, Field};
use crate::text::{Span, class, fold};

/// Above this many articles only headlines, leads and first paragraphs are cut into words.
const WHOLE_TEXTS: usize = 2_000;
/// Characters of a word at most.
const LONGEST: usize = 8;

/// What a word is besides a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A city of the tree.
    City,
    /// A county of the corpus.
    County,
    /// A writer of an article.
    Name,
    /// Anything else.
    Plain,
}

/// One word of the corpus.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    at: u32,
    len: u8,
    pub(super) kind: Kind,
    /// Articles it was seen in, and headlines.
    pub(super) articles: u32,
    pub(super) headlines: u32,
}

/// The words of a corpus, folded. About 30 bytes a word.
#[derive(Debug, Default)]
pub struct Words {
    units: Vec<u16>,
    words: Vec<Word>,
}

impl Words {
    /// Cuts a corpus into words with `cut` (the dictionary's [`words`](crate::text::lexicon::words)), which gives byte spans in order without gaps.
    /// `None` when told to stop. About 10 MB of text a second and core: for a worker, after the first frame.
    pub fn build(corpus: &Corpus, cut: &dyn Fn(&str) -> Vec<Span>, go_on: &dyn Fn() -> bool) -> Option<Self> {
        let mut counts: FxHashMap<String, (u32, u32)> = FxHashMap::default();
        let whole = Self::whole(corpus);
        let mut in_article: FxHashMap<String, bool> = FxHashMap::default();
        let mut names: FxHashSet<String> = FxHashSet::default();
        for (id, article) in corpus.articles() {
            if id.0 % 256 == 0 && !go_on() {
                return None;
            }
            in_article.clear();
            for (part, headline) in read(article, whole) {
                for word in cut(part).into_iter().map(|span| span.of(part)).filter(|word| is_offered(word)) {
                    *in_article.entry(fold::text(word)).or_default() |= headline;
                }
            }
            for name in article.authors.iter().filter(|name| is_offered(name)) {
                let name = fold::text(name);
                in_article.entry(name.clone()).or_default();
                names.insert(name);
            }
            for (word, headline) in in_article.drain() {
                let count = counts.entry(word).or_default();
                count.0 += 1;
                count.1 += u32::from(headline);
            }
        }
        let cities: FxHashSet<String> =
            corpus.outline().cities.iter().filter_map(|c| c.name.as_deref()).map(fold::text).collect();
        let counties: FxHashSet<String> = corpus.articles().filter_map(|(_, a)| a.county.as_deref()).map(fold::text).collect();
        for place in cities.iter().chain(&counties) {
            counts.entry(place.clone()).or_default();
        }
        let mut words = Self::default();
        for (word, (articles, headlines)) in counts {
            let kind = match () {
                () if cities.contains(&word) => Kind::City,
                () if counties.contains(&word) => Kind::County,
                () if names.contains(&word) => Kind::Name,
                () => Kind::Plain,
            };
            words.admit(&word, kind, articles, headlines);
        }
        // The hash map's order is no order; ties in ranking follow this one.
        let units = std::mem::take(&mut words.units);
        words.words.sort_by(|a, b| units[a.range()].cmp(&units[b.range()]));
        words.units = units;
        Some(words)
    }

    /// Whether a corpus is small enough for whole texts to be cut.
    pub(super) fn whole(corpus: &Corpus) -> bool {
        corpus.len() <= WHOLE_TEXTS
    }

    fn admit(&mut self, word: &str, kind: Kind, articles: u32, headlines: u32) {
        let at = self.units.len() as u32;
        self.units.extend(word.chars().filter_map(|c| u16::try_from(c as u32).ok()));
        let len = self.units.len() as u32 - at;
        match u8::try_from(len) {
            Ok(len) if len as usize == word.chars().count() => self.words.push(Word { at, len, kind, articles, headlines }),
            _ => self.units.truncate(at as usize),
        }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// All words with their units.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Word, &[u16])> {
        self.words.iter().map(|word| (word, &self.units[word.range()]))
    }
}

impl Word {
    fn range(&self) -> std::ops::Range<usize> {
        self.at as usize..self.at as usize + self.len as usize
    }
}

/// The parts of an article whose words are offered, and whether each is a headline.
pub(super) fn read(article: &Article, whole: bool) -> impl Iterator<Item = (&str, bool)> {
    let mut paragraphs = 0;
    article.parts.iter().filter_map(move |part| {
        let headline = matches!(part.field, Field::Kicker | Field::Headline | Field::Deck);
        paragraphs += usize::from(part.field == Field::Body);
        let wanted = headline
            || part.field == Field::Lead
            || (whole && part.field != Field::Byline)
            || (part.field == Field::Body && paragraphs == 1);
        wanted.then(|| (part.span.of(&article.text), headline))
    })
}

/// Words of two and more 汉字: single characters are typed faster than chosen.
fn is_offered(word: &str) -> bool {
    let length = word.chars().count();
    (2..=LONGEST).contains(&length) && word.chars().all(class::is_han)
}
