//! Trees of sentences of our own, and the steps that make them.

use super::machine::{ACTIONS, Action, Machine, NONE};
use super::*;
use crate::extract::{tags, tokens};
use crate::text::Span;
use proptest::prelude::*;

fn read(text: &str) -> (Document, Trees) {
    let mut document = Document { text: text.to_owned(), ..Document::default() };
    let sentences: Vec<Span> = text
        .split('\n')
        .map(|line| {
            let begin = line.as_ptr() as usize - text.as_ptr() as usize;
            Span::new(begin, begin + line.len())
        })
        .collect();
    document.layers.sentences = sentences;
    for extract in [tokens::extract, tags::extract, extract] {
        document.fill(extract(&document, &Knowledge::none()));
    }
    let trees = document.layers.trees.clone();
    (document, trees)
}

/// Each token with its relation and its head: "word relation head".
fn check(text: &str, expected: &[&str]) {
    let (document, trees) = read(text);
    let word = |i: usize| document.layers.tokens.spans[i].of(text);
    let found: Vec<String> = (0..trees.heads.len())
        .map(|i| match trees.head(i) {
            Some(head) => format!("{} {} {}", word(i), trees.relation(i), word(head)),
            None => format!("{} {}", word(i), trees.relation(i)),
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_asset_opens() {
    Parser::read(include_bytes!("../../../assets/trees.model")).unwrap();
}

#[test]
fn statements_and_passives_are_read() {
    check(
        "The minister said on Friday that the ferries were sinking.",
        &[
            "The det minister",
            "minister nsubj said",
            "said root",
            "on case Friday",
            "Friday obl said",
            "that mark sinking",
            "the det ferries",
            "ferries nsubj sinking",
            "were aux sinking",
            "sinking ccomp said",
            ". punct said",
        ],
    );
    check(
        "Two men were arrested by police\nShe bought bread and went home.",
        &[
            "Two nummod men",
            "men nsubj:pass arrested",
            "were aux:pass arrested",
            "arrested root",
            "by case police",
            "police obl:agent arrested",
            "She nsubj bought",
            "bought root",
            "bread obj bought",
            "and cc went",
            "went conj bought",
            "home advmod went",
            ". punct bought",
        ],
    );
}

#[test]
fn nothing_has_no_trees() {
    assert_eq!(extract(&Document::default(), &Knowledge::none()), Layer::Trees(Trees::default()));
    let (mut document, _) = read("Tags are missing.");
    document.layers.tags = Default::default();
    assert_eq!(extract(&document, &Knowledge::none()), Layer::Trees(Trees::default()));
}

/// More different words than sums are kept for: what is summed again is the same.
#[test]
fn many_words_are_read_as_few_are() {
    let letters = |n: usize| (0..4).map(|i| char::from(b'a' + (n >> (4 * i) & 15) as u8)).collect::<String>();
    let many: Vec<String> = (0..4000).map(|n| format!("the {} saw {}", letters(n), letters(n + 7))).collect();
    let (document, trees) = read(&format!("{}\nThe dog saw Anna.", many.join("\n")));
    let (_, alone) = read("The dog saw Anna.");
    let begin = document.layers.tokens.sentences.last().unwrap().start;
    assert_eq!(trees.relations[begin..], alone.relations);
}

#[test]
fn clauses_of_time_are_no_objects() {
    let (document, trees) = read(
        "“The vote was fair,” said Helen Marsh, hours after the count was stopped.\n“The vote was fair,” said the mayor, \
         hours after Helen Marsh stopped the count.",
    );
    let words: Vec<&str> = document.layers.tokens.spans.iter().map(|span| span.of(&document.text)).collect();
    let places = |wanted: &str| (0..words.len()).filter(|&i| words[i] == wanted).collect::<Vec<_>>();
    for (hours, stopped) in places("hours").into_iter().zip(places("stopped")) {
        assert_eq!((trees.head(hours), trees.relation(hours)), (Some(stopped), Dependency::OblUnmarked));
        assert_eq!(trees.relation(stopped), Dependency::Advcl);
    }
}

/// Sentences are parsed abreast, each as if it stood alone.
#[test]
fn no_sentence_touches_another() {
    let (document, trees) = read(
        "The minister said on Friday that the ferries were sinking.\nShe left.\nWho asked the harbour master of Bergen \
         about the two ferries that sank in March?\nNobody did, he said.\nNo.\nThe court in Oslo will hear the case in \
         May, its clerk told reporters.\nThe owners, who had paid nothing, want it to be heard sooner.",
    );
    let parser = PARSER.as_ref().unwrap();
    for sentence in &document.layers.tokens.sentences {
        let tokens = Tokens { sentences: vec![sentence.clone()], ..document.layers.tokens.clone() };
        let alone = parser.trees(&tokens, &document.layers.tags);
        assert_eq!(alone.heads[sentence.clone()], trees.heads[sentence.clone()]);
        assert_eq!(alone.relations[sentence.clone()], trees.relations[sentence.clone()]);
    }
}

proptest! {
    /// Any steps that are allowed end with one root and no cycle.
    #[test]
    fn steps_make_a_tree(n in 1usize..12, steps in prop::collection::vec(0usize..3, 40)) {
        let mut machine = Machine::default();
        machine.begin(n);
        let mut taken = 0;
        for step in steps.into_iter().cycle() {
            if machine.is_done() {
                break;
            }
            let allowed: Vec<Action> = ACTIONS.into_iter().filter(|&a| machine.allows(a)).collect();
            machine.take(allowed[step % allowed.len()], Dependency::Dep);
            taken += 1;
        }
        prop_assert_eq!(taken, 2 * n - 1);
        prop_assert_eq!(machine.nodes.iter().filter(|node| node.head == NONE).count(), 1);
        for mut at in 0..n as u32 {
            for _ in 0..=n {
                at = machine.node(at).head;
                if at == NONE {
                    break;
                }
            }
            prop_assert_eq!(at, NONE);
        }
    }

    #[test]
    fn every_sentence_has_one_root(text in "[A-Za-z,.\"’ \n-]{0,200}") {
        let (document, trees) = read(&text);
        for sentence in &document.layers.tokens.sentences {
            prop_assert_eq!(sentence.clone().filter(|&i| trees.head(i).is_none()).count(), 1);
            prop_assert!(sentence.clone().filter_map(|i| trees.head(i)).all(|head| sentence.contains(&head)));
        }
    }
}
