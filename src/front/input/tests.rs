//! What terminals send, as bytes, and what must be heard of it.

use super::*;
use crate::app::{Ground, Mouse, MouseKind};

/// Everything heard when these bytes come, then silence.
fn heard(bytes: &[u8]) -> Vec<Heard> {
    let mut input = Input::default();
    input.feed(bytes);
    input.settle();
    std::iter::from_fn(|| input.hear()).collect()
}

fn keys(bytes: &[u8]) -> Vec<Key> {
    let key = |heard| match heard {
        Heard::Event(Event::Key(key)) => key,
        other => panic!("{other:?} is no key"),
    };
    heard(bytes).into_iter().map(key).collect()
}

#[test]
fn keys_of_every_kind_are_read() {
    assert_eq!(keys("j锦，".as_bytes()), [Key::Char('j'), Key::Char('锦'), Key::Char('，')]);
    assert_eq!(
        keys(b"\r\t\x7f\x08\x15\x1a"),
        [Key::Enter, Key::Tab, Key::Backspace, Key::Backspace, Key::Ctrl('u'), Key::Ctrl('z')]
    );
    assert_eq!(
        keys(b"\x1b[A\x1bOB\x1b[5~\x1b[6~\x1b[H\x1b[4~"),
        [Key::Up, Key::Down, Key::PageUp, Key::PageDown, Key::Home, Key::End]
    );
    assert_eq!(keys(b"\x1b[Z\x1b[3~\x1bOP\x1b[[A\x1bOM"), [Key::BackTab, Key::Delete, Key::F(1), Key::F(1), Key::Enter]);
    assert_eq!(keys(b"\x1b[1;5C\x1b[106;5u"), [Key::Right, Key::Ctrl('j')]);
}

#[test]
fn a_stream_cut_anywhere_means_the_same() {
    let all = "锦\x1b[A\x1b[200~锦州\x1b[201~\x1b[0n\x1b]11;rgb:0/0/0\x1b\\\x1b[<64;3;4M\x1bOB汉q".as_bytes();
    let whole = heard(all);
    assert_eq!(whole.len(), 9);
    for cut in 1..all.len() {
        let mut input = Input::default();
        input.feed(&all[..cut]);
        input.feed(&all[cut..]);
        input.settle();
        let parts: Vec<_> = std::iter::from_fn(|| input.hear()).collect();
        assert_eq!(parts, whole, "cut at {cut}");
    }
}

#[test]
fn a_lone_esc_waits_50_ms_and_no_other_key_waits() {
    let mut input = Input::default();
    input.feed(b"j");
    assert_eq!(input.patience(), None);
    input.feed(b"\x1b");
    assert_eq!(input.patience(), Some(Duration::from_millis(50)));
    input.feed(b"[A");
    assert_eq!(input.patience(), None);
    assert_eq!(keys(b"\x1b"), [Key::Esc]);
}

#[test]
fn esc_and_another_key_in_one_packet_are_two_keys() {
    assert_eq!(keys(b"\x1bj"), [Key::Esc, Key::Char('j')]);
    assert_eq!(keys(b"\x1b\x1b[A"), [Key::Esc, Key::Up]);
    assert_eq!(keys(b"\x1b\r"), [Key::Esc, Key::Enter]);
    assert_eq!(keys(b"\x1b["), [Key::Esc, Key::Char('[')]);
    assert_eq!(keys(b"\x1b]"), [Key::Esc, Key::Char(']')]);
    assert_eq!(keys("\x1b锦".as_bytes()), [Key::Esc, Key::Char('锦')]);
}

#[test]
fn answers_are_never_typed() {
    use Reply::{Background, Cursor, Drawn};
    let reply = |reply| vec![Heard::Reply(reply)];
    assert_eq!(heard(b"\x1b[0n"), reply(Drawn));
    assert_eq!(heard(b"\x1b[1;3R"), reply(Cursor { row: 1, column: 3 }));
    assert_eq!(heard(b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07"), reply(Background(Ground::Dark)));
    assert_eq!(heard(b"\x1b]11;rgb:fd/f6/e3\x1b\\"), reply(Background(Ground::Light)));
    assert_eq!(heard(b"\x1b]11;#ffffff\x1b\\"), reply(Background(Ground::Light)));
    for noise in [
        &b"\x1b[?62;22c"[..],
        b"\x1b[>1;10;0c",
        b"\x1b[?2026;2$y",
        b"\x1b[?1;2S",
        b"\x1bP>|xterm(390)\x1b\\",
        b"\x1bP1$r0m\x1b\\",
        b"\x1b_Gi=1;OK\x1b\\",
        b"\x1b]10;rgb:0/0/0\x07",
        b"\x1b[I\x1b[O",
        b"\x1b[8;24;80t",
        b"\x1b[3n",
        b"\x1b[?997;1n",
        b"\x1b[99;99;99x",
    ] {
        assert_eq!(heard(noise), [], "{}", noise.escape_ascii());
        let mut after = noise.to_vec();
        after.extend(b"q");
        assert_eq!(keys(&after), [Key::Char('q')], "{}", noise.escape_ascii());
    }
}

#[test]
fn broken_bytes_are_dropped_and_the_next_key_is_read() {
    assert_eq!(keys(b"\xe9\x94q"), [Key::Char('q')]);
    assert_eq!(keys(b"\x80\xff\xc0q"), [Key::Char('q')]);
    assert_eq!(keys("\u{9b}q".as_bytes()), [Key::Char('q')]);
    assert_eq!(keys(b"\x1b[12\x18q"), [Key::Char('q')]);
    assert_eq!(keys(b"\x1b]11;rgb:\x1b[Aq"), [Key::Up, Key::Char('q')]);
}

#[test]
fn an_endless_sequence_costs_no_memory_and_ends_with_silence() {
    let mut input = Input::default();
    input.feed(b"\x1b]11;");
    input.feed(&vec![b'1'; 200_000]);
    assert_eq!(input.hear(), None);
    assert_eq!(input.patience(), Some(Duration::from_secs(1)));
    input.settle();
    input.feed(b"q");
    assert_eq!(input.hear(), Some(Heard::Event(Event::Key(Key::Char('q')))));
}

#[test]
fn of_a_paste_the_first_line_is_kept_clean_and_nothing_of_it_is_a_key() {
    let paste = |text: &str| heard(format!("\x1b[200~{text}\x1b[201~").as_bytes());
    let pasted = |text: &str| vec![Heard::Event(Event::Paste(text.to_owned()))];
    assert_eq!(paste("锦州港\r\n第二行 q"), pasted("锦州港"));
    assert_eq!(paste("\n\n  锦\u{200b}州\x07\u{202e}港\t一 \n"), pasted("锦州港 一"));
    assert_eq!(paste("a\x1b[31mb"), pasted("a[31mb"));
    assert_eq!(paste("\r\n"), []);
    assert_eq!(paste(&"锦".repeat(100_000)), pasted(&"锦".repeat(256)));
}

#[test]
fn a_paste_that_never_ends_is_given_up_not_typed() {
    let mut input = Input::default();
    input.feed(b"\x1b[200~jq\nq");
    assert_eq!(input.patience(), Some(Duration::from_secs(5)));
    input.settle();
    assert_eq!(input.hear(), Some(Heard::Event(Event::Paste("jq".to_owned()))));
    assert_eq!(input.hear(), None);
}

#[test]
fn the_mouse_presses_and_turns_its_wheel_and_does_nothing_else() {
    let mouse = |kind, x, y| vec![Heard::Event(Event::Mouse(Mouse { kind, x, y }))];
    assert_eq!(heard(b"\x1b[<0;5;3M"), mouse(MouseKind::Press, 4, 2));
    assert_eq!(heard(b"\x1b[<64;1;1M"), mouse(MouseKind::WheelUp, 0, 0));
    assert_eq!(heard(b"\x1b[<65;1;1M"), mouse(MouseKind::WheelDown, 0, 0));
    for other in [&b"\x1b[<0;5;3m"[..], b"\x1b[<2;5;3M", b"\x1b[<32;5;3M", b"\x1b[<0;0;0M\x1b[<99999;1;1M"] {
        assert!(heard(other).iter().all(|heard| *heard == mouse(MouseKind::Press, 0, 0)[0]), "{}", other.escape_ascii());
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic_or_type_a_control_character(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        for heard in heard(&bytes) {
            if let Heard::Event(Event::Key(Key::Char(c))) = heard {
                proptest::prop_assert!(!c.is_control());
            }
        }
    }
}
