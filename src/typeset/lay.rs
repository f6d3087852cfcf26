//! Lays the clusters of one line out on cells, then spreads what is left over or takes away what is too much, only where CLREQ
//! allows: Western word spaces, the gap between 汉字 and Latin, and the white beside marks; never between two 汉字, where a
//! terminal could only show a hole.

use super::cluster::{Cluster, Setting};
use super::fill::{End, Filler};
use super::galley::{Glyph, Line, Shown};
use super::pen::{Pad, Pen};
use crate::text::Span;
use crate::text::class::Class;

/// How a line ends, which says what may be done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// The last line of a paragraph: never stretched.
    Last,
    /// Ended at an opportunity.
    Full,
    /// Ended in need: left as it is.
    Ragged,
    /// Its last mark stands in the margin.
    Hang,
    /// Its last mark takes half its width.
    Half,
    /// So many blanks are taken out.
    Squeeze(u32),
}

/// A place on a line where cells can be put in or taken out.
#[derive(Debug, Clone, Copy)]
struct Site {
    /// The glyph before which it is.
    glyph: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// After a Western word space.
    Word,
    /// Between 汉字 and Latin.
    Script,
    /// Beside the white of a pause mark or a bracket.
    Mark,
    /// Beside a quote, which has one cell of white there already.
    Quoted,
    /// A blank of the em grid, may be taken out.
    Pad,
    /// The white of a quote that the terminal draws in one cell, may be taken out.
    Quote,
}

/// A line on its natural positions.
#[derive(Debug, Default)]
struct Natural {
    glyphs: Vec<Glyph>,
    sites: Vec<Site>,
    width: u32,
}

/// The clusters from `from` to `next` without the blanks at the end.
fn visible_end(filler: &Filler<'_>, from: usize, next: usize) -> usize {
    let clusters = filler.clusters.get(from..next).unwrap_or_default();
    clusters.iter().rposition(|c| c.class != Class::Space).map_or(from, |last| from + last + 1)
}

/// Lays out one line.
pub(super) fn line(filler: &Filler<'_>, from: usize, x: u32, end: End) -> Line {
    let visible = visible_end(filler, from, end.next);
    // Nearly every line is full already, and a full line need not know where it could give.
    let wants_sites = match end.ending {
        Ending::Full => filler.justify && end.x < filler.limit,
        Ending::Hang => filler.justify && end.x < filler.limit + 2,
        Ending::Squeeze(_) => true,
        Ending::Last | Ending::Ragged | Ending::Half => false,
    };
    let mut natural = natural(filler, from, x, visible, wants_sites);
    let taken = match end.ending {
        Ending::Hang => natural.glyphs.last().map_or(0, |mark| u32::from(mark.x)),
        _ => natural.width,
    };
    // The white of a quote that moved behind a hanging mark leaves room after all.
    if filler.justify && !wants_sites && matches!(end.ending, Ending::Full | Ending::Hang) && taken < filler.limit {
        natural = self::natural(filler, from, x, visible, true);
    }
    match end.ending {
        Ending::Last | Ending::Ragged => {}
        Ending::Full => natural.spread(filler.limit.saturating_sub(taken), filler.setting),
        Ending::Hang => {
            if let Some(mark) = natural.glyphs.pop() {
                let before = natural.end();
                natural.sites.retain(|site| site.glyph < natural.glyphs.len());
                natural.spread(filler.limit.saturating_sub(taken), filler.setting);
                let moved = natural.end() - before;
                natural.glyphs.push(Glyph { x: mark.x + moved, ..mark });
            }
        }
        Ending::Half => {
            if let Some(mark) = natural.glyphs.last_mut()
                && let Some(cluster) = filler.clusters.get(visible - 1)
                && cluster.half != 0
            {
                mark.cells = 1;
                mark.shown = if cluster.shown().is_some() { Shown::Source } else { Shown::Instead(char::from(cluster.half)) };
            }
        }
        Ending::Squeeze(over) => natural.shrink(over),
    }
    let start = filler.clusters.get(from).map_or(0, |c| c.start);
    let stop = filler.clusters.get(end.next).map_or(filler.end, |c| c.start);
    Line { span: Span { start, end: stop }, glyphs: natural.glyphs }
}

/// Whether `spare` cells can be spread over the line from `from` to `next`.
pub(super) fn can_spread(filler: &Filler<'_>, from: usize, x: u32, next: usize, spare: u32) -> bool {
    spare == 0 || natural(filler, from, x, visible_end(filler, from, next), true).plan(spare, filler.setting).is_some()
}

/// Whether `over` cells can be taken out of the line from `from` to `next`.
pub(super) fn can_shrink(filler: &Filler<'_>, from: usize, x: u32, next: usize, over: u32) -> bool {
    let natural = natural(filler, from, x, visible_end(filler, from, next), true);
    natural.sites.iter().filter(|site| matches!(site.kind, Kind::Pad | Kind::Quote)).count() >= over as usize
}

/// Whether the mark has a form of one cell at a line end.
pub(super) fn has_half_form(mark: &Cluster, setting: Setting) -> bool {
    mark.half != 0 || (mark.class == Class::ClosingQuote && mark.is_reserved() && !setting.is_wide())
}

/// Whether the mark is a quote whose white could be taken out.
pub(super) fn is_narrow_quote(cluster: &Cluster, setting: Setting) -> bool {
    matches!(cluster.class, Class::OpeningQuote | Class::ClosingQuote)
        && cluster.is_reserved()
        && setting.is_normalised()
        && !setting.is_wide()
}

/// Sets the clusters on their natural positions.
fn natural(filler: &Filler<'_>, from: usize, x: u32, to: usize, wants_sites: bool) -> Natural {
    let clusters = filler.clusters;
    let mut pen = Pen::new(from, x, filler.setting);
    let mut natural = Natural { glyphs: Vec::with_capacity(to - from), sites: Vec::new(), width: x };
    // The white of closing quotes moves behind the marks that follow them: `”，` and not `” ，`.
    let mut white = 0;
    let mut same_before = 0;
    let mut next = from;
    while next < to {
        let at = next;
        let cluster = &clusters[at];
        let end = clusters.get(at + 1).map_or(filler.end, |next| next.start);
        let pad = pen.place(clusters, at);
        match pad {
            Some(Pad::Before(run)) => {
                for glyph in natural.glyphs.iter_mut().skip(run - from) {
                    glyph.x += 1;
                }
                natural.sites.retain(|site| site.glyph != run - from || site.kind == Kind::Quote);
                natural.sites.push(Site { glyph: run - from, kind: Kind::Pad });
            }
            Some(Pad::After) => natural.sites.push(Site { glyph: at - from, kind: Kind::Pad }),
            None => {}
        }
        let cells = cluster.width(filler.setting);
        let left = pen.x - u32::from(cells);
        let mut glyph = Glyph {
            span: Span { start: cluster.start, end },
            x: left.min(u32::from(u16::MAX)) as u16,
            cells,
            shown: Shown::Source,
        };
        // 汉字, letters and figures are always shown as they stand.
        let is_plain = matches!(cluster.class, Class::Han | Class::Letter | Class::Digit);
        if filler.setting.is_normalised() && (!is_plain || white > 0) {
            let follows_white = matches!(cluster.class, Class::Closing | Class::ClosingQuote) || cluster.class.may_hang();
            if white > 0 && follows_white {
                glyph.x -= white;
            } else if white > 0 {
                natural.sites.extend((0..white).map(|_| Site { glyph: at - from, kind: Kind::Quote }));
                white = 0;
            }
            if let Some(shown) = cluster.shown() {
                glyph.shown = Shown::Instead(shown);
            } else if cluster.is_reserved() && !filler.setting.is_wide() {
                glyph.cells = 1;
                same_before = if at > from && is_same_mark(&clusters[at - 1], cluster) { same_before + 1 } else { 0 };
                glyph.x += reserved_offset(clusters, at, to, same_before);
                white += u16::from(cluster.class == Class::ClosingQuote);
            }
        }
        natural.glyphs.push(glyph);
        if wants_sites && at > from {
            note_sites(filler, &mut natural.sites, at, from, pad == Some(Pad::After));
        }
        next = at + 1;
        if cluster.is_narrow() {
            // The rest of a number or a Latin word stands side by side.
            while let Some(narrow) = clusters[..to].get(next).filter(|c| c.is_narrow()) {
                let end = clusters.get(next + 1).map_or(filler.end, |next| next.start);
                natural.glyphs.push(Glyph {
                    span: Span { start: narrow.start, end },
                    x: pen.x.min(u32::from(u16::MAX)) as u16,
                    cells: 1,
                    shown: Shown::Source,
                });
                pen.place_narrow(1);
                next += 1;
            }
            continue;
        }
        // The 汉字 that follow stand side by side, and nothing can be done between them.
        let run = usize::from(cluster.run).min(to - next);
        if run > 0 {
            lay_han(&mut natural.glyphs, end, pen.x, run);
            pen.place_han(run as u32);
            next += run;
        }
    }
    natural.width = pen.x;
    natural
}

/// Lays so many plain 汉字 of three bytes from source byte `start` and cell `x` on.
fn lay_han(glyphs: &mut Vec<Glyph>, start: u32, x: u32, count: usize) {
    let glyph = |start: u32, x: u16| Glyph { span: Span { start, end: start + 3 }, x, cells: 2, shown: Shown::Source };
    match (u16::try_from(x), u16::try_from(x + 2 * count as u32)) {
        (Ok(x), Ok(_)) => glyphs.extend((0..count as u16).map(|i| glyph(start + 3 * u32::from(i), x + 2 * i))),
        _ => glyphs.extend((0..count as u32).map(|i| glyph(start + 3 * i, (x + 2 * i).min(u32::from(u16::MAX)) as u16))),
    }
}

/// Where in its two cells a mark stands that the terminal draws in one: an opening quote right, a closing one left, a pair of
/// dashes or dots in the middle of its four cells with nothing between them. `before` is how many of its kind stand before it.
fn reserved_offset(clusters: &[Cluster], at: usize, to: usize, before: usize) -> u16 {
    match clusters[at].class {
        Class::OpeningQuote => 1,
        Class::Dash | Class::Ellipsis => {
            let goes_on = clusters[..to].get(at + 1).is_some_and(|c| is_same_mark(c, &clusters[at]));
            // In pairs: the first of two stands right in its half, the second left.
            u16::from(before.is_multiple_of(2) && goes_on)
        }
        _ => 0,
    }
}

fn is_same_mark(one: &Cluster, other: &Cluster) -> bool {
    one.class == other.class && one.is_reserved() && other.is_reserved()
}

/// Keeps what may be done before the cluster `at`.
fn note_sites(filler: &Filler<'_>, sites: &mut Vec<Site>, at: usize, from: usize, padded: bool) {
    let (p, c) = (&filler.clusters[at - 1], &filler.clusters[at]);
    let glyph = at - from;
    let narrow_marks = !filler.setting.is_wide() && filler.setting.is_normalised();
    if narrow_marks && c.class == Class::OpeningQuote && c.is_reserved() {
        sites.push(Site { glyph, kind: Kind::Quote });
    }
    if padded || c.class.is_space() {
        return;
    }
    let kind = if p.class.is_space() {
        Kind::Word
    } else if is_joint(p.class) || is_joint(c.class) || c.class.starts_no_line() || p.class.ends_no_line() {
        return;
    } else if matches!(p.class, Class::Pause | Class::Closing | Class::ClosingQuote)
        || p.shown().is_some()
        || matches!(c.class, Class::Opening | Class::OpeningQuote)
    {
        if !c.gap.is_opportunity() {
            return;
        }
        if is_narrow_quote(c, filler.setting) || is_narrow_quote(p, filler.setting) { Kind::Quoted } else { Kind::Mark }
    } else {
        let western = |c: &Cluster| matches!(c.class, Class::Letter | Class::Digit);
        let touches = (western(p) && c.class.is_ideographic()) || (p.class.is_ideographic() && western(c));
        if !touches || !c.gap.is_opportunity() {
            return;
        }
        Kind::Script
    };
    sites.push(Site { glyph, kind });
}

/// Marks that hold both their neighbours: no white is added beside them (CLREQ).
fn is_joint(class: Class) -> bool {
    matches!(class, Class::Dash | Class::Ellipsis | Class::Connector | Class::Solidus | Class::MiddleDot)
}

impl Natural {
    fn end(&self) -> u16 {
        self.glyphs.last().map_or(0, |g| g.x + u16::from(g.cells))
    }

    fn spread(&mut self, spare: u32, setting: Setting) {
        if spare > 0
            && let Some(plan) = self.plan(spare, setting)
        {
            self.shift(&plan, 1);
        }
    }

    /// Which sites take how many cells: `(glyph, cells)`. `None` when there are too few, the line then stays ragged.
    ///
    /// Two cells beside one mark come first, because the 汉字 stay on the grid. Then CLREQ's order: Western word spaces, the gap
    /// between 汉字 and Latin, marks; half an em each, and once more for words and marks.
    fn plan(&self, spare: u32, setting: Setting) -> Option<Vec<(usize, u16)>> {
        let of = |kinds: &[Kind]| self.sites.iter().filter(|s| kinds.contains(&s.kind)).map(|s| s.glyph).collect::<Vec<_>>();
        let (words, scripts) = (of(&[Kind::Word]), of(&[Kind::Script]));
        let (pauses, marks) = (of(&[Kind::Mark]), of(&[Kind::Mark, Kind::Quoted]));
        let pairs = spare as usize / 2;
        if setting.is_normalised() && spare.is_multiple_of(2) && words.len() < spare as usize && marks.len() >= pairs {
            // Two cells more beside a quote make three in a row, a hole.
            let places = if pauses.len() >= pairs { &pauses } else { &marks };
            return Some(evenly(places, pairs).map(|glyph| (glyph, 2)).collect());
        }
        let mut left = spare as usize;
        let mut plan = Vec::new();
        for round in [&words, &scripts, &marks, &words, &marks] {
            let take = left.min(round.len());
            plan.extend(evenly(round, take).map(|glyph| (glyph, 1)));
            left -= take;
        }
        (left == 0).then_some(plan)
    }

    /// Takes cells out: the white of quotes first, then the blanks of the grid.
    fn shrink(&mut self, over: u32) {
        let of = |kind: Kind| self.sites.iter().filter(move |s| s.kind == kind).map(|s| s.glyph).collect::<Vec<_>>();
        let (quotes, pads) = (of(Kind::Quote), of(Kind::Pad));
        let from_quotes = quotes.len().min(over as usize);
        let mut plan: Vec<(usize, u16)> = evenly(&quotes, from_quotes).map(|glyph| (glyph, 1)).collect();
        plan.extend(evenly(&pads, over as usize - from_quotes).map(|glyph| (glyph, 1)));
        self.shift(&plan, -1);
    }

    fn shift(&mut self, plan: &[(usize, u16)], sign: i32) {
        let mut by = vec![0_u16; self.glyphs.len() + 1];
        for &(glyph, cells) in plan {
            by[glyph.min(self.glyphs.len())] += cells;
        }
        let mut sum = 0;
        for (glyph, by) in self.glyphs.iter_mut().zip(by) {
            sum += i32::from(by) * sign;
            glyph.x = (i32::from(glyph.x) + sum).clamp(0, i32::from(u16::MAX)) as u16;
        }
    }
}

/// `count` of the places, as far apart as they can be.
fn evenly(places: &[usize], count: usize) -> impl Iterator<Item = usize> + '_ {
    (0..count).filter_map(move |i| places.get((2 * i + 1) * places.len() / (2 * count.max(1))).copied())
}
