//! Linear support vector machines over sparse features, by coordinate descent in the dual (Hsieh et al. 2008).

/// One example: features below some number of rows with their values.
pub type Sparse = [(u32, f32)];

/// What a mistake costs beside the length of the weights.
const COST: f32 = 0.5;
/// Times that every example is looked at.
const ROUNDS: usize = 60;

/// The weights and the offset that part `positive` examples from the others, with squared hinge loss; each side counts as
/// much as the other in sum.
pub fn learn(examples: &[&Sparse], positive: &[bool], rows: usize) -> (Vec<f32>, f32) {
    let n = examples.len() as f32;
    let yes = positive.iter().filter(|p| **p).count() as f32;
    let cost = |is: bool| COST * n / (2.0 * if is { yes } else { n - yes }.max(1.0));
    let mut weights = vec![0f32; rows];
    let mut offset = 0f32;
    let mut alphas = vec![0f32; examples.len()];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = fastrand::Rng::with_seed(3);
    let squares: Vec<f32> = examples.iter().map(|x| x.iter().map(|(_, v)| v * v).sum::<f32>() + 1.0).collect();
    for _ in 0..ROUNDS {
        random.shuffle(&mut order);
        for &i in &order {
            let sign = if positive[i] { 1.0 } else { -1.0 };
            let diagonal = 1.0 / (2.0 * cost(positive[i]));
            let sum = dot(examples[i], &weights) + offset;
            let slope = sign * sum - 1.0 + diagonal * alphas[i];
            let alpha = (alphas[i] - slope / (squares[i] + diagonal)).max(0.0);
            let step = (alpha - alphas[i]) * sign;
            alphas[i] = alpha;
            if step != 0.0 {
                examples[i].iter().for_each(|&(row, value)| weights[row as usize] += step * value);
                offset += step;
            }
        }
    }
    (weights, offset)
}

/// The sum over the features of an example.
pub fn dot(example: &Sparse, weights: &[f32]) -> f32 {
    example.iter().map(|&(row, value)| value * weights[row as usize]).sum()
}
