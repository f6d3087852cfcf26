//! The stock: clean articles written for this project, in `stock/*.txt` (`%% kind`, `@field value`, paragraphs).

use super::chance::Chance;

/// A piece of a clean article, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    Paragraph(String),
    Subhead(String),
}

/// One clean article.
#[derive(Debug, Clone, Default)]
pub struct Stock {
    pub kind: String,
    pub city: String,
    pub county: String,
    pub kicker: Option<String>,
    pub head: String,
    pub deck: Option<String>,
    pub lead: Vec<String>,
    pub body: Vec<Piece>,
    pub captions: Vec<String>,
    pub salute: Option<String>,
    pub sign: Option<String>,
    /// What the paper found out about a letter.
    pub answer: Option<String>,
}

impl Stock {
    pub fn paragraphs(&self) -> Vec<String> {
        self.body.iter().filter_map(|p| if let Piece::Paragraph(t) = p { Some(t.clone()) } else { None }).collect()
    }
}

/// Reads all stock files (sorted by name), the same order everywhere.
pub fn read() -> Vec<Stock> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/press/stock");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("the stock is there").filter_map(Result::ok).map(|f| f.path()).collect();
    files.sort();
    let mut out = Vec::new();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "txt")) {
        let text = std::fs::read_to_string(file).expect("stock is readable");
        for article in text.split("%% ").skip(1) {
            out.push(parse(article));
        }
    }
    out
}

fn parse(article: &str) -> Stock {
    let mut lines = article.lines();
    let mut out = Stock { kind: lines.next().unwrap_or("").trim().to_owned(), ..Stock::default() };
    for line in lines.filter(|l| !l.trim().is_empty()) {
        let Some(field) = line.strip_prefix('@') else {
            out.body.push(Piece::Paragraph(line.trim_end().to_owned()));
            continue;
        };
        let (name, value) = field.split_once(' ').unwrap_or((field, ""));
        let value = value.trim().to_owned();
        if value.is_empty() {
            continue;
        }
        match name {
            "city" => out.city = value,
            "county" => out.county = value,
            "kicker" => out.kicker = Some(value),
            "head" => out.head = value,
            "deck" => out.deck = Some(value),
            "lead" => out.lead.push(value),
            "sub" => out.body.push(Piece::Subhead(value)),
            "caption" => out.captions.push(value),
            "salute" => out.salute = Some(value),
            "sign" => out.sign = Some(value),
            "answer" => out.answer = Some(value),
            _ => {}
        }
    }
    out
}

/// Three quarters for training, one quarter held back for testing.
pub fn share(all: &[Stock], held_back: bool) -> Vec<Stock> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    Chance::new(7).shuffle(&mut order);
    let quarter = all.len() / 4;
    let kept = if held_back { &order[..quarter] } else { &order[quarter..] };
    kept.iter().map(|i| all[*i].clone()).collect()
}

/// Words that headings of every level are made of: headlines, kickers, decks, sub-headings, clauses of the text.
///
/// Nothing in the words may tell a headline from a sub-heading: on real pages nothing does.
pub fn headings(stock: &[Stock]) -> Vec<String> {
    let mut out = Vec::new();
    for article in stock {
        let mut borrowed = 0;
        out.push(article.head.clone());
        out.extend(article.deck.iter().map(|d| d.trim_start_matches('—').to_owned()));
        out.extend(article.kicker.clone());
        for piece in &article.body {
            match piece {
                Piece::Subhead(text) => out.push(text.clone()),
                Piece::Paragraph(text) if !["list", "notice", "poem", "qa", "weather"].contains(&article.kind.as_str()) => {
                    if borrowed < 2 {
                        out.extend(clauses(text).into_iter().find(|c| (8..=20).contains(&c.chars().count())));
                        borrowed += 1;
                    }
                }
                Piece::Paragraph(_) => {}
            }
        }
    }
    out.retain(|t| !t.is_empty());
    out
}

/// Clauses between commas and full stops, without quotation marks left open.
pub fn clauses(text: &str) -> Vec<String> {
    text.split(['，', '。', '：', '；', '！', '？'])
        .filter(|c| !c.contains(['“', '”', '（', '）']) && c.chars().count() >= 4)
        .map(str::to_owned)
        .collect()
}

/// Whole sentences.
pub fn sentences(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut sentence = String::new();
    let mut depth = 0;
    for c in text.chars() {
        sentence.push(c);
        match c {
            '“' => depth += 1,
            '”' => depth -= 1,
            _ => {}
        }
        if depth == 0
            && (matches!(c, '。' | '！' | '？')
                || c == '”' && sentence.chars().rev().nth(1).is_some_and(|p| "。！？".contains(p)))
        {
            out.push(std::mem::take(&mut sentence));
        }
    }
    if !sentence.is_empty() {
        out.push(sentence);
    }
    out
}
