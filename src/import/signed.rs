//! The grammar of signature lines: who wrote, who took the picture.
//!
//! `本报记者 李 东 通讯员 王芳`, `文/赵一鸣 摄影/钱多`, `崔宁 文 邓一帆 摄`, `凌河区读者 孙梅`. It reads a short line (or what
//! stands in a bracket) as titles, names and verbs and nothing else; one foreign word and it is no signature.

use std::collections::HashSet;

use super::block::{is_han, is_padding};
use super::names::{is_name, two_names};

/// What a signature line says.
#[expect(clippy::struct_excessive_bools, reason = "independent observations, not a hidden state machine")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signed {
    /// Who wrote, without titles, inner blanks taken out.
    pub writers: Vec<String>,
    /// Who took the pictures.
    pub photographers: Vec<String>,
    /// A reporter's title stands in it (记者, 通讯员, 实习生 …).
    pub titled: bool,
    /// A reader's title stands in it (读者, 市民, 业主 …).
    pub reader: bool,
    /// It says that the text too is theirs (文, 文/图, 摄影报道, 报道).
    pub text_credit: bool,
    /// It starts with a verb: `文/李东`.
    pub verb_first: bool,
}

impl Signed {
    /// Only photographers.
    pub fn is_photo_only(&self) -> bool {
        self.writers.is_empty() && !self.photographers.is_empty()
    }
}

const TITLES: [&str; 8] = ["记者", "通讯员", "实习生", "评论员", "撰稿人", "特约撰稿", "摄影师", "作者"];
const READERS: [&str; 9] = ["读者", "市民", "网友", "居民", "业主", "村民", "学生", "家长", "群众"];
const TEXT_VERBS: [&str; 17] = [
    "撰稿",
    "采访",
    "采编",
    "报道",
    "撰文",
    "采写",
    "整理",
    "文字",
    "文",
    "综合",
    "编译",
    "供稿",
    "执笔",
    "参与采写",
    "参与采访",
    "协助采写",
    "撰写",
];
const PHOTO_VERBS: [&str; 7] = ["摄影", "摄", "供图", "图片", "图", "绘", "制图"];
const BOTH_VERBS: [&str; 5] = ["摄影报道", "文图", "图文", "文并摄", "图文报道"];
/// Written onto the end of a name without a space (文 is not here: it ends given names).
const GLUED: [&str; 8] = ["摄影报道", "图文报道", "报道", "摄影", "供图", "采写", "整理", "摄"];

#[derive(Debug, Clone, PartialEq)]
enum Item {
    Title { reader: bool },
    Name(String),
    Verb { text: bool, photo: bool },
}

/// Reads a signature; `None` where the line is anything else. At most 60 characters are looked at.
pub fn signed(text: &str) -> Option<Signed> {
    if text.chars().count() > 60 {
        return None;
    }
    let items = items(text)?;
    if !items.iter().any(|item| matches!(item, Item::Name(_))) {
        return None;
    }
    let mut out = Signed {
        titled: items.contains(&Item::Title { reader: false }),
        reader: items.contains(&Item::Title { reader: true }),
        text_credit: items.iter().any(|item| matches!(item, Item::Verb { text: true, .. })),
        verb_first: matches!(items.first(), Some(Item::Verb { .. })),
        ..Signed::default()
    };
    // `文/李东 摄影/王芳`: the verb rules what follows; `李东 文 王芳 摄`: it rules what stood before.
    let ordered: Vec<&Item> = if out.verb_first { items.iter().rev().collect() } else { items.iter().collect() };
    let mut waiting: Vec<String> = Vec::new();
    let (mut writers, mut photographers) = (Vec::new(), Vec::new());
    for item in ordered {
        match item {
            Item::Name(name) => waiting.push(name.clone()),
            Item::Title { .. } => {}
            Item::Verb { text, photo } => {
                if *photo {
                    photographers.extend(waiting.iter().cloned());
                }
                if *text {
                    writers.extend(waiting.iter().cloned());
                }
                waiting.clear();
            }
        }
    }
    writers.extend(waiting);
    if out.verb_first {
        writers.reverse();
        photographers.reverse();
    }
    out.writers = once_each(writers);
    out.photographers = once_each(photographers);
    Some(out)
}

fn once_each(names: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    names.into_iter().filter(|name| seen.insert(name.clone())).collect()
}

/// Words of the line: `true` where a slash stands before the word.
fn tokens(text: &str) -> Vec<(&str, bool)> {
    let mut out: Vec<(&str, bool)> = Vec::new();
    let mut start = 0;
    let mut slash = false;
    for (at, c) in text.char_indices() {
        let breaks = is_padding(c)
            || matches!(
                c,
                '（' | '）'
                    | '('
                    | ')'
                    | '【'
                    | '】'
                    | '['
                    | ']'
                    | '〔'
                    | '〕'
                    | '*'
                    | '□'
                    | '■'
                    | '●'
                    | '○'
                    | '◎'
                    | '◆'
                    | '◇'
                    | '▲'
                    | '△'
                    | '★'
                    | '☆'
                    | '/'
                    | '／'
                    | '|'
                    | '｜'
                    | '、'
                    | ','
                    | '，'
                    | ';'
                    | '；'
                    | ':'
                    | '：'
                    | '．'
                    | '.'
                    | '—'
            );
        if !breaks {
            continue;
        }
        if let Some(word) = text.get(start..at).filter(|word| !word.is_empty()) {
            out.push((word, slash));
            slash = false;
        }
        start = at + c.len_utf8();
        slash |= "/／|｜".contains(c);
    }
    if let Some(word) = text.get(start..).filter(|word| !word.is_empty()) {
        out.push((word, slash));
    }
    out
}

fn items(text: &str) -> Option<Vec<Item>> {
    let words = tokens(text);
    let mut out = Vec::new();
    let mut single: Option<String> = None;
    for (i, (word, _)) in words.iter().enumerate() {
        let next = words.get(i + 1);
        let mut word = *word;
        // 记者李东文/图: the verb is glued to the name, its partner stands after the slash.
        let partner = next.is_some_and(|(w, slash)| *slash && matches!(*w, "图" | "摄"));
        if let Some(rest) = word.strip_suffix('文').filter(|rest| partner && rest.chars().count() >= 3) {
            word = rest;
            if out_word(word, next, &mut out)?.is_some() {
                return None;
            }
            out.push(Item::Verb { text: true, photo: true });
            continue;
        }
        // 图/受访者提供: nobody's name, and no reason to doubt the others.
        let lent = ["提供", "供图", "资料图", "资料图片", "资料片", "网络", "视频截图"].iter().any(|w| word.ends_with(w));
        if lent && word.chars().count() <= 10 && !out.is_empty() && single.is_none() {
            continue;
        }
        // 市民 李东 6月30日: when, not who.
        if is_day(word) && matches!(out.last(), Some(Item::Name(_))) && single.is_none() {
            continue;
        }
        // 本报记者 李东 发自古田: from where, not who.
        if word.starts_with("发自") && !out.is_empty() && single.is_none() && word.chars().count() <= 8 {
            continue;
        }
        // 县农技推广站 李东: a contributor, by the office that sent the text.
        if works_there(word) && next.is_some_and(|(name, slash)| !slash && is_name(name, false)) && single.is_none() {
            out.push(Item::Title { reader: false });
            continue;
        }
        // `储 文`: the second half of a spaced-out name, not the verb.
        let half = single.is_some() && word.chars().count() == 1;
        if let Some(verb) = verb(word).filter(|_| !half) {
            if single.is_some() {
                return None;
            }
            // 文/图: two verbs side by side rule the same names.
            match (out.last_mut(), &verb) {
                (Some(Item::Verb { text, photo }), Item::Verb { text: t, photo: p }) => {
                    *text |= t;
                    *photo |= p;
                }
                _ => out.push(verb),
            }
            continue;
        }
        let mut chars = word.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            if !is_han(c) {
                return None;
            }
            match single.take() {
                Some(first) => out.push(Item::Name(format!("{first}{c}"))),
                None => single = Some(word.to_owned()),
            }
            continue;
        }
        if single.is_some() {
            return None;
        }
        // （李东 市农业农村局）: where a reader or a scholar works.
        if works_there(word) && matches!(out.last(), Some(Item::Name(_))) && first_title(word).is_none() {
            continue;
        }
        single = out_word(word, next, &mut out)?;
    }
    single.is_none().then_some(out)
}

/// `6月30日`, `二〇一〇年十月十九日`: the day of a letter, behind the name of who sent it.
fn is_day(word: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || "０１２３４５６７８９〇零一二三四五六七八九十年月".contains(c);
    word.contains('月') && word.strip_suffix(['日', '号']).is_some_and(|rest| rest.chars().all(number))
}

/// The name of an office, a school, a firm: where somebody works.
fn works_there(word: &str) -> bool {
    const ENDS: [char; 17] =
        ['局', '校', '院', '社', '司', '厂', '部', '委', '会', '村', '镇', '所', '站', '室', '学', '馆', '台'];
    word.chars().count() >= 4 && word.ends_with(ENDS) && word.chars().all(is_han) && first_title(word).is_none()
}

fn verb(word: &str) -> Option<Item> {
    if BOTH_VERBS.contains(&word) {
        return Some(Item::Verb { text: true, photo: true });
    }
    if TEXT_VERBS.contains(&word) {
        return Some(Item::Verb { text: true, photo: false });
    }
    PHOTO_VERBS.contains(&word).then_some(Item::Verb { text: false, photo: true })
}

/// One word that is not a verb: `本报记者`, `本报记者李东`, `李东`, `新华社`. Gives the first half of a spaced-out name that is glued
/// to its title (`通讯员陈　成`), if there is one.
#[expect(clippy::option_option, reason = "no signature at all, a signature with and without half a name")]
fn out_word(word: &str, next: Option<&(&str, bool)>, out: &mut Vec<Item>) -> Option<Option<String>> {
    let mut rest = word;
    let mut titled = out.iter().any(|item| matches!(item, Item::Title { .. }));
    while let Some((at, title, reader)) = first_title(rest) {
        let before = rest.get(..at)?;
        if before.chars().count() > 14 || !before.chars().all(|c| is_han(c) || c.is_alphanumeric()) {
            return None;
        }
        // 记者李东通讯员王芳: what stands before the second title is a name.
        if titled && !before.is_empty() && matches!(out.last(), Some(Item::Title { .. })) && is_name(before, true) {
            out.push(Item::Name(before.to_owned()));
        }
        out.push(Item::Title { reader });
        titled = true;
        rest = rest.get(at + title.len()..)?;
    }
    if rest.is_empty() {
        return Some(None);
    }
    let alone = |text: &str| text.chars().count() == 1 && text.chars().all(is_han);
    if alone(rest) && titled && next.is_some_and(|(w, slash)| !slash && alone(w)) {
        return Some(Some(rest.to_owned()));
    }
    let mut glued = None;
    for suffix in GLUED {
        if let Some(stem) = rest.strip_suffix(suffix).filter(|stem| stem.chars().count() >= 2) {
            glued = verb(suffix);
            rest = stem;
            break;
        }
    }
    if is_name(rest, titled) {
        out.push(Item::Name(rest.to_owned()));
    } else if let Some((first, second)) = two_names(rest).filter(|_| titled) {
        out.push(Item::Name(first));
        out.push(Item::Name(second));
    } else if next.is_some_and(|(w, _)| first_title(w).is_some()) && rest.ends_with(['报', '社', '台', '网', '局', '委']) {
        return Some(None);
    } else {
        return None;
    }
    out.extend(glued);
    Some(None)
}

/// The first title in a word: where it stands, which it is, and whether it is a reader's.
fn first_title(word: &str) -> Option<(usize, &'static str, bool)> {
    word.char_indices().find_map(|(at, _)| {
        let rest = word.get(at..)?;
        let found = |titles: &[&'static str]| titles.iter().copied().find(|title| rest.starts_with(title));
        found(&TITLES).map(|title| (at, title, false)).or_else(|| found(&READERS).map(|title| (at, title, true)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::names::is_surname;
    use super::*;

    fn writers(line: &str) -> Vec<String> {
        signed(line).map(|s| s.writers).unwrap_or_default()
    }

    #[test]
    fn titles_names_and_inner_blanks_are_read() {
        assert_eq!(writers("祝方舟 本报记者 张远帆 江晓白"), ["祝方舟", "张远帆", "江晓白"]);
        assert_eq!(writers("李 东 本报记者 崔 宁"), ["李东", "崔宁"]);
        assert_eq!(writers("□本报记者 李东 通讯员 王芳"), ["李东", "王芳"]);
        assert_eq!(writers("（全媒体记者李东 实习生 欧阳小满）"), ["李东", "欧阳小满"]);
        assert_eq!(writers("本报记者 买买提·艾力"), ["买买提·艾力"]);
        assert_eq!(writers("本报记者/赵一鸣"), ["赵一鸣"]);
        assert_eq!(writers("(储 文 封斌舟)"), ["储文", "封斌舟"]);
        assert_eq!(writers("记者叶勇新 通讯员陈　成"), ["叶勇新", "陈成"]);
        assert_eq!(writers("本报记者 方  立"), ["方立"]);
        assert_eq!(writers("融媒体记者：李东 崔宁"), ["李东", "崔宁"]);
        assert_eq!(writers("作者：李东"), ["李东"]);
        assert_eq!(writers("——李东"), ["李东"]);
        assert_eq!(writers("本报特约记者 李东"), ["李东"]);
        assert_eq!(writers("文字/本报记者 李东"), ["李东"]);
        assert_eq!(writers("记者 李东 王芳 通讯员 赵一鸣 文/图"), ["李东", "王芳", "赵一鸣"]);
        assert_eq!(writers("本报记者 李东 通讯员 王芳 文/摄"), ["李东", "王芳"]);
        assert_eq!(writers("□记者 李东"), ["李东"]);
        assert_eq!(writers("本报记者李东 通讯员王芳 赵一鸣"), ["李东", "王芳", "赵一鸣"]);
        assert_eq!(writers("李东/文 王芳/图"), ["李东"]);
        assert_eq!(writers("文/本报记者 李东 图/王芳"), ["李东"]);
        assert_eq!(writers("整理 李东"), ["李东"]);
        assert_eq!(writers("李东（市农业农村局）"), ["李东"]);
        assert_eq!(writers("（李东 市农业农村局）"), ["李东"]);
        assert_eq!(writers("本报驻锦州记者 李东"), ["李东"]);
        assert_eq!(writers("晚报全媒体记者 李东"), ["李东"]);
        assert_eq!(writers("本报评论员 李东"), ["李东"]);
        assert_eq!(writers("特约通讯员 李东"), ["李东"]);
        assert_eq!(writers("见习记者 李 东"), ["李东"]);
        assert_eq!(writers("古丽米热·阿不都 文/图"), ["古丽米热·阿不都"]);
        assert_eq!(writers("通讯员 李东 王 芳"), ["李东", "王芳"]);
        assert_eq!(writers("记者 李东|文 王芳|图"), ["李东"]);
        assert_eq!(writers("图文：李东"), ["李东"]);
        assert_eq!(writers("清河县农业技术推广站 李东"), ["李东"]);
        assert_eq!(writers("本报记者　李东　发自清河"), ["李东"]);
        assert_eq!(writers("（通讯员　王芳　参与采写）"), ["王芳"]);
        assert_eq!(writers("李东 王芳 文"), ["李东", "王芳"]);
        assert_eq!(writers("扎西卓玛"), ["扎西卓玛"]);
        assert_eq!(writers("本报记者 旦增罗布 通讯员 乌云其其格"), ["旦增罗布", "乌云其其格"]);
        assert_eq!(writers("兰小舟 丘云山"), ["兰小舟", "丘云山"]);
    }

    #[test]
    fn verbs_tell_writers_from_photographers() {
        let both = signed("崔 宁 文 邓一帆 摄").unwrap();
        assert_eq!((both.writers, both.photographers), (vec!["崔宁".to_owned()], vec!["邓一帆".to_owned()]));
        let prefix = signed("文/赵一鸣 摄影/钱多").unwrap();
        assert_eq!((prefix.writers, prefix.photographers), (vec!["赵一鸣".to_owned()], vec!["钱多".to_owned()]));
        assert!(signed("本报记者 江晓白 摄").unwrap().is_photo_only());
        assert_eq!(writers("本报记者 李东 文/图"), ["李东"]);
        assert_eq!(writers("王芳 摄影报道"), ["王芳"]);
    }

    #[test]
    fn an_ordinary_line_is_no_signature() {
        for line in ["记者手记", "记者在一线", "今年新增就业三百人", "本报讯", "高质量发展", "市民有了新去处", "读者来信"]
        {
            assert!(signed(line).is_none_or(|s| !s.titled && !s.reader && !is_surname(line.chars().next().unwrap())), "{line}");
        }
    }

    #[test]
    fn a_letter_is_signed_by_its_reader() {
        let letter = signed("凌河区读者 孙梅").unwrap();
        assert!(letter.reader);
        assert_eq!(letter.writers, ["孙梅"]);
        assert_eq!(writers("学生家长 晏淑珍 11月30日"), ["晏淑珍"]);
        assert_eq!(writers("市民 李东　二〇一〇年六月三十日"), ["李东"]);
    }
}
