//! Scores the importer on pages with gold and on generated pages, and explains single pages, while working on it:
//! `cargo run --release --example look -- [--explain] FILE.txt|FILE.md …`, `-- --generated N [--trained]`, `--weights FILE`.
#![allow(unreachable_pub, dead_code, reason = "modules shared with other targets, each using a part")]

#[path = "mod.rs"]
mod press;
#[path = "score.rs"]
mod score;

use std::fmt::Write as _;

use std::sync::OnceLock;

use serde_json::Value;
use yuebao::import::metadata::Hints;
use yuebao::import::weights::{self, Weights};
use yuebao::import::{Source, inspect, page, parse_by, postmark};

/// The weights named by `--weights FILE`, else the shipped ones.
fn weights() -> &'static Weights {
    static ONE: OnceLock<Weights> = OnceLock::new();
    ONE.get_or_init(|| {
        let file = std::env::args().skip_while(|a| a != "--weights").nth(1);
        match file {
            Some(file) => {
                let bytes = std::fs::read(file).expect("weights are readable");
                Weights::of(weights::read(&bytes).expect("weights fit this program"))
            }
            None => Weights::shipped().clone(),
        }
    })
}

fn read(name: &str, text: &str) -> Value {
    let mut draft = parse_by(&Source { name, text }, weights());
    postmark(&mut draft, &Hints::default());
    serde_json::to_value(inspect(&draft)).expect("an inspection is JSON")
}

/// Which roles are taken for which on held-back pages, and the names that are missed or invented.
fn confusion(n: u64) {
    let press = press::Press::new(true);
    let mut counts: std::collections::BTreeMap<String, (usize, String)> = std::collections::BTreeMap::new();
    for seed in 0..n {
        let page = press.page(900_000_000 + seed);
        let found = read("g", &page.text);
        let all: Vec<&str> = page.text.split('\n').collect();
        for t in &page.lines {
            let l = found["lines"].as_array().into_iter().flatten().find(|l| l["n"] == t.line);
            let l = l.cloned().unwrap_or_default();
            let (role, cont) = (l["role"].as_str().unwrap_or("-"), l["cont"] == true);
            if role != t.role.name() || cont != t.continues {
                let key = format!(
                    "{}{} read as {role}{}",
                    t.role.name(),
                    if t.continues { "+" } else { "" },
                    if cont { "+" } else { "" }
                );
                let entry = counts.entry(key).or_default();
                entry.0 += 1;
                if entry.0 <= 14 {
                    let _ = writeln!(
                        entry.1,
                        "    {seed}:{} {}",
                        t.line,
                        all[t.line as usize - 1].chars().take(46).collect::<String>()
                    );
                }
            }
        }
        let names = |v: &Value| {
            v["authors"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|x| x.as_str().map(str::to_owned))
                .collect::<std::collections::BTreeSet<_>>()
        };
        let gold: std::collections::BTreeSet<String> = page.articles.iter().flat_map(|a| a.authors.clone()).collect();
        let got: std::collections::BTreeSet<String> =
            found["articles"].as_array().into_iter().flatten().flat_map(names).collect();
        for name in gold.symmetric_difference(&got) {
            let line = all
                .iter()
                .find(|l| l.replace(' ', "").contains(name.as_str()))
                .map_or(String::new(), |l| l.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect());
            let head: String = all
                .iter()
                .find(|l| l.replace(' ', "").contains(name.as_str()))
                .map_or(String::new(), |l| l.chars().take(30).collect());
            let entry = counts
                .entry(if gold.contains(name) { "author missed".to_owned() } else { "author invented".to_owned() })
                .or_default();
            entry.0 += 1;
            if entry.0 <= 40 {
                let _ = writeln!(entry.1, "    {seed} {name}: {head} … {line}");
            }
        }
    }
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_by_key(|(_, (n, _))| std::cmp::Reverse(*n));
    for (key, (n, examples)) in all.iter().take(26) {
        print!("{n:4} {key}\n{examples}");
    }
}

/// How often decisions of each confidence are right, and articles with and without a doubt, on held-back pages.
fn doubts(n: u64) {
    use std::collections::{BTreeMap, BTreeSet};
    let press = press::Press::new(true);
    let mut classes = [(0_u32, 0_u32); 21];
    let mut articles: Vec<(f32, bool)> = Vec::new();
    let mut shown = [[0_u32; 2]; 2];
    for seed in 0..n {
        let page = press.page(900_000_000 + seed);
        let blocks = yuebao::import::block::blocks(&page.text);
        let analysis = yuebao::import::analysis::Analysis::of(&blocks, weights());
        let reading = yuebao::import::decoder::decode(&blocks, &analysis, weights());
        let truth: Vec<_> = blocks.iter().map(|b| page.lines.iter().find(|t| t.line == b.line).expect("a truth")).collect();
        let mut votes: BTreeMap<u32, BTreeMap<u32, usize>> = BTreeMap::new();
        for (d, t) in reading.decisions.iter().zip(&truth) {
            if let (Some(k), Some(a)) = (d.thread, t.article) {
                *votes.entry(k).or_default().entry(a).or_default() += 1;
            }
        }
        let owner: BTreeMap<u32, u32> =
            votes.iter().filter_map(|(k, v)| Some((*k, v.iter().max_by_key(|x| *x.1).map(|x| *x.0)?))).collect();
        let text = |role: yuebao::corpus::Role| score::TEXT.contains(&role.name());
        for (d, t) in reading.decisions.iter().zip(&truth) {
            let same = !text(t.role) || d.thread.and_then(|k| owner.get(&k).copied()) == t.article;
            let right = d.role == t.role && same && d.continues.is_some() == t.continues;
            let class = &mut classes[(d.confidence * 20.0) as usize];
            class.0 += 1;
            class.1 += u32::from(right);
        }
        let draft = parse_by(&Source { name: "g", text: &page.text }, weights());
        for (index, article) in draft.articles.iter().enumerate() {
            let own: BTreeSet<u32> =
                draft.page.lines.iter().filter(|l| l.article == Some(index as u32) && text(l.role)).map(|l| l.n).collect();
            let mut votes: BTreeMap<u32, usize> = BTreeMap::new();
            for t in page.lines.iter().filter(|t| own.contains(&t.line)) {
                if let Some(a) = t.article {
                    *votes.entry(a).or_default() += 1;
                }
            }
            let best = votes.iter().max_by_key(|v| *v.1).map(|v| *v.0);
            let wanted: BTreeSet<u32> = page.lines.iter().filter(|t| t.article == best && text(t.role)).map(|t| t.line).collect();
            let right = wanted == own;
            let lines: BTreeSet<u32> = own.iter().copied().collect();
            let least = blocks
                .iter()
                .zip(&reading.decisions)
                .filter(|(b, d)| lines.contains(&b.line) && text(d.role))
                .map(|(_, d)| d.confidence)
                .fold(1.0, f32::min);
            articles.push((least, right));
            let marked = article.doubts.iter().any(|d| d.tenths < 10);
            shown[usize::from(marked)][usize::from(right)] += 1;
        }
    }
    for (k, (all, right)) in classes.iter().enumerate() {
        println!("confidence {:.2}: {all:6} lines, right {:.3}", k as f32 / 20.0, *right as f32 / (*all).max(1) as f32);
    }
    for k in 1..20 {
        let line = k as f32 / 20.0;
        let marked: Vec<_> = articles.iter().filter(|a| a.0 < line).collect();
        let wrong = articles.iter().filter(|a| !a.1).count();
        let hit = marked.iter().filter(|a| !a.1).count();
        println!(
            "articles below {line:.2}: marked {:.3}, precision {:.3}, recall {:.3}",
            marked.len() as f32 / articles.len() as f32,
            hit as f32 / marked.len().max(1) as f32,
            hit as f32 / wrong as f32
        );
    }
    println!("shown: unmarked wrong/right {:?}, marked wrong/right {:?}", shown[0], shown[1]);
}

/// What the second reading says of each line, before articles are formed.
fn answers(args: &[String]) {
    use yuebao::corpus::Role;
    use yuebao::import::{analysis::Analysis, block::blocks};
    for file in args.iter().filter(|a| !a.starts_with("--") && a.strip_suffix(".bin").is_none()) {
        let text = std::fs::read_to_string(file).expect("the page is readable");
        let b = blocks(&text);
        let analysis = Analysis::of(&b, weights());
        for (block, answer) in b.iter().zip(&analysis.answers) {
            let mut best: Vec<(Role, f32)> =
                Role::ALL.into_iter().zip(answer.iter().copied()).filter(|(_, p)| *p > 0.03).collect();
            best.sort_by(|a, b| b.1.total_cmp(&a.1));
            let said: Vec<String> = best.iter().take(4).map(|(r, p)| format!("{} {p:.2}", r.name())).collect();
            println!("{:4} {:<30} | {}", block.line, block.text.chars().take(30).collect::<String>(), said.join(", "));
        }
    }
}

/// Microseconds of each stage, the best of 20.
fn time(args: &[String]) {
    use yuebao::import::{analysis::Analysis, block::blocks, context, decoder::decode, page_facts::PageFacts, seam::seams};
    for file in args.iter().filter(|a| !a.starts_with("--")) {
        let text = std::fs::read_to_string(file).expect("the page is readable");
        let best = |f: &mut dyn FnMut()| {
            (0..20)
                .map(|_| {
                    let start = std::time::Instant::now();
                    f();
                    start.elapsed().as_micros()
                })
                .min()
                .unwrap_or(0)
        };
        let b = blocks(&text);
        let facts = PageFacts::of(&b);
        let analysis = Analysis::of(&b, Weights::shipped());
        println!(
            "{} lines: blocks {} facts {} surfaces {} seams {} ({}) analysis {} decode {} page {}",
            b.len(),
            best(&mut || {
                blocks(&text);
            }),
            best(&mut || {
                PageFacts::of(&b);
            }),
            best(&mut || {
                for b in &b {
                    yuebao::import::surface::surface(b);
                }
            }),
            best(&mut || {
                seams(&b, &facts);
            }),
            seams(&b, &facts).len(),
            best(&mut || {
                Analysis::of(&b, Weights::shipped());
            }),
            best(&mut || {
                decode(&b, &analysis, Weights::shipped());
            }),
            best(&mut || {
                page(&Source { name: "t", text: &text });
            })
        );
        let groups = context::groups(&b, &facts);
        let weights = Weights::shipped();
        let readers = &weights.readers;
        let all = seams(&b, &facts);
        let joins = yuebao::import::analysis::joins(readers, &all);
        let rows = context::rows(&b, &facts, &groups, &joins);
        let first = yuebao::import::analysis::answers(readers, &rows, |r| &r.first);
        let second = yuebao::import::roles::second_rows(&rows, &first, &groups);
        let dress = yuebao::import::analysis::dress(&b);
        println!(
            "headings {} certainties {}",
            best(&mut || {
                yuebao::import::heading::headings(&b, &facts, &joins, &analysis.answers, &dress);
            }),
            best(&mut || {
                yuebao::import::roles::certainties(&mut analysis.answers.clone(), &b, &facts);
            }),
        );
        println!(
            "joins {} groups {} rows {} ({} on) first {} second rows {} ({} on) second {} parse {}",
            best(&mut || {
                yuebao::import::analysis::joins(readers, &all);
            }),
            best(&mut || {
                context::groups(&b, &facts);
            }),
            best(&mut || {
                context::rows(&b, &facts, &groups, &joins);
            }),
            rows[9].on.len(),
            best(&mut || {
                std::hint::black_box(yuebao::import::analysis::answers(readers, &rows, |r| &r.first));
            }),
            best(&mut || {
                yuebao::import::roles::second_rows(&rows, &first, &groups);
            }),
            second[9].on.len(),
            best(&mut || {
                std::hint::black_box(yuebao::import::analysis::answers(readers, &second, |r| &r.second));
            }),
            best(&mut || {
                yuebao::import::parse(&Source { name: "t", text: &text });
            })
        );
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let explain = args.iter().any(|a| a == "--explain");
    if let Some(n) =
        args.iter().position(|a| a == "--generated").and_then(|i| args.get(i + 1)).and_then(|n| n.parse::<u64>().ok())
    {
        if args.iter().any(|a| a == "--doubts") {
            doubts(n);
            return;
        }
        if args.iter().any(|a| a == "--confusion") {
            confusion(n);
            return;
        }
        let press = press::Press::new(!args.iter().any(|a| a == "--trained"));
        let mut rows: Vec<(String, score::Row)> = (0..n)
            .map(|seed| {
                let page = press.page(900_000_000 + seed);
                (format!("seed {}", 900_000_000 + seed), score::score(&press::gold(&page), &read("g", &page.text)))
            })
            .collect();
        print!("{}", score::table("generated", &mut rows));
        return;
    }
    if args.iter().any(|a| a == "--time") {
        time(&args);
        return;
    }
    if args.iter().any(|a| a == "--answers") {
        answers(&args);
        return;
    }
    let mut rows = Vec::new();
    for file in args.iter().filter(|a| !a.starts_with("--") && a.strip_suffix(".bin").is_none()) {
        let text = std::fs::read_to_string(file).expect("the page is readable");
        let start = std::time::Instant::now();
        let found = read(file, &text);
        let took = start.elapsed().as_micros();
        let stem = std::path::Path::new(file).file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let beside = std::path::Path::new(file).with_extension("json");
        let place = std::env::var("GOLD").map_or(beside, |g| std::path::Path::new(&g).join(format!("{stem}.json")));
        let gold: Option<Value> = std::fs::read_to_string(place).ok().and_then(|g| serde_json::from_str(&g).ok());
        if explain {
            let all: Vec<&str> = text.split('\n').collect();
            for l in found["lines"].as_array().into_iter().flatten() {
                let n = l["n"].as_u64().unwrap_or(0);
                let g = gold.as_ref().and_then(|g| g["lines"].as_array()?.iter().find(|x| x["n"] == l["n"]));
                let differs = g.is_some_and(|g| g["role"] != l["role"] || g["cont"] != l["cont"]);
                let truth = g.map_or(String::new(), |g| {
                    format!(
                        "{:>4} {:<9}{}",
                        g["article"].as_str().unwrap_or("-"),
                        g["role"].as_str().unwrap_or(""),
                        if g["cont"] == true { "+" } else { " " }
                    )
                });
                let body: String = all[n as usize - 1].trim().chars().take(44).collect();
                println!(
                    "{}{n:4} {:>4} {:<9}{} |{truth} {body}",
                    if differs { "✗" } else { " " },
                    l["article"].as_str().unwrap_or("-"),
                    l["role"].as_str().unwrap_or(""),
                    if l["cont"] == true { "+" } else { " " }
                );
            }
            for a in found["articles"].as_array().into_iter().flatten() {
                println!("{} {} {} {}", a["id"], a["headline"], a["authors"], a["section"]);
            }
        }
        println!("{stem}: {} articles, {took} µs", found["articles"].as_array().map_or(0, Vec::len));
        if let Some(gold) = gold {
            rows.push((stem, score::score(&gold, &found)));
        }
    }
    print!("{}", score::table("page", &mut rows));
}
