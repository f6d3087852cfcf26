//! A keyword in its context: the words before and after one place, so cut that the keyword always begins in the same column.
//!
//! Spans and cells only; drawing is the caller's.

use unicode_segmentation::UnicodeSegmentation;

use super::Match;
use crate::corpus::{Article, Field};
use crate::text::{Ambiguous, Cells, Span, width};

/// One place with what stands around it, in spans of [`Article::text`]. `before`, `hit` and `after` join without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Snippet {
    /// Blank cells to put first, where too little stands before the keyword.
    pub blank: Cells,
    /// What stands before the keyword.
    pub before: Span,
    /// The keyword, cut off where it is wider than its room.
    pub hit: Span,
    /// What stands after it.
    pub after: Span,
    /// Text of the same part left out before, and after.
    pub cut: (bool, bool),
}

/// The context of one match: `before` cells to its left, `room` cells from its first cell on. Never crosses the ends of its part,
/// never cuts a grapheme cluster. O(part).
pub fn snippet(article: &Article, found: &Match, before: Cells, room: Cells, ambiguous: Ambiguous) -> Snippet {
    let part = article.part_at(found.span.start).map_or(found.span, |part| part.span);
    let left = Span { start: part.start, end: found.span.start.max(part.start) };
    let right = Span { start: found.span.end.min(part.end), end: part.end };
    let (taken, used) = take(left.of(&article.text).graphemes(true).rev(), before.0, ambiguous);
    let before_span = Span { start: left.end - taken, end: left.end };
    let (kept, wide) = take(found.span.of(&article.text).graphemes(true), room.0, ambiguous);
    let hit = Span { start: found.span.start, end: found.span.start + kept };
    let whole = hit.end == found.span.end;
    let (follows, _) = if whole { take(right.of(&article.text).graphemes(true), room.0 - wide, ambiguous) } else { (0, 0) };
    let after = Span { start: hit.end, end: hit.end + follows };
    Snippet {
        blank: Cells(before.0 - used),
        before: before_span,
        hit,
        after,
        cut: (before_span.start > part.start, after.end < part.end),
    }
}

/// Bytes and cells of the clusters that fit.
fn take<'a>(clusters: impl Iterator<Item = &'a str>, room: u16, ambiguous: Ambiguous) -> (u32, u16) {
    let mut bytes = 0;
    let mut cells = 0;
    for cluster in clusters {
        let wide = width::grapheme(cluster, ambiguous).0;
        if cells + wide > room {
            break;
        }
        cells += wide;
        bytes += cluster.len() as u32;
    }
    (bytes, cells)
}

/// The match to show under a headline: the first in running text, which the headline does not show already; else the first.
pub fn telling(matches: &[Match]) -> Option<&Match> {
    let running = |m: &&Match| matches!(m.field, Field::Lead | Field::Body | Field::Subhead);
    let outside_headline = |m: &&Match| m.field != Field::Headline;
    matches.iter().find(running).or_else(|| matches.iter().find(outside_headline)).or(matches.first())
}

#[cfg(test)]
mod tests {
    use super::super::testing::short;
    use super::super::{Query, find};
    use super::*;

    fn shown(body: &str, typed: &str, before: u16, room: u16) -> (u16, String, String, String) {
        let article = short("锦州", "2020-02-26", "题", body);
        let found = find(&Query::parse(typed), &article);
        let s = snippet(&article, telling(&found).unwrap(), Cells(before), Cells(room), Ambiguous::Narrow);
        let of = |span: Span| span.of(&article.text).to_owned();
        (s.blank.0, of(s.before), of(s.hit), of(s.after))
    }

    #[test]
    fn the_keyword_always_begins_in_the_same_column() {
        assert_eq!(shown("坐 9路公交车的人近来发现", "公交", 10, 12), (4, "坐 9路".into(), "公交".into(), "车的人近".into()));
        assert_eq!(
            shown("本报讯坐 9路公交车的人近来发现", "公交", 10, 11),
            (0, "报讯坐 9路".into(), "公交".into(), "车的人".into())
        );
        assert_eq!(shown("公交", "公交", 10, 12), (10, String::new(), "公交".into(), String::new()));
    }

    #[test]
    fn a_keyword_wider_than_its_room_is_cut_between_characters() {
        assert_eq!(shown("新冠肺炎疫情", "新冠肺炎", 4, 5), (4, String::new(), "新冠".into(), String::new()));
    }

    #[test]
    fn the_running_text_is_more_telling_than_the_headline() {
        let article = short("锦州", "2020-02-26", "公交改线", "九路公交改走解放路。");
        let found = find(&Query::parse("公交"), &article);
        assert_eq!(telling(&found).unwrap().field, Field::Body);
        assert_eq!(telling(&found[..1]).unwrap().field, Field::Headline);
    }
}
