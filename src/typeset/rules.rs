//! The Chinese rules laid over UAX #14: which gaps between clusters close, and which open again.
//!
//! UAX #14 as a library gives it is right for most of a page and wrong in a few dozen well-known places: it treats curly quotes
//! as without direction (LB19), glues a digit to the ASCII comma before it (LB25) and knows nothing of 万吨 or 第3号. Each rule
//! below names the place that asks for it. One pass, O(n); the text is a whole paragraph, because rules look across style edges.

use super::cluster::{self, Cluster, Gap};
use super::number::{self, Figures};
use crate::text::class::{self, Class};

/// Applies all rules. On entry every gap is [`Gap::Free`] where UAX #14 allows a break and [`Gap::Cut`] elsewhere; `others` are
/// the clusters that are not plain 汉字: between two that are no gap ever changes, except behind a number or an ordinal.
pub(super) fn apply(text: &str, clusters: &mut [Cluster], others: &[usize]) {
    if text.as_bytes().contains(&b'"') {
        resolve_neutral_quotes(clusters, text);
    }
    let mut pass = Pass { text, clusters, figures: Figures::None, held_to: 0, before_blanks: None, token: Token::default() };
    for island in others.chunk_by(|a, b| a + 1 == *b) {
        let (Some(&first), Some(&last)) = (island.first(), island.last()) else { continue };
        if let Some(shore) = first.checked_sub(1) {
            pass.note(shore);
        }
        for at in first..=last {
            pass.decide(at);
            pass.note(at);
        }
        // The far shore, and the 汉字 behind it that a number holds.
        pass.decide(last + 1);
        for at in last + 2..pass.held_to {
            pass.decide(at);
        }
    }
}

/// A run of narrow characters without blanks, looked at once.
#[derive(Debug, Default)]
struct Token {
    end: usize,
    is_path: bool,
}

struct Pass<'a> {
    text: &'a str,
    clusters: &'a mut [Cluster],
    figures: Figures,
    /// Gaps before this cluster are held by a number or an ordinal.
    held_to: usize,
    /// The last cluster before the present run of blanks.
    before_blanks: Option<usize>,
    token: Token,
}

impl Pass<'_> {
    fn class(&self, at: usize) -> Option<Class> {
        self.clusters.get(at).map(|c| c.class)
    }

    /// The class `back` clusters before `at`.
    fn back(&self, at: usize, back: usize) -> Option<Class> {
        at.checked_sub(back).and_then(|i| self.class(i))
    }

    fn rest(&self, at: usize) -> &str {
        self.clusters.get(at).and_then(|c| self.text.get(c.start as usize..)).unwrap_or("")
    }

    fn first_char(&self, at: usize) -> char {
        self.rest(at).chars().next().unwrap_or('\0')
    }

    /// Keeps what later gaps need to know about cluster `at`.
    fn note(&mut self, at: usize) {
        let Some(class) = self.class(at) else { return };
        if !class.is_space() {
            self.before_blanks = Some(at);
        }
        if class == Class::Han {
            self.figures = Figures::None;
            return;
        }
        let before = self.back(at, 1);
        self.figures = match class {
            Class::Digit | Class::WideDigit if self.figures != Figures::None => self.figures,
            Class::Digit | Class::WideDigit => {
                let letter = |class: Option<Class>| class.is_some_and(Class::is_letter);
                let is_name = letter(before) || (before == Some(Class::Connector) && letter(self.back(at, 2)));
                if is_name { Figures::Name } else { Figures::Number }
            }
            Class::AsciiPause | Class::Pause | Class::Connector | Class::Solidus | Class::Dash
                if self.class(at + 1).is_some_and(Class::is_digit) =>
            {
                self.figures
            }
            _ => Figures::None,
        };
    }

    /// Decides the gap before cluster `at`.
    fn decide(&mut self, at: usize) {
        if at > 0 && at < self.clusters.len() {
            let gap = self.gap(at);
            cluster::set_gap(self.clusters, at, gap);
        }
    }

    /// The gap before cluster `at`, which is at least 1.
    fn gap(&mut self, at: usize) -> Gap {
        let (Some(p), Some(c)) = (self.back(at, 1), self.class(at)) else { return Gap::Cut };
        let base = self.clusters.get(at).map_or(Gap::Cut, |c| c.gap);
        if p == Class::Han && c == Class::Han {
            return self.between_han(at, base);
        }
        if c.is_space() {
            return if c == Class::Space { Gap::Forbidden } else { Gap::Cut };
        }
        if p.is_space() {
            return self.after_blank(at, p, c, base);
        }
        // CLREQ, prohibition rules for line start and line end, strict.
        if c.starts_no_line() || p.ends_no_line() {
            return if p == c && matches!(c, Class::Dash | Class::Ellipsis) { self.inside_run(at, c) } else { Gap::Forbidden };
        }
        if at < self.held_to {
            return Gap::Glue;
        }
        if p.is_digit() && c.is_ideographic() {
            return self.after_figures(at, base);
        }
        self.beside_mark(at, p, c, base).unwrap_or(base)
    }

    /// Between two dashes or two ellipses: they go in pairs, from the left.
    fn inside_run(&self, at: usize, class: Class) -> Gap {
        let before = self.clusters.get(..at).unwrap_or_default().iter().rev().take(16).take_while(|c| c.class == class).count();
        if before % 2 == 1 { Gap::Pair } else { Gap::Forbidden }
    }

    fn between_han(&mut self, at: usize, base: Gap) -> Gap {
        if at < self.held_to {
            return Gap::Glue;
        }
        let rest = self.rest(at - 1);
        match rest.as_bytes().first() {
            // 第: the first byte is looked at first, because this runs between every two 汉字.
            Some(0xe7) if rest.starts_with('第') => {
                let held = number::ordinal(self.rest(at));
                self.held_to = at + held;
                if held > 0 { Gap::Glue } else { base }
            }
            // 〇 stands in years and numbers only: 二〇二〇年.
            Some(0xe3) if rest.starts_with('〇') => Gap::Avoid.max(base),
            _ if self.rest(at).starts_with('〇') => Gap::Avoid.max(base),
            _ => base,
        }
    }

    /// Blanks: a line may end after them (LB18) and never before them (LB7), and what stands after them keeps the prohibitions
    /// if Chinese text goes on there.
    fn after_blank(&self, at: usize, p: Class, c: Class, base: Gap) -> Gap {
        let Some(q_at) = self.before_blanks.filter(|&q| q < at) else { return Gap::Cut };
        let q = self.class(q_at).unwrap_or(Class::Other);
        if p == Class::NoBreakSpace {
            return Gap::Cut;
        }
        let number_goes_on = q.is_digit() && matches!(c, Class::Postfix | Class::SquareUnit);
        if matches!(q, Class::Opening | Class::OpeningQuote) || number_goes_on || (c.starts_no_line() && q.is_chinese()) {
            return Gap::Forbidden;
        }
        match (q, c) {
            // 2020 年 2 月: a text with blanks round its figures keeps number and unit together all the same.
            (Class::Digit | Class::WideDigit, Class::Han) if number::is_unit(self.first_char(at)) => Gap::Glue,
            (Class::Han, Class::Digit | Class::WideDigit) if self.first_char(q_at) == '第' => Gap::Glue,
            // 孟　涛: a name of two 汉字 is spaced out to the length of three.
            (Class::Han, Class::Han) if self.is_one_em(q_at, at) && self.stands_alone(q_at) && self.stands_alone(at) => Gap::Glue,
            // 138 0000 0000, 10 km.
            (Class::Digit, Class::Digit | Class::Letter) => Gap::Avoid.max(base),
            _ => base,
        }
    }

    /// Whether the blanks between two clusters take the room of one 汉字.
    fn is_one_em(&self, from: usize, to: usize) -> bool {
        let blanks = self.clusters.get(from + 1..to).unwrap_or_default();
        blanks.len() <= 2 && blanks.iter().map(|c| c.cells[0]).sum::<u8>() == 2
    }

    /// A 汉字 with no other beside it.
    fn stands_alone(&self, at: usize) -> bool {
        self.back(at, 1) != Some(Class::Han) && self.class(at + 1) != Some(Class::Han)
    }

    /// 汉字 after a digit.
    fn after_figures(&mut self, at: usize, base: Gap) -> Gap {
        let held = number::suffix(self.rest(at), self.figures);
        self.held_to = at + held;
        if held > 0 { Gap::Glue } else { base }
    }

    /// All rules about particular marks; `None` where UAX #14 has the last word.
    fn beside_mark(&mut self, at: usize, p: Class, c: Class, base: Gap) -> Option<Gap> {
        let before_p = self.back(at, 2);
        let after_c = self.class(at + 1);
        let chinese = |class: Option<Class>| class.is_some_and(Class::is_chinese);
        let alphanumeric = |class: Class| class.is_digit() || class.is_letter();
        // Direction of “ ” (LB19 before Unicode 16 has none; CLREQ, and LB19a since): a line may end before an opening and
        // after a closing quote where the text is Chinese.
        if c == Class::OpeningQuote && (p.is_chinese() || chinese(after_c) || (p == Class::AsciiPause && chinese(before_p))) {
            return Some(Gap::Free);
        }
        if p == Class::ClosingQuote && (c.is_chinese() || chinese(before_p)) {
            return Some(Gap::Free);
        }
        // Brackets round Chinese text beside Latin letters (LB30 is meant for `f(x)`).
        if c == Class::Opening && chinese(after_c) || (p == Class::Closing && chinese(before_p)) {
            return Some(Gap::Free);
        }
        match p {
            Class::AsciiPause => Some(self.after_ascii_pause(at, c, before_p, base)),
            Class::Solidus => Some(self.after_solidus(at, c, before_p, base)),
            // 连接号 in ranges: 10-20岁, 8:00~17:00, 14日—15日, 5%～10%.
            Class::Connector | Class::Dash if c.is_digit() && before_p != Some(Class::Dash) => {
                let range = before_p.is_some_and(|b| b.is_digit() || b == Class::Postfix || b == Class::Han);
                range.then_some(Gap::Glue)
            }
            // Addresses have to be parted somewhere: best after a slash, then after a mark.
            Class::Connector | Class::Other | Class::Postfix if !c.is_ideographic() && self.in_path(at) => Some(Gap::Glue),
            // 2019-nCoV, Wi-Fi: a hyphen at a line end reads as a division of the word.
            Class::Connector if c.is_letter() && base == Gap::Free && before_p.is_some_and(alphanumeric) => Some(Gap::Avoid),
            // ＋86, ＞60岁: full-width signs are ideographic to UAX #14, their ASCII twins are not.
            Class::Other if c.is_digit() && matches!(self.first_char(at - 1), '＋' | '＜' | '＞' | '＝' | '＃') => {
                Some(Gap::Glue)
            }
            // 吐尔逊·买买提, 诗经·秦风: the dot joins a name (UAX #14 has U+00B7 as an ordinary letter).
            Class::MiddleDot => before_p.is_some_and(|b| !b.is_space()).then_some(Gap::Glue),
            // １２：３０ and １．５ are numbers though every character is ideographic to UAX #14.
            Class::Pause if c.is_digit() && before_p.is_some_and(Class::is_digit) => match self.first_char(at - 1) {
                '．' => Some(Gap::Cut),
                '：' => Some(Gap::Glue),
                '，' if c == Class::WideDigit && before_p == Some(Class::WideDigit) => Some(Gap::Glue),
                _ => None,
            },
            Class::WideDigit | Class::WideLetter if alphanumeric(c) => Some(Gap::Cut),
            Class::Digit | Class::Letter if matches!(c, Class::WideDigit | Class::WideLetter) => Some(Gap::Cut),
            // ① first, ■ first: a label stays with what it labels.
            Class::Enclosed if before_p != Some(Class::Han) && (c.is_ideographic() || alphanumeric(c)) => Some(Gap::Glue),
            Class::Bullet => Some(Gap::Glue),
            // 二○二○年 with a ring for the zero.
            Class::Han if c == Class::Bullet && self.first_char(at) == '○' && class::is_han_digit(self.first_char(at - 1)) => {
                Some(Gap::Glue)
            }
            // 2月|24日: allowed, but better elsewhere.
            Class::Han
                if c.is_digit() && before_p.is_some_and(Class::is_digit) && matches!(self.first_char(at - 1), '年' | '月') =>
            {
                Some(Gap::Avoid)
            }
            Class::Han if c.is_digit() && self.first_char(at - 1) == '第' => Some(Gap::Glue),
            Class::Han if c.is_letter() && self.first_char(at - 1) == '第' => Some(Gap::Glue),
            // X光, A座, T恤; 维生素C: one letter makes a word with its 汉字, more often with the next.
            Class::Letter | Class::WideLetter if c.is_ideographic() => {
                let alone = before_p.is_none_or(|b| b.is_chinese() || b.is_space());
                alone.then_some(Gap::Glue)
            }
            Class::Han if c.is_letter() => {
                let alone = after_c.is_none_or(|a| a.is_chinese() || a.is_space() || a.starts_no_line());
                alone.then_some(Gap::Avoid)
            }
            // Korean parts its words by blanks; between syllables stands no better place than inside a Latin word.
            Class::Hangul if c == Class::Hangul || alphanumeric(c) => Some(Gap::Glue),
            Class::Letter | Class::Digit if c == Class::Hangul => Some(Gap::Glue),
            Class::Other if c.is_ideographic() && self.first_char(at - 1) == '@' => Some(Gap::Glue),
            _ => None,
        }
    }

    /// `截至目前,25人`: LB25 glues the digit to the comma as if it were 1,25.
    fn after_ascii_pause(&mut self, at: usize, c: Class, before_p: Option<Class>, base: Gap) -> Gap {
        let mark = self.first_char(at - 1);
        if base == Gap::Free {
            // 1.首先: the dot belongs to the numeral.
            let enumerates = mark == '.' && before_p == Some(Class::Digit) && c.is_ideographic();
            return if enumerates { Gap::Glue } else { Gap::Free };
        }
        let after_chinese = before_p.is_some_and(|b| b.is_chinese() || matches!(b, Class::Postfix | Class::Closing));
        if after_chinese && (c.is_digit() || (c.is_letter() && mark != '.')) {
            Gap::Free
        } else if matches!(mark, ',' | ';' | '?') || self.in_path(at) {
            Gap::Glue
        } else {
            base
        }
    }

    /// CLREQ (level GB, GB/T 15834—2011): the 分隔号 stands neither at a line start nor at a line end. Paths and addresses are the
    /// exception, they must be parted somewhere.
    fn after_solidus(&mut self, at: usize, c: Class, before_p: Option<Class>, base: Gap) -> Gap {
        if c.is_ideographic() || before_p.is_some_and(Class::is_ideographic) {
            Gap::Glue
        } else if self.in_path(at) {
            if before_p == Some(Class::Solidus) { Gap::Glue } else { Gap::Free }
        } else if base == Gap::Free {
            Gap::Glue
        } else {
            base
        }
    }

    /// Whether cluster `at` is inside an address or a path: a run with `://`, `www.` or at least two slashes among letters. Each run is read once.
    fn in_path(&mut self, at: usize) -> bool {
        if at >= self.token.end {
            let inside = |c: &Cluster| c.cells[1] == 1 && !c.class.is_space();
            let before = self.clusters.get(..at).unwrap_or_default().iter().rev().take_while(|c| inside(c)).count();
            let after = self.clusters.get(at..).unwrap_or_default().iter().take_while(|c| inside(c)).count();
            let end = at + after;
            let last = self.clusters.get(end).map_or(self.text.len(), |c| c.start as usize);
            let first = self.clusters.get(at - before).map_or(0, |c| c.start as usize);
            let run = self.text.get(first..last).unwrap_or("");
            // 2020/02/24 and 24/7/365 are figures, which UAX #14 (LB25) keeps whole.
            let is_deep = || run.bytes().filter(|&b| b == b'/').count() >= 2 && run.bytes().any(|b| b.is_ascii_alphabetic());
            let is_path = run.contains("://") || run.starts_with("www.") || is_deep();
            self.token = Token { end: end.max(at + 1), is_path };
        }
        self.token.is_path
    }
}

/// `他说"你好"`: the straight quotes of a paragraph open and close in turn. One that touches Chinese text takes the class of the
/// curly quote it stands for; in a paragraph with an odd number of them nothing can be said.
fn resolve_neutral_quotes(clusters: &mut [Cluster], text: &str) {
    let is_double = |c: &Cluster| c.class == Class::NeutralQuote && text.as_bytes().get(c.start as usize) == Some(&b'"');
    let quotes: Vec<usize> = clusters.iter().enumerate().filter(|(_, c)| is_double(c)).map(|(at, _)| at).collect();
    if !quotes.len().is_multiple_of(2) {
        return;
    }
    for pair in quotes.chunks_exact(2) {
        let &[open, close] = pair else { continue };
        let neighbours = [open.wrapping_sub(1), open + 1, close.wrapping_sub(1), close + 1];
        if neighbours.iter().any(|&at| clusters.get(at).is_some_and(|c| c.class.is_chinese())) {
            clusters[open].class = Class::OpeningQuote;
            clusters[close].class = Class::ClosingQuote;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::cluster::{Cut, cut};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn passing_over_plain_汉字_decides_every_gap_as_looking_at_each_does(
            text in "[锦州港年月日万吨个多余小时平方米𠀀〇第一0-9０a-cX，。：,.:()“”\"—～%℃· \u{3000}\u{301}-]{0,40}"
        ) {
            let Cut { clusters, others } = cut(&text);
            let (mut fast, mut slow) = (clusters.clone(), clusters);
            apply(&text, &mut fast, &others);
            apply(&text, &mut slow, &(0..fast.len()).collect::<Vec<_>>());
            prop_assert_eq!(fast, slow);
        }
    }
}
