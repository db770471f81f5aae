//! One chunk of documents on its way to answers: what each worker does.
//!
//! Nothing here writes or prints: a chunk comes back as texts in its order, with what there is to count, so that one
//! thread can write what many have made.

use std::sync::Arc;

use audit_credence::{Dossier, Grade};

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
    pub(crate) fail_below: Option<Grade>,
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
            done.outcomes.push(outcome);
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
        tally.scored(&answer.standing, self.fail_below);
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
