//! A pseudo-terminal with vt100 at its end; waits for what is shown, for a minute at most.

use std::ffi::OsStr;
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};

use crate::link::{self, Link, Writer};

/// Only a test that fails waits that long.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Shown {
    emulator: vt100::Parser,
    bytes: Vec<u8>,
    /// When the first byte and the last one came.
    came: Option<(Instant, Instant)>,
    /// Nothing more will come.
    pub(crate) over: bool,
}

impl Shown {
    pub(crate) fn take(&mut self, bytes: &[u8]) {
        self.emulator.process(bytes);
        self.bytes.extend_from_slice(bytes);
        let now = Instant::now();
        self.came = Some((self.came.map_or(now, |(first, _)| first), now));
    }

    /// How often a program took the other screen.
    pub(crate) fn starts(&self) -> usize {
        self.bytes.windows(8).filter(|window| window == b"\x1b[?1049h").count()
    }

    /// The rows, blanks at their ends cut off: whether a blank was written or never touched is the program's affair.
    pub(crate) fn text(&self) -> String {
        let contents = self.emulator.screen().contents();
        contents.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }
}

/// What the terminal shows, and a bell for whoever waits for it.
pub(crate) type Screen = Arc<(Mutex<Shown>, Condvar)>;

pub(crate) struct Pty {
    master: Box<dyn MasterPty + Send>,
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Writer,
    shown: Screen,
    command: CommandBuilder,
    child: Option<Box<dyn Child + Send + Sync>>,
    folder: tempfile::TempDir,
}

fn size(width: u16, height: u16) -> PtySize {
    PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 }
}

fn side(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

impl Pty {
    /// The toy, alone on its terminal.
    pub(crate) fn toy() -> Self {
        Self::shell("exec \"$TOY\" $TOY_ARGS")
    }

    /// A shell script that starts `"$TOY" $TOY_ARGS`, on a terminal that answers nothing.
    pub(crate) fn shell(script: &str) -> Self {
        let mut pty = Self::on(script, 80, 24, Link::default());
        pty.set("TOY", std::env::current_exe().unwrap());
        pty.set("TOY_ARGS", "toy --exact --ignored --nocapture --test-threads=1");
        pty.set("TOY_SAVED", pty.folder.path().join("saved"));
        pty
    }

    /// A shell script that starts `"$YUEBAO"`, the real program, with a home of its own, on a terminal that answers nothing.
    pub(crate) fn real(script: &str, width: u16, height: u16) -> Self {
        Self::on(script, width, height, Link::default())
    }

    /// The same at the end of a line.
    pub(crate) fn on(script: &str, width: u16, height: u16, link: Link) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", script]);
        let pair = native_pty_system().openpty(size(width, height)).unwrap();
        let shown =
            Shown { emulator: vt100::Parser::new(side(height), side(width), 0), bytes: Vec::new(), came: None, over: false };
        let shown = Arc::new((Mutex::new(shown), Condvar::new()));
        let writer = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        link::carry(link, pair.master.try_clone_reader().unwrap(), Arc::clone(&shown), Arc::clone(&writer));
        let folder = tempfile::tempdir().unwrap();
        let mut pty = Self { master: pair.master, slave: Some(pair.slave), writer, shown, command, child: None, folder };
        for gone in ["LC_ALL", "LC_CTYPE", "LC_MESSAGES", "NO_COLOR", "COLORTERM", "COLORFGBG", "TMUX", "STY", "LESS", "VIMINIT"]
        {
            pty.command.env_remove(gone);
        }
        pty.set("YUEBAO", env!("CARGO_BIN_EXE_yuebao"));
        for home in ["HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"] {
            let path = pty.folder.path().as_os_str().to_owned();
            pty.set(home, path);
        }
        pty.set("TERM", "xterm-256color");
        pty.set("LANG", "C.UTF-8");
        pty
    }

    /// Sets a variable of the program's environment.
    pub(crate) fn set(&mut self, name: &str, value: impl AsRef<OsStr>) {
        self.command.env(name, value);
    }

    pub(crate) fn start(&mut self) {
        self.child = Some(self.slave.as_ref().unwrap().spawn_command(self.command.clone()).unwrap());
    }

    pub(crate) fn types(&mut self, bytes: &[u8]) {
        let mut writer = self.writer.lock().unwrap();
        writer.write_all(bytes).unwrap();
        writer.flush().unwrap();
    }

    /// The screen's rows that hold anything.
    pub(crate) fn text(&self) -> String {
        self.shown.0.lock().unwrap().text()
    }

    /// How many bytes came so far.
    pub(crate) fn bytes(&self) -> usize {
        self.shown.0.lock().unwrap().bytes.len()
    }

    /// What came after the first `from` bytes.
    pub(crate) fn sent_since(&self, from: usize) -> Vec<u8> {
        self.shown.0.lock().unwrap().bytes[from..].to_vec()
    }

    /// How many frames came so far.
    pub(crate) fn frames(&self) -> usize {
        let shown = self.shown.0.lock().unwrap();
        shown.bytes.windows(8).filter(|window| window == b"\x1b[?2026h").count()
    }

    /// A look at the emulator.
    pub(crate) fn screen<T>(&self, look: impl Fn(&vt100::Screen) -> T) -> T {
        look(self.shown.0.lock().unwrap().emulator.screen())
    }

    pub(crate) fn is_on_the_other_screen(&self) -> bool {
        self.screen(vt100::Screen::alternate_screen)
    }

    pub(crate) fn wait_until(&self, what: &str, is_so: impl Fn(&Shown) -> bool) {
        let (lock, changed) = &*self.shown;
        let (shown, late) = changed.wait_timeout_while(lock.lock().unwrap(), PATIENCE, |shown| !is_so(shown)).unwrap();
        let text = shown.text();
        drop(shown);
        assert!(!late.timed_out(), "{what} never came; the screen shows\n{text}");
    }

    /// Waits until the screen shows this.
    pub(crate) fn wait(&self, text: &str) {
        self.wait_until(text, |shown| shown.text().contains(text));
    }

    /// Waits until the screen does not show this any more.
    pub(crate) fn wait_until_gone(&self, text: &str) {
        self.wait_until(&format!("the end of {text}"), |shown| !shown.text().contains(text));
    }

    /// Waits until the whole screen is this.
    pub(crate) fn wait_for_text(&self, text: &str) {
        self.wait_until(text, |shown| shown.text() == text);
    }

    /// Waits until these bytes were written.
    pub(crate) fn wait_for_bytes(&self, bytes: &str) {
        self.wait_until(bytes, |shown| link::place_of(bytes.as_bytes(), &shown.bytes).is_some());
    }

    /// Waits for a copy (OSC 52, ended by BEL or ST) after the first `from` bytes and gives its base64.
    pub(crate) fn wait_for_copy(&self, from: usize) -> String {
        let found = |bytes: &[u8]| {
            let bytes = &bytes[from..];
            let rest = bytes.get(link::place_of(b"\x1b]52;", bytes)? + 5..)?;
            let end = rest.iter().position(|byte| matches!(byte, 7 | 0x1b))?;
            let (_, payload) = std::str::from_utf8(&rest[..end]).ok()?.split_once(';')?;
            Some(payload.to_owned())
        };
        self.wait_until("a copy", |shown| found(&shown.bytes).is_some());
        found(&self.shown.0.lock().unwrap().bytes).unwrap()
    }

    /// Waits until something has come and then nothing more for a while: for programs that cannot be asked. Gives the time from
    /// `since` to the first byte after it.
    pub(crate) fn settle(&self, since: Instant, quiet: Duration) -> Option<Duration> {
        let mut first = None;
        loop {
            let (came, now) = (self.shown.0.lock().unwrap().came, Instant::now());
            let last = came.map(|(_, last)| last).filter(|last| *last >= since);
            first = first.or(last);
            if now - last.unwrap_or(since) >= quiet {
                return first.map(|first| first - since);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// The number that the screen shows after a word.
    pub(crate) fn number_after(&self, word: &str) -> u32 {
        let text = self.text();
        let rest = text.split_once(word).unwrap().1;
        rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
    }

    pub(crate) fn resize(&self, width: u16, height: u16) {
        self.shown.0.lock().unwrap().emulator.screen_mut().set_size(side(height), side(width));
        self.master.resize(size(width, height)).unwrap();
    }

    /// How the line discipline stands.
    pub(crate) fn modes(&self) -> String {
        format!("{:?}", self.master.get_termios().unwrap())
    }

    /// The number of the child.
    pub(crate) fn process(&self) -> u32 {
        self.child.as_ref().unwrap().process_id().unwrap()
    }

    /// Sends the child a signal by name.
    pub(crate) fn signal(&self, name: &str) {
        send_signal(name, self.process());
    }

    /// Waits for the end of the program, and for what it wrote last.
    pub(crate) fn exit_code(&mut self) -> u32 {
        let code = self.child.as_mut().unwrap().wait().unwrap().exit_code();
        // The terminal's last user is gone, unless it left a child behind; then what has come must do.
        self.slave = None;
        let (lock, changed) = &*self.shown;
        drop(changed.wait_timeout_while(lock.lock().unwrap(), Duration::from_secs(2), |shown| !shown.over));
        code
    }

    /// The folder that is the program's home.
    pub(crate) fn home(&self) -> &std::path::Path {
        self.folder.path()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

pub(crate) fn send_signal(name: &str, process: u32) {
    let done = Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status().unwrap();
    assert!(done.success());
}
