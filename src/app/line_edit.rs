//! One line of typed text with a cursor. Knows nothing of what is typed.

use unicode_segmentation::UnicodeSegmentation;

use super::event::Key;

/// Longest text the line takes, in characters; the rest of a paste is dropped.
const MOST: usize = 256;

/// The text and the cursor in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineEdit {
    text: String,
    /// Byte offset, always on a grapheme boundary.
    cursor: usize,
}

/// What a key did to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The text is another.
    Changed,
    /// Only the cursor moved.
    Moved,
    /// The key means nothing here.
    Ignored,
}

impl LineEdit {
    /// A line with a text and the cursor at its end.
    pub fn with(text: &str) -> Self {
        let mut line = Self::default();
        line.insert(text);
        line
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    pub fn before_cursor(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or("")
    }

    /// Puts text in at the cursor; control characters and line ends are left out.
    pub fn insert(&mut self, text: &str) {
        let room = MOST.saturating_sub(self.text.chars().count());
        let clean: String = text.chars().filter(|c| !c.is_control()).take(room).collect();
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
    }

    /// Replaces the whole text.
    pub fn set(&mut self, text: &str) {
        self.text.clear();
        self.cursor = 0;
        self.insert(text);
    }

    fn back(&self) -> usize {
        self.before_cursor().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn forward(&self) -> usize {
        let rest = self.text.get(self.cursor..).unwrap_or("");
        self.cursor + rest.graphemes(true).next().map_or(0, str::len)
    }

    /// Takes one key.
    pub fn key(&mut self, key: Key) -> Edit {
        let before = self.text.len();
        match key {
            Key::Char(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Key::Backspace | Key::Ctrl('h') => {
                let from = self.back();
                self.text.replace_range(from..self.cursor, "");
                self.cursor = from;
            }
            Key::Delete => {
                let to = self.forward();
                self.text.replace_range(self.cursor..to, "");
            }
            Key::Ctrl('u') => {
                self.text.replace_range(..self.cursor, "");
                self.cursor = 0;
            }
            Key::Ctrl('w') => {
                let kept = self.before_cursor().trim_end().rfind(char::is_whitespace).map_or(0, |at| at + 1);
                let kept = if self.text.is_char_boundary(kept) { kept } else { 0 };
                self.text.replace_range(kept..self.cursor, "");
                self.cursor = kept;
            }
            Key::Left => self.cursor = self.back(),
            Key::Right => self.cursor = self.forward(),
            Key::Home | Key::Ctrl('a') => self.cursor = 0,
            Key::End | Key::Ctrl('e') => self.cursor = self.text.len(),
            _ => return Edit::Ignored,
        }
        if before == self.text.len() { Edit::Moved } else { Edit::Changed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backspace_takes_one_汉字_not_one_byte() {
        let mut line = LineEdit::with("公交");
        assert_eq!(line.key(Key::Backspace), Edit::Changed);
        assert_eq!(line.text(), "公");
        line.key(Key::Left);
        line.key(Key::Char('9'));
        assert_eq!((line.text(), line.before_cursor()), ("9公", "9"));
        line.key(Key::End);
        line.key(Key::Ctrl('u'));
        assert_eq!(line.text(), "");
        assert_eq!(line.key(Key::Backspace), Edit::Moved);
    }

    #[test]
    fn a_paste_is_one_bounded_line() {
        let mut line = LineEdit::default();
        line.insert(&"复工\n\u{1b}[2J".repeat(400));
        assert!(line.text().chars().count() <= MOST && !line.text().chars().any(char::is_control));
    }
}
