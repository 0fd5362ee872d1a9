//! Several parsers that decide together, and what they find in articles that nobody annotated.

use crate::corpus::{self, TrainError};
use crate::learner::{BITS, Plan, Sentence, learn};
use crate::network::Network;
use copydesk::extract::EXTRACTORS;
use copydesk::extract::clean::clean;
use copydesk::extract::tags::Tagger;
use copydesk::extract::tree::features::{self, Form};
use copydesk::extract::tree::machine::{ACTIONS, Action, Machine, NONE};
use copydesk::knowledge::Knowledge;
use copydesk::record::{Article, Body, Dependency, Tokens};
use rayon::prelude::*;
use serde::Deserialize;
use std::ops::Range;
use std::path::Path;

/// Articles that nobody annotated.
const RAW: &str = "train/raw-news.jsonl.xz";
/// Every so many sentences of them are used: three quarters of a million tokens, three times the treebanks.
const EVERY: usize = 8;
/// Shorter sentences teach nothing, longer ones are lists.
const LENGTHS: Range<usize> = 3..80;
/// Teachers differ by their seed alone.
const SEEDS: [u64; 4] = [100, 101, 102, 103];
const ROWS: usize = 60_000;

/// Units of a teacher: more than the parser has, since nobody waits for it.
const UNITS: usize = 128;

pub struct Teachers(Vec<Network<UNITS>>);

#[derive(Deserialize)]
struct Raw {
    text: String,
}

impl Teachers {
    pub fn learn(gold: &[Sentence]) -> Self {
        let plan = |seed| Plan { rows: ROWS, epochs: 8, pruned_epochs: 6, seed };
        let learned = SEEDS.into_par_iter().map(|seed| {
            let (mut network, kept) = learn(gold, &plan(seed));
            network.forget(|row| !kept[row]);
            network
        });
        Self(learned.collect())
    }

    /// Sentences of the raw articles with the trees that the teachers agree on.
    pub fn annotate(&self, data: &Path, tagger: &Tagger<'_>) -> Result<Vec<Sentence>, TrainError> {
        let articles = corpus::read::<Raw>(data, RAW)?;
        let sentences: Vec<Sentence> =
            articles.into_par_iter().flat_map_iter(|article| sentences(article.text, tagger)).collect();
        let chosen = sentences.into_par_iter().enumerate();
        let chosen = chosen.filter(|(i, sentence)| i % EVERY == 0 && LENGTHS.contains(&sentence.forms.len()));
        Ok(chosen.map(|(_, sentence)| self.parse(sentence)).collect())
    }

    fn parse(&self, mut sentence: Sentence) -> Sentence {
        let mut machine = Machine::default();
        machine.begin(sentence.forms.len());
        let mut rows = Vec::new();
        while !machine.is_done() {
            rows.clear();
            let form = |token: u32| sentence.forms.get(token as usize).unwrap_or(&Form::NONE);
            features::of(&machine, form, |feature| rows.push((feature & ((1 << BITS) - 1)) as u32));
            let hidden: Vec<_> = self.0.iter().map(|network| network.hidden(&rows)).collect();
            let scores = |outputs: Range<usize>, fits: &dyn Fn(usize) -> bool| {
                let mut sums = vec![0.0; outputs.len()];
                for (network, hidden) in self.0.iter().zip(&hidden) {
                    let of = |output| if fits(output) { network.output(hidden, output) } else { f32::NEG_INFINITY };
                    add_probabilities(outputs.clone().map(of).collect(), &mut sums);
                }
                (0..sums.len()).max_by(|&a, &b| sums[a].total_cmp(&sums[b])).unwrap_or(0)
            };
            let action = ACTIONS[scores(0..ACTIONS.len(), &|action| machine.allows(ACTIONS[action]))];
            let first = ACTIONS.len() + if action == Action::Right { Dependency::COUNT } else { 0 };
            let relation = match action {
                Action::Shift => 0,
                _ => scores(first..first + Dependency::COUNT, &|_| true),
            };
            machine.take(action, Dependency::of_index(relation));
        }
        sentence.heads = machine.nodes.iter().map(|node| node.head).collect();
        sentence.relations = machine.nodes.iter().map(|node| node.relation).collect();
        sentence
    }
}

/// Adds the probabilities that scores stand for.
fn add_probabilities(scores: Vec<f32>, sums: &mut [f32]) {
    let top = scores.iter().fold(f32::NEG_INFINITY, |a, &b| a.max(b));
    let all: f32 = scores.iter().map(|score| (score - top).exp()).sum();
    sums.iter_mut().zip(scores).for_each(|(sum, score)| *sum += (score - top).exp() / all);
}

/// The sentences of an article by the extractors that work before the parser, without trees.
fn sentences(text: String, tagger: &Tagger<'_>) -> Vec<Sentence> {
    let article = Article { body: Body::Text(text), ..Article::default() };
    let Ok(mut document) = clean(article) else { return Vec::new() };
    for extractor in EXTRACTORS.iter().filter(|e| ["language", "sentences", "tokens"].contains(&e.name)) {
        document.fill((extractor.extract)(&document, &Knowledge::none()));
    }
    let tokens: &Tokens = &document.layers.tokens;
    let upos = tagger.upos(tokens);
    let of = |sentence: &Range<usize>| Sentence {
        forms: sentence.clone().map(|i| Form::of(tokens, upos[i], i)).collect(),
        heads: vec![NONE; sentence.len()],
        relations: vec![Dependency::Dep; sentence.len()],
    };
    tokens.sentences.iter().map(of).collect()
}
