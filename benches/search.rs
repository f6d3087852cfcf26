//! How fast a keystroke is answered, each figure beside a plain scan of the same text in the same run.
//!
//! `cargo bench --bench search` makes 38, 10,000 and 100,000 articles of about 400 characters in memory out of the pages of `seeds/`. With
//! `YUEBAO_CORPUS=FILE` it reads that file (JSON Lines with title, content, city, date) instead, and prints the median and the 99th
//! percentile over all keystrokes of the queries, first screen and exact counts, beside a scan of the text with memchr and, where it is
//! installed, `rg -c` on the file.
//!
//! Processor time is that of the asking thread, which does its share of the chunks; wall time is the median of its calls and grows
//! with whatever else the machine does.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group};
use memchr::memmem::Finder;
use yuebao::corpus::{Article, ArticleKey, Corpus, Day, Draft, Field, PageId, Part, PlaceSource, Published};
use yuebao::search::{How, Index, Query, run, run_within};
use yuebao::text::{Span, pinyin};

const HAN: [&str; 12] = ["复工", "锦州", "公交", "疫情防控", "企业", "的", "市", "复工复产", "医疗队", "新冠肺炎", "雪", "鍊"];
const LETTERS: [&str; 12] = [
    "jinzhou",
    "jz",
    "yiqingfangkong",
    "yqfk",
    "chongqing",
    "fugongfuchan",
    "xian",
    "ji",
    "锦zhou",
    "liaoning",
    "shi",
    "gongjiao",
];
const CITIES: [&str; 14] =
    ["沈阳", "大连", "鞍山", "抚顺", "本溪", "丹东", "锦州", "营口", "阜新", "辽阳", "盘锦", "铁岭", "朝阳", "葫芦岛"];

/// A small generator with a fixed seed: the same corpus every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}

fn article(city: &str, day: Option<Day>, headline: &str, body: &str) -> Article {
    let mut text = headline.to_owned();
    let mut parts = vec![Part { field: Field::Headline, span: Span::new(0, text.len()), truncated: false, line: 1 }];
    for paragraph in body.lines().filter(|line| !line.trim().is_empty()) {
        text.push('\n');
        let start = text.len();
        text.push_str(paragraph.trim());
        parts.push(Part { field: Field::Body, span: Span::new(start, text.len()), truncated: false, line: 1 });
    }
    // As read from a file: no room to grow.
    text.shrink_to_fit();
    parts.shrink_to_fit();
    Article {
        key: ArticleKey(0),
        page: PageId(0),
        line: 1,
        text,
        parts,
        city: Some(Arc::from(city)),
        county: None,
        place_source: PlaceSource::Stated,
        published: Published { day, certain: true },
        date: None,
        imprint: None,
        section: None,
        authors: Vec::new(),
        doubts: Vec::new(),
        extra: Vec::new(),
    }
}

fn made(articles: usize) -> Corpus {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let text: String = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let clauses: Vec<&str> =
        text.split_inclusive(['，', '。', ',', '\n']).map(str::trim).filter(|c| c.chars().count() > 4).collect();
    let mut chance = Chance(1);
    let mut one = || {
        let city = CITIES[chance.below(CITIES.len())];
        let day = Day::new(Some(2020), 1 + chance.below(12) as u8, 1 + chance.below(28) as u8);
        let headline = format!("{city} {}", clauses[chance.below(clauses.len())]);
        let mut body = String::new();
        let mut length = 0;
        while length < 400 {
            let clause = clauses[chance.below(clauses.len())];
            length += clause.chars().count();
            body.push_str(clause);
            if chance.below(9) == 0 {
                body.push('\n');
            }
        }
        article(city, day, &headline, &body)
    };
    let articles = (0..articles).map(|_| one()).collect();
    Corpus::build(vec![Draft { articles, ..Draft::default() }], pinyin::sort_key)
}

fn read(path: &str) -> Corpus {
    let text = std::fs::read_to_string(path).expect(path);
    let articles = text.lines().filter_map(|line| {
        let record: serde_json::Value = serde_json::from_str(line).ok()?;
        let field = |name: &str| record.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
        Some(article(field("city"), field("date").parse().ok(), field("title"), field("content")))
    });
    Corpus::build(vec![Draft { articles: articles.collect(), ..Draft::default() }], pinyin::sort_key)
}

/// Articles that hold a term, by memchr on UTF-8: what a plain scan costs.
fn plain(corpus: &Corpus, term: &str) -> usize {
    let finder = Finder::new(term.as_bytes());
    corpus.articles().filter(|(_, article)| finder.find(article.text.as_bytes()).is_some()).count()
}

/// Threads of a search: those of the machine, as the reader uses them.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(4)
}

fn search(corpus: &Corpus, index: &Index, typed: &str) -> usize {
    let how = How { within: None, threads: threads() };
    run_within(corpus, index, &Query::parse(typed), how, &|| true, &mut |_| {}).map_or(0, |results| results.hits.len())
}

fn benchmark(c: &mut Criterion) {
    for size in [38, 10_000, 100_000] {
        let corpus = made(size);
        let index = Index::build(&corpus);
        let mut group = c.benchmark_group(format!("{size} articles"));
        group
            .sample_size(if size > 10_000 { 10 } else { 20 })
            .warm_up_time(Duration::from_millis(300))
            .measurement_time(Duration::from_secs(1));
        group.bench_function("plain memchr 复工", |b| b.iter(|| plain(&corpus, black_box("复工"))));
        for typed in ["复工", "复工 锦州", "jinzhou", "jz", "yiqingfangkong", "/复工.{0,6}复产/"] {
            group.bench_function(typed, |b| b.iter(|| search(&corpus, &index, black_box(typed))));
        }
        group.bench_function("index", |b| b.iter(|| Index::build(black_box(&corpus))));
        group.finish();
    }
}

/// Processor time this thread has used; wall time where the system does not tell. Other programs on the machine do not add to it.
fn used() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|line| line.split(' ').next()).and_then(|n| n.parse().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

/// Processor time of one call on this thread (the mean) and wall time (the median), over at least sixty milliseconds.
fn cost(mut call: impl FnMut()) -> (Duration, Duration) {
    call();
    let start = used();
    let wall = Instant::now();
    let mut walls = Vec::new();
    while walls.len() < 4 || (wall.elapsed() < Duration::from_millis(60) && walls.len() < 200) {
        let one = Instant::now();
        call();
        walls.push(one.elapsed());
    }
    let used = used().saturating_sub(start) / walls.len() as u32;
    walls.sort();
    (used, walls[walls.len() / 2])
}

/// Times of every keystroke of every query.
#[derive(Default)]
struct Times {
    /// Till the first chunk is told.
    first: Vec<Duration>,
    /// Till all counts are exact: processor time, wall time.
    exact: Vec<Duration>,
    wall: Vec<Duration>,
    /// What was typed at each.
    typed: Vec<String>,
}

impl Times {
    /// The keystrokes that took the asking thread longest.
    fn slowest(&self) -> String {
        let mut by_time: Vec<_> = self.exact.iter().zip(&self.wall).zip(&self.typed).collect();
        by_time.sort_by_key(|((used, _), _)| std::cmp::Reverse(**used));
        let told = by_time.iter().take(8).map(|((used, wall), typed)| {
            format!("{typed} {:.1} ({:.1} wall)", used.as_secs_f64() * 1e3, wall.as_secs_f64() * 1e3)
        });
        told.collect::<Vec<_>>().join(", ")
    }
}

/// With `narrowing`, each keystroke has the one before it to narrow.
fn keystrokes(corpus: &Corpus, index: &Index, queries: &[&str], narrowing: bool, threads: usize) -> Times {
    let mut times = Times::default();
    for typed in queries {
        let mut before = None;
        for (at, c) in typed.char_indices() {
            let now = typed.get(..at + c.len_utf8()).unwrap_or_default();
            let query = Query::parse(now);
            let earlier =
                before.as_ref().filter(|(query_before, _)| narrowing && query.narrows(query_before)).map(|(_, results)| results);
            let first = cost(|| {
                let asked = std::cell::Cell::new(0);
                let one_chunk = || asked.replace(asked.get() + 1) == 0;
                let how = How { within: earlier, threads: 1 };
                black_box(run_within(corpus, index, &Query::parse(now), how, &one_chunk, &mut |partial| {
                    black_box(partial.results());
                }));
            });
            let exact = cost(|| {
                let how = How { within: earlier, threads };
                black_box(run_within(corpus, index, &Query::parse(now), how, &|| true, &mut |_| {}));
            });
            times.first.push(first.0);
            times.exact.push(exact.0);
            times.wall.push(exact.1);
            times.typed.push(now.to_owned());
            before = run(corpus, index, &query, &|| true).map(|results| (query, results));
        }
    }
    times
}

/// The longest stretch between two questions whether to go on, which is what a newer key waits for: the least of seven runs, because
/// other programs on the machine only add to it.
fn longest_step(corpus: &Corpus, index: &Index, typed: &str) -> Duration {
    let run_once = |_| {
        let longest = std::cell::Cell::new(Duration::ZERO);
        let query = Query::parse(typed);
        let last = std::cell::Cell::new(Instant::now());
        let go_on = || {
            let now = Instant::now();
            longest.set(longest.get().max(now - last.replace(now)));
            true
        };
        let how = How { within: None, threads: threads() };
        black_box(run_within(corpus, index, &query, how, &go_on, &mut |_| {}));
        go_on();
        longest.get()
    };
    (0..7).map(run_once).min().unwrap_or_default()
}

/// Wall time of `rg -c TERM FILE`, where there is one.
fn ripgrep(term: &str, path: &str) -> Option<Duration> {
    let rg = || std::process::Command::new("rg").args(["-c", term, path]).output();
    rg().ok()?;
    Some(cost(|| drop(rg())).1)
}

fn spread(mut times: Vec<Duration>) -> String {
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1e3;
    format!("min {:7.2}  p50 {:7.2}  p99 {:7.2}  max {:7.2} ms", at(0), at(50), at(99), at(100))
}

/// Stretches of two to six 汉字 from articles here and there: what somebody looks for who has something in mind.
fn drawn(corpus: &Corpus) -> Vec<String> {
    let mut chance = Chance(3);
    let mut one = |length: usize| loop {
        let id = yuebao::corpus::ArticleId(chance.below(corpus.len()) as u32);
        let Some(article) = corpus.article(id) else { continue };
        let chars: Vec<char> = article.text.chars().collect();
        let from = chance.below(chars.len());
        let drawn: String = chars.iter().skip(from).take(length).collect();
        if drawn.chars().count() == length && drawn.chars().all(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)) {
            break drawn;
        }
    };
    [2, 3, 4, 6].into_iter().flat_map(|length| std::iter::repeat_n(length, 15)).map(&mut one).collect()
}

/// Expressions with words that every match holds, near and far, and without.
const EXPRESSIONS: [&str; 5] = ["/复工.{0,6}复产/", "/复工.+复产/", "/[0-9]+万元/", "/(锦州|营口)港?/", "/[0-9]{4}/"];

/// Time to exact counts, one thread and afresh.
fn exact(corpus: &Corpus, index: &Index, name: &str, terms: &[String]) {
    let one = |term: &String| {
        cost(|| {
            let how = How { within: None, threads: 1 };
            black_box(run_within(corpus, index, &Query::parse(term), how, &|| true, &mut |_| {}));
        })
    };
    println!("{name}: exact, 1T, processor {}", spread(terms.iter().map(|term| one(term).0).collect()));
}

/// Keystrokes of all queries: afresh on one thread and on all, and as typed.
fn spreads(corpus: &Corpus, index: &Index) {
    for (name, queries) in [("汉字", HAN), ("letters", LETTERS)] {
        for (narrowing, threads) in [(false, 1), (false, threads()), (true, threads())] {
            let all = keystrokes(corpus, index, &queries, narrowing, threads);
            let how = format!("{name:8} {} {threads}T", if narrowing { "as typed" } else { "afresh  " });
            println!("{how} slowest, ms      {}", all.slowest());
            println!("{how} first, processor {}", spread(all.first));
            println!("{how} exact, processor {}", spread(all.exact));
            println!("{how} exact, wall      {}", spread(all.wall));
        }
    }
}

fn measure(path: &str) {
    let corpus = read(path);
    let bytes: usize = corpus.articles().map(|(_, article)| article.text.len()).sum();
    let start = Instant::now();
    let index = Index::build(&corpus);
    let built = start.elapsed();
    println!(
        "{} articles, {:.1} MB of text; index {:.1} MB in {:.0} ms",
        corpus.len(),
        bytes as f64 / 1e6,
        index.bytes() as f64 / 1e6,
        built.as_secs_f64() * 1e3
    );
    for line in std::fs::read_to_string("/proc/self/status").unwrap_or_default().lines().filter(|line| line.starts_with("VmRSS"))
    {
        println!("{line} with text, corpus and index");
    }
    let plains = HAN.iter().map(|term| {
        let scan = cost(|| {
            black_box(plain(&corpus, term));
        });
        scan.0
    });
    println!("plain memchr, 1 thread         {}", spread(plains.collect()));
    match HAN.iter().map(|term| ripgrep(term, path)).collect::<Option<Vec<_>>>() {
        Some(times) => println!("rg -c on the file, wall        {}", spread(times)),
        None => println!("rg is not installed"),
    }
    spreads(&corpus, &index);
    for expression in EXPRESSIONS {
        exact(&corpus, &index, expression, &[expression.to_owned()]);
    }
    let words = drawn(&corpus);
    exact(&corpus, &index, "words drawn from the text", &words);
    if index.wants_postings() {
        let (before, start) = (index.bytes(), used());
        index.build_postings(&|| true);
        let (built, took) = (index.bytes() - before, used().saturating_sub(start));
        println!(
            "postings {:.1} MB ({:.3} of the text) in {:.1} s of processor time; from here on searches use them",
            built as f64 / 1e6,
            built as f64 / bytes as f64,
            took.as_secs_f64()
        );
        exact(&corpus, &index, "words drawn from the text", &words);
        exact(&corpus, &index, "汉字 that are everywhere", &HAN.map(str::to_owned));
    }
    let steps = HAN.iter().chain(&LETTERS).chain(&["复工 锦州", "/复工.{0,6}复产/"]);
    let steps: Vec<Duration> = steps.map(|typed| longest_step(&corpus, &index, typed)).collect();
    println!("a stale search stops in, wall  {}", spread(steps));
    for typed in HAN.iter().chain(&LETTERS).chain(&["复工 锦州", "复工|复产 -学校", "jinzhou fugong", "/复工.{0,6}复产/"])
    {
        let time = cost(|| {
            black_box(search(&corpus, &index, typed));
        });
        println!("{typed:18} {:>7} articles  {:7.2} ms wall", search(&corpus, &index, typed), time.1.as_secs_f64() * 1e3);
    }
}

criterion_group!(benches, benchmark);

fn main() {
    if let Ok(path) = std::env::var("YUEBAO_CORPUS") {
        return measure(&path);
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
