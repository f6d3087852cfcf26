//! Small nets over sparse rows: an input is a list of (number, value) pairs, most observations being absent.
//!
//! One hidden layer with ReLU or none, soft maximum on top. Our own loops, plain `f32`, always in the same order, so that
//! the same page gives the same reading on every machine. Training lives beside the tests, not here.

use smallvec::SmallVec;

/// Hidden units of a net.
pub type Units = SmallVec<[f32; 48]>;
/// One number an output.
pub type Outputs = SmallVec<[f32; 12]>;

/// Hidden units that are summed up together.
const BLOCK: usize = 24;
/// Sums that a product of two lists is made in.
const LANES: usize = 8;

/// One input: observations that hold, with their values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// Pairs of observation number and value, numbers ascending.
    pub on: Vec<(u16, f32)>,
    next: u16,
}

impl Row {
    /// A yes/no observation.
    pub fn flag(&mut self, holds: bool) {
        self.value(f32::from(u8::from(holds)));
    }

    /// A measured observation.
    pub fn value(&mut self, value: f32) {
        if value != 0.0 {
            self.on.push((self.next, value));
        }
        self.next += 1;
    }

    /// A block of yes/no observations given by the numbers that hold, `width` in all.
    pub fn block(&mut self, on: &[u16], width: usize) {
        self.on.extend(on.iter().map(|i| (self.next + i, 1.0)));
        self.next += width as u16;
    }

    /// A block of values.
    pub fn values(&mut self, values: &[f32]) {
        for value in values {
            self.value(*value);
        }
    }

    /// Leaves `width` observations out.
    pub fn skip(&mut self, width: usize) {
        self.next += width as u16;
    }

    /// How many observations were asked so far.
    pub fn width(&self) -> usize {
        self.next as usize
    }

    /// What holds among its first `width` observations.
    pub fn first(&self, width: usize) -> &[(u16, f32)] {
        let end = self.on.partition_point(|(i, _)| usize::from(*i) < width);
        self.on.get(..end).unwrap_or(&[])
    }

    /// An empty row with room for so many observations that hold.
    pub fn with_room(holding: usize) -> Self {
        Self { on: Vec::with_capacity(holding), next: 0 }
    }

    /// Goes on from another row, with room for so many more observations that hold.
    pub fn continued(from: &Row, more: usize) -> Self {
        let mut on = Vec::with_capacity(from.on.len() + more);
        on.extend_from_slice(&from.on);
        Self { on, next: from.next }
    }
}

/// A dense matrix, row by row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub cols: usize,
    /// `rows × cols` numbers.
    pub data: Vec<f32>,
}

impl Matrix {
    /// All zero.
    pub fn zero(rows: usize, cols: usize) -> Self {
        Self { rows, cols, data: vec![0.0; rows * cols] }
    }

    /// Rows for columns.
    #[must_use]
    pub fn turned(&self) -> Self {
        let data = (0..self.cols).flat_map(|c| (0..self.rows).map(move |r| self.data[r * self.cols + c])).collect();
        Self { rows: self.cols, cols: self.rows, data }
    }

    /// One row.
    pub fn row(&self, i: usize) -> &[f32] {
        self.data.get(i * self.cols..(i + 1) * self.cols).unwrap_or(&[])
    }
}

/// A net: input → (hidden, ReLU →) output scores.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Net {
    /// Inputs × hidden.
    pub first: Matrix,
    /// Bias of the hidden units (one row).
    pub first_bias: Matrix,
    /// Outputs × hidden: an output's weights side by side.
    pub second: Matrix,
    /// Bias of the outputs (one row).
    pub second_bias: Matrix,
}

impl Net {
    /// Scores of the hidden units before ReLU. O(observations that hold × hidden units).
    pub fn hidden(&self, row: &[(u16, f32)]) -> Units {
        // All sums of a block stay in registers while the row is walked.
        let cols = self.first.cols;
        let mut sum = Units::from_slice(&self.first_bias.data);
        let (blocks, rest) = sum.as_chunks_mut::<BLOCK>();
        for (nth, block) in blocks.iter_mut().enumerate() {
            let mut own = *block;
            for (i, value) in row {
                let from = *i as usize * cols + nth * BLOCK;
                let weights = self.first.data.get(from..from + BLOCK).and_then(<[f32]>::first_chunk::<BLOCK>);
                let Some(weights) = weights else { continue };
                for (s, w) in own.iter_mut().zip(weights) {
                    *s += w * value;
                }
            }
            *block = own;
        }
        let done = cols - rest.len();
        for (i, value) in row {
            for (s, w) in rest.iter_mut().zip(self.first.row(*i as usize).iter().skip(done)) {
                *s += w * value;
            }
        }
        sum
    }

    /// The hidden units once one more observation holds.
    pub fn note(&self, hidden: &mut Units, observation: usize) {
        for (s, w) in hidden.iter_mut().zip(self.first.row(observation)) {
            *s += w;
        }
    }

    /// Probabilities of the outputs, from the hidden units.
    pub fn outputs(&self, hidden: &Units) -> Outputs {
        let mut out = Outputs::from_slice(&self.second_bias.data);
        let hidden: Units = hidden.iter().map(|unit| unit.max(0.0)).collect();
        for (k, o) in out.iter_mut().enumerate() {
            *o += dot(self.second.row(k), &hidden);
        }
        soft_maximum(&mut out);
        out
    }

    /// Probabilities of the outputs. O(observations that hold × hidden units).
    pub fn probabilities(&self, row: &[(u16, f32)]) -> Outputs {
        self.outputs(&self.hidden(row))
    }
}

/// Scores → probabilities, in place.
pub fn soft_maximum(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for s in scores.iter_mut() {
        *s = (*s - top).exp();
        sum += *s;
    }
    for s in scores.iter_mut() {
        *s /= sum;
    }
}

/// `Σ weight × value`: in `LANES` sums, always the same ones, because one sum would wait for itself at each step.
pub fn dot(weights: &[f32], values: &[f32]) -> f32 {
    let mut sums = [0.0_f32; LANES];
    let (weights, last_weights) = weights.as_chunks::<LANES>();
    let (values, last_values) = values.as_chunks::<LANES>();
    for (w, v) in weights.iter().zip(values) {
        for ((sum, w), v) in sums.iter_mut().zip(w).zip(v) {
            *sum += w * v;
        }
    }
    let rest: f32 = last_weights.iter().zip(last_values).map(|(w, v)| w * v).sum();
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_keeps_the_number_of_every_observation() {
        let mut row = Row::default();
        row.flag(false);
        row.flag(true);
        row.block(&[0, 2], 4);
        row.value(0.5);
        assert_eq!(row.on, [(1, 1.0), (2, 1.0), (4, 1.0), (6, 0.5)]);
        assert_eq!(row.width(), 7);
    }

    #[test]
    fn sums_side_by_side_are_the_sums_one_by_one() {
        let of = |from: usize, n: usize| (from..from + n).map(|k| (k as f32 * 0.37).sin()).collect::<Vec<f32>>();
        for n in [1, 7, 8, 19, 36, 49] {
            let (a, b) = (of(0, n), of(100, n));
            let plain: f32 = a.iter().zip(&b).map(|(a, b)| a * b).sum();
            assert!((dot(&a, &b) - plain).abs() < 1e-4, "{n}");
        }
        let cols = BLOCK + 5;
        let first = Matrix { rows: 5, cols, data: of(0, 5 * cols) };
        let net = Net { first, first_bias: Matrix { rows: 1, cols, data: of(7, cols) }, ..Net::default() };
        let row = [(0, 1.0), (3, 0.5), (4, -2.0)];
        let plain: Vec<f32> = (0..cols)
            .map(|k| row.iter().fold(net.first_bias.data[k], |sum, (i, v)| sum + net.first.row(*i as usize)[k] * v))
            .collect();
        assert_eq!(net.hidden(&row).to_vec(), plain);
        let mut two = net.hidden(&row[1..]);
        net.note(&mut two, 0);
        assert!(two.iter().zip(&plain).all(|(a, b)| (a - b).abs() < 1e-5));
    }

    #[test]
    fn probabilities_sum_to_one() {
        let net = Net {
            first: Matrix { rows: 2, cols: 2, data: vec![1.0, -1.0, 0.5, 2.0] },
            first_bias: Matrix::zero(1, 2),
            second: Matrix { rows: 3, cols: 2, data: vec![1.0, 0.0, 0.0, 1.0, -1.0, 0.0] },
            second_bias: Matrix::zero(1, 3),
        };
        let p = net.probabilities(&[(0, 1.0)]);
        assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(p[0] > p[1] && p[1] > p[2]);
    }
}
