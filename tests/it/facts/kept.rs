//! Facts written as bytes, to be kept.

use audit_credence::Facts;
use proptest::prelude::*;

use crate::generate;
use crate::laws::{holds, read};

#[test]
fn facts_that_were_written_are_read_as_they_were_and_a_cut_is_seen() {
    holds(100, proptest::collection::vec(generate::dossier(), 1..9), |documents| {
        let all: Vec<Facts> = documents.iter().map(|document| Facts::from_dossier(&read(document))).collect();
        let mut bytes = Vec::new();
        for facts in &all {
            let from = bytes.len();
            facts.write(&mut bytes);
            for cut in [from, from + 8, from + 90, bytes.len() - 1] {
                let mut rest = &bytes[from..cut];
                prop_assert_eq!(Facts::read(&mut rest), None, "cut at {}", cut);
            }
        }
        let mut rest = bytes.as_slice();
        for facts in &all {
            let again = Facts::read(&mut rest);
            prop_assert_eq!(again.as_ref(), Some(facts));
        }
        prop_assert!(rest.is_empty());
        Ok(())
    });
}
