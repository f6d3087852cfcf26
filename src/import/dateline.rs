//! Datelines 电头 and closing signatures of running text: where the story begins, and who signed it.
//!
//! `本报讯（记者 李东）`, `新华社北京2月24日电`, `本报兰州3月4日电 记者王芳报道：`, `晨报讯`, and at the end of a story `（记者 李东）`.
//! Days and places in a dateline are read elsewhere; here only its extent and its writers matter.

use std::sync::OnceLock;

use regex::Regex;

use super::block::is_han;
use super::signed::{Signed, signed};

/// A dateline at the start of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dateline {
    /// Bytes it takes, with the blank after it.
    pub len: usize,
    /// Writers named in it.
    pub writers: Vec<String>,
}

fn head() -> &'static Regex {
    static HEAD: OnceLock<Regex> = OnceLock::new();
    HEAD.get_or_init(|| {
        Regex::new(
            r"^[【\[〔]?\s*(?:据?\s*(?:本报|本刊|本台|本网|本社|新华社|新华网|中新[社网]|人民网|央视网?|中国新闻网|\p{Han}{0,6}?(?:日报|晚报|晨报|早报|商报|时报|快报|导报|都市报|青年报|工人报|农民报))(?:\p{Han}|[\d、·]){0,14}?\s?(?:讯|电|消息)|本报记者\s)[】\]〕]?\s*",
        )
        .expect("a fixed pattern")
    })
}

/// The dateline of a paragraph, if it has one. O(1): only its first characters are looked at.
pub fn dateline(text: &str) -> Option<Dateline> {
    if !text.chars().take(16).any(|c| matches!(c, '讯' | '电' | '消' | '记' | '通')) {
        return None;
    }
    let start: String = text.chars().take(16).collect();
    if !["讯", "电", "消息", "记者", "通讯员"].iter().any(|w| start.contains(w)) {
        return None;
    }
    let opening = text.chars().take(60).collect::<String>();
    let found = head().find(&opening).map(|m| m.as_str()).or_else(|| house(&opening));
    let after = found.map_or(0, str::len);
    let rest = opening.get(after..)?;
    if found.is_some_and(|f| f.starts_with("本报记者")) {
        // 本报记者 李东 报道: names and the verb must follow, else it is the subject of a sentence.
        let (len, writers) = reported(opening.get("本报".len()..)?)
            .filter(|(len, _)| opening.get(..len + 6).is_some_and(|o| o.contains("报道")))?;
        return Some(Dateline { len: "本报".len() + len, writers });
    }
    if let Some((len, by)) = bracket(rest, found.is_some()) {
        return Some(Dateline { len: after + len, writers: by.writers });
    }
    found?;
    if let Some((len, writers)) = reported(rest) {
        return Some(Dateline { len: after + len, writers });
    }
    Some(Dateline { len: after, writers: Vec::new() })
}

/// `河西晚刊讯（`, `岭南农讯韶关讯（`: whatever the paper is called, 讯 behind its name and a bracket, a blank or a title behind that.
fn house(opening: &str) -> Option<&str> {
    let ends = opening
        .char_indices()
        .enumerate()
        .take(13)
        .filter(|(_, (_, c))| *c == '讯')
        .map(|(nth, (at, c))| (nth, at + c.len_utf8()));
    for (nth, end) in ends {
        let (name, rest) = opening.split_at_checked(end)?;
        let before = name.chars().rev().nth(1);
        // 快讯, 通讯 and the like name what is printed, not who sent it.
        let word = before.is_none_or(|c| "通资喜快短简音问审传电时微".contains(c));
        if nth < 2 || word || !name.chars().all(is_han) {
            continue;
        }
        let goes_on =
            rest.starts_with(['（', '(', ' ', '　', '：', ':']) || rest.starts_with("记者") || rest.starts_with("通讯员");
        if goes_on {
            let blank = rest.len() - rest.trim_start_matches([' ', '　']).len();
            return opening.get(..end + blank);
        }
    }
    None
}

/// `（记者 李东 通讯员 王芳）` at the start; behind 本报讯 the names alone will do: `（李东 王芳）` are its correspondents.
fn bracket(rest: &str, told: bool) -> Option<(usize, Signed)> {
    let inner = rest.strip_prefix(['（', '('])?;
    let end = inner.find(['）', ')'])?;
    let name = |name: &String| name.chars().count() > 2 || !crate::text::lexicon::is_word(name);
    let names = |by: &Signed| told && (1..=3).contains(&by.writers.len()) && by.writers.iter().all(name);
    let by = signed(inner.get(..end)?).filter(|by| by.titled || names(by))?;
    let open = rest.len() - inner.len();
    let mut len = open + end + inner.get(end..)?.chars().next()?.len_utf8();
    len += blank(rest.get(len..)?);
    Some((len, by))
}

/// `记者李东 王芳报道：` at the start, `记者 李东 兰州报道`, or the names alone (`记者李东 昨日…`).
fn reported(rest: &str) -> Option<(usize, Vec<String>)> {
    let start: String = rest.chars().take(8).collect();
    if !start.contains("记者") && !start.starts_with("通讯员") && !start.starts_with("实习生") {
        return None;
    }
    let titled = |text: &str| signed(text).filter(|by| by.titled);
    let end = ["报道", "：", ":"].iter().filter_map(|v| rest.find(v)).min().filter(|end| *end > 0);
    if let Some(end) = end {
        let names = rest.get(..end)?;
        let placed = || names.trim_end().rsplit_once(char::is_whitespace).and_then(|(names, _)| titled(names));
        if let Some(by) = titled(names).or_else(placed) {
            let mut len = end;
            for verb in ["报道", "：", ":", ",", "，"] {
                if rest.get(len..)?.starts_with(verb) {
                    len += verb.len();
                }
            }
            len += blank(rest.get(len..)?);
            return Some((len, by.writers));
        }
    }
    // No verb: as many words as read as titles and names, if text follows.
    let ends: Vec<usize> = rest.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(i, _)| i).take(5).collect();
    ends.into_iter().rev().find_map(|end| {
        let by = titled(rest.get(..end)?)?;
        let sure = by.writers.iter().all(|name| !crate::text::lexicon::is_word(name));
        sure.then(|| (end + blank(rest.get(end..).unwrap_or("")), by.writers))
    })
}

fn blank(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The signature that closes a story, in brackets or behind its last full stop: `…。（记者 李东 王芳）`, `…。　□李东`,
/// `…。本报记者 李东`. Its first byte and what it says. Only the last 36 characters are looked at.
pub fn closing(text: &str) -> Option<(usize, Signed)> {
    let text = text.trim_end();
    let from = text.char_indices().rev().nth(35).map_or(0, |(at, _)| at);
    let tail = text.get(from..)?;
    let ends = |text: &str| text.trim_end().ends_with(['。', '！', '？', '”', '…', '!', '?', '』']);
    if let Some(body) = tail.strip_suffix(['）', ')', '】', ']']) {
        let open = body.rfind(['（', '(', '【', '['])?;
        let inner = body.get(open..)?.trim_start_matches(['（', '(', '【', '[']);
        if from + open == 0 {
            return None;
        }
        let by = signed(inner)?;
        let names = by.writers.len() + by.photographers.len();
        return (by.titled || by.reader || (1..=3).contains(&names) && ends(body.get(..open)?)).then_some((from + open, by));
    }
    // Without brackets a title or a mark must stand before the names.
    let stop = tail.rfind(['。', '！', '？', '”', '…'])?;
    let rest = tail.get(stop..)?;
    let rest = rest.get(rest.chars().next()?.len_utf8()..)?;
    let named = rest.trim_start();
    let marked = named.starts_with(['□', '■', '◎', '○', '●', '◆', '◇', '▲', '△', '★', '☆', '—']) || named.len() < rest.len();
    if named.chars().count() < 2 {
        return None;
    }
    let by = signed(named).filter(|by| by.titled || by.reader || marked && by.writers.len() <= 3)?;
    Some((from + tail.len() - rest.len(), by))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_of_many_papers_are_seen() {
        for (text, writers) in [
            ("本报讯 2月24日,记者看到", vec![]),
            ("本报讯 记者江晓白 崔宁报道 为了", vec!["江晓白", "崔宁"]),
            ("本报讯（记者 李东 通讯员 王芳）近日", vec!["李东", "王芳"]),
            ("本报讯(记者李东)近日", vec!["李东"]),
            ("本报讯　（贾传英）市中区", vec!["贾传英"]),
            ("本报讯（李东 王芳）近日", vec!["李东", "王芳"]),
            ("本报讯（连载）近日", vec![]),
            ("本报讯（系列报道之一）近日", vec![]),
            ("新华社北京2月24日电（记者 王芳）今天", vec!["王芳"]),
            ("本报兰州3月4日电 今天", vec![]),
            ("本报兰州3月4日讯 记者王芳报道：今天", vec!["王芳"]),
            ("晨报讯 昨日", vec![]),
            ("【本报讯】昨日", vec![]),
            ("（记者 李东）昨日", vec!["李东"]),
            ("本报记者 李东 报道 昨日", vec!["李东"]),
            ("柳州日报讯（全媒体记者 李东）昨日", vec!["李东"]),
            ("商报讯 记者邵远海 城里的老房子", vec!["邵远海"]),
            ("塞上晚刊讯（记者 李东）昨日", vec!["李东"]),
            ("海右农讯济阳讯(记者 李东)昨日", vec!["李东"]),
            ("塞上晚刊讯 通讯员王芳、记者李东报道：昨日", vec!["王芳", "李东"]),
            ("本报记者 曹海川 遵义报道 最老的一只", vec!["曹海川"]),
        ] {
            let found = dateline(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.writers, writers, "{text}");
            assert!(text.get(found.len..).is_some(), "{text}");
        }
        for text in [
            "一封迟到的喜讯 昨日送到了村里",
            "校园短讯（一）昨日开学",
            "记者在现场看到，工人正在",
            "昨日，记者从市局获悉",
            "据通讯员介绍",
            "电力公司的师傅",
            "本报记者 走进工厂看到",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }

    #[test]
    fn a_story_may_be_signed_at_its_end() {
        let by = |text: &str| closing(text).map(|(_, by)| by.writers);
        assert_eq!(by("游客都说好。（记者 李东）"), Some(vec!["李东".to_owned()]));
        assert_eq!(by("游客都说好。(李东 王芳)"), Some(vec!["李东".to_owned(), "王芳".to_owned()]));
        assert_eq!(by("每斤涨了两毛（去年三毛）"), None);
        assert_eq!(by("增长三成。　□姚立新"), Some(vec!["姚立新".to_owned()]));
        assert_eq!(by("增长三成。本报记者 李　东 通讯员 王芳"), Some(vec!["李东".to_owned(), "王芳".to_owned()]));
        assert_eq!(by("增长三成。 （记者 丁子平 文/图）"), Some(vec!["丁子平".to_owned()]));
        assert_eq!(by("增长三成。【记者 丁子平】"), Some(vec!["丁子平".to_owned()]));
        assert_eq!(by("这样合理吗？（读者 齐小戚）"), Some(vec!["齐小戚".to_owned()]));
        assert_eq!(by("增长三成。大家都说好"), None);
    }
}
