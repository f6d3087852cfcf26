//! Numbers and what belongs to them: 10万吨, 20余天, 第十三届, 0.5个百分点. Figures only; which gap that closes is decided in `rules`.
//!
//! CLREQ asks that a number is not parted from its prefix and suffix. UAX #14 knows %, ℃ and currency (LB25), not 汉字 units.

use super::han_set::HanSet;
use crate::text::class::{is_han, is_han_digit, is_magnitude};

/// What the figures just read belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Figures {
    /// No figures.
    #[default]
    None,
    /// A number: 36, 88.9, 1,234.
    Number,
    /// The end of a name: H1N1, G20, COVID-19.
    Name,
}

/// Units of more than one 汉字; the longest match counts.
const LONG_UNITS: &[&str] = &[
    "个百分点",
    "个工作日",
    "个小时",
    "个基点",
    "个月",
    "立方千米",
    "立方厘米",
    "平方公里",
    "平方千米",
    "平方厘米",
    "立方米",
    "平方米",
    "立方",
    "平方",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "微米",
    "纳米",
    "分米",
    "海里",
    "英里",
    "英尺",
    "英寸",
    "公斤",
    "千克",
    "毫克",
    "微克",
    "公吨",
    "公顷",
    "毫升",
    "公升",
    "摄氏度",
    "华氏度",
    "百分点",
    "千瓦时",
    "千瓦",
    "兆瓦",
    "马力",
    "分贝",
    "赫兹",
    "千赫",
    "兆赫",
    "字节",
    "比特",
    "美元",
    "欧元",
    "日元",
    "英镑",
    "港元",
    "卢布",
    "人民币",
    "小时",
    "分钟",
    "秒钟",
    "点钟",
    "时许",
    "月份",
    "年度",
    "年代",
    "年级",
    "年期",
    "年间",
    "世纪",
    "星期",
    "周年",
    "周岁",
    "岁半",
    "人次",
    "车次",
    "班次",
    "航次",
    "辆次",
    "架次",
    "户次",
    "号楼",
    "号线",
    "单元",
    "车间",
    "路车",
    "号文",
    "号令",
    "米高",
    "米长",
    "米深",
    "米宽",
    "吨级",
    "级风",
    "线城市",
];

static OPENS_LONG_UNIT: HanSet = HanSet::of_first(LONG_UNITS);

/// Units of one 汉字 (量词 and units of measure).
static UNITS: HanSet = HanSet::of(
    "年月日号时分秒点刻旬天周季夜岁代世届次期回遍趟番轮场局盘集幕版页卷册章节条款项目级等层楼栋幢座室厅馆所院校系\
    班排连营团师军队组批帮伙群路线站区段片块元角毛币股手笔单份封本部套双对副件桩起例宗案人名位口户家个只头匹尾羽枚颗粒滴株棵朵枝支根丝\
    缕把张幅面堵扇床间台架辆艘列节车船箱包袋瓶桶盒罐杯碗盆盘锅壶吨克斤两钱担石米尺寸丈里亩顷升斗度倍成折码瓦伏安兆帧字句行声眼步脚拳刀餐顿\
    席桌道门处孔口圈层摞堆垛捆束串挂篇首曲出部后型式种类样半余型模挡档格点连胜败平负票则剂针帖味服发枪炮响拨茬届寸令路",
);

/// Units after a name that ends in figures: K7727次, A4版, T2级.
const NAME_UNITS: &str = "次号路级型代版";

/// 汉字 that follow a number without belonging to it.
static FUNCTION_WORDS: HanSet = HanSet::of(
    "和与及或跟同至到从自由向往对在于是为有无被把将让使的地得了着过而但则且也都又就才再还很最更各每其这那此该所以因如若虽即\
    不没未可能会应要需请已曾正均共总约近超逾达上下左右前中内外间",
);

/// How many 汉字 at the start of `rest` belong to the figures before it, counted in characters.
///
/// 万, 亿, 余 and their like, then one unit; after a number any other 汉字 is held to it too, unless it is a function word,
/// because no list of 量词 is complete. After figures that end a name (G20) only a unit is.
pub(super) fn suffix(rest: &str, figures: Figures) -> usize {
    if figures == Figures::Name {
        return usize::from(rest.chars().next().is_some_and(|c| NAME_UNITS.contains(c)));
    }
    let (mut rest, mut magnitudes) = (rest, 0);
    loop {
        let Some(first) = rest.chars().next().filter(|&c| is_han(c)) else { return magnitudes };
        // 千瓦时 and 百分点 are units, not 千 and 百 with one.
        if OPENS_LONG_UNIT.has(first)
            && let Some(long) = long_unit(rest)
        {
            return magnitudes + long;
        }
        if magnitudes == 4 || !is_magnitude(first) {
            let is_held = UNITS.has(first) || (magnitudes == 0 && !FUNCTION_WORDS.has(first));
            return magnitudes + usize::from(is_held);
        }
        magnitudes += 1;
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
}

/// How many 汉字 the longest unit of several at the start of `rest` has.
fn long_unit(rest: &str) -> Option<usize> {
    // All of them are of 汉字 of three bytes.
    LONG_UNITS.iter().filter(|unit| rest.as_bytes().starts_with(unit.as_bytes())).map(|unit| unit.len() / 3).max()
}

/// Whether the 汉字 is a unit, or a magnitude with a unit to come.
pub(super) fn is_unit(c: char) -> bool {
    UNITS.has(c) || is_magnitude(c)
}

/// How many 汉字 at the start of `rest`, which follows 第, belong to the ordinal: its numerals and one unit.
pub(super) fn ordinal(rest: &str) -> usize {
    let numerals = rest.chars().take(8).take_while(|&c| is_han_digit(c)).count();
    if numerals == 0 {
        return 0;
    }
    numerals + usize::from(rest.chars().nth(numerals).is_some_and(|c| UNITS.has(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_holds_its_magnitude_and_its_unit() {
        let cases = [
            ("万吨焦炭", 2),
            ("个百分点", 4),
            ("万千瓦时", 4),
            ("千瓦时的", 3),
            ("百分点", 3),
            ("万千米", 3),
            ("千百人", 3),
            ("余天即", 2),
            ("多名职工", 2),
            ("年2月", 1),
            ("小时", 2),
            ("亿元", 2),
            ("万平方米", 4),
            ("至15日", 0),
            ("的", 0),
            ("", 0),
            ("万", 1),
            ("跨", 1),
            ("万。", 1),
        ];
        for (rest, held) in cases {
            assert_eq!(suffix(rest, Figures::Number), held, "{rest}");
        }
    }

    #[test]
    fn a_name_that_ends_in_figures_holds_only_a_unit() {
        assert_eq!(suffix("峰会", Figures::Name), 0);
        assert_eq!(suffix("次列车", Figures::Name), 1);
    }

    #[test]
    fn an_ordinal_holds_its_numerals_and_its_unit() {
        assert_eq!(ordinal("十三届全国"), 3);
        assert_eq!(ordinal("一书记"), 1);
        assert_eq!(ordinal("三方"), 1);
        assert_eq!(ordinal("宅"), 0);
    }
}
