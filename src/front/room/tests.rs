//! Searches of a room: what each letter looks into, and which answer comes last.

use std::sync::mpsc::{self, Receiver};

use super::*;
use crate::app::{Key, Start};
use crate::search::Certainty;
use crate::search::testing::{corpus, short};

/// 5,000 articles, too many to be searched within a key: every one has 公, every fifth 公交, every hundredth 公交站.
fn room() -> (Room, Receiver<Event>) {
    let body = |i: usize| match i {
        i if i % 100 == 0 => "公交站",
        i if i % 5 == 0 => "公交",
        _ => "公园",
    };
    let articles = (0..5_000).map(|i| short("锦州", "2020-02-26", &format!("第{i}篇"), body(i))).collect();
    let (sender, letters) = mpsc::channel();
    let post = Post::new(move |event| drop(sender.send(event)));
    let app = App::new(Start { corpus: Arc::new(corpus(articles)), ..Start::default() });
    (Room::new(app, post, Box::new(|_| {})).unwrap(), letters)
}

fn press(room: &mut Room, key: Key) {
    if let Some(effect) = room.handle(Event::Key(key)) {
        room.perform(effect);
    }
}

/// Hands letters on until the answer to what is typed has come; gives how many articles it has.
fn answer(room: &mut Room, letters: &Receiver<Event>) -> usize {
    while room.app().finder().is_some_and(crate::app::Finder::pending) {
        let letter = letters.recv().unwrap();
        room.handle(letter);
    }
    let results = room.app().finder().and_then(crate::app::Finder::results).unwrap();
    assert_eq!(results.certainty, Certainty::Exact);
    results.hits.len()
}

#[test]
fn each_letter_looks_only_where_the_ones_before_were_found_and_backspace_looks_nowhere() {
    let (mut room, letters) = room();
    let mut work = Vec::new();
    press(&mut room, Key::Char('/'));
    for (key, found) in [
        (Key::Char('公'), 5_000),
        (Key::Char('交'), 1_000),
        (Key::Char('站'), 50),
        (Key::Backspace, 1_000),
        (Key::Backspace, 5_000),
        (Key::Char('交'), 1_000),
    ] {
        let before = room.examined();
        press(&mut room, key);
        assert_eq!(answer(&mut room, &letters), found);
        work.push(room.examined() - before);
    }
    assert_eq!(work, [5_000, 5_000, 1_000, 0, 0, 0]);
}

#[test]
fn the_first_search_of_a_large_library_tells_first_what_the_newest_articles_have() {
    let articles =
        (0..LARGE).map(|i| short("锦州", if i % 10 == 0 { "2020-03-04" } else { "2020-02-26" }, "题", "公交")).collect();
    let (sender, letters) = mpsc::channel();
    let post = Post::new(move |event| drop(sender.send(event)));
    let app = App::new(Start { corpus: Arc::new(corpus(articles)), ..Start::default() });
    let mut room = Room::new(app, post, Box::new(|_| {})).unwrap();
    press(&mut room, Key::Char('/'));
    press(&mut room, Key::Char('公'));
    let first = letters.recv().unwrap();
    let Event::Found { results, .. } = &first else { panic!("{first:?}") };
    assert_eq!((results.0.certainty, results.0.hits.len()), (Certainty::AtLeast, NEWEST));

    let newest = results.0.hits.iter().filter(|hit| hit.article.index() < LARGE / 10).count();
    assert_eq!(newest, LARGE / 10, "all of the newest day");
    room.handle(first);
    assert_eq!(answer(&mut room, &letters), LARGE, "and then all there is");
}

#[test]
fn a_search_is_answered_though_pages_arrive_while_it_is_typed() {
    let (mut room, letters) = room();
    press(&mut room, Key::Char('/'));
    press(&mut room, Key::Char('公'));
    let articles = (0..5_001).map(|i| short("锦州", "2020-02-26", &format!("第{i}篇"), "公园")).collect();
    for event in [Event::Corpus(Snapshot(Arc::new(corpus(articles)))), Event::Reading(1, 2, None)] {
        if let Some(effect) = room.handle(event) {
            room.perform(effect);
        }
    }
    let mut found = None;
    while let (None, Ok(letter)) = (found, letters.recv_timeout(Duration::from_mins(1))) {
        room.handle(letter);
        let finder = room.app().finder().filter(|finder| !finder.pending());
        found = finder.and_then(|finder| finder.results().map(|results| results.hits.len()));
    }
    assert_eq!(found, Some(5_001));
}

#[test]
fn letters_typed_faster_than_they_are_answered_end_in_the_answer_to_the_last() {
    let (mut room, letters) = room();
    press(&mut room, Key::Char('/'));
    for key in "gongjiaozhan".chars() {
        press(&mut room, Key::Char(key));
    }
    assert_eq!(answer(&mut room, &letters), 50);
    // Whatever still comes is of an older letter, or an offer: it changes no list.
    while let Ok(letter) = letters.recv_timeout(Duration::from_millis(200)) {
        room.handle(letter);
    }
    assert_eq!(answer(&mut room, &letters), 50);
}
