//! What is known of the reader's display before the first frame. Told from outside, never asked for.

/// How many colours the terminal has. In order: each can do what the ones before it can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Colours {
    /// None (NO_COLOR, vt100): weight, underline and reverse only.
    #[default]
    Mono,
    /// The 16 named colours.
    Sixteen,
    /// The 256-colour cube.
    Indexed,
    /// 24-bit.
    Direct,
}

/// Whether text stands on a dark or a light ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ground {
    /// Light text on dark.
    Dark,
    /// Dark text on light.
    Light,
}

/// What a door knows of its terminal at start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Display {
    /// Colours it can show.
    pub colours: Colours,
    /// Its ground, when the environment tells (`COLORFGBG`); else an [`super::Event::Background`] may come.
    pub ground: Option<Ground>,
    /// It cannot show more than ASCII marks in the chrome (Linux console, `--ascii`).
    pub ascii: bool,
    /// The mouse is reported (`--mouse`).
    pub mouse: bool,
    /// Paper and night paint their own ground (`--paint`).
    pub paint: bool,
}
