//! Which language the command line speaks, and saying a thing in it.

pub(super) use crate::app::Lang;

/// The language of `--lang` (`zh`, `en`, `zh_CN.UTF-8` …), if it names one.
pub(super) fn named(value: &str) -> Option<Lang> {
    let lower = value.trim().to_lowercase();
    if lower.starts_with("zh") || lower == "中文" {
        Some(Lang::Zh)
    } else if lower.starts_with("en") {
        Some(Lang::En)
    } else {
        None
    }
}

/// The language to speak before anything is parsed, so that the help and the complaints come in it too: `--lang`, else the first of
/// `LC_ALL`, `LC_MESSAGES`, `LANG` that is set (`zh*`, `en*`), else Chinese.
pub(super) fn choose(args: &[std::ffi::OsString], get: impl Fn(&str) -> Option<String>) -> Lang {
    let args: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--").collect();
    let stated = args.iter().enumerate().find_map(|(i, arg)| match arg.strip_prefix("--lang") {
        Some("") => named(args.get(i + 1)?),
        Some(value) => named(value.strip_prefix('=')?),
        None => None,
    });
    let environment = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| get(name).filter(|value| !value.is_empty()));
    stated.or_else(|| named(&environment()?)).unwrap_or(Lang::Zh)
}

/// One of two texts.
pub(super) fn say<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(args: &[&str], env: &[(&str, &str)]) -> Lang {
        let args: Vec<_> = args.iter().map(std::ffi::OsString::from).collect();
        choose(&args, |name| env.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
    }

    #[test]
    fn the_option_beats_the_environment_and_chinese_is_the_rule() {
        assert_eq!(with(&[], &[]), Lang::Zh);
        assert_eq!(with(&[], &[("LANG", "en_US.UTF-8")]), Lang::En);
        assert_eq!(with(&[], &[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(with(&[], &[("LANG", "en_US.UTF-8"), ("LC_ALL", "")]), Lang::En);
        assert_eq!(with(&[], &[("LANG", "C.UTF-8")]), Lang::Zh);
        assert_eq!(with(&["list", "--lang", "en"], &[]), Lang::En);
        assert_eq!(with(&["--lang=zh"], &[("LANG", "en_GB")]), Lang::Zh);
        assert_eq!(with(&["search", "--", "--lang=en"], &[]), Lang::Zh);
    }
}
