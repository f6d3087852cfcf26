//! OSC 52: a text for the clipboard of the terminal the reader sits at, however many machines lie between.
//!
//! Written, never read: a question would have the terminal type the clipboard. Nobody learns whether it arrived. It goes
//! plain, also inside tmux (`set-clipboard on|external` passes it on) and screen: wrapping it would need
//! `allow-passthrough`, which is off by default.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Base64 bytes the strictest known terminals take (xterm, tmux, hterm): 74,994, that is 56,244 bytes of text.
const LONGEST: usize = 74_994;

/// The sequence; `None` when the text is longer than terminals take (about 18,700 汉字).
pub fn copy(text: &str) -> Option<Vec<u8>> {
    let encoded = STANDARD.encode(text);
    (encoded.len() <= LONGEST).then(|| format!("\x1b]52;c;{encoded}\x1b\\").into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_sequence_without_a_control_inside() {
        assert_eq!(copy("锦州").unwrap(), b"\x1b]52;c;6ZSm5bee\x1b\\");
        let sequence = copy("\x1b]52;c;eA==\x07\n").unwrap();
        assert_eq!(sequence.iter().filter(|byte| **byte < 0x20).count(), 2);
    }

    #[test]
    fn a_text_too_long_for_terminals_is_refused_whole() {
        assert!(copy(&"锦".repeat(18_000)).is_some());
        assert!(copy(&"锦".repeat(19_000)).is_none());
    }
}
