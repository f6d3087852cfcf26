//! Importing one page and the built-in pages, beside a plain scan of the same bytes in the same run.
//!
//! `cargo bench --bench import`. The dictionary is loaded before anything is measured.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use yuebao::import::{Source, page, parse};
use yuebao::text::lexicon;

/// Names and texts of the built-in pages.
fn built_in() -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"))
        .expect("the built-in pages are there")
        .filter_map(Result::ok)
        .map(|f| f.path())
        .filter(|f| f.extension().is_some_and(|e| e == "txt" || e == "md"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|f| {
            (f.file_name().unwrap_or_default().to_string_lossy().into_owned(), std::fs::read_to_string(&f).expect("readable"))
        })
        .collect()
}

/// The least that any reader of a page must do: find its non-blank lines and look at each character.
fn scan(text: &str) -> (usize, usize) {
    text.lines().filter(|l| !l.trim().is_empty()).fold((0, 0), |(lines, chars), l| (lines + 1, chars + l.chars().count()))
}

fn import(c: &mut Criterion) {
    lexicon::warm();
    let pages = built_in();
    let (name, text) = &pages[0];
    let mut group = c.benchmark_group("one page");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("scan of its lines", |b| b.iter(|| scan(black_box(text))));
    group.bench_function("articles", |b| b.iter(|| parse(&Source { name, text: black_box(text) })));
    group.bench_function("articles, places and days", |b| b.iter(|| page(&Source { name, text: black_box(text) })));
    group.finish();

    let mut group = c.benchmark_group("built-in pages");
    group.throughput(Throughput::Bytes(pages.iter().map(|(_, t)| t.len() as u64).sum()));
    group.bench_function("scan of their lines", |b| b.iter(|| pages.iter().map(|(_, t)| scan(black_box(t)).1).sum::<usize>()));
    group.bench_function("articles, places and days", |b| {
        b.iter(|| pages.iter().map(|(name, text)| page(&Source { name, text: black_box(text) }).articles.len()).sum::<usize>());
    });
    group.finish();

    let mut group = c.benchmark_group("extreme pages");
    group.sample_size(10);
    for (what, text) in [
        ("one line of 1 MB", "一".repeat(350_000)),
        ("blank lines", "\n \n\u{3000}\n".repeat(20_000)),
        ("headlines only", "市里新建十二座公园\n\n".repeat(400)),
    ] {
        group.bench_function(what, |b| b.iter(|| page(&Source { name: "page", text: black_box(&text) })));
    }
    group.finish();
}

criterion_group!(benches, import);
criterion_main!(benches);
