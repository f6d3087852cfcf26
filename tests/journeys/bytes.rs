//! What a key costs on the line. Bounds are those of the design; what is measured is printed with `--nocapture`.

use crate::desk::{Desk, desk};

fn cost(desk: &mut Desk, keys: &str) -> Vec<usize> {
    let keys = yuebao::front::harness::parse_keys(keys);
    keys.into_iter()
        .map(|key| {
            desk.send(yuebao::app::Event::Key(key));
            desk.take_bytes().len()
        })
        .collect()
}

fn at_most(what: &str, bound: usize, costs: &[usize]) {
    let most = costs.iter().copied().max().unwrap_or(0);
    println!("{what}: {most} bytes at most (bound {bound}), each {costs:?}");
    assert!(most <= bound, "{what}: {most} bytes, more than {bound}: {costs:?}");
}

#[test]
fn the_first_screen() {
    for (width, height, bound) in [(120, 40, 8_500), (100, 30, 8_500), (80, 24, 8_500), (40, 20, 8_500)] {
        let mut desk = desk(width, height);
        at_most(&format!("first screen {width}x{height}"), bound, &[desk.take_bytes().len()]);
    }
}

#[test]
fn a_line_down() {
    let mut split = desk(120, 40);
    split.resize(120, 20);
    split.press("l").take_bytes();
    at_most("line down beside the tree 120x20", 4_200, &cost(&mut split, "jjjj"));
    let mut split = desk(100, 20);
    split.press("l").take_bytes();
    at_most("line down beside the tree 100x20", 3_000, &cost(&mut split, "jjjj"));
    let mut full = desk(100, 16);
    full.press("z").take_bytes();
    at_most("line down in full width 100", 400, &cost(&mut full, "jjjjjj"));
    at_most("line up in full width 100", 400, &cost(&mut full, "kkkkkk"));
}

#[test]
fn moves_in_the_tree() {
    let mut tree = desk(120, 40);
    tree.press("jjjjjjjj").take_bytes();
    at_most("tree row, another article", 2_600, &cost(&mut tree, "jkjk"));
    tree.press("GG").take_bytes();
    tree.press("1").take_bytes();
    let costs = cost(&mut tree, "kk");
    at_most("tree row, same article", 400, &costs);
    at_most("folding and unfolding a day", 1_500, &cost(&mut tree, "jh"));
}

#[test]
fn typing_a_search() {
    let mut split = desk(120, 40);
    split.take_bytes();
    at_most("opening the search line", 260, &cost(&mut split, "/"));
    let costs = cost(&mut split, "公交站");
    at_most("first typed character beside the tree", 4_500, &costs[..1]);
    at_most("further typed characters beside the tree", 2_500, &costs[1..]);
    let mut full = desk(100, 30);
    full.press("z/").take_bytes();
    at_most("typed characters in full width", 1_500, &cost(&mut full, "公交站"));
}

#[test]
fn keys_that_change_nothing_cost_nothing() {
    let mut desk = desk(100, 30);
    desk.press("g").take_bytes();
    at_most("keys without meaning", 0, &cost(&mut desk, "<F1><Ins><A-x>x<Esc><Esc>"));
}
