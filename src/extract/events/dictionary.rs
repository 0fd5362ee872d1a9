//! The dictionary of events: verbs.tsv and nouns.tsv, with what each frame needs and who takes part.

use crate::text::maps::HashMap;
use crate::text::rows;
use std::sync::LazyLock;

/// One row for one verb or noun.
#[derive(Debug)]
pub struct Frame {
    pub needs: Vec<Need>,
    pub actors: Vec<Source>,
    pub recipients: Vec<Source>,
    /// Whether all sources of recipients count, not only the first that gives somebody.
    pub all_recipients: bool,
    /// PLOVER type; `None` where these words report no event.
    pub class: Option<&'static str>,
    pub mode: Option<&'static str>,
    /// CAMEO code.
    pub cameo: &'static str,
    /// The row as its needs stand in the file, for `rule`.
    pub name: String,
}

/// Lemmas of which one must stand there; none: anything.
pub type Choice = Vec<&'static str>;

/// What must be there for a frame to hold.
#[derive(Debug)]
pub enum Need {
    Object(Choice),
    /// An object that is somebody.
    Party,
    /// A subject (or agent) that is somebody.
    Somebody,
    /// A subject (or agent) that is one of these nouns.
    Subject(Choice),
    /// Somebody, or a weapon.
    Attacker,
    Several,
    /// No passive.
    Active,
    NoObject,
    Particle(&'static str),
    /// A preposition, and the nouns behind it.
    Behind(&'static str, Choice),
    Infinitive(Choice),
    /// A complement that is negated: "vowed not to return".
    NegatedInfinitive,
    Clause,
    IndirectObject,
    /// A word among those of the clause.
    Word(&'static str),
}

/// Where somebody who takes part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Subject,
    Object,
    IndirectObject,
    Behind(&'static str),
    Infinitive,
    Clause,
    /// "Russia's", "its".
    Possessor,
    /// "the Russian attack", "the UN sanctions".
    Modifier,
    /// The subject of the verb whose object the noun is.
    Light,
}

/// Frames by the lemma and by the forms that a lemmatizer may make of it.
struct Dictionary {
    entries: Vec<Vec<Frame>>,
    by_lemma: HashMap<String, usize>,
}

static SETS: LazyLock<HashMap<&'static str, Choice>> = LazyLock::new(|| {
    let sets = rows(include_str!("sets.tsv")).filter_map(|row| row.split_once('\t'));
    sets.map(|(name, lemmas)| (name, lemmas.split(' ').collect())).collect()
});

/// The frames of a verb, in the order of the file.
pub fn verb(lemma: &str) -> Option<&'static [Frame]> {
    static VERBS: LazyLock<Dictionary> = LazyLock::new(|| read(include_str!("verbs.tsv")));
    VERBS.get(lemma)
}

/// The frames of a noun, in the order of the file.
pub fn noun(lemma: &str) -> Option<&'static [Frame]> {
    static NOUNS: LazyLock<Dictionary> = LazyLock::new(|| read(include_str!("nouns.tsv")));
    NOUNS.get(lemma)
}

/// Whether a lemma is in one of the sets of sets.tsv.
pub fn in_set(set: &str, lemma: &str) -> bool {
    SETS.get(set).is_some_and(|lemmas| lemmas.contains(&lemma))
}

impl Dictionary {
    fn get(&self, lemma: &str) -> Option<&[Frame]> {
        self.by_lemma.get(lemma).and_then(|&n| self.entries.get(n)).map(Vec::as_slice)
    }

    /// "expell", "upgrad", "telephon": what may be left of "expelled", "upgraded", "telephoned" is the verb too.
    fn add_slips(&mut self) {
        let own: Vec<(String, usize)> = self.by_lemma.iter().map(|(lemma, &n)| (lemma.clone(), n)).collect();
        for (lemma, n) in own {
            let doubled = lemma.chars().last().map(|last| format!("{lemma}{last}"));
            let shorter = lemma.strip_suffix('e').map(str::to_owned);
            for slip in [doubled, shorter, Some(format!("{lemma}e"))].into_iter().flatten() {
                self.by_lemma.entry(slip).or_insert(n);
            }
        }
    }
}

fn read(data: &'static str) -> Dictionary {
    let mut dictionary = Dictionary { entries: Vec::new(), by_lemma: HashMap::default() };
    for row in rows(data) {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[lemmas, needs, roles, class, mode, cameo] = cells.as_slice() else { continue };
        for lemma in lemmas.split('|') {
            let next = dictionary.entries.len();
            let n = *dictionary.by_lemma.entry(lemma.to_owned()).or_insert(next);
            if n == next {
                dictionary.entries.push(Vec::new());
            }
            if let Some(frames) = dictionary.entries.get_mut(n) {
                frames.push(frame(lemma, needs, roles, class, mode, cameo));
            }
        }
    }
    dictionary.add_slips();
    dictionary
}

fn frame(
    lemma: &str,
    needs: &'static str,
    roles: &'static str,
    class: &'static str,
    mode: &'static str,
    cameo: &'static str,
) -> Frame {
    let said = |cell: &'static str| Some(cell).filter(|&c| c != "-");
    let roles = said(roles).unwrap_or("a=subj r=obj");
    let (mut actors, mut recipients, mut all_recipients) = (Vec::new(), Vec::new(), false);
    for role in roles.split(' ') {
        match role.split_once('=') {
            Some(("a", list)) => actors = sources(list),
            Some((side, list)) => {
                recipients = sources(list);
                all_recipients = side == "r+";
            }
            None => {}
        }
    }
    Frame {
        needs: said(needs).into_iter().flat_map(|needs| needs.split(' ')).filter_map(need).collect(),
        actors,
        recipients,
        all_recipients,
        class: Some(class).filter(|&c| c != "NONE"),
        mode: said(mode),
        cameo: said(cameo).unwrap_or(""),
        name: if needs == "-" { lemma.to_owned() } else { format!("{lemma} {needs}") },
    }
}

fn choice(list: &'static str) -> Choice {
    let one = |item: &'static str| match item.strip_prefix('@') {
        Some(set) => SETS.get(set).cloned().unwrap_or_default(),
        None => vec![item],
    };
    if list == "*" { Choice::new() } else { list.split('|').flat_map(one).collect() }
}

fn need(item: &'static str) -> Option<Need> {
    if let Some(word) = item.strip_prefix('~') {
        return Some(Need::Word(word));
    }
    Some(match item.split_once(':') {
        Some(("obj", list)) => Need::Object(choice(list)),
        Some(("subj", list)) => Need::Subject(choice(list)),
        Some(("inf", list)) => Need::Infinitive(choice(list)),
        Some(("prt", word)) => Need::Particle(word),
        Some((preposition, list)) => Need::Behind(preposition, choice(list)),
        None => match item {
            "obj" => Need::Object(Choice::new()),
            "party" => Need::Party,
            "somebody" => Need::Somebody,
            "attacker" => Need::Attacker,
            "several" => Need::Several,
            "noobj" => Need::NoObject,
            "active" => Need::Active,
            "inf" => Need::Infinitive(Choice::new()),
            "notinf" => Need::NegatedInfinitive,
            "that" => Need::Clause,
            "iobj" => Need::IndirectObject,
            _ => return None,
        },
    })
}

fn sources(list: &'static str) -> Vec<Source> {
    let one = |item| match item {
        "-" => None,
        "subj" => Some(Source::Subject),
        "obj" => Some(Source::Object),
        "iobj" => Some(Source::IndirectObject),
        "inf" => Some(Source::Infinitive),
        "that" => Some(Source::Clause),
        "poss" => Some(Source::Possessor),
        "mod" => Some(Source::Modifier),
        "light" => Some(Source::Light),
        preposition => Some(Source::Behind(preposition)),
    };
    list.split('|').filter_map(one).collect()
}

/// What is wrong with a row of the dictionary, for the test that reads them all.
#[cfg(test)]
pub fn problem(row: &'static str) -> Option<String> {
    let cells: Vec<&str> = row.split('\t').collect();
    let &[_, needs, roles, _, _, cameo] = cells.as_slice() else { return Some(format!("{} cells", cells.len())) };
    let unknown = needs.split(' ').filter(|n| *n != "-").find(|n| need(n).is_none());
    let set = needs.split([' ', ':', '|']).filter_map(|n| n.strip_prefix('@')).find(|set| !SETS.contains_key(set));
    let role =
        roles.split(' ').filter(|r| *r != "-").find(|r| !matches!(r.split_once('='), Some(("a" | "r" | "r+", _))));
    let code = cameo != "-" && !cameo.bytes().all(|b| b.is_ascii_digit());
    unknown.or(set).or(role).map(str::to_owned).or(code.then(|| cameo.to_owned()))
}
