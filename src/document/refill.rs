//! Reading many documents, one after another, into one value that is kept.
//!
//! serde makes a value for each document, with memory for each text and list. Where only facts are wanted, a document is
//! read into the value that held the one before it, whose memory is used again. What one of the two ways accepts the
//! other accepts, with the same value, but for the keys that are declared `aside`: their text is read and not kept.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};

use crate::document::Map;

/// A value that can take the place of another in the same memory. Small ones are made anew.
pub(crate) trait Refill: for<'de> Deserialize<'de> {
    /// Reads the value in place.
    fn refill<'de, D: Deserializer<'de>>(&mut self, from: D) -> Result<(), D::Error> {
        *self = Self::deserialize(from)?;
        Ok(())
    }

    /// Reads a value that is stated.
    fn refill_option<'de, D: Deserializer<'de>>(option: &mut Option<Self>, from: D) -> Result<(), D::Error> {
        *option = Some(Self::deserialize(from)?);
        Ok(())
    }

    /// Reads the entry of a list at a place, or cuts the list there and says that there is none.
    fn refill_entry<'de, A: SeqAccess<'de>>(
        list: &mut Vec<Self>,
        at: usize,
        entries: &mut A,
    ) -> Result<bool, A::Error> {
        list.truncate(at);
        let entry = entries.next_element()?;
        let is_one = entry.is_some();
        list.extend(entry);
        Ok(is_one)
    }
}

/// What a key of a table holds: it may also not be stated.
pub(crate) trait Forget: Refill {
    /// Makes it not stated.
    fn forget(&mut self);
}

/// Reads a table's entry of a list in place.
pub(crate) fn refill_entry<'de, T: Refill + Default, A: SeqAccess<'de>>(
    list: &mut Vec<T>,
    at: usize,
    entries: &mut A,
) -> Result<bool, A::Error> {
    if at == list.len() {
        list.push(T::default());
    }
    let is_one = match list.get_mut(at) {
        Some(entry) => entries.next_element_seed(InPlace(entry))?.is_some(),
        None => false,
    };
    if !is_one {
        list.truncate(at);
    }
    Ok(is_one)
}

/// Implements [`Refill`] for values that are made anew.
macro_rules! made_anew {
    ($($type:ty),+ $(,)?) => { $(impl crate::document::Refill for $type {})+ };
}

pub(crate) use made_anew;

made_anew!(
    bool,
    u32,
    crate::date::Date,
    crate::language::Language,
    crate::country::Country,
    crate::country::Subdivision,
    crate::tenths::Tenths,
);

impl<T: for<'de> Deserialize<'de>> Refill for Map<T> {}

impl<T: for<'de> Deserialize<'de>> Forget for Map<T> {
    fn forget(&mut self) {
        *self = Map::default();
    }
}

impl<T: Refill> Refill for Option<T> {
    fn refill<'de, D: Deserializer<'de>>(&mut self, from: D) -> Result<(), D::Error> {
        T::refill_option(self, from)
    }
}

impl<T: Refill> Forget for Option<T> {
    fn forget(&mut self) {
        *self = None;
    }
}

impl Refill for String {
    fn refill<'de, D: Deserializer<'de>>(&mut self, from: D) -> Result<(), D::Error> {
        self.clear();
        from.deserialize_str(Text(Some(self)))
    }

    fn refill_option<'de, D: Deserializer<'de>>(option: &mut Option<Self>, from: D) -> Result<(), D::Error> {
        option.get_or_insert_default().refill(from)
    }

    fn refill_entry<'de, A: SeqAccess<'de>>(
        list: &mut Vec<Self>,
        at: usize,
        entries: &mut A,
    ) -> Result<bool, A::Error> {
        refill_entry(list, at, entries)
    }
}

impl Forget for String {
    fn forget(&mut self) {
        self.clear();
    }
}

impl<T: Refill> Refill for Vec<T> {
    fn refill<'de, D: Deserializer<'de>>(&mut self, from: D) -> Result<(), D::Error> {
        struct List<'l, T>(&'l mut Vec<T>);

        impl<'de, T: Refill> Visitor<'de> for List<'_, T> {
            type Value = ();

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
                let mut at: usize = 0;
                while T::refill_entry(self.0, at, &mut entries)? {
                    at = at.saturating_add(1);
                }
                Ok(())
            }
        }

        from.deserialize_seq(List(self))
    }

    fn refill_option<'de, D: Deserializer<'de>>(option: &mut Option<Self>, from: D) -> Result<(), D::Error> {
        option.get_or_insert_default().refill(from)
    }
}

impl<T: Refill> Forget for Vec<T> {
    fn forget(&mut self) {
        self.clear();
    }
}

/// Text, kept where there is a place for it.
struct Text<'t>(Option<&'t mut String>);

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        if let Some(place) = self.0 {
            place.push_str(text);
        }
        Ok(())
    }
}

/// A value to be read in place.
struct InPlace<'p, T>(&'p mut T);

impl<'de, T: Refill> DeserializeSeed<'de> for InPlace<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.0.refill(from)
    }
}

/// The value of a key, where null means the same as absence.
pub(crate) struct Stated<'p, T>(pub(crate) &'p mut T);

impl<'de, T: Forget> DeserializeSeed<'de> for Stated<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_option(self)
    }
}

impl<'de, T: Forget> Visitor<'de> for Stated<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.0.forget();
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.0.refill(from)
    }
}

/// The value of a key that is read and not kept: text or null.
pub(crate) struct Aside<T>(PhantomData<T>);

impl Aside<Option<String>> {
    /// For a key of this type.
    #[expect(clippy::ref_option, reason = "called on a field, to take its type: nothing is read")]
    pub(crate) fn of(_: &Option<String>) -> Self {
        Aside(PhantomData)
    }
}

impl<'de> DeserializeSeed<'de> for Aside<Option<String>> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Aside<Option<String>> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text or null")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_str(Text(None))
    }
}
