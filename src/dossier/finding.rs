//! Evidence from outside the audit, and whether somebody looked for it.

use crate::document::{named, table};
use crate::dossier::site::Arrangement;
use crate::language::Language;
use crate::limits::MAX_LIST;
use crate::partial_date::PartialDate;
use crate::problem::Problem;

table! { dossier
    /// One piece of evidence from outside the audit.
    pub struct Finding {
        /// Its id, by which a report's `answers` name it.
        pub id: Option<String>,
        /// What it is about.
        pub kind: Option<FindingKind>,
        /// Who found it.
        pub source: Option<FindingSource>,
        /// How firmly it stands.
        pub standing: Option<Standing>,
        /// The import restriction that rests on it, in force until `ended_on`.
        pub legal_basis: Option<LegalBasis>,
        /// The day of what was observed.
        pub observed: Option<PartialDate>,
        /// The day on which it was made public.
        pub published: Option<PartialDate>,
        /// The day from which a ruling, act or restriction no longer holds.
        pub ended_on: Option<PartialDate>,
        /// BCP 47 tag of the language of the workers concerned.
        pub language: Option<Language>,
        /// How the workers concerned came to work at the site.
        pub arrangement: Option<Arrangement>,
        /// Audit firms that it accuses; an empty list says that it accuses none.
        pub accuses: Option<Vec<String>>,
        /// Whether the company denies it.
        pub denied_by_company: Option<bool>,
        /// Where it can be read.
        pub url: Option<String>,
    }
}

/// Findings that accuse more firms than a list may hold.
pub(super) fn wrongs(findings: &[Finding]) -> impl Iterator<Item = Problem> + '_ {
    let lengths = findings.iter().map(|finding| finding.accuses.as_ref().map_or(0, Vec::len)).enumerate();
    lengths.filter(|(_, length)| *length > MAX_LIST).map(|(index, length)| {
        let path = format!("findings[{index}].accuses");
        Problem::new("out_of_range", path, format!("at most {MAX_LIST} entries")).value(&length.to_string())
    })
}

table! { dossier
    /// Whether somebody looked for evidence from outside the audit.
    pub struct Search {
        /// How far.
        pub done: Option<SearchDone>,
        /// On which day.
        pub on: Option<PartialDate>,
        /// Where.
        pub sources: Vec<String>,
        /// In which languages.
        pub languages: Vec<Language>,
    }
}

named! {
    /// What a finding is about; no order.
    pub enum FindingKind {
        /// Forced labour.
        ForcedLabour = "forced_labour",
        /// Child labour.
        ChildLabour = "child_labour",
        /// Deceiving auditors.
        AuditDeception = "audit_deception",
        /// Any other matter of labour.
        OtherLabour = "other_labour",
    }
}

named! {
    /// Who found it; no order.
    pub enum FindingSource {
        /// A court.
        Court = "court",
        /// A government body.
        Government = "government",
        /// Reporters.
        Journalism = "journalism",
        /// A non-governmental organisation.
        Ngo = "ngo",
        /// A worker.
        Worker = "worker",
        /// A company.
        Company = "company",
    }
}

named! {
    /// How firmly a finding stands, the firmest first.
    pub enum Standing {
        /// A court ruled.
        Ruled = "ruled",
        /// A government body acted.
        GovernmentAction = "government_action",
        /// Published, method described, reply sought.
        Documented = "documented",
        /// Alleged.
        Alleged = "alleged",
        /// Dismissed by whoever decided it.
        Dismissed = "dismissed",
        /// Taken back by whoever said it.
        Withdrawn = "withdrawn",
    }
}

named! {
    /// The law under which an import restriction stands; no order.
    pub enum LegalBasis {
        /// A withhold release order under 19 U.S.C. 1307.
        Wro = "wro",
        /// A finding under 19 U.S.C. 1307.
        Finding = "finding",
        /// Uyghur Forced Labor Prevention Act.
        Uflpa = "uflpa",
        /// Countering America's Adversaries Through Sanctions Act, section 321.
        Caatsa = "caatsa",
        /// Another import ban.
        OtherImportBan = "other_import_ban",
    }
}

named! {
    /// How far somebody looked for evidence from outside the audit, worst first.
    pub enum SearchDone {
        /// Nobody looked.
        NotDone = "not_done",
        /// Some sources or languages.
        Partial = "partial",
        /// Court, government, press and NGO sources, in the languages of the place.
        Full = "full",
    }
}
