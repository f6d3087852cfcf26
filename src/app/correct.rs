//! Corrections while one reads: a page of the corpus read otherwise, at once, and the way back.
//!
//! What a correction does to a page is [`crate::import::corrections`]; keeping it for the next run is the door's
//! ([`Effect::Correct`], [`Effect::Uncorrect`], [`Effect::Recall`]). Here the corpus is changed and the reader led to what has changed.

use std::sync::Arc;

use super::{App, Effect, Notice, TakenBack};
use crate::corpus::{ArticleKey, Corpus, Draft, PageId, PlaceSource};
use crate::import::corrections::{self, Act, Corrections, Fix};
use crate::import::metadata::Hints;
use crate::import::{self, Source};
use crate::text::pinyin::sort_key;

/// A correction of this session, with the page as it was before.
#[derive(Debug, Clone)]
pub(super) struct Corrected {
    fix: Fix,
    before: Draft,
}

/// What was corrected in a session.
#[derive(Debug, Default)]
pub(super) struct Deeds {
    /// Corrections, oldest first.
    made: Vec<Corrected>,
    /// Corrections of earlier sessions that were taken back.
    recalled: Vec<TakenBack>,
}

/// What is stated of a page outside its text, as far as its articles still tell.
fn stated(draft: &Draft) -> Hints {
    let city = |source| draft.articles.iter().find(|article| article.place_source == source).and_then(|a| a.city.clone());
    let year = draft.articles.iter().find_map(|article| article.published.day?.year);
    Hints { year, city: city(PlaceSource::Stated), ..Hints::default() }
}

impl App {
    /// The page of the open article, where its lines are kept.
    pub(super) fn page_here(&self) -> Option<PageId> {
        let id = self.article()?.page;
        self.corpus.source(id).filter(|page| !page.lines.is_empty() && !page.text.is_empty()).map(|_| id)
    }

    /// Makes a correction at a line of the open article's page: the article is set again at once. O(articles), without sorting.
    pub(super) fn correct(&mut self, line: u32, act: Act) -> Option<Effect> {
        let page = self.page_here()?;
        let before = self.corpus.draft(page)?;
        let fix = Fix { file: before.page.file.to_string(), hash: corrections::hash(&before.page.text), line, act };
        let Some(after) = self.applied(&before, &fix) else {
            self.notice = Some(Notice::NotCorrected);
            return None;
        };
        self.notice = Some(Notice::Corrected(fix.act.clone()));
        self.corrected.made.push(Corrected { fix: fix.clone(), before });
        self.put_page(page, after, line);
        Some(Effect::Correct(fix))
    }

    /// Takes the last correction of this session back; without one, the last that was kept of the open article's page.
    pub(super) fn uncorrect(&mut self) -> Option<Effect> {
        let Some(Corrected { fix, before }) = self.corrected.made.pop() else {
            let page = self.page_here().and_then(|page| self.corpus.source(page));
            let Some(page) = page else {
                self.notice = Some(Notice::NothingToUndo);
                return None;
            };
            return Some(Effect::Recall { file: page.file.to_string(), hash: corrections::hash(&page.text) });
        };
        let page = page_of(&self.corpus, &fix.file, &fix.hash)?;
        self.put_page(page, before, fix.line);
        self.notice = Some(Notice::Uncorrected);
        Some(Effect::Uncorrect(fix))
    }

    /// A correction of an earlier session was taken back: its page is read anew with what stays.
    pub(super) fn recalled(&mut self, taken: TakenBack) {
        let TakenBack { file, hash, fix, rest, given } = &taken;
        let Some(fix) = fix else {
            self.notice = Some(Notice::NothingToUndo);
            return;
        };
        if let Some(page) = page_of(&self.corpus, file, hash)
            && let Some(before) = self.corpus.draft(page)
        {
            let draft = read_again(&before, Some(fix), rest, given);
            self.put_page(page, draft, fix.line);
        }
        self.corrected.recalled.retain(|other| (&other.file, &other.hash) != (file, hash));
        self.corrected.recalled.push(taken);
        self.notice = Some(Notice::Uncorrected);
    }

    /// Asks a standing search of the corpus there is now, whose index is another.
    pub fn ask_standing_search(&mut self) -> Option<Effect> {
        self.index = None;
        self.search_again()
    }

    /// A corpus that was read in anew does not know the corrections of this session yet.
    pub(super) fn with_corrections(&mut self, corpus: Arc<Corpus>) -> Arc<Corpus> {
        let mut corpus = corpus;
        for TakenBack { file, hash, rest, given, .. } in &self.corrected.recalled {
            if let Some(page) = page_of(&corpus, file, hash)
                && let Some(before) = corpus.draft(page)
            {
                let draft = read_again(&before, None, rest, given);
                corpus = Arc::new(corpus.with_page(page, draft, sort_key));
            }
        }
        let mut kept = std::mem::take(&mut self.corrected.made);
        kept.retain_mut(|done| {
            let Some(page) = page_of(&corpus, &done.fix.file, &done.fix.hash) else { return false };
            let Some(before) = corpus.draft(page) else { return false };
            if let Some(after) = self.applied(&before, &done.fix) {
                corpus = Arc::new(corpus.with_page(page, after, sort_key));
                done.before = before;
            }
            true
        });
        self.corrected.made = kept;
        corpus
    }

    /// The page with one more correction; `None` where it does not fit. Cities and days set before are set again, since a
    /// changed division reads them anew.
    fn applied(&self, before: &Draft, fix: &Fix) -> Option<Draft> {
        let facts = self
            .corrected
            .made
            .iter()
            .map(|done| &done.fix)
            .filter(|done| done.hash == fix.hash && matches!(done.act, Act::Set { .. } | Act::Keep));
        let fixes = facts.chain([fix]).cloned().collect();
        let mut after = before.clone();
        let stale = corrections::apply(&mut after, &Corrections { fix: fixes }, &stated(before));
        after.problems.clear();
        stale.iter().all(|problem| !problem.place.ends_with(&format!(":{}", fix.line))).then_some(after)
    }

    /// Puts a page in the place of the one it was, and leads to the article that holds the line.
    fn put_page(&mut self, page: PageId, draft: Draft, line: u32) {
        let place = place_of(&draft, line);
        let corpus = Arc::new(self.corpus.with_page(page, draft, sort_key));
        let notice = self.notice.take();
        let top = self.name_of(self.top);
        // A standing search is asked again by the door, once it has the new corpus.
        let _ = self.adopt_as_it_is(corpus);
        if let Some((key, offset)) = place
            && let Some(id) = self.corpus.find(key)
            && (self.article != Some(id) || offset > 0)
        {
            if self.article != Some(id) {
                self.show(id, 0);
            }
            self.bring_to_sight(offset);
        }
        // The article may hang elsewhere now. The tree stays as it was and scrolls no further than it must: the selected row does
        // not drag the list along, as it does when others change it.
        if let Some(top) = top.and_then(|name| self.node_named(&name)) {
            self.top = top;
        }
        self.keep_cursor_in_sight();
        self.notice = notice;
    }
}

/// The page as it is read with these corrections and no others. What was stated outside it is known as far as its articles tell; where a
/// correction stated it, what its folder says counts again.
fn read_again(before: &Draft, gone: Option<&Fix>, rest: &[Fix], folder: &Hints) -> Draft {
    let set_city = |fix: &&Fix| matches!(&fix.act, Act::Set { city: Some(_), .. });
    let set_day = |fix: &&Fix| matches!(&fix.act, Act::Set { published: Some(_), .. });
    let mut given = stated(before);
    let all = || gone.into_iter().chain(rest);
    if all().any(|fix| set_city(&fix)) {
        given.city.clone_from(&folder.city);
    }
    if all().any(|fix| set_day(&fix)) {
        given.year = folder.year;
    }
    let mut draft = import::page_with(&Source { name: &before.page.file, text: &before.page.text }, &given);
    corrections::apply(&mut draft, &Corrections { fix: rest.to_vec() }, &given);
    draft
}

fn page_of(corpus: &Corpus, file: &str, hash: &str) -> Option<PageId> {
    let fits = |page: &PageId| corpus.source(*page).is_some_and(|page| corrections::hash(&page.text) == hash);
    corpus.pages_of(file).find(fits)
}

/// The article that holds a line, and where in it.
fn place_of(draft: &Draft, line: u32) -> Option<(ArticleKey, u32)> {
    let exact = draft.articles.iter().find_map(|article| {
        let part = article.parts.iter().find(|part| part.line == line)?;
        Some((article.key, part.span.start))
    });
    exact.or_else(|| {
        let number = draft.page.lines.iter().find(|l| l.n == line)?.article?;
        draft.articles.get(number as usize).map(|article| (article.key, 0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Event, Key, Start};
    use crate::corpus::ArticleId;
    use crate::import::{Source, page};

    const TEXTS: [(&str, &str); 3] = [
        ("a.txt", "港口开航\n\n本报讯 2月25日，锦州港的头一班船解了缆，码头上站满了人。\n\n气象台说，夜里有雪，各船早些回港。\n"),
        ("b.txt", "纸厂复工\n\n本报讯 3月11日，辽阳的纸厂把机器擦亮，工人排着队回到车间。\n"),
        ("c.txt", "车站换灯\n\n本报讯 2月20日，锦州站把旧灯都换了，旅客说看得清脚下的路。\n"),
    ];

    fn drafts() -> Vec<Draft> {
        TEXTS.iter().map(|(name, text)| page(&Source { name, text })).collect()
    }

    fn built(drafts: Vec<Draft>) -> Corpus {
        Corpus::build(drafts, sort_key)
    }

    fn pages(corpus: &Corpus) -> impl Iterator<Item = &crate::corpus::Page> {
        (0..).map_while(|i| corpus.page(PageId(i)).map(std::ops::Deref::deref))
    }

    fn same(a: &Corpus, b: &Corpus) -> bool {
        a.articles().eq(b.articles()) && a.outline() == b.outline() && pages(a).eq(pages(b))
    }

    fn app() -> App {
        let mut app = App::new(Start { corpus: Arc::new(built(drafts())), ..Start::default() });
        app.handle(Event::Resize { width: 100, height: 30 });
        app
    }

    fn press(app: &mut App, keys: &str) -> Vec<Effect> {
        keys.chars().filter_map(|c| app.handle(Event::Key(if c == '\n' { Key::Enter } else { Key::Char(c) }))).collect()
    }

    #[test]
    fn a_page_put_back_as_it_was_changes_nothing_and_a_moved_one_is_where_building_puts_it() {
        let corpus = built(drafts());
        for (i, draft) in drafts().into_iter().enumerate() {
            let id = PageId(i as u32);
            let kept = corpus.draft(id).expect("the page");
            assert!(same(&corpus.with_page(id, kept, sort_key), &corpus));
            let mut moved = draft;
            moved.articles[0].city = Some(Arc::from("铁岭"));
            let mut all = drafts();
            all[i] = moved.clone();
            assert!(same(&corpus.with_page(id, moved, sort_key), &built(all)));
        }
    }

    #[test]
    fn a_digit_begins_a_new_article_and_undo_gives_the_page_back() {
        let mut app = app();
        let before = app.corpus().clone();
        let port = before.articles().find(|(_, article)| article.headline() == "港口开航").expect("read").0;
        app.go(port);
        let made = press(&mut app, "sjje1");
        assert!(matches!(&made[..], [Effect::Correct(Fix { act: Act::Split, line: 5, .. })]), "{made:?}");
        assert_eq!(app.corpus().len(), before.len() + 1);
        assert!(app.article().is_some_and(|article| article.text.starts_with("气象台说")));
        let undone = press(&mut app, "U");
        assert!(matches!(&undone[..], [Effect::Uncorrect(fix)] if fix.line == 5), "{undone:?}");
        assert!(same(app.corpus(), &before));
        let asked = press(&mut app, "U");
        let [Effect::Recall { file, hash }] = &asked[..] else { panic!("what was kept of the page: {asked:?}") };
        let taken = TakenBack { file: file.clone(), hash: hash.clone(), fix: None, rest: Vec::new(), given: Hints::default() };
        app.handle(Event::Recalled(Box::new(taken)));
        assert_eq!(app.notice(), Some(&Notice::NothingToUndo));
    }

    #[test]
    fn a_city_is_set_by_its_initials_and_stays_when_the_page_is_divided_afterwards() {
        let mut app = app();
        let port = app.corpus().articles().find(|(_, article)| article.headline() == "港口开航").expect("read").0;
        app.go(port);
        press(&mut app, "sjje4yingk\n");
        assert_eq!(app.article().and_then(|article| article.city.as_deref()), Some("营口"));
        press(&mut app, "sjje1");
        let cities: Vec<_> = app.corpus().articles().filter_map(|(_, article)| article.city.as_deref()).collect();
        assert!(cities.contains(&"营口"), "{cities:?}");
    }

    #[test]
    fn the_tree_stays_where_it_was_when_a_correction_hangs_the_article_elsewhere() {
        let mut app = app();
        let port = app.corpus().articles().find(|(_, article)| article.headline() == "港口开航").expect("read").0;
        app.go(port);
        let first = app.view().first().expect("a row");
        assert_eq!(app.top(), first);
        press(&mut app, "sjje4yingk\n");
        assert_eq!(app.article().and_then(|article| article.city.as_deref()), Some("营口"));
        assert_eq!(app.top(), app.view().first().expect("a row"), "all rows fit, so the first is on top");
        press(&mut app, "U");
        assert_eq!(app.top(), first);
    }

    #[test]
    fn a_corpus_that_comes_later_gets_the_corrections_of_this_session() {
        let mut app = app();
        let port = app.corpus().articles().find(|(_, article)| article.headline() == "港口开航").expect("read").0;
        app.go(port);
        press(&mut app, "sjje7");
        let hidden = app.corpus().clone();
        app.handle(Event::Corpus(crate::app::Snapshot(Arc::new(built(drafts())))));
        assert!(same(app.corpus(), &hidden));
        assert!(app.corpus().article(ArticleId(0)).is_some());
    }
}
