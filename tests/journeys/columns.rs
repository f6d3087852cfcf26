//! Newspaper columns.

use crate::desk::{case as open, place};

#[test]
fn c_sets_the_issue_and_c_or_esc_gives_back_the_very_frame() {
    for (width, height) in [(92, 24), (100, 30), (140, 40), (200, 60)] {
        for back in ["c", "<Esc>"] {
            let mut reader = open(width, height);
            for before in ["", "jjj", "<Enter>]]", "<Enter> jj", "zj"] {
                reader.press(before);
                let frame = reader.text();
                reader.press("c");
                assert_ne!(reader.text(), frame, "{width}x{height} {before}");
                reader.press(back);
                assert_eq!(reader.text(), frame, "{width}x{height} {before} {back}");
            }
        }
    }
}

#[test]
fn below_92_columns_a_notice_says_so_and_nothing_changes() {
    let mut reader = open(91, 30);
    let before = reader.rows();
    reader.press("c");
    let after = reader.rows();
    assert_eq!(before[..29], after[..29]);
    assert!(after[29].contains("窗口太窄，分不成两栏（要 92 列）"), "{}", after[29]);
}

#[test]
fn space_reads_the_issue_to_its_end_and_every_row_comes_once() {
    for (width, height) in [(92, 20), (100, 30), (140, 40)] {
        let mut reader = open(width, height);
        reader.press("c");
        let mut seen = Vec::new();
        for _ in 0..20 {
            let app = reader.program().app();
            let spread = app.spread().unwrap();
            let columns: Vec<_> = spread.shown().collect();
            for column in &columns {
                assert!(column.len() <= usize::from(height) - 3);
                assert!(column.first().is_none_or(Option::is_some), "white at a column head");
            }
            seen.extend(columns.iter().flatten().flatten().map(|(id, row)| (*id, row.line.span)));
            if app.at_last_page() {
                break;
            }
            reader.press(" ");
        }
        let app = reader.program().app();
        let mut sorted = seen.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(seen, sorted, "{width}x{height}");
        assert_eq!(seen.iter().map(|(id, _)| id).collect::<std::collections::BTreeSet<_>>().len(), app.issue_size() as usize);
    }
}

#[test]
fn no_headline_block_stands_at_a_column_foot_with_less_than_two_lines_of_text() {
    use yuebao::corpus::Field;
    for width in [92, 140, 227] {
        for height in (12..60).step_by(5) {
            let mut reader = open(width, height);
            reader.press("c");
            for _ in 0..12 {
                let app = reader.program().app();
                let spread = app.spread().unwrap();
                for column in spread.shown() {
                    let rows: Vec<_> = column.iter().flatten().collect();
                    let Some(head) = rows.iter().rposition(|(_, row)| row.field.is_some_and(|f| f < Field::Lead)) else {
                        continue;
                    };
                    let (id, _) = rows[head];
                    let under = rows.len() - head - 1;
                    let article = app.corpus().article(*id).unwrap();
                    let ends = rows.last().unwrap().1.line.span.end as usize == article.text.len();
                    assert!(under >= 2 || ends, "{width}x{height}: {under} lines under {}", article.title());
                }
                reader.press(" ");
            }
        }
    }
}

#[test]
fn brackets_go_from_story_to_story_and_turn_the_page_only_when_they_must() {
    let mut reader = open(140, 40);
    reader.press("c");
    let mut titles = Vec::new();
    for _ in 0..reader.program().app().issue_size() {
        let title = reader.program().app().article().unwrap().title();
        let marked = reader.rows().iter().filter(|row| row.contains('>')).count();
        assert_eq!(marked, 1, "{title}\n{}", reader.text());
        titles.push(title);
        reader.press("]");
    }
    titles.dedup();
    assert_eq!(titles.len(), reader.program().app().corpus().outline().cities[0].dates[0].count as usize);
}

#[test]
fn the_first_character_stays_first_through_any_change_of_size() {
    let mut reader = open(140, 40);
    reader.press("c jjj");
    let first = place(&reader);
    for (width, height) in [(92, 24), (200, 50), (100, 30), (80, 24), (140, 40)] {
        reader.resize(width, height);
        assert_eq!(place(&reader), first, "{width}x{height}");
    }
    assert!(reader.program().app().spread().is_some());
}

#[test]
fn a_search_in_columns_marks_all_stories_and_esc_gives_the_frame_back() {
    let mut reader = open(140, 40);
    reader.press("c");
    let before = reader.text();
    reader.press("/复工");
    assert!(reader.rows()[0].starts_with(" /复工"));
    reader.press("<Esc>");
    assert_eq!(reader.text(), before);
    reader.press("/复工<Enter>nn");
    assert!(reader.program().app().spread().is_some());
    reader.press("<Esc><Esc>");
    assert!(reader.program().app().spread().is_none());
}

#[test]
#[ignore = "prints the screen for a look"]
fn look() {
    let keys = std::env::var("KEYS").unwrap_or_else(|_| "c".to_owned());
    for (width, height) in [(100, 30), (140, 40), (40, 20)] {
        let mut reader = open(width, height);
        reader.press(&keys);
        println!("{width}x{height}\n{}", reader.text());
    }
}
