//! Bookmarks and notes: put on what is read, listed, gone to, noted at, taken off, and there the next time.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc;

use insta::assert_snapshot;
use yuebao::app::{App, Effect, Event, Focus, Lang, Mark, Mouse, MouseKind, Snapshot, Start};
use yuebao::corpus::Corpus;
use yuebao::front::harness::Harness;
use yuebao::front::room::Room;
use yuebao::front::worker::Post;
use yuebao::store::Marks;

use crate::desk::{Desk, cells, desk, head, sit, status, title};
use crate::fixture;

/// Five marks in three cities, two of them with notes: the picture of the design.
const MADE: &str = "lmjjjjjma与去年价目对一下<Enter>]]]]]]]]m3]m4]]mli<Esc>a问清设计的人是谁<Enter>2]]m'";

fn marks(desk: &Desk) -> Vec<Mark> {
    let mut kept: Vec<Mark> = Vec::new();
    for effect in &desk.program().asked {
        match effect {
            Effect::KeepMark(mark) => match kept.iter_mut().find(|other| other.is(mark)) {
                Some(other) => *other = mark.clone(),
                None => kept.push(mark.clone()),
            },
            Effect::DropMark(mark) => kept.retain(|other| !other.is(mark)),
            _ => {}
        }
    }
    kept
}

/// Rows with a mark in the margin.
fn marked(desk: &Desk) -> Vec<String> {
    let rows = desk.rows();
    rows[..rows.len() - 1].iter().filter(|row| row.contains('*')).cloned().collect()
}

#[test]
fn the_list_as_it_is_shown() {
    for (width, height) in [(100, 30), (80, 24), (40, 20), (20, 6), (8, 3)] {
        let mut zh = desk(100, 30);
        zh.press(MADE).resize(width, height);
        assert_snapshot!(format!("marks_{width}x{height}"), zh.text());
        let mut en = sit(Start { corpus: fixture::corpus(), lang: Lang::En, ..Start::default() }, 100, 30);
        en.press(MADE).resize(width, height);
        assert_snapshot!(format!("marks_en_{width}x{height}"), en.text());
    }
}

#[test]
fn an_empty_list_says_how_to_fill_it() {
    assert_snapshot!("marks_none_80x24", desk(80, 24).press("'").text());
    assert_snapshot!("marks_none_20x6", desk(20, 6).press("'").text());
    let mut en = sit(Start { corpus: fixture::corpus(), lang: Lang::En, ..Start::default() }, 40, 20);
    assert_snapshot!("marks_none_en_40x20", en.press("'").text());
}

#[test]
fn a_marked_paragraph_has_a_sign_in_the_margin_of_every_way_of_reading() {
    for (name, width, height, keys) in [
        ("split", 100, 30, "lm"),
        ("middle", 80, 24, "ljjjjjjm"),
        ("full", 100, 30, "zm"),
        ("narrow", 40, 20, "lm"),
        ("slim", 28, 12, "ljjm"),
        ("tiny", 20, 6, "lm"),
        ("smallest", 8, 3, "l}m"),
        ("columns", 140, 40, "lmc"),
        ("vertical", 100, 30, "lmv"),
    ] {
        let mut desk = desk(width, height);
        desk.press(keys);
        assert_snapshot!(format!("marked_{name}_{width}x{height}"), desk.text());
        let with = desk.text().matches('*').count();
        assert_eq!(with, 1, "{name}: {}", desk.text());
        // Everything else stands where it stood.
        let without = desk.press("m").text();
        assert_eq!(without.matches('*').count(), 0, "{name}: {without}");
    }
}

#[test]
fn m_marks_what_is_read_and_a_second_time_takes_it_off() {
    let mut desk = desk(100, 12);
    desk.press("lm");
    assert!(status(&desk).starts_with(" 已夹书签"), "{}", status(&desk));
    assert_eq!(marks(&desk)[0].text, "本报讯 2月25日清晨五点,小凌河口的雾还没散");
    desk.press("m");
    assert!(status(&desk).starts_with(" 已取下"), "{}", status(&desk));
    assert!(marks(&desk).is_empty());
    // Within a paragraph it is the first clause that begins on the screen.
    desk.press("jjjjjj");
    let first = cells(&desk.rows()[2], 38, 99);
    desk.press("m");
    let mark = marks(&desk)[0].clone();
    let begins: String = mark.text.chars().take(4).collect();
    assert!(!first.starts_with(&begins) && desk.text().contains(&begins), "{mark:?}\n{}", desk.text());
    assert!(!mark.text.starts_with("本报讯"), "{mark:?}");
    assert_eq!(marked(&desk).len(), 1, "{}", desk.text());
    desk.press("jm");
    assert!(marks(&desk).is_empty(), "a line further down it is the same paragraph still: {:?}", marks(&desk));
}

#[test]
fn from_the_tree_the_article_that_is_shown_is_marked_and_a_branch_alone_is_nothing() {
    let mut desk = desk(100, 30);
    desk.press("jm");
    assert_eq!((marks(&desk).len(), marks(&desk)[0].title.as_str()), (1, "图书馆把书送到公交站"));
    let mut narrow = crate::desk::desk(40, 20);
    narrow.press("gm");
    assert!(marks(&narrow).is_empty(), "{}", narrow.text());
    narrow.press("jjm");
    assert_eq!(marks(&narrow).len(), 1);
}

#[test]
fn any_paragraph_of_a_short_article_is_marked_from_its_source_line() {
    let mut desk = desk(100, 30);
    desk.press("sjjjjjjm");
    assert!(status(&desk).starts_with(" 已夹书签"), "{}", status(&desk));
    let mark = &marks(&desk)[0];
    assert_eq!(mark.text, "卸鱼之前,码头先做了三件事", "{mark:?}");
    desk.press("<Esc>");
    assert_eq!(marked(&desk).len(), 1, "{}", desk.text());
}

#[test]
fn the_paragraph_of_the_hit_one_stands_on_is_the_one_that_is_marked() {
    let mut desk = desk(100, 30);
    desk.press("/冷库<Enter>nm");
    let mark = &marks(&desk)[0];
    assert!(mark.text.contains("冷库"), "{mark:?}");
}

#[test]
fn a_note_is_written_in_the_top_row_and_nothing_below_it_moves() {
    let mut desk = desk(80, 24);
    desk.press("l");
    let before = desk.rows();
    desk.press("a");
    assert_eq!(desk.program().app().focus(), Focus::Note);
    assert!(head(&desk).starts_with(" 批注:") && status(&desk).ends_with("Enter 记下  Esc 不记"), "{}", desk.text());
    assert_eq!(desk.rows()[1..23], before[1..23]);
    desk.press("查一查q?m<Esc>");
    assert_eq!(desk.rows(), before, "Esc leaves everything as it was");
    assert!(marks(&desk).is_empty());
    desk.press("a查一查<Enter>");
    assert!(status(&desk).starts_with(" 已记下批注"), "{}", status(&desk));
    assert_eq!(marks(&desk)[0].note, "查一查");
    desk.press("<C-l>");
    assert!(status(&desk).contains("批注: 查一查"), "what is noted at what is read is told: {}", status(&desk));
    desk.press("a<BS><BS>清楚<Enter>");
    assert_eq!(marks(&desk)[0].note, "查清楚");
    desk.press("a<C-u><Enter>");
    assert!(status(&desk).starts_with(" 批注已去掉，书签还在"), "{}", status(&desk));
    assert_eq!((marks(&desk).len(), marks(&desk)[0].note.as_str()), (1, ""));
    // An empty note makes no mark.
    desk.press("ma<Enter>");
    assert!(marks(&desk).is_empty());
}

#[test]
fn a_pasted_note_is_its_first_line_and_a_long_one_is_kept_whole() {
    let mut desk = desk(80, 24);
    desk.press("la").send(Event::Paste("一行\n二行\u{1b}".to_owned())).press("<Enter>");
    assert_eq!(marks(&desk)[0].note, "一行");
    let long = Mark { note: "很长".repeat(2_000) + "\n完", ..marks(&desk)[0].clone() };
    let mut again = sit(Start { corpus: fixture::corpus(), marks: vec![long.clone()], ..Start::default() }, 80, 24);
    again.press("la。<Enter>");
    assert_eq!(marks(&again)[0].note, long.note.replace('\n', " ") + "。");
}

#[test]
fn what_was_taken_off_by_mistake_comes_back_with_its_note() {
    let mut desk = desk(100, 30);
    desk.press("la对一下<Enter>m");
    assert!(status(&desk).starts_with(" 已取下，再按 m 连批注放回"), "{}", status(&desk));
    desk.press("m");
    assert_eq!(marks(&desk)[0].note, "对一下");
    // In the list, too, where the row stays until the page is closed.
    desk.press("'m");
    assert!(desk.text().contains("已取下") && status(&desk).contains("m 放回"), "{}", desk.text());
    assert!(marks(&desk).is_empty());
    desk.press("m");
    assert_eq!(marks(&desk)[0].note, "对一下");
    desk.press("m<Esc>'");
    assert!(desk.text().contains("还没有书签"), "{}", desk.text());
}

#[test]
fn enter_goes_there_and_m_there_is_the_same_mark_and_backspace_comes_back() {
    for (width, height, view) in
        [(100, 30, ""), (100, 12, ""), (80, 24, "z"), (40, 20, ""), (140, 40, "c"), (100, 30, "v"), (20, 6, "")]
    {
        let mut desk = desk(100, 12);
        desk.press("ljjjjjjjjjm").resize(width, height);
        let made = marks(&desk);
        desk.press("4l").press(view);
        let from = title(&desk);
        desk.press("'<Enter>");
        assert_eq!(title(&desk), made[0].title, "{width}x{height} {view}");
        assert_eq!(desk.program().app().focus(), Focus::Reader);
        assert!(desk.text().contains('*'), "{width}x{height} {view}: {}", desk.text());
        if view.is_empty() || view == "z" {
            desk.press("m");
            assert!(marks(&desk).is_empty(), "{width}x{height} {view}: {}", desk.text());
        }
        desk.press("<BS>");
        assert_eq!(title(&desk), from, "{width}x{height} {view}");
    }
}

#[test]
fn the_filter_finds_headline_clause_note_city_and_letters() {
    let mut desk = desk(100, 30);
    desk.press(MADE).press("<Esc>");
    let all = marks(&desk).len();
    for (typed, left) in [("", all), ("价目", 1), ("jiamu", 1), ("铁岭", 1), ("tieling", 1), ("２０２０-03", 2), ("鍊", 0)]
    {
        desk.press("'/").press(typed).press("<Enter>");
        assert_eq!(desk.program().app().mark_rows().len(), left, "{typed}: {}", desk.text());
        desk.press("<Esc><Esc><Esc>");
    }
    desk.press("'/铁岭<Enter><Enter>");
    assert_eq!(
        desk.program().app().article().and_then(|article| article.city.as_deref().map(str::to_owned)).as_deref(),
        Some("铁岭")
    );
}

#[test]
fn the_selected_mark_is_on_the_screen_whole_and_the_wheel_moves_it() {
    for (width, height) in [(80, 24), (40, 9), (20, 6), (100, 5), (8, 3)] {
        let mut desk = desk(100, 30);
        desk.press(MADE).resize(width, height);
        let all = desk.program().app().mark_rows().len();
        for n in 0..all {
            let selected = desk.program().app().selected_mark().expect("one").mark.title.clone();
            let short: String = selected.chars().take(if width < 20 { 3 } else { 7 }).collect();
            assert!(desk.text().contains(&short), "{width}x{height} {n}: {}", desk.text());
            desk.press("j");
        }
        desk.press("g").send(Event::Mouse(Mouse { kind: MouseKind::WheelDown, x: 5, y: 5 }));
        assert_eq!(desk.program().app().leaf().map(yuebao::app::Leaf::cursor), Some(3), "{width}x{height}");
        desk.press("G");
        assert_eq!(desk.program().app().leaf().map(yuebao::app::Leaf::cursor), Some(all - 1), "{width}x{height}");
    }
}

#[test]
fn a_text_that_has_changed_is_told_and_one_that_is_gone_too() {
    let mut first = desk(100, 30);
    first.press("lm3lm");
    let kept = marks(&first);
    let mut drafts = fixture::drafts();
    let text = &mut drafts[0].articles[0].text;
    *text = text.replace("本报讯", "本报电");
    drafts.retain(|draft| draft.articles[0].city.as_deref() != Some("铁岭"));
    let mut next = sit(Start { corpus: fixture::build(drafts), marks: kept, ..Start::default() }, 80, 24);
    next.press("'g");
    assert_snapshot!("marks_changed_80x24", next.text());
    assert!(!status(&next).contains("去那里"), "nowhere to go: {}", status(&next));
    next.press("<Enter>j<Enter>");
    assert_eq!(title(&next), "小凌河口开出今春第一班渔船", "{}", next.text());
    assert!(next.text().contains('*'));
}

#[test]
fn a_mark_follows_its_text_when_the_article_is_another_on_the_same_page() {
    let mut first = desk(100, 30);
    first.press("lm");
    let kept = marks(&first);
    let mut drafts = fixture::drafts();
    drafts[0].articles[0].key = yuebao::corpus::ArticleKey(77);
    let corpus = fixture::build(drafts);
    let next = sit(Start { corpus: corpus.clone(), marks: kept.clone(), ..Start::default() }, 100, 30);
    assert_eq!(marked(&next).len(), 1, "{}", next.text());
    // And when the pages come only later.
    let few = fixture::build(fixture::drafts().into_iter().skip(1).collect());
    let mut late = sit(Start { corpus: few, marks: kept, more_to_come: true, ..Start::default() }, 100, 30);
    late.press("'");
    assert!(late.text().contains("原文不在这里"), "{}", late.text());
    late.send(Event::Corpus(Snapshot(corpus)));
    assert!(!late.text().contains("原文不在这里"), "{}", late.text());
    late.press("<Enter>");
    assert_eq!(title(&late), title(&next));
}

#[test]
fn the_list_and_the_keys_cost_little_on_the_line() {
    let mut desk = desk(80, 24);
    desk.press(MADE).press("<Esc>gg1l").take_bytes();
    let mut cost = |keys: &str| {
        desk.press(keys);
        desk.take_bytes().len()
    };
    let (list, step, close) = (cost("'"), cost("k"), cost("<Esc>"));
    let (put, off) = (cost("m"), cost("m"));
    let (line, letter) = (cost("a"), cost("查"));
    println!("list {list}, step {step}, close {close}; m {put}, again {off}; a {line}, a letter {letter}");
    assert!(list <= 1_200 && (1..=200).contains(&step), "{list} {step}");
    assert!(put <= 160 && off <= 160 && line <= 260 && letter <= 20, "{put} {off} {line} {letter}");
}

/// A reader in a real room with a real profile.
struct Reader {
    desk: Harness<Room>,
    letters: mpsc::Receiver<Event>,
}

impl Reader {
    fn of(corpus: &Arc<Corpus>, profile: &Path) -> Self {
        let (sender, letters) = mpsc::channel();
        let post = Post::new(move |event| drop(sender.send(event)));
        let kept = Marks::within(profile, &[]);
        let app = App::new(Start { corpus: corpus.clone(), marks: kept.load().unwrap_or_default(), ..Start::default() });
        let room = Room::new(app, post, Box::new(|_| {})).expect("threads").marking(kept);
        Self { desk: Harness::new(room, 80, 24), letters }
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.desk.press(keys);
        while let Ok(letter) = self.letters.try_recv() {
            self.desk.send(letter);
        }
        self
    }
}

#[test]
fn marks_are_there_the_next_time_and_two_readers_see_each_others() {
    let root = tempfile::tempdir().expect("a folder");
    let corpus = fixture::corpus();
    let (mut one, mut two) = (Reader::of(&corpus, root.path()), Reader::of(&corpus, root.path()));
    one.press("la一号记的<Enter>");
    two.press("3lm");
    one.press("4lm");
    let kept = fs::read_to_string(root.path().join("marks.toml")).expect("written");
    assert_eq!(kept.matches("[[mark]]").count(), 3, "{kept}");
    for reader in [&mut one, &mut two] {
        reader.press("'");
        let text = reader.desk.text();
        assert!(text.contains("3 处") && text.contains("批注: 一号记的"), "{text}");
        reader.press("<Esc>");
    }
    // What one takes off is off for the other when it looks again.
    two.press("'Gm<Esc>");
    one.press("'");
    assert!(one.desk.text().contains("2 处"), "{}", one.desk.text());
    let mut next = Reader::of(&corpus, root.path());
    assert!(next.press("'").desk.text().contains("2 处"), "{}", next.desk.text());
}

#[test]
fn a_spoilt_list_is_told_of_and_put_aside_and_where_nothing_can_be_written_that_is_said() {
    let root = tempfile::tempdir().expect("a folder");
    let file = root.path().join("marks.toml");
    fs::write(&file, "[[mark").expect("written");
    let mut reader = Reader::of(&fixture::corpus(), root.path());
    reader.press("'");
    let status = |reader: &Reader| reader.desk.rows().last().cloned().unwrap_or_default();
    assert!(status(&reader).contains("以前的书签读不懂"), "{}", status(&reader));
    assert_eq!(fs::read_to_string(&file).expect("there"), "[[mark");
    reader.press("<Esc>lm");
    assert!(status(&reader).contains("改名为"), "{}", status(&reader));
    assert_eq!(fs::read_to_string(root.path().join("marks.toml.old")).expect("kept"), "[[mark");
    assert!(fs::read_to_string(&file).expect("there").contains("本报讯"));

    let blocked = root.path().join("blocked");
    fs::create_dir_all(blocked.join("marks.toml")).expect("a folder stands where the file should");
    let mut reader = Reader::of(&fixture::corpus(), &blocked);
    reader.press("lm");
    assert!(status(&reader).contains("书签没有记下"), "{}", status(&reader));
    assert!(reader.desk.text().contains('*'), "it lasts for the session: {}", reader.desk.text());
}
