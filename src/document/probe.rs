//! Looking into a value by a path: what is stated there, and making it not stated.

use std::borrow::Cow;

use serde::Serialize;

use crate::counted::Counted;
use crate::document::shape::Step;

/// A stated value as the assessment may repeat it: never a name, a quote or an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Echo {
    /// `true` or `false`.
    YesNo(bool),
    /// A whole number; of a list, how many entries it has.
    Count(u32),
    /// A count of which only the least and the most are known.
    Between(Counted),
    /// A named value, a date, a language or an exact decimal.
    Word(Cow<'static, str>),
}

impl std::fmt::Display for Echo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Echo::YesNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Echo::Count(count) => write!(f, "{count}"),
            Echo::Between(count) => write!(f, "{count}"),
            Echo::Word(word) => f.write_str(word),
        }
    }
}

/// Access to a stated value by its path.
pub(crate) trait Probe {
    /// What is stated at the path; `None` where nothing is.
    fn echo(&self, path: &[Step<'_>]) -> Option<Echo>;

    /// The value of this word: a named value, yes or no, or a count.
    fn of_word(_: &str) -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// States a word at the path; whether there is a key there that takes it.
    fn state(&mut self, _: &[Step<'_>], _: &str) -> bool {
        false
    }

    /// Makes what stands at the path not stated; whether something did stand there. A value without parts has no such
    /// place: whoever holds it forgets it.
    fn forget(&mut self, _: &[Step<'_>]) -> bool {
        false
    }
}
