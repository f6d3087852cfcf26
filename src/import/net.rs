//! Small nets over sparse rows: an input is a list of (number, value) pairs, most observations being absent.
//!
//! One hidden layer with ReLU or none, soft maximum on top. Our own loops, plain `f32`, always in the same order, so that
//! the same page gives the same reading on every machine. Training lives beside the tests, not here.

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

    /// Goes on from another row.
    pub fn continued(from: &Row) -> Self {
        from.clone()
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
    /// Hidden × outputs.
    pub second: Matrix,
    /// Bias of the outputs (one row).
    pub second_bias: Matrix,
}

impl Net {
    /// Scores of the hidden units before ReLU.
    pub fn hidden(&self, row: &[(u16, f32)]) -> Vec<f32> {
        let mut sum = self.first_bias.data.clone();
        for (i, value) in row {
            for (s, w) in sum.iter_mut().zip(self.first.row(*i as usize)) {
                *s += w * value;
            }
        }
        sum
    }

    /// Probabilities of the outputs. O(observations that hold × hidden units).
    pub fn probabilities(&self, row: &[(u16, f32)]) -> Vec<f32> {
        let hidden = self.hidden(row);
        let mut out = self.second_bias.data.clone();
        for (h, unit) in hidden.iter().enumerate().filter(|(_, unit)| **unit > 0.0) {
            for (o, w) in out.iter_mut().zip(self.second.row(h)) {
                *o += w * unit;
            }
        }
        soft_maximum(&mut out);
        out
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

/// `Σ weight × value`.
pub fn dot(weights: &[f32], values: &[f32]) -> f32 {
    weights.iter().zip(values).map(|(w, v)| w * v).sum()
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
    fn probabilities_sum_to_one() {
        let net = Net {
            first: Matrix { rows: 2, cols: 2, data: vec![1.0, -1.0, 0.5, 2.0] },
            first_bias: Matrix::zero(1, 2),
            second: Matrix { rows: 2, cols: 3, data: vec![1.0, 0.0, -1.0, 0.0, 1.0, 0.0] },
            second_bias: Matrix::zero(1, 3),
        };
        let p = net.probabilities(&[(0, 1.0)]);
        assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(p[0] > p[1] && p[1] > p[2]);
    }
}
