//! What the roles of a screen look like, as data: the three themes of the program and what the reader's `theme.toml` makes of them.
//!
//! No terminal's colours here: those are made of it by the drawing room. Reading the file from the disk is the store's.

use std::sync::OnceLock;

use toml::{Table, Value};

use super::config::Complaint;
use super::{Role, ThemeChoice};

/// A colour: red, green, blue.
pub type Rgb = [u8; 3];

/// What a role looks like. Faint is no attribute here: no theme could make it legible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Colour of the letters; the terminal's own where it is not stated.
    pub fg: Option<Rgb>,
    /// Colour of the ground.
    pub bg: Option<Rgb>,
    /// Bold.
    pub bold: bool,
    /// Underlined.
    pub underline: bool,
    /// Letters and ground exchanged.
    pub reverse: bool,
}

impl Look {
    const BOLD: Look = Look { fg: None, bg: None, bold: true, underline: false, reverse: false };

    /// `#5F5F5F`, `bold underline`, `bold #875F00`, `plain`; or a table of `fg`, `bg`, `bold`, `underline`, `reverse`. Gives what is not
    /// understood.
    fn read(value: &Value) -> Result<Look, String> {
        let mut look = Look::default();
        match value {
            Value::String(text) => {
                for word in text.split_whitespace() {
                    match word {
                        "plain" => {}
                        "bold" => look.bold = true,
                        "underline" => look.underline = true,
                        "reverse" => look.reverse = true,
                        _ => look.fg = Some(rgb(word).ok_or_else(|| word.to_owned())?),
                    }
                }
            }
            Value::Table(table) => {
                for (name, value) in table {
                    let colour = || value.as_str().and_then(rgb).ok_or_else(|| format!("{name} = {value}"));
                    let flag = || value.as_bool().ok_or_else(|| format!("{name} = {value}"));
                    match name.as_str() {
                        "fg" => look.fg = Some(colour()?),
                        "bg" => look.bg = Some(colour()?),
                        "bold" => look.bold = flag()?,
                        "underline" => look.underline = flag()?,
                        "reverse" => look.reverse = flag()?,
                        _ => return Err(name.clone()),
                    }
                }
            }
            other => return Err(other.to_string()),
        }
        Ok(look)
    }
}

fn rgb(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let n = u32::from_str_radix(digits, 16).ok()?;
    Some([(n >> 16) as u8, (n >> 8) as u8, n as u8])
}

/// One theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    looks: [Option<Look>; Role::COUNT],
    /// Text and ground of its own.
    paint: Option<Look>,
    /// Whether it paints them without being asked to.
    paints: bool,
}

impl Theme {
    fn bare() -> Self {
        Self { looks: [None; Role::COUNT], paint: None, paints: false }
    }

    /// What a role looks like: as stated, or as what it inherits from.
    pub fn look(&self, role: Role) -> Look {
        if let Some(look) = self.looks[role as usize] {
            return look;
        }
        match (role, role.entry().1) {
            (_, Some(parent)) => self.look(parent),
            (Role::Headline | Role::Query | Role::CursorIdle, _) => Look::BOLD,
            (Role::Dropped, _) => Look { underline: true, ..self.look(Role::Meta) },
            _ => Look::default(),
        }
    }

    /// Its own text on its own ground.
    pub fn paint(&self) -> Option<Look> {
        self.paint
    }

    /// Whether it paints its ground without `--paint`.
    pub fn paints(&self) -> bool {
        self.paints
    }

    /// Takes over what a table of a theme file says; names what it does not understand.
    fn take(&mut self, table: &Table) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        for (name, value) in table {
            if name == "paint" {
                match value {
                    Value::Boolean(on) => self.paints = *on,
                    other => match Look::read(other) {
                        Ok(look) => (self.paint, self.paints) = (Some(look), true),
                        Err(what) => wrong.push(Wrong::Value(name.clone(), what)),
                    },
                }
                continue;
            }
            let Some(role) = Role::ALL.into_iter().find(|role| role.name() == name) else {
                wrong.push(Wrong::Role(name.clone()));
                continue;
            };
            match Look::read(value) {
                Ok(look) => self.looks[role as usize] = Some(look),
                Err(what) => wrong.push(Wrong::Value(name.clone(), what)),
            }
        }
        wrong
    }
}

enum Wrong {
    /// No role has this name.
    Role(String),
    /// What stands behind a name is none of the things that can.
    Value(String, String),
}

/// The themes there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Themes {
    paper: Theme,
    night: Theme,
    mono: Theme,
}

const PAPER: &str = include_str!("../../assets/themes/paper.toml");
const NIGHT: &str = include_str!("../../assets/themes/night.toml");
const MONO: &str = include_str!("../../assets/themes/mono.toml");

impl Default for Themes {
    fn default() -> Self {
        static BUILT_IN: OnceLock<Themes> = OnceLock::new();
        let read = |text: &str| {
            let mut theme = Theme::bare();
            let table: Table = toml::from_str(text).expect("the themes of the program are read by a test");
            let wrong = theme.take(&table);
            // A ground of its own is painted when it is asked for.
            Theme { paints: false, ..theme }.sound(wrong.is_empty())
        };
        BUILT_IN.get_or_init(|| Themes { paper: read(PAPER), night: read(NIGHT), mono: read(MONO) }).clone()
    }
}

impl Theme {
    fn sound(self, is_sound: bool) -> Self {
        debug_assert!(is_sound, "a theme of the program names what is no role");
        self
    }
}

impl Themes {
    /// The name of the file, for complaints.
    pub const FILE: &'static str = "theme.toml";

    /// The themes of the program as a `theme.toml` changes them: tables `paper`, `night` and `mono`, each of which says what is other
    /// than there. What is not understood is said, the rest counts; where the file is no TOML nothing of it does.
    pub fn read(text: &str) -> (Self, Vec<Complaint>) {
        let mut themes = Self::default();
        let tables: Table = match toml::from_str(text) {
            Ok(tables) => tables,
            Err(error) => return (themes, vec![Complaint::no_toml(Self::FILE, text, &error)]),
        };
        let mut complaints = Vec::new();
        for (name, value) in &tables {
            let theme = match name.as_str() {
                "paper" => &mut themes.paper,
                "night" => &mut themes.night,
                "mono" => &mut themes.mono,
                _ => {
                    complaints.push(Complaint::new(
                        Self::FILE,
                        format!("没有 [{name}] 这个配色，只有 [paper] [night] [mono]"),
                        format!("there is no theme [{name}], only [paper], [night] and [mono]"),
                    ));
                    continue;
                }
            };
            let Some(table) = value.as_table() else {
                let (zh, en) = (format!("{name} 要写成 [{name}]"), format!("write {name} as [{name}]"));
                complaints.push(Complaint::new(Self::FILE, zh, en));
                continue;
            };
            complaints.extend(theme.take(table).into_iter().map(|wrong| match wrong {
                Wrong::Role(role) => Complaint::new(
                    Self::FILE,
                    format!("[{name}] 里没有 {role} 这个角色，不管它"),
                    format!("[{name}]: {role} is no role; ignored"),
                ),
                Wrong::Value(role, what) => Complaint::new(
                    Self::FILE,
                    format!("[{name}] {role}: 不懂“{what}”，写 #RRGGBB 或 bold underline reverse plain"),
                    format!("[{name}] {role}: \"{what}\" is not understood; write #RRGGBB or bold underline reverse plain"),
                ),
            }));
        }
        (themes, complaints)
    }

    /// The theme of a choice that is settled.
    pub fn of(&self, choice: ThemeChoice) -> &Theme {
        match choice {
            ThemeChoice::Paper => &self.paper,
            ThemeChoice::Night => &self.night,
            ThemeChoice::Auto | ThemeChoice::Mono => &self.mono,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_themes_of_the_program_say_nothing_that_is_not_understood() {
        for text in [PAPER, NIGHT, MONO] {
            let table: Table = toml::from_str(text).expect("TOML");
            assert!(Theme::bare().take(&table).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_theme_file_changes_what_it_names_and_what_inherits_from_that() {
        let text = "[paper]\nmeta = \"#333333\"\ntext = \"bold\"\n[night]\ncursor = { bg = \"#102030\", bold = true }\n";
        let (themes, complaints) = Themes::read(text);
        assert_eq!(complaints, []);
        let (paper, built_in) = (themes.of(ThemeChoice::Paper), Themes::default());
        assert_eq!(paper.look(Role::Count).fg, Some([0x33; 3]), "a count is grey matter");
        assert!(paper.look(Role::Deck).bold, "a deck is text");
        assert_eq!(paper.look(Role::Section), built_in.of(ThemeChoice::Paper).look(Role::Section), "what is not named stays");
        let cursor = themes.of(ThemeChoice::Night).look(Role::Cursor);
        assert_eq!(cursor, Look { bg: Some([0x10, 0x20, 0x30]), bold: true, ..Look::default() });
        assert_eq!(themes.of(ThemeChoice::Mono), built_in.of(ThemeChoice::Mono));
    }

    #[test]
    fn the_file_of_the_design_is_understood_as_it_stands() {
        let text = "[paper]\nmeta = \"#5F5F5F\"\nsection = \"#870000\"\nkey = { fg = \"#005F87\", bold = true }\n\
                    error = { fg = \"#AF0000\", bold = true }\nhit = { fg = \"#1C1C1C\", bg = \"#FFD787\" }\ncursor = \"reverse\"\n\
                    paint = false\n[mono]\nmeta = \"plain\"\nhit = \"bold underline\"\nhit_now = \"reverse\"\n";
        let (themes, complaints) = Themes::read(text);
        assert_eq!(complaints, []);
        assert_eq!(themes, Themes::default());
    }

    #[test]
    fn what_is_no_role_no_theme_and_no_colour_is_said_and_the_rest_counts() {
        let text = "[paper]\nmeta = \"#12345\"\ntitel = \"bold\"\nsection = \"#102030\"\ndate = 3\nhit = { fg = \"#102030\", blink = true }\n\
                    [dusk]\nmeta = \"bold\"\n";
        let (themes, complaints) = Themes::read(text);
        assert_eq!(themes.of(ThemeChoice::Paper).look(Role::Section).fg, Some([0x10, 0x20, 0x30]));
        let said: Vec<String> = complaints.iter().map(|complaint| complaint.text(crate::app::Lang::En)).collect();
        for wanted in ["meta: \"#12345\"", "titel is no role", "date: \"3\"", "hit: \"blink\"", "no theme [dusk]"] {
            assert!(said.iter().any(|line| line.contains(wanted) && line.starts_with("theme.toml: ")), "{wanted}: {said:?}");
        }
        assert_eq!(complaints.len(), 5);
        let (themes, complaints) = Themes::read("[paper]\nmeta = \n");
        assert_eq!((themes, complaints.len()), (Themes::default(), 1));
        assert!(complaints[0].text(crate::app::Lang::En).starts_with("theme.toml:2: "), "{complaints:?}");
    }

    #[test]
    fn a_theme_paints_its_ground_when_its_file_says_so() {
        let (themes, _) = Themes::read("[paper]\npaint = true\n[mono]\npaint = { fg = \"#000000\", bg = \"#FFFFFF\" }\n");
        let (paper, mono) = (themes.of(ThemeChoice::Paper), themes.of(ThemeChoice::Mono));
        assert!(paper.paints() && paper.paint() == Themes::default().of(ThemeChoice::Paper).paint());
        assert!(mono.paints() && mono.paint().is_some_and(|look| look.bg == Some([0xff; 3])));
        assert!(!themes.of(ThemeChoice::Night).paints());
    }
}
