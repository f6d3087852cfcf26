//! Files that are not what they were when the folder was walked.

use std::io::Write as _;

use super::*;

fn drafts(found: &Found) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let (given, errata) = (Hints::default(), Corrections::default());
    file(found, Job { encoding: None, given: &given, errata: &errata }, &mut |draft| {
        drafts.push(draft);
        ControlFlow::Continue(())
    });
    drafts
}

fn found(path: &std::path::Path, size: u64) -> Found {
    Found { path: path.to_path_buf(), size, modified: None, named: false }
}

const PAGE: &str = "港口开航\n\n本报讯 2020年2月25日，锦州港的头一班船解了缆，码头上站满了人。\n";

#[test]
fn a_file_that_has_grown_or_shrunk_since_it_was_seen_is_read_as_it_is() {
    let root = tempfile::tempdir().expect("a folder");
    let path = root.path().join("a.txt");
    std::fs::write(&path, PAGE).expect("written");
    for size in [0, 3, PAGE.len() as u64, 1 << 30] {
        let drafts = drafts(&found(&path, size));
        assert_eq!(drafts.iter().map(|draft| draft.articles.len()).sum::<usize>(), 1, "seen with {size} bytes");
        assert!(drafts.iter().all(|draft| draft.problems.is_empty()), "seen with {size} bytes: {drafts:?}");
    }
    let packed = root.path().join("b.jsonl.gz");
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all("{\"title\":\"一\",\"content\":\"文。\"}\n".as_bytes()).expect("memory");
    std::fs::write(&packed, gz.finish().expect("memory")).expect("written");
    assert_eq!(drafts(&found(&packed, 1))[0].articles.len(), 1);
}

#[test]
fn a_file_that_is_gone_or_has_become_a_folder_since_it_was_seen_is_one_problem() {
    let root = tempfile::tempdir().expect("a folder");
    for path in [root.path().join("gone.txt"), root.path().to_path_buf()] {
        let drafts = drafts(&found(&path, 100));
        assert_eq!((drafts.len(), drafts[0].problems.len(), drafts[0].articles.len()), (1, 1, 0), "{}", path.display());
    }
}

#[test]
fn a_file_that_goes_on_growing_is_given_up_at_the_size_of_the_largest_page() {
    struct Endless;
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer.fill(b'a');
            Ok(buffer.len())
        }
    }
    assert!(whole(&mut Endless).expect("readable").is_none());
}

/// Headline, page, writers, first line of every article of a file of this name and text.
fn read(root: &std::path::Path, name: &str, text: &str) -> Vec<(String, String, Vec<String>, u32)> {
    let path = root.join(name);
    std::fs::write(&path, text).expect("written");
    let drafts = drafts(&found(&path, text.len() as u64));
    assert!(drafts.iter().all(|draft| draft.problems.is_empty()), "{name}: {drafts:?}");
    let articles = drafts.iter().flat_map(|draft| &draft.articles);
    articles
        .map(|a| {
            assert_eq!((a.published.to_string().as_str(), a.published.certain), ("2020-02-26", true), "{name}");
            let page = a.imprint.as_deref().and_then(|imprint| imprint.edition.clone()).unwrap_or_default();
            (a.headline().to_owned(), page, a.authors.clone(), a.line)
        })
        .collect()
}

/// Headline, writer, page and text of four articles.
const ISSUE: [(&str, &str, u8, &str); 4] = [
    (
        "渔船出港忙",
        "许清禾",
        1,
        "雾散了，十四条渔船依次解缆出港，码头上的人比往年多了三成。\n调度员说，今年封冻期短，鱼汛来得早，订单排到了清明。",
    ),
    (
        "老街换了新模样",
        "周南溪",
        1,
        "县里的三条老街先后修好了路面，沿街的铺子换上了新招牌。\n街口卖豆腐的老两口把摊子搬进了屋里，凌晨两点起来磨豆子。",
    ),
    (
        "春耕备种早动手",
        "",
        2,
        "市农业农村局昨日发出通知，要求各乡镇在月底以前完成登记。\n全市已有九成农户领到了补贴，剩下的由村干部上门办理。",
    ),
    (
        "图书馆的灯亮到十点",
        "李东",
        4,
        "图书馆延长了开放时间，周末读者可以一直看到晚上十点。\n馆长说，来的人里一半是备考的学生，另一半是退休的老人。",
    ),
];

#[test]
fn a_whole_issue_in_one_file_is_read_page_by_page_however_its_pages_are_named() {
    let root = tempfile::tempdir().expect("a folder");
    let marked = |mark: &dyn Fn(u8) -> String, each: bool, article: &dyn Fn(&str, &str, &str) -> String| {
        let mut last = 0;
        let mut out = String::new();
        for (headline, writer, page, text) in ISSUE {
            if each || page != last {
                out += &mark(page);
            }
            last = page;
            out += &article(headline, writer, text);
        }
        out
    };
    let signed = |writer: &str| if writer.is_empty() { String::new() } else { format!("本报记者 {writer}\n") };
    let plain = |headline: &str, writer: &str, text: &str| format!("{headline}\n{}{text}\n\n", signed(writer));
    let spaced = |headline: &str, writer: &str, text: &str| {
        format!("### {headline}\n\n{}\n{}\n\n", signed(writer), text.replace('\n', "\n\n"))
    };
    let indented = |headline: &str, writer: &str, text: &str| {
        format!("{headline}\n{}　　{}\n\n\n", signed(writer), text.replace('\n', "\n　　"))
    };
    let forms = [
        ("rmrb_20200226.txt", marked(&|page| format!("第{page:02}版：要闻\n\n"), false, &plain)),
        ("a_20200226.txt", marked(&|page| format!("========== 第{page}版 ==========\n"), false, &indented)),
        (
            "20200226.md",
            format!("# 人民日报 2020年2月26日\n\n{}", marked(&|page| format!("## 第{page:02}版\n\n"), false, &spaced)),
        ),
        ("20200226/all.txt", marked(&|page| format!("《人民日报》（2020年02月26日 第 {page:02} 版）\n"), true, &plain)),
        ("day.txt", format!("人民日报 2020年2月26日 星期三\n\n{}", marked(&|page| format!("【0{page}版】\n"), false, &indented))),
    ];
    std::fs::create_dir(root.path().join("20200226")).expect("a folder");
    for (name, text) in forms {
        let articles = read(root.path(), name, &text);
        let told: Vec<_> = articles
            .iter()
            .map(|(headline, page, writers, _)| (headline.as_str(), page.trim_start_matches('0'), writers.join(" ")))
            .collect();
        let want: Vec<_> =
            ISSUE.iter().map(|(headline, writer, page, _)| (*headline, page.to_string(), (*writer).to_owned())).collect();
        let want: Vec<_> = want.iter().map(|(headline, page, writer)| (*headline, page.as_str(), writer.clone())).collect();
        assert_eq!(told, want, "{name}\n{text}");
        for (headline, _, _, line) in &articles {
            let there = text.lines().nth(*line as usize - 1).unwrap_or_default();
            assert!(there.contains(headline.as_str()), "{name}:{line} {there}");
        }
    }
}

#[test]
fn a_whole_issue_in_one_file_may_name_its_fields() {
    let root = tempfile::tempdir().expect("a folder");
    let colons = ISSUE
        .map(|(headline, writer, page, text)| format!("标题：{headline}\n作者：{writer}\n版次：{page:02}\n正文：\n{text}\n\n"));
    let brackets = ISSUE.map(|(headline, writer, page, text)| {
        format!("【版次】第{page:02}版\n【标题】{headline}\n【作者】{writer}\n【正文】{text}\n")
    });
    for text in [colons.concat(), brackets.join("------------------------------\n")] {
        let articles = read(root.path(), "rmrb_20200226.txt", &text);
        let told: Vec<_> = articles.into_iter().map(|(headline, page, writers, _)| (headline, page, writers.join(" "))).collect();
        let want = ISSUE.map(|(headline, writer, page, _)| (headline.to_owned(), format!("{page:02}"), writer.to_owned()));
        assert_eq!(told, want, "{text}");
    }
}
