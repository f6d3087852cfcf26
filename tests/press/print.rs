//! Prints generated pages with their truth, to look at: `cargo run --example print_pages -- SEED [held]`; or writes many of them with
//! their gold, to score later programs on the same pages: `-- dump FOLDER COUNT [held]`.
#![allow(unreachable_pub, dead_code, reason = "modules shared with other targets, each using a part")]

#[path = "mod.rs"]
mod press;

use std::path::Path;

/// The first seed of the pages that nothing is trained on.
const UNSEEN: u64 = 900_000_000;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let press = press::Press::new(args.last().is_some_and(|a| a == "held"));
    if args.first().is_some_and(|a| a == "dump") {
        let (folder, count) = (Path::new(&args[1]), args[2].parse().expect("a number of pages"));
        for seed in 0..count {
            let page = press.page(UNSEEN + seed);
            std::fs::write(folder.join(format!("{seed:04}.txt")), &page.text).expect("the page can be written");
            std::fs::write(folder.join(format!("{seed:04}.json")), press::gold(&page).to_string())
                .expect("the gold can be written");
        }
        return;
    }
    let page = press.page(args.first().and_then(|s| s.parse().ok()).unwrap_or(1));
    let lines: Vec<&str> = page.text.split('\n').collect();
    for t in &page.lines {
        let article = t.article.map_or("-".to_owned(), |a| a.to_string());
        println!(
            "{:4} {article:>3} {:9}{} {}",
            t.line,
            t.role.name(),
            if t.continues { "+" } else { " " },
            lines[t.line as usize - 1]
        );
    }
    for a in &page.articles {
        println!("{a:?}");
    }
}
