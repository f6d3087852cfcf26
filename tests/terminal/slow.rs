//! A key held down over a slow line. The line is a proxy that carries so many bytes a second and answers what is asked when the
//! question has come through; what is counted is bytes and frames, not seconds.

use std::time::Duration;

use crate::link::Link;
use crate::pty::Pty;

/// 512 kbit/s.
const RATE: u32 = 64_000;
/// A quarter of a second of it.
const QUARTER: usize = RATE as usize / 4;
const KEYS: usize = 36;

/// Holds `]` down until the last article is open. Gives the frames sent, and the bytes that came through after the release.
fn hold(link: Link) -> (usize, usize) {
    let mut pty = Pty::on("exec \"$YUEBAO\" --ambiguous 1 \"$FILE\"", 120, 40, link);
    let file = crate::long::records(pty.home(), KEYS + 4);
    pty.set("FILE", file);
    pty.start();
    pty.wait("帮助");
    for _ in 0..KEYS {
        pty.types(b"]");
        // A keyboard repeats about thirty times a second.
        std::thread::sleep(Duration::from_millis(33));
    }
    let before = pty.bytes();
    pty.wait(&format!(" {}/{} ", KEYS + 1, KEYS + 4));
    (pty.frames(), pty.bytes() - before)
}

#[test]
fn a_held_key_over_512_kbit_is_current_within_a_quarter_of_a_second() {
    let (frames, late) = hold(Link { rate: Some(RATE), answers: true });
    println!("a key held for {KEYS} articles at 120x40 over 512 kbit/s: {frames} frames, {late} B on the line after its release");
    let (unpaced, behind) = hold(Link { rate: Some(RATE), answers: false });
    println!("on a terminal that answers nothing: {unpaced} frames, {behind} B");
    assert!(late <= QUARTER, "{late} B after the release, more than a quarter of a second of the line");
    assert!(frames <= KEYS + 2, "{frames} frames for {KEYS} keys");
}
