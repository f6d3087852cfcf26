//! The settings of the person who reads, and what is said of those that are not understood. No file is needed, none ends the program.

use super::words::Lang;
use crate::app::{Config, Keymap, Settings, Themes};
use crate::store::config::Folder;

/// Reads the files; gives a line for each thing in them that is not understood.
pub(super) fn read(folder: &Folder, lang: Lang) -> (Settings, Vec<String>) {
    let mut said = Vec::new();
    let mut text = |name: &str| {
        folder.text(name).unwrap_or_else(|error| {
            said.push(match lang {
                Lang::Zh => format!("{name}: 读不了（{error}），按没有它来"),
                Lang::En => format!("{name}: cannot be read ({error}); done without"),
            });
            None
        })
    };
    let (config, keys, themes) = (text(Config::FILE), text(Keymap::FILE), text(Themes::FILE));
    let (settings, complaints) = Settings::read(config.as_deref(), keys.as_deref(), themes.as_deref());
    said.extend(complaints.iter().map(|complaint| complaint.text(lang)));
    (settings, said)
}
