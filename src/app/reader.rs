//! One article set for the screen: the rows of its galley, and the place of the reader in it.
//!
//! A place is a byte offset into the article's text, so that it survives resize and restart; rows are only how the
//! offset looks at the present measure.

use std::sync::Arc;

use crate::corpus::{Article, ArticleId, Field, Part};
use crate::text::{Ambiguous, Cells, Span};
use crate::typeset::{Breaks, Line, Measure};

/// How an article is set: everything its rows depend on besides its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Setting {
    /// Line length in cells, hanging gutter not counted.
    pub measure: Cells,
    /// How the terminal draws ambiguous marks.
    pub ambiguous: Ambiguous,
    /// Text only: no kicker, deck or byline; the headline takes one row.
    pub tiny: bool,
    /// Marks as they stand in the source, no grid (a typesetter's switch).
    pub plain: bool,
    /// Indent of a paragraph in ems where there is room: two, one in narrow columns (CLREQ).
    pub ems: u8,
    /// A blank row between paragraphs, which print does not have.
    pub gap: bool,
}

/// One row of the galley.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The part it belongs to; `None` for a blank row.
    pub field: Option<Field>,
    /// The set line; its spans point into the article's text.
    pub line: Line,
    /// Fixed text before the line's first glyph (`〔图〕`), shown from the left edge of the measure.
    pub label: &'static str,
    /// Fixed text after the last glyph (`［原文缺］`, or `..` where a one-row headline is cut).
    pub tail: &'static str,
    /// First row of its part.
    pub opens: bool,
    /// Shift of the line to the right, in cells (room for `label`).
    pub inset: u16,
}

impl Row {
    fn blank(at: u32) -> Self {
        let line = Line { span: Span { start: at, end: at }, glyphs: Vec::new() };
        Self { field: None, line, label: "", tail: "", opens: false, inset: 0 }
    }
}

/// A set article.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Which article.
    pub id: ArticleId,
    /// How it was set.
    pub setting: Setting,
    /// Its rows, top to bottom.
    pub rows: Vec<Row>,
    /// What does not depend on the setting, a part of the article each: a resize only ends the lines anew.
    breaks: Arc<[Breaks]>,
}

const CAPTION: &str = "〔图〕";
const TRUNCATED: &str = "［原文缺］";

impl Sheet {
    /// Sets an article. O(text).
    pub fn set(id: ArticleId, article: &Article, setting: Setting) -> Arc<Self> {
        let breaks = article.parts.iter().map(|part| Breaks::of(part.span.of(&article.text))).collect();
        Self::fill(id, article, setting, breaks)
    }

    /// Sets the same article in another way, without looking at its text again. O(text).
    pub fn set_again(&self, article: &Article, setting: Setting) -> Arc<Self> {
        Self::fill(self.id, article, setting, self.breaks.clone())
    }

    fn fill(id: ArticleId, article: &Article, setting: Setting, breaks: Arc<[Breaks]>) -> Arc<Self> {
        let mut rows: Vec<Row> = Vec::new();
        let mut before: Option<Field> = None;
        for (part, breaks) in article.parts.iter().zip(breaks.iter()) {
            let field = part.field;
            if setting.tiny && matches!(field, Field::Kicker | Field::Deck | Field::Byline) {
                continue;
            }
            let heads = |f: Field| f < Field::Lead;
            let parted = match before {
                None => false,
                Some(last) if setting.tiny => field == Field::Caption && last != Field::Caption,
                Some(last) => {
                    (heads(last) && !heads(field))
                        || (field == Field::Caption && last != Field::Caption)
                        || (setting.gap && !heads(last))
                }
            };
            if parted {
                // A place of its own, so that a page that begins with white still does after a resize.
                rows.push(Row::blank(part.span.start.saturating_sub(1)));
            }
            set_part(part, breaks, setting, &mut rows);
            before = Some(field);
        }
        if rows.is_empty() {
            rows.push(Row::blank(0));
        }
        Arc::new(Self { id, setting, rows, breaks })
    }

    /// What does not depend on the setting, a part of the article each.
    pub(super) fn breaks(&self) -> &[Breaks] {
        &self.breaks
    }

    /// The row that holds a text offset: the last row that starts at or before it. O(log rows).
    pub fn row_of(&self, offset: u32) -> usize {
        let after = self.rows.partition_point(|row| row.line.span.start <= offset);
        let mut at = after.saturating_sub(1);
        // A blank row has the offset of the text below it, which is what is meant.
        while self.rows.get(at).is_some_and(|row| row.field.is_none()) && at + 1 < after {
            at += 1;
        }
        at
    }

    /// The text offset at which a row starts.
    pub fn offset_of(&self, row: usize) -> u32 {
        self.rows.get(row.min(self.rows.len().saturating_sub(1))).map_or(0, |row| row.line.span.start)
    }

    /// Last row that may stand at the top of a page of `height` rows.
    pub fn last_top(&self, height: u16) -> usize {
        self.rows.len().saturating_sub(usize::from(height.max(1)))
    }

    /// Rows at which paragraphs, headlines and captions begin.
    pub fn openings(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.rows.iter().enumerate().filter(|(_, row)| row.opens).map(|(i, _)| i)
    }
}

fn set_part(part: &Part, breaks: &Breaks, setting: Setting, rows: &mut Vec<Row>) {
    let Part { span, field, truncated, .. } = *part;
    let full = setting.measure;
    let roomy = full.0 >= 30;
    let indent = match field {
        Field::Body | Field::Lead => Cells(if roomy { 2 * u16::from(setting.ems) } else { 0 }),
        _ => Cells(0),
    };
    let (label, inset) = if field == Field::Caption && roomy { (CAPTION, 6) } else { ("", 0) };
    let heading = matches!(field, Field::Headline | Field::Kicker | Field::Deck | Field::Subhead);
    let measure = Measure {
        width: Cells(full.0 - inset),
        indent,
        ambiguous: setting.ambiguous,
        normalise: !setting.plain,
        justify: !setting.plain && matches!(field, Field::Body | Field::Lead | Field::Caption),
        hang: if heading || full.0 < 20 { Cells(0) } else { Cells(2) },
    };
    let mut lines = if heading && !setting.tiny { breaks.set_headline(measure) } else { breaks.set(measure) }.lines;
    let mut cut = "";
    if setting.tiny && field == Field::Headline && full.0 >= 16 && lines.len() > 1 {
        lines.truncate(1);
        if let Some(line) = lines.first_mut() {
            line.span.end = span.len() as u32;
        }
        cut = "..";
    }
    let last = lines.len().saturating_sub(1);
    for (i, mut line) in lines.into_iter().enumerate() {
        line.span = moved(line.span, span.start);
        for glyph in &mut line.glyphs {
            glyph.span = moved(glyph.span, span.start);
        }
        rows.push(Row {
            field: Some(field),
            line,
            label: if i == 0 { label } else { "" },
            tail: if i == last && truncated { TRUNCATED } else { cut },
            opens: i == 0,
            inset,
        });
    }
}

fn moved(span: Span, by: u32) -> Span {
    Span { start: span.start + by, end: span.end + by }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;
    use crate::import::{self, Source};

    fn article() -> Arc<Article> {
        let text =
            "渔码头忙起来\n\n本报讯 2月25日清晨五点,小凌河口的雾还没散,十四条渔船已经依次解缆。\n\n当天傍晚,首批渔船回港。\n";
        let draft = import::page(&Source { name: "t.txt", text });
        Corpus::build(vec![draft], str::to_owned).article(ArticleId(0)).unwrap().clone()
    }

    fn setting(measure: u16) -> Setting {
        Setting { measure: Cells(measure), ambiguous: Ambiguous::Narrow, tiny: false, plain: false, ems: 2, gap: false }
    }

    #[test]
    fn a_place_is_the_same_character_at_every_measure() {
        let article = article();
        for measure in (2..=100).step_by(2) {
            let sheet = Sheet::set(ArticleId(0), &article, setting(measure));
            for (i, row) in sheet.rows.iter().enumerate() {
                if row.field.is_some() {
                    assert_eq!(sheet.row_of(row.line.span.start), i, "measure {measure}");
                }
            }
        }
    }

    #[test]
    fn with_a_gap_white_stands_between_paragraphs_and_a_place_is_the_same_character() {
        let article = article();
        let (close, wide) = (setting(36), Setting { gap: true, ..setting(36) });
        let (close, wide) = (Sheet::set(ArticleId(0), &article, close), Sheet::set(ArticleId(0), &article, wide));
        let text = |sheet: &Sheet| sheet.rows.iter().filter(|row| row.field.is_some()).cloned().collect::<Vec<_>>();
        assert_eq!(text(&close), text(&wide), "the text is set as ever");
        let paragraphs = article.parts.iter().filter(|part| part.field >= Field::Lead).count();
        assert_eq!(wide.rows.len(), close.rows.len() + paragraphs - 1);
        for (i, row) in wide.rows.iter().enumerate().filter(|(_, row)| row.field.is_some()) {
            assert_eq!(wide.row_of(row.line.span.start), i);
        }
    }

    #[test]
    fn setting_again_is_setting_anew() {
        let article = article();
        let first = Sheet::set(ArticleId(0), &article, setting(20));
        for measure in [6, 20, 36, 58, 80] {
            assert_eq!(first.set_again(&article, setting(measure)), Sheet::set(ArticleId(0), &article, setting(measure)));
        }
    }

    #[test]
    fn rows_hold_every_character_of_the_text_once() {
        let article = article();
        for measure in [6, 20, 36, 58, 80] {
            let sheet = Sheet::set(ArticleId(0), &article, setting(measure));
            let told: String = sheet.rows.iter().map(|row| row.line.span.of(&article.text)).collect();
            assert_eq!(told, article.text.replace('\n', ""));
        }
    }
}
