//! Values without parts of their own: yes or no, counts, text, dates, languages, places, tenths.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::counted::Counted;
use crate::country::{Country, Subdivision};
use crate::date::Date;
use crate::document::containers::FromNode;
use crate::document::probe::{Echo, Probe};
use crate::document::shape::{Shape, Shaped, Step};
use crate::language::Language;
use crate::partial_date::{PartialDate, RoughDate};
use crate::tenths::Tenths;
use crate::tree::Node;

/// Implements what holds of a value that is read from its text.
macro_rules! leaf {
    ($type:ty, $shape:expr) => {
        impl Shaped for $type {
            const SHAPE: Shape = $shape;
        }

        impl FromNode for $type {
            fn from_node(node: &Node) -> Option<Self> {
                node.scalar()?.parse().ok()
            }
        }
    };
    ($type:ty, $shape:expr, |$value:ident| $echo:expr) => {
        leaf!($type, $shape);

        impl Probe for $type {
            fn echo(&self, path: &[Step<'_>]) -> Option<Echo> {
                let $value = self;
                path.is_empty().then(|| $echo)
            }
        }
    };
}

leaf!(u32, Shape::Count, |count| Echo::Count(*count));
// Free text may be a name, a quote or an address: that it is stated is all that is repeated.
leaf!(String, Shape::Text, |_text| Echo::Word(Cow::Borrowed("stated")));
leaf!(Date, Shape::Day);
leaf!(RoughDate, Shape::RoughDate);
leaf!(PartialDate, Shape::PartialDate, |date| Echo::Word(date.to_string().into()));
leaf!(Language, Shape::Language, |language| Echo::Word(language.to_string().into()));
leaf!(Country, Shape::Country, |country| Echo::Word(country.to_string().into()));
leaf!(Subdivision, Shape::Subdivision, |subdivision| Echo::Word(subdivision.to_string().into()));
leaf!(Tenths, Shape::Tenths, |tenths| Echo::Word(tenths.to_string().into()));

leaf!(bool, Shape::YesNo);

impl Probe for bool {
    fn echo(&self, path: &[Step<'_>]) -> Option<Echo> {
        path.is_empty().then_some(Echo::YesNo(*self))
    }

    fn of_word(word: &str) -> Option<Self> {
        match word {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }
}

impl Shaped for Counted {
    const SHAPE: Shape = Shape::Counted;
}

impl Probe for Counted {
    fn echo(&self, path: &[Step<'_>]) -> Option<Echo> {
        let is_exact = self.range().is_settled();
        path.is_empty().then(|| if is_exact { Echo::Count(self.least()) } else { Echo::Between(*self) })
    }

    fn of_word(word: &str) -> Option<Self> {
        word.parse::<u32>().ok().map(Counted::from)
    }
}

/// Implements serde's form of a value that is written as its text.
macro_rules! written_as_text {
    ($($type:ty),+) => {
        $(impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        })+
    };
}

written_as_text!(Date, PartialDate, Language, Country, Subdivision);
