//! Under which label each line stands: 版名 and column labels, as text without pinyin, brackets and marks.

use super::assemble::Placed;
use super::block::{Block, is_han, is_padding};
use crate::corpus::Role;

/// The label in force at each line; an index of contents (导读) rules nothing.
pub(super) fn sections(blocks: &[Block], placed: &[Placed]) -> Vec<Option<String>> {
    let mut current: Option<String> = None;
    blocks
        .iter()
        .zip(placed)
        .map(|(block, p)| {
            if p.role == Role::Section {
                let name = label(&block.text);
                let index = ["导读", "导览", "索引", "要目", "目录"].iter().any(|w| name.contains(w));
                current = (!name.is_empty() && !index).then_some(name);
            }
            current.clone()
        })
        .collect()
}

/// `速览 SULAN` → 速览, `· 图说 ·` → 图说, `【快讯】` → 快讯.
pub(super) fn label(text: &str) -> String {
    let dressing = |c: char| is_padding(c) || !(is_han(c) || c.is_alphanumeric() || "“”《》！？".contains(c));
    let text = text.trim_matches(dressing);
    let words: Vec<&str> = text.split(is_padding).filter(|w| !w.is_empty()).collect();
    let is_pinyin = |w: &str| w.len() >= 3 && w.chars().all(|c| c.is_ascii_uppercase());
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() && is_pinyin(last) => rest.join(" "),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn a_label_is_its_words() {
        for (line, name) in [
            ("速览 SULAN", "速览"),
            ("· 图说 ·", "图说"),
            ("【快讯】", "快讯"),
            ("战“疫”一线 YIXIAN", "战“疫”一线"),
            ("■ 港城时讯 SHIXUN", "港城时讯"),
        ] {
            assert_eq!(label(line), name);
        }
    }
}
