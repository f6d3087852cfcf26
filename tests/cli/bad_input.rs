//! Bad input: one clear line each, the rest is read, exit codes as promised.

use super::{PAGE, folder, run, run_in, run_with_input};

#[test]
fn a_missing_path_is_one_line_and_exit_2() {
    let ran = run(&["list", "没有这个.txt"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert_eq!(ran.problems(), ["yuebao: 没有这个.txt: 找不到。看看路径写对没有"]);
    let ran = run(&["--lang", "en", "list", "没有这个.txt"]);
    assert_eq!(ran.problems(), ["yuebao: 没有这个.txt: not found; check the path"]);
}

#[test]
fn a_missing_path_beside_a_good_one_does_not_stop_it() {
    let root = folder(&[("a.txt", PAGE.as_bytes())]);
    let ran = run_in(root.path(), &["list", "a.txt", "b.txt"]);
    assert_eq!((ran.code, ran.out.lines().count(), ran.problems().len()), (0, 1, 1));
}

#[test]
fn empty_binary_and_damaged_files_get_a_line_each_and_the_rest_is_read() {
    let junk: Vec<u8> = (0..2048_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    let mut damaged = PAGE.as_bytes().to_vec();
    damaged[0] = 0xff;
    let root = folder(&[
        ("a.txt", PAGE.as_bytes()),
        ("damaged.txt", &damaged),
        ("empty.txt", b""),
        ("junk.bin", &junk),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
    ]);
    let ran = run_in(root.path(), &["list", "."]);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.out);
    let problems = ran.problems();
    assert_eq!(problems.len(), 4, "{problems:?}");
    for (name, word) in [("damaged.txt", "UTF-8"), ("empty.txt", "空"), ("junk.bin", "不像文本"), ("photo.jpg", "图片")] {
        assert!(problems.iter().any(|p| p.contains(name) && p.contains(word)), "{name}: {problems:?}");
    }
}

#[test]
fn a_folder_without_text_says_how_many_files_were_seen() {
    let root = folder(&[(".hidden", b"x")]);
    let ran = run_in(root.path(), &["list", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("没有能读的文本") && ran.err.contains("0 个文件"), "{}", ran.err);
}

#[test]
fn one_bad_line_of_json_is_named_and_skipped() {
    let lines = "{\"title\":\"一\",\"content\":\"文。\"}\n{\"title\":\n{\"title\":\"三\",\"content\":\"文。\"}\n";
    let root = folder(&[("a.jsonl", lines.as_bytes())]);
    let ran = run_in(root.path(), &["list", "a.jsonl"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 2));
    assert_eq!(ran.problems().len(), 1);
    assert!(ran.err.contains("a.jsonl:2: ") && ran.err.contains("JSON"), "{}", ran.err);
}

#[test]
fn a_broken_json_file_is_one_line_and_exit_2() {
    let root = folder(&[("a.json", b"{\"title\": ")]);
    let ran = run_in(root.path(), &["list", "a.json"]);
    assert_eq!((ran.code, ran.problems().len()), (2, 1));
}

/// The program as somebody whom files can be kept from: root may read everything, so it is run as nobody. `None` where that
/// cannot be done.
#[cfg(unix)]
fn as_no_root(root: &std::path::Path) -> Option<std::process::Command> {
    use std::os::unix::fs::PermissionsExt;
    let open = |path: &std::path::Path| std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("changed");
    let uid = std::process::Command::new("id").arg("-u").output().ok()?;
    let yuebao = env!("CARGO_BIN_EXE_yuebao");
    if uid.stdout.trim_ascii() != b"0" {
        return Some(std::process::Command::new(yuebao));
    }
    // Nobody may not look into the folder where the program was built.
    let copy = root.join("program");
    std::fs::create_dir(&copy).ok()?;
    let copy = copy.join("yuebao");
    std::fs::copy(yuebao, &copy).ok()?;
    [root, copy.parent()?, &copy].into_iter().for_each(open);
    let with = |command: &str, args: &[&str]| {
        let mut made = std::process::Command::new(command);
        made.args(args);
        made
    };
    let setpriv = || with("setpriv", &["--reuid=65534", "--regid=65534", "--clear-groups"]);
    let drops = setpriv().arg("true").status().is_ok_and(|status| status.success());
    drops.then(|| {
        let mut command = setpriv();
        command.arg(copy);
        command
    })
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_one_line() {
    use std::os::unix::fs::PermissionsExt;
    let root = folder(&[("pages/a.txt", PAGE.as_bytes()), ("pages/secret.txt", PAGE.as_bytes()), ("pages/deep/b.txt", b"")]);
    let keep = |name: &str, mode| {
        std::fs::set_permissions(root.path().join("pages").join(name), std::fs::Permissions::from_mode(mode)).expect("changed");
    };
    let Some(mut command) = as_no_root(root.path()) else {
        println!("skipped: only root is here, and root may read everything");
        return;
    };
    keep(".", 0o755);
    keep("secret.txt", 0o0);
    keep("deep", 0o0);
    command.env_clear().env("LANG", "zh_CN.UTF-8").current_dir(root.path());
    let ran = super::run_command(command.args(["--no-cache", "list", "pages"]), b"");
    keep("deep", 0o755);
    assert_eq!((ran.code, ran.out.lines().count(), ran.problems().len()), (0, 1, 2), "{}{}", ran.out, ran.err);
    for name in ["secret.txt", "deep"] {
        assert!(ran.err.lines().any(|line| line.contains(name) && line.contains("权限")), "{name}: {}", ran.err);
    }
}

/// Reading the memory of a process at 0 fails for everybody, root too.
#[cfg(target_os = "linux")]
#[test]
fn a_file_whose_reading_fails_is_one_line() {
    let root = folder(&[("a.txt", PAGE.as_bytes())]);
    std::os::unix::fs::symlink("/proc/self/mem", root.path().join("broken.txt")).expect("linked");
    let ran = run_in(root.path(), &["list", "."]);
    assert_eq!((ran.code, ran.out.lines().count(), ran.problems().len()), (0, 1, 1), "{}", ran.err);
    assert!(ran.err.contains("broken.txt"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_folder_does_not_hang() {
    let root = folder(&[("a.txt", PAGE.as_bytes())]);
    let made = std::process::Command::new("mkfifo").arg(root.path().join("fifo")).status();
    if !made.is_ok_and(|status| status.success()) {
        println!("skipped: no mkfifo here");
        return;
    }
    let ran = run_in(root.path(), &["list", "."]);
    assert_eq!((ran.code, ran.out.lines().count(), ran.problems().len()), (0, 1, 1));
}

#[test]
fn a_wrong_command_is_one_line_and_exit_2() {
    for args in [
        &["--foo"][..],
        &["list", "--foo"],
        &["show"],
        &["show", "abc"],
        &["search"],
        &["search", " "],
        &["search", "复工", "多余"],
        &["--color", "red", "list"],
        &["--encoding", "nonsense", "list"],
        &["--lang", "fr", "list"],
        &["fmt", "--width", "0"],
        &["fmt", "--width", "abc"],
        &["seeds", "list"],
        &["search", "复工", "--limit"],
    ] {
        let ran = run(args);
        assert_eq!((ran.code, ran.out.as_str(), ran.problems().len()), (2, "", 1), "{args:?}: {}", ran.err);
        assert!(ran.err.starts_with("yuebao: "), "{args:?}: {}", ran.err);
    }
}

#[test]
fn an_article_that_is_not_there_is_exit_1() {
    for which in ["0", "9999", "99999999999999999999", "0000000000000000"] {
        let ran = run(&["show", which]);
        assert_eq!((ran.code, ran.out.as_str(), ran.problems().len()), (1, "", 1), "{which}: {}", ran.err);
    }
    let ran = run(&["search", "绝无此词绝无此词"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.problems().len()), (1, "", 1));
    let ran = run(&["search", "绝无此词绝无此词", "--json"]);
    assert_eq!((ran.code, ran.json()["total"].as_u64()), (1, Some(0)));
}

#[test]
fn standard_input_is_a_file_named_dash() {
    let ran = run_with_input(&["list", "-"], PAGE.as_bytes());
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "{}", ran.err);
    let ran = run_with_input(&["list", "-"], b"");
    assert_eq!((ran.code, ran.problems().len()), (2, 1));
    let gb = encoding_rs::GB18030.encode(PAGE).0;
    let ran = run_with_input(&["show", "1", "-"], &gb);
    assert!(ran.out.contains("渔船"), "{}{}", ran.out, ran.err);
}

#[test]
fn what_is_printed_holds_no_escape_sequence_of_the_page() {
    let page = "题\u{1b}[31m目\u{202e}一二三四\n\n本报讯 正\u{200b}文\u{9b}一段。\n";
    let root = folder(&[("a\u{1b}[2J.txt", page.as_bytes())]);
    for args in [&["list", "."][..], &["show", "1", "."], &["search", "本报讯", "--path", "."], &["list", "--json", "."], &["."]]
    {
        let ran = run_in(root.path(), args);
        let bad = |c: char| (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{200b}' | '\u{202e}');
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        assert!(!ran.out.chars().any(bad) && !ran.err.chars().any(bad), "{args:?}: {:?}{:?}", ran.out, ran.err);
    }
}

#[test]
fn a_complaint_calls_things_what_the_help_calls_them() {
    for (args, said) in [
        (&["show"][..], "还缺 <篇号|键>"),
        (&["search"], "还缺 <词>"),
        (&["inspect"], "还缺 <文件>"),
        (&["--theme", "red"], "--theme 不认识“red”，可以写: auto paper night mono"),
        (&["cache", "foo"], "cache 不认识“foo”，可以写: show clear"),
        (&["search", "x", "--limit", "abc"], "--limit 不认识“abc”，可以写: 0 … 4294967295"),
        (&["show", "1", "--width", "0"], "--width 不认识“0”，可以写: 1 … 10000"),
        (&["show", "0123456789abcdef"], "没有键是 0123456789abcdef 的文章"),
        (&["--watch", "list"], "--watch 是阅读界面的选项，list 用不上"),
        (&["--theme", "night", "--mouse", "show", "1"], "--theme 是阅读界面的选项，show 用不上"),
    ] {
        let ran = run(&[&["--lang", "zh"], args].concat());
        assert_ne!(ran.code, 0, "{args:?}");
        assert!(ran.out.is_empty() && ran.err.contains(said), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_day_that_nobody_knows_is_said_in_words() {
    let root = folder(&[("a.txt", "旧船坞\n\n本报记者 王海 文\n\n船坞里停着一条老船，没有人知道它停了多久。\n".as_bytes())]);
    let ran = run_in(root.path(), &["show", "1", "a.txt"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("日期不明") && !ran.out.contains("  -"), "{}", ran.out);
}
