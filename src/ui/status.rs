//! The status line: where you are on the left, what can be pressed now on the right.

use super::canvas::Canvas;
use super::head;
use super::theme::Role;
use crate::app::action::{Action, key_name};
use crate::app::candidates::Aid;
use crate::app::geometry::{Arrangement, Geometry};
use crate::app::hints::Hint;
use crate::app::tree::Node;
use crate::app::words::{self, number};
use crate::app::{App, Board, Finder, Focus};

/// Cells of `下一篇: ` and at least one 汉字 of the headline with its `..`.
const SHORTEST_TITLE: u16 = 12;

pub(super) fn draw(app: &App, g: &Geometry, row: u16, canvas: &mut Canvas<'_>) {
    let hints = app.hints();
    if g.tiny {
        let x = u16::from(g.width >= 30);
        let after = canvas.put(x, row, &app.progress(), Role::Meta);
        let name = |action| app.keys().keys_of(action).next().map(|key| key_name(key, app.lang()));
        let on = name(Action::PageDown).map(|name| if name == "Space" { "Spc".to_owned() } else { name });
        let out: Vec<String> = [Action::Help, Action::Quit].into_iter().filter_map(name).collect();
        let all = on.into_iter().chain(out.iter().cloned()).collect::<Vec<_>>().join(" ");
        let keys = [all, out.join(" "), out.concat()];
        let room = canvas.edge().saturating_sub(after + 1);
        if let Some(keys) = keys.iter().find(|keys| canvas.cells(keys) <= room) {
            canvas.put_right(canvas.edge(), row, keys, Role::Key);
        }
        return;
    }
    let edge = canvas.edge();
    let left = left(app, g, canvas);
    let used = canvas.cells(&left);
    // Pairs are dropped from the left, help last; then the left part is clipped.
    let kept = fitting(&hints, edge.saturating_sub(1 + used + 2), canvas);
    let start = put_hints(&kept, edge, row, canvas);
    let role = if app.notice().is_some() { Role::Notice } else { Role::Meta };
    canvas.put_clipped(1, row, &left, start.saturating_sub(3).max(1), role);
}

/// What a public reading room says, in a row of its own over the status line: gone with the next key.
pub(super) fn board(app: &App, board: Board, row: u16, canvas: &mut Canvas<'_>) {
    let (lang, edge) = (app.lang(), canvas.edge());
    let said = match board {
        Board::Welcome(minutes) => {
            let idle = words::in_han(minutes);
            let whole = lang.pick(
                format!("公共阅报栏: 只能读，不留记录；{idle}分钟不动就断开"),
                format!("Public reading room: nothing is kept; closes after {minutes} idle minutes"),
            );
            let short = lang.pick(
                format!("只能读，不留记录；{idle}分钟不动就断开"),
                format!("Nothing is kept; closes idle in {minutes} min"),
            );
            if 2 + canvas.cells(&whole) <= edge { whole } else { short }
        }
        Board::Closing => words::Notice::ClosesSoon.text(lang, app.keys()),
    };
    canvas.put(0, row, &" ".repeat(usize::from(edge)), Role::Text);
    let other = lang.pick("English: ", "中文: ");
    let key = app.keys().keys_of(Action::Language).next().map(|key| key_name(key, lang)).unwrap_or_default();
    let start = edge.saturating_sub(canvas.cells(other) + canvas.cells(&key));
    let fits = !key.is_empty() && start > 3 + canvas.cells(&said);
    canvas.put_clipped(1, row, &said, edge.saturating_sub(1), Role::Notice);
    if fits {
        let x = canvas.put(start, row, other, Role::Text);
        canvas.put(x, row, &key, Role::Key);
    }
}

/// The hints that fit, as many as can from the right; a headline among them is clipped before anything is dropped that
/// would leave room for less.
pub(super) fn fitting(hints: &[Hint], room: u16, canvas: &Canvas<'_>) -> Vec<Hint> {
    let width = |hint: &Hint| canvas.cells(&hint.keys) + 1 + canvas.cells(&hint.words);
    // Where Space leads is worth more than what stands beside it: the others go first.
    let without = |dropped: usize| {
        let mut left = dropped;
        let keep = |hint: &&Hint| {
            hint.clips || left == 0 || {
                left -= 1;
                false
            }
        };
        hints.iter().filter(keep).cloned().collect::<Vec<Hint>>()
    };
    for dropped in 0..hints.len() {
        let mut kept = without(dropped);
        let total = (kept.iter().map(|hint| width(hint) + 2).sum::<u16>()).saturating_sub(2);
        if total <= room {
            return kept;
        }
        let Some(long) = kept.iter_mut().find(|hint| hint.clips) else { continue };
        let words = canvas.cells(&long.words).saturating_sub(total - room);
        if words >= SHORTEST_TITLE {
            long.words = head::clip(&long.words, words, canvas);
            return kept;
        }
    }
    hints.last().cloned().into_iter().collect()
}

pub(super) fn put_hints(hints: &[Hint], edge: u16, row: u16, canvas: &mut Canvas<'_>) -> u16 {
    let width = |hint: &Hint| canvas.cells(&hint.keys) + 1 + canvas.cells(&hint.words);
    let total: u16 = hints.iter().map(|hint| width(hint) + 2).sum::<u16>().saturating_sub(2);
    let start = edge.saturating_sub(total);
    let mut x = start.max(1);
    for hint in hints {
        x = canvas.put(x, row, &hint.keys, Role::Key);
        x = canvas.put(x + 1, row, &hint.words, Role::Text) + 2;
    }
    start
}

/// Place, progress, note — or the notice, until the next key.
pub(super) fn left(app: &App, g: &Geometry, canvas: &Canvas<'_>) -> String {
    let said = place_and_progress(app, g);
    // What is noted at the paragraph that is read.
    let quiet = app.notice().is_none() && app.finder().is_none() && app.drawer().is_none();
    match app.note_here().filter(|_| quiet && !said.is_empty()) {
        // The keys beside it are worth more than its end, which the list of notes has.
        Some(note) => {
            let note = head::clip(note, g.width / 3, canvas);
            format!("{said}  {}{note}", app.lang().pick("批注: ", "note: "))
        }
        None => said,
    }
}

fn place_and_progress(app: &App, g: &Geometry) -> String {
    let lang = app.lang();
    if let Some(notice) = app.notice() {
        return notice.text(lang, app.keys());
    }
    if let Some(drawer) = app.drawer() {
        let n = number(u64::from(drawer.line));
        return lang.pick(format!("第 {n} 行"), format!("line {n}"));
    }
    if let Some(finder) = app.finder() {
        // What is being completed needs no remark.
        let completes = matches!(finder.aid(), Aid::Values(_));
        let note = finder.notes().first().filter(|_| finder.typing() && !completes).map(|note| words::note(note, lang));
        let place = in_hits(app, finder);
        // Neither tree nor headline tells which article is shown in passing.
        let unnamed = finder.typing() && g.tree.is_none() && app.headline_is_off() && app.glimpse().is_some();
        let title = app.article().filter(|_| unnamed).map(|article| format!("《{}》", article.title()));
        return [Some(place), title, note].into_iter().flatten().filter(|said| !said.is_empty()).collect::<Vec<_>>().join("  ");
    }
    if app.corpus().is_empty() {
        return String::new();
    }
    let progress = app.progress();
    let count = in_issue(app);
    if g.one_pane {
        return if app.focus() == Focus::Tree { in_tree(app) } else { format!("{count}  {progress}") };
    }
    match app.focus() {
        Focus::Tree => format!("{}  {progress}", in_tree(app)),
        // The head line of the columns says city and day.
        _ if app.spread().is_some() => format!("{count}  {progress}"),
        _ if g.tree.is_none() || app.arrangement() == Arrangement::Full => {
            let place = head::place(app).replace("  ", " ");
            format!("{place}  {count}  {progress}")
        }
        _ => format!("{}  {count}  {progress}", head::place(app).replace("  ", " ")),
    }
}

/// Which place of all is read: `第 3 处  共 11 处`; before anything is typed, the search of before.
fn in_hits(app: &App, finder: &Finder) -> String {
    let lang = app.lang();
    if finder.query().is_empty() {
        let last = app.history().last().filter(|_| finder.line().text().is_empty() && !app.knows_search());
        return last.map_or_else(String::new, |q| lang.pick(format!("上次搜索: {q}"), format!("last search: {q}")));
    }
    if finder.results().is_none() && finder.pending() {
        return lang.pick("正在找", "searching").to_owned();
    }
    let (at, all) = finder.position(app.article_id());
    if all == 0 {
        return lang.pick("没有找到", "nothing found").to_owned();
    }
    let (at, all) = (number(at), number(all) + finder.and_more());
    lang.pick(format!("第 {at} 处  共 {all} 处"), format!("{at} of {all}"))
}

/// Which article of its city and day is read: `1/9`.
fn in_issue(app: &App) -> String {
    let Some(id) = app.article_id() else { return String::new() };
    let outline = app.corpus().outline();
    let date = outline.place_of(id).and_then(|(c, d)| outline.cities.get(c)?.dates.get(d));
    date.map_or_else(String::new, |date| format!("{}/{}", id.0 - date.first.0 + 1, date.count))
}

/// Which article of all is selected in the tree: `5/38`; of a branch, how many it holds.
fn in_tree(app: &App) -> String {
    let all = number(app.corpus().len() as u64);
    match app.cursor() {
        Node::Article(id) => format!("{}/{all}", number(u64::from(id.number()))),
        branch => {
            let n = number(u64::from(app.view().count(branch)));
            app.lang().pick(format!("{n} 篇"), format!("{n} articles"))
        }
    }
}
