//! Postings against the scan without them: the same results, whatever is typed; and that no other bytes are taken for them.

use proptest::prelude::*;

use super::build::Shape;
use super::choose::Costs;
use super::*;
use crate::corpus::Corpus;
use crate::search::checks::{random_corpus, random_query};
use crate::search::testing::{corpus, paper, short};
use crate::search::{Index, Query, run};

/// Makes asking look free and sweeping dear, so that small corpora are searched as large ones are.
const ALWAYS: Costs = Costs { unit: 1e9, entry: 0.0, block: 0.0, slot: 0.0 };

fn shape(block: usize, share: usize, buckets: usize) -> Shape {
    Shape { block, share, buckets, costs: ALWAYS }
}

fn indexed(corpus: &Corpus, shape: Shape) -> Index {
    let index = Index::build(corpus);
    let postings = Postings::shaped(&index.plane, shape, &|| true).expect("not stopped");
    index.postings.set(postings).expect("none yet");
    index
}

/// How many blocks a query has looked into, of all; `None` where it is swept.
fn looked_into(index: &Index, typed: &str) -> Option<usize> {
    let query = Query::parse(typed);
    let wanted: Vec<_> =
        query.wanted().map(|(scope, terms)| (scope, terms.iter().map(std::borrow::Cow::Borrowed).collect())).collect();
    let blocks = index.postings.get()?.candidates(&index.plane, &wanted)?;
    Some(blocks.leave(None).iter().filter(|slot| **slot).count())
}

/// A hundred short articles, an article a block; 雪 is in one of them, 港 in two, 公园 in all.
fn hundred() -> Index {
    let body = |i: usize| match i {
        7 => "公园里下了雪，港口也是",
        8 => "公园和港口",
        _ => "公园",
    };
    let articles = (0..100).map(|i| short("锦州", "2020-02-26", "一篇", body(i))).collect();
    indexed(&corpus(articles), shape(1, SHARE, 1 << 16))
}

#[test]
fn only_blocks_that_can_hold_the_words_are_looked_into() {
    let index = hundred();
    for (typed, blocks) in [
        ("雪", Some(1)),
        ("下了雪", Some(1)),
        ("港口", Some(2)),
        ("港口 雪", Some(1)),
        ("港口|下了", Some(2)),
        ("港口 -雪", Some(2)),
        ("港kou", Some(2)),
        ("公园 港口", Some(2)),
        ("没有", Some(0)),
        ("公园", None),
        ("公园|雪", None),
        ("xue", None),
        ("/雪/", None),
        ("-雪", None),
        ("city:锦州", None),
    ] {
        assert_eq!(looked_into(&index, typed), blocks, "{typed}");
    }
}

#[test]
fn a_small_corpus_is_swept() {
    let paper = paper();
    let index = Index::build(&paper);
    assert!(!index.wants_postings());
    assert!(index.build_postings(&|| true), "asked for all the same");
    assert_eq!(looked_into(&index, "雪"), None, "sweeping is cheaper");
}

#[test]
fn building_stops_when_told_to() {
    let index = Index::build(&paper());
    assert!(!index.build_postings(&|| false) && index.postings.get().is_none());
}

#[test]
fn bytes_of_another_text_and_bytes_that_are_not_whole_are_none() {
    let index = hundred();
    let mut bytes = Vec::new();
    index
        .keep_postings::<()>(&mut |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        })
        .unwrap();
    let fresh = || {
        let index = hundred();
        Index { postings: std::sync::OnceLock::new(), ..index }
    };
    let again = fresh();
    assert!(again.adopt_postings(bytes.clone()));
    let (kept, read) = (index.postings.get().unwrap(), again.postings.get().unwrap());
    assert_eq!((&kept.firsts, &kept.counts, &kept.starts, &kept.lists), (&read.firsts, &read.counts, &read.starts, &read.lists));
    assert!(!Index::build(&paper()).adopt_postings(bytes.clone()), "another paper");
    for cut in [0, 8, 55, 56, 60, bytes.len() - 1] {
        assert!(!fresh().adopt_postings(bytes[..cut].to_vec()), "{cut} bytes");
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert!(!fresh().adopt_postings(longer));
}

proptest! {
    #[test]
    fn results_are_those_of_the_scan(corpus in random_corpus(), typed in random_query(), block in 1..60usize, share in 1..4usize, buckets in 4..10u32) {
        let plain = Index::build(&corpus);
        let narrowed = indexed(&corpus, shape(block, share, 1 << buckets));
        let query = Query::parse(&typed);
        let found = |index| run(&corpus, index, &query, &|| true).unwrap();
        prop_assert_eq!(found(&narrowed), found(&plain), "{}", typed);
    }

    #[test]
    fn damaged_bytes_never_panic(flip in 0..4_000usize, bit in 0..8u32) {
        let index = hundred();
        let mut bytes = Vec::new();
        index.keep_postings::<()>(&mut |piece| { bytes.extend_from_slice(piece); Ok(()) }).unwrap();
        let at = flip * 61 % bytes.len();
        bytes[at] ^= 1 << bit;
        let again = Index { postings: std::sync::OnceLock::new(), ..hundred() };
        if again.adopt_postings(bytes) {
            let _ = looked_into(&again, "港口 雪");
        }
    }
}
