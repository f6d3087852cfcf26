//! The real program where it is used: inside tmux, inside GNU screen, and through ssh to an sshd of our own. What is not
//! installed is passed over with a line. Every wait is for something to be shown.

use std::fmt::Write as _;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::pty::Pty;

/// Only a test that fails waits that long.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) fn installed(program: &str, version: &str) -> bool {
    let found = Command::new(program).arg(version).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if found.is_err() {
        println!("{program} is not here, passed over");
    }
    found.is_ok()
}

/// Asks again until the answer will do.
fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let late = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = ask() {
            return found;
        }
        assert!(Instant::now() < late, "{what} never came");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What was copied after the first `from` bytes, as it left for the outermost terminal.
fn copied(pty: &Pty, from: usize) -> String {
    String::from_utf8(STANDARD.decode(pty.wait_for_copy(from)).expect("one piece of base64")).unwrap()
}

#[test]
fn tmux_shows_what_a_plain_terminal_shows_and_passes_the_copy_on() {
    if !installed("tmux", "-V") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rc"), "set -g status off\nset -g set-clipboard on\nset -g escape-time 20\n").unwrap();
    let tmux = "tmux -u -f \"$RC\" -S \"$SOCKET\" new-session 'exec \"$YUEBAO\"'";
    let mut inside = Pty::real(tmux, 100, 30);
    inside.set("RC", folder.path().join("rc"));
    inside.set("SOCKET", folder.path().join("socket"));
    let mut plain = Pty::real("exec \"$YUEBAO\"", 100, 30);
    for pty in [&mut inside, &mut plain] {
        pty.start();
        pty.wait("阅报");
        pty.types("/公交".as_bytes());
        pty.wait("处");
        pty.types(b"\r");
        pty.wait("收起搜索");
        pty.types(b"z");
        pty.wait_until_gone("阅报");
    }
    let wanted = plain.text();
    inside.wait_for_text(&wanted);
    inside.types(b"y");
    inside.wait("剪贴板");
    let text = copied(&inside, 0);
    assert!(text.ends_with("》）"), "{text}");
    inside.types(b"q");
    assert_eq!(inside.exit_code(), 0);
}

#[test]
fn screen_that_draws_ambiguous_marks_in_two_cells_loses_no_glyph_and_passes_the_copy_on() {
    if !installed("screen", "-v") {
        return;
    }
    let folder = private_folder();
    let rc =
        "defutf8 on\ndefencoding UTF-8\nencoding UTF-8 UTF-8\ncjkwidth on\nstartup_message off\naltscreen on\nmaptimeout 20\n";
    std::fs::write(folder.path().join("rc"), rc).unwrap();
    let mut inside = Pty::real("exec screen -U -c \"$RC\" -S yuebao \"$YUEBAO\"", 80, 24);
    inside.set("RC", folder.path().join("rc"));
    inside.set("SCREENDIR", folder.path());
    let mut plain = Pty::real("exec \"$YUEBAO\" --ambiguous 2", 80, 24);
    for pty in [&mut inside, &mut plain] {
        pty.start();
        pty.wait("阅报");
        pty.types(b"\r");
        pty.wait("空格");
        pty.types(b"z");
        pty.wait_until_gone("阅报");
    }
    // Its hard copy holds one byte a glyph, the lowest of its number, and 0xff for a right half: enough to see every glyph in its
    // order.
    let kept = |byte: &u8| !matches!(byte, b' ' | b'\n' | 0xff);
    let wanted: Vec<u8> = plain.text().chars().map(|c| c as u32 as u8).filter(kept).collect();
    let copy = folder.path().join("copy");
    wait_for("the same glyphs in screen's hard copy", || {
        let told =
            Command::new("screen").args(["-S", "yuebao", "-X", "hardcopy"]).arg(&copy).env("SCREENDIR", folder.path()).status();
        assert!(told.unwrap().success());
        let shown: Vec<u8> = std::fs::read(&copy).ok()?.into_iter().filter(kept).collect();
        (shown == wanted).then_some(())
    });
    inside.types(b"y");
    inside.wait("剪贴板");
    assert!(copied(&inside, 0).ends_with("》）"));
    // A whole article is more than one of screen's strings.
    let before = inside.bytes();
    inside.types(b"Y");
    inside.wait("全篇");
    let text = copied(&inside, before);
    assert!(text.len() > 1_000 && text.ends_with("》）"), "{text}");
    inside.types(b"q");
    assert_eq!(inside.exit_code(), 0);
}

/// A folder that others cannot look into, as screen and sshd ask.
fn private_folder() -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    folder
}

/// An sshd of our own on a high port, with keys made for it.
struct Sshd {
    daemon: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Sshd {
    /// `None`, with a line, where there is none or it does not let this user in.
    fn start() -> Option<Self> {
        let sshd =
            ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/libexec/sshd"].into_iter().find(|path| Path::new(path).exists());
        let (Some(sshd), true) = (sshd, installed("ssh", "-V")) else {
            println!("ssh and sshd are not both here, passed over");
            return None;
        };
        let folder = private_folder();
        let path = |name: &str| folder.path().join(name);
        for key in ["host", "user"] {
            let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(path(key)).status();
            if !made.is_ok_and(|status| status.success()) {
                println!("ssh-keygen makes no key here, passed over");
                return None;
            }
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut config =
            format!("Port {port}\nListenAddress 127.0.0.1\nStrictModes no\nPidFile none\nPasswordAuthentication no\n");
        for (option, name) in [("HostKey", "host"), ("AuthorizedKeysFile", "user.pub")] {
            writeln!(config, "{option} {}", path(name).display()).unwrap();
        }
        std::fs::write(path("config"), config).unwrap();
        // As root it wants a folder of its own to lock its unprivileged half into.
        let _ = std::fs::create_dir("/run/sshd");
        let daemon = Command::new(sshd).arg("-D").arg("-f").arg(path("config")).stderr(Stdio::null()).spawn().ok()?;
        let mut sshd = Self { daemon, port, folder };
        wait_for("the sshd", || {
            TcpStream::connect(("127.0.0.1", port)).ok().map(drop).or_else(|| sshd.daemon.try_wait().ok()?.map(drop))
        });
        let let_in = Command::new("sh")
            .args(["-c", &format!("exec {} true", sshd.client(""))])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if !let_in.is_ok_and(|status| status.success()) {
            println!("this sshd lets nobody in, passed over");
            return None;
        }
        Some(sshd)
    }

    /// The command that logs in.
    fn client(&self, options: &str) -> String {
        let key = self.folder.path().join("user");
        let quiet = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o BatchMode=yes";
        format!("ssh {options} -F none -i {} -p {} {quiet} 127.0.0.1", key.display(), self.port)
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

#[test]
fn through_ssh_it_reads_searches_follows_the_window_and_leaves() {
    let Some(sshd) = Sshd::start() else { return };
    // The other side sets no locale: it is told of once, and everything works.
    let remote = "env -u LC_ALL -u LC_CTYPE LANG=C HOME=$HOME XDG_STATE_HOME=$HOME $YUEBAO --lang zh";
    let mut pty = Pty::real(&format!("exec {} \"{remote}\"", sshd.client("-tt")), 100, 30);
    pty.start();
    pty.wait("阅报");
    pty.types("/jinzhou".as_bytes());
    pty.wait("锦州");
    pty.types(b"\x1b");
    pty.wait("帮助");
    pty.resize(60, 20);
    pty.wait_until_gone("j k 移动");
    pty.resize(40, 12);
    pty.wait_until_gone("本报讯");
    pty.types(b"y");
    pty.wait_for_copy(0);
    pty.types(b"q");
    assert_eq!(pty.exit_code(), 0);
    assert!(!pty.is_on_the_other_screen());
    assert_eq!(without_blanks(&pty.text()).matches("LANG=C").count(), 1, "{}", pty.text());
}

#[test]
fn a_connection_that_drops_leaves_no_process_behind() {
    let Some(sshd) = Sshd::start() else { return };
    let number = sshd.folder.path().join("number");
    let remote = format!(
        "echo \\$\\$ >{0}.new; mv {0}.new {0}; exec env HOME=$HOME XDG_STATE_HOME=$HOME LANG=C.UTF-8 $YUEBAO",
        number.display()
    );
    let mut pty = Pty::real(&format!("exec {} \"{remote}\"", sshd.client("-tt")), 100, 30);
    pty.start();
    pty.wait("阅报");
    let process = wait_for("its number", || std::fs::read_to_string(&number).ok());
    let alive = || Command::new("kill").args(["-0", process.trim()]).stderr(Stdio::null()).status().unwrap().success();
    assert!(alive());
    pty.signal("KILL");
    wait_for("its end", || (!alive()).then_some(()));
}
