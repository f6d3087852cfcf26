//! A folder of many pages, from 1,000 up: read plainly, imported, opened from the cache, walked by key, and what it costs in memory.
//!
//! `cargo bench --bench library`. The pages are put together from sentences of the built-in ones, the same each time.
//! `YUEBAO_PAGES="1000 10000 100000"` chooses how many (the default is 1,000 and 10,000); `YUEBAO_LIBRARY=FOLDER` measures a folder
//! there is. Every figure stands beside a plain read of the same files, and `rg -c` where it is installed. Cold figures need the right to
//! drop the caches of the system (root on Linux); without it only warm ones are printed.

use std::fs;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::Frame;
use yuebao::app::{App, Caret, Effect, Event, Start};
use yuebao::corpus::{Article, ArticleId, Corpus, Draft};
use yuebao::front::harness::Harness;
use yuebao::front::session::Program;
use yuebao::store::feed::{Feed, Grown, Wanted};
use yuebao::store::{Cache, Reading, builtin, load, open};
use yuebao::text::{lexicon, pinyin};

const CITIES: [&str; 14] =
    ["沈阳", "大连", "鞍山", "抚顺", "本溪", "丹东", "锦州", "营口", "阜新", "辽阳", "盘锦", "铁岭", "朝阳", "葫芦岛"];

/// Keys that are pressed for one figure.
const KEYS: usize = 200;

/// The same numbers in every run (Knuth's multiplier).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

/// Writes pages of some 3 kB in `city/day/number.txt`.
fn generate(folder: &Path, pages: usize) {
    let corpus = builtin::load().corpus();
    let heads: Vec<String> = corpus.articles().map(|(_, article)| article.title()).collect();
    let bodies: String = corpus.articles().map(|(_, article)| article.text.clone()).collect();
    let sentences: Vec<&str> = bodies.split_inclusive('。').map(str::trim).filter(|s| (24..500).contains(&s.len())).collect();
    let mut chance = Chance(7);
    for n in 0..pages {
        let (city, day) = (CITIES[chance.below(CITIES.len())], chance.below(366));
        let (month, day) = (day / 31 + 1, day % 28 + 1);
        let below = folder.join(city).join(format!("2020-{month:02}-{day:02}"));
        fs::create_dir_all(&below).expect("a writable folder");
        let mut text = format!("{city}：{}\n\n本报讯 {month}月{day}日，", heads[chance.below(heads.len())]);
        for _ in 0..3 + chance.below(7) {
            for _ in 0..2 + chance.below(4) {
                text.push_str(sentences[chance.below(sentences.len())]);
            }
            text.push_str("\n\n");
        }
        fs::write(below.join(format!("{n:06}.txt")), text).expect("a writable folder");
    }
}

/// The app and its drawing, nothing behind them.
struct Seat(App);

impl Program for Seat {
    fn handle(&mut self, event: Event) -> Option<Effect> {
        self.0.handle(event)
    }

    fn draw(&self, frame: &mut Frame<'_>) -> Caret {
        yuebao::ui::draw(&self.0, frame.buffer_mut())
    }

    fn perform(&mut self, _: Effect) {}
}

fn seated(corpus: Arc<Corpus>) -> Harness<Seat> {
    Harness::new(Seat(App::new(Start { corpus, more_to_come: true, ..Start::default() })), 120, 40)
}

/// Every file below a folder, read and dropped; gives bytes and files.
fn plain_read(folder: &Path) -> (u64, usize) {
    let entries = fs::read_dir(folder).expect("a readable folder").filter_map(Result::ok);
    entries.fold((0, 0), |(bytes, files), entry| {
        let path = entry.path();
        let (more, n) = if path.is_dir() { plain_read(&path) } else { (fs::read(&path).map_or(0, |b| b.len() as u64), 1) };
        (bytes + more, files + n)
    })
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

/// Drops the caches of the system where that is allowed.
fn cold() -> bool {
    let _ = Command::new("sync").status();
    fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}

/// Time until a frame with an article on it is drawn, from the cache or from the files as they are read.
fn first_frame(paths: &[PathBuf], cache: &Cache) -> Duration {
    let start = Instant::now();
    let mut feed = Feed::start(Wanted { paths: paths.to_vec(), cache: cache.clone(), ..Wanted::default() });
    let corpus = match feed.first() {
        Grown::Corpus(corpus) => corpus,
        Grown::Done(done) => done.corpus,
        _ => unreachable!("a corpus comes first"),
    };
    let desk = seated(corpus);
    assert!(desk.rows().iter().any(|row| row.contains('。')), "an article is on the screen");
    start.elapsed()
}

/// Thirty-eight articles of a corpus that make the same first screen as all of them: those of the first day, and one of each day after it.
fn first_screen(corpus: &Corpus) -> Arc<Corpus> {
    let days = corpus.outline().cities.first().map_or(&[][..], |city| &city.dates);
    let ids = days.iter().enumerate().flat_map(|(i, day)| (0..if i == 0 { day.count } else { 1 }).map(|n| day.first.0 + n));
    let articles = ids.take(38).filter_map(|id| corpus.article(ArticleId(id)));
    let drafts = articles.map(|article| Draft { articles: vec![Article::clone(article)], ..Draft::default() });
    Arc::new(Corpus::build(drafts.collect(), pinyin::sort_key))
}

/// Times of a key that moves in the tree of two libraries, in the middle of many, pressed by turns: whatever else the machine does
/// hits both.
fn keys(few: Arc<Corpus>, all: Arc<Corpus>) -> (Duration, Duration) {
    let mut desks = [few, all].map(seated);
    let shown = desks.each_ref().map(|desk| desk.rows().iter().filter(|row| !row.is_empty()).count());
    assert!(shown[0].abs_diff(shown[1]) <= 1, "the same screen: {shown:?} rows");
    let mut times = [const { Vec::new() }; 2];
    for i in 0..KEYS {
        for (desk, times) in desks.iter_mut().zip(&mut times) {
            times.push(timed(|| _ = desk.press(if i % 20 < 10 { "j" } else { "k" })).1);
        }
    }
    let [few, all] = times.map(|mut times| {
        times.sort();
        times[KEYS / 2]
    });
    (few, all)
}

/// Most memory this process has had, in bytes.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}

fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

fn measure(folder: &Path) {
    let paths = vec![folder.to_path_buf()];
    let (bytes, files) = plain_read(folder);
    println!("{files} files, {:.1} MB", mega(bytes));
    let per_second = |time: Duration| mega(bytes) / time.as_secs_f64();
    let whole = || load(&paths, Reading::default(), None, &|_, _| ControlFlow::Continue(())).sheaves.len();
    if cold() {
        let (_, read) = timed(|| plain_read(folder));
        cold();
        let (_, import) = timed(whole);
        println!(
            "  cold   plain read {:7.2} s   import {:7.2} s ({:.1} MB/s)",
            read.as_secs_f64(),
            import.as_secs_f64(),
            per_second(import)
        );
    } else {
        println!("  cold   not measured: the caches of the system cannot be dropped");
    }
    let (_, read) = timed(|| plain_read(folder));
    let (_, import) = timed(whole);
    let rg = timed(|| Command::new("rg").args(["-c", "本报讯"]).arg(folder).output());
    let rg = rg.0.map_or_else(|_| "not installed".to_owned(), |_| format!("{:.2} s", rg.1.as_secs_f64()));
    let ratio = import.as_secs_f64() / read.as_secs_f64();
    println!("  warm   plain read {:7.2} s   rg -c {rg}", read.as_secs_f64());
    println!("         import     {:7.2} s ({:.1} MB/s, {ratio:.0} x the plain read)", import.as_secs_f64(), per_second(import));
    let place = tempfile::tempdir().expect("a folder");
    let cache = Cache::within(place.path());
    println!(
        "         first article on the screen   {:7.1} ms (aim 500)",
        first_frame(&paths, &Cache::none()).as_secs_f64() * 1e3
    );
    let mut opened = open(&paths, Reading::default(), &cache, &|_, _| ControlFlow::Continue(()));
    let (kept, write) = timed(|| opened.keep());
    kept.expect("the cache is written");
    let size = plain_read(place.path()).0;
    println!("         cache written in {:.2} s, {:.1} MB", write.as_secs_f64(), mega(size));
    drop(opened);
    let mut again: Vec<Duration> = (0..5).map(|_| first_frame(&paths, &cache)).collect();
    again.sort();
    println!("         cached, to the first frame    {:7.1} ms (aim 150)", again[2].as_secs_f64() * 1e3);
    let (opened, compare) = timed(|| open(&paths, Reading::default(), &cache, &|_, _| ControlFlow::Continue(())));
    println!("         cached, all files compared    {:7.1} ms", compare.as_secs_f64() * 1e3);
    // The same rows on the screen, with and without all the others: what is left is the size of the library.
    let (small, large) = keys(first_screen(&opened.corpus), opened.corpus.clone());
    let ratio = large.as_secs_f64() / small.as_secs_f64();
    println!(
        "         a key in the tree {:.0} us, among 38 articles alone {:.0} us: {ratio:.2} x (aim 1.5)",
        large.as_secs_f64() * 1e6,
        small.as_secs_f64() * 1e6
    );
    memory(folder, bytes);
}

/// Reads the folder in a process of its own and tells the most memory it had.
fn memory(folder: &Path, bytes: u64) {
    let told = std::env::current_exe().and_then(|me| Command::new(me).env("YUEBAO_MEMORY", folder).output());
    let Some(peak) = told.ok().and_then(|told| String::from_utf8_lossy(&told.stdout).trim().parse::<u64>().ok()) else {
        println!("         memory not measured: /proc is missing");
        return;
    };
    let aim = bytes * 3 / 2 + (60 << 20);
    println!("         most memory {:.0} MB, {:.2} x the text (aim {:.0} MB)", mega(peak), peak as f64 / bytes as f64, mega(aim));
}

fn main() {
    if let Some(folder) = std::env::var_os("YUEBAO_MEMORY") {
        let library = load(&[folder.into()], Reading::default(), None, &|_, _| ControlFlow::Continue(()));
        let corpus = library.corpus();
        let _ = writeln!(std::io::stdout(), "{}", peak().filter(|_| !corpus.is_empty()).unwrap_or(0));
        return;
    }
    lexicon::warm();
    if let Some(folder) = std::env::var_os("YUEBAO_LIBRARY") {
        return measure(Path::new(&folder));
    }
    let pages = std::env::var("YUEBAO_PAGES").unwrap_or_else(|_| "1000 10000".to_owned());
    for pages in pages.split_whitespace().filter_map(|n| n.parse().ok()) {
        let folder = tempfile::tempdir().expect("a folder");
        generate(folder.path(), pages);
        measure(folder.path());
    }
}
