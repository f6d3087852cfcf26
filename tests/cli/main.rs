//! Drives the real program. Where a test belongs: `contract` the shapes of JSON, ids and offsets; `bad_input` what is said and which
//! exit code comes when files are missing, empty, broken or not text; `damaged` hostile and damaged files, item by item; `cached` what is kept between two runs; `corrected`
//! what `corrections.toml` does;
//! `formats` every kind of file a folder may hold;
//! `help` what `--help` prints; `marks` the bookmarks of the profile; `set` what `fmt` does; `pipes` closed pipes and terminals; `readme` that README.md is true.

mod bad_input;
mod cached;
mod contract;
mod corrected;
mod damaged;
mod formats;
mod help;
mod marks;
mod pipes;
mod readme;
mod set;

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a run of the program gave.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }

    fn problems(&self) -> Vec<&str> {
        self.err.lines().collect()
    }
}

/// The program with a clean environment: English when the arguments say so, no home to write to.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yuebao"));
    command.env_clear().env("LANG", "zh_CN.UTF-8").env("TERM", "xterm-256color");
    command
}

fn run<A: AsRef<OsStr>>(args: &[A]) -> Ran {
    run_with_input(args, b"")
}

fn run_with_input<A: AsRef<OsStr>>(args: &[A], input: &[u8]) -> Ran {
    run_command(program().args(args), input)
}

fn run_in(folder: &Path, args: &[&str]) -> Ran {
    run_command(program().current_dir(folder).args(args), b"")
}

fn run_command(command: &mut Command, input: &[u8]) -> Ran {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    // A program that does not read its input closes it early; that is no failure of the test.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// A folder with files.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
    root
}

/// A page that reads well.
const PAGE: &str = "小凌河口开出今春第一班渔船\n\n本报讯 2月25日清晨,锦州港的雾还没散,十四条渔船已经依次解缆。\n\n码头调度员说,今年封冻期比往年短了十一天。\n";
