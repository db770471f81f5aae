//! Which column is which key, where a table was not made for us.
//!
//! ```toml
//! not_stated = ["", "N/A", "unknown"]      # cells that say nothing, everywhere
//! ignore = ["Comment"]                     # columns that are left out
//!
//! [columns]
//! "Site ID" = "site.id"
//!
//! [columns."Audit type"]
//! path = "report.visit.notice"
//! values = { "Unannounced" = "unannounced", "Announced" = "announced" }
//! not_stated = ["see report"]              # and in this column
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// Which column is which key. The default takes each column's name as a path.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Cells that say nothing, besides empty ones.
    #[serde(default)]
    pub(crate) not_stated: BTreeSet<String>,
    /// Columns that are left out.
    #[serde(default)]
    pub(crate) ignore: BTreeSet<String>,
    #[serde(default)]
    pub(crate) columns: BTreeMap<String, To>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum To {
    Path(String),
    More(Detailed),
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Detailed {
    pub(crate) path: String,
    #[serde(default)]
    pub(crate) values: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) not_stated: BTreeSet<String>,
}

impl Mapping {
    /// Reads a mapping from TOML.
    ///
    /// # Errors
    ///
    /// Not TOML, an unknown key, a column without a path; a sentence with the place.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())
    }

    /// Where a column goes: its path, and what its cells mean.
    pub(crate) fn to(&self, column: &str) -> Detailed {
        match self.columns.get(column) {
            Some(To::More(detailed)) => detailed.clone(),
            Some(To::Path(path)) => Detailed { path: path.clone(), ..Detailed::default() },
            None => Detailed { path: column.to_owned(), ..Detailed::default() },
        }
    }
}
