//! What typing costs on the line, over every query a reader may begin with rather than over examples: all pairs of initials that find
//! something, all syllables of the corpus's headlines letter by letter, and its headlines 字 by 字.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use yuebao::app::{Colours, Display, Event, Ground, Key, Snapshot, Start};
use yuebao::corpus::Corpus;
use yuebao::import::{self, Source};
use yuebao::search::Words;
use yuebao::store;
use yuebao::text::{Ambiguous, lexicon, pinyin};

use crate::desk::{Desk, sit};

fn source_pages() -> Option<Arc<Corpus>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var_os("YUEBAO_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let mut files: Vec<PathBuf> = std::fs::read_dir(shared.join("seeds")).ok()?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let draft = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        import::page(&Source { name: &path.file_name().unwrap_or_default().to_string_lossy(), text: &text })
    };
    Some(Arc::new(Corpus::build(files.iter().map(draft).collect(), pinyin::sort_key)))
}

/// A reader before a corpus at 100×30 who types a search; the terminal has told how it draws ambiguous marks, or has not.
fn seat(corpus: &Arc<Corpus>, words: &Arc<Words>, tells: bool) -> Desk {
    let display = Display { colours: Colours::Direct, ground: Some(Ground::Dark), ..Display::default() };
    let mut desk = sit(Start { corpus: corpus.clone(), display, ..Start::default() }, 100, 30);
    if tells {
        desk.send(Event::AmbiguousWidth(Ambiguous::Narrow));
    }
    desk.press("/").send(Event::Words(Snapshot(words.clone())));
    desk.press("<Esc>");
    desk
}

fn queries(corpus: &Corpus) -> BTreeSet<String> {
    let mut queries: BTreeSet<String> = ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}"))).collect();
    for (_, article) in corpus.articles() {
        let chars: Vec<char> = article.title().chars().filter(|c| ('一'..='龥').contains(c)).collect();
        let spelled = |c: &char| pinyin::readings(*c).first().map_or("", |s| s.letters());
        for four in chars.windows(4).step_by(4) {
            queries.insert(four.iter().collect());
            queries.insert(four[..2].iter().map(spelled).collect());
            queries.insert(four.iter().map(|c| spelled(c).get(..1).unwrap_or("")).collect());
        }
    }
    queries
}

/// Bytes of every first and of every later character typed, dearest first, each with what stands in the line then.
fn typed(desk: &mut Desk, queries: &BTreeSet<String>) -> [Vec<(usize, String)>; 2] {
    let mut costs = [Vec::new(), Vec::new()];
    for query in queries {
        desk.press("/").take_bytes();
        for (i, c) in query.char_indices() {
            desk.send(Event::Key(Key::Char(c)));
            let so_far = query.get(..i + c.len_utf8()).unwrap_or_default();
            costs[usize::from(i > 0)].push((desk.take_bytes().len(), so_far.to_owned()));
        }
        desk.press("<Esc>");
    }
    for costs in &mut costs {
        costs.sort_unstable_by(|a, b| b.cmp(a));
        costs.dedup();
    }
    costs
}

fn within(what: &str, bound: usize, costs: &[(usize, String)]) {
    let half = costs.get(costs.len() / 2).map_or(0, |(bytes, _)| *bytes);
    let first = &costs[..costs.len().min(3)];
    println!(
        "{what}: {} beginnings of queries, half of them within {half} bytes, the dearest {first:?} (bound {bound})",
        costs.len()
    );
    assert!(costs.iter().all(|(bytes, _)| *bytes <= bound), "{what}: more than {bound} bytes: {first:?}");
}

#[test]
fn whatever_is_typed_keeps_the_budgets_of_a_search_line() {
    let built_in = Some(Arc::new(store::builtin::load().corpus()));
    for (name, corpus) in [("built-in", built_in), ("source pages", source_pages())] {
        let Some(corpus) = corpus else {
            println!("{name}: not here, passed over");
            continue;
        };
        let words = Arc::new(Words::build(&corpus, &lexicon::words, &|| true).expect("the words of the corpus"));
        let all = queries(&corpus);
        // All of them where most is drawn, each third elsewhere: the test takes seconds, not minutes.
        let third: BTreeSet<String> = all.iter().step_by(3).cloned().collect();
        for tells in [true, false] {
            let queries = if tells { &all } else { &third };
            let what = |where_: &str| format!("{name}, {where_}{}", if tells { "" } else { ", terminal mute" });
            let mut desk = seat(&corpus, &words, tells);
            let [first, later] = typed(&mut desk, queries);
            within(&what("first character beside the tree"), 3_000, &first);
            within(&what("later characters beside the tree"), 2_500, &later);
            desk.press("z");
            let [first, later] = typed(&mut desk, &third);
            within(&what("first character in full width"), 1_500, &first);
            within(&what("later characters in full width"), 1_500, &later);
        }
    }
}
