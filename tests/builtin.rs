//! The built-in corpus: the committed import result is what importing `seeds/` gives now.

use std::path::Path;

use yuebao::store::builtin;

#[test]
fn the_committed_import_result_is_a_fresh_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/builtin.json");
    if std::env::var_os("UPDATE_ASSETS").is_some() {
        std::fs::write(&path, builtin::asset()).expect("a writable asset");
        println!("assets/builtin.json written; build again to embed it");
        return;
    }
    assert!(
        builtin::asset_is_fresh(),
        "assets/builtin.json is not what importing seeds/ gives now; run: UPDATE_ASSETS=1 cargo test --test builtin"
    );
}
