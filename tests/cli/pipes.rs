//! Closed pipes are silence; a full disk is a line; without a terminal the reader prints; a terminal that cannot draw is told what to do.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::{program, run};

#[test]
fn without_a_terminal_every_article_is_printed() {
    let (all, list) = (run(&[] as &[&str]), run(&["list"]));
    assert_eq!((all.code, all.err.as_str()), (0, ""));
    let first = run(&["show", "1"]);
    assert!(all.out.starts_with(&first.out));
    let titles = list.out.lines().filter_map(|line| line.split('\t').nth(4));
    for title in titles {
        assert!(all.out.contains(title), "{title}");
    }
    assert!(!all.out.contains('\x1b'));
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_without_a_word() {
    let mut child =
        program().arg("search").arg("的").arg("--json").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    let mut child = program().stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_visitor_without_a_terminal_or_with_a_command_is_told_where_he_is() {
    for (lang, line) in
        [("zh_CN.UTF-8", "这里只有阅报栏: ssh -t 用户@主机\n"), ("en_US.UTF-8", "reading room only: ssh -t user@host\n")]
    {
        for command in ["", "cat /etc/passwd"] {
            let mut program = program();
            program.env("LANG", lang).env("SSH_ORIGINAL_COMMAND", command).args(["--visitor"]);
            let ran = super::run_command(&mut program, b"");
            assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, "", line), "{command:?}");
        }
    }
    let wrong = run(&["--visitor=0"]);
    assert_eq!((wrong.code, wrong.err.as_str()), (2, "yuebao: --visitor 不认识“0”，可以写: 1 … 1440\n"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the full device");
    let output = program().arg("list").stdout(full).stderr(Stdio::piped()).output().expect("it ends");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), err.lines().count()), (Some(2), 1), "{err}");
}

#[cfg(unix)]
#[test]
fn a_dumb_terminal_is_told_what_to_run_instead() {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_yuebao"));
    command.env_clear();
    command.env("TERM", "dumb");
    let mut child = pair.slave.spawn_command(command).expect("it starts");
    drop(pair.slave);
    let mut said = String::new();
    let _ = BufReader::new(pair.master.try_clone_reader().expect("a reader")).read_line(&mut said);
    assert_eq!(child.wait().expect("it ends").exit_code(), 2);
    assert_eq!(said.trim_end(), "yuebao: 这个终端（TERM=dumb）画不了阅读界面。看目录: yuebao list   读一篇: yuebao show 1");
}
