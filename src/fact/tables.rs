//! What facts need beyond the dossier: the tables that a pack brings.
//!
//! How many workers to hear, where testimony is impossible and how a certificate is to be read are not facts about
//! one audit. They are data of a pack, with sources, and meet the facts at one door.

use std::collections::BTreeSet;

use crate::country::{Country, Subdivision};
use crate::date::Date;
use crate::document::named;
use crate::dossier::site::Arrangement;

named! {
    /// Whether workers can speak freely in a place or arrangement, worst first.
    pub(crate) enum Testimony {
        /// No interview can show absence there.
        Impossible = "impossible",
        /// Coercion is not excluded until the workforce was established independently.
        NotExcluded = "not_excluded",
    }
}

named! {
    /// What a scheme is; no order.
    pub(crate) enum SchemeKind {
        /// It certifies sites or products.
        Certificate = "certificate",
        /// A way to audit; nobody is certified.
        AuditMethod = "audit_method",
        /// Data that somebody verified; no verdict.
        VerifiedAssessment = "verified_assessment",
        /// An audit with a grade; nobody is certified.
        GradedAudit = "graded_audit",
        /// It recognises schemes, never sites.
        Benchmark = "benchmark",
    }
}

named! {
    /// What a scheme's certificate says about labour; no order.
    pub(crate) enum LabourBasis {
        /// Nothing.
        None = "none",
        /// It relies on somebody's social audit.
        ReliesOnSocialAudit = "relies_on_social_audit",
        /// It has a labour standard of its own and audits it.
        OwnLabourStandard = "own_labour_standard",
    }
}

/// The tables of a pack, as the facts need them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tables {
    /// Rows of the required sample, ascending; the last has no upper bound.
    pub(crate) sample: Vec<SampleRow>,
    /// Rows of the required auditor days, likewise.
    pub(crate) auditor_days: Vec<AuditorDaysRow>,
    pub(crate) regions: Vec<Region>,
    pub(crate) arrangements: Vec<ArrangementRule>,
    /// Sorted by id.
    pub(crate) schemes: Vec<Scheme>,
    pub(crate) stale_days: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SampleRow {
    pub(crate) up_to: Option<u32>,
    pub(crate) workers: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AuditorDaysRow {
    pub(crate) up_to: Option<u32>,
    pub(crate) tenths: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) country: Country,
    pub(crate) subdivision: Option<Subdivision>,
    pub(crate) testimony: Testimony,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ArrangementRule {
    pub(crate) arrangement: Arrangement,
    pub(crate) origin: Option<Country>,
    pub(crate) testimony: Testimony,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scheme {
    pub(crate) id: String,
    pub(crate) kind: SchemeKind,
    pub(crate) labour_basis: LabourBasis,
    /// The forms of its codes, where they are known.
    pub(crate) codes: Vec<CodeForm>,
    /// Whether codes of other forms occur, so that one of another form raises no question.
    pub(crate) other_codes: bool,
    /// Labour rules by the day from which they held, ascending; `None` is "since ever".
    pub(crate) rules: Vec<(Option<Date>, String)>,
}

/// The form of a scheme's codes: `#` is any digit, `@` any letter, everything else itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CodeForm(pub(crate) String);

impl CodeForm {
    /// Whether a code has this form; spaces and case do not matter.
    pub(crate) fn is_of(&self, code: &str) -> bool {
        let mut form = self.0.chars();
        let fits = |of: char, is: char| match of {
            '#' => is.is_ascii_digit(),
            '@' => is.is_ascii_alphabetic(),
            of => of.eq_ignore_ascii_case(&is),
        };
        let written = code.chars().filter(|c| !c.is_whitespace());
        written.into_iter().all(|is| form.next().is_some_and(|of| fits(of, is))) && form.next().is_none()
    }
}

impl Tables {
    /// Tenths of auditor days that so many workers ask for, at least one.
    pub(crate) fn required_day_tenths(&self, headcount: u32) -> u32 {
        let row = self.auditor_days.iter().find(|row| row.up_to.is_none_or(|bound| headcount <= bound));
        row.map_or(1, |row| row.tenths).max(1)
    }

    /// How many workers of so many are to be heard, at least one.
    pub(crate) fn required_sample(&self, headcount: u32) -> u32 {
        let row = self.sample.iter().find(|row| row.up_to.is_none_or(|bound| headcount <= bound));
        row.map_or(1, |row| row.workers).max(1)
    }

    /// Everything that [`Tables::required_day_tenths`] says of any number of workers.
    pub(crate) fn all_required_day_tenths(&self) -> BTreeSet<u32> {
        let bounds = self.auditor_days.iter().map(|row| row.up_to);
        last_of_each(bounds).map(|headcount| self.required_day_tenths(headcount)).collect()
    }

    /// Everything that [`Tables::required_sample`] says of any number of workers.
    pub(crate) fn all_required_samples(&self) -> BTreeSet<u32> {
        let bounds = self.sample.iter().map(|row| row.up_to);
        last_of_each(bounds).map(|headcount| self.required_sample(headcount)).collect()
    }

    pub(crate) fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }
}

/// The greatest number of workers of each row, and the greatest of all: between them a table says nothing else.
fn last_of_each(bounds: impl Iterator<Item = Option<u32>>) -> impl Iterator<Item = u32> {
    bounds.map(|bound| bound.unwrap_or(u32::MAX)).chain([u32::MAX])
}

/// How many of an amount there are for each hundred of what is required, rounded down.
pub(crate) fn percent(amount: u32, required: u32) -> u32 {
    let hundredfold = u64::from(amount).saturating_mul(100);
    u32::try_from(hundredfold.checked_div(required.into()).unwrap_or(0)).unwrap_or(u32::MAX)
}

/// Whether some amount comes to exactly so many percent. Five asked for leave nothing between 80 and 100.
pub(crate) fn may_be_percent(number: u32, required: u32) -> bool {
    // The more, the more percent: if the least amount that reaches the number passes it, every other does.
    let least = u64::from(number).saturating_mul(required.into()).div_ceil(100);
    u32::try_from(least).is_ok_and(|least| percent(least, required) == number)
}

#[cfg(test)]
mod tests {
    use super::{AuditorDaysRow, CodeForm, SampleRow, Tables, may_be_percent, percent};

    #[test]
    fn a_percentage_is_possible_where_some_amount_comes_to_it() {
        for required in 1..=130 {
            for number in 0..=250 {
                let found = (0..=required * 3).any(|amount| percent(amount, required) == number);
                assert_eq!(may_be_percent(number, required), found, "{number} percent of {required}");
            }
        }
        assert!(!may_be_percent(99, 99) && may_be_percent(99, 100));
        // Beyond what a number holds all percentages are the same.
        assert!(may_be_percent(u32::MAX, 1) && may_be_percent(u32::MAX - 95, 1));
        assert!(!may_be_percent(u32::MAX - 1, 1));
        assert!(may_be_percent(100, u32::MAX) && !may_be_percent(101, u32::MAX));
    }

    #[test]
    fn what_a_table_may_ask_for_is_what_it_asks_of_some_number_of_workers() {
        let bounds = [&[][..], &[None], &[Some(0)], &[Some(3), Some(7)], &[Some(3), Some(7), None]];
        for bounds in bounds {
            let rows = || bounds.iter().copied().zip(2..);
            let tables = Tables {
                sample: rows().map(|(up_to, workers)| SampleRow { up_to, workers }).collect(),
                auditor_days: rows().map(|(up_to, tenths)| AuditorDaysRow { up_to, tenths }).collect(),
                ..Tables::default()
            };
            let headcounts = || (0..10).chain([u32::MAX]);
            let samples = headcounts().map(|headcount| tables.required_sample(headcount)).collect();
            assert_eq!(tables.all_required_samples(), samples, "{bounds:?}");
            let tenths = headcounts().map(|headcount| tables.required_day_tenths(headcount)).collect();
            assert_eq!(tables.all_required_day_tenths(), tenths, "{bounds:?}");
        }
    }

    #[test]
    fn codes_have_a_form_whatever_their_case_and_spaces() {
        let form = CodeForm("MSC-C-#####".to_owned());
        for code in ["MSC-C-50086", "msc-c-50086", "MSC - C - 50086", " MSC-C-5 0086"] {
            assert!(form.is_of(code), "{code}");
        }
        for code in ["MSC-C-5008", "MSC-C-500861", "ASC-C-50086", "MSC-C-5008X", "", "MSC-C-"] {
            assert!(!form.is_of(code), "{code}");
        }
        assert!(CodeForm("@####".to_owned()).is_of("p1097") && !CodeForm("@####".to_owned()).is_of("11097"));
    }
}
