//! `yuebao marks`: what stands in the profile leaves the program.

use super::{PAGE, Ran, folder, program, run_command};

const KEPT: &str = "\
[[mark]]
file = \"seeds/a.txt\"
key = \"00000000000000ff\"
at = 30
city = \"锦州\"
date = \"2020-02-26~\"
title = \"港口开航\"
text = \"码头上站满了人\"
note = \"问清\\u001b[31m是谁\\n再写\"

[[mark]]
file = \"FOLDER/a.txt\"
key = \"00000000000000fe\"
at = 0
text = \"短讯\"
";

/// A folder with a page, and a profile.
fn shop(kept: &str) -> tempfile::TempDir {
    let root = folder(&[("pages/a.txt", PAGE.as_bytes())]);
    let pages = std::fs::canonicalize(root.path().join("pages")).expect("there");
    let kept = kept.replace("FOLDER", &pages.to_string_lossy());
    std::fs::create_dir(root.path().join("yuebao")).expect("made");
    std::fs::write(root.path().join("yuebao/marks.toml"), kept).expect("written");
    root
}

fn run(root: &tempfile::TempDir, args: &[&str]) -> Ran {
    run_command(program().current_dir(root.path()).env("XDG_STATE_HOME", root.path()).args(args), b"")
}

#[test]
fn a_mark_is_a_line_of_five_fields_and_nothing_in_it_steers_a_terminal() {
    let root = shop(KEPT);
    let ran = run(&root, &["marks"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let expected = "锦州\t2020-02-26~\t港口开航\t码头上站满了人\t问清[31m是谁 再写\n-\t-\t-\t短讯\t-\n";
    assert_eq!(ran.out, expected);
    assert_eq!(run(&root, &["marks", "pages"]).out.lines().collect::<Vec<_>>(), ["-\t-\t-\t短讯\t-"]);
}

#[test]
fn as_json_they_have_their_file_and_key() {
    let root = shop(KEPT);
    let marks = run(&root, &["marks", "--json"]).json();
    assert_eq!(marks.as_array().map(Vec::len), Some(2));
    assert_eq!((&marks[0]["key"], &marks[0]["file"]), (&"00000000000000ff".into(), &"seeds/a.txt".into()));
    assert_eq!((&marks[0]["published"], &marks[0]["published_certain"]), (&"2020-02-26".into(), &false.into()));
    assert_eq!((&marks[1]["city"], &marks[1]["note"]), (&serde_json::Value::Null, &serde_json::Value::Null));
    assert_eq!(run(&root, &["marks", "--json", "pages"]).json()[0]["file"], "pages/a.txt");
}

#[test]
fn none_at_all_is_said_and_no_failure() {
    let root = folder(&[]);
    let ran = run(&root, &["marks", "--lang", "en"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(ran.problems(), ["yuebao: no bookmarks yet; press m where you want to return"]);
    assert_eq!(run(&root, &["marks", "--json"]).json(), serde_json::json!([]));
}

#[test]
fn a_spoilt_list_and_a_missing_path_are_one_line_each() {
    let root = shop("[[mark]]\nfile = 7\n");
    let ran = run(&root, &["marks"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.problems().len()), (2, "", 1));
    assert!(ran.err.contains("marks.toml") && ran.err.contains("书签读不懂"), "{}", ran.err);
    let kept = std::fs::read_to_string(root.path().join("yuebao/marks.toml")).expect("there");
    assert_eq!(kept, "[[mark]]\nfile = 7\n", "it is left as it is");
    let ran = run(&root, &["marks", "nowhere"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, "yuebao: 找不到 nowhere\n"));
}
