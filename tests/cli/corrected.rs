//! `corrections.toml`: written by hand beside the pages or in the profile, it changes every answer.

use super::{PAGE, Ran, folder, program, run, run_command, run_in};

/// The hash that `inspect` prints for corrections.
fn hash(ran: &Ran) -> String {
    let first = ran.out.lines().next().unwrap_or_default();
    first.rsplit(' ').next().unwrap_or_default().to_owned()
}

fn toml(hash: &str) -> String {
    format!(
        "[[fix]]\nfile = \"a.txt\"\nhash = \"{hash}\"\nline = 1\nact = \"set\"\ncity = \"营口市\"\npublished = \"2019-12-31\"\nsection = \"渔业\"\n\n\
         [[fix]]\nfile = \"a.txt\"\nhash = \"{hash}\"\nline = 1\nact = \"retitle\"\nheadline = \"头一班渔船\"\n"
    )
}

#[test]
fn a_list_written_by_hand_changes_what_is_listed_shown_and_inspected() {
    let root = folder(&[("a.txt", PAGE.as_bytes())]);
    let before = run_in(root.path(), &["list", "--json", "."]).json();
    assert_eq!(before[0]["city"], "锦州");
    let hash = hash(&run_in(root.path(), &["inspect", "a.txt"]));
    assert_eq!(hash.len(), 16, "inspect prints the hash: {hash}");
    std::fs::write(root.path().join("corrections.toml"), toml(&hash)).expect("written");
    for path in [".", "a.txt"] {
        let ran = run_in(root.path(), &["list", "--json", path]);
        let after = ran.json();
        assert_eq!(ran.err, "");
        assert_eq!(after.as_array().map(Vec::len), Some(1), "the list is no page");
        assert_eq!(after[0]["city"], "营口");
        assert_eq!((&after[0]["published"], &after[0]["published_certain"]), (&"2019-12-31".into(), &true.into()));
        assert_eq!((&after[0]["section"], &after[0]["headline"]), (&"渔业".into(), &"头一班渔船".into()));
    }
    assert!(run_in(root.path(), &["show", "1", "."]).out.starts_with("头一班渔船"));
    assert!(run_in(root.path(), &["inspect", "a.txt"]).out.contains("营口"));
}

#[test]
fn a_stale_correction_is_one_line_and_the_page_is_read_as_it_is() {
    let root = folder(&[("a.txt", PAGE.as_bytes()), ("corrections.toml", toml("0123456789abcdef").as_bytes())]);
    let ran = run_in(root.path(), &["--lang", "en", "list", "--json", "."]);
    assert_eq!((ran.code, &ran.json()[0]["city"]), (0, &"锦州".into()));
    let problems = ran.problems();
    assert_eq!(problems.len(), 2, "one for each entry: {problems:?}");
    assert!(problems.iter().all(|line| line.contains("a.txt:1") && line.contains("no longer fits")), "{problems:?}");
}

#[test]
fn the_built_in_pages_and_standard_input_are_corrected_from_the_profile() {
    let listed = run(&["list", "--json"]).json();
    let (file, line) = (listed[0]["file"].as_str().expect("a file"), listed[0]["line"].as_u64().expect("a line"));
    let seed = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let of_seed = hash(&run(&["inspect", &seed.to_string_lossy()]));
    let of_input = hash(&super::run_with_input(&["inspect", "-"], PAGE.as_bytes()));
    let root = folder(&[]);
    std::fs::create_dir_all(root.path().join("yuebao")).expect("made");
    let entries = format!(
        "[[fix]]\nfile = \"{file}\"\nhash = \"{of_seed}\"\nline = {line}\nact = \"retitle\"\nheadline = \"换了的标题\"\n\n\
         [[fix]]\nfile = \"(stdin)\"\nhash = \"{of_input}\"\nline = 1\nact = \"retitle\"\nheadline = \"也换了\"\n"
    );
    std::fs::write(root.path().join("yuebao/corrections.toml"), entries).expect("written");
    let with =
        |args: &[&str], input: &str| run_command(program().env("XDG_STATE_HOME", root.path()).args(args), input.as_bytes());
    let ran = with(&["list"], "");
    assert!(ran.out.contains("换了的标题") && ran.err.is_empty(), "{}{}", ran.out, ran.err);
    assert_eq!(ran.out.lines().count(), listed.as_array().map_or(0, Vec::len));
    assert!(with(&["list", "-"], PAGE).out.contains("也换了"));
    let other = with(&["list", "-"], &PAGE.replace('雾', "雨"));
    assert!(other.err.is_empty() && !other.out.contains("也换了"), "{}", other.err);
}
