//! What was probably meant by a text that is no code of ISO 3166.

use super::{Country, NotACountry, NotASubdivision, Subdivision};
use crate::codes::{Names, key};

/// The longest text that is looked at, in bytes.
const LONGEST: usize = 64;

/// Names of countries, their codes of three letters and their numbers.
const COUNTRIES: Names = Names(include_str!("../../codes/country-names.txt"));
/// Names of subdivisions, each after the code of its country.
const SUBDIVISIONS: Names = Names(include_str!("../../codes/subdivision-names.txt"));

impl NotACountry {
    /// The code that was probably meant, such as `CN` by `China` and `CHN`.
    pub(crate) fn meant(&self) -> Option<String> {
        let text = Some(&self.text).filter(|text| text.len() <= LONGEST)?;
        let (capitals, name) = (text.to_ascii_uppercase(), key(text));
        let code = capitals.parse().or_else(|_| capitals.parse().map(Subdivision::country));
        let named = || COUNTRIES.exactly(&name).or_else(|| COUNTRIES.followed(&name, 1));
        code.map(|country| country.to_string())
            .ok()
            .or_else(|| named().or_else(|| COUNTRIES.near(&name, 1)).map(str::to_owned))
    }
}

impl NotASubdivision {
    /// The code that was probably meant, such as `CN-LN` by `CN-LIAONING`, `cn-ln` and `Liaoning`.
    pub(crate) fn meant(&self) -> Option<String> {
        let text = Some(&self.text).filter(|text| text.len() <= LONGEST)?;
        let name = key(text);
        let within = name.get(..2).and_then(|code| code.to_ascii_uppercase().parse::<Country>().ok());
        let inside = within.zip(name.get(2..)).and_then(|(country, part)| {
            let code = format!("{country}-{}", part.to_ascii_uppercase());
            let name = key(&format!("{country}{part}"));
            let begun =
                || Some(&name).filter(|name| name.len() > 5).and_then(|name| SUBDIVISIONS.begun(name));
            let named = || SUBDIVISIONS.exactly(&name).or_else(|| SUBDIVISIONS.followed(&name, 2));
            let like = || named().or_else(begun).or_else(|| SUBDIVISIONS.near(&name, 2));
            code.parse().map(|code: Subdivision| code.to_string()).ok().or_else(|| like().map(str::to_owned))
        });
        inside.or_else(|| SUBDIVISIONS.anywhere(&name).map(str::to_owned))
    }
}
