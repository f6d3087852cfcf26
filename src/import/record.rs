//! One article that comes with named fields (JSON, CSV, tags): which name means what, and the article it makes.
//!
//! Stated fields beat what the text lets one guess. Fields we do not know are kept. How records are cut out of a file stands in
//! `json`, `table`, `tagged`, `html`.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::address::Address;
use super::metadata::Hints;
use super::sewing::sew;
use super::{html, stated};
use crate::corpus::{
    Article, ArticleKey, CityName, Draft, Field, Imprint, Page, PageId, Part, PlaceSource, Published, page_number, paper_name,
};
use crate::text::Span;

/// What a field of a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    Headline,
    Kicker,
    Deck,
    Lead,
    Content,
    Caption,
    Author,
    Date,
    City,
    Section,
    Paper,
    Edition,
}

/// Field names in use, folded to lower case without `_`, `-` and blanks (`Publish_Time` is `publishtime`).
const NAMES: [(&str, Known); 57] = [
    ("title", Known::Headline),
    ("headline", Known::Headline),
    ("标题", Known::Headline),
    ("题目", Known::Headline),
    ("contenttitle", Known::Headline),
    ("h1", Known::Headline),
    ("name", Known::Headline),
    ("主题", Known::Headline),
    ("kicker", Known::Kicker),
    ("leadtitle", Known::Kicker),
    ("引题", Known::Kicker),
    ("肩题", Known::Kicker),
    ("h3", Known::Kicker),
    ("subtitle", Known::Deck),
    ("subhead", Known::Deck),
    ("deck", Known::Deck),
    ("副题", Known::Deck),
    ("副标题", Known::Deck),
    ("h2", Known::Deck),
    ("lead", Known::Lead),
    ("导语", Known::Lead),
    ("摘要", Known::Lead),
    ("核心提示", Known::Lead),
    ("content", Known::Content),
    ("text", Known::Content),
    ("body", Known::Content),
    ("article", Known::Content),
    ("正文", Known::Content),
    ("内容", Known::Content),
    ("articlebody", Known::Content),
    ("caption", Known::Caption),
    ("captions", Known::Caption),
    ("imagesdesc", Known::Caption),
    ("图注", Known::Caption),
    ("图片说明", Known::Caption),
    ("author", Known::Author),
    ("authors", Known::Author),
    ("reporter", Known::Author),
    ("byline", Known::Author),
    ("作者", Known::Author),
    ("记者", Known::Author),
    ("date", Known::Date),
    ("time", Known::Date),
    ("publishtime", Known::Date),
    ("pubdate", Known::Date),
    ("publishdate", Known::Date),
    ("datetime", Known::Date),
    ("datepublished", Known::Date),
    ("发布时间", Known::Date),
    ("日期", Known::Date),
    ("时间", Known::Date),
    ("city", Known::City),
    ("location", Known::City),
    ("城市", Known::City),
    ("section", Known::Section),
    ("column", Known::Section),
    ("栏目", Known::Section),
];

/// Further names that mean the same as one above but are rarer.
const RARE: [(&str, Known); 64] = [
    ("版名", Known::Section),
    ("banner", Known::Section),
    ("category", Known::Section),
    ("class", Known::Section),
    ("label", Known::Section),
    ("channel", Known::Section),
    ("分类", Known::Section),
    ("类别", Known::Section),
    ("频道", Known::Section),
    ("版面", Known::Section),
    ("地区", Known::City),
    ("地点", Known::City),
    ("所在地", Known::City),
    ("place", Known::City),
    ("region", Known::City),
    ("published", Known::Date),
    ("publishedat", Known::Date),
    ("publisheddate", Known::Date),
    ("publishedtime", Known::Date),
    ("publicationdate", Known::Date),
    ("pubtime", Known::Date),
    ("newstime", Known::Date),
    ("releasetime", Known::Date),
    ("releasedate", Known::Date),
    ("createtime", Known::Date),
    ("createdat", Known::Date),
    ("ctime", Known::Date),
    ("发布日期", Known::Date),
    ("发表时间", Known::Date),
    ("发表日期", Known::Date),
    ("出版日期", Known::Date),
    ("见报日期", Known::Date),
    ("newstitle", Known::Headline),
    ("articletitle", Known::Headline),
    ("新闻标题", Known::Headline),
    ("文章标题", Known::Headline),
    ("subheadline", Known::Deck),
    ("summary", Known::Lead),
    ("abstract", Known::Lead),
    ("newscontent", Known::Content),
    ("articlecontent", Known::Content),
    ("fulltext", Known::Content),
    ("maintext", Known::Content),
    ("全文", Known::Content),
    ("paragraphs", Known::Content),
    ("段落", Known::Content),
    ("新闻内容", Known::Content),
    ("文章内容", Known::Content),
    ("writer", Known::Author),
    ("paper", Known::Paper),
    ("newspaper", Known::Paper),
    ("periodical", Known::Paper),
    ("source", Known::Paper),
    ("sourcename", Known::Paper),
    ("media", Known::Paper),
    ("报纸", Known::Paper),
    ("报名", Known::Paper),
    ("来源", Known::Paper),
    ("媒体", Known::Paper),
    ("page", Known::Edition),
    ("edition", Known::Edition),
    ("版次", Known::Edition),
    ("版", Known::Edition),
    ("版号", Known::Edition),
];

/// A record as it is read: set its fields, then ask for the article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Line of the file it starts on, from 1; 0 where lines mean nothing.
    pub line: u32,
    known: Vec<(u8, String)>,
    extra: Vec<(String, String)>,
}

impl Record {
    /// A record that starts on a line of its file.
    pub fn new(line: u32) -> Self {
        Self { line, ..Self::default() }
    }

    /// Adds a field. Blank values are dropped; a second value of a field goes to a line of its own.
    pub fn set(&mut self, name: &str, value: &str) {
        let known = known(name).filter(|known| match known {
            // Many things are called a source or a page.
            Known::Paper => paper_name(value).is_some(),
            Known::Edition => page_number(value).is_some(),
            _ => true,
        });
        // Fields of crawlers hold the markup of the pages they are from; those we do not know are kept as they stand.
        let value = if known.is_some() { html::plain(value) } else { Cow::Borrowed(value) };
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        match known {
            Some(known) => match self.known.iter_mut().find(|(k, _)| *k == known as u8) {
                Some((_, held)) if known == Known::Author => *held = format!("{held} {value}"),
                Some((_, held)) if matches!(known, Known::Content | Known::Caption | Known::Lead) => {
                    held.push('\n');
                    held.push_str(value);
                }
                // Two names for one thing (`date` and `time`): the first is kept as that thing, the other as it stands.
                Some(_) => self.extra.push((name.to_owned(), value.to_owned())),
                None => self.known.push((known as u8, value.to_owned())),
            },
            None => self.extra.push((name.to_owned(), value.to_owned())),
        }
    }

    /// Whether a name is one that records of articles have.
    pub fn knows(name: &str) -> bool {
        // Many things have a source or a page.
        known(name).is_some_and(|known| !matches!(known, Known::Paper | Known::Edition))
    }

    /// Whether a name is one of those that fields of articles have.
    pub fn names(name: &str) -> bool {
        known(name).is_some()
    }

    /// Whether its day is stated.
    pub fn is_dated(&self) -> bool {
        self.get(Known::Date).is_some()
    }

    /// Whether a name is that of a headline or a text, without which there is no article.
    pub fn tells(name: &str) -> bool {
        known(name).is_some_and(|known| matches!(known, Known::Headline | Known::Lead | Known::Content))
    }

    /// The headline, where one is stated.
    pub fn headline(&self) -> Option<&str> {
        self.get(Known::Headline)
    }

    fn get(&self, known: Known) -> Option<&str> {
        self.known.iter().find(|(k, _)| *k == known as u8).map(|(_, value)| value.as_str())
    }

    /// The article, if there is a headline or a text. `file` is the name the file was given by. O(text).
    pub fn article(mut self, file: &str) -> Option<Article> {
        if self.get(Known::Headline).is_none() && self.get(Known::Content).is_none() && self.get(Known::Lead).is_none() {
            return None;
        }
        // Room for all of it at once: a text that grows leaves holes between a million others.
        let room = self.known.iter().map(|(_, value)| value.len() + 1).sum();
        let mut build = Build { text: String::with_capacity(room), parts: Vec::new(), line: self.line };
        for (known, field) in [
            (Known::Kicker, Field::Kicker),
            (Known::Headline, Field::Headline),
            (Known::Deck, Field::Deck),
            (Known::Author, Field::Byline),
            (Known::Lead, Field::Lead),
        ] {
            build.lines(field, self.get(known).unwrap_or_default());
        }
        build.paragraphs(self.get(Known::Content).unwrap_or_default());
        build.lines(Field::Caption, self.get(Known::Caption).unwrap_or_default());
        let day = self.get(Known::Date).and_then(stated::day);
        if let Some(unread) = self.get(Known::Date).filter(|_| day.is_none()).map(str::to_owned) {
            self.extra.push(("date".to_owned(), unread));
        }
        let headline = self.get(Known::Headline).unwrap_or_default();
        let key = ArticleKey(xxhash_rust::xxh3::xxh3_64(format!("{file}\n{}\n{headline}", self.line).as_bytes()));
        let place = self.get(Known::City).and_then(Address::of);
        let county = place.as_ref().and_then(|place| place.county.clone());
        let city: CityName = place.map(|place| Arc::from(place.city));
        let place_source = if city.is_some() { PlaceSource::Stated } else { PlaceSource::Page };
        Some(Article {
            key,
            page: PageId(0),
            line: self.line,
            text: build.text,
            parts: build.parts,
            city,
            county,
            place_source,
            published: Published { day, certain: day.is_some() },
            date: None,
            imprint: Imprint::of(self.get(Known::Paper), self.get(Known::Edition)).map(Arc::new),
            section: self.get(Known::Section).map(|s| s.lines().next().unwrap_or_default().trim().to_owned()),
            authors: self.get(Known::Author).map(stated::authors).unwrap_or_default(),
            doubts: Vec::new(),
            extra: self.extra,
        })
    }
}

/// The draft of some records of one file; what they do not state of place and day is taken from `given`, else read from their texts.
pub fn draft(file: &str, articles: Vec<Article>, given: &Hints) -> Draft {
    let mut draft = Draft { page: Page { file: Arc::from(file), ..Page::default() }, articles, problems: Vec::new() };
    super::postmark(&mut draft, given);
    draft
}

fn known(name: &str) -> Option<Known> {
    static ALL: OnceLock<FxHashMap<&str, Known>> = OnceLock::new();
    let folded: String = name.chars().filter(|c| !matches!(c, '_' | '-' | ' ' | ':')).flat_map(char::to_lowercase).collect();
    ALL.get_or_init(|| NAMES.into_iter().chain(RARE).collect()).get(folded.as_str()).copied()
}

/// The text of an article as it grows.
struct Build {
    text: String,
    parts: Vec<Part>,
    line: u32,
}

impl Build {
    fn lines(&mut self, field: Field, value: &str) {
        for line in value.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.part(field, line);
        }
    }

    fn part(&mut self, field: Field, line: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(line);
        self.parts.push(Part { field, span: Span::new(start, self.text.len()), truncated: false, line: self.line });
    }

    /// The body: a line is a paragraph, unless the one before was cut before its sentence ended.
    fn paragraphs(&mut self, content: &str) {
        let mut open = false;
        for line in content.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let continues = open && stated::may_continue(line);
            match self.parts.last_mut().filter(|part| continues && part.field == Field::Body) {
                Some(part) => {
                    sew(&mut self.text, line);
                    part.span.end = self.text.len() as u32;
                }
                None => self.part(Field::Body, line),
            }
            open = stated::is_cut(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(fields: &[(&str, &str)]) -> Article {
        let mut record = Record::new(7);
        for (name, value) in fields {
            record.set(name, value);
        }
        record.article("a.jsonl").expect("an article")
    }

    #[test]
    fn the_names_of_the_trade_are_understood_in_any_spelling() {
        let article = record(&[
            ("Lead_Title", "渔船早出港"),
            ("标题", "冰期提前结束"),
            ("副题", "码头忙起来"),
            ("Publish-Time", "2020年2月26日"),
            ("location", "锦州市"),
            ("栏目", "港湾"),
            ("reporter", "本报记者 林晓禾 周南溪"),
            ("正文", "第一段。\n　　第二段。"),
            ("url", "http://x/1"),
        ]);
        assert_eq!(article.text, "渔船早出港\n冰期提前结束\n码头忙起来\n本报记者 林晓禾 周南溪\n第一段。\n第二段。");
        assert_eq!(article.headline(), "冰期提前结束");
        assert_eq!(article.published.to_string(), "2020-02-26");
        assert_eq!((article.city.as_deref(), article.place_source), (Some("锦州"), PlaceSource::Stated));
        assert_eq!(article.authors, ["林晓禾", "周南溪"]);
        assert_eq!(article.section.as_deref(), Some("港湾"));
        assert_eq!(article.extra, [("url".to_owned(), "http://x/1".to_owned())]);
        assert_eq!(article.line, 7);
    }

    #[test]
    fn markup_in_a_field_is_read_as_text() {
        let article = record(&[
            ("title", "渔船出港&nbsp;忙"),
            ("content", "<p>　　雾散了，&ldquo;依次&rdquo;解缆。</p><p>鱼<b>不多</b>。<br/>船等着。</p><img src='a.jpg'>"),
            ("html", "<p>x</p>"),
        ]);
        assert_eq!(article.text, "渔船出港 忙\n雾散了，“依次”解缆。\n鱼不多。\n船等着。");
        assert_eq!(article.extra, [("html".to_owned(), "<p>x</p>".to_owned())]);
        let plain = record(&[("title", "3<5，AT&T"), ("content", "第一段 a<b。\n第二段&amp;尾。")]);
        assert_eq!(plain.text, "3<5，AT&T\n第一段 a<b。\n第二段&尾。");
    }

    #[test]
    fn a_paragraph_cut_in_two_is_sewn() {
        let article =
            record(&[("title", "题"), ("content", "码头调度员说,今年封冻期\n\n比往年短了十一天。\n头一班船二月出海。")]);
        assert_eq!(article.text, "题\n码头调度员说,今年封冻期比往年短了十一天。\n头一班船二月出海。");
        let latin = record(&[("title", "题"), ("content", "系统改用 Windows，Server\nEdition 随后上线。")]);
        assert_eq!(latin.text, "题\n系统改用 Windows，Server Edition 随后上线。");
        assert_eq!(latin.parts.last().map(|part| part.span.of(&latin.text)), Some("系统改用 Windows，Server Edition 随后上线。"));
    }

    #[test]
    fn a_stated_county_gives_its_city_and_stays() {
        for (stated, city, county) in
            [("凌海市", "锦州", "凌海市"), ("辽宁省锦州市义县", "锦州", "义县"), ("广西壮族自治区柳州市", "柳州", "")]
        {
            let one = record(&[("title", "题"), ("content", "本报讯 沈阳的工人回到车间。"), ("city", stated)]);
            let one = draft("a.jsonl", vec![one], &Hints::default()).articles.remove(0);
            assert_eq!((one.city.as_deref(), one.county.as_deref().unwrap_or_default()), (Some(city), county), "{stated}");
        }
    }

    #[test]
    fn a_record_without_headline_or_text_is_no_article() {
        let mut record = Record::new(1);
        record.set("url", "http://x");
        record.set("title", "  ");
        assert_eq!(record.article("a"), None);
    }

    #[test]
    fn an_unreadable_date_is_kept_as_it_stands() {
        let article = record(&[("title", "题"), ("date", "前天下午")]);
        assert_eq!(article.published.day, None);
        assert_eq!(article.extra, [("date".to_owned(), "前天下午".to_owned())]);
    }
}
