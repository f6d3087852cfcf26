//! The list of bookmarks on the disk: kept, shared by two readers, spoilt, read under other names.

use super::*;
use crate::corpus::ArticleKey;

fn mark(file: &str, at: u32, note: &str) -> Mark {
    Mark {
        file: file.to_owned(),
        key: ArticleKey(0xfedc_ba98_7654_3210),
        at,
        city: Some("锦州".to_owned()),
        date: "2020-02-26~".to_owned(),
        title: "港口开航".to_owned(),
        text: "码头上站满了人".to_owned(),
        note: note.to_owned(),
    }
}

fn shop() -> (tempfile::TempDir, Marks) {
    let root = tempfile::tempdir().expect("a folder");
    let marks = Marks::within(&root.path().join("profile"), &[]);
    (root, marks)
}

#[test]
fn what_is_kept_comes_back_in_the_order_it_was_made_and_a_second_time_only_the_note_is_another() {
    let (root, marks) = shop();
    assert_eq!(marks.load(), Ok(Vec::new()));
    let (a, b) = (mark("a.txt", 3, ""), mark("b.txt", 9, "问清是谁，\"原话\" \\ = [x]"));
    marks.keep(&a).expect("kept");
    marks.keep(&b).expect("kept");
    let changed = marks.keep(&Mark { note: "对一下".to_owned(), ..a.clone() }).expect("kept");
    assert_eq!(changed.aside, None);
    let expected = vec![Mark { note: "对一下".to_owned(), ..a.clone() }, b.clone()];
    assert_eq!((&changed.marks, marks.load()), (&expected, Ok(expected.clone())));
    assert_eq!(marks.drop(&a).expect("dropped").marks, [b]);
    let files: Vec<_> = fs::read_dir(root.path().join("profile")).expect("there").collect();
    assert_eq!(files.len(), 1, "nothing but the list: {files:?}");
}

#[test]
fn two_readers_at_once_lose_nothing_of_each_others() {
    let (_root, marks) = shop();
    std::thread::scope(|scope| {
        for reader in 0..4 {
            let marks = marks.clone();
            scope.spawn(move || {
                for n in 0..10 {
                    marks.keep(&mark(&format!("{reader}.txt"), n, "记")).expect("kept");
                    if n % 2 == 1 {
                        marks.drop(&mark(&format!("{reader}.txt"), n, "")).expect("dropped");
                    }
                }
            });
        }
    });
    let mut there: Vec<(String, u32)> = marks.load().expect("read").into_iter().map(|mark| (mark.file, mark.at)).collect();
    there.sort();
    let expected: Vec<_> = (0..4).flat_map(|r| [0, 2, 4, 6, 8].map(|n| (format!("{r}.txt"), n))).collect();
    assert_eq!(there, expected);
}

#[test]
fn a_spoilt_file_is_told_of_in_one_line_and_put_aside_when_something_is_to_be_kept() {
    for spoilt in
        ["[[mark]]\nfile = \"a.txt\"\nkey = \"zz\"\nat = 1\ntext = \"字\"\n", "[[mark\n", "\u{1}", "[[mark]]\nat = -1\n"]
    {
        let (root, marks) = shop();
        let file = root.path().join("profile").join(NAME);
        fs::create_dir(root.path().join("profile")).expect("made");
        fs::write(&file, spoilt).expect("written");
        let problem = marks.load().expect_err("it cannot be understood");
        assert!(problem.place.ends_with(NAME) && problem.cause.starts_with("书签读不懂"), "{problem:?}");
        assert!(!format!("{problem:?}").contains("\\n"), "one line: {problem:?}");
        assert_eq!(fs::read_to_string(&file).expect("there"), spoilt, "reading leaves it as it is");
        let changed = marks.keep(&mark("a.txt", 3, "")).expect("kept");
        let aside = changed.aside.expect("put aside");
        assert_eq!(fs::read_to_string(&aside).expect("there"), spoilt);
        assert_eq!(marks.load().map(|all| all.len()), Ok(1));
        // A second one does not take the place of the first.
        fs::write(&file, spoilt).expect("written");
        let second = marks.keep(&mark("a.txt", 3, "")).expect("kept").aside.expect("put aside");
        assert!(second != aside && aside.exists());
    }
}

#[test]
fn the_same_files_by_another_path_have_the_same_marks_and_other_files_have_theirs() {
    let root = tempfile::tempdir().expect("a folder");
    let profile = root.path().join("profile");
    let (pages, other) = (root.path().join("pages"), root.path().join("other"));
    for folder in [&pages, &other] {
        fs::create_dir_all(folder.join("deep")).expect("made");
        fs::write(folder.join("deep/a.txt"), "文").expect("written");
    }
    let name = |path: PathBuf| path.to_string_lossy().into_owned();
    let of = |path: PathBuf| Marks::within(&profile, &[path]);
    of(pages.clone()).keep(&mark(&name(pages.join("deep/a.txt")), 3, "")).expect("kept");
    let files = |marks: &Marks| marks.load().expect("read").into_iter().map(|mark| mark.file).collect::<Vec<_>>();
    let roundabout = other.join("../pages");
    assert_eq!(files(&of(roundabout.clone())), [name(roundabout.join("deep/a.txt"))]);
    assert_eq!(files(&of(pages.join("deep"))), [name(pages.join("deep/a.txt"))]);
    assert_eq!(files(&of(pages.join("deep/a.txt"))), [name(pages.join("deep/a.txt"))]);
    assert!(files(&of(other)).is_empty());
    let builtin = Marks::within(&profile, &[]);
    assert!(files(&builtin).is_empty());
    builtin.keep(&mark("seeds/a.txt", 3, "")).expect("kept");
    assert_eq!(files(&builtin), ["seeds/a.txt"]);
    assert_eq!(files(&of(pages)).len(), 1);
    assert_eq!(builtin.all().map(|all| all.len()), Ok(2));
}

#[test]
fn what_another_version_has_noted_at_a_mark_stays_there() {
    let (root, marks) = shop();
    marks.keep(&mark("a.txt", 3, "")).expect("kept");
    let file = root.path().join("profile").join(NAME);
    let text = fs::read_to_string(&file).expect("there") + "colour = \"red\"\n";
    fs::write(&file, text).expect("written");
    marks.keep(&mark("a.txt", 3, "新")).expect("kept");
    let text = fs::read_to_string(&file).expect("there");
    assert!(text.contains("colour = \"red\"") && text.contains("note = \"新\""), "{text}");
}

#[test]
fn without_a_home_nothing_is_kept_and_said() {
    let nowhere = Marks { file: None, paths: Vec::new() };
    assert_eq!(nowhere.load(), Ok(Vec::new()));
    assert!(nowhere.keep(&mark("a.txt", 3, "")).is_err());
}
