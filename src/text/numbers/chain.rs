//! Cardinals: digits, number words and powers of ten, one behind the other.

use super::words::power;
use super::{Form, Kind, Meaning, Number, Piece, Ratio};

/// Pieces of the longest number: "nine hundred and ninety-nine billion …" down to the ones, with every hyphen.
const PIECES_MAX: usize = 48;

/// A cardinal while it is being read.
#[derive(Clone, Copy, Debug)]
pub struct Chain {
    /// What the powers of ten have closed.
    total: Ratio,
    /// What stands behind the last power of ten.
    group: Ratio,
    /// The last word of the group, which "dozen" counts, and the last product of a power of ten.
    part: Ratio,
    product: Ratio,
    pub last: Last,
    pub end: usize,
    ordinal: bool,
    bare: Option<(Ratio, usize)>,
}

/// What was read last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Last {
    Nothing,
    Digits,
    Small,
    Tens,
    Hundred,
    Scale(u32),
    Dozen,
}

impl Chain {
    pub fn value(&self) -> Option<Ratio> {
        self.total.plus(self.group)
    }

    /// The closed part alone, for a fraction of the next power of ten.
    pub fn group(&self) -> Ratio {
        self.group
    }

    pub fn total(&self) -> Ratio {
        self.total
    }

    pub fn number(&self) -> Number {
        let form = if self.ordinal { Form::Ordinal } else { Form::Cardinal };
        Number { value: self.value().unwrap_or(Ratio::ZERO), form, end: self.end, power: self.power(), bare: self.bare }
    }

    fn power(&self) -> u32 {
        match self.last {
            Last::Scale(p) => p,
            _ => 0,
        }
    }

    pub fn is_ordinal(&self) -> bool {
        self.ordinal
    }

    fn accept(&mut self, meaning: Meaning) -> Option<()> {
        use Last::{Digits, Dozen, Hundred, Nothing, Scale, Small, Tens};
        let opens = matches!(self.last, Nothing | Hundred | Scale(_));
        match meaning {
            Meaning::Small(n) if opens || (self.last == Tens && (1..10).contains(&n)) => self.add(n, Small),
            Meaning::Tens(n) if opens => self.add(n, Tens),
            Meaning::Hundred if matches!(self.last, Nothing | Small | Tens | Digits) => {
                let times = if self.last == Nothing { Ratio::ONE } else { self.group };
                self.group = times.times(Ratio::whole(100))?;
                self.last = Hundred;
                Some(())
            }
            Meaning::Dozen if !matches!(self.last, Scale(_) | Dozen) => {
                let part = if self.last == Nothing { Ratio::ONE } else { self.part };
                let rest = if self.last == Nothing { Ratio::ZERO } else { self.group.plus(part.negated())? };
                self.group = rest.plus(part.times(Ratio::whole(12))?)?;
                self.last = Dozen;
                Some(())
            }
            Meaning::Scale(p) | Meaning::Short(p) | Meaning::Letter(p) => self.scale(p),
            Meaning::Ordinal(n) if (self.last == Tens && n < 10) || matches!(self.last, Hundred | Scale(_)) => {
                self.ordinal = true;
                self.add(n, Small)
            }
            _ => None,
        }
    }

    fn add(&mut self, n: u32, last: Last) -> Option<()> {
        self.part = Ratio::whole(n.into());
        self.group = self.group.plus(self.part)?;
        self.last = last;
        Some(())
    }

    /// "two hundred thousand", "a million", "three lakh crore".
    fn scale(&mut self, p: u32) -> Option<()> {
        let ten = power(p)?;
        match self.last {
            Last::Scale(_) if self.group == Ratio::ZERO => {
                let product = self.product.times(ten)?;
                self.total = self.total.plus(self.product.negated())?.plus(product)?;
                self.product = product;
            }
            Last::Scale(_) => return None,
            last => {
                // The powers of ten of one number fall: "two million five thousand".
                if self.product != Ratio::ZERO && !ten.is_less_than(self.product) {
                    return None;
                }
                let times = if last == Last::Nothing { Ratio::ONE } else { self.group };
                self.product = times.times(ten)?;
                self.total = self.total.plus(self.product)?;
                self.group = Ratio::ZERO;
            }
        }
        self.last = Last::Scale(p);
        Some(())
    }
}

/// The longest cardinal, or ordinal of several words, that begins at `at`.
pub fn read(pieces: &[Piece<'_>], at: usize) -> Option<Chain> {
    let mut chain = Chain {
        total: Ratio::ZERO,
        group: Ratio::ZERO,
        part: Ratio::ZERO,
        product: Ratio::ZERO,
        last: Last::Nothing,
        end: at,
        ordinal: false,
        bare: None,
    };
    let first = pieces.get(at)?;
    if first.kind == Kind::Digits {
        (chain.group, chain.end) = digits(pieces, at)?;
        chain.part = chain.group;
        chain.last = Last::Digits;
        if let Some(end) = ordinal_ending(pieces, chain.end) {
            (chain.ordinal, chain.end) = (true, end);
            return Some(chain);
        }
    } else if !first.meaning.is_some_and(Meaning::begins) {
        return None;
    }
    while chain.end < at + PIECES_MAX && !chain.ordinal && go_on(pieces, &mut chain).is_some() {}
    point(pieces, &mut chain);
    (chain.end > at).then_some(chain)
}

/// Takes the next word into the number, over a hyphen or an "and" where one may stand.
fn go_on(pieces: &[Piece<'_>], chain: &mut Chain) -> Option<()> {
    let open = matches!(chain.last, Last::Hundred | Last::Scale(_));
    let skipped = match pieces.get(chain.end)? {
        p if p.is("and") && open => 1,
        p if p.is_dash() && chain.last != Last::Nothing => is_hyphen(pieces, chain.end).then_some(1)?,
        _ => 0,
    };
    let at = chain.end + skipped;
    let piece = pieces.get(at)?;
    if piece.kind == Kind::Digits {
        return more_digits(pieces, chain, at);
    }
    let meaning = piece.meaning?;
    if pieces.get(chain.end).is_some_and(|p| p.is("and"))
        && !matches!(meaning, Meaning::Small(_) | Meaning::Tens(_) | Meaning::Ordinal(_))
    {
        return None;
    }
    // "two million and three fifths": the parts are of the million.
    let part = pieces.get(at + 1 + usize::from(is_hyphen(pieces, at + 1))).and_then(|p| p.meaning);
    if skipped == 1
        && matches!((chain.last, meaning, part), (Last::Scale(_), Meaning::Small(_), Some(Meaning::Part(_))))
    {
        return None;
    }
    let after_digits = chain.last == Last::Digits;
    let fits = match meaning {
        Meaning::Short(_) => after_digits,
        // "3m" and "10k"; whether they are meant is for the reader of units to say, who looks first.
        Meaning::Letter(_) => after_digits && piece.glued && skipped == 0,
        _ => true,
    };
    if !fits {
        return None;
    }
    let mut longer = *chain;
    longer.accept(meaning)?;
    if matches!(meaning, Meaning::Letter(_)) {
        longer.bare = chain.value().map(|value| (value, chain.end));
    }
    longer.end = at + 1;
    *chain = longer;
    Some(())
}

/// "3 hundred and 21", "4 thousand 3 hundred".
fn more_digits(pieces: &[Piece<'_>], chain: &mut Chain, at: usize) -> Option<()> {
    let (value, end) = digits(pieces, at)?;
    let small = value.as_whole().is_some_and(|n| n < 100);
    let hundreds = pieces.get(end).is_some_and(|p| p.meaning == Some(Meaning::Hundred));
    let fits = match chain.last {
        Last::Hundred => small && at > chain.end,
        Last::Scale(_) => small && hundreds,
        _ => false,
    };
    fits.then(|| {
        chain.group = chain.group.plus(value).unwrap_or(chain.group);
        chain.part = value;
        chain.last = Last::Digits;
        chain.end = end;
    })
}

/// Digits, with blanks between groups of three: "40 000".
fn digits(pieces: &[Piece<'_>], at: usize) -> Option<(Ratio, usize)> {
    let first = pieces.get(at)?.text;
    let mut end = at + 1;
    let mut whole = first.to_owned();
    if first.len() <= 3 && first.bytes().all(|b| b.is_ascii_digit()) {
        while let Some(group) = pieces.get(end).filter(|p| p.kind == Kind::Digits && !p.glued && end < at + PIECES_MAX)
        {
            let head = group.text.split('.').next().unwrap_or("");
            if head.len() != 3 || head.contains(',') || pieces.get(end + 1).is_some_and(|p| p.glued && p.is_dash()) {
                break;
            }
            whole.push_str(group.text);
            end += 1;
            if head.len() != group.text.len() {
                break;
            }
        }
    }
    Some((Ratio::decimal(&plain(&whole)?)?, end))
}

/// One decimal point at most: "1,234.5" → "1234.5", "5,00" → "5.00", "1.234.567" → "1234567".
fn plain(written: &str) -> Option<String> {
    let (commas, points) = (written.matches(',').count(), written.matches('.').count());
    let tail = written.rsplit([',', '.']).next().map_or(0, str::len);
    Some(match (commas, points) {
        (_, 0) if commas == 1 && tail < 3 => written.replace(',', "."),
        (_, 0 | 1) if points == 0 || written.rfind(',') < written.find('.') => written.replace(',', ""),
        (1, _) if written.rfind('.') < written.find(',') => written.replace('.', "").replace(',', "."),
        (0, _) => written.replace('.', ""),
        _ => return None,
    })
}

/// "21st", "4th".
fn ordinal_ending(pieces: &[Piece<'_>], at: usize) -> Option<usize> {
    let ending = pieces.get(at).filter(|p| p.glued)?;
    ["st", "nd", "rd", "th"].iter().any(|e| ending.is(e)).then_some(at + 1)
}

/// A hyphen with the words that it joins against it, or with a blank on both sides as some texts have it.
pub fn is_hyphen(pieces: &[Piece<'_>], at: usize) -> bool {
    let (dash, next) = (pieces.get(at), pieces.get(at + 1));
    dash.is_some_and(|d| d.is_dash() && d.text != "—") && dash.map(|d| d.glued) == next.map(|n| n.glued)
}

/// "two hundred point zero three", "five point five".
fn point(pieces: &[Piece<'_>], chain: &mut Chain) -> Option<()> {
    pieces.get(chain.end).filter(|p| p.is("point") && chain.last != Last::Nothing && !chain.ordinal)?;
    let mut digits = String::from("0.");
    let mut at = chain.end + 1;
    while let Some(Meaning::Small(n) | Meaning::Tens(n)) =
        pieces.get(at).filter(|_| at < chain.end + PIECES_MAX)?.meaning
    {
        let unit = |p: &Piece<'_>| match p.meaning {
            Some(Meaning::Small(u @ 1..=9)) if n >= 20 => Some(u),
            _ => None,
        };
        let hyphen = usize::from(is_hyphen(pieces, at + 1));
        let more = pieces.get(at + 1 + hyphen).and_then(unit);
        digits.push_str(&(n + more.unwrap_or(0)).to_string());
        at += if more.is_some() { 2 + hyphen } else { 1 };
        if pieces.get(at).is_none() {
            break;
        }
    }
    if digits.len() > 2 {
        chain.group = chain.group.plus(Ratio::decimal(&digits)?)?;
        chain.end = at;
        // "two point five million"
        if let Some(Meaning::Scale(p)) = pieces.get(at).and_then(|p| p.meaning) {
            chain.last = Last::Digits;
            chain.scale(p)?;
            chain.end = at + 1;
        }
    }
    Some(())
}
