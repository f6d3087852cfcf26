//! The overview: a heat map of a year's days, bars of the cities, what the selected city speaks of, and a map.

use super::canvas::Canvas;
use super::theme::Role;
use crate::app::geometry::Geometry;
use crate::app::overview::{Overview, weekday};
use crate::app::words::{Lang, counted, number};
use crate::app::{App, Caret};

/// Columns of the left half where there is a right one.
const LEFT: u16 = 62;
/// Room for the name of a city.
const NAME: u16 = 12;

/// How the pictures are drawn: with braille, whose width nobody disputes, or in ASCII.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    heat: [&'static str; 4],
    bar: &'static str,
    half: &'static str,
    pub(super) dots: bool,
}

impl Ink {
    fn of(app: &App) -> Self {
        if app.display().ascii {
            Self { heat: [".", ":", "+", "#"], bar: "=", half: "-", dots: false }
        } else {
            Self { heat: ["⣀", "⣤", "⣶", "⣿"], bar: "⣿", half: "⡇", dots: true }
        }
    }
}

/// What is where on a screen of some size.
#[derive(Debug, Clone, Copy)]
struct Plan {
    heat: bool,
    right: bool,
    map: bool,
    /// First row of the bars.
    bars: u16,
    /// The row after the last one.
    end: u16,
}

impl Plan {
    fn of(g: &Geometry) -> Self {
        let heat = g.width >= LEFT && g.height >= 20;
        let right = heat && g.width >= 90;
        let bars = match () {
            () if heat => 14,
            () if g.height >= 9 => 3,
            () => 1,
        };
        Self { heat, right, map: right && g.height >= 24, bars, end: g.height.saturating_sub(2).max(2) }
    }
}

fn name(app: &App, place: u32) -> String {
    let city = app.corpus().outline().cities.get(place as usize).and_then(|city| city.name.as_deref());
    city.unwrap_or(app.lang().pick("地点不明", "unknown")).to_owned()
}

fn year(year: Option<i16>, lang: Lang) -> String {
    match year {
        Some(year) => lang.pick(format!("{year} 年"), year.to_string()),
        None => lang.pick("年份不明", "year unknown").to_owned(),
    }
}

/// The selected day in words.
fn selected(overview: &Overview, lang: Lang) -> String {
    let Some(((month, day), articles)) = overview.day() else { return lang.pick("没有日期", "no days").to_owned() };
    let said = counted(u64::from(articles), "article", "articles");
    let articles = number(u64::from(articles));
    lang.pick(format!("选中: {month}月{day}日  {articles} 篇"), format!("selected: {month:02}-{day:02}  {said}"))
}

/// The left part of the status line: the selected city.
pub(super) fn said(app: &App) -> String {
    let Some(overview) = app.overview() else { return String::new() };
    let Some((place, articles)) = overview.cities().get(overview.city()) else { return String::new() };
    let said = counted(u64::from(*articles), "article", "articles");
    let articles = number(u64::from(*articles));
    app.lang().pick(format!("{}  {articles} 篇", name(app, *place)), format!("{}  {said}", name(app, *place)))
}

pub(super) fn draw(app: &App, g: &Geometry, canvas: &mut Canvas<'_>) -> Caret {
    let Some(overview) = app.overview() else { return Caret::Away };
    let (plan, ink, lang) = (Plan::of(g), Ink::of(app), app.lang());
    head(app, overview, canvas);
    if plan.heat {
        canvas.put(1, 2, lang.pick("每日篇数", "articles per day"), Role::Section);
        heat(overview, ink, lang, canvas);
        canvas.put(1, plan.bars - 1, lang.pick("各城篇数", "articles per city"), Role::Section);
    } else if plan.bars > 1 {
        canvas.put(1, 1, &selected(overview, lang), Role::Meta);
    }
    if plan.right {
        words(app, overview, canvas);
    }
    if plan.map {
        let x = canvas.put(LEFT + 2, 10, lang.pick("各城", "cities"), Role::Section);
        canvas.put(x + 2, 10, lang.pick("点为县城，数字为篇数", "dots are county seats"), Role::Meta);
        super::map::draw(app, overview, (LEFT - 12, 12, canvas.edge(), plan.end), ink, canvas);
    }
    bars(app, overview, plan, ink, canvas)
}

fn head(app: &App, overview: &Overview, canvas: &mut Canvas<'_>) {
    let lang = app.lang();
    let x = canvas.put(1, 0, lang.pick("总览", "Overview"), Role::Masthead);
    let (articles, cities) = (number(app.corpus().len() as u64), overview.cities().len());
    let mut said = lang.pick(format!("{articles} 篇  {cities} 城"), {
        let n = app.corpus().len() as u64;
        format!("{}  {}", counted(n, "article", "articles"), counted(cities as u64, "city", "cities"))
    });
    if let Some(shown) = overview.year() {
        said = format!("{said}  {}", year(shown, lang));
    }
    let (before, after) = overview.neighbours();
    let short = |year: Option<i16>| year.map_or("?".to_owned(), |year| year.to_string());
    let turn = [
        before.map(|year| format!("{} {}", app.keys().said("{<}", lang), short(year))),
        after.map(|year| format!("{} {}", short(year), app.keys().said("{>}", lang))),
    ];
    let turn = turn.into_iter().flatten().collect::<Vec<_>>().join("   ");
    let edge = canvas.edge();
    let stop = if turn.is_empty() { edge } else { canvas.put_right(edge, 0, &turn, Role::Key).saturating_sub(2) };
    canvas.put_clipped(x + 2, 0, &said, stop.saturating_sub(x + 2), Role::Meta);
}

/// One cell a day: a column is a week, a row a weekday; without a year a column is a day of the month, a row a month.
fn heat(overview: &Overview, ink: Ink, lang: Lang, canvas: &mut Canvas<'_>) {
    const X: u16 = 5;
    let most = overview.days().iter().map(|(_, articles)| *articles).max().unwrap_or(1).max(1);
    let level = |articles: u32| ink.heat[((articles * 4).div_ceil(most) as usize).clamp(1, 4) - 1];
    let chosen = overview.day().map(|(day, _)| day);
    if let Some(year) = overview.year().flatten() {
        let first = u16::from(weekday(year, 1, 1));
        let mut before = [0u16; 13];
        for month in 1..=12u8 {
            before[usize::from(month)] = before[usize::from(month) - 1] + u16::from(days_of(year, month));
        }
        let place = |month: u8, day: u8| {
            let n = first + before[usize::from(month) - 1] + u16::from(day) - 1;
            (X + n / 7, 4 + n % 7)
        };
        for month in 1..=12u8 {
            let (x, _) = place(month, 1);
            canvas.put(x, 3, &month.to_string(), Role::Meta);
        }
        canvas.put(X + 54, 3, lang.pick("月", ""), Role::Meta);
        let names = lang.pick(["一", "二", "三", "四", "五", "六", "日"], ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]);
        for (y, name) in (4..).zip(names) {
            canvas.put(2, y, name, Role::Meta);
        }
        for ((month, day), articles) in overview.days() {
            let (x, y) = place(*month, *day);
            let role = if chosen == Some((*month, *day)) { Role::Cursor } else { Role::Heat };
            canvas.put(x, y, level(*articles), role);
        }
    } else {
        let mut months: Vec<u8> = overview.days().iter().map(|((month, _), _)| *month).collect();
        months.dedup();
        let at = chosen.and_then(|(month, _)| months.iter().position(|other| *other == month)).unwrap_or(0);
        let shown = &months[at.saturating_sub(6)..];
        for day in [1u8, 11, 21, 31] {
            canvas.put(X + 1 + u16::from(day), 3, &day.to_string(), Role::Meta);
        }
        for (y, month) in (4..11).zip(shown) {
            canvas.put_right(X + 1, y, &lang.pick(format!("{month}月"), month.to_string()), Role::Meta);
            for ((_, day), articles) in overview.days().iter().filter(|((other, _), _)| other == month) {
                let role = if chosen == Some((*month, *day)) { Role::Cursor } else { Role::Heat };
                canvas.put(X + 1 + u16::from(*day), y, level(*articles), role);
            }
        }
    }
    let x = canvas.put(X + 1, 11, lang.pick("少 ", "few "), Role::Meta);
    let x = canvas.put(x, 11, &ink.heat.concat(), Role::Heat);
    let x = canvas.put(x, 11, lang.pick(" 多", " many"), Role::Meta);
    canvas.put(x + 4, 11, &selected(overview, lang), Role::Text);
}

fn days_of(year: i16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// What the selected city speaks of: two columns of words.
fn words(app: &App, overview: &Overview, canvas: &mut Canvas<'_>) {
    let Some(place) = overview.city_place().filter(|_| !overview.words().is_empty()) else { return };
    let name = name(app, place);
    let title = app.lang().pick(format!("{name}的特色词"), format!("words of {name}"));
    let x = LEFT + 2;
    let room = canvas.edge().saturating_sub(x);
    canvas.put_clipped(x, 2, &title, room, Role::Section);
    for (i, word) in (0u16..).zip(overview.words()) {
        let column = x + i % 2 * (room / 2);
        canvas.put_clipped(column, 4 + i / 2, word, (room / 2).saturating_sub(1), Role::Text);
    }
}

fn bars(app: &App, overview: &Overview, plan: Plan, ink: Ink, canvas: &mut Canvas<'_>) -> Caret {
    let rows = usize::from(plan.end.saturating_sub(plan.bars)).max(1);
    let top = (overview.city() + 1).saturating_sub(rows);
    let most = overview.cities().first().map_or(1, |(_, articles)| (*articles).max(1));
    let end = if plan.map { LEFT - 14 } else { canvas.edge() };
    let mut caret = Caret::Away;
    for (y, (i, (place, articles))) in (plan.bars..).zip(overview.cities().iter().enumerate().skip(top).take(rows)) {
        let chosen = i == overview.city();
        let role = if chosen { Role::Cursor } else { Role::Text };
        if chosen {
            canvas.put(1, y, ">", Role::Text);
            caret = Caret::Parked { x: 1, y };
        }
        canvas.put_clipped(3, y, &name(app, *place), NAME - 2, role);
        let x = (3 + NAME + 6).min(end);
        canvas.put_right(x, y, &number(u64::from(*articles)), Role::Meta);
        let room = u32::from(end.saturating_sub(x + 1));
        let halves = (articles * room * 2 / most).max(1);
        let bar = ink.bar.repeat((halves / 2) as usize) + if halves % 2 == 1 { ink.half } else { "" };
        canvas.put_until(x + 1, y, &bar, Role::Bar, end);
    }
    caret
}

#[cfg(test)]
mod tests {
    use super::days_of;

    #[test]
    fn february_has_a_day_more_every_fourth_year_but_not_every_hundredth() {
        assert_eq!([2020, 2021, 2000, 1900].map(|year| days_of(year, 2)), [29, 28, 29, 28]);
        assert_eq!((1..=12).map(|month| u16::from(days_of(2020, month))).sum::<u16>(), 366);
    }
}
