//! Row 1 while letters or a condition are typed, and the ways out where the list would be when nothing is found.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::App;
use crate::app::candidates::Aid;
use crate::app::geometry::Pane;
use crate::app::words::{Lang, number};
use crate::search::{Change, Operator};

/// The row of candidates; blank where there are none.
pub(super) fn row(app: &App, aid: &Aid, y: u16, canvas: &mut Canvas<'_>) {
    let lang = app.lang();
    let (title, offered, hint): (&str, Vec<(&str, u32)>, &str) = match aid {
        Aid::Words(words) => (
            "",
            words.iter().map(|word| (word.word.as_str(), word.articles)).collect(),
            lang.pick("Tab 或数字选词  空格照字母找", "Tab or digit takes a word  Space keeps letters"),
        ),
        Aid::Values(values) => (
            match values.operator {
                Operator::City => lang.pick("城市  ", "city  "),
                _ => lang.pick("日期  ", "date  "),
            },
            values.values.iter().map(|value| (value.value.as_str(), value.articles)).collect(),
            match values.operator {
                Operator::City => lang.pick("汉字、拼音、首字母都行  Tab 选", "pinyin and initials, too  Tab takes"),
                _ => lang.pick("Tab 选第一个", "Tab takes the first"),
            },
        ),
        // Where the list is on the screen, they stand there.
        Aid::Offers(offers) if app.geometry().tree.is_none() => (
            lang.pick("可以改找  ", "try  "),
            offers.offers.iter().map(|offer| (offer.query.as_str(), offer.articles)).collect(),
            "",
        ),
        Aid::Nothing | Aid::Offers(_) => return,
    };
    let edge = canvas.edge();
    let mut x = canvas.put(1, y, title, Role::Section);
    for (i, (word, articles)) in offered.iter().take(5).enumerate() {
        let key = if aid.by_digit() { (i + 1).to_string() } else { String::new() };
        let count = number(u64::from(*articles));
        if x + canvas.cells(&key) + canvas.cells(word) + 1 + canvas.cells(&count) > edge {
            break;
        }
        x = canvas.put(x, y, &key, Role::Key);
        x = canvas.put(x, y, word, if i == 0 { Role::Cursor } else { Role::Candidate });
        x = canvas.put(x + 1, y, &count, Role::Count) + 2;
    }
    if x + 2 + canvas.cells(hint) <= edge {
        canvas.put_right(edge, y, hint, Role::Hint);
    }
}

/// Nothing was found: one sentence, queries that do find something, and how to get back.
pub(super) fn nothing(app: &App, pane: Pane, canvas: &mut Canvas<'_>) {
    let Some(finder) = app.finder() else { return };
    let lang = app.lang();
    let typed = finder.query().typed();
    let end = pane.y + pane.height;
    let mut y = pane.y;
    let say = |y: u16, x: u16, text: &str, role: Role, canvas: &mut Canvas<'_>| {
        if y < end {
            canvas.put_clipped(pane.x + x, y, text, pane.width.saturating_sub(x), role);
        }
    };
    let not_found = lang.pick(format!("没有找到“{typed}”"), format!("Nothing found for \"{typed}\""));
    let way_back = lang.pick("按 Esc 回到搜索以前的地方。", "Esc goes back to where you were.");
    let Aid::Offers(offers) = finder.aid() else {
        say(y, 0, &not_found, Role::Text, canvas);
        return say(y + 2, 0, way_back, Role::Text, canvas);
    };
    if offers.offers.is_empty() {
        if let Some(absent) = offers.absent.first() {
            let zh = [format!("没有“{absent}”字。"), "这批报纸里一处也没有。".to_owned()];
            let en = [format!("No \"{absent}\" anywhere"), "in these papers.".to_owned()];
            for line in wrapped(&lang.pick(zh, en), lang, pane.width, canvas) {
                say(y, 0, &line, Role::Text, canvas);
                y += 1;
            }
            return;
        }
        say(y, 0, &not_found, Role::Text, canvas);
        return say(y + 2, 0, way_back, Role::Text, canvas);
    }
    let several = finder.query().conditions() > 1;
    let all = lang.pick("没有一篇同时合乎这些条件。", "No article meets all of these.");
    say(y, 0, if several { all } else { &not_found }, Role::Text, canvas);
    y += 2;
    for (i, offer) in offers.offers.iter().enumerate() {
        if y >= end {
            break;
        }
        let articles = number(u64::from(offer.articles));
        let count = lang.pick(format!("{articles} 篇"), articles);
        let stop = canvas.put_right(pane.x + pane.width, y, &count, Role::Meta).saturating_sub(1);
        if i == 0 {
            canvas.put(pane.x, y, ">", Role::CursorIdle);
        }
        canvas.put(pane.x + 2, y, &(i + 1).to_string(), Role::Key);
        let role = if i == 0 { Role::CursorIdle } else { Role::Text };
        canvas.put_clipped(pane.x + 5, y, &offer.query, stop.saturating_sub(pane.x + 5), role);
        let why: Vec<String> = offer.changes.iter().map(|change| told(change, lang)).collect();
        say(y + 1, 5, &why.join(lang.pick("，并且", ", and ")), Role::Meta, canvas);
        y += 3;
    }
    say(y, 0, way_back, Role::Text, canvas);
}

/// Two sentences on one row where they fit, else on two.
fn wrapped(lines: &[String; 2], lang: Lang, width: u16, canvas: &Canvas<'_>) -> Vec<String> {
    let one = lines.join(lang.pick("", " "));
    if canvas.cells(&one) <= width { vec![one] } else { lines.to_vec() }
}

fn told(change: &Change, lang: Lang) -> String {
    match change {
        Change::SameSound(pairs) => {
            let pairs: Vec<String> =
                pairs.iter().map(|(typed, meant)| lang.pick(format!("{typed}、{meant}"), format!("{typed} {meant}"))).collect();
            lang.pick(format!("{}同音", pairs.join("，")), format!("{} sound the same", pairs.join(", ")))
        }
        Change::AlikeLetters(_) => lang.pick("读音相近", "sounds alike").to_owned(),
        Change::Without(condition) => {
            let of = |names: [&str; 2]| names.iter().any(|name| condition.trim_start_matches('-').starts_with(name));
            match () {
                () if of(["city", "城"]) => lang.pick("不限城市", "in any city").to_owned(),
                () if of(["date", "日"]) => lang.pick("不限日期", "on any day").to_owned(),
                () => lang.pick(format!("去掉“{condition}”"), format!("without \"{condition}\"")),
            }
        }
        Change::Month(_) => lang.pick("有报纸的月份", "a month with pages").to_owned(),
        Change::As(operator) => match operator {
            Operator::City => lang.pick("当作城市", "as a city").to_owned(),
            Operator::Author => lang.pick("当作作者", "as an author").to_owned(),
            Operator::Section => lang.pick("当作版名", "as a section").to_owned(),
            Operator::Date | Operator::Title => lang.pick("当作日期", "as a day").to_owned(),
        },
        Change::Instead(operator) => match operator {
            Operator::City => lang.pick("这里有的城市", "a city there is").to_owned(),
            Operator::Author => lang.pick("这里有的作者", "an author there is").to_owned(),
            _ => lang.pick("这里有的版", "a section there is").to_owned(),
        },
        Change::Unmarked => lang.pick("只找其中的字", "its words alone").to_owned(),
        Change::Only(part) => lang.pick(format!("只留“{part}”"), format!("only \"{part}\"")),
    }
}
