//! The parser's network while it learns: rows of hashed features, one hidden layer, AdaGrad.

use copydesk::extract::tree::OUTPUTS;

/// A network with `UNITS` units in its hidden layer.
#[derive(Clone)]
pub struct Network<const UNITS: usize> {
    /// For each row its weights.
    rows: Vec<[f32; UNITS]>,
    squares: Vec<f32>,
    pub bias: [f32; UNITS],
    bias_squares: [f32; UNITS],
    /// For each output its weights and its bias.
    pub outputs: Vec<([f32; UNITS], f32)>,
    output_squares: Vec<([f32; UNITS], f32)>,
    pub rate: f32,
    /// Share of the features that are left out while learning, and of the units.
    pub dropout: f32,
    pub unit_dropout: f32,
    random: fastrand::Rng,
}

/// The scores of one state, and what they were made from.
pub struct Seen<const UNITS: usize> {
    kept: Vec<u32>,
    hidden: [f32; UNITS],
    mask: [f32; UNITS],
}

/// Slopes of some outputs.
pub type Slopes = Vec<(usize, f32)>;

impl<const UNITS: usize> Network<UNITS> {
    pub fn new(bits: u8, seed: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut output = || (std::array::from_fn(|_| (random.f32() - 0.5) * 0.6), 0.0);
        Self {
            outputs: (0..OUTPUTS).map(|_| output()).collect(),
            rows: vec![[0.0; UNITS]; 1 << bits],
            squares: vec![0.0; 1 << bits],
            bias: [0.2; UNITS],
            bias_squares: [0.0; UNITS],
            output_squares: vec![([0.0; UNITS], 0.0); OUTPUTS],
            rate: 0.05,
            dropout: 0.0,
            unit_dropout: 0.0,
            random,
        }
    }

    pub fn row(&self, row: usize) -> &[f32; UNITS] {
        &self.rows[row]
    }

    /// Adds the numbers of `other` to these.
    pub fn sum(&mut self, other: &Self) {
        for (row, more) in self.rows.iter_mut().zip(&other.rows) {
            row.iter_mut().zip(more).for_each(|(w, m)| *w += m);
        }
        self.bias.iter_mut().zip(&other.bias).for_each(|(w, m)| *w += m);
        for (output, more) in self.outputs.iter_mut().zip(&other.outputs) {
            output.0.iter_mut().zip(&more.0).for_each(|(w, m)| *w += m);
            output.1 += more.1;
        }
    }

    /// Multiplies the numbers by `factor`.
    pub fn scale(&mut self, factor: f32) {
        self.rows.iter_mut().flatten().chain(&mut self.bias).for_each(|w| *w *= factor);
        for (weights, bias) in &mut self.outputs {
            weights.iter_mut().for_each(|w| *w *= factor);
            *bias *= factor;
        }
    }

    /// Sums the rows; `learning`: some are left out.
    pub fn see(&mut self, rows: &[u32], learning: bool) -> Seen<UNITS> {
        let (least, factor) =
            if learning { ((self.dropout * 65536.0) as u32, 1.0 / (1.0 - self.dropout)) } else { (0, 1.0) };
        let kept: Vec<u32> = rows.iter().copied().filter(|_| least == 0 || self.random.u32(..65536) >= least).collect();
        let mut sums = [0.0; UNITS];
        for &row in &kept {
            sums.iter_mut().zip(&self.rows[row as usize]).for_each(|(s, w)| *s += w);
        }
        let least = if learning { (self.unit_dropout * 65536.0) as u32 } else { 0 };
        let grown = if learning { 1.0 / (1.0 - self.unit_dropout) } else { 1.0 };
        let mut mask = [0.0; UNITS];
        for ((sum, mask), bias) in sums.iter_mut().zip(&mut mask).zip(&self.bias) {
            *sum = *sum * factor + bias;
            if *sum > 0.0 && (least == 0 || self.random.u32(..65536) >= least) {
                *mask = grown;
            }
            *sum *= *mask;
        }
        Seen { kept, hidden: sums, mask }
    }

    /// The hidden layer of a state, nothing left out.
    pub fn hidden(&self, rows: &[u32]) -> [f32; UNITS] {
        let mut sums = self.bias;
        for &row in rows {
            sums.iter_mut().zip(&self.rows[row as usize]).for_each(|(s, w)| *s += w);
        }
        sums.map(|sum| sum.max(0.0))
    }

    /// Sets some rows to nothing.
    pub fn forget(&mut self, which: impl Fn(usize) -> bool) {
        self.rows.iter_mut().enumerate().filter(|(row, _)| which(*row)).for_each(|(_, row)| *row = [0.0; UNITS]);
    }

    pub fn score(&self, seen: &Seen<UNITS>, output: usize) -> f32 {
        self.output(&seen.hidden, output)
    }

    pub fn output(&self, hidden: &[f32; UNITS], output: usize) -> f32 {
        let (weights, bias) = &self.outputs[output];
        let mut sums = [0.0; 8];
        let (weights, last) = weights.as_chunks::<8>();
        let (hidden, last_hidden) = hidden.as_chunks::<8>();
        for (a, b) in weights.iter().zip(hidden) {
            sums.iter_mut().zip(a.iter().zip(b)).for_each(|(s, (a, b))| *s += a * b);
        }
        let last: f32 = last.iter().zip(last_hidden).map(|(a, b)| a * b).sum();
        bias + sums.iter().sum::<f32>() + last
    }

    /// One step down the slopes of the outputs.
    pub fn learn(&mut self, seen: &Seen<UNITS>, slopes: &Slopes) {
        let mut down = [0.0; UNITS];
        for &(output, slope) in slopes {
            let ((weights, bias), (squares, bias_square)) =
                (&mut self.outputs[output], &mut self.output_squares[output]);
            down.iter_mut().zip(weights.iter()).for_each(|(d, w)| *d += slope * w);
            for ((w, s), h) in weights.iter_mut().zip(squares).zip(&seen.hidden) {
                step(w, s, slope * h, self.rate);
            }
            step(bias, bias_square, slope, self.rate);
        }
        down.iter_mut().zip(&seen.mask).for_each(|(d, m)| *d *= m);
        let mean = down.iter().map(|d| d * d).sum::<f32>() / UNITS as f32;
        if mean < 1e-10 {
            return;
        }
        for ((w, s), d) in self.bias.iter_mut().zip(&mut self.bias_squares).zip(&down) {
            step(w, s, *d, self.rate);
        }
        for &row in &seen.kept {
            // One square a row: half the memory to walk through.
            let square = &mut self.squares[row as usize];
            *square += mean;
            let rate = self.rate / (*square + 1e-3).sqrt();
            self.rows[row as usize].iter_mut().zip(&down).for_each(|(w, d)| *w -= rate * d);
        }
    }
}

fn step(weight: &mut f32, square: &mut f32, slope: f32, rate: f32) {
    *square += slope * slope;
    *weight -= rate * slope / (*square + 1e-3).sqrt();
}
