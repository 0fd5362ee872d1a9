//! The table of common nouns (nouns.tsv): which of them name somebody who acts, in which sector, and how.

use crate::record::EntityType;
use crate::text::maps::HashMap;
use crate::text::rows;
use std::sync::LazyLock;

/// How a noun names somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// A body or a crowd, the same wherever the article names it.
    All,
    /// People whom each mention names anew.
    One,
    /// Only beside a person's name.
    Title,
    /// Only inside the name of a body.
    Body,
}

/// One noun of the table.
#[derive(Clone, Copy, Debug)]
pub struct Noun {
    /// PLOVER sector.
    pub sector: Option<&'static str>,
    pub class: EntityType,
    /// Its line, for bodies whose names hold several of these words: the first line wins.
    pub rank: usize,
}

const USES: [(&str, Use); 4] = [("all", Use::All), ("one", Use::One), ("title", Use::Title), ("body", Use::Body)];

/// The nouns by their lemmas, one for each use.
static NOUNS: LazyLock<HashMap<&'static str, [Option<Noun>; USES.len()]>> = LazyLock::new(|| {
    let mut nouns: HashMap<_, [Option<Noun>; USES.len()]> = HashMap::default();
    for (rank, row) in rows(include_str!("nouns.tsv")).enumerate() {
        let mut cells = row.split('\t');
        let (Some(sector), Some(class), Some(way), Some(lemmas)) =
            (cells.next(), cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let class = if class == "Person" { EntityType::Person } else { EntityType::Organization };
        let sector = Some(sector).filter(|&s| s != "-");
        let Some(&(_, way)) = USES.iter().find(|(name, _)| *name == way) else { continue };
        for lemma in lemmas.split(' ') {
            let uses = nouns.entry(lemma).or_default();
            uses.get_mut(way as usize)
                .into_iter()
                .for_each(|noun| _ = noun.get_or_insert(Noun { sector, class, rank }));
        }
    }
    nouns
});

/// The noun of a lemma in one of its uses.
pub fn noun(lemma: &str, way: Use) -> Option<Noun> {
    *NOUNS.get(lemma)?.get(way as usize)?
}

/// A noun that names somebody by itself, and whether each mention names the same.
pub fn nominal(lemma: &str) -> Option<(Noun, bool)> {
    let one = |lemma: &str| {
        let [all, one, ..] = NOUNS.get(lemma)?;
        all.map(|noun| (noun, true)).or_else(|| one.map(|noun| (noun, false)))
    };
    // "troops", "authorities": taggers leave some plurals as they are.
    one(lemma).or_else(|| lemma.strip_suffix('s').and_then(one))
}
