//! Damaged and hostile input, item by item: one line that names the file, the rest is read, memory and time stay bounded.

use std::io::Write;
use std::path::Path;

use super::{PAGE, Ran, folder, program, run_command, run_in};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory")
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        out.write_all(bytes).expect("memory");
    }
    out.finish().expect("memory").into_inner()
}

fn records(n: usize) -> String {
    let line = |i| format!("{{\"title\":\"第{i}号\",\"content\":\"来信{i}写得很短，信纸上有{}个字。\"}}\n", i * 7_919 % 104_729);
    (0..n).map(line).collect::<Vec<_>>().concat()
}

/// Lists a folder in which `good.txt` reads well; gives the run, its other articles and the lines about `bad`.
fn listed(root: &Path, bad: &str) -> (Ran, usize, Vec<String>) {
    let ran = run_in(root, &["--lang", "en", "list", "."]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let good = ran.out.lines().filter(|line| line.contains("小凌河口")).count();
    assert!(good >= 1, "the rest is read: {}", ran.out);
    let others = ran.out.lines().count() - 1;
    let about = ran.err.lines().filter(|line| line.contains(bad)).map(str::to_owned).collect();
    (ran, others, about)
}

#[test]
fn packed_pages_that_break_off_or_lie_are_a_line_each() {
    let page = PAGE.repeat(40);
    let cut = |bytes: Vec<u8>| bytes.get(..bytes.len() * 2 / 3).expect("within").to_vec();
    let spoil = |mut bytes: Vec<u8>, at: usize| {
        bytes[at] ^= 0xff;
        bytes
    };
    let packed = gzip(page.as_bytes());
    let length = packed.len();
    let inside = zip(&[("a.txt", page.as_bytes())]);
    let directory = memchr::memmem::find(&inside, b"PK\x01\x02").expect("a directory");
    let cases: [(&str, Vec<u8>); 9] = [
        ("cut.txt.gz", cut(packed.clone())),
        ("sum.txt.gz", spoil(packed.clone(), length - 6)),
        ("size.txt.gz", spoil(packed, length - 2)),
        ("cut.txt.zst", cut(zstd(page.as_bytes()))),
        ("cut.zip", cut(inside.clone())),
        ("sum.zip", spoil(inside.clone(), directory + 16)),
        ("nothing.zip", b"PK\x03\x04".to_vec()),
        ("method.zip", spoil(inside, directory + 10)),
        ("name.txt.zst", b"(\xb5/\xfd".to_vec()),
    ];
    for (name, bytes) in &cases {
        let root = folder(&[("good.txt", PAGE.as_bytes()), (name, bytes)]);
        let (_, others, about) = listed(root.path(), name);
        assert_eq!((others, about.len()), (0, 1), "{name}: {about:?}");
    }
}

#[test]
fn a_packed_stream_of_records_is_read_up_to_where_it_breaks_off() {
    let lines = records(5_000);
    for (name, packed) in [("cut.jsonl.gz", gzip(lines.as_bytes())), ("cut.jsonl.zst", zstd(lines.as_bytes()))] {
        let cut = packed.get(..packed.len() - packed.len() / 4).expect("within");
        let root = folder(&[("good.txt", PAGE.as_bytes()), (name, cut)]);
        let (_, others, about) = listed(root.path(), name);
        assert!((1_000..5_000).contains(&others), "{name}: {others}");
        assert!(!about.is_empty() && about.len() <= 2, "{name}: {about:?}");
    }
}

/// What a bomb may cost: the program runs where it may have no more memory than this.
#[cfg(target_os = "linux")]
fn with_little_memory(root: &Path, kilobytes: u64) -> Ran {
    let mut command = std::process::Command::new("sh");
    command.env_clear().env("LANG", "en_US.UTF-8").current_dir(root);
    command.args(["-c", &format!("ulimit -v {kilobytes}; exec \"$0\" --no-cache list ."), env!("CARGO_BIN_EXE_yuebao")]);
    run_command(&mut command, b"")
}

#[cfg(target_os = "linux")]
#[test]
fn bombs_are_bounded_by_ratio_and_size_whatever_they_are_packed_in() {
    let blank = vec![b' '; 80 << 20];
    let one_line = [b"{\"title\":\"", blank.as_slice(), b"\"}\n"].concat();
    let inner = gzip(&blank);
    let members: Vec<(String, Vec<u8>)> = (0..30).map(|i| (format!("{i}.txt"), vec![b' '; 4 << 20])).collect();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let nested: Vec<(String, Vec<u8>)> = (0..12).map(|i| (format!("{i}.zip"), zip(&[("a.txt", &blank)]))).collect();
    let nested: Vec<(&str, &[u8])> = nested.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let cases: [(&str, Vec<u8>); 7] = [
        ("bomb.txt.gz", inner.clone()),
        ("bomb.jsonl.gz", gzip(&one_line)),
        ("bomb.txt.zst", zstd(&blank)),
        ("bomb.zip", zip(&[("a.txt", &blank)])),
        ("many.zip", zip(&members)),
        ("twice.zip", zip(&[("a.txt.gz", &inner)])),
        ("nested.zip", zip(&nested)),
    ];
    drop((blank, one_line));
    for (name, bytes) in &cases {
        assert!(bytes.len() < 2 << 20, "{name} is a bomb: {} bytes", bytes.len());
        let root = folder(&[("good.txt", PAGE.as_bytes()), (name, bytes)]);
        let ran = with_little_memory(root.path(), 700 << 10);
        assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "{name}: {} {}", ran.out, ran.err);
        assert!(ran.err.lines().any(|line| line.contains(name)), "{name}: {}", ran.err);
    }
}

#[test]
fn archives_within_archives_are_read_and_deeper_ones_are_a_line() {
    let page = PAGE.as_bytes();
    let day = zip(&[("01.txt", page), ("02.txt.gz", &gzip(page)), ("03.txt.zst", &zstd(page)), ("四.txt", &gzip(page))]);
    let deep = zip(&[("deeper.zip", &zip(&[("05.txt", page)]))]);
    let year = zip(&[("0226.zip", &day), ("0227.ZIP", &deep), ("0228", &day), ("cut.zip", &day[..day.len() / 2])]);
    let root = folder(&[("2020.zip", &year)]);
    let ran = run_in(root.path(), &["list", "--json", "2020.zip"]);
    let files: Vec<String> =
        ran.json().as_array().expect("a list").iter().map(|a| a["file"].as_str().expect("a name").to_owned()).collect();
    let wanted = |day: &str| ["01.txt", "02.txt.gz", "03.txt.zst", "四.txt"].map(|name| format!("2020.zip/{day}/{name}"));
    let wanted = wanted("0226.zip").into_iter().chain(wanted("0228"));
    assert!(wanted.clone().all(|file| files.contains(&file)) && files.len() == wanted.count(), "{files:?} {}", ran.err);
    let problems = ran.problems();
    assert_eq!(problems.len(), 2, "{}", ran.err);
    assert!(ran.err.contains("2020.zip/0227.ZIP/deeper.zip: ") && ran.err.contains("先解开外面的一层"), "{}", ran.err);
    assert!(ran.err.contains("2020.zip/cut.zip: "), "{}", ran.err);
}

#[test]
fn names_that_lead_out_of_an_archive_are_refused_one_by_one() {
    let evil = ["../../out.txt", "/etc/out.txt", "..\\out.txt", "C:\\out.txt", "a/../../out.txt"];
    let mut members: Vec<(&str, &[u8])> = evil.iter().map(|name| (*name, PAGE.as_bytes())).collect();
    members.push(("inside/b.txt", PAGE.as_bytes()));
    let root = folder(&[("good.txt", PAGE.as_bytes()), ("tricks.zip", &zip(&members))]);
    let (_, others, about) = listed(root.path(), "tricks.zip");
    assert_eq!(others, 1, "what lies inside is read");
    let refused = about.iter().filter(|line| line.contains("leads out")).count();
    assert_eq!((refused, about.len()), (evil.len(), evil.len()), "{about:?}");
    let above = root.path().parent().expect("a folder above");
    assert!(!above.join("out.txt").exists());
}

#[cfg(unix)]
#[test]
fn loops_of_links_links_to_nothing_devices_and_sockets_are_a_line_each() {
    use std::os::unix::fs::symlink;
    let root = folder(&[("good.txt", PAGE.as_bytes()), ("deep/b.txt", PAGE.as_bytes())]);
    let at = |name: &str| root.path().join(name);
    symlink("..", at("deep/up")).expect("linked");
    symlink("self", at("self")).expect("linked");
    symlink("no such file", at("nothing")).expect("linked");
    symlink("/dev/zero", at("zero")).expect("linked");
    symlink("good.txt", at("twice.txt")).expect("linked");
    let _socket = std::os::unix::net::UnixListener::bind(at("socket")).expect("bound");
    let (ran, others, _) = listed(root.path(), "");
    assert_eq!(others, 2, "a link to a file is read: {}", ran.out);
    for (name, word) in
        [("deep/up", "leads back"), ("self", ""), ("nothing", "not found"), ("zero", "device"), ("socket", "socket")]
    {
        let about: Vec<_> = ran.err.lines().filter(|line| line.contains(&format!("./{name}:"))).collect();
        assert!(about.len() == 1 && about[0].contains(word), "{name}: {}", ran.err);
    }
    // Named themselves, they are refused as well, and nothing waits.
    let ran = run_command(program().args(["list", "/dev/zero"]), b"");
    assert_eq!((ran.code, ran.problems().len()), (2, 1), "{}", ran.err);
}

#[test]
fn one_bad_line_among_many_is_named_by_its_number() {
    let mut lines = records(20_000);
    let at = lines.match_indices('\n').nth(12_344).map(|(at, _)| at + 1).expect("so many");
    lines.insert_str(at, "{\"title\": \"断了\n");
    let root = folder(&[("good.txt", PAGE.as_bytes()), ("many.jsonl", lines.as_bytes())]);
    let (_, others, about) = listed(root.path(), "many.jsonl");
    assert_eq!(others, 20_000);
    assert!(about.len() == 1 && about[0].contains("many.jsonl:12346: "), "{about:?}");
}

#[test]
fn a_stray_quote_in_a_table_costs_one_row() {
    let row = |i| format!("第{i}号,\"来信{i}。\n第二段。\",2020-02-26\n");
    let rows = (0..500).map(row).collect::<Vec<_>>().concat();
    let table = format!("title,content,date\n甲,\"没有关上,2020-02-25\n乙,短,2020-02-26\n{rows}");
    let root = folder(&[("good.txt", PAGE.as_bytes()), ("a.csv", table.as_bytes())]);
    let (_, others, about) = listed(root.path(), "a.csv");
    assert_eq!(others, 501);
    assert!(about.len() == 1 && about[0].contains("a.csv:2: ") && about[0].contains("quotes"), "{about:?}");
}

#[test]
fn a_page_of_more_than_64_mb_is_refused_and_records_of_that_size_stream() {
    let filler = "来信写得很短，写信的人说水位又落了三寸，渡口的船来来往往。".repeat(4_000);
    let lines = |form: fn(usize, &str) -> String| (0..220).map(|i| form(i, &filler)).collect::<Vec<_>>().concat();
    let jsonl = lines(|i, text| format!("{{\"title\":\"第{i}号\",\"content\":\"{text}\"}}\n"));
    let csv = format!("title,content\n{}", lines(|i, text| format!("第{i}号,\"{text}\"\n")));
    assert!(jsonl.len() > 65 << 20 && csv.len() > 65 << 20);
    let root = folder(&[("good.txt", PAGE.as_bytes()), ("long.txt", jsonl.as_bytes())]);
    let (_, others, about) = listed(root.path(), "long.txt");
    assert_eq!(others, 0);
    assert!(about.len() == 1 && about[0].contains("64 MB") && about[0].contains("JSON Lines"), "{about:?}");
    for (name, text) in [("long.jsonl", jsonl), ("long.csv", csv)] {
        let root = folder(&[("good.txt", PAGE.as_bytes()), (name, text.as_bytes())]);
        let (_, others, about) = listed(root.path(), name);
        assert_eq!((others, about.len()), (220, 0), "{about:?}");
    }
}
