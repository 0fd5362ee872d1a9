//! Learns to choose one of several, or none: a log-linear model over sparse binary features, by AdaGrad.

/// Step of AdaGrad, and the pull of every weight that an example touches towards zero.
const RATE: f32 = 0.05;
const DECAY: f32 = 1e-5;

/// The things that can be chosen between: the rows of each one's features, and whether it is right.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub options: Vec<(Vec<u32>, bool)>,
}

/// Weights of the rows; the score of "none" is zero.
pub struct Chooser {
    pub bias: f32,
    bias_square: f32,
    pub weights: Vec<f32>,
    squares: Vec<f32>,
}

impl Chooser {
    pub fn new(rows: usize) -> Self {
        Self { bias: 0.0, bias_square: 1e-3, weights: vec![0.0; rows], squares: vec![1e-3; rows] }
    }

    /// Learns from one choice, and returns its loss before that: the negative logarithm of the probability of what is
    /// right, taken together where several are.
    pub fn learn(&mut self, choice: &Choice) -> f32 {
        let score = |rows: &Vec<u32>| self.bias + rows.iter().map(|&r| self.weights[r as usize]).sum::<f32>();
        let scores: Vec<f32> = choice.options.iter().map(|o| score(&o.0)).collect();
        let top = scores.iter().fold(0f32, |a, &b| a.max(b));
        let shares: Vec<f32> = scores.iter().map(|s| (s - top).exp()).collect();
        let none = (-top).exp();
        let total = none + shares.iter().sum::<f32>();
        let right = choice.options.iter().zip(&shares).filter(|o| o.0.1).map(|o| o.1).sum::<f32>();
        let wanted = if choice.options.iter().any(|o| o.1) { right.max(1e-20) } else { none.max(1e-20) };
        for ((rows, is_right), share) in choice.options.iter().zip(&shares) {
            let slope = share / total - if *is_right { share / wanted } else { 0.0 };
            if slope.abs() > 1e-4 {
                step(&mut self.bias, &mut self.bias_square, slope);
                for &row in rows {
                    step(&mut self.weights[row as usize], &mut self.squares[row as usize], slope);
                }
            }
        }
        (total / wanted).ln()
    }
}

fn step(weight: &mut f32, square: &mut f32, slope: f32) {
    let slope = slope + DECAY * *weight;
    *square += slope * slope;
    *weight -= RATE * slope / square.sqrt();
}
