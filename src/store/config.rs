//! The files in which a person sets things, as text: `config.toml`, `keys.toml`, `theme.toml` in the XDG folder for settings.
//!
//! Nothing is written there. What the files say is understood by the app.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::xdg;

/// Larger files are not settings.
const LARGEST: u64 = 1 << 16;

/// The folder with a person's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder(Option<PathBuf>);

impl Folder {
    /// The user's; without a home there is none.
    pub fn of_user() -> Self {
        Self(xdg::config())
    }

    /// A folder of one's own choosing, for tests.
    pub fn within(folder: &Path) -> Self {
        Self(Some(folder.to_path_buf()))
    }

    /// The text of a file in it; `None` where there is no such file.
    ///
    /// # Errors
    /// It is there and cannot be read, is no UTF-8 or too large for settings.
    pub fn text(&self, name: &str) -> io::Result<Option<String>> {
        let Some(path) = self.0.as_ref().map(|folder| folder.join(name)) else { return Ok(None) };
        let size = match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other?.len(),
        };
        if size > LARGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let text = fs::read_to_string(path)?;
        Ok(Some(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_is_no_error_and_one_that_is_no_text_is() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = Folder::within(root.path());
        assert_eq!(folder.text("keys.toml").expect("nothing"), None);
        fs::write(root.path().join("keys.toml"), "\u{feff}mark = \"w\"\n").expect("written");
        assert_eq!(folder.text("keys.toml").expect("a text").as_deref(), Some("mark = \"w\"\n"));
        fs::write(root.path().join("keys.toml"), [0xff, 0xfe, 0x00]).expect("written");
        assert!(folder.text("keys.toml").is_err());
        fs::write(root.path().join("keys.toml"), " ".repeat(70_000)).expect("written");
        assert!(folder.text("keys.toml").is_err());
        fs::create_dir(root.path().join("theme.toml")).expect("made");
        assert!(folder.text("theme.toml").is_err());
    }
}
