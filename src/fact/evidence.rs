//! Contrary evidence: what courts, governments, reporters and others found, and whether it counts against this report.
//!
//! A ruling or a government's act counts until it ends. A documented finding long before the visit weighs as an
//! allegation, an allegation of that age nothing. Either weighs nothing where the report answered it: named it, and looked
//! after it, unannounced, as a third party that is not accused, with the workers concerned heard off site in their
//! language.

use crate::answer::{answer, words_answer};
use crate::date::Date;
use crate::document::named;
use crate::dossier::finding::{Finding, FindingKind, FindingSource, LegalBasis, Standing};
use crate::dossier::premises::is_off_site;
use crate::dossier::report::{ForcedLabour, InterviewGroup, Notice, Relation};
use crate::dossier::site::Arrangement;
use crate::dossier::spans::{self, Day, VisitDays};
use crate::dossier::{Dossier, ids};
use crate::fact::interviews::{different, group_workers, heard, stated};
use crate::fact::language::{ENOUGH, Spoken, may_be_same, spoken};
use crate::fact::possible::{Possible, Tri};
use crate::language::Language;
use crate::partial_date::PartialDate;
use crate::range::Range;

/// A documented finding or an allegation more than so many months older than the visit weighs one step less.
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
        /// It was dismissed, or the authority took back its own act.
        DismissedOrWithdrawn = "dismissed_or_withdrawn",
        /// The ruling or act has ended.
        Ended = "ended",
        /// Whoever said it took it back, which may have been under pressure: it stays an allegation.
        WithdrawalMayBeCoerced = "withdrawal_may_be_coerced",
        /// It is more than 36 months older than the visit.
        LongBeforeVisit = "long_before_visit",
        /// It is documented, and more than 36 months older than the visit.
        WeighsAsAllegation = "weighs_as_allegation",
        /// It is not dated, or the visit is not.
        NotDated = "not_dated",
        /// The report answered it.
        Answered = "answered",
        /// The report may have answered it.
        PossiblyAnswered = "possibly_answered",
        /// The report names it, and did not look at it in a way that answers it.
        NamedNotAnswered = "named_not_answered",
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
        pub observed: Option<PartialDate>,
        /// The day on which it was made public.
        pub published: Option<PartialDate>,
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
        pub checked_on: Option<PartialDate>,
    }
}

/// What a finding is about, as far as it matters here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Labour,
    Deception,
}

/// The day by which evidence is dated: of what was observed, or else of its publication.
pub(super) fn evidence_day(finding: &Finding) -> Day {
    spans::day(finding.observed).or(spans::public_until(finding).0)
}

/// Whether it weighs nothing any more: dismissed, or an act that the authority itself took back. What somebody else took
/// back may have been taken back under pressure.
fn is_void(finding: &Finding) -> Tri {
    match (finding.standing, finding.source) {
        (Some(Standing::Dismissed), _)
        | (Some(Standing::Withdrawn), Some(FindingSource::Court | FindingSource::Government)) => Tri::Yes,
        (Some(Standing::Withdrawn), None) => Tri::Maybe,
        _ => Tri::No,
    }
}

/// Whether the finding concerns forced or child labour and still weighs something: what a certifier had to look at.
pub(super) fn concerns_labour(finding: &Finding) -> Tri {
    is_about(finding, About::Labour).and(is_void(finding).not())
}

fn is_about(finding: &Finding, about: About) -> Tri {
    match finding.kind {
        None => Tri::Maybe,
        Some(FindingKind::ForcedLabour | FindingKind::ChildLabour) => Tri::from(about == About::Labour),
        Some(FindingKind::AuditDeception) => Tri::from(about == About::Deception),
        Some(FindingKind::OtherLabour) => Tri::No,
    }
}

/// Whether it is more than [`OLD_EVIDENCE_MONTHS`] older than the visit, by the later of its two days.
fn is_old(dossier: &Dossier, finding: &Finding) -> Tri {
    let visit = VisitDays::of(dossier);
    let lapsed = |day: Range<Date>| {
        let last_day_against = day.map(|day| day.plus_months(OLD_EVIDENCE_MONTHS));
        match (visit.start, visit.over_by()) {
            (Some(start), _) => Tri::less(last_day_against, start),
            // The visit may have begun long before it was over.
            (None, Some(over)) => Tri::less(last_day_against, over).and(Tri::Maybe),
            (None, None) => Tri::Maybe,
        }
    };
    match (spans::day(finding.observed), spans::public_until(finding).0) {
        (observed, Some(published)) => {
            let observed = observed.unwrap_or(published);
            let later = (observed.worst().max(published.worst()), observed.best().max(published.best()));
            lapsed(Range::new(later.0, later.1))
        }
        // It may have been made public at any time since.
        (Some(observed), None) => lapsed(observed).and(Tri::Maybe),
        (None, None) => Tri::Maybe,
    }
}

/// Whether it has ended: a month or a year that may lie ahead has not, unless the dossier states a later day. Of all that it
/// states nothing lies ahead.
fn has_ended(dossier: &Dossier, finding: &Finding) -> Tri {
    let Some(ended) = finding.ended_on else { return Tri::No };
    let is_over = || dossier.days().any(|(_, date)| date.first() >= ended.last());
    if ended.first() == ended.last() || is_over() { Tri::Yes } else { Tri::Maybe }
}

/// Whether the report's `answers` name it.
fn is_named(dossier: &Dossier, finding: &Finding) -> Tri {
    match (&dossier.report.answers, ids::named(finding.id.as_deref())) {
        (_, None) => Tri::No,
        (None, Some(_)) => Tri::Maybe,
        (Some(answers), Some(id)) => Tri::from(answers.iter().any(|answer| answer == id)),
    }
}

fn is_answered(dossier: &Dossier, finding: &Finding) -> Tri {
    let visit = &dossier.report.visit;
    let named = is_named(dossier, finding);
    if named == Tri::No {
        return Tri::No;
    }
    let days = VisitDays::of(dossier);
    let after = match (days.start, days.over_by(), evidence_day(finding)) {
        (Some(start), _, Some(evidence)) => Tri::less(evidence, start),
        // A visit that was over by then did not begin after.
        (None, Some(over), Some(evidence)) => Tri::less(evidence, over).and(Tri::Maybe),
        _ => Tri::Maybe,
    };
    named
        .and(after)
        .and(Tri::is(dossier.report.auditor.relation, &Relation::ThirdParty))
        .and(Tri::is(visit.notice, &Notice::Unannounced))
        .and(accuses_the_firm(dossier, finding).not())
        .and(heard_the_concerned(dossier, finding))
}

/// Whether it accuses a firm that made this audit.
fn accuses_the_firm(dossier: &Dossier, finding: &Finding) -> Tri {
    let Some(accused) = &finding.accuses else { return Tri::Maybe };
    let auditor = &dossier.report.auditor;
    let is_accused = |firm: &Option<String>| match firm {
        _ if accused.is_empty() => Tri::No,
        None => Tri::Maybe,
        Some(firm) => accused.iter().map(|one| ids::may_be_same_name(one, firm)).fold(Tri::No, Tri::or),
    };
    is_accused(&auditor.firm).or(is_accused(&auditor.visiting_firm))
}

/// Whether workers of the group concerned were heard off site in their language: the group that the finding names, or else
/// those of every language that is listed or was heard.
fn heard_the_concerned(dossier: &Dossier, finding: &Finding) -> Tri {
    let Some(heard) = heard(dossier) else { return Tri::Maybe };
    let is_concerned = |arrangement: Option<Arrangement>| {
        finding.arrangement.map_or(Tri::Yes, |concerned| Tri::is(arrangement, &concerned))
    };
    let answers = |group: &InterviewGroup| is_off_site(group).and(is_concerned(group.arrangement));
    let covers = |group: &InterviewGroup, language: Language| {
        answers(group).and(stated(group.language).map_or(Tri::Maybe, |one| may_be_same(one, language)))
    };
    // A language counts as heard from five of its workers on, as wherever it is asked how it was heard.
    let spoken = spoken(dossier);
    let needed = |language: Language| {
        let known = spoken.iter().find(|one| one.language == language);
        known.map_or(Range::known_order(1, ENOUGH), Spoken::needed)
    };
    let is_heard = |language: Language| {
        let workers = |group: &InterviewGroup| group_workers(group).map(u64::from);
        let sum = heard.clone().fold(Range::exactly(0_u64), |sum, group| match covers(group, language) {
            Tri::No => sum,
            is_its => {
                let least = if is_its == Tri::Yes { workers(group).worst() } else { 0 };
                let most = workers(group).best();
                Range::new(sum.worst().saturating_add(least), sum.best().saturating_add(most))
            }
        });
        Tri::less(sum, needed(language)).not()
    };
    if let Some(language) = stated(finding.language) {
        return is_heard(language);
    }
    let listed = dossier.site.workforce.as_deref();
    let listed_groups = || listed.into_iter().flatten().filter(|group| spans::is_anybody(group.workers));

    // At worst a language that is not stated is one more, in which nobody was heard off site.
    let is_covered =
        |language: Option<Language>| stated(language).is_some_and(|language| is_heard(language) == Tri::Yes);
    let sure = listed.is_some()
        && heard.clone().any(|group| answers(group) == Tri::Yes)
        && listed_groups()
            .filter(|group| is_concerned(group.arrangement) != Tri::No)
            .all(|group| is_covered(group.language))
        && heard
            .clone()
            .filter(|group| is_concerned(group.arrangement) != Tri::No && is_off_site(group) != Tri::Yes)
            .all(|group| is_covered(group.language));
    if sure {
        return Tri::Yes;
    }
    // At best each group whose language is not stated was heard in one that is still missing.
    let of_listed = listed_groups().map(|group| (group.arrangement, group.language));
    let known = of_listed.chain(heard.clone().map(|group| (group.arrangement, group.language)));
    let concerned = known.filter(|(arrangement, _)| is_concerned(*arrangement) == Tri::Yes);
    let may_answer = || heard.clone().filter(|group| answers(group) != Tri::No);
    let is_missing = |language: &Language| {
        let own = may_answer().filter(|group| stated(group.language) == Some(*language));
        let most = own.fold(0_u64, |sum, group| sum.saturating_add(group_workers(group).best().into()));
        most < needed(*language).worst()
    };
    let missing = different(concerned.map(|(_, language)| language)).into_iter().filter(is_missing).count();
    let spare = may_answer().filter(|group| stated(group.language).is_none()).count();
    if may_answer().next().is_some() && missing <= spare { Tri::Maybe } else { Tri::No }
}

/// What a finding weighs against the report, and on what that depends.
struct Weight {
    range: Range<ContraryEvidence>,
    is_about: Tri,
    is_void: Tri,
    /// The report itself found forced labour.
    found_by_report: bool,
    ended: Tri,
    old: Tri,
    answered: Tri,
}

impl Weight {
    fn of(dossier: &Dossier, finding: &Finding, about: About) -> Self {
        let found_by_report =
            about == About::Labour && dossier.report.conclusion.forced_labour == Some(ForcedLabour::Found);
        let (is_about, is_void) = (is_about(finding, about), is_void(finding));
        let none = Range::exactly(ContraryEvidence::None);
        let mut weight = Weight {
            range: none,
            is_about,
            is_void,
            found_by_report,
            ended: has_ended(dossier, finding),
            old: Tri::No,
            answered: Tri::No,
        };
        if is_about == Tri::No || is_void == Tri::Yes || found_by_report {
            return weight;
        }
        if !is_firm(finding) {
            (weight.old, weight.answered) = (is_old(dossier, finding), is_answered(dossier, finding));
        }
        let range = match finding.standing {
            Some(standing) => weight.as_standing(standing),
            None => Standing::ALL
                .iter()
                .map(|standing| weight.as_standing(*standing))
                .reduce(|one, other| Range::new(one.worst().min(other.worst()), one.best().max(other.best())))
                .unwrap_or(none),
        };
        let open = is_about == Tri::Maybe || is_void == Tri::Maybe;
        weight.range = if open { Range::new(range.worst(), ContraryEvidence::None) } else { range };
        weight
    }

    /// What it weighs if it stands so firmly. Age takes one step from what was documented or alleged, an answer all.
    fn as_standing(&self, standing: Standing) -> Range<ContraryEvidence> {
        use ContraryEvidence::{Alleged, Documented};
        let none = ContraryEvidence::None;
        let (now, aged) = match standing {
            Standing::Ruled => return self.until_it_ended(ContraryEvidence::Ruled),
            Standing::GovernmentAction => return self.until_it_ended(ContraryEvidence::GovernmentAction),
            Standing::Documented => (Documented, Alleged),
            Standing::Alleged | Standing::Withdrawn => (Alleged, none),
            Standing::Dismissed => (none, none),
        };
        let weighs = |answered: bool, old: bool| match (answered, old) {
            (true, _) => none,
            (false, true) => aged,
            (false, false) => now,
        };
        Range::new(
            weighs(self.answered == Tri::Yes, self.old == Tri::Yes),
            weighs(self.answered != Tri::No, self.old != Tri::No),
        )
    }

    /// What a ruling or an act weighs: all until it ended, and nothing after.
    fn until_it_ended(&self, weighs: ContraryEvidence) -> Range<ContraryEvidence> {
        match self.ended {
            Tri::Yes => Range::exactly(ContraryEvidence::None),
            Tri::Maybe => Range::new(weighs, ContraryEvidence::None),
            Tri::No => Range::exactly(weighs),
        }
    }

    fn counts(&self) -> Counts {
        if self.range.worst() == ContraryEvidence::None {
            Counts::No
        } else if self.range.best() == ContraryEvidence::None {
            Counts::Possibly
        } else {
            Counts::Yes
        }
    }

    /// Why it weighs so.
    fn notes(&self, dossier: &Dossier, finding: &Finding) -> Vec<FindingNote> {
        let ended = is_firm(finding) && self.ended == Tri::Yes;
        let settled = [
            (self.is_void == Tri::Yes, FindingNote::DismissedOrWithdrawn),
            (self.found_by_report, FindingNote::ReportFoundIt),
            (ended, FindingNote::Ended),
        ];
        if let Some((_, note)) = settled.into_iter().find(|(applies, _)| *applies) {
            return vec![note];
        }
        let documented = finding.standing == Some(Standing::Documented);
        let withdrawn = finding.standing == Some(Standing::Withdrawn);
        let named_only = self.answered == Tri::No && is_named(dossier, finding) == Tri::Yes;
        let notes = [
            (self.is_about == Tri::Maybe, FindingNote::KindNotStated),
            (withdrawn, FindingNote::WithdrawalMayBeCoerced),
            (self.old == Tri::Yes && documented, FindingNote::WeighsAsAllegation),
            (self.old == Tri::Yes && !documented, FindingNote::LongBeforeVisit),
            (self.old == Tri::Maybe, FindingNote::NotDated),
            (self.answered == Tri::Yes, FindingNote::Answered),
            (self.answered == Tri::Maybe, FindingNote::PossiblyAnswered),
            (named_only && !is_firm(finding), FindingNote::NamedNotAnswered),
            (finding.standing.is_none(), FindingNote::StandingNotStated),
        ];
        notes.into_iter().filter(|(applies, _)| *applies).map(|(_, note)| note).collect()
    }
}

/// Whether a court or a government stands behind it: it counts until it ends.
fn is_firm(finding: &Finding) -> bool {
    matches!(finding.standing, Some(Standing::Ruled | Standing::GovernmentAction))
}

fn evidence(dossier: &Dossier, about: About) -> Possible {
    let none = Range::exactly(ContraryEvidence::None);
    let worst_of = |all: Range<ContraryEvidence>, finding: &Finding| {
        let range = Weight::of(dossier, finding, about).range;
        Range::new(all.worst().min(range.worst()), all.best().min(range.best()))
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
        let weight = Weight::of(dossier, finding, about);
        let mut notes = weight.notes(dossier, finding);
        if finding.kind == Some(FindingKind::OtherLabour) {
            notes = vec![FindingNote::AnotherMatter];
        }
        if finding.denied_by_company == Some(true) {
            notes.push(FindingNote::DeniedByCompany);
        }
        FindingEffect {
            id: finding.id.clone(),
            kind: finding.kind,
            source: finding.source,
            standing: finding.standing,
            observed: finding.observed,
            published: finding.published,
            counts: weight.counts(),
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
