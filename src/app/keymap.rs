//! Which key does what: the keys of the action table, or those a reader's `keys.toml` puts in their place.
//!
//! A file names rows of the table: `line_down = "j Down"`, and for two ways `hit = ["n", "N"]`. Keys are written as the help prints them.
//! Esc, Enter and Ctrl-C stay what they are: there must be a way into and out of everything.

use toml::{Table, Value};

use super::action::{Action, Entry, TABLE, entry_of, key_name, plain};
use super::config::Complaint;
use super::event::Key;
use super::words::Lang;

/// Keys that no file can give to another action.
const FIXED: [Key; 3] = [Key::Esc, Key::Enter, Key::Ctrl('c')];

/// The keys of one reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    /// In the order of the table, and of the file within a row.
    keys: Vec<(Key, Action)>,
}

impl Default for Keymap {
    fn default() -> Self {
        let row = |entry: &'static Entry| entry.keys.iter().filter_map(|(key, at)| Some((*key, *entry.actions.get(*at)?)));
        Self { keys: TABLE.iter().flat_map(row).collect() }
    }
}

impl Keymap {
    /// The name of the file, for complaints.
    pub const FILE: &'static str = "keys.toml";

    /// The action a key stands for outside text entry. Chinese marks and full-width letters count as the keys they look like.
    pub fn of_key(&self, key: Key) -> Option<Action> {
        let key = plain(key);
        self.keys.iter().find(|(other, _)| *other == key).map(|(_, action)| *action)
    }

    /// The keys of an action, the first of which stands in hints.
    pub fn keys_of(&self, action: Action) -> impl Iterator<Item = Key> + '_ {
        self.keys.iter().filter(move |(_, other)| *other == action).map(|(key, _)| *key)
    }

    /// The keys of a row of the table as they are printed: at most `most`, in their order.
    pub fn names(&self, entry: &Entry, lang: Lang, most: usize) -> String {
        if entry.name == "pick" {
            return "Tab 1 - 5".to_owned();
        }
        let keys = || self.keys.iter().filter(|(_, action)| entry.actions.contains(action)).map(|(key, _)| *key);
        if entry.name == "city_n" && keys().eq(('1'..='9').map(Key::Char)) {
            return "1 - 9".to_owned();
        }
        keys().take(most).map(|key| key_name(key, lang)).collect::<Vec<_>>().join(" ")
    }

    /// A sentence that names keys by the ones of the table, in braces (`{n} 从头`), with the keys that are there in their place; the
    /// name of the action where it has none.
    pub fn said(&self, text: &str, lang: Lang) -> String {
        let mut said = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let mut chars = after.chars();
            let meant = chars.next().filter(|_| chars.next() == Some('}'));
            let action = meant.and_then(|c| Self::default().of_key(Key::Char(c)));
            let Some(action) = action else {
                said.push('{');
                rest = after;
                continue;
            };
            let name = || entry_of(action).map_or_else(String::new, |entry| format!(":{}", entry.name));
            said += &self.keys_of(action).next().map_or_else(name, |key| key_name(key, lang));
            rest = chars.as_str();
        }
        said + rest
    }

    /// The line of a key file that says of a row what counts now.
    pub fn line(&self, entry: &Entry) -> Option<String> {
        let keys = |action: &Action| self.keys_of(*action).map(|key| key_name(key, Lang::En)).collect::<Vec<_>>().join(" ");
        match entry.actions {
            [] => None,
            [only] => Some(format!("{} = {:?}", entry.name, keys(only))),
            many => Some(format!("{} = {:?}", entry.name, many.iter().map(keys).collect::<Vec<_>>())),
        }
    }

    /// The keys of the table as a `keys.toml` changes them. A key that the file gives to an action is taken from the one that has it by
    /// default; of two rows of the file that name one key the first in the table counts. What is not understood is said, the rest counts.
    pub fn read(text: &str) -> (Self, Vec<Complaint>) {
        let table: Table = match toml::from_str(text) {
            Ok(table) => table,
            Err(error) => return (Self::default(), vec![Complaint::no_toml(Self::FILE, text, &error)]),
        };
        let mut complaints = Vec::new();
        let mut say = |zh: String, en: String| complaints.push(Complaint::new(Self::FILE, zh, en));
        for name in table.keys().filter(|name| !TABLE.iter().any(|entry| entry.name == **name && !entry.actions.is_empty())) {
            say(format!("没有 {name} 这个功能，不管它"), format!("there is no action {name}; ignored"));
        }
        let mut stated: Vec<(Key, Action)> = Vec::new();
        let mut renamed: Vec<&str> = Vec::new();
        for entry in TABLE.iter().filter(|entry| !entry.actions.is_empty()) {
            let Some(value) = table.get(entry.name) else { continue };
            let Some(columns) = columns(value, entry.actions.len()) else {
                let n = entry.actions.len();
                let (zh, en) = match n {
                    1 => ("\"j Down\" 这样".to_owned(), "like \"j Down\"".to_owned()),
                    n => (format!("{n} 个键的表"), format!("a list of {n}")),
                };
                say(format!("{} 要写成{zh}", entry.name), format!("write {} as {en}", entry.name));
                continue;
            };
            renamed.push(entry.name);
            for (action, words) in entry.actions.iter().zip(columns) {
                for word in words.split_whitespace() {
                    let Some(key) = key_named(word) else {
                        say(format!("{}: 没有“{word}”这个键", entry.name), format!("{}: there is no key \"{word}\"", entry.name));
                        continue;
                    };
                    let taken = stated.iter().find(|(other, _)| *other == key).and_then(|(_, action)| entry_of(*action));
                    if FIXED.contains(&key) && !entry.keys.iter().any(|(other, _)| *other == key) {
                        say(format!("{word} 不能改作 {}", entry.name), format!("{word} cannot be given to {}", entry.name));
                    } else if let Some(first) = taken {
                        say(
                            format!("“{word}”既是 {} 又是 {}，按前一个算", first.name, entry.name),
                            format!("\"{word}\" is both {} and {}; the first counts", first.name, entry.name),
                        );
                    } else {
                        stated.push((key, *action));
                    }
                }
            }
        }
        let mut keys = Vec::new();
        for entry in TABLE {
            let default = || entry.keys.iter().filter_map(|(key, at)| Some((*key, *entry.actions.get(*at)?)));
            let own: Vec<(Key, Action)> = if renamed.contains(&entry.name) {
                stated.iter().filter(|(_, action)| entry.actions.contains(action)).copied().collect()
            } else {
                default().filter(|(key, _)| !stated.iter().any(|(other, _)| other == key)).collect()
            };
            let fixed: Vec<_> = default().filter(|(key, _)| FIXED.contains(key)).collect();
            if own.is_empty() && fixed.is_empty() && !renamed.contains(&entry.name) && !entry.actions.is_empty() {
                say(
                    format!("{} 没有键了，: 里还能按名字找", entry.name),
                    format!("{} has no key left; : still finds it by name", entry.name),
                );
            }
            // Esc and Enter are what a hint names, Ctrl-C is not.
            keys.extend(fixed.iter().filter(|(key, _)| *key != Key::Ctrl('c')));
            keys.extend(own);
            keys.extend(fixed);
        }
        let mut seen: Vec<Key> = Vec::new();
        keys.retain(|(key, _)| {
            let is_new = !seen.contains(key);
            seen.push(*key);
            is_new
        });
        (Self { keys }, complaints)
    }
}

/// The keys of a row, a text for each of its actions.
fn columns(value: &Value, actions: usize) -> Option<Vec<String>> {
    let texts = |list: &[Value]| list.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>();
    match (value, actions) {
        (Value::String(keys), 1) => Some(vec![keys.clone()]),
        (Value::Array(list), 1) => Some(vec![texts(list)?.join(" ")]),
        (Value::Array(list), n) if list.len() == n => texts(list),
        _ => None,
    }
}

/// The key of a name, in either language.
fn key_named(name: &str) -> Option<Key> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        let arrow = [Key::Up, Key::Down, Key::Left, Key::Right].into_iter().find(|key| key_name(*key, Lang::Zh) == name);
        return arrow.or_else(|| (!c.is_control() && !c.is_whitespace()).then(|| plain(Key::Char(c))));
    }
    let letter = |rest: &str| rest.chars().next().filter(|_| rest.chars().count() == 1);
    if let Some(c) = name.strip_prefix("Ctrl-").and_then(letter).filter(char::is_ascii_alphabetic) {
        return Some(Key::Ctrl(c.to_ascii_lowercase()));
    }
    if let Some(c) = name.strip_prefix("Alt-").and_then(letter) {
        return Some(Key::Alt(c));
    }
    if let Some(n) = name.strip_prefix('F').and_then(|n| n.parse().ok()).filter(|n| (1..=12).contains(n)) {
        return Some(Key::F(n));
    }
    let named = [
        Key::Char(' '),
        Key::Enter,
        Key::Esc,
        Key::Backspace,
        Key::Tab,
        Key::Up,
        Key::Down,
        Key::Left,
        Key::Right,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
        Key::BackTab,
        Key::Insert,
        Key::Delete,
    ];
    let is = |key: &Key| [Lang::Zh, Lang::En].into_iter().any(|lang| key_name(*key, lang).eq_ignore_ascii_case(name));
    named.into_iter().find(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str) -> &'static Entry {
        TABLE.iter().find(|entry| entry.name == name).expect("a row of the table")
    }

    fn said(complaints: &[Complaint]) -> Vec<String> {
        complaints.iter().map(|complaint| complaint.text(Lang::En)).collect()
    }

    #[test]
    fn without_a_file_the_keys_are_those_of_the_table() {
        let (keys, complaints) = Keymap::read("");
        assert_eq!((keys, complaints), (Keymap::default(), Vec::new()));
    }

    #[test]
    fn a_row_is_given_other_keys_and_takes_them_from_who_had_them() {
        let (keys, complaints) = Keymap::read("search = \"s /\"\nhit = [\"x\", \"X\"]\nline_down = [\"Alt-j\", \"下\"]\n");
        assert_eq!(keys.of_key(Key::Char('s')), Some(Action::Search));
        assert_eq!(keys.of_key(Key::Char('、')), Some(Action::Search), "marks of a Chinese keyboard count as ever");
        assert_eq!((keys.of_key(Key::Char('x')), keys.of_key(Key::Char('X'))), (Some(Action::HitNext), Some(Action::HitPrev)));
        assert_eq!((keys.of_key(Key::Char('n')), keys.of_key(Key::Char('j'))), (None, None));
        assert_eq!((keys.of_key(Key::Alt('j')), keys.of_key(Key::Down)), (Some(Action::LineDown), Some(Action::LineDown)));
        assert_eq!(keys.names(entry("search"), Lang::En, 3), "s /");
        assert_eq!(said(&complaints), ["keys.toml: source has no key left; : still finds it by name"]);
    }

    #[test]
    fn sentences_name_the_keys_there_are() {
        let (keys, _) = Keymap::read("hit = [\"F3\", \"\"]\n");
        assert_eq!(keys.said("再按 {n} 从头，{N} 从末尾", Lang::Zh), "再按 F3 从头，:hit 从末尾");
        assert_eq!(Keymap::default().said("{n} { {x} {", Lang::En), "n { {x} {");
    }

    #[test]
    fn two_rows_that_want_one_key_are_told_and_the_first_has_it() {
        let (keys, complaints) = Keymap::read("mark = \"w\"\nnote = \"w W\"\n");
        assert_eq!((keys.of_key(Key::Char('w')), keys.of_key(Key::Char('W'))), (Some(Action::Mark), Some(Action::Note)));
        assert_eq!(said(&complaints), ["keys.toml: \"w\" is both mark and note; the first counts"]);
    }

    #[test]
    fn there_is_a_way_out_whatever_the_file_says() {
        let (keys, complaints) = Keymap::read("close = \"\"\nquit = \"Q\"\nmark = \"Esc\"\nopen = \"Ctrl-C\"\n");
        assert_eq!(keys.of_key(Key::Esc), Some(Action::Close));
        assert_eq!(keys.of_key(Key::Ctrl('c')), Some(Action::Quit));
        assert_eq!((keys.of_key(Key::Char('Q')), keys.of_key(Key::Char('q'))), (Some(Action::Quit), None));
        assert_eq!(said(&complaints).len(), 2, "{complaints:?}");
    }

    #[test]
    fn what_is_no_action_no_key_and_no_list_is_said() {
        let (keys, complaints) = Keymap::read("jump = \"x\"\nhit = \"x\"\npick = \"x\"\nmark = \"Hyper-x\"\n");
        assert_eq!(keys.of_key(Key::Char('n')), Some(Action::HitNext), "a row that is not understood stays");
        let said = said(&complaints);
        for wanted in ["no action jump", "no action pick", "write hit as a list of 2", "no key \"Hyper-x\""] {
            assert!(said.iter().any(|line| line.contains(wanted)), "{wanted}: {said:?}");
        }
    }

    #[test]
    fn what_the_help_prints_as_a_line_of_the_file_is_what_counts_already() {
        let lines: Vec<String> = TABLE.iter().filter_map(|entry| Keymap::default().line(entry)).collect();
        let (keys, complaints) = Keymap::read(&lines.join("\n"));
        assert_eq!(said(&complaints), Vec::<String>::new());
        assert_eq!(keys, Keymap::default());
    }
}
