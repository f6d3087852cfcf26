//! Web pages: one article (headline and paragraphs) or one newspaper page (several headlines), decided by its headings.
//!
//! Menus, scripts and footers are left out. What is a page goes on to the page reader as plain lines.

use std::borrow::Cow;

use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};

use super::record::Record;
use super::stated;

/// What a web page is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Web {
    /// One article.
    Article(Box<Record>),
    /// Several: the text as an extractor would leave it, headings as Markdown headings.
    Page(String),
}

/// Elements whose text nobody reads.
const SILENT: [&str; 12] =
    ["script", "style", "noscript", "nav", "header", "footer", "aside", "form", "button", "select", "iframe", "svg"];

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 24] = [
    "p",
    "div",
    "section",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "dl",
    "dt",
    "dd",
    "pre",
    "ul",
    "ol",
    "table",
    "tr",
    "blockquote",
    "figure",
    "figcaption",
    "main",
    "founder-content",
];

/// Elements that stand within a line.
const INLINE: [&str; 10] = ["br", "span", "img", "strong", "b", "a", "em", "font", "i", "u"];

/// Bytes the name of an entity has at most: `thetasym`.
const ENTITY: usize = 8;

/// Where the text of an article stands in the pages of newspapers, the surest first.
const BODIES: [&str; 9] =
    ["founder-content", "#ozoom", "#articleContent", "#content", ".article-content", ".content", "article", "main", "body"];

/// Reads a web page. `None` when nothing in it is read as text. O(n).
pub fn read(source: &str) -> Option<Web> {
    let html = Html::parse_document(source);
    let root = html.root_element();
    let mut lines = Vec::new();
    let main = BODIES.iter().find_map(|css| first(root, css).filter(|e| text_of(*e).chars().count() >= 20)).unwrap_or(root);
    block_lines(main, &mut lines);
    let headings = lines.iter().filter(|l| l.starts_with("# ") || l.starts_with("## ")).count();
    if headings >= 2 && first(root, "h1").is_none_or(|_| count(root, "h1") >= 2 || count(root, "h2") >= 2) {
        return Some(Web::Page(lines.join("\n\n")));
    }
    let mut record = Record::new(1);
    let heading = ["founder-title", "h1", "h2"].iter().find_map(|css| first(root, css));
    let headline = heading.map(text_of).filter(|t| !t.is_empty());
    let title = || first(root, "title").map(|title| without_site(&text_of(title)).to_owned());
    let headline = headline.or_else(|| meta(root, "og:title")).or_else(title);
    if let Some(headline) = headline {
        record.set("title", &headline);
        lines.retain(|line| line.trim_start_matches(['#', ' ']) != headline);
    }
    for (name, keys) in [
        ("date", &["article:published_time", "publishdate", "pubdate", "date"][..]),
        ("author", &["author"]),
        ("source", &["source", "og:site_name"]),
        ("keywords", &["keywords"]),
        ("url", &["og:url"]),
    ] {
        if let Some(value) = keys.iter().find_map(|key| meta(root, key)) {
            record.set(name, &value);
        }
    }
    // What stands beside the headline: `2020-02-26 08:15 来源：锦州日报 作者：许清禾`.
    let mut around = Vec::new();
    block_lines(root, &mut around);
    if let Some((line, imprint)) = around.iter().find_map(|line| Some((line, imprint(line)?))) {
        for (name, value) in &imprint {
            record.set(name, value);
        }
        lines.retain(|other| other != line);
    }
    let content: Vec<&str> = lines.iter().map(|line| line.trim_start_matches(['#', ' '])).collect();
    record.set("content", &content.join("\n"));
    (!content.is_empty()).then(|| Web::Article(Box::new(record)))
}

/// A value that may hold markup, as text: paragraphs and breaks become lines, entities what they stand for. Anything else is left as it
/// is. O(n).
pub fn plain(value: &str) -> Cow<'_, str> {
    let lower =
        |from: usize, len: usize| value.get(from..).map(|rest| rest.chars().take(len).collect::<String>().to_ascii_lowercase());
    let tag = |at: usize| {
        lower(at + 1, 12).is_some_and(|rest| {
            let name = rest.trim_start_matches('/');
            let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
            let closed = name.get(end..).is_some_and(|rest| rest.starts_with(['>', ' ', '/']));
            closed && name.get(..end).is_some_and(|name| BLOCKS.contains(&name) || INLINE.contains(&name))
        })
    };
    if value.match_indices('<').any(|(at, _)| tag(at)) {
        let mut lines = Vec::new();
        let html = Html::parse_fragment(value);
        block_lines(html.root_element(), &mut lines);
        return Cow::Owned(lines.iter().map(|line| line.trim_start_matches(['#', ' '])).collect::<Vec<_>>().join("\n"));
    }
    let entity = |at: usize| {
        let rest = value.as_bytes().get(at + 1..).unwrap_or_default();
        let name = rest.iter().take(ENTITY + 1).position(|b| *b == b';').and_then(|end| rest.get(..end)).unwrap_or_default();
        name.len() >= 2 && name.strip_prefix(b"#").unwrap_or(name).iter().all(u8::is_ascii_alphanumeric)
    };
    if !value.match_indices('&').any(|(at, _)| entity(at)) {
        return Cow::Borrowed(value);
    }
    let decoded = |line: &str| {
        // A bracket that is none of a tag would be taken for one.
        let html = Html::parse_fragment(&line.replace('<', "&lt;"));
        html.root_element().text().collect::<String>().replace('\u{a0}', " ")
    };
    Cow::Owned(value.split('\n').map(decoded).collect::<Vec<_>>().join("\n"))
}

fn first<'a>(root: ElementRef<'a>, css: &str) -> Option<ElementRef<'a>> {
    root.select(&Selector::parse(css).ok()?).next()
}

/// The title of a window without the name of the site: `渔船出港忙-锦州日报`, `渔船出港忙_新闻中心_北方网`.
fn without_site(title: &str) -> &str {
    let site = |tail: &str| ["网", "报", "新闻", "中心", "频道", "客户端", "数字报"].iter().any(|end| tail.trim().ends_with(end));
    let mut rest = title;
    while let Some((head, tail)) = rest.rsplit_once(['-', '_', '|', '—', '－']) {
        if !site(tail) || head.trim().is_empty() {
            break;
        }
        rest = head;
    }
    rest.trim()
}

/// Day, source and writer of an article in a line of their own, which has a whole date and little else.
fn imprint(line: &str) -> Option<Vec<(&'static str, String)>> {
    const NAMES: [(&str, &str); 7] = [
        ("来源", "source"),
        ("作者", "author"),
        ("记者", "author"),
        ("文章来源", "source"),
        ("责任编辑", "editor"),
        ("责编", "editor"),
        ("编辑", "editor"),
    ];
    if line.chars().count() > 90 || line.contains(['。', '！', '？']) {
        return None;
    }
    let named =
        |label: &str| ["：", ":"].iter().find_map(|colon| line.split_once(&format!("{label}{colon}"))).map(|(_, rest)| rest);
    let value = |rest: &str| {
        let rest = rest.trim_start();
        let end = rest.find(|c: char| c.is_whitespace() || "|｜[【（(".contains(c)).unwrap_or(rest.len());
        rest.get(..end).unwrap_or(rest).to_owned()
    };
    let day = stated::day(line.trim_start_matches(|c: char| !c.is_ascii_digit())).filter(|day| day.year.is_some())?;
    let others = line.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace() && !"-./:年月日时分".contains(*c)).count();
    let labels =
        ["发布", "时间", "日期"].iter().any(|word| line.contains(word)) || NAMES.iter().any(|(label, _)| named(label).is_some());
    if !labels && others > 0 {
        return None;
    }
    let fields = NAMES.iter().filter_map(|(label, name)| Some((*name, value(named(label)?))));
    let mut found: Vec<(&'static str, String)> = vec![("date", day.to_string())];
    for (name, value) in fields {
        if !found.iter().any(|(other, _)| *other == name) {
            found.push((name, value));
        }
    }
    Some(found)
}

fn count(root: ElementRef<'_>, css: &str) -> usize {
    Selector::parse(css).map_or(0, |selector| root.select(&selector).count())
}

fn meta(root: ElementRef<'_>, name: &str) -> Option<String> {
    let selector = Selector::parse("meta").ok()?;
    let named =
        |e: &ElementRef<'_>| [e.attr("name"), e.attr("property")].into_iter().flatten().any(|n| n.eq_ignore_ascii_case(name));
    let content = root.select(&selector).find(named)?.attr("content")?.trim().to_owned();
    (!content.is_empty()).then_some(content)
}

fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How far up the blocks round a text are looked for: pages nest without end, headlines do not.
const DEPTH: usize = 48;

/// The text of an element, a block a line.
fn block_lines(main: ElementRef<'_>, lines: &mut Vec<String>) {
    let (mut line, mut block) = (String::new(), None);
    for node in main.descendants() {
        match node.value() {
            Node::Element(element) if element.name() == "br" => end(&mut line, lines),
            // Cells of a row stand beside each other.
            Node::Element(element) if matches!(element.name(), "td" | "th") => line.push(' '),
            Node::Text(text) => {
                let above = node.ancestors().take(DEPTH).filter_map(|up| up.value().as_element().map(|e| (up.id(), e.name())));
                let (mut nearest, mut silent) = (None, false);
                for (id, name) in above {
                    silent = silent || SILENT.contains(&name);
                    nearest = nearest.or_else(|| BLOCKS.contains(&name).then_some((id, name)));
                }
                if silent {
                    continue;
                }
                if nearest.map(|(id, _)| id) != block {
                    end(&mut line, lines);
                    block = nearest.map(|(id, _)| id);
                    line.push_str(match nearest.map(|(_, name)| name) {
                        Some("h1") => "# ",
                        Some("h2") => "## ",
                        Some("h3") => "### ",
                        _ => "",
                    });
                }
                line.push_str(text);
            }
            _ => {}
        }
    }
    end(&mut line, lines);
}

fn end(line: &mut String, lines: &mut Vec<String>) {
    let text = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if !text.trim_start_matches(['#', ' ']).is_empty() {
        lines.push(text);
    }
    line.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_headline_is_an_article() {
        let html = "<html><head><title>报</title><meta name=author content=林晓禾><meta property='article:published_time' content='2020-02-26'></head>\
            <body><nav>首页</nav><h1>渔船 出港</h1><div id=content><p>　　第一段，写得足够长，长到可以算作一段真正的正文，而不是一行菜单，也不是页脚里的联系方式。</p><p>第二<b>段</b>。</p></div><script>x</script></body></html>";
        let Some(Web::Article(record)) = read(html) else { panic!("an article") };
        let article = record.article("a.html").expect("an article");
        assert_eq!(article.headline(), "渔船 出港");
        assert!(article.text.ends_with("第二段。"), "{}", article.text);
        assert!(!article.text.contains("首页"));
        assert_eq!((article.published.to_string().as_str(), article.authors.len()), ("2020-02-26", 1));
    }

    #[test]
    fn the_line_beside_the_headline_states_day_source_and_writer() {
        let html = "<html><head><title>渔船出港忙-锦州日报</title></head><body><div>渔船</div>\
            <div>2020-02-26 08:15 来源：锦州日报 作者：许清禾</div><div id=content><p>　　雾散了，十四条渔船依次解缆，码头上的人早早等着头一网鲜鱼，卸鱼工说今年冰期短。</p></div></body></html>";
        let Some(Web::Article(record)) = read(html) else { panic!("an article") };
        let article = record.article("a.html").expect("an article");
        assert_eq!((article.headline(), article.published.to_string().as_str()), ("渔船出港忙", "2020-02-26"));
        assert_eq!(article.authors, ["许清禾"]);
        assert_eq!(article.imprint.map(|imprint| imprint.zh()).as_deref(), Some("锦州日报"));
        assert!(imprint("2020年2月26日，锦州港的头一班船解了缆，码头上站满了人").is_none());
        assert!(imprint("发布时间：2020年02月26日 08:15").is_some());
    }

    #[test]
    fn a_value_with_many_marks_of_entities_and_none_of_them_is_left_alone() {
        let value = "AT&T 与 R&D；a&longerthaneight;b&#;c".to_owned();
        assert_eq!(plain(&value), value);
        assert_eq!(plain("&thetasym;&#8220;&#x201D;"), "ϑ“”");
    }

    #[test]
    fn cells_of_a_table_do_not_run_together() {
        let html = "<body><h1>菜价</h1><table><tr><th>菜</th><th>元</th></tr><tr><td>白菜</td><td>3.20</td></tr><tr><td><b>萝卜</b></td><td>1.<i>90</i></td></tr></table></body>";
        let Some(Web::Article(record)) = read(html) else { panic!("an article") };
        assert_eq!(record.article("a.html").expect("an article").text, "菜价\n菜 元\n白菜 3.20\n萝卜 1.90");
    }

    #[test]
    fn several_headlines_are_a_page() {
        let html = "<body><h2>渔船出港</h2><p>本报讯 第一段。</p><h2>果窖开播</h2><p>本报讯 第二段。</p></body>";
        assert_eq!(read(html), Some(Web::Page("## 渔船出港\n\n本报讯 第一段。\n\n## 果窖开播\n\n本报讯 第二段。".to_owned())));
    }

    #[test]
    fn nothing_to_read_is_nothing() {
        assert_eq!(read("<html><head><script>1</script></head><body></body></html>"), None);
        assert!(read(&"<div>".repeat(20_000)).is_none());
    }
}
