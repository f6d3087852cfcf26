//! A stream in UTF-16 as UTF-8: its lines end in two bytes, so that it cannot be cut into lines before it is decoded.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};

/// Bytes decoded at a time.
const CHUNK: usize = 1 << 16;

/// Whether a line of an encoding ends in more than one byte.
pub(super) fn is_wide(encoding: &Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Reads a stream of another encoding as UTF-8, without its byte order mark. What cannot be decoded becomes U+FFFD.
pub(super) struct Narrowed<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    out: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Narrowed<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, raw: vec![0; CHUNK], out: Vec::new(), given: 0, ended: false }
    }

    /// Decodes the next bytes there are.
    fn refill(&mut self) -> io::Result<()> {
        let got = self.inner.read(&mut self.raw)?;
        self.ended = got == 0;
        let raw = self.raw.get(..got).unwrap_or_default();
        let room = self.decoder.max_utf8_buffer_length(got).unwrap_or(4 * CHUNK);
        self.out.resize(room, 0);
        let (result, _, written, _) = self.decoder.decode_to_utf8(raw, &mut self.out, self.ended);
        debug_assert_eq!(result, CoderResult::InputEmpty, "there was room for all of it");
        self.out.truncate(written);
        self.given = 0;
        Ok(())
    }
}

impl<R: Read> Read for Narrowed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.out.len() && !self.ended {
            self.refill()?;
        }
        let ready = self.out.get(self.given..).unwrap_or_default();
        let count = ready.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_cut_of_the_stream_gives_the_same_text() {
        struct Drop<'a>(&'a [u8], usize);
        impl Read for Drop<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let (now, rest) = self.0.split_at(self.1.min(self.0.len()).min(buffer.len()));
                buffer[..now.len()].copy_from_slice(now);
                self.0 = rest;
                Ok(now.len())
            }
        }
        let text = "题,文\r\n锦州港,𠮷野家开门\n";
        for encoding in [UTF_16LE, UTF_16BE] {
            let unit = |unit: u16| if encoding == UTF_16LE { unit.to_le_bytes() } else { unit.to_be_bytes() };
            let bytes: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(unit).collect();
            for cut in [1, 3, 64] {
                let mut read = String::new();
                Narrowed::new(Drop(&bytes, cut), encoding).read_to_string(&mut read).expect("decoded");
                assert_eq!(read, text, "{} by {cut}", encoding.name());
            }
        }
    }
}
