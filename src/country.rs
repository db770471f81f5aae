//! Countries and their subdivisions: ISO 3166-1 alpha-2 and ISO 3166-2.
//!
//! Where a site lies decides whether testimony is possible there, so a place must be a real one: each code is checked
//! against the standard. What the standard once had is read as the one code that replaced it (`CN-65` as `CN-XJ`, `BU` as
//! `MM`); where it became several, nobody can tell which, and it is refused with all of them. `country/meaning` says what was
//! probably meant by what is refused.

mod meaning;

use std::fmt;

use crate::codes::{Names, find, lines, number, table};

/// A country by its ISO 3166-1 alpha-2 code, such as `CN`; `XK` is Kosovo, user-assigned and in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// The text is not an ISO 3166-1 alpha-2 code in capitals, nor one that was replaced by one other.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an ISO 3166-1 alpha-2 country code such as `CN`{}", became(COUNTRIES_WITHDRAWN, text))]
pub struct NotACountry {
    text: String,
}

/// A part of a country by its ISO 3166-2 code, such as `CN-LN`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subdivision {
    country: Country,
    part: [u8; 3],
}

/// The text is not an ISO 3166-2 code in capitals, nor one that was replaced by one other.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an ISO 3166-2 subdivision code such as `CN-LN`{}", became(SUBDIVISIONS_WITHDRAWN, text))]
pub struct NotASubdivision {
    text: String,
}

const COUNTRIES: &str = include_str!("../codes/countries.txt");
/// A code that is no longer used and what replaced it, of which there may be several.
const COUNTRIES_WITHDRAWN: Names = Names(include_str!("../codes/country-withdrawn.txt"));
const SUBDIVISIONS_WITHDRAWN: Names = Names(include_str!("../codes/subdivision-withdrawn.txt"));
static SUBDIVISIONS: [[u64; 1]; lines(include_str!("../codes/subdivisions.txt"))] =
    table(include_str!("../codes/subdivisions.txt"));

/// The end of a message about a code that several replaced.
fn became(withdrawn: Names, text: &str) -> String {
    let several = withdrawn.exactly(text).filter(|codes| codes.contains(' '));
    several.map_or_else(String::new, |codes| format!(", and `{text}` became {}", codes.replace(' ', ", ")))
}

impl Country {
    /// The number of the last code.
    pub(crate) const LAST_NUMBER: u16 = 26 * 26;

    /// The country as a number from 1 to 676, in the order of the codes.
    pub(crate) fn number(self) -> u16 {
        let [first, second] = self.0.map(|letter| u16::from(letter.saturating_sub(b'A')));
        first.saturating_mul(26).saturating_add(second).saturating_add(1)
    }
}

/// Of each first letter the second letters with which it makes a code, as bits.
const ASSIGNED: [u32; 26] = assigned();

#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs in the compiler")]
const fn assigned() -> [u32; 26] {
    let (mut all, mut at) = ([0; 26], 0);
    while at < COUNTRIES.len() {
        let (first, second) = (COUNTRIES.as_bytes()[at], COUNTRIES.as_bytes()[at + 1]);
        let (mut letter, mut first_letter) = (0, b'A');
        while first_letter < first {
            (letter, first_letter) = (letter + 1, first_letter + 1);
        }
        all[letter] |= 1 << (second - b'A');
        at += "CN\n".len();
    }
    all
}

impl Subdivision {
    /// The country that the subdivision is a part of.
    pub fn country(self) -> Country {
        self.country
    }

    /// The part within its country as a number from 1 up; digits and capitals in base 37.
    pub(crate) fn part_number(self) -> u16 {
        let place = |byte: u8| match byte {
            b'0'..=b'9' => u16::from(byte.saturating_sub(b'0')).saturating_add(1),
            b'A'..=b'Z' => u16::from(byte.saturating_sub(b'A')).saturating_add(11),
            _ => 0,
        };
        self.part
            .into_iter()
            .fold(0, |number: u16, byte| number.saturating_mul(37).saturating_add(place(byte)))
    }
}

impl std::str::FromStr for Country {
    type Err = NotACountry;

    fn from_str(text: &str) -> Result<Self, NotACountry> {
        let assigned = |[first, second]: [u8; 2]| {
            let of_first = ASSIGNED.get(usize::from(first.wrapping_sub(b'A'))).copied().unwrap_or(0);
            1_u32.checked_shl(second.wrapping_sub(b'A').into()).is_some_and(|bit| of_first & bit != 0)
        };
        let code = |text: &str| text.as_bytes().try_into().ok().filter(|code| assigned(*code)).map(Country);
        code(text)
            .or_else(|| code(COUNTRIES_WITHDRAWN.exactly(text)?))
            .ok_or_else(|| NotACountry { text: text.to_owned() })
    }
}

impl std::str::FromStr for Subdivision {
    type Err = NotASubdivision;

    fn from_str(text: &str) -> Result<Self, NotASubdivision> {
        let code = |text: &str| {
            let (&[first, second, b'-'], part) = text.as_bytes().split_first_chunk()? else { return None };
            let mut bytes = [0; 3];
            bytes.get_mut(..part.len())?.copy_from_slice(part);
            // A zero byte is what shorter codes end with.
            let listed = !part.contains(&0) && find(&SUBDIVISIONS, number(text.as_bytes())).is_some();
            listed.then_some(Subdivision { country: Country([first, second]), part: bytes })
        };
        code(text)
            .or_else(|| code(SUBDIVISIONS_WITHDRAWN.exactly(text)?))
            .ok_or_else(|| NotASubdivision { text: text.to_owned() })
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}

impl fmt::Display for Subdivision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = std::str::from_utf8(&self.part).unwrap_or_default().trim_end_matches('\0');
        write!(f, "{}-{part}", self.country)
    }
}

#[cfg(test)]
mod tests {
    use super::{Country, Subdivision};

    #[test]
    fn countries_have_numbers_in_the_order_of_their_codes() {
        assert_eq!(["AA", "ZZ"].map(|code| Country(code.as_bytes().try_into().unwrap()).number()), [1, 676]);
    }

    #[test]
    fn parts_of_a_country_have_different_numbers() {
        let mut numbers = std::collections::BTreeSet::new();
        let parts: Vec<Subdivision> =
            include_str!("../codes/subdivisions.txt").lines().map(|code| code.parse().unwrap()).collect();
        for part in &parts {
            assert_ne!(part.part_number(), 0);
            numbers.insert((part.country, part.part_number()));
        }
        assert_eq!(numbers.len(), parts.len());
    }
}
