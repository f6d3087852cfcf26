//! What a reader sets once and for all in `config.toml`, and what is said of files of settings that are not understood.
//!
//! Nothing here is needed: without the file all is as it is documented. Reading it from the disk is the store's.

use toml::{Table, Value};

use super::ThemeChoice;
use super::keymap::Keymap;
use super::look::Themes;
use super::words::Lang;

/// Something in a file of settings that is not understood; never a reason not to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The file, with the line where that is known.
    place: String,
    zh: String,
    en: String,
}

impl Complaint {
    /// What is wrong in a file.
    pub(super) fn new(file: &str, zh: String, en: String) -> Self {
        Self { place: file.to_owned(), zh, en }
    }

    /// A file that is no TOML: the line, and that nothing of it counts.
    pub(super) fn no_toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let line = error.span().map(|span| 1 + text.get(..span.start).map_or(0, |before| before.matches('\n').count()));
        let place = line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"));
        let what = error.message().lines().next().unwrap_or_default();
        Self {
            place,
            zh: format!("不是 TOML（{what}），整个文件不算"),
            en: format!("this is no TOML ({what}); nothing of the file counts"),
        }
    }

    /// It in one line: file, what, and what was done.
    pub fn text(&self, lang: Lang) -> String {
        format!("{}: {}", self.place, lang.pick(&self.zh, &self.en))
    }
}

/// Settings of `config.toml`; what is said on the command line counts before them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Config {
    /// The theme to begin with.
    pub theme: Option<ThemeChoice>,
    /// Paper and night paint their own ground, as with `--paint`.
    pub paint: bool,
    /// The mouse is used, as with `--mouse`.
    pub mouse: bool,
    /// No line is left in the shell, as with `--quiet`.
    pub quiet: bool,
    /// Blank rows between paragraphs: 0 as in print, or 1.
    pub paragraph_gap: u8,
    /// Vertical type uses ︐︒﹃, which not every font has; else ，。『.
    pub vertical_forms: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self { theme: None, paint: false, mouse: false, quiet: false, paragraph_gap: 0, vertical_forms: true }
    }
}

impl Config {
    /// The name of the file, for complaints.
    pub const FILE: &'static str = "config.toml";

    /// Reads the settings; what is not understood is said, the rest counts.
    pub fn read(text: &str) -> (Self, Vec<Complaint>) {
        let mut config = Self::default();
        let table: Table = match toml::from_str(text) {
            Ok(table) => table,
            Err(error) => return (config, vec![Complaint::no_toml(Self::FILE, text, &error)]),
        };
        let mut complaints = Vec::new();
        for (name, value) in &table {
            if let Some((zh, en)) = config.set(name, value) {
                complaints.push(Complaint::new(Self::FILE, zh, en));
            }
        }
        (config, complaints)
    }

    /// Sets one; what is wrong with it comes back.
    fn set(&mut self, name: &str, value: &Value) -> Option<(String, String)> {
        let takes = |what: &str| Some((format!("{name} 要写 {what}"), format!("{name} takes {what}")));
        let flag = match name {
            "theme" => {
                self.theme = value.as_str().and_then(ThemeChoice::named);
                return self.theme.is_none().then(|| takes("\"auto\" \"paper\" \"night\" \"mono\"")).flatten();
            }
            "paragraph_gap" => {
                let gap = value.as_integer().filter(|gap| (0..=1).contains(gap));
                self.paragraph_gap = gap.unwrap_or_default() as u8;
                return gap.is_none().then(|| takes("0 1")).flatten();
            }
            "paint" => &mut self.paint,
            "mouse" => &mut self.mouse,
            "quiet" => &mut self.quiet,
            "vertical_forms" => &mut self.vertical_forms,
            _ => return Some((format!("没有 {name} 这项设置，不管它"), format!("there is no setting {name}; ignored"))),
        };
        match value.as_bool() {
            Some(on) => {
                *flag = on;
                None
            }
            None => takes("true false"),
        }
    }
}

/// All that a reader sets in files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// `config.toml`.
    pub config: Config,
    /// `keys.toml`.
    pub keys: Keymap,
    /// `theme.toml`.
    pub themes: Themes,
}

impl Settings {
    /// Reads the three files, where they are, with what is said of them.
    pub fn read(config: Option<&str>, keys: Option<&str>, themes: Option<&str>) -> (Self, Vec<Complaint>) {
        let (config, mut complaints) = config.map(Config::read).unwrap_or_default();
        let (keys, of_keys) = keys.map(Keymap::read).unwrap_or_default();
        let (themes, of_themes) = themes.map(Themes::read).unwrap_or_default();
        complaints.extend(of_keys.into_iter().chain(of_themes));
        (Self { config, keys, themes }, complaints)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_and_what_is_none_is_said() {
        let text = "theme = \"night\"\nparagraph_gap = 1\nvertical_forms = false\nmouse = true\n";
        let wanted =
            Config { theme: Some(ThemeChoice::Night), paragraph_gap: 1, vertical_forms: false, mouse: true, ..Config::default() };
        assert_eq!(Config::read(text), (wanted, Vec::new()));
        let (config, complaints) =
            Config::read("quiet = true\nparagraph_gap = 3\ntheme = \"dusk\"\ncolour = 1\nmouse = \"yes\"\n");
        assert_eq!(config, Config { quiet: true, ..Config::default() });
        let said: Vec<String> = complaints.iter().map(|complaint| complaint.text(Lang::En)).collect();
        for wanted in ["paragraph_gap takes 0 1", "theme takes", "no setting colour", "mouse takes true false"] {
            assert!(said.iter().any(|line| line.contains(wanted)), "{wanted}: {said:?}");
        }
        assert_eq!(complaints.len(), 4);
    }

    #[test]
    fn a_file_that_is_no_toml_counts_for_nothing_and_names_the_line() {
        let (config, complaints) = Config::read("mouse = true\nquiet\n");
        assert_eq!(config, Config::default());
        assert!(complaints[0].text(Lang::Zh).starts_with("config.toml:2: "), "{complaints:?}");
    }
}
