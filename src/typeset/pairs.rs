//! UAX #14 for the characters that nearly all of a newspaper is made of: 汉字, figures, Latin letters, the common marks. Among these
//! whether a line may end between two of them depends on the two alone, so a small table says what the segmenter would, only
//! sooner. Anything else is left to the segmenter. That both agree is a property test in `breaks`.

use std::ops::Range;

use super::cluster::{Cluster, Gap};
use crate::text::class::Class;

/// The line breaking class of a common character (UAX #14, table 1); classes that behave alike here share a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// 汉字.
    Id,
    /// 0–9.
    Nu,
    /// a–z, A–Z.
    Al,
    /// ，。、 and closing brackets, with ：； (NS) and ！？!? (EX).
    Cl,
    /// Full-width opening brackets.
    Op,
    /// “ ” ‘ ’.
    Qu,
    /// , . : ;.
    Is,
    /// %.
    Po,
}

/// Marks the gaps around and inside an island of characters between two 汉字. `false`, with the gaps as they were, where it
/// holds anything uncommon.
pub(super) fn mark(text: &str, clusters: &mut [Cluster], island: Range<usize>) -> bool {
    let first = island.start.saturating_sub(1);
    let last = island.end.min(clusters.len() - 1);
    let Some(mut before) = kind(text, clusters, first) else { return false };
    for at in first + 1..=last {
        let after = kind(text, clusters, at);
        let Some((after, is_open)) = after.and_then(|after| Some((after, may_end(before, after)?))) else {
            clusters[first + 1..at].iter_mut().for_each(|c| c.gap = Gap::Cut);
            return false;
        };
        before = after;
        if is_open {
            clusters[at].gap = Gap::Free;
        }
    }
    true
}

/// The class of a cluster that is one common character.
fn kind(text: &str, clusters: &[Cluster], at: usize) -> Option<Kind> {
    let cluster = clusters.get(at)?;
    let end = clusters.get(at + 1).map_or(text.len(), |next| next.start as usize);
    let bytes = text.as_bytes().get(cluster.start as usize..end)?;
    Some(match (cluster.class, bytes) {
        (Class::Han, [_, _, _]) => Kind::Id,
        (Class::Digit, [_]) => Kind::Nu,
        (Class::Letter, [_]) => Kind::Al,
        (Class::AsciiPause, [b'!' | b'?']) => Kind::Cl,
        (Class::AsciiPause, [_]) => Kind::Is,
        (Class::Postfix, [_]) => Kind::Po,
        (Class::OpeningQuote | Class::ClosingQuote, [_, _, _]) => Kind::Qu,
        // CJK marks (U+3000–303F) and full-width ones (U+FF00–FF7F), not the vertical forms.
        (Class::Pause | Class::Closing, [0xe3, 0x80, _] | [0xef, 0xbc | 0xbd, _]) => Kind::Cl,
        (Class::Opening, [0xe3, 0x80, _] | [0xef, 0xbc | 0xbd, _]) => Kind::Op,
        _ => return None,
    })
}

/// Whether a line may end between the two; `None` where that depends on more than these two.
fn may_end(p: Kind, c: Kind) -> Option<bool> {
    use Kind::{Al, Cl, Id, Is, Nu, Op, Po, Qu};
    Some(match (p, c) {
        // LB13, LB21, LB14, LB19 (as it stood before Unicode 16).
        (_, Cl | Is | Qu) | (Op | Qu, _) => false,
        // LB25: a bracket after % may belong to a number.
        (Po, Op | Po) | (Cl | Is, Po) => return None,
        // LB23, LB25, LB28, LB29; LB23a and LB24 for %.
        (Nu | Al | Is | Po, Nu | Al) | (Nu | Al | Id, Po) => false,
        // LB31.
        (_, Id | Op | Nu | Al) => true,
    })
}
