//! Where things are kept: the XDG folders for settings, state and cache. Only names; nothing is made or opened here.

use std::path::PathBuf;

/// Folder for what must survive: the place kept, search history (`$XDG_STATE_HOME/yuebao`).
pub fn state() -> Option<PathBuf> {
    folder(|name| std::env::var_os(name).map(PathBuf::from), "XDG_STATE_HOME", ".local/state")
}

/// Folder for what may be thrown away (`$XDG_CACHE_HOME/yuebao`).
pub fn cache() -> Option<PathBuf> {
    folder(|name| std::env::var_os(name).map(PathBuf::from), "XDG_CACHE_HOME", ".cache")
}

/// Folder for what a person writes by hand: settings, keys, colours (`$XDG_CONFIG_HOME/yuebao`).
pub fn config() -> Option<PathBuf> {
    folder(|name| std::env::var_os(name).map(PathBuf::from), "XDG_CONFIG_HOME", ".config")
}

/// The XDG rule: the variable where it holds an absolute path, else a folder below home. Without a home nothing is kept.
fn folder(get: impl Fn(&str) -> Option<PathBuf>, variable: &str, below_home: &str) -> Option<PathBuf> {
    let absolute = |name: &str| get(name).filter(|path| path.is_absolute());
    let home = || absolute("HOME").map(|home| home.join(below_home));
    absolute(variable).or_else(home).or_else(|| absolute("LOCALAPPDATA")).map(|folder| folder.join("yuebao"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Option<PathBuf> {
        folder(|name| variables.iter().find(|(n, _)| *n == name).map(|(_, v)| v.into()), "XDG_STATE_HOME", ".local/state")
    }

    #[cfg(unix)]
    #[test]
    fn the_variable_beats_home_and_a_relative_one_counts_for_nothing() {
        assert_eq!(of(&[("XDG_STATE_HOME", "/s"), ("HOME", "/h")]), Some("/s/yuebao".into()));
        assert_eq!(of(&[("XDG_STATE_HOME", "s"), ("HOME", "/h")]), Some("/h/.local/state/yuebao".into()));
        assert_eq!(of(&[]), None);
    }
}
