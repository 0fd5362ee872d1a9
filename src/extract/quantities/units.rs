//! Units of measure by their symbols and words, from units.tsv.

use crate::text::maps::{HashMap, HashSet};
use crate::text::numbers::{Kind, Piece};
use crate::text::rows;
use std::sync::LazyLock;

#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// UCUM, as far as it has one.
    pub symbol: String,
    pub dimension: &'static str,
    /// How many of the base of its dimension, for comparing two measures.
    pub size: f64,
}

#[derive(Default)]
struct Table {
    units: Vec<Unit>,
    /// As they are written.
    symbols: HashMap<String, usize>,
    /// In lower case.
    words: HashMap<String, usize>,
    /// The first piece of every symbol and word, in lower case: nothing else needs a closer look.
    firsts: HashSet<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(read);
/// Pieces of the longest name: "twenty-foot equivalent unit", "sq. ft.".
const PIECES_MAX: usize = 5;

fn read() -> Table {
    let mut table = Table::default();
    let mut prefixes = Vec::new();
    for row in rows(include_str!("units.tsv")) {
        let cells: Vec<&'static str> = row.split('\t').collect();
        match cells.as_slice() {
            ["prefix", symbol, word, size] => prefixes.push((*symbol, *word, number(size))),
            [symbol, dimension, size, symbols, words, more @ ..] => {
                table.add(symbol, dimension, number(size), symbols, words);
                for (p, word, times) in prefixes.iter().filter(|_| more == ["si"]) {
                    let symbols = if *symbols == "-" { "-".into() } else { format!("{p}{symbols}") };
                    let words: Vec<String> = words.split('|').map(|w| format!("{word}{w}")).collect();
                    table.add(&format!("{p}{symbol}"), dimension, times * number(size), &symbols, &words.join("|"));
                }
            }
            _ => {}
        }
    }
    table
}

fn number(written: &str) -> f64 {
    written.parse().unwrap_or(1.0)
}

impl Table {
    fn add(&mut self, symbol: &str, dimension: &'static str, size: f64, symbols: &str, words: &str) {
        let at = self.units.len();
        self.units.push(Unit { symbol: symbol.to_owned(), dimension, size });
        for symbol in symbols.split('|').filter(|s| *s != "-") {
            self.symbols.entry(symbol.to_owned()).or_insert(at);
            self.firsts.insert(first(symbol));
        }
        for word in words.split('|').filter(|w| *w != "-") {
            let word = word.replace('-', " ");
            let plural = format!("{word}s");
            self.firsts.extend([first(&word), first(&plural)]);
            self.words.entry(plural).or_insert(at);
            self.words.insert(word, at);
        }
    }
}

/// What a name begins with: its letters, or its sign.
fn first(name: &str) -> String {
    let letters = name.find(|c: char| !(c.is_alphabetic() || c == '.')).unwrap_or(name.len());
    let end = if letters == 0 { name.chars().next().map_or(0, char::len_utf8) } else { letters };
    name.get(..end).unwrap_or("").trim_end_matches('.').to_lowercase()
}

/// The unit that begins at a piece, as long as it may be, with the piece behind it.
pub fn read_at(pieces: &[Piece<'_>], at: usize) -> Option<(&'static Unit, usize)> {
    let table = &*TABLE;
    if !table.firsts.contains(&first(pieces.get(at)?.text)) {
        return None;
    }
    let mut key = String::new();
    let mut best = None;
    for (n, piece) in pieces.iter().enumerate().skip(at).take(PIECES_MAX) {
        let hyphen = piece.is_dash() && piece.glued;
        if n > at && (hyphen || !piece.glued) && !key.ends_with(['/', ' ']) && piece.text != "/" {
            key.push(' ');
        }
        if !hyphen {
            key.push_str(piece.text);
        }
        // "m2" goes on, "500 m 2" does not; the last stop of a sentence is not the unit's.
        let stop = piece.text == "." && pieces.len() == n + 1;
        let cut = pieces.get(n + 1).is_some_and(|next| next.glued && next.kind != Kind::Mark && !is_sign(piece.text));
        if !cut
            && !stop
            && let Some(unit) = table.named(&key)
        {
            best = Some((unit, n + 1));
        }
    }
    best
}

/// Signs that nothing parts from what follows: "85°C" is read as a whole first, "85°" alone after.
fn is_sign(text: &str) -> bool {
    matches!(text, "°" | "%" | "′" | "″" | "％" | "‰")
}

impl Table {
    fn named(&self, key: &str) -> Option<&Unit> {
        let at = self.symbols.get(key).or_else(|| self.words.get(&key.to_lowercase()))?;
        self.units.get(*at)
    }
}

/// The unit of a UCUM symbol.
pub fn named(symbol: &str) -> Option<&'static Unit> {
    TABLE.units.iter().find(|unit| unit.symbol == symbol)
}
