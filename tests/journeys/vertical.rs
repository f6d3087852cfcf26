//! Vertical type.

use crate::desk::{case as open, place};

#[test]
fn v_and_esc_give_back_the_very_frame_also_out_of_columns() {
    for (width, height) in [(40, 20), (100, 30), (140, 40)] {
        for before in ["", "jjj", "<Enter>]]", "<Enter> jj"] {
            for back in ["v", "<Esc>"] {
                let mut reader = open(width, height);
                reader.press(before);
                let frame = reader.text();
                reader.press("v");
                assert_ne!(reader.text(), frame);
                reader.press(back);
                assert_eq!(reader.text(), frame, "{width}x{height} {before} {back}");
            }
        }
    }
    let mut reader = open(140, 40);
    let tree = reader.text();
    reader.press("c");
    let columns = reader.text();
    reader.press("v<Esc>");
    assert_eq!(reader.text(), columns, "Esc undoes the last opening only");
    reader.press("vc");
    assert_eq!(reader.text(), columns, "the key of the one further out goes back to it");
    reader.press("<Esc>");
    assert_eq!(reader.text(), tree);
}

#[test]
fn left_is_on_and_right_is_back() {
    let mut reader = open(40, 20);
    reader.press("vjjj");
    let there = reader.text();
    for pair in ["kj", "lh", "<Right><Left>", "<Up><Down>"] {
        assert_eq!(reader.press(pair).text(), there, "{pair}");
    }
    let before = place(&reader).1;
    assert!(place(reader.press("h")).1 > before);
}

#[test]
fn space_reads_every_character_from_right_to_left() {
    for (width, height) in [(20, 10), (40, 20), (100, 30)] {
        let mut reader = open(width, height);
        reader.press("v");
        let article = reader.program().app().article().unwrap().clone();
        let mut read = vec![false; article.text.len()];
        for _ in 0..200 {
            let app = reader.program().app();
            if app.article().unwrap().key != article.key {
                break;
            }
            let pane = app.geometry().reader.unwrap();
            let mut before = u16::MAX;
            for (x, upright) in app.scroll().unwrap().shown(pane) {
                assert!(x < before && x + 1 < width);
                before = x;
                for glyph in &upright.column.glyphs {
                    assert!(pane.y + upright.down + glyph.y < pane.y + pane.height, "{width}x{height}");
                    read[glyph.span.start as usize..glyph.span.end as usize].fill(true);
                }
            }
            reader.press(" ");
        }
        let missed: Vec<char> =
            article.text.char_indices().filter(|(at, c)| !read[*at] && !c.is_whitespace()).map(|(_, c)| c).collect();
        assert!(missed.is_empty(), "{width}x{height}: {missed:?}");
    }
}

#[test]
fn a_search_marks_its_places_and_brings_them_to_sight() {
    let mut reader = open(40, 20);
    reader.press("v/招聘<Enter>");
    let app = reader.program().app();
    assert!(app.scroll().is_some());
    let hit = app.finder().unwrap().present().unwrap().span;
    let shown = app.scroll().unwrap().shown(app.geometry().reader.unwrap());
    assert!(shown.into_iter().any(|(_, upright)| upright.column.span.contains(hit.start)), "{}", reader.text());
}

#[test]
fn the_first_character_stays_first_through_any_change_of_size() {
    let mut reader = open(40, 20);
    reader.press("vjjjjjjjjj");
    let first = place(&reader);
    for (width, height) in [(100, 30), (60, 12), (18, 6), (140, 40), (40, 20)] {
        reader.resize(width, height);
        assert_eq!(place(&reader), first, "{width}x{height}");
    }
}
