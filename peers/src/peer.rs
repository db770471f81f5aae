//! What every peer is given, and what is asked of it.

use std::ops::Range;

use audit_credence::Scorer;

use crate::decisions::{Decisions, End};
use crate::row::{self, Field, Row};
use crate::rules::Rules;

/// The rules and the rows, before any engine has seen them.
pub struct Input {
    /// At worst and at best.
    pub decisions: [Decisions; 2],
    pub fields: Vec<Field>,
    pub rows: Vec<[Row; 2]>,
    /// The rows as JSON.
    pub texts: Vec<[String; 2]>,
}

impl Input {
    pub fn new(rules: &Rules, scorer: &Scorer, dossiers: &[String]) -> Self {
        let fields = row::fields(rules);
        let rows: Vec<_> = dossiers.iter().map(|text| row::rows(rules, scorer, text)).collect();
        let texts = rows.iter().map(|ends| ends.each_ref().map(|row| row::json(&fields, row))).collect();
        Input { decisions: End::BOTH.map(|end| Decisions::new(rules, end)), fields, rows, texts }
    }
}

/// A rule engine with the pack in its own language.
pub trait Peer {
    fn name(&self) -> &'static str;

    /// The grades of these dossiers at worst and at best, from rows that the engine already holds in its own form.
    fn grades(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>);

    /// The same from the rows as JSON; nothing is done where the engine reads none.
    fn grades_of_texts(&mut self, rows: Range<usize>, to: &mut Vec<[u8; 2]>);
}
