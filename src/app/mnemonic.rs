//! What a key stands for, so that the hand remembers it: an English word, or the 汉字 whose pinyin begins with the letter.

use super::action::Entry;
use super::words::Lang;

/// Names of the action table, with the key, the 汉字 and the word.
const MEMOS: [(&str, char, &str, &str); 12] = [
    ("full", 'z', "整版", "zen"),
    ("columns", 'c', "裁栏", "columns"),
    ("vertical", 'v', "尖朝下，竖排", "vertical"),
    ("source", 's', "素稿（原文）", "source"),
    ("overview", 'i', "一览", "index"),
    ("fix", 'e', "讹（更正）", "errata"),
    ("copy", 'y', "印（复制）", "yank"),
    ("mark", 'm', "铭（书签）", "mark"),
    ("note", 'a', "按（按语）", "annotate"),
    ("theme", 't', "调（配色）", "theme"),
    ("fold", 'h', "后", "hide"),
    ("open", 'l', "里", "look"),
];

/// The key of an entry and what it stands for, where there is something to remember.
pub fn mnemonic(entry: &Entry, lang: Lang) -> Option<(char, &'static str)> {
    let (_, key, zh, en) = MEMOS.iter().find(|(name, ..)| *name == entry.name)?;
    Some((*key, lang.pick(zh, en)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Key;
    use crate::app::action::TABLE;

    #[test]
    fn every_mnemonic_is_of_a_key_of_its_entry_and_english_words_begin_with_it() {
        for (name, key, _, en) in MEMOS {
            let entry = TABLE.iter().find(|entry| entry.name == name).expect("an entry of the table");
            assert!(entry.keys.iter().any(|(k, _)| *k == Key::Char(key)), "{name} has no {key}");
            assert!(en.starts_with(key) || ["index", "errata", "yank", "annotate"].contains(&en), "{en}");
        }
    }
}
