//! The shipped packs: they load, and every case of theirs comes out as it says.

use audit_credence::{Pack, Plan};

use std::path::Path;

pub(crate) fn example(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn line(text: &str, at: usize) -> usize {
    text[..at.min(text.len())].lines().count().max(1)
}

#[test]
fn every_case_of_every_shipped_pack_comes_out_as_it_says() {
    let mut failures = Vec::new();
    let mut run = 0;
    for (id, text) in Pack::SHIPPED {
        let pack = match Pack::shipped(id) {
            Ok(pack) => pack,
            Err(problems) => {
                for problem in &problems {
                    failures.push(format!("rules/{id}.toml:{}: {problem}", line(text, problem.span.start)));
                }
                continue;
            }
        };
        let plan = Plan::new(&pack);
        for case in pack.cases() {
            run += 1;
            if let Err(failure) = case.run(&plan, case.file().map(example).as_deref()) {
                failures.push(format!("rules/{id}.toml:{}: {failure}", line(text, failure.span.start)));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {run} cases:\n{}", failures.len(), failures.join("\n"));
    assert!(run > 100, "only {run} cases");
}
