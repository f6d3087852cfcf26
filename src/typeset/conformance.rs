//! The published Unicode test files against the parts this room is built on. The files are not part of the project: they are read
//! where Debian's `unicode-data` or Cargo's registry has put them, and passed over with a line where neither has.

use std::path::PathBuf;

use super::{breaks, cluster};

/// The cases of a test file: a text and the byte offsets marked ÷ inside it and at its end.
fn cases(names: &[&str]) -> Option<Vec<(String, Vec<usize>)>> {
    let Some(file) = names.iter().find_map(|name| places(name).into_iter().find_map(|path| std::fs::read_to_string(path).ok()))
    else {
        println!("none of {names:?} is here, passed over");
        return None;
    };
    let lines = file.lines().map(|line| line.split('#').next().unwrap_or("").trim()).filter(|line| !line.is_empty());
    Some(lines.filter_map(case).collect())
}

fn case(line: &str) -> Option<(String, Vec<usize>)> {
    let (mut text, mut offsets) = (String::new(), Vec::new());
    for token in line.split_whitespace() {
        match token {
            "÷" if !text.is_empty() => offsets.push(text.len()),
            "÷" | "×" => {}
            hex => text.push(char::from_u32(u32::from_str_radix(hex, 16).ok()?)?),
        }
    }
    Some((text, offsets))
}

fn places(name: &str) -> Vec<PathBuf> {
    let mut places = vec![PathBuf::from("/usr/share/unicode/auxiliary").join(name)];
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
    for index in cargo.iter().filter_map(|cargo| std::fs::read_dir(cargo.join("registry/src")).ok()).flatten().flatten() {
        for package in std::fs::read_dir(index.path()).into_iter().flatten().flatten() {
            if package.file_name().to_string_lossy().starts_with("icu_segmenter-2") {
                places.push(package.path().join("tests/testdata").join(name));
            }
        }
    }
    places
}

#[test]
fn the_base_segmenter_keeps_the_line_break_test_of_unicode() {
    // Of Unicode 15.0; the differences are rules that 15.1 changed (LB15a, LB15b, LB25).
    if let Some(cases) = cases(&["LineBreakTest.txt"]).filter(|cases| cases.len() == 7654) {
        let right = cases.iter().filter(|(text, offsets)| breaks::base(text) == *offsets).count();
        println!("LineBreakTest 15.0: {right} of {}", cases.len());
        assert!(right >= 7612, "{right}");
    }
    if let Some(cases) = cases(&["LineBreakTest_15.1.txt"]) {
        let wrong: Vec<_> = cases.iter().filter(|(text, offsets)| breaks::base(text) != *offsets).collect();
        println!("LineBreakTest 15.1: {} of {}", cases.len() - wrong.len(), cases.len());
        assert!(wrong.is_empty(), "{:?}", wrong.first());
    }
}

#[test]
fn clusters_keep_the_grapheme_break_test_of_unicode() {
    if let Some(cases) = cases(&["GraphemeBreakTest_17.txt"]) {
        for (text, offsets) in &cases {
            let mut starts: Vec<usize> = cluster::cut(text).clusters.iter().skip(1).map(|c| c.start as usize).collect();
            starts.push(text.len());
            assert_eq!(starts, *offsets, "{text:?}");
        }
        println!("GraphemeBreakTest 17: {0} of {0}", cases.len());
    }
}
