//! In which form answers leave, and what stands before, between and after them.

use std::path::Path;

use audit_credence_tables::Packing;

use crate::args::AnswerForm;
use crate::page::Page;

/// The form that was asked for, or the one that the name of the output tells; text where neither does.
pub(crate) fn form(asked: Option<AnswerForm>, each_line: bool, output: Option<&Path>) -> AnswerForm {
    let by_name = || {
        let (_, name) = Packing::by_name(output?);
        match name.extension()?.to_string_lossy().to_lowercase().as_str() {
            "md" | "markdown" => Some(AnswerForm::Md),
            "json" => Some(AnswerForm::Json),
            "jsonl" | "ndjson" => Some(AnswerForm::Jsonl),
            "csv" => Some(AnswerForm::Csv),
            "parquet" => Some(AnswerForm::Parquet),
            "html" | "htm" => Some(AnswerForm::Html),
            _ => None,
        }
    };
    let of_lines = each_line.then_some(AnswerForm::Jsonl);
    asked.or(of_lines).or_else(by_name).unwrap_or(AnswerForm::Text)
}

/// Puts answers together into one document of their form.
#[derive(Debug)]
pub(crate) struct Join {
    form: AnswerForm,
    /// The line across the page between two answers.
    rule: String,
    /// The first answer as JSON, while it is not known whether more documents follow.
    held: Option<String>,
    answers: u64,
}

impl Join {
    pub(crate) fn new(form: AnswerForm, colour: bool) -> Self {
        let mut rule = Page::for_stdout(colour);
        rule.rule();
        Join { form, rule: rule.into_text(), held: None, answers: 0 }
    }

    /// Whether another answer fits: a page is of one dossier.
    pub(crate) fn takes_more(&self) -> bool {
        self.form != AnswerForm::Html || self.answers == 0
    }

    /// Counts answers that are written as they are.
    pub(crate) fn count(&mut self, answers: u64) {
        self.answers += answers;
    }

    /// What is to be written for the next answer.
    pub(crate) fn next(&mut self, answer: String) -> String {
        self.answers += 1;
        match (self.form, self.answers) {
            (AnswerForm::Jsonl, _) => answer + "\n",
            // A line of a table has its end; a row of Parquet is no text.
            (AnswerForm::Text | AnswerForm::Md, 1)
            | (AnswerForm::Csv | AnswerForm::Parquet | AnswerForm::Html, _) => answer,
            (AnswerForm::Md, _) => format!("\n---\n\n{answer}"),
            (AnswerForm::Text, _) => format!("{}{answer}", self.rule),
            (AnswerForm::Json, 1) => {
                self.held = Some(answer);
                String::new()
            }
            (AnswerForm::Json, _) => {
                let first = self.held.take().map(|first| format!("[\n{},\n", entry(&first)));
                let before = if first.is_none() { ",\n" } else { "" };
                format!("{}{before}{}", first.unwrap_or_default(), entry(&answer))
            }
        }
    }

    /// What is to be written at the end, after so many documents were read.
    pub(crate) fn end(&mut self, read: u64) -> String {
        if self.form != AnswerForm::Json {
            return String::new();
        }
        match (self.held.take(), read) {
            // One document, one object; of several a list, even where all but one were refused.
            (Some(only), 1) => only + "\n",
            (Some(first), _) => format!("[\n{}\n]\n", entry(&first)),
            (None, 0 | 1) => String::new(),
            (None, _) if self.answers == 0 => "[]\n".to_owned(),
            (None, _) => "\n]\n".to_owned(),
        }
    }
}

/// One entry of a JSON list.
fn entry(answer: &str) -> String {
    format!("  {}", answer.replace('\n', "\n  "))
}
