//! What the scores of subjects are worth as probabilities, and how good they are.

use crate::topics::Example;
use copydesk::extract::topics::choose::choose;
use copydesk::extract::topics::model::{Calibration, Each, SUBJECTS};

/// Articles of a subject without which its scores cannot be calibrated; such subjects keep a cautious line.
const ENOUGH: usize = 8;
const CAUTIOUS: (f32, f32) = (5.0, -4.0);
/// For a subject that no article has.
const NEVER: (f32, f32) = (0.0, -9.0);
/// Steps of the descent; more change nothing in the third digit.
const STEPS: usize = 2_000;
const RATE: f32 = 1.0;

/// The calibration that these examples teach.
pub fn calibrate(examples: &[Example], scores: &[Each<f32>], chosen: &[usize]) -> Calibration {
    let mut calibration = Calibration::default();
    for subject in 0..SUBJECTS {
        let own = chosen.iter().filter(|&&i| examples[i].subject == subject);
        let (articles, allowed) = own.fold((0, [0usize; SUBJECTS]), |(n, mut allowed), &i| {
            allowed.iter_mut().enumerate().for_each(|(s, n)| *n += (examples[i].allowed >> s & 1) as usize);
            (n + 1, allowed)
        });
        let most = allowed.iter().enumerate().filter(|&(s, &n)| s != subject && n * 2 >= articles && n >= ENOUGH / 2);
        calibration.companions[subject] = most.map(|(s, _)| 1u32 << s).sum();
        let pairs = chosen.iter().filter(|&&i| examples[i].judges(subject));
        let pairs: Vec<(f32, bool)> = pairs.map(|&i| (scores[i][subject], examples[i].subject == subject)).collect();
        (calibration.slope[subject], calibration.offset[subject]) = match articles {
            n if n >= ENOUGH => line(&pairs),
            3.. => CAUTIOUS,
            _ => NEVER,
        };
    }
    let firsts: Vec<(f32, bool)> = chosen.iter().map(|&i| first(&examples[i], &calibration, &scores[i])).collect();
    (calibration.first_slope, calibration.first_offset) = line(&firsts);
    calibration
}

/// The highest log-odds of those subjects that the article judges, and whether it is the right one.
fn first(example: &Example, calibration: &Calibration, scores: &Each<f32>) -> (f32, bool) {
    let odds = calibration.log_odds(scores);
    let judged = odds.iter().enumerate().filter(|&(s, _)| example.judges(s));
    let (subject, best) = judged.fold((0, f32::MIN), |best, (s, &x)| if x > best.1 { (s, x) } else { best });
    (best, subject == example.subject)
}

/// Slope and offset of a logistic curve through what was seen.
fn line(pairs: &[(f32, bool)]) -> (f32, f32) {
    let (mut slope, mut offset) = (1f32, 0f32);
    let n = pairs.len().max(1) as f32;
    for _ in 0..STEPS {
        // Newton's step, damped: two numbers only.
        let (mut g, mut h) = ([0f32; 2], [1e-4f32, 0.0, 1e-4]);
        for &(x, is) in pairs {
            let p = 1.0 / (1.0 + (-(slope * x + offset)).exp());
            let (error, weight) = (p - f32::from(is), (p * (1.0 - p)).max(1e-6));
            g = [g[0] + error * x / n, g[1] + error / n];
            h = [h[0] + weight * x * x / n, h[1] + weight * x / n, h[2] + weight / n];
        }
        let determinant = h[0] * h[2] - h[1] * h[1];
        let step = [(h[2] * g[0] - h[1] * g[1]) / determinant, (h[0] * g[1] - h[1] * g[0]) / determinant];
        slope -= RATE * step[0].clamp(-1.0, 1.0);
        offset -= RATE * step[1].clamp(-1.0, 1.0);
        if step[0].abs() + step[1].abs() < 1e-5 {
            break;
        }
    }
    (slope, offset)
}

/// Prints what `score_topics.py` prints, with calibrations of the other folds.
pub fn report(examples: &[Example], scores: &[Each<f32>], folds: &[usize], n: usize) {
    let mut told = vec![Vec::new(); examples.len()];
    for fold in 0..n {
        let others: Vec<usize> = (0..examples.len()).filter(|&i| folds[i] != fold).collect();
        let calibration = calibrate(examples, scores, &others);
        for i in (0..examples.len()).filter(|&i| folds[i] == fold) {
            told[i] = choose(&calibration, &scores[i]);
        }
    }
    let top = |(example, told): (&Example, &Vec<(usize, f32)>)| {
        let judged = told.iter().find(|(s, _)| example.judges(*s));
        (example.subject, judged.map(|&(s, _)| s), judged.map_or(0.0, |t| t.1))
    };
    let tops: Vec<(usize, Option<usize>, f32)> = examples.iter().zip(&told).map(top).collect();
    let all = tops.len() as f32;
    let right = tops.iter().filter(|t| t.1 == Some(t.0)).count() as f32;
    println!("topics, {n} folds of {all} articles: macro-F1 {:.3}, accuracy {:.3}", macro_f1(&tops), right / all);
    for least in [0.5, 0.7, 0.8, 0.9] {
        let sure: Vec<_> = tops.iter().filter(|t| t.1.is_some() && t.2 >= least).collect();
        let right = sure.iter().filter(|t| t.1 == Some(t.0)).count() as f32;
        println!(
            "  confidence {least} or more: coverage {:.3}, accuracy {:.3}",
            sure.len() as f32 / all,
            right / sure.len() as f32
        );
    }
    println!("  expected calibration error {:.3}", calibration_error(&tops));
}

/// Mean F1 of the subjects with ten articles or more.
fn macro_f1(tops: &[(usize, Option<usize>, f32)]) -> f32 {
    let count = |is: &dyn Fn(&(usize, Option<usize>, f32)) -> bool| tops.iter().filter(|t| is(t)).count() as f32;
    let of = |s: usize| {
        let (gold, said) = (count(&|t| t.0 == s), count(&|t| t.1 == Some(s)));
        let both = count(&|t| t.0 == s && t.1 == Some(s));
        (gold >= 10.0).then_some(2.0 * both / (gold + said))
    };
    let values: Vec<f32> = (0..SUBJECTS).filter_map(of).collect();
    values.iter().sum::<f32>() / values.len() as f32
}

/// In ten bins of confidence.
fn calibration_error(tops: &[(usize, Option<usize>, f32)]) -> f32 {
    let mut bins = [(0f32, 0f32); 10];
    let told: Vec<_> = tops.iter().filter(|t| t.1.is_some()).collect();
    for t in &told {
        let bin = &mut bins[((t.2 * 10.0) as usize).min(9)];
        *bin = (bin.0 + t.2, bin.1 + f32::from(t.1 == Some(t.0)));
    }
    bins.iter().map(|(said, right)| (said - right).abs()).sum::<f32>() / told.len() as f32
}
