//! When a frame may be sent: not while earlier ones are still on the line. Pure; times are handed in.
//!
//! Over a slow line everything written queues somewhere in the network, and a held key goes on scrolling long after it was
//! released (measured: 1.4 s over 512 kbit/s). So a question that every terminal answers, DSR 5, is sent behind a frame, and
//! while answers are due, little is sent: the newest state is drawn when the line is free. A terminal that has never
//! answered is never waited for.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The question: `CSI 5 n`, answered `CSI 0 n` when everything before it has been drawn (ECMA-48 §8.3.35).
pub const QUESTION: &[u8] = b"\x1b[5n";

/// Frames on the line at once, whatever they weigh: with one, a line with a long delay would carry one frame a round trip.
const FRAMES: usize = 2;

/// Bytes on the line at once: small frames need no pacing, and this is 0.13 s of 512 kbit/s.
const BYTES: usize = 8 * 1024;

/// Frames lighter than this, in sum, are sent without a question.
const LIGHT: usize = 1024;

/// An answer later than this is not worth waiting for.
const PATIENCE: Duration = Duration::from_millis(1500);

/// The pace of one session.
#[derive(Debug)]
pub struct Pace {
    trust: Trust,
    /// What was sent with a question that has not been answered: bytes, and when.
    on_the_line: VecDeque<(usize, Instant)>,
    /// Bytes sent since the last question.
    since: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// Asked, never answered yet: nothing is held back.
    Unknown,
    /// It answers.
    Answers,
    /// It does not, or must not be asked.
    Silent,
}

impl Pace {
    /// For a terminal that may be asked.
    pub fn new() -> Self {
        Self { trust: Trust::Unknown, on_the_line: VecDeque::new(), since: 0 }
    }

    /// For a terminal that must not be asked: every frame may be sent at once.
    pub fn off() -> Self {
        Self { trust: Trust::Silent, ..Self::new() }
    }

    /// A frame of `bytes` is being sent. Whether the question goes with it.
    pub fn sent(&mut self, bytes: usize, now: Instant) -> bool {
        self.expire(now);
        self.since += bytes;
        let ask = match self.trust {
            Trust::Silent => false,
            Trust::Unknown => self.on_the_line.is_empty(),
            Trust::Answers => self.since >= LIGHT,
        };
        if ask {
            self.on_the_line.push_back((std::mem::take(&mut self.since), now));
        }
        ask
    }

    /// The terminal answered.
    pub fn answered(&mut self) {
        // One that nobody asked for, or that comes after we gave up, says nothing.
        if self.on_the_line.pop_front().is_some() {
            self.trust = Trust::Answers;
        }
    }

    /// Whether a frame may be sent now.
    pub fn may_send(&mut self, now: Instant) -> bool {
        self.expire(now);
        let bytes: usize = self.on_the_line.iter().map(|(bytes, _)| bytes).sum();
        self.trust != Trust::Answers || self.on_the_line.len() < FRAMES || bytes + self.since < BYTES
    }

    /// Until when to wait for an answer when [`Pace::may_send`] says no.
    pub fn deadline(&self) -> Option<Instant> {
        (self.trust != Trust::Silent).then(|| self.on_the_line.front().map(|(_, at)| *at + PATIENCE)).flatten()
    }

    /// Until when an answer is on its way from a terminal that answers; `None` where none is, and of one that has never answered.
    pub fn awaits(&self) -> Option<Instant> {
        self.deadline().filter(|_| self.trust == Trust::Answers)
    }

    /// The terminal was used by others: answers may be lost.
    pub fn restart(&mut self) {
        self.on_the_line.clear();
        self.since = 0;
    }

    fn expire(&mut self, now: Instant) {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return;
        }
        if self.trust == Trust::Unknown {
            self.trust = Trust::Silent;
        }
        // It answers but the line stalled: one frame goes, and the next question tells.
        self.on_the_line.clear();
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A slow line in imagined time: bytes leave at a rate, answers come back after a delay.
    struct Line {
        now: Instant,
        rate: f64,
        delay: Duration,
        free_at: Instant,
        answers: VecDeque<Instant>,
    }

    impl Line {
        fn new(bytes_per_second: f64, delay: Duration) -> Self {
            let now = Instant::now();
            Self { now, rate: bytes_per_second, delay, free_at: now, answers: VecDeque::new() }
        }

        /// When what is sent now has been drawn.
        fn send(&mut self, bytes: usize, asked: bool) -> Instant {
            self.free_at = self.free_at.max(self.now) + Duration::from_secs_f64(bytes as f64 / self.rate);
            let drawn = self.free_at + self.delay;
            if asked {
                self.answers.push_back(drawn + self.delay);
            }
            drawn
        }
    }

    /// A key held for `presses` at 30 a second, each wanting a frame of `bytes`. How long after its release the screen is
    /// current, and how many frames were sent.
    fn hold(line: &mut Line, pace: &mut Pace, presses: u32, bytes: usize, answers: bool) -> (Duration, usize) {
        let start = line.now;
        let (mut wanted, mut drawn_state, mut drawn_at, mut frames) = (0, 0, start, 0);
        let asked = pace.sent(8000, line.now);
        line.send(8000, asked);
        for ms in 0..20_000 {
            line.now = start + Duration::from_millis(ms);
            while line.answers.front().is_some_and(|at| *at <= line.now) {
                line.answers.pop_front();
                if answers {
                    pace.answered();
                }
            }
            // The first frame is over before the key is pressed.
            wanted = (ms.saturating_sub(2000) as u32 * 30 / 1000).min(presses);
            if wanted > drawn_state && pace.may_send(line.now) {
                let asked = pace.sent(bytes, line.now);
                drawn_at = line.send(bytes, asked);
                drawn_state = wanted;
                frames += 1;
            }
        }
        assert_eq!(drawn_state, wanted, "the last state was drawn");
        let released = start + Duration::from_millis(2000 + u64::from(presses) * 1000 / 30);
        (drawn_at.saturating_duration_since(released), frames)
    }

    #[test]
    fn a_key_held_over_512_kbit_is_current_250_ms_after_its_release() {
        let mut line = Line::new(64_000.0, Duration::from_millis(20));
        let (late, frames) = hold(&mut line, &mut Pace::new(), 60, 5000, true);
        assert!(late <= Duration::from_millis(250), "{late:?}");
        // Two seconds of the line carry 25 such frames; nearly all of it is used.
        assert!((20..=27).contains(&frames), "{frames}");
        let mut line = Line::new(64_000.0, Duration::from_millis(20));
        let (unpaced, _) = hold(&mut line, &mut Pace::off(), 60, 5000, true);
        assert!(unpaced > Duration::from_secs(2), "{unpaced:?}");
    }

    #[test]
    fn small_frames_over_a_far_but_fast_line_are_all_sent() {
        let mut line = Line::new(10_000_000.0, Duration::from_millis(150));
        let (_, frames) = hold(&mut line, &mut Pace::new(), 60, 200, true);
        assert_eq!(frames, 60);
    }

    #[test]
    fn a_silent_terminal_is_never_waited_for() {
        let mut line = Line::new(10_000_000.0, Duration::ZERO);
        let (late, frames) = hold(&mut line, &mut Pace::new(), 60, 5000, false);
        assert_eq!(frames, 60);
        assert!(late < Duration::from_millis(40), "{late:?}");
    }

    #[test]
    fn a_silent_terminal_is_asked_once_and_given_up_after_a_second_and_a_half() {
        let mut pace = Pace::new();
        let start = Instant::now();
        assert!(pace.sent(5000, start));
        assert!(!pace.sent(5000, start));
        assert!(!pace.sent(5000, start + Duration::from_secs(2)));
        pace.answered();
        assert!(!pace.sent(5000, start + Duration::from_secs(3)), "a late answer does not bring it back");
    }

    #[test]
    fn a_stalled_line_holds_a_frame_for_a_second_and_a_half_at_most() {
        let mut pace = Pace::new();
        let start = Instant::now();
        pace.sent(5000, start);
        pace.answered();
        pace.sent(5000, start);
        pace.sent(5000, start);
        assert!(!pace.may_send(start));
        assert_eq!(pace.deadline(), Some(start + PATIENCE));
        assert!(pace.may_send(start + PATIENCE));
        assert!(pace.sent(5000, start + PATIENCE), "it answered before, so it is asked again");
    }

    #[test]
    fn light_frames_are_sent_without_a_question() {
        let mut pace = Pace::new();
        let now = Instant::now();
        pace.sent(5000, now);
        pace.answered();
        assert!(!pace.sent(60, now));
        assert!(!pace.sent(200, now));
        assert!(pace.sent(900, now));
    }
}
