//! Values without parts: yes or no, counts, text, dates, languages, places, tenths.

use serde::{Serialize, Serializer};

use crate::country::{Country, Subdivision};
use crate::date::{Date, RoughDate};
use crate::document::containers::FromNode;
use crate::document::probe::{Echo, Probe};
use crate::document::shape::{Shape, Shaped, Step};
use crate::language::Language;
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

leaf!(bool, Shape::YesNo, |yes| Echo::YesNo(*yes));
leaf!(u32, Shape::Count, |count| Echo::Count(*count));
// Free text may be a name, a quote or an address: that it is stated is all that is repeated.
leaf!(String, Shape::Text, |_text| Echo::Word("stated".to_owned()));
leaf!(Date, Shape::Day, |day| Echo::Word(day.to_string()));
leaf!(RoughDate, Shape::RoughDate);
leaf!(Language, Shape::Language, |language| Echo::Word(language.to_string()));
leaf!(Country, Shape::Country, |country| Echo::Word(country.to_string()));
leaf!(Subdivision, Shape::Subdivision, |subdivision| Echo::Word(subdivision.to_string()));
leaf!(Tenths, Shape::Tenths, |tenths| Echo::Word(tenths.to_string()));

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

written_as_text!(Date, Language, Country, Subdivision);
