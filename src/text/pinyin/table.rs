//! The reading tables in memory, parsed once from `assets/text/`.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Syllable;

pub(super) struct Row {
    pub(super) letters: &'static str,
    pub(super) usual: &'static str,
    pub(super) also: &'static str,
}

pub(super) struct Table {
    pub(super) syllables: Vec<Row>,
    /// Where the readings of each character of the BMP begin in `readings`; one more entry than characters.
    bmp: Box<[u32]>,
    readings: Vec<Syllable>,
    astral: FxHashMap<char, Vec<Syllable>>,
    pub(super) words: FxHashMap<&'static str, Box<[Syllable]>>,
    word_starts: FxHashSet<char>,
    pub(super) longest_word: usize,
}

pub(super) fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        Table::parse(include_str!("../../../assets/text/readings.txt"), include_str!("../../../assets/text/word_readings.txt"))
    })
}

fn lines(source: &'static str) -> impl Iterator<Item = &'static str> {
    source.lines().filter(|line| !line.starts_with('#'))
}

impl Table {
    fn parse(readings: &'static str, words: &'static str) -> Self {
        let syllables: Vec<Row> = lines(readings)
            .filter_map(|line| {
                let mut columns = line.split('\t');
                Some(Row { letters: columns.next()?, usual: columns.next()?, also: columns.next()? })
            })
            .collect();
        let mut table = Self {
            bmp: vec![0; 0x1_0001].into_boxed_slice(),
            readings: Vec::new(),
            astral: FxHashMap::default(),
            words: FxHashMap::default(),
            word_starts: FxHashSet::default(),
            longest_word: 0,
            syllables,
        };
        table.place_readings();
        for line in lines(words) {
            let Some((word, reading)) = line.split_once(' ') else { continue };
            let reading: Option<Box<[Syllable]>> = reading.split(' ').map(|letters| table.syllable(letters)).collect();
            table.longest_word = table.longest_word.max(word.chars().count());
            table.word_starts.extend(word.chars().next());
            table.words.extend(reading.map(|reading| (word, reading)));
        }
        table
    }

    /// Counts, then fills: the usual reading of a character goes first because the first pass over the syllables holds only those.
    fn place_readings(&mut self) {
        let every = || {
            let usual = self.syllables.iter().enumerate().map(|(i, s)| (i, s.usual));
            usual.chain(self.syllables.iter().enumerate().map(|(i, s)| (i, s.also)))
        };
        for (i, chars) in every() {
            for c in chars.chars() {
                match u16::try_from(c as u32) {
                    Ok(unit) => self.bmp[unit as usize + 1] += 1,
                    Err(_) => self.astral.entry(c).or_default().push(Syllable(i as u16)),
                }
            }
        }
        for unit in 1..self.bmp.len() {
            self.bmp[unit] += self.bmp[unit - 1];
        }
        let mut next = self.bmp.clone();
        self.readings = vec![Syllable(0); self.bmp.last().map_or(0, |n| *n as usize)];
        for (i, chars) in every() {
            for unit in chars.chars().filter_map(|c| u16::try_from(c as u32).ok()) {
                self.readings[next[unit as usize] as usize] = Syllable(i as u16);
                next[unit as usize] += 1;
            }
        }
    }

    fn syllable(&self, letters: &str) -> Option<Syllable> {
        self.syllables.binary_search_by(|s| s.letters.cmp(letters)).ok().map(|i| Syllable(i as u16))
    }

    pub(super) fn begins_word(&self, c: char) -> bool {
        self.word_starts.contains(&c)
    }

    pub(super) fn of_unit(&self, unit: u16) -> &[Syllable] {
        &self.readings[self.bmp[unit as usize] as usize..self.bmp[unit as usize + 1] as usize]
    }

    pub(super) fn readings(&self, folded: char) -> &[Syllable] {
        match u16::try_from(folded as u32) {
            Ok(unit) => self.of_unit(unit),
            Err(_) => self.astral.get(&folded).map_or(&[], |r| r),
        }
    }
}
