//! From typed text to clauses: cuts words, sees operators, quotes, bars and minus signs in both widths.

use super::date::DateWanted;
use super::pattern::{Letters, Pattern, are_syllables, ends_in_umlaut, untoned};
use super::query::{Ask, Clause, Note, Scope};
use super::regex::{self, Unready};
use super::term::Term;
use crate::text::{Span, fold};

/// The conditions that stand before a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `city:` 城市：
    City,
    /// `date:` 日期：
    Date,
    /// `author:` 作者：
    Author,
    /// `section:` 版：
    Section,
    /// `title:` 题：
    Title,
}

impl Operator {
    /// All operators, in the order they are taught.
    pub const ALL: [Operator; 5] = [Operator::City, Operator::Date, Operator::Title, Operator::Author, Operator::Section];

    /// Its names; the first is the one shown in English, the second in Chinese.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Operator::City => &["city", "城市", "城", "地点", "place"],
            Operator::Date => &["date", "日期", "日", "day"],
            Operator::Author => &["author", "作者", "记者", "by"],
            Operator::Section => &["section", "版", "版名", "栏目", "版面"],
            Operator::Title => &["title", "题", "标题", "headline"],
        }
    }

    fn named(name: &str) -> Option<Self> {
        let name = fold::text(name);
        Operator::ALL.into_iter().find(|operator| operator.names().contains(&name.as_str()))
    }
}

/// One word as typed: a stretch without blanks outside quotes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) at: Span,
}

/// Cuts the typed text at blanks that stand in no quotes, in no regular expression and beside no bar (`复工 | 复产`).
pub(super) fn words(typed: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quoted = false;
    let mut regex_until = 0;
    for (i, c) in typed.char_indices() {
        let folded = fold::char(c);
        let blank = folded == fold::BLANK || folded == '\n';
        if blank && !quoted && i >= regex_until {
            if start.is_some_and(|from| beside_bar(typed, from, i)) {
                continue;
            }
            if let Some(from) = start.take() {
                words.push(Span::new(from, i));
            }
            continue;
        }
        if start.is_none() {
            start = Some(i);
            regex_until = typed.get(i..).and_then(regex::closed).map_or(0, |length| i + length);
        }
        if folded == '"' && i >= regex_until {
            quoted = !quoted;
        }
    }
    words.extend(start.map(|from| Span::new(from, typed.len())));
    words.into_iter().map(|at| Word { text: at.of(typed), at }).collect()
}

/// Whether a bar stands before the blanks round `at` in the word that begins at `from`, or behind them.
fn beside_bar(typed: &str, from: usize, at: usize) -> bool {
    let is_blank = |c: &char| fold::char(*c) == fold::BLANK;
    let before = typed.get(from..at).and_then(|text| text.chars().rev().find(|c| !is_blank(c)));
    let after = typed.get(at..).and_then(|text| text.chars().find(|c| !is_blank(c)));
    [before, after].into_iter().flatten().any(|c| fold::char(c) == '|')
}

/// An operator, its name as typed, and where its value begins; `None` where the word has no colon after a name.
pub(super) fn operator(word: &str) -> Option<(Option<Operator>, &str, &str)> {
    let (at, colon) = word.char_indices().find(|(_, c)| fold::char(*c) == ':')?;
    let name = word.get(..at)?;
    let is_name = !name.is_empty() && name.chars().all(char::is_alphabetic);
    is_name.then(|| (Operator::named(name), name, word.get(at + colon.len_utf8()..).unwrap_or("")))
}

/// The value of a condition as typed: what stands behind the operator or `^`; of anything else all of it.
pub(super) fn value(condition: &str) -> &str {
    match operator(condition) {
        Some((Some(_), _, value)) => value,
        _ => condition.trim_start_matches(['^', '＾']),
    }
}

/// Clauses and notes of a typed text.
pub(super) fn understand(typed: &str) -> (Vec<Clause>, Vec<Note>) {
    let mut clauses = Vec::new();
    let mut notes = Vec::new();
    let words = words(typed);
    let mut i = 0;
    while i < words.len() {
        let syllables = syllables_from(&words, i);
        let at = Span { start: words[i].at.start, end: words[i + syllables - 1].at.end };
        if syllables > 1 {
            let plain = words[i..i + syllables].iter().map(|word| plain(word.text)).collect::<Vec<_>>().join(" ");
            let term = Pattern::new(&plain, Letters::Spell).map(Term::new);
            clauses.extend(term.map(|term| clause(typed, at, false, Ask::Text(Scope::Anywhere, vec![term]))));
        } else if let Some((negated, ask)) = word(words[i].text, &mut notes) {
            clauses.push(clause(typed, at, negated, ask));
        }
        i += syllables;
    }
    (clauses, notes)
}

fn clause(typed: &str, at: Span, negated: bool, ask: Ask) -> Clause {
    Clause { at, text: at.of(typed).to_owned(), negated, ask }
}

/// How many words from `i` on are the syllables of one word typed apart (`jin zhou`); 1 where they are not.
fn syllables_from(words: &[Word<'_>], i: usize) -> usize {
    let texts: Vec<String> = words[i..].iter().map(|word| plain(word.text)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    // Only the very last word of the query may be a syllable begun; a shorter run must be whole syllables, which a first word
    // that is one, tried with itself, tells.
    let whole = |word: &&str| are_syllables(&[word, "a"]);
    let run = texts.iter().take_while(|word| whole(word)).count();
    let run = if run + 1 == texts.len() && run > 0 && are_syllables(&texts) { run + 1 } else { run };
    run.max(1)
}

/// A word without the numbers of tones, if they are such.
fn plain(word: &str) -> String {
    untoned(word).unwrap_or_else(|| word.to_owned())
}

/// One word that is no run of syllables: an operator with a value, a regular expression, quoted or plain alternatives.
fn word(text: &str, notes: &mut Vec<Note>) -> Option<(bool, Ask)> {
    let mut text = text;
    let mut negated = false;
    if let Some(rest) = text.strip_prefix(['-', '－', '﹣', '−']) {
        if rest.is_empty() {
            return None;
        }
        (text, negated) = (rest, true);
    }
    if let Some(found) = regex::compile(text) {
        return match found {
            Ok(regex) => Some((negated, Ask::Text(Scope::Anywhere, vec![regex]))),
            Err(Unready(pattern)) => {
                notes.push(Note::RegexUnfinished(pattern));
                None
            }
        };
    }
    match operator(text) {
        Some((Some(operator), _, value)) => return ask(operator, value, notes).map(|ask| (negated, ask)),
        // `https://…` is an address, not a slip of the finger.
        // Nor is the `u:` of a dictionary.
        Some((None, name, value))
            if name.is_ascii()
                && name.len() > 1
                && !value.starts_with("//")
                && !ends_in_umlaut(name.chars().rev().map(|c| c.to_ascii_lowercase())) =>
        {
            notes.push(Note::UnknownOperator(name.to_owned()));
        }
        _ => {}
    }
    let (scope, text) = match text.strip_prefix(['^', '＾']) {
        Some(rest) => (Scope::Headline, rest),
        None => (Scope::Anywhere, text),
    };
    let terms = terms(text);
    (!terms.is_empty()).then_some((negated, Ask::Text(scope, terms)))
}

fn ask(operator: Operator, value: &str, notes: &mut Vec<Note>) -> Option<Ask> {
    if operator == Operator::Date {
        let (mut dates, mut unfinished) = (Vec::new(), Vec::new());
        for value in alternatives(value) {
            match DateWanted::parse(&unquoted(value).0) {
                Some(date) => dates.push(date),
                None => unfinished.push(value),
            }
        }
        // What can never become a date is a word.
        let words = terms(value);
        if dates.is_empty() && !words.is_empty() && unfinished.iter().all(|value| !DateWanted::may_begin(value)) {
            notes.push(Note::NotHere { operator, value: value.to_owned() });
            return Some(Ask::Text(Scope::Anywhere, words));
        }
        notes.extend(unfinished.into_iter().map(|value| Note::DateUnfinished(value.to_owned())));
        return (!dates.is_empty()).then_some(Ask::Date(dates));
    }
    let terms = terms(value);
    if terms.is_empty() {
        return None;
    }
    Some(match operator {
        Operator::City => Ask::City(terms),
        Operator::Author => Ask::Author(terms),
        Operator::Section => Ask::Section(terms),
        Operator::Title | Operator::Date => Ask::Text(Scope::Headline, terms),
    })
}

/// The terms of `a|"b c"|'d`; empty ones are left out.
pub(super) fn terms(text: &str) -> Vec<Term> {
    let patterns = alternatives(text).into_iter().flat_map(|one| {
        let (inner, letters) = unquoted(one);
        let untoned = untoned(&inner).filter(|_| letters == Letters::Spell).and_then(|plain| Pattern::new(&plain, letters));
        Pattern::new(&inner, letters).into_iter().chain(untoned)
    });
    patterns.map(Term::new).collect()
}

/// Cuts at bars outside quotes; blanks beside a bar and empty pieces are left out.
fn alternatives(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut quoted = false;
    for (i, c) in text.char_indices() {
        match fold::char(c) {
            '"' => quoted = !quoted,
            '|' if !quoted => {
                pieces.push(text.get(from..i).unwrap_or(""));
                from = i + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(text.get(from..).unwrap_or(""));
    let whole = pieces.len() == 1;
    let is_blank = |c: char| !whole && fold::char(c) == fold::BLANK;
    pieces.into_iter().map(|piece| piece.trim_matches(is_blank)).filter(|piece| !piece.is_empty()).collect()
}

/// Takes quotation marks off, a closing one may still be missing. A leading apostrophe also says: as written.
fn unquoted(text: &str) -> (String, Letters) {
    let mut chars = text.chars();
    match chars.clone().next().map(fold::char) {
        Some('"') => {
            chars.next();
            let inner = chars.as_str();
            let inner = inner.strip_suffix(|c| fold::char(c) == '"').unwrap_or(inner);
            (inner.to_owned(), Letters::AsWritten)
        }
        Some('\'') if chars.as_str().chars().nth(1).is_some() => {
            chars.next();
            (chars.as_str().to_owned(), Letters::AsWritten)
        }
        _ => (text.to_owned(), Letters::Spell),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Query;
    use super::*;

    /// A query as its clauses read: sign, kind, number of alternatives.
    fn shape(typed: &str) -> Vec<String> {
        let query = Query::parse(typed);
        let kind = |ask: &Ask| match ask {
            Ask::Text(Scope::Anywhere, terms) => format!("text{}", terms.len()),
            Ask::Text(Scope::Headline, terms) => format!("title{}", terms.len()),
            Ask::City(terms) => format!("city{}", terms.len()),
            Ask::Date(dates) => format!("date{}", dates.len()),
            Ask::Author(terms) => format!("author{}", terms.len()),
            Ask::Section(terms) => format!("section{}", terms.len()),
        };
        query.clauses.iter().map(|c| format!("{}{}", if c.negated { "-" } else { "" }, kind(&c.ask))).collect()
    }

    #[test]
    fn operators_are_understood_in_both_languages_and_widths() {
        for (typed, expected) in [
            ("公交 city:锦州", &["text1", "city1"][..]),
            ("公交　城市：锦州｜营口", &["text1", "city2"]),
            ("日期：2020-02", &["date1"]),
            ("date:2020-02|2020-04", &["date2"]),
            ("题：复工 作者：张三 版：要闻", &["title1", "author1", "section1"]),
            ("ＣＩＴＹ：锦州", &["city1"]),
            ("－雪 公交|电车", &["-text1", "text2"]),
            ("-city:锦州", &["-city1"]),
            ("“复工 复产”", &["text1"]),
            ("\"复工 复", &["text1"]),
            ("「复工 复产」|开学", &["text2"]),
            ("^复工", &["title1"]),
            ("title:\"复工 复产\" a|", &["title1", "text1"]),
            ("/复工.{0,4}复产/ 锦州", &["text1", "text1"]),
            ("复工 | 复产", &["text2"]),
            ("复工| 复产 ｜开学 锦州", &["text3", "text1"]),
            ("城市：锦州 | 营口 复工", &["city2", "text1"]),
            ("复工 |", &["text1"]),
            ("\"复工 | 复产\"", &["text1"]),
            ("/复工 | 复产/ 雪", &["text1", "text1"]),
            ("－“复工 复产”", &["-text1"]),
            ("ｔｉｔｌｅ：复工", &["title1"]),
            ("标题:复工 栏目：要闻 记者：张三 地点：锦州 day:2020", &["title1", "section1", "author1", "city1", "date1"]),
            ("lu:shun", &["text1"]),
            ("/a b/", &["text1"]),
            ("jin zhou", &["text1"]),
            ("jin zhou fugong", &["text1", "text1"]),
            ("jinzhou fugong", &["text1", "text1"]),
            ("jin -zhou", &["text1", "-text1"]),
        ] {
            assert_eq!(shape(typed), expected, "{typed}");
        }
    }

    #[test]
    fn half_typed_syntax_asks_for_nothing_yet() {
        for typed in [
            "",
            " ",
            "　",
            "city:",
            "城市：",
            "date:2",
            "date:2020-",
            "-",
            "－",
            "\"",
            "“",
            "|",
            "a|".get(1..).unwrap(),
            "/",
            "/复工[/",
            "title:\"",
        ] {
            assert!(Query::parse(typed).is_empty(), "{typed}");
        }
        assert_eq!(shape("公交 city:"), ["text1"]);
        assert_eq!(Query::parse("/复工[/").notes(), [Note::RegexUnfinished("复工[".into())]);
    }

    #[test]
    fn what_is_not_syntax_is_text() {
        for typed in
            ["ctiy:锦州", "10:30", "a-b", "沈大-高速", "1/3", "/usr/lib", "：", "核心提示：锦州", "c++", "(", "\\", "《》"]
        {
            assert_eq!(shape(typed), ["text1"], "{typed}");
        }
        assert_eq!(Query::parse("ctiy:锦州").notes(), [Note::UnknownOperator("ctiy".into())]);
        assert!(Query::parse("10:30 时间： lu:shun NU：").notes().is_empty());
    }

    #[test]
    fn dropping_a_condition_leaves_what_one_would_type() {
        let query = Query::parse("锦洲港  city:铁岭 -雪");
        assert_eq!(query.without(1), "锦洲港 -雪");
        assert_eq!(query.without(0), "city:铁岭 -雪");
        assert_eq!(query.without(7), "锦洲港  city:铁岭 -雪");
    }

    #[test]
    fn adding_narrows_and_taking_away_does_not() {
        let narrows = |now: &str, then: &str| Query::parse(now).narrows(&Query::parse(then));
        assert!(
            narrows("锦州", "锦")
                && narrows("锦州 复工", "锦州")
                && narrows("jinzhou", "jin")
                && narrows("复工 city:锦州", "复工")
        );
        assert!(!narrows("锦", "锦州") && !narrows("锦 -雪", "锦州") && !narrows("锦州|营口", "锦州") && !narrows("jin", "j"));
        assert!(!narrows("-雪白", "-雪") && !narrows("city:锦州", "city:锦") && !narrows("锦州", ""));
    }

    proptest! {
        #[test]
        fn any_text_is_a_query(typed in "\\PC{0,60}") {
            let query = Query::parse(&typed);
            for i in 0..query.conditions() {
                let _ = query.without(i);
            }
        }

        #[test]
        fn any_mix_of_syntax_is_a_query(parts in prop::collection::vec(prop::sample::select(vec![
            "\"", "“", "-", "|", "/", "city:", "date:", "<7d", "..", "锦州", "jin", "'", " ", "　", "^", "[", "(", "*", "2020-02", "𠮷", ":", "题：",
        ]), 0..12)) {
            let typed = parts.concat();
            let query = Query::parse(&typed);
            prop_assert_eq!(query.typed(), typed);
        }
    }
}
