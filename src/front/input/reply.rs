//! Answers of a terminal, told from keys. Every answer is taken out of the stream whether it was asked for or not, and
//! however late it comes: none is ever typed into a search.

use crate::app::Ground;

/// An answer that is of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// `CSI 0 n`: everything sent before the question has been drawn (DSR, ECMA-48 §8.3.35).
    Drawn,
    /// `CSI row ; column R`: where the cursor was, both from 1 (CPR).
    Cursor {
        /// Row, from 1.
        row: u16,
        /// Column, from 1.
        column: u16,
    },
    /// The background colour (OSC 11) is dark or light.
    Background(Ground),
}

/// What a complete sequence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Reply(Reply),
    /// An answer or report that is of no use here.
    Noise,
    /// Perhaps a key.
    Key,
}

/// Tells what a complete sequence is.
pub(super) fn read(bytes: &[u8]) -> Kind {
    match bytes {
        [0x1b, b']', text @ ..] => background(text).map_or(Kind::Noise, |ground| Kind::Reply(Reply::Background(ground))),
        [0x1b, b'P' | b'X' | b'^' | b'_', ..] => Kind::Noise,
        // DECRPM, device attributes, window reports, focus; private forms of everything.
        [0x1b, b'[', b'?' | b'>' | b'=', ..] | [0x1b, b'[', .., b'c' | b'y' | b't' | b'I' | b'O'] => Kind::Noise,
        [0x1b, b'[', b'0', b'n'] => Kind::Reply(Reply::Drawn),
        [0x1b, b'[', .., b'n'] => Kind::Noise,
        [0x1b, b'[', place @ .., b'R'] => cursor(place).map_or(Kind::Noise, Kind::Reply),
        _ => Kind::Key,
    }
}

fn cursor(place: &[u8]) -> Option<Reply> {
    let (row, column) = std::str::from_utf8(place).ok()?.split_once(';')?;
    Some(Reply::Cursor { row: row.parse().ok()?, column: column.parse().ok()? })
}

/// `11;rgb:rrrr/gggg/bbbb` with one to four digits a part, or `11;#rrggbb`. Dark when white on it reads better than black,
/// by the relative luminance of WCAG 2.
fn background(text: &[u8]) -> Option<Ground> {
    let colour = std::str::from_utf8(text).ok()?.strip_prefix("11;")?;
    let parts: Vec<f64> = if let Some(parts) = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:")) {
        parts.split('/').take(3).map(level).collect::<Option<_>>()?
    } else {
        let digits = colour.strip_prefix('#')?;
        let each = digits.len() / 3;
        (0..3).map(|i| level(digits.get(i * each..(i + 1) * each)?)).collect::<Option<_>>()?
    };
    let [red, green, blue] = parts.as_slice() else { return None };
    let linear = |v: &f64| if *v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
    let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    // The luminance that contrasts as much with black as with white.
    Some(if luminance < 0.179 { Ground::Dark } else { Ground::Light })
}

/// Hexadecimal digits as a part of the greatest number they can say.
fn level(digits: &str) -> Option<f64> {
    if !(1..=4).contains(&digits.len()) {
        return None;
    }
    let value = u32::from_str_radix(digits, 16).ok()?;
    Some(f64::from(value) / (f64::from(16_u32.pow(digits.len() as u32)) - 1.0))
}
