//! What facts need beyond the dossier: the tables that a pack brings.
//!
//! How many workers to hear, where testimony is impossible and how a certificate is to be read are not facts about
//! one audit. They are data of a pack, with sources, and meet the facts at one door.

use std::collections::BTreeSet;

use crate::date::Date;
use crate::document::named;
use crate::fact::coercion::Contexts;

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
    /// Sorted by id.
    pub(crate) schemes: Vec<Scheme>,
    pub(crate) stale_days: u32,
    /// What regions and arrangements come to.
    pub(crate) contexts: Contexts,
}

/// A table of what so many workers ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Required {
    /// How many of them are to be heard.
    Sample,
    /// Tenths of auditor days.
    AuditorDays,
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
    /// A good status is stale so many days after it was read.
    pub(crate) fn stale_after(&self) -> i32 {
        i32::try_from(self.stale_days).unwrap_or(i32::MAX)
    }

    /// The rows of a table: up to how many workers, and what they ask for; the last has no upper bound.
    pub(crate) fn rows(&self, of: Required) -> impl Iterator<Item = (Option<u32>, u32)> {
        let (sample, days) = match of {
            Required::Sample => (self.sample.as_slice(), [].as_slice()),
            Required::AuditorDays => ([].as_slice(), self.auditor_days.as_slice()),
        };
        let sample = sample.iter().map(|row| (row.up_to, row.workers));
        sample.chain(days.iter().map(|row| (row.up_to, row.tenths)))
    }

    /// What so many workers ask for, at least one.
    pub(crate) fn required(&self, of: Required, workers: u32) -> u32 {
        let row = self.rows(of).find(|(up_to, _)| up_to.is_none_or(|bound| workers <= bound));
        row.map_or(1, |(_, required)| required).max(1)
    }

    /// Everything that [`Tables::required`] says of any number of workers.
    pub(crate) fn all_required(&self, of: Required) -> BTreeSet<u32> {
        // Between the greatest number of workers of a row and that of the next a table says nothing else.
        let last_of_each = self.rows(of).map(|(up_to, _)| up_to.unwrap_or(u32::MAX)).chain([u32::MAX]);
        last_of_each.map(|workers| self.required(of, workers)).collect()
    }

    pub(crate) fn scheme(&self, id: &str) -> Option<&Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::{AuditorDaysRow, CodeForm, Required, SampleRow, Tables};

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
            for of in [Required::Sample, Required::AuditorDays] {
                let asked = (0..10).chain([u32::MAX]).map(|workers| tables.required(of, workers)).collect();
                assert_eq!(tables.all_required(of), asked, "{bounds:?}");
            }
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
