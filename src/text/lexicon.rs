//! The dictionary: where words end, and how common they are.
//!
//! The one owner of jieba in the house. It is loaded on the first question (about 0.2 s in a release build) and never by
//! merely linking, so that a first frame can be drawn without it. Words are cut by the dictionary alone (no HMM): an
//! unknown word must stay unknown, because "a dictionary word stands across this seam" is evidence and a guess is not.

use std::sync::OnceLock;

use jieba_rs::Jieba;

use super::Span;

static JIEBA: OnceLock<Jieba> = OnceLock::new();

/// Natural logarithm of the sum of all frequencies in the dictionary (60,101,967).
pub const LOG_TOTAL: f64 = 17.911_565;

fn jieba() -> &'static Jieba {
    JIEBA.get_or_init(Jieba::new)
}

/// Loads the dictionary now; call it on a worker before the first page is read.
pub fn warm() {
    jieba();
}

/// The words of a text as byte spans, in order and without gaps; unknown characters are words of their own. O(n).
pub fn words(text: &str) -> Vec<Span> {
    jieba().cut(text, false).iter().map(|token| Span::new(token.byte_start, token.byte_end)).collect()
}

/// How often the dictionary has seen the word, and one more, as jieba weighs it against its parts; 0 where it does not know it. Cuts the
/// word once more.
pub fn frequency(word: &str) -> usize {
    let dictionary = jieba();
    if dictionary.has_word(word) { dictionary.suggest_freq(word) } else { 0 }
}

/// Whether the dictionary has the whole string as one word.
pub fn is_word(word: &str) -> bool {
    jieba().has_word(word)
}

/// Natural logarithm of the probability of the best reading of a text as dictionary words; −∞ never occurs.
///
/// An unknown word counts as one occurrence where a word seen once counts as two. The less negative, the more the text reads like Chinese.
pub fn reading(text: &str) -> f64 {
    jieba().cut(text, false).iter().map(|token| (frequency(token.word).max(1) as f64).ln() - LOG_TOTAL).sum()
}

/// [`reading`] and the words it is made of, in one cut.
pub fn reading_of_words(text: &str) -> (f64, Vec<Span>) {
    let words = words(text);
    let sum = words.iter().map(|w| (frequency(w.of(text)).max(1) as f64).ln() - LOG_TOTAL).sum();
    (sum, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cover_the_text_without_gaps() {
        let text = "复工复产不放松";
        let spans = words(text);
        assert_eq!(spans.first().map(|s| s.start), Some(0));
        assert_eq!(spans.last().map(|s| s.end as usize), Some(text.len()));
        assert!(spans.windows(2).all(|w| w[0].end == w[1].start));
    }

    #[test]
    fn a_cut_word_reads_worse_than_a_whole_one() {
        assert!(reading("方便面") > reading("方便") + reading("面"));
        assert!(frequency("北京") > 1000);
        assert_eq!(frequency("葉葉葉"), 0);
    }
}
