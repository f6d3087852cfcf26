//! Which theme is meant. The colours themselves are the drawing room's.

use super::display::{Colours, Ground};

/// The reader's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ThemeChoice {
    /// By the terminal's ground, when it is known; else `Mono`.
    #[default]
    Auto,
    /// For light grounds.
    Paper,
    /// For dark grounds.
    Night,
    /// The terminal's own two colours.
    Mono,
}

impl ThemeChoice {
    /// All, in the order `t` goes through them.
    pub const ALL: [ThemeChoice; 4] = [ThemeChoice::Auto, ThemeChoice::Paper, ThemeChoice::Night, ThemeChoice::Mono];

    /// Its name in files, on the command line and in notices.
    pub fn name(self) -> &'static str {
        match self {
            ThemeChoice::Auto => "auto",
            ThemeChoice::Paper => "paper",
            ThemeChoice::Night => "night",
            ThemeChoice::Mono => "mono",
        }
    }

    /// The theme of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The next one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|theme| *theme == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// What `Auto` comes to on a display; never `Auto`.
    #[must_use]
    pub fn settled(self, ground: Option<Ground>, colours: Colours) -> Self {
        match (self, ground) {
            _ if colours == Colours::Mono => ThemeChoice::Mono,
            (ThemeChoice::Auto, Some(Ground::Light)) => ThemeChoice::Paper,
            (ThemeChoice::Auto, Some(Ground::Dark)) => ThemeChoice::Night,
            (ThemeChoice::Auto, None) => ThemeChoice::Mono,
            (chosen, _) => chosen,
        }
    }
}
