//! What a certificate says about labour: never more than the audit behind it.
//!
//! A certificate never lifts a grade. It leaves it alone, raises a question, caps or lowers: a good status is no
//! news, a bad one may be, and why it is bad matters (semantics, 6). Every note has a stable code.

use crate::answer::words_answer;
use crate::date::Date;
use crate::document::named;
use crate::dossier::certificate::{
    Certificate, CertificateSite, CertificateStatus, LabourRoute, StatusReason,
};
use crate::dossier::spans::{self, Day, VisitDays, over_by, validity};
use crate::dossier::{Dossier, ids};
use crate::fact::evidence::{concerns_labour, evidence_day};
use crate::fact::possible::{Possible, Tri};
use crate::fact::tables::{LabourBasis, Scheme, SchemeKind, Tables};
use crate::partial_date::PartialDate;
use crate::range::Range;

/// A bad status set so many months before the visit or later bears on the report; an older one only questions.
pub(crate) const BAD_STATUS_MONTHS: u32 = 12;

named! {
    /// Whether a certificate was taken away for how workers were treated, worst first.
    pub(crate) enum CertificateStanding {
        /// One was.
        WithdrawnForLabour = "withdrawn_for_labour",
        /// None is known to have been.
        InOrder = "in_order",
    }
}

named! {
    /// Whether the supplier claims certificates that it does not have, worst first.
    pub(crate) enum CertificateClaims {
        /// One was claimed after it expired or was taken away.
        ClaimedWithoutStanding = "claimed_without_standing",
        /// None is known to have been.
        InOrder = "in_order",
    }
}

named! {
    /// What is to be said of a certificate.
    pub enum CertificateNote {
        /// A good status lifts nothing.
        NoLift = "no_lift",
        /// It rests on this report: one piece of evidence.
        SameEvidence = "same_evidence",
        /// It rests on another report: ask for that one.
        UnseenAudit = "unseen_audit",
        /// How the scheme's labour rule was met is not stated.
        LabourRouteUnknown = "labour_route_unknown",
        /// The labour rule was met by filling in a form.
        SelfAssessment = "self_assessment",
        /// The labour rule did not apply.
        Exempt = "exempt",
        /// The scheme has no labour rule.
        SubjectMismatch = "subject_mismatch",
        /// The scheme certifies nobody.
        NotACertificate = "not_a_certificate",
        /// It is a parent's or another site's.
        ScopeMismatch = "scope_mismatch",
        /// Whose it is is not stated.
        ScopeNotStated = "scope_not_stated",
        /// Taken away for how workers were treated.
        BadStatusLabour = "bad_status_labour",
        /// Taken away or given up, and labour may be why.
        BadStatusUnknown = "bad_status_unknown",
        /// Taken away for another reason.
        BadStatusOther = "bad_status_other",
        /// Past its validity.
        Expired = "expired",
        /// Claimed after it expired or was taken away.
        ClaimedWithoutStanding = "claimed_without_standing",
        /// Issued before the visit on which it is said to rest.
        IssuedBeforeItsAudit = "issued_before_its_audit",
        /// Not in the register; registers lag and hide.
        NotFound = "not_found",
        /// A good status read too long ago.
        StaleStatus = "stale_status",
        /// A good status of which the day is not stated.
        StatusNotDated = "status_not_dated",
        /// Issued or renewed after contrary evidence.
        CertifiedDespiteFinding = "certified_despite_finding",
        /// The scheme is not in the registry.
        UnknownScheme = "unknown_scheme",
        /// Its code has none of the forms that the scheme's codes have.
        CodeOfAnotherForm = "code_of_another_form",
    }
}

named! {
    /// What a certificate adds to the grade, from least to most; never anything upward.
    pub enum Adds {
        /// Nothing.
        Nothing = "nothing",
        /// A question.
        Question = "question",
        /// Demerits.
        Demerits = "demerits",
        /// A cap.
        Cap = "cap",
    }
}

words_answer!(Adds, CertificateNote);

/// What one certificate says, and what it may do to a grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CertificateReading {
    pub(crate) notes: Vec<CertificateNote>,
    pub(crate) standing: Range<CertificateStanding>,
    pub(crate) claims: Range<CertificateClaims>,
    /// Id of the scheme's labour rule that held when it was issued, where both are known.
    pub(crate) rule: Option<String>,
}

impl CertificateReading {
    fn note(&mut self, remarks: impl IntoIterator<Item = Remark>) {
        self.notes.extend(remarks.into_iter().filter(|(applies, _)| *applies).map(|(_, note)| note));
    }

    /// Whether there is something to ask about it. How a labour rule was met changes nothing: an audit is never
    /// inferred from a valid status.
    pub(crate) fn questions(&self) -> bool {
        const QUESTIONS: [CertificateNote; 9] = [
            CertificateNote::UnseenAudit,
            CertificateNote::BadStatusLabour,
            CertificateNote::BadStatusUnknown,
            CertificateNote::ClaimedWithoutStanding,
            CertificateNote::IssuedBeforeItsAudit,
            CertificateNote::NotFound,
            CertificateNote::StaleStatus,
            CertificateNote::CertifiedDespiteFinding,
            CertificateNote::CodeOfAnotherForm,
        ];
        self.notes.iter().any(|note| QUESTIONS.contains(note))
    }
}

/// Reads one certificate of a dossier on a day.
pub(crate) fn read(
    dossier: &Dossier,
    certificate: &Certificate,
    tables: &Tables,
    as_of: Date,
) -> CertificateReading {
    let scheme = tables.scheme(&certificate.scheme);
    let mut reading = CertificateReading {
        notes: Vec::new(),
        standing: Range::exactly(CertificateStanding::InOrder),
        claims: Range::exactly(CertificateClaims::InOrder),
        rule: scheme.zip(validity(certificate).0).and_then(|(scheme, issued)| rule_on(scheme, issued)),
    };
    reading.note(subject(certificate, scheme));
    if reading.notes.contains(&CertificateNote::ScopeMismatch) {
        return reading;
    }
    let bad = bad_status(dossier, certificate, as_of);
    let ran_out = if bad.is_none() { ran_out(certificate, as_of) } else { Tri::No };
    let is_good =
        certificate.status != Some(CertificateStatus::NotFound) && bad.is_none() && ran_out != Tri::Yes;
    reading.note([(is_good, CertificateNote::NoLift)]);
    reading.note(labour(dossier, certificate, scheme));
    reading.note(currency(certificate, tables, as_of));
    reading.note([(ran_out == Tri::Yes, CertificateNote::Expired)]);
    reading.note(against_findings(dossier, certificate));

    // What certifies nobody cannot be taken away: it is noted, and lowers nothing.
    let certifies = Tri::from(!reading.notes.contains(&CertificateNote::NotACertificate));
    let same_site = Tri::is(certificate.site_match, &CertificateSite::Same).and(certifies);
    if let Some(bad) = bad {
        reading.note([(true, bad.note)]);
        let is_so = bad.lowers().and(same_site);
        reading.standing =
            lowered(is_so, CertificateStanding::WithdrawnForLabour, CertificateStanding::InOrder);
    }
    let claimed = claimed_without_standing(certificate);
    reading.note([(claimed != Tri::No, CertificateNote::ClaimedWithoutStanding)]);
    let is_so = claimed.and(same_site);
    reading.claims = lowered(is_so, CertificateClaims::ClaimedWithoutStanding, CertificateClaims::InOrder);
    reading
}

/// A note, and whether it is to be made.
type Remark = (bool, CertificateNote);

/// Whose certificate it is, and whether it is one.
fn subject(certificate: &Certificate, scheme: Option<&Scheme>) -> [Remark; 5] {
    let elsewhere = matches!(certificate.site_match, Some(CertificateSite::Parent | CertificateSite::Other));
    let certifies_nobody = scheme.is_some_and(|scheme| scheme.kind != SchemeKind::Certificate);
    [
        (scheme.is_none(), CertificateNote::UnknownScheme),
        (!has_scheme_form(certificate, scheme), CertificateNote::CodeOfAnotherForm),
        (elsewhere, CertificateNote::ScopeMismatch),
        (certifies_nobody, CertificateNote::NotACertificate),
        (certificate.site_match.is_none() && !certifies_nobody, CertificateNote::ScopeNotStated),
    ]
}

/// Whether the code has a form of the scheme's; a scheme whose forms are not all known raises no question.
fn has_scheme_form(certificate: &Certificate, scheme: Option<&Scheme>) -> bool {
    let forms = scheme.filter(|scheme| !scheme.codes.is_empty() && !scheme.other_codes);
    forms
        .zip(certificate.code.as_deref())
        .is_none_or(|(scheme, code)| scheme.codes.iter().any(|form| form.is_of(code)))
}

/// What stands behind it on labour.
fn labour(dossier: &Dossier, certificate: &Certificate, scheme: Option<&Scheme>) -> [Remark; 7] {
    let basis = ids::named(certificate.basis_report.as_deref());
    let rests_here = basis.is_some() && basis == dossier.report.id.as_deref();
    let issued_before = is_before(validity(certificate).0, VisitDays::of(dossier).start) == Tri::Yes;
    let has_basis = |basis: LabourBasis| scheme.is_some_and(|scheme| scheme.labour_basis == basis);
    let route = certificate.labour_route;
    let relies = has_basis(LabourBasis::ReliesOnSocialAudit);
    [
        (rests_here, CertificateNote::SameEvidence),
        (basis.is_some() && !rests_here, CertificateNote::UnseenAudit),
        (has_basis(LabourBasis::None), CertificateNote::SubjectMismatch),
        (relies && route.is_none(), CertificateNote::LabourRouteUnknown),
        (route == Some(LabourRoute::SelfAssessment), CertificateNote::SelfAssessment),
        (route == Some(LabourRoute::Exempt), CertificateNote::Exempt),
        (rests_here && issued_before, CertificateNote::IssuedBeforeItsAudit),
    ]
}

/// How fresh its status is.
fn currency(certificate: &Certificate, tables: &Tables, as_of: Date) -> [Remark; 3] {
    let is_valid = certificate.status == Some(CertificateStatus::Valid);
    let stale = |read: PartialDate| read.last().plus_days(tables.stale_after()) < as_of;
    [
        (is_valid && certificate.status_on.is_some_and(stale), CertificateNote::StaleStatus),
        (is_valid && certificate.status_on.is_none(), CertificateNote::StatusNotDated),
        (certificate.status == Some(CertificateStatus::NotFound), CertificateNote::NotFound),
    ]
}

/// Whether it was issued although there was evidence to look at.
fn against_findings(dossier: &Dossier, certificate: &Certificate) -> [Remark; 1] {
    let known = |day: Day| is_before(day, validity(certificate).0) == Tri::Yes;
    let despite = dossier.findings.iter().any(|finding| {
        concerns_labour(finding) == Tri::Yes
            && (known(spans::day(finding.observed)) || known(spans::public_until(finding).0))
    });
    [(despite, CertificateNote::CertifiedDespiteFinding)]
}

/// Whether a day lies before another; not known where one of the two is not stated.
fn is_before(one: Day, other: Day) -> Tri {
    one.zip(other).map_or(Tri::Maybe, |(one, other)| Tri::less(one, other))
}

fn lowered<T: Copy + Ord>(is_so: Tri, low: T, high: T) -> Range<T> {
    match is_so {
        Tri::No => Range::exactly(high),
        Tri::Maybe => Range::new(low, high),
        Tri::Yes => Range::exactly(low),
    }
}

struct BadStatus {
    note: CertificateNote,
    for_labour: Tri,
    /// Set no earlier than a year before the visit.
    recent: Tri,
}

impl BadStatus {
    /// Whether it bears on the report.
    fn lowers(&self) -> Tri {
        self.for_labour.and(self.recent)
    }
}

/// A status that was taken away or given up; a bad one outlives the certificate's validity. A reason is one of a bad status:
/// beside a good one, or one that ran out, it says nothing, and beside none that there may be a bad one.
fn bad_status(dossier: &Dossier, certificate: &Certificate, as_of: Date) -> Option<BadStatus> {
    use CertificateStatus::{Cancelled, Suspended, Withdrawn};
    let since = spans::day(certificate.status_on);
    let since = since.filter(|_| certificate.status != Some(CertificateStatus::Valid));
    let bad = |note, for_labour, day: Day| {
        let a_year_before = |visit: Range<Date>| visit.map(|day| day.minus_months(BAD_STATUS_MONTHS));
        let recent = match VisitDays::of(dossier).start {
            Some(start) => is_before(day, Some(a_year_before(start))).not(),
            // The visit may have begun long before it was over.
            None => is_before(day, over_by(dossier).map(a_year_before)).not().or(Tri::Maybe),
        };
        Some(BadStatus { note, for_labour, recent })
    };
    let taken = match (certificate.status, certificate.reason) {
        (Some(Suspended | Withdrawn | Cancelled), _) => Tri::Yes,
        (None, Some(_)) => Tri::Maybe,
        _ => Tri::No,
    };
    // What nobody took away may have run out, which tells something where a finding was open.
    if taken == Tri::No && dossier.findings.is_empty() {
        return None;
    }
    let may_be_for_labour = match certificate.reason {
        None | Some(StatusReason::Labour) => true,
        // Given up while a finding was open: labour may be why.
        Some(StatusReason::Voluntary) => may_be_open_on(dossier, since),
        Some(_) => false,
    };
    let as_taken = match (taken, certificate.reason) {
        (Tri::No, _) => None,
        (Tri::Yes, Some(StatusReason::Labour)) => bad(CertificateNote::BadStatusLabour, Tri::Yes, since),
        _ if may_be_for_labour => bad(CertificateNote::BadStatusUnknown, Tri::Maybe, since),
        (Tri::Yes, _) => bad(CertificateNote::BadStatusOther, Tri::No, since),
        (Tri::Maybe, _) => None,
    };
    if as_taken.as_ref().is_some_and(|bad| taken == Tri::Yes || bad.lowers() != Tri::No) {
        return as_taken;
    }
    // Left to expire while a finding was open.
    let (_, until) = validity(certificate);
    let is_past = is_before(until, Some(Range::exactly(as_of)));
    let ran_out_on = match (until.filter(|_| is_past != Tri::No), certificate.status) {
        // It may have been said of it that it ran out before it did.
        (Some(until), Some(CertificateStatus::Expired)) if is_past == Tri::Maybe => {
            since.map(|since| Range::new(until.worst().min(since.worst()), until.best().max(since.best())))
        }
        (until, _) => until.or(since),
    };
    if ran_out(certificate, as_of) != Tri::No && may_be_open_on(dossier, ran_out_on) {
        return bad(CertificateNote::BadStatusUnknown, Tri::Maybe, ran_out_on);
    }
    as_taken
}

/// Whether a finding may have been open on the day.
fn may_be_open_on(dossier: &Dossier, day: Day) -> bool {
    dossier.findings.iter().filter(|finding| concerns_labour(finding) != Tri::No).any(|finding| {
        let Some(day) = day else { return true };
        let (begun, ended) = (evidence_day(finding), spans::public_until(finding).1);
        let is_begun = is_before(Some(day), begun) != Tri::Yes;
        let may_last = |from: Day| from.zip(ended).is_none_or(|(from, ended)| from.worst() < ended.best());
        is_begun && may_last(Some(day)) && may_last(begun)
    })
}

/// Whether the certificate ran out.
fn ran_out(certificate: &Certificate, as_of: Date) -> Tri {
    match (certificate.status, validity(certificate).1) {
        (Some(CertificateStatus::Expired), _) => Tri::Yes,
        (Some(CertificateStatus::NotFound | CertificateStatus::InAssessment), _) | (_, None) => Tri::No,
        (_, until) => is_before(until, Some(Range::exactly(as_of))),
    }
}

fn claimed_without_standing(certificate: &Certificate) -> Tri {
    let claimed = spans::day(certificate.claimed_on);
    if claimed.is_none() {
        return Tri::No;
    }
    let until = validity(certificate).1;
    let after_validity = if until.is_some() { is_before(until, claimed) } else { Tri::No };
    let after_status = is_before(spans::day(certificate.status_on), claimed);
    let after_status = match certificate.status {
        Some(CertificateStatus::Withdrawn | CertificateStatus::Cancelled | CertificateStatus::Expired) => {
            after_status
        }
        // A reason is one of a bad status.
        None if certificate.reason.is_some() => after_status.and(Tri::Maybe),
        _ => Tri::No,
    };
    after_validity.or(after_status)
}

fn rule_on(scheme: &Scheme, issued: Range<Date>) -> Option<String> {
    let on = |day: Date| scheme.rules.iter().rfind(|(from, _)| from.is_none_or(|from| from <= day));
    on(issued.worst()).filter(|rule| Some(*rule) == on(issued.best())).map(|(_, id)| id.clone())
}

/// What one certificate may lower, as far as the dossier alone settles it: whether the scheme certifies anybody is the
/// pack's to say, whether the certificate has run out depends on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CertificateRecord {
    pub(crate) scheme: String,
    /// Its last day, as `yyyymmdd`, the first that it may be and the last; `u32::MAX` where none is stated.
    pub(crate) until: [u32; 2],
    /// Whether it was taken away for labour: until the first of these days, then until the second, and after it.
    pub(crate) taken: [Tri; 3],
    pub(crate) claimed: Tri,
}

/// A record of each certificate that may lower anything.
pub(super) fn records(dossier: &Dossier) -> impl Iterator<Item = CertificateRecord> {
    dossier.certificates.iter().filter_map(|certificate| {
        let same_site = Tri::is(certificate.site_match, &CertificateSite::Same);
        if same_site == Tri::No {
            return None;
        }
        let taken = |as_of: Date| {
            let is_so = |bad: BadStatus| bad.lowers().and(same_site);
            bad_status(dossier, certificate, as_of).map_or(Tri::No, is_so)
        };
        let until = validity(certificate).1;
        let taken = match until.filter(|_| !dossier.findings.is_empty()) {
            Some(until) if until.is_settled() => {
                let before = taken(until.worst());
                [before, before, taken(until.best().plus_days(1))]
            }
            Some(until) => [until.worst(), until.best(), until.best().plus_days(1)].map(taken),
            // What never runs out, or runs out while no finding is open, is the same on any day.
            None => [taken(Date::FIRST); 3],
        };
        let claimed = claimed_without_standing(certificate).and(same_site);
        let lowers = claimed != Tri::No || taken != [Tri::No; 3];
        lowers.then(|| CertificateRecord {
            scheme: certificate.scheme.clone(),
            until: until.map_or([u32::MAX; 2], |until| [until.worst(), until.best()].map(Date::number)),
            taken,
            claimed,
        })
    })
}

/// Whether a certificate was taken away for how workers were treated.
pub(super) fn certificate_standing(records: &[CertificateRecord], tables: &Tables, as_of: u32) -> Possible {
    let taken = |record: &CertificateRecord| {
        let ([first, last], [before, between, after]) = (record.until, record.taken);
        if as_of > last {
            after
        } else if as_of > first {
            between
        } else {
            before
        }
    };
    let all = worst_of(records, tables, taken);
    Possible::between(lowered(all, CertificateStanding::WithdrawnForLabour, CertificateStanding::InOrder))
}

/// Whether certificates were claimed that the supplier does not have.
pub(super) fn certificate_claims(records: &[CertificateRecord], tables: &Tables, _: u32) -> Possible {
    let all = worst_of(records, tables, |record| record.claimed);
    Possible::between(lowered(all, CertificateClaims::ClaimedWithoutStanding, CertificateClaims::InOrder))
}

/// Whether it is so of any certificate.
fn worst_of(
    records: &[CertificateRecord],
    tables: &Tables,
    is_so: impl Fn(&CertificateRecord) -> Tri,
) -> Tri {
    let certifies = |record: &&CertificateRecord| {
        tables.scheme(&record.scheme).is_none_or(|scheme| scheme.kind == SchemeKind::Certificate)
    };
    records.iter().filter(certifies).map(is_so).fold(Tri::No, Tri::or)
}
