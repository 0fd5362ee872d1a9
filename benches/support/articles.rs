//! Articles to measure with: those of a file, our own, and any number of made ones that are all different.

use copydesk::extract::clean::clean;
use copydesk::extract::language;
use copydesk::intake;
use copydesk::knowledge::Knowledge;
use fastrand::Rng;
use std::path::{Path, PathBuf};

/// Words of a typical article: figures are for so many.
#[allow(dead_code)] // each bench uses a part of this file
pub const WORDS: f64 = 840.0;
/// Made articles have so many words, and those of a file that count as typical.
#[allow(dead_code)]
pub const TYPICAL: std::ops::Range<usize> = 700..1_000;
/// Words of a paragraph that is taken for a made article; shorter ones are headlines and bylines.
const PARAGRAPH_WORDS_MIN: usize = 12;

/// The texts of a file, one `{"text": ...}` a line.
#[allow(dead_code)]
pub fn of_file(path: &str) -> Vec<String> {
    let line = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON");
    let lines = std::fs::read_to_string(path).expect("the file can be read");
    lines.lines().map(line).filter_map(|a| a.get("text").and_then(|t| t.as_str()).map(str::to_owned)).collect()
}

/// The articles of tests/goldens.
pub fn goldens() -> Vec<String> {
    let texts = files("tests/goldens").into_iter().filter(|path| path.extension().is_some_and(|e| e == "txt"));
    texts.map(|path| std::fs::read_to_string(path).expect("a text")).collect()
}

/// The English ones of samples/, as they are cleaned.
#[allow(dead_code)]
pub fn samples() -> Vec<String> {
    let opened = files("samples").into_iter().filter(|path| !path.ends_with("README.md")).filter_map(|path| {
        let payload = std::fs::read(path).expect("a sample");
        clean(intake::read(&payload, |_| None, &intake::Limits::default()).ok()?).ok()
    });
    let english = opened.filter_map(|mut document| {
        document.fill((language::EXTRACTOR.extract)(&document, &Knowledge::none()));
        (document.language() == "en").then_some(document.text)
    });
    english.collect()
}

/// The files of a folder of the repository, in the order of their names.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("a file").path()).collect();
    paths.sort();
    paths
}

pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Makes articles of the paragraphs of others, and of people and places that nobody has heard of.
#[allow(dead_code)]
pub struct Maker {
    paragraphs: Vec<String>,
}

#[allow(dead_code)]
impl Maker {
    pub fn new(texts: &[String]) -> Self {
        let paragraphs = texts.iter().flat_map(|text| text.lines()).map(str::trim);
        let long = paragraphs.filter(|paragraph| words(paragraph) >= PARAGRAPH_WORDS_MIN);
        let maker = Self { paragraphs: long.map(str::to_owned).collect() };
        assert!(!maker.paragraphs.is_empty(), "the articles have no paragraph of {PARAGRAPH_WORDS_MIN} words");
        maker
    }

    /// The article of that number, always the same: a headline and paragraphs, one of them told of nobody else.
    pub fn article(&self, number: u64) -> String {
        let mut rng = Rng::with_seed(number);
        let length = rng.usize(TYPICAL);
        let (person, place) = (format!("{} {}", name(&mut rng), name(&mut rng)), name(&mut rng));
        let mut text = format!("{person} waits for the answer of {place}\n\n");
        let mut count = words(&text);
        let own = format!(
            "{person}, who has led the {place} Water Company since {}, said on Tuesday that {} people would be asked.\n",
            rng.u32(1980..2020),
            rng.u32(100..90_000)
        );
        for paragraph in std::iter::once(own.as_str()).chain(std::iter::repeat_with(|| self.paragraph(&mut rng))) {
            count += words(paragraph);
            text.push_str(paragraph);
            text.push('\n');
            if count >= length {
                break;
            }
        }
        text
    }

    fn paragraph(&self, rng: &mut Rng) -> &str {
        rng.choice(&self.paragraphs).map_or("", String::as_str)
    }
}

/// A made-up name of two to four syllables.
pub fn name(rng: &mut Rng) -> String {
    let syllable = |rng: &mut Rng| {
        let (consonant, vowel) = (rng.choice(*b"bdfgklmnprstvz"), rng.choice(*b"aeiou"));
        [consonant, vowel].into_iter().flatten().map(char::from).collect::<String>()
    };
    let small: String = (0..rng.usize(2..5)).map(|_| syllable(rng)).collect();
    small[..1].to_uppercase() + &small[1..]
}
