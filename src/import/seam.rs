//! The seam between two lines: does line j go on with the paragraph that line i left open?
//!
//! The strongest sign is a dictionary word standing across the cut (方便｜面): chance puts one there once in a thousand unrelated pairs.
//! Its general form is the reading cost: how much more easily the two ends read together than apart.

use super::block::{Block, closes, is_digit, is_han};
use super::edges::{hangs, never_begins};
use super::net::Row;
use super::page_facts::PageFacts;
use crate::text::lexicon;

/// How far back a cut paragraph is looked for when pairs are made.
const REACH: usize = 14;
/// Open lines asked for one line.
const ASKED: usize = 5;

/// Lines i < j and what speaks for j going on with i.
#[derive(Debug, Clone)]
pub struct Seam {
    /// The open line.
    pub from: usize,
    /// The line that may go on with it.
    pub to: usize,
    /// The evidence.
    pub row: Row,
}

/// All pairs worth asking about.
pub fn seams(blocks: &[Block], facts: &PageFacts) -> Vec<Seam> {
    let mut out = Vec::new();
    for to in 1..blocks.len() {
        let mut asked = 0;
        for from in (to.saturating_sub(REACH)..to).rev() {
            if from + 1 < to && (!facts.open[from] || blocks[from].len() < 6 || facts.surfaces[from].byline) {
                continue;
            }
            out.push(Seam { from, to, row: evidence(from, to, blocks, facts) });
            asked += 1;
            if asked >= ASKED {
                break;
            }
        }
    }
    out
}

/// The last word characters of a line (at most 6) and the first of the next.
fn ends<'a>(a: &'a Block, b: &'a Block) -> (&'a [char], &'a [char]) {
    let word = |c: &&char| is_han(**c) || is_digit(**c);
    let behind = a.chars.iter().rev().take_while(word).take(6).count();
    let ahead = b.chars.iter().take_while(word).take(6).count();
    (&a.chars[a.len() - behind..], &b.chars[..ahead])
}

/// Characters of the dictionary word that stands across the seam; 0 for none.
fn word_across(tail: &[char], head: &[char]) -> usize {
    if tail.is_empty() || head.is_empty() {
        return 0;
    }
    let joined: String = tail.iter().chain(head).collect();
    let cut: usize = tail.iter().map(|c| c.len_utf8()).sum();
    let across = lexicon::words(&joined).into_iter().find(|w| (w.start as usize) < cut && cut < w.end as usize);
    across.map_or(0, |w| w.of(&joined).chars().count())
}

/// Whether the dictionary has any word that begins before the cut and ends behind it.
fn can_cross(tail: &[char], head: &[char]) -> bool {
    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    if digit(tail.last()) && digit(head.first()) {
        return true;
    }
    let longest = 6;
    let mut word = String::with_capacity(longest * 4);
    (1..=tail.len().min(longest - 1)).any(|before| {
        word.clear();
        word.extend(&tail[tail.len() - before..]);
        head.iter().take(longest - before).any(|c| {
            word.push(*c);
            lexicon::is_word(&word)
        })
    })
}

/// Two ends read as one text.
#[derive(Default)]
struct Joint {
    /// Characters of the word across the cut.
    across: usize,
    /// Number of words.
    words: usize,
    /// How much more easily the ends read together than apart, −1 to 3.
    gain: f32,
}

impl Joint {
    /// `words` asks for the number of words too; without it a cut that no word can cross is not read at all.
    fn of(tail: &[char], head: &[char], words: bool) -> Self {
        if tail.is_empty() || head.is_empty() || !words && !can_cross(tail, head) {
            return Self::default();
        }
        let joined: String = tail.iter().chain(head).collect();
        let cut: usize = tail.iter().map(|c| c.len_utf8()).sum();
        let (before, behind) = joined.split_at(cut);
        let (reading, words) = lexicon::reading_of_words(&joined);
        let across = words.iter().find(|w| (w.start as usize) < cut && cut < w.end as usize);
        let apart = || lexicon::reading(before) + lexicon::reading(behind);
        // Without a word across, the best cut of the whole is the best cut of the ends.
        let gain = if across.is_some() { ((reading - apart()) / 8.0) as f32 } else { 0.0 };
        Self { across: across.map_or(0, |w| w.of(&joined).chars().count()), words: words.len(), gain: gain.clamp(-1.0, 3.0) }
    }
}

fn word_count(tail: &[char], head: &[char]) -> usize {
    lexicon::words(&tail.iter().chain(head).collect::<String>()).len()
}

/// Characters that the end of one line and the start of the next have in common (at most 6).
pub fn overlap(a: &[char], b: &[char]) -> usize {
    (1..=6)
        .rev()
        .find(|k| {
            a.len() > *k && b.len() > *k && {
                let tail = &a[a.len() - k..];
                tail == &b[..*k] && tail.iter().all(|c| is_han(*c) || is_digit(*c))
            }
        })
        .unwrap_or(0)
}

/// How many characters at the start of `b` are a repetition by the extractor: the text reads better without them.
///
/// 第一时间｜间找到 → 1; 天天, 人人, 常常 and every doubling that the dictionary knows stay: 0.
pub fn repetition(a: &Block, b: &Block) -> usize {
    let k = overlap(&a.chars, &b.chars);
    if k == 0 {
        return 0;
    }
    let (tail, head) = ends(a, b);
    if head.len() < k {
        return 0;
    }
    let doubled: String = head[..k].iter().chain(&head[..k]).collect();
    if k <= 2 && lexicon::is_word(&doubled) && word_across(tail, head) >= 2 * k {
        return 0;
    }
    let text = |head: &[char]| tail.iter().chain(head).collect::<String>();
    let dropped = &head[k..];
    // Fewer words for the same text, or a reading that is better by more than the dropped characters cost on their own.
    let fewer = word_count(tail, head) > word_count(tail, dropped);
    let better = lexicon::reading(&text(dropped)) - lexicon::reading(&text(head)) > 4.0 + 3.0 * (k as f64 - 1.0);
    if fewer && better || k >= 3 { k } else { 0 }
}

/// A classifier or unit that stands after a number (1860｜单).
fn counts(c: char) -> bool {
    const COUNTERS: &str =
        "元人个万亿多余单吨岁米公里次户家名月日年点时分%％℃倍层台辆件张套种条项所座亩斤株头只棵场届期批位天周双千百十";
    (is_han(c) || matches!(c, '%' | '％' | '℃')) && COUNTERS.contains(c)
}

/// Whether a word, a number or a repetition goes from the end of one line to the start of the next.
pub fn reads_on(a: &Block, b: &Block) -> bool {
    let (tail, head) = ends(a, b);
    word_across(tail, head) > 0 || overlap(&a.chars, &b.chars) > 0 || is_digit(a.last()) && is_digit(b.first())
}

/// What speaks for and against. O(1): both ends are looked at, not the whole lines. The first [`words_width`] observations are about
/// the words alone, the others about where the two lines stand.
pub fn evidence(from: usize, to: usize, blocks: &[Block], facts: &PageFacts) -> Row {
    let mut row = Row::with_room(32);
    of_words(&mut row, from, to, blocks, facts);
    of_places(&mut row, from, to, blocks, facts);
    row
}

/// A mark that ends a fragment of a clause.
fn parts(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '！'
            | '？'
            | '；'
            | '：'
            | '、'
            | ','
            | '!'
            | '?'
            | ';'
            | ':'
            | '”'
            | '’'
            | '）'
            | ')'
            | '》'
            | '…'
            | '—'
            | '“'
            | '‘'
            | '（'
            | '《'
    )
}

/// Characters up to the first mark of punctuation and that mark; at most 12 are looked at.
fn first_fragment<'a>(chars: impl Iterator<Item = &'a char>) -> (usize, char) {
    let mut n = 0;
    for c in chars.take(12) {
        if parts(*c) {
            return (n, *c);
        }
        n += 1;
    }
    (n, ' ')
}

/// A particle that opens no sentence: 了一箱苹果, 的那一年; not 了解, 的确.
fn bound(head: &[char]) -> bool {
    const PARTICLES: [char; 12] = ['了', '着', '过', '的', '得', '们', '地', '吗', '呢', '吧', '么', '里'];
    match head {
        [first, second, ..] => PARTICLES.contains(first) && !lexicon::is_word(&[*first, *second].iter().collect::<String>()),
        [first] => PARTICLES.contains(first),
        [] => false,
    }
}

fn of_words(row: &mut Row, from: usize, to: usize, blocks: &[Block], facts: &PageFacts) {
    let (a, b) = (&blocks[from], &blocks[to]);
    let (sa, sb) = (&facts.surfaces[from], &facts.surfaces[to]);
    let ended = a.terminated;
    let last = a.last();
    let first = b.first();
    row.flag(ended);
    row.flag(!facts.open[from]);
    row.flag(matches!(last, ',' | '，' | '、' | ';' | '；'));
    row.flag(matches!(last, ':' | '：'));
    row.flag(is_digit(last));
    row.flag(is_han(last));
    row.flag(closes(last) && !ended);
    row.flag(hangs(last));
    row.flag(a.len() <= 12);
    row.flag(a.len() <= 26);
    row.flag(a.len() <= 45);
    row.flag(a.len() > 90);
    let (tail, head) = ends(a, b);
    let same = if ended { 0 } else { overlap(&a.chars, &b.chars) };
    let after = head.get(same..).unwrap_or(&[]);
    let whole = if ended { Joint::default() } else { Joint::of(tail, head, same > 0) };
    let short = if same == 0 { Joint::default() } else { Joint::of(tail, after, true) };
    let word = whole.across;
    row.flag(word == 2);
    row.flag(word >= 3);
    row.flag(same == 1);
    row.flag(same == 2);
    row.flag(same >= 3);
    row.value(whole.gain);
    row.value(short.gain);
    let saved = if same == 0 { 0 } else { whole.words.saturating_sub(short.words) };
    row.flag(saved >= 2);
    row.flag(same > 0 && word == 2 * same);
    row.flag(word > 0 && same == 0);
    row.flag(is_digit(last) && is_digit(first));
    row.flag(is_digit(last) && counts(first));
    row.flag(never_begins(first));
    row.flag(sb.opens);
    row.flag(matches!(first, '“' | '《'));
    row.flag(is_han(first));
    row.flag(is_digit(first));
    row.flag(first.is_ascii_alphabetic());
    row.flag(first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric());
    let (quote, bracket) = (a.pairs.quotes > 0, a.pairs.brackets > 0);
    row.flag(quote);
    row.flag(bracket);
    row.flag(a.pairs.titles > 0);
    let closes_quote = b.pairs.quote_closes;
    row.flag(quote && closes_quote);
    row.flag(!quote && closes_quote);
    row.flag(quote && !closes_quote);
    row.flag(bracket && b.pairs.bracket_closes);
    row.flag(!bracket && b.pairs.bracket_closes);
    row.flag(sb.dateline.is_some());
    row.flag(sb.byline);
    row.flag(sb.lead > 0);
    row.flag(b.terminated);
    row.flag(b.len() <= 5 && b.terminated);
    row.flag(b.len() <= 14 && !b.terminated);
    row.flag(b.len() <= 30);
    row.flag(b.len() > 90);
    let alike = facts.similarity(from, to);
    row.flag(alike > 0.02);
    row.flag(alike > 0.06);
    row.flag(alike > 0.12);
    row.flag(sa.table);
    row.flag(sb.table);
    row.flag(sa.photo);
    row.flag(sa.end_signed);
    row.flag(sb.signed.is_some() && b.len() < 30);
    row.flag(b.text.starts_with(['问', '答']) && b.text.chars().nth(1).is_some_and(|c| matches!(c, ':' | '：')));
    // 时间：… over 地点：…: rows of a list.
    row.flag(sb.entry);
    row.flag(sa.entry && sb.entry);
    // The rest of a clause is short: 了。 or 磨光了。; a clause that has only begun needs more.
    let (rest, mark) = first_fragment(b.chars.iter());
    let stop = matches!(mark, '。' | '！' | '？' | '!' | '?');
    row.flag(stop && rest <= 2);
    row.flag(stop && rest <= 4);
    row.flag(stop && rest <= 7);
    let comma = matches!(mark, '，' | ',');
    row.flag(comma && rest <= 2);
    row.flag(comma && rest <= 4);
    row.flag(matches!(mark, '；' | ';' | '、' | '”' | '’' | '）' | ')' | '》') && rest <= 4);
    let (begun, _) = first_fragment(a.chars.iter().rev());
    row.flag(!ended && begun <= 2);
    row.flag(!ended && begun > 2 && begun <= 5);
    row.flag(!ended && begun + rest <= 4);
    row.flag(!ended && begun + rest >= 20);
    row.flag(bound(head));
    row.flag(bound(head) && is_han(last));
}

fn of_places(row: &mut Row, from: usize, to: usize, blocks: &[Block], facts: &PageFacts) {
    let (a, b) = (&blocks[from], &blocks[to]);
    row.flag(!b.signature.is_empty());
    row.flag(!a.signature.is_empty() && a.signature != "B");
    row.flag(b.indent && facts.indents);
    row.flag(!b.indent && facts.indents);
    let apart = to - from;
    row.flag(apart == 1);
    row.flag(apart == 2);
    row.flag(apart == 3);
    row.flag(apart >= 4);
    let between = from + 1..to;
    let long = between.clone().filter(|k| blocks[*k].len() > 45).count();
    row.flag(long >= 1);
    row.flag(long >= 2);
    row.flag(between.clone().any(|k| facts.surfaces[k].byline || !blocks[k].signature.is_empty()));
    row.flag(between.clone().any(|k| facts.dateline(k)));
    row.flag(b.gap == 0);
    row.flag(b.gap == 0 && facts.usual_gap > 0);
    row.flag(b.gap > facts.usual_gap);
    row.flag(b.gap >= 3);
    row.flag(a.full && b.gap == 0);
    row.flag(a.full && b.gap > 0);
    row.flag(facts.column && !a.full && apart == 1);
    row.flag(facts.repeats[to].earlier > 0.8);
    row.flag(facts.repeats[from].earlier > 0.8);
    // Another open paragraph stands nearer to j.
    row.flag(between.rev().any(|k| facts.open[k] && blocks[k].len() > 12));
}

/// How many observations of a seam are about its words alone.
pub fn words_width() -> usize {
    static ONE: std::sync::OnceLock<usize> = std::sync::OnceLock::new();
    *ONE.get_or_init(|| {
        let blocks = super::block::blocks("字\n字");
        let mut row = Row::default();
        of_words(&mut row, 0, 1, &blocks, &PageFacts::of(&blocks));
        row.width()
    })
}

/// The observations about the words alone.
pub fn of_words_only(row: &Row) -> &[(u16, f32)] {
    row.first(words_width())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::block::blocks;

    fn repeated(text: &str) -> usize {
        let page = blocks(text);
        repetition(&page[0], &page[1])
    }

    #[test]
    fn a_repeated_seam_character_is_dropped_only_when_the_dictionary_says_so() {
        assert_eq!(repeated("他们在第一时\n时间找到了所有的人。"), 1);
        assert_eq!(repeated("为抗击新冠肺炎\n炎疫情的一线人员"), 1);
        assert_eq!(repeated("他一年三百六十五天天\n天都在巡山。"), 0);
        assert_eq!(repeated("把消防安全知识送到人\n人心里，让他们"), 0);
        assert_eq!(repeated("大家都说这里的日子过得好\n和从前不一样了。"), 0);
    }

    #[test]
    fn a_particle_opens_no_sentence_but_a_word_that_begins_with_one_does() {
        let bound = |text: &str| bound(&text.chars().collect::<Vec<_>>());
        assert!(bound("了一箱苹果") && bound("的那一年") && bound("着"));
        assert!(!bound("了解情况的人") && !bound("过年以前") && !bound("一箱苹果"));
    }

    #[test]
    fn what_is_left_of_a_clause_is_counted_up_to_its_mark() {
        let rest = |text: &str| first_fragment(text.chars().collect::<Vec<_>>().iter());
        assert_eq!(rest("光了。新桥通车那天"), (2, '。'));
        assert_eq!(rest("半年，他们"), (2, '，'));
        assert_eq!(rest("没有任何标点的一行很长很长的字").0, 12);
    }

    #[test]
    fn what_the_words_say_stands_before_what_the_places_say() {
        let page = blocks("他们在第一时\n间找到了人。\n\n\n间找到了人。");
        let facts = PageFacts::of(&page);
        let (near, far) = (evidence(0, 1, &page, &facts), evidence(0, 2, &page, &facts));
        assert_eq!(of_words_only(&near), of_words_only(&far));
        assert_ne!(near, far);
        assert!(of_words_only(&near).len() < near.on.len());
    }

    #[test]
    fn a_word_across_the_cut_is_found() {
        let page = blocks("超市里的方便\n面卖得很快。");
        let (tail, head) = ends(&page[0], &page[1]);
        assert_eq!(word_across(tail, head), 3);
    }
}
