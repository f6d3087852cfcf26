//! The [`Backend`] that ratatui's `Terminal` asks for. Nothing here asks the terminal: sizes are told, places remembered.

use std::io;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::cursor::{self, At};
use super::{Encoder, Surface as _, scroll};
use crate::app::Caret;

impl Backend for Encoder {
    type Error = io::Error;

    /// For code that draws through `Terminal::draw`; a session hands over whole frames instead.
    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut next = self.shown.clone();
        for (x, y, cell) in content {
            if let Some(place) = next.cell_mut((x, y)) {
                *place = cell.clone();
            }
        }
        self.present(next, Caret::Away).map(drop)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.show_cursor_if(false);
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.show_cursor_if(true);
        Ok(())
    }

    /// Where the cursor was last put; the top left when that is not certain.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(match self.writer.at {
            At::Cell(x, y) => Position { x, y },
            At::Row(y) => Position { x: 0, y },
            At::Lost => Position::ORIGIN,
        })
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        if self.stale {
            // The frame that repaints everything starts with a move of its own.
            return Ok(());
        }
        cursor::go(self.writer.at, x, y, &mut self.writer.out);
        self.writer.at = At::Cell(x, y);
        Ok(())
    }

    /// Takes effect with the next frame, which repaints every cell.
    fn clear(&mut self) -> io::Result<()> {
        self.forget();
        Ok(())
    }

    /// As [`Backend::clear`]: a part of the screen is never cleared alone here.
    fn clear_region(&mut self, _region: ClearType) -> io::Result<()> {
        self.forget();
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.shown.area.as_size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.shown.area.as_size(), pixels: Size::default() })
    }

    /// The door sends what [`Encoder::take`] gives.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn scroll_region_up(&mut self, region: std::ops::Range<u16>, lines: u16) -> io::Result<()> {
        self.scroll_rows(&region, lines, 1);
        Ok(())
    }

    fn scroll_region_down(&mut self, region: std::ops::Range<u16>, lines: u16) -> io::Result<()> {
        self.scroll_rows(&region, lines, -1);
        Ok(())
    }
}

impl Encoder {
    fn scroll_rows(&mut self, region: &std::ops::Range<u16>, lines: u16, sign: i16) {
        let bottom = region.end.min(self.shown.area.height);
        let lines = lines.min(bottom.saturating_sub(region.start)) as i16 * sign;
        if lines != 0 && !self.stale {
            self.scroll(scroll::Shift { top: region.start, bottom, lines });
        }
    }
}
