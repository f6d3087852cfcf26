#!/usr/bin/env python3
"""Makes the three tables of src/text: fold.txt, readings.txt, word_readings.txt.

    pip download --no-deps -d d pypinyin==0.55.0 opencc-python-reimplemented==0.1.7 && (cd d && unzip -qo '*.whl')
    python3 generate.py d DICT        # DICT: dict.txt of jieba (in the jieba-rs 0.11.0 crate: src/data/dict.txt)

Run once, by hand, when a source gets a new version; the program reads only the tables. Sources and licences: README.md.
Same sources, same bytes. overrides.txt is written by hand and wins over everything.
"""
import json, pathlib, sys, unicodedata
from collections import Counter, defaultdict

SRC, DICT, HERE = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(__file__).parent
TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}


def pairs(name):
    for line in (SRC / "opencc/dictionary" / name).read_text(encoding="utf-8").splitlines():
        key, _, values = line.partition("\t")
        if len(key) == 1 and values:
            yield key, values.split()[0]


def gb2312(c):
    try:
        c.encode("gb2312")
        return True
    except UnicodeEncodeError:
        return False


# --- fold ---------------------------------------------------------------------------------------------------------

KINDS = {  # one kind of mark, whatever the font or the input method made of it
    '"': "“”„‟«»「」『』〝〞〟＂″", "'": "‘’‚‛′＇｀`´‹›", "-": "‐‑‒–—―−─━－﹣﹘⸺", "~": "〜～∼˜",
    "·": "•‧∙⋅・･●", "…": "⋯", "[": "〔【〖［", "]": "〕】〗］", "《": "〈", "》": "〉", "〇": "○◯",
    " ": "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
}
RADICALS = dict(zip(  # CJK Radicals Supplement, which page extraction leaves in place of the character
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺎⺒⺓⺝⺩⺫⺬⺷⺼⻌⻏⻖⻗⻟⻠", "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟尢巳幺月王目示羊月辶邑阜雨食食"))
BY_HAND = {"瞭": "了", "藉": "借", "著": "着", "麽": "么", "祇": "只", "妳": "你", "牠": "它", "佔": "占", "囘": "回", "髒": "脏", "甯": "宁"}


def fold_table():
    script = dict(pairs("TSCharacters.txt"))
    for name in ("TWVariants.txt", "HKVariants.txt", "JPVariants.txt"):
        for standard, variant in pairs(name):
            if variant != standard and not gb2312(variant) and variant not in script:
                script[variant] = script.get(standard, standard)
    script.update(BY_HAND)
    for c, to in list(script.items()):  # a rare simplified form outside the BMP folds to its traditional form, so that one unit stays enough
        if ord(c) < 0x10000 <= ord(to):
            del script[c]
            script.setdefault(to, c)
    kinds = {c: to for to, many in KINDS.items() for c in many} | RADICALS

    def once(c):
        if c in kinds:
            return kinds[c]
        n = unicodedata.normalize("NFKC", c)
        if len(n) == 1 and n != c:
            return n
        low = c.lower()
        if len(low) == 1 and low != c:
            return low
        base = unicodedata.normalize("NFD", c)
        if len(base) > 1 and base[0].isascii() and base[0].isalpha():
            return base[0]
        return script.get(c, c)

    table = {}
    for code in list(range(0x20000)) + [ord(c) for c in script if ord(c) >= 0x20000] + list(range(0x2F800, 0x2FA20)):
        c = chr(code)
        if 0xD800 <= code < 0xE000 or c == "\n":
            continue
        to, steps = c, 0
        while (nxt := once(to)) != to and steps < 8:
            to, steps = nxt, steps + 1
        if to != c and not (code < 0x10000 <= ord(to)):
            table[c] = to
    assert all(table.get(to, to) == to for to in table.values()), "folding is idempotent"
    return table


# --- pinyin -------------------------------------------------------------------------------------------------------

def toneless(s):
    s = "".join(c for c in unicodedata.normalize("NFD", s) if c not in TONES)
    s = unicodedata.normalize("NFC", s).replace("ü", "v").replace("ê", "ei")
    return {"n": "en", "ng": "en", "m": "mu", "hm": "hen", "hng": "heng"}.get(s, s)


def unique(items):
    return list(dict.fromkeys(items))


# 儿化: 花儿 is said and typed `huar`; and 哈尔滨 is Harbin on every map. 嗯 has no vowel; input methods take it as `en` and as `ng`.
SUFFIXED = {"儿": "r", "尔": "r", "嗯": "ng"}


def readings(fold):
    chars = {chr(int(k)): unique(toneless(r) for r in v.split(",")) for k, v in json.loads((SRC / "pypinyin/pinyin_dict.json").read_text()).items()}
    phrases = {k: [toneless(r[0]) for r in v] for k, v in json.loads((SRC / "pypinyin/phrases_dict.json").read_text()).items() if len(k) == len(v)}
    weight = {}
    for line in DICT.read_text(encoding="utf-8").splitlines():
        word, freq, *_ = line.split(" ")
        weight[word] = int(freq)
    # A folded character is read as any of the characters that fold to it (乾 qian gan → 干), its own readings first. Of the other
    # form only the first reading listed and those of words: dictionaries give 這 as `yan` and 黨 as `cheng`, which nobody types for 这 党.
    of_words = defaultdict(set)
    for word, reading in phrases.items():
        for c, r in zip(word, reading):
            of_words[c].add(r)
    for c, to in fold.items():
        if c in chars and to != c and to in chars:
            chars[to] = unique(chars[to] + [r for i, r in enumerate(chars[c]) if i == 0 or r in of_words[c]])
    for word, reading in phrases.items():
        for c, r in zip(word, reading):
            if c in chars and r not in chars[c]:
                chars[c].append(r)
    by_hand, usual_by_hand = {}, {}
    for line in (HERE / "overrides.txt").read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].split()
        if line:
            (by_hand if len(line[0]) > 1 else usual_by_hand)[line[0]] = line[1:]
            assert len(line) == len(line[0]) + 1, line
            for c, r in zip(line[0], line[1:]):
                if r not in chars[c]:
                    chars[c].append(r)
    phrases.update(by_hand)
    for c, r in SUFFIXED.items():
        chars[c].append(r)
    # The usual reading of a character: the one most of its running text has, as far as the phrases tell.
    votes = defaultdict(Counter)
    for word, reading in phrases.items():
        for c, r in zip(word, reading):
            votes[c][r] += weight.get(word, 0)
    usual = {}
    for c, rs in chars.items():
        best = votes[c].most_common(1)
        single = weight.get(c, 0)  # as a word of its own it is read as the first reading listed
        count = votes[c].copy()
        count[rs[0]] += single
        usual[c] = max(rs, key=lambda r: (count[r], -rs.index(r))) if best else rs[0]
    usual.update({c: r[0] for c, r in usual_by_hand.items()})
    # Words read otherwise than character by character. Proverbs and the like that no running text has are left out,
    # and words whose reading follows from a shorter word at their start.
    words = {}
    for word, reading in sorted(phrases.items(), key=lambda w: (len(w[0]), w[0])):
        if any(c not in chars for c in word) or any(word != w and w in fold for w in ()):
            continue
        folded = "".join(fold.get(c, c) for c in word)
        if folded != word and folded in phrases:
            continue
        if word not in by_hand and weight.get(word, 0) < 3:
            continue
        guess, i = [], 0
        while i < len(folded):
            n = next((n for n in range(min(6, len(folded) - i), 1, -1) if folded[i:i + n] in words), 1)
            guess += words[folded[i:i + n]] if n > 1 else [usual.get(folded[i])]
            i += n
        if guess != reading:
            words[folded] = reading
    return chars, usual, words


def main():
    fold = fold_table()
    chars, usual, words = readings(fold)
    head = "# Made by generate.py; do not edit. Sources and licences: README.md.\n"
    by_to = defaultdict(list)
    for c, to in fold.items():
        by_to[to].append(c)
    lines = [f"U+{ord(to):04X}\t{''.join(sorted(by_to[to])) if to != ' ' else ' '.join(f'U+{ord(c):04X}' for c in sorted(by_to[to]))}"
             if to == " " or not to.isprintable() else f"{to}\t{''.join(sorted(by_to[to]))}" for to in sorted(by_to)]
    (HERE / "fold.txt").write_text(head + "# What it folds to, tab, every character that does. U+XXXX is used for blanks.\n" + "\n".join(lines) + "\n", encoding="utf-8")

    by_syllable = defaultdict(lambda: ([], []))
    for c, rs in sorted(chars.items()):
        if c in fold:
            continue
        for r in rs:
            by_syllable[r][r != usual[c]].append(c)
    lines = [f"{s}\t{''.join(by_syllable[s][0])}\t{''.join(by_syllable[s][1])}" for s in sorted(by_syllable)]
    (HERE / "readings.txt").write_text(head + "# Syllable (v is ü), characters usually read so, characters that can also be read so.\n" + "\n".join(lines) + "\n", encoding="utf-8")

    lines = [f"{w} {' '.join(r)}" for w, r in sorted(words.items())]
    (HERE / "word_readings.txt").write_text(head + "# Words read otherwise than their characters usually are.\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(len(fold), "folded;", len(chars), "characters read;", len(by_syllable), "syllables;", len(words), "words")
    print("".join(f"{c}{usual[c]} " for c in "长重银行蚌六单阳沈的地得了都为会乐说吧嗯儿朝台降调校差好中看上下没还"))


main()
