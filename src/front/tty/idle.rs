//! How long a visitor may sit still: a minute before the end there is a notice, and any key starts the time anew.
//!
//! Counted from the last thing the reader did; answers of the terminal, which follow every frame, do not count.

use std::time::{Duration, Instant};

use crate::app::Event;

/// So long before the end it is said that it comes.
const NOTICE: Duration = Duration::from_mins(1);

/// A limit and how far it is used up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Idle {
    limit: Duration,
    since: Instant,
    told: bool,
}

impl Idle {
    pub(super) fn new(limit: Duration, now: Instant) -> Self {
        Self { limit, since: now, told: false }
    }

    /// The reader did something.
    pub(super) fn stirred(&mut self, now: Instant) {
        (self.since, self.told) = (now, false);
    }

    /// When there is something to say or to do next.
    pub(super) fn due(&self) -> Instant {
        self.since + if self.told { self.limit } else { self.limit.saturating_sub(NOTICE) }
    }

    /// What there is to say or to do now.
    pub(super) fn event(&mut self, now: Instant) -> Option<Event> {
        if now >= self.since + self.limit {
            return Some(Event::Hangup);
        }
        let tell = !self.told && now >= self.due();
        self.told |= tell;
        tell.then_some(Event::ClosesSoon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_before_the_end_it_is_said_once_and_a_key_starts_the_time_anew() {
        let start = Instant::now();
        let at = |minutes: u64| start + Duration::from_mins(minutes);
        let mut idle = Idle::new(Duration::from_mins(15), start);
        assert_eq!((idle.event(at(13)), idle.due()), (None, at(14)));
        assert_eq!((idle.event(at(14)), idle.due()), (Some(Event::ClosesSoon), at(15)));
        assert_eq!(idle.event(at(14)), None, "once");
        idle.stirred(at(14));
        assert_eq!((idle.event(at(15)), idle.due()), (None, at(28)));
        assert_eq!(idle.event(at(28)), Some(Event::ClosesSoon));
        assert_eq!(idle.event(at(29)), Some(Event::Hangup));
    }

    #[test]
    fn a_limit_shorter_than_the_notice_says_it_at_once() {
        let start = Instant::now();
        let mut idle = Idle::new(Duration::from_secs(30), start);
        assert_eq!(idle.event(start), Some(Event::ClosesSoon));
        assert_eq!(idle.event(start + Duration::from_secs(30)), Some(Event::Hangup));
    }
}
