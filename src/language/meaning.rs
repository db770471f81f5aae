//! What was probably meant by a text that is no registered language tag.

use oxilangtag::LanguageTag;

use crate::codes::{Names, key};

/// The longest text that is looked at, in bytes.
const LONGEST: usize = 64;
/// The shortest text that is taken for a name with a mistake in it, in letters: `none` is no language.
const SHORTEST: usize = 5;

/// English names, names in the language itself, and what stands for them.
const LANGUAGES: Names = Names(include_str!("../../codes/language-names.txt"));
/// Names of countries, their codes of three letters and their numbers.
const COUNTRIES: Names = Names(include_str!("../../codes/country-names.txt"));
/// Of each country the most likely language, then the official ones.
const OF_COUNTRIES: Names = Names(include_str!("../../codes/country-languages.txt"));

/// The languages of a country by its code, the most likely first.
pub(super) fn of_country(code: &str) -> impl Iterator<Item = &'static str> {
    OF_COUNTRIES.exactly(code).into_iter().flat_map(|all| all.split(' '))
}

/// The tag that was probably meant; `registered` is the tag of what stands before a part that is not registered.
pub(super) fn of(text: &str, registered: impl Fn(&str) -> Option<String>) -> Option<String> {
    let text = text.get(..LONGEST.min(text.len())).filter(|short| short.len() == text.len())?;
    let (whole, first) = (key(text), text.split(['-', '_', ' ']).next()?);
    // `ko_KR`, `en-UK`: what stands before the part that is not registered.
    let before = || LanguageTag::parse(first).ok().and_then(|tag| registered(&tag));
    // `N/A` is not the language Na.
    let name = Some(&whole).filter(|whole| whole.len() > 2).and_then(|whole| LANGUAGES.exactly(whole));
    name.map(str::to_owned)
        .or_else(before)
        .or_else(|| of_country(&first.to_ascii_uppercase()).next().map(str::to_owned))
        .or_else(|| named(text, &whole).map(str::to_owned))
}

/// The language that a name, or a word in it, stands for.
fn named(text: &str, whole: &str) -> Option<&'static str> {
    if whole.chars().count() < SHORTEST {
        return None;
    }
    // `Simplified Chinese`, `Korean language`: one word that is the name of a language, and no other.
    let mut words =
        text.split(|c: char| !c.is_alphanumeric()).filter_map(|word| LANGUAGES.exactly(&key(word)));
    let word = words.next().filter(|one| words.all(|other| other == *one));
    let country = || COUNTRIES.exactly(whole).or_else(|| COUNTRIES.followed(whole, 1));
    word.or_else(|| of_country(country()?).next())
        .or_else(|| LANGUAGES.begun(whole))
        .or_else(|| LANGUAGES.near(whole, 2))
}
