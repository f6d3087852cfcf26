//! How fast a page is set, against the two crates one would otherwise use, and how full its lines are. All in one run, so that the
//! ratios mean something on a loaded machine.
//!
//! `cargo bench --bench typeset`

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group};
use unicode_segmentation::UnicodeSegmentation;
use yuebao::text::{Ambiguous, width};
use yuebao::typeset::{Breaks, Measure, set};

const WIDTH: u16 = 58;

/// The built-in pages, and the source pages where they are at hand.
fn paragraphs() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var_os("YUEBAO_SHARED").map_or_else(|| root.join("../shared"), Into::into);
    [root.join("seeds"), shared.join("seeds")]
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flat_map(Iterator::flatten)
        .filter_map(|entry| std::fs::read_to_string(entry.path()).ok())
        .flat_map(|text| text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// UAX #14 alone with the simplest fill, without anything Chinese: the floor.
fn bare(text: &str, limit: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut kept, mut x) = (0, 0, 0);
    for (at, _) in unicode_linebreak::linebreaks(text) {
        let piece = text.get(kept..at).unwrap_or_default();
        let cells: usize = piece.graphemes(true).map(|g| width::grapheme(g, Ambiguous::Narrow).0 as usize).sum();
        if x + cells > limit && kept > start {
            lines.push(text.get(start..kept).unwrap_or_default());
            start = kept;
            x = 0;
        }
        x += cells;
        kept = at;
    }
    lines.push(text.get(start..).unwrap_or_default());
    lines
}

fn ours(paragraphs: &[String], measure: Measure) -> usize {
    paragraphs.iter().map(|text| set(black_box(text), measure).lines.len()).sum()
}

fn cached(breaks: &[Breaks], measure: Measure) -> usize {
    breaks.iter().map(|breaks| black_box(breaks).set(measure).lines.len()).sum()
}

fn textwrap(paragraphs: &[String], algorithm: textwrap::WrapAlgorithm) -> usize {
    let options = textwrap::Options::new(WIDTH.into()).wrap_algorithm(algorithm);
    paragraphs.iter().map(|text| textwrap::wrap(black_box(text), &options).len()).sum()
}

fn bench(c: &mut Criterion) {
    let paragraphs = paragraphs();
    let breaks: Vec<Breaks> = paragraphs.iter().map(|text| Breaks::of(text)).collect();
    let mut group = c.benchmark_group("typeset");
    group.throughput(Throughput::Bytes(paragraphs.iter().map(String::len).sum::<usize>() as u64));
    group.bench_function("newspaper cold", |b| b.iter(|| ours(&paragraphs, Measure::newspaper(WIDTH))));
    group.bench_function("newspaper cached", |b| b.iter(|| cached(&breaks, Measure::newspaper(WIDTH))));
    group.bench_function("plain cold", |b| b.iter(|| ours(&paragraphs, Measure::plain(WIDTH))));
    group.bench_function("plain cached", |b| b.iter(|| cached(&breaks, Measure::plain(WIDTH))));
    group.bench_function("textwrap", |b| b.iter(|| textwrap(&paragraphs, textwrap::WrapAlgorithm::new())));
    group.bench_function("textwrap, first fit", |b| b.iter(|| textwrap(&paragraphs, textwrap::WrapAlgorithm::FirstFit)));
    group.bench_function("unicode-linebreak, greedy", |b| {
        b.iter(|| paragraphs.iter().map(|text| bare(black_box(text), WIDTH.into()).len()).sum::<usize>());
    });
    group.finish();
}

/// The fastest of several runs, in microseconds: on a busy machine everything else only adds.
fn fastest(mut run: impl FnMut() -> usize) -> f64 {
    let time = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed().as_secs_f64() * 1e6
    };
    (0..51).map(time).fold(f64::INFINITY, f64::min)
}

fn report() {
    let paragraphs = paragraphs();
    let breaks: Vec<Breaks> = paragraphs.iter().map(|text| Breaks::of(text)).collect();
    let bytes: usize = paragraphs.iter().map(String::len).sum();
    let cold = fastest(|| ours(&paragraphs, Measure::newspaper(WIDTH)));
    let warm = fastest(|| cached(&breaks, Measure::newspaper(WIDTH)));
    let plain_cold = fastest(|| ours(&paragraphs, Measure::plain(WIDTH)));
    let plain_warm = fastest(|| cached(&breaks, Measure::plain(WIDTH)));
    let wrapped = fastest(|| textwrap(&paragraphs, textwrap::WrapAlgorithm::new()));
    let first_fit = fastest(|| textwrap(&paragraphs, textwrap::WrapAlgorithm::FirstFit));
    let floor = fastest(|| paragraphs.iter().map(|text| bare(black_box(text), WIDTH.into()).len()).sum());
    println!("\n{} paragraphs, {bytes} bytes, {WIDTH} cells", paragraphs.len());
    println!("{:<34}{:>10}{:>8}{:>14}{:>14}{:>10}", "", "µs", "MB/s", "x textwrap", "x first fit", "x bare");
    for (name, time) in [
        ("newspaper, cold", cold),
        ("newspaper, breaks cached", warm),
        ("plain, cold", plain_cold),
        ("plain, breaks cached", plain_warm),
        ("textwrap, as it comes", wrapped),
        ("textwrap, first fit", first_fit),
        ("bare unicode-linebreak, greedy", floor),
    ] {
        let (bytes, per) = (bytes as f64 / time, |other: f64| other / time);
        println!("{name:<34}{time:>10.0}{bytes:>8.1}{:>14.2}{:>14.2}{:>10.2}", per(wrapped), per(first_fit), per(floor));
    }
    println!("a resize of all these pages: {:.2} ms", warm / 1000.0);
    println!("\nfull lines that end flush, newspaper setting, paragraphs of more than 40 characters");
    for width in (20..=120).step_by(10) {
        let (mut full, mut flush, mut hung) = (0_u32, 0_u32, 0_u32);
        for (text, breaks) in paragraphs.iter().zip(&breaks).filter(|(text, _)| text.chars().count() > 40) {
            let galley = breaks.set(Measure { ambiguous: Ambiguous::Wide, ..Measure::newspaper(width) });
            let lines = galley.lines.split_last().map_or(&[][..], |(_, full)| full);
            full += lines.len() as u32;
            hung += lines.iter().filter(|line| line.width() == width + 2).count() as u32;
            flush += lines.iter().filter(|line| line.width() == width || line.width() == width + 2).count() as u32;
            black_box(text);
        }
        println!(
            "{width:4} cells: {:5.1} % of {full}, {:4.1} % hung",
            100.0 * f64::from(flush) / f64::from(full),
            100.0 * f64::from(hung) / f64::from(full)
        );
    }
}

criterion_group!(benches, bench);

fn main() {
    benches();
    report();
}
