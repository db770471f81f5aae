//! Invented dossiers by the million: realistic in shape, the same bytes for the same seed in every release.
//!
//! A dossier is one line of JSON with groups of workers, groups heard, certificates and findings. Every optional key
//! is left out with a chance of 15 %, so that ranges are open as they are in life. Dossier `n` depends on the seed and
//! on `n` alone: the first thousand of a million are the thousand of a thousand, and parts can be made side by side.
//!
//! The crate writes text and knows nothing of the library whose dossiers these are. No site, firm, report or worker in
//! them exists. No day but `valid_until` lies after [`LAST_DAY`], so any day from then on can be that of the assessment.
//!
//! ```
//! let two: Vec<String> = audit_credence_sample::dossiers(7).take(2).collect();
//! assert_eq!(two[1], audit_credence_sample::dossier(7, 1));
//! assert!(two[0].starts_with(r#"{"format":1,"ref":"sample-7-0""#));
//! ```

mod chance;
mod place;
mod report;
mod writer;

use crate::place::Site;
use crate::writer::Writer;

pub use crate::chance::Chance;

/// No day of a sample but `valid_until` lies after this one.
pub const LAST_DAY: &str = "2026-06-30";

/// The chance that a key which may be left out is left out, in percent.
pub const NOT_STATED_PERCENT: u32 = 15;

/// Every dossier of a seed, from number 0 on, without end.
pub fn dossiers(seed: u64) -> impl Iterator<Item = String> {
    (0..u64::MAX).map(move |number| dossier(seed, number))
}

/// One dossier of a seed by its number, as JSON on one line without its end.
pub fn dossier(seed: u64, number: u64) -> String {
    let mut text = String::with_capacity(2048);
    write(seed, number, &mut text);
    text
}

/// Adds a dossier to a text, without the end of the line.
pub fn write(seed: u64, number: u64, to: &mut String) {
    let mut chance = Chance::new(seed, number);
    let site = Site::new(&mut chance);
    let mut out = Writer::new(to, &mut chance);
    out.open();
    out.given("format", 1);
    out.given_text("ref", &format!("sample-{seed}-{number}"));
    out.table("supplier", |out| {
        let supplier = number / 3;
        out.text("id", &format!("supplier-{supplier}"));
        out.text("name", &format!("Invented Supplier {supplier}"));
    });
    site.write(number, &mut out);
    report::report(&site, number, &mut out);
    report::certificates(&site, number, &mut out);
    report::findings(&site, number, &mut out);
    report::provenance(&mut out);
    out.close();
}
