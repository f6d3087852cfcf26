//! Corrections on pages of our own: each kind does what it says, a stale one is told, nothing else moves.

use proptest::prelude::*;

use super::*;
use crate::corpus::Field;
use crate::import::{Source, page};

const PAGE: &str = "\
锦州春耕

本报讯 2月24日，锦州凌海市的拖拉机下了地，村民说今年的墒情好，种子也备齐了。

机手排了班，一天能耕三百亩地，夜里也不停，赶着在雨前把地翻完。

发票送上门

本报讯 2月25日，锦州义县的邮递员把发票送到了门口，店主不用再跑一趟大厅。
";

fn draft() -> Draft {
    page(&Source { name: "a.txt", text: PAGE })
}

fn fix(line: u32, act: Act) -> Corrections {
    Corrections { fix: vec![Fix { file: "a.txt".to_owned(), hash: hash(PAGE), line, act }] }
}

fn applied(corrections: &Corrections) -> (Draft, Vec<Problem>) {
    let mut draft = draft();
    let problems = apply(&mut draft, corrections, &Hints::default());
    (draft, problems)
}

fn texts(draft: &Draft) -> Vec<&str> {
    draft.articles.iter().map(|a| a.text.as_str()).collect()
}

#[test]
fn a_merged_article_keeps_its_headline_as_a_subhead() {
    let (draft, problems) = applied(&fix(7, Act::Merge { into: 1 }));
    assert!(problems.is_empty());
    assert_eq!(draft.articles.len(), 1);
    assert!(
        draft.articles[0].parts.iter().any(|p| p.field == Field::Subhead && p.span.of(&draft.articles[0].text) == "发票送上门")
    );
    assert!(draft.page.lines.iter().all(|l| l.article.is_none_or(|a| a == 0)));
}

#[test]
fn a_split_begins_a_new_article_in_its_place() {
    let (draft, problems) = applied(&fix(5, Act::Split));
    assert!(problems.is_empty());
    assert_eq!(draft.articles.len(), 3);
    assert!(draft.articles[1].text.starts_with("机手排了班"));
    assert_eq!(draft.page.lines.iter().find(|l| l.n == 5).and_then(|l| l.article), Some(1));
    assert_eq!(draft.page.lines.iter().find(|l| l.n == 9).and_then(|l| l.article), Some(2));
    assert_ne!(draft.articles[0].key, draft.articles[1].key);
}

#[test]
fn a_moved_paragraph_stands_by_its_line() {
    let (draft, problems) = applied(&fix(5, Act::Move { into: 7 }));
    assert!(problems.is_empty());
    assert!(draft.articles[1].text.contains("机手排了班"));
    assert!(!draft.articles[0].text.contains("机手排了班"));
}

#[test]
fn headline_city_day_and_section_are_set() {
    let (draft, _) = applied(&fix(1, Act::Retitle { headline: "凌海春耕".to_owned() }));
    assert_eq!(draft.articles[0].headline(), "凌海春耕");
    let act = Act::Set {
        city: Some("营口市".to_owned()),
        date: Some("2020-02-24".to_owned()),
        published: Some("2020-02-26".to_owned()),
        section: Some("要闻".to_owned()),
    };
    let (draft, problems) = applied(&fix(3, act));
    let one = &draft.articles[0];
    assert!(problems.is_empty());
    assert_eq!((one.city.as_deref(), one.place_source), (Some("营口"), PlaceSource::Stated));
    assert_eq!(one.published.to_string(), "2020-02-26");
    assert_eq!(one.date.map(|d| d.to_string()).as_deref(), Some("2020-02-24"));
    assert_eq!(one.section.as_deref(), Some("要闻"));
}

#[test]
fn a_stale_correction_is_said_and_not_applied() {
    let mut old = fix(5, Act::Split);
    old.fix[0].hash = "0000000000000000".to_owned();
    let (changed, problems) = applied(&old);
    assert_eq!(texts(&changed), texts(&draft()));
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].place, "a.txt:5");
    assert_eq!(applied(&fix(500, Act::Hide)).1.len(), 1, "a line that is gone");
    let mut other = old.clone();
    other.fix[0].file = "b.txt".to_owned();
    assert!(applied(&other).1.is_empty(), "another page's correction is not this page's business");
}

#[test]
fn corrections_survive_being_written() {
    let mut all = fix(5, Act::Split);
    all.fix.extend(fix(7, Act::Merge { into: 1 }).fix);
    all.fix.extend(fix(3, Act::Set { city: Some("锦州".to_owned()), date: None, published: None, section: None }).fix);
    assert_eq!(Corrections::parse(&all.print()).as_ref(), Ok(&all));
    assert!(Corrections::parse("[[fix]]\nfile = 3").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_series_of_corrections_loses_a_line_or_breaks_an_article(steps in proptest::collection::vec((0u32..11, 0u32..11, 0u8..6), 0..6)) {
        let act = |into: u32, kind: u8| match kind {
            0 => Act::Merge { into },
            1 => Act::Split,
            2 => Act::Move { into },
            3 => Act::Caption,
            4 => Act::Retitle { headline: "新题".to_owned() },
            _ => Act::Keep,
        };
        let all = Corrections { fix: steps.iter().flat_map(|(line, into, kind)| fix(*line, act(*into, *kind)).fix).collect() };
        let (changed, _) = applied(&all);
        prop_assert_eq!(changed.page.lines.len(), draft().page.lines.len());
        for article in &changed.articles {
            prop_assert!(!article.parts.is_empty());
            prop_assert_eq!(article.parts.last().map(|p| p.span.end as usize), Some(article.text.len()));
            prop_assert!(article.parts.iter().all(|p| article.text.get(p.span.start as usize..p.span.end as usize).is_some()));
        }
        for paragraph in ["拖拉机下了地", "机手排了班", "邮递员把发票"] {
            prop_assert_eq!(changed.articles.iter().filter(|a| a.text.contains(paragraph)).count(), 1);
        }
    }
}
