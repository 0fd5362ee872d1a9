//! Linear support vector machines over sparse features, by coordinate descent in the dual (Hsieh et al. 2008).

/// Features below some number of rows with their values.
pub type Sparse = [(u32, f32)];

/// One example: what is seen, on which side it lies, and how much it counts.
pub struct Case<'a> {
    pub features: &'a Sparse,
    pub positive: bool,
    pub weight: f32,
}

/// What a mistake costs beside the length of the weights.
const COST: f32 = 0.5;
/// Times that every example is looked at.
const ROUNDS: usize = 60;

/// The weights and the offset that part positive cases from the others, with squared hinge loss; each side counts as much
/// as the other in sum.
pub fn learn(cases: &[Case<'_>], rows: usize) -> (Vec<f32>, f32) {
    let all: f32 = cases.iter().map(|c| c.weight).sum();
    let yes: f32 = cases.iter().filter(|c| c.positive).map(|c| c.weight).sum();
    let cost = |c: &Case<'_>| c.weight * COST * all / (2.0 * if c.positive { yes } else { all - yes }.max(1e-3));
    let mut weights = vec![0f32; rows];
    let mut offset = 0f32;
    let mut alphas = vec![0f32; cases.len()];
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut random = fastrand::Rng::with_seed(3);
    let squares: Vec<f32> = cases.iter().map(|c| c.features.iter().map(|(_, v)| v * v).sum::<f32>() + 1.0).collect();
    for _ in 0..ROUNDS {
        random.shuffle(&mut order);
        for &i in &order {
            let case = &cases[i];
            let sign = if case.positive { 1.0 } else { -1.0 };
            let diagonal = 1.0 / (2.0 * cost(case));
            let sum = dot(case.features, &weights) + offset;
            let slope = sign * sum - 1.0 + diagonal * alphas[i];
            let alpha = (alphas[i] - slope / (squares[i] + diagonal)).max(0.0);
            let step = (alpha - alphas[i]) * sign;
            alphas[i] = alpha;
            if step != 0.0 {
                case.features.iter().for_each(|&(row, value)| weights[row as usize] += step * value);
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
