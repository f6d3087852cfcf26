//! What people type into a search line: names as they are said where they live, whole queries with their marks, capitals, tones and slips.

use super::testing::met;
use super::{Query, find};
use crate::search::testing::short;

/// Places and people by how they are said, each unlike what one of its characters is mostly read as, or with a sound few know.
const SAID: &str = "长子 zhangzi 乐平 leping 乐昌 lechang 乐正 yuezheng 鄱阳 poyang 婺源 wuyuan 邗江 hanjiang 郯城 tancheng 莒县 juxian 临沭 linshu 菏泽 heze \
    兖州 yanzhou 芝罘 zhifu 阳谷 yanggu 冠县 guanxian 蓟州 jizhou 涿州 zhuozhou 蠡县 lixian 行唐 xingtang 栾城 luancheng 邯郸 handan 滦州 luanzhou \
    黄骅 huanghua 泊头 botou 朔州 shuozhou 应县 yingxian 浑源 hunyuan 忻州 xinzhou 岢岚 kelan 宁武 ningwu 静乐 jingle 喀喇沁 kalaqin \
    巴彦淖尔 bayannaoer 呼伦贝尔 hulunbeier 乌兰察布 wulanchabu 扎赉特 zhalaite 扎鲁特 zhalute 扎兰屯 zhalantun 满洲里 manzhouli 鲅鱼圈 bayuquan \
    阜新 fuxin 葫芦岛 huludao 凌源 lingyuan 北票 beipiao 宽甸 kuandian 法库 faku 调兵山 diaobingshan 弓长岭 gongchangling 闾阳 lvyang 沟帮子 goubangzi \
    郫县 pixian 郫都 pidu 犍为 qianwei 瓦窑堡 wayaobu 马家堡 majiapu 十里铺 shilipu 儋州 danzhou 红磡 hongkan 深圳 shenzhen 埔里 puli 大埔 dapu \
    尖沙咀 jianshazui 澳门 aomen 氹仔 dangzai 涠洲岛 weizhoudao 邕宁 yongning 岑溪 cenxi 藤县 tengxian 龙胜 longsheng 夏河 xiahe 宕昌 tanchang 岷县 minxian \
    张掖 zhangye 酒泉 jiuquan 敦煌 dunhuang 嘉峪关 jiayuguan 武威 wuwei 天祝 tianzhu 吐鲁番 tulufan 鄯善 shanshan 焉耆 yanqi 尉犁 yuli 若羌 ruoqiang \
    且末 qiemo 和硕 heshuo 巴音郭楞 bayinguoleng 日喀则 rikaze 林芝 linzhi 那曲 naqu 阿里 ali 昌都 changdu 普洱 puer 丽江 lijiang 大理 dali 蒙自 mengzi \
    勐海 menghai 勐腊 mengla 澜沧 lancang 楚雄 chuxiong 个旧 gejiu 泸水 lushui 泸州 luzhou 筠连 junlian 珙县 gongxian 荣县 rongxian 什邡 shifang 郪江 qijiang \
    涪城 fucheng 綦江 qijiang 酉阳 youyang 黔江 qianjiang 忠县 zhongxian 垫江 dianjiang 合川 hechuan 潼南 tongnan 镇坪 zhenping 旬阳 xunyang 洵阳 xunyang \
    洋县 yangxian 勉县 mianxian 略阳 lveyang 略阳 lueyang 留坝 liuba 鄠邑 huyi 盩厔 zhouzhi 栎阳 yueyang 栒邑 xunyi 邠州 binzhou 汧阳 qianyang 郿县 meixian \
    澄城 chengcheng 华州 huazhou 潼关 tongguan 灵宝 lingbao 陕州 shanzhou 郏县 jiaxian 叶县 yexian 舞阳 wuyang 尉氏 weishi 杞县 qixian 睢县 suixian 柘城 zhecheng \
    鹿邑 luyi 郸城 dancheng 项城 xiangcheng 沈丘 shenqiu 新蔡 xincai 汝南 runan 确山 queshan 泌阳 biyang 淅川 xichuan 镇平 zhenping 邓州 dengzhou 颍上 yingshang \
    亳州 bozhou 谯城 qiaocheng 蒙城 mengcheng 利辛 lixin 灵璧 lingbi 泗县 sixian 濉溪 suixi 烈山 lieshan 枞阳 zongyang 休宁 xiuning 绩溪 jixi 旌德 jingde 泾县 jingxian \
    溧阳 liyang 溧水 lishui 邳州 pizhou 沭阳 shuyang 灌云 guanyun 盱眙 xuyi 涟水 lianshui 嘉定 jiading 莘庄 xinzhuang 甪直 luzhi 诸暨 zhuji 嵊泗 shengsi 缙云 jinyun \
    丽水 lishui 乐清 yueqing 瓯海 ouhai 鄞州 yinzhou 慈溪 cixi 余姚 yuyao 长汀 changting 闽侯 minhou 长乐 changle 厦门 xiamen 晋江 jinjiang 婺城 wucheng \
    万载 wanzai 鄱阳 poyang 铅山 yanshan 弋阳 yiyang 婺源 wuyuan 浏阳 liuyang 攸县 youxian 酃县 lingxian 耒阳 leiyang 郴州 chenzhou 汝城 rucheng 芷江 zhijiang 沅陵 yuanling \
    溆浦 xupu 辰溪 chenxi 麻阳 mayang 黄陂 huangpi 蕲春 qichun 浠水 xishui 麻城 macheng 监利 jianli 秭归 zigui 郧阳 yunyang 房县 fangxian 猇亭 xiaoting 嵖岈山 chayashan \
    番禺 panyu 东莞 dongguan 高要 gaoyao 乐昌 lechang 连州 lianzhou 蕉岭 jiaoling 揭阳 jieyang 汕头 shantou 吴川 wuchuan 廉江 lianjiang 徐闻 xuwen \
    解缙 xiejin 解珍 xiezhen 仇英 qiuying 区桃 outao 查慎行 zhashenxing 单田芳 shantianfang 盖聂 genie 曾巩 zenggong 朴实 pushi 任继愈 renjiyu 华罗庚 hualuogeng \
    缪荃孙 miaoquansun 冼夫人 xianfuren 翟让 zhairang 覃塘 qintang 员外 yuanwai 乐毅 yueyi 召公 shaogong 种师道 chongshidao 谌龙 chenlong 谌容 shenrong 晏殊 yanshu \
    逄 pang 亓 qi 郇 xun 郇 huan 靳 jin 妫 gui 仝 tong 訾 zi 昝 zan 戢 ji 笪 da 逯 lu 褚 chu 庹 tuo 阚 kan 邸 di 佘 she 厍 she 晁 chao 缑 gou 能 nai 柏 bai 薄 bo 卜 bu \
    欧阳 ouyang 皇甫 huangfu 诸葛 zhuge 赫连 helian 尉迟 yuchi 濮阳 puyang 淳于 chunyu 单于 chanyu 令狐 linghu 长孙 zhangsun 鲜于 xianyu 闾丘 lvqiu 亓官 qiguan 拓跋 tuoba \
    万俟 moqi 子车 ziju 宰父 zaifu 夏侯 xiahou 澹台 tantai 可汗 kehan 阏氏 yanzhi 龟兹 qiuci 身毒 yuandu 大宛 dayuan 高句丽 gaogouli 大月氏 dayuezhi 冒顿 modu \
    一哄而散 yihongersan 咀嚼 jujue 粘贴 zhantie 粘稠 nianchou 薄荷 bohe 蚌壳 bangke 臂膀 bibang 秘鲁 bilu 泌尿 miniao 便捷 bianjie 屏障 pingzhang 炮制 paozhi 剥皮 baopi \
    参与 canyu 曾经 cengjing 禅让 shanrang 颤抖 chandou 场院 changyuan 绰号 chuohao 称职 chenzhi 乘客 chengke 冲压 chongya 臭氧 chouyang 处理 chuli 畜禽 chuqin 攒钱 zanqian \
    逮捕 daibu 担任 danren 当作 dangzuo 的确 dique 调研 diaoyan 钉子 dingzi 都江堰 dujiangyan 度量 duliang 恶心 exin 厌恶 yanwu 佛山 foshan 仿佛 fangfu 夹生 jiasheng 咖喱 gali \
    盖子 gaizi 干部 ganbu 勾当 goudang 骨朵 guduo 桧柏 guibai 过瘾 guoyin 咳嗽 kesou 和面 huomian 荷载 hezai 横财 hengcai 哗啦 huala 会计 kuaiji 混合 hunhe 豁达 huoda 几乎 jihu \
    系鞋带 jixiedai 济南 jinan 纪念 jinian 监狱 jianyu 间断 jianduan 将领 jiangling 教书 jiaoshu 校准 jiaozhun 结果 jieguo 尽管 jinguan 禁止 jinzhi 劲旅 jinglv 圈养 juanyang \
    倔 jue 菌类 junlei 看守 kanshou 空隙 kongxi 落枕 laozhen 丢三落四 diusanlasi 累赘 leizhui 擂台 leitai 量杯 liangbei 笼络 longluo 绿林 lulin 碌碡 liuzhou 率先 shuaixian 率 lv \
    埋怨 manyuan 没收 moshou 闷热 menre 蒙骗 mengpian 靡费 mifei 抹布 mabu 难民 nanmin 泥古 nigu 宁夏 ningxia 疟疾 nveji 疟疾 nueji 疟子 yaozi 胖 pang 心宽体胖 xinkuantipan 喷香 penxiang \
    片子 pianzi 撇嘴 piezui 仆人 puren 曝光 baoguang 曝晒 pushai 瀑布 pubu 奇数 jishu 翘首 qiaoshou 亲家 qingjia 曲折 quzhe 雀斑 queban 塞外 saiwai 散步 sanbu 丧事 sangshi 色子 shaizi \
    刹车 shache 古刹 gucha 扇动 shandong 少年 shaonian 舍弃 sheqi 什么 shenme 什锦 shijin 省亲 xingqin 盛饭 chengfan 识字 shizi 标识 biaozhi 似的 shide 属意 zhuyi 说服 shuofu 遗说 yishui \
    宿舍 sushe 遂愿 suiyuan 拓片 tapian 开拓 kaituo 提防 difang 挑拨 tiaobo 吐露 tulu 瓦刀 wadao 委蛇 weiyi 吓唬 xiahu 恐吓 konghe 鲜见 xianjian 相声 xiangsheng 巷道 hangdao 削减 xuejian \
    血淋淋 xielinlin 压轴 yazhou 要求 yaoqiu 殷红 yanhong 饮马 yinma 应届 yingjie 佣金 yongjin 熨帖 yutie 与会 yuhui 晕车 yunche 载体 zaiti 脏器 zangqi 择菜 zhaicai 轧钢 zhagang \
    炸弹 zhadan 占卜 zhanbu 涨价 zhangjia 着陆 zhuolu 正月 zhengyue 殖民 zhimin 种田 zhongtian 重叠 chongdie 轴承 zhoucheng 转盘 zhuanpan 钻研 zuanyan 作坊 zuofang 嗯 en 嗯 ng 嗯 n";

#[test]
fn names_and_words_are_met_by_how_they_are_said_and_by_every_beginning_of_it() {
    let said: Vec<&str> = SAID.split_whitespace().collect();
    let mut wrong = Vec::new();
    for pair in said.chunks_exact(2) {
        if met(pair[1], pair[0]).as_deref() != Some(pair[0]) {
            wrong.push(format!("{} {}", pair[0], pair[1]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// What a whole query meets in an article of this one paragraph, its places joined by a blank.
fn found(typed: &str, text: &str) -> String {
    let article = short("锦州", "2020-02-26", "题", text);
    let places = find(&Query::parse(typed), &article);
    places.iter().map(|place| place.span.of(&article.text)).collect::<Vec<_>>().join(" ")
}

#[test]
fn queries_as_people_type_them() {
    let mut wrong = Vec::new();
    for (typed, text, expected) in [
        // Tone marks and the numbers of tones, partings, capitals, full width.
        ("jin3zhou1", "锦州港", "锦州"),
        ("Jin3 zhou1", "锦州港", "锦州"),
        ("lv4se4", "绿色", "绿色"),
        ("lu:4", "绿色", "绿"),
        ("xi1'an1", "西安", "西安"),
        ("xi1'an1", "先", ""),
        ("jin3", "锦州港", "锦"),
        ("jin3z", "锦州港", "锦州"),
        ("jin3|gang3", "锦州港", "锦 港"),
        ("jǐn zhōu", "锦州港", "锦州"),
        ("jǐn'zhōu", "锦州港", "锦州"),
        ("JǏNZHŌU", "锦州港", "锦州"),
        ("ｊｉｎ　ｚｈｏｕ", "锦州港", "锦州"),
        ("ｘｉ＇ａｎ", "西安", "西安"),
        ("xi`an", "西安", "西安"),
        ("xi´an", "西安", "西安"),
        // Figures keep meaning figures.
        ("5g", "5G基站", "5G"),
        ("9lu", "9路公交", "9路"),
        ("no1", "No1号", "No1"),
        ("a4", "A4纸", "A4"),
        ("h7n9", "H7N9流感", "H7N9"),
        ("n95", "N95口罩", "N95"),
        ("covid-19", "COVID-19疫情", "COVID-19"),
        ("wi-fi", "Wi-Fi信号", "Wi-Fi"),
        ("2019-ncov", "2019-nCoV", "2019-nCoV"),
        // Several words, in any width of blank, bar and minus.
        ("jinzhou gang", "锦州的港", "锦州 港"),
        ("锦州　港", "锦州的港", "锦州 港"),
        ("锦州 －港", "锦州的海", "锦州"),
        ("锦州 －港", "锦州的港", ""),
        ("海｜港", "锦州的港", "港"),
        ("海／港", "海/港", "海/港"),
        ("“锦州港”", "锦州港", "锦州港"),
        ("「锦州港」", "锦州港", "锦州港"),
        ("《红楼梦》", "读《红楼梦》", "《红楼梦》"),
        ("红楼梦》", "读《红楼梦》", "红楼梦》"),
        ("'jin", "锦 jin", "jin"),
        ("锦州，港", "锦州,港", "锦州,港"),
        ("复工?", "复工？", "复工？"),
        ("复工!", "复工！", "复工！"),
        ("a+b", "A+B", "A+B"),
        ("c++", "C++", "C++"),
        ("100%", "100％", "100％"),
        ("36.5℃", "36.5℃", "36.5℃"),
        ("3·15", "3·15晚会", "3·15"),
        ("3•15", "3·15晚会", "3·15"),
        ("8：30", "8:30开门", "8:30"),
        ("8:30", "8：30开门", "8：30"),
        ("http://a.cn", "见http://a.cn", "http://a.cn"),
        ("a@b.cn", "信箱a@b.cn", "a@b.cn"),
        ("10-12日", "10—12日", "10—12日"),
        ("－19", "零下-19度", ""),
        // Half a syllable at the end, at every point.
        ("jinzh", "锦州", "锦州"),
        ("jinzho", "锦州", "锦州"),
        ("jin'z", "锦州", "锦州"),
        ("jin z", "锦州", "锦州"),
        ("jin zh", "锦州", "锦州"),
        ("xi'", "西安", "西"),
        ("jz's", "锦州市", "锦州市"),
        // zh, ch, sh and the same letters apart.
        ("sh", "上海", "上海"),
        ("sh", "山", "山"),
        ("sh", "社会", "社会"),
        ("zh", "最好", "最好"),
        ("ch", "从化", "从化"),
        ("shh", "上海", "上海"),
        ("zhh", "珠海", "珠海"),
        ("zhzh", "郑州", "郑州"),
        ("zz", "郑州", "郑州"),
        ("zzh", "郑州", "郑州"),
        ("zhz", "郑州", "郑州"),
        // Slurred n and ng, l and n, f and h are not one another: only what is typed is met.
        ("jing", "锦", ""),
        ("lan", "南", ""),
        ("hui", "飞", ""),
        ("si", "是", ""),
        // Script.
        ("錦州", "锦州", "锦州"),
        ("锦州", "錦州", "錦州"),
        ("後來", "后来", "后来"),
        ("裏面", "里面", "里面"),
        ("台灣", "臺灣", "臺灣"),
        ("ＡＰＰ", "App上线", "App"),
        ("㎡", "120㎡", "㎡"),
        ("№", "№5", "№"),
        ("①", "①号", "①"),
    ] {
        let met = found(typed, text);
        if met != expected {
            wrong.push(format!("{typed} in {text}: {met:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
