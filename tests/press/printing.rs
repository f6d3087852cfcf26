//! Lines with their truth → the text of a page: columns, indents, blank lines.

use yuebao::corpus::Role;

use super::chance::Chance;
use super::page::{Known, Page, Truth};
use super::setting::Line;
use super::style::{Column, Style};

/// Whether a line is set in the measure of the text.
fn is_prose(role: Role) -> bool {
    matches!(role, Role::Body | Role::Lead | Role::Caption | Role::Duplicate)
}

/// The lines of a column, in characters of the text. Marks do not begin a line, numbers and Latin words are not cut (unless `plain`).
pub fn column_lines(text: &str, width: usize, column: Column) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    if column.plain {
        return chars.chunks(width).map(|c| c.iter().collect()).collect();
    }
    let half = |c: char| c.is_ascii_alphanumeric() || c == ' ' || c == '.';
    let mut out = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let mut end = start;
        let mut used = 0;
        while end < chars.len() {
            used += if half(chars[end]) { 1 } else { 2 };
            if used > 2 * width {
                break;
            }
            end += 1;
        }
        if end < chars.len() {
            let closing = |c: char| "，。、；：！？,;:!?）)》”’…".contains(c);
            if closing(chars[end]) && !closing(chars[end - 1]) && end > start + 4 {
                end -= 1;
            }
            let mut back = end;
            while back > start + 6 && half(chars[back]) && half(chars[back - 1]) {
                back -= 1;
            }
            if back > start + 6 {
                end = back;
            }
            if "“《（(".contains(chars[end - 1]) && end > start + 4 {
                end -= 1;
            }
        }
        end = end.max(start + 1);
        out.push(chars[start..end].iter().collect());
        start = end;
    }
    out
}

/// Sets the lines of a page and numbers them.
pub fn print(chance: &mut Chance, style: &Style, lines: Vec<Line>, known: Vec<Known>) -> Page {
    let mut set: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        match style.column {
            Some(column) if is_prose(line.role) && !line.text.contains("  ") => wrap(style, column, line, &mut set),
            None if style.indent && matches!(line.role, Role::Body | Role::Lead) && !line.continues => {
                set.push(Line { text: format!("　　{}", line.text), ..line });
            }
            _ => set.push(line),
        }
    }
    if style.gap_below_picture {
        let picture = |line: &Line| matches!(line.role, Role::Caption | Role::Credit);
        for i in 1..set.len() {
            if picture(&set[i - 1]) && !picture(&set[i]) && chance.one_in(0.7) {
                set[i].gap = chance.between(2, 4);
            }
        }
    }
    let mut text = "\n".repeat(*chance.pick(&[0, 2]));
    let mut number = text.len() as u32;
    let mut truths = Vec::with_capacity(set.len());
    for (i, line) in set.iter().enumerate() {
        if i > 0 {
            text.push('\n');
            text.push_str(&"\n".repeat(line.gap));
            number += line.gap as u32;
        }
        number += 1;
        text.push_str(&line.text);
        let article = (line.article > 0 && !matches!(line.role, Role::Section | Role::Other)).then_some(line.article as u32);
        truths.push(Truth { line: number, role: line.role, article, continues: line.continues });
    }
    let alive = |k: &Known| {
        truths.iter().any(|t| t.article == Some(k.id) && !matches!(t.role, Role::Duplicate | Role::Caption | Role::Credit))
    };
    let headed = |k: &Known| truths.iter().any(|t| t.article == Some(k.id) && t.role == Role::Headline);
    let articles =
        known.into_iter().filter(alive).map(|k| if headed(&k) { k } else { Known { headline: String::new(), ..k } }).collect();
    Page { text, lines: truths, articles }
}

#[expect(clippy::needless_pass_by_value, reason = "the line is used up: its pieces are what is set")]
fn wrap(style: &Style, column: Column, line: Line, set: &mut Vec<Line>) {
    let text = matches!(line.role, Role::Body | Role::Lead);
    let indented = column.indent && text && !line.continues;
    let whole = if indented { format!("　　{}", line.text) } else { line.text.clone() };
    let gap = match (text, line.continues) {
        (true, false) if line.gap <= 2 => column.paragraph_gap.max(column.line_gap),
        _ => line.gap,
    };
    for (k, piece) in column_lines(&whole, style.wrap, column).into_iter().enumerate() {
        let piece = if column.stripped { piece.trim_start_matches('　').to_owned() } else { piece };
        set.push(Line {
            text: piece,
            continues: line.continues || k > 0,
            gap: if k > 0 { column.line_gap } else { gap },
            ..line.clone()
        });
    }
}
