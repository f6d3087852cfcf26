//! The cheapest way from one cell to another. Only sequences every terminal of the last thirty years knows (ECMA-48
//! CUP CUU CUD CUF CUB CHA, and CR LF BS); nothing that asks.

use std::io::Write as _;

/// Where the cursor is, as far as that is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Nowhere certain.
    Lost,
    /// Somewhere in this row: a glyph whose width terminals disagree about was just written.
    Row(u16),
    /// On this cell.
    Cell(u16, u16),
}

/// Appends the shortest move to column `x`, row `y` (from 0); nothing when the cursor is there.
pub(super) fn go(at: At, x: u16, y: u16, out: &mut Vec<u8>) {
    let start = out.len();
    absolute(x, y, out);
    match at {
        At::Lost => {}
        At::Row(row) if row == y => try_shorter(out, start, |out| column(x, out)),
        At::Row(_) => {}
        At::Cell(cx, cy) => relative(cx, cy, x, y, out, start),
    }
}

/// How many bytes [`go`] would append.
pub(super) fn cost(at: At, x: u16, y: u16) -> usize {
    let mut out = Vec::with_capacity(16);
    go(at, x, y, &mut out);
    out.len()
}

/// Replaces what stands from `start` by another way, if that is shorter.
fn try_shorter(out: &mut Vec<u8>, start: usize, way: impl FnOnce(&mut Vec<u8>)) {
    let middle = out.len();
    way(out);
    if out.len() - middle < middle - start {
        out.drain(start..middle);
    } else {
        out.truncate(middle);
    }
}

fn relative(cx: u16, cy: u16, x: u16, y: u16, out: &mut Vec<u8>, start: usize) {
    // Moves down: LF keeps the column in raw mode, CR LF starts the row; never more than the absolute move costs.
    let vertical = |out: &mut Vec<u8>| {
        let down = y.saturating_sub(cy);
        if down > 0 && down <= 4 {
            out.extend(std::iter::repeat_n(b'\n', usize::from(down)));
        } else if down > 0 {
            count(down, b'B', out);
        } else if cy > y {
            count(cy - y, b'A', out);
        }
    };
    try_shorter(out, start, |out| {
        vertical(out);
        if x > cx {
            count(x - cx, b'C', out);
        } else if x < cx && cx - x <= 4 {
            out.extend(std::iter::repeat_n(b'\x08', usize::from(cx - x)));
        } else if x < cx {
            count(cx - x, b'D', out);
        }
    });
    try_shorter(out, start, |out| {
        out.push(b'\r');
        vertical(out);
        if x > 0 {
            count(x, b'C', out);
        }
    });
    if x != cx {
        try_shorter(out, start, |out| {
            vertical(out);
            column(x, out);
        });
    }
}

fn absolute(x: u16, y: u16, out: &mut Vec<u8>) {
    // Writing into a Vec cannot fail.
    let _ = match (x, y) {
        (0, 0) => out.write_all(b"\x1b[H"),
        (0, y) => write!(out, "\x1b[{}H", y + 1),
        (x, 0) => write!(out, "\x1b[;{}H", x + 1),
        (x, y) => write!(out, "\x1b[{};{}H", y + 1, x + 1),
    };
}

/// CHA: the column of the same row.
pub(super) fn column(x: u16, out: &mut Vec<u8>) {
    let _ = if x == 0 { out.write_all(b"\r") } else { write!(out, "\x1b[{}G", x + 1) };
}

/// `CSI n X`, the 1 left out.
pub(super) fn count(n: u16, last: u8, out: &mut Vec<u8>) {
    let _ = if n == 1 { out.write_all(b"\x1b[") } else { write!(out, "\x1b[{n}") };
    out.push(last);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(at: At, x: u16, y: u16) -> String {
        let mut out = Vec::new();
        go(at, x, y, &mut out);
        assert_eq!(out.len(), cost(at, x, y));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_shortest_of_all_ways_is_taken() {
        assert_eq!(bytes(At::Cell(5, 5), 5, 5), "");
        assert_eq!(bytes(At::Cell(5, 5), 6, 5), "\x1b[C");
        assert_eq!(bytes(At::Cell(5, 5), 4, 5), "\x08");
        assert_eq!(bytes(At::Cell(5, 5), 0, 5), "\r");
        assert_eq!(bytes(At::Cell(5, 5), 0, 6), "\r\n");
        assert_eq!(bytes(At::Cell(110, 5), 7, 6), "\n\x1b[8G");
        assert_eq!(bytes(At::Cell(37, 5), 37, 6), "\n");
        assert_eq!(bytes(At::Cell(80, 5), 0, 29), "\x1b[30H");
        assert_eq!(bytes(At::Lost, 0, 0), "\x1b[H");
        assert_eq!(bytes(At::Lost, 9, 0), "\x1b[;10H");
        assert_eq!(bytes(At::Row(3), 9, 3), "\x1b[10G");
        assert_eq!(bytes(At::Row(3), 9, 4), "\x1b[5;10H");
    }
}
