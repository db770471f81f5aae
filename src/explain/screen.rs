//! The answer on one screen: what to do, how far the report can be relied on, what holds it down, what comes next.
//!
//! It is read off the explanation and computes nothing of its own. Text, Markdown and page draw it, cut its lists after
//! three, and say how many more there are; the first of each list is what decides, so that it is never cut. What is shown
//! is told in its level's own words; what is not said, as what is not shown or as the question that is open.

mod lines;

use std::collections::BTreeSet;

use crate::assessment::{
    ActionCode, AnswerFrom, Counts, CriterionAnswer, DomainAccount, Outcome, Status, Verdict,
};
use crate::explain::audience::NOT_SHOWN;
use crate::explain::questions::SEND_THE_REPORT;
use crate::explain::screen::lines::{certificate, standard};
use crate::explain::tree::{
    Alarm, Bar, CriterionLevel, CriterionTold, Explanation, NextKind, NextSteps, Reason, ReasonBasis,
    ReasonKind, ScaleStep, Screen, ScreenAccount, ScreenAction, ScreenLine, ScreenReason, StandardTold, Tone,
    WarningKind,
};
use crate::explain::words::{self, counted};
use crate::fact::ids::key_path;

/// A longer sentence is not understood at one reading.
const WORDS: usize = 25;
/// A longer name is cut: what is asked stands behind it.
const NAME: usize = 40;
/// What is marked on the scale.
const SCALE_KEY: &str = "still possible";
/// So many levels of one reason are named.
const LEVELS: usize = 2;

impl Explanation {
    /// The answer on one screen.
    ///
    /// ```
    /// use audit_credence::{Dossier, Pack, Plan};
    ///
    /// let plan = Plan::new(&Pack::procurement().unwrap());
    /// let dossier = Dossier::from_json(br#"{ "report": { "document": "full_report" } }"#).unwrap();
    /// let screen = plan.at("2026-11-22".parse().unwrap()).explain(&dossier).unwrap().screen();
    /// assert!(screen.grade.starts_with("credibility E (none) as shown; A (strong) if all that is not said is good"));
    /// ```
    pub fn screen(&self) -> Screen {
        Screen {
            alarms: self.alarms(),
            about: self.about(),
            facts: self.facts(),
            action: self.screen_action(),
            grade: self.floor_and_ceiling(),
            tone: self.headline.tone,
            scale: self.grades.as_ref().map(|grades| grades.scale.clone()).unwrap_or_default(),
            scale_key: SCALE_KEY,
            account: self.screen_account(),
            held: self.screen_reasons(),
            standards: self.screen_standards(),
            certificates: self.certificates.iter().map(certificate).collect(),
            next: self.next_steps(),
            not_a_finding: "Not a finding about the site.",
        }
    }

    fn alarms(&self) -> Vec<Alarm> {
        let of = |kind: WarningKind| self.warnings.iter().filter(move |one| one.kind == kind);
        let mut alarms = Vec::new();
        let mut laws: Vec<String> = of(WarningKind::Restriction)
            .filter_map(|one| one.basis)
            .map(|law| words::restriction(law).to_owned())
            .collect();
        laws.sort();
        laws.dedup();
        if !laws.is_empty() {
            let days: Option<Vec<_>> = of(WarningKind::Restriction).map(|one| one.checked_on).collect();
            let checked = match days.and_then(|days| days.into_iter().min_by_key(|day| day.first())) {
                Some(day) => format!("Last checked {day}"),
                None => "When it was last checked is not said".to_owned(),
            };
            let text = format!("{checked}. An audit does not lift it.");
            alarms.push(Alarm { title: "import restriction in force".to_owned(), names: laws, text });
        }
        let found = self.assessment.indicators_found.iter().map(|one| one.as_str().replace('_', " "));
        let found: Vec<String> = found.collect();
        if found.is_empty() && self.assessment.status == Status::ReportsAbuse {
            let title = "the report itself found forced labour".to_owned();
            alarms.push(Alarm { title, names: Vec::new(), text: String::new() });
        }
        if !found.is_empty() {
            let title = "the report itself found indicators of forced labour".to_owned();
            alarms.push(Alarm { title, names: found, text: String::new() });
        }
        for refused in of(WarningKind::ReportRefused) {
            let text = "Somebody asked for the report and did not get it.".to_owned();
            alarms.push(Alarm { title: refused.title.clone(), names: Vec::new(), text });
        }
        alarms
    }

    fn about(&self) -> Vec<String> {
        let (subject, assessment) = (&self.subject, &self.assessment);
        let site = subject.site_name.as_ref().or(assessment.site.as_ref()).or(assessment.r#ref.as_ref());
        let programme = subject.programme.as_ref();
        let report = assessment.report.as_ref().map(|id| format!("report {id}"));
        let all =
            [site.cloned(), subject.supplier_name.clone(), subject.place.clone(), programme.cloned(), report];
        let mut said: Vec<String> = Vec::new();
        for one in all.into_iter().flatten() {
            if !said.contains(&one) {
                said.push(one);
            }
        }
        said
    }

    fn facts(&self) -> Vec<String> {
        let day = self.same.iter().find(|check| check.id == "date").map(|check| sentence(&check.text));
        // Without a report nothing is said of a visit.
        let day = day.filter(|_| self.grades.is_some() || self.assessment.status == Status::ReportsAbuse);
        let is_open = self.not_heard.iter().any(|group| group.language.is_none());
        let listed = if is_open {
            "A group that nobody listed may exist."
        } else {
            "The auditors counted everybody present themselves."
        };
        day.into_iter().chain(self.grades.is_some().then(|| listed.to_owned())).collect()
    }

    fn criterion(&self, id: &str) -> Option<&CriterionTold> {
        self.domains.iter().flat_map(|domain| &domain.criteria).find(|one| one.id == id)
    }

    fn answer(&self, id: &str) -> Option<&CriterionAnswer> {
        self.assessment.criteria.iter().find(|one| one.id == id)
    }

    fn screen_action(&self) -> Option<ScreenAction> {
        let (told, answer) = (self.action.as_ref()?, self.assessment.action.as_ref()?);
        let label = |id: &&String| self.answer(id).and_then(|one| one.label.as_deref());
        let (shown, silent): (Vec<&String>, Vec<&String>) =
            answer.because.iter().partition(|id| label(id).is_some());
        let mut because: Vec<String> = shown.iter().filter_map(label).map(words::prose).collect();
        let is_evidence = self.assessment.status == Status::ReportsAbuse;
        if told.code == ActionCode::Obtain || (is_evidence && told.code == ActionCode::Act) {
            because.clone_from(&self.headline.status_because);
        }
        // Without a report the findings speak for themselves.
        let known = self.findings.iter().filter(|one| one.counts != Counts::No).map(|one| one.about.clone());
        let known: Vec<String> =
            known.filter(|_| told.code == ActionCode::Act && self.grades.is_none()).collect();
        let is_known = !known.is_empty() && because.is_empty();
        if is_known {
            because = known;
        }
        let unsaid = match silent.as_slice() {
            [] => None,
            _ if is_known => None,
            [one] => self.criterion(one).map(|one| format!("not said: {}", brief(&one.ask))),
            many => Some(self.unsaid(many)),
        };
        let relies = matches!(told.code, ActionCode::Rely | ActionCode::RelyWithLimits);
        let not_enough = self.standards.iter().filter(|_| relies).find_map(not_enough);
        let (code, sentence) = (told.code, told.sentence.clone());
        let reliance = if is_evidence { words::IT_SHOWS_THE_OPPOSITE } else { words::reliance(code) };
        Some(ScreenAction { code, reliance, sentence, because, unsaid, not_enough })
    }

    /// How much that decides is not said, with the names of as much as a sentence holds.
    fn unsaid(&self, criteria: &[&String]) -> String {
        let titles: Vec<String> =
            criteria.iter().filter_map(|id| Some(self.criterion(id)?.title.clone())).collect();
        let told = |named: usize| {
            let (shown, left) = titles.split_at_checked(named).unwrap_or((&titles, &[]));
            let more = if left.is_empty() { String::new() } else { format!("; and {} more", left.len()) };
            format!("{} things that decide are not said: {}{more}", criteria.len(), shown.join("; "))
        };
        let fits = (1..=titles.len()).rev().map(told).find(|text| text.split_whitespace().count() <= WORDS);
        fits.unwrap_or_else(|| format!("{} things that decide are not said", criteria.len()))
    }

    /// The grade as a floor and a ceiling.
    fn floor_and_ceiling(&self) -> String {
        let Some(grades) = &self.grades else {
            return format!("not graded: {}", self.headline.status_because.join("; "));
        };
        let step = |is_it: fn(&ScaleStep) -> bool| grades.scale.iter().find(|step| is_it(step));
        let named = |step: &ScaleStep| {
            if step.word.is_empty() { step.name.clone() } else { format!("{} ({})", step.name, step.word) }
        };
        let (worst, best) = (step(|step| step.is_worst).map(named), step(|step| step.is_best).map(named));
        let (worst, best) = (worst.unwrap_or_default(), best.unwrap_or_default());
        if worst == best {
            format!("credibility {worst}, whatever is answered")
        } else if grades.scale.last().is_some_and(|top| top.is_best) {
            // That the top is possible is no praise of a report that may be old.
            let old = if self.may_be_old() { ", the age of the visit too" } else { "" };
            format!("credibility {worst} as shown; {best} if all that is not said is good{old}")
        } else {
            format!("credibility {worst}; not more than {best}, whatever is answered")
        }
    }

    /// Whether the age of the visit counts, and when it ended is not said.
    fn may_be_old(&self) -> bool {
        let is_open = |one: &CriterionTold| {
            one.worst != one.best && one.read.iter().any(|read| read.fact == key_path!(report.visit.end))
        };
        self.same.iter().any(|check| check.id == "date" && check.basis == ReasonBasis::Silent)
            && self.domains.iter().flat_map(|domain| &domain.criteria).any(is_open)
    }

    fn screen_account(&self) -> Option<ScreenAccount> {
        let account = self.grades.as_ref().and(self.assessment.account.as_ref())?;
        let title =
            |id: &str| self.domains.iter().find(|domain| domain.id == id).map(|domain| domain.title.clone());
        let bar = |domain: &DomainAccount| {
            let DomainAccount { id, of, shown, against, unsaid, .. } = domain;
            let (title, of) = (title(id).unwrap_or_else(|| id.clone()), *of);
            Bar { title, of, shown: *shown, against: *against, unsaid: *unsaid }
        };
        let points = account.points();
        let checks = &account.checked_by_you;
        Some(ScreenAccount {
            text: format!(
                "{} of {} shown, {} against it, {} not said",
                points.shown,
                counted(points.of, "point", "points"),
                points.against,
                points.unsaid
            ),
            checks: match checks.of {
                0 => String::new(),
                of => format!("{} of your {of} checks done", checks.done),
            },
            note: "Points measure what is said, not the grade.",
            all: Bar {
                title: "in all".to_owned(),
                of: points.of,
                shown: points.shown,
                against: points.against,
                unsaid: points.unsaid,
            },
            domains: account.domains.iter().filter(|domain| domain.of > 0).map(bar).collect(),
        })
    }

    /// A line for each, or one for all where none is judged.
    fn screen_standards(&self) -> Vec<ScreenLine> {
        let is_judged = |one: &StandardTold| one.verdict != Verdict::Superseded;
        match self.standards.first().filter(|_| !self.standards.iter().any(is_judged)) {
            Some(first) if self.standards.len() > 1 => {
                vec![ScreenLine { name: "Every standard".to_owned(), ..standard(first) }]
            }
            _ => self.standards.iter().map(standard).collect(),
        }
    }

    /// What decides the floor, what decides the ceiling, and what else does at either end; then what would hold next.
    fn screen_reasons(&self) -> Vec<ScreenReason> {
        let (worst, best) = (self.held.worst.first(), self.held.best.first());
        let first = [worst, best].into_iter().flatten().filter_map(|rung| rung.reasons.first());
        let all =
            || [worst, best].into_iter().flatten().chain(&self.held.worst).flat_map(|rung| &rung.reasons);
        // What stands against goods or site is graver than what decides the letter.
        let action =
            self.assessment.action.iter().filter(|action| ActionCode::ADVERSE.contains(&action.code));
        let grave: Vec<&String> = action.flat_map(|action| &action.because).collect();
        let is_grave = |reason: &&Reason| reason.criteria.iter().any(|one| grave.contains(&&one.id));
        let mut seen = BTreeSet::new();
        let new = all()
            .filter(is_grave)
            .chain(first)
            .chain(all())
            .filter(|reason| seen.insert(reason.id.as_deref()));
        let mut reasons: Vec<ScreenReason> = Vec::new();
        for reason in new.map(|reason| self.screen_reason(reason)) {
            if reasons.iter().all(|one| one.text != reason.text) {
                reasons.push(reason);
            }
        }
        if self.left_out.is_some() && worst.is_none() && self.headline.text.contains(NOT_SHOWN) {
            let (text, mark) = (sentence(NOT_SHOWN), "not shown here");
            reasons.push(ScreenReason { mark, basis: ReasonBasis::Stated, text, places: Vec::new() });
        }
        reasons
    }

    fn screen_reason(&self, reason: &Reason) -> ScreenReason {
        let costliest = reason.criteria.first();
        let silent = |text: String| ScreenReason {
            mark: "not said",
            basis: ReasonBasis::Silent,
            text,
            places: Vec::new(),
        };
        let is_silent = costliest.is_none_or(|one| one.basis == ReasonBasis::Silent);
        let shown: Vec<&CriterionLevel> = match reason.kind {
            ReasonKind::Cap if reason.basis == ReasonBasis::Silent => Vec::new(),
            ReasonKind::Cap => {
                reason.criteria.iter().filter(|one| one.basis != ReasonBasis::Silent).collect()
            }
            ReasonKind::Demerits => costliest.into_iter().filter(|_| !is_silent).collect(),
        };
        let adds_up = reason.kind == ReasonKind::Demerits;
        if shown.is_empty() {
            if !adds_up && reason.basis != ReasonBasis::Silent {
                // What is stated of it is enough for the reason, and does not settle where it stands.
                let (mark, text) = ("partly stated", brief(&reason.text));
                return ScreenReason { mark, basis: reason.basis, text, places: Vec::new() };
            }
            let criterion = costliest.and_then(|one| self.criterion(&one.id));
            // Everything is stated, as of a search that is old: only what was not done since is open.
            let is_stated =
                |one: &&CriterionTold| !one.read.is_empty() && one.read.iter().all(|key| key.value.is_some());
            if let Some(stated) = criterion.filter(is_stated) {
                let text = brief(stated.remedy.as_ref().unwrap_or(&stated.ask));
                return ScreenReason { mark: "partly stated", basis: reason.basis, text, places: Vec::new() };
            }
            let open = criterion.map(|one| brief(&one.ask));
            return silent(match (adds_up, open) {
                (true, Some(open)) => format!("What is not said adds up. Most of all: {open}"),
                (false, Some(open)) if is_long(&reason.text) => open,
                _ => brief(&reason.text),
            });
        }
        let labels: Vec<String> = shown.iter().map(|one| self.level(one)).take(LEVELS).collect();
        let labels = labels.join("; ");
        let is_by_rule = shown.iter().all(|one| self.is_by_rule(&one.id));
        ScreenReason {
            mark: match () {
                () if is_by_rule => "by a rule or the supplier's word alone",
                () if shown.iter().all(|one| self.is_labelled(&one.id)) => "stated",
                () => "partly stated",
            },
            basis: reason.basis,
            text: if adds_up { format!("What it lacks adds up. Most of all: {labels}") } else { labels },
            places: self.places(&shown),
        }
    }

    fn is_labelled(&self, id: &str) -> bool {
        self.answer(id).is_some_and(|one| one.label.is_some())
    }

    fn is_by_rule(&self, id: &str) -> bool {
        let is_shown = |outcome: Outcome| matches!(outcome, Outcome::Short | Outcome::Met);
        self.answer(id).is_some_and(|one| one.label.is_none() && is_shown(one.outcome))
    }

    /// A level in its own words; the title stands where no words are shown.
    fn level(&self, level: &CriterionLevel) -> String {
        if self.is_by_rule(&level.id) {
            return level.title.clone();
        }
        level.stands.strip_prefix("partly stated, ").unwrap_or(&level.stands).to_owned()
    }

    /// Where in the report these levels stand, or the findings by which they are known.
    fn places(&self, levels: &[&CriterionLevel]) -> Vec<String> {
        let read = levels.iter().filter_map(|one| self.criterion(&one.id)).flat_map(|one| &one.read);
        let mut places: Vec<String> = Vec::new();
        for read in read {
            places.extend(read.locator.clone());
            if read.fact == "findings" && read.value.is_some() {
                let counts = self.findings.iter().filter(|one| one.tone == Tone::Bad);
                places.extend(counts.map(|one| one.name.clone()));
            }
        }
        let mut seen = BTreeSet::new();
        places.retain(|place| seen.insert(place.clone()));
        places
    }

    fn next_steps(&self) -> Vec<NextSteps> {
        let code = self.action.as_ref().map(|action| action.code);
        let is_urgent = matches!(code, Some(ActionCode::Blocked | ActionCode::Act));
        let is_closed = code == Some(ActionCode::NoAudit) || self.assessment.status == Status::ReportsAbuse;
        let look_up = NextSteps {
            kind: NextKind::LookUp,
            title: "look up yourself".to_owned(),
            steps: self.asks(|from| from == AnswerFrom::Reader),
        };
        let ask = NextSteps {
            kind: NextKind::Ask,
            title: format!(
                "ask the issuer ({}){}",
                self.issuer(),
                if is_urgent { ", once worker-side experts agree" } else { "" }
            ),
            steps: if is_closed { Vec::new() } else { self.to_ask() },
        };
        let again = NextSteps {
            kind: NextKind::AuditAgain,
            title: "audit again, once worker-side experts say that a visit is safe".to_owned(),
            steps: if is_urgent || is_closed { Vec::new() } else { self.to_audit_again(code) },
        };
        [look_up, ask, again].into_iter().filter(|next| !next.steps.is_empty()).collect()
    }

    /// Who is asked: the auditing body that signed, or what is known of it.
    fn issuer(&self) -> String {
        let short = |name: &str| -> String {
            let mut letters = name.chars();
            let kept: String = letters.by_ref().take(NAME).collect();
            if letters.next().is_none() { kept } else { format!("{kept}…") }
        };
        match (&self.subject.auditing_body, &self.subject.programme) {
            (Some(body), _) => short(body),
            (None, Some(programme)) => {
                format!(
                    "the auditing body, not named, for {}",
                    short(programme.split(',').next().unwrap_or_default())
                )
            }
            (None, None) => "whoever made the audit, not named".to_owned(),
        }
    }

    /// The open questions that these can answer, the most telling first.
    fn asks(&self, is_asked: impl Fn(AnswerFrom) -> bool) -> Vec<String> {
        self.questions.iter().filter(|one| is_asked(one.answer_from)).map(|one| brief(&one.ask)).collect()
    }

    /// The fewest questions that reach more; where none do, all that the auditor can answer.
    fn to_ask(&self) -> Vec<String> {
        if self.grades.is_none() {
            return vec![SEND_THE_REPORT.to_owned()];
        }
        let fewest = self.assessment.action.as_ref().and_then(|action| action.questions.as_deref());
        let fewest = fewest.unwrap_or_default().iter().filter_map(|id| self.criterion(id));
        let mut asks: Vec<String> = Vec::new();
        for one in fewest.filter(|one| one.answer_from == AnswerFrom::Auditor) {
            let ask = brief(&one.ask);
            if !asks.contains(&ask) {
                asks.push(ask);
            }
        }
        if asks.is_empty() { self.asks(|from| from == AnswerFrom::Auditor) } else { asks }
    }

    /// What no answer can mend: what is stated, and stands between the report and more reliance or holds its grade.
    fn to_audit_again(&self, code: Option<ActionCode>) -> Vec<String> {
        if matches!(code, Some(ActionCode::Rely | ActionCode::Obtain)) {
            return Vec::new();
        }
        let because = self.assessment.action.iter().flat_map(|action| &action.because);
        let ends = [&self.held.best, &self.held.worst].into_iter().filter_map(|end| end.first());
        let held = ends.flat_map(|rung| &rung.reasons).flat_map(|reason| &reason.criteria).map(|one| &one.id);
        let mut steps: Vec<String> = Vec::new();
        for one in because.chain(held).filter_map(|id| self.criterion(id)) {
            let is_stated = one.outcome == Outcome::Short && one.answer_from == AnswerFrom::Auditor;
            if let Some(remedy) = one.remedy.as_deref().filter(|_| is_stated) {
                let step = brief(remedy);
                if !steps.contains(&step) {
                    steps.push(step);
                }
            }
        }
        steps
    }
}

/// A standard with an authority for which the report is not enough, and what lacks.
fn not_enough(told: &StandardTold) -> Option<String> {
    let authority = told.authority.as_ref().filter(|_| told.verdict != Verdict::Met)?;
    let lacks = told.failed.first().map(|one| one.stands.clone());
    let lacks = lacks.or_else(|| told.open.first().map(|one| format!("not shown: {}", one.asked)))?;
    Some(format!("Not enough for {authority}: {lacks}."))
}

fn is_long(text: &str) -> bool {
    text.split_inclusive(['.', '?', '!', ';', ':']).any(|part| part.split_whitespace().count() > WORDS)
}

/// A text whose sentences are short; of one that is not, what stands before its first comma.
fn brief(text: &str) -> String {
    if !is_long(text) {
        return text.to_owned();
    }
    let part = text.split([',', ';', ':']).next().unwrap_or_default();
    format!("{part} …")
}

/// Words as a sentence: with a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let stop = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{stop}", rest.as_str())
}
