//! What the environment says of the terminal, read once into a value; nothing behind the door reads variables.
//!
//! SSH forwards TERM, usually LANG, seldom COLORTERM; so without COLORTERM a 256-colour terminal is taken for no more.

use super::backend::Dialect;
use super::clipboard::Route;
use crate::app::{Colours, Display, Ground};

/// The variables that matter, as they stand; an unset one and an empty one are the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Environment {
    /// TERM.
    pub term: String,
    /// COLORTERM.
    pub colorterm: String,
    /// NO_COLOR (no-color.org): any text but the empty one means no colour.
    pub no_color: String,
    /// COLORFGBG (rxvt, Konsole): `foreground;background` as numbers of the 16 colours.
    pub colorfgbg: String,
    /// The locale of characters and its variable: the first of LC_ALL, LC_CTYPE, LANG that is set.
    pub locale: Option<(&'static str, String)>,
    /// TMUX is set.
    pub tmux: bool,
    /// STY is set: GNU screen.
    pub screen: bool,
}

/// When to use colour: `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ColorChoice {
    /// As the environment says.
    #[default]
    Auto,
    /// Also under NO_COLOR.
    Always,
    /// Not at all.
    Never,
}

impl Environment {
    /// Reads it through `get`, which gives the value of a variable: `|name| std::env::var(name).ok()`.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| get(name).filter(|value| !value.is_empty());
        let text = |name: &str| set(name).unwrap_or_default();
        Self {
            term: text("TERM"),
            colorterm: text("COLORTERM"),
            no_color: text("NO_COLOR"),
            colorfgbg: text("COLORFGBG"),
            locale: ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| Some((name, set(name)?))),
            tmux: set("TMUX").is_some(),
            screen: set("STY").is_some(),
        }
    }

    /// Whether no screen can be drawn on this terminal (TERM is `dumb`, empty or unset).
    pub fn is_dumb(&self) -> bool {
        self.term.is_empty() || self.term == "dumb"
    }

    /// The locale that does not promise UTF-8, as `LANG=C`. Output is UTF-8 all the same; C and POSIX over SSH are common.
    pub fn doubtful_locale(&self) -> Option<String> {
        let (name, value) = self.locale.as_ref()?;
        let upper = value.to_ascii_uppercase();
        let fine = upper.contains("UTF-8") || upper.contains("UTF8");
        (!fine).then(|| format!("{name}={}", value.escape_debug()))
    }

    /// The console of Linux itself: 512 glyphs at most, so no 汉字, and few sequences.
    pub fn is_linux_console(&self) -> bool {
        self.term == "linux"
    }

    /// How many colours the terminal has.
    pub fn colours(&self, choice: ColorChoice) -> Colours {
        if choice == ColorChoice::Never || (choice == ColorChoice::Auto && !self.no_color.is_empty()) {
            return Colours::Mono;
        }
        let term = self.term.as_str();
        let is = |list: &[&str]| list.iter().any(|part| term.contains(part));
        if matches!(self.colorterm.as_str(), "truecolor" | "24bit") || is(&["-direct", "truecolor"]) {
            Colours::Direct
        } else if is(&["256color", "kitty", "alacritty", "ghostty", "foot", "wezterm", "contour", "rio"]) {
            Colours::Indexed
        } else if is(&["vt100", "vt102", "vt220", "mono"]) || term.ends_with("-m") || self.is_dumb() {
            Colours::Mono
        } else {
            Colours::Sixteen
        }
    }

    /// The ground as COLORFGBG tells it: its last number is the background, 0–6 and 8 are dark.
    pub fn ground(&self) -> Option<Ground> {
        let background: u8 = self.colorfgbg.rsplit(';').next()?.parse().ok()?;
        match background {
            0..=6 | 8 => Some(Ground::Dark),
            7 | 9..=15 => Some(Ground::Light),
            16.. => None,
        }
    }

    /// What the app is told of its display.
    pub fn display(&self, choice: ColorChoice, ascii: bool, mouse: bool) -> Display {
        let ascii = ascii || self.is_linux_console();
        Display { colours: self.colours(choice), ground: self.ground(), ascii, mouse, paint: false }
    }

    /// What the encoder may send.
    pub fn dialect(&self, choice: ColorChoice) -> Dialect {
        let old = self.is_old();
        Dialect { colours: self.colours(choice), scroll: !old, synchronized: !old }
    }

    /// How a copy reaches the clipboard.
    pub fn route(&self) -> Route {
        match (self.tmux, self.screen) {
            (false, false) => Route::Plain,
            (true, false) => Route::Tmux,
            (false, true) => Route::Screen,
            (true, true) => Route::Both,
        }
    }

    /// Whether the terminal may be asked things: consoles and hardware print what they do not understand.
    pub fn answers_questions(&self) -> bool {
        !self.is_old()
    }

    fn is_old(&self) -> bool {
        self.is_dumb() || ["linux", "vt1", "vt2", "cons25", "sun"].iter().any(|old| self.term.starts_with(old))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        Environment::read(|name| variables.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn colours_follow_term_colorterm_and_no_color() {
        let colours = |variables: &[(&str, &str)]| environment(variables).colours(ColorChoice::Auto);
        assert_eq!(colours(&[("TERM", "xterm-256color")]), Colours::Indexed);
        assert_eq!(colours(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), Colours::Direct);
        assert_eq!(colours(&[("TERM", "tmux-256color"), ("COLORTERM", "24bit")]), Colours::Direct);
        assert_eq!(colours(&[("TERM", "xterm")]), Colours::Sixteen);
        assert_eq!(colours(&[("TERM", "linux")]), Colours::Sixteen);
        assert_eq!(colours(&[("TERM", "vt100")]), Colours::Mono);
        assert_eq!(colours(&[("TERM", "xterm-kitty")]), Colours::Indexed);
        assert_eq!(colours(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), Colours::Mono);
        assert_eq!(colours(&[("TERM", "xterm-256color"), ("NO_COLOR", "")]), Colours::Indexed);
        assert_eq!(environment(&[("TERM", "xterm"), ("NO_COLOR", "1")]).colours(ColorChoice::Always), Colours::Sixteen);
        assert_eq!(environment(&[("TERM", "xterm")]).colours(ColorChoice::Never), Colours::Mono);
    }

    #[test]
    fn a_dumb_or_unnamed_terminal_is_told_apart() {
        assert!(environment(&[]).is_dumb());
        assert!(environment(&[("TERM", "dumb")]).is_dumb());
        assert!(!environment(&[("TERM", "xterm")]).is_dumb());
    }

    #[test]
    fn only_a_locale_that_is_set_and_not_utf_8_is_doubtful() {
        assert_eq!(environment(&[("LANG", "C")]).doubtful_locale().as_deref(), Some("LANG=C"));
        assert_eq!(
            environment(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "zh_CN.GBK")]).doubtful_locale().as_deref(),
            Some("LC_ALL=zh_CN.GBK")
        );
        assert_eq!(environment(&[("LANG", "zh_CN.utf8")]).doubtful_locale(), None);
        assert_eq!(environment(&[("LANG", "C.UTF-8")]).doubtful_locale(), None);
        assert_eq!(environment(&[]).doubtful_locale(), None);
        assert_eq!(environment(&[("LANG", "\x1b]0;x\x07")]).doubtful_locale().as_deref(), Some("LANG=\\u{1b}]0;x\\u{7}"));
    }

    #[test]
    fn the_ground_is_read_from_colorfgbg() {
        let ground = |value: &str| environment(&[("COLORFGBG", value)]).ground();
        assert_eq!(ground("15;0"), Some(Ground::Dark));
        assert_eq!(ground("0;default;15"), Some(Ground::Light));
        assert_eq!(ground("0;default"), None);
        assert_eq!(ground(""), None);
    }

    #[test]
    fn a_copy_knows_whether_screen_lies_between() {
        let route = |variables: &[(&str, &str)]| environment(variables).route();
        assert_eq!(route(&[]), Route::Plain);
        assert_eq!(route(&[("TMUX", "/tmp/tmux-0/default,1,0")]), Route::Tmux);
        assert_eq!(route(&[("STY", "17.pts-0.here")]), Route::Screen);
        assert_eq!(route(&[("STY", "17.pts-0.here"), ("TMUX", "/tmp/tmux-0/default,1,0")]), Route::Both);
    }

    #[test]
    fn consoles_are_neither_asked_nor_scrolled() {
        for term in ["linux", "vt100", "vt220", "dumb"] {
            let environment = environment(&[("TERM", term)]);
            assert!(!environment.answers_questions() && !environment.dialect(ColorChoice::Auto).scroll, "{term}");
        }
        assert!(environment(&[("TERM", "screen")]).answers_questions());
    }
}
