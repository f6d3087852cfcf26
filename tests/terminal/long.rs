//! Articles longer than any screen: sentences of our own, every paragraph another, so that no two lines are the same.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const WHO: [&str; 8] = ["船老大", "调度员", "女电焊工", "小学老师", "修表匠", "公交司机", "养路工", "果农"];
const WHERE: [&str; 8] = ["小凌河口", "老站台", "钟楼底下", "渔码头", "果窖门口", "铁路桥北", "锅炉房里", "图书馆外"];
const WHAT: [&str; 8] = [
    "把昨夜的账本从头到尾又核对了一遍",
    "给赶早班车的人们留了一盏灯",
    "量了三回水深，记在粉笔写的黑板上",
    "和邻居们商量怎样分那一车过冬的白菜",
    "修好了停了四天的大钟，分针走得很稳",
    "看着头一班渔船慢慢靠上了栈桥",
    "数着站牌下排队的人，不多不少四十二个",
    "把新到的树苗一棵一棵浇透了水",
];

/// The text of article `n`: about 1,800 characters in twelve paragraphs.
pub(crate) fn text(n: usize) -> String {
    let mut text = String::new();
    let mut dice = n * 7 + 3;
    let mut roll = || {
        dice = (dice * 1_103 + 12_345) % 65_537;
        dice % 8
    };
    for paragraph in 1..=12 {
        for _ in 0..5 {
            let (day, hour) = (roll() + 2, roll() + 5);
            write!(text, "{day}月{hour}日一早，{}在{}{}。", WHO[roll()], WHERE[roll()], WHAT[roll()]).unwrap();
        }
        writeln!(text, "这是第{n}篇的第{paragraph}段。").unwrap();
    }
    text
}

/// Writes `count` such articles into a file of records and gives its path.
pub(crate) fn records(folder: &Path, count: usize) -> PathBuf {
    let mut lines = String::new();
    for n in 1..=count {
        let content = text(n).trim_end().replace('\n', "\\n");
        writeln!(lines, r#"{{"title":"码头纪事之{n}","city":"锦州","date":"2020-02-26","content":"{content}"}}"#).unwrap();
    }
    let path = folder.join("long.jsonl");
    std::fs::write(&path, lines).unwrap();
    path
}
