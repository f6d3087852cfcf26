//! How lines begin and end: the words that open a paragraph, the marks that open none, what leaves a line hanging.

use super::block::is_digit;

/// A function word or a comma: nothing ends here.
pub(super) fn hangs(c: char) -> bool {
    matches!(
        c,
        ',' | '，'
            | '、'
            | ':'
            | '：'
            | ';'
            | '；'
            | '的'
            | '和'
            | '与'
            | '及'
            | '将'
            | '把'
            | '在'
            | '对'
            | '为'
            | '从'
            | '向'
            | '以'
            | '了'
            | '并'
            | '而'
            | '或'
            | '到'
            | '被'
            | '让'
            | '使'
            | '由'
            | '给'
            | '于'
    )
}

/// Starts as a new paragraph does (今年, 近日, 为了, 3月, 2019年, 这 …).
pub(super) fn opens_paragraph(text: &str) -> bool {
    const TIMES: [&str; 31] = [
        "今年", "去年", "近日", "日前", "昨日", "昨天", "今日", "今天", "前日", "前天", "近年", "近期", "连日", "目前", "眼下",
        "当前", "截至", "同时", "此外", "另外", "其实", "随着", "通过", "由于", "因为", "面对", "根据", "作为", "如今", "今后",
        "未来",
    ];
    const OTHERS: [&str; 4] = ["最终", "与此", "不仅", "其中"];
    // What they begin with.
    const OPENERS: [char; 27] = [
        '今', '去', '近', '日', '昨', '前', '连', '目', '眼', '当', '截', '同', '此', '另', '其', '随', '通', '由', '因', '面',
        '根', '作', '如', '未', '最', '与', '不',
    ];
    let Some(first) = text.chars().next() else { return false };
    if matches!(first, '据' | '为' | '在' | '从' | '自' | '对' | '每' | '这' | '那' | '他' | '她' | '它' | '们' | '我')
    {
        return true;
    }
    if is_digit(first) {
        let digits = text.chars().take_while(|c| is_digit(*c)).count();
        return match text.chars().nth(digits) {
            Some('年') => (2..=4).contains(&digits),
            Some('月' | '日') => true,
            _ => false,
        };
    }
    OPENERS.contains(&first) && TIMES.iter().chain(&OTHERS).any(|w| text.starts_with(w))
}

/// Marks that begin no line but one that goes on.
pub(super) fn never_begins(c: char) -> bool {
    matches!(
        c,
        ',' | '，'
            | '。'
            | '、'
            | ';'
            | '；'
            | ':'
            | '：'
            | '!'
            | '?'
            | '！'
            | '？'
            | ')'
            | '）'
            | '》'
            | '”'
            | '’'
            | '%'
            | '％'
    )
}
