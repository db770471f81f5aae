//! What came out later: the file of labels, and what each of them has to have.

use std::path::Path;

use audit_credence::PartialDate;
use serde::{Deserialize, Deserializer, Serialize};

/// A quote is an excerpt.
const MOST_WORDS: usize = 40;

/// The file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Labels {
    pub(crate) search: Searched,
    #[serde(rename = "case")]
    pub(crate) cases: Vec<Case>,
    #[serde(default)]
    pub(crate) excluded: Vec<Excluded>,
}

/// How the candidates were found.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Searched {
    #[serde(deserialize_with = "some_day")]
    pub(crate) read: Option<String>,
    pub(crate) r#where: String,
    pub(crate) queries: Vec<String>,
}

/// A candidate that is no case.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Excluded {
    pub(crate) candidate: String,
    pub(crate) because: String,
}

/// What came out later of one report.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// The name of the dossier's file, without its ending.
    pub(crate) example: String,
    pub(crate) outcome: Outcome,
    pub(crate) what: String,
    pub(crate) by: Option<String>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) on: Option<String>,
    pub(crate) standing: Option<Standing>,
    /// What whoever is named says to it, or that no answer was found.
    pub(crate) answer: Option<String>,
    pub(crate) author: Author,
    pub(crate) source: Option<Source>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Failed,
    HeldUp,
    /// Something grave that is not forced labour.
    Other,
    Unknown,
}

impl Outcome {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Outcome::Failed => "failed",
            Outcome::HeldUp => "held up",
            Outcome::Other => "other",
            Outcome::Unknown => "unknown",
        }
    }
}

/// How firmly it stands, as of a finding in a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    Ruled,
    GovernmentAction,
    Documented,
    Alleged,
}

impl Standing {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Standing::Ruled => "ruled",
            Standing::GovernmentAction => "government action",
            Standing::Documented => "documented",
            Standing::Alleged => "alleged",
        }
    }
}

/// Who made the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Author {
    WorkerSide,
    MultiStakeholder,
    Other,
}

/// Where what came out can be read.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) document: String,
    pub(crate) clause: Option<String>,
    #[serde(default, deserialize_with = "some_day")]
    pub(crate) date: Option<String>,
    pub(crate) url: String,
    #[serde(deserialize_with = "some_day")]
    pub(crate) read: Option<String>,
    pub(crate) status: SourceStatus,
    pub(crate) quote: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SourceStatus {
    Primary,
    Secondary,
    Unverified,
}

impl SourceStatus {
    pub(crate) fn words(self) -> &'static str {
        match self {
            SourceStatus::Primary => "primary",
            SourceStatus::Secondary => "secondary",
            SourceStatus::Unverified => "unverified",
        }
    }
}

/// A day, a month or a year: a text, or a day of TOML's own.
fn some_day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Day(toml::value::Datetime),
        Text(String),
    }
    let text = match Written::deserialize(from)? {
        Written::Day(day) => day.to_string(),
        Written::Text(text) => text,
    };
    text.parse::<PartialDate>().map_err(serde::de::Error::custom)?;
    Ok(Some(text))
}

/// Reads the file, or says all that is wrong with it.
pub(crate) fn read(path: &Path, text: &str) -> Result<Labels, Vec<String>> {
    let at = |message: String| format!("{}: {message}", path.display());
    let labels: Labels = toml::from_str(text).map_err(|error| vec![at(error.to_string())])?;
    let mut wrongs: Vec<String> = labels.cases.iter().flat_map(wrongs).collect();
    for (index, case) in labels.cases.iter().enumerate() {
        if labels.cases.iter().take(index).any(|earlier| earlier.example == case.example) {
            wrongs.push(format!("{}: labelled twice", case.example));
        }
    }
    if wrongs.is_empty() { Ok(labels) } else { Err(wrongs.into_iter().map(at).collect()) }
}

/// What a label lacks. Where something came out it needs its day, its standing, an answer and a source.
fn wrongs(case: &Case) -> Vec<String> {
    let mut wrongs = Vec::new();
    let mut wrong = |message: &str| wrongs.push(format!("{}: {message}", case.example));
    if case.outcome != Outcome::Unknown {
        let needed = [
            ("the day on which it came out, as `on`", case.on.is_some()),
            ("how firmly it stands, as `standing`", case.standing.is_some()),
            ("what whoever is named says to it, as `answer`", case.answer.is_some()),
            ("a `source`", case.source.is_some()),
        ];
        needed
            .iter()
            .filter(|(_, is_there)| !is_there)
            .for_each(|(what, _)| wrong(&format!("it lacks {what}")));
    }
    let settles = matches!(case.outcome, Outcome::Failed | Outcome::HeldUp);
    if settles && case.by.is_none() {
        wrong("it lacks who found it, as `by`");
    }
    if settles && case.standing == Some(Standing::Alleged) {
        wrong("an allegation alone settles nothing");
    }
    if let Some(source) = &case.source {
        if !source.url.starts_with("http") {
            wrong("the address of its source is none");
        }
        if source.status == SourceStatus::Unverified && case.outcome != Outcome::Unknown {
            wrong("its source is unverified, so it settles nothing");
        }
        if source.quote.as_ref().is_some_and(|quote| quote.split_whitespace().count() > MOST_WORDS) {
            wrong(&format!("its quote has more than {MOST_WORDS} words"));
        }
    }
    wrongs
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::read;

    const HEAD: &str = "[search]\nread = 2026-11-28\nwhere = \"here\"\nqueries = []\n";

    fn refused(case: &str) -> String {
        read(Path::new("o.toml"), &format!("{HEAD}[[case]]\n{case}")).map(|_| ()).unwrap_err().join("\n")
    }

    #[test]
    fn a_label_without_its_evidence_is_refused() {
        let lacks = refused("example = \"a\"\noutcome = \"failed\"\nwhat = \"w\"\nauthor = \"other\"\n");
        for what in ["`on`", "`standing`", "`answer`", "`source`", "`by`"] {
            assert!(lacks.contains(what), "{what} in {lacks}");
        }
        let whole = "example = \"a\"\noutcome = \"failed\"\nwhat = \"w\"\nby = \"b\"\non = \"2024-05\"\nstanding = \"documented\"\n\
                     answer = \"none\"\nauthor = \"other\"\n\
                     source = { document = \"d\", url = \"https://a.org\", read = 2026-11-28, status = \"secondary\" }\n";
        assert!(read(Path::new("o.toml"), &format!("{HEAD}[[case]]\n{whole}")).is_ok());
        let but = |from: &str, to: &str| refused(&whole.replace(from, to));
        assert!(but("documented", "alleged").contains("an allegation alone"));
        assert!(but("documented", "certain").contains("unknown variant"));
        assert!(but("\"secondary\"", "\"unverified\"").contains("unverified"));
        assert!(but("https://a.org", "a.org").contains("address"));
        assert!(but(", read = 2026-11-28", "").contains("read"));
        assert!(but("2024-05", "2024-13").contains("YYYY-MM-DD"));
        let long = format!("status = \"secondary\", quote = \"{}\"", "word ".repeat(41));
        assert!(but("status = \"secondary\"", &long).contains("40 words"));
        assert!(refused(&format!("{whole}[[case]]\n{whole}")).contains("labelled twice"));
    }
}
