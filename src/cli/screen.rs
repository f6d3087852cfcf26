//! The reader on the local terminal: brings together the corpus as it arrives, what was kept last time, and the door.

use std::cell::RefCell;
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;
use std::time::Duration;

use ratatui::Frame;

use super::args::{Global, Look};
use super::load::NOTHING_READ;
use super::out;
use super::words::{Lang, say};
use crate::app::{App, Caret, Effect, Event, Saved, Snapshot, Start};
use crate::front::environment::Environment;
use crate::front::room::Room;
use crate::front::session::Program;
use crate::front::tty::{self, Options};
use crate::front::worker::{Errand, Post};
use crate::store::feed::{Feed, Grown};
use crate::store::{Profile, Reading};

/// How long a reader may wait for a letter of the folder that is read in.
const TICK: Duration = Duration::from_millis(500);

/// One reader with what is remembered for after the session.
struct Seat {
    room: Room,
    farewell: Rc<RefCell<Option<String>>>,
    _reading: Option<Errand>,
}

impl Program for Seat {
    fn handle(&mut self, event: Event) -> Option<Effect> {
        self.room.handle(event)
    }

    fn draw(&self, frame: &mut Frame<'_>) -> Caret {
        self.room.draw(frame)
    }

    fn perform(&mut self, effect: Effect) {
        if effect == Effect::SaveState {
            self.farewell.replace(self.room.app().farewell());
        }
        self.room.perform(effect);
    }
}

/// Opens the reader and returns when it is closed.
pub(super) fn open(paths: &[PathBuf], look: Look, environment: Environment, global: &Global) -> ExitCode {
    let lang = global.lang;
    if let Some(locale) = environment.doubtful_locale() {
        out::complain(&match lang {
            Lang::Zh => format!("提示: {locale}，若汉字不对，请设 LANG=zh_CN.UTF-8"),
            Lang::En => format!("note: {locale}; if 汉字 look wrong, set LANG=en_US.UTF-8"),
        });
    }
    let mut feed = Feed::start(paths.to_vec(), Reading { encoding: global.encoding });
    let corpus = match feed.first() {
        Grown::Corpus(corpus) => corpus,
        Grown::Done(done) => {
            out::problems(done.corpus.problems().iter(), lang);
            if done.corpus.is_empty() {
                let empty = "这里还没有报纸。把文件或文件夹写在命令后面: yuebao 路径";
                if done.corpus.problems().is_empty() {
                    out::complain(say(lang, empty, "no pages yet; name a file or folder: yuebao PATH"));
                }
                return ExitCode::from(NOTHING_READ);
            }
            done.corpus
        }
        Grown::Progress(_) => unreachable!("progress is never first"),
    };
    let profile = Profile::of(paths);
    let display = environment.display(global.color, false, look.mouse);
    let start = Start {
        corpus,
        display,
        lang,
        theme: look.theme,
        ambiguous: global.ambiguous.unwrap_or_default(),
        more_to_come: !feed.is_done(),
        saved: profile.load(),
    };
    let ask_ground = display.ground.is_none();
    let options = Options { environment, color: global.color, mouse: look.mouse, ambiguous: global.ambiguous, ask_ground };
    let farewell = Rc::new(RefCell::new(None));
    let left = Rc::clone(&farewell);
    let make = |post: Post| {
        let keep = Box::new(move |saved: &Saved| drop(profile.save(saved)));
        let room = Room::new(App::new(start), post.clone(), keep)?;
        let reading =
            if feed.is_done() { None } else { Some(Errand::start("reading", post, move |post, on| follow(feed, post, on))?) };
        Ok(Seat { room, farewell: left, _reading: reading })
    };
    let sorry = |what: &str| match lang {
        Lang::Zh => format!("抱歉，出了意外。位置已存，请把这一行告诉我们: {what}"),
        Lang::En => format!("Sorry, something broke. Your place is saved; please report: {what}"),
    };
    match tty::run(&options, sorry, make) {
        Ok(outcome) => {
            if let Some(line) = farewell.take().filter(|_| !look.quiet && outcome == tty::Outcome::Quit) {
                let _ = std::io::Write::write_all(&mut std::io::stdout(), format!("{}\n", out::line(&line)).as_bytes());
            }
            ExitCode::from(outcome.exit_code())
        }
        Err(error) => {
            out::complain(&format!("{}: {error}", say(lang, "打不开终端", "cannot open the terminal")));
            ExitCode::from(NOTHING_READ)
        }
    }
}

/// Hands what the feed brings to the session until it is done or nobody wants it any more.
fn follow(mut feed: Feed, post: &Post, go_on: &dyn Fn() -> bool) {
    while go_on() && !feed.is_done() {
        match feed.next(TICK) {
            Some(Grown::Progress(progress)) => post.send(Event::Reading(progress.done as u64, progress.files as u64)),
            Some(Grown::Corpus(corpus)) => post.send(Event::Corpus(Snapshot(corpus))),
            Some(Grown::Done(done)) => {
                let (files, articles) = (done.progress.files as u64, done.corpus.len() as u64);
                let doubtful = done.corpus.articles().filter(|(_, a)| !a.doubts.is_empty()).count() as u64;
                post.send(Event::Corpus(Snapshot(done.corpus)));
                post.send(Event::ReadDone(files, articles, doubtful));
            }
            None => {}
        }
    }
}
