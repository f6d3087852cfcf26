//! In which order the changes of a frame are written: row by row, or style by style.
//!
//! A list of hits beside a page with marks changes its style some hundred times when it is written row by row, and each change costs as
//! much as four 汉字. Written style by style it changes a handful of times, and the moves in between cost less. Which is shorter
//! depends on the frame, so both are tried. Every pass leads from a whole screen to a whole screen, through [`Writer::row`]: what holds
//! for a frame holds for a pass.

use ratatui::buffer::{Buffer, Cell};

use super::glyph::{self, Advance};
use super::pen::Pen;
use super::writer::Writer;

/// A frame shorter than this is not worth a second try.
const WORTH: usize = 160;

impl Writer {
    /// Writes what changes from `shown` to `next`, both in normal form and of one size; nothing when they are equal.
    pub(super) fn screen(&mut self, shown: &Buffer, next: &Buffer) {
        let width = usize::from(next.area.width);
        if width == 0 {
            return;
        }
        let (start, before) = (self.out.len(), (self.at, self.pen));
        self.rows(width, &shown.content, &next.content);
        if self.out.len() - start < WORTH {
            return;
        }
        let by_row = self.out.split_off(start);
        let after = (self.at, self.pen);
        (self.at, self.pen) = before;
        self.styles(width, &shown.content, &next.content);
        if self.out.len() - start >= by_row.len() {
            self.out.truncate(start);
            self.out.extend_from_slice(&by_row);
            (self.at, self.pen) = after;
        }
    }

    fn rows(&mut self, width: usize, shown: &[Cell], next: &[Cell]) {
        for (y, (shown, next)) in shown.chunks(width).zip(next.chunks(width)).enumerate() {
            if shown != next {
                self.row(y as u16, shown, next);
            }
        }
    }

    /// One pass a style: first what needs no change of style, then the others as they come.
    pub(super) fn styles(&mut self, width: usize, shown: &[Cell], next: &[Cell]) {
        let mut pens: Vec<Pen> = vec![self.pen];
        let mut pass = vec![0usize; next.len()];
        for ((shown, next), pass) in shown.chunks(width).zip(next.chunks(width)).zip(pass.chunks_mut(width)) {
            if shown != next {
                self.assign(shown, next, pass, &mut pens);
            }
        }
        let mut now = shown.to_vec();
        let mut then = now.clone();
        for number in 0..pens.len() {
            for (cell, at) in then.iter_mut().zip(0..).filter(|(_, at)| pass[*at] == number) {
                cell.clone_from(&next[at]);
            }
            self.rows(width, &now, &then);
            now.clone_from_slice(&then);
        }
    }

    /// Says for each cell of a row in which pass it is written. What must not be parted (both halves of a glyph, old or new, and the cell
    /// behind a mark of disputed width) is written together.
    fn assign(&self, shown: &[Cell], next: &[Cell], pass: &mut [usize], pens: &mut Vec<Pen>) {
        let disputed = |cell: &Cell| glyph::advance(cell, self.ambiguous) == Advance::Unsure;
        let mut last = 0;
        let mut x = 0;
        while x < next.len() {
            let joined = |at: &usize| {
                let half = shown[*at].symbol().is_empty() || next[*at].symbol().is_empty();
                half || disputed(&shown[*at - 1]) || disputed(&next[*at - 1])
            };
            let end = x + 1 + (x + 1..next.len()).take_while(joined).count();
            // Blanks go with the text before them, which they part from the text behind.
            if next[x] != Cell::EMPTY {
                let pen = Pen::of(&next[x], self.colours);
                last = pens.iter().position(|known| *known == pen).unwrap_or_else(|| {
                    pens.push(pen);
                    pens.len() - 1
                });
            } else if !pens[last].is_blank_safe() {
                last = 0;
            }
            pass[x..end].fill(last);
            x = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::{Rect, Size};
    use ratatui::style::{Color, Style};

    use super::super::{Dialect, Encoder};
    use super::*;

    /// Twenty hits, each with a grey count and a marked word, and marks in a page beside them.
    fn hits(words: [&str; 2], marks: u16) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 100, 20));
        let (grey, mark) = (Style::new().fg(Color::Indexed(248)), Style::new().fg(Color::Indexed(234)).bg(Color::Indexed(179)));
        for y in 0..20 {
            buffer.set_string(6, y, words[usize::from(y % 2)], Style::new());
            buffer.set_string(30, y, "3处", grey);
            buffer.set_string(40, y, "市图书馆从二月起在六个公交站放书，不用办证，看完放回任意一个站点就行。", Style::new());
            for n in 0..3 {
                buffer.set_style(Rect::new(40 + marks + n * 14, y, 2, 1), mark);
            }
        }
        buffer
    }

    fn bytes(by_style: bool) -> usize {
        let mut writer = Encoder::new(Size::new(100, 20), Dialect::default()).writer;
        let screens = [hits(["旧码头改成候车廊", "夜班车多开一小时"], 0), hits(["一面锦旗两张执照", "种子在手机里挑选"], 6)];
        let [shown, next] = screens.map(|mut screen| {
            screen.content.chunks_mut(100).for_each(glyph::normalise);
            screen
        });
        if by_style {
            writer.screen(&shown, &next);
        } else {
            writer.rows(100, &shown.content, &next.content);
        }
        writer.out.len()
    }

    #[test]
    fn a_list_of_hits_beside_marks_is_a_third_shorter_style_by_style() {
        let (rows, styles) = (bytes(false), bytes(true));
        println!("{rows} bytes row by row, {styles} style by style");
        assert!(styles * 3 < rows * 2, "{rows} bytes row by row, {styles} style by style");
    }

    #[test]
    fn an_unchanged_screen_is_not_written() {
        let mut writer = Encoder::new(Size::new(100, 20), Dialect::default()).writer;
        let shown = hits(["旧码头改成候车廊", "夜班车多开一小时"], 0);
        writer.screen(&shown, &shown);
        assert!(writer.out.is_empty());
    }
}
