//! Search on the built-in corpus: nothing that stands in an article is ever missed, and what a reader would expect comes first.

use std::collections::HashMap;
use std::path::Path;

mod oracle; // letters against ib-matcher, every difference named
mod shown; // every kind of line a reader sees

use yuebao::corpus::{Article, Corpus};
use yuebao::import::{self, Source};
use yuebao::search::{Index, Query, find, run};
use yuebao::text::{fold, pinyin};

/// Names and texts of the pages of `seeds/`.
fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut pages: Vec<(String, String)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| {
            (entry.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(entry.path()).unwrap_or_default())
        })
        .collect();
    pages.sort();
    pages
}

fn built_in() -> Corpus {
    let page = |(name, text): &(String, String)| import::page(&Source { name, text });
    Corpus::build(pages().iter().map(page).collect(), pinyin::sort_key)
}

/// Places of a plain term in an article by counting in folded text, part by part.
fn plain(article: &Article, term: &str) -> u32 {
    let term = fold::text(term);
    article.parts.iter().map(|part| fold::text(part.span.of(&article.text)).matches(&term).count() as u32).sum()
}

/// For each folded character others that fold to it: the other script, full width, other quotes.
fn variants() -> HashMap<char, Vec<char>> {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/text/fold.txt");
    let table = std::fs::read_to_string(table).expect("the table of folding");
    let rows = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(to, from)| Some((to.chars().next().filter(|_| to.chars().count() == 1)?, from.chars().collect()))).collect()
}

/// Whether a stretch of text is written like a condition or a phrase, so that it means something else when it is typed as it stands.
fn is_syntax(stretch: &str) -> bool {
    stretch.starts_with(['-', '－', '−', '/', '／', '^', '|', '｜', '\'', '’', '‘'])
        || stretch.contains([':', '：', '|', '｜'])
        || stretch.contains(['"', '“', '”', '「', '」', '『', '』', '＂'])
}

/// Every stretch of 1 to 8 characters of every part of every article (part by part: a stretch over the end of one is none):
/// quoted, as it stands, and in another script and width.
#[test]
fn every_stretch_of_the_built_in_pages_finds_its_article() {
    let corpus = built_in();
    let index = Index::build(&corpus);
    let variants = variants();
    let mut asked = [0u32; 9];
    let mut counted = [0u32; 9];
    for (id, article) in corpus.articles() {
        for part in &article.parts {
            let chars: Vec<char> = part.span.of(&article.text).chars().collect();
            for (start, length) in (0..chars.len()).flat_map(|start| (1..=8).map(move |length| (start, length))) {
                let Some(stretch) = chars.get(start..start + length) else { continue };
                let other: String = stretch
                    .iter()
                    .map(|c| {
                        let others = variants.get(&fold::char(*c)).map_or(&[][..], Vec::as_slice);
                        others.get((start + length) % (others.len() + 1)).copied().unwrap_or(*c)
                    })
                    .collect();
                let stretch: String = stretch.iter().collect();
                asked[length] += 1;
                if !stretch.chars().any(|c| fold::char(c) == '"') {
                    for typed in [&stretch, &other] {
                        let query = Query::parse(&format!("\"{typed}\""));
                        assert!(!find(&query, article).is_empty(), "\"{typed}\"");
                    }
                }
                if !is_syntax(&stretch) {
                    let plain = Query::parse(&stretch);
                    assert!(plain.is_empty() || !find(&plain, article).is_empty(), "{stretch}");
                    assert!(!plain.is_empty() || stretch.trim().is_empty(), "{stretch}");
                }
                // Over the whole corpus, counted against a plain scan of folded text: all lengths in turn.
                if (start * 3 + length + id.index()).is_multiple_of(97) && !stretch.chars().any(|c| fold::char(c) == '"') {
                    counted[length] += 1;
                    let results = run(&corpus, &index, &Query::parse(&format!("\"{other}\"")), &|| true).unwrap();
                    assert!(results.get(id).is_some(), "{stretch}");
                    for (id, article) in corpus.articles() {
                        assert_eq!(results.get(id).map_or(0, |hit| hit.places), plain(article, &stretch), "{stretch}");
                    }
                }
            }
        }
    }
    println!("stretches of 1 to 8 characters: {:?} asked, {:?} of them counted over the corpus", &asked[1..], &counted[1..]);
    assert!(corpus.is_empty() || asked[1..].iter().all(|n| *n > 1_000) && counted[1..].iter().all(|n| *n > 50));
}

/// Where a page breaks a sentence off at the end of a line, often with a caption in between, the six characters round the break are
/// found as if it were not there.
#[test]
fn what_a_column_break_cut_is_found_whole() {
    let corpus = built_in();
    let index = Index::build(&corpus);
    let mut seams = 0;
    for (_, page) in pages() {
        let lines: Vec<Vec<char>> =
            page.lines().map(|line| line.trim().chars().collect()).filter(|line: &Vec<char>| line.len() > 12).collect();
        for (i, above) in lines.iter().enumerate() {
            for below in lines.iter().skip(i + 1).take(3) {
                let round: String = above[above.len() - 3..].iter().chain(&below[..3]).collect();
                let holds = |article: &Article| article.parts.iter().any(|part| part.span.of(&article.text).contains(&round));
                if !is_syntax(&round) && corpus.articles().any(|(_, article)| holds(article)) {
                    seams += 1;
                    assert!(!run(&corpus, &index, &Query::parse(&round), &|| true).unwrap().hits.is_empty(), "{round}");
                }
            }
        }
    }
    println!("{seams} sentences cut by a line end are found over it");
    assert!(corpus.is_empty() || seams > 5, "{seams}");
}

/// What a reader types, and words of the headlines of the articles meant, the one meant most first.
const JUDGED: [(&str, &[&str]); 42] = [
    ("发票", &["发票坐着邮车来"]),
    ("fapiao", &["发票坐着邮车来"]),
    ("fpiao", &["发票坐着邮车来"]),
    ("邮车", &["发票坐着邮车来"]),
    ("送医路", &["六天劈开一条送医路"]),
    ("songyilu", &["六天劈开一条送医路"]),
    ("网格员", &["守门人"]),
    ("wanggeyuan", &["守门人"]),
    ("45家", &["义县45家"]),
    ("义县", &["义县45家", "义县856个喇叭"]),
    ("yixian 喇叭", &["义县856个喇叭"]),
    ("店小二", &["店小二"]),
    ("dianxiaoer", &["店小二"]),
    ("老支书", &["三张清单"]),
    ("盐渍大根", &["盐渍大根"]),
    ("yanzidagen", &["盐渍大根"]),
    ("yzdg", &["盐渍大根"]),
    ("挨家问", &["挨家问四件事"]),
    ("医护", &["124名医护"]),
    ("124 yihu", &["124名医护"]),
    ("摩托车", &["摩托车驮着喇叭"]),
    ("motuoche", &["摩托车驮着喇叭"]),
    ("二二三", &["二二三"]),
    ("盒饭", &["六十份盒饭"]),
    ("hefan", &["六十份盒饭"]),
    ("老厂 新单", &["老厂新单"]),
    ("老兵", &["老兵听见集合号"]),
    ("lb", &["老兵听见集合号"]),
    ("种子 手机", &["种子在手机里挑"]),
    ("商惠卡", &["商惠卡"]),
    ("車位", &["二十多个车位"]),
    ("手抄报", &["手抄报"]),
    ("shouchaobao", &["手抄报"]),
    ("警徽", &["一家两枚警徽"]),
    ("\"五老\"", &["五老"]),
    ("管家 city:铁岭", &["厂门口来了"]),
    ("第１０号令", &["第10号令"]),
    ("锦旗|执照", &["一面锦旗"]),
    ("逆行者", &["刻刀下的逆行者"]),
    ("饺子", &["山里的卡点"]),
    ("海关 city:yk", &["海关替企业省下"]),
    ("喇叭 -义县 city:锦州", &["黑山的喇叭", "摩托车驮着喇叭"]),
];

#[test]
fn what_a_reader_means_comes_first() {
    let corpus = built_in();
    if corpus.is_empty() {
        return;
    }
    let index = Index::build(&corpus);
    let (mut reciprocal, mut gain) = (0.0, 0.0);
    let mut missed = Vec::new();
    for (typed, meant) in JUDGED {
        let results = run(&corpus, &index, &Query::parse(typed), &|| true).unwrap();
        let ranked = results.by_relevance(&index);
        let titles: Vec<String> =
            ranked.iter().filter_map(|hit| corpus.article(hit.article)).map(|article| article.title()).collect();
        let worth =
            |title: &str| meant.iter().position(|words| title.contains(words)).map_or(0.0, |at| (meant.len() - at) as f64);
        let first = titles.iter().position(|title| worth(title) > 0.0);
        reciprocal += first.map_or(0.0, |at| 1.0 / (at + 1) as f64);
        let discounted = |worths: &mut dyn Iterator<Item = f64>| -> f64 {
            worths.take(5).enumerate().map(|(at, worth)| (2f64.powf(worth) - 1.0) / (at as f64 + 2.0).log2()).sum()
        };
        let ideal = discounted(&mut (1..=meant.len()).rev().map(|worth| worth as f64));
        gain += discounted(&mut titles.iter().map(|title| worth(title))) / ideal;
        if first != Some(0) {
            missed.push(format!("{typed}: {first:?} of {}, first {:?}", titles.len(), titles.first()));
        }
    }
    let (mrr, ndcg) = (reciprocal / JUDGED.len() as f64, gain / JUDGED.len() as f64);
    println!("{} queries: MRR {mrr:.3}, nDCG@5 {ndcg:.3}; not first: {missed:#?}", JUDGED.len());
    assert!(mrr >= 0.9 && ndcg >= 0.9, "MRR {mrr:.3}, nDCG@5 {ndcg:.3}: {missed:#?}");
}
