//! OSC 52: a text for the clipboard of the terminal the reader sits at, however many machines lie between.
//!
//! Written, never read: a question would have the terminal type the clipboard. Nobody learns whether it arrived. Inside tmux it
//! goes plain, which `set-clipboard on` passes on, and once more wrapped, which every tmux before 3.3 and `allow-passthrough on`
//! pass on; the others drop one or both without a trace. GNU screen drops what it does not know, so there it travels in device
//! control strings, which screen hands to its terminal as they are.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Base64 bytes the strictest known terminals take (xterm, tmux, hterm): 74,994, that is 56,244 bytes of text.
const LONGEST: usize = 74_994;

/// Bytes of one control string that every version of screen keeps whole (its buffer holds 768).
const PIECE: usize = 512;

/// What lies between the program and the terminal that has the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Route {
    /// Nothing that minds: a terminal, ssh, mosh.
    #[default]
    Plain,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
    /// tmux and screen, one inside the other; which is the inner one cannot be told.
    Both,
}

/// The sequence; `None` when the text is longer than terminals take (about 18,700 汉字).
pub fn copy(text: &str, route: Route) -> Option<Vec<u8>> {
    let encoded = STANDARD.encode(text);
    if encoded.len() > LONGEST {
        return None;
    }
    let mut out = Vec::with_capacity(encoded.len() + 64);
    if route == Route::Tmux {
        // Every ESC inside is doubled.
        out.extend_from_slice(format!("\x1bPtmux;\x1b\x1b]52;c;{encoded}\x07\x1b\\").as_bytes());
    }
    if route != Route::Screen {
        out.extend_from_slice(format!("\x1b]52;c;{encoded}\x1b\\").as_bytes());
    }
    if matches!(route, Route::Screen | Route::Both) {
        // BEL ends the inner sequence: ST would end the control string around it.
        for piece in format!("\x1b]52;c;{encoded}\x07").as_bytes().chunks(PIECE) {
            out.extend_from_slice(b"\x1bP");
            out.extend_from_slice(piece);
            out.extend_from_slice(b"\x1b\\");
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_sequence_without_a_control_inside() {
        assert_eq!(copy("锦州", Route::Plain).unwrap(), b"\x1b]52;c;6ZSm5bee\x1b\\");
        let sequence = copy("\x1b]52;c;eA==\x07\n", Route::Plain).unwrap();
        assert_eq!(sequence.iter().filter(|byte| **byte < 0x20).count(), 2);
    }

    #[test]
    fn a_text_too_long_for_terminals_is_refused_whole() {
        assert!(copy(&"锦".repeat(18_000), Route::Plain).is_some());
        assert!(copy(&"锦".repeat(19_000), Route::Plain).is_none());
    }

    #[test]
    fn in_screen_it_travels_in_pieces_that_put_together_are_the_sequence() {
        assert_eq!(copy("锦州", Route::Screen).unwrap(), b"\x1bP\x1b]52;c;6ZSm5bee\x07\x1b\\");
        let text = "锦州".repeat(1_000);
        let sequence = String::from_utf8(copy(&text, Route::Screen).unwrap()).unwrap();
        let pieces: Vec<&str> = sequence.split("\x1bP").skip(1).map(|piece| piece.strip_suffix("\x1b\\").unwrap()).collect();
        assert!(pieces.len() > 10 && pieces.iter().all(|piece| piece.len() <= PIECE && !piece.contains("\x1b\\")));
        assert_eq!(pieces.concat(), format!("\x1b]52;c;{}\x07", STANDARD.encode(&text)));
    }

    #[test]
    fn in_tmux_it_goes_wrapped_and_plain() {
        let both = b"\x1bPtmux;\x1b\x1b]52;c;6ZSm5bee\x07\x1b\\\x1b]52;c;6ZSm5bee\x1b\\";
        assert_eq!(copy("锦州", Route::Tmux).unwrap(), both);
    }

    #[test]
    fn where_tmux_and_screen_are_nested_each_gets_its_own() {
        let [plain, screen, both] = [Route::Plain, Route::Screen, Route::Both].map(|route| copy("锦州", route).unwrap());
        assert_eq!(both, [plain, screen].concat());
    }
}
