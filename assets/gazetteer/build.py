#!/usr/bin/env python3
"""Make places.tsv and masks.txt from public data.

usage: pip install cpca==0.5.5 jieba==0.42.1 pypinyin && python3 assets/gazetteer/build.py

Sources: cpca 0.5.5 `resources/adcodes.csv` (MIT; codes of GB/T 2260 of about 2021 with coordinates) and jieba's dictionary (MIT).
`former.tsv` is written by hand: names that are no longer used, and short forms that do not follow from the name.

places.tsv, one place a line: code, name, pinyin of the short form, longitude, latitude, flags, [short form where it is not the name
without its class]. Flags: `~` the short form is also an ordinary word (公安, 资源): it counts only where other evidence supports it;
`-` it never counts (和平区, 吉林市); `b` short form and the words around it run together easily (网上|思政): the word boundary is looked up.

masks.txt: dictionary words that hold a place name and are no place (三明治, 大理石, 孙中山, 北京时间).
"""
import collections, csv, os, re
import cpca, jieba, pypinyin

HERE = os.path.dirname(os.path.abspath(__file__))
RES = os.path.join(os.path.dirname(cpca.__file__), "resources")

# Peoples in the names of autonomous places, with and without 族.
PEOPLES = [line.strip() for line in open(os.path.join(RES, "56_nations.csv"), encoding="utf8")]
PEOPLES = [p for p in PEOPLES if p] + ["各族", "蒙古", "哈萨克", "柯尔克孜", "塔吉克", "锡伯"]

# Places that the table of 2021 lacks, or that are no part of GB/T 2260 (Taiwan).
ADDED = """710100 台北市 121.56 25.04|710200 高雄市 120.31 22.62|710300 台中市 120.68 24.15|710400 台南市 120.21 23.00|710500 新北市 121.46 25.01
710600 桃园市 121.30 24.99|710700 基隆市 121.74 25.13|710800 新竹市 120.97 24.80|710900 嘉义市 120.45 23.48
330113 临平区 120.30 30.42|330114 钱塘区 120.49 30.33|659007 双河市 82.35 44.84|659008 可克达拉市 80.63 43.68|659009 昆玉市 79.28 37.21
659010 胡杨河市 84.83 44.70|659011 新星市 93.75 42.80|659012 白杨市 83.00 46.70"""

# Names given since then, with the place whose coordinates they take.
RENAMED = """510117 郫都区 510124|610118 鄠邑区 610125|610482 彬州市 610427|540602 色尼区 542421|450181 横州市 450127|130284 滦州市 130223
370116 莱芜区 371202|370117 钢城区 371203|140213 平城区 140202|140214 云冈区 140203|140215 云州区 140227|140403 潞州区 140402|140404 上党区 140421
230717 伊美区 230702|230718 乌翠区 230702|230751 金林区 230702|230722 嘉荫县 230722|330383 龙港市 330327|340210 湾沚区 340221|360404 柴桑区 360421
411003 建安区 411023|511504 叙州区 511521|510705 安州区 510724|520281 盘州市 520222|632803 茫崖市 632800|650402 高昌区 652101|650400 吐鲁番市 652100
150603 康巴什区 150602|532923 祥云县 532923|371503 茌平区 371523|630203 平安区 632121|520304 播州区 520321|510904 安居区 510904|511703 达川区 511703
430212 渌口区 430221|440404 金湾区 440404|620902 肃州区 620902|430182 宁乡市 430124|469021 定安县 469021|530115 晋宁区 530122|230724 丰林县 230702
230725 大箐山县 230702|230726 南岔县 230703|230723 汤旺县 230702|654201 塔城市 654201|232701 漠河市 232723|232718 加格达奇区 232700|411600 周口市 411600"""

# Short forms that do not follow from the name and that everybody uses.
USUAL = {"喀喇沁左翼蒙古族自治县": "喀左", "前郭尔罗斯蒙古族自治县": "前郭"}

# Short forms that jieba does not tag as places although nobody uses them as a word.
FIRM = set("""石首 秦安 麻城 监利 罗田 阳新 大冶 钟祥 竹溪 应城 梁山 洪湖 仙桃 石狮 当阳 石林 桃源 义乌 余姚 诸城 如皋 龙口 疏勒 噶尔 凤翔 库车
扶风 神木 米脂 玉门 莎车 库尔勒 格尔木 张家港 仪征 玛纳斯 卢氏 灵武 兰溪 庆元 玉环 特克斯 侯马 嘉禾 兰考 卢龙 靖远 怀来 阳朔 泊头 扶余 乐陵 西吉
伊吾 卫辉 萨迦 阳谷 慈溪 慈利 桑植 贺兰 若羌 塔什库尔干 巨鹿 平度 建瓯 瑞丽 腾冲 凯里 登封 康定 延吉 香格里拉 奉节 馆陶 遵化 个旧 即墨 常熟 钟山 若尔盖
墨脱 平遥 弥勒 永济 介休 乐清 凭祥 德钦 大荔 绥德 荣成 茶陵 乐平 玉树 邵武 周至 灵寿 福清 彭泽 鄢陵 怀远 唐河 尉氏 句容 巨野 洪洞 凌源 淳安 仙游 临颍 梓潼
织金 玉屏 循化 于田 枣强 金乡 武穴 江油 禄丰 乐亭 元氏 和林格尔 庄河 射阳 松潘 察隅 额济纳 章丘 轮台 封丘 奉化 莲都 景宁 雷山 从江 靖州 通辽 承德 伽师 托里
杜尔伯特 华安 射洪 蓬莱 凤城 东港 调兵山 大石桥 高密 永嘉 文成 德清 嘉善 大悟 京山 宝丰 内乡 原平 怀仁 绥中 建昌""".split())

# Short forms that jieba tags as places but that are as often something else.
ORDINARY = set("""平原 天门 商城 江山 甘泉 东海 兴国 龙门 永安 故城 新河 安宁 滨海 太湖 沙河 大城 沿河 北流 三江 江城 通城 大关 长兴 无极 临江 三河 新安
五原 山阳 祥云 龙江 西乡 永兴 东乡 西平 南城 北安 湖口 江口 河曲 西和 亚东 通山 庐山 衡山 象山 常山 灵山 黑山 平山 玉山 东山 龙山 罗山 英山 竹山 盘山 中阳
山阴 东安 永平 永宁 平阳 安国 安乡 远安 兴安 白河 海城 南宫 金川 黄陵 泰来 河口 清河 青龙 兴隆 南安 东平 长安 长乐 宁海 沙湾 兴山 长阳 东至 德化 德安 巫山
太白 天山 大同 三明 日照 开封 来宾 白银 安康 大理 阿里 玉树 红河 文山 怒江 中山 朝阳 黄山 四平 山南 北海 海东 海北 海西 黄南 白山 白城 中卫 保山 黑河 东方 嘉峪关
长岛 临海 永康 宁国 安达 五大连池 长白 集贤 尚志 同江 通河 临高 石门 双桥 西山 武夷山 九寨沟 峨眉山 井冈山 敦煌 新乐 安溪 长顺 宁城 通海 新平 上思 易门 大方
来宾 汉源 富源 青山 双江 云县 平利 江华 大化 巴马 罗城 龙胜 上林 大新 宁明 宾阳 天等 隆安 上犹 全南 定南 安远 寻乌 龙南 大余 石城 会昌 于都 合江 叙永
双流 新都 温江 大邑 新津 金堂 淮阳 新县 望都 定兴 高阳 安新 安平 武强 景县 阜城 故城 临西 南和 广宗 新会 海丰 高要 四会""".split())

# Dishes, events and phrases named after a place, which say nothing of the scene; the dictionary lacks them.
NAMED_AFTER = """北京时间 北京冬奥 北京奥运 杭州亚运 广州亚运 上海世博 遵义会议 西安事变 延安时期 兰州拉面 重庆小面 扬州炒饭 桂林米粉 沙县小吃 金华火腿
德州扒鸡 南京大屠杀 天津麻花 武汉加油 武汉保卫战 湖北保卫战 哈尔滨红肠 新疆长绒棉 海南鸡饭 山西老陈醋 上海合作组织""".split()

# Pinyin that the library gets wrong in place names.
READINGS = {"朝阳": "chaoyang", "单县": "shanxian", "郫都": "pidu", "莘县": "shenxian", "蔚县": "yuxian", "歙县": "shexian", "黟县": "yixian",
    "六安": "luan", "六合": "luhe", "台州": "taizhou", "天台": "tiantai", "番禺": "panyu", "乐亭": "laoting", "乐清": "yueqing", "铅山": "yanshan",
    "浚县": "xunxian", "尉犁": "yuli", "尉氏": "weishi", "泌阳": "biyang", "渑池": "mianchi", "荥阳": "xingyang", "荥经": "yingjing", "犍为": "qianwei",
    "筠连": "junlian", "繁峙": "fanshi", "洪洞": "hongtong", "大城": "daicheng", "大埔": "dabu", "东阿": "donge", "枞阳": "zongyang", "涡阳": "guoyang",
    "蚌埠": "bengbu", "邗江": "hanjiang", "盱眙": "xuyi", "睢宁": "suining", "睢县": "suixian", "睢阳": "suiyang", "监利": "jianli", "耒阳": "leiyang",
    "百色": "baise", "吴堡": "wubu", "华阴": "huayin", "华州": "huazhou", "宕昌": "tanchang", "碌曲": "luqu", "伽师": "jiashi", "莎车": "shache",
    "叶城": "yecheng", "叶县": "yexian", "朝天": "chaotian", "武陟": "wuzhi", "柘城": "zhecheng", "藁城": "gaocheng", "井陉": "jingxing", "行唐": "xingtang",
    "任丘": "renqiu", "任泽": "renze", "宝坻": "baodi", "綦江": "qijiang", "珲春": "hunchun", "厦门": "xiamen", "长治": "changzhi", "会理": "huili",
    "会宁": "huining", "会泽": "huize", "会同": "huitong", "柏乡": "baixiang", "石首": "shishou", "乐山": "leshan", "都匀": "duyun", "都安": "duan",
    "成都": "chengdu", "阿坝": "aba", "巴彦": "bayan", "儋州": "danzhou", "丽水": "lishui", "大冶": "daye", "解州": "xiezhou", "重庆": "chongqing"}


def short_of(name):
    """The name without its class, and for autonomous places without the peoples."""
    if name.endswith("特别行政区"):
        return name[:-5]
    if name in USUAL:
        return USUAL[name]
    match = re.fullmatch(r"(.+?)(自治区|自治州|自治县|自治旗|地区|林区|特区|省|市|盟|县|区|旗|矿区)", name)
    short = match[1] if match else name
    if "自治" in name:
        again = True
        while again:
            again = False
            for people in PEOPLES:
                if short.endswith(people) and len(short) - len(people) >= 2:
                    short, again = short[: -len(people)], True
        if short.endswith("族") and len(short) > 2:
            short = short[:-1]
        short = {"广西壮": "广西", "宁夏回": "宁夏", "新疆维吾尔": "新疆"}.get(short, short)
    return short


def plain(name):
    """What the reader of the table derives by itself."""
    return name[:-2] if name.endswith("地区") else name[:-1]


def main():
    words = {}
    for line in jieba.dt.get_dict_file():
        word, count, tag = line.decode("utf8").split(" ")
        words[word] = (int(count), tag.strip())
    total = sum(count for count, _ in words.values())
    ends, begins = collections.Counter(), collections.Counter()
    for word, (count, _) in words.items():
        begins[word[0]] += count
        if len(word) > 1:
            ends[word[-1]] += count

    table = {}
    for row in csv.DictReader(open(os.path.join(RES, "adcodes.csv"), encoding="utf8")):
        code, name = row["adcode"][:6], row["name"]
        if "直辖县级" in name or name in ("市辖区", "县") or "群岛" in name:
            continue
        # 定州 and 辛集 are run by their province and lie in a prefecture, which is where people look for them.
        code = {"139001": "130682", "139002": "130181"}.get(code, code)
        table[code] = (name, row["longitude"], row["latitude"])
    for entry in ADDED.replace("\n", "|").split("|"):
        code, name, lon, lat = entry.split()
        table.setdefault(code, (name, lon, lat))

    for entry in RENAMED.replace("\n", "|").split("|"):
        code, name, old = entry.split()
        same = old[:4] == code[:4] and short_of(table.get(old, (name,))[0]) == short_of(name)
        if name not in {known for known, _, _ in table.values()} and code not in table and not same:
            table[code] = (name, *table.get(old, ("", "", ""))[1:])

    provinces = {short_of(name) for code, (name, _, _) in table.items() if code.endswith("0000")}
    cities = {short_of(name) for code, (name, _, _) in table.items() if code.endswith("00")}
    times = collections.Counter(short_of(name) for name, _, _ in table.values())
    firm = set()
    out = []
    for code, (name, lon, lat) in sorted(table.items()):
        short = short_of(name)
        count, tag = words.get(short, (0, ""))
        flags = ""
        level = "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"
        if level != "province":
            if len(short) < 2 or (level == "city" and short in provinces) or (level == "county" and short in cities):
                flags = "-"
            elif short in ORDINARY:
                flags = "~"
            elif level == "city" or short in FIRM:
                flags = ""
            elif name.endswith("区"):
                # Districts are named in full; the short form counts where it is nobody's word, and with support.
                flags = "-" if times[short] > 1 or (count and not tag.startswith("ns")) or count > 100 else "~"
            elif count and not tag.startswith("ns"):
                flags = "~"
        if flags == "" and level != "province":
            firm.add(short)
        key = short if len(short) == 2 else name if len(name) == 2 else ""
        if key and ends[key[0]] / total * begins[key[1]] / total > 1e-7:
            flags += "b"
        pinyin = READINGS.get(short) or READINGS.get(name) or "".join(pypinyin.lazy_pinyin(short, errors="ignore"))
        line = [code, name, pinyin, f"{float(lon):.2f}" if lon else "", f"{float(lat):.2f}" if lat else "", flags]
        if short != plain(name):
            line.append(short)
        out.append("\t".join(line).rstrip("\t"))
    with open(os.path.join(HERE, "places.tsv"), "w", encoding="utf8") as file:
        file.write("\n".join(out) + "\n")

    names = {name for name, _, _ in table.values()} | provinces | cities
    spoken = sorted({s for s in firm | cities | provinces if len(s) >= 2})
    masks = set()
    for word, (count, tag) in words.items():
        if count < 3 or tag.startswith(("ns", "nt")) or word in names or len(word) > 6:
            continue
        for place in spoken:
            at = word.find(place)
            if at < 0 or word == place:
                continue
            rest = word[:at] + word[at + len(place):]
            # 锦州人, 大连港, 上海市: still that place.
            if at == 0 and rest in ("人", "市", "省", "县", "州", "港", "话", "味", "城", "籍", "产", "站", "式", "军", "方面", "地区", "大学", "政府", "日报", "晚报"):
                continue
            # 从金华, 于长春 are a preposition and a place, whatever the dictionary thinks.
            if rest in ("从", "于", "在", "和", "今", "布", "向", "自", "到", "赴", "往"):
                continue
            masks.add(word)
    masks.update(NAMED_AFTER)
    with open(os.path.join(HERE, "masks.txt"), "w", encoding="utf8") as file:
        file.write("\n".join(sorted(masks)) + "\n")
    print(len(out), "places", len(masks), "masks")


main()
