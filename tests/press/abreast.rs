//! Stories that stand side by side: the extractor takes a column of one and a column of the next in turn.
//!
//! A column is a piece of a story of much the same height as its neighbours, and it ends where its last line is full: nearly always
//! inside a paragraph. Headlines span the columns, so they come first, or where the extractor met them.

use yuebao::corpus::Role;

use super::chance::Chance;
use super::damage::{line_end, stray};
use super::setting::{Line, Printed, Setter};
use super::style::Style;

/// How the headlines of stories side by side come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heads {
    /// Each over the first column of its story.
    OverTheirText,
    /// All of them before the first text, bylines left behind over the text.
    Stacked,
    /// Each inside the last column before its story begins.
    InsideACut,
}

/// Prints the stories side by side. The first story's heads are printed by whoever calls; its text and all of the others is returned.
pub fn abreast(
    chance: &mut Chance,
    style: &Style,
    setter: &Setter<'_>,
    heads: &mut Vec<Line>,
    first: Vec<Line>,
    others: &mut [Printed],
) -> Vec<Line> {
    let height = chance.between(70, 260);
    let layout = match chance.weighted(&[5.0, 3.0, 2.0]) {
        0 => Heads::OverTheirText,
        1 => Heads::Stacked,
        _ => Heads::InsideACut,
    };
    let mut columns: Vec<std::vec::IntoIter<Vec<Line>>> = vec![into_columns(chance, style, first, height).into_iter()];
    let mut waiting: Vec<Vec<Line>> = vec![Vec::new()];
    for other in others.iter_mut() {
        let mut body = std::mem::take(&mut other.body);
        if chance.one_in(0.5) {
            redress(chance, setter, &mut body);
        }
        columns.push(into_columns(chance, style, body, height).into_iter());
        let above = std::mem::take(&mut other.heads);
        let (over_text, title): (Vec<Line>, Vec<Line>) =
            above.into_iter().partition(|l| l.role == Role::Byline || l.role == Role::Kicker && chance.one_in(0.3));
        let mut rest = over_text;
        if layout == Heads::Stacked {
            heads.extend(title);
        } else {
            rest = title.into_iter().chain(rest).collect();
        }
        waiting.push(rest);
    }
    if layout == Heads::Stacked && chance.one_in(0.5) {
        // Its byline stands over its text too, behind the headlines of its neighbours.
        let (late, early): (Vec<Line>, Vec<Line>) = std::mem::take(heads).into_iter().partition(|l| l.role == Role::Byline);
        *heads = early;
        waiting[0] = late;
    }
    let mut out: Vec<Line> = Vec::new();
    let count = columns.len();
    let mut turn = 0;
    while columns.iter().any(|c| c.len() > 0) {
        let k = turn % count;
        turn += 1;
        if chance.one_in(0.08) {
            continue;
        }
        let Some(mut column) = columns[k].next() else { continue };
        let before: Vec<Line> = std::mem::take(&mut waiting[k]);
        if layout == Heads::InsideACut && out.len() > 1 && !before.is_empty() {
            // Above the last line or two of the column before.
            let at = out.len() - chance.between(1, 2).min(out.len() - 1);
            let (byline, title): (Vec<Line>, Vec<Line>) =
                before.into_iter().partition(|l| l.role == Role::Byline && chance.one_in(0.7));
            out.splice(at..at, title);
            out.extend(byline);
        } else {
            out.extend(before);
        }
        if chance.one_in(0.08) {
            out.extend(stray(chance, setter));
        }
        out.append(&mut column);
    }
    out
}

/// Divides a story into columns of about so many characters.
fn into_columns(chance: &mut Chance, style: &Style, lines: Vec<Line>, height: usize) -> Vec<Vec<Line>> {
    let mut out: Vec<Vec<Line>> = Vec::new();
    let mut column: Vec<Line> = Vec::new();
    let mut left = height;
    for line in lines {
        let chars: Vec<char> = line.text.chars().collect();
        let prose = matches!(line.role, Role::Body | Role::Lead);
        if chars.len() < left || !prose {
            left = left.saturating_sub(chars.len());
            column.push(line);
            continue;
        }
        // The column is full: the paragraph goes on in the next one, or ends here by chance.
        let wanted = left.max(8);
        left = height * chance.between(70, 130) / 100;
        let at = match style.column {
            Some(own) => line_end(chance, style, own, &line.text, !line.continues),
            // A word or two over the end of the column are carried into the next.
            None if chars.len() > 30 && chance.one_in(0.3) => Some(chars.len() - chance.between(2, 6)),
            None => (chars.len() > 30 && wanted + 3 < chars.len() && chance.one_in(0.85)).then_some(wanted),
        };
        let at = at.filter(|at| !"。！？!?”」…’".contains(chars[at - 1]));
        let Some(at) = at else {
            column.push(line);
            out.push(std::mem::take(&mut column));
            continue;
        };
        let (head, tail) = chars.split_at(at);
        let repeated = &head[head.len() - 1..];
        let again = chance.one_in(style.repeat) && repeated.iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
        let tail: String = if again { repeated.iter().chain(tail).collect() } else { tail.iter().collect() };
        column.push(Line { text: head.iter().collect(), ..line.clone() });
        out.push(std::mem::take(&mut column));
        left = left.saturating_sub(tail.chars().count());
        column.push(Line { text: tail, continues: true, gap: style.gap, ..line });
    }
    if !column.is_empty() {
        out.push(column);
    }
    out
}

/// Gives a story sub-headings of a dress of its own, as a page does that sets its stories apart.
fn redress(chance: &mut Chance, setter: &Setter<'_>, body: &mut [Line]) {
    let form = *chance.pick(&['A', '0', '/', '壹', '第', '镜', '难', '｛', '｜', '＞', '▪', ' ', ' ', ' ']);
    let mut number = 0;
    for line in body.iter_mut().filter(|l| l.role == Role::Subhead) {
        number += 1;
        let bare = line.text.trim_matches(|c: char| !c.is_alphanumeric() && !"“”《》（）！？".contains(c)).to_owned();
        let bare = bare
            .split_once(['、', '）', ')', '　'])
            .filter(|(n, _)| n.chars().count() < 4)
            .map_or(bare.clone(), |(_, b)| b.into());
        let text = if form == ' ' { bare } else { Setter::counted(form, &bare, number) };
        line.text = setter.width(&text);
    }
}
