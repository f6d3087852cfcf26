//! `yuebao cache`: what is kept of libraries that were read before, and throwing it away.

use std::io::{self, Write};
use std::process::ExitCode;

use super::args::Global;
use super::load::NOTHING_READ;
use super::out;
use super::words::{Lang, say};
use crate::store::{Cache, thousands};

/// Shows or clears the cache.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn run(clear: bool, global: &Global, out: &mut dyn Write) -> io::Result<ExitCode> {
    let cache = Cache::of_user();
    let Some(folder) = cache.folder() else {
        out::complain(say(global.lang, "没有放缓存的地方: HOME 没有设", "no place for a cache: HOME is not set"));
        return Ok(ExitCode::from(NOTHING_READ));
    };
    if clear {
        return match cache.clear() {
            Ok((files, bytes)) => {
                let (files, size) = (thousands(files as u64), mega(bytes));
                match global.lang {
                    Lang::Zh => writeln!(out, "清掉 {files} 份，{size} MB")?,
                    Lang::En => writeln!(out, "cleared {files} files, {size} MB")?,
                }
                Ok(ExitCode::SUCCESS)
            }
            Err(error) => {
                let sorry = say(global.lang, "缓存清不掉", "the cache cannot be cleared");
                out::complain(&format!("{}: {sorry}: {error}", folder.display()));
                Ok(ExitCode::from(NOTHING_READ))
            }
        };
    }
    writeln!(out, "{}", out::line(&folder.display().to_string()))?;
    for kept in cache.list() {
        let size = mega(kept.bytes);
        let what = match (&kept.content, global.lang) {
            (Some((_, articles)), Lang::Zh) => format!("{} 篇", thousands(*articles as u64)),
            (Some((_, articles)), Lang::En) => format!("{} articles", thousands(*articles as u64)),
            (None, Lang::Zh) => "不是这个版本的，会重新读入".to_owned(),
            (None, Lang::En) => "of another version, will be read anew".to_owned(),
        };
        let paths = kept.content.as_ref().map(|(paths, _)| paths.join(" ")).unwrap_or_default();
        writeln!(out, "{size} MB\t{what}\t{}", out::line(&paths))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Bytes as megabytes with one digit behind the point.
fn mega(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{}", thousands(tenths / 10), tenths % 10)
}
