//! What the importer learned can be learned again: the same pages give the same bytes, whatever the threads do.
#![allow(unreachable_pub, dead_code, reason = "modules shared with other targets, each using a part")]

#[path = "press/train.rs"]
mod train;

use yuebao::import::weights::read;

#[test]
fn training_twice_gives_the_same_bytes_and_other_pages_give_others() {
    let once = train::trained(6);
    assert!(read(&once).is_some_and(|readers| readers.len() == 4), "four readers that fit this program");
    assert!(once == train::trained(6), "the same pages");
    assert!(once != train::trained(5), "other pages");
}
