//! Small corpora for the tests of this room.

use std::sync::Arc;

use super::folded::Folded;
use super::outside::Outside;
use super::pattern::{Letters, Pattern};
use super::term::Term;
use crate::corpus::{Article, ArticleKey, Corpus, Draft, Field, Page, PageId, Part, PlaceSource, Published};
use crate::text::{Span, pinyin};

/// An article of parts.
pub(crate) fn article(city: &str, date: &str, parts: &[(Field, &str)]) -> Article {
    let mut text = String::new();
    let mut made = Vec::new();
    for (field, part) in parts {
        if !text.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(part);
        made.push(Part { field: *field, span: Span::new(start, text.len()), truncated: false, line: 0 });
    }
    Article {
        key: ArticleKey(xxhash_rust::xxh3::xxh3_64(format!("{city}{date}{text}").as_bytes())),
        page: PageId(0),
        line: 1,
        text,
        parts: made,
        city: (!city.is_empty()).then(|| Arc::from(city)),
        county: None,
        place_source: PlaceSource::Stated,
        published: Published { day: date.parse().ok(), certain: true },
        date: None,
        imprint: None,
        section: None,
        authors: Vec::new(),
        doubts: Vec::new(),
        extra: Vec::new(),
    }
}

/// An article of a headline and one paragraph.
pub(crate) fn short(city: &str, date: &str, headline: &str, body: &str) -> Article {
    article(city, date, &[(Field::Headline, headline), (Field::Body, body)])
}

/// A corpus of articles.
pub(crate) fn corpus(articles: Vec<Article>) -> Corpus {
    let draft = Draft { page: Page { file: Arc::from("test"), ..Page::default() }, articles, problems: Vec::new() };
    Corpus::build(vec![draft], pinyin::sort_key)
}

/// The first stretch of `text` that `typed`, one term whose letters may spell, meets.
pub(crate) fn met(typed: &str, text: &str) -> Option<String> {
    let term = Term::new(Pattern::new(typed, Letters::Spell)?);
    let mut outside = Outside::default();
    let folded = Folded::new(text, Span::new(0, text.len()), &mut outside);
    let term = term.placed(&outside).unwrap_or(term);
    let mut first = None;
    term.each(&folded.units, &outside, |start, end| {
        first = Some(folded.span(start, end).of(text).to_owned());
        false
    });
    first
}

/// Seven short articles in four cities, invented.
pub(crate) fn paper() -> Corpus {
    let mut bylined = article(
        "锦州",
        "2020-02-26",
        &[
            (Field::Kicker, "市图书馆把书架搬上街"),
            (Field::Headline, "公交站里的书柜"),
            (Field::Deck, "六个站点先试"),
            (Field::Byline, "本报记者 许清禾"),
            (Field::Lead, "坐 9路公交车的人近来发现，站牌旁多了一个绿色的书柜。"),
            (Field::Body, "馆员说，头五天借出四百一十册。"),
            (Field::Subhead, "不用办证"),
            (Field::Body, "看完放回任意一个公交站点就行。"),
            (Field::Caption, "绿色的书柜立在公交站旁。周南溪 摄"),
        ],
    );
    bylined.authors = vec!["许清禾".to_owned()];
    bylined.section = Some("街巷".to_owned());
    let mut county = short("锦州", "2020-02-12", "凌海的渔码头忙起来", "冰期提前结束，锦州港卸鱼二百一十吨。");
    county.county = Some("凌海市".to_owned());
    corpus(vec![
        bylined,
        county,
        short("辽阳", "2020-03-12", "工程进展比预想的快", "今周末要下雪，CT诊疗车仍在路上，市民紧张。"),
        short("铁岭", "2020-03-04", "夜班车多开一小时", "有了公交，下班不必再等。港商回到铁岭。"),
        short("营口", "2020-02-26", "旧码头改成候车廊", "廊下能停四辆公交，长椅是旧船板改的。𠮷野家开门。"),
        short("营口", "XXXX-02-27", "復工復產", "企業復工，“一企一策”，５Ｇ 开通。"),
        short("", "", "地点不明的一篇", "雪后，人人人人都在扫雪。"),
    ])
}
