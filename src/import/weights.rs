//! The learned numbers of the importer, as a versioned asset.
//!
//! `assets/pageparser.v6.bin`, little-endian: `YBPP`, version u16, number of readers u16; a reader is 26 matrices in a fixed order
//! (seam, first, second, state seam, cut: four each; owner, heading, subsection, transitions, stacked, topic); each is rows u32, cols u32,
//! rows × cols half-precision numbers.
//! Written by `cargo run --release --example train`, from generated pages only; the same seed gives the same bytes.

use std::sync::OnceLock;

use super::net::{Matrix, Net};
use super::{context, heading, owner, roles, seam, stacked, state, subsection};

/// The shipped asset.
const SHIPPED: &[u8] = include_bytes!("../../assets/pageparser.v6.bin");
const MAGIC: &[u8; 4] = b"YBPP";
const VERSION: u16 = 6;

/// One training: nets and tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reader {
    /// Does line j go on with line i, from the two lines alone.
    pub seam: Net,
    /// Role of a line, first reading.
    pub first: Net,
    /// Role of a line, second reading.
    pub second: Net,
    /// Does line j go on with the open paragraph, with the state of the page.
    pub state_seam: Net,
    /// How much likelier the words of a seam are where a paragraph was cut than where two lines merely meet.
    pub cut: Net,
    /// Whose paragraph.
    pub owner: Matrix,
    /// Headline or sub-heading.
    pub heading: Matrix,
    /// Whose section.
    pub subsection: Matrix,
    /// Log-ratios of roles after a state.
    pub transitions: Matrix,
    /// One headline over two lines, or two headlines.
    pub stacked: Matrix,
    /// Log-ratios of likenesses between a paragraph and its own article to those between it and others.
    pub topic: Matrix,
}

/// Several trainings, averaged: what only one of them believes is usually an accident of its pages.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// The trainings.
    pub readers: Vec<Reader>,
    /// Mean of their owner weights.
    pub owner: Vec<f32>,
    /// Mean of their heading weights, the models' own opinion damped.
    pub heading: Vec<f32>,
    /// Mean of their section weights.
    pub subsection: Vec<f32>,
    /// Mean of their transitions.
    pub transitions: Matrix,
    /// Mean of their weights for headlines below each other.
    pub stacked: Vec<f32>,
    /// Mean of their likenesses.
    pub topic: Vec<f32>,
}

/// The models' own opinion on headline or sub-heading counts little: on generated pages it is nearly always right, for reasons
/// that real pages do not share.
const OPINION: f32 = 0.3;

impl Weights {
    /// The shipped weights; decoded once.
    pub fn shipped() -> &'static Weights {
        static ONE: OnceLock<Weights> = OnceLock::new();
        ONE.get_or_init(|| Weights::of(read(SHIPPED).unwrap_or_default()))
    }

    /// Averages the trainings.
    pub fn of(readers: Vec<Reader>) -> Self {
        let readers = if readers.is_empty() { vec![Reader::blank()] } else { readers };
        let mean = |part: &dyn Fn(&Reader) -> &Matrix| {
            let mut sum = Matrix::zero(part(&readers[0]).rows, part(&readers[0]).cols);
            for reader in &readers {
                for (s, v) in sum.data.iter_mut().zip(&part(reader).data) {
                    *s += v / readers.len() as f32;
                }
            }
            sum
        };
        let mut heading = mean(&|r| &r.heading).data;
        if let Some(opinion) = heading.get_mut(heading::OPINION) {
            *opinion *= OPINION;
        }
        let (owner, subsection) = (mean(&|r| &r.owner).data, mean(&|r| &r.subsection).data);
        let transitions = mean(&|r| &r.transitions);
        let (topic, stacked) = (mean(&|r| &r.topic).data, mean(&|r| &r.stacked).data);
        Self { readers, owner, heading, subsection, transitions, stacked, topic }
    }
}

impl Reader {
    /// A reader that believes nothing, of the right shape.
    pub fn blank() -> Self {
        let net = |inputs: usize, outputs: usize| Net {
            first: Matrix::zero(inputs, 1),
            first_bias: Matrix::zero(1, 1),
            second: Matrix::zero(outputs, 1),
            second_bias: Matrix::zero(1, outputs),
        };
        let (seam, first, second) = widths();
        Self {
            seam: net(seam, 2),
            first: net(first, roles::ROLES),
            second: net(second, roles::ROLES),
            state_seam: net(seam + owner::SEAM_WIDTH, 2),
            cut: net(seam::words_width(), 2),
            owner: Matrix::zero(1, owner::WIDTH),
            heading: Matrix::zero(1, heading::WIDTH),
            subsection: Matrix::zero(1, subsection::WIDTH),
            transitions: Matrix::zero(state::TRANSITIONS, roles::ROLES),
            stacked: Matrix::zero(1, stacked::WIDTH),
            topic: Matrix::zero(1, owner::LIKENESSES),
        }
    }

    fn parts(&self) -> [&Matrix; 26] {
        let (s, f, r, t) = (&self.seam, &self.first, &self.second, &self.state_seam);
        let cut = &self.cut;
        [
            &s.first,
            &s.first_bias,
            &s.second,
            &s.second_bias,
            &f.first,
            &f.first_bias,
            &f.second,
            &f.second_bias,
            &r.first,
            &r.first_bias,
            &r.second,
            &r.second_bias,
            &t.first,
            &t.first_bias,
            &t.second,
            &t.second_bias,
            &cut.first,
            &cut.first_bias,
            &cut.second,
            &cut.second_bias,
            &self.owner,
            &self.heading,
            &self.subsection,
            &self.transitions,
            &self.stacked,
            &self.topic,
        ]
    }
}

/// Inputs of the seam net and of the two readings: asked of a two-line page.
pub fn widths() -> (usize, usize, usize) {
    static ONE: OnceLock<(usize, usize, usize)> = OnceLock::new();
    *ONE.get_or_init(|| {
        let blocks = super::block::blocks("字\n字");
        let facts = super::page_facts::PageFacts::of(&blocks);
        let groups = context::groups(&blocks, &facts);
        let seam = seam::evidence(0, 1, &blocks, &facts).width();
        let first = context::rows(&blocks, &facts, &groups, &context::Joins::default());
        let second = roles::second_rows(&first, &[[0.0; roles::ROLES]; 2], &groups);
        (seam, first[0].width(), second[0].width())
    })
}

/// Writes the asset.
pub fn write(readers: &[Reader]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend(VERSION.to_le_bytes());
    out.extend((readers.len() as u16).to_le_bytes());
    for matrix in readers.iter().flat_map(Reader::parts) {
        out.extend((matrix.rows as u32).to_le_bytes());
        out.extend((matrix.cols as u32).to_le_bytes());
        out.extend(matrix.data.iter().flat_map(|v| half(*v).to_le_bytes()));
    }
    out
}

/// Reads the asset; `None` where it is not of this version or not of this program's shape.
pub fn read(bytes: &[u8]) -> Option<Vec<Reader>> {
    let mut bytes = bytes;
    let mut take = |n: usize| {
        let (head, rest) = bytes.split_at_checked(n)?;
        bytes = rest;
        Some(head)
    };
    let u16_of = |b: &[u8]| Some(u16::from_le_bytes(b.try_into().ok()?));
    if take(4)? != MAGIC || u16_of(take(2)?)? != VERSION {
        return None;
    }
    let count = u16_of(take(2)?)?;
    let mut parts: Vec<Matrix> = Vec::new();
    for _ in 0..usize::from(count) * 26 {
        let rows = u32::from_le_bytes(take(4)?.try_into().ok()?) as usize;
        let cols = u32::from_le_bytes(take(4)?.try_into().ok()?) as usize;
        let data = take(rows.checked_mul(cols)?.checked_mul(2)?)?;
        let data = data.as_chunks::<2>().0.iter().map(|b| unhalf(u16::from_le_bytes(*b))).collect();
        parts.push(Matrix { rows, cols, data });
    }
    let mut readers = Vec::new();
    let mut parts = parts.into_iter();
    while let Some(first) = parts.next() {
        let mut waiting = Some(first);
        let mut next = || waiting.take().or_else(|| parts.next()).unwrap_or_default();
        let mut nets = || Net { first: next(), first_bias: next(), second: next(), second_bias: next() };
        let (seam, first, second, state_seam, cut) = (nets(), nets(), nets(), nets(), nets());
        let (owner, heading, subsection) = (next(), next(), next());
        let (transitions, stacked, topic) = (next(), next(), next());
        readers.push(Reader { seam, first, second, state_seam, cut, owner, heading, subsection, transitions, stacked, topic });
    }
    let shape = widths();
    let fits = |r: &Reader| (r.seam.first.rows, r.first.first.rows, r.second.first.rows) == shape;
    if !readers.iter().all(fits) {
        return None;
    }
    Some(readers)
}

/// Nearest half-precision number; what is too large becomes the largest.
fn half(value: f32) -> u16 {
    let bits = value.to_bits();
    let sign = ((bits >> 16) & 0x8000) as u16;
    let exponent = ((bits >> 23) & 0xff) as i32 - 127 + 15;
    let fraction = bits & 0x7f_ffff;
    if exponent >= 31 {
        return sign | 0x7bff;
    }
    if exponent <= 0 {
        if exponent < -10 {
            return sign;
        }
        let full = fraction | 0x80_0000;
        let shift = (14 - exponent) as u32;
        return sign | ((full + (1 << (shift - 1))) >> shift) as u16;
    }
    let rounded = ((exponent as u32) << 10 | fraction >> 13) + u32::from(fraction & 0x1000 != 0);
    sign | rounded.min(0x7bff) as u16
}

fn unhalf(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let fraction = f32::from(bits & 0x3ff);
    if exponent == 0 {
        sign * fraction * 2.0_f32.powi(-24)
    } else {
        sign * (1.0 + fraction / 1024.0) * 2.0_f32.powi(exponent - 15)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision_keeps_three_digits() {
        for v in [0.0_f32, 1.0, -2.5, 0.1, 123.4, 6e-5, 1e-6, -7.77e-3] {
            let back = unhalf(half(v));
            assert!((back - v).abs() <= v.abs() * 1e-3 + 1e-7, "{v} {back}");
        }
        assert!((unhalf(half(1e9)) - 65504.0).abs() < 1.0);
    }

    #[test]
    fn the_asset_fits_this_program() {
        let readers = read(SHIPPED).expect("the asset is of this version");
        let blank = Reader::blank();
        for reader in &readers {
            assert_eq!(reader.first.first.rows, blank.first.first.rows);
            assert_eq!(reader.second.first.rows, blank.second.first.rows);
            assert_eq!(reader.seam.first.rows, blank.seam.first.rows);
            assert_eq!(reader.heading.data.len(), heading::WIDTH);
        }
        assert_eq!(write(&readers), SHIPPED);
    }
}
