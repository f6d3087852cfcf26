//! Trains the importer on generated pages and writes `assets/pageparser.v6.bin`.
//!
//! `cargo run --release --example train` (about eight minutes on two idle cores and 10 GB of memory; the same bytes every time).
//! Options: `--pages N` pages a reader (12000), `--out FILE`. No page of a real newspaper and no gold page is ever looked at.
#![allow(unreachable_pub, dead_code, reason = "modules shared with other targets, each using a part")]

#[path = "fit.rs"]
mod fit;
#[path = "mod.rs"]
mod press;
#[path = "replay.rs"]
mod replay;

use std::thread;
use std::time::Instant;

use fit::{Options, fit};
use press::Press;
use press::chance::Chance;
use press::page::{Page, Truth};
use yuebao::corpus::Role;
use yuebao::import::analysis::{Analysis, answers, joins};
use yuebao::import::block::{Block, blocks};
use yuebao::import::context::{self, Groups};
use yuebao::import::net::{Matrix, Net, Row};
use yuebao::import::page_facts::PageFacts;
use yuebao::import::roles::{self, ROLES};
use yuebao::import::seam::{Seam, evidence, of_words_only, seams, words_width};
use yuebao::import::weights::{Reader, Weights, write};

/// A page ready for training.
struct Lesson {
    blocks: Vec<Block>,
    truth: Vec<Truth>,
    facts: PageFacts,
    seams: Vec<Seam>,
    groups: Groups,
}

impl Lesson {
    fn of(page: &Page) -> Self {
        let blocks = blocks(&page.text);
        let truth = blocks
            .iter()
            .map(|b| page.lines.iter().find(|t| t.line == b.line).expect("every line has its truth").clone())
            .collect();
        let facts = PageFacts::of(&blocks);
        let (seams, groups) = (seams(&blocks, &facts), context::groups(&blocks, &facts));
        Self { blocks, truth, facts, seams, groups }
    }

    /// The line that each line goes on with.
    fn continued(&self) -> Vec<Option<usize>> {
        let mut last = std::collections::HashMap::new();
        self.truth
            .iter()
            .enumerate()
            .map(|(i, t)| {
                if !matches!(t.role, Role::Body | Role::Lead) {
                    return None;
                }
                let before = last.insert(t.article, i);
                before.filter(|_| t.continues)
            })
            .collect()
    }
}

/// Trainings that are averaged. One net believes accidents of its pages; what four believe is rarely one.
const READERS: u64 = 4;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let option = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1)).cloned();
    let pages: u64 = option("--pages").and_then(|n| n.parse().ok()).unwrap_or(12_000);
    let out = option("--out").unwrap_or_else(|| format!("{}/assets/pageparser.v6.bin", env!("CARGO_MANIFEST_DIR")));
    let bytes = trained(pages);
    std::fs::write(&out, &bytes).expect("the asset can be written");
    println!("{out}: {} bytes", bytes.len());
}

/// The asset after so many pages a reader. The same number gives the same bytes.
pub fn trained(pages: u64) -> Vec<u8> {
    let trainings: Vec<_> = (1..=READERS).map(|k| thread::spawn(move || train(k, pages))).collect();
    let readers: Vec<Reader> = trainings.into_iter().map(|t| t.join().expect("a training ends")).collect();
    write(&readers)
}

fn train(number: u64, pages: u64) -> Reader {
    let start = Instant::now();
    let press = Press::new(false);
    let say = |what: &str| println!("reader {number} {:>4} s {what}", start.elapsed().as_secs());
    let lessons: Vec<Lesson> = (0..pages).map(|i| Lesson::of(&press.page(number * 1_000_000 + i))).collect();
    say(&format!("{} lines", lessons.iter().map(|l| l.blocks.len()).sum::<usize>()));

    let mut reader = Reader::blank();
    reader.seam = seam_net(&lessons, number);
    reader.cut = cut_net(&lessons, number);
    say("seam");
    let (first, second) = role_nets(&lessons, &reader.seam, number, &say);
    reader.first = first;
    reader.second = second;
    say("roles");
    let seams: Vec<replay::Record> = lessons.iter().map(|l| replay::replay(&l.blocks, &l.truth, &l.facts, None)).collect();
    let rows: Vec<&Row> = seams.iter().flat_map(|r| r.seams.iter().map(|(row, _)| row)).collect();
    let labels: Vec<u8> = seams.iter().flat_map(|r| r.seams.iter().map(|(_, y)| u8::from(*y))).collect();
    reader.state_seam =
        fit(&rows, &labels, 2, &Options { hidden: 24, epochs: 10, drop: 0.05, seed: number + 40, ..Options::default() });
    say("state seam");

    // The tables are fitted on fresh pages, where the nets are not over-confident.
    let weights = Weights::of(vec![reader.clone()]);
    let fresh: Vec<replay::Record> = (0..pages * 2 / 3)
        .map(|i| {
            let page = press.page(number * 1_000_000 + 500_000 + i);
            let lesson = Lesson::of(&page);
            let analysis = Analysis::of(&lesson.blocks, &weights);
            replay::replay(&lesson.blocks, &lesson.truth, &lesson.facts, Some(&analysis))
        })
        .collect();
    reader.owner = fit::choices("owner", fresh.iter().flat_map(|r| r.owners.iter()), number);
    reader.subsection = fit::choices("section", fresh.iter().flat_map(|r| r.sections.iter()), number);
    reader.heading = fit::headings(fresh.iter().flat_map(|r| r.headings.iter()), number);
    reader.stacked = fit::odds("stacked", &fresh.iter().flat_map(|r| r.stacks.iter().copied()).collect::<Vec<_>>());
    reader.transitions = fit::transitions(fresh.iter().flat_map(|r| r.transitions.iter()));
    reader.topic = fit::likenesses(fresh.iter().flat_map(|r| r.likenesses.iter()));
    say("tables");
    reader
}

fn seam_net(lessons: &[Lesson], number: u64) -> Net {
    let mut rows = Vec::new();
    let mut labels = Vec::new();
    for lesson in lessons {
        let continued = lesson.continued();
        for seam in &lesson.seams {
            rows.push(&seam.row);
            labels.push(u8::from(continued[seam.to] == Some(seam.from)));
        }
    }
    fit(&rows, &labels, 2, &Options { hidden: 24, epochs: 5, drop: 0.1, seed: number + 10, ..Options::default() })
}

/// Words of a seam: cut paragraphs against as many chance meetings of the same page (the same open end over another beginning, another
/// open end over the same beginning).
fn cut_net(lessons: &[Lesson], number: u64) -> Net {
    let mut chance = Chance::new(number + 70);
    let mut rows: Vec<Row> = Vec::new();
    let mut labels = Vec::new();
    for lesson in lessons {
        let continued = lesson.continued();
        let text: Vec<usize> =
            (0..continued.len()).filter(|i| matches!(lesson.truth[*i].role, Role::Body | Role::Lead)).collect();
        let cuts: Vec<(usize, usize)> = continued.iter().enumerate().filter_map(|(j, i)| i.map(|i| (i, j))).collect();
        for (i, j) in &cuts {
            let mut ask = |from: usize, to: usize, joined: bool| {
                if from < to {
                    let row = evidence(from, to, &lesson.blocks, &lesson.facts);
                    let mut words = Row::with_room(24);
                    words.on.extend_from_slice(of_words_only(&row));
                    words.skip(words_width());
                    rows.push(words);
                    labels.push(u8::from(joined));
                }
            };
            ask(*i, *j, true);
            // A new paragraph below the open end, a continuation of another, and another open end above this beginning.
            let below: Vec<usize> = text.iter().copied().filter(|t| t > i && t != j && *t < i + 30).collect();
            let fresh: Vec<usize> = below.iter().copied().filter(|t| continued[*t].is_none()).collect();
            let other: Vec<usize> = below.iter().copied().filter(|t| continued[*t].is_some()).collect();
            let above: Vec<usize> = cuts.iter().map(|c| c.0).filter(|o| o != i && o < j && o + 30 > *j).collect();
            let one = |from: &[usize], chance: &mut Chance| (!from.is_empty()).then(|| from[chance.below(from.len())]);
            if let Some(t) = one(&fresh, &mut chance) {
                ask(*i, t, false);
            }
            if let Some(t) = one(&other, &mut chance) {
                ask(*i, t, false);
            }
            if let Some(o) = one(&above, &mut chance) {
                ask(o, *j, false);
            }
        }
    }
    let rows: Vec<&Row> = rows.iter().collect();
    fit(&rows, &labels, 2, &Options { hidden: 16, epochs: 8, drop: 0.1, seed: number + 60, ..Options::default() })
}

fn role_nets(lessons: &[Lesson], seam: &Net, number: u64, say: &dyn Fn(&str)) -> (Net, Net) {
    let judge = [Reader { seam: seam.clone(), ..Reader::blank() }];
    let rows: Vec<Vec<Row>> =
        lessons.iter().map(|l| context::rows(&l.blocks, &l.facts, &l.groups, &joins(&judge, &l.seams))).collect();
    let labels: Vec<Vec<u8>> = lessons.iter().map(|l| l.truth.iter().map(|t| t.role as u8).collect()).collect();
    let options = |epochs: usize, seed: u64| Options { hidden: 48, epochs, drop: 0.2, seed: number + seed, ..Options::default() };
    let fit_some = |pick: &dyn Fn(usize) -> bool, rows: &[Vec<Row>], options: &Options| {
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for (k, page) in rows.iter().enumerate().filter(|(k, _)| pick(*k)) {
            x.extend(page.iter());
            y.extend(&labels[k]);
        }
        fit(&x, &y, ROLES, options)
    };
    // Two halves, so that the second reading learns from honest first readings.
    let even = fit_some(&|k| k % 2 == 0, &rows, &options(5, 20));
    let odd = fit_some(&|k| k % 2 == 1, &rows, &options(5, 21));
    say("halves");
    let second: Vec<Vec<Row>> = rows
        .iter()
        .enumerate()
        .map(|(k, page)| {
            let net = if k % 2 == 0 { &odd } else { &even };
            let judge = [Reader { first: net.clone(), ..Reader::blank() }];
            roles::second_rows(page, &answers(&judge, page, |r| &r.first), &lessons[k].groups)
        })
        .collect();
    let first = fit_some(&|_| true, &rows, &options(5, 22));
    say("first reading");
    drop(rows);
    (first, fit_some(&|_| true, &second, &options(5, 23)))
}

/// A table of one row.
pub fn table(values: &[f32]) -> Matrix {
    Matrix { rows: 1, cols: values.len(), data: values.to_vec() }
}
