//! Meets letters with the 汉字 they may spell: a nondeterministic automaton over offsets of the term, its state a bit mask.
//!
//! Bit `o` of a state says: the first `o` characters of the term are met. A character of the text leads on
//! - by one, where it is that very character (letters, too: `CT` meets CT);
//! - by a whole syllable, for any of its readings; ü as `v`, `u`, `yu`;
//! - by an initial (`j`), or by `zh` `ch` `sh`;
//! - to the end, where the rest of the term begins one of its syllables (`jinzh` meets 锦州).
//!
//! Never by a greedy split into syllables: `yunnan` and `fangan` have several, and the state holds all of them.
//! 汉字 of the term meet themselves only, never others of the same sound.

use super::literal::Literal;
use super::outside::Outside;
use super::pattern::Pattern;
use crate::text::pinyin::Syllable;

/// Which ways of reading count; for telling good matches from far-fetched ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ways {
    /// Whole syllables, the last perhaps begun only.
    Syllables,
    /// Initials too.
    All,
}

/// The class of a first unit that has to be asked for its readings.
const ASK: u8 = u8::MAX;

/// Where a first character led to; 0 leads nowhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start(pub(super) u8);

/// A compiled term.
#[derive(Debug, Clone)]
pub(super) struct Spelled {
    units: Vec<u16>,
    /// Per syllable and offset (`syllable * len + offset`): offsets reached by whole syllables, and by initials as well.
    syllables: Box<[u64]>,
    all: Box<[u64]>,
    /// Offsets where the typist parted syllables: a blank or an apostrophe of the text may stand there.
    breaks: u64,
    /// For each unit, which of `starts` it leads to as the first of a match; 0 for none, [`ASK`] for one of a text's own units.
    first: Box<[u8]>,
    /// States after a first character, each once; the first is the empty one.
    starts: Vec<u64>,
    /// Offsets from which 汉字 can lead to the end. From the others (`hi` in `shi`) only the letters themselves do.
    alive: u64,
    /// The letters of the term, 0 for other characters.
    letters: Vec<u8>,
    /// Letters that the first, second and third character of a match may begin with; fewer where a match may be that short.
    pub(super) begins: Vec<Vec<u8>>,
    /// The characters before the first letter, which a scan can look for by themselves.
    pub(super) lead: Option<Literal>,
    /// The very letter, where the term is a single one.
    pub(super) letter: Option<Literal>,
}

/// What may come second in a match, after one kind of first character.
#[derive(Debug, Clone)]
pub(super) struct Second {
    /// The letters that a 汉字 may begin with if the match is to go on; `None` where any character may follow.
    pub(super) letters: Option<Vec<u8>>,
    /// Whether the first character is a match by itself.
    pub(super) alone: bool,
}

impl Spelled {
    /// Compiles a term that has letters. About 0.1 ms.
    pub(super) fn new(pattern: &Pattern) -> Self {
        let letters: Vec<u8> = pattern.chars.iter().map(|c| if c.is_ascii_lowercase() { *c as u8 } else { 0 }).collect();
        let breaks = pattern.breaks.iter().fold(0u64, |mask, at| mask | 1 << at);
        let n = letters.len();
        let mut syllables = vec![0; Syllable::count() * n].into_boxed_slice();
        let mut all = syllables.clone();
        for syllable in Syllable::all() {
            for typed in syllable.typed() {
                for offset in (0..n).filter(|o| letters[*o] == typed.as_bytes()[0]) {
                    let at = syllable.index() * n + offset;
                    syllables[at] |= whole(&letters, breaks, offset, typed.as_bytes());
                    all[at] |= syllables[at] | initial(&letters, breaks, offset, typed.as_bytes());
                }
            }
        }
        let nobody = Outside::default();
        let mut made = Self {
            units: Vec::new(),
            syllables,
            all,
            breaks,
            first: vec![0; 0x1_0000].into_boxed_slice(),
            starts: vec![0],
            alive: 0,
            letters,
            begins: Vec::new(),
            lead: None,
            letter: None,
        };
        made.alive = made.offsets_that_lead_on();
        made.place(pattern, &nobody);
        made.table_first();
        made.begins = made.letters_that_begin();
        made
    }

    /// Tabulates where each unit leads as the first of a match, so that most of a text is passed over by one look.
    fn table_first(&mut self) {
        let n = self.units.len();
        let mut states = vec![0u64; 0x1_0000];
        let mut reached: Vec<u16> = vec![self.units[0]];
        states[self.units[0] as usize] = 1 << 1;
        for syllable in Syllable::all() {
            let to = self.all[syllable.index() * n];
            if to == 0 {
                continue;
            }
            for c in syllable.usual().chars().chain(syllable.also().chars()) {
                if let Ok(unit) = u16::try_from(c as u32) {
                    states[unit as usize] |= to;
                    reached.push(unit);
                }
            }
        }
        for unit in reached {
            let state = states[unit as usize];
            let class = self.starts.iter().position(|known| *known == state).unwrap_or_else(|| {
                self.starts.push(state);
                self.starts.len() - 1
            });
            self.first[unit as usize] = u8::try_from(class).unwrap_or(ASK);
        }
        self.first[0xD800..0xE000].fill(ASK);
    }

    /// Gives the term's own characters the units they have in one text.
    pub(super) fn place(&mut self, pattern: &Pattern, text: &Outside) {
        self.units = pattern.written().map(|c| text.unit(c)).collect();
        let lead: Vec<char> = pattern.chars.iter().copied().take_while(|c| !c.is_ascii_lowercase()).collect();
        self.lead = (!lead.is_empty()).then(|| Literal::new(&lead, text));
        self.letter = pattern.is_single_letter().then(|| Literal::new(&pattern.written().collect::<Vec<_>>(), text));
    }

    /// See [`Spelled::alive`]; worked out from the end.
    fn offsets_that_lead_on(&self) -> u64 {
        let n = self.letters.len();
        (0..n).rev().fold(1u64 << n, |alive, offset| {
            let leads_on = match self.letters[offset] {
                0 => alive & (1 << (offset + 1)) != 0,
                _ => Syllable::all().any(|s| self.all[s.index() * n + offset] & alive != 0),
            };
            alive | u64::from(leads_on) << offset
        })
    }

    /// For up to three characters of a match, which letters they may begin with; stops where anything may follow or a match may end.
    fn letters_that_begin(&self) -> Vec<Vec<u8>> {
        let letters = &self.letters;
        let n = letters.len();
        let mut state = 1u64;
        let mut begins = Vec::new();
        while begins.len() < 3 && state & (1 << n) == 0 {
            // Where only Latin letters lead on, those have every sound and pass any filter.
            let worth = if state & self.alive == 0 { state } else { state & self.alive };
            let offsets: Vec<usize> = (0..n).filter(|o| worth & (1 << o) != 0).collect();
            if offsets.iter().any(|o| letters[*o] == 0) {
                break;
            }
            let mut here: Vec<u8> = offsets.iter().map(|o| letters[*o]).collect();
            here.sort_unstable();
            here.dedup();
            begins.push(here);
            state = offsets
                .iter()
                .fold(0, |next, o| Syllable::all().fold(next | 1 << (o + 1), |next, s| next | self.all[s.index() * n + o]));
        }
        begins
    }

    /// Whether a unit may be the first of a match.
    #[inline]
    pub(super) fn may_begin(&self, unit: u16) -> bool {
        self.first[unit as usize] != 0
    }

    /// What a unit leads to as the first of a match; `None` where the whole automaton has to be asked.
    pub(super) fn start(&self, unit: u16) -> Option<Start> {
        match self.first[unit as usize] {
            ASK => None,
            class => Some(Start(class)),
        }
    }

    /// For each [`Start`], what may come next.
    pub(super) fn seconds(&self) -> Vec<Second> {
        let n = self.letters.len();
        let second = |state: &u64| {
            let offsets = || (0..n).filter(|o| state & self.alive & (1 << o) != 0);
            let any = offsets().any(|o| self.letters[o] == 0);
            Second { letters: (!any).then(|| offsets().map(|o| self.letters[o]).collect()), alone: state & (1 << n) != 0 }
        };
        self.starts.iter().take(ASK as usize).map(second).collect()
    }

    fn step(&self, state: u64, unit: u16, text: &Outside, table: &[u64]) -> u64 {
        let n = self.units.len();
        let readings = text.readings(unit);
        let mut next = if unit == u16::from(b' ') || unit == u16::from(b'\'') { state & self.breaks } else { 0 };
        let mut left = state;
        while left != 0 {
            let offset = left.trailing_zeros() as usize;
            left &= left - 1;
            if self.units[offset] == unit {
                next |= 1 << (offset + 1);
            }
            for syllable in readings {
                next |= table[syllable.index() * n + offset];
            }
        }
        next
    }

    /// Where the longest match that begins at `start` ends, if one begins there.
    pub(super) fn longest(&self, units: &[u16], start: usize, text: &Outside) -> Option<usize> {
        let unit = *units.get(start)?;
        let mut state = match self.first[unit as usize] {
            0 => return None,
            ASK => self.step(1, unit, text, &self.all),
            class => self.starts[class as usize],
        };
        let done = 1u64 << self.units.len();
        let mut end = None;
        let mut at = start + 1;
        loop {
            if state & done != 0 {
                end = Some(at);
                state &= !done;
            }
            if state == 0 {
                return end;
            }
            let Some(unit) = units.get(at) else { return end };
            state = self.step(state, *unit, text, &self.all);
            at += 1;
        }
    }

    /// Whether exactly these characters are met in the given ways, each character read only as `reads` allows.
    pub(super) fn meets<R: AsRef<[Syllable]>>(&self, units: &[u16], ways: Ways, mut reads: impl FnMut(usize) -> R) -> bool {
        let n = self.units.len();
        let table = if ways == Ways::All { &self.all } else { &self.syllables };
        let mut state = 1u64;
        for (i, unit) in units.iter().enumerate() {
            let readings = reads(i);
            let blank = *unit == u16::from(b' ') || *unit == u16::from(b'\'');
            let mut next = if blank { state & self.breaks } else { 0 };
            for offset in (0..n).filter(|o| state & (1 << o) != 0) {
                if self.units[offset] == *unit {
                    next |= 1 << (offset + 1);
                }
                next = readings.as_ref().iter().fold(next, |next, s| next | table[s.index() * n + offset]);
            }
            state = next;
        }
        state & (1 << n) != 0
    }
}

/// Whether a syllable from `start` to `end` runs across a parting.
fn crosses(breaks: u64, start: usize, end: usize) -> bool {
    (start + 1..end).any(|at| breaks & (1 << at) != 0)
}

/// Offsets that a syllable, whole or begun at the very end of the term, leads to.
fn whole(letters: &[u8], breaks: u64, offset: usize, typed: &[u8]) -> u64 {
    let rest = &letters[offset..];
    let end = offset + rest.len().min(typed.len());
    if crosses(breaks, offset, end) {
        0
    } else if rest.starts_with(typed) || typed.starts_with(rest) {
        1 << end
    } else {
        0
    }
}

/// Offsets that the initial of a syllable leads to.
fn initial(letters: &[u8], breaks: u64, offset: usize, typed: &[u8]) -> u64 {
    let mut reached = 1 << (offset + 1);
    let double = matches!(typed, [b'z' | b'c' | b's', b'h', ..]) && letters.get(offset + 1) == Some(&b'h');
    if double && !crosses(breaks, offset, offset + 2) {
        reached |= 1 << (offset + 2);
    }
    reached
}
