//! Pages that open over everything, and the switches of theme and language.

use yuebao::app::{Focus, Lang, ThemeChoice};
use yuebao::corpus::{Doubt, Evidence, Problem};

use crate::desk::{Desk, before, desk, head, sit, status, title};

fn doubtful() -> Desk {
    let mut drafts = crate::fixture::drafts();
    let article = &mut drafts[0].articles[0];
    let offset = article.parts.iter().rev().nth(1).unwrap().span.start;
    let doubt = |offset, tenths, what: &str| Doubt {
        line: 58,
        offset,
        what: what.to_owned(),
        what_en: "the last paragraph may be another article".to_owned(),
        tenths,
    };
    article.doubts = vec![doubt(offset, 4, "末段也许是另一篇"), doubt(0, 6, "标题与副题分不清")];
    drafts[1].problems.push(Problem {
        place: "2019/0612-05.txt".to_owned(),
        cause: "不是文本（像图片）".to_owned(),
        cause_en: "not text (looks like an image)".to_owned(),
        remedy: "不读它，其余照常".to_owned(),
        remedy_en: "skipped, the rest is read".to_owned(),
    });
    before(crate::fixture::build(drafts), 80, 24)
}

#[test]
fn help_is_filtered_by_words_names_and_keys() {
    let mut desk = desk(100, 30);
    desk.press("?/页");
    assert!(desk.text().contains("page_down") && !desk.text().contains("other_pane"), "{}", desk.text());
    desk.press("<Esc>");
    assert!(desk.text().contains("other_pane"), "Esc takes the filter off first\n{}", desk.text());
    desk.press("/Tab<Enter>");
    assert!(desk.text().contains("other_pane") && !desk.text().contains("page_down"), "{}", desk.text());
    desk.press("<Esc>");
    assert!(desk.text().contains("page_down"), "also when the filter was kept");
    desk.press("<Esc>");
    assert_eq!(desk.program().app().focus(), Focus::Tree);
}

#[test]
fn the_palette_does_what_is_chosen() {
    let mut desk_of_hits = desk(100, 30);
    desk_of_hits.press("/公交<Enter>:hit<Enter>");
    assert!(desk_of_hits.text().contains("公交  2/11"), "the next one\n{}", desk_of_hits.text());
    desk_of_hits.press(":city_n");
    assert!(desk_of_hits.text().contains("没有这样的功能"), "{}", desk_of_hits.text());
    let mut desk = desk(100, 30);
    desk.press(":full<Enter>");
    assert!(desk.program().app().geometry().tree.is_none(), "{}", desk.text());
    desk.press("<Esc>:lang<Enter>");
    assert_eq!(desk.program().app().lang(), Lang::En);
    desk.press(":quit<Enter>");
    assert!(desk.has_quit());
}

#[test]
fn every_page_closes_without_a_trace_at_every_place() {
    for (width, height) in [(100, 30), (80, 24), (40, 20), (30, 9), (15, 6), (8, 3)] {
        for start in ["", "jjj", "l", "ljjj", "lG", "zjj", "/公交<Enter>n"] {
            for page in ["?", ":", "s", "!", "i", "ijlh>", "?jj", "?/页", ":z<Down>", "sjj", "?:", "e"] {
                for close in ["<Esc>", "<C-c>"] {
                    if close == "<C-c>" && !page.starts_with(':') && !page.contains(['/', ':']) {
                        continue; // Ctrl-C on a page without a line of text is quit.
                    }
                    let mut desk = desk(width, height);
                    desk.press(start).press("<C-l>");
                    let before = desk.shown().clone();
                    desk.press(page);
                    let open = |desk: &Desk| matches!(desk.program().app().focus(), Focus::Leaf | Focus::Drawer);
                    if !open(&desk) {
                        continue; // An article without source lines opens no page.
                    }
                    // Ctrl-C closes a line of text; on the page below it would quit.
                    desk.press(close);
                    while open(&desk) {
                        desk.press("<Esc>");
                    }
                    // What it said (that there is no source to show) goes with the next key.
                    desk.press("<C-l>");
                    assert_eq!(desk.shown(), &before, "{width}x{height} {start:?} {page:?} {close}\n{}", desk.text());
                }
            }
        }
    }
}

#[test]
fn source_view_shows_what_was_done_and_returns_to_the_same_character() {
    let mut desk = desk(100, 30);
    desk.press("l");
    let before = desk.shown().clone();
    desk.press("s");
    assert!(desk.text().contains("正文  接 15"), "{}", desk.text());
    assert!(desk.text().contains("标题  下篇     图书馆把书送到公交站"), "on to the headline that follows\n{}", desk.text());
    desk.press("s");
    assert_eq!(desk.shown(), &before, "{}", desk.text());
    desk.press("sG").press("kkkk");
    assert!(status(&desk).contains("去掉重复的“休”"), "{}", desk.text());
    desk.press("s");
    assert!(desk.text().contains("卸鱼之前"), "back where the line was put\n{}", desk.text());
}

#[test]
fn source_view_says_what_an_approximate_day_rests_on() {
    let mut drafts = crate::fixture::drafts();
    drafts[0].page.evidence = vec![
        Evidence {
            line: 7,
            what: "最新的日期是2月25日，出版日取其次日".to_owned(),
            what_en: "the newest day reported is 2-25".to_owned(),
        },
        Evidence {
            line: 0, what: "本页地名90%指向锦州".to_owned(), what_en: "90% of the places point to Jinzhou".to_owned()
        },
    ];
    let mut desk = before(crate::fixture::build(drafts), 100, 30);
    desk.press("s");
    let row = desk.text().lines().nth(1).unwrap_or_default().trim().to_owned();
    assert_eq!(row, "日期和城市: 最新的日期是2月25日，出版日取其次日 (第 7 行); 本页地名90%指向锦州");
    desk.press("s:lang<Enter>s");
    let row = desk.text().lines().nth(1).unwrap_or_default().trim().to_owned();
    assert_eq!(row, "day and city: the newest day reported is 2-25 (line 7); 90% of the places point to Jinzhou");
}

#[test]
fn an_article_without_source_lines_says_so() {
    let mut desk = desk(100, 30);
    desk.press("3s");
    assert!(status(&desk).contains("这一篇没有原文可看"), "{}", status(&desk));
}

#[test]
fn a_record_without_lines_says_what_else_is_known_of_it() {
    let mut drafts = crate::fixture::drafts();
    for article in drafts.iter_mut().flat_map(|draft| &mut draft.articles) {
        article.extra = vec![("来源".to_owned(), "锦州日报".to_owned()), ("url".to_owned(), "http://x/1".to_owned())];
    }
    let mut desk = before(crate::fixture::build(drafts), 100, 30);
    desk.press("3s");
    assert!(status(&desk).contains("来源: 锦州日报  url: http://x/1"), "{}", status(&desk));
}

#[test]
fn doubts_are_marked_softly_in_tree_head_and_margin() {
    let mut desk = doubtful();
    desk.resize(100, 30);
    let rows = desk.rows();
    assert!(rows[0].ends_with("存疑"), "{}", rows[0]);
    let row = rows.iter().find(|row| row.contains("> 小凌河口")).unwrap();
    assert!(row.contains("?   "), "{row}");
    let paragraph = rows.iter().find(|row| row.contains("气象部门提示")).unwrap();
    assert!(paragraph.contains(" ?     气象"), "{paragraph}");
    desk.press("z");
    let paragraph = desk.rows().into_iter().find(|row| row.contains("气象部门提示")).unwrap();
    assert!(paragraph.contains("? "), "also in full width: {paragraph}");
}

#[test]
fn the_list_of_problems_leads_to_the_place() {
    let mut desk = doubtful();
    desk.press("3!");
    insta::assert_snapshot!("problems_80x24", desk.text());
    desk.press("jj");
    assert!(status(&desk).contains("3/3"), "{}", status(&desk));
    insta::assert_snapshot!("problems_doubt_80x24", desk.text());
    desk.press("k<Enter>");
    assert_eq!(title(&desk), "小凌河口开出今春第一班渔船");
    assert!(desk.text().contains("气象部门提示"), "{}", desk.text());
    desk.press("<BS>");
    assert_eq!(title(&desk), "夜班车多开一小时");
}

#[test]
fn one_doubt_about_many_paragraphs_is_one_row_that_leads_to_where_it_is_greatest() {
    let mut drafts = crate::fixture::drafts();
    let article = &mut drafts[0].articles[0];
    let last = article.parts.iter().rev().nth(1).unwrap().span.start;
    let doubt = |offset, tenths| Doubt {
        line: 58,
        offset,
        what: "也可能属于另一篇".to_owned(),
        what_en: "may belong to another article".to_owned(),
        tenths,
    };
    article.doubts = vec![doubt(0, 8), doubt(last, 6), doubt(0, 7)];
    let mut desk = before(crate::fixture::build(drafts), 80, 24);
    desk.press("!");
    assert_eq!(desk.text().matches("也可能属于另一篇").count(), 1, "{}", desk.text());
    assert!(desk.text().contains("六成"), "{}", desk.text());
    desk.press("<Enter>");
    assert!(desk.text().contains("气象部门提示"), "{}", desk.text());
}

/// Sixty files that could not be read and the doubts of every article.
fn many() -> std::sync::Arc<yuebao::corpus::Corpus> {
    let mut drafts = crate::fixture::drafts();
    for i in 0..60 {
        drafts[1].problems.push(Problem {
            place: format!("2019/06{i:02}-05.txt"),
            cause: "没有读它的权限".to_owned(),
            cause_en: "permission denied".to_owned(),
            remedy: "用 chmod +r 放开，或换个用户".to_owned(),
            remedy_en: "chmod +r it, or run as its owner".to_owned(),
        });
    }
    for article in drafts.iter_mut().flat_map(|draft| &mut draft.articles) {
        let what = "末段也许是另一篇".to_owned();
        article.doubts =
            vec![Doubt { line: 1, offset: 0, what, what_en: "the last paragraph may be another article".to_owned(), tenths: 5 }];
    }
    crate::fixture::build(drafts)
}

#[test]
fn a_long_list_of_problems_says_how_much_is_below_and_shows_the_selected_one_at_every_size() {
    for (width, height) in [(100, 30), (80, 24), (40, 20), (30, 9), (20, 6), (20, 5), (8, 4), (8, 3), (200, 60)] {
        let mut desk = before(many(), width, height);
        desk.press("!");
        match (width, height) {
            (80, 24) => insta::assert_snapshot!("problems_many_80x24", desk.text()),
            (40, 20) => insta::assert_snapshot!("problems_many_40x20", desk.text()),
            (20, 6) => insta::assert_snapshot!("problems_many_20x6", desk.text()),
            _ => {}
        }
        let selected = |desk: &Desk| desk.rows().iter().filter(|row| row.starts_with(" >")).count();
        let all = 60 + desk.program().app().leaf().map_or(0, |leaf| leaf.doubtful().len());
        for keys in [["j"; 100].concat(), ["k"; 100].concat(), "G".to_owned(), ["<PgUp>"; 30].concat(), "Gg".to_owned()] {
            for key in yuebao::front::harness::parse_keys(&keys) {
                desk.send(yuebao::app::Event::Key(key));
                assert_eq!(selected(&desk), 1, "{width}x{height}\n{}", desk.text());
            }
        }
        if width >= 30 {
            assert!(status(&desk).contains(&format!("1/{all}")), "{}", status(&desk));
            assert!(desk.text().contains("还有 "), "{}", desk.text());
            desk.press("G");
            assert!(!desk.text().contains("还有 "), "{}", desk.text());
        }
        // What stands above the page and what it says is below are all there is.
        desk.press("g");
        let more = desk.rows().into_iter().find_map(|row| Some(row.split_once("还有 ")?.1.to_owned()));
        if let Some(more) = more {
            let below: usize = more.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<usize>().ok()).sum();
            let shown = desk.rows().iter().filter(|row| row.contains("2019/06")).count();
            assert_eq!(below + shown, all, "{width}x{height}\n{}", desk.text());
        }
    }
}

#[test]
fn theme_and_language_change_at_once_and_move_nothing() {
    let start =
        || yuebao::app::Start { corpus: crate::fixture::corpus(), display: crate::desk::colourful(), ..Default::default() };
    let mut desk = sit(start(), 100, 30);
    desk.press("ljj");
    let before = desk.rows();
    desk.press("t");
    assert!(status(&desk).contains("配色: paper"), "{}", status(&desk));
    assert_eq!(desk.program().app().theme(), ThemeChoice::Paper);
    assert_eq!(desk.rows()[..29], before[..29], "a theme moves no character");
    desk.press("tt");
    assert_eq!(desk.program().app().theme(), ThemeChoice::Mono);
    desk.press("t");
    assert!(status(&desk).contains("配色: auto"), "{}", status(&desk));
    desk.press("L");
    assert!(status(&desk).contains("? help"), "{}", status(&desk));
    assert_eq!(desk.rows()[2..29], before[2..29]);
    desk.press("L");
    assert_eq!(desk.rows(), before);
}

#[test]
fn the_ground_tints_the_next_frame_and_draws_none_of_its_own() {
    let mut desk = sit(
        yuebao::app::Start { corpus: crate::fixture::corpus(), display: crate::desk::colourful(), ..Default::default() },
        100,
        30,
    );
    let frames = desk.frames();
    desk.send(yuebao::app::Event::Background(yuebao::app::Ground::Dark));
    assert_eq!(desk.frames(), frames);
    desk.press("j");
    assert_eq!(desk.program().app().theme(), ThemeChoice::Night);
}

#[test]
fn help_scrolls_where_it_does_not_fit_and_says_so_only_there() {
    let mut small = desk(80, 24);
    small.press("?");
    assert!(status(&small).contains("j k 上下"), "{}", status(&small));
    let top = small.text();
    small.press("j");
    assert_ne!(small.text(), top);
    small.press("G");
    assert!(small.text().contains("quit"), "{}", small.text());
    let mut large = desk(100, 40);
    large.press("?");
    assert!(!status(&large).contains("j k 上下"), "{}", status(&large));
    assert!(head(&large).ends_with("/ 筛选"), "{}", head(&large));
}
