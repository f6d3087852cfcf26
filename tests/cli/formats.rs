//! Every kind of file a folder may hold gives its articles, in every encoding and container.

use std::io::Write;

use super::{PAGE, folder, run_in};

const JSONL: &str = "{\"title\":\"渔船出港\",\"content\":\"本报讯 雾散了。\",\"city\":\"锦州\",\"date\":\"2020-02-26\"}\n{\"title\":\"果窖开播\",\"content\":\"苹果出门。\",\"city\":\"铁岭\",\"date\":\"2020-03-04\",\"url\":\"http://x\"}\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("packed");
    encoder.finish().expect("packed")
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("begun");
        writer.write_all(bytes).expect("packed");
    }
    writer.finish().expect("packed").into_inner()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn records_state_their_city_and_day() {
    let root = folder(&[("a.jsonl", JSONL.as_bytes())]);
    let ran = run_in(root.path(), &["list", "a.jsonl"]);
    assert_eq!(ran.out, "1\t锦州\t2020-02-26\t-\t渔船出港\n2\t铁岭\t2020-03-04\t-\t果窖开播\n");
}

#[test]
fn the_same_records_come_out_of_every_form_and_container() {
    let json = format!("[{}]", JSONL.trim_end().replace('\n', ","));
    let csv = "\u{feff}title,content,city,date,url\n渔船出港,本报讯 雾散了。,锦州,2020-02-26,\n果窖开播,苹果出门。,铁岭,2020-03-04,http://x\n";
    let tsv = csv.replace(',', "\t");
    let gb = encoding_rs::GB18030.encode(JSONL).0.into_owned();
    let wide: Vec<u8> = tsv.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a.jsonl", JSONL.into()),
        ("b.json", json.into()),
        ("c.csv", csv.into()),
        ("d.tsv", tsv.into()),
        ("e.jsonl", gb),
        ("f.jsonl.gz", gzip(JSONL.as_bytes())),
        ("g.jsonl.zst", zstd(JSONL.as_bytes())),
        ("h.zip", zip(&[("内/甲.jsonl", JSONL.as_bytes()), ("__MACOSX/x.jsonl", b"junk")])),
        ("i.csv.gz", gzip(csv.as_bytes())),
        ("j.zip", zip(&[("甲.jsonl.gz", &gzip(JSONL.as_bytes()))])),
        ("k.tsv", wide.clone()),
        ("l.tsv.gz", gzip(&wide)),
        ("m.zip", zip(&[("甲.tsv", &wide)])),
        ("no-ending", JSONL.into()),
    ];
    for (name, bytes) in files {
        let root = folder(&[(name, &bytes)]);
        let ran = run_in(root.path(), &["list", "."]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}");
        assert_eq!(ran.out, "1\t锦州\t2020-02-26\t-\t渔船出港\n2\t铁岭\t2020-03-04\t-\t果窖开播\n", "{name}");
    }
}

#[test]
fn a_page_is_the_same_page_in_every_encoding() {
    let wanted = {
        let root = folder(&[("a.txt", PAGE.as_bytes())]);
        run_in(root.path(), &["show", "1", "."]).out
    };
    let utf16 = |big: bool, mark: &[u8]| {
        let units = PAGE.encode_utf16().flat_map(move |u| if big { u.to_be_bytes() } else { u.to_le_bytes() });
        mark.iter().copied().chain(units).collect::<Vec<u8>>()
    };
    let forms = [
        [b"\xef\xbb\xbf", PAGE.as_bytes()].concat(),
        PAGE.replace('\n', "\r\n").into_bytes(),
        encoding_rs::GB18030.encode(PAGE).0.into_owned(),
        utf16(false, b""),
        utf16(true, b""),
        utf16(false, b"\xff\xfe"),
        utf16(true, b"\xfe\xff"),
        gzip(PAGE.as_bytes()),
    ];
    for (i, bytes) in forms.into_iter().enumerate() {
        let root = folder(&[("a.txt", &bytes)]);
        let ran = run_in(root.path(), &["show", "1", "."]);
        assert_eq!((ran.out.as_str(), ran.err.as_str()), (wanted.as_str(), ""), "form {i}");
    }
}

#[test]
fn archives_that_lie_are_refused_and_the_rest_is_read() {
    let bomb = gzip(&vec![b'a'; 64 << 20]);
    let mut cut = gzip(PAGE.as_bytes());
    cut.truncate(cut.len() / 2);
    let root = folder(&[
        ("a.txt", PAGE.as_bytes()),
        ("bomb.txt.gz", &bomb),
        ("cut.txt.gz", &cut),
        ("not.zip", b"PK\x03\x04 nothing more"),
        ("trick.zip", &zip(&[("../../outside.txt", PAGE.as_bytes())])),
        ("bad.zst", b"\x28\xb5\x2f\xfd junk junk junk"),
    ]);
    let ran = run_in(root.path(), &["list", "."]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "{}", ran.out);
    assert_eq!(ran.problems().len(), 5, "{}", ran.err);
    for name in ["bomb.txt.gz", "cut.txt.gz", "not.zip", "trick.zip", "bad.zst"] {
        assert!(ran.problems().iter().any(|p| p.contains(name)), "{name}: {}", ran.err);
    }
}

#[test]
fn names_in_old_chinese_archives_are_read() {
    let name = encoding_rs::GB18030.encode("锦州.txt").0.into_owned();
    let ascii = zip(&[("00000000", PAGE.as_bytes())]);
    // The same archive with its name in GBK bytes, as Chinese Windows wrote it.
    let mut bytes = ascii;
    let at: Vec<usize> = bytes.windows(8).enumerate().filter(|(_, w)| w == b"00000000").map(|(i, _)| i).collect();
    assert_eq!((at.len(), name.len()), (2, 8));
    for i in at {
        bytes[i..i + 8].copy_from_slice(&name);
    }
    let root = folder(&[("old.zip", &bytes)]);
    let list = run_in(root.path(), &["list", "--json", "old.zip"]);
    assert_eq!(list.json()[0]["file"], "old.zip/锦州.txt", "{}", list.err);
}

#[test]
fn corpus_toml_states_the_year_and_the_city_of_a_folder() {
    let page = "渔船出港忙\n\n本报讯 2月25日清晨,雾还没散,十四条渔船已经依次解缆,码头上的人早早等着头一网鲜鱼。\n";
    let root = folder(&[
        ("a/x.txt", page.as_bytes()),
        ("a/corpus.toml", "city = \"锦州市\"\nyear = 2019\n".as_bytes()),
        ("b/y.txt", page.as_bytes()),
        ("b/corpus.toml", b"city = "),
    ]);
    let ran = run_in(root.path(), &["list", "."]);
    let cells: Vec<Vec<&str>> = ran.out.lines().map(|line| line.split('\t').collect()).collect();
    assert!(cells.iter().any(|c| c[1] == "锦州" && c[2] == "2019-02-26~"), "{}", ran.out);
    assert_eq!((cells.len(), ran.problems().len()), (2, 1), "{}", ran.err);
}

#[test]
fn names_of_files_give_day_page_and_where_nothing_is_printed_the_headline() {
    let body = "雾散了，公交车早早出了站，车上坐着去上班的人，一路都是绿灯。今年的冰期比往年短了十一天。\n第二段写的是司机的话，他说今天起得早，车擦得亮，乘客也多起来了。\n";
    let alone = body.replacen('\n', "", 1);
    let root = folder(&[
        ("20200226/20200226-03-01.txt", format!("冰期提前结束\n渔船出港忙\n头一天二百吨\n{body}").as_bytes()),
        ("20200226/20200226-03-02.txt", format!("\n果窖开播\n\n{body}").as_bytes()),
        ("锦州公交恢复运营.txt", alone.as_bytes()),
        ("0001.txt", alone.as_bytes()),
    ]);
    let list = run_in(root.path(), &["list", "--json", "."]).json();
    let text = |i: usize, name: &str| list[i][name].as_str().unwrap_or_default().to_owned();
    let said = |i: usize| ["kicker", "headline", "deck", "published", "edition"].map(|name| text(i, name));
    let all: Vec<_> = (0..4).map(said).collect();
    for wanted in [
        ["冰期提前结束", "渔船出港忙", "头一天二百吨", "2020-02-26", "03"],
        ["", "果窖开播", "", "2020-02-26", "03"],
        ["", "锦州公交恢复运营", "", "", ""],
        ["", "", "", "", ""],
    ] {
        assert!(all.contains(&wanted.map(str::to_owned)), "{wanted:?} in {all:?}");
    }
}

#[test]
fn paper_and_page_are_shown_wherever_something_states_them_and_nowhere_else() {
    let page = "渔船出港忙\n\n本报讯 2月25日清晨,雾还没散,十四条渔船已经依次解缆,码头上的人早早等着头一网鲜鱼。\n";
    let record = "{\"title\":\"果窖开播\",\"content\":\"苹果出门。\",\"city\":\"营口\",\"page\":3,\"source\":\"http://x/1\"}\n";
    let root = folder(&[
        ("a/20200226-07-02.txt", page.as_bytes()),
        ("a/corpus.toml", "paper = \"锦州日报\"\n".as_bytes()),
        ("b/20200226.jsonl", record.as_bytes()),
        ("b/corpus.toml", "paper = \"营口晚报\"\nedition = \"A5\"\n".as_bytes()),
        ("c/y.txt", page.as_bytes()),
    ]);
    let list = run_in(root.path(), &["list", "--json", "."]).json();
    let said = |i: usize| (list[i]["file"].as_str().unwrap_or(""), list[i]["paper"].as_str(), list[i]["edition"].as_str());
    let all: Vec<_> = (0..3).map(said).collect();
    assert!(all.contains(&("./a/20200226-07-02.txt", Some("锦州日报"), Some("07"))), "{all:?}");
    assert!(all.contains(&("./b/20200226.jsonl", Some("营口晚报"), Some("3"))), "a record beats its folder: {all:?}");
    assert!(all.contains(&("./c/y.txt", None, None)), "{all:?}");
    let shown = run_in(root.path(), &["show", "1", "a"]).out;
    assert!(shown.contains("2020-02-26  锦州日报 07版"), "{shown}");
    let record = run_in(root.path(), &["show", "1", "b"]).out;
    assert!(record.contains("  营口晚报 3版\n") && record.ends_with("\n\nsource: http://x/1\n"), "{record}");
    let inspected = run_in(root.path(), &["inspect", "a/20200226-07-02.txt"]).out;
    assert!(inspected.contains("  写明的\t锦州日报 07版\n"), "a file named alone has what its folder states: {inspected}");
    let inspected = run_in(root.path(), &["inspect", "--json", "a/20200226-07-02.txt"]).json();
    assert_eq!((inspected["edition"].as_str(), inspected["paper"].as_str()), (Some("07"), Some("锦州日报")));
}

/// What crawlers, exports and spreadsheets make of the same two articles.
#[test]
fn two_articles_come_out_of_what_people_really_have() {
    let (one, two) = ("渔船出港", "果窖开播");
    let record = |title: &str, day: &str| format!("{{\"title\":\"{title}\",\"content\":\"本报讯 雾散了。\",\"date\":\"{day}\"}}");
    let (a, b) = (record(one, "2020-02-26"), record(two, "2020-03-04"));
    let table = |mark: &str| {
        format!(
            "标题{mark}正文{mark}发布日期\n{one}{mark}雾散了。{mark}2020-02-26\n{two}{mark}\"苹果{mark}出门。\n第二段。\"{mark}2020/3/4\n"
        )
    };
    let utf16 = |text: &str| [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let tags = format!(
        "<?xml version=\"1.0\"?>\n<articles><article><title>{one}</title><date>2020-02-26</date><content>雾散了 &amp; 船来了。</content></article>\n<article><title><![CDATA[{two}]]></title><pubDate>Wed, 04 Mar 2020 08:00:00 GMT</pubDate><content>苹果出门。</content></article></articles>\n"
    );
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("data.json", format!("{{\"code\":0,\"data\":[{a},{b}]}}").into()),
        ("deep.json", format!("{{\"msg\":\"ok\",\"result\":{{\"total\":2,\"list\":[{a},{b}]}}}}").into()),
        ("named.json", format!("{{\"1\":{a},\"2\":{b}}}").into()),
        ("lines.json", format!("{a}\n{b}\n").into()),
        ("pretty.json", format!("[\n  {a},\n  {b}\n]\n").into()),
        ("gb.json", encoding_rs::GB18030.encode(&format!("[{a},{b}]")).0.into_owned()),
        ("bom.jsonl", format!("\u{feff}{a}\r\n{b}\r\n").into()),
        ("semicolon.csv", table(";").into()),
        ("tab.csv", table("\t").into()),
        ("pipe.csv", table("|").into()),
        ("sep.csv", format!("sep=;\n{}", table(";")).into()),
        ("excel.csv", utf16(&table("\t"))),
        ("gbk.csv", encoding_rs::GBK.encode(&table(",")).0.into_owned()),
        ("feed.xml", tags.into()),
    ];
    for (name, bytes) in files {
        let root = folder(&[(name, &bytes)]);
        let ran = run_in(root.path(), &["list", "."]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}");
        let cells: Vec<(&str, &str)> =
            ran.out.lines().map(|line| line.split('\t').collect::<Vec<_>>()).map(|c| (c[2], c[4])).collect();
        let mut found = cells.clone();
        found.sort_unstable();
        assert_eq!(found, [("2020-02-26", one), ("2020-03-04", two)], "{name}");
    }
}

#[test]
fn markup_in_fields_and_lists_of_paragraphs_are_text() {
    let html = "{\"标题\":\"渔船出港\",\"正文\":\"<p>　　雾散了，&ldquo;依次&rdquo;解缆。</p><p>船等着。</p>\",\"作者\":[\"许清禾\",\"周南溪\"],\"来源\":\"锦州日报\",\"编号\":\"Q7\"}";
    let list = "{\"title\":\"渔船出港\",\"content\":[\"雾散了，“依次”解缆。\",\"船等着。\"],\"author\":\"许清禾 周南溪\",\"source\":\"锦州日报\",\"编号\":\"Q7\"}";
    for (name, text) in [("html.json", html), ("list.json", list)] {
        let root = folder(&[(name, text.as_bytes())]);
        let shown = run_in(root.path(), &["show", "1", "--json", "."]).json();
        assert_eq!(shown["body"], "雾散了，“依次”解缆。\n船等着。", "{name}");
        assert_eq!(shown["authors"], serde_json::json!(["许清禾", "周南溪"]), "{name}");
        assert_eq!(shown["extra"].as_object().map(serde_json::Map::len), Some(1), "{name}");
        let page = run_in(root.path(), &["show", "1", "."]).out;
        assert!(page.ends_with("\n\n编号: Q7\n"), "fields we do not know are shown: {page}");
        assert_eq!(shown["paper"], "锦州日报");
        assert!(page.contains("  锦州日报  许清禾 周南溪\n"), "{page}");
    }
}

#[test]
fn front_matter_states_what_the_file_is_and_is_not_read_as_text() {
    let one = "---\n标题: 渔船出港\n作者: 许清禾\n日期: 2020-02-26\n城市: 锦州\n来源: 锦州日报\n---\n\n雾散了，船依次解缆。\n\n## 头一网\n\n鱼不多。\n";
    let root = folder(&[("a.md", one.as_bytes())]);
    assert_eq!(run_in(root.path(), &["list", "."]).out, "1\t锦州\t2020-02-26\t-\t渔船出港\n");
    assert_eq!(run_in(root.path(), &["show", "1", "--json", "."]).json()["body"], "雾散了，船依次解缆。\n头一网\n鱼不多。");
    let page = "---\ndate: 2020-02-26\ncity: 营口\n---\n\n# 港口开航\n\n本报讯 雾散了，十四条渔船依次解缆，码头上的人早早等着头一网鲜鱼。\n\n# 果窖开播\n\n本报讯 苹果出门，果农把直播间搬进了窖里，订单一天比一天多。\n";
    let root = folder(&[("b.md", page.as_bytes())]);
    let listed = run_in(root.path(), &["list", "."]);
    assert_eq!(listed.out, "1\t营口\t2020-02-26\t-\t港口开航\n2\t营口\t2020-02-26\t-\t果窖开播\n", "{}", listed.err);
}

#[test]
fn a_web_page_of_a_paper_states_day_and_writer_beside_its_headline() {
    let html = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\"><title>渔船出港-锦州日报</title></head><body><div class=nav><a href=/>首页</a></div><h1>渔船出港</h1><div>2020-02-26 来源：锦州日报 作者：许清禾</div><div id=content><p>　　雾散了，十四条渔船&ldquo;依次&rdquo;解缆&mdash;&mdash;码头上的人早早等着头一网鲜鱼。</p><p>今年冰期短。</p></div></body></html>";
    let root = folder(&[("a.html", &encoding_rs::GBK.encode(html).0)]);
    let shown = run_in(root.path(), &["show", "1", "--json", "."]).json();
    assert_eq!(shown["body"], "雾散了，十四条渔船“依次”解缆——码头上的人早早等着头一网鲜鱼。\n今年冰期短。");
    assert_eq!((&shown["published"], &shown["authors"]), (&"2020-02-26".into(), &serde_json::json!(["许清禾"])));
}
