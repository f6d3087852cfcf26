//! What is kept between two runs: the cache, how it is shown and cleared, and that no answer depends on it.

use std::path::Path;
use std::process::Command;

use super::{PAGE, Ran, folder, program, run_command};

const OTHER: &str = "纸厂复工\n\n本报讯 2020年3月11日,辽阳的纸厂把机器擦亮,工人排着队回到车间。\n";

/// The program with a cache of its own.
fn with_cache(root: &Path) -> Command {
    let mut command = program();
    command.current_dir(root).env("XDG_CACHE_HOME", root.join("cache"));
    command
}

fn ran(root: &Path, args: &[&str]) -> Ran {
    run_command(with_cache(root).args(args), b"")
}

fn kept(root: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(root.join("cache/yuebao"));
    entries.into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

fn shop() -> tempfile::TempDir {
    folder(&[("pages/a.txt", PAGE.as_bytes()), ("pages/b.txt", OTHER.as_bytes()), ("pages/c.txt", b"")])
}

#[test]
fn answers_and_problems_are_the_same_read_afresh_and_from_the_cache() {
    let root = shop();
    for args in [&["list", "--json", "pages"][..], &["show", "1", "pages"], &["search", "渔船", "--path", "pages"], &["pages"]]
    {
        let bare = ran(root.path(), &[&["--no-cache"], args].concat());
        let _ = ran(root.path(), args);
        let cached = ran(root.path(), args);
        assert_eq!((cached.code, &cached.out, &cached.err), (bare.code, &bare.out, &bare.err), "{args:?}");
        assert!(cached.err.contains("c.txt"), "{}", cached.err);
    }
    assert_eq!(kept(root.path()).len(), 1);
}

#[test]
fn without_a_cache_nothing_is_written() {
    let root = shop();
    assert_eq!(ran(root.path(), &["--no-cache", "list", "pages"]).code, 0);
    assert_eq!(ran(root.path(), &["list"]).code, 0, "the built-in pages need none");
    assert_eq!(run_command(with_cache(root.path()).args(["list", "-"]), PAGE.as_bytes()).code, 0, "standard input comes once");
    assert_eq!(kept(root.path()).len(), 0);
}

#[test]
fn a_changed_file_is_noticed() {
    let root = shop();
    ran(root.path(), &["list", "pages"]);
    std::fs::write(root.path().join("pages/b.txt"), OTHER.replace("纸厂", "造纸厂")).expect("written");
    assert!(ran(root.path(), &["list", "pages"]).out.contains("造纸厂复工"));
}

#[test]
fn the_cache_is_shown_and_cleared() {
    let root = shop();
    ran(root.path(), &["list", "pages"]);
    let shown = ran(root.path(), &["cache"]);
    assert_eq!(shown.code, 0);
    let lines: Vec<_> = shown.out.lines().collect();
    assert!(lines[0].ends_with("cache/yuebao"), "{}", shown.out);
    assert!(lines[1].contains("MB\t2 篇\tpages"), "{}", shown.out);
    let cleared = ran(root.path(), &["--lang", "en", "cache", "clear"]);
    assert!(cleared.out.starts_with("cleared 1 files, 0."), "{}", cleared.out);
    assert_eq!(kept(root.path()).len(), 0);
    assert_eq!(ran(root.path(), &["cache"]).out.lines().count(), 1);
}

#[test]
fn a_damaged_cache_is_read_past() {
    let root = shop();
    let before = ran(root.path(), &["list", "--json", "pages"]).out;
    let file = kept(root.path()).pop().expect("a library");
    let whole = std::fs::read(&file).expect("readable");
    for damage in [0, 50, whole.len() / 2, whole.len() - 1] {
        let mut bytes = whole.clone();
        bytes[damage] ^= 0x55;
        std::fs::write(&file, bytes).expect("written");
        let after = ran(root.path(), &["list", "--json", "pages"]);
        assert_eq!((after.code, &after.out), (0, &before), "byte {damage}");
        std::fs::write(&file, whole.get(..damage).expect("within")).expect("written");
        assert_eq!(ran(root.path(), &["list", "--json", "pages"]).out, before, "cut at {damage}");
    }
}

#[test]
fn a_cache_folder_that_cannot_be_made_is_one_line_and_all_else_is_well() {
    let root = shop();
    std::fs::write(root.path().join("cache"), "a file stands here").expect("written");
    let ran = ran(root.path(), &["--lang", "en", "list", "pages"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 2));
    let about: Vec<_> = ran.problems().into_iter().filter(|line| line.contains("cache")).collect();
    assert!(about.len() == 1 && about[0].contains("--no-cache"), "{:?}", ran.err);
}

/// A limit on the size of files stands in for a full disk: writing ends in an error in the middle.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full_while_the_cache_is_written_is_one_line_and_leaves_no_half_file() {
    let root = shop();
    let long = format!("长卷\n\n{}\n", "本报讯 2020年3月11日,渡口的船来来往往,岸上的人写下船名。\n\n".repeat(200));
    std::fs::write(root.path().join("pages/d.txt"), long).expect("written");
    let mut command = Command::new("sh");
    command.env_clear().env("LANG", "en_US.UTF-8").env("XDG_CACHE_HOME", root.path().join("cache")).current_dir(root.path());
    command.args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" list pages", env!("CARGO_BIN_EXE_yuebao")]);
    let ran = run_command(&mut command, b"");
    assert_eq!((ran.code, ran.out.lines().count()), (0, 3), "{}", ran.err);
    assert_eq!(ran.problems().iter().filter(|line| line.contains("--no-cache")).count(), 1, "{}", ran.err);
    assert_eq!(kept(root.path()), Vec::<std::path::PathBuf>::new());
}
