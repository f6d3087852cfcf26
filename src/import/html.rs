//! Web pages: one article (headline and paragraphs) or one newspaper page (several headlines), decided by its headings.
//!
//! Menus, scripts and footers are left out. What is a page goes on to the page reader as plain lines.

use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};

use super::record::Record;

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
const BLOCKS: [&str; 20] = [
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

/// Where the text of an article stands in the pages of newspapers, the surest first.
const BODIES: [&str; 9] =
    ["founder-content", "#ozoom", "#articleContent", "#content", ".article-content", ".content", "article", "main", "body"];

/// Reads a web page. `None` when nothing in it is read as text. O(n).
pub fn read(source: &str) -> Option<Web> {
    let html = Html::parse_document(source);
    let root = html.root_element();
    let mut lines = Vec::new();
    let main = BODIES.iter().find_map(|css| first(root, css).filter(|e| text_of(*e).chars().count() >= 40)).unwrap_or(root);
    block_lines(main, &mut lines);
    let headings = lines.iter().filter(|l| l.starts_with("# ") || l.starts_with("## ")).count();
    if headings >= 2 && first(root, "h1").is_none_or(|_| count(root, "h1") >= 2 || count(root, "h2") >= 2) {
        return Some(Web::Page(lines.join("\n\n")));
    }
    let mut record = Record::new(1);
    let headline = first(root, "h1").or_else(|| first(root, "h2")).map(text_of).filter(|t| !t.is_empty());
    let headline = headline.or_else(|| meta(root, "og:title")).or_else(|| first(root, "title").map(text_of));
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
    let content: Vec<&str> = lines.iter().map(|line| line.trim_start_matches(['#', ' '])).collect();
    record.set("content", &content.join("\n"));
    (!content.is_empty()).then(|| Web::Article(Box::new(record)))
}

fn first<'a>(root: ElementRef<'a>, css: &str) -> Option<ElementRef<'a>> {
    root.select(&Selector::parse(css).ok()?).next()
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
