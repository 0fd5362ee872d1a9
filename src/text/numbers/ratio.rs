//! Exact numbers: a fraction of two whole numbers, never a float.

/// A rational number in lowest terms. Whatever would not fit comes out as `None`, never wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    over: i128,
    /// Above zero.
    under: i128,
}

/// Digits of a number that is read: far past all money of the world in its smallest coin, far below what `i128` holds (38).
const DIGITS_MAX: usize = 24;
/// Digits behind the point of a decimal that ends; those of a pack of currencies or units are far fewer.
const DECIMALS_MAX: usize = 24;
/// Digits told of a fraction that never ends ("two thirds"): as many as a double holds for sure.
const SIGNIFICANT: usize = 15;

impl Ratio {
    pub const ZERO: Ratio = Ratio { over: 0, under: 1 };
    pub const ONE: Ratio = Ratio { over: 1, under: 1 };

    pub fn whole(n: i128) -> Self {
        Self { over: n, under: 1 }
    }

    /// `over / under` in lowest terms; `None` for a division by zero.
    pub fn new(over: i128, under: i128) -> Option<Self> {
        if under == 0 {
            return None;
        }
        let divisor = gcd(over.unsigned_abs(), under.unsigned_abs());
        let divisor = i128::try_from(divisor.max(1)).ok()?;
        let (over, under) = (over / divisor, under / divisor);
        Some(if under < 0 { Self { over: over.checked_neg()?, under: -under } } else { Self { over, under } })
    }

    pub fn power_of_ten(exponent: u32) -> Option<Self> {
        10i128.checked_pow(exponent).map(Self::whole)
    }

    /// Digits with at most one point; every other mark between them is left out.
    pub fn decimal(written: &str) -> Option<Self> {
        let digits = || written.bytes().filter(u8::is_ascii_digit);
        if digits().count() > DIGITS_MAX || digits().next().is_none() {
            return None;
        }
        let over = digits().fold(0i128, |n, d| n * 10 + i128::from(d - b'0'));
        let decimals = written.rsplit_once('.').map_or(0, |(_, tail)| tail.len());
        Self::new(over, 10i128.checked_pow(u32::try_from(decimals).ok()?)?)
    }

    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.over.checked_mul(other.under)?;
        let right = other.over.checked_mul(self.under)?;
        Self::new(left.checked_add(right)?, self.under.checked_mul(other.under)?)
    }

    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(self.over.checked_mul(other.over)?, self.under.checked_mul(other.under)?)
    }

    pub fn by(self, other: Self) -> Option<Self> {
        Self::new(self.over.checked_mul(other.under)?, self.under.checked_mul(other.over)?)
    }

    pub fn negated(self) -> Self {
        Self { over: -self.over, under: self.under }
    }

    /// The number where it is whole.
    pub fn as_whole(self) -> Option<i128> {
        (self.under == 1).then_some(self.over)
    }

    pub fn is_less_than(self, other: Self) -> bool {
        match (self.over.checked_mul(other.under), other.over.checked_mul(self.under)) {
            (Some(left), Some(right)) => left < right,
            _ => false,
        }
    }

    /// For comparing magnitudes only.
    pub fn approximately(self) -> f64 {
        self.over as f64 / self.under as f64
    }

    /// As a decimal string: exact where the decimal ends, else with 15 significant digits, rounded half up.
    pub fn to_decimal(self) -> String {
        let sign = if self.over < 0 { "-" } else { "" };
        let (over, under) = (self.over.unsigned_abs(), self.under.unsigned_abs());
        let (whole, mut rest) = (over / under, over % under);
        let mut digits = String::new();
        while rest != 0 && digits.len() <= DECIMALS_MAX {
            let Some(tens) = rest.checked_mul(10) else { break };
            digits.push(char::from(b'0' + (tens / under) as u8));
            rest = tens % under;
        }
        if rest != 0 {
            return format!("{sign}{}", rounded(whole, &digits));
        }
        if digits.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{digits}") }
    }
}

/// A decimal that goes on for ever, cut to its significant digits.
fn rounded(whole: u128, digits: &str) -> String {
    let before = if whole == 0 { 0 } else { whole.to_string().len() };
    let zeros = if whole == 0 { digits.len() - digits.trim_start_matches('0').len() } else { 0 };
    let keep = (SIGNIFICANT.saturating_sub(before) + zeros).min(digits.len().saturating_sub(1));
    let next = digits.as_bytes().get(keep).is_some_and(|d| *d >= b'5');
    let scale = 10u128.pow(keep as u32);
    let kept: u128 = digits.get(..keep).and_then(|d| d.parse().ok()).unwrap_or(0);
    let Some(all) = whole.checked_mul(scale).and_then(|n| n.checked_add(kept + u128::from(next))) else {
        return whole.to_string();
    };
    let text = format!("{}.{:0keep$}", all / scale, all % scale);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
