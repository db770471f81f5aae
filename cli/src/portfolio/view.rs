//! A portfolio in words: every sentence and number that a page shows, made once, so that no form computes.

use std::collections::BTreeMap;

use audit_credence::Plan;
use audit_credence::assessment::{ActionCode, GradeRange, HeldBy, Status};
use audit_credence::explain::words::{self, counted, prose};
use audit_credence::portfolio::{
    Portfolio, Share, SharedGap, SiteAnswer, SupplierAnswer, Upcoming, UpcomingKind,
};

/// So many questions are shown; the rest is in the JSON.
const QUESTIONS: usize = 12;
/// So many suppliers are shown, the most urgent, and so many days to come; the rest is in the JSON.
const SUPPLIERS: usize = 500;
const UPCOMING: usize = 200;
/// So many sites are told first, each with its reason and its next step.
const FIRST: usize = 20;

#[derive(Debug)]
pub(super) struct View {
    pub(super) as_of: String,
    pub(super) soon_days: u32,
    /// How many dossiers, sites and suppliers there are, as a sentence.
    pub(super) counts: String,
    pub(super) best_means: &'static str,
    /// How many sites each action is called for at, the most urgent first; empty where the pack states none.
    pub(super) actions: Vec<ActionView>,
    /// How many sites are told first.
    pub(super) first: usize,
    pub(super) shares: Vec<ShareView>,
    pub(super) ungraded: u32,
    /// The longest bar of the distribution.
    pub(super) most: u32,
    /// The ids of the standards, with what they are.
    pub(super) standards: Vec<(String, String)>,
    pub(super) suppliers: Vec<SupplierView>,
    /// How many suppliers are not shown.
    pub(super) more_suppliers: usize,
    pub(super) sites: Vec<SiteView>,
    pub(super) gaps: Vec<GapView>,
    /// How many questions are not shown.
    pub(super) more_gaps: usize,
    pub(super) schemes: Vec<SchemeView>,
    /// What the certificates carry in all, as a sentence; null where there are none.
    pub(super) certificates: Option<String>,
    pub(super) upcoming: Vec<UpcomingView>,
    /// How many of what is to come are not shown.
    pub(super) more_upcoming: usize,
    /// What made it: pack, digest, scale, engine.
    pub(super) made: Vec<(&'static str, String)>,
}

#[derive(Debug)]
pub(super) struct ActionView {
    pub(super) code: &'static str,
    pub(super) word: &'static str,
    /// What to do, word for word as the pack has it.
    pub(super) sentence: String,
    pub(super) sites: u32,
}

#[derive(Debug)]
pub(super) struct ShareView {
    pub(super) grade: String,
    /// What the grade means.
    pub(super) meaning: String,
    pub(super) worst: u32,
    pub(super) best: u32,
}

#[derive(Debug)]
pub(super) struct SupplierView {
    pub(super) label: String,
    /// The id, where the label is a name.
    pub(super) id: Option<String>,
    pub(super) sites: u32,
    /// What to do about its worst site.
    pub(super) action: &'static str,
    pub(super) grade: String,
    pub(super) alarms: Vec<String>,
    /// Place and label of the worst site.
    pub(super) worst_site: (u32, String),
}

#[derive(Debug)]
pub(super) struct SiteView {
    pub(super) place: usize,
    pub(super) label: String,
    /// The id, where the label is a name.
    pub(super) id: Option<String>,
    pub(super) suppliers: String,
    /// What must be read before the grade.
    pub(super) alarms: Vec<String>,
    pub(super) action: &'static str,
    pub(super) grade: String,
    /// The grade that is shown, alone, for filters; `-` where there is none.
    pub(super) shown: String,
    /// The places of the two ends in the scale, worst first.
    pub(super) ends: Option<(usize, usize)>,
    /// The standards with their verdicts in words.
    pub(super) verdicts: Vec<(String, String)>,
    /// The same by verdict: its words, and the standards that have it.
    pub(super) by_verdict: Vec<(String, String)>,
    /// What holds it where it is.
    pub(super) held: String,
    /// The first sentence of it, or the findings where people or the law come before any report.
    pub(super) because: String,
    /// The cheapest thing to do next: a question where that is what to do, else the sentence of the action.
    pub(super) next_step: String,
    /// How much it shows beside the others; empty where too few are graded.
    pub(super) peers: String,
    pub(super) ask: String,
    pub(super) evidence: String,
    pub(super) next: String,
}

#[derive(Debug)]
pub(super) struct GapView {
    pub(super) ask: String,
    pub(super) sites: u32,
    pub(super) settles: u32,
    pub(super) closes: u32,
}

#[derive(Debug)]
pub(super) struct SchemeView {
    pub(super) label: String,
    pub(super) certificates: u32,
    pub(super) nothing: u32,
    pub(super) question: u32,
    pub(super) lowers: u32,
}

#[derive(Debug)]
pub(super) struct UpcomingView {
    pub(super) on: String,
    pub(super) what: String,
    pub(super) site: (u32, String),
}

impl View {
    pub(super) fn new(portfolio: &Portfolio, plan: &Plan) -> Self {
        let site_at = |place: u32| {
            let index = usize::try_from(place).unwrap_or(usize::MAX).saturating_sub(1);
            (place, portfolio.sites.get(index).map_or(String::new(), |site| label(site).0))
        };
        let scheme_title =
            |id: &str| plan.scheme(id, None).map_or_else(|| id.to_owned(), |one| one.title.to_owned());
        let upcoming = portfolio.upcoming.iter().take(UPCOMING).map(|one| UpcomingView {
            on: one.on.to_string(),
            what: happening(one, &scheme_title),
            site: site_at(one.site),
        });
        let suppliers = portfolio.suppliers.iter().take(SUPPLIERS);
        let suppliers = suppliers.map(|one| supplier(one, site_at(one.worst_site)));
        let standards = portfolio.sites.first().map(|site| site.standards.keys());
        let standard = |id: &String| {
            let title = plan.standard(id).map_or_else(String::new, |one| prose(one.title));
            (id.clone(), title)
        };
        View {
            as_of: portfolio.as_of.to_string(),
            soon_days: portfolio.soon_days,
            counts: format!(
                "{}, {}, {}",
                counted(portfolio.dossiers, "dossier", "dossiers"),
                counted(length(portfolio.sites.len()), "site", "sites"),
                counted(length(portfolio.suppliers.len()), "supplier with an id", "suppliers with an id"),
            ),
            best_means: "if everything unsaid were good",
            actions: actions(portfolio, plan),
            first: FIRST,
            shares: shares(portfolio, plan),
            ungraded: portfolio.ungraded,
            most: portfolio
                .distribution
                .iter()
                .flat_map(|share| [share.worst, share.best])
                .chain([portfolio.ungraded, 1])
                .max()
                .unwrap_or(1),
            standards: standards.into_iter().flatten().map(standard).collect(),
            suppliers: suppliers.collect(),
            more_suppliers: portfolio.suppliers.len().saturating_sub(SUPPLIERS),
            sites: portfolio.sites.iter().enumerate().map(|(index, one)| site(index, one, plan)).collect(),
            gaps: gaps(portfolio),
            more_gaps: portfolio.gaps.len().saturating_sub(QUESTIONS),
            schemes: portfolio
                .schemes
                .iter()
                .map(|share| SchemeView {
                    label: scheme_title(&share.scheme),
                    certificates: share.certificates,
                    nothing: share.nothing,
                    question: share.question,
                    lowers: share.lowers,
                })
                .collect(),
            certificates: certificates(portfolio),
            upcoming: upcoming.collect(),
            more_upcoming: portfolio.upcoming.len().saturating_sub(UPCOMING),
            made: vec![
                ("as of", portfolio.as_of.to_string()),
                ("pack", format!("{} {}", portfolio.pack.id, portfolio.pack.version)),
                ("sha256", portfolio.pack.sha256.clone()),
                ("grades", format!("{}, worst first", portfolio.pack.scale.join(", "))),
                ("engine", portfolio.engine.to_owned()),
            ],
        }
    }
}

/// What is to do, with at how many sites.
fn actions(portfolio: &Portfolio, plan: &Plan) -> Vec<ActionView> {
    let of = |code: &ActionCode| {
        let sites = portfolio.sites.iter().filter(|site| site.action == Some(*code)).count();
        let sentence = plan.action_view(*code).map_or_else(String::new, |view| prose(view.sentence));
        ActionView { code: code.as_str(), word: words::action(*code), sentence, sites: length(sites) }
    };
    ActionCode::ALL.iter().map(of).filter(|one| one.sites > 0).collect()
}

fn shares(portfolio: &Portfolio, plan: &Plan) -> Vec<ShareView> {
    let meaning = |grade| plan.grade_view(grade).map(|view| format!("{}: {}", view.word, view.meaning));
    let share = |share: &Share| ShareView {
        grade: share.grade.name().to_owned(),
        meaning: meaning(share.grade.grade()).unwrap_or_default(),
        worst: share.worst,
        best: share.best,
    };
    portfolio.distribution.iter().map(share).collect()
}

fn gaps(portfolio: &Portfolio) -> Vec<GapView> {
    let gap = |gap: &SharedGap| GapView {
        ask: prose(&gap.ask),
        sites: gap.sites,
        settles: gap.settles,
        closes: gap.closes,
    };
    portfolio.gaps.iter().take(QUESTIONS).map(gap).collect()
}

fn supplier(supplier: &SupplierAnswer, worst_site: (u32, String)) -> SupplierView {
    let mut alarms = Vec::new();
    if supplier.restricted > 0 {
        let sites = counted(supplier.restricted, "site", "sites");
        alarms.push(format!("import restriction in force: {sites}"));
    }
    if supplier.reports_abuse > 0 {
        let sites = counted(supplier.reports_abuse, "site", "sites");
        alarms.push(format!("a report found forced labour: {sites}"));
    }
    SupplierView {
        label: supplier.name.clone().unwrap_or_else(|| supplier.supplier.clone()),
        id: supplier.name.is_some().then(|| supplier.supplier.clone()),
        sites: supplier.sites,
        action: supplier.action.map_or("", words::action),
        grade: graded(supplier.grade.as_ref(), supplier.status),
        alarms,
        worst_site,
    }
}

fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The name of a site, or else an id of it; and the id where it has both.
fn label(site: &SiteAnswer) -> (String, Option<String>) {
    let register = site
        .ids
        .first()
        .map(|id| format!("{} {}", id.scheme.map_or("other", |scheme| scheme.as_str()), id.value));
    let id = site.site.clone().or(register).or_else(|| site.refs.first().cloned());
    match (&site.name, id) {
        (Some(name), id) => (name.clone(), id),
        (None, Some(id)) => (id, None),
        (None, None) => match &site.report {
            Some(report) => (format!("report {report}"), None),
            None => ("site without an id".to_owned(), None),
        },
    }
}

/// A grade in words, never a bare letter.
fn graded(grade: Option<&GradeRange>, status: Status) -> String {
    match grade {
        Some(range) => words::graded(words::ends(range)),
        None if status == Status::ReportsAbuse => "not graded: the report is evidence".to_owned(),
        None => "not graded: there is no report to read".to_owned(),
    }
}

fn site(index: usize, site: &SiteAnswer, plan: &Plan) -> SiteView {
    let (label, id) = label(site);
    let restrictions = site
        .restrictions
        .iter()
        .map(|one| format!("import restriction in force: {}", words::restriction(one.basis)));
    let mut alarms: Vec<String> = restrictions.collect();
    alarms.dedup();
    if site.reports_abuse > 0 {
        alarms.push("a report found forced labour".to_owned());
    }
    if site.reports_refused > 0 {
        alarms.push("a report was asked for and refused".to_owned());
    }
    let held = held(site, plan);
    let findings = match site.findings {
        0 => "no finding".to_owned(),
        count => format!(
            "{}, {} against the report",
            counted(count, "finding", "findings"),
            if site.findings_against == 0 { "none".to_owned() } else { site.findings_against.to_string() }
        ),
    };
    let because = because(site, &held, &findings);
    let readable = site.reports.iter().filter(|report| report.status != Status::Unscorable).count();
    let mut evidence = vec![
        match length(readable) {
            0 => "no report to read".to_owned(),
            readable => counted(readable, "report", "reports"),
        },
        findings,
        counted(length(site.certificates.len()), "certificate", "certificates"),
    ];
    let peers = site.peers.as_ref().map(ToString::to_string);
    evidence.extend(peers.clone());
    SiteView {
        place: index + 1,
        label,
        id,
        suppliers: site.suppliers.join(", "),
        alarms,
        action: site.action.map_or("", words::action),
        grade: graded(site.grade.as_ref(), site.status),
        shown: site.grade.as_ref().map_or_else(|| "-".to_owned(), |range| range.worst.name().to_owned()),
        ends: site.grade.as_ref().map(|range| (range.worst.grade().index(), range.best.grade().index())),
        by_verdict: by_verdict(site),
        verdicts: site
            .standards
            .iter()
            .map(|(id, verdict)| (id.clone(), words::verdict(*verdict).0.to_owned()))
            .collect(),
        because,
        held,
        next_step: next_step(site, plan),
        peers: peers.unwrap_or_default(),
        ask: prose(site.ask.as_deref().unwrap_or_default()),
        evidence: evidence.join("; "),
        next: site.next_change_on.map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// What holds a site where it is.
fn held(site: &SiteAnswer, plan: &Plan) -> String {
    let why = site.held_by.first().and_then(|id| {
        let is_silent = site.held_by_silence.contains(id);
        plan.why_held(id, if is_silent { HeldBy::Silence } else { HeldBy::Stated })
    });
    match (why, &site.grade) {
        (Some(why), _) => prose(&why),
        (None, Some(grade)) if grade.worst.grade().index() + 1 == plan.id().scale.len() => {
            "nothing holds it down".to_owned()
        }
        (None, Some(_)) => "no weakness decides by itself; together they do".to_owned(),
        (None, None) => {
            site.status_because.iter().map(|one| words::status_cause(*one)).collect::<Vec<_>>().join("; ")
        }
    }
}

/// Why, in a sentence: what comes before any report is not explained by what the report lacks.
fn because(site: &SiteAnswer, held: &str, findings: &str) -> String {
    let sentence = match site.action {
        Some(action) if action.stops() => findings,
        _ => held.split_inclusive(". ").next().unwrap_or_default().trim_end(),
    };
    if sentence.ends_with('.') { sentence.to_owned() } else { format!("{sentence}.") }
}

/// What to do next. Where the action comes before any question its own sentence is told, word for word: what a person does
/// on it may endanger others.
fn next_step(site: &SiteAnswer, plan: &Plan) -> String {
    let sentence = site.action.and_then(|code| plan.action_view(code)).map(|view| prose(view.sentence));
    let asks = matches!(site.action, None | Some(ActionCode::Ask | ActionCode::LookUp));
    let ask = site.ask.as_deref().filter(|_| asks).map(prose);
    ask.or(sentence).unwrap_or_default()
}

/// The worst verdict first.
fn by_verdict(site: &SiteAnswer) -> Vec<(String, String)> {
    let mut all: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for (id, verdict) in &site.standards {
        all.entry(*verdict).or_default().push(id);
    }
    all.into_iter().map(|(verdict, ids)| (words::verdict(verdict).0.to_owned(), ids.join(", "))).collect()
}

fn certificates(portfolio: &Portfolio) -> Option<String> {
    let all: u32 = portfolio.schemes.iter().map(|share| share.certificates).sum();
    let nothing: u32 = portfolio.schemes.iter().map(|share| share.nothing).sum();
    (all > 0).then(|| {
        format!(
            "{nothing} of {} carry nothing. A certificate never lifts a grade: at most it raises a question, or lowers.",
            counted(all, "certificate", "certificates")
        )
    })
}

fn happening(one: &Upcoming, scheme_title: &impl Fn(&str) -> String) -> String {
    match one.kind {
        UpcomingKind::CertificateExpires => {
            let scheme = one.scheme.as_deref().map(scheme_title).unwrap_or_default();
            let code = one.code.as_deref().map(|code| format!(" {code}")).unwrap_or_default();
            format!("{scheme}{code}: last day of its validity")
        }
        UpcomingKind::AnswerChanges => {
            "the best report gets another answer: an age or a validity passes a step".to_owned()
        }
    }
}
