//! What the roles of a screen come to on a terminal: styles of the theme the reader has, with the colours the terminal has.
//!
//! Colour never carries meaning alone: each role also has an attribute or a word. The themes are data, see [`crate::app::Themes`].

use ratatui::style::{Color, Modifier, Style};

pub use crate::app::Role;

use crate::app::{App, Colours, Look, ThemeChoice};

/// Roles that with 16 colours take the one that is legible on the theme's ground.
const ACCENTED: [Role; 9] =
    [Role::Section, Role::Heat, Role::Bar, Role::Dot, Role::Key, Role::Seam, Role::Note, Role::Doubt, Role::Error];

fn style(look: Look) -> Style {
    let mut style = Style::new();
    if let Some([r, g, b]) = look.fg {
        style = style.fg(Color::Rgb(r, g, b));
    }
    if let Some([r, g, b]) = look.bg {
        style = style.bg(Color::Rgb(r, g, b));
    }
    for (on, modifier) in
        [(look.bold, Modifier::BOLD), (look.underline, Modifier::UNDERLINED), (look.reverse, Modifier::REVERSED)]
    {
        if on {
            style = style.add_modifier(modifier);
        }
    }
    style
}

/// The styles of one frame.
#[derive(Debug, Clone)]
pub struct Palette {
    styles: [Style; Role::COUNT],
    /// The theme's own text on its own ground (`--paint`).
    ground: Option<Style>,
}

impl Palette {
    /// What the app's theme comes to on its display.
    pub fn of(app: &App) -> Self {
        let (choice, display) = (app.theme(), app.display());
        let sixteen = display.colours == Colours::Sixteen;
        let accent = match choice {
            ThemeChoice::Paper if sixteen => Some(Color::Red),
            ThemeChoice::Night if sixteen => Some(Color::Cyan),
            _ => None,
        };
        let theme = app.themes().of(if sixteen { ThemeChoice::Mono } else { choice });
        // Where colours are not wanted or not to be trusted, a theme file brings none in.
        let bare = matches!(display.colours, Colours::Mono | Colours::Sixteen);
        let shown = |look: Look| if bare { Look { fg: None, bg: None, ..look } } else { look };
        let styles = Role::ALL.map(|role| match accent.filter(|_| ACCENTED.contains(&role)) {
            Some(colour) => style(shown(theme.look(role))).fg(colour),
            None => style(shown(theme.look(role))),
        });
        let ground = theme.paint().filter(|_| !bare && (display.paint || theme.paints())).map(style);
        Self { styles, ground }
    }

    /// What every cell starts from, where the page is painted; else the terminal's own two colours.
    pub fn ground(&self) -> Option<Style> {
        self.ground
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Themes;

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
        let themes = Themes::default();
        let mut coloured = 0;
        for (choice, grounds) in [(ThemeChoice::Paper, &LIGHT[..]), (ThemeChoice::Night, &DARK[..])] {
            let theme = themes.of(choice);
            let looks = Role::ALL.map(|role| (role.name(), theme.look(role)));
            for (name, look) in looks.into_iter().chain(theme.paint().map(|look| ("paint", look))) {
                let Some(fg) = look.fg else { continue };
                coloured += 1;
                let on: Vec<[u8; 3]> = look.bg.map_or_else(|| grounds.iter().map(|n| rgb(*n)).collect(), |bg| vec![bg]);
                for ground in on {
                    let reached = contrast(fg, ground);
                    assert!(reached >= 4.5, "{} {name}: {reached:.2} on {ground:02x?}", choice.name());
                }
            }
        }
        assert!(coloured >= 30, "{coloured} coloured roles");
    }

    #[test]
    fn the_mono_theme_has_no_colour_and_keeps_the_selection_visible() {
        let themes = Themes::default();
        let mono = themes.of(ThemeChoice::Mono);
        assert!(Role::ALL.into_iter().all(|role| mono.look(role).fg.is_none() && mono.look(role).bg.is_none()));
        assert!(mono.look(Role::Cursor).reverse && mono.look(Role::Hit).underline);
    }
}
