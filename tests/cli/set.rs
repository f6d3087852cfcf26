//! `fmt`: nothing wider than asked, no character changed, blank lines kept.

use unicode_width::UnicodeWidthStr;

use super::{folder, run_in, run_with_input};

const TEXT: &str = "今天,锦州港的雾还没散,十四条渔船已经依次解缆。\n码头调度员说:“今年封冻期比往年短了十一天。”\n\n\nRust and ratatui,\nwidth 2.\n";

fn squashed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn no_line_is_wider_and_no_character_is_lost() {
    for width in [1, 2, 3, 7, 11, 12, 20, 40, 79, 200] {
        let ran = run_with_input(&["fmt", "--width", &width.to_string()], TEXT.as_bytes());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert_eq!(squashed(&ran.out), squashed(TEXT));
        for line in ran.out.lines() {
            let single = line.chars().count() <= 1;
            assert!(line.width() <= width || single, "{width}: {line}");
        }
    }
}

#[test]
fn blank_lines_stay_and_lines_of_a_paragraph_join() {
    let ran = run_with_input(&["fmt", "--width", "200"], TEXT.as_bytes());
    let lines: Vec<_> = ran.out.lines().collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(lines[0].contains("解缆。码头"), "{lines:?}");
    assert_eq!((lines[1], lines[2], lines[3]), ("", "", "Rust and ratatui, width 2."));
}

#[test]
fn what_sanitising_takes_out_is_counted() {
    let ran = run_with_input(&["fmt"], "锦\u{200b}州\u{202e}港\u{1b}。\n".as_bytes());
    assert_eq!(ran.out, "锦州港。\n");
    assert_eq!(ran.problems(), ["yuebao: fmt: 去掉了控制字符 1 个、双向控制符 1 个、零宽字符 1 个"]);
}

#[test]
fn a_file_in_any_encoding_is_set() {
    let gb = encoding_rs::GB18030.encode(TEXT).0.into_owned();
    let root = folder(&[("gb.txt", &gb)]);
    assert!(run_in(root.path(), &["fmt", "gb.txt"]).out.contains("渔船"));
    assert_eq!(run_in(root.path(), &["fmt", "missing.txt"]).code, 2);
}

#[test]
fn setting_its_own_output_again_changes_nothing() {
    for width in ["12", "20", "41", "78"] {
        let once = run_with_input(&["fmt", "--width", width], TEXT.as_bytes()).out;
        assert_eq!(run_with_input(&["fmt", "--width", width], once.as_bytes()).out, once, "{width}");
    }
}

#[test]
fn a_long_line_of_utf8_is_set_and_broken_bytes_further_down_are_counted() {
    let mut long = "锦州港的雾还没散，".repeat(20_000).into_bytes();
    let ran = run_with_input(&["fmt", "--width", "40"], &long);
    assert!(ran.code == 0 && ran.out.lines().all(|line| line.width() <= 40));
    assert_eq!(squashed(&ran.out).len(), long.len());
    long.extend(b"\n\xff\xfe\n");
    let ran = run_with_input(&["fmt", "--width", "40"], &long);
    assert_eq!((ran.code, ran.problems().len()), (0, 1));
}

#[test]
fn nothing_gives_nothing_and_blank_lines_stay_blank_lines() {
    for (input, set) in [("", ""), ("\n\n", "\n\n"), (" \n", "\n")] {
        let ran = run_with_input(&["fmt"], input.as_bytes());
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, set, ""), "{input:?}");
    }
    let root = folder(&[("empty.txt", b"")]);
    let ran = run_in(root.path(), &["fmt", "empty.txt"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
}
