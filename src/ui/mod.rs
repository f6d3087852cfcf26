//! Pure drawing of the app's state into a frame. Looks, never changes anything.
//!
//! ```text
//! row 0      head line   阅报  38 篇  4 城 │ 锦州  2020-02-26~  港湾        367 字
//! row 1      spare (candidates and hints of the search line)
//! row 2 …    tree │ reader                      one file each
//! last row   status line  5/38   37%                 j k 移动  Enter 阅读  ? 帮助
//! ```
//! Panes are parted by white, never by rules; what opens takes whole rows. Chrome uses only characters whose width every
//! terminal agrees on.

mod ascii;
mod candidates;
mod canvas;
mod columns;
mod drawer;
mod finder;
mod head;
mod leaf;
mod map;
mod marks;
mod note;
mod overview;
mod page;
mod problems;
mod source;
mod status;
pub mod theme;
mod tree;
mod vertical;

use ratatui::buffer::Buffer;

pub use canvas::Canvas;

use crate::app::geometry::{Geometry, Pane};
use crate::app::{App, Caret, Focus};
use theme::Palette;

/// Draws the whole state into a blank buffer; says where the terminal's cursor belongs.
pub fn draw(app: &App, buffer: &mut Buffer) -> Caret {
    let g = app.geometry();
    let (width, height) = (buffer.area.width, buffer.area.height);
    if width == 0 || height == 0 || (g.width, g.height) != (width, height) {
        return Caret::Away;
    }
    let mut canvas = Canvas::new(buffer, Palette::of(app), app.ambiguous()).with_ascii_marks(app.display().ascii);
    let caret = if app.leaf().is_some() { leaf::draw(app, &g, &mut canvas) } else { panes(app, &g, &mut canvas) };
    if let (Some(board), Some(row)) = (app.board(), g.status) {
        status::board(app, board, row - 1, &mut canvas);
    }
    caret
}

/// Tree and reader with what stands over and under them.
fn panes(app: &App, g: &Geometry, canvas: &mut Canvas<'_>) -> Caret {
    let mut caret = Caret::Away;
    // What the drawer covers is not drawn: whole rows, so that no glyph is cut.
    let above = |pane: Pane| Pane { height: pane.height.saturating_sub(app.drawer_rows()), ..pane };
    if let Some(pane) = g.tree.map(above) {
        let parked = tree::draw(app, pane, canvas);
        if app.focus() == Focus::Tree {
            caret = parked;
        }
    }
    if let Some(pane) = g.reader.map(above) {
        match (app.spread(), app.scroll()) {
            (Some(spread), _) => columns::draw(app, spread, pane, canvas),
            (_, Some(scroll)) => vertical::draw(app, scroll, pane, canvas),
            _ => page::draw(app, pane, canvas),
        }
        if app.focus() == Focus::Reader {
            caret = Caret::Parked { x: pane.x, y: pane.y };
        }
    }
    if app.focus() == Focus::Line {
        caret = finder::draw(app, g, canvas);
    } else if app.note().is_some() {
        caret = note::draw(app, g, canvas);
    } else if let Some(row) = g.head {
        head::draw(app, g, row, canvas);
    }
    if let Some(drawer) = app.drawer() {
        caret = drawer::draw(app, drawer, g, canvas);
    }
    if let Some(row) = g.status {
        status::draw(app, g, row, canvas);
    }
    caret
}

/// First column of the text side of the head line.
fn reader_edge(g: &Geometry) -> Option<(u16, u16)> {
    g.reader.map(|pane| (pane.x, pane.x + pane.width))
}
