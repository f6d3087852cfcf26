//! A map of county seats: points make the shape of the land, no coast and no boundary is drawn. The cities of the papers have names.

use super::canvas::Canvas;
use super::overview::Ink;
use super::theme::Role;
use crate::app::App;
use crate::app::overview::Overview;
use crate::app::words::number;
use crate::corpus::gazetteer::{Gazetteer, Level};

/// Columns and rows: left, top, right, bottom; the last two are not drawn on.
type Area = (u16, u16, u16, u16);

/// Draws the provinces of the corpus' cities into an area; nothing where no city is known.
pub(super) fn draw(app: &App, overview: &Overview, area: Area, ink: Ink, canvas: &mut Canvas<'_>) {
    let (left, top, right, bottom) = area;
    if right < left + 20 || bottom < top + 8 {
        return;
    }
    let all = Gazetteer::get();
    let outline = app.corpus().outline();
    let cities: Vec<_> = overview
        .cities()
        .iter()
        .filter_map(|(place, articles)| {
            let name = outline.cities.get(*place as usize)?.name.as_deref()?;
            let found = all.place(all.city(name)?);
            Some((*place, name, *articles, found.code / 10_000, found.at?))
        })
        .collect();
    let is_near = |code: u32| cities.iter().any(|(_, _, _, province, _)| *province == code / 10_000);
    let seats = all.places().iter().filter(|place| place.level != Level::Province && is_near(place.code));
    let seats: Vec<(f32, f32)> = seats.filter_map(|place| place.at).collect();
    let bounds = |pick: fn(&(f32, f32)) -> f32| {
        seats.iter().map(pick).fold((f32::MAX, f32::MIN), |(low, high), x| (low.min(x), high.max(x)))
    };
    let ((west, east), (south, north)) = (bounds(|at| at.0), bounds(|at| at.1));
    if seats.is_empty() || east <= west || north <= south {
        return;
    }
    // Dots: two a column, four a row, nearly square. A degree of longitude shrinks with latitude.
    let (wide, high) = (f32::from((right - left) * 2 - 2), f32::from((bottom - top) * 4 - 1));
    let shrink = f32::midpoint(south, north).to_radians().cos();
    let scale = (wide / ((east - west) * shrink)).min(high / (north - south));
    let dot = |(lon, lat): (f32, f32)| -> (u16, u16) {
        let x = (wide - (east - west) * shrink * scale) / 2.0 + (lon - west) * shrink * scale;
        (x as u16, ((north - lat) * scale) as u16)
    };
    let mut cells = vec![0u8; usize::from(right - left) * usize::from(bottom - top)];
    let columns = usize::from(right - left);
    for seat in seats {
        let (x, y) = dot(seat);
        if let Some(cell) = cells.get_mut(usize::from(y / 4) * columns + usize::from(x / 2)) {
            *cell |= BITS[usize::from(y % 4)][usize::from(x % 2)];
        }
    }
    for (i, bits) in cells.iter().enumerate().filter(|(_, bits)| **bits != 0) {
        let mark = if ink.dots { char::from_u32(0x2800 + u32::from(*bits)).unwrap_or('.') } else { '.' };
        canvas.put(left + (i % columns) as u16, top + (i / columns) as u16, mark.encode_utf8(&mut [0; 4]), Role::Dot);
    }
    // The greatest first; a name that would touch another is left out.
    let mut taken: Vec<(u16, u16, u16)> = Vec::new();
    for (place, name, articles, _, at) in cities {
        let (x, y) = dot(at);
        let (x, y) = (left + x / 2, top + y / 4);
        let label = format!("{name} {}", number(u64::from(articles)));
        let cells = canvas.cells(&label);
        let free = |from: u16| {
            from > left
                && from + cells <= right
                && !taken.iter().any(|(row, a, b)| *row == y && from < b + 1 && *a < from + cells + 1)
        };
        let Some(from) = [x + 1, (x + 1).saturating_sub(cells + 1)].into_iter().find(|from| free(*from)) else { continue };
        taken.push((y, from, from + cells));
        let role = if overview.city_place() == Some(place) { Role::Cursor } else { Role::Text };
        let after = canvas.put_until(from, y, &label, role, right);
        // No seat stands right beside a figure.
        canvas.put_until(after, y, " ", Role::Text, right);
    }
}

/// The dots of a braille cell by row and column.
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
