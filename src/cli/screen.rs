//! The reader on the local terminal: brings together the corpus as it arrives, what was kept last time, and the door.

use std::cell::RefCell;
use std::path::PathBuf;
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use ratatui::Frame;

use super::args::{Global, Look};
use super::load::{self, NOTHING_READ};
use super::words::{Lang, say};
use super::{out, settings};
use crate::app::{App, Caret, Effect, Event, Saved, Start};
use crate::corpus::Corpus;
use crate::front::arrivals;
use crate::front::environment::Environment;
use crate::front::room::Room;
use crate::front::session::Program;
use crate::front::tty::{self, Options};
use crate::front::worker::{Errand, Post};
use crate::store::config::Folder;
use crate::store::feed::{Feed, Grown, Stop, Wanted};
use crate::store::{Again, Errata, Marks, Profile, Reading, Whose};

/// How often a watched folder is looked at.
const LOOK: Duration = Duration::from_secs(2);

/// One reader with what is remembered for after the session.
struct Seat {
    room: Room,
    farewell: Rc<RefCell<Option<String>>>,
    stop: Stop,
    again: Again,
    /// Looking at the files again, as was asked.
    looking: Option<Errand>,
    told: Arc<dyn Fn(&std::io::Error) -> String + Send + Sync>,
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
        match effect {
            Effect::SaveState => drop(self.farewell.replace(self.room.app().farewell())),
            Effect::StopReading => self.stop.now(),
            Effect::ReadAgain => self.look_again(),
            _ => {}
        }
        self.room.perform(effect);
    }
}

impl Seat {
    fn look_again(&mut self) {
        let (again, told, stop) = (self.again.clone(), self.told.clone(), Stop::default());
        self.stop = stop.clone();
        let post = self.room.post().clone();
        if !again.has_files() {
            return post.send(Event::Unchanged);
        }
        let looking = Errand::start("reading again", post, move |post, _| {
            again.look(&stop, &|grown| arrivals::events(grown, &*told).into_iter().for_each(|event| post.send(event)));
        });
        self.looking = looking.ok();
    }
}

/// In English only: that is all the console can show.
const LINUX_CONSOLE: &str = "note: the Linux console has no Chinese glyphs; use kmscon, fbterm, or log in from another terminal";

/// The corpus to begin with; where there is nothing to read that is said, and the exit code comes back.
fn first(feed: &mut Feed, lang: Lang) -> Result<Arc<Corpus>, ExitCode> {
    match feed.first() {
        Grown::Corpus(corpus) => Ok(corpus),
        Grown::Done(done) => {
            out::problems(done.corpus.problems().iter(), lang);
            if done.corpus.is_empty() {
                let empty = "这里还没有报纸。把文件或文件夹写在命令后面: yuebao 路径";
                if done.corpus.problems().is_empty() {
                    out::complain(say(lang, empty, "no pages yet; name a file or folder: yuebao PATH"));
                }
                return Err(ExitCode::from(NOTHING_READ));
            }
            Ok(done.corpus)
        }
        _ => unreachable!("a corpus comes first"),
    }
}

/// What is to be known of a terminal before the screen is drawn over it.
fn forewarn(environment: &Environment, lang: Lang) {
    if environment.is_linux_console() {
        out::complain(LINUX_CONSOLE);
    }
    if let Some(locale) = environment.doubtful_locale() {
        out::complain(&match lang {
            Lang::Zh => format!("提示: {locale}，若汉字不对，请设 LANG=zh_CN.UTF-8"),
            Lang::En => format!("note: {locale}; if 汉字 look wrong, set LANG=en_US.UTF-8"),
        });
    }
}

/// Opens the reader and returns when it is closed.
pub(super) fn open(paths: &[PathBuf], look: Look, environment: Environment, global: &Global) -> ExitCode {
    let mut display = environment.display(global.color, look.ascii, look.mouse);
    // Where only ASCII can be drawn the program's own words are English, unless others are asked for.
    let ascii = display.ascii && !global.lang_stated;
    let lang = if ascii { Lang::En } else { global.lang };
    let (settings, wrong) = settings::read(&Folder::of_user(), lang);
    for line in &wrong {
        out::complain(line);
    }
    display.paint = look.paint || settings.config.paint;
    display.mouse = look.mouse || settings.config.mouse;
    let quiet = look.quiet || settings.config.quiet;
    forewarn(&environment, lang);
    let public = look.visitor.is_some();
    let how = Reading { encoding: global.encoding, corrections: Whose::Users };
    let watch = look.watch.then_some(LOOK);
    let cache = load::cache(global);
    let beside = cache.beside(paths, how);
    let mut feed = Feed::start(Wanted { paths: paths.to_vec(), how, cache, watch });
    let corpus = match first(&mut feed, lang) {
        Ok(corpus) => corpus,
        Err(code) => return code,
    };
    let profile = if public { Profile::none() } else { Profile::of(paths) };
    let mut saved: Option<Saved> = profile.load();
    // A language that was asked for, or that the terminal needs, counts for this time; what was chosen by key is kept for the next.
    let asked = ascii || global.lang_stated;
    let chosen = saved.as_mut().filter(|_| asked).and_then(|saved| saved.lang.take());
    let terminal: String = environment.term.chars().take(64).collect();
    let mut themes = saved.as_ref().map(|saved| saved.themes.clone()).unwrap_or_default();
    if let Some(saved) = saved.as_mut().filter(|saved| !saved.themes.is_empty()) {
        saved.theme = themes.get(&terminal).cloned();
    }
    let marks = Marks::of(paths);
    let kept = if public { Ok(Vec::new()) } else { marks.load() };
    let kept = kept.map_err(|problem| out::problems([problem].iter(), lang));
    let unread = kept.is_err();
    let start = Start {
        corpus,
        display,
        lang,
        theme: look.theme,
        ambiguous: global.ambiguous.unwrap_or_default(),
        more_to_come: !feed.is_done(),
        saved,
        marks: kept.unwrap_or_default(),
        settings,
        visitor: look.visitor,
    };
    let ask_ground = display.ground.is_none();
    let idle = look.visitor.map(|minutes| Duration::from_mins(u64::from(minutes)));
    let options =
        Options { environment, color: global.color, mouse: display.mouse, ambiguous: global.ambiguous, ask_ground, idle };
    let farewell = Rc::new(RefCell::new(None));
    let left = Rc::clone(&farewell);
    let stop = feed.stop();
    let errata = Errata::of(paths, how.corrections);
    let told: Arc<dyn Fn(&std::io::Error) -> String + Send + Sync> = Arc::new(move |error| load::unkept(error, lang));
    let again = feed.again();
    let last = feed.is_done() && !look.watch && paths.is_empty();
    let make = |post: Post| {
        let keep = Box::new(move |saved: &Saved| {
            let mut saved = saved.clone();
            themes.extend(saved.theme.clone().map(|theme| (terminal.clone(), theme)));
            saved.themes.clone_from(&themes);
            saved.lang = saved.lang.or(chosen);
            drop(profile.save(&saved));
        });
        let room = Room::new(App::new(start), post.clone(), keep)?.beside(beside);
        // A visitor leaves nothing behind.
        let room = if public { room } else { room.correcting(errata).marking(marks) };
        if let Some(line) = wrong.into_iter().next().filter(|_| !public) {
            // Below the screen nobody sees what standard error was told.
            post.send(Event::Said(line));
        }
        if unread {
            room.marks_unread();
        }
        let also = told.clone();
        let reading = if last {
            None
        } else {
            Some(Errand::start("reading", post, move |post, on| arrivals::follow(feed, &*told, post, on))?)
        };
        Ok(Seat { room, farewell: left, stop, again, looking: None, told: also, _reading: reading })
    };
    let sorry = |what: &str| match lang {
        Lang::Zh => format!("抱歉，出了意外。位置已存，请把这一行告诉我们: {what}"),
        Lang::En => format!("Sorry, something broke. Your place is saved; please report: {what}"),
    };
    match tty::run(&options, sorry, make) {
        Ok(outcome) => {
            if let Some(line) = farewell.take().filter(|_| !quiet && outcome == tty::Outcome::Quit) {
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
