//! One term ready to be met: as written, spelled, or a regular expression. The one matcher for counting, listing and highlighting.

use super::literal::Literal;
use super::outside::Outside;
use super::pattern::{Letters, Pattern};
use super::regex::Expression;
use super::spelled::Spelled;

/// A compiled term.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) meets: Meets,
}

/// How a term is met.
#[derive(Debug, Clone)]
pub(super) enum Meets {
    /// Characters as they are.
    Written(Pattern, Box<Literal>),
    /// Letters may spell 汉字.
    Spelled(Pattern, Box<Spelled>),
    /// `/re/`, on folded text.
    Regex(Expression),
}

impl Term {
    /// Compiles a pattern.
    pub(super) fn new(pattern: Pattern) -> Self {
        let meets = if pattern.letters == Letters::Spell {
            let spelled = Box::new(Spelled::new(&pattern));
            Meets::Spelled(pattern, spelled)
        } else {
            let literal = Box::new(Literal::new(&pattern.chars, &Outside::default()));
            Meets::Written(pattern, literal)
        };
        Self { meets }
    }

    /// The pattern, unless it is a regular expression.
    pub(super) fn pattern(&self) -> Option<&Pattern> {
        match &self.meets {
            Meets::Written(pattern, _) | Meets::Spelled(pattern, _) => Some(pattern),
            Meets::Regex(_) => None,
        }
    }

    /// The same term for a text with rare characters of its own; `None` where the term as it is will do.
    pub(super) fn placed(&self, text: &Outside) -> Option<Term> {
        let pattern = self.pattern().filter(|p| p.chars.iter().any(|c| *c > '\u{ffff}'))?;
        let meets = match &self.meets {
            Meets::Spelled(_, spelled) => {
                let mut spelled = spelled.clone();
                spelled.place(pattern, text);
                Meets::Spelled(pattern.clone(), spelled)
            }
            _ => Meets::Written(pattern.clone(), Box::new(Literal::new(&pattern.chars, text))),
        };
        Some(Term { meets })
    }

    /// Whether one Latin letter is all it is; it spells 汉字 in headlines only, elsewhere it is met [as written](Self::each_as_written).
    pub(super) fn is_single_letter(&self) -> bool {
        self.pattern().is_some_and(Pattern::is_single_letter)
    }

    /// Calls `found(start, end)` where the very letter of a [single letter](Self::is_single_letter) stands, until it says stop.
    pub(super) fn each_as_written(&self, units: &[u16], found: impl FnMut(usize, usize) -> bool) {
        if let Meets::Spelled(_, spelled) = &self.meets
            && let Some(letter) = &spelled.letter
        {
            letter.each(units, found);
        }
    }

    /// Calls `found(start, end)` for every match in folded units, leftmost first, each as long as it can be, not overlapping,
    /// until it says stop. Regular expressions are met on the folded text instead.
    pub(super) fn each(&self, units: &[u16], text: &Outside, mut found: impl FnMut(usize, usize) -> bool) {
        match &self.meets {
            Meets::Written(_, literal) => literal.each(units, found),
            Meets::Spelled(_, spelled) => {
                let mut at = 0;
                while at < units.len() {
                    match spelled.longest(units, at, text) {
                        Some(end) => {
                            if !found(at, end) {
                                return;
                            }
                            at = end;
                        }
                        None => at += 1,
                    }
                }
            }
            Meets::Regex(expression) => expression.each(units, text, found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::met;

    #[test]
    fn letters_meet_what_they_spell() {
        for (typed, text, expected) in [
            ("jinzhou", "在锦州市", "锦州"),
            ("jz", "锦州", "锦州"),
            ("jinzh", "锦州", "锦州"),
            ("jzh", "锦州", "锦州"),
            ("shc", "生产", "生产"),
            ("sch", "生产", "生产"),
            ("lushun", "旅顺", "旅顺"),
            ("lvshun", "旅顺", "旅顺"),
            ("lüshun", "旅顺", "旅顺"),
            ("lyushun", "旅顺", "旅顺"),
            ("LÜSHUN", "旅顺", "旅顺"),
            ("nver", "女儿", "女儿"),
            ("nuer", "女儿", "女儿"),
            ("lue", "省略号", "略"),
            ("xian", "去西安市", "西安"),
            ("xian", "先进", "先"),
            ("xian", "咸阳", "咸"),
            ("xi'an", "先去西安", "西安"),
            ("yunnan", "云南", "云南"),
            ("caozuozhinan", "操作指南", "操作指南"),
            ("fangan", "方案", "方案"),
            ("fangan", "反感", "反感"),
            ("fan'gan", "方案反感", "反感"),
            ("chongqing", "重庆", "重庆"),
            ("shenyang", "沈阳", "沈阳"),
            ("changchun", "长春", "长春"),
            ("yinhang", "银行", "银行"),
            ("luan", "六安", "六安"),
            ("bengbu", "蚌埠", "蚌埠"),
            ("锦zhou", "在锦州市", "锦州"),
            ("jin州", "在锦州市", "锦州"),
            ("ydCT", "移动CT诊疗车", "移动CT"),
            ("ct", "移动ＣＴ诊疗车", "ＣＴ"),
            ("jin zhou", "锦州", "锦州"),
            ("jin'zhou", "锦州", "锦州"),
            ("jin’zhou", "锦州", "锦州"),
            ("JINZHOU", "锦州", "锦州"),
            ("ＪＩＮｚｈｏｕ", "錦州", "錦州"),
            ("fgfc", "企业复工复产", "复工复产"),
            ("hld", "葫芦岛市", "葫芦岛"),
            ("yiqingfangkong", "疫情防控", "疫情防控"),
            ("yqfk", "疫情防控", "疫情防控"),
            ("yiqfangk", "疫情防控", "疫情防控"),
            ("2yue25ri", "2月25日", "2月25日"),
            ("5g", "用5G看", "5G"),
            ("zhongguo", "中国", "中国"),
            ("zhchsh", "正常事", "正常事"),
            ("zcs", "正常事", "正常事"),
            ("piao", "皮袄", "皮袄"),
            ("piao", "车票", "票"),
            ("tiane", "天鹅", "天鹅"),
            ("dangan", "档案", "档案"),
            ("danganguan", "档案馆", "档案馆"),
            ("ganga", "尴尬", "尴尬"),
            ("shangai", "山盖", "山盖"),
            ("ji'an", "吉安", "吉安"),
            ("jinan", "济南", "济南"),
            ("changan", "长安", "长安"),
            ("fanganni", "方案你", "方案你"),
            ("haerbin", "哈尔滨", "哈尔滨"),
            ("qiqihaer", "齐齐哈尔", "齐齐哈尔"),
            ("jinzhou", "锦 州", ""),
            ("jin zhou", "锦 州", "锦 州"),
            ("hello", "say Hello", "Hello"),
            ("wangji", "王吉", "王吉"),
            ("wanghong", "王𬭎", "王𬭎"),
            ("jinzhou", "今周末", "今周"),
            ("鍊", "炼钢", "炼"),
            ("𠮷野", "在𠮷野家", "𠮷野"),
            ("𠮷ye", "在𠮷野家", "𠮷野"),
        ] {
            assert_eq!(met(typed, text).unwrap_or_default(), expected, "{typed} in {text}");
        }
    }

    #[test]
    fn letters_do_not_meet_more_than_they_spell() {
        for (typed, text) in [
            ("jinzhouxx", "锦州"),
            ("xi'an", "先进"),
            ("锦州", "今周锦洲"),
            ("jingdian", "经验"),
            ("zhou锦", "锦州"),
            ("jz", "锦,州"),
            ("zha", "咱"),
        ] {
            assert_eq!(met(typed, text), None, "{typed} in {text}");
        }
    }

    #[test]
    fn 汉字_never_meet_others_of_the_same_sound() {
        assert_eq!(met("景点", "经典作品"), None);
        assert_eq!(met("事实", "实施"), None);
    }
}
