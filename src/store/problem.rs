//! Problems of reading, in both languages: file, cause, remedy.

use std::io;
use std::path::Path;

use crate::corpus::Problem;
use crate::import::decode::NotText;

/// A cause or remedy in Chinese and in English.
type Both = (&'static str, &'static str);

/// What is done where one file is left out and others are read.
pub(super) const SKIPPED: Both = ("跳过它，其余照常", "skipped, the rest is read");

/// A problem from its words.
pub(super) fn problem(place: impl Into<String>, cause: (impl Into<String>, impl Into<String>), remedy: Both) -> Problem {
    Problem {
        place: place.into(),
        cause: cause.0.into(),
        cause_en: cause.1.into(),
        remedy: remedy.0.to_owned(),
        remedy_en: remedy.1.to_owned(),
    }
}

/// Where a file is not where it was said to be.
const GONE: Both = ("找不到", "not found");
/// Where its owner keeps it to himself.
const DENIED: Both = ("没有读它的权限", "permission denied");
/// What every other word of the operating system is told with.
const REFUSED: Both = ("读不了", "cannot be read");

/// Whether a problem that [`io`] told may be gone when one tries again, though the file is as it was.
pub(super) fn is_of_the_moment(problem: &Problem) -> bool {
    let cause = problem.cause_en.as_str();
    cause == GONE.1 || cause == DENIED.1 || cause.starts_with(REFUSED.1)
}

/// A problem the operating system reported.
pub(super) fn io(place: impl Into<String>, error: &io::Error) -> Problem {
    let place = place.into();
    let cause: Both = match error.kind() {
        io::ErrorKind::NotFound => {
            return problem(place, GONE, ("看看路径写对没有", "check the path"));
        }
        io::ErrorKind::PermissionDenied => {
            return problem(place, DENIED, ("用 chmod +r 放开，或换个用户", "chmod +r it, or run as its owner"));
        }
        io::ErrorKind::UnexpectedEof => ("到一半就断了", "it ends in the middle"),
        io::ErrorKind::InvalidData => ("压缩数据是坏的", "its packed data is damaged"),
        io::ErrorKind::IsADirectory => ("是文件夹", "it is a folder"),
        _ => return problem(place, (format!("{}（{error}）", REFUSED.0), format!("{} ({error})", REFUSED.1)), SKIPPED),
    };
    problem(place, cause, SKIPPED)
}

/// Bytes that are no text.
pub(super) fn not_text(place: impl Into<String>, what: NotText) -> Problem {
    let (cause, remedy): (Both, Both) = match what {
        NotText::Empty => (("是空的", "it is empty"), SKIPPED),
        NotText::Picture => (("像图片", "looks like an image"), SKIPPED),
        NotText::Pdf => (("是 PDF", "it is a PDF"), ("先用 pdftotext 取出文字", "extract its text first, with pdftotext")),
        NotText::Packed => (("是这里不会拆的压缩包", "it is packed in a way not read here"), ("先解开它", "unpack it first")),
        NotText::Binary => (("不像文本", "does not look like text"), SKIPPED),
    };
    problem(place, cause, remedy)
}

/// A folder (or a list of paths) that held nothing to read.
pub(super) fn nothing_in(place: &Path, seen: usize) -> Problem {
    problem(
        place.display().to_string(),
        (
            format!("这个文件夹里没有能读的文本（看过 {seen} 个文件）"),
            format!("no readable text in this folder ({seen} files seen)"),
        ),
        ("换一个文件夹，或直接写文件名", "name another folder, or a file"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_gone_the_next_time_is_told_from_what_the_file_is() {
        let of_the_moment = |kind: io::ErrorKind| is_of_the_moment(&io("a.txt", &kind.into()));
        for kind in
            [io::ErrorKind::NotFound, io::ErrorKind::PermissionDenied, io::ErrorKind::TimedOut, io::ErrorKind::Interrupted]
        {
            assert!(of_the_moment(kind), "{kind}");
        }
        for kind in [io::ErrorKind::UnexpectedEof, io::ErrorKind::InvalidData, io::ErrorKind::IsADirectory] {
            assert!(!of_the_moment(kind), "{kind}");
        }
        assert!(!is_of_the_moment(&not_text("a.txt", NotText::Binary)));
    }
}
