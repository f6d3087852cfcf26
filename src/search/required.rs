//! What can be told of the matches of a regular expression before any text is seen: words that each must hold, and how long it can be.

use std::collections::BTreeSet;

use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Hir, HirKind};

use crate::text::fold;

/// More words than these are not looked for one by one; their first or last two characters may be fewer.
const WORDS: usize = 4;
/// A match that can be longer is looked for in its whole line.
const REACH: usize = 64;

/// Words of which every match of an expression holds one, folded: those it begins with or those it ends in, whichever say more; none
/// where it may begin and end with anything.
pub(super) fn words(hir: &Hir) -> Vec<Vec<char>> {
    let of = |kind: &ExtractKind| -> Option<Vec<Vec<char>>> {
        let sequence = Extractor::new().kind(kind.clone()).extract(hir);
        let word = |bytes: &[u8]| Some(std::str::from_utf8(bytes).ok()?.chars().map(fold::char).collect());
        let mut words: BTreeSet<Vec<char>> =
            sequence.literals()?.iter().map(|literal| word(literal.as_bytes())).collect::<Option<_>>()?;
        if words.len() > WORDS {
            let end = |word: Vec<char>| match kind {
                ExtractKind::Suffix => word[word.len().saturating_sub(2)..].to_vec(),
                _ => word[..word.len().min(2)].to_vec(),
            };
            words = words.into_iter().map(end).collect();
        }
        let good = words.len() <= WORDS && words.iter().all(|word| !word.is_empty());
        good.then(|| words.into_iter().collect())
    };
    let kinds = [ExtractKind::Suffix, ExtractKind::Prefix];
    kinds.iter().filter_map(of).max_by_key(|words| words.iter().map(Vec::len).min()).unwrap_or_default()
}

/// Characters of the longest match; `None` where there is no bound worth the name, or where what stands beside it counts (`^`, `\b`).
pub(super) fn reach(hir: &Hir) -> Option<usize> {
    hir.properties().look_set().is_empty().then(|| longest(hir)).flatten().filter(|reach| *reach <= REACH)
}

fn longest(hir: &Hir) -> Option<usize> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(0),
        HirKind::Literal(literal) => Some(std::str::from_utf8(&literal.0).ok()?.chars().count()),
        HirKind::Class(_) => Some(1),
        HirKind::Repetition(repeated) => longest(&repeated.sub)?.checked_mul(repeated.max? as usize),
        HirKind::Capture(capture) => longest(&capture.sub),
        HirKind::Concat(parts) => parts.iter().try_fold(0usize, |sum, part| sum.checked_add(longest(part)?)),
        HirKind::Alternation(parts) => parts.iter().try_fold(0, |most: usize, part| Some(most.max(longest(part)?))),
    }
}

#[cfg(test)]
mod tests {
    use regex_syntax::Parser;

    use super::*;

    #[test]
    fn how_long_a_match_can_be_is_known() {
        for (expression, expected) in [
            ("复工.{0,6}复产", Some(10)),
            ("(锦州|营口市)港?", Some(4)),
            ("[0-9]{3}万元", Some(5)),
            ("a*b", None),
            ("复工.+", None),
            ("^复工", None),
            ("复工\\b", None),
            (".{99}", None),
            ("", Some(0)),
        ] {
            assert_eq!(reach(&Parser::new().parse(expression).unwrap()), expected, "{expression}");
        }
    }
}
