//! What may be typed after `yuebao`. Only the shape; what each command does stands in its file, the help in `help`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use encoding_rs::Encoding;

use super::help;
use super::words::{self, Lang, say};
use crate::app::ThemeChoice;
use crate::front::environment::ColorChoice;
use crate::text::Ambiguous;

/// What was typed, understood.
#[derive(Debug)]
pub(super) struct Args {
    /// Options that every command takes.
    pub(super) global: Global,
    /// The command.
    pub(super) what: What,
}

/// Options that every command takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Global {
    /// Language of the program.
    pub(super) lang: Lang,
    /// It was asked for with `--lang`.
    pub(super) lang_stated: bool,
    /// `--color`.
    pub(super) color: ColorChoice,
    /// `--ambiguous`; `None` is `auto`.
    pub(super) ambiguous: Option<Ambiguous>,
    /// `--encoding`.
    pub(super) encoding: Option<&'static Encoding>,
    /// `--no-cache`.
    pub(super) no_cache: bool,
}

/// How the screen is to look and behave.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line of its own")]
pub(super) struct Look {
    /// `--theme`.
    pub(super) theme: Option<ThemeChoice>,
    /// `--mouse`.
    pub(super) mouse: bool,
    /// `--quiet`: leave no line in the shell.
    pub(super) quiet: bool,
    /// `--paint`: the theme's own ground.
    pub(super) paint: bool,
    /// `--ascii`: no mark but ASCII.
    pub(super) ascii: bool,
    /// `--watch`: take in new and changed files while reading.
    pub(super) watch: bool,
    /// `--visitor`: a public reading room, with its limit of idle minutes.
    pub(super) visitor: Option<u16>,
}

/// The command.
#[derive(Debug)]
pub(super) enum What {
    /// Read, on the screen or into a pipe.
    Read {
        /// Paths.
        paths: Vec<PathBuf>,
        /// How the screen is to look.
        look: Look,
    },
    /// List the articles.
    List {
        /// Paths.
        paths: Vec<PathBuf>,
        /// As JSON.
        json: bool,
    },
    /// Show one.
    Show {
        /// Number or key as typed.
        which: String,
        /// Paths.
        paths: Vec<PathBuf>,
        /// Line length in cells.
        width: Option<u16>,
        /// As JSON.
        json: bool,
    },
    /// Search.
    Search {
        /// The query as typed.
        query: String,
        /// Paths.
        paths: Vec<PathBuf>,
        /// How many hits to print.
        limit: usize,
        /// As JSON.
        json: bool,
    },
    /// List the bookmarks and notes.
    Marks {
        /// Paths; none: those of all papers.
        paths: Vec<PathBuf>,
        /// As JSON.
        json: bool,
    },
    /// Show what is cached, or throw it away.
    Cache {
        /// Throw it away.
        clear: bool,
    },
    /// Say how a file was read.
    Inspect {
        /// The file.
        file: PathBuf,
        /// As JSON.
        json: bool,
    },
    /// Set any text.
    Fmt {
        /// The file; none: standard input.
        file: Option<PathBuf>,
        /// Line length in cells.
        width: Option<u16>,
        /// Spread spare cells.
        justify: bool,
    },
}

/// Why nothing is done after parsing.
#[derive(Debug)]
pub(super) enum Instead {
    /// Print this (help, version) and leave with 0.
    Print(String),
    /// Complain and leave with 2.
    Complain(String),
}

/// Idle minutes after which a public reading room closes.
const MINUTES: std::ops::RangeInclusive<i64> = 1..=1_440;

/// The same where nothing is said.
const VISIT: &str = "15";

/// Line lengths, in cells.
const WIDTHS: std::ops::RangeInclusive<i64> = 1..=10_000;

fn command(lang: Lang) -> Command {
    let paths = || Arg::new("paths").num_args(0..).value_parser(value_parser!(PathBuf));
    let json = || Arg::new("json").long("json").action(ArgAction::SetTrue);
    let width = || Arg::new("width").long("width").short('w').value_parser(value_parser!(u16).range(WIDTHS));
    // The names that the help has for them, for complaints.
    let named = |name: &'static str, zh: &'static str, en: &'static str| Arg::new(name).value_name(say(lang, zh, en));
    let choice = |values: &'static [&'static str]| PossibleValuesParser::new(values);
    let sub = |name: &'static str| Command::new(name).override_help(help::of(name, lang));
    Command::new("yuebao")
        .version(env!("CARGO_PKG_VERSION"))
        .override_help(help::of("yuebao", lang))
        .disable_help_subcommand(true)
        .subcommand_precedence_over_arg(true)
        .arg(Arg::new("lang").long("lang").global(true))
        .arg(
            Arg::new("color")
                .long("color")
                .visible_alias("colour")
                .global(true)
                .value_parser(choice(&["auto", "always", "never"])),
        )
        .arg(Arg::new("ambiguous").long("ambiguous").global(true).value_parser(choice(&["auto", "1", "2"])))
        .arg(Arg::new("encoding").long("encoding").global(true))
        .arg(Arg::new("no-cache").long("no-cache").global(true).action(ArgAction::SetTrue))
        .arg(Arg::new("theme").long("theme").value_parser(choice(&["auto", "paper", "night", "mono"])))
        .arg(Arg::new("mouse").long("mouse").action(ArgAction::SetTrue))
        .arg(Arg::new("paint").long("paint").action(ArgAction::SetTrue))
        .arg(Arg::new("ascii").long("ascii").action(ArgAction::SetTrue))
        .arg(Arg::new("quiet").long("quiet").action(ArgAction::SetTrue))
        .arg(Arg::new("watch").long("watch").action(ArgAction::SetTrue))
        .arg(
            Arg::new("visitor")
                .long("visitor")
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value(VISIT)
                .value_parser(value_parser!(u16).range(MINUTES)),
        )
        .arg(paths())
        .subcommand(sub("list").arg(paths()).arg(json()))
        .subcommand(sub("show").arg(named("which", "篇号|键", "N|KEY").required(true)).arg(paths()).arg(width()).arg(json()))
        .subcommand(
            sub("search")
                .arg(named("query", "词", "QUERY").required(true).value_parser(clap::value_parser!(OsString)))
                .arg(
                    Arg::new("path")
                        .long("path")
                        .short('p')
                        .num_args(1..)
                        .action(ArgAction::Append)
                        .value_parser(value_parser!(PathBuf)),
                )
                .arg(Arg::new("limit").long("limit").value_parser(value_parser!(u32)).default_value("20"))
                .arg(json()),
        )
        .subcommand(
            sub("inspect").arg(named("file", "文件", "FILE").required(true).value_parser(value_parser!(PathBuf))).arg(json()),
        )
        .subcommand(sub("marks").arg(paths()).arg(json()))
        .subcommand(sub("cache").arg(Arg::new("what").value_parser(choice(&["show", "clear"]))))
        .subcommand(
            sub("fmt")
                .arg(named("file", "文件", "FILE").value_parser(value_parser!(PathBuf)))
                .arg(width())
                .arg(Arg::new("justify").long("justify").action(ArgAction::SetTrue)),
        )
}

/// Understands what was typed; `args` does not hold the program's name.
///
/// # Errors
/// When help or the version was asked for, or the command is wrong.
pub(super) fn parse(args: &[OsString], lang: Lang) -> Result<Args, Instead> {
    let name = OsString::from("yuebao");
    let matches =
        command(lang).try_get_matches_from(std::iter::once(&name).chain(args)).map_err(|error| instead(&error, lang))?;
    let global = global(&matches, lang)?;
    let outer = many(&matches, "paths");
    let what = match matches.subcommand() {
        None => {
            let theme = matches.get_one::<String>("theme").and_then(|name| ThemeChoice::named(name));
            let flag = |name| matches.get_flag(name);
            let (paint, ascii) = (flag("paint"), flag("ascii"));
            let look = Look {
                theme,
                mouse: flag("mouse"),
                quiet: flag("quiet"),
                paint,
                ascii,
                watch: flag("watch"),
                visitor: matches.get_one("visitor").copied(),
            };
            What::Read { paths: outer, look }
        }
        Some((sub, _)) if !outer.is_empty() => {
            let path = outer.first().map(|p| p.display().to_string()).unwrap_or_default();
            return Err(Instead::Complain(match lang {
                Lang::Zh => format!("路径写在命令后面: yuebao {sub} … {path}。若 {sub} 是文件名，写 ./{sub}"),
                Lang::En => format!("paths go after the command: yuebao {sub} ... {path}; if {sub} is a file, write ./{sub}"),
            }));
        }
        Some((sub, _)) if LOOKS.iter().any(|look| stated(&matches, look)) => {
            let option = LOOKS.iter().find(|look| stated(&matches, look)).unwrap_or(&"");
            return Err(Instead::Complain(match lang {
                Lang::Zh => format!("--{option} 是阅读界面的选项，{sub} 用不上"),
                Lang::En => format!("--{option} is an option of the reader; {sub} has no use for it"),
            }));
        }
        Some(("list", m)) => What::List { paths: many(m, "paths"), json: m.get_flag("json") },
        Some(("show", m)) => What::Show {
            which: one(m, "which"),
            paths: many(m, "paths"),
            width: m.get_one("width").copied(),
            json: m.get_flag("json"),
        },
        Some(("search", m)) => {
            let limit = m.get_one::<u32>("limit").copied().unwrap_or(20) as usize;
            // Any bytes are a query.
            let query = m.get_one::<OsString>("query").map(|typed| typed.to_string_lossy().into_owned()).unwrap_or_default();
            What::Search { query, paths: many(m, "path"), limit, json: m.get_flag("json") }
        }
        Some(("marks", m)) => What::Marks { paths: many(m, "paths"), json: m.get_flag("json") },
        Some(("cache", m)) => What::Cache { clear: m.get_one::<String>("what").is_some_and(|what| what == "clear") },
        Some(("inspect", m)) => {
            What::Inspect { file: m.get_one::<PathBuf>("file").cloned().unwrap_or_default(), json: m.get_flag("json") }
        }
        Some((_, m)) => {
            What::Fmt { file: m.get_one("file").cloned(), width: m.get_one("width").copied(), justify: m.get_flag("justify") }
        }
    };
    Ok(Args { global, what })
}

/// Options of the reader alone.
const LOOKS: [&str; 7] = ["theme", "mouse", "paint", "ascii", "quiet", "watch", "visitor"];

/// Whether an option was typed.
fn stated(matches: &ArgMatches, option: &str) -> bool {
    matches.value_source(option) == Some(clap::parser::ValueSource::CommandLine)
}

fn one(matches: &ArgMatches, name: &str) -> String {
    matches.get_one::<String>(name).cloned().unwrap_or_default()
}

fn many(matches: &ArgMatches, name: &str) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>(name).unwrap_or_default().cloned().collect()
}

fn global(matches: &ArgMatches, lang: Lang) -> Result<Global, Instead> {
    let wrong = |option: &str, value: &str, ask: &str| {
        Instead::Complain(match lang {
            Lang::Zh => format!("--{option} 不认识“{value}”，可以写: {ask}"),
            Lang::En => format!("--{option} does not know \"{value}\"; it takes: {ask}"),
        })
    };
    if let Some(value) = matches.get_one::<String>("lang").filter(|value| words::named(value).is_none()) {
        return Err(wrong("lang", value, "zh en"));
    }
    let encoding = match matches.get_one::<String>("encoding").map(String::as_str) {
        None | Some("auto") => None,
        Some(label) => match Encoding::for_label(label.as_bytes()) {
            // GBK files in the wild hold characters that only GB18030 has.
            Some(found) if found == encoding_rs::GBK => Some(encoding_rs::GB18030),
            Some(found) => Some(found),
            None => return Err(wrong("encoding", label, "utf-8 gb18030 gbk big5 utf-16le utf-16be …")),
        },
    };
    let color = match matches.get_one::<String>("color").map(String::as_str) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    };
    let ambiguous = match matches.get_one::<String>("ambiguous").map(String::as_str) {
        Some("1") => Some(Ambiguous::Narrow),
        Some("2") => Some(Ambiguous::Wide),
        _ => None,
    };
    let lang_stated = matches.contains_id("lang");
    Ok(Global { lang, lang_stated, color, ambiguous, encoding, no_cache: matches.get_flag("no-cache") })
}

/// A parser's complaint as one line in our words.
fn instead(error: &clap::Error, lang: Lang) -> Instead {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(" "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    };
    let (arg, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    // Of `--theme <theme>` the option alone.
    let option = arg.split(' ').next().unwrap_or_default();
    let option = option.split_once("[=").map_or(option, |(name, _)| name);
    let more = say(lang, "。怎么用: yuebao --help", "; see yuebao --help");
    Instead::Complain(match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return Instead::Print(error.render().to_string()),
        ErrorKind::UnknownArgument if arg.starts_with('-') => match lang {
            Lang::Zh => format!("不认识 {arg}{more}"),
            Lang::En => format!("unknown option {arg}{more}"),
        },
        ErrorKind::UnknownArgument => match lang {
            Lang::Zh => format!("多了“{arg}”。路径写在 --path 后面，带空格的词用引号{more}"),
            Lang::En => format!("\"{arg}\" is one too many: paths go after --path, quote words with blanks{more}"),
        },
        ErrorKind::MissingRequiredArgument => match lang {
            Lang::Zh => format!("还缺 {arg}{more}"),
            Lang::En => format!("{arg} is missing{more}"),
        },
        ErrorKind::InvalidValue if value.is_empty() => match lang {
            Lang::Zh => format!("{option} 后面要有值{more}"),
            Lang::En => format!("{option} needs a value{more}"),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valid = context(ContextKind::ValidValue);
            let range = match option {
                "--width" => format!("{} … {}", WIDTHS.start(), WIDTHS.end()),
                "--visitor" => format!("{} … {}", MINUTES.start(), MINUTES.end()),
                _ => format!("0 … {}", u32::MAX),
            };
            let valid = if valid.is_empty() { range } else { valid };
            let option = if option == "[what]" { "cache" } else { option };
            match lang {
                Lang::Zh => format!("{option} 不认识“{value}”，可以写: {valid}"),
                Lang::En => format!("{option} does not know \"{value}\"; it takes: {valid}"),
            }
        }
        _ => {
            let text = error.render().to_string();
            let first = text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            format!("{first}{more}")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_is_in_the_help_of_its_command() {
        for lang in [Lang::Zh, Lang::En] {
            let root = command(lang);
            let commands = std::iter::once(&root).chain(root.get_subcommands());
            for command in commands {
                let help = help::of(command.get_name(), lang);
                let options = command
                    .get_arguments()
                    .filter_map(Arg::get_long)
                    .filter(|long| *long != "help" || command.get_name() == "yuebao");
                for long in options {
                    assert!(help.contains(&format!("--{long}")), "--{long} is missing from the help of {}", command.get_name());
                }
            }
        }
    }

    #[test]
    fn the_shape_is_one_that_clap_accepts() {
        command(Lang::Zh).debug_assert();
    }

    #[test]
    fn global_options_may_stand_before_or_after_the_command() {
        for args in
            [&["--encoding", "gbk", "list", "a"][..], &["list", "a", "--encoding", "gbk"], &["list", "--encoding=gb2312", "a"]]
        {
            let args: Vec<OsString> = args.iter().map(OsString::from).collect();
            let parsed = parse(&args, Lang::Zh).expect("a right command");
            assert_eq!(parsed.global.encoding, Some(encoding_rs::GB18030));
            assert!(matches!(parsed.what, What::List { ref paths, .. } if paths.len() == 1));
        }
    }
}
