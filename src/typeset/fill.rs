//! Fills lines greedily: takes what fits, and where the next piece just does not fit, sees whether a mark may take half its width,
//! hang in the margin, or be squeezed in; else it goes to the next line (CLREQ: 先挤进，后推出).
//!
//! Hanging is tried before squeezing because in a terminal it costs the line nothing, while squeezing takes its blanks away.
//! Optimal (Knuth–Plass) filling brings nothing here: on the em grid nearly every line is full already.

use super::breaks::Breaks;
use super::cluster::{Cluster, Gap, Setting};
use super::galley::{Galley, Line, Measure};
use super::lay::{self, Ending};
use super::pen::Pen;
use crate::text::class::Class;

/// An opportunity or an emergency: the next line would start at `next`, this one would be `x` cells long.
#[derive(Debug, Clone, Copy)]
struct Stop {
    next: usize,
    x: u32,
}

/// The last place on a line at each degree of need, from [`Gap::Glue`] on.
type Rescue = [Option<Stop>; 4];

/// How a line ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    /// First cluster of the next line.
    pub(super) next: usize,
    pub(super) ending: Ending,
    /// Cells up to the end of its last cluster, before anything is spread or taken out; says whether there is something to spread.
    pub(super) x: u32,
}

pub(super) struct Filler<'a> {
    pub(super) clusters: &'a [Cluster],
    pub(super) setting: Setting,
    pub(super) limit: u32,
    pub(super) hang: u32,
    pub(super) justify: bool,
    pub(super) end: u32,
    /// What is longer than a line starts on a line of its own.
    starts_long_afresh: bool,
}

/// Sets a paragraph. O(n).
pub(super) fn fill(breaks: &Breaks, measure: Measure) -> Galley {
    let filler = Filler::new(breaks, measure);
    let mut lines = Vec::with_capacity(breaks.clusters.len() / (usize::from(measure.width.0) / 2 + 1) + 1);
    let indent = u32::from(measure.indent.0).min(filler.limit.saturating_sub(2));
    let mut from = 0;
    while from < filler.clusters.len() {
        let x = if from == 0 { indent } else { 0 };
        let end = filler.keep_company(from, x, filler.line(from, x));
        lines.push(lay::line(&filler, from, x, end));
        from = end.next;
    }
    if lines.is_empty() {
        lines.push(Line::default());
    }
    Galley { lines }
}

impl<'a> Filler<'a> {
    pub(super) fn new(breaks: &'a Breaks, measure: Measure) -> Self {
        Self {
            clusters: &breaks.clusters,
            setting: Setting::new(measure.normalise, measure.ambiguous),
            limit: u32::from(measure.width.0),
            hang: u32::from(measure.hang.0),
            justify: measure.justify,
            end: breaks.end,
            starts_long_afresh: breaks.rejoins,
        }
    }

    /// Finds the end of the line that starts at cluster `from` with `x` cells already taken.
    pub(super) fn line(&self, from: usize, x: u32) -> End {
        let mut pen = Pen::new(from, x, self.setting);
        let mut free: Option<Stop> = None;
        let mut avoid: Option<Stop> = None;
        // The last place at each degree of need: Glue, Cut, Forbidden, Pair.
        let mut rescue: Rescue = [None; 4];
        // Cells up to the last cluster that is not a blank: blanks at the line end take no room.
        let mut reach = x;
        // At most so many cells of the line could be taken out.
        let mut gives = 0;
        let horizon = self.limit + self.hang + 3;
        let mut at = from;
        while let Some(cluster) = self.clusters.get(at) {
            if at > from {
                let stop = Stop { next: at, x: if cluster.keeps_blank { pen.x } else { reach } };
                if stop.x <= self.limit {
                    match cluster.gap {
                        Gap::Free => free = Some(stop),
                        Gap::Avoid => avoid = Some(stop),
                        // The end after the blank is never worse.
                        _ if cluster.class == Class::Space => {}
                        need => rescue[need as usize - Gap::Glue as usize] = Some(stop),
                    }
                } else if reach <= self.limit {
                    // Only the blanks that have to stay do not fit.
                } else if cluster.gap.is_opportunity()
                    && let Some(ending) = self.squeeze(from, x, stop, latest(free, avoid), gives)
                {
                    return End { next: at, ending, x: stop.x };
                } else if cluster.gap.is_opportunity() || reach > horizon {
                    return self.before_overflow(from, x, free, avoid, rescue);
                }
            }
            let pad = pen.place(self.clusters, at);
            gives += u32::from(pad.is_some()) + u32::from(lay::is_narrow_quote(cluster, self.setting));
            if cluster.class != Class::Space {
                reach = pen.x;
            }
            at += 1;
            if cluster.is_narrow() {
                // The rest of a number or a Latin word, as far as it fits.
                let room = self.limit.saturating_sub(pen.x) as usize;
                let rest = self.clusters.get(at..).unwrap_or_default().iter().take(room);
                let count = rest.take_while(|c| c.is_narrow() && c.gap == Gap::Cut).count();
                if count > 0 {
                    at += count;
                    pen.place_narrow(count as u32);
                    rescue[Gap::Cut as usize - Gap::Glue as usize] = Some(Stop { next: at - 1, x: pen.x - 1 });
                    reach = pen.x;
                }
                continue;
            }
            // The common case: as many of the 汉字 that follow as fit. A piece ends before each of them.
            let run = u32::from(cluster.run).min(self.limit.saturating_sub(pen.x) / 2);
            if run > 0 {
                at += run as usize;
                pen.place_han(run);
                free = Some(Stop { next: at - 1, x: pen.x - 2 });
                reach = pen.x;
            }
        }
        let stop = Stop { next: self.clusters.len(), x: reach };
        if reach <= self.limit {
            return End { next: stop.next, ending: Ending::Last, x: reach };
        }
        match self.squeeze(from, x, stop, latest(free, avoid), gives) {
            Some(ending) => End { next: stop.next, ending, x: reach },
            None => self.before_overflow(from, x, free, avoid, rescue),
        }
    }

    /// 单字不成行: where the last line would be one 汉字 with its mark, the line before gives it another, if it can spread what that
    /// leaves.
    fn keep_company(&self, from: usize, x: u32, end: End) -> End {
        let rest = self.clusters.get(end.next..).unwrap_or_default();
        let is_lone =
            self.justify && (1..=3).contains(&rest.len()) && rest.iter().filter(|c| c.class.is_ideographic()).count() == 1;
        if !is_lone
            || matches!(end.ending, Ending::Last | Ending::Ragged)
            || rest.iter().any(|c| c.class.is_letter() || c.class.is_digit())
        {
            return end;
        }
        let Some(next) = (from + 1..end.next).rev().find(|&at| self.clusters[at].gap.is_opportunity()) else { return end };
        let moved: u32 = self.clusters[next..end.next].iter().map(|c| u32::from(c.width(self.setting))).sum();
        let spare = if end.ending == Ending::Full { moved } else { moved.saturating_sub(2) };
        if next > from + 4 && moved <= 4 && lay::can_spread(self, from, x, next, spare) {
            return End { next, ending: Ending::Full, x: end.x.saturating_sub(moved) };
        }
        end
    }

    /// The next piece does not fit: end the line at the best place before it.
    fn before_overflow(&self, from: usize, x: u32, free: Option<Stop>, avoid: Option<Stop>, rescue: Rescue) -> End {
        let best = match (free, avoid) {
            // A word stays whole if that leaves at most one 汉字 of room, and room that can be spread.
            (Some(free), Some(avoid)) if free.next < avoid.next => {
                let spare = self.limit - free.x;
                let cheap = avoid.x - free.x <= 2 && (!self.justify || lay::can_spread(self, from, x, free.next, spare));
                Some(if cheap { free } else { avoid })
            }
            (free, avoid) => latest(free, avoid),
        };
        let Some(best) = best else { return self.rescue(from, rescue) };
        // Something longer than a whole line follows (an address): start it here rather than leave a hole.
        if !self.starts_long_afresh
            && self.leaves_a_hole(best)
            && self.is_longer_than_a_line(best.next)
            && let Some(stop) = self.gentlest(rescue.map(|stop| stop.filter(|stop| stop.next > best.next)))
        {
            return End { next: stop.next, ending: Ending::Ragged, x: stop.x };
        }
        End { next: best.next, ending: Ending::Full, x: best.x }
    }

    fn is_longer_than_a_line(&self, from: usize) -> bool {
        let mut pen = Pen::new(from, 0, self.setting);
        for (at, cluster) in self.clusters.iter().enumerate().skip(from) {
            if at > from && cluster.gap.is_opportunity() {
                return false;
            }
            pen.place(self.clusters, at);
            // The blank after it does not count.
            if pen.x > self.limit && cluster.class != Class::Space {
                return true;
            }
        }
        false
    }

    /// No opportunity on the whole line. CLREQ leaves the choice; we part what belongs together before we part words, and words
    /// before we let a mark stand where it may not. Never nothing: one cluster at least.
    fn rescue(&self, from: usize, rescue: Rescue) -> End {
        let stop = self.gentlest(rescue).or(rescue[2]).or(rescue[3]);
        let next = stop.map_or_else(|| self.after_first(from), |stop| stop.next);
        End { next, ending: Ending::Ragged, x: stop.map_or(self.limit, |stop| stop.x) }
    }

    /// The last place where something that belongs together can be parted; inside a word only if that fills the line far better.
    fn gentlest(&self, [glue, cut, ..]: Rescue) -> Option<Stop> {
        match (glue, cut) {
            (Some(glue), Some(cut)) if cut.next > glue.next && (glue.x < self.limit / 2 || self.leaves_a_hole(glue)) => Some(cut),
            (glue, cut) => glue.or(cut),
        }
    }

    /// Whether a line that ends here is so short that anything else looks better.
    fn leaves_a_hole(&self, stop: Stop) -> bool {
        let hole = self.limit - stop.x;
        hole > 8 && hole > self.limit / 4
    }

    /// One cluster, with the blanks and zero-width clusters after it.
    fn after_first(&self, from: usize) -> usize {
        let rest = self.clusters.iter().skip(from + 1);
        from + 1 + rest.take_while(|c| c.class == Class::Space || c.width(self.setting) == 0).count()
    }

    /// Whether the line can take everything before `stop` although it is too long by a little, and how.
    /// `gives` cells could be taken out of it at most.
    fn squeeze(&self, from: usize, x: u32, stop: Stop, best: Option<Stop>, gives: u32) -> Option<Ending> {
        // A line that is full without the next piece needs no squeezing.
        if best.is_some_and(|best| best.x == self.limit) || stop.x > self.limit + 2.max(self.hang) {
            return None;
        }
        let over = stop.x - self.limit;
        let last = self.clusters.get(..stop.next)?.iter().rposition(|c| c.class != Class::Space)?;
        let mark = self.clusters.get(last).filter(|_| last >= from)?;
        let cells = u32::from(mark.width(self.setting));
        if over == 1 && self.setting.is_normalised() && cells == 2 && lay::has_half_form(mark, self.setting) {
            return Some(Ending::Half);
        }
        let follows_mark = last > from && self.clusters.get(last - 1).is_some_and(|c| c.class.starts_no_line());
        let hangs = mark.class.may_hang() && !follows_mark && last > from && stop.x - cells <= self.limit && over <= self.hang;
        if hangs {
            return Some(Ending::Hang);
        }
        let squeezes = self.justify && self.setting.is_normalised() && over <= gives.min(2) && best.is_some();
        (squeezes && lay::can_shrink(self, from, x, stop.next, over)).then_some(Ending::Squeeze(over))
    }
}

fn latest(free: Option<Stop>, avoid: Option<Stop>) -> Option<Stop> {
    match (free, avoid) {
        (Some(free), Some(avoid)) => Some(if free.next > avoid.next { free } else { avoid }),
        (free, avoid) => free.or(avoid),
    }
}
