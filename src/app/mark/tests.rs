//! What a mark says of itself, and where it is found again.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::app::reader::{Setting, Sheet};
use crate::corpus::{ArticleId, Corpus};
use crate::import::{self, Source};
use crate::text::{Ambiguous, Cells};

const PAGE: &str = "学生给树挂名牌\n\n本报记者 林晓禾\n\n本报讯 2月25日早上10:30，校园里来了一群人。“牌子用旧课桌做成，正面写树名。”林老师说。\n\n\
                    最老的一棵是银杏：谁种的已经没人记得，请你替他看看它。\n\n好。共1,200棵\n";

fn article() -> Arc<Article> {
    let draft = import::page(&Source { name: "t.txt", text: PAGE });
    Corpus::build(vec![draft], str::to_owned).article(ArticleId(0)).expect("one").clone()
}

fn place(article: &Article, text: &str) -> u32 {
    article.text.find(text).expect("there") as u32
}

fn labelled(text: &str, from: usize) -> &str {
    label(text, from)
}

#[test]
fn a_label_is_the_first_clause_and_goes_on_where_that_is_short() {
    let text = "谁种的已经没人记得，请你替他看看它。再来。";
    assert_eq!(labelled(text, 0), "谁种的已经没人记得，请你替他看看它");
    assert_eq!(labelled("末班由九点半改为十点半，大家说好", 0), "末班由九点半改为十点半");
    assert_eq!(labelled("长椅是旧船板改的。明天再来", 0), "长椅是旧船板改的");
    assert_eq!(labelled("早上10:30到的一共有1,200个大人，都没迟到", 0), "早上10:30到的一共有1,200个大人");
    assert_eq!(labelled("本报讯 2月25日清晨五点，小凌河口的雾还没散，船", 0), "本报讯 2月25日清晨五点，小凌河口的雾还没散");
    assert_eq!(labelled("好。", 0), "好");
    assert_eq!(labelled("。", 0), "。", "never nothing");
    assert_eq!(labelled("", 0), "");
    assert_eq!(labelled(&"字".repeat(90), 0).chars().count(), LONGEST);
    assert_eq!(
        Mark::on(&article(), "t.txt", place(&article(), "“牌子")).text,
        "牌子用旧课桌做成，正面写树名",
        "quotation marks come in pairs"
    );
}

#[test]
fn below_a_headline_the_first_paragraph_is_read_and_within_one_the_first_clause_on_the_screen() {
    let article = article();
    let lead = place(&article, "本报讯");
    for at in [0, 3, place(&article, "本报记者"), lead] {
        assert_eq!(place_read(&article, at), Some(lead), "from byte {at}");
    }
    assert_eq!(place_read(&article, place(&article, "2月")), Some(place(&article, "校园")));
    assert_eq!(place_read(&article, place(&article, "群人")), Some(place(&article, "“牌子")));
    // Nothing begins in the rest of this paragraph: the next one is read.
    assert_eq!(place_read(&article, place(&article, "老师说")), Some(place(&article, "最老")));
    // And below the last one there is nothing.
    assert_eq!(place_read(&article, place(&article, "200棵")), Some(place(&article, "共1")));
    assert_eq!(place_read(&article, u32::MAX), Some(place(&article, "共1")));
}

#[test]
fn what_was_marked_is_found_where_it_was_else_nearest_else_told_to_be_another() {
    let article = article();
    let mark = Mark::on(&article, "t.txt", place(&article, "谁种的"));
    assert_eq!(mark.place_in(&article.text), (mark.at, Fit::Same));
    let before = format!("新加的一段。\n{}", article.text);
    assert_eq!(mark.place_in(&before), (mark.at + "新加的一段。\n".len() as u32, Fit::Same));
    let twice = format!("{0}\n{0}", article.text);
    assert_eq!(mark.place_in(&twice), (mark.at, Fit::Same));
    let other = article.text.replace("谁种的", "何人种的");
    assert_eq!(mark.place_in(&other).1, Fit::Changed);
    assert_eq!(mark.place_in("短"), ("短".len() as u32, Fit::Changed));
    assert_eq!(mark.place_in(""), (0, Fit::Changed));
}

proptest! {
    /// Whatever the width, the row that shows the place of a mark is the row that shows the marked words, and the paragraph is the one.
    #[test]
    fn a_mark_survives_every_measure(first in 0u32..400, made in 1u16..60, shown in 1u16..60, wide in any::<bool>()) {
        let article = article();
        let ambiguous = if wide { Ambiguous::Wide } else { Ambiguous::Narrow };
        let setting = |n: u16| Setting { measure: Cells(2 * n), ambiguous, tiny: n < 10, plain: false, ems: 2, gap: false };
        let made = Sheet::set(ArticleId(0), &article, setting(made));
        let top = made.row_of(first);
        let mark = Mark::on(&article, "t.txt", place_read(&article, made.offset_of(top)).expect("a text"));
        let (at, fit) = mark.place_in(&article.text);
        prop_assert_eq!((at, fit), (mark.at, Fit::Same));
        prop_assert!(!mark.text.is_empty() && !mark.text.contains('\n'));
        let sheet = Sheet::set(ArticleId(0), &article, setting(shown));
        let row = &sheet.rows[sheet.row_of(at)];
        let begins = mark.text.chars().next().expect("a character");
        let there = row.line.span.of(&article.text).contains(begins);
        prop_assert!(there, "{:?} does not hold {}", row.line.span.of(&article.text), begins);
        let paragraph = article.part_at(at).expect("a part");
        prop_assert!(paragraph.field >= Field::Lead && paragraph.span.contains(at));
    }
}
