//! Fitting: small nets by Adam on sparse rows, choices and odds by plain gradients. Seeded, single-threaded, same result every time.

use yuebao::corpus::Role;
use yuebao::import::net::{Matrix, Net, Row, dot, soft_maximum};
use yuebao::import::state::TRANSITIONS;
use yuebao::import::{heading, owner};

use super::press::chance::Chance;

/// How a net is fitted.
#[derive(Debug, Clone)]
pub struct Options {
    pub hidden: usize,
    pub epochs: usize,
    pub rate: f32,
    pub decay: f32,
    pub batch: usize,
    /// Share of observations left out at random: no signal may be indispensable.
    pub drop: f64,
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { hidden: 32, epochs: 6, rate: 2e-3, decay: 1e-4, batch: 384, drop: 0.1, seed: 1 }
    }
}

/// One matrix under Adam.
struct Learned {
    value: Matrix,
    gradient: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Learned {
    fn new(value: Matrix) -> Self {
        let n = value.data.len();
        Self { value, gradient: vec![0.0; n], mean: vec![0.0; n], square: vec![0.0; n] }
    }

    fn update(&mut self, rate: f32, decay: f32, step: i32) {
        let (a, b) = (1.0 - 0.9_f32.powi(step), 1.0 - 0.999_f32.powi(step));
        for (((v, g), m), s) in self.value.data.iter_mut().zip(&mut self.gradient).zip(&mut self.mean).zip(&mut self.square) {
            let gradient = *g + decay * *v;
            *m = 0.9 * *m + 0.1 * gradient;
            *s = 0.999 * *s + 0.001 * gradient * gradient;
            *v -= rate * (*m / a) / ((*s / b).sqrt() + 1e-8);
            *g = 0.0;
        }
    }
}

/// Fits a net with one hidden layer to labels.
pub fn fit(rows: &[&Row], labels: &[u8], outputs: usize, options: &Options) -> Net {
    let mut chance = Chance::new(options.seed);
    let inputs = rows.iter().map(|r| r.width()).max().unwrap_or(1);
    let h = options.hidden;
    let mut normal = |rows: usize, cols: usize, scale: f64| {
        let mut m = Matrix::zero(rows, cols);
        for v in &mut m.data {
            let sum: f64 = (0..6).map(|_| chance.unit()).sum::<f64>() - 3.0;
            *v = (sum * 1.41 * scale) as f32;
        }
        m
    };
    let mut w1 = Learned::new(normal(inputs, h, (1.0 / 60.0_f64).sqrt()));
    let mut b1 = Learned::new(Matrix::zero(1, h));
    let mut w2 = Learned::new(normal(h, outputs, (1.0 / h as f64).sqrt()));
    let mut b2 = Learned::new(Matrix::zero(1, outputs));
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut step = 0;
    let keep = 1.0 / (1.0 - options.drop) as f32;
    let mut input: Vec<(u16, f32)> = Vec::new();
    for epoch in 0..options.epochs {
        chance.shuffle(&mut order);
        let rate = options.rate * (1.0 - epoch as f32 / options.epochs as f32) + 1e-4;
        for batch in order.chunks(options.batch) {
            for i in batch {
                input.clear();
                for (k, v) in &rows[*i].on {
                    if !chance.one_in(options.drop) {
                        input.push((*k, v * keep));
                    }
                }
                let mut hidden = b1.value.data.clone();
                for (k, v) in &input {
                    let row = &w1.value.data[*k as usize * h..(*k as usize + 1) * h];
                    for (s, w) in hidden.iter_mut().zip(row) {
                        *s += w * v;
                    }
                }
                let mut out = b2.value.data.clone();
                for (unit, row) in hidden.iter().zip(w2.value.data.chunks(outputs)).filter(|(u, _)| **u > 0.0) {
                    for (o, w) in out.iter_mut().zip(row) {
                        *o += w * unit;
                    }
                }
                soft_maximum(&mut out);
                out[labels[*i] as usize] -= 1.0;
                let scale = 1.0 / batch.len() as f32;
                for g in &mut out {
                    *g *= scale;
                }
                for (g, o) in b2.gradient.iter_mut().zip(&out) {
                    *g += o;
                }
                let mut back = vec![0.0_f32; h];
                for (k, unit) in hidden.iter().enumerate().filter(|(_, u)| **u > 0.0) {
                    let row = &w2.value.data[k * outputs..(k + 1) * outputs];
                    let grad = &mut w2.gradient[k * outputs..(k + 1) * outputs];
                    for ((g, w), o) in grad.iter_mut().zip(row).zip(&out) {
                        *g += o * unit;
                        back[k] += o * w;
                    }
                }
                for (g, b) in b1.gradient.iter_mut().zip(&back) {
                    *g += b;
                }
                for (k, v) in &input {
                    let grad = &mut w1.gradient[*k as usize * h..(*k as usize + 1) * h];
                    for (g, b) in grad.iter_mut().zip(&back) {
                        *g += b * v;
                    }
                }
            }
            step += 1;
            for part in [&mut w1, &mut b1, &mut w2, &mut b2] {
                part.update(rate, options.decay, step);
            }
        }
    }
    Net { first: w1.value, first_bias: b1.value, second: w2.value.turned(), second_bias: b2.value }
}

/// One choice: the options and the right one.
pub type Choice<const N: usize> = (Vec<[f32; N]>, usize);

/// Weights under which the right option is the likeliest (conditional logit, Adagrad).
pub fn choices<'a, const N: usize>(what: &str, data: impl Iterator<Item = &'a Choice<N>>, seed: u64) -> Matrix {
    let mut data: Vec<&Choice<N>> = data.collect();
    let mut chance = Chance::new(seed);
    let mut w = [0.0_f32; N];
    let mut squares = [1e-6_f32; N];
    let mut right = 0;
    for _ in 0..6 {
        chance.shuffle(&mut data);
        right = 0;
        for (options, target) in &data {
            let mut p: Vec<f32> = options.iter().map(|o| dot(&w, o)).collect();
            let best = p.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map(|(i, _)| i);
            right += usize::from(best == Some(*target));
            soft_maximum(&mut p);
            p[*target] -= 1.0;
            for k in 0..w.len() {
                let g: f32 = options.iter().zip(&p).map(|(o, p)| o[k] * p).sum::<f32>() + 1e-4 * w[k];
                squares[k] += g * g;
                w[k] -= 0.2 * g / squares[k].sqrt();
            }
        }
    }
    println!("{what} {:.4} of {} {w:.2?}", right as f32 / data.len().max(1) as f32, data.len());
    super::table(&w)
}

/// One line: observations, and whether it is what is asked.
pub type Odd<const N: usize> = ([f32; N], bool);

/// Weights of headline against sub-heading. Half of the examples hide the models' own opinion: they are surer of generated pages
/// than they can be of real ones.
pub fn headings<'a>(data: impl Iterator<Item = &'a Odd<{ heading::WIDTH }>>, seed: u64) -> Matrix {
    let data: Vec<&Odd<{ heading::WIDTH }>> = data.collect();
    let mut chance = Chance::new(seed);
    let mut all: Vec<Odd<{ heading::WIDTH }>> = data.iter().map(|d| **d).collect();
    for (sight, headline) in &data {
        let mut hidden = *sight;
        if chance.one_in(0.5) {
            hidden[heading::OPINION] = 0.0;
        }
        all.push((hidden, *headline));
    }
    odds("heading", &all)
}

/// Weights under which what holds is likelier than what does not (logistic regression, plain gradients).
pub fn odds<const N: usize>(what: &str, all: &[Odd<N>]) -> Matrix {
    let mut w = [0.0_f32; N];
    let rate = |w: &[f32], x: &[f32; N]| 1.0 / (1.0 + (-dot(w, x)).exp());
    for _ in 0..1500 {
        let mut g = [0.0_f32; N];
        for (x, y) in all {
            let error = rate(&w, x) - f32::from(u8::from(*y));
            for (g, x) in g.iter_mut().zip(x) {
                *g += error * x;
            }
        }
        for (w, g) in w.iter_mut().zip(&g) {
            *w -= g / all.len() as f32 + 1e-3 * *w;
        }
    }
    let right = all.iter().filter(|(x, y)| (rate(&w, x) > 0.5) == *y).count();
    println!("{what} {:.4} of {} {w:.2?}", right as f32 / all.len().max(1) as f32, all.len());
    super::table(&w)
}

/// Log-ratio of each role after each state to its share overall.
pub fn transitions<'a>(data: impl Iterator<Item = &'a (usize, Role)>) -> Matrix {
    let roles = Role::ALL.len();
    let mut counts = Matrix::zero(TRANSITIONS, roles);
    let mut whole = vec![1.0_f32; roles];
    for (state, role) in data {
        counts.data[state * roles + *role as usize] += 1.0;
        whole[*role as usize] += 1.0;
    }
    let sum: f32 = whole.iter().sum();
    for row in counts.data.chunks_mut(roles) {
        let n: f32 = row.iter().sum();
        for (v, w) in row.iter_mut().zip(&whole) {
            let mean = w / sum;
            *v = ((*v + 5.0 * mean) / (n + 5.0)).ln() - mean.ln();
        }
    }
    counts
}

/// Log-ratio of each class of likeness between a paragraph and its own article to the same between it and others.
pub fn likenesses<'a>(data: impl Iterator<Item = &'a (usize, bool)>) -> Matrix {
    let (mut own, mut other) = ([1.0_f32; owner::LIKENESSES], [1.0_f32; owner::LIKENESSES]);
    for (class, is_own) in data {
        if *is_own { own[*class] += 1.0 } else { other[*class] += 1.0 }
    }
    let (all_own, all_other) = (own.iter().sum::<f32>(), other.iter().sum::<f32>());
    let ratios: Vec<f32> = own.iter().zip(&other).map(|(a, b)| (a / all_own / (b / all_other)).ln()).collect();
    println!("likeness {ratios:.2?} own {own:.0?} other {other:.0?}");
    super::table(&ratios)
}
