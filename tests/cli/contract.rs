//! The JSON contracts: keys and their order, types, ids that agree between commands, offsets that point at their text.

use serde_json::Value;

use super::run;

const LIST: [&str; 15] = [
    "id",
    "key",
    "city",
    "county",
    "published",
    "published_certain",
    "date",
    "section",
    "kicker",
    "headline",
    "deck",
    "authors",
    "chars",
    "file",
    "line",
];

/// Holds that an object has exactly these keys, in this order in its text.
fn keys(object: &Value, text: &str, wanted: &[&str]) {
    let mut have: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    let mut sorted = wanted.to_vec();
    have.sort_unstable();
    sorted.sort_unstable();
    assert_eq!(have, sorted);
    let places: Vec<_> = wanted.iter().map(|key| text.find(&format!("\"{key}\":")).expect("the key")).collect();
    assert!(places.is_sorted(), "order of {wanted:?}");
}

fn is_day(value: &Value) -> bool {
    let Some(text) = value.as_str() else { return value.is_null() };
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |s: &str, n| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && (parts[0] == "XXXX" || digits(parts[0], 4)) && digits(parts[1], 2) && digits(parts[2], 2)
}

fn is_text_or_null(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| !text.is_empty())
}

#[test]
fn list_is_an_array_of_records_numbered_from_one() {
    let ran = run(&["list", "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let list = ran.json();
    let list = list.as_array().expect("an array");
    assert!(!list.is_empty());
    for (i, record) in list.iter().enumerate() {
        let text = ran.out.split("{\"id\":").nth(i + 1).map(|t| format!("{{\"id\":{t}")).expect("the record's text");
        keys(record, &text, &LIST);
        assert_eq!(record["id"].as_u64(), Some(i as u64 + 1));
        let key = record["key"].as_str().expect("a key");
        assert!(key.len() == 16 && key.bytes().all(|b| b.is_ascii_hexdigit()));
        assert!(is_day(&record["published"]) && is_day(&record["date"]), "{record}");
        assert!(record["published_certain"].is_boolean() && record["headline"].is_string() && record["file"].is_string());
        for field in ["city", "county", "section", "kicker", "deck"] {
            assert!(is_text_or_null(&record[field]), "{field}: {record}");
        }
        assert!(record["authors"].as_array().is_some_and(|a| a.iter().all(Value::is_string)));
        assert!(record["chars"].as_u64().is_some_and(|n| n > 0) && record["line"].as_u64().is_some());
    }
}

#[test]
fn the_lines_of_list_are_the_records_of_list() {
    let (plain, json) = (run(&["list"]), run(&["list", "--json"]));
    let records = json.json();
    let lines: Vec<_> = plain.out.lines().collect();
    assert_eq!(lines.len(), records.as_array().expect("an array").len());
    for (line, record) in lines.iter().zip(records.as_array().expect("an array")) {
        let cells: Vec<_> = line.split('\t').collect();
        assert_eq!(cells.len(), 5, "{line}");
        assert_eq!(cells[0], record["id"].to_string());
        assert_eq!(cells[1], record["city"].as_str().unwrap_or("-"));
        assert_eq!(cells[2].trim_end_matches('~'), record["published"].as_str().unwrap_or("-"));
        assert_eq!(cells[2].ends_with('~'), record["published"].is_string() && record["published_certain"] == false);
        assert_eq!(cells[3], record["section"].as_str().unwrap_or("-"));
    }
}

#[test]
fn show_adds_byline_lead_body_and_captions_to_the_record_and_takes_number_or_key() {
    let list = run(&["list", "--json"]).json();
    for record in list.as_array().expect("an array") {
        let ran = run(&["show", "--json", &record["id"].to_string()]);
        let shown = ran.json();
        let wanted: Vec<&str> = LIST.into_iter().chain(["byline", "lead", "body", "captions"]).collect();
        keys(&shown, &ran.out, &wanted);
        for key in LIST {
            assert_eq!(shown[key], record[key]);
        }
        assert!(
            is_text_or_null(&shown["byline"])
                && is_text_or_null(&shown["lead"])
                && shown["body"].is_string()
                && shown["captions"].is_array()
        );
        let body = shown["body"].as_str().expect("a body");
        assert!(!body.contains("\n\n") && !body.starts_with('\n') && !body.ends_with('\n'));
    }
    let first = &list[0];
    let by_key = run(&["show", "--json", first["key"].as_str().expect("a key")]);
    assert_eq!(by_key.json()["id"], first["id"]);
}

/// The string that a match's field is in `show --json`.
fn string_of(shown: &Value, field: &str) -> String {
    match field {
        "caption" => {
            shown["captions"].as_array().expect("captions").iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
        }
        field => shown[field].as_str().expect("a string").to_owned(),
    }
}

#[test]
fn search_points_at_its_words_in_what_show_gives() {
    for query in ["锦州", "复工", "的", "2", "记者"] {
        let ran = run(&["search", query, "--json", "--limit", "100"]);
        let answer = ran.json();
        keys(&answer, &ran.out, &["query", "total", "hits", "facets"]);
        assert_eq!(answer["query"], query);
        let hits = answer["hits"].as_array().expect("hits");
        assert_eq!(answer["total"].as_u64(), Some(hits.len() as u64));
        for hit in hits {
            keys(hit, &hit_text(&ran.out), &["article", "key", "city", "published", "headline", "score", "matches"]);
            let shown = run(&["show", "--json", &hit["article"].to_string()]).json();
            assert_eq!((&shown["key"], &shown["headline"], &shown["city"]), (&hit["key"], &hit["headline"], &hit["city"]));
            let matches = hit["matches"].as_array().expect("matches");
            assert!(!matches.is_empty());
            for found in matches {
                let (start, end) = (found["start"].as_u64().expect("start"), found["end"].as_u64().expect("end"));
                let text = string_of(&shown, found["field"].as_str().expect("a field"));
                let cut: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
                assert_eq!(found["text"].as_str(), Some(cut.as_str()), "{query} {found}");
            }
        }
        for facet in ["city", "date"] {
            let sum: u64 = answer["facets"][facet].as_object().expect("a facet").values().filter_map(Value::as_u64).sum();
            assert_eq!(Some(sum), answer["total"].as_u64(), "every hit counts once in {facet}");
        }
    }
}

fn hit_text(out: &str) -> String {
    out.split("\"hits\":[").nth(1).unwrap_or_default().to_owned()
}

#[test]
fn a_limit_changes_the_hits_and_nothing_else() {
    let (all, one) =
        (run(&["search", "的", "--json", "--limit", "1000"]).json(), run(&["search", "的", "--json", "--limit", "1"]).json());
    assert_eq!((&all["total"], &all["facets"]), (&one["total"], &one["facets"]));
    assert_eq!(one["hits"].as_array().map(Vec::len), Some(1));
    assert_eq!(all["hits"][0], one["hits"][0]);
    assert_eq!(run(&["search", "的", "--json", "--limit", "0"]).json()["total"], all["total"]);
}

#[test]
fn a_query_may_start_with_a_dash_after_two_dashes() {
    let ran = run(&["search", "--json", "--", "-19"]);
    assert!(ran.code == 0 || ran.code == 1, "{}", ran.err);
    assert_eq!(ran.json()["query"], "-19");
}

#[test]
fn inspect_names_every_line_of_a_page_once() {
    let root = super::folder(&[("a.txt", super::PAGE.as_bytes())]);
    let ran = super::run_in(root.path(), &["inspect", "a.txt", "--json"]);
    let page = ran.json();
    keys(&page, &ran.out, &["file", "city", "dates_mentioned_latest", "lines", "articles"]);
    assert_eq!(page["file"], "a.txt");
    let lines: Vec<_> = page["lines"].as_array().expect("lines").iter().map(|l| l["n"].as_u64()).collect();
    assert_eq!(lines, [Some(1), Some(3), Some(5)]);
    let ids: Vec<_> = page["articles"].as_array().expect("articles").iter().map(|a| a["id"].clone()).collect();
    for line in page["lines"].as_array().expect("lines") {
        assert!(line["article"].is_null() || ids.contains(&line["article"]), "{line}");
        assert!(line["role"].is_string() && line["cont"].is_boolean());
    }
}

#[test]
fn the_five_source_pages_list_their_articles_by_city() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let seeds = std::env::var_os("YUEBAO_SHARED").map_or_else(|| root.join("../shared"), Into::into).join("seeds");
    if !seeds.exists() {
        println!("no ../shared/seeds: not counted");
        return;
    }
    let ran = run(&[std::ffi::OsStr::new("list"), seeds.as_os_str()]);
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for line in ran.out.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        *counts.entry(fields[1]).or_default() += 1;
        // The day after the newest date that the page reports on.
        assert!(fields[2].ends_with('~'), "{}", fields[2]);
    }
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), [("营口", 7), ("辽阳", 9), ("铁岭", 6), ("锦州", 16)]);
}

#[test]
fn search_marks_what_it_found_where_colour_is_wanted() {
    let (plain, marked) = (run(&["search", "喇叭"]), run(&["search", "喇叭", "--color", "always"]));
    assert_eq!((plain.code, marked.code), (0, 0));
    assert!(!plain.out.contains('\x1b'), "no colour in a pipe");
    assert_eq!(marked.out.replace("\x1b[1;31m", "").replace("\x1b[m", ""), plain.out);
    let lines = marked.out.lines().count();
    assert!(lines > 0 && marked.out.matches("\x1b[1;31m喇叭\x1b[m").count() == lines, "{}", marked.out);
    assert_eq!(run(&["search", "喇叭", "--color", "never"]).out, plain.out);
}

#[test]
fn a_condition_that_nothing_meets_is_looked_for_as_text_and_says_so() {
    let words = run(&["search", "喇叭", "--json"]).json();
    for typed in ["city:喇叭", "作者：喇叭", "section:喇叭", "date:喇叭"] {
        let ran = run(&["search", typed, "--json"]);
        let found = ran.json();
        assert_eq!((ran.code, &found["total"], &found["query"]), (0, &words["total"], &Value::from(typed)));
        assert_eq!(found["hits"][0]["matches"][0]["text"], "喇叭");
        assert!(ran.err.contains("按文字找"), "{typed}: {}", ran.err);
    }
    for (typed, offer) in [("city:北京", "换成“city:"), ("author:张三丰", "换成“author:"), ("喇叭 city:北京", "换成“喇叭”")]
    {
        let ran = run(&["search", typed]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{typed}");
        assert!(ran.err.contains(offer), "{typed}: {}", ran.err);
    }
    let ran = run(&["search", "date:1999-02"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("换成“date:2020-02”"), "{}", ran.err);
    let ran = run(&["search", "date:喇叭-02", "--lang", "en"]);
    assert!(ran.code == 1 && ran.err.contains("taken as text"), "{}", ran.err);
}
