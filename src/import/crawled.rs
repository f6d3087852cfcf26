//! Files as the crawlers of 人民日报 write them: `20200226-03-01.txt`, lines 1 to 3 kicker, headline and deck (empty where there is none), then
//! a paragraph a line.
//!
//! Taken for one only where the name says so and the lines fit; all else is a page like any other.

use super::record::Record;

/// Characters a line of a headline block has at most.
const LONGEST: usize = 70;

/// The article of such a file.
pub fn article(name: &str, text: &str) -> Option<Record> {
    let stem = name.rsplit(['/', '\\']).next()?.split('.').next()?;
    let digits = |part: &str, some: usize| part.len() == some && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = stem.split(['-', '_']);
    let named = digits(parts.next()?, 8) && digits(parts.next()?, 2) && digits(parts.next()?, 2) && parts.next().is_none();
    if !named {
        return None;
    }
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let [kicker, headline, deck] = [lines.next()?, lines.next()?, lines.next()?];
    let line = |line: &str| line.chars().count() <= LONGEST && !line.ends_with(['。', '，', ',', '；']) && !is_byline(line);
    let fits = !headline.is_empty() && [kicker, headline, deck].into_iter().all(line);
    let body = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    if !fits || !body.contains('。') {
        return None;
    }
    let mut record = Record::new(1);
    for (field, value) in [("kicker", kicker), ("title", headline), ("deck", deck), ("content", body.as_str())] {
        record.set(field, value);
    }
    Some(record)
}

/// Whether a line names who wrote: then the three lines are not those of a headline.
fn is_byline(line: &str) -> bool {
    ["本报记者", "记者", "通讯员", "本报讯", "新华社", "摄影"].iter().any(|word| line.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> Option<String> {
        article(name, text)?.article(name).map(|article| article.text)
    }

    #[test]
    fn the_first_three_lines_are_the_headline_block_empty_or_not() {
        let body = "雾散了，车出了站。\n第二段。\n";
        let name = "2020/20200226-03-01.txt";
        assert_eq!(
            read(name, &format!("冰期提前结束\n渔船出港忙\n头一天二百吨\n{body}")).as_deref(),
            Some("冰期提前结束\n渔船出港忙\n头一天二百吨\n雾散了，车出了站。\n第二段。")
        );
        assert_eq!(read(name, &format!("\n渔船出港忙\n\n{body}")).as_deref(), Some("渔船出港忙\n雾散了，车出了站。\n第二段。"));
    }

    #[test]
    fn another_name_or_other_lines_are_a_page() {
        let body = "雾散了，车出了站。\n第二段。\n";
        assert_eq!(read("20200226.txt", &format!("\n渔船出港忙\n\n{body}")), None);
        for text in [
            format!("渔船出港忙\n本报记者 许清禾\n\n{body}"),
            format!("渔船出港忙\n\n{body}"),
            format!("渔船出港忙\n雾散了，依次解缆。\n\n{body}"),
        ] {
            assert_eq!(read("20200226-03-01.txt", &text), None, "{text}");
        }
    }
}
