//! The roles of a screen: what a stretch of it is, by the names that theme files use. What they look like: `look`.

/// What a stretch of the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Body text.
    Text,
    /// 主题.
    Headline,
    /// 引题.
    Kicker,
    /// 副题.
    Deck,
    /// 版名, group titles.
    Section,
    /// Grey matter: what has no role of its own.
    Meta,
    /// A day in the tree.
    Date,
    /// A number of articles or places.
    Count,
    /// A city in the tree.
    City,
    /// A headline that was opened before.
    Read,
    /// The selected row of the pane in focus.
    Cursor,
    /// The selected row of the other pane.
    CursorIdle,
    /// A place that the query matches.
    Hit,
    /// The one the reader stands on.
    HitNow,
    /// The words round a place in the list of hits.
    Context,
    /// The typed query.
    Query,
    /// A word that is offered for letters.
    Candidate,
    /// A key in a hint.
    Key,
    /// What a row of the search line teaches.
    Hint,
    /// What is said until the next key.
    Notice,
    /// Something uncertain.
    Doubt,
    /// What could not be read.
    Error,
    /// A bookmark in the margin.
    Note,
    /// 图注.
    Caption,
    /// What was done to a source line.
    Seam,
    /// Characters that were left out.
    Dropped,
    /// Source lines that are hidden.
    Hidden,
    /// Numbers of source lines.
    Lineno,
    /// A day of the heat map.
    Heat,
    /// A bar of the overview.
    Bar,
    /// A point of the map.
    Dot,
    /// 报头.
    Masthead,
}

impl Role {
    /// How many there are.
    pub const COUNT: usize = 32;

    /// All of them, in the order of their numbers.
    pub const ALL: [Role; Role::COUNT] = [
        Role::Text,
        Role::Headline,
        Role::Kicker,
        Role::Deck,
        Role::Section,
        Role::Meta,
        Role::Date,
        Role::Count,
        Role::City,
        Role::Read,
        Role::Cursor,
        Role::CursorIdle,
        Role::Hit,
        Role::HitNow,
        Role::Context,
        Role::Query,
        Role::Candidate,
        Role::Key,
        Role::Hint,
        Role::Notice,
        Role::Doubt,
        Role::Error,
        Role::Note,
        Role::Caption,
        Role::Seam,
        Role::Dropped,
        Role::Hidden,
        Role::Lineno,
        Role::Heat,
        Role::Bar,
        Role::Dot,
        Role::Masthead,
    ];

    /// Its name in a theme file, and the role it looks like where a theme does not name it; the others look like plain text, in bold
    /// where weight tells them apart.
    pub(super) fn entry(self) -> (&'static str, Option<Role>) {
        match self {
            Role::Text => ("text", None),
            Role::Headline => ("headline", None),
            Role::Kicker => ("kicker", Some(Role::Text)),
            Role::Deck => ("deck", Some(Role::Text)),
            Role::Section => ("section", None),
            Role::Meta => ("meta", None),
            Role::Date => ("date", Some(Role::Meta)),
            Role::Count => ("count", Some(Role::Meta)),
            Role::City => ("city", Some(Role::Text)),
            Role::Read => ("read", Some(Role::Meta)),
            Role::Cursor => ("cursor", None),
            Role::CursorIdle => ("cursor_idle", None),
            Role::Hit => ("hit", None),
            Role::HitNow => ("hit_now", None),
            Role::Context => ("context", Some(Role::Meta)),
            Role::Query => ("query", None),
            Role::Candidate => ("candidate", Some(Role::Text)),
            Role::Key => ("key", None),
            Role::Hint => ("hint", Some(Role::Meta)),
            // It comes and goes with every key; a colour of its own would be sent each time.
            Role::Notice => ("notice", Some(Role::Meta)),
            Role::Doubt => ("doubt", None),
            Role::Error => ("error", Some(Role::Doubt)),
            Role::Note => ("note", Some(Role::Key)),
            Role::Caption => ("caption", Some(Role::Meta)),
            Role::Seam => ("seam", Some(Role::Key)),
            Role::Dropped => ("dropped", None),
            Role::Hidden => ("hidden", Some(Role::Meta)),
            Role::Lineno => ("lineno", Some(Role::Meta)),
            Role::Heat => ("heat", Some(Role::Section)),
            Role::Bar => ("bar", Some(Role::Section)),
            Role::Dot => ("dot", Some(Role::Section)),
            Role::Masthead => ("masthead", Some(Role::Headline)),
        }
    }

    /// Its name in a theme file.
    pub fn name(self) -> &'static str {
        self.entry().0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_stand_in_the_order_of_their_numbers_and_no_two_have_one_name() {
        for (i, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, i, "{role:?}");
            assert_eq!(Role::ALL.into_iter().filter(|other| other.name() == role.name()).count(), 1, "{role:?}");
        }
    }
}
