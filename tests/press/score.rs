//! The columns of the scoring tool, in Rust: how well a reading agrees with gold.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

/// Names of the columns, in print order.
pub const COLUMNS: [&str; 6] = ["start", "group", "role", "join", "title", "author"];

/// One page's figures, in the order of [`COLUMNS`].
pub type Row = [f64; 6];

/// Roles of text lines.
pub const TEXT: [&str; 6] = ["headline", "kicker", "subhead", "lead", "byline", "body"];

#[derive(Clone)]
struct Line {
    article: Option<String>,
    role: String,
    cont: bool,
    alternatives: Vec<(Option<String>, String, bool)>,
}

fn lines(page: &Value) -> BTreeMap<u64, Line> {
    let text = |v: &Value| v.as_str().map(str::to_owned);
    page["lines"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|l| {
            let alternatives = l["alt"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|a| (text(&a[0]), a[1].as_str().unwrap_or("").to_owned(), a[2].as_bool().unwrap_or(false)))
                .collect();
            let line = Line {
                article: text(&l["article"]),
                role: l["role"].as_str().unwrap_or("").to_owned(),
                cont: l["cont"].as_bool().unwrap_or(false),
                alternatives,
            };
            (l["n"].as_u64().unwrap_or(0), line)
        })
        .collect()
}

fn f1<T: Ord>(gold: &BTreeSet<T>, found: &BTreeSet<T>) -> f64 {
    if gold.is_empty() && found.is_empty() {
        return 1.0;
    }
    2.0 * gold.intersection(found).count() as f64 / (gold.len() + found.len()) as f64
}

fn squash(text: &str) -> String {
    text.split_whitespace().collect()
}

fn starts(page: &BTreeMap<u64, Line>, unsure: &BTreeSet<u64>) -> BTreeMap<String, u64> {
    let mut first = BTreeMap::new();
    for (n, line) in page {
        if let Some(article) = line.article.as_ref().filter(|_| TEXT.contains(&line.role.as_str()) && !unsure.contains(n)) {
            first.entry(article.clone()).or_insert(*n);
        }
    }
    first
}

fn b_cubed(gold: &BTreeMap<u64, String>, found: &BTreeMap<u64, String>) -> f64 {
    if gold.is_empty() {
        return 1.0;
    }
    let both: Vec<u64> = gold.keys().copied().filter(|n| found.contains_key(n)).collect();
    let (mut p, mut r) = (0.0, 0.0);
    for n in &both {
        let g: BTreeSet<u64> = both.iter().copied().filter(|m| gold[m] == gold[n]).collect();
        let q: BTreeSet<u64> = both.iter().copied().filter(|m| found[m] == found[n]).collect();
        let hit = g.intersection(&q).count() as f64;
        p += hit / q.len() as f64;
        r += hit / g.len() as f64;
    }
    p /= both.len().max(1) as f64;
    r /= gold.len() as f64;
    if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
}

/// Scores one page.
pub fn score(gold: &Value, found: &Value) -> Row {
    let (gl, pl) = (lines(gold), lines(found));
    let unsure: BTreeSet<u64> =
        gl.iter().filter(|(_, l)| l.alternatives.iter().any(|a| a.0 != l.article)).map(|(n, _)| *n).collect();
    let (gs, ps) = (starts(&gl, &unsure), starts(&pl, &unsure));
    let mut right = 0;
    let (mut gold_joins, mut found_joins) = (BTreeSet::new(), BTreeSet::new());
    for (n, g) in &gl {
        let p = pl.get(n);
        right += usize::from(p.is_some_and(|p| p.role == g.role || g.alternatives.iter().any(|a| a.1 == p.role)));
        if g.alternatives.iter().any(|a| a.2 != g.cont) {
            continue;
        }
        if g.cont {
            gold_joins.insert(*n);
        }
        if p.is_some_and(|p| p.cont) {
            found_joins.insert(*n);
        }
    }
    let text = |l: &Line| TEXT.contains(&l.role.as_str()) && l.article.is_some() && l.alternatives.is_empty();
    let gg: BTreeMap<u64, String> =
        gl.iter().filter(|(_, l)| text(l)).filter_map(|(n, l)| Some((*n, l.article.clone()?))).collect();
    let pg: BTreeMap<u64, String> = gg.keys().filter_map(|n| Some((*n, pl.get(n)?.article.clone()?))).collect();
    let by_start: HashMap<u64, &String> = ps.iter().map(|(a, n)| (*n, a)).collect();
    let articles = |page: &Value| -> BTreeMap<String, Value> {
        page["articles"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|a| Some((a["id"].as_str()?.to_owned(), a.clone())))
            .collect()
    };
    let (ga, pa) = (articles(gold), articles(found));
    let matching = |id: &String| -> Option<&Value> {
        if let Some(found) = gs.get(id).and_then(|n| by_start.get(n)) {
            return pa.get(*found);
        }
        let mut votes: BTreeMap<&String, usize> = BTreeMap::new();
        for (n, a) in &gg {
            if a == id
                && let Some(p) = pg.get(n)
            {
                *votes.entry(p).or_insert(0) += 1;
            }
        }
        votes.into_iter().max_by_key(|(_, v)| *v).and_then(|(p, _)| pa.get(p))
    };
    let mut titles = 0;
    let (mut gold_authors, mut found_authors) = (BTreeSet::new(), BTreeSet::new());
    for (id, a) in &ga {
        let p = matching(id);
        let mut accepted = vec![squash(a["headline"].as_str().unwrap_or(""))];
        accepted.extend(a["headline_alt"].as_array().into_iter().flatten().filter_map(|h| h.as_str().map(squash)));
        titles += usize::from(accepted.contains(&squash(p.and_then(|p| p["headline"].as_str()).unwrap_or(""))));
        let authors = |v: &Value| {
            v["authors"].as_array().into_iter().flatten().filter_map(|x| x.as_str().map(str::to_owned)).collect::<Vec<_>>()
        };
        gold_authors.extend(authors(a).into_iter().map(|x| (id.clone(), x)));
        found_authors.extend(p.map(authors).unwrap_or_default().into_iter().map(|x| (id.clone(), x)));
    }
    [
        f1(&gs.values().copied().collect(), &ps.values().copied().collect()),
        b_cubed(&gg, &pg),
        right as f64 / gl.len().max(1) as f64,
        f1(&gold_joins, &found_joins),
        titles as f64 / ga.len().max(1) as f64,
        f1(&gold_authors, &found_authors),
    ]
}

/// Mean of several pages.
pub fn mean(rows: &[Row]) -> Row {
    let mut out = [0.0; 6];
    for row in rows {
        for (o, v) in out.iter_mut().zip(row) {
            *o += v / rows.len() as f64;
        }
    }
    out
}

/// A table of pages, the worst first.
pub fn table(title: &str, pages: &mut [(String, Row)]) -> String {
    pages.sort_by(|a, b| a.1[..4].iter().sum::<f64>().total_cmp(&b.1[..4].iter().sum::<f64>()));
    let head = COLUMNS.map(|c| format!("{c:>8}")).concat();
    let line = |name: &str, row: &Row| format!("{name:<28}{}\n", row.map(|v| format!("{v:8.3}")).concat());
    let mut out = format!("{title:<28}{head}\n");
    for (name, row) in pages.iter().take(12) {
        out.push_str(&line(name, row));
    }
    out.push_str(&line("mean", &mean(&pages.iter().map(|p| p.1).collect::<Vec<_>>())));
    out
}
