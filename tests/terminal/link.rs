//! The line between a program and its terminal: as fast as it comes, or so many bytes a second with a buffer that takes
//! everything at once, as networks have; and whether the terminal at its end answers questions.

use std::io::{Read, Write};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::pty::Screen;

pub(crate) type Writer = Arc<Mutex<Box<dyn Write + Send>>>;

/// What a line is like.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Link {
    /// Bytes a second; without, all at once.
    pub(crate) rate: Option<u32>,
    /// The terminal answers where its cursor is (as if it drew ambiguous marks in one cell) and that it is still there, when the
    /// question has come through.
    pub(crate) answers: bool,
}

const ANSWERS: [(&[u8], &[u8]); 2] = [(b"\x1b[5n", b"\x1b[0n"), (b"\x1b[6n", b"\x1b[1;2R")];

/// How often a slow line carries a load.
const SLICE: Duration = Duration::from_millis(5);

/// Carries what is read to the screen until there is nothing more.
pub(crate) fn carry(link: Link, mut from: Box<dyn Read + Send>, screen: Screen, back: Writer) {
    let (sender, buffer) = mpsc::channel::<Vec<u8>>();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(n @ 1..) = from.read(&mut bytes) {
            if sender.send(bytes[..n].to_vec()).is_err() {
                break;
            }
        }
    });
    thread::spawn(move || {
        let mut waiting = Vec::new();
        let mut tail = Vec::new();
        let mut free_at = Instant::now();
        loop {
            let patience =
                if waiting.is_empty() { Duration::from_mins(10) } else { free_at.saturating_duration_since(Instant::now()) };
            match buffer.recv_timeout(patience) {
                Ok(bytes) => waiting.extend(bytes),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) if waiting.is_empty() => {
                    screen.0.lock().unwrap().over = true;
                    screen.1.notify_all();
                    return;
                }
                Err(RecvTimeoutError::Disconnected) => thread::sleep(patience),
            }
            let now = Instant::now();
            let load = match link.rate {
                None => waiting.len(),
                Some(_) if now < free_at => continue,
                Some(rate) => (rate as usize * SLICE.as_millis() as usize / 1000).min(waiting.len()),
            };
            free_at = now + SLICE;
            let passed: Vec<u8> = waiting.drain(..load).collect();
            if link.answers {
                answer(&mut tail, &passed, &back);
            }
            screen.0.lock().unwrap().take(&passed);
            screen.1.notify_all();
        }
    });
}

/// Answers the questions that have come through whole. `tail` is what the last look left.
fn answer(tail: &mut Vec<u8>, passed: &[u8], back: &Writer) {
    tail.extend_from_slice(passed);
    while let Some((at, (question, answer))) =
        ANSWERS.iter().filter_map(|pair| Some((place_of(pair.0, tail)?, pair))).min_by_key(|(at, _)| *at)
    {
        let mut back = back.lock().unwrap();
        let _ = back.write_all(answer).and_then(|()| back.flush());
        tail.drain(..at + question.len());
    }
    let kept = tail.len().saturating_sub(8);
    tail.drain(..kept);
}

/// Where `part` first stands in `bytes`.
pub(crate) fn place_of(part: &[u8], bytes: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}
