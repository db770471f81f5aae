//! Answers as the rows of a table: what is compared, sorted and counted, the same of a dossier, a site and a supplier.
//!
//! What columns there are, and what each holds of a row, stands in `columns`.

mod columns;

use audit_credence::assessment::{
    ActionCode, GradeRange, Headline, HeadlineReasons, PackId, Parts, Restriction, Status, StatusCause,
    Verdict,
};
use audit_credence::portfolio::{Portfolio, SiteAnswer, SupplierAnswer};
use audit_credence::{Date, Decision, Dossier, Scorer};

use crate::gate::{AtGate, Gate};

pub(crate) use crate::rows::columns::{Table, cells, columns, header, schema};

/// What is told of one dossier, site or supplier.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    r#ref: Option<&'a str>,
    supplier: Option<&'a str>,
    site: Option<&'a str>,
    report: Option<&'a str>,
    restrictions: &'a [Restriction],
    status: Status,
    status_because: &'a [StatusCause],
    action: Option<ActionCode>,
    action_because: &'a [String],
    gate: Option<&'static str>,
    grade: Option<&'a GradeRange>,
    audit_grade: Option<&'a GradeRange>,
    account: Option<Parts>,
    /// In the order of the standards.
    verdicts: Vec<Verdict>,
    held_by: Vec<&'a str>,
    first_question: Option<&'a str>,
    next_change_on: Option<Date>,
    as_of: Date,
    pack: &'a PackId,
    /// The whole answer as JSON.
    whole: Option<String>,
    together: Option<Together<'a>>,
}

/// What there is to tell only where many dossiers are taken together.
#[derive(Debug)]
struct Together<'a> {
    place: usize,
    name: Option<&'a str>,
    sites: u32,
    site: &'a SiteAnswer,
}

impl<'a> Row<'a> {
    pub(crate) fn of<T: AsRef<str>>(decision: &'a Decision<T>, gate: &Gate) -> Self {
        let action = decision.action.as_ref();
        let held_by = decision.caps.iter().filter(|cap| cap.holds_the_worst_end());
        Row {
            r#ref: decision.r#ref.as_deref(),
            supplier: decision.supplier.as_deref(),
            site: decision.site.as_deref(),
            report: decision.report.as_deref(),
            restrictions: &decision.restrictions,
            status: decision.status,
            status_because: &decision.status_because,
            action: action.map(|action| action.code),
            action_because: action.map_or(&[], |action| &action.because),
            gate: gate.word(AtGate::of_decision(decision)),
            grade: decision.grade.as_ref(),
            audit_grade: decision.audit_grade.as_ref(),
            account: decision.account.clone(),
            verdicts: decision.standards.values().map(|standard| standard.verdict).collect(),
            held_by: held_by.map(|cap| cap.id.as_ref()).collect(),
            first_question: decision.first_question.as_ref().map(|gap| gap.ask.as_ref()),
            next_change_on: decision.next_change_on,
            as_of: decision.as_of,
            pack: &decision.pack,
            whole: None,
            together: None,
        }
    }

    /// With the whole answer beside it.
    pub(crate) fn with_whole(self, whole: Option<String>) -> Self {
        Row { whole, ..self }
    }

    /// What costs neither a search nor a sweep.
    pub(crate) fn of_headline(
        (scorer, dossier): (&'a Scorer, &'a Dossier),
        (headline, reasons): &'a (Headline, HeadlineReasons),
        gate: &Gate,
    ) -> Self {
        Row {
            r#ref: dossier.r#ref.as_deref(),
            supplier: dossier.supplier.id.as_deref(),
            site: dossier.site.id.as_deref(),
            report: dossier.report.id.as_deref(),
            restrictions: &headline.restrictions,
            status: headline.status,
            status_because: &reasons.status,
            action: headline.action,
            action_because: &reasons.action,
            gate: gate.word(AtGate::of_headline(headline)),
            grade: headline.grade.as_ref(),
            audit_grade: headline.audit_grade.as_ref(),
            account: headline.account.clone(),
            verdicts: headline.verdicts.values().copied().collect(),
            held_by: reasons.held_by.iter().map(String::as_str).collect(),
            first_question: None,
            next_change_on: None,
            as_of: scorer.as_of(),
            pack: scorer.plan().id(),
            whole: None,
            together: None,
        }
    }

    /// The site at this index of a portfolio: what is answered of its best report.
    fn of_site((portfolio, index): (&'a Portfolio, usize), site: &'a SiteAnswer, gate: &Gate) -> Self {
        Row {
            r#ref: site.reports.first().and_then(|best| best.r#ref.as_deref()),
            supplier: site.suppliers.first().map(String::as_str),
            site: site.site.as_deref(),
            report: site.report.as_deref(),
            restrictions: &site.restrictions,
            status: site.status,
            status_because: &site.status_because,
            action: site.action,
            action_because: &site.action_because,
            gate: gate.word(AtGate::of_site(site)),
            grade: site.grade.as_ref(),
            audit_grade: site.audit_grade.as_ref(),
            account: site.account.clone(),
            verdicts: site.standards.values().copied().collect(),
            held_by: site.held_by.iter().map(String::as_str).collect(),
            first_question: site.ask.as_deref(),
            next_change_on: site.next_change_on,
            as_of: portfolio.as_of,
            pack: &portfolio.pack,
            whole: None,
            together: Some(Together { place: index + 1, name: site.name.as_deref(), sites: 1, site }),
        }
    }

    /// A supplier: its worst site under its own name. It passes a gate where all its sites do.
    fn of_supplier(
        portfolio: &'a Portfolio,
        supplier: &'a SupplierAnswer,
        place: usize,
        gate: &Gate,
    ) -> Option<Self> {
        let index = usize::try_from(supplier.worst_site).ok()?.checked_sub(1)?;
        let worst = portfolio.sites.get(index)?;
        let own = portfolio.sites.iter().filter(|site| site.suppliers.contains(&supplier.supplier));
        let words = own.filter_map(|site| gate.word(AtGate::of_site(site)));
        let (name, sites) = (supplier.name.as_deref(), supplier.sites);
        Some(Row {
            supplier: Some(&supplier.supplier),
            // Of the two words the one that stops.
            gate: words.min(),
            together: Some(Together { place, name, sites, site: worst }),
            ..Row::of_site((portfolio, index), worst, gate)
        })
    }
}

/// The rows of a portfolio's sites, in the order in which to act on them.
pub(crate) fn of_sites<'a>(portfolio: &'a Portfolio, gate: &Gate) -> impl Iterator<Item = Row<'a>> {
    portfolio.sites.iter().enumerate().map(|(index, site)| Row::of_site((portfolio, index), site, gate))
}

/// The rows of its suppliers, in that order too.
pub(crate) fn of_suppliers<'a>(portfolio: &'a Portfolio, gate: &Gate) -> impl Iterator<Item = Row<'a>> {
    let all = portfolio.suppliers.iter().zip(1..);
    all.filter_map(|(supplier, place)| Row::of_supplier(portfolio, supplier, place, gate))
}
