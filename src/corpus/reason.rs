//! Why a line of a page was read as it was: the one piece of evidence that a reader can check with the eye.
//!
//! The decision itself is made by all the evidence together, in [`crate::import`]; this only names what stands out.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

/// The evidence that a line shows. Numbers are counts of lines or source line numbers, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A heading: the text below opens with a dateline 电头.
    AboveDateline,
    /// A heading: a byline 署名 stands below it.
    AboveByline,
    /// A heading: a lead 导语 stands below it.
    AboveLead,
    /// Marked (■, ◆, 【】, `##` …) like so many other lines with this role.
    MarkedLike(u32),
    /// Opened by a dash, as a deck 副题 is.
    Dash,
    /// Short, without a full stop, and text below it.
    ShortAboveText,
    /// A sub-heading between two parts of one story.
    WithinStory,
    /// It says 核心提示, 导语 or the like.
    SaysLead,
    /// It follows a lead.
    AfterLead,
    /// Names of reporters or correspondents.
    Reporters,
    /// A signature at the end.
    Signature,
    /// Name of a photographer.
    Photographer,
    /// It describes a picture.
    Picture,
    /// A column's name with its pinyin.
    LabelWithPinyin,
    /// A column's name.
    Label,
    /// The same text stands elsewhere on the page.
    Elsewhere,
    /// Masthead, page number, editors, index, weather.
    Furniture,
    /// A dateline opens a story.
    Dateline,
    /// A new paragraph.
    Paragraph,
    /// The rest of a paragraph that was cut.
    GoesOn {
        /// The line it goes on from.
        from: u32,
        /// How sure, 0–10.
        tenths: u8,
    },
    /// It stands in a correction of the reader's.
    Corrected,
}

impl Reason {
    /// One short clause in Chinese, without a full stop. `dropped`: characters of the line that only repeat what stands before
    /// the cut, or nothing.
    pub fn zh(self, dropped: &str) -> String {
        let mut clause = match self {
            Reason::MarkedLike(n) => format!("与另外 {n} 行同一记号"),
            Reason::GoesOn { from, tenths } => format!("与 {from} 行相接{}", sureness(tenths, ["（不大拿得准）", ""])),
            other => other.words().0.to_owned(),
        };
        if !dropped.is_empty() {
            let _ = write!(clause, "，去掉重复的“{dropped}”");
        }
        clause
    }

    /// The same in English.
    pub fn en(self, dropped: &str) -> String {
        let mut clause = match self {
            Reason::MarkedLike(n) => format!("marked like {n} other {}", if n == 1 { "line" } else { "lines" }),
            Reason::GoesOn { from, tenths } => format!("goes on from line {from}{}", sureness(tenths, [" (not quite sure)", ""])),
            other => other.words().1.to_owned(),
        };
        if !dropped.is_empty() {
            let _ = write!(clause, ", repeated {dropped} dropped");
        }
        clause
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Reason::AboveDateline => ("下文以电头开头", "the text below opens with a dateline"),
            Reason::AboveByline => ("下接署名", "a byline stands below"),
            Reason::AboveLead => ("下接导语", "a lead stands below"),
            Reason::Dash => ("以破折号领起", "opened by a dash"),
            Reason::ShortAboveText => ("短而不断句，下接正文", "short, no full stop, text below"),
            Reason::WithinStory => ("上下文是同一篇", "one story above and below"),
            Reason::SaysLead => ("有导语字样", "it says that it is a lead"),
            Reason::AfterLead => ("接在导语之后", "it follows a lead"),
            Reason::Reporters => ("记者或通讯员姓名", "names of reporters or correspondents"),
            Reason::Signature => ("文末落款", "a signature at the end"),
            Reason::Photographer => ("摄影者姓名", "name of a photographer"),
            Reason::Picture => ("图片说明", "it describes a picture"),
            Reason::LabelWithPinyin => ("栏名后有拼音", "name of a column, with its pinyin"),
            Reason::Label => ("栏名", "name of a column"),
            Reason::Elsewhere => ("页上另有同文", "the same text stands elsewhere on the page"),
            Reason::Furniture => ("报头、页码、编辑、导读一类", "masthead, page number, editors, index and the like"),
            Reason::Dateline => ("电头起新篇", "a dateline opens a story"),
            Reason::Paragraph => ("另起一段", "a new paragraph"),
            Reason::Corrected => ("按更正", "as corrected"),
            Reason::MarkedLike(_) | Reason::GoesOn { .. } => ("", ""),
        }
    }
}

/// A seam is a judgement, not a measurement: it is in doubt or it is not.
fn sureness(tenths: u8, [doubtful, sure]: [&'static str; 2]) -> &'static str {
    if tenths < 7 { doubtful } else { sure }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seam_is_told_in_both_languages() {
        let seam = Reason::GoesOn { from: 15, tenths: 9 };
        assert_eq!(seam.zh("休"), "与 15 行相接，去掉重复的“休”");
        assert_eq!(seam.en("休"), "goes on from line 15, repeated 休 dropped");
        assert_eq!(Reason::GoesOn { from: 15, tenths: 4 }.zh(""), "与 15 行相接（不大拿得准）");
        assert_eq!(Reason::MarkedLike(1).en(""), "marked like 1 other line");
    }
}
