//! What `y` and `Y` put on the clipboard: clean text, ready to quote, with its source.

use super::{App, Effect, Notice};
use crate::corpus::Field;
use crate::text::Span;

impl App {
    /// The paragraph at the top of the screen (from the tree: the headline), or the whole article.
    pub(super) fn copy(&mut self, whole: bool) -> Option<Effect> {
        let article = self.article()?.clone();
        let text = if whole {
            let kept = article.parts.iter().filter(|part| part.field != Field::Caption);
            let parts: Vec<&str> = kept.map(|part| part.span.of(&article.text)).collect();
            parts.join("\n")
        } else {
            let span = if self.reading_focus { self.paragraph_here() } else { None };
            let headline = || article.parts.iter().find(|part| part.field == Field::Headline).map(|part| part.span);
            span.or_else(headline)?.of(&article.text).to_owned()
        };
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        let city = article.city.as_deref().unwrap_or_default();
        let source = format!("（{city} {}《{}》）", article.published, article.title()).replace("（ ", "（");
        self.notice = Some(Notice::Copied { article: whole, chars });
        Some(Effect::Copy(format!("{text}{source}")))
    }

    /// The paragraph the reader is at: that of the present hit when it is on the screen, else the first that starts or goes on
    /// at the top row.
    fn paragraph_here(&self) -> Option<Span> {
        let offset = self.hit_on_screen().or_else(|| self.first_on_screen())?;
        self.article()?.part_at(offset).map(|part| part.span)
    }

    /// Where the hit that the reader stands on begins, when it is on the screen.
    pub(super) fn hit_on_screen(&self) -> Option<u32> {
        let sheet = self.sheet().filter(|_| self.view_extent().is_none())?;
        let rows = usize::from(self.geometry().reader.map_or(1, |pane| pane.height));
        let on_screen = |offset: &u32| (self.row..self.row + rows).contains(&sheet.row_of(*offset));
        self.finder()?.present().map(|hit| hit.span.start).filter(on_screen)
    }

    /// The first character of the open article on the screen.
    pub(super) fn first_on_screen(&self) -> Option<u32> {
        if self.view_extent().is_some() { Some(self.anchor) } else { Some(self.sheet()?.offset_of(self.row)) }
    }
}
