//! What an entry of the catalogue holds: id, kind, meaning, the keys read, and how the fact is derived.

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
        Fact { id: $id, kind: $kind, meaning: $meaning, reads: &[$($reads),+], derive: $derive }
    };
}

pub(super) use derived;
