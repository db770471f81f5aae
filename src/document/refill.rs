//! Reading many documents from JSON, one after another, into one value that is kept.
//!
//! A document is read into the value that held the one before it, whose memory for texts and lists is used again. What
//! is refused leaves something in between, which nobody may look at.

use crate::counted::Counted;
use crate::country::{Country, Subdivision};
use crate::document::json::{Json, Refused};
use crate::language::Language;
use crate::partial_date::PartialDate;
use crate::tenths::Tenths;

/// A value that can be read from JSON.
pub(crate) trait Refill: Sized {
    /// Reads the value anew.
    fn anew(json: &mut Json<'_>) -> Result<Self, Refused>;

    /// Reads the value in the place of another. Small ones are made anew.
    fn refill(&mut self, json: &mut Json<'_>) -> Result<(), Refused> {
        *self = Self::anew(json)?;
        Ok(())
    }
}

/// A value that has memory of its own, read anew: in the place of an empty one.
pub(crate) fn filled<T: Refill + Default>(json: &mut Json<'_>) -> Result<T, Refused> {
    let mut value = T::default();
    value.refill(json)?;
    Ok(value)
}

/// What a key of a table holds: it may also not be stated.
pub(crate) trait Forget: Refill {
    /// Makes it not stated.
    fn forget(&mut self);
}

impl Json<'_> {
    /// Reads the value of a key in its place, where null means the same as absence; whether the table has another key.
    #[inline(never)]
    pub(crate) fn value<T: Forget>(&mut self, place: &mut T) -> Result<bool, Refused> {
        if self.null() {
            place.forget();
        } else {
            place.refill(self)?;
        }
        self.more(b'}')
    }
}

/// Implements [`Refill`] for values that are made anew.
macro_rules! made_anew {
    ($type:ty, |$json:ident| $read:expr) => {
        impl crate::document::Refill for $type {
            fn anew($json: &mut crate::document::Json<'_>) -> Result<Self, crate::document::Refused> {
                $read
            }
        }
    };
}

pub(crate) use made_anew;

made_anew!(bool, |json| json.yes_no());
made_anew!(u32, |json| json.count());
made_anew!(Counted, |json| match json.count() {
    Ok(count) => Ok(count.into()),
    Err(Refused) => json.pair(),
});
made_anew!(PartialDate, |json| json.plain_text()?.parse().map_err(|_| Refused));
made_anew!(Language, |json| json.plain_text()?.parse().map_err(|_| Refused));
made_anew!(Country, |json| json.plain_text()?.parse().map_err(|_| Refused));
made_anew!(Subdivision, |json| json.plain_text()?.parse().map_err(|_| Refused));
made_anew!(Tenths, |json| {
    let number = json.number()?;
    // Of a decimal that has more digits than it needs, what is meant.
    number.parse().or_else(|_| {
        let meant: f64 = serde_json::from_str(number).map_err(|_| Refused)?;
        meant.to_string().parse().map_err(|_| Refused)
    })
});

impl<T: Refill> Refill for Option<T> {
    fn anew(json: &mut Json<'_>) -> Result<Self, Refused> {
        T::anew(json).map(Some)
    }

    #[inline]
    fn refill(&mut self, json: &mut Json<'_>) -> Result<(), Refused> {
        if let Some(value) = self {
            return value.refill(json);
        }
        *self = Some(T::anew(json)?);
        Ok(())
    }
}

impl<T: Refill> Forget for Option<T> {
    fn forget(&mut self) {
        *self = None;
    }
}

impl Refill for String {
    fn anew(json: &mut Json<'_>) -> Result<Self, Refused> {
        json.text().map(std::borrow::Cow::into_owned)
    }

    fn refill(&mut self, json: &mut Json<'_>) -> Result<(), Refused> {
        self.clear();
        self.push_str(&json.text()?);
        Ok(())
    }
}

impl Forget for String {
    fn forget(&mut self) {
        self.clear();
    }
}

impl<T: Refill> Refill for Vec<T> {
    fn anew(json: &mut Json<'_>) -> Result<Self, Refused> {
        filled(json)
    }

    fn refill(&mut self, json: &mut Json<'_>) -> Result<(), Refused> {
        let mut length: usize = 0;
        json.list(|json| {
            match self.get_mut(length) {
                Some(entry) => entry.refill(json)?,
                None => self.push(T::anew(json)?),
            }
            length = length.saturating_add(1);
            Ok(())
        })?;
        self.truncate(length);
        Ok(())
    }
}

impl<T: Refill> Forget for Vec<T> {
    fn forget(&mut self) {
        self.clear();
    }
}
