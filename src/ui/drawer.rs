//! The correction drawer: the bottom rows of both panes, with the doubt in words, one choice a digit, and the line that is typed.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::drawer::{Choice, Drawer};
use crate::app::geometry::Geometry;
use crate::app::words::{Lang, tenths};
use crate::app::{App, Caret};

/// Characters of the paragraph that are quoted.
const QUOTED: usize = 6;

fn words(choice: Choice) -> (&'static str, &'static str) {
    match choice {
        Choice::Split => ("这里另起一篇", "a new article begins here"),
        Choice::Merge => ("并到上一篇末尾", "join to the article before"),
        Choice::Retitle => ("改标题", "another headline"),
        Choice::City => ("改城市", "another city"),
        Choice::Date => ("改日期", "another date"),
        Choice::Caption => ("这段是图注", "this is a caption"),
        Choice::Hide => ("这段不要（藏起）", "leave this out"),
        Choice::Right => ("没有错，不再问", "it is right; do not ask again"),
    }
}

/// What it is about: `“气象部门提示..”也可能属于另一篇（把握四成）`.
fn about(app: &App, drawer: &Drawer) -> String {
    let lang = app.lang();
    let Some(article) = app.article() else { return String::new() };
    let text = article.part_at(drawer.offset).map_or("", |part| part.span.of(&article.text));
    let mut quoted: String = text.chars().take(QUOTED).collect();
    if quoted.len() < text.len() {
        quoted.push_str("..");
    }
    match drawer.doubt.and_then(|at| article.doubts.get(at)) {
        Some(doubt) => {
            let sure = tenths(doubt.tenths, lang);
            match lang {
                Lang::Zh => format!("“{quoted}” {}（把握{sure}）", doubt.what),
                Lang::En => format!("\"{quoted}\" {} (confidence {sure})", doubt.what_en),
            }
        }
        None => lang.pick(format!("“{quoted}”"), format!("\"{quoted}\"")),
    }
}

pub(super) fn draw(app: &App, drawer: &Drawer, g: &Geometry, canvas: &mut Canvas<'_>) -> Caret {
    let lang = app.lang();
    let rows = app.drawer_rows();
    let top = g.height.saturating_sub(1 + rows);
    let edge = canvas.edge();
    let x = canvas.put(1, top, lang.pick("更正", "Correct"), Role::Section);
    canvas.put_clipped(x + 2, top, &about(app, drawer), edge.saturating_sub(x + 2), Role::Text);
    let wide = g.width >= 60;
    for (i, choice) in Choice::ALL.into_iter().enumerate().filter(|(_, choice)| drawer.choices.contains(choice)) {
        let i = i as u16;
        let (x, y) = if wide { (3 + i / 4 * (edge / 2), top + 2 + i % 4) } else { (3, top + 1 + i) };
        let (zh, en) = words(choice);
        canvas.put(x, y, &choice.digit().to_string(), Role::Key);
        canvas.put_until(x + 3, y, lang.pick(zh, en), Role::Text, edge);
    }
    let note = top + rows - 1;
    if let Some((choice, line)) = &drawer.typing {
        let (zh, en) = match choice {
            Choice::Retitle => ("标题: ", "headline: "),
            Choice::City => ("城市: ", "city: "),
            _ => ("出版日期: ", "published: "),
        };
        let start = canvas.put(3, note, lang.pick(zh, en), Role::Section);
        let (end, caret) = super::note::typed(line, start, note, canvas);
        if let (Choice::City, Some(city)) = (choice, app.city_meant(line.text()))
            && city != line.text()
        {
            canvas.put_until(end + 2, note, &city, Role::Section, edge);
        }
        return caret;
    }
    let said = lang.pick(
        "只记下更正，不动原来的文件。{U} 可以撤销。",
        "Only the correction is noted down; the files are not touched. {U} undoes it.",
    );
    canvas.put_clipped(3, note, &app.keys().said(said, lang), edge.saturating_sub(3), Role::Meta);
    Caret::Parked { x: 3, y: top }
}
