//! Lists of words that decide whether a number is a quantity, from words.tsv.

use crate::text::maps::HashSet;
use crate::text::rows;
use crate::text::words::lower_hash;
use std::sync::LazyLock;

/// One list of words.tsv, by the hashes of its words in lower case.
pub struct List(HashSet<u64>);

impl List {
    fn named(name: &str) -> Self {
        let lists = rows(include_str!("words.tsv")).filter_map(|row| row.split_once('\t'));
        let words = lists.filter(|list| list.0 == name).flat_map(|list| list.1.split(' '));
        Self(words.map(lower_hash).collect())
    }

    pub fn has(&self, word: &str) -> bool {
        self.0.contains(&lower_hash(word))
    }
}

macro_rules! lists {
    ($($list:ident $name:literal,)*) => {
        $(pub static $list: LazyLock<List> = LazyLock::new(|| List::named($name));)*
    };
}

lists! {
    LABEL "label",
    MONTH "month",
    WEEKDAY "weekday",
    CLOCK "clock",
    TIME "time",
    PEOPLE "people",
    IDLE "idle",
    AMOUNT "amount",
    YEAR "year",
    PAY "pay",
    NEARLY "nearly",
    CODE "code",
}
