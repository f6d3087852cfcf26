//! The two ends of the terminal: where keys come from and where frames go. Reading and writing whole, nothing else.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt as _;

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

/// What a read brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    /// This many bytes.
    Bytes(usize),
    /// Nothing at the moment.
    Nothing,
    /// The terminal is gone.
    Gone,
}

/// The terminal's line.
#[derive(Debug)]
pub(super) struct Line {
    keys: OwnedFd,
    frames: File,
}

impl Line {
    /// Frames go to standard output, which must be a terminal. Keys come from standard input; when that is a file or a
    /// pipe (`cat page | yuebao -`), from the terminal that standard output is.
    pub(super) fn open() -> io::Result<Self> {
        let stdout = io::stdout();
        if !rustix::termios::isatty(&stdout) {
            return Err(io::Error::new(io::ErrorKind::NotConnected, "standard output is not a terminal"));
        }
        let frames = File::from(stdout.as_fd().try_clone_to_owned()?);
        let stdin = io::stdin();
        let keys = if rustix::termios::isatty(&stdin) {
            stdin.as_fd().try_clone_to_owned()?
        } else {
            // By its own name: macOS cannot poll /dev/tty.
            let name = rustix::termios::ttyname(&frames, Vec::new())?;
            let open = |path: &std::ffi::OsStr| OpenOptions::new().read(true).write(true).open(path);
            open(std::ffi::OsStr::from_bytes(name.to_bytes())).or_else(|_| open("/dev/tty".as_ref()))?.into()
        };
        Ok(Self::on(keys, frames))
    }

    /// A line with these two ends, both terminals.
    pub(super) fn on(keys: OwnedFd, frames: File) -> Self {
        Self { keys, frames }
    }

    pub(super) fn keys(&self) -> BorrowedFd<'_> {
        self.keys.as_fd()
    }

    /// A second handle on the output, for the panic hook.
    pub(super) fn second(&self) -> io::Result<File> {
        self.frames.try_clone()
    }

    /// The size the terminal has now; 80 by 24 when it does not know.
    pub(super) fn size(&self) -> Size {
        match rustix::termios::tcgetwinsize(&self.frames) {
            Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size { width: size.ws_col, height: size.ws_row },
            _ => Size { width: 80, height: 24 },
        }
    }

    /// Reads what is there. To be called when `poll` says there is something.
    pub(super) fn read(&self, buffer: &mut [u8]) -> Read {
        match rustix::io::read(&self.keys, buffer) {
            Ok(0) => Read::Gone,
            Ok(n) => Read::Bytes(n),
            Err(Errno::INTR | Errno::AGAIN) => Read::Nothing,
            // EIO: the other end is closed, or we are a background process that ignores SIGTTIN. Either way it is over.
            Err(_) => Read::Gone,
        }
    }

    /// Whether a read would bring something at once.
    pub(super) fn is_readable(&self) -> bool {
        let mut fds = [PollFd::new(&self.keys, PollFlags::IN)];
        poll(&mut fds, Some(&rustix::event::Timespec::default())).is_ok_and(|n| n > 0)
    }

    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<()> {
        write_all(&self.frames, bytes)
    }
}

/// Writes all of it, also where another process has made the shared terminal non-blocking.
pub(super) fn write_all(mut file: &File, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match file.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = bytes.get(n..).unwrap_or(&[]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                poll(&mut [PollFd::new(file, PollFlags::OUT)], None)?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
