//! Files that are not what they were when the folder was walked.

use std::io::Write as _;

use super::*;

fn drafts(found: &Found) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let (given, errata) = (Hints::default(), Corrections::default());
    file(found, Job { encoding: None, given: &given, errata: &errata }, &mut |draft| {
        drafts.push(draft);
        ControlFlow::Continue(())
    });
    drafts
}

fn found(path: &std::path::Path, size: u64) -> Found {
    Found { path: path.to_path_buf(), size, modified: None, named: false }
}

const PAGE: &str = "港口开航\n\n本报讯 2020年2月25日，锦州港的头一班船解了缆，码头上站满了人。\n";

#[test]
fn a_file_that_has_grown_or_shrunk_since_it_was_seen_is_read_as_it_is() {
    let root = tempfile::tempdir().expect("a folder");
    let path = root.path().join("a.txt");
    std::fs::write(&path, PAGE).expect("written");
    for size in [0, 3, PAGE.len() as u64, 1 << 30] {
        let drafts = drafts(&found(&path, size));
        assert_eq!(drafts.iter().map(|draft| draft.articles.len()).sum::<usize>(), 1, "seen with {size} bytes");
        assert!(drafts.iter().all(|draft| draft.problems.is_empty()), "seen with {size} bytes: {drafts:?}");
    }
    let packed = root.path().join("b.jsonl.gz");
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all("{\"title\":\"一\",\"content\":\"文。\"}\n".as_bytes()).expect("memory");
    std::fs::write(&packed, gz.finish().expect("memory")).expect("written");
    assert_eq!(drafts(&found(&packed, 1))[0].articles.len(), 1);
}

#[test]
fn a_file_that_is_gone_or_has_become_a_folder_since_it_was_seen_is_one_problem() {
    let root = tempfile::tempdir().expect("a folder");
    for path in [root.path().join("gone.txt"), root.path().to_path_buf()] {
        let drafts = drafts(&found(&path, 100));
        assert_eq!((drafts.len(), drafts[0].problems.len(), drafts[0].articles.len()), (1, 1, 0), "{}", path.display());
    }
}

#[test]
fn a_file_that_goes_on_growing_is_given_up_at_the_size_of_the_largest_page() {
    struct Endless;
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer.fill(b'a');
            Ok(buffer.len())
        }
    }
    assert!(whole(&mut Endless).expect("readable").is_none());
}
