//! Finds what a terminal can scroll instead of being sent again. Pure: two screens in, a band and a distance out.
//!
//! Only whole rows can be moved: side margins (DECLRMM) are not portable. So a full-width text scrolls, a text beside a
//! tree does not.

use std::hash::{Hash as _, Hasher as _};

use ratatui::buffer::{Buffer, Cell};
use rustc_hash::FxHasher;

/// Rows `top..bottom` move by `lines`: up when positive (the text goes on), down when negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) top: u16,
    pub(super) bottom: u16,
    pub(super) lines: i16,
}

/// What the scroll sequences themselves cost, and a margin: a shift must save more.
const COST: i32 = 40;

/// The shift that saves most bytes, if any saves enough. Both screens in normal form and of one size. O(rows²) + O(cells).
pub(super) fn find(shown: &Buffer, next: &Buffer) -> Option<Shift> {
    let width = usize::from(next.area.width);
    if width == 0 {
        return None;
    }
    let differ = shown.content.chunks(width).zip(next.content.chunks(width)).filter(|(old, new)| old != new);
    if differ.take(2).count() < 2 {
        return None;
    }
    let old = Rows::of(shown, width);
    let new = Rows::of(next, width);
    let rows = new.hashes.len();
    let stay: Vec<i32> = (0..rows).map(|y| if old.hashes[y] == new.hashes[y] { 0 } else { new.bytes[y] }).collect();
    let reach = rows as i32 - 1;
    (-reach..=reach)
        .filter(|&lines| lines != 0)
        .filter_map(|lines| best_band(&old, &new, &stay, lines))
        .max_by_key(|&(gain, shift)| (gain, -i32::from(shift.lines).abs()))
        .map(|(_, shift)| shift)
}

/// Each row as a hash and as the bytes of its text.
struct Rows {
    hashes: Vec<u64>,
    bytes: Vec<i32>,
}

impl Rows {
    fn of(buffer: &Buffer, width: usize) -> Self {
        let mut rows = Self { hashes: Vec::new(), bytes: Vec::new() };
        for row in buffer.content.chunks(width) {
            let mut hasher = FxHasher::default();
            let mut bytes = 0;
            for cell in row {
                cell.hash(&mut hasher);
                if *cell != Cell::EMPTY {
                    bytes += cell.symbol().len() as i32;
                }
            }
            rows.hashes.push(hasher.finish());
            rows.bytes.push(bytes);
        }
        rows
    }
}

/// The band that saves most when moved by `lines`: a maximal run of rows (largest sum) found in one pass.
fn best_band(old: &Rows, new: &Rows, stay: &[i32], lines: i32) -> Option<(i32, Shift)> {
    let rows = stay.len() as i32;
    let (mut best, mut best_run) = (0, None);
    let (mut sum, mut from) = (0, 0);
    for y in 0.max(-lines)..rows.min(rows - lines) {
        let (here, there) = (y as usize, (y + lines) as usize);
        let moved = if new.hashes[here] == old.hashes[there] { 0 } else { new.bytes[here] };
        if sum <= 0 {
            (sum, from) = (0, y);
        }
        sum += stay[here] - moved;
        if sum > best {
            (best, best_run) = (sum, Some((from, y + 1)));
        }
    }
    let (from, to) = best_run?;
    let (top, bottom) = (from.min(from + lines), to.max(to + lines));
    // Rows of the band that nothing moves into come up blank and must be written whole.
    let fresh = if lines > 0 { to..bottom } else { top..from };
    let lost: i32 = fresh.map(|y| new.bytes[y as usize] - stay[y as usize]).sum();
    let gain = best - lost;
    let shift = Shift { top: top as u16, bottom: bottom as u16, lines: lines as i16 };
    (gain > COST).then_some((gain, shift))
}

/// Moves the rows of `buffer` as the terminal does; rows that nothing moves into are blank.
pub(super) fn apply(buffer: &mut Buffer, shift: Shift) {
    let width = usize::from(buffer.area.width);
    let band = &mut buffer.content[usize::from(shift.top) * width..usize::from(shift.bottom) * width];
    let cells = usize::from(shift.lines.unsigned_abs()) * width;
    let fresh = if shift.lines > 0 {
        band.rotate_left(cells);
        let kept = band.len() - cells;
        &mut band[kept..]
    } else {
        band.rotate_right(cells);
        &mut band[..cells]
    };
    fresh.iter_mut().for_each(Cell::reset);
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn screen(rows: &[&str]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 60, rows.len() as u16));
        for (y, row) in rows.iter().enumerate() {
            buffer.set_string(0, y as u16, row, Style::new());
        }
        buffer
    }

    const TEXT: [&str; 8] = [
        "一号渔船清晨五点离开小凌河口",
        "二号渔船装好了冰块等着潮水上来",
        "三号渔船的船老大说今年的头一网",
        "四号渔船在港里多留了一天检修",
        "五号渔船昨天夜里就已经回来了",
        "六号渔船带回的对虾个头都很匀",
        "七号渔船还在外海没有消息传来",
        "八号渔船明天一早接着往外海去",
    ];

    #[test]
    fn one_line_down_moves_the_text_and_leaves_the_status_alone() {
        let old = screen(&[TEXT[0], TEXT[1], TEXT[2], TEXT[3], "1/9"]);
        let new = screen(&[TEXT[1], TEXT[2], TEXT[3], TEXT[4], "2/9"]);
        assert_eq!(find(&old, &new), Some(Shift { top: 0, bottom: 4, lines: 1 }));
        assert_eq!(find(&new, &old), Some(Shift { top: 0, bottom: 4, lines: -1 }));
    }

    #[test]
    fn a_head_line_and_blank_rows_stay_out_of_the_band() {
        let old = screen(&["报头", "", TEXT[0], TEXT[1], TEXT[2], TEXT[3], TEXT[4], "状态"]);
        let new = screen(&["报头", "", TEXT[2], TEXT[3], TEXT[4], TEXT[5], TEXT[6], "状态"]);
        let shift = find(&old, &new);
        assert_eq!(shift, Some(Shift { top: 2, bottom: 7, lines: 2 }));
        let mut moved = old.clone();
        apply(&mut moved, shift.unwrap());
        assert_eq!(moved.content[2 * 60], new.content[2 * 60]);
        assert_eq!(moved.content[5 * 60], Cell::EMPTY);
    }

    #[test]
    fn a_new_page_is_no_scroll() {
        let old = screen(&TEXT[..4]);
        let new = screen(&TEXT[4..]);
        assert_eq!(find(&old, &new), None);
        assert_eq!(find(&old, &old), None);
    }

    #[test]
    fn text_beside_a_tree_cannot_scroll() {
        let beside = |lines: &[&str]| {
            let mut buffer = screen(&["", "", "", ""]);
            for y in 0..4 {
                buffer.set_string(0, y, ["锦州", "大连", "沈阳", "盘锦"][usize::from(y)], Style::new());
                buffer.set_string(20, y, lines[usize::from(y)], Style::new());
            }
            buffer
        };
        assert_eq!(find(&beside(&TEXT[..4]), &beside(&TEXT[1..5])), None);
    }
}
