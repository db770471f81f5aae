//! The dossier: everything scored together for one site and one audit report.
//!
//! Every key is optional; what is absent or null is *not stated*, which is never "no". There is one reader, of JSON, which
//! is fast and stops at the first problem. What it refuses is walked as a tree, which finds every problem, with its path, the
//! values allowed and the nearest of them, and writes what is right as JSON for the reader. TOML and serde come by that
//! walk.

// In reading order: a file names only earlier ones.
pub mod site;
pub mod report;
pub mod certificate;
pub mod finding;
mod whole;
pub(crate) mod spans;
pub(crate) mod ids;
pub(crate) mod premises;
pub(crate) mod entailments;

use serde::{Deserialize, Deserializer};

use crate::counted::Counted;
use crate::document::{Json, Refill, Shaped, Walk, filled};
use crate::limits::{MAX_LIST, MAX_REF_BYTES};
use crate::problem::{Problem, Problems};
use crate::tree::{self, Node, Value};

pub use crate::document::Map;
pub use crate::dossier::entailments::{ContradictionCode, ENTAILMENTS, Effect, Entailment, UNRELATED};
pub use crate::dossier::whole::{Basis, Dossier, Extra, Provenance, Supplier};
pub(crate) use crate::dossier::whole::{DayPlace, is_below};

/// The format of dossiers that this release reads.
pub const FORMAT: u32 = 1;

/// Any format of serde's, so that a dossier can be part of a host's own document. It is read and checked as JSON is, and
/// refused with all its problems; toml's days may be unquoted.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Order {
///     dossier: audit_credence::Dossier,
/// }
///
/// let order: Order = serde_json::from_str(r#"{ "dossier": { "site": { "headcount": 480 } } }"#).unwrap();
/// assert_eq!(order.dossier.site.headcount, Some(480.into()));
/// assert!(serde_json::from_str::<Order>(r#"{ "dossier": { "format": 99 } }"#).is_err());
/// ```
impl<'de> Deserialize<'de> for Dossier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Dossier::from_node(&tree::from_serde(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl Dossier {
    /// Reads a dossier from JSON.
    ///
    /// ```
    /// use audit_credence::Dossier;
    ///
    /// let dossier = Dossier::from_json(br#"{ "report": { "visit": { "notice": "unannounced" } } }"#).unwrap();
    /// assert!(dossier.report.visit.notice.is_some());
    ///
    /// let problems = Dossier::from_json(br#"{ "report": { "visit": { "notise": "surprise" } } }"#).unwrap_err();
    /// let problem = problems.iter().next().unwrap();
    /// assert_eq!((problem.code, problem.nearest.as_deref()), ("unknown_key", Some("notice")));
    /// ```
    ///
    /// # Errors
    ///
    /// Every problem of the document: not UTF-8, not JSON, larger than [`MAX_DOCUMENT_BYTES`](crate::limits::MAX_DOCUMENT_BYTES),
    /// an unknown key or value, a wrong type, a key that stands twice, a day that is not one, a number out of range, an
    /// empty `site.workforce`, a list of more than [`MAX_LIST`] entries, a newer format.
    pub fn from_json(bytes: &[u8]) -> Result<Self, Problems> {
        let mut dossier = Dossier::default();
        dossier.read_json(bytes)?;
        Ok(dossier)
    }

    /// Reads a dossier from JSON in the place of this one, whose memory is used again: for many, one after another. Nothing
    /// of the one before is left.
    ///
    /// ```
    /// use audit_credence::Dossier;
    ///
    /// let mut dossier = Dossier::default();
    /// for line in [r#"{ "ref": "a", "site": { "headcount": 480 } }"#, r#"{ "ref": "b" }"#] {
    ///     dossier.read_json(line.as_bytes()).unwrap();
    ///     assert_eq!(dossier, Dossier::from_json(line.as_bytes()).unwrap());
    /// }
    /// assert!(dossier.read_json(b"{").is_err());
    /// assert_eq!(dossier, Dossier::default());
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Dossier::from_json`]; nothing is stated then.
    pub fn read_json(&mut self, bytes: &[u8]) -> Result<(), Problems> {
        let read = self.replace_by(bytes);
        if read.is_err() {
            *self = Dossier::default();
        }
        read
    }

    /// Reads in place; on an error what is left means nothing.
    fn replace_by(&mut self, bytes: &[u8]) -> Result<(), Problems> {
        let text = tree::text(bytes)?;
        let mut json = Json::new(tree::without_mark(text));
        if self.refill(&mut json).and_then(|()| json.end()).is_ok() {
            return self.check();
        }
        *self = Dossier::from_node(&Node::from_json(text)?)?;
        Ok(())
    }

    /// Reads a dossier from TOML.
    ///
    /// # Errors
    ///
    /// As for [`Dossier::from_json`], with TOML in place of JSON.
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        Dossier::from_node(&Node::from_toml(tree::text(text.as_bytes())?)?)
    }

    pub(crate) fn from_node(node: &Node) -> Result<Self, Problems> {
        // A newer format has keys that this release does not know: that alone is worth saying.
        match node.get("format").map(|node| &node.value) {
            Some(Value::Whole(format)) if *format > i128::from(FORMAT) => {
                return Err(format_too_new(&format.to_string()).into());
            }
            _ => {}
        }
        let Walk { mut problems, json, .. } = Walk::through(node, &Dossier::SHAPE);
        let Ok(dossier) = filled::<Dossier>(&mut Json::new(&json)) else {
            return Err(Problems::of_refused(problems, || {
                Problem::new("wrong_type", "", "this is not a dossier")
            }));
        };
        // A key that is required was missed on the walk.
        let mut wrongs = dossier.wrongs();
        wrongs.retain(|wrong| {
            problems.iter().all(|known| (known.code, &known.path) != (wrong.code, &wrong.path))
        });
        problems.extend(wrongs);
        Problems::check(problems)?;
        Ok(dossier)
    }

    /// Checks what types alone do not hold. Documents that were read have passed it; where fields were set by hand, nothing
    /// is answered before they do.
    ///
    /// # Errors
    ///
    /// A newer format, a `ref` that is too long, an empty `site.workforce`, a listed group of no workers, a site of no
    /// shifts, whatever [`ENTAILMENTS`] refuses, an empty id, one id for two findings or certificates that differ, a list of
    /// more than [`MAX_LIST`] entries, a certificate without a scheme, a path in `provenance` that no key has.
    pub fn check(&self) -> Result<(), Problems> {
        Problems::check(self.wrongs())
    }

    fn wrongs(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut report = |problem| problems.push(problem);
        match self.format {
            // A newer format may allow what this one does not: that alone is worth saying.
            Some(format) if format > FORMAT => return vec![format_too_new(&format.to_string())],
            Some(0) => report(Problem::new("out_of_range", "format", "the first format is 1").value("0")),
            _ => {}
        }
        if self.r#ref.as_ref().is_some_and(|key| key.len() > MAX_REF_BYTES) {
            report(Problem::new("out_of_range", "ref", format!("at most {MAX_REF_BYTES} bytes")));
        }
        if self.site.workforce.as_ref().is_some_and(Vec::is_empty) {
            report(Problem::new(
                "empty_list",
                "site.workforce",
                "a site has workers; leave the key out where none are known",
            ));
        }
        if self.site.shifts.is_some_and(|shifts| shifts.most() == 0) {
            report(Problem::new("out_of_range", "site.shifts", "a site runs at least one shift").value("0"));
        }
        self.refuse_long_lists(&mut report);
        finding::wrongs(&self.findings).for_each(&mut report);
        for (index, certificate) in self.certificates.iter().enumerate() {
            if certificate.scheme.is_empty() {
                let path = format!("certificates[{index}].scheme");
                report(Problem::new("missing_key", path, "this key is required"));
            }
        }
        for (path, _) in self.provenance.iter() {
            if Dossier::SHAPE.at(path).is_none() {
                let message = "no key of a dossier has this path";
                report(Problem::new("unknown_path", format!("provenance.{path}"), message).value(path));
            }
        }
        self.of_nobody().for_each(&mut report);
        entailments::refuse(self, &mut report);
        ids::refuse(self, &mut report);
        problems
    }

    /// Groups that are listed and have no workers.
    fn of_nobody(&self) -> impl Iterator<Item = Problem> {
        let groups = self.report.interviews.groups.iter().flatten().map(|group| group.workers);
        let workforce = self.site.workforce.iter().flatten().map(|group| group.workers);
        let of_nobody = |(_, workers): &(usize, Option<Counted>)| !spans::is_anybody(*workers);
        let heard = groups.enumerate().filter(of_nobody);
        let listed = workforce.enumerate().filter(of_nobody);
        let heard = heard.map(|(at, _)| format!("report.interviews.groups[{at}].workers"));
        let listed = listed.map(|(at, _)| format!("site.workforce[{at}].workers"));
        heard.chain(listed).map(|path| {
            let message =
                "a group that is listed has at least one worker: leave out a group that there is not";
            Problem::new("out_of_range", path, message).value("0")
        })
    }

    /// Reports every list and map that has more entries than it may.
    fn refuse_long_lists(&self, report: &mut dyn FnMut(Problem)) {
        let mut check = |path: &str, length: usize| {
            if length > MAX_LIST {
                report(too_long(path, length));
            }
        };
        let (site, interviews, conclusion) = (&self.site, &self.report.interviews, &self.report.conclusion);
        check("site.ids", site.ids.len());
        check("site.workforce", site.workforce.as_ref().map_or(0, Vec::len));
        check("report.interviews.groups", interviews.groups.as_ref().map_or(0, Vec::len));
        if let Some(report::Indicators::Listed(list)) = &self.report.scope.indicators {
            check("report.scope.indicators", list.len());
        }
        check("report.conclusion.indicators_found", conclusion.indicators_found.as_ref().map_or(0, Vec::len));
        check("report.answers", self.report.answers.as_ref().map_or(0, Vec::len));
        check("certificates", self.certificates.len());
        check("findings", self.findings.len());
        check("search.sources", self.search.sources.len());
        check("search.languages", self.search.languages.len());
        check("extra", self.extra.len());
        check("provenance", self.provenance.len());
    }
}

fn too_long(path: &str, length: usize) -> Problem {
    Problem::new("out_of_range", path, format!("at most {MAX_LIST} entries")).value(&length.to_string())
}

fn format_too_new(format: &str) -> Problem {
    let message = format!("this release reads dossiers of format {FORMAT} and earlier");
    Problem::new("format_too_new", "format", message).value(format)
}
