//! Answers as the rows of a table: columns, and cells of a few kinds.

use audit_credence::Date;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers.
    Whole,
    /// Days of the calendar.
    Day,
    /// Yes or no.
    YesNo,
    /// Any number of texts.
    List,
}

/// A column of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What its cells are.
    pub kind: Kind,
}

/// A cell of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text, where there is any.
    Text(Option<String>),
    /// A whole number, where there is one.
    Whole(Option<i64>),
    /// A day, where there is one.
    Day(Option<Date>),
    /// Yes or no, where it is known.
    YesNo(Option<bool>),
    /// Texts in their order; none is a list too.
    List(Vec<String>),
}
