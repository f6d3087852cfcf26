//! What `--help` teaches, in both languages. Written by hand, at most 80 cells a line; a test holds that every option is in it.

use super::words::Lang;

/// The help of a command (`yuebao` for the program itself).
pub(super) fn of(command: &str, lang: Lang) -> &'static str {
    let (zh, en) = match command {
        "list" => (LIST_ZH, LIST_EN),
        "show" => (SHOW_ZH, SHOW_EN),
        "search" => (SEARCH_ZH, SEARCH_EN),
        "inspect" => (INSPECT_ZH, INSPECT_EN),
        "fmt" => (FMT_ZH, FMT_EN),
        "marks" => (MARKS_ZH, MARKS_EN),
        "cache" => (CACHE_ZH, CACHE_EN),
        _ => (PROGRAM_ZH, PROGRAM_EN),
    };
    super::words::say(lang, zh, en)
}

const PROGRAM_ZH: &str = "\
阅报: 在终端里读报

用法: yuebao [路径 ...]          读文件或文件夹；- 是标准输入；不写: 自带的版面
      yuebao 命令 ...

命令:
  list      列出每一篇: 篇号、城市、日期、版名、标题
  show      看一篇
  search    找词
  marks     书签与批注（读报时按 m、a）
  inspect   每一行被读成了什么，为什么
  fmt       把任何文字排好（懂得避头尾的 fmt）
  cache     看缓存了什么，或清掉缓存

例子:
  yuebao                         打开自带的三十八篇
  yuebao ~/报纸                  读一个文件夹，里面的子文件夹也读
  yuebao list ~/报纸 | grep 锦州
  yuebao show 1                  看第一篇
  yuebao search 复工 --path ~/报纸
  ssh -t 主机 yuebao             隔着网络读

读得懂: .txt .md .json .jsonl .csv .tsv .html，以及 .gz .zst .zip；
        UTF-8、GB18030（GBK）、Big5、UTF-16

阅读界面的选项:
  --theme auto|paper|night|mono  配色
  --paint                        配色自带底色（paper、night）
  --ascii                        界面只用 ASCII（Linux 控制台自动如此）
  --mouse                        用鼠标（按住 Shift 拖动可选字）
  --quiet                        退出后不在终端里留一行
  --watch                        边读边看有没有新来的、改过的文件
  --visitor[=分钟]               公共阅报栏: 不留记录，十五分钟不动就断开

~/.config/yuebao 里可以放: config.toml（theme、paint、mouse、quiet、
  paragraph_gap = 1、vertical_forms = false）；keys.toml（? 再 Enter 看写法）；
  theme.toml（[paper] [night] [mono] 下写 meta = \"#5F5F5F\" 这样的行）

每个命令都能用的选项:
  --lang zh|en                 界面语言；不写就看 LC_ALL、LC_MESSAGES、LANG
  --color auto|always|never    颜色
  --ambiguous auto|1|2         “ ” — … 这类字符占几格
  --encoding 编码              文件的编码；不写就自己认
  --no-cache                   不用缓存
  --help                       这一页；每个命令也有自己的: yuebao list --help
  --version                    版本

退出码: 0 读到了；1 search、show 没有结果；2 什么也没读到，或命令不对
";

const PROGRAM_EN: &str = "\
yuebao: a newspaper reader for the terminal

Usage: yuebao [PATH ...]         read files or folders; none: built-in pages;
                                 -: standard input
       yuebao COMMAND ...

Commands:
  list      every article: number, city, date, section, headline
  show      one article
  search    find words
  marks     bookmarks and notes (m and a while reading)
  inspect   what each line was read as, and why
  fmt       set any text (an fmt that knows Chinese)
  cache     what is kept of papers read before; clear it

Examples:
  yuebao                         the 38 built-in articles
  yuebao ~/papers                a folder and all below it
  yuebao list ~/papers | grep 锦州
  yuebao show 1
  yuebao search 复工 --path ~/papers
  ssh -t HOST yuebao             over the network

Reads: .txt .md .json .jsonl .csv .tsv .html, and .gz .zst .zip of these;
       UTF-8, GB18030 (GBK), Big5, UTF-16

Options of the reader:
  --theme auto|paper|night|mono  colours
  --paint                        paper and night bring their own ground
  --ascii                        no marks but ASCII (so on the Linux console)
  --mouse                        use the mouse (hold Shift to select text)
  --quiet                        print no closing line
  --watch                        take in new and changed files while reading
  --visitor[=MINUTES]            a public reading room: nothing is kept, and it
                                 closes after 15 idle minutes

In ~/.config/yuebao there may be: config.toml (theme, paint, mouse, quiet,
  paragraph_gap = 1, vertical_forms = false), keys.toml (? and Enter show its
  lines), theme.toml (lines like meta = \"#5F5F5F\" below [paper] [night] [mono])

Options of every command:
  --lang zh|en                 language; else LC_ALL, LC_MESSAGES, LANG say
  --color auto|always|never    colours
  --ambiguous auto|1|2         how many cells marks such as “ ” take
  --encoding NAME              encoding of the files; else it is found out
  --no-cache                   do without the cache
  --help                       this page; every command has its own too
  --version                    the version

Exit: 0 something was read; 1 search or show found nothing; 2 nothing could be
read, or the command is wrong
";

const LIST_ZH: &str = "\
列出每一篇，一行一篇，制表符隔开: 篇号、城市、日期、版名、标题

用法: yuebao list [路径 ...] [--json]

  --json    JSON 数组，一篇一个对象

日期后的 ~ 表示推算: 版上最晚的日子加一天。不知道的写 -；
年份不明写 XXXX。

例子:
  yuebao list
  yuebao list 报纸/ | sort -t$'\\t' -k3,3
  yuebao list --json 报纸/ | jq '.[] | select(.city == \"锦州\") | .headline'
";

const LIST_EN: &str = "\
One line per article, tab-separated: number, city, date, section, headline

Usage: yuebao list [PATH ...] [--json]

  --json    a JSON array, one object per article

A ~ after a date: worked out, the day after the latest date on the page.
What is not known is -; an unknown year is XXXX.

Examples:
  yuebao list
  yuebao list papers/ | sort -t$'\\t' -k3,3
  yuebao list --json papers/ | jq '.[] | select(.city == \"锦州\") | .headline'
";

const SHOW_ZH: &str = "\
看一篇

用法: yuebao show 篇号|键 [路径 ...] [--width 格数] [--json]

  -w, --width 格数    按这个宽度排（一个汉字两格）；不写就一段一行
  --json              这一篇的全部字段

篇号是 list 的第一列，路径要和 list 的一样；
键是 --json 里的 key，别的文件来去它也不变。

例子:
  yuebao show 1
  yuebao show 3 报纸/ --width 60
  yuebao show 1 --json | jq -r .body
";

const SHOW_EN: &str = "\
One article

Usage: yuebao show N|KEY [PATH ...] [--width CELLS] [--json]

  -w, --width CELLS    set it to this width (a 汉字 takes two cells);
                       without it a paragraph is a line
  --json               all of its fields

N is the first column of list, given the same paths; KEY is `key` in the JSON
and stays the same when other files come or go.

Examples:
  yuebao show 1
  yuebao show 3 papers/ --width 60
  yuebao show 1 --json | jq -r .body
";

const SEARCH_ZH: &str = "\
找词: 汉字、拼音、拉丁字母都行，不分全角半角、大小写

用法: yuebao search 词 [--path 路径 ...] [--limit 篇数] [--json]

  -p, --path 路径 ...    在这些文件或文件夹里找；不写就在自带的版面里找
  --limit 篇数           最多列几篇（20）；总数不受影响
  --json                 每一处的字段和位置（按字符数）

列出的是: 篇号、城市、日期、版名、标题、词的前后文。最相关的在前。
没有找到时退出码是 1。词若以 - 开头，前面写 --。

例子:
  yuebao search 复工
  yuebao search jinzhou
  yuebao search '复工 口罩' --path 报纸/ --limit 100
  yuebao search 复工 --json | jq .facets.city
";

const SEARCH_EN: &str = "\
Find words: 汉字, pinyin or Latin letters, full or half width, any case

Usage: yuebao search QUERY [--path PATH ...] [--limit K] [--json]

  -p, --path PATH ...    search these files or folders; else the built-in pages
  --limit K              list at most K articles (20); never changes the total
  --json                 field and offsets (in characters) of every match

Printed: number, city, date, section, headline, the words around. Best first.
Exit code 1 when nothing is found. Write -- before a query that starts with -.

Examples:
  yuebao search 复工
  yuebao search jinzhou
  yuebao search '复工 口罩' --path papers/ --limit 100
  yuebao search 复工 --json | jq .facets.city
";

const INSPECT_ZH: &str = "\
看一个文件的每一行被读成了什么，为什么

用法: yuebao inspect 文件 [--json]

  --json    一版一个对象；文件里有几版就有几行

列出的是: 行号、属于哪一篇、角色、理由、原文。<12 表示接着第 12 行被切断的段落。
角色: headline 标题  kicker 引题副题  subhead 小标题  lead 导语  byline 署名
      body 正文  caption 图注  credit 摄影  section 版名  duplicate 重复
      other 其他

例子:
  yuebao inspect 报纸/001.txt
  yuebao inspect --json 报纸/001.txt | jq '.articles[].headline'
";

const INSPECT_EN: &str = "\
What each line of a file was read as, and why

Usage: yuebao inspect FILE [--json]

  --json    one object per page (JSON Lines when there are several)

Printed: line number, article, role, reason, text. <12 means: goes on with the
paragraph that was cut in line 12.
Roles: headline, kicker (also decks), subhead, lead, byline, body, caption,
       credit, section, duplicate, other

Examples:
  yuebao inspect papers/001.txt
  yuebao inspect --json papers/001.txt | jq '.articles[].headline'
";

const FMT_ZH: &str = "\
把文字排成一样宽的行: 标点不出现在不该在的行首行尾，汉字之间不加空格

用法: yuebao fmt [--width 格数] [--justify] [文件]

  -w, --width 格数    每行最多几格（80），一个汉字两格，悬挂的标点也算在内
  --justify           两端对齐；不加它就一个字也不改
  --ambiguous 1|2     “ ” — … 这类字符占几格

空行隔开段落，段内的行接起来。不写文件就读标准输入。

例子:
  yuebao fmt --width 60 文章.txt
  pbpaste | yuebao fmt -w 40
";

const FMT_EN: &str = "\
Set text in lines of one width: no mark where a line may not start or end, no
blank between 汉字

Usage: yuebao fmt [--width CELLS] [--justify] [FILE]

  -w, --width CELLS    at most this many cells a line (80); a 汉字 takes two;
                       a hanging mark counts too
  --justify            even right edge; without it not a character changes
  --ambiguous 1|2      how many cells marks such as “ ” take

Blank lines part paragraphs; the lines of a paragraph are joined. Without FILE
it reads standard input.

Examples:
  yuebao fmt --width 60 essay.txt
  pbpaste | yuebao fmt -w 40
";

const MARKS_ZH: &str = "\
列出书签与批注，一行一处，制表符隔开: 城市、日期、标题、夹书签的那一句、批注

用法: yuebao marks [路径 ...] [--json]

  --json    JSON 数组，一处一个对象，另有文件和键（show 认这个键）

写了路径，就只列这些文件里的；不写，全部列出。先夹的在前；不知道的写 -。
读报时: m 夹书签、取下，a 写批注，' 看全部、去那里。

例子:
  yuebao marks
  yuebao marks 报纸/ > 笔记.txt
  yuebao marks --json | jq -r '.[] | select(.note) | .note'
";

const MARKS_EN: &str = "\
Bookmarks and notes, one tab-separated line each: city, date, headline, the
clause that is marked, the note

Usage: yuebao marks [PATH ...] [--json]

  --json    a JSON array, one object each, with the file and the key that show
            takes

With paths only those in these files, else all there are; the oldest first.
What is not known is -.
While reading: m puts a mark or takes it off, a writes a note, ' lists them all
and goes there.

Examples:
  yuebao marks
  yuebao marks papers/ > notes.txt
  yuebao marks --json | jq -r '.[] | select(.note) | .note'
";

const CACHE_ZH: &str = "\
读过的文件夹存下一份，下次打开不必再等；文件改了只重读改过的

用法: yuebao cache          放在哪里，有哪些
      yuebao cache clear    全部清掉（只是下次要重读）

例子:
  yuebao cache
  yuebao --no-cache ~/报纸   这一次不用缓存
";

const CACHE_EN: &str = "\
Folders that were read are kept, so that they open at once the next time; only
files that have changed are read again

Usage: yuebao cache          where it is and what is in it
       yuebao cache clear    throw it all away (the next start reads afresh)

Examples:
  yuebao cache
  yuebao --no-cache papers   do without it this once
";
