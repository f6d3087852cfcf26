//! What people are called in Chinese papers: family names, and the given names of peoples that have none.
//!
//! It says whether a word can be a name, never whether it is one.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::block::is_han;
use crate::text::lexicon;

/// Family names, the common 300 and those that reporters bear.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任姚卢傅钟崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎闫薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严昝桑扈屠计季卓晏牟柴蔺寇楚封祝佟狄储阮缪车宫文莫柳甘苗左柯温鲁葛殷申梅单齐辛俞凌庄施倪邢安常乐伍包翁岑冷成时皮卞康元卜穆尹汤滕罗毕安花水窦章云潘奚彭昌凤俞酆鲍廉费滑伏谈茅庞项祁管焦巴弓牧隗山谷郁蒲台从鄂索籍赖蓝蒙池乔阴胥能苍双闻莘党翟贡劳逄姬扶堵冉宰郦雍璩濮寿通边扈燕冀浦尚农别晏瞿充慕连茹习宦艾鱼容向古易慎戈庾终暨居衡步都耿满弘匡国寇广禄阙东欧利蔚越夔隆师巩厍聂晁勾敖融訾阚那简饶空毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公南门呼归海羊微岳帅缑亢况有琴商牛佘佴伯赏墨哈谯笪年爱阳仝原仲芦米曲解车景詹符覃隋迟栗路井战苑官臧操麦裴化宁展佐全卫令代初刁褚由谌虎滕盛浩亓母尤孔华姜戚喻柏郎邬平和湛禹贝明纪舒屈闵席麻强娄危童颜骆樊霍虞支经房裘干应宗宣贲杭洪诸吉钮嵇荣荀於惠甄家芮羿靳汲邴糜松富巫乌宓蓬郗班仰秋伊仇栾暴钭厉戎祖武束幸司韶郜蓟薄印宿怀邰咸郤桂郏殳沃付邸雒蹇兰丛涂植辜丘畅揭鄢练冼邝禤尧旷侬粟冶妥宛朴苟";

/// Two-character family names.
const DOUBLE: &str = "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 申屠 夏侯 端木 长孙 宇文 \
    司空 赫连 澹台 濮阳 淳于 轩辕 钟离 鲜于 呼延 万俟 闻人 南宫";

/// What Tibetan and Mongolian names are made of, as Chinese papers write them: 扎西卓玛, 旦增罗布, 巴特尔, 乌云其其格. A name is one to
/// three of them and has no family name.
const GIVEN: &str = "扎西 次仁 卓玛 尼玛 达娃 边巴 普布 旦增 丹增 洛桑 索朗 白玛 格桑 拉姆 央金 德吉 曲珍 曲吉 多吉 顿珠 \
    平措 罗布 旺堆 旺姆 仁青 仁增 强巴 次旺 次旦 次央 措姆 加措 嘉措 贡布 阿旺 晋美 益西 土登 巴桑 米玛 \
    拉巴 桑珠 群培 玉珍 卓嘎 央宗 央吉 欧珠 赤列 其美 朗杰 坚参 江村 泽仁 泽旺 尕藏 才让 才仁 才旦 多杰 \
    桑吉 完玛 卓么 拉毛 巴特尔 乌兰 乌云 其其格 格日勒 图雅 托娅 高娃 苏和 那仁 娜仁 额尔敦 阿拉坦 巴雅尔 呼格吉勒 敖登 \
    斯琴 萨仁 朝鲁 孟克 宝音 布和 哈斯 塔娜";

fn surnames() -> &'static FxHashSet<char> {
    static SET: OnceLock<FxHashSet<char>> = OnceLock::new();
    SET.get_or_init(|| SURNAMES.chars().collect())
}

/// Whether a name may begin with this character.
pub fn is_surname(c: char) -> bool {
    surnames().contains(&c)
}

/// Whether a word can be a person's name. After a title unusual names pass too (岩温, 额尔德尼).
pub fn is_name(word: &str, titled: bool) -> bool {
    let chars: Vec<char> = word.chars().collect();
    if let Some(dot) = chars.iter().position(|c| matches!(c, '·' | '•' | '・')) {
        return dot > 0
            && dot + 1 < chars.len()
            && chars.len() <= 16
            && chars.iter().all(|c| is_han(*c) || matches!(c, '·' | '•' | '・'));
    }
    if !(2..=6).contains(&chars.len()) || chars.len() > 4 && !is_given(word) || !chars.iter().all(|c| is_han(*c)) {
        return false;
    }
    if chars.len() >= 3 && is_given(word) {
        return true;
    }
    let known_surname = is_surname(chars[0]) || DOUBLE.split(' ').any(|d| word.starts_with(d));
    if chars.len() == 4 && !titled {
        return DOUBLE.split(' ').any(|d| word.starts_with(d));
    }
    if titled {
        let opener = "在从了见获对与和的昨今近前日到就将把是为看走手报采";
        return !opener.contains(chars[0])
            && (known_surname || !lexicon::is_word(word))
            && !matches!(word, "成长" | "连线" | "节目");
    }
    known_surname
}

/// A Tibetan or Mongolian name and nothing else.
fn is_given(word: &str) -> bool {
    let Some(first) = word.chars().next() else { return true };
    let parts = given().get(&first);
    parts.is_some_and(|parts| parts.iter().any(|part| word.strip_prefix(part).is_some_and(is_given)))
}

/// What such names are made of, by first character.
fn given() -> &'static FxHashMap<char, Vec<&'static str>> {
    static PARTS: OnceLock<FxHashMap<char, Vec<&str>>> = OnceLock::new();
    PARTS.get_or_init(|| {
        let mut parts: FxHashMap<char, Vec<&str>> = FxHashMap::default();
        for part in GIVEN.split_whitespace() {
            parts.entry(part.chars().next().unwrap_or(' ')).or_default().push(part);
        }
        parts
    })
}

/// `江晓白崔宁` → 江晓白, 崔宁.
pub fn two_names(word: &str) -> Option<(String, String)> {
    let chars: Vec<char> = word.chars().collect();
    (4..=6).contains(&chars.len()).then_some(())?;
    [3, 2].into_iter().find_map(|at| {
        let (a, b) = chars.split_at_checked(at)?;
        ((2..=3).contains(&b.len()) && is_surname(a[0]) && is_surname(b[0])).then(|| (a.iter().collect(), b.iter().collect()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_with_a_family_name_or_is_made_of_given_ones() {
        for name in ["李东", "丘云山", "呼延小满", "扎西卓玛", "乌云其其格", "古丽米热·阿不都"] {
            assert!(is_name(name, false), "{name}");
        }
        for word in ["记者手记", "的确良", "今年", "东方风来满眼春"] {
            assert!(!is_name(word, false), "{word}");
        }
    }
}
