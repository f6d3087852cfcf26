//! Roles and what they look like. Themes are data (`assets/themes`); what they do not name is fixed here.
//!
//! Colour never carries meaning alone: each role also has an attribute or a word.

use std::sync::OnceLock;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::app::{App, Colours, Ground, ThemeChoice};

/// What a stretch of the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Body text.
    Text,
    /// 主题.
    Headline,
    /// 报头.
    Masthead,
    /// 版名, group titles.
    Section,
    /// Grey matter: counts, dates, captions, hints, context.
    Meta,
    /// A headline that was opened before.
    Read,
    /// The selected row of the pane in focus.
    Cursor,
    /// The selected row of the other pane.
    CursorIdle,
    /// A place that the query matches.
    Hit,
    /// The one the reader stands on.
    HitNow,
    /// The typed query.
    Query,
    /// A key in a hint.
    Key,
    /// Something uncertain.
    Doubt,
    /// A bookmark in the margin.
    Note,
    /// What was done to a source line.
    Seam,
    /// Characters that were left out.
    Dropped,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Look {
    fg: Option<Hex>,
    bg: Option<Hex>,
    bold: bool,
    underline: bool,
    reverse: bool,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct Hex(u8, u8, u8);

impl TryFrom<String> for Hex {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("{text} is not a colour of the form #RRGGBB");
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or_else(wrong)?;
        let n = u32::from_str_radix(digits, 16).map_err(|_| wrong())?;
        Ok(Hex((n >> 16) as u8, (n >> 8) as u8, n as u8))
    }
}

impl Look {
    fn style(self) -> Style {
        let mut style = Style::new();
        if let Some(Hex(r, g, b)) = self.fg {
            style = style.fg(Color::Rgb(r, g, b));
        }
        if let Some(Hex(r, g, b)) = self.bg {
            style = style.bg(Color::Rgb(r, g, b));
        }
        for (on, modifier) in
            [(self.bold, Modifier::BOLD), (self.underline, Modifier::UNDERLINED), (self.reverse, Modifier::REVERSED)]
        {
            if on {
                style = style.add_modifier(modifier);
            }
        }
        style
    }
}

/// A theme as its file has it: these lines, all of them; the other roles are fixed in [`Palette`].
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    meta: Look,
    section: Look,
    key: Look,
    doubt: Look,
    hit: Look,
    hit_now: Look,
    cursor: Look,
    /// Text and ground of the theme's own, for `--paint`.
    paint: Option<Look>,
}

const PAPER: &str = include_str!("../../assets/themes/paper.toml");
const NIGHT: &str = include_str!("../../assets/themes/night.toml");
const MONO: &str = include_str!("../../assets/themes/mono.toml");

fn built_in(choice: ThemeChoice) -> &'static Theme {
    static THEMES: OnceLock<[Theme; 3]> = OnceLock::new();
    let read = |text| toml::from_str(text).expect("the themes of the program are read by a test");
    let [paper, night, mono] = THEMES.get_or_init(|| [read(PAPER), read(NIGHT), read(MONO)]);
    match choice {
        ThemeChoice::Paper => paper,
        ThemeChoice::Night => night,
        ThemeChoice::Auto | ThemeChoice::Mono => mono,
    }
}

/// The styles of one frame.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    theme: &'static Theme,
    /// With 16 colours the theme's accents become the one colour that is legible on its ground.
    accent: Option<Color>,
    /// The theme's own text on its own ground (`--paint`).
    ground: Option<Style>,
}

impl Palette {
    /// What the app's theme comes to on its display.
    pub fn of(app: &App) -> Self {
        let choice = app.theme();
        let sixteen = app.display().colours == Colours::Sixteen;
        let accent = match choice {
            ThemeChoice::Paper if sixteen => Some(Color::Red),
            ThemeChoice::Night if sixteen => Some(Color::Cyan),
            _ => None,
        };
        let theme = built_in(if sixteen { ThemeChoice::Mono } else { choice });
        let ground = theme.paint.filter(|_| app.display().paint).map(Look::style);
        Self { theme, accent, ground }
    }

    /// What every cell starts from, where the page is painted; else the terminal's own two colours.
    pub fn ground(&self) -> Option<Style> {
        self.ground
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        let theme = self.theme;
        let accented = |look: Look| match self.accent {
            Some(colour) => look.style().fg(colour),
            None => look.style(),
        };
        match role {
            Role::Text => Style::new(),
            Role::Headline | Role::Masthead | Role::Query | Role::CursorIdle => Style::new().add_modifier(Modifier::BOLD),
            Role::Meta | Role::Read => theme.meta.style(),
            Role::Section => accented(theme.section),
            Role::Key | Role::Seam | Role::Note => accented(theme.key),
            Role::Doubt => accented(theme.doubt),
            Role::Hit => theme.hit.style(),
            Role::HitNow => theme.hit_now.style(),
            Role::Cursor => theme.cursor.style(),
            Role::Dropped => theme.meta.style().add_modifier(Modifier::UNDERLINED),
        }
    }
}

/// A role's name, its foreground, and its own ground where it has one.
pub type Coloured = (&'static str, [u8; 3], Option<[u8; 3]>);

/// For the contrast test: foreground and background of the coloured roles of a theme, and the ground it is made for.
pub fn colours(choice: ThemeChoice) -> Vec<Coloured> {
    let theme = built_in(choice);
    let looks = [
        ("meta", theme.meta),
        ("section", theme.section),
        ("key", theme.key),
        ("doubt", theme.doubt),
        ("hit", theme.hit),
        ("hit_now", theme.hit_now),
        ("paint", theme.paint.unwrap_or_default()),
    ];
    let rgb = |hex: Hex| [hex.0, hex.1, hex.2];
    looks.into_iter().filter_map(|(name, look)| Some((name, rgb(look.fg?), look.bg.map(rgb)))).collect()
}

/// The ground a theme is made for.
pub fn ground(choice: ThemeChoice) -> Option<Ground> {
    match choice {
        ThemeChoice::Paper => Some(Ground::Light),
        ThemeChoice::Night => Some(Ground::Dark),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance([r, g, b]: [u8; 3]) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.03928 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    const LIGHT: [u32; 10] =
        [0xff_ffff, 0xfd_f6e3, 0xfb_f1c7, 0xef_f1f5, 0xfa_fafa, 0xf6_f8fa, 0xee_eeec, 0xff_fbef, 0xfa_fafa, 0xf7_f3e8];
    const DARK: [u32; 11] =
        [0x00_0000, 0x0c_0c0c, 0x1e_1e1e, 0x00_2b36, 0x28_2828, 0x28_2c34, 0x28_2a36, 0x2e_3440, 0x1e_1e2e, 0x30_0a24, 0x16_181a];

    #[test]
    fn every_colour_reaches_4_5_to_1_on_every_ground_of_its_side() {
        let rgb = |n: u32| [(n >> 16) as u8, (n >> 8) as u8, n as u8];
        for (choice, grounds) in [(ThemeChoice::Paper, &LIGHT[..]), (ThemeChoice::Night, &DARK[..])] {
            for (name, fg, bg) in colours(choice) {
                let on: Vec<[u8; 3]> = bg.map_or_else(|| grounds.iter().map(|n| rgb(*n)).collect(), |bg| vec![bg]);
                for ground in on {
                    let reached = contrast(fg, ground);
                    assert!(reached >= 4.5, "{} {name}: {reached:.2} on {ground:02x?}", choice.name());
                }
            }
        }
    }

    #[test]
    fn the_mono_theme_has_no_colour_and_keeps_the_selection_visible() {
        assert!(colours(ThemeChoice::Mono).is_empty());
        assert!(built_in(ThemeChoice::Mono).cursor.reverse && built_in(ThemeChoice::Mono).hit.underline);
    }
}
