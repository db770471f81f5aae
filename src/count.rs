//! Numbers of profiles: whole numbers beyond 128 bits, with no more arithmetic than counting needs.

use std::cmp::Ordering;
use std::fmt;

use crate::limits::{MAX_CRITERIA, MAX_LEVELS};

/// Limbs of 64 bits: a pack of the largest size has 16^128 = 2^512 profiles.
const LIMBS: usize = 9;

const _: () = assert!(MAX_LEVELS <= 16 && MAX_CRITERIA * 4 <= 64 * (LIMBS - 1), "counts may overflow");

/// Nine digits of a decimal number at a time.
const CHUNK: u64 = 1_000_000_000;

/// How many profiles; the least significant limb first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Count([u64; LIMBS]);

impl Count {
    pub(crate) const ZERO: Count = Count([0; LIMBS]);

    pub(crate) const ONE: Count = {
        let mut limbs = [0; LIMBS];
        limbs[0] = 1;
        Count(limbs)
    };

    pub(crate) fn is_zero(self) -> bool {
        self == Count::ZERO
    }

    pub(crate) fn plus(self, other: Count) -> Count {
        let mut sum = Count::ZERO;
        let mut carry = false;
        for ((out, one), other) in sum.0.iter_mut().zip(self.0).zip(other.0) {
            let (part, first) = one.overflowing_add(other);
            let (part, second) = part.overflowing_add(u64::from(carry));
            *out = part;
            carry = first || second;
        }
        sum
    }

    /// The difference; zero where the other is greater.
    pub(crate) fn minus(self, other: Count) -> Count {
        if self < other {
            return Count::ZERO;
        }
        let mut difference = Count::ZERO;
        let mut borrow = false;
        for ((out, one), other) in difference.0.iter_mut().zip(self.0).zip(other.0) {
            let (part, first) = one.overflowing_sub(other);
            let (part, second) = part.overflowing_sub(u64::from(borrow));
            *out = part;
            borrow = first || second;
        }
        difference
    }

    pub(crate) fn times(self, by: u32) -> Count {
        let mut product = Count::ZERO;
        let mut carry = 0_u128;
        for (out, limb) in product.0.iter_mut().zip(self.0) {
            // At most (2^64 - 1) * (2^32 - 1) + 2^32, far below 2^128.
            let part = u128::from(limb).wrapping_mul(u128::from(by)).wrapping_add(carry);
            *out = u64::try_from(part & u128::from(u64::MAX)).unwrap_or(u64::MAX);
            carry = part >> 64;
        }
        product
    }

    /// Quotient and remainder of a division by a small number.
    fn divided(self, by: u64) -> (Count, u64) {
        let mut quotient = Count::ZERO;
        let mut rest = 0_u128;
        for (out, limb) in quotient.0.iter_mut().zip(self.0).rev() {
            let part = (rest << 64) | u128::from(limb);
            *out = part.checked_div(by.into()).and_then(|part| u64::try_from(part).ok()).unwrap_or(u64::MAX);
            rest = part.checked_rem(by.into()).unwrap_or(0);
        }
        (quotient, u64::try_from(rest).unwrap_or(u64::MAX))
    }

    /// This as a part of a whole, in per cent with so many decimals, rounded down; `100` only where it is all, and what
    /// is too little for the last decimal is said to be below it.
    pub(crate) fn percent_of(self, whole: Count, decimals: usize) -> String {
        if whole.is_zero() {
            return "0".to_owned();
        }
        // The product may outgrow the limbs only beyond 2^512 * 100, which nine limbs hold.
        let mut rest = self.times(100);
        let mut digit = || {
            let mut times = 0_u32;
            while rest >= whole {
                rest = rest.minus(whole);
                times = times.saturating_add(1);
            }
            rest = rest.times(10);
            times
        };
        let ones = digit();
        let after: String =
            (0..decimals).map(|_| char::from_digit(digit(), 10).unwrap_or_default()).collect();
        let after = after.trim_end_matches('0');
        match (ones, after) {
            (0, "") if !self.is_zero() => format!("<0.{}1", "0".repeat(decimals.saturating_sub(1))),
            (ones, "") => ones.to_string(),
            (ones, after) => format!("{ones}.{after}"),
        }
    }
}

impl Ord for Count {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.iter().rev().cmp(other.0.iter().rev())
    }
}

impl PartialOrd for Count {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut chunks = Vec::new();
        let mut left = *self;
        while !left.is_zero() {
            let (quotient, rest) = left.divided(CHUNK);
            chunks.push(rest);
            left = quotient;
        }
        write!(f, "{}", chunks.pop().unwrap_or(0))?;
        chunks.iter().rev().try_for_each(|chunk| write!(f, "{chunk:09}"))
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    fn power(base: u32, exponent: u32) -> Count {
        (0..exponent).fold(Count::ONE, |product, _| product.times(base))
    }

    #[test]
    fn counts_go_beyond_128_bits() {
        assert_eq!(Count::ZERO.to_string(), "0");
        assert_eq!(power(10, 60).to_string(), format!("1{}", "0".repeat(60)));
        assert_eq!(power(2, 127).to_string(), (1_u128 << 127).to_string());
        assert_eq!(
            power(16, 128).to_string(),
            "134078079299425970995740249982058461274793658205923933777235614437217640300735\
             46976801874298166903427690031858186486050853753882811946569946433649006084096"
        );
    }

    #[test]
    fn sums_and_differences_carry() {
        let big = power(2, 128);
        let less = big.minus(Count::ONE);
        assert_eq!(less.to_string(), u128::MAX.to_string());
        assert_eq!(less.plus(Count::ONE), big);
        assert_eq!(Count::ONE.minus(big), Count::ZERO);
        assert!(less < big && power(2, 64) < less);
    }

    #[test]
    fn a_share_is_exact_and_rounded_down() {
        let whole = power(3, 100);
        assert_eq!(whole.percent_of(whole, 3), "100");
        assert_eq!(power(3, 99).percent_of(whole, 3), "33.333");
        assert_eq!(whole.minus(Count::ONE).percent_of(whole, 3), "99.999");
        assert_eq!(Count::ZERO.percent_of(whole, 3), "0");
        assert_eq!(Count::ONE.percent_of(whole, 3), "<0.001");
        assert_eq!(Count::ONE.percent_of(Count::ONE.times(8), 3), "12.5");
    }
}
