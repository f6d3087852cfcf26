//! One line of typed text with a cursor. Knows nothing of what is typed.

use unicode_segmentation::UnicodeSegmentation;

use super::event::Key;

/// Longest text the line takes, in characters; the rest of a paste is dropped.
const MOST: usize = 256;

/// Characters a note may have beyond that.
const NOTE: usize = 744;

/// The text and the cursor in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineEdit {
    text: String,
    /// Byte offset, always on a grapheme boundary.
    cursor: usize,
    /// The whole text is chosen: what is typed takes its place.
    chosen: bool,
    /// Characters it takes beyond [`MOST`].
    more: usize,
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

    /// A line with a note in it, which may be longer; one that was written elsewhere is kept whole, its lines joined.
    pub fn of_note(text: &str) -> Self {
        let mut line = Self { more: NOTE.max(text.chars().count()), ..Self::default() };
        line.insert(&text.split_whitespace().collect::<Vec<_>>().join(" "));
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

    /// Whether the whole text is chosen, so that the next character typed takes its place.
    pub fn is_chosen(&self) -> bool {
        self.chosen
    }

    /// Chooses the whole text, the cursor behind it. A character typed or pasted then takes its place; a blank goes on with it, and any
    /// other key edits it.
    pub fn choose(&mut self) {
        self.cursor = self.text.len();
        self.chosen = !self.text.is_empty();
    }

    /// Puts text in at the cursor, or in the place of what is chosen; control characters and line ends are left out.
    pub fn insert(&mut self, text: &str) {
        if std::mem::take(&mut self.chosen) && !text.starts_with(char::is_whitespace) {
            self.text.clear();
            self.cursor = 0;
        }
        let room = (MOST + self.more).saturating_sub(self.text.chars().count());
        let clean: String = text.chars().filter(|c| !c.is_control()).take(room).collect();
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
    }

    /// Replaces the whole text.
    pub fn set(&mut self, text: &str) {
        *self = Self::with(text);
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
        let chosen = self.chosen;
        self.chosen &= matches!(key, Key::Char(_));
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
        // One character in the place of another leaves the length as it was.
        let replaced = chosen && matches!(key, Key::Char(_));
        if before == self.text.len() && !replaced { Edit::Moved } else { Edit::Changed }
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
    fn what_is_typed_takes_the_place_of_a_chosen_text_and_other_keys_edit_it() {
        let typed = |keys: &[Key]| {
            let mut line = LineEdit::with("复工");
            line.choose();
            let last = keys.iter().map(|key| line.key(*key)).last();
            (line.text().to_owned(), last, line.is_chosen())
        };
        assert_eq!(typed(&[Key::Char('雪')]), ("雪".to_owned(), Some(Edit::Changed), false));
        assert_eq!(typed(&[Key::Char('j'), Key::Char('z')]), ("jz".to_owned(), Some(Edit::Changed), false));
        assert_eq!(typed(&[Key::Char(' '), Key::Char('雪')]).0, "复工 雪");
        assert_eq!(typed(&[Key::Backspace]).0, "复");
        assert_eq!(typed(&[Key::Right, Key::Char('雪')]).0, "复工雪");
        assert_eq!(typed(&[Key::Home, Key::Char('雪')]).0, "雪复工");
        assert_eq!(typed(&[Key::Left, Key::Delete]).0, "复");
        assert_eq!(typed(&[Key::Ctrl('u')]).0, "");
        assert_eq!(typed(&[Key::End]), ("复工".to_owned(), Some(Edit::Moved), false));
        let mut line = LineEdit::with("复工");
        line.choose();
        line.insert("公交");
        assert_eq!(line.text(), "公交");
    }

    #[test]
    fn a_paste_is_one_bounded_line() {
        let mut line = LineEdit::default();
        line.insert(&"复工\n\u{1b}[2J".repeat(400));
        assert!(line.text().chars().count() <= MOST && !line.text().chars().any(char::is_control));
    }
}
