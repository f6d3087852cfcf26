//! How many bytes frames cost, on made-up Chinese screens; counted, never timed. The figures are those of the reader's
//! needs over a slow line: `less` needs 156 B for a line of text at 100×30, stock ratatui about 10,000.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::{Color, Modifier, Style};

use super::*;

const PROSE: &str = "清晨五点，小凌河口的雾还没散，十四条渔船已经依次离港。“今年的头一网要赶早”，船老大说，\
冰块昨天夜里就装好了——潮水不等人。港里的大喇叭放着天气，风力四到五级，阵风六级；岸上的人数着船，一条、两条、三条，数到第十四条，天就亮了……";

/// Line `n` of an endless text, `cells` wide.
fn line(n: usize, cells: u16) -> String {
    let mut text = String::new();
    let mut width = 0;
    for c in PROSE.chars().cycle().skip(n * 37) {
        let next = crate::text::width::of(&c.to_string(), Ambiguous::Narrow);
        if width + next > usize::from(cells) {
            return text;
        }
        text.push(c);
        width += next;
    }
    text
}

/// A full-width page from line `top`: head line, text, status.
fn page(width: u16, height: u16, top: usize) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    buffer.set_string(1, 0, "小凌河口开出今春第一班渔船", Style::new().add_modifier(Modifier::BOLD));
    for y in 2..height - 1 {
        buffer.set_string(10, y, line(top + usize::from(y), 80.min(width - 12)), Style::new());
    }
    let status = Style::new().fg(Color::Rgb(0xa8, 0xa8, 0xa8));
    buffer.set_string(1, height - 1, format!("锦州 2020-02-26~  1/9  {}%", top % 100), status);
    buffer.set_string(width - 42, height - 1, "空格 翻页  [ ] 换篇  / 搜索  ? 帮助  q 退出", status);
    buffer
}

/// A tree beside the text.
fn split(width: u16, height: u16, top: usize) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    for y in 2..height - 1 {
        buffer.set_string(3, y, line(usize::from(y) * 5, 30), Style::new());
        // A paragraph is four lines, its last one half full: news is short.
        let n = top + usize::from(y);
        let measure = if n.is_multiple_of(4) { 38 } else { 78 };
        buffer.set_string(38, y, line(n, measure.min(width - 42)), Style::new());
    }
    buffer.set_style(Rect::new(1, 4, 34, 1), Style::new().add_modifier(Modifier::REVERSED));
    buffer
}

fn text_bytes(buffer: &Buffer) -> usize {
    let rows = buffer.content.chunks(usize::from(buffer.area.width));
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().len()).sum()
}

struct Cost {
    encoder: Encoder,
}

impl Cost {
    fn new(width: u16, height: u16) -> Self {
        Self { encoder: Encoder::new(Size::new(width, height), Dialect::default()) }
    }

    fn of(&mut self, buffer: Buffer) -> usize {
        self.encoder.present(buffer, Caret::Parked { x: 10, y: 2 }).unwrap();
        self.encoder.take().len()
    }
}

#[test]
fn a_line_down_in_full_width_reading_is_at_most_400_bytes() {
    let mut cost = Cost::new(100, 30);
    cost.of(page(100, 30, 0));
    for top in 1..40 {
        let bytes = cost.of(page(100, 30, top));
        assert!(bytes <= 400, "{bytes} B for line {top}");
    }
    for top in (0..39).rev() {
        let bytes = cost.of(page(100, 30, top));
        assert!(bytes <= 400, "{bytes} B back to line {top}");
    }
}

#[test]
fn a_page_down_is_at_most_its_text_and_15_percent() {
    let mut cost = Cost::new(100, 30);
    cost.of(page(100, 30, 0));
    for top in [26, 52, 78] {
        let next = page(100, 30, top);
        let text = text_bytes(&next);
        let bytes = cost.of(next);
        assert!(bytes * 100 <= text * 115, "{bytes} B for {text} B of text");
    }
}

#[test]
fn a_first_frame_of_120_by_40_is_at_most_8500_bytes() {
    let bytes = Cost::new(120, 40).of(split(120, 40, 0));
    assert!(bytes <= 8500, "{bytes} B");
}

#[test]
fn a_line_down_beside_the_tree_is_at_most_4200_bytes_at_120_by_40() {
    let mut cost = Cost::new(120, 40);
    cost.of(split(120, 40, 0));
    // The terminal has answered by then; until it has, each `“` costs a move more.
    cost.encoder.set_ambiguous(Ambiguous::Narrow);
    for top in 1..10 {
        let bytes = cost.of(split(120, 40, top));
        assert!(bytes <= 4200, "{bytes} B for line {top}");
    }
}

#[test]
fn moving_the_selected_row_of_the_tree_is_at_most_400_bytes() {
    let mut cost = Cost::new(120, 40);
    let mut screen = split(120, 40, 0);
    cost.of(screen.clone());
    let style = |on: bool| if on { Style::new().add_modifier(Modifier::REVERSED) } else { Style::reset() };
    screen.set_style(Rect::new(1, 4, 34, 1), style(false));
    screen.set_style(Rect::new(1, 5, 34, 1), style(true));
    let bytes = cost.of(screen);
    assert!(bytes <= 400, "{bytes} B");
}

#[test]
fn an_unchanged_frame_is_no_byte_and_a_typed_汉字_at_most_60() {
    let mut cost = Cost::new(100, 30);
    let mut screen = page(100, 30, 0);
    cost.of(screen.clone());
    assert_eq!(cost.of(screen.clone()), 0);
    screen.set_string(1, 0, "/锦", Style::new());
    screen.set_string(5, 0, " ".repeat(40), Style::reset());
    cost.of(screen.clone());
    screen.set_string(4, 0, "州", Style::new());
    let bytes = cost.of(screen);
    assert!(bytes <= 60, "{bytes} B");
}
