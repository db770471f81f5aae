//! The full answer: grade, verdicts, reasons, gaps, raises and the next change, from one evaluation of the levels.

mod action;
mod gaps;
mod headline;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::answer::Text;
use crate::assessment::{
    Account, Assessment, Because, Binds, CapAnswer, CertificateAnswer, CriterionAnswer, DemeritRange, ENGINE,
    Echo, FORMAT, GradeRange, HeldBy, Note, NoteCode, Outcome, QuotedPoints, SEMANTICS, StandardAnswer,
    WorstBest,
};
use crate::date::Date;
use crate::decision::Decision;
use crate::document::{Probe as _, Step};
use crate::dossier::certificate::Certificate;
use crate::dossier::report::{Availability, ForcedLabour};
use crate::dossier::{Dossier, Provenance};
use crate::fact::certificates::{self, Adds, CertificateReading, CertificateStanding};
use crate::fact::ids::{CERTIFICATE_CLAIMS, CERTIFICATE_STANDING, key_path};
use crate::fact::reading::{Reading, StatusCause};
use crate::fact::{FactId, Facts, evidence, integrity, with_evidence_shown};
use crate::grade::{Grade, Status, Verdict};
use crate::horizon::Change;
use crate::pack::model::FactRef;
use crate::plan::{Compiled, Levels, PlanCriterion, RestsOn, Scorer, after_as_of};
use crate::problem::Problems;
use crate::raise::raises;
use crate::range::Range;

impl Scorer {
    /// Everything there is to say about one dossier.
    ///
    /// # Errors
    ///
    /// Those of [`Dossier::check`]; `after_as_of` for each day of the dossier that lies after that of the scorer
    /// (`valid_until` excepted), and `wrong_type` or `unknown_value` for a fact that the pack declares as something else.
    pub fn assess(&self, dossier: &Dossier) -> Result<Assessment, Problems> {
        self.admit(dossier)?;
        self.assess_admitted(dossier)
    }

    /// The same, in texts that the scorer and the dossier lend: for one who writes the answer and lets it go.
    ///
    /// ```
    /// use audit_credence::{Dossier, Pack, Plan};
    ///
    /// let scorer = Plan::new(&Pack::procurement().unwrap()).at("2026-11-24".parse().unwrap());
    /// let dossier = Dossier::from_json(br#"{ "report": { "visit": { "notice": "announced" } } }"#).unwrap();
    /// let lent = scorer.assess_lent(&dossier).unwrap();
    /// assert_eq!(lent.to_json(), scorer.assess(&dossier).unwrap().to_json());
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Scorer::assess`].
    pub fn assess_lent<'a>(&'a self, dossier: &'a Dossier) -> Result<Assessment<Cow<'a, str>>, Problems> {
        self.admit(dossier)?;
        Ok(self.assessment(dossier, &self.derive(dossier)?))
    }

    /// What is decided on and what decides it: of [`Scorer::assess`] what a program acts on, at a fraction of its cost.
    ///
    /// ```
    /// use audit_credence::{Dossier, Pack, Plan};
    ///
    /// let scorer = Plan::new(&Pack::procurement().unwrap()).at("2026-11-24".parse().unwrap());
    /// let dossier = Dossier::from_json(br#"{ "report": { "visit": { "notice": "announced" } } }"#).unwrap();
    /// let (decision, whole) = (scorer.decide(&dossier).unwrap(), scorer.assess(&dossier).unwrap());
    /// assert_eq!((decision.action, decision.grade), (whole.action, whole.grade));
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Scorer::assess`].
    pub fn decide<'a>(&'a self, dossier: &'a Dossier) -> Result<Decision<Cow<'a, str>>, Problems> {
        self.admit(dossier)?;
        let derived = self.derive(dossier)?;
        Ok(derived.answering(self, dossier).to_decide(derived.account.clone()).into())
    }

    /// [`Scorer::assess`] of a dossier that was admitted, or that unites such.
    pub(crate) fn assess_admitted(&self, dossier: &Dossier) -> Result<Assessment, Problems> {
        Ok(self.assessment(dossier, &self.derive(dossier)?))
    }

    /// What an assessment of an admitted dossier is made of.
    pub(crate) fn derive(&self, dossier: &Dossier) -> Result<Derived, Problems> {
        let facts = Facts::of_checked(dossier);
        let levels = self.levels(&facts)?;
        let readings = self.certificate_readings(dossier);
        let change = self.next_change(dossier, &facts, &levels, &readings)?;
        let before_floors = self.before_floors(&levels, &facts)?;
        let account = levels.is_graded().then(|| self.account(&before_floors));
        Ok(Derived { facts, levels, readings, change, account })
    }

    /// The assessment of a dossier of which all was derived.
    pub(crate) fn assessment<'a, T: Text<'a>>(
        &'a self,
        dossier: &'a Dossier,
        derived: &Derived,
    ) -> Assessment<T> {
        derived.answering(self, dossier).assessment(derived.account.clone())
    }

    /// Reports everything about a dossier that the door would refuse.
    pub(crate) fn admit(&self, dossier: &Dossier) -> Result<(), Problems> {
        dossier.check()?;
        let later = dossier.days().filter(|(_, day)| day.first() > self.as_of());
        let later = later.map(|(place, day)| after_as_of(place, day, self.as_of()));
        Problems::check(later.chain(self.plan().wrong_extras(dossier)).collect())
    }
}

/// What is derived from a dossier before anything is said about it.
pub(crate) struct Derived {
    pub(crate) facts: Facts,
    pub(crate) levels: Levels,
    pub(crate) readings: Vec<CertificateReading>,
    pub(crate) change: Option<Change>,
    account: Option<Account>,
}

impl Derived {
    fn answering<'a>(&self, scorer: &'a Scorer, dossier: &'a Dossier) -> Answering<'a, '_> {
        let Derived { facts, levels, readings, change, .. } = self;
        let next_change_on = change.as_ref().map(|change| change.on);
        Answering { scorer, dossier, facts: Some(facts), levels, readings, next_change_on }
    }
}

/// One dossier's answer in the making; a case asks for parts of it.
pub(crate) struct Answering<'a, 'd> {
    pub(crate) scorer: &'a Scorer,
    pub(crate) dossier: &'a Dossier,
    /// The facts from which the levels come; none where these were stated themselves.
    pub(crate) facts: Option<&'d Facts>,
    pub(crate) levels: &'d Levels,
    pub(crate) readings: &'d [CertificateReading],
    pub(crate) next_change_on: Option<Date>,
}

impl<'a> Answering<'a, '_> {
    fn plan(&self) -> &'a Compiled {
        self.scorer.plan().compiled()
    }

    fn assessment<T: Text<'a>>(&self, account: Option<Account>) -> Assessment<T> {
        let is_graded = self.levels.reading == Reading::Readable;
        Assessment {
            criteria: self.criteria(),
            raises: if is_graded { raises(self.scorer.plan(), self.levels) } else { Vec::new() },
            ..self.to_decide(account)
        }
    }

    /// The assessment as far as a decision needs it: without criteria and raises.
    fn to_decide<T: Text<'a>>(&self, account: Option<Account>) -> Assessment<T> {
        let dossier = self.dossier;
        let (range, demerits) = self.corners();
        let is_graded = self.levels.reading == Reading::Readable;
        let (status, status_because) = self.status(range);
        let caps = self.caps(range, &demerits);
        Assessment {
            format: FORMAT,
            semantics: SEMANTICS,
            engine: ENGINE,
            pack: self.scorer.plan().id().clone(),
            as_of: self.scorer.as_of(),
            r#ref: dossier.r#ref.clone(),
            supplier: dossier.supplier.id.clone(),
            site: dossier.site.id.clone(),
            report: dossier.report.id.clone(),
            restrictions: self.scorer.restrictions(dossier),
            status,
            status_because,
            grade: is_graded.then(|| self.named(range)),
            audit_grade: is_graded.then(|| self.named(self.scorer.audit_grade(self.levels))),
            demerits: is_graded.then(|| DemeritRange {
                worst: demerits.worst,
                best: demerits.best,
                of: self.plan().of,
            }),
            account,
            action: self.action(),
            indicators_found: self.indicators_found(),
            standards: self.standards(),
            criteria: Vec::new(),
            contradictions: integrity::contradictions(dossier),
            certificates: self.certificates(&caps),
            caps: if is_graded { caps } else { Vec::new() },
            findings: evidence::effects(&with_evidence_shown(dossier)),
            gaps: if is_graded { self.gaps(range) } else { Vec::new() },
            raises: Vec::new(),
            next_change_on: self.next_change_on,
            notes: self.notes(),
        }
    }

    fn named(&self, range: Range<Grade>) -> GradeRange {
        let plan = self.scorer.plan();
        GradeRange { worst: plan.named(range.worst()), best: plan.named(range.best()) }
    }

    /// The grade, and the demerits at the worst corner and at the best.
    fn corners(&self) -> (Range<Grade>, WorstBest) {
        let (range, [worst, best]) = self.scorer.corners(self.levels);
        (range, WorstBest { worst, best })
    }

    /// The demerits at the worst corner and at the best.
    pub(crate) fn demerits(&self) -> WorstBest {
        self.corners().1
    }

    pub(crate) fn status(&self, range: Range<Grade>) -> (Status, Vec<StatusCause>) {
        let (status, mut because) = self.status_of_reading(range);
        // Also where a summary can be read: or hiding a bad report would pay.
        let is_refused = self.dossier.report.availability == Some(Availability::Refused);
        if is_refused && !because.contains(&StatusCause::ReportRefused) {
            because.insert(0, StatusCause::ReportRefused);
        }
        (status, because)
    }

    fn status_of_reading(&self, range: Range<Grade>) -> (Status, Vec<StatusCause>) {
        match &self.levels.reading {
            Reading::ReportsAbuse => (Status::ReportsAbuse, vec![StatusCause::FoundForcedLabour]),
            Reading::Unscorable(because) => (Status::Unscorable, because.iter().collect()),
            Reading::Readable if range.is_settled() => (Status::Settled, Vec::new()),
            Reading::Readable => {
                let steps = u32::from(range.worst().steps_to(range.best()));
                if steps > self.plan().inconclusive_steps {
                    (Status::Inconclusive, vec![StatusCause::RangeTooWide])
                } else {
                    (Status::Open, Vec::new())
                }
            }
        }
    }

    pub(crate) fn standards(&self) -> BTreeMap<String, StandardAnswer> {
        let answer = |standard: &crate::plan::PlanStandard| {
            let id = |index: usize| {
                self.plan().criteria.get(index).map_or(String::new(), |criterion| criterion.id.clone())
            };
            let (mut failed, mut open) = (Vec::new(), Vec::new());
            let (mut all, mut quoted) = (QuotedPoints { shown: 0, of: 0 }, QuotedPoints { shown: 0, of: 0 });
            for (criterion, level) in &standard.requires {
                let range = self.levels.get(*criterion);
                let is_shown = range.is_some_and(|range| range.worst() >= *level);
                if !is_shown {
                    let is_open = range.is_some_and(|range| range.best() >= *level);
                    if is_open { open.push(id(*criterion)) } else { failed.push(id(*criterion)) }
                }
                all.count(is_shown);
                if standard.quoted.contains(criterion) {
                    quoted.count(is_shown);
                }
            }
            let verdict: Verdict = self.scorer.verdict(self.levels, standard);
            let QuotedPoints { shown, of } = all;
            let quoted = (quoted.of > 0).then_some(quoted);
            (standard.id.clone(), StandardAnswer { verdict, shown, of, failed, open, quoted })
        };
        self.plan().standards.iter().map(answer).collect()
    }

    fn criteria<T: Text<'a>>(&self) -> Vec<CriterionAnswer<T>> {
        let all = &self.plan().criteria;
        let mut answers = Vec::with_capacity(all.len());
        answers.extend(all.iter().enumerate().filter_map(|(index, one)| self.criterion(index, one)));
        answers
    }

    fn criterion<T: Text<'a>>(
        &self,
        index: usize,
        criterion: &'a PlanCriterion,
    ) -> Option<CriterionAnswer<T>> {
        let model = &criterion.model;
        let range = self.levels.get(index)?;
        let name = |level: u8| model.levels.get(usize::from(level)).map(|level| T::lent(&level.name));
        let cost = |level: u8| criterion.demerits.get(usize::from(level)).copied().unwrap_or(0);
        let because = self.because(&criterion.fact);
        let rests = self.levels.rests(index);
        let is_bounded = range.best() < criterion.top || usize::from(range.worst()) > model.at_silence();
        let outcome = if rests == RestsOn::NotApplying {
            Outcome::NotApplicable
        } else if range.worst() == criterion.top {
            Outcome::Met
        } else if range.is_settled() {
            Outcome::Short
        } else if !is_bounded && !self.is_said(&because) {
            Outcome::NotStated
        } else {
            Outcome::PartlyStated
        };
        let raised = model.remedy.from(range.worst()).filter(|_| range.worst() < criterion.top);
        let remedy = raised.map(|action| T::lent(&action.text));
        Some(CriterionAnswer {
            id: T::lent(&criterion.id),
            worst: name(range.worst())?,
            best: name(range.best())?,
            label: model
                .levels
                .get(usize::from(range.best()))
                .filter(|_| range.is_settled() && rests == RestsOn::WhatIsShown)
                .map(|level| T::lent(&level.label)),
            answer_from: model.answer_from,
            outcome,
            demerits: (self.levels.reading == Reading::Readable)
                .then(|| WorstBest { worst: cost(range.worst()), best: cost(range.best()) }),
            authorities: T::all(&criterion.authorities),
            sources: T::all(&criterion.sources),
            because,
            remedy,
        })
    }

    /// Whether the report says something of a fact itself, in its first key: that there is a list, or a number, says nothing
    /// of how, and a programme's rule is no word of the report.
    fn is_said<T: AsRef<str>>(&self, because: &[Because<T>]) -> bool {
        let Some(Because { fact, value: Some(Echo::Word(_) | Echo::YesNo(_)), .. }) = because.first() else {
            return false;
        };
        !self.dossier.provenance.get(fact.as_ref()).is_some_and(Provenance::only_claims)
    }

    /// The keys that a fact read, and what is stated there.
    pub(crate) fn because<T: Text<'a>>(&self, fact: &FactRef) -> Vec<Because<T>> {
        let because = |path: Cow<'a, str>, value| Because {
            value,
            locator: self.dossier.locator(&path).map(T::lent),
            fact: path.into(),
        };
        match fact {
            FactRef::Catalogue(id) => {
                let stated = id.stated(self.dossier);
                stated.map(|(path, value)| because(Cow::Borrowed(path), value)).collect()
            }
            FactRef::Extra(name, _) => {
                let value = self.dossier.echo(&[Step::Key("extra"), Step::Key(name)]);
                vec![because(fact.id(), value)]
            }
        }
    }

    pub(crate) fn caps<T: Text<'a>>(&self, range: Range<Grade>, demerits: &WorstBest) -> Vec<CapAnswer<T>> {
        let binds_at = |cap: &crate::plan::PlanCap, levels: &[u8], grade: Grade, demerits: u32| {
            let holds = cap.holds(levels);
            (holds, holds && cap.grade == grade && self.plan().band(demerits) > grade)
        };
        let answer = |cap: &'a crate::plan::PlanCap| {
            let (holds_worst, worst) = binds_at(cap, self.levels.worst(), range.worst(), demerits.worst);
            let (holds_best, best) = binds_at(cap, self.levels.best(), range.best(), demerits.best);
            let model = &self.plan().model;
            let own = model.caps.get(&cap.id).filter(|item| !item.retired).map(|item| &item.value.sources);
            let sources = || own.or_else(|| Some(&model.criteria.get(&cap.id)?.value.sources));
            (holds_worst || holds_best).then(|| CapAnswer {
                id: T::lent(&cap.id),
                grade: self.scorer.plan().named(cap.grade),
                binds: match (worst, best) {
                    (true, true) => Binds::Both,
                    (true, false) => Binds::Worst,
                    (false, true) => Binds::Best,
                    (false, false) => Binds::No,
                },
                by: if holds_best { HeldBy::Stated } else { HeldBy::Silence },
                sources: sources().map(|ids| T::all(ids)).unwrap_or_default(),
            })
        };
        self.plan().caps.iter().filter_map(answer).collect()
    }

    /// What each certificate adds: a cap where one binds on what it lowers, else the demerits that this costs.
    fn certificates<T: AsRef<str>>(&self, caps: &[CapAnswer<T>]) -> Vec<CertificateAnswer> {
        let lowers = |fact: FactId| {
            let index = self.plan().criteria.iter().position(|criterion| criterion.fact.is(fact));
            let binding = caps.iter().filter(|cap| cap.binds != Binds::No).any(|cap| {
                let mut all = self
                    .plan()
                    .caps
                    .iter()
                    .filter(|known| known.id == cap.id.as_ref())
                    .flat_map(|known| known.when.iter().flatten());
                all.any(|(criterion, _)| Some(*criterion) == index)
            });
            if binding { Adds::Cap } else { Adds::Demerits }
        };
        let answer = |(certificate, reading): (&Certificate, &CertificateReading)| {
            let mut adds = if reading.questions() { Adds::Question } else { Adds::Nothing };
            if reading.standing.worst() == CertificateStanding::WithdrawnForLabour {
                adds = adds.max(lowers(CERTIFICATE_STANDING));
            }
            if reading.claims.worst() == certificates::CertificateClaims::ClaimedWithoutStanding {
                adds = adds.max(lowers(CERTIFICATE_CLAIMS));
            }
            CertificateAnswer {
                id: certificate.id.clone(),
                scheme: certificate.scheme.clone(),
                code: certificate.shown_code(),
                adds,
                notes: reading.notes.clone(),
                rule: reading.rule.clone(),
            }
        };
        let mut answers: Vec<CertificateAnswer> =
            self.dossier.certificates.iter().zip(self.readings).map(answer).collect();
        // The order in which a dossier lists them carries nothing.
        answers.sort_by(|one, other| {
            (&one.scheme, &one.id, &one.code, &one.notes).cmp(&(
                &other.scheme,
                &other.id,
                &other.code,
                &other.notes,
            ))
        });
        answers
    }

    fn notes(&self) -> Vec<Note> {
        let declared = |name: &str| self.plan().model.facts.get(name).is_some_and(|item| !item.retired);
        let undeclared = self.dossier.extra.iter().filter(|(name, _)| !declared(name));
        let extra = undeclared
            .map(|(name, _)| Note { code: NoteCode::ExtraUndeclared, path: format!("extra.{name}") });
        let known = |id: &String| self.dossier.findings.iter().any(|finding| finding.id.as_ref() == Some(id));
        let unknown = !self.dossier.report.answers.iter().flatten().all(known);
        let path = key_path!(report.answers).to_owned();
        let unknown = unknown.then_some(Note { code: NoteCode::AnswerWithoutFinding, path });
        let conclusion = &self.dossier.report.conclusion;
        let questioned = conclusion.forced_labour == Some(ForcedLabour::NoneFound)
            && conclusion.findings.is_some_and(|findings| findings.least() > 0)
            && conclusion.indicators_found.is_none();
        let path = key_path!(report.conclusion.findings).to_owned();
        let beside = questioned.then_some(Note { code: NoteCode::ConclusionBesideFindings, path });
        extra.chain(unknown).chain(beside).collect()
    }
}
