//! The line of context under each hit of the list: which place it shows. Looked up once a list, not in every frame.

use std::collections::HashMap;
use std::sync::Arc;

use super::App;
use crate::corpus::{ArticleId, Field};
use crate::search::{self, Match, Results};

/// The places of the hits that have been on the screen.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    /// What they are the places of.
    of: Option<Arc<Results>>,
    shown: HashMap<ArticleId, Option<Match>>,
}

impl App {
    /// The place that is shown under a hit: the first in the text, else the first of all.
    pub fn context_of(&self, id: ArticleId) -> Option<Match> {
        self.finder.as_ref()?.contexts.shown.get(&id).copied().flatten()
    }

    /// Looks the places up of the hits that are on the screen, as far as they are not known. O(rows of the screen) where they are.
    pub(super) fn look_up_contexts(&mut self) {
        let Some(results) = self.finder.as_ref().and_then(|finder| finder.results.clone()) else { return };
        let seen = self.seen_articles();
        let Some(finder) = &mut self.finder else { return };
        if !finder.contexts.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, &results)) {
            finder.contexts = Contexts { of: Some(results), shown: HashMap::new() };
        }
        for id in seen {
            if finder.contexts.shown.contains_key(&id) {
                continue;
            }
            let found = self.corpus.article(id).map(|article| search::find(&finder.query, article)).unwrap_or_default();
            let place = found.iter().find(|place| place.field >= Field::Lead).or(found.first()).copied();
            finder.contexts.shown.insert(id, place);
        }
    }

    #[cfg(test)]
    fn contexts_known(&self) -> usize {
        self.finder.as_ref().map_or(0, |finder| finder.contexts.shown.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Event, Key, Start};
    use crate::corpus::Corpus;
    use crate::import::{self, Source};

    fn reader() -> App {
        let page = |i: usize| format!("第{i}号渔船\n\n本报讯 2020年2月25日，锦州港的渔船解了缆。\n");
        let drafts = (0..40).map(|i| import::page(&Source { name: &format!("{i:02}.txt"), text: &page(i) })).collect();
        let corpus = Arc::new(Corpus::build(drafts, str::to_owned));
        let mut app = App::new(Start { corpus, ..Start::default() });
        app.handle(Event::Resize { width: 100, height: 20 });
        app
    }

    fn press(app: &mut App, keys: &str) {
        for c in keys.chars() {
            let key = match c {
                '\n' => Key::Enter,
                '\t' => Key::Tab,
                c => Key::Char(c),
            };
            app.handle(Event::Key(key));
        }
    }

    #[test]
    fn a_place_is_looked_up_when_its_hit_comes_on_the_screen_and_not_again() {
        let mut app = reader();
        press(&mut app, "/渔船\n\t");
        let first = app.contexts_known();
        assert!((1..20).contains(&first), "{first} of 40 hits, on 17 rows of the tree");
        press(&mut app, "jkjk");
        let after = app.contexts_known();
        press(&mut app, "kjkj");
        assert_eq!(app.contexts_known(), after);
        press(&mut app, "G");
        assert!(app.contexts_known() > after, "others have come on the screen");
        let id = app.article_id().expect("an article");
        let place = app.context_of(id).expect("a place");
        assert_eq!(place.span.of(&app.article().expect("it").text), "渔船");
        assert!(place.field >= Field::Lead, "in the text rather than in the headline");
    }

    #[test]
    fn another_query_has_other_places() {
        let mut app = reader();
        press(&mut app, "/渔船");
        let id = app.article_id().expect("an article");
        let before = app.context_of(id).expect("a place");
        press(&mut app, "解");
        let after = app.context_of(id).expect("a place");
        assert_ne!(before.span, after.span, "{before:?}");
    }
}
