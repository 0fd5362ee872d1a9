//! One sentence read from left to right: signs before numbers, numbers, and what stands behind them.

use super::country::Country;
use super::{counts, money, refused, suffix};
use crate::record::{QuantityType, Tags, Tokens, Trees, Upos};
use crate::text::numbers::{Form, Kind, Meaning, Number, Piece, Ratio, cut, read};
use crate::text::words::Case;
use std::ops::Range;

/// What the readers of quantities look at.
pub struct Sentence<'a> {
    pub text: &'a str,
    pub pieces: Vec<Piece<'a>>,
    pub tokens: &'a Tokens,
    pub tags: &'a Tags,
    pub trees: &'a Trees,
    pub country: &'a Country<'a>,
    /// Most words are capitalised, as in headlines: capitals say nothing.
    pub titled: bool,
}

/// A quantity before it has its number.
#[derive(Clone, Debug)]
pub struct Found {
    /// Bytes of the text.
    pub begin: usize,
    pub end: usize,
    /// The piece behind it.
    pub next: usize,
    pub class: QuantityType,
    pub value: Ratio,
    /// The other end of a range that is written as one: "$3-4 million".
    pub most: Option<Ratio>,
    pub unit: Option<String>,
    /// What is measured, for comparing two quantities; empty for counts.
    pub dimension: &'static str,
    pub confidence: f64,
}

/// Share of capitalised words from which a sentence is a headline.
const TITLED_MIN: f64 = 0.7;
/// How sure the first end of a range is, which has its unit from the second.
const RANGE_FIRST: f64 = 0.95;

impl<'a> Sentence<'a> {
    pub fn piece(&self, at: usize) -> Option<&Piece<'a>> {
        self.pieces.get(at)
    }

    pub fn before(&self, at: usize) -> Option<&Piece<'a>> {
        at.checked_sub(1).and_then(|at| self.pieces.get(at))
    }

    pub fn upos(&self, at: usize) -> Upos {
        self.piece(at).map_or(Upos::X, |piece| self.tags.upos(piece.token))
    }

    /// Whether a piece is a word that begins with a capital.
    pub fn is_capital(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| piece.text.chars().next().is_some_and(char::is_uppercase))
    }

    /// The number of one piece alone.
    pub fn first_word(&self, at: usize) -> Option<Number> {
        read(self.pieces.get(..=at)?, at)
    }

    pub fn number(&self, at: usize) -> Option<Number> {
        read(&self.pieces, at)
    }

    /// Cuts the sentence into pieces, for which the caller lends the room.
    pub fn fill(&mut self, range: Range<usize>) {
        self.pieces.clear();
        let spans = self.tokens.spans.get(range.clone()).unwrap_or_default();
        cut(self.text, spans, range.start, &mut self.pieces);
        let words = range.clone().map(|i| self.tokens.word(i).case).filter(|case| *case != Case::None);
        let (all, capitals) =
            words.fold((0, 0), |(all, capitals), case| (all + 1, capitals + i32::from(case.is_capitalised())));
        self.titled = f64::from(capitals) >= TITLED_MIN * f64::from(all);
    }

    /// All quantities of the sentence, in order.
    pub fn scan(&self, out: &mut Vec<Found>) {
        let mut at = 0;
        while at < self.pieces.len() {
            let found = money::prefixed(self, at).or_else(|| self.plain(at, out));
            at = match found {
                Some(found) => {
                    let next = found.next.max(at + 1);
                    let fits = out.last().is_none_or(|last| last.end <= found.begin);
                    if fits && found.confidence > 0.0 {
                        out.push(found);
                    }
                    next
                }
                None => at + 1,
            };
        }
    }

    /// A number, and what stands behind it.
    fn plain(&self, at: usize, out: &[Found]) -> Option<Found> {
        let piece = self.piece(at)?;
        if piece.kind != Kind::Digits && !piece.meaning.is_some_and(Meaning::begins) && !self.may_be_minus(at) {
            return None;
        }
        let number = self.number(at).or_else(|| self.spaced_minus(at))?;
        let begin = self.with_several(at);
        if let Some(found) = suffix::read(self, at, begin, &number) {
            return Some(found);
        }
        if let Some(first) = self.range_of(at, begin, &number, out) {
            return Some(first);
        }
        Some(counts::read(self, at, begin, &number).unwrap_or_else(|| nothing(number.end)))
    }

    fn may_be_minus(&self, at: usize) -> bool {
        self.piece(at).is_some_and(Piece::is_dash)
    }

    /// "- 20 degrees": only a temperature has its minus apart.
    fn spaced_minus(&self, at: usize) -> Option<Number> {
        let dash = self.piece(at).filter(|p| matches!(p.text, "-" | "−") && !p.glued)?;
        let number = self.number(at + 1).filter(|n| n.form == Form::Cardinal && dash.begin > 0)?;
        let warm = suffix::read(self, at + 1, at + 1, &number).is_some_and(|found| found.dimension == "temperature");
        (warm && self.before(at).is_none_or(|p| p.kind == Kind::Word))
            .then(|| Number { value: number.value.negated(), ..number })
    }

    /// The piece that the words of a number begin with: "several hundred"; an article is none of them.
    fn with_several(&self, at: usize) -> usize {
        let power = matches!(
            self.piece(at).and_then(|p| p.meaning),
            Some(Meaning::Scale(_) | Meaning::Hundred | Meaning::Dozen)
        );
        if power && self.before(at).is_some_and(|p| p.is("several")) { at - 1 } else { at }
    }

    /// The first end of a range, whose unit stands behind the second: "eight to 10 feet", "between 5 and 7 per cent".
    fn range_of(&self, at: usize, begin: usize, number: &Number, out: &[Found]) -> Option<Found> {
        if number.form != Form::Cardinal {
            return None;
        }
        let second_at = self.other_end(at, number.end)?;
        let second = self.number(second_at).filter(|n| n.form == Form::Cardinal)?;
        let found = suffix::read(self, second_at, second_at, &second)
            .or_else(|| counts::counted(self, second_at, second_at, &second))?;
        let counted = found.class == QuantityType::Count;
        let year = self.piece(at).is_some_and(|p| p.kind == Kind::Digits) && refused::is_year(self, at, number, None);
        if (counted && found.unit.is_none())
            || year
            || refused::is_named(self, at)
            || out.last().is_some_and(|last| last.next > begin)
        {
            return None;
        }
        // "3 to 5 pounds": the units of coins and of feet with inches count in parts, so the first is read as the second was.
        let value = shared_power(number, &second).unwrap_or(number.value).times(found.value.by(second.value)?)?;
        if counted && !value.is_less_than(found.value) {
            return None;
        }
        if self.is_one_range(number.end) {
            let begin = self.piece(begin)?.begin;
            let most = value.is_less_than(found.value).then_some(found.value);
            return most.map(|_| Found { begin, value, most, ..found });
        }
        let (begin, end) = (self.piece(begin)?.begin, self.piece(number.end - 1)?.end());
        Some(Found { begin, end, next: second_at, value, confidence: found.confidence * RANGE_FIRST, ..found })
    }

    /// A range with a dash against both ends is one amount; one in words are two.
    pub fn is_one_range(&self, dash: usize) -> bool {
        let glued = |at: usize| self.piece(at).is_some_and(|p| p.glued);
        self.piece(dash).is_some_and(Piece::is_dash) && glued(dash) && glued(dash + 1)
    }

    /// Where the second number of a range begins, behind "to", "and" after "between", "or", or a dash.
    pub fn other_end(&self, at: usize, end: usize) -> Option<usize> {
        let joint = self.piece(end)?;
        let between = || at.checked_sub(1).and_then(|i| self.piece(i)).is_some_and(|p| p.is("between"));
        let joins = joint.is("to")
            || joint.is("or")
            || (joint.is_dash() && joint.text != "—")
            || (joint.is("and") && between());
        joins.then_some(end + 1)
    }
}

/// The first end of a range takes the power of ten from the second: "5 to 7 million".
pub fn shared_power(first: &Number, second: &Number) -> Option<Ratio> {
    let power = Ratio::power_of_ten(second.power).filter(|_| second.power > 0 && first.power == 0)?;
    let value = first.value.times(power)?;
    value.is_less_than(second.value).then_some(value)
}

/// A number that is no quantity: nothing but a place to go on from.
fn nothing(next: usize) -> Found {
    Found {
        begin: 0,
        end: 0,
        next,
        class: QuantityType::Count,
        value: Ratio::ZERO,
        most: None,
        unit: None,
        dimension: "",
        confidence: 0.0,
    }
}
