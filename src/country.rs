//! Countries and their subdivisions: ISO 3166-1 alpha-2 and ISO 3166-2.
//!
//! Where a site lies decides whether testimony is possible there, so a country must be a real one. Subdivision
//! codes change often and are checked by form and country only.

mod iso3166;

use std::fmt;

/// A country by its ISO 3166-1 alpha-2 code, such as `CN`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// The text is not an officially assigned ISO 3166-1 alpha-2 code in capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an ISO 3166-1 alpha-2 country code such as `CN`")]
pub struct NotACountry;

/// A part of a country by its ISO 3166-2 code, such as `CN-LN`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subdivision {
    country: Country,
    part: [u8; 3],
}

/// The text does not have the form of an ISO 3166-2 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected an ISO 3166-2 subdivision code such as `CN-LN`")]
pub struct NotASubdivision;

impl Country {
    /// The number of the last code.
    pub(crate) const LAST_NUMBER: u16 = 26 * 26;

    /// The country as a number from 1 to 676, in the order of the codes.
    pub(crate) fn number(self) -> u16 {
        let [first, second] = self.0.map(|letter| u16::from(letter.saturating_sub(b'A')));
        first.saturating_mul(26).saturating_add(second).saturating_add(1)
    }
}

/// Of each first letter the second letters with which it makes an assigned code, as bits.
const ASSIGNED: [u32; 26] = assigned();

#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs in the compiler")]
const fn assigned() -> [u32; 26] {
    let (mut all, mut at) = ([0; 26], 0);
    while at < iso3166::ALPHA_2.len() {
        if let [first, second] = iso3166::ALPHA_2[at].as_bytes() {
            let (mut letter, mut first_letter) = (0, b'A');
            while letter < 26 {
                if first_letter == *first {
                    all[letter] |= 1 << (*second - b'A');
                }
                (letter, first_letter) = (letter + 1, first_letter + 1);
            }
        }
        at += 1;
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
        let &[first, second] = text.as_bytes() else { return Err(NotACountry) };
        let assigned = ASSIGNED.get(usize::from(first.wrapping_sub(b'A'))).copied().unwrap_or(0);
        let second_bit = 1_u32.checked_shl(second.wrapping_sub(b'A').into()).unwrap_or(0);
        if assigned & second_bit == 0 { Err(NotACountry) } else { Ok(Country([first, second])) }
    }
}

impl std::str::FromStr for Subdivision {
    type Err = NotASubdivision;

    fn from_str(text: &str) -> Result<Self, NotASubdivision> {
        let (country, part) = text.split_once('-').ok_or(NotASubdivision)?;
        let country = country.parse().map_err(|_| NotASubdivision)?;
        let form = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
        if part.is_empty() || part.len() > 3 || !part.bytes().all(form) {
            return Err(NotASubdivision);
        }
        let mut bytes = [0; 3];
        for (to, from) in bytes.iter_mut().zip(part.bytes()) {
            *to = from;
        }
        Ok(Subdivision { country, part: bytes })
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
    fn countries_are_those_of_iso_3166() {
        let letters = || (b'A'..=b'Z').map(char::from);
        let pairs = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
        let all: Vec<String> = pairs.filter(|code| code.parse::<Country>().is_ok()).collect();
        assert_eq!(all, super::iso3166::ALPHA_2);
        assert_eq!("KP".parse::<Country>().unwrap().to_string(), "KP");
        assert_eq!(["AA", "ZZ"].map(|code| Country(code.as_bytes().try_into().unwrap()).number()), [1, 676]);
        for text in ["", "XX", "cn", "CHN", "UK", "EU"] {
            assert!(text.parse::<Country>().is_err(), "{text}");
        }
    }

    #[test]
    fn subdivisions_name_their_country() {
        for text in ["CN-LN", "CN-XJ", "MY-10", "US-AL", "FR-75C"] {
            let subdivision: Subdivision = text.parse().unwrap();
            assert_eq!(subdivision.to_string(), text);
            assert_eq!(subdivision.country().to_string(), text.get(..2).unwrap());
        }
        let parts = ["CN-0", "CN-00", "CN-1", "CN-LN", "CN-LNZ", "CN-ZZZ"];
        let numbers: std::collections::BTreeSet<u16> =
            parts.iter().map(|text| text.parse::<Subdivision>().unwrap().part_number()).collect();
        assert_eq!(numbers.len(), parts.len());
        assert!(!numbers.contains(&0));
        for text in ["CN", "CN-", "XX-LN", "CN-ABCD", "CN-ln", "CNLN"] {
            assert!(text.parse::<Subdivision>().is_err(), "{text}");
        }
    }
}
