//! What a terminal sends, understood: bytes in, the app's events and the terminal's answers out. Pure; it knows no file
//! descriptor and no clock: the door tells it how long the line has been quiet.
//!
//! Bytes are first cut into whole sequences by the grammar of ECMA-48 §5.4 (`sequence`); answers and pastes are taken out;
//! what is a key is read by termina's parser (`keys`). The parser alone would not do: it types what follows an unknown
//! sequence, waits for ever inside one it half knows, and reads Esc and Up in one packet as `Esc [ A`.

mod keys;
mod paste;
mod reply;
mod sequence;

use std::collections::VecDeque;
use std::time::Duration;

use self::paste::Paste;
pub use self::reply::Reply;
use self::sequence::{Cutter, Piece};
use crate::app::{Event, Key};

/// Something the terminal sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// The reader's: a key, a paste, the mouse.
    Event(Event),
    /// The terminal's own: never typed anywhere.
    Reply(Reply),
}

/// Reads the byte stream of one terminal. Holds at most 64 KiB, whatever comes.
#[derive(Debug, Default)]
pub struct Input {
    cutter: Cutter,
    paste: Paste,
    heard: VecDeque<Heard>,
}

impl Input {
    /// Takes bytes as they come, cut anywhere.
    pub fn feed(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            if self.paste.is_open() {
                if let Some(text) = self.paste.feed(byte) {
                    self.pasted(text);
                }
                continue;
            }
            self.cutter.feed(byte);
            while let Some(piece) = self.cutter.next() {
                self.understand(&piece);
            }
        }
    }

    /// How long the line must be quiet before [`Input::settle`] decides what an unfinished sequence was; `None` when
    /// nothing is unfinished.
    pub fn patience(&self) -> Option<Duration> {
        if self.paste.is_open() { Some(paste::PATIENCE) } else { self.cutter.patience() }
    }

    /// The line has been quiet for [`Input::patience`]: a lone ESC was the Esc key, a longer rest was noise.
    pub fn settle(&mut self) {
        if let Some(text) = self.paste.close() {
            self.pasted(text);
        }
        self.cutter.settle();
        while let Some(piece) = self.cutter.next() {
            self.understand(&piece);
        }
    }

    /// The next thing heard.
    pub fn hear(&mut self) -> Option<Heard> {
        self.heard.pop_front()
    }

    fn understand(&mut self, piece: &Piece) {
        match piece {
            Piece::Char(c) => self.heard.push_back(Heard::Event(Event::Key(Key::Char(*c)))),
            Piece::Control(byte) => self.heard.extend(keys::control(*byte).map(|key| Heard::Event(Event::Key(key)))),
            Piece::Sequence(bytes) if bytes == b"\x1b[200~" => self.paste.open(),
            Piece::Sequence(bytes) => {
                let heard = match reply::read(bytes) {
                    reply::Kind::Reply(reply) => Some(Heard::Reply(reply)),
                    reply::Kind::Noise => None,
                    reply::Kind::Key => keys::sequence(bytes).map(Heard::Event),
                };
                self.heard.extend(heard);
            }
        }
    }

    fn pasted(&mut self, text: String) {
        if !text.is_empty() {
            self.heard.push_back(Heard::Event(Event::Paste(text)));
        }
    }
}

#[cfg(test)]
mod tests;
