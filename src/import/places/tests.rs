//! Places in sentences of many provinces: what a story is about, and what it merely names.

use proptest::prelude::*;

use super::super::scored::{article, page_of};
use super::*;

type Text<'a> = &'a [(Field, &'a str)];

/// City and county of every article of a page.
fn read(articles: &[Text<'_>]) -> Vec<(String, String)> {
    let articles = articles
        .iter()
        .map(|parts| {
            article(&parts.iter().zip(1..).map(|((field, text), n)| (*field, n, (*text).to_owned())).collect::<Vec<_>>())
        })
        .collect();
    let mut draft = page_of("a.txt", articles);
    locate(&mut draft, &Hints::default());
    draft
        .articles
        .iter()
        .map(|a| (a.city.as_deref().unwrap_or("-").to_owned(), a.county.clone().unwrap_or_else(|| "-".to_owned())))
        .collect()
}

fn one(headline: &str, body: &str) -> (String, String) {
    read(&[&[(Field::Headline, headline), (Field::Body, body)]]).remove(0)
}

fn city(headline: &str, body: &str) -> String {
    one(headline, body).0
}

#[test]
fn places_of_many_provinces_are_found() {
    for (headline, body, city, county) in [
        ("菜农用上了电动车", "寿光市孙家集街道的大棚里，菜农正在摘黄瓜。", "潍坊", "寿光市"),
        ("巴扎恢复营业", "喀什地区莎车县的巴扎重新热闹起来。", "喀什", "莎车县"),
        ("橡胶开割", "西双版纳州勐腊县的胶林里亮起了头灯。", "西双版纳", "勐腊县"),
        ("查干湖冬捕", "前郭县的渔把头凿开了冰。", "松原", "前郭县"),
        ("牧民转场", "锡林郭勒盟西乌珠穆沁旗的牧民开始转场。", "锡林郭勒", "西乌珠穆沁旗"),
        ("梨花开了", "延边州龙井市的梨园里人声鼎沸。", "延边", "龙井市"),
        ("弄堂里的修笔匠", "上海市静安区一条弄堂里，老人还在修钢笔。", "上海", "静安区"),
        ("索道停运", "重庆市云阳县的索道完成了使命。", "重庆", "云阳县"),
        ("红枣装车", "阿拉尔市的枣园里，职工忙着装车。", "阿拉尔", "-"),
        ("花炮转产", "浏阳市的花炮厂改做烟雾弹。", "长沙", "浏阳市"),
        ("苗寨修路", "恩施州来凤县的苗寨通了水泥路。", "恩施", "来凤县"),
        ("侗寨织布", "黎平县的侗寨里，织机响了一天。", "黔东南", "黎平县"),
        ("茶山开采", "普洱市宁洱县的茶山上采茶忙。", "普洱", "宁洱县"),
        ("喀左陶土", "喀喇沁左翼蒙古族自治县的陶土装上了车。", "朝阳", "喀喇沁左翼蒙古族自治县"),
    ] {
        assert_eq!(one(headline, body), (city.to_owned(), county.to_owned()), "{body}");
    }
}

#[test]
fn ordinary_words_are_no_counties() {
    for body in [
        "公安机关与社区合作，整合资源，维护和平。",
        "比如南部的通道，共和国的延长线，富裕起来的互助组很有威信。",
        "网上思政课开讲了，今天等来了第一批听众，大家会理解的。",
        "吃着三明治，量着日照时间，来宾们坐在大理石台阶上。",
        "这家企业在北京时间八点开市，合作市场广阔，和平区域稳定。",
        "振兴县域经济，完成县级改革，现代县城焕然一新。",
    ] {
        assert_eq!(one("标题", body), ("-".to_owned(), "-".to_owned()), "{body}");
    }
}

#[test]
fn an_ordinary_word_is_a_county_where_the_page_supports_it() {
    let page: [Text<'_>; 2] = [
        &[(Field::Headline, "荆州春灌"), (Field::Body, "荆州市公安县的渠道放水了。")],
        &[(Field::Headline, "公安：牛肉锅盔走俏"), (Field::Body, "埠河镇的师傅一天烤八百个锅盔。")],
    ];
    assert_eq!(read(&page)[1], ("荆州".to_owned(), "公安县".to_owned()));
}

#[test]
fn an_ambiguous_name_is_resolved_by_its_page() {
    let zone = |city: &str| {
        let first = format!("{city}市政府发布通告。");
        let page: [Text<'_>; 2] = [
            &[(Field::Headline, "通告"), (Field::Body, &first)],
            &[(Field::Headline, "老街新灯"), (Field::Body, "鼓楼区的老街换上了新灯。铁西区的老厂房也亮了。")],
        ];
        read(&page)[1].clone()
    };
    assert_eq!(zone("徐州"), ("徐州".to_owned(), "鼓楼区".to_owned()));
    assert_eq!(zone("福州"), ("福州".to_owned(), "鼓楼区".to_owned()));
    assert_eq!(one("灯会", "沈阳市和平区的灯会昨晚开幕。"), ("沈阳".to_owned(), "和平区".to_owned()));
    assert_eq!(one("灯会", "天津市和平区的灯会昨晚开幕。"), ("天津".to_owned(), "和平区".to_owned()));
    assert_eq!(one("灯会", "北京市朝阳区的灯会昨晚开幕。"), ("北京".to_owned(), "朝阳区".to_owned()));
    assert_eq!(one("灯会", "辽宁省朝阳市的灯会昨晚开幕。").0, "朝阳");
    assert_eq!(one("灯会", "一条老街的鼓楼区段亮了灯。").0, "-", "nothing tells which");
}

#[test]
fn a_place_merely_named_does_not_win() {
    for (headline, body, expected) in [
        ("医疗队出征", "锦州市的32名医护驰援湖北武汉，武汉的医院已经等着他们。", "锦州"),
        ("苹果出海", "栖霞市的苹果销往广州、深圳和上海等地。", "烟台"),
        ("拆迁户的新家", "沈阳市民屈某专程赶到绥中县的梨园认养了一棵树。", "葫芦岛"),
        ("返乡的司机", "来自武汉的货车停在南阳市的卡口，司机量了体温。", "南阳"),
        ("论坛传来消息", "从在上海召开的论坛上传来消息，如皋市入选候选名单。", "南通"),
        ("黑菜进城", "如皋的黑菜进了南京、上海的超市，产品卖到南京、上海。", "南通"),
        ("秸秆成炭", "如皋市江安镇的秸秆变成了炭，江安镇的农户领到了钱。", "南通"),
        ("修路", "如皋市的海阳南路、福寿东路通车。", "南通"),
        ("小店换了东家", "洛阳市涧西区中山路上的兰州拉面馆换了东家。", "洛阳"),
    ] {
        assert_eq!(city(headline, body), expected, "{body}");
    }
}

#[test]
fn an_article_without_a_place_takes_its_pages_and_says_so() {
    let articles = vec![
        article(&[(Field::Headline, 1, "锦州春耕".to_owned()), (Field::Body, 2, "凌海市的拖拉机下了地。".to_owned())]),
        article(&[(Field::Headline, 3, "慢一点".to_owned()), (Field::Body, 4, "树在那里，人慢一辈子。".to_owned())]),
    ];
    let mut draft = page_of("a.txt", articles);
    locate(&mut draft, &Hints::default());
    let (first, second) = (&draft.articles[0], &draft.articles[1]);
    assert_eq!((first.city.as_deref(), first.place_source), (Some("锦州"), PlaceSource::Text));
    assert_eq!((second.city.as_deref(), second.place_source, second.county.as_deref()), (Some("锦州"), PlaceSource::Page, None));
}

#[test]
fn a_county_city_that_says_our_city_is_not_its_prefecture() {
    let page: [Text<'_>; 3] = [
        &[(Field::Headline, "我市修路"), (Field::Body, "我市的三条路下月通车，全市的车都绕着走。")],
        &[(Field::Headline, "老店招工"), (Field::Body, "如皋市的老店招收十人。")],
        &[(Field::Headline, "我市建桥"), (Field::Body, "记者从我市交通部门获悉，桥已合龙。")],
    ];
    let of = |city: &str, county: &str| (city.to_owned(), county.to_owned());
    assert_eq!(read(&page), [of("南通", "如皋市"), of("南通", "如皋市"), of("南通", "如皋市")]);
    let with_its_prefecture: [Text<'_>; 3] =
        [page[0], page[1], &[(Field::Headline, "桥"), (Field::Body, "南通市的桥，我市的桥。")]];
    assert_eq!(read(&with_its_prefecture)[0].1, "-");
}

#[test]
fn several_cities_on_a_page_keep_their_own() {
    let page: [Text<'_>; 4] = [
        &[(Field::Headline, "平江粉厂请来工程师"), (Field::Body, "本报岳阳5月11日讯 平江县加义镇的厂里灯亮着。")],
        &[(Field::Headline, "资兴渔民当起导游"), (Field::Body, "资兴市白廊镇的渔民带游客看雾。")],
        &[(Field::Headline, "南县小龙虾进长沙"), (Field::Body, "南县乌嘴乡的虾塘边停着摩托车。")],
        &[(Field::Headline, "一碗粉的考证"), (Field::Body, "津市市的教室里坐满了考生。")],
    ];
    let found: Vec<String> = read(&page).into_iter().map(|(city, _)| city).collect();
    assert_eq!(found, ["岳阳", "郴州", "益阳", "常德"]);
}

#[test]
fn a_story_of_the_whole_city_has_no_county() {
    assert_eq!(one("遵义全市开学", "遵义市今天开学。汇川区的孩子起得最早，播州区的校车跑了四趟。").1, "-");
    assert_eq!(one("一市三县同栽树", "三门峡市的渑池县、卢氏县、义马市同时栽树。").1, "-");
}

#[test]
fn former_names_resolve() {
    assert_eq!(city("旧闻", "北宁市的葡萄下了架。"), "锦州");
    assert_eq!(city("旧闻", "襄樊市的汽车厂试车。"), "襄阳");
    assert_eq!(one("旧闻", "盐都县的稻子黄了。"), ("盐城".to_owned(), "盐都县".to_owned()));
}

#[test]
fn a_stated_city_beats_the_text() {
    let mut draft = page_of("a.txt", vec![article(&[(Field::Body, 1, "沈阳市的灯会开幕。".to_owned())])]);
    locate(&mut draft, &Hints { city: Some(Arc::from("锦州")), ..Hints::default() });
    assert_eq!((draft.articles[0].city.as_deref(), draft.articles[0].place_source), (Some("锦州"), PlaceSource::Stated));
}

#[test]
fn provincial_news_from_the_capital_stays_with_the_page() {
    let page: [Text<'_>; 3] = [
        &[(Field::Headline, "秦安剪枝"), (Field::Body, "天水市秦安县刘坪镇的桃园里摆开擂台。")],
        &[(Field::Headline, "武山修路"), (Field::Body, "天水市武山县的公路半幅施工。")],
        &[(Field::Headline, "全省小麦苗情好"), (Field::Body, "本报兰州11月5日电 记者从省农业部门获悉，小麦已全部出苗。")],
    ];
    assert_eq!(read(&page)[2].0, "天水");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_panics(text in "\\PC{0,120}", more in "[京津沪渝锦州市县区公安资源和平朝阳白塔本报讯电、，。]{0,40}") {
        let _ = read(&[&[(Field::Headline, &text), (Field::Body, &more)], &[(Field::Lead, &more)]]);
    }

    #[test]
    fn mentions_lie_on_characters_and_do_not_overlap(text in "[京津沪渝锦州市县区公安资源和平朝阳白塔海南河一a、，。]{0,60}") {
        let found = mentions(&text);
        prop_assert!(found.iter().all(|m| text.get(m.at..m.end) == Some(m.name.text.as_ref())));
        prop_assert!(found.windows(2).all(|w| w[0].end <= w[1].at));
    }
}
