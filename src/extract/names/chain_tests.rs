//! The chain finds what looking at every labelling would find.

use super::super::labels::{CLASSES, Part, label};
use super::*;
use proptest::prelude::*;

const FEW: [usize; 5] =
    [OUTSIDE, label(0, Part::Begin), label(0, Part::Last), label(0, Part::Unit), label(1, Part::Unit)];

/// Scores of the labels in `FEW`; the others are out of reach.
fn scores(few: &[f32; 5]) -> Scores {
    let mut scores = [i16::MIN; LANES];
    FEW.iter().zip(few).for_each(|(&label, &score)| scores[label] = (score * 512.0) as i16);
    Sum(scores)
}

/// Every labelling of a sentence over `FEW`, with the exponential of its score.
fn labellings(chain: &Chain, sentence: &[Scores]) -> Vec<(Vec<usize>, f64)> {
    let mut all = vec![(Vec::new(), 1.0f64)];
    for token in sentence {
        let grown = all.iter().flat_map(|(labels, weight): &(Vec<usize>, f64)| {
            FEW.map(|label| {
                let step = chain.step(labels.last().copied().unwrap_or(LABELS), label as u8);
                let weight = weight * f64::from(step + f32::from(token.0[label]) / 512.0).exp();
                (labels.iter().copied().chain([label]).collect(), weight)
            })
        });
        all = grown.collect();
    }
    all
}

proptest! {
    #[test]
    fn best_and_probable_are_those_of_all_labellings(
        few in prop::collection::vec(prop::array::uniform5(-2.0f32..2.0), 1..5),
        steps in prop::collection::vec(-1.0f32..1.0, (LABELS + 1) * LABELS),
    ) {
        let chain = Chain::new(&steps);
        let sentence: Vec<Scores> = few.iter().map(scores).collect();
        let all = labellings(&chain, &sentence);
        let total: f64 = all.iter().map(|x| x.1).sum();
        let best = all.iter().fold(&all[0], |a, b| if b.1 > a.1 { b } else { a });
        let read = chain.read(sentence.len(), (0..).zip(&sentence));
        if read.is_empty() {
            prop_assert!(best.0.iter().all(|&l| l == OUTSIDE));
        }
        for (i, labelled) in read.iter().enumerate() {
            prop_assert_eq!(labelled.label, best.0[i]);
            let sum: f64 = all.iter().filter(|(labels, _)| labels[i] == labelled.label).map(|x| x.1).sum();
            prop_assert!((f64::from(labelled.probability) - sum / total).abs() < 1e-3);
        }
    }
}

#[test]
fn what_cannot_be_is_never_said() {
    let mut open = [-2560; LANES];
    open[LABELS..].fill(i16::MIN);
    open[label(0, Part::Begin)] = 2560;
    let chain = Chain::new(&vec![0.0; (LABELS + 1) * LABELS]);
    let read = chain.read(3, (0..).zip(&[Sum(open); 3]));
    let labels: Vec<usize> = read.iter().map(|l| l.label).collect();
    let follows = labels.windows(2).all(|pair| may_follow(Some(pair[0]), pair[1]));
    assert!(follows && CLASSES.len() == 7, "{labels:?}");
}
