//! What a dossier may state: the whole, its supplier, what packs declare themselves, and where each key comes from.

use crate::counted::Counted;
use crate::document::{Echo, Map, Probe, Refill, Shape, Shaped, Step, made_anew, named, steps, table};
use crate::dossier::certificate::Certificate;
use crate::dossier::finding::{Finding, Search};
use crate::dossier::report::Report;
use crate::dossier::site::Site;
use crate::partial_date::PartialDate;

table! { dossier
    /// One site, one audit report, its certificates and the evidence from outside: what is scored together.
    pub struct Dossier {
        /// The format of the document; absent is 1.
        pub format: Option<u32>,
        /// The host's own key, at most 200 bytes; echoed, never graded.
        pub r#ref: Option<String>,
        /// Who supplies.
        pub supplier: Supplier,
        /// Where.
        pub site: Site,
        /// The audit report.
        pub report: Report,
        /// Certificates that the supplier or the site holds, held or claims.
        pub certificates: Vec<Certificate>,
        /// Evidence from outside the audit.
        pub findings: Vec<Finding>,
        /// Whether somebody looked for such evidence.
        pub search: Search,
        /// Facts that a pack declares itself.
        pub extra: Map<Extra>,
        /// Where each stated key comes from, by its path.
        pub provenance: Map<Provenance>,
    }
}

table! { dossier
    /// The supplier.
    pub struct Supplier {
        /// The host's id.
        pub id: Option<String>,
        /// The name; never repeated in an assessment.
        pub name: Option<String>,
    }
}

table! { dossier
    /// Where a stated key comes from.
    pub struct Provenance {
        /// Where in the report it stands, such as `p. 3`.
        pub locator: Option<String>,
        /// What the report says there; never repeated in an assessment.
        pub quote: Option<String>,
        /// How it is known.
        pub basis: Option<Basis>,
    }
}

named! {
    /// How a stated key is known.
    pub enum Basis {
        /// The report states it.
        Stated = "stated",
        /// The issuer answered it later, with a page or a working paper: counts as stated.
        Issuer = "issuer",
        /// The programme's rules say that it should be so: bounds the fact from above only.
        ProgrammeRule = "programme_rule",
        /// The supplier says so, who wants it believed: bounds the fact from above only.
        Supplier = "supplier",
        /// The host knows it.
        Host = "host",
        /// An adapter mapped it from another format.
        Mapped = "mapped",
    }
}

impl Basis {
    /// Whether it says what is wished or asked for and not what was found: it bounds a fact from above only.
    pub(crate) fn only_claims(self) -> bool {
        match self {
            Basis::ProgrammeRule | Basis::Supplier => true,
            Basis::Stated | Basis::Issuer | Basis::Host | Basis::Mapped => false,
        }
    }
}

/// A fact that a pack declares itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extra {
    /// Yes or no.
    YesNo(bool),
    /// A count.
    Count(Counted),
    /// A named value.
    Word(String),
}

made_anew!(Extra, |json| {
    if json.is_text() {
        return Refill::anew(json).map(Extra::Word);
    }
    if json.is_number() { Refill::anew(json).map(Extra::Count) } else { json.yes_no().map(Extra::YesNo) }
});

impl Shaped for Extra {
    const SHAPE: Shape = Shape::Either(&[Shape::YesNo, Shape::Counted, Shape::Text]);
}

impl Probe for Extra {
    fn echo(&self, path: &[Step<'_>]) -> Option<Echo> {
        match self {
            Extra::YesNo(yes) => yes.echo(path),
            Extra::Count(count) => count.echo(path),
            // Only a value that the pack declares may be repeated; the catalogue's value stands beside it.
            Extra::Word(word) => word.echo(path),
        }
    }
}

impl Dossier {
    /// What is stated at a path such as `report.visit.notice`; `None` where nothing is.
    pub fn stated(&self, path: &str) -> Option<Echo> {
        self.echo(&steps(path)?)
    }

    /// The same dossier with what stands at a path not stated.
    #[must_use]
    pub fn without(mut self, path: &str) -> Self {
        if let Some(steps) = steps(path) {
            self.forget(&steps);
        }
        self
    }

    /// The same dossier with a named value, yes or no, or a count shown at a path; `None` where no key takes it.
    pub(crate) fn stating(mut self, path: &str, word: &str) -> Option<Self> {
        self.provenance.forget(&[Step::Key(path)]);
        if self.provenance.iter().any(|(table, _)| is_below(path, table)) {
            // What is known of the whole table is not how this is known.
            self.provenance.insert(path, Provenance { basis: Some(Basis::Host), ..Provenance::default() });
        }
        self.state(&steps(path)?, word).then_some(self)
    }

    /// Where in the report the key at a path stands, such as `p. 3`.
    pub fn locator(&self, path: &str) -> Option<&str> {
        self.provenance.get(path)?.locator.as_deref()
    }

    /// Every date that the dossier states, with its place, `valid_until` apart.
    pub(crate) fn days(&self) -> impl Iterator<Item = (DayPlace, PartialDate)> {
        let (certificates, findings) = (self.certificates.iter(), self.findings.iter());
        let before_certificates = DAYS.len();
        let before_findings = before_certificates.saturating_add(CERTIFICATE_DAYS.len());
        let of_certificate = move |(entry, one)| days(CERTIFICATE_DAYS, before_certificates, entry, one);
        let of_finding = move |(entry, one)| days(FINDING_DAYS, before_findings, entry, one);
        days(DAYS, 0, 0, self)
            .chain(certificates.enumerate().flat_map(of_certificate))
            .chain(findings.enumerate().flat_map(of_finding))
    }
}

/// Whether a path lies below a table or a list.
pub(crate) fn is_below(path: &str, table: &str) -> bool {
    path.strip_prefix(table).is_some_and(|rest| rest.starts_with(['.', '[']))
}

/// A key that holds a day.
type DayKey<T> = (&'static str, fn(&T) -> Option<PartialDate>);

const DAYS: &[DayKey<Dossier>] = &[
    ("site.headcount_on", |dossier| dossier.site.headcount_on),
    ("report.visit.start", |dossier| dossier.report.visit.start),
    ("report.visit.end", |dossier| dossier.report.visit.end),
    ("report.visit.no_later_than", |dossier| dossier.report.visit.no_later_than),
    ("report.follow_up.verified_by.on", |dossier| dossier.report.follow_up.verified_by.on),
    ("search.on", |dossier| dossier.search.on),
];

const CERTIFICATE_DAYS: &[DayKey<Certificate>] = &[
    ("status_on", |certificate| certificate.status_on),
    ("issued", |certificate| certificate.issued),
    ("claimed_on", |certificate| certificate.claimed_on),
];

const FINDING_DAYS: &[DayKey<Finding>] = &[
    ("observed", |finding| finding.observed),
    ("published", |finding| finding.published),
    ("ended_on", |finding| finding.ended_on),
];

/// The days of one holder, which is a list's entry of that index, with their places; before its keys come so many others.
fn days<T>(
    keys: &'static [DayKey<T>],
    before: usize,
    entry: usize,
    holder: &T,
) -> impl Iterator<Item = (DayPlace, PartialDate)> {
    let entry = u32::try_from(entry).unwrap_or(u32::MAX).min(DayPlace::ENTRIES.saturating_sub(1));
    let first = u32::try_from(before).unwrap_or(u32::MAX);
    (first..).zip(keys).filter_map(move |(key, (_, day))| {
        let number = key.saturating_mul(DayPlace::ENTRIES).saturating_add(entry);
        Some((DayPlace(number), day(holder)?))
    })
}

/// Where a day of a dossier stands: which of all keys that hold days, and of a list which entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DayPlace(u32);

impl DayPlace {
    /// Above every entry of a list that was read.
    const ENTRIES: u32 = 1 << 24;

    /// The keys that hold days, in the order of their numbers.
    pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
        let certificates = CERTIFICATE_DAYS.iter().map(|(key, _)| *key);
        let findings = FINDING_DAYS.iter().map(|(key, _)| *key);
        DAYS.iter().map(|(key, _)| *key).chain(certificates).chain(findings)
    }

    /// As a number, to keep.
    pub(crate) fn number(self) -> u32 {
        self.0
    }

    pub(crate) fn from_number(number: u32) -> Self {
        DayPlace(number)
    }
}

impl std::fmt::Display for DayPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (key, entry) = (self.0 / DayPlace::ENTRIES, self.0 % DayPlace::ENTRIES);
        let single = DAYS.iter().map(|(key, _)| ("", key));
        let of_certificates = CERTIFICATE_DAYS.iter().map(|(key, _)| ("certificates", key));
        let of_findings = FINDING_DAYS.iter().map(|(key, _)| ("findings", key));
        let mut keys = single.chain(of_certificates).chain(of_findings);
        match usize::try_from(key).ok().and_then(|key| keys.nth(key)) {
            Some(("", key)) => f.write_str(key),
            Some((list, key)) => write!(f, "{list}[{entry}].{key}"),
            None => Ok(()),
        }
    }
}
