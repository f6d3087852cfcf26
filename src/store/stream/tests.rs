//! Streams of several batches.

use super::*;
use crate::import::corrections::Corrections;

/// What a stream gives: its drafts, and whether it was read to its end.
fn drafts(format: Format, text: &str, most: usize) -> (Vec<Draft>, ControlFlow<()>) {
    let (given, errata) = (Hints::default(), Corrections::default());
    let how = Job { encoding: None, given: &given, errata: &errata };
    let mut drafts = Vec::new();
    let flow = records("a.jsonl", format, &mut text.as_bytes(), how, &mut |draft| {
        drafts.push(draft);
        if drafts.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    (drafts, flow)
}

fn is_broken(line: u32) -> bool {
    line % 997 == 5
}

fn json_lines(lines: u32) -> String {
    let line = |n: u32| {
        let whole = format!("{{\"title\":\"第{n}篇\",\"content\":\"2月25日，雾散了。\"}}\n");
        if is_broken(n) { "{\"title\":\n".to_owned() } else { whole }
    };
    (1..=lines).map(line).collect()
}

#[test]
fn records_come_in_the_order_of_the_stream_whatever_the_threads() {
    const LINES: u32 = 9_000;
    let table: String = std::iter::once("标题,正文\n".to_owned())
        .chain((2..=LINES).map(|n| if is_broken(n) { "\"一,二\n".to_owned() } else { format!("第{n}篇,雾散了。\n") }))
        .collect();
    for (format, text, first) in [(Format::JsonLines, json_lines(LINES), 1), (Format::Table(b','), table, 2)] {
        let (drafts, flow) = drafts(format, &text, usize::MAX);
        assert!(flow.is_continue() && drafts.len() >= 4);
        let read: Vec<(u32, String)> =
            drafts.iter().flat_map(|d| &d.articles).map(|a| (a.line, a.headline().to_owned())).collect();
        let want: Vec<(u32, String)> = (first..=LINES).filter(|n| !is_broken(*n)).map(|n| (n, format!("第{n}篇"))).collect();
        assert!(read == want, "{format:?}: {} of {} articles", read.len(), want.len());
        let places: Vec<&str> = drafts.iter().flat_map(|d| &d.problems).map(|problem| problem.place.as_str()).collect();
        let broken: Vec<String> = (first..=LINES).filter(|n| is_broken(*n)).map(|n| format!("a.jsonl:{n}")).collect();
        assert_eq!(places, broken, "{format:?}");
    }
}

#[test]
fn more_broken_lines_than_are_named_are_counted() {
    let text = "{\n".repeat(5_000);
    let (drafts, _) = drafts(Format::JsonLines, &text, usize::MAX);
    let problems: Vec<&Problem> = drafts.iter().flat_map(|d| &d.problems).collect();
    assert_eq!(problems.len(), NAMED + 1);
    assert!(problems[NAMED].cause.contains("4,980"), "{}", problems[NAMED].cause);
}

#[test]
fn a_stream_that_is_stopped_ends_there() {
    let (drafts, flow) = drafts(Format::JsonLines, &json_lines(20_000), 2);
    assert!(flow.is_break());
    assert_eq!(drafts.len(), 2);
}

#[test]
fn a_stream_without_a_record_says_so() {
    for text in ["\n\n", "[1]\n[2]\n", "\"a\"\n"] {
        let (drafts, _) = drafts(Format::JsonLines, text, usize::MAX);
        assert_eq!((drafts.len(), drafts[0].problems.len()), (1, 1), "{text:?}");
    }
}
