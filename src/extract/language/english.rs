//! British or American: spellings, titles, dates and marks that house styles differ in.

use super::table::Region;
use std::sync::LazyLock;

/// What is counted in a text, and the order of the learned weights. Each is one cue of one side's style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Cue {
    SpellingGb,
    SpellingUs,
    IseGb,
    IseUs,
    WordGb,
    WordUs,
    /// "per cent"
    PercentGb,
    /// "percent"
    PercentUs,
    /// "Mr Li"
    TitleGb,
    /// "Mr. Li"
    TitleUs,
    /// "Sen. Li", "Gov. Li"
    OfficeUs,
    /// "3 September"
    DayMonth,
    /// "September 3"
    MonthDay,
    /// "Sept. 3"
    ShortMonth,
    /// "on Tuesday"
    OnWeekday,
    /// "said Tuesday"
    BareWeekday,
    /// "US"
    UsPlain,
    /// "U.S."
    UsStops,
    /// "p.m."
    ClockStops,
    /// "a, b, and c"
    SerialComma,
    /// "a, b and c"
    NoSerialComma,
    /// "—" or "--"
    EmDash,
    /// " - " or " – "
    SpacedDash,
    /// "£5", "$5bn"
    Pound,
    /// "5km", "6ft"
    JoinedUnit,
    /// "5%"
    PercentSign,
}

/// Number of cues.
pub const CUES: usize = Cue::PercentSign as usize + 1;

/// Bytes of a text in which cues are counted, a little more than training read; reading on would cost time.
const BYTES_MAX: usize = 2_000;
/// Times that one cue counts at most; a word repeated in every paragraph is one habit.
const COUNT_MAX: u8 = 4;

/// Finds the region with learned weights; `None` where nothing tells.
pub fn region(text: &str, learned: &Region) -> Option<&'static str> {
    let cues = count(text);
    let logit: f32 = cues.iter().zip(&learned.weights).map(|(&n, w)| strength(n) * w).sum();
    if logit > learned.threshold {
        Some("GB")
    } else if logit < -learned.threshold {
        Some("US")
    } else {
        None
    }
}

/// What a cue adds by its count: the second time says less than the first.
pub fn strength(count: u8) -> f32 {
    f32::from(count.min(COUNT_MAX)).sqrt()
}

/// How often each cue stands in the beginning of a text.
pub fn count(text: &str) -> [u8; CUES] {
    let text = text.get(..text.floor_char_boundary(BYTES_MAX.min(text.len()))).unwrap_or(text);
    let mut counts = Counts([0; CUES]);
    let bytes = text.as_bytes();
    let mut words = Recent::default();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphabetic() {
            let end = word_end(bytes, at);
            word(bytes, at, end, &words, &mut counts);
            words.push(at, end);
            at = end;
        } else {
            if !byte.is_ascii_alphanumeric() && byte != b' ' {
                mark(bytes, at, &mut counts);
            }
            at += 1;
        }
    }
    counts.0
}

struct Counts([u8; CUES]);

impl Counts {
    fn add(&mut self, cue: Cue) {
        if let Some(n) = self.0.get_mut(cue as usize) {
            *n = n.saturating_add(1);
        }
    }
}

/// Begin and end of the two words before the present one.
#[derive(Default)]
struct Recent {
    last: (usize, usize),
    before: (usize, usize),
}

impl Recent {
    fn push(&mut self, begin: usize, end: usize) {
        self.before = self.last;
        self.last = (begin, end);
    }
}

fn word_end(bytes: &[u8], begin: usize) -> usize {
    let rest = bytes.get(begin..).unwrap_or_default();
    begin + rest.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(rest.len())
}

fn word(bytes: &[u8], begin: usize, end: usize, recent: &Recent, counts: &mut Counts) {
    let word = bytes.get(begin..end).unwrap_or_default();
    let capital = word.first().is_some_and(u8::is_ascii_uppercase);
    if let Some(cue) = LEXICON.get(word) {
        counts.add(cue);
    }
    let before = bytes.get(recent.last.0..recent.last.1).unwrap_or_default();
    match word {
        b"and" => serial_comma(bytes, begin, recent, counts),
        b"cent" if before == b"per" => counts.add(Cue::PercentGb),
        b"US" => counts.add(Cue::UsPlain),
        b"S" if before == b"U" && bytes.get(begin..end + 1) == Some(b"S.") => counts.add(Cue::UsStops),
        b"m" if matches!(before, b"p" | b"a") && bytes.get(end) == Some(&b'.') => counts.add(Cue::ClockStops),
        b"km" | b"ft" | b"kg" | b"mph" | b"cm" | b"in" if digit_before(bytes, begin, 1) => counts.add(Cue::JoinedUnit),
        b"bn" | b"m" if digit_before(bytes, begin, 1) => counts.add(Cue::Pound),
        _ if capital => capitalised(bytes, begin, end, recent, counts),
        _ => {}
    }
}

/// Titles, months and days of the week.
fn capitalised(bytes: &[u8], begin: usize, end: usize, recent: &Recent, counts: &mut Counts) {
    const TITLES: [&[u8]; 5] = [b"Mr", b"Mrs", b"Ms", b"Dr", b"Prof"];
    const OFFICES: [&[u8]; 5] = [b"Sen", b"Rep", b"Gov", b"Reps", b"Sens"];
    const SHORT: [&[u8]; 9] = [b"Jan", b"Feb", b"Aug", b"Sept", b"Oct", b"Nov", b"Dec", b"Mar", b"Apr"];
    const MONTHS: [&[u8]; 12] = [
        b"January",
        b"February",
        b"March",
        b"April",
        b"May",
        b"June",
        b"July",
        b"August",
        b"September",
        b"October",
        b"November",
        b"December",
    ];
    const DAYS: [&[u8]; 7] = [b"Monday", b"Tuesday", b"Wednesday", b"Thursday", b"Friday", b"Saturday", b"Sunday"];
    let word = bytes.get(begin..end).unwrap_or_default();
    let after = bytes.get(end..).unwrap_or_default();
    if TITLES.contains(&word) {
        match after {
            [b' ', c, ..] if c.is_ascii_uppercase() => counts.add(Cue::TitleGb),
            [b'.', ..] => counts.add(Cue::TitleUs),
            _ => {}
        }
    } else if OFFICES.contains(&word) && after.first() == Some(&b'.') {
        counts.add(Cue::OfficeUs);
    } else if SHORT.contains(&word) && after.first() == Some(&b'.') {
        counts.add(Cue::ShortMonth);
    } else if MONTHS.contains(&word) {
        if digit_before(bytes, begin, 2) {
            counts.add(Cue::DayMonth);
        } else if matches!(after, [b' ', d, ..] if d.is_ascii_digit()) && !is_year(after) {
            counts.add(Cue::MonthDay);
        }
    } else if DAYS.contains(&word) && recent.last.1 + 1 == begin {
        let before = bytes.get(recent.last.0..recent.last.1).unwrap_or_default();
        if before == b"on" {
            counts.add(Cue::OnWeekday);
        } else if before.len() > 3
            && before.first().is_some_and(u8::is_ascii_lowercase)
            && !QUALIFIERS.contains(&before)
        {
            counts.add(Cue::BareWeekday);
        }
    }
}

/// Words before a day of the week in every house style.
const QUALIFIERS: [&[u8]; 14] = [
    b"last", b"next", b"this", b"until", b"since", b"from", b"every", b"before", b"after", b"between", b"late",
    b"early", b"each", b"through",
];

/// A month followed by a year is no date order.
fn is_year(after: &[u8]) -> bool {
    after.iter().skip(1).take_while(|b| b.is_ascii_digit()).count() > 2
}

/// Whether a digit stands `back` bytes before, over a blank where `back` is 2.
fn digit_before(bytes: &[u8], begin: usize, back: usize) -> bool {
    let digit = begin.checked_sub(back).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    digit && (back == 1 || begin.checked_sub(1).and_then(|at| bytes.get(at)) == Some(&b' '))
}

/// "a, b, and c" against "a, b and c": the last three words stand close together.
fn serial_comma(bytes: &[u8], begin: usize, recent: &Recent, counts: &mut Counts) {
    let between = |from: usize, to: usize| bytes.get(from..to) == Some(b", ");
    if !between(recent.before.1, recent.last.0) {
        return;
    }
    if between(recent.last.1, begin) {
        counts.add(Cue::SerialComma);
    } else if recent.last.1 + 1 == begin {
        counts.add(Cue::NoSerialComma);
    }
}

fn mark(bytes: &[u8], at: usize, counts: &mut Counts) {
    let rest = bytes.get(at..).unwrap_or_default();
    let blank_before = at.checked_sub(1).and_then(|i| bytes.get(i)) == Some(&b' ');
    if rest.starts_with("—".as_bytes()) || rest.starts_with(b"-- ") {
        counts.add(Cue::EmDash);
    } else if blank_before && (rest.starts_with(b"- ") || rest.starts_with("– ".as_bytes())) {
        counts.add(Cue::SpacedDash);
    } else if rest.starts_with("£".as_bytes()) {
        counts.add(Cue::Pound);
    } else if rest.starts_with(b"%") && digit_before(bytes, at, 1) {
        counts.add(Cue::PercentSign);
    }
}

/// The words of english.tsv with their cues, in a table of open addressing: a miss, the usual case, costs one look.
struct Lexicon {
    slots: Vec<Option<(String, Cue)>>,
}

/// Longest word of the lexicon in bytes; longer ones are not looked up.
const WORD_MAX: usize = 20;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

impl Lexicon {
    fn build() -> Self {
        let entries: Vec<(String, Cue)> = include_str!("english.tsv").lines().flat_map(entries).collect();
        let mut slots = vec![None; (entries.len() * 4).next_power_of_two()];
        for entry in entries {
            let mut at = hash(entry.0.as_bytes()) & (slots.len() - 1);
            while slots.get(at).is_some_and(Option::is_some) {
                at = (at + 1) & (slots.len() - 1);
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = Some(entry);
            }
        }
        Self { slots }
    }

    fn get(&self, word: &[u8]) -> Option<Cue> {
        if word.len() > WORD_MAX {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = hash(word) & mask;
        while let Some(Some((known, cue))) = self.slots.get(at) {
            if known.as_bytes().eq_ignore_ascii_case(word) {
                return Some(*cue);
            }
            at = (at + 1) & mask;
        }
        None
    }
}

/// FNV-1a over the lower-cased bytes.
fn hash(word: &[u8]) -> usize {
    let fold = |h: u64, b: &u8| (h ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(0x100_0000_01b3);
    let hash = word.iter().fold(0xcbf2_9ce4_8422_2325, fold);
    (hash ^ (hash >> 32)) as usize
}

/// All words of one line, British and American; words that both sides write are left out.
fn entries(line: &str) -> Vec<(String, Cue)> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [group, british, american, endings] = fields[..] else { return Vec::new() };
    let (gb, us) = match group {
        "spelling" => (Cue::SpellingGb, Cue::SpellingUs),
        "ise" => (Cue::IseGb, Cue::IseUs),
        "words" => (Cue::WordGb, Cue::WordUs),
        "percent" => (Cue::PercentGb, Cue::PercentUs),
        _ => return Vec::new(),
    };
    let side = |stem: &str, cue| -> Vec<(String, Cue)> {
        let ends = endings.split(' ').filter(|_| stem != "-");
        ends.map(|end| (format!("{stem}{}", if end == "-" { "" } else { end }), cue)).collect()
    };
    [side(british, gb), side(american, us)].concat()
}

#[cfg(test)]
#[path = "english_tests.rs"]
mod tests;
