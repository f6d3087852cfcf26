//! What a reader sees of an article is found: every kind of part by its characters and by its letters, and what stands in the line
//! over it (city, section, day) by its condition.

use yuebao::corpus::{Article, ArticleId, Corpus, Field, Part};
use yuebao::import::{self, metadata::Hints};
use yuebao::search::{Index, Query, find, run};
use yuebao::text::{Span, pinyin};

/// Every kind of part there is, in reading order.
const PARTS: [(Field, &str); 10] = [
    (Field::Kicker, "两岸往来不再绕道"),
    (Field::Headline, "槐荫大桥今起放行"),
    (Field::Deck, "——头一天通过四千辆"),
    (Field::Byline, "本报记者 单雨桐 文 解小舟 摄"),
    (Field::Lead, "清晨六点，沈阳新修的大桥撤去最后一道护栏。"),
    (Field::Body, "本报讯 守桥人翻开本子,记下头一辆车的时刻。"),
    (Field::Subhead, "夜里也有人守"),
    (Field::Body, "灯坏了当晚就换，豆浆卖出三百碗，老板说往"),
    (Field::Caption, "桥头的车排成长队。 解小舟 摄"),
    (Field::Byline, "编辑 葛青禾"),
];

/// The same as a record of a crawler, whose reporter stands in a field of its own.
const RECORD: &str = r#"{"title":"槐荫大桥今起放行","author":"记者 单雨桐","city":"沈阳","date":"2020-05-07","section":"民生","content":"守桥人翻开本子。"}"#;

fn corpus() -> Corpus {
    let mut article = record();
    article.text.clear();
    article.parts.clear();
    for (field, text) in PARTS {
        let start = article.text.len() + usize::from(!article.text.is_empty());
        article.text = if start == 0 { text.to_owned() } else { format!("{}\n{text}", article.text) };
        let span = Span::new(start, article.text.len());
        article.parts.push(Part { field, span, truncated: text.ends_with('往'), line: 1 });
    }
    build(article)
}

fn record() -> Article {
    let records = import::json::file(RECORD).expect("a record");
    records.into_iter().find_map(|record| record.article("a.json")).expect("an article")
}

fn build(article: Article) -> Corpus {
    Corpus::build(vec![import::record::draft("a.json", vec![article], &Hints::default())], pinyin::sort_key)
}

/// The parts an article has, and the text of each.
fn parts(article: &Article) -> Vec<(Field, &str)> {
    article.parts.iter().map(|part| (part.field, part.span.of(&article.text))).collect()
}

#[test]
fn every_kind_of_line_is_found_by_its_characters_and_by_its_letters() {
    let corpus = corpus();
    let index = Index::build(&corpus);
    let mut kinds: Vec<Field> = Vec::new();
    for (id, article) in corpus.articles() {
        for (field, text) in parts(article) {
            kinds.push(field);
            let chars: Vec<char> = text.chars().collect();
            for pair in chars.windows(2).filter(|pair| pair.iter().all(|c| ('一'..='龥').contains(c))) {
                let word: String = pair.iter().collect();
                let letters = pinyin::sort_key(&word);
                let begun: String = letters.chars().take(letters.len() - 1).collect();
                for typed in
                    [word.clone(), format!("\"{word}\""), format!("/{word}/"), letters.clone(), letters.to_uppercase(), begun]
                {
                    let results = run(&corpus, &index, &Query::parse(&typed), &|| true).unwrap();
                    assert!(results.get(id).is_some(), "{typed} of {field:?} {text}");
                    let places = find(&Query::parse(&typed), article);
                    assert!(places.iter().any(|place| place.field == field), "{typed} is marked in {field:?} {text}");
                }
            }
        }
    }
    assert_eq!(kinds, PARTS.map(|(field, _)| field));
}

#[test]
fn a_reporter_is_found_by_name_by_surname_as_it_is_said_and_by_initials() {
    let corpus = corpus();
    let index = Index::build(&corpus);
    for typed in [
        "单雨桐",
        "單雨桐",
        "shanyutong",
        "ShanYuTong",
        "shan yu tong",
        "syt",
        "单yt",
        "jizhe shanyutong",
        "danyutong",
        "xiexiaozhou",
        "xiexz",
        "author:syt",
    ] {
        let results = run(&corpus, &index, &Query::parse(typed), &|| true).unwrap();
        assert_eq!(results.hits.first().map(|hit| hit.article), Some(ArticleId(0)), "{typed}");
    }
}

#[test]
fn what_stands_in_the_line_over_an_article_is_found_by_its_condition() {
    let corpus = corpus();
    let index = Index::build(&corpus);
    for typed in ["city:沈阳", "city:sy", "section:民生", "section:minsheng", "date:2020-05-07", "date:2020-05"] {
        let results = run(&corpus, &index, &Query::parse(typed), &|| true).unwrap();
        assert_eq!(results.hits.first().map(|hit| hit.article), Some(ArticleId(0)), "{typed}");
        assert!(results.instead.is_none(), "{typed}");
    }
}

#[test]
fn the_author_of_a_record_stands_in_its_byline_and_is_found() {
    let corpus = build(record());
    let article = corpus.article(ArticleId(0)).unwrap();
    assert_eq!(article.field(Field::Byline), Some("记者 单雨桐"));
    for typed in ["单雨桐", "shanyutong", "syt", "author:单雨桐"] {
        let index = Index::build(&corpus);
        assert_eq!(run(&corpus, &index, &Query::parse(typed), &|| true).unwrap().hits.len(), 1, "{typed}");
    }
}
