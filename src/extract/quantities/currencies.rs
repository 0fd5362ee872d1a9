//! Currencies: their signs, nouns and small coins, from currencies.tsv and coins.tsv.

use super::vocabulary::CODE;
use crate::text::maps::HashMap;
use crate::text::numbers::Ratio;
use crate::text::rows;
use crate::text::words::{HashedMap, lower_hash};
use std::sync::LazyLock;

/// A currency is its row in the table.
pub type Currency = u16;

/// What a sign or a noun may mean: currencies in the order of the table, the first is meant where nothing speaks for another.
#[derive(Clone, Debug, Default)]
pub struct Name {
    pub currencies: Vec<Currency>,
    /// It is also something else: only a big number, or its country in the text, makes it money.
    pub weak: bool,
    /// How many of it make one, for small coins; else 1.
    pub parts: u32,
    /// Written against its digits: "50p", "11c".
    pub glued: bool,
    /// It may stand before its number by itself: "usd 20".
    pub is_code: bool,
}

pub struct Table {
    pub codes: Vec<&'static str>,
    /// Signs as they are written, those of two parts ("US$") without a blank.
    signs: HashMap<String, Name>,
    /// The same of two parts, in lower case and without stops: "us$".
    compound: HashMap<String, Name>,
    /// Nouns by the hash of their lower case.
    nouns: HashedMap<Name>,
    /// Words of a country, by hash.
    words: HashedMap<Vec<Currency>>,
    regions: HashMap<&'static str, Currency>,
    /// The signs of each currency that no other has, in letters and a mark: "A$".
    own_signs: Vec<Vec<&'static str>>,
}

pub static TABLE: LazyLock<Table> = LazyLock::new(Table::read);

/// Marks of money that letters stand before.
fn is_sign(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '₵' | '¢' | '/')
}

impl Table {
    fn read() -> Self {
        let mut table = Table {
            codes: Vec::new(),
            signs: HashMap::default(),
            compound: HashMap::default(),
            nouns: HashedMap::default(),
            words: HashedMap::default(),
            regions: HashMap::default(),
            own_signs: Vec::new(),
        };
        for (row, currency) in rows(include_str!("currencies.tsv")).zip(0..) {
            table.add(row, currency);
        }
        rows(include_str!("coins.tsv")).for_each(|row| _ = table.add_coin(row));
        table
    }

    fn add(&mut self, row: &'static str, currency: Currency) {
        let mut cells = row.split('\t').map(|cell| cell.split(' ').filter(|word| *word != "-" && !word.is_empty()));
        let mut cell = || cells.next().into_iter().flatten();
        let code = cell().next().unwrap_or_default();
        self.codes.push(code);
        self.sign(code, currency, CODE.has(code));
        let signs: Vec<&'static str> = cell().collect();
        signs.iter().for_each(|sign| self.sign(sign, currency, false));
        let own = |sign: &&&str| sign.ends_with(is_sign) && sign.chars().count() > 1;
        self.own_signs.push(signs.iter().filter(own).copied().collect());
        cell().for_each(|sign| self.sign(sign, currency, true));
        for noun in cell() {
            let (noun, weak) = noun.strip_suffix('?').map_or((noun, false), |noun| (noun, true));
            let is_code = noun.eq_ignore_ascii_case(code) || noun == "rmb";
            for word in [noun.to_owned(), format!("{noun}s")] {
                let name = self.nouns.entry(lower_hash(&word)).or_default();
                name.currencies.push(currency);
                (name.weak, name.parts, name.is_code) = (weak, 1, is_code);
            }
        }
        cell().for_each(|word| self.words.entry(lower_hash(word)).or_default().push(currency));
        cell().for_each(|region| _ = self.regions.entry(region).or_insert(currency));
    }

    fn sign(&mut self, sign: &str, currency: Currency, weak: bool) {
        let compound = sign.ends_with(is_sign) && sign.chars().count() > 1;
        let name = match compound {
            true => self.compound.entry(sign.replace('.', "").to_lowercase()).or_default(),
            false => self.signs.entry(sign.to_owned()).or_default(),
        };
        if name.currencies.last() != Some(&currency) {
            name.currencies.push(currency);
        }
        name.parts = 1;
        name.weak |= weak;
    }

    fn add_coin(&mut self, row: &'static str) -> Option<()> {
        let mut cells = row.split('\t');
        let parts: u32 = cells.next()?.parse().ok()?;
        let (nouns, signs, codes) = (cells.next()?, cells.next()?, cells.next()?);
        let currencies: Vec<Currency> = codes.split(' ').filter_map(|code| self.of_code(code)).collect();
        let name = |glued| Name { currencies: currencies.clone(), parts, glued, ..Name::default() };
        nouns.split(' ').for_each(|noun| _ = self.nouns.insert(lower_hash(noun), name(false)));
        for sign in signs.split(' ').filter(|sign| *sign != "-") {
            self.signs.insert(sign.to_owned(), name(true));
        }
        Some(())
    }

    pub fn of_code(&self, code: &str) -> Option<Currency> {
        self.codes.iter().position(|c| *c == code).and_then(|at| Currency::try_from(at).ok())
    }

    pub fn code(&self, currency: Currency) -> &'static str {
        self.codes.get(usize::from(currency)).copied().unwrap_or_default()
    }

    /// Signs in letters and a mark that mean this currency alone.
    pub fn own_signs(&self, currency: Currency) -> &[&'static str] {
        self.own_signs.get(usize::from(currency)).map_or(&[], Vec::as_slice)
    }

    pub fn sign_named(&self, sign: &str) -> Option<&Name> {
        self.signs.get(sign)
    }

    /// A sign with the letters before it: "US" and "$", "AUD" and "$".
    pub fn compound(&self, letters: &str, sign: &str) -> Option<Name> {
        let key = letters.replace('.', "");
        let code = || {
            self.of_code(&key.to_uppercase()).filter(|_| sign != "/").map(|c| Name {
                currencies: vec![c],
                parts: 1,
                ..Name::default()
            })
        };
        self.compound.get(&format!("{}{sign}", key.to_lowercase())).cloned().or_else(code)
    }

    pub fn noun_named(&self, noun: &str) -> Option<&Name> {
        self.nouns.get(&lower_hash(noun))
    }

    /// The currencies of the country that a word is of: "Kenyan", "Nairobi".
    pub fn of_word(&self, lower: u64) -> &[Currency] {
        self.words.get(&lower).map_or(&[], Vec::as_slice)
    }

    pub fn of_region(&self, region: &str) -> Option<Currency> {
        self.regions.get(region).copied()
    }

    /// "MGBP", "kEUR": a power of ten and a code.
    pub fn scaled_code(&self, word: &str) -> Option<(Currency, Ratio)> {
        let first = word.chars().next().filter(|_| word.len() == 4)?;
        let power = match first {
            'k' | 'K' => 3,
            'M' => 6,
            'B' => 9,
            _ => return None,
        };
        Some((self.of_code(word.get(1..)?)?, Ratio::power_of_ten(power)?))
    }
}
