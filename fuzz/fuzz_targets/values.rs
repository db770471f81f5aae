//! Any text as a single value of a dossier: a day, a language, a place, an amount.

use audit_credence::{
    Counted, Country, Date, Language, PartialDate, Range, Subdivision, Tenths, acts, nearest, quoted, utf16,
};

/// What reads as a value is written as one that reads as the same.
pub fn read(text: &str) {
    if let Ok(day) = text.parse::<Date>() {
        assert_eq!(day.to_string(), text);
        let ends = [day.plus_months(u32::MAX), day.minus_months(u32::MAX), day.plus_days(i32::MIN)];
        assert!(ends[1] <= day && day <= ends[0] && ends[2] <= day);
        assert!(day.plus_days(1).days_apart(day) <= 1);
    }
    if let Ok(day) = text.parse::<PartialDate>() {
        assert!(day.first() <= day.last() && day.to_string().parse() == Ok(day));
        let span = Range::new(day.last(), day.first());
        assert_eq!((span.worst(), span.best()), (day.first(), day.last()));
        assert!(Range::exactly(day.first()).contains(day.first()));
    }
    if let Ok(language) = text.parse::<Language>() {
        assert_eq!(language.as_str().parse(), Ok(language));
        assert_eq!(language.is_same(language).is_none(), language.is_special());
        assert!(language.is_stated() || language.is_special());
        assert!(language.macrolanguage().is_none_or(|one| language.is_same(one).is_none()));
    }
    if let Ok(place) = text.parse::<Subdivision>() {
        assert_eq!(place.country().to_string().parse::<Country>(), Ok(place.country()));
    }
    if let Ok(amount) = text.parse::<Tenths>() {
        assert_eq!(Tenths::from_tenths(amount.tenths()), Some(amount));
    }
    if let Some((least, most)) =
        text.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)))
    {
        let count = Counted::between(least, most);
        assert_eq!(count.is_some(), least <= most);
        assert!(count.is_none_or(|count| count.least() == least && count.most() == most));
    }
    assert!(utf16(text.as_bytes()).is_none(), "text is UTF-8");
    assert!(!quoted(text).contains(acts));
    let near = nearest(text, ["announced", "semi_announced", "unannounced"]);
    assert!(near.is_none_or(|word| word.chars().count().abs_diff(text.chars().count()) <= word.len()));
}
