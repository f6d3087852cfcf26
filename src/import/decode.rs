//! Bytes → text: which encoding a file has, decided on the whole of it, and what had to be replaced.
//!
//! Order: byte order mark, UTF-16 by the pattern of its units, strict UTF-8, UTF-8 with a few damaged bytes, then GB18030 against
//! Big5 by `chardetng` (without a hint of country: with one it calls Big5 text GBK). It does not unpack and does not read files.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// How it was read.
    pub encoding: &'static Encoding,
    /// How many replacement characters stand in it that decoding put there.
    pub replaced: usize,
}

/// Why bytes are not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotText {
    /// There are none, or only white space.
    Empty,
    /// A picture.
    Picture,
    /// A PDF.
    Pdf,
    /// A packed file of a kind that is not unpacked here.
    Packed,
    /// Something else with control bytes all over.
    Binary,
}

/// First bytes of files that people leave beside their texts.
const SIGNATURES: [(&[u8], NotText); 14] = [
    (b"\x89PNG", NotText::Picture),
    (b"\xff\xd8\xff", NotText::Picture),
    (b"GIF8", NotText::Picture),
    (b"II*\0", NotText::Picture),
    (b"MM\0*", NotText::Picture),
    (b"RIFF", NotText::Binary),
    (b"%PDF-", NotText::Pdf),
    (b"7z\xbc\xaf", NotText::Packed),
    (b"Rar!", NotText::Packed),
    (b"BZh", NotText::Packed),
    (b"\xfd7zXZ", NotText::Packed),
    (b"\x7fELF", NotText::Binary),
    (b"\xd0\xcf\x11\xe0", NotText::Binary),
    (b"SQLite format 3", NotText::Binary),
];

/// Decodes a whole file. `stated` (from `--encoding`) is believed, except against a byte order mark. O(n).
///
/// # Errors
/// When the bytes are not text; replacement characters alone are no error, they are counted.
pub fn decode(bytes: &[u8], stated: Option<&'static Encoding>) -> Result<Decoded, NotText> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(NotText::Empty);
    }
    if let Some((_, what)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(*what);
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Err(NotText::Packed);
    }
    let mut decoded = match (Encoding::for_bom(bytes), stated) {
        (Some((encoding, mark)), _) => with(encoding, bytes.get(mark..).unwrap_or_default()),
        (None, Some(encoding)) => with(encoding, bytes),
        (None, None) => guessed(bytes)?,
    };
    // Old systems end lines with a carriage return alone; elsewhere in the text it ends none.
    if decoded.text.contains('\r') && !decoded.text.contains('\n') {
        decoded.text = decoded.text.replace('\r', "\n");
    }
    if decoded.text.trim().is_empty() { Err(NotText::Empty) } else { Ok(decoded) }
}

/// Bytes without a byte order mark.
fn guessed(bytes: &[u8]) -> Result<Decoded, NotText> {
    let utf8 = std::str::from_utf8(bytes).ok();
    let encoding = guess(bytes, utf8.is_some())?;
    match utf8.filter(|_| encoding == UTF_8) {
        Some(text) => Ok(Decoded { text: text.to_owned(), encoding, replaced: 0 }),
        None => Ok(with(encoding, bytes)),
    }
}

/// The encoding of bytes without a byte order mark.
fn guess(bytes: &[u8], utf8: bool) -> Result<&'static Encoding, NotText> {
    let nuls = memchr::memchr_iter(0, bytes).count();
    if (nuls > 0 || !utf8)
        && let Some(encoding) = utf16(bytes)
    {
        return Ok(encoding);
    }
    // Summed up in bytes, which are counted many at a time.
    let control = |b: &u8| u8::from(matches!(b, 0..=8 | 14..=26 | 28..=31 | 127));
    let controls: usize = bytes.chunks(255).map(|some| usize::from(some.iter().map(control).sum::<u8>())).sum();
    if controls * 50 > bytes.len() {
        return Err(NotText::Binary);
    }
    if utf8 || mostly_utf8(bytes) {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let answer = detector.guess(None, Utf8Detection::Deny);
    if answer == GBK || answer == BIG5 {
        return Ok(if answer == GBK { GB18030 } else { BIG5 });
    }
    // One broken character makes the detector rule an encoding out; a text that is mostly two-byte characters is Chinese all the same.
    let wide = bytes.iter().filter(|b| !b.is_ascii()).count();
    if wide * 10 < bytes.len() * 3 {
        return Ok(answer);
    }
    let cost = |encoding| {
        let decoded = with(encoding, bytes);
        let common = decoded.text.chars().filter(|c| "，。、的是在了和有".contains(*c)).count();
        (decoded.replaced * 20, std::cmp::Reverse(common))
    };
    let best = if cost(BIG5) < cost(GB18030) { BIG5 } else { GB18030 };
    Ok(if with(best, bytes).replaced * 20 <= wide / 2 { best } else { answer })
}

/// UTF-16 without a byte order mark: nearly all units are what Chinese or Latin text has, in one byte order and not in the other.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let plausible = |unit: u16| {
        matches!(unit, 9 | 10 | 13 | 0x20..=0x7e | 0xa0..=0x17f | 0x2010..=0x203b | 0x25a0..=0x25ff | 0x3000..=0x30ff
            | 0x3400..=0x9fff | 0xff00..=0xffef)
    };
    let share = |of: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
        units.filter(|unit| plausible(*unit)).count()
    };
    let units = bytes.len() / 2;
    let (little, big) = (share(u16::from_le_bytes), share(u16::from_be_bytes));
    let enough = |count: usize| units > 0 && count * 100 >= units * 97;
    match (enough(little), enough(big)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        // Both orders give 汉字 for some texts; the one that has spaces, line ends or full-width marks is the text.
        (true, true) => {
            let marks = |of: fn([u8; 2]) -> u16| {
                let units = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
                units.filter(|unit| matches!(unit, 10 | 13 | 32 | 0x3000..=0x3002 | 0xff0c | 0xff1a)).count()
            };
            Some(if marks(u16::from_be_bytes) > marks(u16::from_le_bytes) { UTF_16BE } else { UTF_16LE })
        }
        (false, false) => None,
    }
}

/// Whether at least nine in ten bytes beyond ASCII belong to well-formed UTF-8 characters.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| !b.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good > 0 && bad * 9 <= good
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Decoded { text: text.to_owned(), encoding, replaced: 0 };
    }
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let marks = |text: &str| text.matches('\u{fffd}').count();
    // What stood in the file as U+FFFD already is no fault of decoding.
    let own = if encoding == UTF_8 { bytes.windows(3).filter(|w| w == b"\xef\xbf\xbd").count() } else { 0 };
    let replaced = marks(&text).saturating_sub(own);
    Decoded { text, encoding, replaced }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLE: &str =
        "本报讯 2月25日清晨，锦州港的雾还没散，十四条渔船已经依次解缆。\n\n码头调度员说，今年封冻期比往年短了十一天。\n";
    const TRADITIONAL: &str =
        "本報訊 二月二十五日清晨，港口的霧還沒散，十四條漁船已經依次解纜。\n\n碼頭調度員說，今年封凍期比往年短了十一天。\n";

    fn utf16_bytes(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_of_a_chinese_newspaper_gives_the_same_text() {
        let gb = GB18030.encode(SIMPLE).0.into_owned();
        let big5 = BIG5.encode(TRADITIONAL).0.into_owned();
        let cases: [(Vec<u8>, &str); 7] = [
            (SIMPLE.as_bytes().to_vec(), SIMPLE),
            ([b"\xef\xbb\xbf", SIMPLE.as_bytes()].concat(), SIMPLE),
            (gb, SIMPLE),
            (big5, TRADITIONAL),
            (utf16_bytes(SIMPLE, false), SIMPLE),
            (utf16_bytes(SIMPLE, true), SIMPLE),
            ([b"\xff\xfe".to_vec(), utf16_bytes(SIMPLE, false)].concat(), SIMPLE),
        ];
        for (bytes, text) in cases {
            let decoded = decode(&bytes, None).expect("text");
            assert_eq!((decoded.text.as_str(), decoded.replaced), (text, 0), "{}", decoded.encoding.name());
        }
    }

    #[test]
    fn one_damaged_byte_costs_one_character_not_the_encoding() {
        let mut utf8 = SIMPLE.as_bytes().to_vec();
        utf8[1] = b'?';
        let decoded = decode(&utf8, None).expect("text");
        assert_eq!(decoded.encoding, UTF_8);
        assert!(decoded.replaced >= 1 && decoded.text.contains("渔船"));
        let mut gb = GB18030.encode(&SIMPLE.repeat(3)).0.into_owned();
        gb.push(0xb5);
        let decoded = decode(&gb, None).expect("text");
        assert_eq!((decoded.encoding, decoded.replaced), (GB18030, 1));
        assert!(decoded.text.contains("渔船"));
    }

    #[test]
    fn what_is_not_text_says_what_it_is() {
        assert_eq!(decode(b"", None), Err(NotText::Empty));
        assert_eq!(decode(b" \n\t\n", None), Err(NotText::Empty));
        assert_eq!(decode("\u{feff}\u{3000}\n".as_bytes(), None), Err(NotText::Empty));
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n....", None), Err(NotText::Picture));
        assert_eq!(decode(b"%PDF-1.7\n", None), Err(NotText::Pdf));
        let junk: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&junk, None), Err(NotText::Binary));
    }

    #[test]
    fn a_stated_encoding_is_believed() {
        let gb = GB18030.encode("铁岭").0.into_owned();
        assert_eq!(decode(&gb, Some(GB18030)).expect("text").text, "铁岭");
        assert!(decode(&gb, Some(UTF_8)).expect("text").replaced > 0);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            if let Ok(decoded) = decode(&bytes, None) {
                proptest::prop_assert!(!decoded.text.trim().is_empty());
            }
        }
    }
}
