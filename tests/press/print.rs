//! Prints generated pages with their truth, to look at: `cargo run --example print_pages -- SEED [held]`.
#![allow(unreachable_pub, dead_code, reason = "modules shared with other targets, each using a part")]

#[path = "mod.rs"]
mod press;

fn main() {
    let mut args = std::env::args().skip(1);
    let seed = args.next().and_then(|s| s.parse().ok()).unwrap_or(1);
    let page = press::Press::new(args.next().is_some()).page(seed);
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
