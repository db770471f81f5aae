//! Contrary evidence: what courts, governments, reporters and others found, and whether it counts against this report.
//!
//! A ruling or a government's act counts until it ends. A documented finding or an allegation counts unless it is
//! long before the visit, or the report answered it: named it, and looked after it, as a third party, unannounced.

use crate::answer::{answer, words_answer};
use crate::date::Date;
use crate::document::named;
use crate::dossier::Dossier;
use crate::dossier::finding::{Finding, FindingKind, FindingSource, LegalBasis, Standing};
use crate::dossier::report::{ForcedLabour, Notice, Relation};
use crate::fact::integrity::over_by;
use crate::fact::possible::{Possible, Tri};
use crate::range::Range;

/// A documented finding or an allegation more than so many months older than the visit does not count against it.
pub(crate) const OLD_EVIDENCE_MONTHS: u32 = 36;

named! {
    /// The firmest contrary evidence that counts, worst first.
    pub(crate) enum ContraryEvidence {
        /// A court ruled.
        Ruled = "ruled",
        /// A government body acted.
        GovernmentAction = "government_action",
        /// Published, method described, reply sought.
        Documented = "documented",
        /// Alleged.
        Alleged = "alleged",
        /// None that counts.
        None = "none",
    }
}

named! {
    /// Whether a finding counts against the report.
    pub enum Counts {
        /// It does not.
        No = "no",
        /// It may, depending on what is not stated.
        Possibly = "possibly",
        /// It does.
        Yes = "yes",
    }
}

named! {
    /// Why a finding counts as it does.
    pub enum FindingNote {
        /// It is about neither forced or child labour nor deception of auditors.
        AnotherMatter = "another_matter",
        /// What it is about is not stated.
        KindNotStated = "kind_not_stated",
        /// How firmly it stands is not stated.
        StandingNotStated = "standing_not_stated",
        /// It was dismissed or taken back.
        DismissedOrWithdrawn = "dismissed_or_withdrawn",
        /// The ruling or act has ended.
        Ended = "ended",
        /// It is more than 36 months older than the visit.
        LongBeforeVisit = "long_before_visit",
        /// It is not dated, or the visit is not.
        NotDated = "not_dated",
        /// The report answered it.
        Answered = "answered",
        /// The report may have answered it.
        PossiblyAnswered = "possibly_answered",
        /// The report itself found forced labour.
        ReportFoundIt = "report_found_it",
        /// The company denies it.
        DeniedByCompany = "denied_by_company",
    }
}

words_answer!(Counts, FindingKind, FindingNote, FindingSource, LegalBasis, Standing);

answer! {
    /// A finding as it bears on the report.
    pub struct FindingEffect {
        /// The finding's id.
        pub id: Option<String>,
        /// What it is about.
        pub kind: Option<FindingKind>,
        /// Who found it.
        pub source: Option<FindingSource>,
        /// How firmly it stands.
        pub standing: Option<Standing>,
        /// The day of what was observed.
        pub observed: Option<Date>,
        /// The day on which it was made public.
        pub published: Option<Date>,
        /// Whether it counts against the report.
        pub counts: Counts,
        /// Why.
        pub notes: Vec<FindingNote>,
    }
}

answer! {
    /// An import restriction in force.
    pub struct Restriction {
        /// The law.
        pub basis: LegalBasis,
        /// The finding's id.
        pub finding: Option<String>,
        /// The day on which somebody last looked whether it still stands; null where that is not stated.
        pub checked_on: Option<Date>,
    }
}

/// What a finding is about, as far as it matters here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Labour,
    Deception,
}

/// The day by which evidence is dated: of what was observed, or else of its publication.
pub(super) fn evidence_day(finding: &Finding) -> Option<Date> {
    finding.observed.or(finding.published)
}

fn is_dismissed(finding: &Finding) -> bool {
    matches!(finding.standing, Some(Standing::Dismissed | Standing::Withdrawn))
}

/// Whether the finding concerns forced or child labour and was never taken back: what a certifier had to look at.
pub(super) fn concerns_labour(finding: &Finding) -> Tri {
    is_about(finding, About::Labour).and(Tri::from(!is_dismissed(finding)))
}

fn is_about(finding: &Finding, about: About) -> Tri {
    match finding.kind {
        None => Tri::Maybe,
        Some(FindingKind::ForcedLabour | FindingKind::ChildLabour) => Tri::from(about == About::Labour),
        Some(FindingKind::AuditDeception) => Tri::from(about == About::Deception),
        Some(FindingKind::OtherLabour) => Tri::No,
    }
}

/// How firmly it stands, at worst and at best.
fn standing(finding: &Finding) -> Range<ContraryEvidence> {
    match finding.standing {
        None => Range::new(ContraryEvidence::Ruled, ContraryEvidence::None),
        Some(Standing::Ruled) => Range::exactly(ContraryEvidence::Ruled),
        Some(Standing::GovernmentAction) => Range::exactly(ContraryEvidence::GovernmentAction),
        Some(Standing::Documented) => Range::exactly(ContraryEvidence::Documented),
        Some(Standing::Alleged) => Range::exactly(ContraryEvidence::Alleged),
        Some(Standing::Dismissed | Standing::Withdrawn) => Range::exactly(ContraryEvidence::None),
    }
}

fn is_old(dossier: &Dossier, finding: &Finding) -> Tri {
    let Some(last_day_against) = evidence_day(finding).map(|day| day.plus_months(OLD_EVIDENCE_MONTHS)) else {
        return Tri::Maybe;
    };
    match (dossier.report.visit.start, over_by(dossier)) {
        (Some(start), _) => Tri::from(last_day_against < start),
        (None, Some(over)) if over <= last_day_against => Tri::No,
        (None, _) => Tri::Maybe,
    }
}

fn is_answered(dossier: &Dossier, finding: &Finding) -> Tri {
    let (report, visit) = (&dossier.report, &dossier.report.visit);
    let named = match (&report.answers, &finding.id) {
        (_, None) => Tri::No,
        (None, Some(_)) => Tri::Maybe,
        (Some(answers), Some(id)) => Tri::from(answers.contains(id)),
    };
    let after = match (visit.start, over_by(dossier), evidence_day(finding)) {
        (Some(start), _, Some(evidence)) => Tri::from(start > evidence),
        // A visit that was over by then did not begin after.
        (None, Some(over), Some(evidence)) if over <= evidence => Tri::No,
        _ => Tri::Maybe,
    };
    named
        .and(after)
        .and(Tri::is(report.auditor.relation, &Relation::ThirdParty))
        .and(Tri::is(visit.notice, &Notice::Unannounced))
}

/// Whether the finding, as being about this, counts; with the reasons.
fn counts(dossier: &Dossier, finding: &Finding, about: About) -> (Tri, Vec<FindingNote>) {
    let is_about = is_about(finding, about);
    let firm = matches!(finding.standing, Some(Standing::Ruled | Standing::GovernmentAction));
    let mut notes = Vec::new();
    let mut note = |applies: bool, note| {
        if applies {
            notes.push(note);
        }
        applies
    };
    let found_by_report =
        about == About::Labour && dossier.report.conclusion.forced_labour == Some(ForcedLabour::Found);
    let ended = finding.ended_on.is_some() && (firm || finding.standing.is_none());
    if note(is_dismissed(finding), FindingNote::DismissedOrWithdrawn)
        || note(found_by_report, FindingNote::ReportFoundIt)
        || note(firm && ended, FindingNote::Ended)
    {
        return (Tri::No, notes);
    }
    note(is_about == Tri::Maybe, FindingNote::KindNotStated);
    if firm {
        return (is_about, notes);
    }
    let (old, answered) = (is_old(dossier, finding), is_answered(dossier, finding));
    note(old == Tri::Yes, FindingNote::LongBeforeVisit);
    note(old == Tri::Maybe, FindingNote::NotDated);
    note(answered == Tri::Yes, FindingNote::Answered);
    note(answered == Tri::Maybe, FindingNote::PossiblyAnswered);
    let soft = is_about.and(old.not()).and(answered.not());
    if !note(finding.standing.is_none(), FindingNote::StandingNotStated) {
        return (soft, notes);
    }
    // As a ruling it would count unless it ended, as a report unless it is old or answered, dismissed not at all.
    let possible = is_about != Tri::No && (!ended || soft != Tri::No);
    (if possible { Tri::Maybe } else { Tri::No }, notes)
}

fn evidence(dossier: &Dossier, about: About) -> Possible {
    let none = Range::exactly(ContraryEvidence::None);
    let worst_of = |all: Range<ContraryEvidence>, finding: &Finding| {
        let (standing, ended) = (standing(finding), finding.ended_on.is_some());
        let (worst, best) = match counts(dossier, finding, about).0 {
            Tri::No => (ContraryEvidence::None, ContraryEvidence::None),
            // Not stated how firmly, and ended: a ruling or an act would not count any more.
            Tri::Maybe if ended && finding.standing.is_none() => {
                (ContraryEvidence::Documented, ContraryEvidence::None)
            }
            Tri::Maybe => (standing.worst(), ContraryEvidence::None),
            Tri::Yes => (standing.worst(), standing.best()),
        };
        Range::new(all.worst().min(worst), all.best().min(best))
    };
    Possible::between(dossier.findings.iter().fold(none, worst_of))
}

/// The firmest evidence of forced or child labour that counts against the report.
pub(super) fn contrary_evidence(dossier: &Dossier) -> Possible {
    evidence(dossier, About::Labour)
}

/// The firmest evidence that auditors were deceived that counts against the report.
pub(super) fn deception_evidence(dossier: &Dossier) -> Possible {
    evidence(dossier, About::Deception)
}

/// How each finding bears on the report.
pub(crate) fn effects(dossier: &Dossier) -> Vec<FindingEffect> {
    let effect = |finding: &Finding| {
        let about =
            if is_about(finding, About::Deception) == Tri::Yes { About::Deception } else { About::Labour };
        let (counts, mut notes) = counts(dossier, finding, about);
        if finding.kind == Some(FindingKind::OtherLabour) {
            notes = vec![FindingNote::AnotherMatter];
        }
        if finding.denied_by_company == Some(true) {
            notes.push(FindingNote::DeniedByCompany);
        }
        let counts = match counts {
            Tri::No => Counts::No,
            Tri::Maybe => Counts::Possibly,
            Tri::Yes => Counts::Yes,
        };
        FindingEffect {
            id: finding.id.clone(),
            kind: finding.kind,
            source: finding.source,
            standing: finding.standing,
            observed: finding.observed,
            published: finding.published,
            counts,
            notes,
        }
    };
    let mut effects: Vec<FindingEffect> = dossier.findings.iter().map(effect).collect();
    // The order in which a dossier lists them carries nothing.
    let key = |effect: &FindingEffect| {
        let FindingEffect { id, kind, source, standing, observed, published, counts, notes } = effect.clone();
        (id, kind, source, standing, observed, published, counts, notes)
    };
    effects.sort_by_cached_key(key);
    effects
}

/// Whether an import restriction that rests on the finding would be in force.
fn is_in_force(finding: &Finding) -> bool {
    finding.ended_on.is_none() && !is_dismissed(finding)
}

/// Whether an import restriction is in force.
pub(super) fn is_restricted(dossier: &Dossier) -> bool {
    dossier.findings.iter().any(|finding| is_in_force(finding) && finding.legal_basis.is_some())
}

/// The import restrictions in force: an audit does not lift them.
pub(crate) fn restrictions(dossier: &Dossier) -> Vec<Restriction> {
    let restriction = |finding: &Finding| {
        Some(Restriction {
            basis: finding.legal_basis?,
            finding: finding.id.clone(),
            checked_on: dossier.search.on,
        })
    };
    let mut all: Vec<_> =
        dossier.findings.iter().filter(|finding| is_in_force(finding)).filter_map(restriction).collect();
    all.sort_by(|one, other| (one.basis, &one.finding).cmp(&(other.basis, &other.finding)));
    all.dedup();
    all
}
