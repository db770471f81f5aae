//! One chunk of documents on its way to answers: what each worker does.
//!
//! Nothing here writes or prints: a chunk comes back as texts in its order, with what there is to count, so that one
//! thread can write what many have made.

use std::sync::Arc;

use audit_credence::Dossier;

use crate::args::AnswerForm;
use crate::input::{Body, Document};
use crate::refusal::Refused;
use crate::score::answer::{Answers, Rendered};
use crate::score::feed::{Chunk, Entry};
use crate::score::tally::Tally;

/// What became of a chunk.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) tally: Tally,
}

/// A line of so many bytes is not copied once more.
const LONG: usize = 16 << 10;

impl Done {
    /// Adds an outcome; where short answers are lines, those that follow one another are one text: it is given back to the
    /// memory of the thread that made it, and written in one piece.
    fn add(&mut self, outcome: Outcome, are_lines: bool) {
        match (outcome, self.outcomes.last_mut()) {
            (Outcome::Answer(Rendered::Text(line)), last) if are_lines && line.len() < LONG => {
                if let Some(Outcome::Answer(Rendered::Lines(text, count))) = last {
                    *count += 1;
                    text.extend([line.as_str(), "\n"]);
                } else {
                    self.outcomes.push(Outcome::Answer(Rendered::Lines(line + "\n", 1)));
                }
            }
            (outcome, _) => self.outcomes.push(outcome),
        }
    }
}

#[derive(Debug)]
pub(crate) enum Outcome {
    Answer(Rendered),
    Refused {
        /// The lines for people.
        told: Vec<String>,
        /// The record, one line of JSON without its end.
        record: String,
    },
    /// A source could not be read, or not to its end.
    Unreadable(String),
}

/// What workers share.
#[derive(Clone, Debug)]
pub(crate) struct Worker {
    pub(crate) answers: Arc<Answers>,
    /// Whether what each key holds is counted.
    pub(crate) count_keys: bool,
}

impl Worker {
    pub(crate) fn work(&self, chunk: &Chunk) -> Done {
        let mut done = Done::default();
        let mut kept = Dossier::default();
        for entry in chunk.entries() {
            let outcome = match entry {
                Entry::Unreadable(error) => Outcome::Unreadable(format!("{}: {error}", chunk.source)),
                Entry::Document(document) => {
                    self.document(&document, &mut kept, &mut done.tally).unwrap_or_else(|refused| {
                        done.tally.refused(&refused);
                        refused_outcome(&chunk.source, &document, &refused)
                    })
                }
            };
            done.add(outcome, self.answers.form == AnswerForm::Jsonl);
        }
        done
    }

    /// Reads a document into the dossier that is kept, and answers.
    fn document(
        &self,
        document: &Document<'_>,
        kept: &mut Dossier,
        tally: &mut Tally,
    ) -> Result<Outcome, Refused> {
        let read = match &document.body {
            Body::Broken(code, message) => return Err(Refused::Broken(code, message.clone())),
            Body::Json(bytes) => kept.read_json(bytes),
            Body::Toml(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Dossier::from_toml(text).map(|dossier| *kept = dossier),
                // The same bytes as JSON are refused for the same reason, before anything else is looked at.
                Err(_) => kept.read_json(bytes),
            },
        };
        read.map_err(Refused::Problems)?;
        let answer = self.answers.of(kept).map_err(Refused::Problems)?;
        tally.scored(&answer.standing, &self.answers.gate);
        if self.count_keys {
            tally.keys.count(&document.body);
        }
        Ok(Outcome::Answer(answer.rendered))
    }
}

fn refused_outcome(source: &str, document: &Document<'_>, refused: &Refused) -> Outcome {
    Outcome::Refused {
        told: refused.told(source, document.line, &document.body),
        record: refused.record(source, document.line, &document.body),
    }
}
