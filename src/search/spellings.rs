//! How people spell: places and surnames, ü and 儿化, abbreviations, letters among 汉字 and figures, tone marks and partings.

use super::testing::met;
use crate::text::pinyin;

/// What is typed, the text, and what of it is met.
fn each(cases: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (typed, text, expected) in cases {
        let found = met(typed, text).unwrap_or_default();
        if found != *expected {
            wrong.push(format!("{typed} in {text}: {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Names that are not read as their characters usually are, as the people there read them.
const NAMES: &str = "重庆 chongqing 长春 changchun 长治 changzhi 长沙 changsha 长垣 changyuan 朝阳 chaoyang 沈阳 shenyang 厦门 xiamen 大厦 dasha \
    乐亭 laoting 乐清 yueqing 乐陵 laoling 乐山 leshan 蔚县 yuxian 单县 shanxian 六安 luan 六合 luhe 蚌埠 bengbu 亳州 bozhou 番禺 panyu \
    东莞 dongguan 台州 taizhou 天台 tiantai 丽水 lishui 尉犁 yuli 尉氏 weishi 洪洞 hongtong 解州 xiezhou 解州 haizhou 铅山 yanshan \
    浚县 xunxian 东阿 donge 阿房宫 epanggong 大埔 dabu 黄埔 huangpu 枞阳 zongyang 歙县 shexian 黟县 yixian 涡阳 guoyang 砀山 dangshan \
    莘县 shenxian 莘庄 xinzhuang 茌平 chiping 鄄城 juancheng 中牟 zhongmu 牟平 muping 曲阜 qufu 费县 feixian 即墨 jimo 监利 jianli \
    秭归 zigui 汨罗 miluo 郴州 chenzhou 耒阳 leiyang 攸县 youxian 筠连 junlian 犍为 qianwei 荥经 yingjing 荥阳 xingyang 繁峙 fanshi \
    隰县 xixian 井陉 jingxing 藁城 gaocheng 大城 daicheng 任丘 renqiu 十里堡 shilipu 吴堡 wubu 柞水 zhashui 宕昌 tanchang 宕昌 dangchang \
    华阴 huayin 华县 huaxian 珲春 hunchun 讷河 nehe 盱眙 xuyi 邳州 pizhou 睢宁 suining 甪直 luzhi 浒墅关 xushuguan 嵊州 shengzhou \
    鄞州 yinzhou 衢州 quzhou 十堰 shiyan 郓城 yuncheng 漯河 luohe 泌阳 biyang 渑池 mianchi 柘城 zhecheng 滑县 huaxian 临朐 linqu \
    百色 baise 会稽 kuaiji 会理 huili 燕郊 yanjiao 北碚 beibei 綦江 qijiang 儋州 danzhou 濮阳 puyang 涪陵 fuling 岫岩 xiuyan \
    瓦房店 wafangdian 桓仁 huanren 彰武 zhangwu 喀左 kazuo 建昌 jianchang 兴城 xingcheng 绥中 suizhong 盖州 gaizhou 大石桥 dashiqiao \
    凌海 linghai 北镇 beizhen 义县 yixian 黑山 heishan 吐鲁番 tulufan 呼和浩特 huhehaote 乌鲁木齐 wulumuqi 哈尔滨 haerbin 齐齐哈尔 qiqihaer \
    和田 hetian 喀什 kashi 龟兹 qiuci 单于 chanyu 可汗 kehan 冒顿 modu 吐蕃 tubo 月氏 yuezhi 澳门 aomen 香港 xianggang 台湾 taiwan \
    解晓东 xiexiaodong 单雄信 shanxiongxin 区伯 oubo 仇和 qiuhe 查良镛 zhaliangyong 曾国藩 zengguofan 盖叫天 gejiaotian 盖叫天 gaijiaotian \
    尉迟恭 yuchigong 朴树 piaoshu 朴素 pusu 缪斯 miusi 缪姓 miaoxing 冼星海 xianxinghai 万俟 moqi 澹台 tantai 令狐 linghu 长孙 zhangsun \
    华佗 huatuo 任正非 renzhengfei 翟志刚 zhaizhigang 翟姓 dixing 覃姓 qinxing 覃姓 tanxing 员姓 yunxing 折姓 shexing 繁姓 poxing 句姓 gouxing \
    秘姓 bixing 召姓 shaoxing 祭姓 zhaixing 隗姓 weixing 隗姓 kuixing 逄姓 pangxing 乜姓 niexing 宓姓 mixing 郗姓 chixing \
    银行 yinhang 行长 hangzhang 行长 xingzhang 行走 xingzou 行业 hangye 校长 xiaozhang 校对 jiaodui 会计 kuaiji 会议 huiyi 大夫 daifu 大夫 dafu \
    音乐 yinyue 快乐 kuaile 长大 zhangda 增长 zengzhang 重复 chongfu 重要 zhongyao 还有 haiyou 还款 huankuan 调查 diaocha 调整 tiaozheng \
    参加 canjia 参差 cenci 人参 renshen 传记 zhuanji 传播 chuanbo 弹药 danyao 弹琴 tanqin 提防 difang 提供 tigong 都市 dushi 都是 doushi \
    得到 dedao 得去 deiqu 降低 jiangdi 投降 touxiang 角色 juese 角度 jiaodu 剥削 boxue 削皮 xiaopi 血液 xueye 流血 liuxie 供给 gongji \
    给予 jiyu 给你 geini 着急 zhaoji 穿着 chuanzhuo 沿着 yanzhe 睡觉 shuijiao 觉得 juede 便宜 pianyi 方便 fangbian 模样 muyang 模型 moxing \
    分量 fenliang 宁愿 ningyuan 率领 shuailing 效率 xiaolv 头发 toufa 发现 faxian 供暖 gongnuan 强迫 qiangpo 倔强 juejiang 供应 gongying \
    应急 yingji 似的 shide 似乎 sihu 露面 loumian 露天 lutian 薄弱 boruo 薄饼 baobing 勒索 lesuo 勒紧 leijin 塞车 saiche 要塞 yaosai \
    堵塞 duse 宿舍 sushe 星宿 xingxiu 一宿 yixiu 畜牧 xumu 牲畜 shengchu 炮制 paozhi 差别 chabie 出差 chuchai 数据 shuju 数九 shujiu \
    模具 muju 卡车 kache 关卡 guanqia 核心 hexin 杏核 xinghu 扒手 pashou 空白 kongbai 倒塌 daota 屏幕 pingmu 屏息 bingxi 兴奋 xingfen";

#[test]
fn names_and_words_of_several_readings_are_met_by_how_they_are_said() {
    let words: Vec<&str> = NAMES.split_whitespace().collect();
    let cases: Vec<(String, &str, &str)> = words
        .chunks_exact(2)
        .flat_map(|pair| [(pair[1].to_owned(), pair[0], pair[0]), (pair[1].to_uppercase(), pair[0], pair[0])])
        .collect();
    each(&cases.iter().map(|(typed, text, met)| (typed.as_str(), *text, *met)).collect::<Vec<_>>());
    // Every beginning of the letters meets it, too, so that no keystroke loses what the last one found.
    for pair in words.chunks_exact(2) {
        for end in 1..pair[1].len() {
            let begun = &pair[1].get(..end).unwrap_or_default();
            assert!(met(begun, pair[0]).is_some_and(|found| pair[0].starts_with(&found)), "{begun} in {}", pair[0]);
        }
    }
}

#[test]
fn initials_of_every_reading_meet_it() {
    for pair in NAMES.split_whitespace().collect::<Vec<_>>().chunks_exact(2) {
        let initials: String = pair[0]
            .chars()
            .filter_map(|c| {
                pinyin::readings(c)
                    .iter()
                    .find_map(|s| pair[1].contains(s.letters()).then(|| s.letters().chars().next()).flatten())
            })
            .collect();
        if initials.len() == pair[0].chars().count() && initials.len() > 1 {
            assert_eq!(met(&initials, pair[0]).as_deref(), Some(pair[0]), "{initials}");
        }
    }
}

#[test]
fn the_umlaut_is_typed_in_all_the_ways_people_do() {
    each(&[
        ("lv", "绿", "绿"),
        ("lu", "绿", "绿"),
        ("lü", "绿", "绿"),
        ("LÜ", "绿", "绿"),
        ("lǜ", "绿", "绿"),
        ("lu:", "绿", "绿"),
        ("lu:shun", "旅顺", "旅顺"),
        ("lu：shun", "旅顺", "旅顺"),
        ("lyu", "绿", "绿"),
        ("lvse", "绿色", "绿色"),
        ("luse", "绿色", "绿色"),
        ("lushi", "律师", "律师"),
        ("lvsh", "律师", "律师"),
        ("ls", "律师", "律师"),
        ("nv", "女", "女"),
        ("nu", "女", "女"),
        ("nü", "女", "女"),
        ("nvxing", "女性", "女性"),
        ("nuxing", "女性", "女性"),
        ("funv", "妇女", "妇女"),
        ("funu", "妇女", "妇女"),
        ("funü", "妇女", "妇女"),
        ("nve", "虐", "虐"),
        ("nue", "虐", "虐"),
        ("nüe", "虐", "虐"),
        ("nyue", "虐", "虐"),
        ("nuedai", "虐待", "虐待"),
        ("lve", "略", "略"),
        ("lue", "略", "略"),
        ("lüe", "略", "略"),
        ("zhanlue", "战略", "战略"),
        ("zhanlve", "战略", "战略"),
        ("celve", "策略", "策略"),
        ("xiaolv", "效率", "效率"),
        ("xiaolu", "效率", "效率"),
        ("falv", "法律", "法律"),
        ("luyou", "旅游", "旅游"),
        ("lyuyou", "旅游", "旅游"),
        ("qü", "去", "去"),
        ("xü", "许", "许"),
        ("jv", "居", "居"),
        ("yv", "鱼", "鱼"),
        ("jvzhu", "居住", "居住"),
        ("müller", "Müller 先生", "Müller"),
        ("muller", "Müller 先生", "Müller"),
        ("lu", "路", "路"),
        ("nu", "努", "努"),
        ("lv", "路", ""),
        ("nv", "努", ""),
        ("lü", "路", ""),
        ("nve", "怒鹅", ""),
    ]);
}

#[test]
fn a_final_r_is_儿_and_harbin_is_哈尔滨() {
    each(&[
        ("huar", "花儿", "花儿"),
        ("huaer", "花儿", "花儿"),
        ("nar", "哪儿", "哪儿"),
        ("yihuir", "一会儿", "一会儿"),
        ("yihuier", "一会儿", "一会儿"),
        ("yhr", "一会儿", "一会儿"),
        ("yidianr", "一点儿", "一点儿"),
        ("niuer", "妞儿", "妞儿"),
        ("ertong", "儿童", "儿童"),
        ("et", "儿童", "儿童"),
        ("nver", "女儿", "女儿"),
        ("harbin", "哈尔滨", "哈尔滨"),
        ("qiqihar", "齐齐哈尔", "齐齐哈尔"),
        ("huar", "画二", ""),
    ]);
}

#[test]
fn letters_mix_with_汉字_figures_and_marks_of_tone() {
    each(&[
        ("锦zhou", "锦州", "锦州"),
        ("锦z", "锦州", "锦州"),
        ("jin州", "锦州", "锦州"),
        ("j州", "锦州", "锦州"),
        ("锦zhou港", "锦州港", "锦州港"),
        ("锦zg", "锦州港", "锦州港"),
        ("錦zhou", "锦州", "锦州"),
        ("锦zhou", "錦州", "錦州"),
        ("jinzhou", "錦州", "錦州"),
        ("ydCT", "移动CT", "移动CT"),
        ("ydct", "移动ＣＴ", "移动ＣＴ"),
        ("ＹＤＣＴ", "移动CT", "移动CT"),
        ("yd出厅", "移动出厅", "移动出厅"),
        ("yidong出", "移动出厅", "移动出"),
        ("CTzhenliao", "CT诊疗", "CT诊疗"),
        ("9lu", "9路公交", "9路"),
        ("9lu", "９路公交", "９路"),
        ("９lu", "9路公交", "9路"),
        ("9l", "9路公交", "9路"),
        ("9lugongjiao", "9路公交", "9路公交"),
        ("2020nian", "2020年", "2020年"),
        ("2yue", "2月", "2月"),
        ("10wandun", "10万吨", "10万吨"),
        ("di10hao", "第10号", "第10号"),
        ("5Gwangluo", "5G网络", "5G网络"),
        ("n95kz", "N95口罩", "N95口罩"),
        ("covid19", "COVID19", "COVID19"),
        ("xguang", "X光", "X光"),
        ("g20fenghui", "G20峰会", "G20峰会"),
        ("jǐnzhōu", "锦州", "锦州"),
        ("Xī'ān", "西安", "西安"),
        ("lǚshùn", "旅顺", "旅顺"),
        ("nǚ", "女", "女"),
        ("jin　zhou", "锦州", "锦州"),
        ("jin  zhou", "锦州", "锦州"),
        ("JinZhou", "锦州", "锦州"),
        ("jInZhOu", "锦州", "锦州"),
        ("ｊｉｎｚｈｏｕ", "锦州", "锦州"),
        ("it's", "it's", "it's"),
        ("it’s", "it's", "it's"),
        ("hello world", "hello world", "hello world"),
    ]);
}

#[test]
fn partings_are_kept_and_without_them_every_division_counts() {
    each(&[
        ("xian", "西安", "西安"),
        ("xian", "现", "现"),
        ("xi'an", "西安", "西安"),
        ("xi'an", "现", ""),
        ("xi’an", "西安", "西安"),
        ("xi‘an", "西安", "西安"),
        ("xi an", "西安", "西安"),
        ("xi'", "西安", "西"),
        ("xi'a", "西安", "西安"),
        ("tian'e", "天鹅", "天鹅"),
        ("ti'an", "题案", "题案"),
        ("ti'an", "天", ""),
        ("min'gan", "敏感", "敏感"),
        ("ming'an", "敏感", ""),
        ("ming'an", "明暗", "明暗"),
        ("mingan", "敏感", "敏感"),
        ("mingan", "明暗", "明暗"),
        ("fangan", "方案", "方案"),
        ("fangan", "反感", "反感"),
        ("yanan", "延安", "延安"),
        ("yan'an", "延安", "延安"),
        ("danao", "大脑", "大脑"),
        ("danao", "担熬", "担熬"),
        ("changan", "长安", "长安"),
        ("pingan", "平安", "平安"),
        ("renao", "热闹", "热闹"),
        ("shengou", "申购", "申购"),
        ("shengou", "省欧", "省欧"),
        ("nanan", "南安", "南安"),
        ("gannan", "赣南", "赣南"),
        ("jiang", "吉昂", "吉昂"),
        ("jiang", "江", "江"),
        ("liang", "李昂", "李昂"),
        ("guan", "古安", "古安"),
        ("guang", "古昂", "古昂"),
        ("piao", "皮袄", "皮袄"),
        ("xiao", "西奥", "西奥"),
        ("bian", "比安", "比安"),
        ("dian", "第安", "第安"),
        ("lian", "利安", "利安"),
        ("jie", "饥饿", "饥饿"),
        ("xie", "细恶", "细恶"),
        ("kuai", "酷爱", "酷爱"),
        ("tuan", "吐安", "吐安"),
        ("zuan", "组安", "组安"),
        ("yunnan", "云南", "云南"),
        ("yunan", "云南", ""),
        ("yunan", "豫南", "豫南"),
        ("caozuozhinan", "操作指南", "操作指南"),
    ]);
}

#[test]
fn abbreviations_run_across_words_and_stop_nowhere() {
    each(&[
        ("fgfc", "复工复产", "复工复产"),
        ("fugongfc", "复工复产", "复工复产"),
        ("fgfuchan", "复工复产", "复工复产"),
        ("fgfch", "复工复产", "复工复产"),
        ("fugfuc", "复工复产", "复工复产"),
        ("jzsfg", "锦州市复工", "锦州市复工"),
        ("jzsyq", "锦州市疫情", "锦州市疫情"),
        ("gcbg", "古城宾馆", "古城宾馆"),
        ("zhrmghg", "中华人民共和国", "中华人民共和国"),
        ("zhonghrmghg", "中华人民共和国", "中华人民共和国"),
        ("zhhrmghg", "中华人民共和国", "中华人民共和国"),
        ("shshjj", "实实际际", "实实际际"),
        ("ssjj", "实实际际", "实实际际"),
        ("yqfkgz", "疫情防控工作", "疫情防控工作"),
        ("yiqingfkgzuo", "疫情防控工作", "疫情防控工作"),
        ("yiqingfangkonggongz", "疫情防控工作", "疫情防控工作"),
        ("yiqingfangkonggongzu", "疫情防控工作", "疫情防控工作"),
        ("jzho", "锦州", "锦州"),
        ("chongq", "重庆", "重庆"),
        ("cq", "重庆", "重庆"),
        ("chq", "重庆", "重庆"),
        ("zq", "重庆", "重庆"),
        ("wlmq", "乌鲁木齐", "乌鲁木齐"),
        ("hhht", "呼和浩特", "呼和浩特"),
        ("lnsjzs", "辽宁省锦州市", "辽宁省锦州市"),
        ("jinzhouxx", "锦州", ""),
        ("jinzhouz", "锦州", ""),
        ("jinghzou", "锦州", ""),
        ("jingzhou", "锦州", ""),
        ("jnzhou", "锦州", ""),
        ("zhoujin", "锦州", ""),
        ("fgfc", "复工、复产", ""),
        ("zhongguo", "中华", ""),
        ("shenyang", "沈", ""),
        ("zhz", "咱最", ""),
        ("chz", "才最", ""),
    ]);
}

#[test]
fn what_nobody_had_in_mind_when_the_rules_were_made_is_met_as_well() {
    each(&[
        ("lvliang", "吕梁", "吕梁"),
        ("lǚyóu", "旅游", "旅游"),
        ("lüsè", "绿色", "绿色"),
        ("nüedai", "虐待", "虐待"),
        ("qudi", "取缔", "取缔"),
        ("lüesheng", "略胜", "略胜"),
        ("chongqingyinhang", "重庆银行", "重庆银行"),
        ("cqyhhz", "重庆银行行长", "重庆银行行长"),
        ("yhhangzh", "银行行长", "银行行长"),
        ("hangzhang", "行长", "行长"),
        ("JIN'E", "金额", "金额"),
        ("xianjin", "先进", "先进"),
        ("xian'jin", "先进", "先进"),
        ("pu'er", "普洱", "普洱"),
        ("lu'an", "六安", "六安"),
        ("yidongCTche", "移动CT车", "移动CT车"),
        ("ydctch", "移动CT车", "移动CT车"),
        ("锦ZH", "锦州", "锦州"),
        ("ＪＩＮ州", "锦州", "锦州"),
        ("c919sf", "C919首飞", "C919首飞"),
        ("abcgs", "ＡＢＣ公司", "ＡＢＣ公司"),
        ("dong'e", "东阿", "东阿"),
        ("ejiao", "阿胶", "阿胶"),
        ("sfdian", "什邡店", "什邡店"),
        ("hlgzx", "华罗庚中学", "华罗庚中学"),
        ("zenglsh", "曾老师", "曾老师"),
        ("cenci", "参差", "参差"),
        ("chailvfei", "差旅费", "差旅费"),
        ("kfguan", "咖啡馆", "咖啡馆"),
        ("yihuirjiu", "一会儿就", "一会儿就"),
        ("chaoyanggou", "朝阳沟", "朝阳沟"),
        ("zhangjial", "涨价了", "涨价了"),
        ("shanyut", "单雨桐", "单雨桐"),
        ("qiuxg", "仇晓光", "仇晓光"),
        ("zhahm", "查慧敏", "查慧敏"),
        ("ouyangx", "欧阳修", "欧阳修"),
        ("qinxiaoyun", "覃小云", "覃小云"),
        ("bo冰冰", "薄冰冰", "薄冰冰"),
        ("gezhouba", "葛洲坝", "葛洲坝"),
        ("geyulan", "盖玉兰", "盖玉兰"),
        ("20wan吨", "20万吨", "20万吨"),
        ("di'sanci", "第三次", "第三次"),
        ("jingzhou", "锦州", ""),
        ("jinzhouz", "锦州", ""),
        ("nüdaifu", "男大夫", ""),
    ]);
}
