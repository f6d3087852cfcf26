//! The real program on a plain terminal: what it shows, what it leaves, what it never sends.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use crate::link::Link;
use crate::pty::Pty;

const PLAIN: &str = "exec \"$YUEBAO\" --lang zh";

/// Reads whole rows of the emulator: text, and whether any cell is reversed, underlined, coloured.
fn look(pty: &Pty, what: impl Fn(&vt100::Cell) -> bool) -> Vec<String> {
    pty.screen(|screen| {
        let (rows, columns): (u16, u16) = (screen.size().0.into(), screen.size().1.into());
        let row =
            |y| (0..columns).filter_map(move |x| screen.cell(y, x)).filter(|cell| what(cell)).map(|c| c.contents().to_owned());
        (0..rows).map(|y| row(y).collect::<String>()).collect()
    })
}

/// SGR parameters that were sent.
fn colours_of(sent: &str) -> BTreeSet<String> {
    let parameters = sent.split("\x1b[").skip(1).filter_map(|rest| {
        let (parameters, after) = rest.split_at(rest.find(|c: char| !(c.is_ascii_digit() || c == ';'))?);
        after.starts_with('m').then(|| parameters.to_owned())
    });
    parameters.collect()
}

/// TERM, other variables, and the colours there may be.
type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);

#[test]
fn every_kind_of_terminal_is_legible_and_shows_where_one_is() {
    let colour = |kind: &str, parameter: &str| match kind {
        "none" => !parameter.split(';').any(|n| matches!(n.parse::<u8>(), Ok(30..=49 | 90..=107))),
        "16" => !parameter.contains("38;") && !parameter.contains("48;"),
        "256" => !parameter.contains("8;2;"),
        _ => true,
    };
    let cases: [Case; 8] = [
        ("linux", &[], "16"),
        ("vt100", &[], "none"),
        ("xterm", &[("COLORFGBG", "15;0")], "16"),
        ("xterm-256color", &[("COLORFGBG", "0;15")], "256"),
        ("xterm-256color", &[("COLORTERM", "truecolor"), ("COLORFGBG", "15;0")], "direct"),
        ("xterm-256color", &[("COLORTERM", "truecolor"), ("NO_COLOR", "1")], "none"),
        ("screen", &[], "16"),
        ("tmux-256color", &[], "256"),
    ];
    for (term, variables, kind) in cases {
        let what = format!("TERM={term} {variables:?}");
        let mut pty = Pty::real(PLAIN, 100, 30);
        pty.set("TERM", term);
        for (name, value) in variables {
            pty.set(name, value);
        }
        pty.start();
        pty.wait(" 1/38 ");
        let reversed = look(&pty, vt100::Cell::inverse);
        assert!(reversed.concat().contains("锦州大厂"), "{what}: the selected row is not reversed: {reversed:?}");
        pty.types("/公交".as_bytes());
        pty.wait(" 2 处");
        pty.types(b"\r");
        pty.wait("收起搜索");
        let hits = look(&pty, |cell| cell.inverse() || cell.underline() || cell.bgcolor() != vt100::Color::Default);
        assert!(hits.concat().contains("公交"), "{what}: what was found is not to be seen");
        pty.types(b"q");
        assert_eq!(pty.exit_code(), 0, "{what}");
        let sent = String::from_utf8(pty.sent_since(0)).unwrap();
        for parameters in colours_of(&sent) {
            assert!(colour(kind, &parameters), "{what}: CSI {parameters} m");
        }
        assert!(!colours_of(&sent).iter().any(|p| p.split(';').any(|n| n == "2") && !p.contains("8;2;")), "{what}: faint");
        if matches!(term, "linux" | "vt100") {
            for sequence in ["\x1b[?2026h", "\x1b]11", "\x1b[6n", "\x1b[5n"] {
                assert!(!sent.contains(sequence), "{what}: {sequence:?}");
            }
        }
    }
}

#[test]
fn the_terminal_is_asked_once_each_and_a_silent_one_shows_the_same_as_one_that_answers() {
    let mut texts = Vec::new();
    for answers in [true, false] {
        let mut pty = Pty::on(PLAIN, 100, 30, Link { rate: None, answers });
        pty.start();
        pty.wait(" 1/38 ");
        // The whole first frame stands while nothing has been answered.
        let first = pty.text();
        for key in ["j", "k", "l", " "] {
            pty.types(key.as_bytes());
        }
        pty.wait(" 2/8 ");
        pty.types(b"q");
        assert_eq!(pty.exit_code(), 0);
        let sent = String::from_utf8(pty.sent_since(0)).unwrap();
        assert_eq!((sent.matches("\x1b]11;?").count(), sent.matches("\x1b[6n").count()), (1, 1));
        assert!(sent.find("\x1b[6n") < sent.find("阅报"), "asked before the first frame, which does not wait");
        texts.push(first);
    }
    assert_eq!(texts[0], texts[1]);
}

#[test]
fn a_locale_without_utf_8_is_told_of_once_and_works() {
    let mut pty = Pty::real(PLAIN, 100, 30);
    pty.set("LANG", "C");
    pty.start();
    pty.wait(" 1/38 ");
    pty.types("/公交".as_bytes());
    pty.wait(" 2 处");
    pty.types(b"\x03q");
    assert_eq!(pty.exit_code(), 0);
    let sent = String::from_utf8(pty.sent_since(0)).unwrap();
    assert_eq!(sent.matches("LANG=C，若汉字不对，请设 LANG=zh_CN.UTF-8").count(), 1);
    assert!(sent.find("LANG=C") < sent.find("\x1b[?1049h"), "said before the screen, not on it");
}

#[test]
fn a_terminal_without_a_name_is_told_what_to_run_instead() {
    let mut pty = Pty::real("unset TERM; exec \"$YUEBAO\" --lang zh", 100, 30);
    pty.start();
    pty.wait("画不了阅读界面。看目录: yuebao list");
    assert_eq!(pty.exit_code(), 2);
    assert!(!pty.sent_since(0).contains(&0x1b));
}

#[test]
fn pages_come_through_a_pipe_and_keys_from_the_terminal() {
    let mut pty = Pty::real("cat \"$FILE\" | \"$YUEBAO\" --lang zh -", 100, 30);
    pty.set("FILE", crate::long::records(pty.home(), 3));
    pty.start();
    pty.wait("码头纪事之1");
    pty.types(b"j");
    pty.wait("第 2篇");
    pty.types(b"q");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn a_paste_into_the_search_is_its_first_line_and_nothing_of_it_is_a_key() {
    let mut pty = Pty::real(PLAIN, 100, 30);
    pty.start();
    pty.wait(" 1/38 ");
    pty.types(b"/");
    pty.wait("city:");
    pty.types("\x1b[200~公\x07交\x1b[31m\r\nq\r\nq\r\n\x1b[201~".as_bytes());
    pty.wait("/公交");
    // Controls are gone, what they left is text: it is in the line, to be seen and taken back.
    assert!(pty.is_on_the_other_screen());
    pty.types(b"\x15");
    pty.wait("city:");
    pty.types(format!("\x1b[200~{}\x1b[201~", "长".repeat(5_000)).as_bytes());
    pty.wait("没有");
    pty.types(b"\x03q");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn the_mouse_is_asked_for_by_name_and_gives_presses_and_the_wheel_only() {
    let mut pty = Pty::real("exec \"$YUEBAO\" --lang zh --mouse", 100, 30);
    pty.start();
    pty.wait(" 1/38 ");
    // The second headline, then once more: it is read.
    pty.types(b"\x1b[<0;8;6M\x1b[<0;8;6m");
    pty.wait(" 2/38 ");
    pty.types(b"\x1b[<0;8;6M\x1b[<0;8;6m");
    pty.wait("空格 ");
    pty.types(b"?");
    pty.wait("Shift 拖动可选字");
    pty.types(b"qq");
    assert_eq!(pty.exit_code(), 0);
    let sent = String::from_utf8(pty.sent_since(0)).unwrap();
    for mode in ["1000", "1006"] {
        assert!(sent.contains(&format!("\x1b[?{mode}h")) && sent.contains(&format!("\x1b[?{mode}l")), "{mode}");
    }
    assert!(!sent.contains("\x1b[?1002") && !sent.contains("\x1b[?1003"));
    let mut plain = Pty::real(PLAIN, 100, 30);
    plain.start();
    plain.wait(" 1/38 ");
    plain.types(b"q");
    assert_eq!(plain.exit_code(), 0);
    assert!(!String::from_utf8(plain.sent_since(0)).unwrap().contains("\x1b[?1000h"), "off unless asked for");
}

#[test]
fn the_next_start_comes_back_to_the_same_place_and_says_so() {
    let script = "\"$YUEBAO\" --lang zh; \"$YUEBAO\" --lang zh";
    let mut pty = Pty::real(script, 100, 30);
    pty.start();
    pty.wait(" 1/38 ");
    pty.types(b"3l");
    pty.wait("铁岭 2020-03-04~");
    pty.types(b"q");
    pty.wait("回到上次读到的地方，g 到开头");
    pty.wait("3 铁岭  - 2020-03-04~");
    pty.types(b"q");
    assert_eq!(pty.exit_code(), 0);
    // What is left in the shell.
    assert!(pty.text().contains("读到 铁岭 2020-03-04~《"), "{}", pty.text());
    assert!(pty.text().contains("再开: yuebao"), "{}", pty.text());
}

#[test]
fn a_bookmark_and_its_note_are_there_after_a_restart_and_leave_the_program_as_text() {
    let script = "\"$YUEBAO\" --lang zh --quiet; \"$YUEBAO\" --lang zh --quiet; \"$YUEBAO\" marks";
    let mut pty = Pty::real(script, 100, 30);
    pty.start();
    pty.wait(" 1/38 ");
    pty.types(b"3lm");
    pty.wait("已夹书签");
    pty.types(b"a");
    pty.wait("批注:");
    pty.types("问清楚\r".as_bytes());
    pty.wait("已记下批注");
    pty.types(b"1q");
    pty.wait_until("the second start", |shown| shown.starts() > 1 && shown.text().contains("阅报"));
    pty.types(b"'");
    pty.wait("书签与批注");
    pty.wait("批注: 问清楚");
    pty.types(b"\r");
    pty.wait("铁岭 2020-03-04~");
    pty.types(b"q");
    assert_eq!(pty.exit_code(), 0);
    let text = pty.text();
    assert!(text.contains("铁岭") && text.contains("2020-03-04~") && text.contains("问清楚"), "{text}");
    let kept = std::fs::read_to_string(pty.home().join("yuebao/marks.toml")).expect("in the profile");
    assert_eq!(kept.matches("[[mark]]").count(), 1, "{kept}");
}

#[test]
fn a_chosen_theme_is_kept_for_the_terminal_it_was_chosen_on() {
    let mut pty = Pty::real("for TERM in xterm screen xterm; do export TERM; \"$YUEBAO\" --lang zh --quiet; done", 100, 30);
    pty.start();
    // auto, paper, night, mono: two steps on the one, then one on the other, then the next on the first again.
    for (nth, (keys, theme)) in [("tt", "配色: night"), ("t", "配色: paper"), ("t", "配色: mono")].into_iter().enumerate() {
        // The next one may be on the screen before the last one was seen to go.
        pty.wait_until("its start", |shown| shown.starts() > nth && shown.text().contains("阅报"));
        pty.types(keys.as_bytes());
        pty.wait(theme);
        pty.types(b"q");
    }
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn a_terminal_that_vanishes_while_hang_ups_are_ignored_ends_it_without_spinning() {
    use std::io::Read as _;
    let home = tempfile::tempdir().unwrap();
    let times = home.path().join("times");
    let pair =
        portable_pty::native_pty_system().openpty(portable_pty::PtySize { rows: 30, cols: 100, ..Default::default() }).unwrap();
    let mut command = portable_pty::CommandBuilder::new("/bin/sh");
    command.args(["-c", "trap '' HUP; \"$YUEBAO\" --lang zh; times >\"$TIMES.new\"; mv \"$TIMES.new\" \"$TIMES\""]);
    for (name, value) in
        [("HOME", home.path()), ("XDG_STATE_HOME", home.path()), ("XDG_CACHE_HOME", home.path()), ("TIMES", &times)]
    {
        command.env(name, value);
    }
    command.env("YUEBAO", env!("CARGO_BIN_EXE_yuebao"));
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (mut shown, mut bytes) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&shown).contains("1/38") {
        let n = reader.read(&mut bytes).unwrap();
        shown.extend_from_slice(&bytes[..n]);
    }
    let gone = Instant::now();
    drop((reader, pair.master));
    child.wait().unwrap();
    // The second line is of the shell's children: user and system time.
    let spent = std::fs::read_to_string(&times).unwrap();
    let seconds = |time: &str| {
        let (minutes, seconds) = time.trim_end_matches('s').split_once('m').unwrap();
        minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap()
    };
    let spent: f64 = spent.lines().nth(1).unwrap().split_whitespace().map(seconds).sum();
    println!(
        "ended {} ms after its terminal, having used {spent:.2} s of a processor from start to end",
        gone.elapsed().as_millis()
    );
    assert!(spent < 1.0, "{spent} s of a processor");
}

/// The whole minute of issue and README: nothing is written, with and without a search open.
#[test]
#[ignore = "takes two minutes: cargo test --test terminal a_minute -- --ignored"]
fn a_minute_without_a_key_is_without_a_byte() {
    for keys in ["", "/公交"] {
        let mut pty = Pty::on(PLAIN, 100, 30, Link { rate: None, answers: true });
        pty.start();
        pty.wait(" 1/38 ");
        pty.types(keys.as_bytes());
        pty.wait(if keys.is_empty() { "帮助" } else { " 2 处" });
        pty.settle(Instant::now(), Duration::from_secs(2));
        let before = pty.bytes();
        std::thread::sleep(Duration::from_mins(1));
        assert_eq!(pty.bytes() - before, 0, "after {keys:?}");
        println!("a minute after {keys:?}: 0 B");
        pty.types(b"\x03\x03");
    }
}

#[test]
fn a_language_that_is_asked_for_counts_before_the_one_chosen_last_time() {
    let mut pty = Pty::real("\"$YUEBAO\" --lang zh; \"$YUEBAO\" --lang zh; exec \"$YUEBAO\"", 100, 30);
    pty.start();
    pty.wait("? 帮助");
    pty.types(b"L");
    pty.wait("? help");
    pty.types(b"q");
    pty.wait("? 帮助");
    pty.types(b"q");
    // What was chosen by key is kept for when nothing is asked for.
    pty.wait("? help");
    pty.types(b"q");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn keys_of_ones_own_count_and_what_is_wrong_with_them_is_said_on_the_screen_and_after_it() {
    let mut pty = Pty::real(PLAIN, 100, 30);
    let folder = pty.home().join("yuebao");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("keys.toml"), "quit = \"Q\"\nmark = \"w\"\nnote = \"w\"\n").unwrap();
    std::fs::write(folder.join("theme.toml"), "[paper]\ntitel = \"bold\"\n").unwrap();
    pty.start();
    pty.wait("keys.toml: “w”既是 mark 又是 note，按前一个算");
    pty.types(b"q");
    pty.wait("Q 退出");
    pty.types(b"Q");
    assert_eq!(pty.exit_code(), 0);
    let said = String::from_utf8(pty.sent_since(0)).unwrap();
    assert!(said.contains("yuebao: theme.toml: [paper] 里没有 titel 这个角色，不管它"), "{said:?}");
}

#[test]
fn a_visitor_reads_says_goodbye_and_leaves_no_file() {
    let mut pty = Pty::real("exec \"$YUEBAO\" --lang zh --visitor", 80, 24);
    pty.start();
    pty.wait("公共阅报栏: 只能读，不留记录；十五分钟不动就断开");
    pty.types(b"l");
    pty.wait_until_gone("公共阅报栏");
    pty.types("/公交\r".as_bytes());
    pty.wait("收起搜索");
    pty.types(b"m");
    pty.wait("这里只能读");
    pty.types(b"q");
    assert_eq!(pty.exit_code(), 0);
    assert!(pty.text().contains("。再会。"), "{}", pty.text());
    let left: Vec<_> = walkdir::WalkDir::new(pty.home()).into_iter().flatten().filter(|e| e.file_type().is_file()).collect();
    assert!(left.is_empty(), "{left:?}");
}
