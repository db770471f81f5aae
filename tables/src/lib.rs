//! Dossiers from tables, and answers as tables: CSV and Parquet, plain or packed with gzip or zstd.
//!
//! A row is one dossier. A column is a key of it, by its path: `report.visit.notice`, `certificates[0].scheme`. A cell
//! that is empty says nothing, and an entry of a list of which nothing is said is not there. A column of a whole list,
//! such as `certificates`, holds JSON; a list of words may also be written `debt_bondage;deception`. A [`Mapping`]
//! gives other columns their paths and other words their values.
//!
//! A row becomes the text of a JSON dossier, so that it is read by the same door as any other, with the same problems.

mod bind;
mod csv;
mod key;
mod mapping;
mod packed;
mod parquet;
mod quoting;
mod row;
mod thrift;

pub use crate::bind::Bound;
pub use crate::csv::{CsvRows, csv_line};
pub use crate::mapping::Mapping;
pub use crate::packed::{Packed, Packing, unpacked};
pub use crate::parquet::{ParquetRows, ParquetWriter, panic_is_caught};
pub use crate::row::{Cell, Column, Kind};

/// One row of a table, or what stands in the place of one.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet counts, from 1, the header included and a cell of several lines as one row; in a Parquet
    /// file among the rows, counted from 1.
    pub line: u64,
    /// The dossier as JSON, or a code and a sentence; `None` of a row in which no cell says anything.
    pub dossier: Option<Result<String, (&'static str, String)>>,
}
