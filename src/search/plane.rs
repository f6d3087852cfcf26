//! All articles as one plane of folded units, newest first, with the initials each unit may be read by beside it.
//!
//! Parts are set apart by a line end, which no term holds, so nothing matches across parts. The headline block of an article
//! comes first, then the rest in reading order. Two bytes and one byte a character.

use std::cmp::Reverse;
use std::ops::Range;

use super::find::is_headline;
use super::outside::Outside;
use super::share;
use crate::corpus::{Article, ArticleId, Corpus, Part};
use crate::text::{fold, pinyin::Syllable};

/// Ends every part of an article in the plane.
pub(super) const LINE_END: u16 = b'\n' as u16;
/// Articles fetched in one go: some milliseconds where they lie on disk.
const PIECE: usize = 1_024;
/// Blanks after the last unit, so that a block of the scan never runs out.
const MARGIN: usize = 32;

/// One article in the plane.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) id: ArticleId,
    /// Units of its headline block.
    pub(super) headline: u32,
    pub(super) start: usize,
}

/// The folded plane of a corpus.
#[derive(Debug, Default)]
pub(super) struct Plane {
    pub(super) units: Vec<u16>,
    /// For each unit, a set of the initials it may be read by: see [`sound`].
    pub(super) sounds: Vec<u8>,
    /// Newest first; one more at the end, which begins where the last article ends.
    slots: Vec<Slot>,
    slot_of: Vec<u32>,
    pub(super) outside: Outside,
}

impl Plane {
    /// Folds a whole corpus. About 500 MB of text a second where the articles are in memory; else they are fetched on so many threads.
    pub(super) fn new(corpus: &Corpus, threads: usize) -> Self {
        Self::of(corpus, corpus.len(), threads)
    }

    /// Folds the newest articles of a corpus, so many.
    pub(super) fn of(corpus: &Corpus, newest: usize, threads: usize) -> Self {
        let mut days: Vec<_> = corpus.outline().cities.iter().flat_map(|city| &city.dates).collect();
        days.sort_by_key(|day| (Reverse(day.published.day), day.first));
        let ids = days.into_iter().flat_map(|day| (day.first.0..day.first.0 + day.count).map(ArticleId));
        let order: Vec<ArticleId> = ids.take(newest).collect();
        let mut plane = Self { slot_of: vec![0; corpus.len()], ..Self::default() };
        plane.slots.reserve_exact(order.len() + 1);
        let pieces: Vec<&[ArticleId]> = order.chunks(PIECE).collect();
        let text = |id: &ArticleId| corpus.article(*id).map_or(0, |article| article.text.len());
        let fetched = |piece: usize| pieces[piece].iter().map(text).sum::<usize>();
        let all = share::in_order(pieces.len(), threads, &fetched, &|| true, &mut |piece, bytes| {
            // A 汉字 has three bytes, a letter or a mark of the page layout one: two units for five bytes.
            plane.units.reserve(bytes / 5 * 2);
            for id in pieces[piece] {
                let Some(article) = corpus.article(*id) else { continue };
                plane.slot_of[id.index()] = plane.slots.len() as u32;
                plane.admit(*id, article);
            }
        });
        debug_assert!(all.is_some(), "nobody says stop");
        plane.units.shrink_to_fit();
        plane.slots.push(Slot { id: ArticleId(u32::MAX), headline: 0, start: plane.units.len() });
        let sounds = sounds(&plane.outside);
        plane.sounds = Vec::with_capacity(plane.units.len() + MARGIN);
        plane.sounds.extend(plane.units.iter().map(|unit| sounds[*unit as usize]));
        plane.sounds.resize(plane.units.len() + MARGIN, 0);
        plane
    }

    fn admit(&mut self, id: ArticleId, article: &Article) {
        let start = self.units.len();
        article.parts.iter().filter(|part| is_headline(part.field)).for_each(|part| self.add(part, article));
        let rest = article.parts.iter().filter(|part| !is_headline(part.field));
        let headline = (self.units.len() - start) as u32;
        rest.for_each(|part| self.add(part, article));
        self.slots.push(Slot { id, headline, start });
    }

    fn add(&mut self, part: &Part, article: &Article) {
        fold::units(part.span.of(&article.text), |c| self.outside.admit(c), &mut self.units);
        self.units.push(LINE_END);
    }

    /// Number of articles in it.
    pub(super) fn len(&self) -> usize {
        self.slots.len().saturating_sub(1)
    }

    /// Number of articles of its corpus.
    pub(super) fn of_all(&self) -> usize {
        self.slot_of.len()
    }

    pub(super) fn slot(&self, slot: usize) -> Slot {
        self.slots[slot]
    }

    /// How many articles end at or before a unit.
    pub(super) fn slot_before(&self, unit: usize) -> usize {
        self.slots.partition_point(|slot| slot.start <= unit).saturating_sub(1)
    }

    /// The place of an article, newest first.
    pub(super) fn slot_of(&self, id: ArticleId) -> usize {
        self.slot_of[id.index()] as usize
    }

    /// Units of the articles in a range of slots.
    pub(super) fn extent(&self, slots: Range<usize>) -> Range<usize> {
        self.slots[slots.start].start..self.slots[slots.end].start
    }

    /// Units of one article, or of its headline block.
    pub(super) fn article(&self, slot: usize, headline_only: bool) -> &[u16] {
        let extent = self.extent(slot..slot + 1);
        let end = if headline_only { extent.start + self.slots[slot].headline as usize } else { extent.end };
        &self.units[extent.start..end]
    }

    /// The slot from `from` on whose article holds a unit.
    pub(super) fn holder(&self, from: usize, unit: usize) -> usize {
        // Matches come in order and mostly in the same article or one of the next.
        for slot in from..(from + 4).min(self.slots.len() - 1) {
            if unit < self.slots[slot + 1].start {
                return slot;
            }
        }
        from + self.slots[from..].partition_point(|slot| slot.start <= unit) - 1
    }

    /// Memory of the plane in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.units.capacity() * 2
            + self.sounds.capacity()
            + self.slots.capacity() * size_of::<Slot>()
            + self.slot_of.capacity() * 4
    }
}

/// The bit of an initial letter. Eight bits for 23 initials, so that each bit stands for about an eighth of running text; letters that
/// stand inside syllables as well share bits of their own, because a term asks for them at nearly every offset. `i`, `u` and `v`
/// begin no syllable.
pub(super) fn sound(letter: u8) -> u8 {
    match letter {
        b'a' | b'e' | b'o' | b'n' | b'p' | b'k' => 1,
        b'g' | b'h' | b'r' => 2,
        b'd' | b'm' => 4,
        b's' | b'b' => 8,
        b'z' | b'f' => 16,
        b'j' | b't' | b'c' => 32,
        b'y' | b'q' => 64,
        b'x' | b'l' | b'w' => 128,
        _ => 0,
    }
}

/// The sounds of every unit. Latin letters and what may stand between syllables have every bit: they are rare, and so need no care.
fn sounds(outside: &Outside) -> Vec<u8> {
    let mut sounds = vec![0u8; 0x1_0000];
    for syllable in Syllable::all() {
        let bit = sound(syllable.letters().as_bytes()[0]);
        for c in syllable.usual().chars().chain(syllable.also().chars()) {
            if let Ok(unit) = u16::try_from(c as u32) {
                sounds[unit as usize] |= bit;
            }
        }
    }
    for unit in (b'a'..=b'z').chain([b' ', b'\'']) {
        sounds[unit as usize] = 0xFF;
    }
    for unit in 0xD800..=0xDFFFu16 {
        sounds[unit as usize] = outside.readings(unit).iter().fold(0, |bits, s| bits | sound(s.letters().as_bytes()[0]));
    }
    sounds
}
