//! What an entry of the catalogue holds: id, kind, meaning, the keys read, and how the fact is derived.

use crate::document::Echo;
use crate::dossier::Dossier;
use crate::fact::certificates::CertificateRecord;
use crate::fact::possible::Possible;
use crate::fact::share::Share;
use crate::fact::tables::Tables;

/// One entry of the catalogue.
#[derive(Debug)]
#[non_exhaustive]
pub struct Fact {
    /// Its path in the dossier, or `derived.…`.
    pub id: &'static str,
    /// Its kind, with its values.
    pub kind: Kind,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// The keys of the dossier that it reads. Others may narrow or contradict it by the table of
    /// [`ENTAILMENTS`](crate::dossier::ENTAILMENTS), which names them.
    pub reads: &'static [&'static str],
    pub(crate) derive: Derive,
    /// What is stated at the key that it is, if it is one.
    pub(crate) stated: Option<fn(&Dossier) -> Option<Echo>>,
}

impl Fact {
    /// Whether it is one key of the dossier as it stands.
    pub(crate) fn is_one_key(&self) -> bool {
        self.reads == [self.id]
    }
}

/// The kind of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// One of these values, worst first where they have an order.
    Named(&'static [&'static str]),
    /// A whole number of this unit.
    Count(&'static str),
    /// Months since a day.
    Age,
}

#[derive(Clone, Copy)]
pub(crate) enum Derive {
    /// From the dossier alone.
    Dossier(fn(&Dossier) -> Possible),
    /// At the door: a share of what a table of the pack asks for.
    Share(Share),
    /// At the door: the coercion context, by the pack's regions and arrangements.
    Context,
    /// At the door: how the worst-covered language was heard, with the groups that may be hidden in such a context.
    Language,
    /// At the door: whether an import restriction is in force on the day.
    Restriction,
    /// At the door, from the certificates that may lower anything; most dossiers have none.
    Certificates(fn(&[CertificateRecord], &Tables, u32) -> Possible),
}

impl std::fmt::Debug for Derive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Derive::Dossier(_) => "Dossier",
            Derive::Share(_) => "Share",
            Derive::Context => "Context",
            Derive::Language => "Language",
            Derive::Restriction => "Restriction",
            Derive::Certificates(_) => "Certificates",
        })
    }
}

/// Entries whose value is a key of the dossier as it stands; the id is the key's path.
macro_rules! key {
    (@entry $kind:expr, $($path:ident).+, $meaning:literal, $derive:expr) => {
        Fact {
            id: path_of!($($path).+),
            kind: $kind,
            meaning: $meaning,
            reads: &[path_of!($($path).+)],
            derive: Derive::Dossier($derive),
            stated: Some(|d| d.$($path).+.echo(&[])),
        }
    };
    (yes_no $($path:ident).+, $meaning:literal, $derive:expr) => {
        key!(@entry Kind::Named(&["no", "yes"]), $($path).+, $meaning, $derive)
    };
    (count $unit:literal $($path:ident).+, $meaning:literal, $derive:expr) => {
        key!(@entry Kind::Count($unit), $($path).+, $meaning, $derive)
    };
    (words $words:ident $($path:ident).+, $meaning:literal, $derive:expr) => {
        key!(@entry Kind::Named(entailed::$words), $($path).+, $meaning, $derive)
    };
    ($type:ident $($path:ident).+, $meaning:literal, $derive:expr) => {
        key!(@entry Kind::Named(<$type as Word>::WORDS), $($path).+, $meaning, $derive)
    };
    (yes_no $($path:ident).+, $meaning:literal) => {
        key!(@entry Kind::Named(&["no", "yes"]), $($path).+, $meaning, |d| Possible::yes_no(d.$($path).+))
    };
    (count $unit:literal $($path:ident).+, $meaning:literal) => {
        key!(@entry Kind::Count($unit), $($path).+, $meaning, |d| Possible::count(d.$($path).+))
    };
    ($type:ident $($path:ident).+, $meaning:literal) => {
        key!(@entry Kind::Named(<$type as Word>::WORDS), $($path).+, $meaning, |d| Possible::word::<$type>(d.$($path).+))
    };
}

/// The path of a key, as text.
macro_rules! path_of {
    ($first:ident $(. $next:ident)*) => { concat!(stringify!($first) $(, ".", stringify!($next))*) };
}

/// Entries that are derived.
macro_rules! derived {
    // What shows who established the workforce, and more.
    ($kind:expr, $id:literal, $derive:expr, [$($reads:literal,)* workforce], $meaning:literal) => {
        derived!(
            $kind,
            $id,
            $derive,
            [
                $($reads,)*
                "site.workforce_established_by",
                "report.conclusion.headcount",
                "site.shifts",
                "report.visit.shifts_seen",
                "site.dormitories",
                "report.visit.dormitories_seen",
                "site.workforce",
                "site.headcount"
            ],
            $meaning
        )
    };
    ($kind:expr, $id:literal, $derive:expr, [$($reads:literal),+ $(,)?], $meaning:literal) => {
        Fact { id: $id, kind: $kind, meaning: $meaning, reads: &[$($reads),+], derive: $derive, stated: None }
    };
}

pub(super) use {derived, key, path_of};
