//! Where the bands and panes of the screen lie, for any size. Belongs to the model: a resize is an event.
//!
//! The numbers are those of one table: wide (tree of 36 columns), middle (26), narrow (one pane), tiny (text only).

use crate::text::Cells;

/// How the screen is divided besides its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Arrangement {
    /// Tree and reader side by side where they fit.
    #[default]
    Split,
    /// The reader alone, centred (`z`).
    Full,
    /// The issue of a city and day in newspaper columns (`c`).
    Columns,
    /// Vertical type (`v`).
    Vertical,
}

/// A rectangle of cells: the app's own, so that it need not know the drawing library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pane {
    /// Left column.
    pub x: u16,
    /// Top row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// The divided screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Geometry {
    /// Columns of the screen.
    pub width: u16,
    /// Rows of the screen.
    pub height: u16,
    /// Row of the head line, where there is one.
    pub head: Option<u16>,
    /// Row of the status line, where there is one.
    pub status: Option<u16>,
    /// The tree's rows; `None` where the reader has the screen.
    pub tree: Option<Pane>,
    /// The reader's text: left edge, rows, and the measure as width; `None` where the tree has the screen.
    pub reader: Option<Pane>,
    /// Whether only one of tree and reader is shown at a time.
    pub one_pane: bool,
    /// Whether there is room for text only (no kicker, deck, byline).
    pub tiny: bool,
}

/// Narrowest measure `-` goes down to.
pub const MEASURE_MIN: u16 = 20;
/// Widest measure `+` goes up to.
pub const MEASURE_MAX: u16 = 160;
/// The measure of full-width reading until the reader changes it: forty 汉字.
pub const MEASURE_DEFAULT: u16 = 80;

fn even(cells: u16) -> u16 {
    cells & !1
}

/// How a screen is divided into newspaper columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// How many.
    pub count: u16,
    /// Cells of each, 40–52 and even; two more for a hung mark.
    pub measure: u16,
    /// First cell of the first one.
    pub left: u16,
}

/// White between two columns, the hung mark's two cells not counted.
const GUTTER: u16 = 4;
/// Cells for a hung mark.
const HANG: u16 = 2;

impl Columns {
    /// From the first cell of a column to the first cell of the next.
    pub fn stride(self) -> u16 {
        self.measure + HANG + GUTTER
    }
}

impl Geometry {
    /// The newspaper columns a screen has room for: ⌊width / 46⌋ of them, two at least (92 columns of the screen).
    pub fn columns(width: u16) -> Option<Columns> {
        let count = width / 46;
        if count < 2 {
            return None;
        }
        let taken = |measure: u16| count * (measure + HANG + GUTTER) - GUTTER;
        // The last column of the screen stays blank; three cells on the left at least.
        let room = width - 1 - 3;
        let measure = (40..=52).rev().step_by(2).find(|measure| taken(*measure) <= room)?;
        Some(Columns { count, measure, left: (width - 1 - taken(measure)).min(4) })
    }
}

impl Geometry {
    /// Divides a screen. `measure` is the reader's chosen measure (even); `reading` says which pane a one-pane screen shows.
    pub fn of(width: u16, height: u16, arrangement: Arrangement, measure: Cells, reading: bool) -> Self {
        let one_pane = width < 60;
        let tiny = width < 30 || height <= 3;
        let status = (height >= 3).then(|| height - 1);
        let head = (height >= 6 && !tiny).then_some(0);
        let top = match height {
            10.. if !tiny => 2,
            6..=9 if !tiny => 1,
            _ => 0,
        };
        let rows = height.saturating_sub(top).saturating_sub(u16::from(status.is_some()));
        let mut screen = Self { width, height, head, status, tree: None, reader: None, one_pane, tiny };
        let text_only = width < 20 || height <= 3;
        if let (Arrangement::Columns, Some(columns)) = (arrangement, Self::columns(width)) {
            screen.reader = Some(Pane { x: columns.left, y: top, width: columns.measure, height: rows });
            return screen;
        }
        if arrangement == Arrangement::Vertical && !text_only {
            screen.reader = Some(Pane { x: 1, y: top, width: even(width - 2), height: rows });
            return screen;
        }
        if arrangement == Arrangement::Full && !one_pane {
            let set = even(measure.0.min(width - 8));
            screen.reader = Some(Pane { x: (width - set - 2) / 2, y: top, width: set, height: rows });
            return screen;
        }
        if one_pane {
            let (x, set) = match width {
                0..=19 => (0, even(width.saturating_sub(2)).max(2).min(width)),
                20..=29 => (0, even(width - 4)),
                _ => (1, even(width - 4)),
            };
            if reading || text_only {
                screen.reader = Some(Pane { x, y: top, width: set, height: rows });
            } else {
                screen.tree = Some(Pane { x: 1, y: top, width: width - 2, height: rows });
            }
            return screen;
        }
        let (tree, text, set) =
            if width >= 100 { (34, 38, even(measure.0.min(width - 42))) } else { (24, 28, even(measure.0.min(width - 32))) };
        screen.tree = Some(Pane { x: 1, y: top, width: tree, height: rows });
        screen.reader = Some(Pane { x: text, y: top, width: set, height: rows });
        screen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(w: u16, h: u16) -> Geometry {
        Geometry::of(w, h, Arrangement::Split, Cells(MEASURE_DEFAULT), true)
    }

    #[test]
    fn the_table_of_widths_is_kept() {
        assert_eq!(of(100, 30).reader.unwrap(), Pane { x: 38, y: 2, width: 58, height: 27 });
        assert_eq!(of(120, 40).reader.unwrap().width, 78);
        assert_eq!(of(80, 24).reader.unwrap().width, 48);
        assert_eq!(of(40, 20).reader.unwrap(), Pane { x: 1, y: 2, width: 36, height: 17 });
        assert_eq!(of(20, 6).reader.unwrap().width, 16);
        assert_eq!(of(8, 3).reader.unwrap().width, 6);
        let full = Geometry::of(100, 30, Arrangement::Full, Cells(80), true).reader.unwrap();
        assert_eq!((full.x, full.width), (9, 80));
    }

    #[test]
    fn columns_take_40_to_52_cells_and_leave_the_last_cell_blank() {
        assert_eq!(Geometry::columns(91), None);
        assert_eq!(Geometry::columns(92), Some(Columns { count: 2, measure: 40, left: 3 }));
        assert_eq!(Geometry::columns(140), Some(Columns { count: 3, measure: 40, left: 4 }));
        for width in 92..=600 {
            let columns = Geometry::columns(width).unwrap();
            assert_eq!(columns.count, width / 46);
            assert!((40..=52).contains(&columns.measure) && columns.measure.is_multiple_of(2), "{width}: {columns:?}");
            let end = columns.left + columns.count * columns.stride() - GUTTER;
            assert!(end < width && columns.left >= 3, "{width}: {columns:?}");
        }
    }

    #[test]
    fn nothing_leaves_the_screen_at_any_size() {
        for width in 0..=220 {
            for height in 0..=70 {
                for arrangement in [Arrangement::Split, Arrangement::Full, Arrangement::Columns, Arrangement::Vertical] {
                    for reading in [false, true] {
                        let g = Geometry::of(width, height, arrangement, Cells(80), reading);
                        for pane in [g.tree, g.reader].into_iter().flatten() {
                            assert!(pane.x + pane.width <= width.max(pane.width), "{width}x{height} {pane:?}");
                            assert!(pane.y + pane.height <= height, "{width}x{height} {pane:?}");
                            assert!(
                                width < 20 || pane.x + pane.width < width,
                                "last column must stay blank: {width}x{height} {pane:?}"
                            );
                            assert!(g.tree == Some(pane) || pane.width % 2 == 0 || width < 2);
                        }
                    }
                }
            }
        }
    }
}
