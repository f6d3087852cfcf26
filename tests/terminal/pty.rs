//! A pseudo-terminal with vt100 at its end; waits for what is shown, for a minute at most.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};

/// Only a test that fails waits that long.
const PATIENCE: Duration = Duration::from_mins(1);

struct Shown {
    emulator: vt100::Parser,
    bytes: Vec<u8>,
}

pub(crate) struct Pty {
    master: Box<dyn MasterPty + Send>,
    slave: Box<dyn SlavePty + Send>,
    writer: Box<dyn Write + Send>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    command: CommandBuilder,
    child: Option<Box<dyn Child + Send + Sync>>,
    _folder: tempfile::TempDir,
}

fn size(width: u16, height: u16) -> PtySize {
    PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 }
}

impl Pty {
    /// The toy, alone on its terminal.
    pub(crate) fn toy() -> Self {
        Self::shell("exec \"$TOY\" $TOY_ARGS")
    }

    /// A shell script that starts `"$TOY" $TOY_ARGS`.
    pub(crate) fn shell(script: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", script]);
        command.env("TOY", std::env::current_exe().unwrap());
        command.env("TOY_ARGS", "toy --exact --ignored --nocapture --test-threads=1");
        command.env("TOY_SAVED", folder.path().join("saved"));
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        let pair = native_pty_system().openpty(size(80, 24)).unwrap();
        let side = |n| NonZeroU16::new(n).unwrap();
        let shown = Shown { emulator: vt100::Parser::new(side(24), side(80), 0), bytes: Vec::new() };
        let shown = Arc::new((Mutex::new(shown), Condvar::new()));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let screen = Arc::clone(&shown);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                let mut shown = screen.0.lock().unwrap();
                shown.emulator.process(&buffer[..n]);
                shown.bytes.extend_from_slice(&buffer[..n]);
                screen.1.notify_all();
            }
        });
        Self { master: pair.master, slave: pair.slave, writer, shown, command, child: None, _folder: folder }
    }

    pub(crate) fn start(&mut self) {
        self.child = Some(self.slave.spawn_command(self.command.clone()).unwrap());
    }

    pub(crate) fn types(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
        self.writer.flush().unwrap();
    }

    /// The screen's rows that hold anything.
    pub(crate) fn text(&self) -> String {
        self.shown.0.lock().unwrap().emulator.screen().contents()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.shown.0.lock().unwrap().bytes.len()
    }

    pub(crate) fn is_on_the_other_screen(&self) -> bool {
        self.shown.0.lock().unwrap().emulator.screen().alternate_screen()
    }

    fn wait_until(&self, what: &str, is_so: impl Fn(&Shown) -> bool) {
        let (lock, changed) = &*self.shown;
        let (shown, late) = changed.wait_timeout_while(lock.lock().unwrap(), PATIENCE, |shown| !is_so(shown)).unwrap();
        assert!(!late.timed_out(), "{what:?} never came; the screen shows\n{}", shown.emulator.screen().contents());
    }

    /// Waits until the screen shows this.
    pub(crate) fn wait(&self, text: &str) {
        self.wait_until(text, |shown| shown.emulator.screen().contents().contains(text));
    }

    /// Waits until these bytes were written.
    pub(crate) fn wait_for_bytes(&self, bytes: &str) {
        self.wait_until(bytes, |shown| shown.bytes.windows(bytes.len()).any(|window| window == bytes.as_bytes()));
    }

    /// The number that the screen shows after a word.
    pub(crate) fn number_after(&self, word: &str) -> u32 {
        let text = self.text();
        let rest = text.split_once(word).unwrap().1;
        rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
    }

    pub(crate) fn resize(&self, width: u16, height: u16) {
        let side = |n| NonZeroU16::new(n).unwrap();
        self.shown.0.lock().unwrap().emulator.screen_mut().set_size(side(height), side(width));
        self.master.resize(size(width, height)).unwrap();
    }

    /// How the line discipline stands.
    pub(crate) fn modes(&self) -> String {
        format!("{:?}", self.master.get_termios().unwrap())
    }

    /// Sends the child a signal by name.
    pub(crate) fn signal(&self, name: &str) {
        send_signal(name, self.child.as_ref().unwrap().process_id().unwrap());
    }

    pub(crate) fn exit_code(&mut self) -> u32 {
        self.child.as_mut().unwrap().wait().unwrap().exit_code()
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
