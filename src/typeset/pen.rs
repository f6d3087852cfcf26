//! Walks along a line cluster by cluster and keeps the em grid: where a narrow run (figures, Latin words) took an odd number of
//! cells, one blank is set beside it, so that the 汉字 after it stands on an even cell again.
//!
//! CLREQ calls this 纵横对齐 and allows up to half an em beside a Western run; one cell is exactly half an em.

use super::cluster::{Cluster, Gap, Setting};
use crate::text::class::Class;

/// Where the blank that evens a run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pad {
    /// Before the cluster with this index, the first of the run.
    Before(usize),
    /// Before the cluster just placed.
    After,
}

/// The position on a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    /// Cells so far.
    pub(super) x: u32,
    setting: Setting,
    line_start: usize,
    run: Option<usize>,
}

impl Pen {
    pub(super) fn new(line_start: usize, x: u32, setting: Setting) -> Self {
        Self { x, setting, line_start, run: None }
    }

    /// Places cluster `at` and says whether a blank had to be set beside the run before it.
    #[inline]
    pub(super) fn place(&mut self, clusters: &[Cluster], at: usize) -> Option<Pad> {
        let cluster = clusters.get(at)?;
        let cells = cluster.width(self.setting);
        let mut pad = None;
        if self.setting.is_normalised() {
            match cells {
                0 => {}
                2 => {
                    if let Some(run) = self.run.take()
                        && self.x % 2 == 1
                    {
                        pad = self.choose(clusters, run, at);
                        self.x += u32::from(pad.is_some());
                    }
                }
                _ => {
                    self.run.get_or_insert(at);
                }
            }
        }
        self.x += u32::from(cells);
        pad
    }

    /// Places so many [narrow](Cluster::is_narrow) clusters after one.
    pub(super) fn place_narrow(&mut self, count: u32) {
        self.x += count;
    }

    /// Places so many plain 汉字 after one.
    pub(super) fn place_han(&mut self, count: u32) {
        self.x += 2 * count;
    }

    /// A 汉字-facing side of the run: before figures, because after them stands their unit (从 2月20日); before or after a Latin
    /// word, whichever side faces a 汉字; never inside a bracket or a quote, never at a line start.
    fn choose(self, clusters: &[Cluster], run: usize, at: usize) -> Option<Pad> {
        let (first, before) = (clusters.get(run)?, run.checked_sub(1).and_then(|b| clusters.get(b)));
        let next = clusters.get(at)?;
        let before = before.filter(|_| run > self.line_start);
        let before_ok = before.is_some_and(|b| {
            first.gap < Gap::Forbidden && !matches!(b.class, Class::Opening | Class::OpeningQuote | Class::Dash | Class::Ellipsis)
        });
        let after_ok = next.gap.is_opportunity() && next.class.is_ideographic();
        let prefers_before =
            first.class.is_digit() || before.is_some_and(|b| b.class.is_ideographic() && first.gap.is_opportunity());
        match (before_ok, after_ok) {
            (true, false) => Some(Pad::Before(run)),
            (true, true) if prefers_before => Some(Pad::Before(run)),
            (_, true) => Some(Pad::After),
            (false, false) => None,
        }
    }
}
