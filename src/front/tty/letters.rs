//! The letter box: events from worker threads, in a queue that `poll` can wait for.

use std::io::{self, Read as _, Write as _};
use std::os::fd::{AsFd as _, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::mpsc;

use crate::app::Event;
use crate::front::worker::Post;

#[derive(Debug)]
pub(super) struct Letters {
    queue: mpsc::Receiver<Event>,
    wake: UnixStream,
    post: Post,
}

impl Letters {
    pub(super) fn new() -> io::Result<Self> {
        let (sender, queue) = mpsc::channel();
        let (wake, bell) = UnixStream::pair()?;
        wake.set_nonblocking(true)?;
        bell.set_nonblocking(true)?;
        let post = Post::new(move |event| {
            // A full bell rings all the same; a closed box means the session is over.
            if sender.send(event).is_ok() {
                drop((&bell).write(&[1]));
            }
        });
        Ok(Self { queue, wake, post })
    }

    pub(super) fn post(&self) -> Post {
        self.post.clone()
    }

    /// Becomes readable when an event was posted.
    pub(super) fn wake(&self) -> BorrowedFd<'_> {
        self.wake.as_fd()
    }

    /// Stops the bell. Before looking into the queue, so that no letter is missed.
    pub(super) fn hush(&self) {
        let mut bytes = [0; 64];
        while (&self.wake).read(&mut bytes).is_ok_and(|n| n > 0) {}
    }

    pub(super) fn take(&self) -> Option<Event> {
        self.queue.try_recv().ok()
    }
}
