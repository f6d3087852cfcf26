//! Cuts a terminal's byte stream into characters, controls and whole escape sequences, however the line splits it.
//! Does not know what any of them means.

use std::collections::VecDeque;
use std::time::Duration;

/// How long after a lone ESC the rest of a sequence may come. Below what a hand can do between Esc and the next key, above
/// the jitter inside one key's bytes (vim, neovim and tmux use the same).
const ESC_PATIENCE: Duration = Duration::from_millis(50);

/// How long the rest of a begun sequence may take: its head was no key, so nobody waits for it.
const REST_PATIENCE: Duration = Duration::from_secs(1);

/// No answer of a terminal is longer.
const LONGEST: usize = 64 * 1024;

/// A part of the stream that means something by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// A printable character, 汉字 too.
    Char(char),
    /// C0 or DEL; ESC is the Esc key.
    Control(u8),
    /// A complete sequence with its introducer and terminator.
    Sequence(Vec<u8>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    #[default]
    Ground,
    /// Inside a character of this many bytes.
    Utf8(usize),
    /// After ESC.
    Esc,
    /// After ESC O: one more byte (SS3).
    Ss3,
    /// After ESC [.
    Csi,
    /// This many raw bytes still belong to the sequence (X10 mouse, function keys of the Linux console).
    Raw(usize),
    /// Inside OSC, DCS, APC, PM or SOS, up to ST; BEL ends an OSC too (xterm).
    Text { osc: bool },
    /// The same, after an ESC that may begin ST.
    TextEsc,
}

/// The cutting machine.
#[derive(Debug, Default)]
pub(super) struct Cutter {
    state: State,
    /// The unfinished piece.
    held: Vec<u8>,
    /// More of it came than anyone sends: what is held is not all.
    overlong: bool,
    pieces: VecDeque<Piece>,
}

impl Cutter {
    pub(super) fn next(&mut self) -> Option<Piece> {
        self.pieces.pop_front()
    }

    pub(super) fn feed(&mut self, byte: u8) {
        match self.state {
            State::Ground => self.begin(byte),
            State::Utf8(length) => self.in_character(byte, length),
            State::Esc => self.after_esc(byte),
            State::Ss3 | State::Csi if byte == 0x1b => self.restart(),
            State::Ss3 => {
                self.hold(byte);
                self.complete();
            }
            State::Csi => self.in_csi(byte),
            State::Raw(left) => {
                self.hold(byte);
                if left == 1 { self.complete() } else { self.state = State::Raw(left - 1) }
            }
            State::Text { osc } => self.in_text(byte, osc),
            State::TextEsc => self.end_text(byte),
        }
    }

    pub(super) fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::Esc => Some(ESC_PATIENCE),
            // `Esc [` may be two keys, pressed before anything could be shown between them.
            _ if self.held.len() == 2 && self.held[0] == 0x1b => Some(ESC_PATIENCE),
            _ => Some(REST_PATIENCE),
        }
    }

    pub(super) fn settle(&mut self) {
        if let [0x1b, rest @ ..] = self.held.as_slice()
            && rest.len() < 2
        {
            let key = rest.first().copied();
            self.pieces.push_back(Piece::Control(0x1b));
            self.pieces.extend(key.map(|byte| Piece::Char(char::from(byte))));
        }
        self.reset();
    }

    fn begin(&mut self, byte: u8) {
        match byte {
            0x1b => self.start(byte, State::Esc),
            0x20..0x7f => self.pieces.push_back(Piece::Char(char::from(byte))),
            0x00..0x20 | 0x7f => self.pieces.push_back(Piece::Control(byte)),
            0xc2..0xe0 => self.start(byte, State::Utf8(2)),
            0xe0..0xf0 => self.start(byte, State::Utf8(3)),
            0xf0..0xf5 => self.start(byte, State::Utf8(4)),
            // No character begins so; another encoding, or the middle of a character whose head was lost.
            _ => {}
        }
    }

    fn in_character(&mut self, byte: u8, length: usize) {
        if byte & 0xc0 != 0x80 {
            self.reset();
            return self.begin(byte);
        }
        self.held.push(byte);
        if self.held.len() == length {
            let c = std::str::from_utf8(&self.held).ok().and_then(|text| text.chars().next());
            self.pieces.extend(c.filter(|c| !c.is_control()).map(Piece::Char));
            self.reset();
        }
    }

    fn after_esc(&mut self, byte: u8) {
        match byte {
            b'[' => self.go_on(byte, State::Csi),
            b'O' => self.go_on(byte, State::Ss3),
            b']' => self.go_on(byte, State::Text { osc: true }),
            b'P' | b'X' | b'^' | b'_' => self.go_on(byte, State::Text { osc: false }),
            // Esc and another key at once. Alt sends the same; but no key is bound to Alt here, and on a bad line two
            // keys often arrive together: better read Alt as two keys than lose one of two.
            _ => {
                self.reset();
                self.pieces.push_back(Piece::Control(0x1b));
                self.begin(byte);
            }
        }
    }

    fn in_csi(&mut self, byte: u8) {
        let first = self.held.len() == 2;
        match byte {
            b'[' if first => self.go_on(byte, State::Raw(1)),
            b'M' if first => self.go_on(byte, State::Raw(3)),
            0x40..0x7f => {
                self.hold(byte);
                self.complete();
            }
            0x20..0x40 => self.hold(byte),
            0x18 | 0x1a => self.reset(),
            0x00..0x20 | 0x7f => {}
            0x80.. => {
                self.reset();
                self.begin(byte);
            }
        }
    }

    fn in_text(&mut self, byte: u8, osc: bool) {
        match byte {
            0x1b => self.state = State::TextEsc,
            0x07 if osc => self.complete(),
            0x18 | 0x1a => self.reset(),
            _ => self.hold(byte),
        }
    }

    fn end_text(&mut self, byte: u8) {
        if byte == b'\\' {
            self.complete();
        } else {
            // Not ST: the text was cut off and something new begins.
            self.restart();
            self.after_esc(byte);
        }
    }

    fn start(&mut self, byte: u8, state: State) {
        self.held.clear();
        self.held.push(byte);
        self.state = state;
    }

    fn go_on(&mut self, byte: u8, state: State) {
        self.held.push(byte);
        self.state = state;
    }

    fn hold(&mut self, byte: u8) {
        if self.held.len() < LONGEST {
            self.held.push(byte);
        } else {
            self.overlong = true;
        }
    }

    fn complete(&mut self) {
        if !self.overlong {
            self.pieces.push_back(Piece::Sequence(std::mem::take(&mut self.held)));
        }
        self.reset();
    }

    fn restart(&mut self) {
        self.reset();
        self.start(0x1b, State::Esc);
    }

    fn reset(&mut self) {
        self.held = Vec::new();
        self.state = State::Ground;
        self.overlong = false;
    }
}
