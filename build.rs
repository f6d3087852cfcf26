//! Embeds the pages of `seeds/`: writes a table of names and texts for [`yuebao::store::builtin`], with the hash of it all; and names
//! the build by the hash of its sources, so that a library cached by another build is read anew.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=seeds");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the crate is"));
    let pages = pages(&root.join("seeds"));
    let mut hashed = Vec::new();
    let mut table = String::from("&[\n");
    for page in &pages {
        let name = page.file_name().expect("a file").to_string_lossy();
        hashed.extend(name.bytes().chain([0]));
        hashed.extend(fs::read(page).expect("a readable page").into_iter().chain([0]));
        println!("cargo::rerun-if-changed={}", page.display());
        let _ = writeln!(table, "    ({:?}, include_str!({:?})),", format!("seeds/{name}"), page.display());
    }
    table.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo says where to write"));
    fs::write(out.join("seeds.rs"), table).expect("a writable OUT_DIR");
    println!("cargo::rustc-env=YUEBAO_SEEDS={:016x}", xxhash_rust::xxh3::xxh3_64(&hashed));
    let mut sources = Vec::new();
    for part in ["src", "assets", "build.rs", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={part}");
        gather(&root.join(part), &mut sources);
    }
    println!("cargo::rustc-env=YUEBAO_BUILD={:016x}", xxhash_rust::xxh3::xxh3_64(&sources));
}

/// Everything below a path, in order of name.
fn gather(path: &Path, into: &mut Vec<u8>) {
    if let Ok(entries) = fs::read_dir(path) {
        let mut entries: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        entries.sort();
        for entry in &entries {
            gather(entry, into);
        }
    } else {
        into.extend(path.file_name().unwrap_or_default().to_string_lossy().bytes().chain([0]));
        into.extend(fs::read(path).unwrap_or_default());
    }
}

/// The pages, in order of name.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let is_page = |path: &PathBuf| path.extension().is_some_and(|e| e == "txt" || e == "md");
    let mut pages: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_page).collect();
    pages.sort();
    pages
}
