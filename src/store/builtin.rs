//! The built-in corpus: the pages of `seeds/` inside the program, and what importing them gave.
//!
//! The import result is a committed asset, so that the first frame does not wait for the dictionary. It is used when it was made
//! from exactly these pages; otherwise they are imported like any folder. A test holds it equal to a fresh import;
//! `UPDATE_ASSETS=1 cargo test --test builtin` writes it anew.

use serde::{Deserialize, Serialize};

use super::Library;
use super::errata::{Noted, Whose};
use crate::corpus::Draft;
use crate::import::corrections;
use crate::import::metadata::Hints;
use crate::import::{self, Source};

/// Name and text of every page.
pub const PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/seeds.rs"));

/// Hash of all names and texts.
pub const HASH: &str = env!("YUEBAO_SEEDS");

/// The asset.
const IMPORTED: &str = include_str!("../../assets/builtin.json");

/// The form of the asset. The texts of the pages are not in it a second time.
#[derive(Debug, Serialize, Deserialize)]
struct Imported {
    seeds: String,
    drafts: Vec<Draft>,
}

/// The built-in corpus, from the asset where it fits, else imported now.
pub fn load() -> Library {
    from_asset(IMPORTED).map_or_else(import, |drafts| Library::of(drafts, PAGES.len()))
}

/// The same with the corrections that its reader has made.
pub fn load_for(whose: Whose) -> Library {
    let (noted, problems) = Noted::of_builtin(whose);
    let mine = |draft: &Draft| {
        let hash = corrections::hash(&draft.page.text);
        noted.corrections.fix.iter().any(|fix| fix.hash == hash || *fix.file == *draft.page.file)
    };
    let mut drafts: Vec<Draft> = load().drafts().collect();
    let mut any = false;
    for draft in drafts.iter_mut().filter(|draft| mine(draft)) {
        let stale = corrections::apply(draft, &noted.corrections, &Hints::default());
        draft.problems.extend(stale);
        any = true;
    }
    if any {
        import::settle(&mut drafts);
    }
    if !problems.is_empty() {
        drafts.push(Draft { problems, ..Draft::default() });
    }
    Library::of(drafts, PAGES.len())
}

/// Imports the pages afresh. Needs the dictionary: a quarter of a second.
pub fn import() -> Library {
    Library::of(drafts(), PAGES.len())
}

fn drafts() -> Vec<Draft> {
    let mut drafts: Vec<Draft> = PAGES.iter().map(|(name, text)| import::page(&Source { name, text })).collect();
    import::settle(&mut drafts);
    drafts
}

fn from_asset(asset: &str) -> Option<Vec<Draft>> {
    let mut imported: Imported = serde_json::from_str(asset).ok().filter(|i: &Imported| i.seeds == HASH)?;
    for (draft, (_, text)) in imported.drafts.iter_mut().zip(PAGES) {
        (*text).clone_into(&mut draft.page.text);
    }
    Some(imported.drafts)
}

/// Whether the committed asset is the import result of these pages.
pub fn asset_is_fresh() -> bool {
    from_asset(IMPORTED).is_some_and(|asset| asset == drafts())
}

/// The text the asset should have: one draft a line.
pub fn asset() -> String {
    let mut text = format!("{{\"seeds\":\"{HASH}\",\"drafts\":[\n");
    for (i, mut draft) in drafts().into_iter().enumerate() {
        draft.page.text.clear();
        text.push_str(if i == 0 { "" } else { ",\n" });
        text.push_str(&serde_json::to_string(&draft).unwrap_or_default());
    }
    text.push_str("\n]}\n");
    text
}
