//! A bracketed paste: only its first line is of use, and however long it is, nothing of it is ever a key.

use std::time::Duration;

/// Characters taken at most: longer than any query.
const LONGEST: usize = 256;

/// Bytes kept while it comes in, enough for [`LONGEST`] characters after blank lines.
const KEPT: usize = 4096;

/// A paste whose end does not come by then has lost it.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

const END: &[u8] = b"\x1b[201~";

#[derive(Debug, Default)]
pub(super) struct Paste {
    open: bool,
    kept: Vec<u8>,
    /// How much of [`END`] stands at the end of what came.
    matched: usize,
}

impl Paste {
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    pub(super) fn open(&mut self) {
        *self = Self { open: true, ..Self::default() };
    }

    /// Takes a byte; gives the cleaned text when it was the last.
    pub(super) fn feed(&mut self, byte: u8) -> Option<String> {
        if byte == END[self.matched] {
            self.matched += 1;
            return if self.matched == END.len() { self.close() } else { None };
        }
        // ESC occurs in END only at its start, so all that was matched is text.
        let text = std::mem::take(&mut self.matched);
        self.keep(&END[..text]);
        if byte == END[0] {
            self.matched = 1;
        } else {
            self.keep(&[byte]);
        }
        None
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.kept.len() < KEPT {
            self.kept.extend_from_slice(bytes);
        }
    }

    /// Ends the paste, however it stands.
    pub(super) fn close(&mut self) -> Option<String> {
        let paste = std::mem::take(self);
        paste.open.then(|| clean(&String::from_utf8_lossy(&paste.kept)))
    }
}

/// The first line with anything on it, without control characters and invisible ones.
fn clean(text: &str) -> String {
    let line = text.split(['\r', '\n']).map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    let line = line.replace('\t', " ");
    line.chars().filter(|&c| !is_unwanted(c)).take(LONGEST).collect::<String>().trim_end().to_owned()
}

fn is_unwanted(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
}
