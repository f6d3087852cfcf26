//! Whole screens as pictures: read them as a reader would, then accept them.

use insta::assert_snapshot;

use crate::desk::{desk, desk_en};

#[test]
fn the_first_screen() {
    assert_snapshot!("first_100x30", desk(100, 30).text());
    assert_snapshot!("first_80x24", desk(80, 24).text());
    assert_snapshot!("first_40x20", desk(40, 20).text());
    assert_snapshot!("first_en_100x30", desk_en(100, 30).text());
    assert_snapshot!("first_en_80x24", desk_en(80, 24).text());
    assert_snapshot!("first_en_40x20", desk_en(40, 20).text());
}

#[test]
fn reading() {
    assert_snapshot!("read_split_100x30", desk(100, 30).press("l").text());
    assert_snapshot!("read_split_80x24", desk(80, 24).press("l<Space>").text());
    assert_snapshot!("read_full_100x30", desk(100, 30).press("z").text());
    assert_snapshot!("read_full_80x24", desk(80, 24).press("z").text());
    assert_snapshot!("read_full_en_100x30", desk_en(100, 30).press("z").text());
    assert_snapshot!("read_40x20", desk(40, 20).press("l").text());
    assert_snapshot!("read_40x20_scrolled", desk(40, 20).press("ld").text());
    assert_snapshot!("read_en_40x20", desk_en(40, 20).press("l").text());
}

#[test]
fn searching() {
    assert_snapshot!("search_empty_100x30", desk(100, 30).press("/").text());
    assert_snapshot!("search_empty_en_100x30", desk_en(100, 30).press("/").text());
    assert_snapshot!("search_han_100x30", desk(100, 30).press("/公交").text());
    assert_snapshot!("search_han_80x24", desk(80, 24).press("/公交").text());
    assert_snapshot!("search_han_40x20", desk(40, 20).press("/公交").text());
    assert_snapshot!("search_han_en_80x24", desk_en(80, 24).press("/公交").text());
    assert_snapshot!("search_kept_100x30", desk(100, 30).press("/公交<Enter>nn").text());
    assert_snapshot!("search_kept_40x20", desk(40, 20).press("/公交<Enter>nn").text());
    assert_snapshot!("search_by_relevance_100x30", desk(100, 30).press("/公交<Enter><Tab>o").text());
    assert_snapshot!("search_full_100x30", desk(100, 30).press("z/公交").text());
}

#[test]
fn pages_over_everything() {
    assert_snapshot!("help_100x30", desk(100, 30).press("?").text());
    assert_snapshot!("help_en_100x30", desk_en(100, 30).press("?").text());
    assert_snapshot!("help_80x24", desk(80, 24).press("?").text());
    assert_snapshot!("help_40x20", desk(40, 20).press("?").text());
    assert_snapshot!("help_filtered_100x30", desk(100, 30).press("?/页").text());
    assert_snapshot!("palette_80x24", desk(80, 24).press(":").text());
    assert_snapshot!("source_100x30", desk(100, 30).press("s").text());
    assert_snapshot!("source_en_80x24", desk_en(80, 24).press("sjjjjj").text());
    assert_snapshot!("source_40x20", desk(40, 20).press("s").text());
    assert_snapshot!("problems_none_80x24", desk(80, 24).press("!").text());
}

#[test]
fn the_overview() {
    assert_snapshot!("overview_100x30", desk(100, 30).press("i").text());
    assert_snapshot!("overview_day_140x40", desk(140, 40).press("il").text());
    assert_snapshot!("overview_80x24", desk(80, 24).press("ijj").text());
    assert_snapshot!("overview_40x20", desk(40, 20).press("i").text());
    assert_snapshot!("overview_en_100x30", desk_en(100, 30).press("i").text());
}

#[test]
fn very_small_screens() {
    for (width, height) in [(20, 6), (28, 8), (8, 3), (7, 2), (30, 9), (60, 4), (100, 5), (100, 7)] {
        assert_snapshot!(format!("tiny_{width}x{height}"), desk(width, height).text());
    }
}
