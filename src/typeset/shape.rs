//! How a cluster is shown in normalised setting. Display only: the source is never touched, searching, copying and places speak it.
//!
//! - ASCII , ; : ! ? ( ) that stand next to 汉字 are shown full width, as GB/T 15834 §5.1 prints them; never inside 1,234, 12:30,
//!   addresses or Latin sentences; brackets and quotes by pairs.
//! - - ~ / between two 汉字 likewise; a single — becomes －, · becomes ・, which every terminal draws in two cells.
//! - Marks that terminals draw in one cell or in two (“ ” ‘ ’ … —) get two cells either way, so that a line is the same on both.

use super::cluster::Cluster;
use crate::text::class::Class;

/// Decides the display forms and the normalised widths. One pass over `others`, the clusters that are not plain 汉字, and a stack
/// of open brackets.
pub(super) fn apply(text: &str, clusters: &mut [Cluster], others: &[usize]) {
    if others.len() == clusters.len() && !clusters.iter().any(|c| c.class.is_chinese()) {
        return;
    }
    pairs(text, clusters, others);
    for &at in others {
        if is_plain(clusters[at].class) {
            continue;
        }
        let mark = clusters[at];
        match mark.class {
            Class::AsciiPause => {
                if let Some(shown) = pause(text, clusters, at) {
                    show(&mut clusters[at], shown);
                }
            }
            Class::Pause | Class::Closing if mark.shown().is_none() => clusters[at].half = half(first_char(text, &mark)),
            Class::Connector | Class::Solidus if mark.cells[0] == 1 && between_han(clusters, at) => {
                let shown = match first_char(text, &mark) {
                    '-' => Some('－'),
                    '~' => Some('～'),
                    '/' => Some('／'),
                    _ => None,
                };
                if let Some(shown) = shown {
                    show(&mut clusters[at], shown);
                }
            }
            Class::MiddleDot if mark.cells[0] == 1 && touches_chinese(clusters, at) => show(&mut clusters[at], '・'),
            Class::Dash => {
                let is_pair = neighbours(clusters, at).into_iter().flatten().any(|c| c.class == Class::Dash);
                if is_pair {
                    reserve(&mut clusters[at]);
                } else if mark.cells[0] == 1 && touches_chinese(clusters, at) {
                    show(&mut clusters[at], '－');
                }
            }
            Class::Ellipsis => {
                let is_pair = neighbours(clusters, at).into_iter().flatten().any(|c| c.class == Class::Ellipsis);
                if is_pair || touches_chinese(clusters, at) {
                    reserve(&mut clusters[at]);
                }
            }
            Class::Enclosed | Class::Bullet => reserve(&mut clusters[at]),
            _ => {}
        }
    }
}

/// Characters that are always shown as they are.
fn is_plain(class: Class) -> bool {
    matches!(class, Class::Han | Class::Letter | Class::Digit | Class::Space)
}

fn show(cluster: &mut Cluster, shown: char) {
    cluster.show(shown);
    cluster.cells[2] = 2;
    cluster.cells[3] = 2;
    cluster.half = half(shown);
}

/// Two cells for a mark that some terminals draw in one.
fn reserve(cluster: &mut Cluster) {
    if cluster.cells[..2] == [1, 2] {
        cluster.cells[2] = 2;
        cluster.cells[3] = 2;
    }
}

/// GB/T 15834 §5.1.10: a mark at the line end takes half its width. Terminals have narrow forms of these only.
fn half(mark: char) -> u8 {
    match mark {
        '，' => b',',
        '；' => b';',
        '：' => b':',
        '！' => b'!',
        '？' => b'?',
        '．' => b'.',
        '）' => b')',
        '］' => b']',
        '｝' => b'}',
        _ => 0,
    }
}

fn first_char(text: &str, cluster: &Cluster) -> char {
    text.get(cluster.start as usize..).and_then(|rest| rest.chars().next()).unwrap_or('\0')
}

fn neighbours(clusters: &[Cluster], at: usize) -> [Option<&Cluster>; 2] {
    [at.checked_sub(1).and_then(|before| clusters.get(before)), clusters.get(at + 1)]
}

/// Chinese text, or a mark already taken as Chinese.
fn is_chinese(cluster: &Cluster) -> bool {
    match cluster.class {
        // Quotes and brackets are marks of both scripts: only a decided pair says something.
        Class::Opening | Class::Closing | Class::OpeningQuote | Class::ClosingQuote => {
            cluster.cells[0] == 2 || cluster.cells[2] == 2
        }
        class => class.is_chinese() || cluster.shown().is_some(),
    }
}

fn touches_chinese(clusters: &[Cluster], at: usize) -> bool {
    neighbours(clusters, at).into_iter().flatten().any(is_chinese)
}

fn between_han(clusters: &[Cluster], at: usize) -> bool {
    let [before, after] = neighbours(clusters, at);
    before.is_some_and(|c| c.class.is_ideographic()) && after.is_some_and(|c| c.class.is_ideographic())
}

/// The full-width form of an ASCII pause mark, if it stands in Chinese text.
fn pause(text: &str, clusters: &[Cluster], at: usize) -> Option<char> {
    let shown = match first_char(text, &clusters[at]) {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '!' => '！',
        '?' => '？',
        _ => return None,
    };
    let [before, after] = neighbours(clusters, at);
    let chinese = |c: Option<&Cluster>| c.is_some_and(is_chinese);
    // 88.9%,3月: a percentage ends a clause, a bare figure (1,234) does not.
    let after_percentage = before.is_some_and(|c| c.class == Class::Postfix) && after.is_none_or(|c| c.class != Class::Letter);
    (chinese(before) || chinese(after) || after_percentage).then_some(shown)
}

/// Brackets nested deeper than this are no brackets but noise; the bound keeps the pass linear.
const DEEPEST: usize = 64;

/// Decides brackets and quotes by pairs: what the opening one is, the closing one is.
fn pairs(text: &str, clusters: &mut [Cluster], others: &[usize]) {
    let mut open: Vec<usize> = Vec::new();
    for &at in others {
        match clusters[at].class {
            Class::Opening | Class::OpeningQuote if clusters[at].class == Class::OpeningQuote || clusters[at].cells[0] == 1 => {
                if open.len() == DEEPEST {
                    open.remove(0);
                }
                open.push(at);
            }
            Class::Closing | Class::ClosingQuote if clusters[at].cells[0] == 1 => {
                let is_quote = clusters[at].class == Class::ClosingQuote;
                let partner = open.iter().rposition(|&o| (clusters[o].class == Class::OpeningQuote) == is_quote);
                // An apostrophe is no partner of an open quote: it's.
                let is_apostrophe = is_quote && !touches_chinese(clusters, at) && first_char(text, &clusters[at]) == '’';
                match partner.filter(|_| !is_apostrophe) {
                    Some(index) => {
                        let opening = open[index];
                        open.truncate(index);
                        if pair_is_chinese(clusters, opening, at) {
                            decide(text, clusters, opening);
                            decide(text, clusters, at);
                        }
                    }
                    None if touches_chinese(clusters, at) => decide(text, clusters, at),
                    None => {}
                }
            }
            _ => {}
        }
    }
    for at in open {
        if touches_chinese(clusters, at) {
            decide(text, clusters, at);
        }
    }
}

/// A pair is Chinese when Chinese text touches it on any side, but `f(x)函数` keeps the brackets of its function.
fn pair_is_chinese(clusters: &[Cluster], opening: usize, closing: usize) -> bool {
    if touches_chinese(clusters, opening) {
        return true;
    }
    let is_call = opening.checked_sub(1).and_then(|b| clusters.get(b)).is_some_and(|c| c.class.is_letter() || c.class.is_digit());
    let inside = closing.checked_sub(1).and_then(|b| clusters.get(b)).is_some_and(is_chinese);
    inside || (!is_call && clusters.get(closing + 1).is_some_and(is_chinese))
}

fn decide(text: &str, clusters: &mut [Cluster], at: usize) {
    let shown = match first_char(text, &clusters[at]) {
        '(' => '（',
        ')' => '）',
        _ => {
            // “ ” ‘ ’ keep their form in two cells; ASCII [ ] { } " stay as they are.
            if clusters[at].cells[1] == 2 {
                reserve(&mut clusters[at]);
            }
            return;
        }
    };
    show(&mut clusters[at], shown);
}
