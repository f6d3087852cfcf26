//! What the encoder knows of the terminal while it writes: cursor, style, colours. Bytes collect in `out`.

use super::cursor::At;
use super::pen::Pen;
use crate::app::Colours;
use crate::text::Ambiguous;

#[derive(Debug)]
pub(super) struct Writer {
    pub(super) out: Vec<u8>,
    pub(super) at: At,
    pub(super) pen: Pen,
    pub(super) colours: Colours,
    /// What the terminal told of ambiguous marks; `None` while it has not.
    pub(super) ambiguous: Option<Ambiguous>,
    /// The terminal knows `ECH`.
    pub(super) erase: bool,
}

impl Writer {
    /// Changes the style to `wanted`.
    pub(super) fn pen(&mut self, wanted: Pen) {
        self.pen.change(wanted, &mut self.out);
        self.pen = wanted;
    }
}
