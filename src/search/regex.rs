//! `/re/`: a regular expression written like the text, met on folded text.

use regex::{Regex, RegexBuilder};

use super::term::{Meets, Term};
use crate::text::fold;

/// The largest program a typed expression may become; larger ones are as good as unfinished.
const SIZE_LIMIT: usize = 1 << 20;

/// An expression that cannot be used (yet): its text.
pub(super) struct Unready(pub(super) String);

/// Length in bytes of a closed expression at the start of a typed text: the closing slash ends the text or stands before a blank.
pub(super) fn closed(text: &str) -> Option<usize> {
    let body = text.strip_prefix(['/', '／'])?;
    let opening = text.len() - body.len();
    let mut slashes = body.char_indices().filter(|(_, c)| fold::char(*c) == '/').map(|(i, c)| (i, i + c.len_utf8()));
    let ends_word =
        |end: usize| body.get(end..).is_some_and(|rest| rest.chars().next().is_none_or(|c| fold::char(c) == fold::BLANK));
    slashes.find(|(start, end)| *start > 0 && ends_word(*end)).map(|(_, end)| opening + end)
}

/// The expression of a word, if it is one: closed, or begun and without another slash (`/usr/lib` is text).
pub(super) fn compile(word: &str) -> Option<Result<Term, Unready>> {
    let body = word.strip_prefix(['/', '／'])?;
    let pattern = match closed(word) {
        Some(length) if length == word.len() => body.strip_suffix(['/', '／'])?,
        None if !body.contains(['/', '／']) => body,
        _ => return None,
    };
    let unready = || Err(Unready(pattern.to_owned()));
    if pattern.is_empty() {
        return Some(unready());
    }
    let made =
        RegexBuilder::new(&folded(pattern)).case_insensitive(true).size_limit(SIZE_LIMIT).dfa_size_limit(SIZE_LIMIT).build();
    Some(made.map(of).or_else(|_| unready()))
}

fn of(regex: Regex) -> Term {
    Term { meets: Meets::Regex(regex) }
}

/// Folds the characters of an expression but not its letters, which mean something after a backslash; a full-width mark stays a mark.
fn folded(pattern: &str) -> String {
    let mut folded = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        let to = fold::char(c);
        if c.is_ascii() {
            folded.push(c);
        } else {
            if to.is_ascii_punctuation() {
                folded.push('\\');
            }
            folded.push(to);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_closed_by_a_slash_at_the_end_of_a_word() {
        assert_eq!(closed("/a b/ c"), Some(5));
        assert_eq!(closed("/usr/lib"), None);
        assert_eq!(closed("//"), None);
    }

    #[test]
    fn full_width_marks_are_literal_and_script_is_folded() {
        assert_eq!(folded("（復工）\\S+，Ａ"), "\\(复工\\)\\S+\\,a");
    }

    #[test]
    fn an_expression_that_would_grow_without_bound_is_unready() {
        assert!(matches!(compile("/(((a{99}){99}){99}){99}/"), Some(Err(_))));
        assert!(matches!(compile("/(a*)*b/"), Some(Ok(_))));
        assert!(compile("/usr/lib").is_none());
    }
}
