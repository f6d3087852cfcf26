//! A program of a few lines behind the real door: shows what it is told, and breaks on demand.

use ratatui::Frame;
use ratatui::style::Style;
use yuebao::app::{Caret, Effect, Event, Key};
use yuebao::front::environment::Environment;
use yuebao::front::session::Program;
use yuebao::front::tty::{self, Options};
use yuebao::front::worker::{Errand, Post};

struct Toy {
    post: Post,
    errands: Vec<Errand>,
    keys: usize,
    last: String,
    size: (u16, u16),
    worker: &'static str,
}

impl Program for Toy {
    fn handle(&mut self, event: Event) -> Option<Effect> {
        match event {
            Event::Resize { width, height } => self.size = (width, height),
            Event::Paste(_) => self.worker = "worker gone",
            Event::Key(key) => {
                match key {
                    Key::Char('q') => return Some(Effect::Quit),
                    Key::Char('y') => return Some(Effect::Copy("锦州".to_owned())),
                    Key::Char('p') => panic!("the toy is broken"),
                    Key::Char('w') => self.errands.extend(Errand::start("toy", self.post.clone(), |post, _| {
                        let post = post.clone();
                        let broken = std::thread::spawn(|| panic!("the worker is broken"));
                        assert!(broken.join().is_err());
                        post.send(Event::Paste(String::new()));
                    })),
                    Key::Char('i') => return None,
                    Key::Ctrl('z') => return Some(Effect::Suspend),
                    _ => {}
                }
                self.keys += 1;
                self.last = format!("{key:?}");
            }
            _ => {}
        }
        None
    }

    fn draw(&self, frame: &mut Frame<'_>) -> Caret {
        let lines = [
            format!("size {}x{}", self.size.0, self.size.1),
            format!("keys {}", self.keys),
            format!("last {}", self.last),
            self.worker.to_owned(),
            format!("pid {}", std::process::id()),
        ];
        for (y, line) in lines.iter().enumerate() {
            frame.buffer_mut().set_string(0, y as u16, line, Style::new());
        }
        Caret::Away
    }

    fn perform(&mut self, effect: Effect) {
        if effect == Effect::SaveState {
            // Into a file: the other screen may still be up. What it holds is told at the end.
            std::fs::write(std::env::var_os("TOY_SAVED").unwrap(), "saved").unwrap();
        }
    }
}

pub(crate) fn main() {
    let Some(saved) = std::env::var_os("TOY_SAVED") else { return };
    let options = Options { environment: Environment::read(|name| std::env::var(name).ok()), ..Options::default() };
    let sorry = |panic: &str| format!("sorry: {panic}");
    let make = |post| {
        if std::env::var_os("TOY_FAILS").is_some() {
            return Err(std::io::Error::other("the toy was not made"));
        }
        Ok(Toy { post, errands: Vec::new(), keys: 0, last: String::new(), size: (0, 0), worker: "" })
    };
    let outcome = match tty::run(&options, sorry, make) {
        Ok(outcome) => outcome,
        Err(error) => {
            println!("error: {error}");
            std::process::exit(2);
        }
    };
    let state = std::fs::read_to_string(saved).unwrap_or_default();
    println!("{state} outcome {outcome:?}");
    std::process::exit(i32::from(outcome.exit_code()));
}
