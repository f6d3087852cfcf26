//! Scores the importer on pages with gold and on generated pages, and explains single pages, while working on it:
//! `cargo run --release --example look -- [--explain] FILE.txt|FILE.md …`, `-- --generated N [--trained]`.
#![allow(unreachable_pub, dead_code, reason = "modules shared with other targets, each using a part")]

#[path = "mod.rs"]
mod press;
#[path = "score.rs"]
mod score;

use serde_json::{Value, json};
use yuebao::import::{Source, inspect, page};

fn read(name: &str, text: &str) -> Value {
    serde_json::to_value(inspect(&page(&Source { name, text }))).expect("an inspection is JSON")
}

fn gold(page: &press::page::Page) -> Value {
    json!({
        "lines": page.lines.iter().map(|l| json!({"n": l.line, "article": l.article.map(|a| format!("a{a}")), "role": l.role.name(), "cont": l.continues})).collect::<Vec<_>>(),
        "articles": page.articles.iter().map(|a| json!({"id": format!("a{}", a.id), "headline": a.headline, "authors": a.authors})).collect::<Vec<_>>(),
    })
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let explain = args.iter().any(|a| a == "--explain");
    if let Some(n) =
        args.iter().position(|a| a == "--generated").and_then(|i| args.get(i + 1)).and_then(|n| n.parse::<u64>().ok())
    {
        let press = press::Press::new(!args.iter().any(|a| a == "--trained"));
        let mut rows: Vec<(String, score::Row)> = (0..n)
            .map(|seed| {
                let page = press.page(900_000_000 + seed);
                (format!("seed {}", 900_000_000 + seed), score::score(&gold(&page), &read("g", &page.text)))
            })
            .collect();
        print!("{}", score::table("generated", &mut rows));
        return;
    }
    let mut rows = Vec::new();
    for file in args.iter().filter(|a| !a.starts_with("--")) {
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
