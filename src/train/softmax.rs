//! Multinomial logistic regression over sparse binary features, learned by AdaGrad, one example at a time.

/// Step of AdaGrad.
const RATE: f32 = 0.3;
/// Pulls every weight that an example touches towards zero.
const DECAY: f32 = 1e-6;

pub struct Classifier {
    classes: usize,
    bias: Vec<f32>,
    bias_squares: Vec<f32>,
    /// Rows of `classes` weights.
    weights: Vec<f32>,
    squares: Vec<f32>,
}

impl Classifier {
    pub fn new(rows: usize, classes: usize) -> Self {
        let cells = rows * classes;
        Self {
            classes,
            bias: vec![0.0; classes],
            bias_squares: vec![1e-3; classes],
            weights: vec![0.0; cells],
            squares: vec![1e-3; cells],
        }
    }

    pub fn row(&self, at: usize) -> &[f32] {
        &self.weights[at * self.classes..(at + 1) * self.classes]
    }

    pub fn bias(&self, class: usize) -> f32 {
        self.bias[class]
    }

    /// Log-odds of every class: the bias and `factor` times the sum of the rows.
    pub fn logits(&self, rows: &[u32], factor: f32) -> Vec<f32> {
        let mut sums = vec![0.0; self.classes];
        for &row in rows {
            sums.iter_mut().zip(self.row(row as usize)).for_each(|(sum, w)| *sum += w);
        }
        sums.iter().zip(&self.bias).map(|(sum, bias)| bias + factor * sum).collect()
    }

    /// Learns from one example and returns its loss before that.
    pub fn learn(&mut self, rows: &[u32], label: usize, factor: f32) -> f32 {
        let mut errors = self.logits(rows, factor);
        let top = errors.iter().fold(f32::MIN, |a, &b| a.max(b));
        errors.iter_mut().for_each(|x| *x = (*x - top).exp());
        let total: f32 = errors.iter().sum();
        errors.iter_mut().for_each(|x| *x /= total);
        let loss = -errors[label].max(1e-9).ln();
        errors[label] -= 1.0;
        step(&mut self.bias, &mut self.bias_squares, &errors, 1.0);
        for &row in rows {
            let cells = row as usize * self.classes..(row as usize + 1) * self.classes;
            step(&mut self.weights[cells.clone()], &mut self.squares[cells], &errors, factor);
        }
        loss
    }

    /// How far apart the weights of a row stand.
    pub fn spread(&self, at: usize) -> f32 {
        let row = self.row(at);
        let mean = row.iter().sum::<f32>() / row.len() as f32;
        row.iter().map(|w| (w - mean) * (w - mean)).sum::<f32>().sqrt()
    }

    /// The largest weight without its sign.
    pub fn largest(&self) -> f32 {
        self.weights.iter().fold(1e-6, |a, w| a.max(w.abs()))
    }

    pub fn subset(&self, rows: &[usize]) -> Self {
        let mut out = Self::new(rows.len(), self.classes);
        out.bias.clone_from(&self.bias);
        for (to, &from) in rows.iter().enumerate() {
            out.weights[to * self.classes..(to + 1) * self.classes].copy_from_slice(self.row(from));
        }
        out
    }
}

fn step(weights: &mut [f32], squares: &mut [f32], errors: &[f32], factor: f32) {
    for ((w, s), e) in weights.iter_mut().zip(squares).zip(errors) {
        let slope = e * factor + DECAY * *w;
        *s += slope * slope;
        *w -= RATE * slope / s.sqrt();
    }
}
