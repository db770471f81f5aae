//! The lines of standards and certificates.

use crate::assessment::{CertificateNote, Verdict};
use crate::explain::tree::{CertificateTold, ScreenLine, StandardTold};

pub(super) fn standard(told: &StandardTold) -> ScreenLine {
    // What follows the comma says who combined it: the page says so below.
    let name = told.title.split(',').next().unwrap_or_default().to_owned();
    let failed = told.failed.iter().map(|one| one.stands.clone());
    let open = told.open.iter().map(|one| one.asked.clone());
    let items = match told.verdict {
        Verdict::Met | Verdict::Superseded => vec![told.meaning.to_owned()],
        Verdict::NotMet => failed.collect(),
        Verdict::NotDemonstrated => open.collect(),
    };
    ScreenLine { name, word: told.word, tone: told.tone, items }
}

/// The notes by which a certificate counts against a report.
const LOWERING: [&str; 3] = [
    CertificateNote::BadStatusLabour.as_str(),
    CertificateNote::BadStatusUnknown.as_str(),
    CertificateNote::ClaimedWithoutStanding.as_str(),
];

pub(super) fn certificate(told: &CertificateTold) -> ScreenLine {
    let name = [Some(told.title.clone()), told.code.clone()];
    let name = name.into_iter().flatten().collect::<Vec<_>>().join(" ");
    // That none lifts a grade is said of each: what is said of this one comes first.
    let (own, all): (Vec<_>, Vec<_>) =
        told.notes.iter().partition(|note| note.code != CertificateNote::NoLift.as_str());
    // Of its own notes that one by which it lowers anything.
    let (lowering, others): (Vec<_>, Vec<_>) =
        own.into_iter().partition(|note| LOWERING.contains(&note.code));
    let items = lowering.into_iter().chain(others).chain(all).take(1).map(|note| note.text.to_owned());
    ScreenLine { name, word: told.word, tone: told.tone, items: items.collect() }
}
