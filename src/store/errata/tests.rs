//! Corrections on disk: where they are put, that they come back by the right names, and that nothing a person wrote is lost.

use std::ops::ControlFlow;

use super::*;
use crate::corpus::Corpus;
use crate::import::corrections::{Act, hash};
use crate::store::{Cache, Reading, open};

const PAGE: &str =
    "港口开航\n\n本报讯 2020年2月25日，锦州港的头一班船解了缆，码头上站满了人。\n\n气象台说，夜里有雪，各船早些回港。\n";
const OTHER: &str = "纸厂复工\n\n本报讯 2020年3月11日，辽阳的纸厂把机器擦亮，工人排着队回到车间。\n";

/// What a reader would see.
type Shows = fn(&Corpus) -> bool;

struct Desk {
    root: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { root: tempfile::tempdir().expect("a folder") };
        for (name, text) in [("pages/a.txt", PAGE), ("pages/deep/b.txt", OTHER)] {
            let path = desk.path(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn errata(&self, paths: &[PathBuf]) -> Errata {
        Errata::within(&self.path("profile"), paths)
    }

    fn folder(&self) -> Vec<PathBuf> {
        vec![self.path("pages")]
    }

    fn fix(&self, name: &str, line: u32, act: Act) -> Fix {
        let text = if name.ends_with("a.txt") { PAGE } else { OTHER };
        Fix { file: self.path(name).to_string_lossy().into_owned(), hash: hash(text), line, act }
    }

    fn read(&self) -> std::sync::Arc<Corpus> {
        open(&self.folder(), Reading::default(), &Cache::none(), &|_, _| ControlFlow::Continue(())).corpus
    }
}

fn headlines(corpus: &Corpus) -> Vec<String> {
    corpus.articles().map(|(_, article)| article.title()).collect()
}

#[test]
fn a_correction_is_put_beside_its_page_and_applied_when_the_folder_is_read() {
    let desk = Desk::new();
    let errata = desk.errata(&desk.folder());
    let place = errata.keep(&desk.fix("pages/deep/b.txt", 1, Act::Retitle { headline: "造纸厂开工".to_owned() })).expect("kept");
    assert_eq!(place, desk.path("pages/deep/corrections.toml"));
    let text = fs::read_to_string(&place).expect("there");
    assert!(text.contains("file = \"b.txt\"") && text.contains("act = \"retitle\""), "{text}");
    let corpus = desk.read();
    assert_eq!(headlines(&corpus), ["港口开航", "造纸厂开工"]);
    assert!(corpus.problems().is_empty(), "{:?}", corpus.problems());
    // The folder above, the folder itself and the file alone are corrected alike.
    for path in ["pages/deep", "pages/deep/b.txt"] {
        let open = open(&[desk.path(path)], Reading::default(), &Cache::none(), &|_, _| ControlFlow::Continue(()));
        assert_eq!(headlines(&open.corpus), ["造纸厂开工"], "{path}");
    }
}

#[test]
fn every_kind_of_correction_comes_back_from_the_file_and_does_what_it_says() {
    let set = |city: Option<&str>, date: Option<&str>, published: Option<&str>, section: Option<&str>| {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Act::Set { city: owned(city), date: owned(date), published: owned(published), section: owned(section) }
    };
    let cases: [(Vec<(u32, Act)>, Shows); 8] = [
        (vec![(5, Act::Split)], |c| c.len() == 3),
        (vec![(5, Act::Split), (5, Act::Merge { into: 1 })], |c| {
            c.len() == 2 && c.articles().any(|(_, a)| a.text.contains("解了缆") && a.text.contains("夜里有雪"))
        }),
        (vec![(5, Act::Split), (3, Act::Move { into: 5 })], |c| {
            c.articles().any(|(_, a)| a.text.starts_with("本报讯") && a.text.contains("夜里有雪"))
        }),
        (vec![(1, Act::Retitle { headline: "头一班船".to_owned() })], |c| c.articles().any(|(_, a)| a.title() == "头一班船")),
        (vec![(5, Act::Caption)], |c| {
            c.articles().any(|(_, a)| a.parts.iter().any(|p| p.field == crate::corpus::Field::Caption && p.line == 5))
        }),
        (vec![(5, Act::Hide)], |c| c.articles().all(|(_, a)| !a.text.contains("夜里有雪"))),
        (vec![(1, set(Some("营口市"), None, None, Some("要闻")))], |c| {
            c.articles().any(|(_, a)| a.city.as_deref() == Some("营口") && a.section.as_deref() == Some("要闻"))
        }),
        (vec![(1, set(None, Some("2020-02-20"), Some("2020-02-22"), None))], |c| {
            c.articles().any(|(_, a)| {
                a.published.to_string() == "2020-02-22" && a.date.map(|d| d.to_string()).as_deref() == Some("2020-02-20")
            })
        }),
    ];
    for (acts, shows) in cases {
        let desk = Desk::new();
        let errata = desk.errata(&desk.folder());
        let fixes: Vec<Fix> = acts.iter().map(|(line, act)| desk.fix("pages/a.txt", *line, act.clone())).collect();
        for fix in &fixes {
            errata.keep(fix).expect("kept");
        }
        let corpus = desk.read();
        assert!(shows(&corpus), "{acts:?}: {:?}", corpus.articles().map(|(_, a)| a.text.clone()).collect::<Vec<_>>());
        assert!(corpus.problems().is_empty(), "{acts:?}: {:?}", corpus.problems());
        for fix in fixes.iter().rev() {
            assert!(errata.take_back(fix).expect("taken back"));
        }
        assert!(!desk.path("pages/corrections.toml").exists(), "nothing is left to say");
        assert_eq!(headlines(&desk.read()), ["港口开航", "纸厂复工"]);
    }
}

#[test]
fn a_changed_page_a_missing_one_and_a_file_that_is_no_toml_are_a_line_each_and_nothing_else_suffers() {
    let desk = Desk::new();
    let errata = desk.errata(&desk.folder());
    errata.keep(&desk.fix("pages/a.txt", 5, Act::Split)).expect("kept");
    fs::write(desk.path("pages/a.txt"), PAGE.replace('雪', "雨")).expect("written");
    let corpus = desk.read();
    assert_eq!(corpus.len(), 2, "not applied");
    let told: Vec<&str> = corpus.problems().iter().map(|problem| problem.cause_en.as_str()).collect();
    assert!(told.len() == 1 && told[0].contains("no longer fits"), "{told:?}");
    fs::remove_file(desk.path("pages/a.txt")).expect("removed");
    let told: Vec<_> = desk.read().problems().iter().map(|problem| problem.cause_en.clone()).collect();
    assert!(told.len() == 1 && told[0].contains("not here any more"), "{told:?}");
    fs::write(desk.path("pages/c.txt"), PAGE).expect("written");
    assert_eq!(desk.read().len(), 3, "under another name it is the same page");
    fs::write(desk.path("pages/corrections.toml"), "[[fix]\nfile = 3").expect("written");
    let corpus = desk.read();
    assert_eq!((corpus.len(), corpus.problems().len()), (2, 1));
    assert!(corpus.problems()[0].cause_en.contains("not a list of corrections"), "{:?}", corpus.problems());
}

#[test]
fn the_profile_takes_what_cannot_stand_beside_the_page() {
    let desk = Desk::new();
    let fix = desk.fix("pages/a.txt", 5, Act::Split);
    let profile = desk.path("profile/corrections.toml");
    // A file that was named itself.
    assert_eq!(desk.errata(&[desk.path("pages/a.txt")]).keep(&fix).expect("kept"), profile);
    // The built-in pages, and standard input, which has no name: another text is no change of it.
    let seed = Fix { file: "seeds/锦州.txt".to_owned(), ..fix.clone() };
    assert_eq!(desk.errata(&[]).keep(&seed).expect("kept"), profile);
    assert_eq!(desk.errata(&["-".into()]).keep(&Fix { file: "-".to_owned(), ..fix.clone() }).expect("kept"), profile);
    let text = fs::read_to_string(&profile).expect("there");
    assert!(text.contains("file = \"seeds/锦州.txt\"") && text.contains("file = \"(stdin)\""), "{text}");
    // A folder in which nothing can be written: a folder stands where the file should.
    fs::create_dir(desk.path("pages/corrections.toml")).expect("made");
    assert_eq!(desk.errata(&desk.folder()).keep(&fix).expect("kept"), profile);
}

#[test]
fn what_the_profile_took_is_taken_back_though_the_file_beside_the_page_cannot_be_read() {
    let fails: [fn(&Path); 2] =
        [|toml| fs::create_dir(toml).expect("made"), |toml| fs::write(toml, "[[fix]]\nfile = 3").expect("written")];
    for fail in fails {
        let desk = Desk::new();
        fail(&desk.path("pages/corrections.toml"));
        let errata = desk.errata(&desk.folder());
        let (first, second) = (desk.fix("pages/a.txt", 5, Act::Split), desk.fix("pages/a.txt", 3, Act::Keep));
        assert_eq!(errata.keep(&first).expect("kept"), desk.path("profile/corrections.toml"));
        errata.keep(&second).expect("kept");
        let taken = errata.take_newest(&first.file, &hash(PAGE)).expect("taken back");
        assert_eq!(taken, (Some(second), vec![first.clone()]));
        assert!(errata.take_back(&first).expect("taken back"));
        assert!(!desk.path("profile/corrections.toml").exists(), "nothing is left to say");
        assert!(
            errata.take_back(&first).is_err() && errata.take_newest(&first.file, &hash(PAGE)).is_err(),
            "who knows what stands there"
        );
    }
}

#[test]
fn what_a_person_wrote_above_stays_when_a_correction_comes_and_goes() {
    let desk = Desk::new();
    let errata = desk.errata(&desk.folder());
    let by_hand =
        format!("# 第三版的错\n\n[[fix]]\nfile = \"a.txt\"\nhash = \"{}\"\nline = 1\nact = \"keep\"  # 没有错\n", hash(PAGE));
    let toml = desk.path("pages/corrections.toml");
    fs::write(&toml, &by_hand).expect("written");
    let fix = desk.fix("pages/a.txt", 5, Act::Hide);
    errata.keep(&fix).expect("kept");
    let both = fs::read_to_string(&toml).expect("there");
    assert!(both.starts_with(&by_hand) && both.contains("act = \"hide\""), "{both}");
    assert!(errata.take_back(&fix).expect("taken back"));
    assert_eq!(fs::read_to_string(&toml).expect("there"), by_hand);
    errata.keep(&fix).expect("kept");
    assert!(errata.take_back(&desk.fix("pages/a.txt", 1, Act::Keep)).expect("taken back"), "the one written by hand");
    let left = fs::read_to_string(&toml).expect("there");
    assert!(
        left.starts_with("# 第三版的错\n\n[[fix]]\n") && left.contains("act = \"hide\"") && !left.contains("act = \"keep\""),
        "{left}"
    );
    assert!(errata.take_back(&fix).expect("taken back"));
    assert_eq!(fs::read_to_string(&toml).expect("there"), "# 第三版的错\n");
    assert!(!errata.take_back(&fix).expect("read"), "it was taken back already");
}

#[test]
fn the_newest_of_a_page_is_taken_back_and_the_rest_told_by_the_names_of_the_run() {
    let desk = Desk::new();
    let errata = desk.errata(&desk.folder());
    let file = desk.path("pages/a.txt").to_string_lossy().into_owned();
    let (first, second) = (desk.fix("pages/a.txt", 5, Act::Split), desk.fix("pages/a.txt", 3, Act::Keep));
    errata.keep(&first).expect("kept");
    errata.keep(&second).expect("kept");
    fs::write(desk.path("pages/b2.txt"), OTHER).expect("written");
    errata.keep(&Fix { hash: hash(OTHER), ..desk.fix("pages/b2.txt", 1, Act::Keep) }).expect("kept");
    assert_eq!(errata.take_newest(&file, &hash(PAGE)).expect("read"), (Some(second), vec![first.clone()]));
    assert_eq!(errata.take_newest(&file, &hash(PAGE)).expect("read"), (Some(first), Vec::new()));
    assert_eq!(errata.take_newest(&file, &hash(PAGE)).expect("read"), (None, Vec::new()));
    assert!(fs::read_to_string(desk.path("pages/corrections.toml")).expect("there").contains("b2.txt"));
}

#[test]
fn a_cached_library_is_read_again_exactly_where_a_correction_came_or_went() {
    let desk = Desk::new();
    let then = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
    for name in ["pages/a.txt", "pages/deep/b.txt"] {
        fs::File::options().append(true).open(desk.path(name)).and_then(|file| file.set_modified(then)).expect("dated");
    }
    let cache = Cache::within(&desk.path("cache"));
    let run = || {
        let read = std::sync::atomic::AtomicUsize::new(0);
        let mut open = open(&desk.folder(), Reading::default(), &cache, &|progress, _| {
            read.fetch_max(progress.done, std::sync::atomic::Ordering::Relaxed);
            ControlFlow::Continue(())
        });
        open.keep().expect("kept");
        (read.into_inner(), open.corpus)
    };
    let errata = desk.errata(&desk.folder());
    let fix = desk.fix("pages/a.txt", 5, Act::Split);
    assert_eq!((run().0, run().0), (2, 0));
    errata.keep(&fix).expect("kept");
    let (read, corpus) = run();
    assert_eq!((read, corpus.len()), (1, 3));
    let (read, corpus) = run();
    assert_eq!((read, corpus.len()), (0, 3));
    errata.take_back(&fix).expect("taken back");
    let (read, corpus) = run();
    assert_eq!((read, corpus.len()), (1, 2));
}

#[test]
fn names_of_the_profile_are_found_again_by_whatever_path_a_run_names_them() {
    let desk = Desk::new();
    let real = fs::canonicalize(desk.path("pages/a.txt")).expect("there").to_string_lossy().into_owned();
    let odd = desk.path("pages/deep/..");
    assert_eq!(in_run(&real, &roots(std::slice::from_ref(&odd))), odd.join("a.txt").to_string_lossy());
    assert_eq!(in_run(&real, &roots(&[desk.path("pages/a.txt")])), desk.path("pages/a.txt").to_string_lossy());
    assert_eq!(in_run(&real, &[]), real);
}

#[test]
fn two_readers_who_correct_at_once_lose_none_of_each_others_corrections() {
    let desk = Desk::new();
    let act = || Act::Set { city: Some("营口".to_owned()), date: None, published: None, section: None };
    std::thread::scope(|scope| {
        for reader in 0..2 {
            let desk = &desk;
            scope.spawn(move || {
                for n in 0..12 {
                    let at = reader * 100 + n;
                    desk.errata(&desk.folder()).keep(&desk.fix("pages/a.txt", at, act())).expect("kept");
                    if n % 3 == 0 {
                        let back = desk.errata(&desk.folder()).take_back(&desk.fix("pages/a.txt", at, act()));
                        assert!(back.expect("taken back"));
                    }
                }
            });
        }
    });
    let text = fs::read_to_string(desk.path("pages/corrections.toml")).expect("written");
    let mut lines: Vec<u32> = Corrections::parse(&text).expect("whole").fix.iter().map(|fix| fix.line).collect();
    lines.sort_unstable();
    let kept = |reader: u32| (0..12).filter(|n| n % 3 != 0).map(move |n| reader * 100 + n);
    assert_eq!(lines, kept(0).chain(kept(1)).collect::<Vec<_>>());
}
