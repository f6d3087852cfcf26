//! The local door end to end: a small program behind it, run on a pseudo-terminal with an emulator at the other end.
//!
//! Everything waits for what the screen shows. The terminal here answers no question, so every test is one of a silent
//! terminal too. The program is this test binary itself, started again ([`toy`]).
#![cfg(unix)]

#[path = "../fixture/mod.rs"]
#[expect(dead_code, unreachable_pub, reason = "shared with the journeys, which use all of it")]
mod fixture;

mod beside;
mod guests;
mod link;
mod long;
mod pty;
mod real;
mod slow;
mod toy;

use pty::Pty;

#[test]
fn it_starts_takes_keys_and_gives_the_terminal_back() {
    let mut pty = Pty::toy();
    let before = pty.modes();
    pty.start();
    pty.wait("size 80x24");
    assert_ne!(pty.modes(), before);
    pty.types("锦".as_bytes());
    pty.wait("last Char('锦')");
    pty.types(b"\x1b[A");
    pty.wait("last Up");
    pty.types(b"\x1b");
    pty.wait("last Esc");
    pty.types(b"q");
    pty.wait("outcome Quit");
    assert_eq!(pty.exit_code(), 0);
    assert_eq!(pty.modes(), before);
    assert!(!pty.is_on_the_other_screen());
}

#[test]
fn every_ending_signal_gives_the_terminal_back_and_is_told_by_the_exit_code() {
    for (name, number) in [("TERM", 15), ("INT", 2), ("HUP", 1), ("QUIT", 3)] {
        let mut pty = Pty::toy();
        let before = pty.modes();
        pty.start();
        pty.wait("size 80x24");
        pty.signal(name);
        pty.wait(&format!("outcome Signal({number})"));
        assert_eq!(pty.exit_code(), 128 + number, "{name}");
        assert_eq!(pty.modes(), before, "{name}");
        assert!(!pty.is_on_the_other_screen(), "{name}");
        assert!(pty.text().contains("saved"), "{name}: {}", pty.text());
    }
}

#[test]
fn an_error_gives_the_terminal_back_before_it_is_told() {
    let mut pty = Pty::toy();
    pty.set("TOY_FAILS", "1");
    let before = pty.modes();
    pty.start();
    pty.wait("error: the toy was not made");
    assert_eq!(pty.modes(), before);
    assert!(!pty.is_on_the_other_screen());
    assert_eq!(pty.exit_code(), 2);
}

#[test]
fn a_panic_gives_the_terminal_back_first_then_saves_and_says_sorry() {
    let mut pty = Pty::toy();
    let before = pty.modes();
    pty.start();
    pty.wait("size 80x24");
    pty.types(b"p");
    pty.wait("sorry: ");
    pty.wait("the toy is broken");
    pty.wait("outcome Crashed");
    assert_eq!(pty.exit_code(), 101);
    assert_eq!(pty.modes(), before);
    assert!(!pty.is_on_the_other_screen());
    assert!(pty.text().contains("saved"), "{}", pty.text());
}

#[test]
fn a_panic_of_a_worker_is_told_when_the_screen_is_free() {
    let mut pty = Pty::toy();
    pty.start();
    pty.wait("size 80x24");
    pty.types(b"w");
    pty.wait("worker gone");
    pty.types(b"j");
    pty.wait("last Char('j')");
    assert!(!pty.text().contains("the worker is broken"));
    pty.types(b"q");
    pty.wait("the worker is broken");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn ctrl_z_hands_the_terminal_to_the_shell_and_fg_brings_the_whole_screen_back() {
    for stop in ["key", "TSTP"] {
        let mut pty = Pty::shell("set -m; \"$TOY\" $TOY_ARGS; echo stopped; read line; fg; echo over $?");
        pty.start();
        pty.wait("size 80x24");
        pty.types(b"j");
        pty.wait("last Char('j')");
        let toy = pty.number_after("pid ");
        if stop == "key" {
            pty.types(b"\x1a");
        } else {
            pty::send_signal(stop, toy);
        }
        pty.wait("stopped");
        assert!(!pty.is_on_the_other_screen());
        pty.types(b"\r");
        pty.wait("last Char('j')");
        assert!(pty.is_on_the_other_screen());
        pty.types(b"q");
        pty.wait("over 0");
    }
}

#[test]
fn a_stop_from_outside_that_nobody_can_catch_is_survived() {
    let mut pty = Pty::toy();
    pty.start();
    pty.wait("size 80x24");
    pty.signal("STOP");
    pty.resize(60, 10);
    pty.signal("CONT");
    pty.wait("size 60x10");
    pty.types(b"q");
    pty.wait("outcome Quit");
}

#[test]
fn where_no_shell_would_wake_it_ctrl_z_does_nothing() {
    let mut pty = Pty::toy();
    pty.start();
    pty.wait("size 80x24");
    pty.types(b"\x1aj");
    pty.wait("last Char('j')");
    pty.types(b"q");
    pty.wait("outcome Quit");
}

#[test]
fn the_screen_follows_the_size_of_the_window() {
    let mut pty = Pty::toy();
    pty.start();
    pty.wait("size 80x24");
    pty.resize(60, 10);
    pty.wait("size 60x10");
    pty.types(b"q");
    pty.wait("outcome Quit");
}

#[test]
fn keys_come_from_the_terminal_when_standard_input_is_a_pipe() {
    let mut pty = Pty::shell("echo piped | \"$TOY\" $TOY_ARGS");
    pty.start();
    pty.wait("size 80x24");
    pty.types(b"j");
    pty.wait("last Char('j')");
    pty.types(b"q");
    pty.wait("outcome Quit");
}

#[test]
fn a_copy_is_one_sequence_and_the_screen_stays() {
    let mut pty = Pty::toy();
    pty.start();
    pty.wait("size 80x24");
    pty.types(b"y");
    pty.wait_for_bytes("\x1b]52;c;6ZSm5bee\x1b\\");
    pty.types(b"q");
    pty.wait("outcome Quit");
}

#[test]
fn nothing_is_written_when_nothing_happens() {
    let mut pty = Pty::toy();
    pty.start();
    pty.wait("size 80x24");
    // A key that changes nothing and the one after it: all that lies between them is the answer to both.
    pty.types(b"j");
    pty.wait("keys 1");
    let before = pty.bytes();
    pty.types(b"\x1b[?62;22c\x1b[0n\x1b]11;rgb:0/0/0\x07");
    pty.types(b"i");
    pty.types(b"j");
    pty.wait("keys 2");
    let written = pty.bytes() - before;
    assert!(written < 60, "{written} B for one digit");
    pty.types(b"q");
    pty.wait("outcome Quit");
}

/// Not a test: the program the others run.
#[test]
#[ignore = "run by the other tests, in a terminal of their own"]
fn toy() {
    toy::main();
}
